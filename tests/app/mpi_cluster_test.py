"""Ranks of a real MPI launcher are shards, and rank 0 collects."""
import os
import shutil
import subprocess
import sys
import tempfile
import unittest
from pathlib import Path

VERDET = sys.argv.pop(1) if len(sys.argv) > 1 else "verdet"
MPIRUN = ["mpirun", "--allow-run-as-root", "--oversubscribe", "-n", "3"]

SPEC = """\
verdet: 1
device: {preset: VanVaerenbergh2012}
experiment: {type: transient, duration: 200 ns, input: {power: 0.6 mW, detuning: 62 pm},
  initial: {temperature_rise: 0.5 K}, observe: [period, power_through_mean]}
sweep:
  experiment.input.power: {from: 0.1 mW, to: 1 mW, points: 20}
  experiment.input.detuning: {from: 0 pm, to: 80 pm, points: 20}
output: map.h5
"""


def launcher_fault():
    """Why no program can be launched here, or None."""
    if not shutil.which("mpirun"):
        return "mpirun is missing (apt-get install openmpi-bin)"
    tried = subprocess.run([*MPIRUN, "true"], capture_output=True, text=True, timeout=60)
    return None if tried.returncode == 0 else "mpirun cannot start a program: " + tried.stderr


class Launcher(unittest.TestCase):
    def setUp(self):
        if fault := launcher_fault():
            self.skipTest(fault)
        self.holder = tempfile.TemporaryDirectory()
        self.addCleanup(self.holder.cleanup)
        self.path = Path(self.holder.name)
        (self.path / "map.yaml").write_text(SPEC)

    def run_here(self, *words, **environment):
        return subprocess.run(words, cwd=self.path, capture_output=True, text=True, timeout=240,
                              env={**os.environ, **environment})

    def good(self, *words):
        done = self.run_here(*words)
        self.assertEqual(done.returncode, 0, done.stderr + done.stdout)
        return done.stdout

    def test_ranks_share_the_points(self):
        out = self.good(*MPIRUN, VERDET, "sweep", "map.yaml", "--jobs", "1")
        for share in ("shard 1/3 complete", "shard 2/3 complete", "map.h5: 400 points, 0 failed"):
            self.assertIn(share, out)
        self.assertFalse((self.path / "map.h5.sweep").exists())
        self.good(VERDET, "sweep", "map.yaml", "-o", "alone.h5")
        self.good(VERDET, "diff", "map.h5", "alone.h5", "--rtol", "0")

    def test_a_spec_at_fault_ends_all_ranks(self):
        (self.path / "map.yaml").write_text(SPEC.replace("input.power:", "input.powr:"))
        run = self.run_here(*MPIRUN, VERDET, "sweep", "map.yaml")
        self.assertNotEqual(run.returncode, 0)
        self.assertIn("experiment.input.power", run.stderr)
        self.assertFalse((self.path / "map.h5").exists())


if __name__ == "__main__":
    unittest.main()
