#!/usr/bin/python3
"""Runs every notebook from a clean kernel and checks what it computed."""

import os
import pathlib
import re
import sys
import unittest

import nbformat
from nbclient import NotebookClient

FOLDER = pathlib.Path(__file__).resolve().parents[2] / "notebooks"


def text_of(cell):
    return "".join(output.get("text", "") for output in cell.get("outputs", []))


class Notebooks(unittest.TestCase):
    def execute(self, name):
        notebook = nbformat.read(FOLDER / name, as_version=4)
        client = NotebookClient(notebook, timeout=240, kernel_name="python3")
        client.create_kernel_manager()
        # The kernel is this Python, whatever a kernel file of the user says.
        client.km.kernel_spec.argv[0] = sys.executable
        client.execute()
        return notebook

    def test_there_are_notebooks_without_outputs(self):
        paths = sorted(FOLDER.glob("*.ipynb"))
        self.assertTrue(paths)
        for path in paths:
            for cell in nbformat.read(path, as_version=4).cells:
                if cell.cell_type == "code":
                    self.assertEqual((cell.outputs, cell.execution_count), ([], None), path.name)

    def test_microring(self):
        notebook = self.execute("microring.ipynb")
        text = "".join(text_of(cell) for cell in notebook.cells)
        self.assertIn("agrees to 1e-10: True", text)
        dips = re.findall(r"([\d.]+) nm  Q (\d+)  linewidth ([\d.]+) pm  FSR ([\d.]+) nm", text)
        self.assertEqual(len(dips), 2)
        # FSR lambda^2/(n_g L) and the add-drop linewidth (1 - t^2 a) FSR/(pi t sqrt(a)), by hand.
        self.assertAlmostEqual(float(dips[0][0]), 1543.545, delta=0.001)
        self.assertAlmostEqual(float(dips[0][3]), 1543.545**2 / (4.2 * 62831.853), delta=0.001)
        self.assertAlmostEqual(float(dips[0][2]), 301.3, delta=1)
        shifts = re.search(r"pm/K: \[([\d.]+) ([\d.]+)\] expected: ([\d.]+)", text)
        self.assertIsNotNone(shifts, text)
        for value in shifts.groups():
            self.assertAlmostEqual(float(value), 68, delta=4)  # 1545 nm * 1.86e-4 / K / 4.2
        pictures = [output for cell in notebook.cells for output in cell.get("outputs", [])
                    if "image/png" in output.get("data", {})]
        self.assertEqual(len(pictures), 1)

    def test_fitting(self):
        data = os.environ.get("VERDET_SHARED_DATA") or FOLDER.parents[1] / "shared" / "data"
        if not pathlib.Path(data).is_dir():
            self.skipTest("the public data are absent")
        os.environ["VERDET_SHARED_DATA"] = str(data)
        notebook = self.execute("fitting.ipynb")
        text = "".join(text_of(cell) for cell in notebook.cells)
        # Ermolaev's A exciton: the peak of Im eps lies at 2.04 eV.
        exciton = float(re.search(r"A exciton at ([\d.]+) eV", text).group(1))
        self.assertAlmostEqual(exciton, 2.037, delta=0.01)
        # The file calls its sample 2 nm of silica on silicon.
        oxide = float(re.search(r"oxide thickness ([\d.]+) \+-", text).group(1))
        self.assertAlmostEqual(oxide, 2.0, delta=0.5)
        # Dips 0.8 nm apart on a length of 2 pi 120 um: n_g = lambda^2/(0.8 nm L) = 3.9 to 4.1.
        dips, q, group = re.search(
            r"(\d+) dips .*\nloaded Q (\d+), group index ([\d.]+)", text).groups()
        self.assertGreater(int(dips), 50)
        self.assertAlmostEqual(float(group), 3.9, delta=0.15)
        again = re.search(r"simulated: Q (\d+), FSR ([\d.]+) nm; measured FSR ([\d.]+) nm", text)
        self.assertAlmostEqual(float(again.group(1)) / float(q), 1, delta=0.25)
        self.assertAlmostEqual(float(again.group(2)), float(again.group(3)), delta=0.03)


if __name__ == "__main__":
    unittest.main()
