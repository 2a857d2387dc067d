"""The course's tools: `python -m tools COMMAND`, from the project's folder.

`python course.py COMMAND` does the same in an environment of its own.
"""

import argparse
import inspect
import io
import pkgutil
import sys
from collections.abc import Sequence
from pathlib import Path

from .test import LANES

# Standard library only up to here and in `test`, for lanes. What a command
# needs beyond is imported when it is called.
PROJECT = Path(__file__).resolve().parents[1]
LANGUAGES = ("en", "id")
# What each command does, the common options that it takes, and the function
# that is called with them: by the names of its parameters.
COMMANDS = {
    "run": ("run lessons", "LESSON --lang --outputs", "run:run_lessons"),
    "lab": ("open lesson 00 in JupyterLab", "--lang", "lab:open_lab"),
    "build": (
        "make notebooks from lessons",
        "LESSON --langs",
        "__main__:build",
    ),
    "test": ("run the tests", "", "test:run_tests"),
    "green": (
        "keep that every lesson has passed as it is now",
        "",
        "modules:write_green",
    ),
    "check": ("measure the project against its limits", "", "__main__:check"),
    "readme": (
        "write the READMEs' tables of lessons",
        "",
        "readme:write_readmes",
    ),
    "slides": (
        "make slides that need no network",
        "LESSON --lang --outputs",
        "slides:make_decks",
    ),
    "handout": (
        "make notebooks for students and for teachers",
        "LESSON --langs --outputs",
        "classroom.handout:make_handouts",
    ),
    "bundle": (
        "pack notebooks and package for a class into one zip",
        "LESSON --lang --outputs",
        "classroom.bundle:make_bundle",
    ),
    "site": (
        "make the web site, both languages",
        "--outputs",
        "site:make_site",
    ),
    "collect": (
        "read what a class has handed in",
        "--lang --outputs",
        "classroom.collect:collect",
    ),
    "chapter": (
        "run lesson 14 and write chapter 3",
        "--lang",
        "chapter:make_chapter",
    ),
    "publish": (
        "write the repository's address everywhere",
        "",
        "__main__:publish",
    ),
}


def make_parser() -> argparse.ArgumentParser:
    parser = argparse.ArgumentParser(prog="course.py", allow_abbrev=False)
    commands = parser.add_subparsers(dest="command", required=True)
    made = {}
    for name, (about, shared, _function) in COMMANDS.items():
        made[name] = commands.add_parser(name, help=about, description=about)
        add = made[name].add_argument
        if "LESSON" in shared:
            add("lessons", nargs="*", metavar="LESSON")
        if "--langs" in shared:
            both = (*LANGUAGES, "both")
            add("--lang", dest="language", choices=both, default="both")
        elif "--lang" in shared:
            add("--lang", dest="language", choices=LANGUAGES, default="en")
        if "--outputs" in shared:
            add("--outputs", type=Path, default=PROJECT / "outputs")

    def add_flag(command: str, name: str, about: str) -> None:
        made[command].add_argument(name, action="store_true", help=about)

    add_flag("build", "--force", "even if current")
    add_flag("build", "--check", "only report")
    add_flag("test", "--all", "every lesson, and the tests that are slow")
    part = made["test"].add_mutually_exclusive_group()
    part.add_argument(
        "--fast", action="store_true", help="without running the lessons"
    )
    part.add_argument(
        "--lane", choices=LANES, help="the notebooks, with a lane's versions"
    )
    made["bundle"].add_argument(
        "--reader", choices=("student", "teacher"), default="student"
    )
    made["collect"].set_defaults(outputs=PROJECT / "outputs" / "collect")
    made["collect"].add_argument("folder", type=Path)
    add_flag("collect", "--recheck", "check numbers, words and lists anew")
    add = made["chapter"].add_argument
    add("--interviews", type=Path, metavar="FILE")
    add("--folder", type=Path, default=Path("bab_3"))
    add("--template", type=Path, help="chapter 3 in Jinja2 and Markdown")
    add("--document", type=Path, help="a Word file whose styles are taken")
    add(
        "--margins",
        type=read_margins,
        metavar="L-T-R-B",
        help="left, top, right and bottom in cm, such as 4-4-3-3",
    )
    add_flag("chapter", "--overwrite", "replace an earlier chapter")
    add = made["publish"].add_argument
    add("--repo", dest="repository", required=True, metavar="OWNER/NAME")
    add("--branch", default="main")
    return parser


def read_margins(text: str) -> tuple[float, ...]:
    """Return the numbers of "4-4-3-3"."""
    return tuple(map(float, text.split("-")))


def main(
    arguments: Sequence[str] | None = None, *, project: Path = PROJECT
) -> int:
    """Do what a command line asks for; returns the exit status."""
    for stream in (sys.stdout, sys.stderr):
        # What a terminal cannot write is no reason to stop.
        if isinstance(stream, io.TextIOWrapper):
            stream.reconfigure(errors="replace")
    options = make_parser().parse_args(arguments)
    try:
        return dispatch(options, project)
    except (OSError, ValueError) as error:
        print(error, file=sys.stderr)
        return 1
    except KeyboardInterrupt:
        print("Stopped. / Dihentikan.", file=sys.stderr)
        return 130


def dispatch(options: argparse.Namespace, project: Path) -> int:
    notebooks = project / "notebooks"
    given = vars(options) | {"project": project, "notebooks": notebooks}
    if "lessons" in given:
        from .lesson import find_lessons

        given["sources"] = find_lessons(notebooks, options.lessons)
        one = (options.language,)
        given["languages"] = LANGUAGES if one == ("both",) else one
    function = pkgutil.resolve_name(f"tools.{COMMANDS[options.command][2]}")
    taken = inspect.signature(function).parameters
    done = function(**{name: given[name] for name in taken})
    if isinstance(done, int):
        return done
    for path in [done] if isinstance(done, Path) else done or ():
        print(path)
    return 0


def build(
    sources: Sequence[Path],
    languages: Sequence[str],
    notebooks: Path,
    lessons: Sequence[str],
    check: bool,
    force: bool,
) -> int:
    from . import edition

    if check:
        return report(
            edition.check(notebooks, lessons),
            f"{len(sources)} lessons, all current.",
        )
    return report(
        edition.build_lessons(sources, languages, force=force),
        f"{len(sources)} lessons, built or current.",
    )


def check(project: Path) -> int:
    from .check import check_project

    lines, problems = check_project(project)
    print("\n".join(lines))
    return report(problems)


def publish(project: Path, repository: str, branch: str) -> int:
    from .publish import publish

    return report(publish(project, repository, branch))


def report(problems: Sequence[str], done: str = "") -> int:
    """Print problems, or what was done if there are none; exit status."""
    for problem in problems:
        print(problem, file=sys.stderr)
    if done and not problems:
        print(done)
    return int(bool(problems))


if __name__ == "__main__":
    sys.exit(main())
