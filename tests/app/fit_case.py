"""What tests of `verdet fit` share: a folder, a spec that is run in it, columns of data."""

import os
import subprocess
import sys
import tempfile
import unittest

import numpy as np

VERDET = os.path.abspath(sys.argv.pop(1) if len(sys.argv) > 1 else os.environ["VERDET_COMMAND"])


def ring(wavelength, coupling, loss, index, radius=10e-6, group=4.2, lambda0=1550e-9):
    """Bogaerts 2012, eq. 1; loss as power per length."""
    length = 2 * np.pi * radius
    a, t = np.exp(-loss * length / 2), np.sqrt(1 - coupling)
    n = index + (index - group) * (wavelength - lambda0) / lambda0
    turn = a * np.exp(2j * np.pi * n * length / wavelength)
    return np.abs((t - turn) / (1 - t * turn)) ** 2


class FitCase(unittest.TestCase):
    seed = 1

    def setUp(self):
        folder = tempfile.TemporaryDirectory()
        self.addCleanup(folder.cleanup)
        self.folder = folder.name
        self.random = np.random.default_rng(self.seed)

    def run_fit(self, spec, status=0):
        with open(os.path.join(self.folder, "spec.yaml"), "w") as file:
            file.write(spec)
        done = subprocess.run([VERDET, "fit", "spec.yaml"], cwd=self.folder, text=True,
                              capture_output=True)
        self.assertEqual(done.returncode, status, done.stdout + done.stderr)
        return done

    def write_file(self, name, header, *columns):
        np.savetxt(os.path.join(self.folder, name), np.column_stack(columns), delimiter=",",
                   header=header, comments="", fmt="%.17g")

    def write(self, header, *columns):
        self.write_file("data.csv", header, *columns)
