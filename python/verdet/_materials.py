"""Materials: properties under conditions, over numpy arrays."""

import numpy

from . import _verdet


def material(name, *, databases=(), extrapolate=False):
    """The material, record, database page or plain index of that name.

    name         "Si", "Si/Li1980", "3.47", "main/Ge/nk/Burnett", or a dict as in a spec: {"material": "Si",
                 "refractive_index": "Salzberg1957"}.
    databases    folders in refractiveindex.info format to look for pages in.
    extrapolate  answer outside the validity of the records instead of raising DomainError.

    Raises InputError for unknown names, with the nearest known one.
    """
    return Material(_verdet.material(name, [str(folder) for folder in databases], extrapolate))


class Material:
    """A material's optical properties; made by verdet.material.

    Every method takes numbers or arrays, broadcast against each other: vacuum wavelength in m,
    temperature in K (default 300), densities of free electrons and holes in m^-3 (default 0); it returns a
    number when all are numbers, else an array of the broadcast shape. Outside the records' validity it
    raises DomainError with quantity, range and record.
    """

    def __init__(self, found):
        self._found = found

    @property
    def name(self):
        """The name it was found by."""
        return self._found.name

    @property
    def records(self):
        """Names of the records behind the answers."""
        return self._found.records

    @property
    def references(self):
        """Keys of data/references.bib."""
        return self._found.references

    def index(self, wavelength_m, *, temperature_K=300.0, electrons=0.0, holes=0.0):
        """Complex index n + ik (k > 0 absorbs, phasor exp(-i omega t)), dimensionless."""
        return _vectorised(self._found.index, wavelength_m, temperature_K, electrons, holes)

    def group_index(self, wavelength_m, *, temperature_K=300.0, electrons=0.0, holes=0.0):
        """Group index n - lambda dn/dlambda, dimensionless."""
        return _vectorised(self._found.group_index, wavelength_m, temperature_K, electrons, holes)

    def thermo_optic(self, wavelength_m, *, temperature_K=300.0):
        """dn/dT in 1/K."""
        return _vectorised(self._found.thermo_optic, wavelength_m, temperature_K, 0.0, 0.0)

    def __repr__(self):
        return f"<verdet.Material {self.name}: {', '.join(self.records)}>"


def _vectorised(evaluate, *arguments):
    columns = numpy.broadcast_arrays(*(numpy.asarray(value, dtype=float) for value in arguments))
    result = evaluate(*(column.ravel() for column in columns)).reshape(columns[0].shape)
    return result if result.shape else result[()]
