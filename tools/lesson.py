"""Lesson sources to notebooks: both editions from one file, not executed.

In: `notebooks/lessons/NN_name.py`, percent format, Markdown cells in pairs,
English then Indonesian. Out: a notebook with the cells of one language and
those that every lesson has. Nothing here knows of outputs.
"""

import hashlib
import re
from collections import Counter
from collections.abc import Iterable, Iterator, Mapping, Sequence
from itertools import pairwise
from pathlib import Path
from typing import Any, NamedTuple

import jupytext
from nbformat import NotebookNode
from nbformat.v4 import new_code_cell, new_markdown_cell, new_notebook

from mnist_helpers.language import LANGUAGES

from . import fixed_cells
from .words import read_words

PROJECT = Path(__file__).resolve().parents[1]
NOTEBOOKS = PROJECT / "notebooks"
HEADING = re.compile(r"(#+) +(.+)")
METADATA = {
    "kernelspec": {
        "display_name": "Python 3",
        "language": "python",
        "name": "python3",
    },
    "language_info": {"name": "python"},
}


def find_lessons(folder: Path, names: Sequence[str] = ()) -> list[Path]:
    """Sources in `folder/lessons` that the names select, in order.

    names: numbers ("1", "01"), names or beginnings of names; none: all.

    Raises: ValueError if a name selects nothing.
    """
    every = sorted((folder / "lessons").glob("[0-9][0-9]_*.py"))
    found = set()
    for name in names:
        start = name.zfill(2) if name.isdigit() else name
        start = start.removesuffix(".py")
        hits = [
            source
            for source in every
            if source.stem.startswith(start) or source.stem[3:] == start
        ]
        if not hits:
            allowed = ", ".join(source.stem for source in every) or "none yet"
            raise ValueError(f"No lesson is called {name!r}. Use: {allowed}.")
        found.update(hits)
    return sorted(found) if names else every


def find_unpaired(cells: Sequence[NotebookNode]) -> Iterator[str]:
    """Each Markdown cell that lacks its twin in the other language."""
    english: str | None = None  # waits for its twin
    for number, cell in enumerate(cells, 1):
        language = cell.metadata.get("lang")
        if cell.cell_type == "markdown" and language not in LANGUAGES:
            yield f'cell {number}: Markdown without lang="en" or lang="id"'
            continue
        if (language == "id") != (english is not None):
            yield (
                f"cell {number}: an English Markdown cell must be followed "
                "at once by its Indonesian twin"
            )
        elif language == "id" and not cell.source.strip():
            yield f"cell {number}: the Indonesian text is empty"
        elif language == "id" and cell.source == english:
            if has_words(cell.source):
                yield f"cell {number}: the Indonesian text is the English one"
        english = cell.source if language == "en" else None
    if english is not None:
        yield f"cell {len(cells)}: the last English cell has no twin"


def split_at_headings(cells: Sequence[NotebookNode]) -> Iterator[NotebookNode]:
    """Begin a Markdown cell, and with it a slide, at each heading.

    cells: twins side by side; so they stay, and whole if the one has more
    headings than the other.
    """
    for cell in cells:
        if cell.cell_type != "markdown":
            yield cell
        elif cell.metadata["lang"] == "en":
            english = cell
        else:
            twins = (english, cell)
            parts = [_split_at_headings(one.source) for one in twins]
            if len(parts[0]) != len(parts[1]):
                parts = [[one.source] for one in twins]
            for texts in zip(*parts, strict=True):
                for one, text in zip(twins, texts, strict=True):
                    yield NotebookNode(one | {"source": text})


def _split_at_headings(text: str) -> list[str]:
    # Code first: what is a comment in it is no heading.
    found = re.finditer(r"^```.*?^```|^##", text, re.MULTILINE | re.DOTALL)
    starts = [each.start() for each in found if each[0] == "##"]
    parts = [text[a:b] for a, b in pairwise([0, *starts, len(text)])]
    return [part.strip("\n") for part in parts if part]


def has_words(markdown: str) -> bool:
    """Whether anything is left to translate beside code and formulas."""
    code = r"```.*?```|`[^`]*`|\$\$.*?\$\$|\$[^$]*\$|<[^>]*>"
    return bool(re.search(r"[^\W\d_]", re.sub(code, "", markdown, flags=re.S)))


def build(source_path: Path, language: str) -> NotebookNode:
    """One edition of a lesson, not executed.

    source_path: `PROJECT/notebooks/lessons/NN_name.py`; language: "en" or
    "id". The editions differ in Markdown and in the set-up cell; their cell
    ids are the same, and an edit changes one id only. `{{head}}` becomes
    step, minutes and question, `{{lessons}}` the table of all lessons.

    Raises: ValueError if a Markdown cell lacks its twin or there is none, or
        if a lesson with `{{head}}` has no entry in the table of steps.
    """
    source_path = Path(source_path).resolve()
    stem = source_path.stem
    cells: list[NotebookNode] = []
    seen: Counter = Counter()
    english = ""
    for cell in read_cells(source_path):
        if cell.cell_type == "markdown":
            english = english if cell.metadata["lang"] == "id" else cell.source
            if cell.metadata["lang"] != language:
                continue
            known, make = f"markdown{english}", new_markdown_cell
        else:
            known, make = f"code{cell.source}", new_code_cell
        seen[known] += 1
        known = f"{seen[known]} {known}"
        cells.append(
            make(
                cell.source,
                id=hashlib.sha256(known.encode()).hexdigest()[:12],
                metadata=_cell_metadata(cell),
            )
        )
    table = fixed_cells.write_table(language)
    for cell in cells:
        cell.source = cell.source.replace("{{lessons}}", table)
        if "{{head}}" in cell.source:
            head = fixed_cells.write_head(stem, language)
            cell.source = cell.source.replace("{{head}}", head)
    place = [cell.cell_type for cell in cells].index("markdown")
    restart = read_words("cells", language)["restart"]
    cells[place].source += f"\n\n{restart}"
    address = fixed_cells.read_address(source_path.parents[2])
    cells[place + 1 : place + 1] = fixed_cells.make_cells(
        stem, language, *address
    )
    heading = re.search(r"^# +(.+)$", cells[0].source, re.MULTILINE)
    named = METADATA | {"title": heading[1] if heading else stem}
    return new_notebook(cells=cells, metadata=named, nbformat_minor=5)


def read_cells(source_path: Path) -> list[NotebookNode]:
    cells = jupytext.read(source_path, fmt="py:percent").cells
    problems = list(find_unpaired(cells))
    if not any(cell.cell_type == "markdown" for cell in cells):
        problems.append("no Markdown: a lesson begins with its title")
    if problems:
        raise ValueError(
            "\n".join(f"{source_path.name}, {p}" for p in problems)
        )
    return list(split_at_headings(cells))


class Section(NamedTuple):
    """A heading's level and title, 0 and "" before the first; its cells."""

    level: int
    title: str
    cells: list[Any]


def split_sections(
    cells: Iterable[Mapping], levels: Sequence[int] = range(1, 7)
) -> Iterator[Section]:
    """The cells by the headings of these levels, which begin their cells."""
    section = Section(0, "", [])
    for cell in cells:
        found = HEADING.match(cell["source"])
        is_text = cell["cell_type"] == "markdown"
        if found and is_text and len(found[1]) in levels:
            yield section
            section = Section(len(found[1]), found[2], [])
        section.cells.append(cell)
    yield section


def _cell_metadata(cell: NotebookNode) -> dict:
    tags = cell.metadata.get("tags", [])
    heading = cell.cell_type == "markdown" and cell.source.startswith("#")
    slide = "slide" if heading else "fragment" if "solution" in tags else "-"
    metadata: dict = {"slideshow": {"slide_type": slide}}
    if tags:
        metadata["tags"] = list(tags)
    if "solution" in tags and cell.cell_type == "code":
        # Folded in Jupyter and in Colab.
        metadata |= {"jupyter": {"source_hidden": True}, "cellView": "form"}
    return metadata
