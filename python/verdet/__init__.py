"""Verdet: device physics of photonic neuromorphic hardware.

    import verdet
    ring = verdet.run("microring.yaml")               # an xarray.Dataset, as in the HDF5 table
    dips = verdet.run("microring.yaml", group="resonances")
    n = verdet.material("Si").index(1.55e-6, temperature_K=320)

Numbers are SI throughout. In a spec, quantities are texts with units ("10 um"), exactly as in YAML.
"""

from ._verdet import ConvergenceError, DomainError, Error, InputError
from ._verdet import version as __version__
from ._describe import describe
from ._materials import Material, material
from ._tables import check, open, open_tree, run, run_tree  # noqa: A004 - open is the name users expect

__all__ = [
    "ConvergenceError", "DomainError", "Error", "InputError", "Material", "__version__", "check",
    "describe", "material", "open", "open_tree", "run", "run_tree",
]
