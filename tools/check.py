"""Is the house still small? Lines, names, circles of imports, lessons.

In: the project's folder. Out: its budgets as a table to print, and what is
over one or not current. Whoever raises a budget writes in CHANGES.md what was
weighed against it.
"""

import re
from collections.abc import Iterator, Sequence
from pathlib import Path

import mnist_helpers

from .classroom.minutes import count_minutes, find_misjudged
from .lesson import PROJECT, find_lessons
from .modules import count_lines, find_circle, list_imports, list_modules
from .readme import find_outdated

# Lines of each folder: what is product, then tests.
BUDGETS = {
    "mnist_helpers": 3600,
    "mnist_course": 9810,
    "tools": 3505,
    "benchmarks": 2480,
    "tests": 13525,
}
# A room of the course has a budget of its own, templates counted.
ROOMS = {
    "mnist_course/chapter3": 4500,
    "mnist_course/own_digits": 1770,
    "mnist_course/lessons": 1095,
    "mnist_course/experiments": 1042,
}
PRODUCT, MOST_PRODUCT = "all product Python", 18_890
MODULE, MOST_LINES = "longest module", 350
NAMES, MOST_NAMES = "public names", 50
# What a lesson does not say, and what it says instead.
UNWANTED = {
    r"iloc\[:": "choose a column by its name",
    r"print\(caption\(": "mh.show(drawing)",
    "from mnist_(?:helpers|course) import": "mh.NAME or mc.NAME",
    r"columns\[3:\]": "choose columns by their names",
    r'endswith\("\(%\)"\)': "choose columns by their names",
}
# Which room may not know of which: arrows run one way.
ARROWS = {
    "mnist_helpers": ("mnist_course", "tools", "benchmarks"),
    "mnist_course": ("tools", "benchmarks"),
    "mnist_course.experiments": (
        "mnist_course.chapter3",
        "mnist_course.own_digits",
    ),
    "mnist_course.own_digits": (
        "mnist_course.chapter3",
        "mnist_course.experiments",
    ),
    "mnist_course.chapter3": ("mnist_course.own_digits",),
}


def check_project(project: Path = PROJECT) -> tuple[list[str], list[str]]:
    """What was measured, and what is wrong."""
    lines, problems = [], []

    def judge(name: str, count: int, most: int, remark: str = "") -> None:
        lines.append(f"{name:26}{count:7}{most:8}  {remark}".rstrip())
        if count > most:
            problems.append(f"{name}: {count}, at most {most} {remark}")

    lines.append(f"{'':26}{'is':>7}{'at most':>8}")
    for folder, most in (BUDGETS | ROOMS).items():
        room = project / folder
        paths = [*room.rglob("*.py"), *room.rglob("*.j2")]
        judge(f"lines of {folder}", sum(map(count_lines, paths)), most)
    modules = {
        name: path
        for package in ("mnist_helpers", "mnist_course", "tools", "benchmarks")
        for name, path in list_modules(project, package).items()
    }
    counted = {name: count_lines(path) for name, path in modules.items()}
    product = sum(counted.values()) + count_lines(project / "course.py")
    judge(PRODUCT, product, MOST_PRODUCT)
    longest = max(counted, key=counted.__getitem__)
    judge(MODULE, counted[longest], MOST_LINES, longest)
    judge(NAMES, len(dir(mnist_helpers)), MOST_NAMES)
    imports = list_imports(modules)
    circle = find_circle(imports)
    judge("circles of imports", int(bool(circle)), 0, " -> ".join(circle))
    wrong_way = find_wrong_way(imports)
    judge("arrows the wrong way", len(wrong_way), 0, ", ".join(wrong_way))
    sources = find_lessons(project / "notebooks")
    problems += find_unwanted(sources)
    minutes = {source.stem: count_minutes(source) for source in sources}
    lines += [
        f"{name:26}{count:7.0f} minutes" for name, count in minutes.items()
    ]
    problems += find_misjudged(minutes)
    problems += find_outdated(project)
    return lines, problems


def find_wrong_way(imports: dict[str, set[str]]) -> list[str]:
    """Imports that run against the arrows of CONTRIBUTING.md."""

    def is_in(name: str, room: str) -> bool:
        return name == room or name.startswith(f"{room}.")

    return [
        f"{name} -> {target}"
        for name, targets in imports.items()
        for target in sorted(targets)
        for room, closed in ARROWS.items()
        if is_in(name, room) and any(is_in(target, c) for c in closed)
    ]


def find_unwanted(sources: Sequence[Path]) -> Iterator[str]:
    """Each place in the lessons that says what a lesson should not."""
    for source in sources:
        text = source.read_text(encoding="utf-8")
        for number, line in enumerate(text.splitlines(), 1):
            for pattern, instead in UNWANTED.items():
                if found := re.search(pattern, line):
                    place = f"{source.name}, line {number}"
                    yield f"{place}: {found[0]}; write {instead}"
