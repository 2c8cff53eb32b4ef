"""Shared by the checks: which files there are, parallel commands, how faults are reported."""

import concurrent.futures
import json
import os
import pathlib
import shlex
import subprocess
import sys

ROOT = pathlib.Path(__file__).resolve().parents[2]


def repository_files(*patterns):
    """Files of the repository (committed or about to be) that match git patterns, sorted."""
    command = ["git", "-c", "safe.directory=*", "ls-files", "--cached", "--others",
               "--exclude-standard", "--deduplicate", "--", *patterns]
    listed = subprocess.run(command, cwd=ROOT, check=True, capture_output=True, text=True)
    files = sorted(path for path in listed.stdout.splitlines() if (ROOT / path).is_file())
    if not files:
        sys.exit(f"no file matches {' '.join(patterns)}: the check would check nothing")
    return files


def finish(what, faults, warnings=()):
    """Prints everything found and exits: 0 without faults."""
    for line in warnings:
        print(f"warning: {line}")
    for line in faults:
        print(line)
    if faults:
        sys.exit(f"{what}: {len(faults)} fault{'s' if len(faults) > 1 else ''}")
    print(f"{what}: fine")


def run_each(items, command_of, jobs):
    """Runs command_of(item) -> (argv, stdin) for each item, `jobs` at once; yields (item, status,
    output) as they end."""
    def one(item):
        argv, text = command_of(item)
        done = subprocess.run(argv, input=text, cwd=ROOT, text=True, stdout=subprocess.PIPE,
                              stderr=subprocess.STDOUT, check=False)
        return item, done.returncode, done.stdout

    with concurrent.futures.ThreadPoolExecutor(jobs) as pool:
        waiting = [pool.submit(one, item) for item in items]
        for done in concurrent.futures.as_completed(waiting):
            yield done.result()


def compile_commands(build):
    """The compilation database of a build folder, one entry per source (the first: lanes sources are
    compiled once per instruction set), as {path relative to the root: entry}."""
    path = pathlib.Path(build) / "compile_commands.json"
    if not path.is_file():
        sys.exit(f"{path} is missing; configure first: cmake --preset release")
    entries = {}
    for entry in json.loads(path.read_text()):
        source = os.path.relpath(entry["file"], ROOT)
        if "-march" in entry["command"] and source in entries:
            continue
        if source not in entries or "-march" in entries[source]["command"]:
            entries[source] = entry
    return entries


def precompiled(entry):
    """Whether a source is compiled behind a precompiled header."""
    return "cmake_pch.hxx" in entry["command"]


def compiler_words(entry):
    """The words of an entry's command from the compiler on: no launcher, no precompiled header."""
    words = shlex.split(entry["command"])
    first = next(i for i, word in enumerate(words) if pathlib.Path(word).name in ("c++", "g++", "clang++"))
    kept = []
    for word in words[first:]:
        if "cmake_pch.hxx" in word or word == "-Winvalid-pch":
            if kept[-1] == "-include":
                kept.pop()
        else:
            kept.append(word)
    return kept


def include_options(entries):
    """All include folders that the database names, as compiler options, each once."""
    options = {}
    for entry in entries.values():
        words = iter(shlex.split(entry["command"]))
        for word in words:
            if word == "-isystem":
                options[("-isystem", next(words))] = None
            elif word.startswith("-I"):
                options[(word,)] = None
    return [word for option in options for word in option]
