"""LSODA of scipy on the rings that the benchmark wrote, called as its users do: rings_A.csv ..."""

import sys
import time

import numpy as np
from scipy.integrate import solve_ivp

SCALES = np.array([1e-7, 1e-7, 1e22, 1.0])
DURATION = 200e-9


def rates(t, y, c, drive):
    """The same equations as ring.hpp, in units of the scales."""
    x0, x1, n, heat = y * SCALES
    energy = x0 * x0 + x1 * x1
    shift = c[0] + c[3] * energy + c[6] * n + c[7] * heat
    loss = c[1] + c[4] * energy + c[5] * n
    return (
        np.array(
            [
                c[2] * drive(t) - loss * x0 - shift * x1,
                -loss * x1 + shift * x0,
                c[9] * energy * energy - c[8] * n,
                energy * (c[11] + c[12] * energy + c[13] * n) - c[10] * heat,
            ]
        )
        / SCALES
    )


def run(row, times, values):
    c, amplitude, end, peak = row[:14], row[14], row[15:19], row[19:23]
    drive = (lambda t: amplitude) if len(times) < 2 else (
        lambda t: amplitude * np.interp(t, times, values))
    knots = [0.0, *(t for t in times if 0 < t < DURATION), DURATION]
    y = np.zeros(4)
    for begin, stop in zip(knots, knots[1:]):
        y = solve_ivp(rates, (begin, stop), y, method="LSODA", rtol=1e-6, atol=1e-8,
                      args=(c, drive)).y[:, -1]
    return np.max(np.abs(y * SCALES - end) / peak)


def main():
    for name, count in zip("ABC", (16, 8, 2)):
        try:
            rows = np.loadtxt(f"rings_{name}.csv", delimiter=",", ndmin=2)[:count]
            drive = np.loadtxt(f"rings_{name}_drive.csv", delimiter=",", ndmin=2)
        except OSError:
            continue
        ours = next((float(a.split("=")[1]) for a in sys.argv[1:] if a.startswith(name + "=")), None)
        begin = time.thread_time()
        errors = sorted(run(row, drive[:, 0], drive[:, 1]) for row in rows)
        spent = 1e6 * (time.thread_time() - begin) / len(rows)
        ratio = f"   {spent / ours:7.1f} times" if ours else ""
        print(f"{name}  scipy LSODA      {spent:12.2f} us   error {errors[len(errors) // 2]:7.1e} "
              f"(median of {len(rows)}){ratio}", flush=True)


if __name__ == "__main__":
    main()
