"""Several measurements in one `verdet fit`: a joint estimate in closed form, shared films, refusals."""

import os
import sys
import unittest

import h5py
import numpy as np

from fit_case import FitCase


LINES = """verdet: 1
fit:
  data:
    - {{name: first, file: a.csv, columns: {{x: 1, y: 1}}{0}}}
    - {{name: second, file: b.csv, columns: {{x: 1, {2}}}{1}}}
  model:
    - {{type: expression, formula: "slope*x + level", parameters: {{slope: {{fit: {{start: 1}}}}, level: {{fit: {{start: 0}}}}}}}}
    - {{type: expression, formula: "slope*x + level", parameters: {{slope: {{fit: {{start: 1}}}}, level: {{fit: {{start: 0}}}}}}}}
{3}output: fit.h5
"""


class FitSets(FitCase):
    seed = 7

    def parameters(self):
        with h5py.File(os.path.join(self.folder, "fit.h5")) as table:
            p = table["parameters"]
            return {name.decode(): (p["value"][i], p["standard_error"][i], p["lower_95"][i],
                                    p["upper_95"][i]) for i, name in enumerate(p["name"][:])}

    def lines(self):
        x = [np.array([0.0, 1, 2, 3, 5]), np.array([1.0, 2, 4, 8, 9, 10, 13])]
        return x, [2 * x[0] + 1 + self.random.normal(0, 0.3, 5),
                   2 * x[1] - 4 + self.random.normal(0, 0.1, 7)]

    def test_common_slope_of_two_lines(self):
        # Analysis of covariance: the common slope is the mean of the slopes within the groups, each
        # weighted with Sxx/sigma^2; its variance is one over the sum of the weights.
        x, y = self.lines()
        sigma = [0.3, 0.1]
        self.write_file("a.csv", "x,y", x[0], y[0])
        self.write_file("b.csv", "x,y", x[1], y[1])
        self.run_fit(LINES.format(", errors: {y: 0.3}", ", errors: {y: 0.1}", "y: 1",
                                  "  shared: [slope]\n"))
        sxx = [np.sum((v - v.mean())**2) for v in x]
        sxy = [np.sum((v - v.mean()) * w) for v, w in zip(x, y)]
        weight = sum(s / e**2 for s, e in zip(sxx, sigma))
        slope = sum(s / e**2 for s, e in zip(sxy, sigma)) / weight
        found = self.parameters()
        self.assertEqual(sorted(found), ["first.level", "second.level", "slope"])
        value, error, low, high = found["slope"]
        self.assertAlmostEqual(value, slope, delta=1e-8)
        self.assertAlmostEqual(error, weight**-0.5, delta=1e-8)
        # Known errors: the profile of a linear model is the normal distribution's.
        self.assertAlmostEqual(high, slope + 1.959963985 * weight**-0.5, delta=1e-4)
        self.assertAlmostEqual(low, slope - 1.959963985 * weight**-0.5, delta=1e-4)
        for name, v, w in zip(("first", "second"), x, y):
            self.assertAlmostEqual(found[name + ".level"][0], w.mean() - slope * v.mean(), delta=1e-7)
        with h5py.File(os.path.join(self.folder, "fit.h5")) as table:
            rest = [w - w.mean() - slope * (v - v.mean()) for v, w in zip(x, y)]
            chi = sum(np.sum(r**2) / e**2 for r, e in zip(rest, sigma))
            self.assertAlmostEqual(table.attrs["chi_square"] / chi, 1, delta=1e-8)
            self.assertEqual(table.attrs["degrees_of_freedom"], 12 - 3)
            np.testing.assert_array_equal(table["set"][:], [0] * 5 + [1] * 7)
            np.testing.assert_allclose(table["sets/second/residual"][:], rest[1], atol=1e-7)
            np.testing.assert_allclose(table["sets/first/x"][:], x[0])

    def test_without_errors_the_sets_weigh_alike(self):
        x, y = self.lines()
        self.write_file("a.csv", "x,y", x[0], y[0])
        self.write_file("b.csv", "x,y", x[1], y[1])
        self.run_fit(LINES.format("", "", "y: 1", "  shared: all\n"))
        # Both parameters in common: one line through all points.
        found = self.parameters()
        slope, level = np.polyfit(np.concatenate(x), np.concatenate(y), 1)
        self.assertAlmostEqual(found["slope"][0], slope, delta=1e-7)
        self.assertAlmostEqual(found["level"][0], level, delta=1e-7)

    def test_units_that_differ_are_weighed_by_their_errors(self):
        x, y = self.lines()
        self.write_file("a.csv", "x,y", x[0], y[0])
        self.write_file("b.csv", "x,y", x[1], y[1] * 1e9)  # nm for m
        self.run_fit(LINES.format(", errors: {y: 0.3}", ", errors: {y: 0.1 m}", "y: nm",
                                  "  shared: [slope]\n"))
        mixed = self.parameters()["slope"][0]
        self.write_file("b.csv", "x,y", x[1], y[1])
        self.run_fit(LINES.format(", errors: {y: 0.3}", ", errors: {y: 0.1}", "y: 1",
                                  "  shared: [slope]\n"))
        self.assertAlmostEqual(mixed, self.parameters()["slope"][0], delta=1e-8)

    def test_ties_and_priors_reach_across_sets(self):
        x, y = self.lines()
        self.write_file("a.csv", "x,y", x[0], y[0])
        self.write_file("b.csv", "x,y", x[1], y[1])
        errors = (", errors: {y: 0.3}", ", errors: {y: 0.1}", "y: 1")
        self.run_fit(LINES.format(*errors, "  shared: [slope]\n"))
        shared = self.parameters()["slope"]
        self.run_fit(LINES.format(*errors, "  ties: {second.slope: first.slope}\n"))
        tied = self.parameters()["first.slope"]
        self.assertAlmostEqual(shared[0], tied[0], delta=1e-8)
        # A prior adds its weight to that of the data: the precision-weighted mean.
        self.run_fit(LINES.format(*errors,
                                  "  shared: [slope]\n  priors: {slope: {mean: 3, sigma: 0.02}}\n"))
        value, error, _, _ = self.parameters()["slope"]
        data, prior = shared[1]**-2, 0.02**-2
        self.assertAlmostEqual(value, (data * shared[0] + prior * 3) / (data + prior), delta=1e-7)
        self.assertAlmostEqual(error, (data + prior)**-0.5, delta=1e-7)

    def test_one_film_seen_by_two_instruments(self):
        # A film of index 2 on glass: reflectance at normal incidence, psi and Delta at 65 deg.
        nm, n, d = np.linspace(500, 900, 60), 2.0, 320.0
        def amplitudes(degrees):
            sine = np.sin(np.radians(degrees))
            c = [np.sqrt(1 - (sine / m)**2) for m in (1, n, 1.5)]
            turn = np.exp(4j * np.pi * n * d * c[1] / nm)
            airy = lambda a, b: (a + b * turn) / (1 + a * b * turn)
            s = airy((c[0] - n * c[1]) / (c[0] + n * c[1]),
                     (n * c[1] - 1.5 * c[2]) / (n * c[1] + 1.5 * c[2]))
            p = airy((n * c[0] - c[1]) / (n * c[0] + c[1]),
                     (1.5 * c[1] - n * c[2]) / (1.5 * c[1] + n * c[2]))
            return s, p
        power = np.abs(amplitudes(0)[0])**2
        s, p = amplitudes(65)
        rho = np.conj(p / s)  # exp(+i omega t) of the instruments
        noise = lambda size: self.random.normal(0, size, nm.size)
        self.write_file("r.csv", "wavelength,reflectance", nm, power + noise(1e-3))
        self.write_file("e.csv", "wavelength,psi,delta", nm, np.degrees(np.arctan(np.abs(rho))) + noise(.03),
                   np.degrees(np.angle(rho)) % 360 + noise(.1))
        spec = """verdet: 1
fit:
  data:
    - {name: light, file: r.csv, columns: {wavelength: nm, reflectance: 1}, errors: {reflectance: 1e-3}}
    - {name: ellipsometry, file: e.csv, angle: 65 deg, columns: {wavelength: nm, psi: deg, delta: deg}, errors: {psi: 0.03 deg, delta: 0.1 deg}}
  model:
    type: thin_film
    layers: [{material: {law: cauchy, parameters: {b: 0, c: 0}}, thickness: {fit: {from: 200 nm, to: 400 nm}}}]
    substrate: 1.5
  starts: 12
output: fit.h5
"""
        self.run_fit(spec)
        found = self.parameters()
        self.assertEqual(sorted(found), ["layers.0.material.a", "layers.0.thickness"])
        for name, truth in (("layers.0.thickness", 320e-9), ("layers.0.material.a", 2.0)):
            self.assertLess(abs(found[name][0] - truth), 4.5 * found[name][1], name)
        for end in ("_light_preset.yaml", "_ellipsometry_layer_0_record.yaml"):
            self.assertTrue(os.path.exists(os.path.join(self.folder, "fit" + end)), end)
        with open(os.path.join(self.folder, "fit_light_preset.yaml")) as file:
            self.assertIn("fit_light_layer_0_record.yaml", file.read())

    def test_refusals(self):
        x, y = self.lines()
        self.write_file("a.csv", "x,y", x[0], y[0])
        self.write_file("b.csv", "x,y", x[1], y[1])
        for arguments, message in (
            ((", errors: {y: 0.3}", "", "y: 1", ""), "some sets have measured errors"),
            (("", "", "y: nm", ""), "weighed only by their errors"),
            (("", "", "y: 1", "  shared: [sloppe]\n"), "fewer than two sets fit a parameter 'sloppe'"),
            (("", "", "y: 1", "  shared: some\n"), "'shared:' is all, or a list"),
            ((", errors: {y: 0}", ", errors: {y: 1}", "y: 1", ""), "a standard deviation is positive"),
            ((", errors: {z: 1}", "", "y: 1", ""), "unknown key 'z'"),
        ):
            self.assertIn(message, self.run_fit(LINES.format(*arguments), status=2).stderr)
        spec = LINES.format("", "", "y: 1", "")
        for old, new, message in (("second", "first", "two sets are named 'first'"),
                                  ("    - {type: expr", "    # {type: expr", "1 models for 2 sets")):
            at = spec.rindex(old)
            changed = spec[:at] + new + spec[at + len(old):]
            self.assertIn(message, self.run_fit(changed, status=2).stderr)


if __name__ == "__main__":
    unittest.main(argv=[sys.argv[0]])
