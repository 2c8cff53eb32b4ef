#!/usr/bin/env python3
"""Compares the mode solver with Debian's MPB at equal error, both run now, one thread each.

Usage: compare_mpb.py PATH_TO_strip_benchmark [--resolution 100 200] [--repeats 3]
Prints CPU seconds, error against 2.44537 +- 3e-5 and the ratio of times. MPB runs with glibc tuned
not to return memory to the system (page faults are dear on virtual machines), which is 1.2 to 2
times faster for it. Times of whole processes, start-up included on both sides.
"""

import argparse
import os
import pathlib
import re
import resource
import subprocess
import tempfile

REFERENCE = 2.44537
TUNABLES = (
    "glibc.malloc.mmap_threshold=4294967296:glibc.malloc.trim_threshold=8589934592"
    ":glibc.malloc.top_pad=268435456:glibc.malloc.hugetlb=1"
)


def run(command, environment):
    """CPU seconds (user and system) and standard output of one process."""
    before = resource.getrusage(resource.RUSAGE_CHILDREN)
    with tempfile.TemporaryDirectory() as folder:  # MPB leaves files where it runs
        done = subprocess.run(
            command, env=environment, check=True, capture_output=True, text=True, cwd=folder
        )
    after = resource.getrusage(resource.RUSAGE_CHILDREN)
    seconds = after.ru_utime - before.ru_utime + after.ru_stime - before.ru_stime
    return seconds, done.stdout


def best(command, environment, pattern, repeats):
    """Least CPU time of some runs, and the index they print."""
    seconds, index = float("inf"), None
    for _ in range(repeats):
        spent, text = run(command, environment)
        seconds = min(seconds, spent)
        index = float(re.search(pattern, text).group(1))
    return seconds, index


def main():
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("benchmark", help="the strip_benchmark program")
    parser.add_argument("--resolution", type=int, nargs="+", default=[100, 200])
    parser.add_argument("--repeats", type=int, default=3)
    options = parser.parse_args()
    environment = dict(os.environ, OMP_NUM_THREADS="1", OPENBLAS_NUM_THREADS="1")
    tuned = dict(environment, GLIBC_TUNABLES=TUNABLES)
    control = pathlib.Path(__file__).resolve().with_name("strip.ctl")
    peers = []
    for resolution in options.resolution:
        command = ["mpb", f"res={resolution}", str(control)]
        seconds, index = best(command, tuned, r"index:, *([\d.]+)", options.repeats)
        peers.append((resolution, seconds, abs(index - REFERENCE)))
        print(f"MPB resolution {resolution:4d}: {seconds:7.3f} s  n_eff {index:.6f}  error {peers[-1][2]:.1e}")
    for mirror in ("whole", "mirror", "automatic"):
        command = [os.path.abspath(options.benchmark), "first", mirror, "5e-4"]
        seconds, index = best(command, environment, r"n_eff +([\d.]+)", options.repeats)
        error = abs(index - REFERENCE)
        print(f"verdet {mirror:9s} 5e-4: {seconds:7.3f} s  n_eff {index:.6f}  error {error:.1e}")
        for resolution, peer_seconds, peer_error in peers:
            print(f"    {peer_seconds / seconds:6.1f} times faster than MPB at {resolution}, "
                  f"error {peer_error / max(error, 3e-5):.0f} times smaller or more")


if __name__ == "__main__":
    main()
