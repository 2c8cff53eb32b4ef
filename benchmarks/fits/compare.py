#!/usr/bin/python3
"""Fits of real tables of n and k against scipy and lmfit: lowest costs from 50 random starts, and time per start.

usage: compare.py COMMAND DATA     COMMAND the verdet command, DATA the folder that holds refractiveindex/

lmfit (Debian: python3-lmfit) is left out where it is not installed.
"""

import pathlib
import resource
import subprocess
import sys
import tempfile
import time

import h5py
import numpy as np
from scipy.optimize import least_squares

try:
    import lmfit
except ImportError:
    lmfit = None

VERDET, DATA = pathlib.Path(sys.argv[1]).resolve(), pathlib.Path(sys.argv[2]).resolve()
EV = 1.602176634e-19
HC = 6.62607015e-34 * 299792458.0 / EV
SETS = {  # page, oscillators, range in nm
    "WS2 Ermolaev": ("WS2/nk/Ermolaev.yml", "lorentz", 5, (400, 1000)),
    "GST Frantz a": ("Ge2Sb2Te5/nk/Frantz-amorphous.yml", "lorentz", 3, (400, 2500)),
    "GST Frantz c": ("Ge2Sb2Te5/nk/Frantz-crystal.yml", "lorentz", 3, (400, 2500)),
    "TiN Beliaev": ("TiN/nk/Beliaev-sputtering.yml", "drude_lorentz", 3, (300, 2000)),
    "VO2 Oguntoye": ("VO2/nk/Oguntoye-20C.yml", "lorentz", 4, (300, 2400)),
}


def spec(page, law, count, limits, starts):
    return f"""verdet: 1
fit:
  data: {{file: {DATA}/refractiveindex/database/data/main/{page}, range: {{from: {limits[0]} nm, to: {limits[1]} nm}}}}
  model: {{type: material, law: {law}, oscillators: {count}, parameters: auto}}
  starts: {starts}
  intervals: linear
"""


def children():
    """CPU time of the commands so far: other work on the machine does not count."""
    return resource.getrusage(resource.RUSAGE_CHILDREN).ru_utime


def verdet(folder, *what, threads=1):
    (folder / "fit.yaml").write_text(spec(*what))
    begin = children()
    subprocess.run([VERDET, "fit", "fit.yaml", "-o", "fit.h5", "--threads", str(threads)], cwd=folder,
                   check=True, capture_output=True)
    elapsed = children() - begin
    with h5py.File(folder / "fit.h5") as table:
        unit = [x.decode() for x in table["parameters/unit"][:]]
        size = np.array([EV**2 if u == "J^2" else EV if u == "J" else 1 for u in unit])
        return {"cost": float(table.attrs["chi_square"]), "seconds": elapsed,
                "names": [x.decode() for x in table["parameters/name"][:]],
                "low": table["parameters/lower_bound"][:] / size,
                "high": table["parameters/upper_bound"][:] / size,
                "energy": HC / table["wavelength"][:], "data": table["data"][:],
                "counts": table["basins/count"][:], "costs": table["basins/cost"][:]}


def index(x, energy, drude):
    """n + ik and its derivatives."""
    eps, slopes, at = x[0] + 0j, [np.ones_like(energy) + 0j], 1
    if drude:
        below = energy**2 + 1j * x[2] * energy
        eps = eps - x[1]**2 / below
        slopes += [-2 * x[1] / below, 1j * energy * x[1]**2 / below**2]
        at = 3
    for f, e0, g in np.reshape(x[at:], (-1, 3)):
        d = 1 / (e0**2 - energy**2 - 1j * g * energy)
        eps = eps + f * d
        slopes += [d, -2 * f * e0 * d**2, 1j * energy * f * d**2]
    n = np.sqrt(eps)
    return n, np.array(slopes) / (2 * n)


def functions(found, drude):
    """Residuals and their Jacobian."""
    def residual(x):
        n, _ = index(x, found["energy"], drude)
        return np.concatenate([n.real, n.imag]) - found["data"].ravel()

    def jacobian(x):
        _, d = index(x, found["energy"], drude)
        return np.concatenate([d.real, d.imag], axis=1).T

    return residual, jacobian


def lmfit_cost(found, start, drude):
    """MINPACK within lmfit's transformed bounds, with the exact Jacobian in scaled parameters."""
    residual, jacobian = functions(found, drude)
    parameters = lmfit.Parameters()
    for i, (value, low, high) in enumerate(zip(start, found["low"], found["high"])):
        parameters.add(f"p{i}", value=value, min=low, max=high)
    vector = lambda p: np.array([p[f"p{i}"].value for i in range(start.size)])
    try:
        done = lmfit.minimize(lambda p: residual(vector(p)), parameters, method="leastsq",
                              Dfun=lambda p: jacobian(vector(p)), max_nfev=500)
    except (ValueError, RuntimeError):  # lmfit gives up on residuals that are not finite
        return np.inf
    return done.chisqr


def scipy_fit(found, start, drude, exact):
    residual, jacobian = functions(found, drude)
    return least_squares(residual, start, jacobian if exact else "2-point", x_scale="jac",
                         bounds=(found["low"], found["high"]), max_nfev=500)


def random_starts(found, count):
    random = np.random.default_rng(1)
    low, high = found["low"], found["high"]
    wide = (low > 0) & (high > 30 * np.maximum(low, 1e-300))
    for _ in range(count):
        u = random.uniform(0.02, 0.98, low.size)
        yield np.where(wide, np.maximum(low, 1e-300) * (high / np.maximum(low, 1e-300))**u,
                       low + u * (np.minimum(high, 50 * np.maximum(1, low)) - low))


def main():
    with tempfile.TemporaryDirectory() as name:
        folder = pathlib.Path(name)
        print(f"{'data':14} {'verdet cost':>13} {'met by':>7} {'scipy, 50 starts':>17} {'lmfit, 50 starts':>17} "
              f"{'ms/start':>9} {'scipy exact':>12} {'scipy numeric':>14}")
        worse = 0
        for label, what in SETS.items():
            drude = what[1] == "drude_lorentz"
            found = verdet(folder, *what, 32, threads=2)
            own = verdet(folder, *what, 32)["seconds"] / 32
            best, seconds = np.inf, [0.0, 0.0]
            starts = list(random_starts(found, 50))
            for i, start in enumerate(starts):
                begin = time.process_time()
                best = min(best, 2 * scipy_fit(found, start, drude, True).cost)
                seconds[0] += time.process_time() - begin
            other = min((lmfit_cost(found, start, drude) for start in starts),
                        default=np.inf) if lmfit else np.nan
            for start in starts[:5]:
                begin = time.process_time()
                scipy_fit(found, start, drude, False)
                seconds[1] += time.process_time() - begin
            met = int(found["counts"][found["costs"] <= found["cost"] * (1 + 1e-6)].sum())
            print(f"{label:14} {found['cost']:13.6e} {met:4d}/32 {best:17.6e} {other:17.6e} "
                  f"{own * 1e3:9.2f} "
                  f"{seconds[0] / 50 / own:11.1f}x {seconds[1] / 5 / own:13.1f}x")
            worse += min(best, np.nan_to_num(other, nan=np.inf)) < found["cost"] * (1 - 1e-6)
        print("a lower cost was found by", "scipy or lmfit" if lmfit else "scipy (lmfit is absent)",
              "in", worse, "of", len(SETS), "sets")


main()
