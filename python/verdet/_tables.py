"""Tables as xarray datasets: from a run, or from a file."""

import os
import warnings

import xarray

from . import _verdet

_ROOT = "/"


def run(spec, *, group=_ROOT, output=None, threads=1):
    """Runs a spec and returns one group of its table.

    spec     path of a YAML file, or the same content as a dict: {"device": {"type": "microring", "radius":
             "10 um"}, ...}. Quantities are texts with units; numbers may be numpy scalars, axes may be
             arrays of plain numbers or lists of texts.
    group    "/" for the main results (default), or the name of a group such as "resonances"; run_tree
             returns all of them.
    output   path of an HDF5 table to write as well. The `output:` of the spec is for the command and
             writes nothing here.
    threads  how many to use.

    Returns an xarray.Dataset with the axes as coordinates, `units` (SI) and `long_name` on every variable,
    and the table's attributes (spec, resolved_spec, records, ...) in `attrs`. A scattering matrix is
    S_real, S_imag over (wavelength, port_out, port_in). A sweep puts its axes in front.

    Raises InputError for anything wrong with the spec (before computing; `.faults` lists all), DomainError,
    ConvergenceError, or Error. Ctrl-C stops the run with KeyboardInterrupt. Warnings of the run are
    issued with warnings.warn.
    """
    return _pick(_run(spec, output, threads, stacklevel=3), group)


def run_tree(spec, *, output=None, threads=1):
    """The same as run, but returns all groups: {"/": Dataset, "resonances": Dataset, ...}.

    Groups inside groups are named "outer/inner".
    """
    return _run(spec, output, threads, stacklevel=3)


def check(spec):
    """Checks a spec (path or dict) without running it; raises InputError with all faults."""
    _verdet.check(_plain_spec(spec))


def open(path, *, group=_ROOT):
    """Reads one group of an HDF5 table into memory, as run returns it; the file is closed again.

    Raises InputError for a missing, truncated or foreign file, a newer format, or an unknown group.
    """
    return _pick(open_tree(path), group)


def open_tree(path):
    """All groups of an HDF5 table: {"/": Dataset, "resonances": Dataset, ...}."""
    tree = {}
    _collect(_verdet.read(os.fspath(path)), _ROOT, tree)
    return tree


def _run(spec, output, threads, stacklevel):
    arrays, texts = _verdet.run(_plain_spec(spec), "" if output is None else os.fspath(output), threads)
    for text in texts:
        warnings.warn(text, stacklevel=stacklevel)
    tree = {}
    _collect(arrays, _ROOT, tree)
    return tree


def _plain_spec(spec):
    return spec if isinstance(spec, dict) else os.fspath(spec)


def _pick(tree, group):
    name = group.strip("/") or _ROOT
    if name not in tree:
        _verdet.unknown("the group", name, list(tree))
    return tree[name]


def _collect(arrays, name, tree):
    tree[name] = _dataset(arrays)
    for inner, content in arrays["groups"].items():
        _collect(content, inner if name == _ROOT else f"{name}/{inner}", tree)


def _described(entry, dims):
    attrs = {"units": entry["units"]}
    if entry["long_name"]:
        attrs["long_name"] = entry["long_name"]
    return xarray.Variable(dims, entry["values"], attrs)


def _dataset(arrays):
    coordinates = {axis["name"]: _described(axis, (axis["name"],)) for axis in arrays["axes"]}
    auxiliary = {name for entry in arrays["variables"] for name in entry["coordinates"]}
    data = {}
    for entry in arrays["variables"]:
        place = coordinates if entry["name"] in auxiliary else data
        place[entry["name"]] = _described(entry, entry["dims"])
    return xarray.Dataset(data, coordinates, arrays["attrs"])
