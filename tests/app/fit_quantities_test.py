"""`verdet fit` of what electrical and optical benches write: I-V and C-V curves, resonances against temperature and
heater power, pulse responses, powers in dB and dBm."""

import os
import sys
import unittest

import h5py
import numpy as np

from fit_case import FitCase, ring

DATA = os.environ.get("VERDET_SHARED_DATA") or os.path.join(
    os.path.dirname(os.path.abspath(__file__)), "../../../shared/data")
RING = """verdet: 1
fit:
  data: {{file: data.csv, columns: {{wavelength: nm, power: {unit}}}}}
  model: {{type: microring, radius: 10 um, group_index: 4.2, reference_wavelength: 1550 nm, effective_index: {{fit: auto}}, through_coupling: {{fit: {{from: 0.001, to: 0.3, start: 0.03}}}}, loss: {{fit: {{from: 0.1 dB/cm, to: 20 dB/cm, start: 5 dB/cm}}}}}}
  starts: 8
output: fit.h5
"""


class FitQuantities(FitCase):
    seed = 9

    def found(self):
        with h5py.File(os.path.join(self.folder, "fit.h5")) as table:
            names = [x.decode() for x in table["parameters/name"][:]]
            return dict(zip(names, zip(table["parameters/value"][:], table["parameters/standard_error"][:])))

    def expect(self, name, truth, share):
        value, error = self.found()[name]
        self.assertLess(abs(value - truth), 4.5 * error, name)
        self.assertLess(error, share * abs(truth), name)

    def formula(self, columns, formula, parameters, data=""):
        marks = ", ".join(f"{name}: {{fit: {mark}}}" for name, mark in parameters.items())
        self.run_fit(f"""verdet: 1
fit:
  data: {{file: data.csv, columns: {columns}{data}}}
  model: {{type: expression, formula: "{formula}", parameters: {{{marks}}}}}
output: fit.h5
""")

    def test_current_of_a_diode_over_voltage(self):
        volt = np.linspace(0, 0.7, 71)
        current = 1e-9 * (np.exp(volt / (1.4 * 0.025852)) - 1)
        self.write("V,I,error_I", volt, current * 1e3 * (1 + self.random.normal(0, 0.01, volt.size)) + 1e-9,
                   0.01 * current * 1e3 + 1e-8)
        self.formula("{V: V, I: mA, error_I: mA}", "i0*(exp(V/(ideality*0.025852)) - 1)",
                     {"i0": "{from: 1e-12, to: 1e-6, start: 1e-10}", "ideality": "{from: 1, to: 3, start: 2}"})
        self.expect("i0", 1e-9, 0.02)
        self.expect("ideality", 1.4, 0.01)

    def test_capacitance_of_a_junction_over_voltage(self):
        volt = np.linspace(-5, 0.2, 53)
        farad = 40e-15 / (1 - volt / 0.8)**0.5
        self.write("V,C", volt, farad * 1e15 * (1 + self.random.normal(0, 0.002, volt.size)))
        self.formula("{V: V, C: fF}", "c0/(1 - V/built_in)^grading",
                     {"c0": "{from: 1e-15, to: 1e-12, start: 2e-14}", "built_in": "{from: 0.3, to: 1.5, start: 0.6}",
                      "grading": "{from: 0.2, to: 0.7, start: 0.33}"})
        self.expect("c0", 40e-15, 0.01)
        self.expect("built_in", 0.8, 0.1)
        self.expect("grading", 0.5, 0.05)

    def test_effective_index_over_heater_power(self):
        if not os.path.isdir(DATA):
            self.skipTest("the public data are absent")
        source = os.path.join(os.path.abspath(DATA), "heaters/scatter_MZIPower.csv")
        volt, milliwatt, far = np.genfromtxt(source, delimiter=",", skip_header=3, usecols=(0, 1, 3),
                                             encoding="utf-8-sig").T
        self.write("P,n_eff", milliwatt, far)
        self.formula("{P: mW, n_eff: 1}", "n0 + slope*P",
                     {"n0": "{from: 2, to: 3, start: 2.5}", "slope": "{from: 0, to: 10, start: 1}"})
        slope = np.polyfit(milliwatt * 1e-3, far, 1)
        self.assertAlmostEqual(self.found()["slope"][0] / slope[0], 1, delta=1e-6)
        self.assertAlmostEqual(self.found()["n0"][0] / slope[1], 1, delta=1e-9)

    def test_resonance_over_temperature(self):
        # Li 1980 at 1.55 um (293 to 1600 K); m lambda = L n_eff with n_eff linear in lambda.
        def silicon(kelvin):
            strain = -7.1e-4 + 1.887e-6 * kelvin + 1.934e-9 * kelvin**2 - 4.544e-13 * kelvin**3
            eps = 11.4445 + 2.7739e-4 * kelvin + 1.7050e-6 * kelvin**2 - 8.1347e-10 * kelvin**3
            return np.sqrt(eps + np.exp(-3 * strain) * (0.8948 + 4.3977e-4 * kelvin + 7.3835e-8 * kelvin**2) / 1.55**2)

        kelvin = np.array([295.0, 300.0, 305.0, 310.0, 315.0])
        length, group, index = 2 * np.pi * 10e-6, 4.2, 2.4 + 0.9 * (silicon(kelvin) - silicon(300.0))
        resonance = length * group / (97 + length * (group - index) / 1550e-9)
        self.write("T,r", kelvin, resonance * 1e9 + self.random.normal(0, 1e-3, 5))
        self.run_fit("""verdet: 1
fit:
  data: {file: data.csv, columns: [{name: device.temperature, header: T, unit: K}, {name: measured, header: r, unit: nm}]}
  model:
    device: {type: microring, radius: 10 um, effective_index: 2.4, group_index: 4.2, reference_wavelength: 1550 nm, loss: 3 dB/cm,
      through_coupling: 0.05, core: Si, core_sensitivity: {fit: {from: 0.3, to: 1.5, start: 0.7}}, temperature: 300 K}
    experiment: {type: spectrum, wavelength: {from: 1552 nm, to: 1558 nm, points: 5}}
    channel: resonances/wavelength
    at: {resonance: 0}
output: fit.h5
""")
        self.expect("core_sensitivity", 0.9, 0.01)

    def test_pulse_response_of_a_measured_synapse(self):
        if not os.path.isdir(DATA):
            self.skipTest("the public data are absent")
        up = np.genfromtxt(os.path.join(DATA, "pulses/gong_et_al.csv"), delimiter=",")[:, 0]
        pulse = np.arange(up.size, dtype=float)
        self.write("pulse,G", pulse, up)
        self.formula("{pulse: 1, G: 1}", "low + (high - low)*(1 - exp(-pulse/a))/(1 - exp(-999/a))",
                     {"low": "{from: -2, to: 0, start: -1}", "high": "{from: 0, to: 2, start: 0.5}",
                      "a": "{from: 10, to: 1e5, start: 300}"})
        low, high, a = (self.found()[name][0] for name in ("low", "high", "a"))
        curve = lambda p: p[0] + (p[1] - p[0]) * (1 - np.exp(-pulse / p[2])) / (1 - np.exp(-999 / p[2]))
        from scipy.optimize import least_squares
        other = least_squares(lambda p: curve(p) - up, [-1, 0.5, 300], x_scale="jac")
        self.assertLess(np.sum((curve([low, high, a]) - up)**2), 2 * other.cost * (1 + 1e-9))
        np.testing.assert_allclose([low, high, a], other.x, rtol=1e-3)

    def test_powers_in_decibel_and_over_a_milliwatt(self):
        wavelength = np.linspace(1545e-9, 1565e-9, 1501)
        clean = 0.7 * ring(wavelength, 0.03, 5 * 100 * np.log(10) / 10, 2.41)
        power = clean * (1 + self.random.normal(0, 0.002, clean.size))
        answers = {}
        for unit, scale in (("dB", 0), ("dBm", -12), ("mW", None)):
            values = power * 10**-1.2 if scale is None else 10 * np.log10(power) + scale
            self.write("wavelength,power", wavelength * 1e9, values)
            self.run_fit(RING.format(unit=unit))
            answers[unit] = self.found()
            with h5py.File(os.path.join(self.folder, "fit.h5")) as table:
                level = 0.7 if unit == "dB" else 0.7 * 10**-1.2 * 1e-3
                self.assertAlmostEqual(answers[unit]["baseline.level"][0] / level, 1, delta=1e-2)
                np.testing.assert_allclose(table["data"][:], power if unit == "dB" else power * 10**-4.2, rtol=1e-9)
        for name in ("through_coupling", "loss", "effective_index"):
            for unit in ("dBm", "mW"):
                self.assertAlmostEqual(answers[unit][name][0] / answers["dB"][name][0], 1, delta=1e-6)

    def test_errors_that_the_file_lacks_are_stated_in_decibel(self):
        wavelength = np.linspace(1545e-9, 1565e-9, 801)
        clean = ring(wavelength, 0.03, 5 * 100 * np.log(10) / 10, 2.41)
        power = clean * (1 + self.random.normal(0, 0.01, clean.size))
        self.write("wavelength,power", wavelength * 1e9, power)
        self.run_fit(RING.format(unit="1").replace("}}\n  model", "}, errors: {power: 0.0434294 dB}}\n  model"))
        with h5py.File(os.path.join(self.folder, "fit.h5")) as table:
            self.assertAlmostEqual(table.attrs["chi_square"] / table.attrs["degrees_of_freedom"], 1, delta=0.2)

    def test_synonyms_of_the_abscissa(self):
        micrometre = np.linspace(0.5, 1.5, 40)
        self.write("wl,n", micrometre, 1.5 + 0.01 / micrometre**2 + self.random.normal(0, 1e-4, 40))
        self.run_fit("""verdet: 1
fit:
  data: {file: data.csv, columns: {wl: um, n: 1}}
  model: {type: material, law: cauchy, parameters: {c: 0}}
output: fit.h5
""")
        self.expect("a", 1.5, 0.001)

    def test_standard_deviations_are_positive(self):
        for error in (0, -0.1):
            self.write("wavelength,n,error_n", [0.5, 0.6, 0.7, 0.8], [1.5, 1.5, 1.5, 1.5], [0.1, 0.1, error, 0.1])
            stderr = self.run_fit("""verdet: 1
fit:
  data: {file: data.csv, columns: {wavelength: um, n: 1, error_n: 1}}
  model: {type: material, law: cauchy, parameters: {c: 0}}
output: fit.h5
""", status=2).stderr
            self.assertIn("data.csv:4", stderr)
            self.assertIn("standard deviation of n is not above 0", stderr)

    def test_errors_in_decibel_are_shares_of_the_power(self):
        wavelength = np.linspace(1545e-9, 1565e-9, 801)
        clean = ring(wavelength, 0.03, 5 * 100 * np.log(10) / 10, 2.41)
        decibel = 10 * np.log10(clean) + self.random.normal(0, 0.02, clean.size)
        self.write("wavelength,power,error_power", wavelength * 1e9, decibel, np.full(clean.size, 0.02))
        self.run_fit(RING.format(unit="dB, error_power: dB"))
        with h5py.File(os.path.join(self.folder, "fit.h5")) as table:
            self.assertAlmostEqual(table.attrs["chi_square"] / table.attrs["degrees_of_freedom"], 1, delta=0.2)


if __name__ == "__main__":
    unittest.main(argv=[sys.argv[0]])
