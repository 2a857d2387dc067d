"""Make chapter 3 from the terminal, as lesson 14 does.

In: lesson 14's source, a file of interviews if there is one. Out: the
chapter's folder. The lesson's own cells run, up to the record of the run, in
this process: no kernel is needed, and terminal and notebook give the same.
"""

import contextlib
import io
import linecache
import os
import re
import tempfile
from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import TextIO

os.environ.setdefault("MPLBACKEND", "Agg")

import jupytext
from tqdm import tqdm

import mnist_course
import mnist_helpers
from mnist_course.chapter3 import read_interviews
from mnist_helpers import set_language
from mnist_helpers.language import table_to_text

from .lesson import NOTEBOOKS

LESSON = NOTEBOOKS / "lessons" / "14_chapter_3.py"
LAST = re.compile(r"run = ([\w.]+\.)?record_run\(")


def read_cells(lesson: Path = LESSON) -> list[str]:
    """Return the lesson's code cells, up to the record of the run."""
    notebook = jupytext.read(lesson, fmt="py:percent")
    cells = [c.source for c in notebook.cells if c.cell_type == "code"]
    (last,) = (n for n, cell in enumerate(cells) if LAST.match(cell))
    return cells[: last + 1]


def run_cells(cells: Sequence[str]) -> dict:
    """Run code cells in an empty folder; returns the names they made."""
    # As after the set-up cell.
    names: dict = {"mh": mnist_helpers, "mc": mnist_course}
    with _aside() as terminal:
        bar = tqdm(cells, "chapter", unit="cell", file=terminal)
        for number, cell in enumerate(bar):
            name = f"<cell {number + 1} of lesson 14>"
            # TensorFlow and error messages look a function's lines up here.
            lines = cell.splitlines(keepends=True)
            linecache.cache[name] = (len(cell), None, lines, name)
            with contextlib.redirect_stdout(io.StringIO()):
                exec(compile(cell, name, "exec"), names)
    return names


@contextlib.contextmanager
def _aside() -> Iterator[TextIO]:
    """Work in an empty folder, without stderr; yields where that was going.

    TensorFlow's C++ code logs there before it reads any setting. What goes
    wrong comes as an exception.
    """
    before = os.getcwd()
    with (
        tempfile.TemporaryDirectory(ignore_cleanup_errors=True) as folder,
        os.fdopen(os.dup(2), "w", encoding="utf-8") as terminal,
        open(os.devnull, "w") as nothing,
    ):
        os.chdir(folder)
        os.dup2(nothing.fileno(), 2)
        try:
            yield terminal
        finally:
            os.dup2(terminal.fileno(), 2)
            os.chdir(before)


def make_chapter(
    language: str,
    folder: Path,
    interviews: Path | None = None,
    *,
    overwrite: bool = False,
    template: Path | None = None,
    document: Path | None = None,
    margins: tuple[float, ...] | None = None,
) -> list[Path]:
    """Train, and write the chapter into a folder; returns its files.

    interviews: their file; the rest is for `write_chapter`. What is still
    to be filled in is printed.

    Raises: ValueError for a faulty file of interviews, OSError for one that
        is not there and for an earlier chapter that is not to be replaced.
    """
    set_language(language)
    folder = folder.resolve()
    # What can go wrong at once is found before minutes of training.
    table = read_interviews(interviews) if interviews else None
    if (folder / "run.json").exists() and not overwrite:
        raise FileExistsError(f"{folder}: --overwrite")
    run = run_cells(read_cells())["run"]
    # Not sooner: it imports TensorFlow.
    from mnist_course.chapter3 import list_gaps, write_chapter

    files = write_chapter(
        run,
        folder,
        language=language,
        interviews=table,
        overwrite=overwrite,
        template=template,
        document=document,
        margins=margins,
    )
    print(table_to_text(list_gaps(folder)))
    return files
