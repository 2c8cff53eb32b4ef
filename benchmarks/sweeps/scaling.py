#!/usr/bin/python3
"""A sweep of 10^9 points on 1000 nodes, simulated: scaling.py [--metadata-rate OPS].

Every shard is a process that computes, publishes segments and waits while the file system's metadata
server serves the operations of all shards one after the other. The server's rate is the one assumption;
the costs of a point are those of docs/scaling.md.
"""
import argparse
import heapq
import random

POINTS, NODES, CORES = 10**9, 1000, 32
BYTES, SEGMENT = 60, 64 * 2**20
OPERATIONS = 5  # of a segment: create, rename, two syncs, append to the journal
START_SPREAD = 30.0  # s between the first task that Slurm starts and the last
COLLECT_POINT, OPEN_SEGMENT = 0.6e-6, 1.6e-3  # s


def simulate(seconds_per_point, checkpoint, rate, draw):
    """Wall time, segments, longest wait for the server and its share of the time at work."""
    share = POINTS / NODES
    work = share * seconds_per_point / CORES
    pieces = max(1, round(share * BYTES / SEGMENT), round(work / checkpoint))
    # Points differ in cost: a piece takes its share of the work within ten per cent.
    events = [(draw.uniform(0, START_SPREAD) + work / pieces * draw.uniform(0.9, 1.1), shard, pieces)
              for shard in range(NODES)]
    heapq.heapify(events)
    free = longest = busy = end = 0.0
    while events:
        now, shard, left = heapq.heappop(events)
        begin = max(now, free)
        free = begin + OPERATIONS / rate
        busy += OPERATIONS / rate
        longest = max(longest, free - now)
        end = max(end, free)
        if left > 1:
            heapq.heappush(events, (free + work / pieces * draw.uniform(0.9, 1.1), shard, left - 1))
    return end, pieces * NODES, longest, busy / end


def main():
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--metadata-rate", type=float, default=10000, help="operations a second")
    rate = parser.parse_args().metadata_rate
    draw = random.Random(1)
    print(f"{POINTS:.0e} points, {NODES} nodes of {CORES} cores, {rate:.0f} metadata operations a second")
    print(f"{'a point':>10} {'checkpoint':>10} {'computing':>10} {'end':>10} {'segments':>10} "
          f"{'longest wait':>12} {'server busy':>11} {'collect':>10}")
    for cost, checkpoint in ((60e-6, 10), (1e-3, 10), (0.1, 10), (1, 10), (1, 600)):
        end, segments, wait, busy = simulate(cost, checkpoint, rate, draw)
        collect = POINTS * COLLECT_POINT + segments * OPEN_SEGMENT
        computing = POINTS * cost / NODES / CORES
        print(f"{cost:>8g} s {checkpoint:>8} s {computing:>8.0f} s {end:>8.0f} s {segments:>10} "
              f"{wait:>10.2f} s {100 * busy:>10.1f}% {collect:>8.0f} s")


if __name__ == "__main__":
    main()
