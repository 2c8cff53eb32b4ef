"""`verdet fit` from the outside: two specs, their tables, basins of equal cost, refused input."""

import os
import subprocess
import sys
import tempfile
import unittest

import h5py
import numpy as np

VERDET = os.path.abspath(sys.argv.pop(1) if len(sys.argv) > 1 else os.environ["VERDET_COMMAND"])
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


def ring(wavelength, coupling, loss, index, radius=10e-6, group=4.2, lambda0=1550e-9):
    """Bogaerts 2012, eq. 1; loss as power per length."""
    length = 2 * np.pi * radius
    a, t = np.exp(-loss * length / 2), np.sqrt(1 - coupling)
    n = index + (index - group) * (wavelength - lambda0) / lambda0
    turn = a * np.exp(2j * np.pi * n * length / wavelength)
    return np.abs((t - turn) / (1 - t * turn)) ** 2


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
