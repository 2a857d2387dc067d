"""Make chapter 3 from the terminal, as lesson 14 does.

In: lesson 14's source, a file of interviews if there is one. Out: the
chapter's folder. The lesson's own cells run, up to the record of the run, so
that terminal and notebook give the same.
"""

import os
import re
import tempfile
from pathlib import Path

os.environ.setdefault("MPLBACKEND", "Agg")

import jupytext
from nbformat.v4 import new_code_cell, new_notebook
from tqdm import tqdm

from mnist_course.chapter3 import read_interviews
from mnist_helpers import set_language
from mnist_helpers.language import table_to_text

from .kernel import execute
from .lesson import NOTEBOOKS

LESSON = NOTEBOOKS / "lessons" / "14_chapter_3.py"
# As after the set-up cell.
START = "import mnist_course as mc\nimport mnist_helpers as mh"
LAST = re.compile(r"run = ([\w.]+\.)?record_run\(")
A_DAY = 86_400.0  # seconds; nobody waits longer for a cell


def read_cells(lesson: Path = LESSON) -> list[str]:
    """Return the lesson's code cells, up to the record of the run."""
    notebook = jupytext.read(lesson, fmt="py:percent")
    cells = [c.source for c in notebook.cells if c.cell_type == "code"]
    (last,) = (n for n, cell in enumerate(cells) if LAST.match(cell))
    return cells[: last + 1]


def write_run(path: Path, lesson: Path = LESSON) -> None:
    """Run the lesson's cells, and write the run that they record."""
    cells = [START, *read_cells(lesson), f"run.save({str(path)!r})"]
    notebook = new_notebook(cells=[new_code_cell(cell) for cell in cells])
    with tqdm(total=len(cells), desc="chapter", unit="cell") as bar:
        done = execute(
            notebook, on_end=lambda *_cell: bar.update(), timeout=A_DAY
        )
    if done.error:
        raise ValueError(done.error)


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
    with tempfile.TemporaryDirectory() as aside:
        path = Path(aside, "run.json")
        write_run(path)
        # Not sooner: it imports TensorFlow.
        from mnist_course.chapter3 import list_gaps, load_run, write_chapter

        run = load_run(path)
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
