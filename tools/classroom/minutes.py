"""How long a lesson takes in class: its words, cells and exercises counted.

In: a lesson's source. Out: minutes, without the sections that are optional.
Words are counted as read aloud, code cells as typed or stepped through and
looked at; a fold is for later. Both languages have the same cells; the
English words stand for both.
"""

import re
from collections.abc import Iterable, Iterator, Mapping
from pathlib import Path

from nbformat import NotebookNode

from ..fixed_cells import find_lesson
from ..lesson import read_cells, split_sections
from .handed_in import CHECK

LONGEST = 60
NEAR = 5  # how far the minutes that a lesson states may be from the count

WORDS_A_MINUTE = 100
CELL_MINUTES = 0.5
EXERCISE_MINUTES = 4.0
# What a class does not read: folded solutions, code, formulas, addresses; an
# open exercise, which is for home, ends its cell.
UNREAD = re.compile(
    r"<details>.*?</details>|```.*?```|\$\$.*?\$\$|\]\([^)]*\)|<[^>]*>"
    r"|^#+ (?:Exercise|Latihan) \d+ \((?:open|terbuka)\).*",
    re.DOTALL | re.MULTILINE,
)


def count_minutes(source: Path) -> float:
    """Minutes of a lesson in class."""
    cells = [
        cell
        for cell in read_cells(source)
        if cell.metadata.get("lang") != "id"
    ]
    return weigh(leave_out_optional(cells))


def weigh(cells: Iterable[NotebookNode]) -> float:
    """How long a class stays with cells, in minutes."""
    minutes = 0.0
    for cell in cells:
        if {"solution", "setup"} & {*cell.metadata.get("tags", [])}:
            continue
        if cell.cell_type == "markdown":
            text = UNREAD.sub(" ", cell.source)
            minutes += len(re.findall(r"\w+", text)) / WORDS_A_MINUTE
        else:
            minutes += CELL_MINUTES
            minutes += EXERCISE_MINUTES if CHECK.match(cell.source) else 0
    return minutes


def find_misjudged(counted: Mapping[str, float]) -> Iterator[str]:
    """Each lesson that is too long, or does not take what it states."""
    for name, minutes in counted.items():
        stated = find_lesson(name).minutes
        if minutes > LONGEST:
            yield f"{name}: {minutes:.0f} minutes in class, at most {LONGEST}"
        if abs(minutes - stated) > NEAR:
            yield (
                f"{name}: steps.json says {stated} minutes, counted are "
                f"{minutes:.0f}"
            )


def leave_out_optional(
    cells: Iterable[NotebookNode],
) -> Iterator[NotebookNode]:
    """The cells outside the sections whose heading ends in "(optional)".

    Such a section ends at the next heading of its level or above.
    """
    level = 0  # of the optional section that a cell is in
    for section in split_sections(cells):
        if not level or section.level <= level:
            optional = section.title.strip().lower().endswith("(optional)")
            level = section.level if optional else 0
        if not level:
            yield from section.cells
