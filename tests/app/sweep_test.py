"""Sweeps through whatever a night brings: kills, signals, full disks, torn and foreign files.

After each fault every finished point is readable, and the same command again gives the table of an
undisturbed run, bit for bit.
"""
import contextlib
import json
import os
import random
import shutil
import signal
import subprocess
import sys
import tempfile
import time
import unittest
from pathlib import Path

import h5py
import numpy as np

VERDET = sys.argv.pop(1) if len(sys.argv) > 1 else "verdet"

SPEC = """\
verdet: 1
device: {type: microring, radius: 10 um, effective_index: 2.4, group_index: 4.2,
  reference_wavelength: 1550 nm, loss: 3 dB/cm, through_coupling: 0.0975}
experiment: {type: spectrum, wavelength: {from: 1540 nm, to: 1545 nm, points: 24}}
sweep:
  device.radius: {from: 5 um, to: 20 um, points: 40}
  device.through_coupling: {from: 0.01, to: 0.5, points: POINTS}
output: map.h5
"""


TRANSIENT = """\
verdet: 1
device: {preset: VanVaerenbergh2012}
experiment: {type: transient, duration: DURATION, input: {power: 0.6 mW, detuning: 62 pm},
  initial: {temperature_rise: 0.5 K}, observe: [power_through_mean]}
sweep:
  experiment.input.power: VALUES
output: map.h5
"""


# 280 MB: enough for a table to be begun while points are computed.
SPECTRA = """\
verdet: 1
device: {type: microring, radius: 10 um, effective_index: 2.4, group_index: 4.2,
  reference_wavelength: 1550 nm, loss: 3 dB/cm, through_coupling: 0.0975}
experiment: {type: spectrum, wavelength: {from: 1549 nm, to: 1550 nm, points: 256}, inputs: [in], outputs: [through]}
sweep: {device.radius: {from: 9 um, to: 11 um, points: 70000}}
"""


def datasets(path):
    """All datasets of a table as arrays, by path."""
    found = {}
    with h5py.File(path, "r") as file:
        file.visititems(lambda name, item: found.update({name: item[()]})
                        if isinstance(item, h5py.Dataset) else None)
    return found


def equal(a, b):
    return a.dtype == b.dtype and a.shape == b.shape and (
        np.array_equal(a, b) if a.dtype.kind == "O" else a.tobytes() == b.tobytes())


class Sweep(unittest.TestCase):
    points = 100

    def setUp(self):
        self.holder = tempfile.TemporaryDirectory()
        self.path = Path(self.holder.name)
        (self.path / "map.yaml").write_text(SPEC.replace("POINTS", str(self.points)))

    def tearDown(self):
        self.holder.cleanup()

    def verdet(self, *words, **options):
        environment = {k: v for k, v in os.environ.items() if not k.startswith("SLURM_")}
        environment.update(options.pop("env", {}))
        return subprocess.run([VERDET, *words], cwd=self.path, capture_output=True, text=True,
                              timeout=120, env=environment, **options)

    def start(self, *words):
        return subprocess.Popen([VERDET, *words], cwd=self.path, stdout=subprocess.PIPE,
                                stderr=subprocess.PIPE, text=True)

    def done(self, *words, **options):
        run = self.verdet(*words, **options)
        self.assertEqual(run.returncode, 0, run.stderr)
        return run

    def refused(self, words, *parts, status=2):
        run = self.verdet(*words)
        self.assertEqual(run.returncode, status, run.stderr)
        for part in parts:
            self.assertIn(part, run.stderr)

    def reference(self):
        if not (self.path / "reference.h5").exists():
            self.done("run", "map.yaml", "-o", "reference.h5")
        return datasets(self.path / "reference.h5")

    def assert_same(self, name):
        want, have = self.reference(), datasets(self.path / name)
        self.assertEqual(set(want), set(have))
        for key, array in want.items():
            self.assertTrue(equal(array, have[key]), f"{key} of {name} differs")

    def segments(self, folder="map.h5.sweep"):
        return sorted((self.path / folder).glob("*-*.*.h5"))

    def assert_readable(self, folder="map.h5.sweep"):
        """Every published segment is whole, and its points are those of the undisturbed run."""
        want = self.reference()["S_real"].reshape(40 * self.points, -1)
        count = 0
        for path in self.segments(folder):
            with h5py.File(path, "r") as file:
                points = file["point"][()].astype(int)
                values = file["S_real"][()].reshape(len(points), -1)
                self.assertEqual(values.tobytes(), want[points].tobytes(), path)
                count += len(points)
        return count


class Determinism(Sweep):
    def test_threads_and_shards_change_nothing(self):
        for jobs in ("1", "2"):
            self.done("sweep", "map.yaml", "--jobs", jobs, "-o", f"jobs{jobs}.h5")
            self.assert_same(f"jobs{jobs}.h5")
        for shards in (1, 3, 7):
            for k in reversed(range(shards)):
                self.done("sweep", "map.yaml", "--shard", f"{k}/{shards}", "-o", f"parts{shards}")
            self.done("collect", f"parts{shards}", "-o", f"shards{shards}.h5")
            self.assert_same(f"shards{shards}.h5")

    def test_another_number_of_shards_goes_on_with_what_is_there(self):
        self.done("sweep", "map.yaml", "--shard", "0/3", "-o", "parts")
        for k in range(2):
            self.done("sweep", "map.yaml", "--shard", f"{k}/2", "-o", "parts")
        self.done("collect", "parts", "-o", "both.h5")
        self.assert_same("both.h5")

    def test_a_monte_carlo_sweep_is_the_same_however_cut(self):
        (self.path / "mc.yaml").write_text(SPEC.split("sweep:")[0] + """\
sweep:
  monte_carlo:
    points: 500
    device.radius: {distribution: normal, standard_deviation: 10 nm}
    device.through_coupling: {distribution: uniform, from: 0.05, to: 0.15}
""")
        self.done("run", "mc.yaml", "-o", "reference.h5")
        for k in range(7):
            self.done("sweep", "mc.yaml", "--shard", f"{k}/7", "-o", "mc")
        self.done("collect", "mc", "-o", "mc.h5")
        self.assert_same("mc.h5")


class Kills(Sweep):
    points = 400

    def test_kill_at_25_random_instants(self):
        self.reference()
        chance = random.Random(1)
        begun = time.monotonic()
        self.done("sweep", "map.yaml", "-o", "undisturbed.h5")
        duration = time.monotonic() - begun
        published = 0
        for _ in range(25):
            process = self.start("sweep", "map.yaml", "--checkpoint", "5 ms", "--jobs", "2")
            try:
                process.wait(chance.uniform(0, 0.7 * duration))
            except subprocess.TimeoutExpired:
                process.send_signal(signal.SIGKILL)
            process.communicate()
            published = max(published, self.assert_readable())
            if process.returncode == 0:
                self.assert_same("map.h5")
                os.remove(self.path / "map.h5")
        self.assertGreater(published, 0, "no kill came after a point was published")
        self.done("sweep", "map.yaml")
        self.assert_same("map.h5")
        self.assertFalse((self.path / "map.h5.sweep").exists())

    def test_signals_save_what_is_finished(self):
        self.reference()
        for number in (signal.SIGTERM, signal.SIGINT, signal.SIGUSR1):
            before = self.assert_readable()
            process = self.start("sweep", "map.yaml", "--jobs", "1", "--progress", "json")
            for line in process.stderr:  # the first points are done
                if line.startswith("{"):
                    break
            process.send_signal(number)
            _, errors = process.communicate(timeout=60)
            if process.returncode == 0:
                continue
            self.assertEqual(process.returncode, 130, errors)
            self.assertIn("Run the same command again", errors)
            self.assertGreater(self.assert_readable(), before)
        self.done("sweep", "map.yaml")
        self.assert_same("map.h5")

    def test_a_signal_before_anything_is_done(self):
        process = self.start("sweep", "map.yaml", "--jobs", "1")
        time.sleep(0.001)
        process.send_signal(signal.SIGTERM)
        process.communicate(timeout=60)
        self.assertIn(process.returncode, (0, 130, -signal.SIGTERM))
        self.done("sweep", "map.yaml")
        self.assert_same("map.h5")

    def test_two_runs_at_once(self):
        first = self.start("sweep", "map.yaml", "--jobs", "1", "--progress", "json")
        first.stderr.readline()
        second = self.verdet("sweep", "map.yaml")
        running = first.poll() is None
        _, errors = first.communicate(timeout=60)
        self.assertEqual(first.returncode, 0, errors)
        if running:
            self.assertEqual(second.returncode, 1, second.stderr)
            self.assertIn("another process is computing", second.stderr)
        self.assert_same("map.h5")


class Disks(Sweep):
    @contextlib.contextmanager
    def disk(self, name, options):
        """A disk of its own, in memory, mounted at `name`."""
        mount = self.path / name
        mount.mkdir()
        made = subprocess.run(["mount", "-t", "tmpfs", "-o", options, "none", str(mount)],
                              capture_output=True)
        if made.returncode != 0:
            self.skipTest("a tmpfs cannot be mounted here: " + made.stderr.decode().strip())
        try:
            yield mount
        finally:
            subprocess.run(["umount", str(mount)], check=True)

    def test_a_full_disk_keeps_what_was_published(self):
        with self.disk("small", "size=3m") as mount:
            run = self.verdet("sweep", "map.yaml", "-o", "small/map.h5", "--checkpoint", "1 ms")
            self.assertEqual(run.returncode, 1, run.stderr)
            self.assertIn("full", run.stderr)
            self.assertIn("run the same command again", run.stderr)
            self.assertGreater(self.assert_readable("small/map.h5.sweep"), 0)
            self.assertFalse((mount / "map.h5").exists())
            shutil.copytree(mount / "map.h5.sweep", self.path / "map.h5.sweep")
        self.done("sweep", "map.yaml")
        self.assert_same("map.h5")

    def test_the_table_begun_makes_room_for_segments(self):
        with self.disk("small", "size=440m") as mount:
            (self.path / "spectra.yaml").write_text(SPECTRA)
            run = self.verdet("sweep", "spectra.yaml", "-o", "small/spectra.h5")
            self.assertEqual(run.returncode, 1, run.stderr)  # the segments fit, a table beside them does not
            self.assertNotIn("Traceback", run.stderr)
            status = json.loads(self.done("status", "small/spectra.h5.sweep", "--json").stdout)
            self.assertEqual((status["done"], status["failed"]), (70000, 0))
            subprocess.run(["mount", "-o", "remount,size=900m", str(mount)], check=True)
            self.done("sweep", "spectra.yaml", "-o", "small/spectra.h5")
            self.assertEqual([p.name for p in mount.iterdir()], ["spectra.h5"])

    def test_a_read_only_folder_is_refused_before_computing(self):
        with self.disk("sealed", "ro"):
            self.refused(["sweep", "map.yaml", "-o", "sealed/map.h5"], "cannot be written")
            self.refused(["sweep", "map.yaml", "--shard", "0/2", "-o", "sealed/parts"],
                         "cannot be written")


class Damage(Sweep):
    def parts(self, count=3):
        for k in range(count):
            self.done("sweep", "map.yaml", "--shard", f"{k}/{count}", "-o", "parts")
        return self.segments("parts")

    def test_a_truncated_segment_is_named_and_computed_again(self):
        segment = self.parts()[1]
        os.truncate(segment, segment.stat().st_size // 2)
        self.refused(["collect", "parts", "-o", "all.h5"], "shard 1/3", segment.name, status=1)
        self.done("sweep", "map.yaml", "--shard", "1/3", "-o", "parts")
        self.done("collect", "parts", "-o", "all.h5")
        self.assert_same("all.h5")

    def test_a_segment_of_another_sweep_is_named(self):
        self.parts()
        shutil.move(self.path / "parts", self.path / "old")
        other = (self.path / "map.yaml").read_text().replace("2.4", "2.41")
        (self.path / "map.yaml").write_text(other)
        segment = self.parts()[1]
        shutil.copy(self.segments("old")[1], segment)
        self.refused(["collect", "parts", "-o", "all.h5"], "shard 1/3", "another sweep", status=1)
        self.done("sweep", "map.yaml", "--shard", "1/3", "-o", "parts")
        self.done("collect", "parts", "-o", "all.h5")
        self.assert_same("all.h5")

    def test_collect_names_missing_shards(self):
        for k in (0, 2):
            self.done("sweep", "map.yaml", "--shard", f"{k}/3", "-o", "parts")
        self.refused(["collect", "parts", "-o", "all.h5"], "shard 1/3: 1333 of 1333 points missing",
                     status=1)
        self.assertFalse((self.path / "all.h5").exists())
        self.done("collect", "parts", "-o", "some.h5", "--partial")
        want, some = self.reference(), datasets(self.path / "some.h5")
        there = some["status"] == 0
        self.assertEqual(int(there.sum()), 4000 - 1333)
        self.assertEqual(want["S_real"][there].tobytes(), some["S_real"][there].tobytes())
        self.assertTrue(np.isnan(some["S_real"][~there]).all())

    def test_a_changed_spec_is_refused_unless_forced(self):
        self.done("sweep", "map.yaml", "--shard", "0/2", "-o", "parts")
        changed = (self.path / "map.yaml").read_text().replace("3 dB/cm", "2 dB/cm")
        (self.path / "map.yaml").write_text(changed)
        self.refused(["sweep", "map.yaml", "--shard", "1/2", "-o", "parts"], "another sweep",
                     "--force")
        self.done("sweep", "map.yaml", "--shard", "1/2", "-o", "parts", "--force")
        self.refused(["collect", "parts", "-o", "all.h5"], "shard 0/2", status=1)
        self.done("sweep", "map.yaml", "--shard", "0/2", "-o", "parts")
        self.done("collect", "parts", "-o", "all.h5")
        self.assert_same("all.h5")

    def test_a_clock_that_jumps(self):
        self.parts()
        for path in (self.path / "parts").iterdir():
            os.utime(path, (0, 0) if random.random() < 0.5 else (4e9, 4e9))
        self.done("sweep", "map.yaml", "--shard", "0/3", "-o", "parts")
        self.done("collect", "parts", "-o", "all.h5")
        self.assert_same("all.h5")


class Failures(Sweep):
    def test_failed_points_are_data_and_can_be_retried(self):
        # 1900 K lies outside the records of silicon, which only the run can tell.
        (self.path / "hot.yaml").write_text(
            SPEC.split("sweep:")[0] +
            "sweep: {device.temperature: [310 K, 1900 K, 320 K, 1950 K]}\noutput: hot.h5\n")
        run = self.done("sweep", "hot.yaml")
        self.assertIn("2 of 4 points failed", run.stderr)
        with h5py.File(self.path / "hot.h5", "r") as file:
            self.assertEqual(file["status"][()].tolist(), [0, 1, 0, 1])
            self.assertTrue(np.isnan(file["S_real"][1]).all())
            self.assertFalse(np.isnan(file["S_real"][2]).any())
            self.assertIn(b"1900", file["message"][1])
        shown = self.done("info", "hot.h5").stdout
        self.assertIn("2 of 4 points failed", shown)
        again = self.done("sweep", "hot.yaml", "--retry-failed")
        self.assertIn("2 of 4 points failed", again.stderr)

    def test_failed_points_are_retried_with_other_settings(self):
        # A second of pulsation is out of reach of the time limit; what else there was stays.
        (self.path / "long.yaml").write_text(TRANSIENT.replace("DURATION", "1 s").replace(
            "VALUES", "[0.6 mW, 0.61 mW]"))
        self.done("sweep", "long.yaml", "--point-time-limit", "0.2 s")
        with h5py.File(self.path / "map.h5", "r") as file:
            self.assertEqual(file["status"][()].tolist(), [2, 2])
        refused = self.verdet("sweep", "long.yaml", "--with", "experiment.duration=10 ns")
        self.assertEqual(refused.returncode, 2)
        self.assertIn("--retry-failed", refused.stderr)
        wrong = self.verdet("sweep", "long.yaml", "--retry-failed", "--with", "duration=10 ns")
        self.assertEqual(wrong.returncode, 2)
        self.done("sweep", "long.yaml", "--retry-failed", "--with", "experiment.duration=10 ns",
                  "--with", "experiment.relative_tolerance=1e-8")
        with h5py.File(self.path / "map.h5", "r") as file:
            self.assertEqual(file["status"][()].tolist(), [0, 0])
            self.assertIn(b"experiment.duration=10 ns, experiment.relative_tolerance=1e-8",
                          file["message"][0])
            retried = file["power_through_mean"][()]
        (self.path / "short.yaml").write_text(TRANSIENT.replace(
            "DURATION", "10 ns, relative_tolerance: 1e-8").replace("VALUES", "[0.6 mW, 0.61 mW]"))
        self.done("sweep", "short.yaml", "-o", "short.h5")
        with h5py.File(self.path / "short.h5", "r") as file:
            self.assertEqual(file["power_through_mean"][()].tobytes(), retried.tobytes())
        self.assertFalse((self.path / "map.h5.sweep").exists())

    def test_lines_of_a_refined_sweep_are_shared_out(self):
        (self.path / "fine.yaml").write_text(TRANSIENT.replace("DURATION", "30 ns").replace(
            "  experiment.input.power: VALUES",
            "  device.nonlinear.carrier_lifetime: [1 ns, 2 ns, 5 ns, 8 ns]\n"
            "  experiment.input.power: {from: 0.1 mW, to: 1 mW, refine: {variable: "
            "power_through_mean, tolerance: 1 uW, unit: W, points: 5, levels: 4}}"))
        self.done("sweep", "fine.yaml", "-o", "one.h5")
        one = datasets(self.path / "one.h5")
        self.assertLess(len(one["status"]), 4 * 65)
        for shard in ("1/3", "2/3"):
            self.done("sweep", "fine.yaml", "--shard", shard, "-o", "fine.parts")
        lacking = self.verdet("collect", "fine.parts", "-o", "fine.h5")
        self.assertEqual(lacking.returncode, 1)
        self.assertIn("shard 0/3", lacking.stderr)
        self.assertNotIn("shard 1/3", lacking.stderr)
        self.done("sweep", "fine.yaml", "--shard", "0/3", "-o", "fine.parts")
        self.done("collect", "fine.parts", "-o", "fine.h5")
        shared = datasets(self.path / "fine.h5")
        self.assertEqual(one.keys(), shared.keys())
        for name in one:
            self.assertTrue(equal(one[name], shared[name]), name)

    def test_seeds_are_swept_like_any_number(self):
        text = TRANSIENT.replace("DURATION", "20 ns").replace(
            "power: 0.6 mW", "power: 0.6 mW, prbs: {rate: 1 GHz, seed: 1}").replace(
            "experiment.input.power: VALUES", "experiment.input.prbs.seed: [3, 5, 3]")
        (self.path / "seeds.yaml").write_text(text)
        self.done("sweep", "seeds.yaml")
        with h5py.File(self.path / "map.h5", "r") as file:
            self.assertEqual(file["seed"][()].tolist(), [3, 5, 3])
            mean = file["power_through_mean"][()]
        self.assertEqual(mean[0], mean[2])
        self.assertNotEqual(mean[0], mean[1])
        for wrong, reason in (("[1.5, 2]", "not a whole number"), ("[0, 3]", "out of bounds")):
            (self.path / "seeds.yaml").write_text(text.replace("[3, 5, 3]", wrong))
            refused = self.verdet("sweep", "seeds.yaml")
            self.assertEqual(refused.returncode, 2)
            self.assertIn(reason, refused.stderr)
        (self.path / "seeds.yaml").write_text(text.replace(
            "experiment.input.prbs.seed: [3, 5, 3]",
            "monte_carlo: {points: 4, experiment.input.prbs.seed: {from: 1, to: 9}}"))
        refused = self.verdet("sweep", "seeds.yaml")
        self.assertEqual(refused.returncode, 2)
        self.assertIn("is a whole number: sweep it over a list", refused.stderr)

    def test_points_left_out_are_marked(self):
        text = (self.path / "map.yaml").read_text()
        (self.path / "some.yaml").write_text(
            text.replace("output:", "  where: radius < 7 um\noutput:"))
        self.done("sweep", "some.yaml", "-o", "some.h5")
        want, some = self.reference(), datasets(self.path / "some.h5")
        kept = want["radius"] < 7e-6
        self.assertEqual(want["S_real"][kept].tobytes(), some["S_real"][kept].tobytes())
        self.assertTrue((some["status"][~kept] == -1).all())
        self.assertTrue((some["status"][kept] == 0).all())


class Words(Sweep):
    def test_progress_and_status_are_machine_readable(self):
        run = self.done("sweep", "map.yaml", "--shard", "0/2", "-o", "parts", "--progress", "json")
        last = json.loads(run.stderr.splitlines()[-1])
        self.assertEqual((last["done"], last["total"], last["failed"]), (2000, 2000, 0))
        state = json.loads(self.done("status", "parts", "--json").stdout)
        self.assertEqual((state["shard"], state["state"], state["done"]), ("0/2", "complete", 2000))
        self.assertIn("0/2", self.done("status", "parts").stdout)

    def test_a_complete_sweep_is_not_computed_again(self):
        self.done("sweep", "map.yaml")
        before = (self.path / "map.h5").stat().st_mtime_ns
        self.assertIn("nothing to do", self.done("sweep", "map.yaml").stdout)
        self.assertEqual((self.path / "map.h5").stat().st_mtime_ns, before)

    def test_array_tasks_and_ranks_are_shards(self):
        for k in (3, 4, 5):
            self.done("sweep", "map.yaml", "-o", "parts",
                      env={"SLURM_ARRAY_TASK_ID": str(k), "SLURM_ARRAY_TASK_MIN": "3",
                           "SLURM_ARRAY_TASK_COUNT": "3"})
        self.done("collect", "parts", "-o", "all.h5")
        self.assert_same("all.h5")

    def test_digits_are_rounded_and_compressed(self):
        text = (self.path / "map.yaml").read_text() + "compress: {digits: 6}\n"
        (self.path / "small.yaml").write_text(text)
        self.done("sweep", "small.yaml", "-o", "small.h5")
        want, small = self.reference(), datasets(self.path / "small.h5")
        some = want["S_real"] != 0
        error = np.abs(small["S_real"][some] / want["S_real"][some] - 1)
        self.assertLess(error.max(), 0.5e-6)
        self.assertGreater(error.max(), 0)
        with h5py.File(self.path / "small.h5", "r") as file:
            self.assertIn("6 significant digits", file.attrs["rounded"])
            self.assertEqual(file["S_real"].compression, "gzip")
            self.assertLess(file["S_real"].id.get_storage_size(), 0.7 * want["S_real"].nbytes)

    def test_refusals(self):
        self.refused(["sweep", "map.yaml", "--shard", "3/3", "-o", "p"], "out of range")
        self.refused(["sweep", "map.yaml", "--shard", "x", "-o", "p"], "write I/N")
        self.refused(["sweep", "map.yaml", "--point-time-limit", "5"], "needs a unit")
        self.refused(["collect", "absent", "-o", "all.h5"], "no such folder")
        (self.path / "empty").mkdir()
        self.refused(["collect", "empty", "-o", "all.h5"], "is not the folder of a sweep")
        (self.path / "foreign").mkdir()
        (self.path / "foreign" / "thesis.tex").write_text("x")
        self.refused(["sweep", "map.yaml", "--shard", "0/2", "-o", "foreign"], "thesis.tex",
                     "name a new folder")
        self.refused(["status", "foreign"], "is not the folder of a sweep")
        (self.path / "plain.yaml").write_text(SPEC.split("sweep:")[0] + "output: x.h5\n")
        self.refused(["sweep", "plain.yaml"], "no 'sweep:' section")
        self.assertTrue((self.path / "foreign" / "thesis.tex").exists())


if __name__ == "__main__":
    unittest.main()
