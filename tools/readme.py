"""Write what the READMEs say of every lesson, and the badges.

In: `mnist_course.steps.LESSONS` and the repository's address. Out:
`README.md` and `README.id.md`, in which nothing but the parts between the
marks has changed.
"""

from collections.abc import Iterator
from pathlib import Path

from mnist_course.steps import LESSONS
from mnist_helpers.files import write_whole

from .fixed_cells import read_address, write_badges, write_table

READMES = {"en": "README.md", "id": "README.id.md"}


def write_readmes(project: Path) -> None:
    """Bring both READMEs up to date."""
    for path, text in make_readmes(project):
        write_whole(path, text)


def find_outdated(project: Path) -> Iterator[str]:
    """Each README that differs from the table of lessons."""
    for path, text in make_readmes(project):
        if path.read_text(encoding="utf-8") != text:
            yield f"{path.name} is not current: run python -m tools readme"


def make_readmes(project: Path) -> Iterator[tuple[Path, str]]:
    """Both files and what they should hold."""
    repository, branch = read_address(project)
    for language, name in READMES.items():
        path = project / name
        text = path.read_text(encoding="utf-8")
        text = replace_marked(
            text, "lessons", write_table(language, f"notebooks/{language}/")
        )
        if repository:
            first = LESSONS[0].stem
            badges = write_badges(first, language, repository, branch)
            text = replace_marked(text, "badges", badges)
        yield path, text


def replace_marked(text: str, mark: str, content: str) -> str:
    """Replace what stands between `<!-- mark -->` and `<!-- end of mark -->`.

    Raises: ValueError if the marks are not there.
    """
    start, end = f"<!-- {mark} -->", f"<!-- end of {mark} -->"
    before, found, rest = text.partition(start)
    _old, closed, after = rest.partition(end)
    if not found or not closed:
        raise ValueError(f"The README must hold {start} and {end}.")
    return f"{before}{start}\n{content}\n{end}{after}"
