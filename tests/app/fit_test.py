"""`verdet fit` from the outside: two specs, their tables, basins of equal cost, refused input."""

import os
import subprocess
import sys
import tempfile
import unittest

import h5py
import numpy as np

from fit_case import VERDET, ring

C = 299792458.0
EV = 1.602176634e-19
HC = 6.62607015e-34 * C


def run(spec, folder, status=0):
    path = os.path.join(folder, "spec.yaml")
    with open(path, "w") as file:
        file.write(spec)
    done = subprocess.run([VERDET, "fit", "spec.yaml"], cwd=folder, text=True, capture_output=True)
    assert done.returncode == status, done.stdout + done.stderr
    return done


def write(folder, name, header, *columns):
    with open(os.path.join(folder, name), "w") as file:
        if header:
            file.write(header + "\n")
        for row in zip(*columns):
            file.write(",".join(repr(float(x)) for x in row) + "\n")


def names_of(table):
    return [x.decode() if isinstance(x, bytes) else x for x in table["parameters/name"][:]]


def parameters(table):
    group = table["parameters"]
    return {name: {key: group[key][i] for key in
                   ("value", "standard_error", "lower_95", "upper_95", "at_bound")}
            for i, name in enumerate(names_of(table))}


def lorentz(energy, background, oscillators):
    eps = background + 0j
    for f, e0, g in oscillators:
        eps = eps + f / (e0**2 - energy**2 - 1j * g * energy)
    return np.sqrt(eps)


MATERIAL = """verdet: 1
fit:
  data: {file: measured.csv, columns: {wavelength: um, n: 1, k: 1}}
  model: {type: material, law: lorentz, oscillators: 3, parameters: auto}
  starts: 16
output: fit.h5
"""
RING = """verdet: 1
fit:
  data: {file: ring.csv, columns: {wavelength: nm, power: %s}}
  model: {type: microring, radius: 10 um, group_index: 4.2, reference_wavelength: 1550 nm, effective_index: {fit: auto}, through_coupling: {fit: {from: 0.001, to: 0.3, start: 0.03}}, loss: {fit: {from: 0.1 dB/cm, to: %s dB/cm, start: 5 dB/cm}}}
  starts: 16
output: fit.h5
"""


class Fit(unittest.TestCase):
    def setUp(self):
        self.folder = tempfile.TemporaryDirectory()
        self.addCleanup(self.folder.cleanup)
        self.random = np.random.default_rng(3)

    def table(self):
        return h5py.File(os.path.join(self.folder.name, "fit.h5"))

    def test_lorentz_oscillators_are_recovered(self):
        truth = [(1.4478, 2.0367, .0525), (.9632, 2.4792, .1202), (13.0727, 2.8743, .3158)]
        um = np.linspace(0.365, 1.7, 200)
        index = lorentz(HC / EV / (um * 1e-6), 2.21, truth)
        noise = lambda: self.random.normal(0, 0.003, um.size)
        write(self.folder.name, "measured.csv", "wavelength,n,k", um, index.real + noise(),
              index.imag + noise())
        run(MATERIAL, self.folder.name)
        with self.table() as table:
            found = parameters(table)
            for i, (f, e0, g) in enumerate(truth):
                for name, value in (("strength", f * EV**2), ("energy", e0 * EV),
                                    ("broadening", g * EV)):
                    p = found[f"oscillators.{i}.{name}"]
                    self.assertLess(abs(p["value"] - value), 4.5 * p["standard_error"])
                    self.assertLess(p["lower_95"], p["value"])
                    self.assertLess(p["value"], p["upper_95"])
            n = len(found)
            self.assertEqual(table["covariance"].shape, (n, n))
            correlation = table["correlation"][:]
            np.testing.assert_allclose(np.diag(correlation), 1)
            np.testing.assert_allclose(np.sqrt(np.diag(table["covariance"][:])),
                                       table["parameters/standard_error"][:], rtol=1e-9)
            np.testing.assert_allclose(table["data"][:] - table["fit"][:], table["residual"][:],
                                       atol=1e-12)
            self.assertEqual(table["data"].shape, (2, um.size))
            self.assertEqual(table.attrs["degrees_of_freedom"], 2 * um.size - 10)
            self.assertAlmostEqual(table.attrs["chi_square"] / (2 * um.size - 10) / 9e-6, 1,
                                   delta=0.25)
            self.assertGreaterEqual(table.attrs["starts_converged"], 1)
            self.assertIn("converged", table.attrs["termination"])
            self.assertEqual(table["basins/values"].shape[1], n)
        record = os.path.join(self.folder.name, "fit_record.yaml")
        self.assertTrue(os.path.exists(record))

    def test_ring_is_recovered_from_linear_and_decibel_data(self):
        wavelength = np.linspace(1545e-9, 1565e-9, 1501)
        loss = 5 * 100 * np.log(10) / 10  # 5 dB/cm
        power = 0.7 * (1 + 2e6 * (wavelength - 1555e-9)) * ring(wavelength, 0.03, loss, 2.41)
        power *= 1 + self.random.normal(0, 0.002, power.size)
        for unit, values in (("1", power), ("dB", 10 * np.log10(power))):
            write(self.folder.name, "ring.csv", "wavelength,power", wavelength * 1e9, values)
            run(RING % (unit, "20"), self.folder.name)
            with self.table() as table:
                found = parameters(table)
                for name, value in (("through_coupling", 0.03), ("loss", loss)):
                    p = found[name]
                    self.assertLess(abs(p["value"] - value), 4.5 * p["standard_error"], name)
                order = 1550e-9 / (2 * np.pi * 10e-6)
                shift = (found["effective_index"]["value"] - 2.41) / order
                self.assertLess(abs(shift - round(shift)) * order, 2e-6)
                self.assertAlmostEqual(found["baseline.level"]["value"], 0.7, delta=2e-3)
                self.assertEqual(table["data"].shape, wavelength.shape)
                self.assertEqual(table.attrs["degrees_of_freedom"], wavelength.size - 5)

    def test_over_and_undercoupled_twins_are_basins_of_equal_cost(self):
        wavelength = np.linspace(1545e-9, 1565e-9, 1501)
        loss = 8 * 100 * np.log(10) / 10
        power = ring(wavelength, 0.02, loss, 2.41) * (1 + self.random.normal(0, 0.002, 1501))
        write(self.folder.name, "ring.csv", "wavelength,power", wavelength * 1e9, power)
        done = run(RING % ("1", "40"), self.folder.name)
        self.assertIn("basins of equal cost", done.stderr)
        with self.table() as table:
            cost = table["basins/cost"][:]
            self.assertAlmostEqual(cost[1] / cost[0], 1, delta=1e-6)
            values = table["basins/values"][:]
            j = names_of(table).index("through_coupling")
            k = names_of(table).index("loss")
            length = 2 * np.pi * 10e-6
            # The twin swaps the coupled power with the lost one.
            for a, b in ((0, 1), (1, 0)):
                self.assertAlmostEqual(values[a, j], 1 - np.exp(-values[b, k] * length), delta=1e-3)

    def test_automatic_starts_see_both_twins(self):
        wavelength = np.linspace(1545e-9, 1565e-9, 1001)
        power = ring(wavelength, 0.03, 115.0, 2.41) * (1 + self.random.normal(0, 0.002, 1001))
        write(self.folder.name, "ring.csv", "wavelength,power", wavelength * 1e9, power)
        spec = """verdet: 1
fit:
  data: {file: ring.csv, columns: {wavelength: nm, power: 1}}
  model: {type: microring, radius: 10 um, group_index: 4.2, reference_wavelength: 1550 nm, effective_index: {fit: auto}, through_coupling: {fit: auto}, loss: {fit: auto}}
  starts: 16
output: fit.h5
"""
        run(spec, self.folder.name)
        with self.table() as table:
            j = names_of(table).index("through_coupling")
            pair = sorted(table["basins/values"][:2, j])
            self.assertAlmostEqual(pair[1], 0.03, delta=1e-3)
            self.assertAlmostEqual(pair[0], 1 - np.exp(-115.0 * 2 * np.pi * 10e-6), delta=1e-3)

    def test_film_thickness_and_index_from_ellipsometry(self):
        # Airy's film by hand, exp(+i omega t), N = n - ik (Azzam and Bashara 4.4).
        nm = np.linspace(400, 800, 60)
        rows = []
        for degrees in (65.0, 75.0):
            for um in nm / 1000:
                n1, n2 = 1.45 + 0.0035 / um**2, 3.9 - 0.02j
                s0 = np.sin(np.radians(degrees))
                c0, c1, c2 = (np.sqrt(1 - (s0 / n)**2 + 0j) for n in (1, n1, n2))
                turn = np.exp(-4j * np.pi * 0.123 * n1 * c1 / um)
                airy = lambda a, b: (a + b * turn) / (1 + a * b * turn)
                rp = airy((n1 * c0 - c1) / (n1 * c0 + c1), (n2 * c1 - n1 * c2) / (n2 * c1 + n1 * c2))
                rs = airy((c0 - n1 * c1) / (c0 + n1 * c1), (n1 * c1 - n2 * c2) / (n1 * c1 + n2 * c2))
                rho = rp / rs
                rows.append((um * 1000, degrees, np.degrees(np.arctan(abs(rho))),
                             np.degrees(np.angle(rho)) % 360))
        noisy = np.array(rows)
        noisy[:, 2] += self.random.normal(0, 0.02, len(rows))
        noisy[:, 3] += self.random.normal(0, 0.05, len(rows))
        with open(os.path.join(self.folder.name, "film.dat"), "w") as file:
            file.write("a film\nnm\n")
            for row in noisy:
                file.write("\t".join(f"{x:.6f}" for x in row) + "\n")
        run("""verdet: 1
fit:
  data: {file: film.dat}
  model:
    type: thin_film
    layers: [{material: {law: cauchy, parameters: {c: 0}}, thickness: {fit: {from: 50 nm, to: 300 nm, start: 100 nm}}}]
    substrate: 3.9+0.02i
  starts: 8
output: fit.h5
""", self.folder.name)
        with self.table() as table:
            found = parameters(table)
            for name, value in (("layers.0.thickness", 123e-9), ("layers.0.material.a", 1.45),
                                ("layers.0.material.b", 0.0035)):
                p = found[name]
                self.assertLess(abs(p["value"] - value), 5 * p["standard_error"], name)
            self.assertLess(found["layers.0.thickness"]["standard_error"], 0.2e-9)
            self.assertEqual(table["wavelength"].shape, table["angle"].shape)
        for end in ("_preset.yaml", "_layer_0_record.yaml"):
            self.assertTrue(os.path.exists(os.path.join(self.folder.name, "fit" + end)))

    def test_reflectance_and_transmittance_of_a_film(self):
        nm = np.linspace(500, 900, 80)
        n, d, k0 = 2.0, 320.0, 2 * np.pi / nm
        r01, r12 = (1 - n) / (1 + n), (n - 1.5) / (n + 1.5)
        turn = np.exp(2j * k0 * n * d)
        r = (r01 + r12 * turn) / (1 + r01 * r12 * turn)
        power = np.abs(r)**2
        write(self.folder.name, "film.csv", "wavelength,reflectance,transmittance", nm,
              power + self.random.normal(0, 1e-3, nm.size), 1 - power + self.random.normal(0, 1e-3, nm.size))
        run("""verdet: 1
fit:
  data: {file: film.csv, columns: {wavelength: nm, reflectance: 1, transmittance: 1}}
  model:
    type: thin_film
    layers: [{material: {law: cauchy, parameters: {b: 0, c: 0}}, thickness: {fit: {from: 200 nm, to: 400 nm}}}]
    substrate: 1.5
  starts: 12
output: fit.h5
""", self.folder.name)
        with self.table() as table:
            found = parameters(table)
            for name, value in (("layers.0.thickness", 320e-9), ("layers.0.material.a", 2.0)):
                p = found[name]
                self.assertLess(abs(p["value"] - value), 5 * p["standard_error"], name)

    def test_formula_with_units_and_errors(self):
        ps = np.linspace(0, 20, 81)
        signal = 1e-3 * np.exp(-ps / 3.2) + 2e-4 + self.random.normal(0, 1e-5, ps.size)
        write(self.folder.name, "decay.csv", "time,signal,error_signal", ps, signal,
              np.full(ps.size, 1e-5))
        run("""verdet: 1
fit:
  data: {file: decay.csv, columns: {time: ps, signal: 1, error_signal: 1}}
  model:
    type: expression
    formula: "a*exp(-time/tau) + c"
    quantity: signal
    parameters: {a: {fit: {from: 0, to: 1, start: 5e-4}}, tau: {fit: {from: 1e-13, to: 1e-10, start: 1e-12}}, c: {fit: {from: -1, to: 1, start: 0}}}
output: fit.h5
""", self.folder.name)
        with self.table() as table:
            found = parameters(table)
            self.assertLess(abs(found["tau"]["value"] - 3.2e-12), 4.5 * found["tau"]["standard_error"])
            self.assertAlmostEqual(table.attrs["chi_square"] / table.attrs["degrees_of_freedom"], 1,
                                   delta=0.5)

    def test_nist_problem_through_the_command(self):
        data = os.environ.get("VERDET_SHARED_DATA") or os.path.join(
            os.path.dirname(os.path.abspath(__file__)), "../../../shared/data")
        if not os.path.isdir(data):
            self.skipTest("the public data are absent")
        run(f"""verdet: 1
fit:
  data: {{file: {os.path.abspath(data)}/nist/Thurber.dat, rows: [61, 97], columns: [{{name: y, unit: 1}}, {{name: x, unit: 1}}]}}
  model:
    type: expression
    quantity: y
    formula: "(b1 + b2*x + b3*x**2 + b4*x**3)/(1 + b5*x + b6*x**2 + b7*x**3)"
    parameters: {{b1: {{fit: {{start: 1000}}}}, b2: {{fit: {{start: 1000}}}}, b3: {{fit: {{start: 400}}}}, b4: {{fit: {{start: 40}}}}, b5: {{fit: {{start: 0.7}}}}, b6: {{fit: {{start: 0.3}}}}, b7: {{fit: {{start: 0.03}}}}}}
  starts: 1
output: fit.h5
""", self.folder.name)
        with self.table() as table:
            found = parameters(table)
            for name, value, error in (("b1", 1.2881396800e3, 4.6647963344), ("b7", 4.9727297349e-2, 6.5842344623e-3)):
                self.assertAlmostEqual(found[name]["value"] / value, 1, delta=1e-6)
                self.assertAlmostEqual(found[name]["standard_error"] / error, 1, delta=1e-4)

    def test_refuses_what_cannot_be_fitted(self):
        folder = self.folder.name
        for text, message in (
            ("", "empty"),
            ("wavelength,n,k\n", "no numbers"),
            ("0.5,1,2\n0.6,1,2\n", "no header"),
            ("wavelength,n,k\n0.5,1,2\n0.6,1\n", "measured.csv:3"),
            ("wavelength,n,k\n0.5,1,2\n0.6,nan,2\n", "measured.csv:3"),
            ("wavelength,n,k\n0.5,1,2\n0.6,x,2\n", "measured.csv:3"),
            ("wavelength,n,k\n0.5,1,2\nwavelength,n,k\n0.6,1,2\n", "two blocks"),
            ("lambda,index\n0.5,1\n", "no column 'n'"),
            ("wavelength,n,k\n0.5,1,2\n600,1,2\n", "measured.csv:3"),
            ("wavelength,n,k\n0.5,1,2\n0.6,1,2\n", "cannot determine"),
        ):
            with open(os.path.join(folder, "measured.csv"), "w") as file:
                file.write(text)
            self.assertIn(message, run(MATERIAL, folder, status=2).stderr)
            self.assertFalse(os.path.exists(os.path.join(folder, "fit.h5")))
        write(folder, "ring.csv", "wavelength,power", [1550, 1551, 1552, 1553, 1554, 1555],
              [1, 1, .5, .4, .9, 1])
        done = run((RING % ("1", "20")).replace("start: 0.03", "start: 0.5"), folder, status=2)
        self.assertIn("outside its bounds", done.stderr)
        done = run((RING % ("nm", "20")), folder, status=2)
        self.assertIn("no power", done.stderr)


if __name__ == "__main__":
    unittest.main(argv=[sys.argv[0]])
