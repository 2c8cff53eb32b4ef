"""`verdet fit` of equations of motion: decays in closed form, a ring's ring-down, refusals."""

import os
import sys
import unittest

import h5py
import numpy as np

from fit_case import FitCase

C = 299792458.0

RELAXATION = """verdet: 1
fit:
  data: {file: data.csv, columns: {time: ns, out: 1}}
  model:
    device: {type: relaxator, lifetime: {fit: {from: 0.1 ns, to: 20 ns, start: 5 ns}}, gain: {fit: auto}}
    experiment: {type: transient, inputs: {in: 1}, initial: {level: {fit: {from: 0, to: 1, start: 0.5}}}}
output: fit.h5
"""
RING = """device: {{type: microring, radius: 20 um, effective_index: 2.4, group_index: 4.2, reference_wavelength: 1550 nm, through_coupling: {0}, drop_coupling: {0}, loss: {1}{2}}}"""
NONLINEAR = """, nonlinear: {two_photon_volume: 5 um^3, carrier_volume: 5 um^3, heat_volume: 5 um^3, carrier_lifetime: {fit: {from: 10 ps, to: 10 ns, start: 100 ps}}}"""


class FitTransient(FitCase):
    seed = 11

    def expect(self, **truth):
        with h5py.File(os.path.join(self.folder, "fit.h5")) as table:
            names = [x.decode() for x in table["parameters/name"][:]]
            value, error = table["parameters/value"][:], table["parameters/standard_error"][:]
            self.assertIn("sensitivities", table.attrs["derivatives"])
        for name, expected in truth.items():
            i = names.index(name.replace("__", "."))
            self.assertGreater(error[i], 0)
            self.assertLess(abs(value[i] - expected), 4.5 * error[i], name)
            self.assertLess(error[i], 0.05 * abs(expected), name)

    def test_relaxation_from_an_unknown_level(self):
        # dx/dt = (1 - x)/tau: x = 1 - (1 - x0) exp(-t/tau), and the output is the gain times x.
        t = np.linspace(0, 6, 80)
        out = 0.7 * (1 - 0.8 * np.exp(-t / 1.3)) + self.random.normal(0, 0.003, t.size)
        self.write("time,out", t, out)
        self.run_fit(RELAXATION)
        self.expect(lifetime=1.3e-9, gain=0.7, initial__level=0.2)
        self.assertTrue(os.path.exists(os.path.join(self.folder, "fit_preset.yaml")))

    def test_pump_probe_decay_of_carriers(self):
        # Without light carriers recombine alone, N = N0 exp(-t/tau); the probe's change is
        # proportional to them.
        t = np.linspace(0, 3000, 120)
        signal = 4e-3 * np.exp(-t / 450) + 2e-4 + self.random.normal(0, 2e-5, t.size)
        self.write("time,change", t, signal)
        self.run_fit("""verdet: 1
fit:
  data: {file: data.csv, columns: {time: ps, change: 1}}
  model:
    %s
    experiment: {type: transient, initial: {carrier_density: 1e23 m^-3}}
    channel: carrier_density
    scale: {fit: auto}
    offset: {fit: auto}
  starts: 4
output: fit.h5
""" % RING.format("0.05", "2 dB/cm", NONLINEAR))
        self.expect(nonlinear__carrier_lifetime=450e-12, scale=4e-26, offset=2e-4)

    def test_ring_down(self):
        # A round trip leaves exp(-alpha L) (1 - kappa)^2 of the energy: loss and two couplers.
        loss, kappa, length = 230.0, 0.02, 2 * np.pi * 20e-6
        rate = C / 4.2 * (loss - 2 * np.log(1 - kappa) / length)
        t = np.linspace(0, 60, 90)
        power = 1e-3 * np.exp(-rate * t * 1e-12) * (1 + self.random.normal(0, 2e-3, t.size))
        self.write("time,power", t, power)
        self.run_fit("""verdet: 1
fit:
  data: {file: data.csv, columns: {time: ps, power: 1}}
  model:
    %s
    experiment: {type: transient, initial: {field_real: 1e-10}}
    channel: energy
    scale: {fit: auto}
  starts: 4
output: fit.h5
""" % RING.format(str(kappa), "{fit: {from: 0.1 dB/cm, to: 100 dB/cm, start: 2 dB/cm}}", ""))
        self.expect(loss=loss)

    def test_refusals(self):
        t = np.linspace(0, 6, 20)
        self.write("time,out", t, 1 - np.exp(-t))
        for old, new, message in (
            ("type: transient, inputs", "type: spectrum, inputs", "'initial.level' is no numeric parameter of a spectrum"),
            ("inputs: {in: 1}", "inputs: {in: {fit: auto}}", "'experiment.inputs.in' cannot be fitted"),
            ("inputs: {in: 1}", "inputs: {in: 1}, duration: 2 ns", "the data end at 6 ns"),
            ("inputs: {in: 1}", "inputs: {in: 1}, observe: [mean]", "unknown key 'observe'"),
            ("out: 1}", "ouput: 1}", "no column 'ouput'"),
            ("out: 1}}", "out: V}}", "'scale: {fit: auto}' relates them"),
            ("type: relaxator, lifetime: {fit: {from: 0.1 ns, to: 20 ns, start: 5 ns}}, gain: {fit: auto}",
             "type: thin_film, layers: [], substrate: {fit: auto}", "no numeric parameter"),
            ("type: relaxator, lifetime: {fit: {from: 0.1 ns, to: 20 ns, start: 5 ns}}, gain: {fit: auto}",
             "type: thin_film, layers: [], substrate: SiO2", "no dynamics"),
            ("  model:\n", "  model:\n    channel: levle\n", "no channel 'levle'"),
        ):
            self.assertIn(old, RELAXATION)
            stderr = self.run_fit(RELAXATION.replace(old, new), status=2).stderr
            self.assertIn(message, stderr)
        self.write("time,out", t - 1, 1 - np.exp(-t))
        self.assertIn("before time 0", self.run_fit(RELAXATION, status=2).stderr)
        # A laser that follows the resonance would move with the index.
        self.write("time,power", t, 1e-3 * np.exp(-t))
        stderr = self.run_fit("""verdet: 1
fit:
  data: {file: data.csv, columns: {time: ps, power: W}}
  model:
    %s
    experiment: {type: transient, input: {power: 1 mW, wavelength: 1550 nm}}
    channel: power_through
output: fit.h5
""" % RING.format("0.05", "2 dB/cm", "").replace("2.4,", "{fit: {from: 2.3, to: 2.5, start: 2.4}},"),
                              status=2).stderr
        self.assertIn("'effective_index' moves the resonance", stderr)


if __name__ == "__main__":
    unittest.main(argv=[sys.argv[0]])
