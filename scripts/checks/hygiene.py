#!/usr/bin/python3
"""Repository hygiene: no paths of one machine, size limits, one type to a name, every package explained, a
list of packages that matches the documentation, and links that lead somewhere."""

import re

from common import ROOT, finish, repository_files

# Paths that exist on one machine only. Paths of Debian itself (/usr/bin/python3) are fine.
MACHINE_PATH = re.compile(r"(?<![\w.$}{/~-])/(?:home|root|work|tmp|mnt|media|Users|scratch)/[\w.-]+")
# This file names them, and messages may show an example to a user.
MAY_NAME_PATHS = ("scripts/checks/hygiene.py",)

# Lines: (warn above, fail above). A long file is split before it is a monster.
LIMITS = {".cpp": (300, 500), ".hpp": (200, 400)}
FUNCTION_LIMITS = (60, 150)
TEXT = (".cpp", ".hpp", ".py", ".sh", ".cmake", ".txt", ".md", ".yaml", ".yml", ".json", ".in",
        ".cff", ".bib", ".ipynb", "")


def machine_paths():
    """Lines that name a path of one machine."""
    faults = []
    for path in repository_files("."):
        file = ROOT / path
        if file.suffix not in TEXT or path in MAY_NAME_PATHS:
            continue
        try:
            text = file.read_text()
        except UnicodeDecodeError:
            faults.append(f"{path}: is not UTF-8 text; binary files do not belong here")
            continue
        for number, line in enumerate(text.splitlines(), 1):
            for match in MACHINE_PATH.finditer(line):
                faults.append(f"{path}:{number}: a path of one machine: {match.group()}")
    return faults


# Text whose braces are not code.
NOT_CODE = re.compile(r'R"(\w*)\(.*?\)\1"|"(?:\\.|[^"\\\n])*"|\'(?:\\.|[^\'\\\n])\'|//[^\n]*|/\*.*?\*/',
                      re.DOTALL)
TYPE_OR_NAMESPACE = re.compile(r"\b(?:class|struct|union|enum|namespace|extern)\b(?![^<]*>)(?!.*\))",
                               re.DOTALL)


def function_lengths(text):
    """(line, length) of each function body: the outermost braces that follow a `)`, outside of types
    and namespaces."""
    blank = NOT_CODE.sub(lambda match: re.sub(r"[^\n]", " ", match.group()), text)
    line, head, depth, start = 1, "", 0, None
    for character in blank:
        if character == "\n":
            line += 1
        if character == "{":
            if start is not None:
                depth += 1
            elif ")" in head and not TYPE_OR_NAMESPACE.search(head):
                start, depth = line, 1
        elif character == "}" and start is not None:
            depth -= 1
            if depth == 0:
                yield start, line - start + 1
                start = None
        head = "" if character in "{};" else head + character


def sizes():
    """Faults and warnings about long files and functions."""
    faults, warnings = [], []

    def judge(place, what, lines, limits):
        if lines > limits[0]:
            (faults if lines > limits[1] else warnings).append(
                f"{place}: {what} of {lines} lines (split above {limits[0]}, never above {limits[1]})")

    for path in repository_files("verdet/*.cpp", "verdet/*.hpp", "tests/*.cpp", "python/*.cpp"):
        text = (ROOT / path).read_text()
        judge(path, "a file", len(text.splitlines()), LIMITS[(ROOT / path).suffix])
        for number, length in function_lengths(text):
            judge(f"{path}:{number}", "a function", length, FUNCTION_LIMITS)
    return faults, warnings


# Not a template's parameter, whose keyword stands behind < or a comma, nor a nested type.
TYPE = re.compile(r"(?<![<,\w])(?<![<,]\s)(?:class|struct|union|enum)\s+(?:class\s+)?(\w+)(?![\w:]*::)[^()=]*$")
NAMESPACE = re.compile(r"\bnamespace\b\s*([\w:]*)")


def shared_types(text):
    """Types defined where other files see them: outside of anonymous namespaces, functions, types."""
    blank = NOT_CODE.sub(" ", text)
    scopes, head = [], ""
    for character in blank:
        if character == "{":
            space, kind = NAMESPACE.search(head), TYPE.search(head)
            if kind and not space and all(scopes):
                yield "::".join([*scopes, kind.group(1)])
            scopes.append(space.group(1) if space else "")
        elif character == "}" and scopes:
            scopes.pop()
        head = "" if character in "{};" else head + character


def one_definition():
    """Types of one name in several files: the linker takes one of them for all, and says nothing."""
    files = {}
    for path in repository_files("verdet/*.cpp", "verdet/*.hpp"):
        for name in shared_types((ROOT / path).read_text()):
            files.setdefault(name, set()).add(path)
    return [f"{sorted(paths)[0]}: {name} is also defined in {', '.join(sorted(paths)[1:])}; rename one"
            for name, paths in sorted(files.items()) if len(paths) > 1]


def packages():
    """Packages of scripts/packages.txt that docs/dependencies.md does not explain, and the reverse."""
    listed = set()
    for line in (ROOT / "scripts/packages.txt").read_text().splitlines():
        if line and not line.startswith("#"):
            listed.add(line.split()[1])
    text = (ROOT / "docs/dependencies.md").read_text()
    later = text.split("## For coming work")[-1] if "## For coming work" in text else ""
    explained = set(re.findall(r"`([a-z0-9][a-z0-9.+-]+)`", text.replace(later, "")))
    faults = [f"docs/dependencies.md: does not explain the package {name}"
              for name in sorted(listed - explained)]
    debian = {name for name in explained if name.startswith("lib") and name.endswith("-dev")}
    faults += [f"scripts/packages.txt: {name} is in docs/dependencies.md only"
               for name in sorted(debian - listed)]
    return faults


LINK = re.compile(r"\]\(([^)#\s]+)(?:#[^)]*)?\)")


def links():
    """Relative links of the pages that lead nowhere."""
    faults = []
    for path in repository_files("*.md"):
        for number, line in enumerate((ROOT / path).read_text().splitlines(), 1):
            for target in LINK.findall(line):
                if "://" not in target and not ((ROOT / path).parent / target).exists():
                    faults.append(f"{path}:{number}: a link that leads nowhere: {target}")
    return faults


def main():
    faults, warnings = sizes()
    finish("hygiene", machine_paths() + faults + one_definition() + packages() + links(),
           warnings)


if __name__ == "__main__":
    main()
