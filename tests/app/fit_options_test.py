"""Options of `verdet fit`: ties, priors, the number of oscillators, dip by dip, what is refused."""

import os
import sys
import unittest

import h5py
import numpy as np

from fit_case import FitCase, ring

EV = 1.602176634e-19
PLANE = """verdet: 1
fit:
  data: {file: data.csv, columns: {u: 1, v: 1, y: 1%s}}
  model: {type: expression, formula: "a*u + b*v", quantity: y, parameters: {a: {fit: {start: 1}}, b: {fit: {start: 1}}}}
%soutput: fit.h5
"""


class FitOptions(FitCase):
    seed = 5

    def table(self):
        return h5py.File(os.path.join(self.folder, "fit.h5"))

    def parameters(self):
        with self.table() as table:
            p = table["parameters"]
            return {name.decode(): (p["value"][i], p["standard_error"][i])
                    for i, name in enumerate(p["name"][:])}

    def plane(self):
        u, v = np.arange(12.0), np.cos(np.arange(12.0))
        y = 2 * u + 2.3 * v + self.random.normal(0, 0.1, 12)
        self.write("u,v,y,error_y", u, v, y, np.full(12, 0.1))
        return u, v, y

    def test_a_tie_is_a_regression_on_the_sum(self):
        u, v, y = self.plane()
        self.run_fit(PLANE % (", error_y: 1", "  ties: {b: a}\n"))
        found = self.parameters()
        self.assertEqual(list(found), ["a"])
        w = u + v
        self.assertAlmostEqual(found["a"][0], w @ y / (w @ w), delta=1e-9)
        self.assertAlmostEqual(found["a"][1], 0.1 / np.sqrt(w @ w), delta=1e-9)

    def test_a_prior_is_one_more_measurement(self):
        u, v, y = self.plane()
        self.run_fit(PLANE % (", error_y: 1", "  priors: {b: {mean: 1, sigma: 0.05}}\n"))
        design = np.vstack([np.column_stack([u, v]) / 0.1, [0, 1 / 0.05]])
        right = np.append(y / 0.1, 1 / 0.05)
        covariance = np.linalg.inv(design.T @ design)
        expected = covariance @ design.T @ right
        for i, name in enumerate("ab"):
            value, error = self.parameters()[name]
            self.assertAlmostEqual(value, expected[i], delta=1e-8)
            self.assertAlmostEqual(error, np.sqrt(covariance[i, i]), delta=1e-8)

    def test_refused_ties_and_priors(self):
        self.plane()
        for option, message in (("ties: {b: c}", "no fitted parameter 'c'"),
                                ("ties: {a: b, b: a}", "tied to one that is free itself"),
                                ("priors: {c: {mean: 1, sigma: 1}}", "no fitted parameter 'c'"),
                                ("priors: {b: {mean: 1, sigma: 0}}", "positive")):
            stderr = self.run_fit(PLANE % (", error_y: 1", f"  {option}\n"), status=2).stderr
            self.assertIn(message, stderr)

    def test_refused_beginnings(self):
        self.plane()
        spec = PLANE % ("", "")
        for old, new, message in (
            ("a*u", "log(a)*u", None),
            ("a: {fit: {start: 1}}", "a: {fit: {from: 2, to: 3, start: 1}}", "outside its bounds"),
            ("a: {fit: {start: 1}}", "a: {fit: {from: 3, to: 2}}", "'from' must be below 'to'"),
            ("a: {fit: {start: 1}}, b: {fit: {start: 1}}", "a: 1, b: 1", "nothing is fitted"),
        ):
            changed = spec.replace(old, new)
            self.assertNotEqual(changed, spec)
            if message:
                self.assertIn(message, self.run_fit(changed, status=2).stderr)
            else:
                self.run_fit(changed)
                below = changed.replace("a: {fit: {start: 1}}", "a: {fit: {start: -1}}")
                self.assertIn("no finite value at the start", self.run_fit(below, status=2).stderr)
        self.write("u,v,y", [1.0], [2.0], [3.0])
        self.assertIn("1 data cannot determine 2 parameters", self.run_fit(spec, status=2).stderr)

    def test_the_number_of_oscillators(self):
        energy = np.linspace(1.2, 3.5, 220)
        truth = [(1.2, 2.0, 0.08), (4.0, 2.7, 0.2)]
        eps = 3.0 + sum(f / (e0**2 - energy**2 - 1j * g * energy) for f, e0, g in truth)
        n = np.sqrt(eps)
        noise = lambda: self.random.normal(0, 2e-3, energy.size)
        self.write("energy,n,k", energy, n.real + noise(), n.imag + noise())
        self.run_fit("""verdet: 1
fit:
  data: {file: data.csv, columns: {energy: eV, n: 1, k: 1}}
  model: {type: material, law: lorentz, oscillators: {from: 1, to: 4}, parameters: auto}
  starts: 6
output: fit.h5
""")
        with self.table() as table:
            names = [x.decode() for x in table["parameters/name"][:]]
            self.assertEqual(sum(x.endswith("energy") for x in names), 2)
            group = table["alternatives"]
            count, k = 2 * energy.size, group["parameters"][:]
            np.testing.assert_array_equal(k, [4, 7, 10, 13])
            chi = group["chi_square"][:]
            np.testing.assert_allclose(group["bic"][:], count * np.log(chi / count) + k * np.log(count))
            self.assertEqual(np.argmin(group["bic"][:]), 1)
            self.assertTrue(np.all(np.diff(chi) < 1e-9 * chi[0]))  # more terms never fit worse
        stderr = self.run_fit("""verdet: 1
fit:
  data: {file: data.csv, columns: {energy: eV, n: 1, k: 1}}
  model: {type: material, law: lorentz, oscillators: {from: 1, too: 4}, parameters: auto}
output: fit.h5
""", status=2).stderr
        self.assertIn("unknown key 'too'", stderr)

    def test_lines_that_a_start_swaps_are_found(self):
        # Both terms start on one line: a single descent leaves the other line without a term.
        energy = np.linspace(1.2, 3.5, 300)
        truth = [(1.2, 1.8, 0.06), (3.0, 2.9, 0.1)]
        n = np.sqrt(4.0 + sum(f / (e0**2 - energy**2 - 1j * g * energy) for f, e0, g in truth))
        noise = lambda: self.random.normal(0, 2e-3, energy.size)
        self.write("energy,n,k", energy, n.real + noise(), n.imag + noise())
        marks = ", ".join(f"oscillators.{i}.{name}: {{fit: {{start: {value}}}}}"
                          for i, e0 in enumerate((2.88, 2.95))
                          for name, value in (("strength", "2 eV^2"), ("energy", f"{e0} eV"),
                                              ("broadening", "0.1 eV")))
        self.run_fit(f"""verdet: 1
fit:
  data: {{file: data.csv, columns: {{energy: eV, n: 1, k: 1}}}}
  model: {{type: material, law: lorentz, oscillators: 2, parameters: {{{marks}}}}}
  starts: 1
output: fit.h5
""")
        found = self.parameters()
        for i, (_, e0, _) in enumerate(truth):
            value, error = found[f"oscillators.{i}.energy"]
            self.assertLess(abs(value - e0 * EV), 4.5 * error)

    def test_two_terms_that_share_a_line_are_told_apart(self):
        # Two terms make up the line at 2.0 eV, and none is left for that at 2.45 eV.
        energy = np.linspace(1.0, 3.8, 500)
        truth = [(1.5, 2.0, .08), (1.0, 2.45, .12), (9.0, 2.85, .30), (14.0, 3.2, .45), (20.0, 3.7, .5)]
        n = np.sqrt(2.2 + sum(f / (e0**2 - energy**2 - 1j * g * energy) for f, e0, g in truth))
        noise = lambda: self.random.normal(0, 3e-3, energy.size)
        self.write("energy,n,k", energy, n.real + noise(), n.imag + noise())
        start = [(0.66, 1.987, .056), (0.51, 2.016, .054), (3.6, 2.84, .20), (30.7, 3.17, .84), (12.0, 3.71, .38)]
        marks = ", ".join(f"oscillators.{i}.{name}: {{fit: {{start: {value}}}}}"
                          for i, (f, e0, g) in enumerate(start)
                          for name, value in (("strength", f"{f} eV^2"), ("energy", f"{e0} eV"),
                                              ("broadening", f"{g} eV")))
        self.run_fit(f"""verdet: 1
fit:
  data: {{file: data.csv, columns: {{energy: eV, n: 1, k: 1}}}}
  model: {{type: material, law: lorentz, oscillators: 5, parameters: {{{marks}}}}}
  starts: 1
  intervals: linear
output: fit.h5
""")
        found = self.parameters()
        for i, (_, e0, g) in enumerate(truth):
            for name, expected in (("energy", e0), ("broadening", g)):
                value, error = found[f"oscillators.{i}.{name}"]
                self.assertLess(abs(value - expected * EV), 4.5 * error)

    def test_dips_of_a_ring_one_by_one(self):
        # Loss and coupling may be exchanged at equal cost: bounds on the loss keep to one solution.
        wavelength = np.linspace(1540e-9, 1570e-9, 12001)
        loss, coupling, length = 300.0, 0.05, 2 * np.pi * 40e-6
        power = ring(wavelength, coupling, loss, 2.41, radius=40e-6)
        power *= 0.6 * (1 + 5e6 * (wavelength - 1555e-9))
        power *= 1 + self.random.normal(0, 2e-3, power.size)
        self.write("wavelength,power", wavelength * 1e9, 10 * np.log10(power))
        self.run_fit("""verdet: 1
fit:
  data: {file: data.csv, columns: {wavelength: nm, power: dB}}
  model: {type: microring, radius: 40 um, group_index: 4, effective_index: {fit: auto}, through_coupling: {fit: {from: 0.001, to: 0.5, start: 0.06}}, loss: {fit: {from: 11 dB/cm, to: 16 dB/cm, start: 12 dB/cm}}}
  each: dip
output: fit.h5
""")
        with self.table() as table:
            count = table["wavelength"].size
            # lambda^2/(n_g L) = 2.3 nm: 13 orders, the outermost windows may be cut.
            self.assertIn(count, (11, 12, 13))
            self.assertTrue(np.all(table["status"][:] == 0))
            for name, truth in (("through_coupling", coupling), ("loss", loss)):
                pull = (table[name][:] - truth) / table[name + "_error"][:]
                self.assertLess(np.abs(pull).max(), 4.5, name)
            group = table["group_index"][:-1]
            self.assertLess(np.abs(group / 4.2 - 1).max(), 1e-3)
            # Loaded Q of Bogaerts 2012, eq. 20, at 1555 nm.
            x = np.sqrt(1 - coupling) * np.exp(-loss * length / 2)
            q = np.pi * 4.2 * length * np.sqrt(x) / (1555e-9 * (1 - x))
            self.assertLess(np.abs(table["q"][:] / q - 1).max(), 0.05)

    def test_dips_of_a_measured_ring(self):
        data = os.environ.get("VERDET_SHARED_DATA") or os.path.join(
            os.path.dirname(os.path.abspath(__file__)), "../../../shared/data")
        path = os.path.abspath(os.path.join(data, "ring_spectra/rios_ring_R120um.csv"))
        if not os.path.exists(path):
            self.skipTest("the public data are absent")
        self.run_fit(f"""verdet: 1
fit:
  data: {{file: {path}, columns: [{{name: wavelength, unit: nm}}, {{name: power, unit: dB}}], range: {{from: 1550 nm, to: 1560 nm}}}}
  model: {{type: microring, radius: 120 um, group_index: 3.9, effective_index: {{fit: auto}}, through_coupling: {{fit: {{from: 0.005, to: 0.8, start: 0.2}}}}, loss: {{fit: {{from: 0.5 dB/cm, to: 60 dB/cm, start: 5 dB/cm}}}}}}
  each: dip
  starts: 4
output: fit.h5
""")
        with open(path) as file:
            rows = [line.split(",")[:2] for line in file]
        rows = np.array([[float(x) for x in row] for row in rows
                         if row[0].strip().replace(".", "").isdigit()])
        inside = (rows[:, 0] >= 1550) & (rows[:, 0] <= 1560)
        nm, power = rows[inside, 0], 10**(rows[inside, 1] / 10)
        with self.table() as table:
            centre, q = table["wavelength"][:] * 1e9, table["q"][:]
            self.assertGreater(centre.size, 5)
            spacing = np.diff(centre)
            self.assertLess(spacing.max() / spacing.min(), 1.02)
            for c, quality in zip(centre, q):
                # The dip's width at half its depth, read off the samples: c/Q, to the ripples.
                near = np.abs(nm - c) < 0.5 * spacing.mean()
                level = np.median(power[near])
                deep = near & (power < 0.5 * (level + power[near].min()))
                width = nm[deep].max() - nm[deep].min()
                self.assertLess(abs(c / quality / width - 1), 0.35)


if __name__ == "__main__":
    unittest.main(argv=[sys.argv[0]])
