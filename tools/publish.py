"""Write the repository's address into the project: once it is known.

    python course.py publish --repo OWNER/NAME [--branch BRANCH]

In: the address. Out: `pyproject.toml`, both READMEs and all notebooks name
it, in badges and in the setup cell that installs the package from it. The
notebooks keep their outputs. Called again with another address, it changes
all of that; with the same one, nothing.
"""

import argparse
import re
import sys
from collections.abc import Sequence
from pathlib import Path

import build
from execute import write_whole

# What GitHub allows: it is written into cells that install from it.
REPOSITORY = re.compile(
    r"[A-Za-z0-9](?:[A-Za-z0-9]|-(?=[A-Za-z0-9])){0,38}/(?!\.{1,2}$)"
    r"[A-Za-z0-9._-]{1,100}"
)
BRANCH = re.compile(
    r"(?!.*(?:\.\.|//|\.$|/$))[A-Za-z0-9][A-Za-z0-9._/-]{0,99}"
)
MARKS = "<!-- badges -->", "<!-- end of badges -->"


def verify_address(repository: str, branch: str) -> None:
    """Raises: ValueError, in both languages, if GitHub has no such name."""
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
            f"Write --branch main, say.\n`--branch` harus berupa nama "
            f"branch. Diterima {branch!r}. Tulis --branch main, misalnya."
        )


def publish(project: Path, repository: str, branch: str) -> int:
    """Write the address everywhere; returns the exit status of the build."""
    verify_address(repository, branch)
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
    for name, language in (("README.md", "en"), ("README.id.md", "id")):
        readme = project / name
        first = build.find_lessons(project / "notebooks")[0].stem
        badges = build.badges(first, language, repository, branch)
        start, end = MARKS
        before, _old, after = re.split(
            f"{start}(.*?){end}", readme.read_text("utf-8"), flags=re.S
        )
        write_whole(readme, f"{before}{start}\n{badges}\n{end}{after}")
    return build.main([], folder=project / "notebooks")


def main(arguments: Sequence[str] | None = None) -> int:
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--repo", required=True, metavar="OWNER/NAME")
    parser.add_argument("--branch", default="main")
    options = parser.parse_args(arguments)
    try:
        return publish(build.FOLDER.parent, options.repo, options.branch)
    except ValueError as problem:
        print(problem, file=sys.stderr)
        return 2


if __name__ == "__main__":
    sys.exit(main())
