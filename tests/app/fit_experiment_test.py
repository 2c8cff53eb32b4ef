"""`verdet fit` of any experiment: parameters of the experiment itself, columns that vary the spec, refusals."""

import os
import sys
import unittest

import h5py
import numpy as np

from fit_case import FitCase

C = 299792458.0
COUPLING, LOSS, LENGTH, GROUP = 0.02, 230.0, 2 * np.pi * 20e-6, 4.2
# A round trip leaves exp(-alpha L) (1 - kappa)^2 of the energy.
DECAY = C / GROUP * (LOSS - 2 * np.log(1 - COUPLING) / LENGTH)
RING = ("device: {type: microring, radius: 20 um, effective_index: 2.4, group_index: 4.2, reference_wavelength: 1550 nm, "
        "through_coupling: 0.02, drop_coupling: 0.02, loss: {fit: {from: 0.1 dB/cm, to: 100 dB/cm, start: 2 dB/cm}}}")
RING_UP = f"""verdet: 1
fit:
  data: {{file: data.csv, columns: {{time: ps, signal: 1}}}}
  model:
    {RING}
    experiment: {{type: transient, duration: 300 ps, samples: 301, input: {{power: 1 uW, detuning: {{fit: {{from: 0 nm, to: 0.1 nm, start: 0.01 nm}}}}}}}}
    channel: energy
    scale: {{fit: auto}}
  starts: 4
output: fit.h5
"""
FILM = """verdet: 1
fit:
  data: {file: data.csv, columns: {angle: deg, reflectance: 1}}
  model:
    device: {type: thin_film, ambient: 1, layers: [{material: "1.46", thickness: {fit: {from: 50 nm, to: 150 nm, start: 80 nm}}}], substrate: "3.8"}
    experiment: {type: reflectance, wavelength: 633 nm, angle: [0 deg, 20 deg, 40 deg, 60 deg, 80 deg], polarisation: [s, p]}
    at: {polarisation: p}
output: fit.h5
"""


def film_reflectance(angle, n, substrate, thickness, wavelength):
    """Airy's sum of one film, p polarisation, from Fresnel's coefficients (Born and Wolf, 1.6.4)."""
    sine = np.sin(angle)
    cosine = [np.sqrt(1 - (sine / m)**2) for m in (1.0, n, substrate)]
    index = (1.0, n, substrate)
    r = [(index[i + 1] * cosine[i] - index[i] * cosine[i + 1]) / (index[i + 1] * cosine[i] + index[i] * cosine[i + 1])
         for i in (0, 1)]
    turn = np.exp(4j * np.pi * n * thickness * cosine[1] / wavelength)
    return np.abs((r[0] + r[1] * turn) / (1 + r[0] * r[1] * turn))**2


class FitExperiment(FitCase):
    seed = 5

    def found(self):
        with h5py.File(os.path.join(self.folder, "fit.h5")) as table:
            self.assertEqual(table.attrs["derivatives"], "central differences")
            names = [x.decode() for x in table["parameters/name"][:]]
            return dict(zip(names, zip(table["parameters/value"][:], table["parameters/standard_error"][:])))

    def expect(self, found, name, expected, share):
        value, error = found[name]
        self.assertGreater(error, 0)
        self.assertLess(abs(value - expected), 4.5 * error, name)
        self.assertLess(error, share * abs(expected), name)

    def test_the_detuning_of_a_laser_from_the_beats_of_a_ring_up(self):
        # da/dt = (i Delta - gamma) a + mu s from a = 0.
        detuning = 0.02e-9
        rate = 1j * 2 * np.pi * C * detuning / 1550e-9**2 - DECAY / 2
        t = np.linspace(1e-12, 300e-12, 150)
        energy = np.abs(1 - np.exp(rate * t))**2
        self.write("time,signal", t * 1e12, energy + self.random.normal(0, 3e-3, t.size))
        self.run_fit(RING_UP)
        found = self.found()
        self.expect(found, "experiment.input.detuning", detuning, 0.01)
        self.expect(found, "loss", LOSS, 0.02)

    def test_a_column_varies_the_power_of_a_run(self):
        # At rest on resonance the energy is mu^2 P/gamma^2, mu^2 = kappa c/(n_g L).
        power = np.array([1.0, 2.0, 3.0, 5.0, 8.0])
        energy = power * 1e-6 * COUPLING * C / (GROUP * LENGTH) / (DECAY / 2)**2
        self.write("P,E", power, energy * 1e18 * (1 + self.random.normal(0, 1e-3, 5)))
        self.run_fit(f"""verdet: 1
fit:
  data: {{file: data.csv, columns: [{{name: experiment.input.power, header: P, unit: uW}}, {{name: energy, header: E, unit: aJ}}]}}
  model:
    {RING}
    experiment: {{type: transient, duration: 2 ns, samples: 3, input: {{power: 1 uW, detuning: {{fit: {{from: 0 pm, to: 1 pm, start: 0.1 pm}}}}}}}}
    at: {{time: 2 ns}}
  priors: {{experiment.input.detuning: {{mean: 0 pm, sigma: 1e-5 pm}}}}
output: fit.h5
""")
        # The coupled-mode rate mu^2 is kappa to first order.
        value, _ = self.found()["loss"]
        self.assertLess(abs(value / LOSS - 1), 0.04)
        with h5py.File(os.path.join(self.folder, "fit.h5")) as table:
            np.testing.assert_allclose(table["power"][:], power * 1e-6, rtol=1e-12)

    def test_an_axis_of_the_experiment_and_a_fixed_one(self):
        angle = np.radians([0, 20, 40, 60, 80])
        data = film_reflectance(angle, 1.46, 3.8, 105e-9, 633e-9)
        self.write("angle,reflectance", np.degrees(angle), data + self.random.normal(0, 1e-4, 5))
        self.run_fit(FILM)
        self.expect(self.found(), "layers.0.thickness", 105e-9, 0.01)

    def test_refusals(self):
        self.write("angle,reflectance", [0, 20, 40], [0.1, 0.1, 0.1])
        for old, new, message in (
            ("at: {polarisation: p}", "at: {polarisation: q}", "'q' is not on the axis 'polarisation'"),
            ("    at: {polarisation: p}\n", "", "choose one with 'at: {polarisation: ...}'"),
            ("angle: [0 deg, 20 deg, 40 deg, 60 deg, 80 deg]", "angle: [0 deg, 20 deg]", "point 3 of the data lies outside"),
            ("wavelength: 633 nm", "wavelength: {fit: auto}", "'wavelength' is no numeric parameter of a reflectance"),
            ("type: reflectance", "type: reflectence", "did you mean 'reflectance'"),
            ("reflectance: 1}", "reflectance: V}", "'scale: {fit: auto}' relates them"),
            ("    at:", "    channel: reflectence\n    at:", "did you mean 'reflectance'"),
            ("columns: {angle: deg,", "columns: {angle: deg, device.layers.0.thicknes: nm,", "no column"),
            ("columns: {angle: deg,", "columns: [{name: angle, unit: deg}, {name: device.layers.0.thicknes, unit: nm}], rows: [2, 4]}\n#",
             "names no number of the spec; did you mean 'device.layers.0.thickness'"),
            ("columns: {angle: deg,", "columns: [{name: angle, unit: deg}, {name: device.layers.0.thickness, unit: nm}], rows: [2, 4]}\n#",
             "it cannot be fitted too"),
        ):
            self.assertIn(old, FILM)
            stderr = self.run_fit(FILM.replace(old, new), status=2).stderr
            self.assertIn(message, stderr)


if __name__ == "__main__":
    unittest.main(argv=[sys.argv[0]])
