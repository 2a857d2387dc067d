#!/usr/bin/env python3
"""Set up, run, open, test and publish the course: standard library only.

    python course.py run [LESSON ...] [--lang en|id]
    python course.py lab [--lang en|id]
    python course.py test [--fast | --lane newest|colab-now|colab-past]
    python course.py slides [LESSON ...] [--lang en|id]
    python course.py handout [LESSON ...]
    python course.py chapter [--lang en|id] [--interviews FILE]
    python course.py publish --repo OWNER/NAME [--branch BRANCH]

The first call makes `.venv` and installs what the course needs into it;
later calls find that done and touch no network. A lane is an environment in
`.lanes` with the versions of one place and time, in which all notebooks must
run: `tests/lanes/NAME.txt`. Old Pythons must be able to read this file far
enough to be told that they are too old.
"""

import argparse
import errno
import hashlib
import os
import re
import shutil
import subprocess
import sys
import time
from pathlib import Path

FOLDER = Path(__file__).resolve().parent
OLDEST, NEWEST = (3, 10), (3, 13)
NEEDED_GB = 4
LANES = ("newest", "colab-now", "colab-past")
QUIET = {
    "PYDEVD_DISABLE_FILE_VALIDATION": "1",
    "PYTHONUTF8": "1",
    "TF_CPP_MIN_LOG_LEVEL": "3",
}


class Problem(Exception):
    """Something that the reader must put right, said in both languages."""


def main(arguments=None):
    parser = argparse.ArgumentParser(
        description="Set up, run, open, test and publish the course."
    )
    commands = parser.add_subparsers(dest="command", required=True)
    run = commands.add_parser("run", help="run lessons without a browser")
    run.add_argument("lessons", nargs="*", metavar="LESSON")
    lab = commands.add_parser("lab", help="open lesson 00 in JupyterLab")
    slides = commands.add_parser(
        "slides", help="make slides that need no network"
    )
    handout = commands.add_parser(
        "handout", help="make notebooks for students and for teachers"
    )
    for command in (slides, handout):
        command.add_argument("lessons", nargs="*", metavar="LESSON")
    chapter = commands.add_parser(
        "chapter", help="run lesson 14 and write chapter 3"
    )
    chapter.add_argument("--interviews", metavar="FILE")
    chapter.add_argument("--folder", default="bab_3")
    chapter.add_argument(
        "--overwrite", action="store_true", help="replace an earlier chapter"
    )
    for command in (run, lab, slides, chapter):
        command.add_argument("--lang", choices=("en", "id"), default="en")
    test = commands.add_parser("test", help="run the tests")
    part = test.add_mutually_exclusive_group()
    part.add_argument(
        "--fast", action="store_true", help="without running the lessons"
    )
    part.add_argument(
        "--lane", choices=LANES, help="the notebooks, with a lane's versions"
    )
    publish = commands.add_parser(
        "publish", help="write the repository's address into the project"
    )
    publish.add_argument("--repo", required=True, metavar="OWNER/NAME")
    publish.add_argument("--branch", default="main")
    options = parser.parse_args(arguments)
    try:
        check_python(sys.version_info[:2])
        lane = getattr(options, "lane", None)
        python = set_up(FOLDER, lane)
        return run_steps(list_steps(options, python), lane)
    except Problem as problem:
        print(problem, file=sys.stderr)
        return 1


def check_python(version):
    """Refuse a Python that the libraries of the course do not support."""
    if not OLDEST <= tuple(version) <= NEWEST:
        raise Problem(
            "This is Python {0}.{1}; the course needs 3.10 to 3.13. Install "
            "one from python.org and call it: python3.12 course.py ...\n"
            "Ini Python {0}.{1}; kursus ini memerlukan 3.10 sampai 3.13. "
            "Pasang dari python.org lalu jalankan: "
            "python3.12 course.py ...".format(*version)
        )


def find_environment(folder, lane=None):
    """Where the course's own environment is, or a lane's."""
    return folder / ".lanes" / lane if lane else folder / ".venv"


def find_python(folder, lane=None, windows=os.name == "nt"):
    """The Python of the course's own environment, or of a lane's."""
    parts = ("Scripts", "python.exe") if windows else ("bin", "python")
    return find_environment(folder, lane).joinpath(*parts)


def list_needs(folder, lane=None):
    """What pip installs: its arguments, and the files that decide them.

    A lane has the versions of its file and not the package itself: there
    the notebooks find it by PYTHONPATH, and a setup cell can install it.
    """
    floors = folder / "requirements.txt"
    if lane is None:
        whole = ["-e", "{}[course]".format(folder)]
        return whole, [folder / "pyproject.toml", floors]
    pins = folder / "tests" / "lanes" / (lane + ".txt")
    return ["-r", floors, "-r", pins], [floors, pins]


def fingerprint(folder, lane=None):
    """Changes when what must be installed changes."""
    content = repr(sys.version_info[:2]).encode()
    for path in list_needs(folder, lane)[1]:
        content += path.read_bytes()
    # `publish` writes the address, which needs nothing installed.
    content = re.sub(rb'(?m)^(repository|branch) = ".*"$', b"", content)
    return hashlib.sha256(content).hexdigest()


def set_up(folder, lane=None):
    """Make an environment and install into it, unless that has been done."""
    environment = find_environment(folder, lane)
    python = find_python(folder, lane)
    # Written last: a set-up that was broken off has none and is done again.
    stamp = environment / "course-is-set-up"
    wanted = fingerprint(folder, lane)
    if stamp.is_file() and stamp.read_text() == wanted and python.exists():
        return python
    free = shutil.disk_usage(str(folder)).free / 1e9
    if free < NEEDED_GB:
        raise no_space(free)
    print(
        "Setting up, once; this takes some minutes. / "
        "Menyiapkan, sekali saja; perlu beberapa menit.",
        flush=True,
    )
    try:
        call([sys.executable, "-m", "venv", "--clear", environment], VENV)
        call(
            [
                python,
                "-m",
                "pip",
                "install",
                "--quiet",
                "--disable-pip-version-check",
            ]
            + list_needs(folder, lane)[0],
            INSTALL,
        )
        stamp.write_text(wanted)
    except OSError as error:
        if error.errno == errno.ENOSPC:
            raise no_space(0.0)
        raise
    return python


VENV = (
    "Python could not make a virtual environment: its `venv` is missing or "
    "incomplete. On Debian or Ubuntu: sudo apt install python3-venv\n"
    "Python tidak dapat membuat lingkungan virtual: modul `venv` tidak ada "
    "atau tidak lengkap. Di Debian atau Ubuntu: sudo apt install python3-venv"
)
INSTALL = (
    "Installing failed; pip's message stands above. Is there a network, and "
    "room on the disk? Then call the same command again.\n"
    "Pemasangan gagal; pesan pip ada di atas. Apakah ada jaringan dan ruang "
    "di disk? Setelah itu jalankan lagi perintah yang sama."
)


def call(command, remedy):
    command = [str(part) for part in command]
    if subprocess.call(command) != 0:
        raise Problem(remedy)


def no_space(free):
    return Problem(
        "The disk has {0:.1f} GB free; the course needs {1}. Make room and "
        "call the same command again.\n"
        "Ruang kosong di disk {0:.1f} GB; kursus ini memerlukan {1} GB. "
        "Kosongkan ruang lalu jalankan lagi perintah yang "
        "sama.".format(free, NEEDED_GB)
    )


def list_steps(options, python):
    """The commands, with a name each, that do what was asked for."""
    notebooks = FOLDER / "notebooks"
    if options.command == "run":
        return [
            (
                "run",
                [
                    python,
                    notebooks / "execute.py",
                    "--language",
                    options.lang,
                    "--outputs",
                    FOLDER / "outputs",
                ]
                + options.lessons,
            )
        ]
    if options.command == "lab":
        first = min((notebooks / options.lang).glob("*.ipynb"))
        return [("lab", [python, "-m", "jupyter", "lab", first])]
    if options.command in ("slides", "handout"):
        script = notebooks / (options.command + ".py")
        make = [python, script, "--outputs", FOLDER / "outputs"]
        if options.command == "slides":
            make += ["--lang", options.lang]
        return [(options.command, make + options.lessons)]
    if options.command == "chapter":
        # Paths as the caller means them: the step runs in the project.
        make = [python, notebooks / "chapter.py", "--language", options.lang]
        make += ["--folder", os.path.abspath(options.folder)]
        if options.interviews:
            make += ["--interviews", os.path.abspath(options.interviews)]
        if options.overwrite:
            make.append("--overwrite")
        return [("chapter", make)]
    if options.command == "publish":
        address = ["--repo", options.repo, "--branch", options.branch]
        return [("publish", [python, notebooks / "publish.py"] + address)]
    pytest = [python, "-m", "pytest"]
    if options.lane:
        nbval = [
            # Two notebooks at a time, each from its first cell to its last.
            "--numprocesses=2",
            "--dist=loadfile",
            "--nbval-lax",
            "--nbval-current-env",
            "--nbval-cell-timeout=600",
            # A test of the plain `test` runs the Indonesian edition.
            notebooks / "en",
        ]
        return [
            ("versions", [python, "-m", "pip", "list"]),
            ("nbval", pytest + nbval),
        ]
    steps = [
        ("ruff", [python, "-m", "ruff", "check", "."]),
        ("format", [python, "-m", "ruff", "format", "--check", "."]),
        ("build", [python, notebooks / "build.py", "--check"]),
        ("pytest", pytest + ["tests"]),
    ]
    if options.fast:
        steps[-1][1].append("--ignore=tests/test_any_order.py")
    return steps


def run_steps(steps, lane=None):
    """Run one after the other; stop at the first that fails."""
    environment = dict(os.environ, **QUIET)
    if lane:
        environment["PYTHONPATH"] = str(FOLDER)
    for name, command in steps:
        start = time.time()
        command = [str(part) for part in command]
        if len(steps) > 1:
            print("== {}".format(name), flush=True)
        code = subprocess.call(command, cwd=str(FOLDER), env=environment)
        if len(steps) > 1:
            print(
                "== {}: {}, {:.0f} s".format(
                    name, "failed" if code else "ok", time.time() - start
                ),
                flush=True,
            )
        if code:
            return code
    return 0


if __name__ == "__main__":
    try:
        sys.exit(main())
    except KeyboardInterrupt:
        print("Stopped. / Dihentikan.", file=sys.stderr)
        sys.exit(130)
