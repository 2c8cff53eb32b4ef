"""What is registered, from the parameter statements."""

from . import _verdet


def describe(name):
    """Describes a device or experiment type, as `verdet describe` does.

    Returns a dict: name, kind ("device" or "experiment"), meaning, limits, and parameters: a list of dicts with
    path, type, symbol, unit (SI), required, default (text with unit), choices, above, min, max, meaning and
    source (bib key). Raises InputError for an unknown name, with the nearest known one.
    """
    everything = _verdet.registered()
    if name not in everything:
        _verdet.unknown("the device or experiment", name, list(everything))
    kind, meaning, limits, parameters = everything[name]
    return {"name": name, "kind": kind, "meaning": meaning, "limits": limits, "parameters": parameters}
