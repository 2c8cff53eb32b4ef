#!/usr/bin/python3
"""Every public header compiles alone: it includes what it uses. A header that is the first #include of
a source in the build is proven by it (unless a precompiled header came before); the others are
compiled here.
   headers.py --build build/release [--jobs 2]"""

import argparse
import re

from common import ROOT, compile_commands, finish, include_options, precompiled, repository_files, run_each

INCLUDE = re.compile(r'^\s*#\s*include\s*[<"]([^>"]+)[>"]', re.MULTILINE)


def first_included(sources):
    """The headers that come first in one of the sources."""
    found = (INCLUDE.search((ROOT / path).read_text()) for path in sources if (ROOT / path).is_file())
    return {match.group(1) for match in found if match}


def main():
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--build", required=True, help="a configured build folder")
    parser.add_argument("--jobs", type=int, default=2)
    arguments = parser.parse_args()

    entries = compile_commands(arguments.build)
    options = include_options(entries)
    compiler = ["g++", "-std=c++20", "-fsyntax-only", "-O0", "-Wall", "-Wextra", "-Werror",
                *options, "-x", "c++", "-"]
    # verdet/base/lanes.hpp is compiled at the baseline here, as in the baseline lanes library.
    headers = repository_files("verdet/*.hpp")
    proven = first_included(path for path, entry in entries.items() if not precompiled(entry))
    left = [header for header in headers if header not in proven]
    faults = []
    for header, status, output in run_each(
            left, lambda header: (compiler, f'#include "{header}"\n'), arguments.jobs):
        if status != 0:
            faults.append(f"{header}: does not compile alone:\n{output}")
    finish(f"headers ({len(headers)}, of which {len(left)} are no source's first)", sorted(faults))


if __name__ == "__main__":
    main()
