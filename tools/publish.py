"""Write the repository's address into the project: once it is known.

    python course.py publish --repo OWNER/NAME [--branch BRANCH]

In: the address. Out: `pyproject.toml`, both READMEs and all notebooks name
it, in badges and in the setup cell that installs the package from it. The
notebooks keep their outputs. Called again with another address, it changes
all of that; with the same one, nothing.
"""

import re
from pathlib import Path

from mnist_helpers.files import write_whole

from .edition import build_lessons
from .lesson import LANGUAGES, find_lessons
from .readme import write_readmes

# What GitHub allows: it is written into cells that install from it.
REPOSITORY = re.compile(
    r"[A-Za-z0-9](?:[A-Za-z0-9]|-(?=[A-Za-z0-9])){0,38}/(?!\.{1,2}$)"
    r"[A-Za-z0-9._-]{1,100}"
)
BRANCH = re.compile(
    r"(?!.*(?:\.\.|//|\.$|/$))[A-Za-z0-9][A-Za-z0-9._/-]{0,99}"
)


def publish(project: Path, repository: str, branch: str) -> list[str]:
    """Write the address everywhere; returns the problems of the build.

    Raises: ValueError, in both languages, if GitHub has no such name.
    """
    if not REPOSITORY.fullmatch(repository):
        raise ValueError(
            f"`--repo` must be OWNER/NAME as on GitHub. Received "
            f"{repository!r}. Write --repo OWNER/NAME, without https.\n"
            f"`--repo` harus berupa OWNER/NAME seperti di GitHub. Diterima "
            f"{repository!r}. Tulis --repo OWNER/NAME, tanpa https."
        )
    if not BRANCH.fullmatch(branch):
        raise ValueError(
            f"`--branch` must be the name of a branch. Received {branch!r}. "
            f"Write --branch main, for example.\n`--branch` harus berupa nama "
            f"branch. Diterima {branch!r}. Tulis --branch main, misalnya."
        )
    settings = project / "pyproject.toml"
    text = settings.read_text(encoding="utf-8")
    for name, value in (("repository", repository), ("branch", branch)):
        text = re.sub(
            rf'(\[tool\.mnist-course\][^\[]*?^{name} = )"[^"]*"',
            rf'\g<1>"{value}"',
            text,
            flags=re.M,
        )
    write_whole(settings, text)
    write_readmes(project)
    return build_lessons(find_lessons(project / "notebooks"), LANGUAGES)
