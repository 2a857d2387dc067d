"""The course's tools: `python -m tools COMMAND`, from the project's folder.

`python course.py COMMAND` does the same in an environment of its own.
"""

import argparse
import io
import sys
from collections.abc import Iterable, Sequence
from pathlib import Path

from .test import LANES

# Standard library only up to here and in `test`, for lanes. What a command
# needs beyond is imported when it is called.
PROJECT = Path(__file__).resolve().parents[1]
LANGUAGES = ("en", "id")


def make_parser() -> argparse.ArgumentParser:
    parser = argparse.ArgumentParser(prog="tools", allow_abbrev=False)
    commands = parser.add_subparsers(dest="command", required=True)

    def add(
        name: str,
        about: str,
        *,
        lessons: bool = False,
        languages: Sequence[str] = (),
    ) -> argparse.ArgumentParser:
        command = commands.add_parser(name, help=about, description=about)
        if lessons:
            command.add_argument("lessons", nargs="*", metavar="LESSON")
        if languages:
            command.add_argument(
                "--lang",
                choices=languages,
                default="both" if "both" in languages else "en",
            )
        return command

    both = (*LANGUAGES, "both")
    run = add("run", "run lessons", lessons=True, languages=LANGUAGES)
    add("lab", "open lesson 00 in JupyterLab", languages=LANGUAGES)
    build = add(
        "build", "make notebooks from lessons", lessons=True, languages=both
    )
    build.add_argument("--force", action="store_true", help="even if current")
    build.add_argument("--check", action="store_true", help="only report")
    test = add("test", "run the tests")
    part = test.add_mutually_exclusive_group()
    part.add_argument(
        "--fast", action="store_true", help="without running the lessons"
    )
    part.add_argument(
        "--lane", choices=LANES, help="the notebooks, with a lane's versions"
    )
    test.add_argument(
        "--all",
        action="store_true",
        help="every lesson, and the tests that are slow",
    )
    add("green", "keep that every lesson has passed as it is now")
    add("check", "measure the project against its limits")
    add("readme", "write the READMEs' tables of lessons")
    slides = add(
        "slides",
        "make slides that need no network",
        lessons=True,
        languages=LANGUAGES,
    )
    handout = add(
        "handout",
        "make notebooks for students and for teachers",
        lessons=True,
        languages=both,
    )
    bundle = add(
        "bundle",
        "pack notebooks and package for a class into one zip",
        lessons=True,
        languages=LANGUAGES,
    )
    bundle.add_argument(
        "--reader", choices=("student", "teacher"), default="student"
    )
    site = add("site", "make the web site, both languages")
    for command in (run, slides, handout, bundle, site):
        command.add_argument(
            "--outputs", type=Path, default=PROJECT / "outputs"
        )
    collect = add(
        "collect", "read what a class has handed in", languages=LANGUAGES
    )
    collect.add_argument("folder", type=Path)
    collect.add_argument(
        "--recheck",
        action="store_true",
        help="check numbers, words and lists anew",
    )
    collect.add_argument(
        "--outputs", type=Path, default=PROJECT / "outputs" / "collect"
    )
    chapter = add(
        "chapter", "run lesson 14 and write chapter 3", languages=LANGUAGES
    )
    chapter.add_argument("--interviews", type=Path, metavar="FILE")
    chapter.add_argument("--folder", type=Path, default=Path("bab_3"))
    chapter.add_argument(
        "--template", type=Path, help="chapter 3 in Jinja2 and Markdown"
    )
    chapter.add_argument(
        "--document", type=Path, help="a Word file whose styles are taken"
    )
    chapter.add_argument(
        "--margins",
        type=read_margins,
        metavar="L-T-R-B",
        help="left, top, right and bottom in cm, such as 4-4-3-3",
    )
    chapter.add_argument(
        "--overwrite", action="store_true", help="replace an earlier chapter"
    )
    publish = add("publish", "write the repository's address everywhere")
    publish.add_argument("--repo", required=True, metavar="OWNER/NAME")
    publish.add_argument("--branch", default="main")
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
    if options.command == "test":
        from .test import list_steps, run_steps, write_plan

        print(write_plan(whole=options.all), flush=True)
        return run_steps(
            list_steps(fast=options.fast, whole=options.all, lane=options.lane)
        )
    if options.command == "green":
        from .modules import write_green

        return report((), [write_green(project)])
    if options.command == "lab":
        from .lab import open_lab

        return open_lab(notebooks, options.lang)
    if options.command == "check":
        from .check import check_project

        lines, problems = check_project(project)
        print("\n".join(lines))
        return report(problems)
    if options.command == "readme":
        from .readme import write_readmes

        write_readmes(project)
        return 0
    if options.command == "collect":
        from .classroom.collect import collect

        files = collect(
            options.folder,
            notebooks,
            options.outputs,
            language=options.lang,
            recheck=options.recheck,
        )
        return report((), files)
    if options.command == "chapter":
        from .chapter import make_chapter

        files = make_chapter(
            options.lang,
            options.folder,
            options.interviews,
            overwrite=options.overwrite,
            template=options.template,
            document=options.document,
            margins=options.margins,
        )
        return report((), files)
    if options.command == "site":
        from .site import make_site

        return report((), [make_site(project, options.outputs)])
    if options.command == "publish":
        from .publish import publish

        return report(publish(project, options.repo, options.branch))

    from .lesson import find_lessons

    sources = find_lessons(notebooks, options.lessons)
    languages = LANGUAGES if options.lang == "both" else (options.lang,)
    if options.command == "run":
        from .run import run_lessons

        return run_lessons(sources, options.lang, options.outputs)
    if options.command == "slides":
        from .slides import make_decks

        return report((), make_decks(sources, options.lang, options.outputs))
    if options.command == "handout":
        from .classroom.handout import make_handouts

        return report((), [make_handouts(sources, languages, options.outputs)])

    if options.command == "bundle":
        from .classroom.bundle import make_bundle

        zipped = make_bundle(
            sources, options.lang, options.outputs, reader=options.reader
        )
        return report((), [zipped])

    from .edition import build_lessons, check

    if options.check:
        problems = check(notebooks, options.lessons)
        return report(problems, [f"{len(sources)} lessons, all current."])
    problems = build_lessons(sources, languages, force=options.force)
    return report(problems, [f"{len(sources)} lessons, built or current."])


def report(problems: Iterable[str], done: Iterable[object] = ()) -> int:
    """Print problems, or what was done if there are none; exit status."""
    problems = list(problems)
    for problem in problems:
        print(problem, file=sys.stderr)
    if not problems:
        for line in done:
            print(line)
    return int(bool(problems))


if __name__ == "__main__":
    sys.exit(main())
