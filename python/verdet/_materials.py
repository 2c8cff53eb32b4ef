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
    """A material's properties; made by verdet.material.

    Every method takes numbers or arrays, broadcast against each other, in SI: the vacuum wavelength in m and,
    by keyword, the conditions it is asked under; it returns a number when all are numbers, else an array of
    the broadcast shape. The conditions are

    temperature_K         K, 300 where not given
    electrons, holes      free carriers above equilibrium, m^-3
    sheet_density         carriers per area of a layered material, m^-2
    crystalline_fraction  share of the crystalline phase by volume, 0 to 1
    fermi_level           of a sheet, from its Dirac point, J
    scattering_time       of the carriers of a sheet, s
    interband_broadening  of the transitions of a sheet, J
    layers                of a sheet, each conducting alone; 1 where not given
    donors, acceptors     ionised impurities, m^-3

    Raises InputError for an unknown condition or one that no record of the material answers to, and DomainError
    with quantity, range and record outside the records' validity.
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

    def index(self, wavelength_m, **conditions):
        """Complex index n + ik (k > 0 absorbs, phasor exp(-i omega t)), dimensionless."""
        return _vectorised(self._found.index, wavelength_m, conditions)

    def group_index(self, wavelength_m, **conditions):
        """Group index n - lambda dn/dlambda, dimensionless."""
        return _vectorised(self._found.group_index, wavelength_m, conditions)

    def thermo_optic(self, wavelength_m, **conditions):
        """dn/dT in 1/K."""
        return _vectorised(self._found.thermo_optic, wavelength_m, conditions)

    def sheet_conductivity(self, wavelength_m, **conditions):
        """Complex conductivity of a sheet in its plane, S: graphene needs fermi_level and scattering_time."""
        return _vectorised(self._found.sheet_conductivity, wavelength_m, conditions)

    def value(self, quantity, wavelength_m=1.55e-6, **conditions):
        """A property that is one real number, in its SI unit: "kerr", "thermal_conductivity", "hole_mobility"."""
        return _vectorised(lambda *columns: self._found.value(quantity, *columns), wavelength_m, conditions)

    def permittivity(self, wavelength_m, *, electric_field=(0, 0, 0), magnetisation=(0, 0, 0), **conditions):
        """Permittivity tensor in the crystal's frame, optic axis along z; the last two axes are the tensor's.

        electric_field  V/m, acts by the Pockels effect
        magnetisation   over its saturation, acts by the gyration
        """
        return _vectorised(
            lambda *columns: self._found.permittivity(*columns, _vector(electric_field), _vector(magnetisation)),
            wavelength_m, conditions, (3, 3))

    def __repr__(self):
        return f"<verdet.Material {self.name}: {', '.join(self.records)}>"


def _vector(components):
    return [float(component) for component in components]


def _vectorised(evaluate, wavelength_m, conditions, tail=()):
    """evaluate(wavelengths, {condition: values}) over the broadcast shape, each answer of shape `tail`."""
    names = ["temperature" if name == "temperature_K" else name for name in conditions]
    columns = numpy.broadcast_arrays(*(numpy.asarray(value, dtype=float)
                                       for value in (wavelength_m, *conditions.values())))
    flat = [column.ravel() for column in columns]
    result = evaluate(flat[0], dict(zip(names, flat[1:]))).reshape(columns[0].shape + tail)
    return result if result.shape else result[()]
