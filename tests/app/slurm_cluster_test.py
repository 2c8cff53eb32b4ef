"""A real Slurm job array: a task killed before it starts, one killed in the middle, one at its time
limit. `collect` names what is missing, and submitting again completes it."""
import os
import re
import subprocess
import sys
import tempfile
import time
import unittest
from pathlib import Path

import h5py

VERDET = sys.argv.pop(1) if len(sys.argv) > 1 else "verdet"
START = Path(__file__).parent.parent / "slurm" / "start"

SPEC = """\
verdet: 1
device: {preset: VanVaerenbergh2012}
experiment: {type: transient, duration: DURATION, input: {power: 0.6 mW, detuning: 62 pm},
  initial: {temperature_rise: 0.5 K}, observe: [period, power_through_mean]}
sweep:
  experiment.input.power: {from: 0.1 mW, to: 1 mW, points: 30}
  experiment.input.detuning: {from: 0 pm, to: 80 pm, points: 30}
output: map.h5
"""


class Slurm(unittest.TestCase):
    @classmethod
    def setUpClass(cls):
        cls.cluster = tempfile.mkdtemp(prefix="verdet-slurm-")
        started = subprocess.run([str(START), cls.cluster], capture_output=True, text=True)
        if started.returncode == 77:
            raise unittest.SkipTest(started.stderr.strip())
        if started.returncode != 0:
            raise RuntimeError(started.stderr)

    @classmethod
    def tearDownClass(cls):
        subprocess.run([str(START), "--stop", cls.cluster])
        subprocess.run(["rm", "-rf", cls.cluster])

    def setUp(self):
        self.holder = tempfile.TemporaryDirectory()
        self.path = Path(self.holder.name)

    def tearDown(self):
        self.holder.cleanup()

    def run_in(self, *words):
        environment = dict(os.environ, SLURM_CONF=f"{self.cluster}/slurm.conf",
                           PATH=os.environ["PATH"] + ":/usr/sbin")
        return subprocess.run(words, cwd=self.path, capture_output=True, text=True, timeout=300,
                              env=environment)

    def good(self, *words):
        done = self.run_in(*words)
        self.assertEqual(done.returncode, 0, done.stderr + done.stdout)
        return done.stdout

    def wait(self, seconds=240):
        """Until no job is left."""
        for _ in range(seconds):
            if not self.good("squeue", "-h", "-o", "%i %T").strip():
                return
            time.sleep(1)
        self.fail("jobs do not end: " + self.good("squeue"))

    def logs(self):
        return "".join(p.read_text() for p in sorted((self.path / "map.h5.sweep").glob("*.log")))

    def write(self, duration):
        (self.path / "map.yaml").write_text(SPEC.replace("DURATION", duration))

    def test_an_array_and_its_collect_job(self):
        self.write("200 ns")
        out = self.good(VERDET, "sweep", "map.yaml", "--slurm", "--shards", "3", "--time", "5 min",
                        "--memory", "200M")
        self.assertRegex(out, r"array job \d+ of 3 shards, collect job \d+")
        self.wait()
        self.assertTrue((self.path / "map.h5").exists(), self.logs())
        self.good(VERDET, "run", "map.yaml", "-o", "alone.h5")
        self.good(VERDET, "diff", "map.h5", "alone.h5", "--rtol", "0")

    def test_lost_tasks_are_named_and_made_up_for(self):
        self.write("LONG")
        text = (self.path / "map.yaml").read_text()
        (self.path / "map.yaml").write_text(text.replace("LONG", "100 us"))
        self.good(VERDET, "sweep", "map.yaml", "--slurm", "--shards", "3", "--dry-run", "-j", "1")
        folder = self.path / "map.h5.sweep"
        array = str(folder / "array.sh")
        submit = ["sbatch", "--parsable", "--no-requeue", "--time=1", "--signal=USR1@5"]
        never = self.good(*submit, "--hold", "--array=0", array).strip()
        self.good("scancel", never)  # before its main starts
        killed = self.good(*submit, "--array=1", array).strip()
        self.good(*submit, "--array=2", array)  # runs into its time limit
        for _ in range(60):
            if "start" in "".join(p.read_text() for p in folder.glob("shard-1-*.journal")):
                break
            time.sleep(0.5)
        self.good("scancel", "--signal=KILL", "--full", killed)
        self.wait()
        missing = self.run_in(VERDET, "collect", "map.h5.sweep", "-o", "map.h5")
        self.assertEqual(missing.returncode, 1, missing.stderr)
        for shard in ("shard 0/3", "shard 1/3"):
            self.assertIn(shard, missing.stderr)
        saved = sum(len(h5py.File(p)["point"]) for p in folder.glob("*-*.*.h5"))
        self.assertGreater(saved, 0, "the task at its time limit saved nothing: " + self.logs())
        for _ in range(20):  # every run goes on where the last one stopped
            self.good("sbatch", "--parsable", "--no-requeue", "--time=10", array)
            self.wait()
            if self.run_in(VERDET, "collect", "map.h5.sweep", "-o", "map.h5").returncode == 0:
                break
        self.good(VERDET, "sweep", "map.yaml", "-o", "alone.h5")
        self.good(VERDET, "diff", "map.h5", "alone.h5", "--rtol", "0")


if __name__ == "__main__":
    unittest.main()
