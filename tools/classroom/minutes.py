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

from mnist_helpers.steps import LESSONS

from ..lesson import read_cells

LONGEST = 60
NEAR = 5  # how far the minutes that a lesson states may be from the count

WORDS_A_MINUTE = 100
CELL_MINUTES = 0.5
EXERCISE_MINUTES = 4.0
HEADING = re.compile(r"^(#+) (.+)$", re.MULTILINE)
# What a class does not read: folded solutions, code, formulas, addresses; an
# open exercise, which is for home, ends its cell.
UNREAD = re.compile(
    r"<details>.*?</details>|```.*?```|\$\$.*?\$\$|\]\([^)]*\)|<[^>]*>"
    r"|^#+ Exercise \d+ \(open\).*",
    re.DOTALL | re.MULTILINE,
)


def count_minutes(source: Path) -> float:
    """Minutes of a lesson in class."""
    minutes = 0.0
    for cell in leave_out_optional(read_cells(source)):
        if "solution" in cell.metadata.get("tags", []):
            continue
        if cell.cell_type == "code":
            minutes += CELL_MINUTES
        elif cell.metadata["lang"] == "en":
            text = UNREAD.sub(" ", cell.source)
            minutes += len(re.findall(r"\w+", text)) / WORDS_A_MINUTE
            if re.search(r"^#+ Exercise", text, re.MULTILINE):
                minutes += EXERCISE_MINUTES
    return minutes


def find_wrong(counted: Mapping[str, float]) -> Iterator[str]:
    """Each lesson that is too long, or does not take what it states."""
    stated = {lesson.stem: lesson.minutes for lesson in LESSONS}
    for name, minutes in counted.items():
        if minutes > LONGEST:
            yield f"{name}: {minutes:.0f} minutes in class, at most {LONGEST}"
        if abs(minutes - stated[name]) > NEAR:
            yield (
                f"{name}: steps.json says {stated[name]} minutes, counted "
                f"are {minutes:.0f}"
            )


def leave_out_optional(
    cells: Iterable[NotebookNode],
) -> Iterator[NotebookNode]:
    """The cells outside the sections whose heading ends in "(optional)".

    Such a section ends at the next heading of its level or above.
    """
    level = 0  # of the optional section that a cell is in
    for cell in cells:
        heading = (
            HEADING.search(cell.source)
            if cell.cell_type == "markdown" and cell.metadata["lang"] == "en"
            else None
        )
        if heading and not (level and len(heading[1]) > level):
            optional = heading[2].strip().lower().endswith("(optional)")
            level = len(heading[1]) if optional else 0
        if not level:
            yield cell
