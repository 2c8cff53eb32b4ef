#!/usr/bin/python3
"""Five Lorentz oscillators on 500 complex points (16 parameters): CPU time per start of `verdet fit` and of
scipy's least_squares from 20 common starts within 15 % of the truth.

usage: speed.py COMMAND
"""

import os
import pathlib
import resource
import subprocess
import sys
import tempfile
import time

import h5py
import numpy as np
from scipy.optimize import least_squares

COMMAND = pathlib.Path(sys.argv[1]).resolve()
TRUTH = np.array([2.2, 1.5, 2.0, .08, 1.0, 2.45, .12, 9.0, 2.85, .30, 14.0, 3.2, .45, 20.0, 3.7, .5])
ENERGY = np.linspace(1.0, 3.8, 500)
NAMES = ["background"] + [f"oscillators.{i}.{name}" for i in range(5)
                          for name in ("strength", "energy", "broadening")]
UNITS = [""] + [" eV^2", " eV", " eV"] * 5


def model(x):
    eps, slopes = x[0] + 0j, [np.ones_like(ENERGY) + 0j]
    for f, e0, g in x[1:].reshape(-1, 3):
        d = 1 / (e0**2 - ENERGY**2 - 1j * g * ENERGY)
        eps = eps + f * d
        slopes += [d, -2 * f * e0 * d**2, 1j * ENERGY * f * d**2]
    n = np.sqrt(eps)
    return n, np.array(slopes) / (2 * n)


def children():
    return resource.getrusage(resource.RUSAGE_CHILDREN).ru_utime


def main():
    random = np.random.default_rng(0)
    clean, _ = model(TRUTH)
    data = np.concatenate([clean.real, clean.imag]) + random.normal(0, 0.003, 1000)
    starts = [TRUTH * random.uniform(0.85, 1.15, 16) for _ in range(20)]
    residual = lambda x: np.concatenate([model(x)[0].real, model(x)[0].imag]) - data
    jacobian = lambda x: np.concatenate([model(x)[1].real, model(x)[1].imag], axis=1).T
    low, high = np.full(16, 1e-3), np.full(16, 500.0)
    low[0] = 1
    seconds, costs = {"exact": 0.0, "numeric": 0.0}, []
    for start in starts:
        for kind, derivative in (("exact", jacobian), ("numeric", "2-point")):
            begin = time.process_time()
            found = least_squares(residual, np.clip(start, 1.01 * low, high), derivative,
                                  bounds=(low, high), x_scale="jac")
            seconds[kind] += (time.process_time() - begin) / 20
            if kind == "exact":
                costs.append(2 * found.cost)
    best = min(costs)
    with tempfile.TemporaryDirectory() as folder:
        np.savetxt(os.path.join(folder, "data.csv"), np.column_stack([ENERGY, data[:500], data[500:]]),
                   delimiter=",", header="energy,n,k", comments="", fmt="%.17g")
        own, idle, met = 0.0, 0.0, 0
        for start in starts:
            marks = ", ".join(f"{name}: {{fit: {{start: {value!r}{unit}}}}}"
                              for name, value, unit in zip(NAMES, map(float, start), UNITS))
            pathlib.Path(folder, "fit.yaml").write_text(f"""verdet: 1
fit:
  data: {{file: data.csv, columns: {{energy: eV, n: 1, k: 1}}}}
  model: {{type: material, law: lorentz, oscillators: 5, parameters: {{{marks}}}}}
  starts: 1
  intervals: linear
output: fit.h5
""")
            for what, words in (("fit", ["--threads", "1"]), ("check", [])):
                begin = children()
                subprocess.run([COMMAND, what, "fit.yaml", *words], cwd=folder, check=True, capture_output=True)
                if what == "fit":
                    own += (children() - begin) / 20
                else:
                    idle += (children() - begin) / 20
            with h5py.File(os.path.join(folder, "fit.h5")) as table:
                met += table.attrs["chi_square"] < best * (1 + 1e-6)
    net = own - idle
    print(f"verdet {net * 1e3:.1f} ms per start (of {own * 1e3:.1f} ms, {idle * 1e3:.1f} ms for start-up and reading), "
          f"{met} of 20 at the best optimum")
    print(f"scipy, analytic Jacobian: {seconds['exact'] * 1e3:.1f} ms = {seconds['exact'] / net:.1f} times, "
          f"{sum(c < best * (1 + 1e-6) for c in costs)} of 20 at the best optimum")
    print(f"scipy, numeric Jacobian: {seconds['numeric'] * 1e3:.1f} ms = {seconds['numeric'] / net:.1f} times")


main()
