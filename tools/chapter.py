"""Make chapter 3 from the terminal, as lesson 14 does.

In: lesson 14's source, a file of interviews if there is one. Out: the
chapter's folder. The lesson's own cells run, up to the record of the run, in
this process: no kernel is needed, and terminal and notebook give the same.

    python notebooks/chapter.py --language id --folder bab_3
"""

import argparse
import contextlib
import io
import linecache
import os
import sys
import tempfile
from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import TextIO

os.environ.setdefault("MPLBACKEND", "Agg")

import jupytext
from tqdm import tqdm

from mnist_helpers import read_interviews, set_language

LESSON = Path(__file__).resolve().parent / "lessons" / "14_chapter_3.py"
LAST = "run = record_run("


def read_cells(lesson: Path = LESSON) -> list[str]:
    """Return the lesson's code cells, up to the record of the run."""
    notebook = jupytext.read(lesson, fmt="py:percent")
    cells = [c.source for c in notebook.cells if c.cell_type == "code"]
    (last,) = (n for n, cell in enumerate(cells) if cell.startswith(LAST))
    return cells[: last + 1]


def run_cells(cells: Sequence[str]) -> dict:
    """Run code cells in an empty folder; returns the names they made."""
    names: dict = {}
    with _empty_folder(), _without_log() as terminal:
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
def _empty_folder() -> Iterator[None]:
    before = os.getcwd()
    with tempfile.TemporaryDirectory(ignore_cleanup_errors=True) as folder:
        os.chdir(folder)
        try:
            yield
        finally:
            os.chdir(before)


@contextlib.contextmanager
def _without_log() -> Iterator[TextIO]:
    """Drop what TensorFlow logs; yields where stderr was going.

    Its C++ code logs before it reads any setting. What goes wrong comes as
    an exception.
    """
    with (
        os.fdopen(os.dup(2), "w", encoding="utf-8") as terminal,
        open(os.devnull, "w") as nothing,
    ):
        os.dup2(nothing.fileno(), 2)
        try:
            yield terminal
        finally:
            os.dup2(terminal.fileno(), 2)


def main(arguments: Sequence[str] | None = None) -> int:
    """Make the chapter from the command line; returns the exit status."""
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--language", choices=("en", "id"), default="en")
    parser.add_argument("--interviews", type=Path, metavar="FILE")
    parser.add_argument("--folder", type=Path, default=Path("bab_3"))
    parser.add_argument(
        "--overwrite", action="store_true", help="replace an earlier chapter"
    )
    options = parser.parse_args(arguments)
    set_language(options.language)
    folder = options.folder.resolve()
    try:
        # What can go wrong at once is found before minutes of training.
        interviews = options.interviews and read_interviews(options.interviews)
        if (folder / "run.json").exists() and not options.overwrite:
            raise FileExistsError(f"{folder}: --overwrite")
        run = run_cells(read_cells())["run"]
        # Not sooner: it imports TensorFlow.
        from mnist_helpers import write_chapter

        files = write_chapter(
            run,
            folder,
            language=options.language,
            interviews=interviews,
            overwrite=options.overwrite,
        )
    except (OSError, ValueError) as error:
        print(error, file=sys.stderr)
        return 1
    for path in files:
        print(path)
    return 0


if __name__ == "__main__":
    sys.exit(main())
