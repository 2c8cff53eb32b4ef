#!/usr/bin/python3
"""The Python package against closed forms, its own files and its promises about errors."""

import os
import pathlib
import signal
import tempfile
import threading
import unittest

import h5py
import numpy
import xarray

import verdet

RING = {
    "verdet": 1,
    "device": {"type": "microring", "radius": "10 um", "effective_index": 2.4, "group_index": 4.2,
               "reference_wavelength": "1550 nm", "loss": "3 dB/cm", "through_coupling": 0.0975,
               "drop_coupling": 0.0975},
    "experiment": {"type": "spectrum", "wavelength": {"from": "1540 nm", "to": "1560 nm", "points": 2001}},
}


def with_device(**changes):
    return {**RING, "device": {**RING["device"], **changes}}


def ring_powers(wavelength, coupling1=0.0975, coupling2=0.0975):
    """Through and drop power of an add-drop ring, from the textbook round trip."""
    length = 2 * numpy.pi * 10e-6
    index = 2.4 + (2.4 - 4.2) / 1550e-9 * (wavelength - 1550e-9)
    phase = 2 * numpy.pi * index * length / wavelength
    loss = 10 ** (-3 * 100 * length / 20)  # of amplitude per round trip; 3 dB/cm is 300 dB/m
    t1, t2 = numpy.sqrt(1 - coupling1), numpy.sqrt(1 - coupling2)
    below = 1 - 2 * t1 * t2 * loss * numpy.cos(phase) + (t1 * t2 * loss) ** 2
    through = ((t2 * loss) ** 2 - 2 * t1 * t2 * loss * numpy.cos(phase) + t1**2) / below
    drop = coupling1 * coupling2 * loss / below
    return through, drop


def power(ds, out, into="in"):
    s = ds.sel(port_out=out, port_in=into)
    return s.S_real**2 + s.S_imag**2


def as_stored(value):
    """A list of nothing is stored as an empty text: readers of netCDF know no empty attribute."""
    return "" if value == [] else value


class Run(unittest.TestCase):
    def test_closed_form(self):
        ds = verdet.run(RING)
        self.assertEqual(ds.sizes["wavelength"], 2001)
        through, drop = ring_powers(ds.wavelength.values)
        numpy.testing.assert_allclose(power(ds, "through"), through, atol=1e-11)
        numpy.testing.assert_allclose(power(ds, "drop"), drop, atol=1e-11)

    def test_same_as_the_file_for_every_reader(self):
        with tempfile.TemporaryDirectory() as folder:
            path = pathlib.Path(folder) / "ring.h5"
            tree = verdet.run_tree(RING, output=path)
            self.assertEqual(set(tree), {"/", "resonances"})
            self.assertEqual(len(tree["resonances"].q), 2)
            for name, ds in tree.items():
                again = verdet.open(path, group=name)
                self.assertEqual({key: as_stored(value) for key, value in ds.attrs.items()}, again.attrs)
                xarray.testing.assert_identical(ds.assign_attrs(again.attrs), again)
                with xarray.open_dataset(path, group=name, engine="h5netcdf") as read:
                    xarray.testing.assert_equal(ds, read)
                    self.assertEqual(ds.data_vars.keys(), read.data_vars.keys())
                    for variable in ds.data_vars:
                        self.assertEqual(ds[variable].attrs, read[variable].attrs)
            with h5py.File(path) as file:
                numpy.testing.assert_array_equal(file["S_real"][()], tree["/"].S_real)
                self.assertEqual(file.attrs["resolved_spec"], tree["/"].attrs["resolved_spec"])

    def test_file_and_dict_are_one_spec(self):
        text = ("verdet: 1\ndevice: {type: microring, radius: 10 um, effective_index: 2.4, group_index: 4.2, "
                "reference_wavelength: 1550 nm, loss: 3 dB/cm, through_coupling: 0.0975, drop_coupling: 0.0975}\n"
                "experiment: {type: spectrum, wavelength: {from: 1540 nm, to: 1560 nm, points: 2001}}\n")
        with tempfile.TemporaryDirectory() as folder:
            path = pathlib.Path(folder) / "ring.yaml"
            path.write_text(text)
            self.assertEqual(verdet.run(path).attrs["resolved_spec_hash"],
                             verdet.run(RING).attrs["resolved_spec_hash"])

    def test_numpy_values_are_taken_exactly(self):
        coupling = numpy.float64(0.1) + numpy.float64(0.2)
        a = verdet.run(with_device(through_coupling=coupling))
        through, _ = ring_powers(a.wavelength.values, coupling1=coupling)
        numpy.testing.assert_allclose(power(a, "through"), through, atol=1e-11)
        self.assertIn(repr(float(coupling)), a.attrs["resolved_spec"])
        swept = verdet.run({**RING, "sweep": {"device.through_coupling": numpy.array([0.05, 0.1, 0.2])}})
        numpy.testing.assert_array_equal(swept.through_coupling, [0.05, 0.1, 0.2])
        for coupling in (0.05, 0.1, 0.2):
            through, _ = ring_powers(swept.wavelength.values, coupling1=coupling)
            numpy.testing.assert_allclose(power(swept.sel(through_coupling=coupling), "through"), through,
                                          atol=1e-11)

    def test_arrays_outlive_their_dataset_and_may_be_written(self):
        values = verdet.run(RING).S_real.values
        before = values.copy()
        verdet.run(RING)
        numpy.testing.assert_array_equal(values, before)
        values[:] = 0

    def test_attributes_and_units(self):
        ds = verdet.run(RING)
        self.assertEqual(ds.wavelength.attrs["units"], "m")
        self.assertEqual(ds.frequency.attrs["units"], "Hz")
        self.assertIn("frequency", ds.coords)
        self.assertEqual(ds.attrs["phase_convention"], "exp(-i omega t)")


class Errors(unittest.TestCase):
    def test_all_faults_with_their_paths(self):
        with self.assertRaises(verdet.InputError) as caught:
            verdet.run(with_device(radius="10 K", los="3 dB/cm"))
        self.assertIsInstance(caught.exception, ValueError)
        self.assertIsInstance(caught.exception, verdet.Error)
        faults = caught.exception.faults
        self.assertEqual(len(faults), 2)
        self.assertIn("device.radius", [fault["path"] for fault in faults])
        self.assertIn("did you mean 'loss'?", str(caught.exception))

    def test_place_in_a_file(self):
        with tempfile.TemporaryDirectory() as folder:
            path = pathlib.Path(folder) / "bad.yaml"
            path.write_text("verdet: 1\ndevice:\n  type: microring\n  radius: 10\n"
                            "experiment: {type: spectrum, wavelength: 1550 nm}\n")
            with self.assertRaisesRegex(verdet.InputError, r"bad\.yaml:4:\d+: .*needs a unit"):
                verdet.check(path)

    def test_values_that_no_spec_has(self):
        with self.assertRaisesRegex(verdet.InputError, "device.radius: a complex cannot be part of a spec"):
            verdet.run(with_device(radius=1j))
        with self.assertRaisesRegex(verdet.InputError, "a key is a text, not int"):
            verdet.run({1: 2})
        with self.assertRaises(TypeError):
            verdet.run(5)

    def test_files_and_groups(self):
        with self.assertRaisesRegex(verdet.InputError, "no such file"):
            verdet.open("missing.h5")
        with self.assertRaisesRegex(verdet.InputError, "did you mean 'resonances'"):
            verdet.run(RING, group="resonance")
        with self.assertRaisesRegex(verdet.InputError, "does not exist"):
            verdet.run(RING, output="missing/ring.h5")

    def test_only_the_first_argument_is_positional(self):
        with self.assertRaises(TypeError):
            verdet.run(RING, "resonances")
        with self.assertRaises(TypeError):
            verdet.material("Si").index(1.55e-6, 300.0)

    def test_interrupt(self):
        long = {**RING, "sweep": {"device.through_coupling": {"from": 0.01, "to": 0.5, "points": 100000}}}
        timer = threading.Timer(0.4, os.kill, (os.getpid(), signal.SIGINT))
        timer.start()
        with self.assertRaises(KeyboardInterrupt):
            verdet.run(long)
        timer.join()
        self.assertEqual(len(verdet.run(RING).wavelength), 2001)  # and the next run is unharmed

    def test_other_threads_go_on(self):
        ticks, done = [], threading.Event()

        def count():
            while not done.wait(0.005):
                ticks.append(1)

        thread = threading.Thread(target=count)
        thread.start()
        verdet.run({**RING, "sweep": {"device.through_coupling": {"from": 0.01, "to": 0.5, "points": 400}}})
        done.set()
        thread.join()
        self.assertGreater(len(ticks), 3)


def salzberg(wavelength_m):
    """Si at 26 degC (Salzberg and Villa 1957), as printed: wavelength in um."""
    w2 = (wavelength_m * 1e6) ** 2
    return numpy.sqrt(1 + 10.6684293 * w2 / (w2 - 0.301516485**2) + 0.0030434748 * w2 / (w2 - 1.13475115**2)
                      + 1.54133408 * w2 / (w2 - 1104**2))


class Materials(unittest.TestCase):
    def test_sellmeier(self):
        si = verdet.material({"material": "Si", "refractive_index": "Salzberg1957"})
        wavelength = numpy.linspace(1.4e-6, 10e-6, 101)
        index = si.index(wavelength, temperature_K=299.15)
        numpy.testing.assert_allclose(index.real, salzberg(wavelength), atol=1e-9)
        self.assertEqual(index.dtype, complex)

    def test_shapes(self):
        si = verdet.material("Si")
        self.assertIsInstance(si.index(1.55e-6), complex)
        self.assertIsInstance(si.group_index(1.55e-6), float)
        grid = si.index(numpy.array([1.5e-6, 1.6e-6])[:, None], temperature_K=[295, 300, 305])
        self.assertEqual(grid.shape, (2, 3))
        self.assertEqual(grid[1, 2], si.index(1.6e-6, temperature_K=305))
        self.assertEqual(si.index([]).shape, (0,))

    def test_slopes(self):
        si, h = verdet.material("Si"), 1e-11
        slope = (si.index(1.55e-6 + h) - si.index(1.55e-6 - h)).real / (2 * h)
        self.assertAlmostEqual(si.group_index(1.55e-6), si.index(1.55e-6).real - 1.55e-6 * slope, places=4)
        warm, cold = (si.index(1.55e-6, temperature_K=t).real for t in (300.5, 299.5))
        self.assertAlmostEqual(si.thermo_optic(1.55e-6), warm - cold, places=8)

    def test_carriers_lower_the_index_and_absorb(self):
        si = verdet.material("Si")
        change = si.index(1.55e-6, electrons=1e23, holes=1e23) - si.index(1.55e-6)
        self.assertLess(change.real, -1e-4)
        self.assertGreater(change.imag, 0)

    def test_refusals(self):
        with self.assertRaisesRegex(verdet.DomainError, "100 um lies outside"):
            verdet.material("Si").index(100e-6)
        self.assertTrue(numpy.isfinite(verdet.material("Si", extrapolate=True).index(20e-6)))
        with self.assertRaisesRegex(verdet.InputError, "Si"):
            verdet.material("Sii")


    def test_conditions(self):
        electronvolt, wavelength = 1.602176634e-19, 1.55e-6
        # Published mixtures of Frantz's end points; Kubo's formula at 0.4 eV and 300 K, over e^2/4hbar.
        half = verdet.material("Ge2Sb2Te5/Frantz").index(wavelength, crystalline_fraction=[0.5, 1.0])
        numpy.testing.assert_allclose(half, [4.9388 + 0.2195j, 6.4644 + 0.9198j], atol=2e-4)
        sigma = verdet.material("graphene").sheet_conductivity(wavelength, fermi_level=0.4 * electronvolt,
                                                                scattering_time=100e-15)
        self.assertAlmostEqual(sigma.real / 6.08534e-5, 0.4995 + 0.0052, delta=2e-3)
        # Chelladurai 2025 and the definition: d(1/n_e^2) = r33 E.
        crystal = verdet.material("LiNbO3")
        rest, moved = (crystal.permittivity(wavelength, electric_field=(0, 0, e)) for e in (0, 1e7))
        self.assertEqual(rest.shape, (3, 3))
        self.assertAlmostEqual((1 / moved[2, 2] - 1 / rest[2, 2]).real / 1e7, 30.8e-12, delta=5e-12)
        tensor = verdet.material("CeYIG").permittivity(wavelength, magnetisation=(0, 0, 1))
        self.assertAlmostEqual(tensor[0, 1].imag, -6.25e-3, delta=1e-5)
        self.assertAlmostEqual(tensor[1, 0], -tensor[0, 1])
        # Masetti's mobility of 1e17 cm^-3 of boron.
        mobility = verdet.material("Si").value("hole_mobility", acceptors=[1e23, 1e24])
        numpy.testing.assert_allclose(1e4 * mobility, [319.1, 160.3], atol=0.1)
        with self.assertRaisesRegex(verdet.InputError, "not a condition.*fermi_level"):
            verdet.material("graphene").index(wavelength, fermi_levl=0)

class Describe(unittest.TestCase):
    def test_device(self):
        about = verdet.describe("microring")
        self.assertEqual(about["kind"], "device")
        radius = next(row for row in about["parameters"] if row["path"] == "radius")
        self.assertEqual((radius["unit"], radius["default"]), ("m", "1e-05 m"))
        self.assertTrue(all(row["meaning"] for row in about["parameters"]))

    def test_unknown(self):
        with self.assertRaisesRegex(verdet.InputError, "did you mean 'microring'"):
            verdet.describe("micro_ring")


if __name__ == "__main__":
    unittest.main()
