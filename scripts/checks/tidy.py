#!/usr/bin/python3
"""clang-tidy over all sources under verdet/, with the list of checks in .clang-tidy.
   tidy.py --build build/release [--jobs 2] [FILE...]"""

import argparse
import json
import pathlib
import time

from common import compile_commands, compiler_words, finish, repository_files, run_each

# Options of g++ that clang does not know.
GCC_ONLY = ("-Wno-maybe-uninitialized", "-Wno-restrict", "-Wno-stringop-overflow", "-Wno-stringop-overread",
            "-fmodules-ts")


def clang_database(entries, folder):
    """Writes the database with one entry per source, in words that clang understands."""
    converted = []
    for entry in entries.values():
        words = [word for word in compiler_words(entry) if word not in GCC_ONLY]
        converted.append({"directory": entry["directory"], "file": entry["file"],
                          "arguments": words})
    folder.mkdir(parents=True, exist_ok=True)
    (folder / "compile_commands.json").write_text(json.dumps(converted, indent=1))


def main():
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--build", required=True, help="a configured build folder")
    parser.add_argument("--jobs", type=int, default=2)
    parser.add_argument("--times", action="store_true", help="print the seconds of every file")
    parser.add_argument("files", nargs="*")
    arguments = parser.parse_args()

    entries = compile_commands(arguments.build)
    database = pathlib.Path(arguments.build).resolve() / "tidy"
    clang_database(entries, database)
    files = arguments.files or [path for path in repository_files("verdet/*.cpp") if path in entries]
    if not files:
        raise SystemExit("no source of verdet/ is in the compilation database")

    started = {}

    def command(path):
        started[path] = time.monotonic()
        return ["clang-tidy", "-p", str(database), "--quiet", "--warnings-as-errors=*", path], ""

    faults = []
    for path, status, output in run_each(files, command, arguments.jobs):
        if arguments.times:
            print(f"{time.monotonic() - started[path]:6.1f} s  {path}", flush=True)
        if status != 0:
            useful = [line for line in output.splitlines()
                      if not line.endswith(("warnings generated.", "warning generated."))]
            faults.append(f"{path}:\n" + "\n".join(useful))
    finish(f"clang-tidy ({len(files)} files)", sorted(faults))


if __name__ == "__main__":
    main()
