"""Is the house still small? Lines, names, circles of imports, lessons.

In: the project's folder. Out: its measures as lines to print, and what is
over a limit or not current.
"""

import ast
import re
from collections.abc import Iterator, Mapping, Sequence
from graphlib import CycleError, TopologicalSorter
from pathlib import Path

import mnist_helpers

from .classroom.minutes import count_minutes, find_misjudged
from .lesson import PROJECT, find_lessons
from .readme import find_outdated

LINES = "lines of {}"
MODULE, NAMES, CIRCLES = "lines of a module", "public names", "circles"
LIMITS = {
    LINES.format("mnist_helpers"): 9635,
    LINES.format("mnist_course"): 10560,
    MODULE: 350,
    NAMES: 58,
    CIRCLES: 0,
}
# The packages that the limits are for, and what else is counted.
PACKAGES = ("mnist_helpers", "mnist_course", "tools")
OTHERS = ("benchmarks", "tests")
# What a lesson does not say, and what it says instead.
UNWANTED = {
    r"iloc\[:": "choose a column by its name",
    r"print\(caption\(": "mh.show(drawing)",
    "from mnist_helpers import": "mh.NAME",
    r"columns\[3:\]": "choose columns by their names",
    r'endswith\("\(%\)"\)': "choose columns by their names",
}


def check_project(project: Path = PROJECT) -> tuple[list[str], list[str]]:
    """What was measured, and what is wrong."""
    modules = {
        package: list_modules(project, package)
        for package in PACKAGES + OTHERS
    }
    limited = {
        name: path for each in PACKAGES for name, path in modules[each].items()
    }
    measures = measure(modules, limited)
    circle = find_circle(list_imports(limited))
    measures[CIRCLES] = int(bool(circle)), " -> ".join(circle)
    measures[NAMES] = len(mnist_helpers.__all__), ""
    lines, problems = [], []
    for name, (count, remark) in measures.items():
        limit = LIMITS.get(name)
        line = f"{name:24}{count:6}"
        line += "" if limit is None else f" of {limit}"
        lines.append(f"{line}  {remark}".rstrip())
        if limit is not None and count > limit:
            problems.append(
                f"{name}: {count}, at most {limit} {remark}".rstrip()
            )
    for name, path in limited.items():
        count = count_lines(path)
        if count > LIMITS[MODULE]:
            problems.append(f"{name}: {count} lines, at most {LIMITS[MODULE]}")
    sources = find_lessons(project / "notebooks")
    problems += find_unwanted(sources)
    minutes = {source.stem: count_minutes(source) for source in sources}
    lines += [
        f"{name:24}{count:6.0f} minutes" for name, count in minutes.items()
    ]
    problems += find_misjudged(minutes)
    problems += find_outdated(project)
    return lines, problems


def measure(
    modules: Mapping[str, Mapping[str, Path]], limited: Mapping[str, Path]
) -> dict[str, tuple[int, str]]:
    """Each count by its name, with a remark."""
    measures = {
        LINES.format(package): (sum(map(count_lines, paths.values())), "")
        for package, paths in modules.items()
    }
    longest = max(limited, key=lambda name: count_lines(limited[name]))
    measures[MODULE] = count_lines(limited[longest]), longest
    return measures


def list_modules(project: Path, package: str) -> dict[str, Path]:
    """The files of a package by their module's name; none if there is none."""
    modules = {}
    for path in sorted((project / package).rglob("*.py")):
        parts = path.relative_to(project).with_suffix("").parts
        modules[".".join(parts).removesuffix(".__init__")] = path
    return modules


def count_lines(path: Path) -> int:
    return len(path.read_text(encoding="utf-8").splitlines())


def list_imports(modules: Mapping[str, Path]) -> dict[str, set[str]]:
    """Which of the modules each of them imports, anywhere in its code."""
    imports: dict[str, set[str]] = {}
    for name, path in modules.items():
        imports[name] = set()
        for target in _find_targets(name, path):
            # A module, or else a thing in one.
            found = target if target in modules else target.rpartition(".")[0]
            if found in modules and found != name:
                imports[name].add(found)
    return imports


def _find_targets(name: str, path: Path) -> Iterator[str]:
    """Full names that a module imports: of modules, or of things in them."""
    package = name.split(".")
    if path.name != "__init__.py":
        package = package[:-1]
    for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
        if isinstance(node, ast.Import):
            yield from (alias.name for alias in node.names)
        elif isinstance(node, ast.ImportFrom):
            above = package[: len(package) + 1 - node.level]
            start = above if node.level else []
            base = ".".join([*start, *filter(None, [node.module])])
            yield from (f"{base}.{alias.name}" for alias in node.names)


def find_circle(imports: Mapping[str, set[str]]) -> list[str]:
    """Modules that import each other in a circle; [] if none do."""
    try:
        TopologicalSorter(imports).prepare()
    except CycleError as error:
        return error.args[1][::-1]
    return []


def find_unwanted(sources: Sequence[Path]) -> Iterator[str]:
    """Each place in the lessons that says what a lesson should not."""
    for source in sources:
        text = source.read_text(encoding="utf-8")
        for number, line in enumerate(text.splitlines(), 1):
            for pattern, instead in UNWANTED.items():
                if found := re.search(pattern, line):
                    place = f"{source.name}, line {number}"
                    yield f"{place}: {found[0]}; write {instead}"
