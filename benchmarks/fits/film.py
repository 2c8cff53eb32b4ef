#!/usr/bin/python3
"""An ellipsometry fit of four layers at 3 angles and 400 wavelengths (2400 values, 7 parameters): wall and CPU time of
the whole command, start-up and reading included, from 1 and from 32 starts, on one thread and on two.

usage: film.py COMMAND
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

COMMAND = pathlib.Path(sys.argv[1]).resolve()
THICKNESS = (35, 120, 60, 210)  # nm
MADE = """verdet: 1
device: {{type: thin_film, substrate: Si/Green2008, layers: [{{material: "{index}", thickness: 35 nm}},
  {{material: SiO2, thickness: 120 nm}}, {{material: Si3N4, thickness: 60 nm}}, {{material: SiO2, thickness: 210 nm}}]}}
experiment: {{type: reflectance, wavelength: {wavelength}, angle: [65 deg, 70 deg, 75 deg]}}
"""
FITTED = """verdet: 1
fit:
  data: {{file: film.dat}}
  model:
    type: thin_film
    substrate: Si/Green2008
    layers:
      - {{material: {{law: cauchy}}, thickness: {{fit: {{from: 5 nm, to: 100 nm, start: 30 nm}}}}}}
      - {{material: SiO2, thickness: {{fit: {{from: 50 nm, to: 200 nm, start: 110 nm}}}}}}
      - {{material: Si3N4, thickness: {{fit: {{from: 20 nm, to: 120 nm, start: 65 nm}}}}}}
      - {{material: SiO2, thickness: {{fit: {{from: 100 nm, to: 300 nm, start: 200 nm}}}}}}
  starts: {starts}
output: fit.h5
"""


def run(folder, *words):
    before, begin = resource.getrusage(resource.RUSAGE_CHILDREN), time.perf_counter()
    subprocess.run([COMMAND, *words], cwd=folder, check=True, capture_output=True)
    after = resource.getrusage(resource.RUSAGE_CHILDREN)
    return time.perf_counter() - begin, after.ru_utime - before.ru_utime


def measure(folder):
    """The file of an instrument: Cauchy's index by hand, psi and delta from `verdet run`, noise."""
    random, rows = np.random.default_rng(2), []
    for nm in np.linspace(400, 799, 400):
        index = 1.95 + 0.015 / (nm / 1000)**2
        pathlib.Path(folder, "made.yaml").write_text(MADE.format(index=index, wavelength=f"{nm} nm"))
        run(folder, "run", "made.yaml", "-o", "made.h5")
        with h5py.File(os.path.join(folder, "made.h5")) as table:
            for angle, psi, delta in zip((65, 70, 75), np.degrees(table["psi"][:]), np.degrees(table["delta"][:])):
                rows.append((angle, nm, psi + random.normal(0, 0.02), delta + random.normal(0, 0.05)))
    with open(os.path.join(folder, "film.dat"), "w", encoding="utf-8") as file:
        file.write("four layers\nnm\n")
        for angle, nm, psi, delta in sorted(rows):
            file.write(f"{nm}\t{angle}\t{psi:.5f}\t{delta:.5f}\t0.02\t0.05\n")


def main():
    with tempfile.TemporaryDirectory() as folder:
        measure(folder)
        for starts in (1, 32):
            pathlib.Path(folder, "fit.yaml").write_text(FITTED.format(starts=starts))
            for threads in (1, 2):
                times = min(run(folder, "fit", "fit.yaml", "--threads", str(threads)) for _ in range(3 if starts == 1 else 1))
                print(f"{starts:2d} starts, {threads} threads: {times[0]:.3f} s ({times[1]:.3f} s of CPU)")
            with h5py.File(os.path.join(folder, "fit.h5")) as table:
                names = [x.decode() for x in table["parameters/name"][:]]
                found = dict(zip(names, table["parameters/value"][:]))
                print("   thicknesses", ", ".join(f"{found[f'layers.{i}.thickness'] * 1e9:.2f} nm (true {t})"
                                                  for i, t in enumerate(THICKNESS)),
                      f"chi-square/dof {table.attrs['chi_square'] / table.attrs['degrees_of_freedom']:.3f}")


main()
