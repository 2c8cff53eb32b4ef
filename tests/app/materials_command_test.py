"""The subcommands of `verdet materials`, as a user meets them."""
import json
import os
import pathlib
import subprocess
import sys
import tempfile
import unittest

VERDET = os.environ["VERDET_COMMAND"]


class Materials(unittest.TestCase):
    def setUp(self):
        self.folder = tempfile.TemporaryDirectory()
        self.addCleanup(self.folder.cleanup)
        self.path = pathlib.Path(self.folder.name)

    def run_materials(self, *arguments, status=0):
        done = subprocess.run([VERDET, "materials", *arguments], capture_output=True, text=True, cwd=self.path,
                              check=False)
        self.assertEqual(done.returncode, status, done.stderr + done.stdout)
        return done

    def numbers(self, *arguments):
        return json.loads(self.run_materials(*arguments, "--json").stdout)

    def test_conductivity_gives_the_published_numbers(self):
        found = self.numbers("conductivity", "graphene", "--fermi-level", "0.4 eV", "--temperature", "300 K",
                             "--scattering-time", "100 fs", "--wavelength", "1550 nm")
        universal = 6.08534e-5
        self.assertAlmostEqual(found["sigma_real"] / universal, 0.4995 + 0.00524, delta=2e-4)
        self.assertAlmostEqual(found["sigma_imag"] / universal, 0.6367 - 1.1319, delta=3e-4)

    def test_conductivity_by_a_gate_and_its_refusals(self):
        gate = ["--gate-voltage", "30 V", "--dielectric-thickness", "90 nm", "--dielectric-permittivity", "3.9"]
        common = ["conductivity", "graphene", "--wavelength", "1550 nm"]
        found = self.numbers(*common, *gate, "--mobility", "2000 cm^2/(V s)")
        self.assertAlmostEqual(found["fermi_level"] / 1.602176634e-19, 0.3075, delta=1e-3)
        for arguments, says in ((common, "scattering_time"),
                                ([*common, "--mobility", "2000 cm^2/(V s)"], "doped sheet"),
                                ([*common, *gate, "--fermi-level", "0.1 eV"], "either"),
                                ([*common, "--gate-voltage", "3 V"], "--dielectric-thickness"),
                                ([*common, "--fermi-level", "0.4"], "--fermi-level"),
                                (["conductivity", "Si", "--wavelength", "1 um"], "states no sheet_conductivity")):
            self.assertIn(says, self.run_materials(*arguments, status=2).stderr)

    def test_interband_broadening_and_layers(self):
        common = ["conductivity", "graphene", "--fermi-level", "0.4 eV", "--scattering-time", "100 fs",
                  "--wavelength", "1550 nm"]
        one, three = self.numbers(*common), self.numbers(*common, "--layers", "3")
        self.assertAlmostEqual(three["sigma_real"] / one["sigma_real"], 3)
        wide = self.numbers(*common, "--interband-broadening", "20 meV")
        self.assertNotEqual(wide["sigma_real"], one["sigma_real"])

    def test_index_of_a_mixture(self):
        half = self.numbers("index", "Ge2Sb2Te5/Frantz", "--wavelength", "1.55 um", "--crystalline-fraction", "0.5")
        self.assertAlmostEqual(half["n"], 4.9388, delta=2e-4)
        self.assertIn("mixing lorentz_lorenz", half["records"])
        self.assertIn("has no phases", self.run_materials("index", "SiO2", "--wavelength", "1.55 um",
                                                          "--crystalline-fraction", "0.5", status=2).stderr)

    def test_nothing_is_extrapolated_silently(self):
        refused = self.run_materials("index", "BaTiO3", "--wavelength", "1.55 um", status=2)
        self.assertIn("lies outside", refused.stderr)
        self.run_materials("index", "BaTiO3", "--wavelength", "1.55 um", "--extrapolate")

    def test_show_draws_a_small_plot(self):
        shown = self.run_materials("show", "Au/Rakic1998").stdout
        self.assertIn("\u2588", shown)
        self.assertIn("Rakic1998", shown)

    def test_show_draws_every_kind_of_record(self):
        # The axis of each kind, and nothing for what is one number.
        for record, axis in (("Si/Nedeljkovic2011", "over carrier density"), ("Si/Masetti1983-boron", "over acceptors"),
                             ("Si/Bristow2007", "over vacuum wavelength"), ("Si/Varshni1967", "over temperature"),
                             ("Si/Richter2012", "over injected electrons and holes"),
                             ("graphene/Hanson2008", "over Fermi level"), ("WS2/Datta2020", "over carriers per area"),
                             ("Ge2Sb2Te5/Wang2021-thermal-conductivity", "over crystalline fraction")):
            shown = self.run_materials("show", record).stdout
            self.assertIn(axis, shown, record)
            self.assertIn("\u2588", shown, record)
        self.assertNotIn("\u2588", self.run_materials("show", "LiNbO3/Weis1985").stdout)
        self.assertIn("acceptors 1e+23 m^-3", self.run_materials("show", "Si/Masetti1983-boron").stdout)

    def test_plot_draws_what_a_record_states(self):
        self.run_materials("plot", "Si/Nedeljkovic2011", "-o", "carriers.svg")
        drawn = (self.path / "carriers.svg").read_text()
        self.assertIn("electrons", drawn)
        self.assertIn("1.55", drawn)  # the wavelength it holds at
        self.assertNotIn("Refractive index", drawn)
        self.run_materials("plot", "Si/Klaassen1992-holes", "-o", "mobility.svg")
        refused = self.run_materials("plot", "LiNbO3/Weis1985", "-o", "no.svg", status=2).stderr
        self.assertIn("materials show LiNbO3/Weis1985", refused)
        self.assertIn("lies outside", self.run_materials("plot", "Si/Nedeljkovic2011", "--wavelength", "1 um", "-o",
                                                         "no.svg", status=2).stderr)

    def test_compare_takes_the_property_of_its_records(self):
        kerr = self.numbers("compare", "Si/Bristow2007", "Si/Lin2007", "Si/Tatsuura2005-100")
        at = kerr["wavelength"].index(min(kerr["wavelength"], key=lambda w: abs(w - 1.55e-6)))
        bristow, lin, tatsuura = (record["value"][at] for record in kerr["records"])
        self.assertGreater(tatsuura / lin, 2.5)
        self.assertGreater(bristow / lin, 1.8)
        absorption = self.numbers("compare", "Si/Tsang2002", "Si/DeCea2019")
        ratios = [a / b for a, b in zip(*(r["value"] for r in absorption["records"])) if a and b]
        self.assertAlmostEqual(ratios[0], 4.5 / 8.4, places=6)

    def test_compare_shows_the_spread(self):
        found = self.numbers("compare", "Si/Bristow2007", "Si/Lin2007", "--property", "kerr", "--wavelength", "1.55 um",
                             "1.6 um", "--points", "5")
        bristow, lin = (r["value"][0] for r in found["records"])
        self.assertAlmostEqual(bristow / lin, 1.93, delta=0.05)
        self.assertIn("spread", self.run_materials("compare", "Si/Li1980", "Si/Salzberg1957").stdout)
        self.run_materials("compare", "Si/Li1980", "Si/Salzberg1957", "-o", "si.svg")
        self.assertGreater((self.path / "si.svg").stat().st_size, 5000)
        self.assertIn("kerr", self.run_materials("compare", "Si/Lin2007", "Si/Li1980", status=2).stderr)

    def test_import_and_export(self):
        (self.path / "film.csv").write_text("wavelength (nm);n;k\n1000;2,0;0,1\n1200;1,95;0,07\n1500;1,9;0,05\n")
        self.run_materials("import", "film.csv", "-o", "film.yaml")
        found = self.numbers("index", "film.yaml", "--wavelength", "1.2 um")
        self.assertAlmostEqual(found["n"], 1.95)
        self.assertAlmostEqual(found["k"], 0.07)
        self.run_materials("export", "film.yaml", "-o", "film.yml", "--points", "3")
        self.run_materials("import", "film.yml", "-o", "again.yaml")
        again = self.numbers("index", "again.yaml", "--wavelength", "1.0 um")
        self.assertAlmostEqual(again["n"], 2.0)
        self.assertIn("Lorentzian", self.run_materials("export", "Au", "--format", "meep").stdout)
        rows = self.run_materials("export", "Au", "--format", "lumerical", "--points", "5").stdout.splitlines()
        self.assertEqual([len(row.split()) for row in rows], [3] * 5)

    def test_a_faulty_table_names_its_line(self):
        (self.path / "bad.csv").write_text("wl,n\n1.0,2.0\n1.1,two\n")
        refused = self.run_materials("import", "bad.csv", "-o", "bad.yaml", status=2)
        self.assertIn("bad.csv:3", refused.stderr)
        self.assertFalse((self.path / "bad.yaml").exists())


if __name__ == "__main__":
    unittest.main(argv=sys.argv[:1])
