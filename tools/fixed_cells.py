"""What every lesson is given beside its source.

In: a language, an entry of `mnist_course.steps.LESSONS`, the repository's
address if it is known. Out: badges, the set-up cell, what to do after a
restart, and the line with step, minutes and question below the title.
"""

import re
from collections.abc import Iterator
from pathlib import Path

from nbformat import NotebookNode
from nbformat.v4 import new_code_cell, new_markdown_cell

from mnist_course.steps import LESSONS, Lesson

from .words import read_words

# Where a notebook can be opened: its picture, and the page it leads to.
BADGES = {
    "Colab": (
        "https://colab.research.google.com/assets/colab-badge.svg",
        "https://colab.research.google.com/github/{repository}/blob/{branch}"
        "/{path}",
    ),
    "Kaggle": (
        "https://kaggle.com/static/images/open-in-kaggle.svg",
        "https://kaggle.com/kernels/welcome?src=https://github.com/"
        "{repository}/blob/{branch}/{path}",
    ),
    "Binder": (
        "https://mybinder.org/badge_logo.svg",
        "https://mybinder.org/v2/gh/{repository}/{branch}?labpath={path}",
    ),
}
# Both packages are there; or its wheel lies beside the notebook, in a mounted
# Drive or among Kaggle's inputs; or it comes from the repository, if that is
# known, or from the reader's own computer. Nothing else is ever installed.
SETUP = """\
from importlib.util import find_spec
if not find_spec("mnist_course"):
    import glob, sys
    drive = "/content/drive/MyDrive/"
    folders = ["", drive, drive + "*/", drive + "*/*/", "/kaggle/input/*/"]
    wheels = [w for f in folders for w in glob.glob(f + "mnist_helpers-*.whl")]
{otherwise}
    if wheels:
        %pip install -q --no-deps --no-index "{{wheels[0]}}"
    else:
        {missing}
import mnist_course as mc
import mnist_helpers as mh
mh.set_language("{language}")"""
# Where no address is known, Colab asks for the wheel.
UPLOAD = """\
    if not wheels and "google.colab" in sys.modules:
        from google.colab import files
        print("{please}")
        wheels = [*files.upload()]"""
INSTALL = "%pip install -q --no-deps git+https://github.com/{}@{}"
MISSING = """\
print("{beside}"
              "{install}")"""
KINDS = {"data": "data", "cnn": "CNN"}
SKIP = {"slideshow": {"slide_type": "skip"}}


def read_address(project: Path) -> tuple[str, str]:
    """Repository ("" if not set) and branch in `project/pyproject.toml`."""
    path = project / "pyproject.toml"
    text = path.read_text(encoding="utf-8") if path.exists() else ""
    # Two strings: not worth a TOML parser, which Python 3.10 has not got.
    found = re.search(
        r'^\[tool\.mnist-course\]\nrepository = "(.*)"\nbranch = "(.*)"$',
        text,
        re.M,
    )
    return (found[1], found[2]) if found else ("", "main")


def make_cells(
    stem: str, language: str, repository: str, branch: str
) -> list[NotebookNode]:
    """The cells after a lesson's title: badges if there is an address, setup.

    Only Markdown and the set-up cell differ between the editions.
    """
    cells = []
    words = read_words("cells", language)
    otherwise, missing = UPLOAD.format(**words), MISSING.format(**words)
    if repository:
        otherwise, missing = "", INSTALL.format(repository, branch)
        text = write_badges(stem, language, repository, branch)
        cells.append(new_markdown_cell(text, id="badges", metadata=SKIP))
    setup = SETUP.format(
        otherwise=otherwise, missing=missing, language=language
    ).replace("\n\n", "\n")
    metadata = SKIP | {"tags": ["setup"]}
    return [*cells, new_code_cell(setup, id="setup", metadata=metadata)]


def write_badges(
    stem: str, language: str, repository: str, branch: str
) -> str:
    """Markdown of the badges that open one edition of a lesson elsewhere."""
    return "\n".join(
        f"[![{text}]({BADGES[place][0]})]({page})"
        for place, text, page in list_pages(stem, language, repository, branch)
    )


def list_pages(
    stem: str, language: str, repository: str, branch: str
) -> Iterator[tuple[str, str, str]]:
    """Where one edition of a lesson opens: place, a link's text, address."""
    text = read_words("cells", language)["open_in"]
    path = f"notebooks/{language}/{stem}.ipynb"
    for place, (_picture, page) in BADGES.items():
        # Of these three only Binder's address has the branch as one part.
        part = branch.replace("/", "%2F") if place == "Binder" else branch
        page = page.format(repository=repository, branch=part, path=path)
        yield place, text.format(place=place), page


def find_lesson(stem: str) -> Lesson:
    """A lesson's entry in the table of steps.

    Raises: ValueError if it has none.
    """
    by_stem = {lesson.stem: lesson for lesson in LESSONS}
    if stem not in by_stem:
        raise ValueError(f"{stem}: has no entry in mnist_course/steps.json")
    return by_stem[stem]


def write_head(stem: str, language: str) -> str:
    """Markdown of a lesson's step, minutes and question."""
    lesson, words = find_lesson(stem), read_words("cells", language)
    text = words.get(lesson.kind, "") + words["minutes"]
    return text.format(
        step=lesson.step,
        minutes=lesson.minutes,
        title=lesson.text("title", language),
        question=lesson.text("question", language),
    )


def write_table(language: str, folder: str = "") -> str:
    """Markdown of the table of all lessons, with links into a folder."""
    heads = read_words("cells", language)["heads"]
    lines = [f"| {heads} |", "|---|---|---|---|"]
    for lesson in LESSONS:
        title = lesson.stem.replace("_", " ", 1)
        question = lesson.text("question", language)
        step = f"{KINDS[lesson.kind]} {lesson.step}" if lesson.kind else "-"
        link = f"[{title}]({folder}{lesson.stem}.ipynb)"
        lines.append(f"| {link} | {question} | {lesson.minutes} | {step} |")
    return "\n".join(lines)
