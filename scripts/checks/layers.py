#!/usr/bin/python3
"""Checks the `#include` lines under verdet/ against the layers that CMakeLists.txt declares, and keeps
third-party headers inside .cpp files. The linker sees neither: all layers share one include root."""

import re

from common import ROOT, finish, repository_files

# Folders that may use every layer.
TOP = ("app", "python")
# Allowed in public headers; everything else outside the standard library stays in .cpp files.
PUBLIC_THIRD_PARTY = ("Eigen/", "fmt/")
# What else the .hpp files of these places may include: programs, and internal headers, which wrap the
# handles of a C library. Those are not installed (cmake/VerdetInstall.cmake) and only .cpp files of
# their own folder, and each other, may include them.
INTERNAL = ("verdet/tables/hdf5/handle.hpp", "verdet/solvers/ode/sundials_handles.hpp",
            "verdet/tables/hdf5/write_parts.hpp", "verdet/tables/hdf5/read_parts.hpp",
            "verdet/tables/hdf5/direct_driver.hpp")
MAY_INCLUDE = {
    INTERNAL[0]: ("hdf5.h", "hdf5_hl.h"),
    INTERNAL[1]: ("nvector/", "sunlinsol/", "sunmatrix/", "sundials/"),
    "verdet/base/lanes.hpp": ("immintrin.h",),
    "verdet/app/": ("CLI/",),
    "python/": ("pybind11/",),
}
# POSIX headers that headers may use.
POSIX = ("sys/mman.h",)
# Which Debian package brings a third-party header; each must be in scripts/packages.txt. What is not
# named here is a system header of libc6-dev.
PACKAGE_OF = {
    "Eigen/": "libeigen3-dev",
    "Spectra/": "libspectra-dev",
    "fmt/": "libfmt-dev",
    "yaml-cpp/": "libyaml-cpp-dev",
    "udunits2.h": "libudunits2-dev",
    "hdf5": "libhdf5-dev",
    "klu.h": "libsuitesparse-dev",
    "xxhash.h": "libxxhash-dev",
    "boost/": "libboost-dev",
    "arkode/": "libsundials-dev",
    "cvode/": "libsundials-dev",
    "cvodes/": "libsundials-dev",
    "ida/": "libsundials-dev",
    "nvector/": "libsundials-dev",
    "sundials/": "libsundials-dev",
    "sunlinsol/": "libsundials-dev",
    "sunmatrix/": "libsundials-dev",
    "CLI/": "libcli11-dev",
    "ceres/": "libceres-dev",
    "glog/": "libceres-dev",  # which depends on it
    "pybind11/": "pybind11-dev",
}
SYSTEM = re.compile(r"(?:sys/|[a-z]+\.h$|experimental/)")

INCLUDE = re.compile(r'^\s*#\s*include\s*([<"])([^>"]+)[>"]')


def allowed_layers():
    """{layer: set of the layers it may include}, from the verdet_layer() lines, transitively."""
    text = (ROOT / "CMakeLists.txt").read_text()
    allowed = {}
    for name, rest in re.findall(r"^verdet_layer\((\w+)([^)]*)\)", text, re.MULTILINE):
        uses = re.search(r"USES\s+([\w\s]+?)(?:\s+THIRD_PARTY|$)", rest.strip())
        below = set()
        for used in uses.group(1).split() if uses else []:
            below |= allowed[used]
        allowed[name] = below | {name}
    if len(allowed) < 3:
        raise SystemExit("CMakeLists.txt has no verdet_layer() lines to check against")
    everything = set(allowed)
    for folder in TOP:
        allowed[folder] = everything | {folder}
    return allowed


def layer_fault(path, target, allowed):
    """What is wrong with including the Verdet header `target` from `path`, or None."""
    own, other = path.split("/")[1], target.split("/")[1]
    if own not in allowed:
        return f"the folder '{own}' is no layer of CMakeLists.txt"
    if not (ROOT / target).is_file():
        return f"there is no {target}"
    if other not in allowed[own]:
        return f"layer '{own}' may not use '{other}' (it may use: {', '.join(sorted(allowed[own]))})"
    return None


def package_fault(target, packages):
    """Whether a fresh machine would have the header `target`, or None."""
    for prefix, package in PACKAGE_OF.items():
        if target.startswith(prefix):
            return None if package in packages else f"{package} is not in scripts/packages.txt"
    if SYSTEM.match(target) or ("/" not in target and "." not in target):
        return None
    return "which Debian package has this header? Say so in scripts/checks/layers.py (PACKAGE_OF)"


def internal_fault(path, target):
    """The same for internal headers, which others must not see."""
    if target not in INTERNAL:
        return None
    same_folder = path.rsplit("/", 1)[0] == target.rsplit("/", 1)[0]
    if same_folder and (path.endswith(".cpp") or path in INTERNAL):
        return None
    return "this header is internal: only .cpp files of its own folder may include it"


def third_party_fault(path, target, quoted):
    """What is wrong with including a foreign header, or None."""
    if quoted:
        return 'Verdet headers are included as "verdet/<layer>/..."'
    if path.endswith(".cpp") or target.startswith(PUBLIC_THIRD_PARTY):
        return None
    if "/" not in target and "." not in target:  # the standard library
        return None
    for place, headers in MAY_INCLUDE.items():
        if path.startswith(place) and target.startswith(headers):
            return None
    if target in POSIX:
        return None
    return "third-party and system headers stay inside .cpp files (docs/design.md, section 2)"


def main():
    allowed = allowed_layers()
    packages = (ROOT / "scripts/packages.txt").read_text().split()
    faults = []
    for path in repository_files("verdet/*.hpp", "verdet/*.cpp"):
        for number, line in enumerate((ROOT / path).read_text().splitlines(), 1):
            match = INCLUDE.match(line)
            if not match:
                continue
            quoted, target = match.group(1) == '"', match.group(2)
            if target.startswith("verdet/"):
                fault = layer_fault(path, target, allowed) or internal_fault(path, target)
            else:
                fault = third_party_fault(path, target, quoted) or package_fault(target, packages)
            if fault:
                faults.append(f"{path}:{number}: #include {target}: {fault}")
    finish("layers", faults)


if __name__ == "__main__":
    main()
