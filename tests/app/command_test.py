"""The command line, as a user meets it: results, refusals with place and remedy, interruption."""
import contextlib
import json
import os
import resource
import signal
import subprocess
import sys
import tempfile
import time
import unittest
from pathlib import Path

VERDET = sys.argv.pop(1) if len(sys.argv) > 1 else "verdet"

RING = """\
verdet: 1
device: {type: microring, radius: 10 um, effective_index: 2.4, group_index: 4.2,
  reference_wavelength: 1550 nm, loss: 3 dB/cm, through_coupling: 0.0975, drop_coupling: 0.0975}
experiment: {type: spectrum, wavelength: {from: 1540 nm, to: 1560 nm, points: 2001}}
output: ring.h5
"""


class Command(unittest.TestCase):
    def setUp(self):
        self.folder = tempfile.TemporaryDirectory()
        self.path = Path(self.folder.name)

    def tearDown(self):
        self.folder.cleanup()

    def spec(self, text, name="spec.yaml"):
        (self.path / name).write_text(text)
        return name

    def verdet(self, *words, **options):
        return subprocess.run([VERDET, *words], cwd=self.path, capture_output=True, text=True,
                              timeout=120, **options)

    def outputs(self):
        return sorted(p.name for p in self.path.iterdir() if not p.name.endswith(".yaml"))

    def refused(self, text, *parts):
        done = self.verdet("run", self.spec(text))
        self.assertEqual(done.returncode, 2, done.stderr)
        for part in parts:
            self.assertIn(part, done.stderr)
        self.assertEqual(self.outputs(), [], "an output file was left behind")


class Runs(Command):
    def test_run_writes_the_table_and_prints_resonances(self):
        done = self.verdet("run", self.spec(RING))
        self.assertEqual(done.returncode, 0, done.stderr)
        self.assertEqual(self.outputs(), ["ring.h5"])
        for word in ("resonances", "fwhm", "fsr", "extinction"):
            self.assertIn(word, done.stdout)
        self.assertEqual(done.stderr, "")

    def test_json_is_machine_readable(self):
        done = self.verdet("run", self.spec(RING), "--json")
        facts = json.loads(done.stdout)
        self.assertEqual(facts["axes"]["wavelength"]["size"], 2001)

    def test_the_output_option_wins(self):
        self.verdet("run", self.spec(RING), "-o", "other.h5")
        self.assertEqual(self.outputs(), ["other.h5"])

    def test_info_and_diff_read_tables(self):
        self.verdet("run", self.spec(RING), "-o", "a.h5")
        self.verdet("run", self.spec(RING.replace("3 dB/cm", "2 dB/cm")), "-o", "b.h5")
        self.assertIn("resolved_spec", self.verdet("info", "a.h5").stdout)
        self.assertEqual(self.verdet("diff", "a.h5", "a.h5").returncode, 0)
        different = self.verdet("diff", "a.h5", "b.h5")
        self.assertEqual(different.returncode, 1)
        self.assertIn("S_real", different.stdout)

    def test_check_computes_nothing(self):
        done = self.verdet("check", self.spec(RING))
        self.assertEqual(done.returncode, 0, done.stderr)
        self.assertEqual(self.outputs(), [])

    def test_describe_devices_and_cite(self):
        self.assertIn("microring", self.verdet("devices").stdout)
        self.assertIn("through_coupling", self.verdet("describe", "microring").stdout)
        self.assertIn("@article{Bogaerts2012", self.verdet("cite", "microring").stdout)
        wrong = self.verdet("describe", "microrign")
        self.assertEqual(wrong.returncode, 2)
        self.assertIn("did you mean 'microring'?", wrong.stderr)

    def test_every_command_has_help_with_an_example(self):
        listed = self.verdet("--help").stdout
        for name in ("run", "sweep", "check", "info", "plot", "diff", "materials", "devices",
                     "describe", "cite"):
            self.assertIn(name, listed)
            shown = self.verdet(name, "--help")
            self.assertEqual(shown.returncode, 0)
            self.assertIn("verdet " + name, shown.stdout, name)


class Refusals(Command):
    def test_unknown_key(self):
        self.refused(RING.replace("radius", "radios"), "spec.yaml:2:",
                     "unknown key 'radios'; did you mean 'radius'?")

    def test_missing_unit(self):
        self.refused(RING.replace("10 um", "10"), "needs a unit: m, mm, um or nm")

    def test_wrong_dimension(self):
        self.refused(RING.replace("10 um", "10 s"), "wrong dimension", "units that fit: m")

    def test_out_of_bounds(self):
        self.refused(RING.replace("0.0975}", "1.5}"), "out of bounds: at most 1")

    def test_several_faults_at_once(self):
        self.refused(RING.replace("10 um", "10").replace("2.4", "-1").replace("spectrum", "spectra"),
                     "needs a unit", "must be above 0", "did you mean 'spectrum'?")

    def test_a_faulty_wavelength_hides_no_other_fault(self):
        self.refused("verdet: 1\ndevice: {type: waveguide, core: 3.47, cladding: 1.44}\n"
                     "experiment: {type: modes, wavelength: 1550, fields: true, window: {x: [0 um], y: [0 um, 1 um]}}\n"
                     "output: m.h5\n", "needs a unit", "x and y are pairs")

    def test_fields_at_several_wavelengths(self):
        self.refused("verdet: 1\ndevice: {type: waveguide, core: 3.47, cladding: 1.44}\n"
                     "experiment: {type: modes, wavelength: [1500 nm, 1550 nm], fields: true}\n"
                     "output: m.h5\n", "are stored at one wavelength")

    def test_wavelength_outside_a_records_validity(self):
        self.refused("verdet: 1\n"
                     "device: {type: waveguide, core: Si/Salzberg1957, cladding: SiO2}\n"
                     "experiment: {type: modes, wavelength: 1 um}\noutput: m.h5\n",
                     "Salzberg1957", "1 um")

    def test_missing_folder(self):
        self.refused(RING.replace("ring.h5", "none/ring.h5"), "the folder 'none' does not exist")

    def test_missing_spec(self):
        done = self.verdet("run", "absent.yaml")
        self.assertEqual(done.returncode, 2)
        self.assertIn("absent.yaml: cannot be opened", done.stderr)

    def test_no_output_named(self):
        self.refused(RING.replace("output: ring.h5\n", ""), "use -o")

    def test_broken_yaml(self):
        self.refused("verdet: 1\ndevice: {type: [\n", "spec.yaml:")

    def test_truncated_table(self):
        self.verdet("run", self.spec(RING))
        whole = (self.path / "ring.h5").read_bytes()
        (self.path / "cut.h5").write_bytes(whole[:len(whole) // 2])
        done = self.verdet("info", "cut.h5")
        self.assertEqual(done.returncode, 2)
        self.assertIn("cut.h5", done.stderr)

    def test_unreadable_database_file(self):
        page = self.path / "database" / "main" / "X" / "nk"
        page.mkdir(parents=True)
        (page / "Cut.yml").write_text("DATA:\n  - type: tabulated nk\n    data: |\n      1.0 2.0\n      1.1 2.")
        done = self.verdet("materials", "index", "main/X/nk/Cut", "--database", "database",
                           "--wavelength", "1.05 um")
        self.assertEqual(done.returncode, 2)
        self.assertIn("Cut.yml", done.stderr)


class Faults(Command):
    @contextlib.contextmanager
    def small_disk(self):
        """A disk of 256 KiB, mounted at `small`."""
        folder = self.path / "small"
        folder.mkdir()
        mounted = subprocess.run(["mount", "-t", "tmpfs", "-o", "size=256k", "verdet", folder],
                                 capture_output=True, text=True)
        if mounted.returncode != 0:
            self.skipTest("no small disk here: " + mounted.stderr)
        try:
            yield folder
        finally:
            subprocess.run(["umount", folder], check=True)

    def refused_as_full(self, folder):
        before = sorted(p.name for p in folder.iterdir())
        done = self.verdet("run", self.spec(RING), "-o", "small/ring.h5")
        self.assertEqual(done.returncode, 2, done.stderr)
        self.assertIn("small/ring.h5: the disk that holds the folder 'small' is full", done.stderr)
        self.assertEqual((folder / "ring.h5").read_text(), "older")
        self.assertEqual(sorted(p.name for p in folder.iterdir()), before)

    @unittest.skipIf(os.geteuid() != 0, "only root can make a small disk")
    def test_a_full_folder_is_refused(self):
        with self.small_disk() as folder:
            (folder / "ring.h5").write_text("older")
            self.refused_as_full(folder)  # it fills up while the table is written
            (folder / "filler").write_bytes(bytes(244 << 10))
            self.refused_as_full(folder)  # it is full before computing starts

    def test_a_failing_disk_leaves_the_old_table(self):
        self.verdet("run", self.spec(RING))
        before = (self.path / "ring.h5").read_bytes()
        limit = 100_000  # bytes a file may have: what a full disk does to a write
        done = self.verdet("run", "spec.yaml", preexec_fn=lambda: resource.setrlimit(
            resource.RLIMIT_FSIZE, (limit, limit)))
        self.assertEqual(done.returncode, 1, done.stderr)
        self.assertIn("is the disk full?", done.stderr)
        self.assertEqual((self.path / "ring.h5").read_bytes(), before)
        self.assertEqual(self.outputs(), ["ring.h5"])

    def interrupted(self, number):
        # A sweep that takes long enough to be caught at work.
        text = RING.replace("output: ring.h5\n", "sweep: {device.radius: {from: 5 um, to: 50 um, points: 4000}}\noutput: ring.h5\n")
        self.spec(text)
        process = subprocess.Popen([VERDET, "run", "spec.yaml"], cwd=self.path,
                                   stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True)
        time.sleep(0.5)
        process.send_signal(number)
        _, shown = process.communicate(timeout=60)
        return process.returncode, shown

    def test_interruption_leaves_no_half_table(self):
        for number in (signal.SIGINT, signal.SIGTERM):
            status, shown = self.interrupted(number)
            self.assertEqual(status, 130, shown)
            self.assertIn("interrupted", shown)
            self.assertEqual(self.outputs(), [])

    def test_kill_leaves_no_half_table(self):
        status, _ = self.interrupted(signal.SIGKILL)
        self.assertEqual(status, -signal.SIGKILL)
        self.assertNotIn("ring.h5", self.outputs())

    @unittest.skipIf(os.geteuid() == 0, "root may write anywhere")
    def test_read_only_folder(self):
        (self.path / "locked").mkdir(mode=0o500)
        self.refused(RING.replace("ring.h5", "locked/ring.h5"), "cannot be written")


if __name__ == "__main__":
    unittest.main()
