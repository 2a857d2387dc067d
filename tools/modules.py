"""The project's modules: their names, their imports, what a lesson reaches.

In: the project's folder. Out: modules by name, who imports whom, and for each
lesson the files that its outputs come from. Read as text, nothing is run.
Standard library only: a lane has little else.
"""

import ast
import hashlib
import json
import re
from collections import defaultdict
from collections.abc import Iterator, Mapping
from functools import cache
from graphlib import CycleError, TopologicalSorter
from pathlib import Path

PROJECT = Path(__file__).resolve().parents[1]
PACKAGES = {"mh": "mnist_helpers", "mc": "mnist_course"}
# What every lesson stands on, and the versions that it ran with.
EVERYWHERE = (
    *(f"mnist_helpers/{name}.py" for name in ("data", "models", "train")),
    *(f"mnist_helpers/{name}.py" for name in ("language", "figures")),
    "requirements.txt",
    "tests/lanes/*.txt",
)
# What stands at the beginning of a line: a function, a class, a constant.
DEFINED = re.compile(r"^(?:def |class )?(\w+)(?=[(:]| =)", re.MULTILINE)
# Lessons as they stood when all of them had passed everywhere.
GREEN = Path("tests", "green.json")


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


class Reach:
    """What each lesson reaches, and whether that has changed."""

    def __init__(self, project: Path = PROJECT) -> None:
        self.project = project
        self.modules: dict[str, Path] = {}
        for package in PACKAGES.values():
            self.modules |= list_modules(project, package)
        self.imports = list_imports(self.modules)
        self.homes: dict[str, set[str]] = defaultdict(set)
        for name, path in self.modules.items():
            things = DEFINED.findall(path.read_text(encoding="utf-8"))
            for thing in [name.rpartition(".")[2], *things]:
                self.homes[thing].add(name)

    def find_homes(self, called: str) -> set[str]:
        """Modules that "mc.quiz" leads to: they are or hold its parts."""
        short, *parts = called.split(".")
        # The checks are data: no module holds their names.
        named = ("exercises" if p.startswith("check_") else p for p in parts)
        homes = {home for part in named for home in self.homes[part]}
        return {home for home in homes if home.startswith(PACKAGES[short])}

    def list_reached(self, source: Path) -> set[str]:
        """Modules that a lesson uses, those that they use, and so on."""
        text = source.read_text(encoding="utf-8")
        called = re.findall(r"\bm[hc]\.[\w.]*\w", text)
        waiting = set().union(*map(self.find_homes, called))
        reached: set[str] = set()
        while waiting:
            name = waiting.pop()
            reached.add(name)
            near = self.imports[name] | {name.rpartition(".")[0]} - {""}
            waiting |= near - reached
        return reached

    def list_files(self, source: Path) -> list[Path]:
        """Every file that the outputs of a lesson come from."""
        reached = self.list_reached(source)
        files = {source, *(self.modules[name] for name in reached)}
        for everywhere in EVERYWHERE:
            files |= {*self.project.glob(everywhere)}
        words = {part for name in reached for part in name.split(".")}
        for folder in {self.modules[name].parent for name in reached}:
            for path in (*folder.glob("*.*"), *folder.glob("*/*.*")):
                room = path.parent
                own = room == folder or not (room / "__init__.py").exists()
                # The exercises of other lessons are not its own.
                if room.name == "exercises":
                    own &= path.stem[-2:] == source.stem[:2]
                if own and path.suffix not in (".py", ".pyi", ".pyc"):
                    files.add(path)
            catalogues = folder.glob("locale/*/*.po")
            files |= {path for path in catalogues if path.stem in words}
        return sorted(files)

    def digest_all(self) -> dict[str, str]:
        """What each lesson stands on, by its name."""
        digests = {}
        for source in self.project.glob("notebooks/lessons/[0-9][0-9]_*.py"):
            content = hashlib.sha256()
            for path in self.list_files(source):
                place = path.relative_to(self.project).as_posix()
                content.update(place.encode() + path.read_bytes())
            digests[source.stem] = content.hexdigest()[:16]
        return dict(sorted(digests.items()))


@cache
def list_changed(project: Path = PROJECT) -> dict[str, bool]:
    """Each lesson, and whether it has changed since all were green."""
    path = project / GREEN
    green = json.loads(path.read_text("utf-8")) if path.exists() else {}
    now = Reach(project).digest_all()
    return {name: green.get(name) != digest for name, digest in now.items()}


def write_green(project: Path = PROJECT) -> Path:
    """Keep what each lesson stands on: all of them have passed with it."""
    path = project / GREEN
    text = json.dumps(Reach(project).digest_all(), indent=1)
    path.write_text(text + "\n", encoding="utf-8")
    return path
