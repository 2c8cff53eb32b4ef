"""The map's points as a script would compute them: scipy's LSODA on a pool of two processes.

lsoda_map.py < POINTS prints the mean through power of each line `power_W detuning_m`, and the seconds
of processor time of all on the last line.
"""
import multiprocessing
import sys
import time

import numpy as np
from scipy.integrate import solve_ivp

# The ring of VanVaerenbergh2012 (data/devices), SI.
C, HBAR = 299792458.0, 1.054571817e-34
LAMBDA, INDEX, DURATION = 1552.770e-9, 3.476, 500e-9
OMEGA = 2 * np.pi * C / LAMBDA
TPA, FCA = 8.4e-12, 1e-21
V_TPA, V_FCA, V_HEAT = 2.59e-18, 2.36e-18, 3.19e-18
G_TPA, G_FCA, G_HEAT = 0.9964, 0.9996, 0.9355
INTRINSIC = COUPLED = 1 / 102.5e-12
CAPACITY = 2330.0 * 700.0 * V_HEAT
SCALES = np.array([1e-7, 1e-7, 1e22, 1.0, 1.0])


def rates(t, y, detuning, power):
    x0, x1, n, heat, _ = y * SCALES
    energy = x0 * x0 + x1 * x1
    tpa = G_TPA * TPA * C**2 / (INDEX**2 * V_TPA)
    fca = G_FCA * FCA * C / INDEX * n
    shift = detuning + OMEGA / INDEX * (-1.73e-27 * n + 1.86e-4 * heat)
    half = (INTRINSIC + COUPLED + tpa * energy + fca) / 2
    s, root = np.sqrt(power), np.sqrt(COUPLED)
    through = (s - root * x0) ** 2 + (root * x1) ** 2
    return np.array([
        root * s - half * x0 - shift * x1,
        -half * x1 + shift * x0,
        G_FCA * TPA * C**2 / (2 * HBAR * OMEGA * V_FCA**2 * INDEX**2) * energy**2 - n / 5.3e-9,
        G_HEAT / CAPACITY * energy * (0.4 * INTRINSIC + tpa * energy + fca) - heat / 65e-9,
        through / (power * DURATION),
    ]) / SCALES


def mean_through(point):
    power, shift = point
    begin = time.process_time()
    detuning = 2 * np.pi * C * (1 / (LAMBDA + shift) - 1 / LAMBDA)
    end = solve_ivp(rates, (0, DURATION), [0, 0, 0, 0.5, 0], method="LSODA", rtol=1e-6, atol=1e-8,
                    args=(detuning, power)).y[4, -1]
    return power * end, time.process_time() - begin


if __name__ == "__main__":
    points = [tuple(map(float, line.split())) for line in sys.stdin]
    with multiprocessing.Pool(2) as pool:
        results = pool.map(mean_through, points, chunksize=1)
    for mean, _ in results:
        print(f"{mean:.17g}")
    print(f"{sum(spent for _, spent in results):.6f}")
