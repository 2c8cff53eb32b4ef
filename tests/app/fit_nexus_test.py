"""NXellipsometry files that arrive spoiled: each is refused with one clear message."""

import os
import subprocess
import sys
import tempfile
import unittest

import h5py
import numpy as np

VERDET = os.path.abspath(sys.argv.pop(1) if len(sys.argv) > 1 else os.environ["VERDET_COMMAND"])
SPEC = """verdet: 1
fit:
  data: {file: film.nxs}
  model: {type: thin_film, layers: [{material: "1.46", thickness: {fit: {from: 0 nm, to: 200 nm, start: 90 nm}}}], substrate: 3.9+0.02i}
output: fit.h5
"""


def fresnel(nm, degrees, film, thickness, substrate):
    """rho = r_p/r_s of one film by Airy's sum, exp(-i omega t)."""
    sine = np.sin(np.radians(degrees))
    c = [np.sqrt(1 - (sine / n)**2 + 0j) for n in (1, film, substrate)]
    turn = np.exp(4j * np.pi * thickness * film * c[1] / nm)
    airy = lambda a, b: (a + b * turn) / (1 + a * b * turn)
    p = airy((film * c[0] - c[1]) / (film * c[0] + c[1]),
             (substrate * c[1] - film * c[2]) / (substrate * c[1] + film * c[2]))
    s = airy((c[0] - film * c[1]) / (c[0] + film * c[1]),
             (film * c[1] - substrate * c[2]) / (film * c[1] + substrate * c[2]))
    return p / s


class Nexus(unittest.TestCase):
    def setUp(self):
        folder = tempfile.TemporaryDirectory()
        self.addCleanup(folder.cleanup)
        self.folder = folder.name
        self.path = os.path.join(self.folder, "film.nxs")
        nm = np.linspace(700, 400, 20)  # descending, as some instruments write
        rho = fresnel(nm, 65, 1.46, 105.0, 3.9 + 0.02j)
        self.wavelength = nm * 10  # Angstroms
        self.psi = np.degrees(np.arctan(np.abs(rho)))
        self.delta = np.degrees(-np.angle(rho))  # -180..180 deg

    def write(self, wavelength=None, angles=(65.0,), data=None, units=None, kind=None):
        data = np.array([[self.psi, self.delta]]) if data is None else data
        with h5py.File(self.path, "w") as file:
            if len(angles):
                file["entry/instrument/angle_of_incidence"] = np.array(angles)
            wavelength = self.wavelength if wavelength is None else wavelength
            if len(wavelength):
                file["entry/data_collection/wavelength_spectrum"] = wavelength
            if data.size:
                file["entry/data_collection/measured_data"] = data
            if kind:
                file["entry/data_collection/data_type"] = kind
            for name, unit in (units or {}).items():
                file["entry/" + name].attrs["units"] = unit

    def run_fit(self, status):
        with open(os.path.join(self.folder, "spec.yaml"), "w") as file:
            file.write(SPEC)
        done = subprocess.run([VERDET, "fit", "spec.yaml"], cwd=self.folder, text=True,
                              capture_output=True)
        self.assertEqual(done.returncode, status, done.stdout + done.stderr)
        return done.stderr

    def test_order_and_wrap_do_not_matter(self):
        for delta in (self.delta, self.delta % 360):
            self.write(data=np.array([[self.psi, delta]]))
            self.run_fit(0)
            with h5py.File(os.path.join(self.folder, "fit.h5")) as table:
                self.assertAlmostEqual(table["parameters/value"][0], 105e-9, delta=1e-14)
                self.assertTrue(np.all(np.diff(table["wavelength"][:]) > 0))

    def test_units_are_those_the_file_states(self):
        measured = np.array([[self.psi, self.delta]])
        for change in ({"wavelength": self.wavelength / 10, "units": {"data_collection/wavelength_spectrum": "nm"}},
                       {"data": np.radians(measured), "units": {"data_collection/measured_data": "rad"}},
                       {"angles": np.radians([65.0]), "units": {"instrument/angle_of_incidence": "radian"}},
                       {"units": {"data_collection/wavelength_spectrum": "NOT_PROVIDED",
                                  "data_collection/measured_data": "degrees"}, "kind": "psi / delta"}):
            self.write(**change)
            self.run_fit(0)
            with h5py.File(os.path.join(self.folder, "fit.h5")) as table:
                self.assertAlmostEqual(table["parameters/value"][0], 105e-9, delta=1e-14)
        for change, message in (({"units": {"data_collection/wavelength_spectrum": "eV"}}, "no unit of a wavelength"),
                                ({"units": {"data_collection/measured_data": "nm"}}, "no unit of an angle"),
                                ({"kind": "N/C/S"}, "holds 'N/C/S'"),
                                ({"kind": np.bytes_(b"Mueller matrix")}, "holds 'Mueller matrix'")):
            self.write(**change)
            self.assertIn(message, self.run_fit(2))

    def test_spoiled_files(self):
        def with_nan(row):
            data = np.array([[self.psi, self.delta]])
            data[0, row, 3] = np.nan
            return data
        for change, message in (({"wavelength": []}, "wavelengths or angles of incidence are missing"),
                                ({"angles": []}, "wavelengths or angles of incidence are missing"),
                                ({"data": np.zeros(0)}, "no psi and delta"),
                                ({"data": np.zeros((1, 2, 7))}, "no psi and delta"),
                                ({"data": with_nan(0)}, "psi is not a finite number"),
                                ({"data": with_nan(1)}, "delta is not a finite number"),
                                ({"wavelength": self.wavelength * 1e-4}, "are the units mixed?")):
            self.write(**change)
            self.assertIn(message, self.run_fit(2))
        self.write()
        os.truncate(self.path, 100)
        self.assertIn("is the file whole?", self.run_fit(2))


if __name__ == "__main__":
    unittest.main(argv=[sys.argv[0]])
