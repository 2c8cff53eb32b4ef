"""docs/materials is what scripts/materials_docs writes from the records."""
import os
import pathlib
import subprocess
import sys
import unittest

ROOT = pathlib.Path(__file__).resolve().parents[2]


class Current(unittest.TestCase):
    def test_pages_are_those_of_the_records(self):
        done = subprocess.run([sys.executable, str(ROOT / "scripts" / "materials_docs"), os.environ["VERDET_COMMAND"],
                               "--check"], capture_output=True, text=True, check=False)
        self.assertEqual(done.returncode, 0, done.stderr)

    def test_every_record_has_its_heading(self):
        folder = ROOT / "docs" / "materials"
        names = [p.relative_to(ROOT / "data" / "materials").with_suffix("") for p in
                 (ROOT / "data" / "materials").rglob("*.yaml") if p.stem != "default"]
        self.assertGreater(len(names), 100)
        for name in names:
            self.assertIn(f"## {name.as_posix()}\n", (folder / f"{name.parts[0]}.md").read_text())


if __name__ == "__main__":
    unittest.main(argv=sys.argv[:1])
