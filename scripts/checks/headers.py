#!/usr/bin/python3
"""Every public header compiles alone: it includes what it uses.
   headers.py --build build/release [--jobs 2]"""

import argparse

from common import compile_commands, finish, include_options, repository_files, run_each


def main():
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--build", required=True, help="a configured build folder")
    parser.add_argument("--jobs", type=int, default=2)
    arguments = parser.parse_args()

    options = include_options(compile_commands(arguments.build))
    compiler = ["g++", "-std=c++20", "-fsyntax-only", "-O0", "-Wall", "-Wextra", "-Werror",
                *options, "-x", "c++", "-"]
    # verdet/base/lanes.hpp is compiled at the baseline here, as in the baseline lanes library.
    headers = repository_files("verdet/*.hpp")
    faults = []
    for header, status, output in run_each(
            headers, lambda header: (compiler, f'#include "{header}"\n'), arguments.jobs):
        if status != 0:
            faults.append(f"{header}: does not compile alone:\n{output}")
    finish(f"headers ({len(headers)})", sorted(faults))


if __name__ == "__main__":
    main()
