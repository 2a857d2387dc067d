#!/usr/bin/env python3
"""Set up the course once, then run, open, test, give or publish it.

    python course.py run [LESSON ...] [--lang en|id]
    python course.py lab [--lang en|id]
    python course.py test [--fast | --lane colab-now|kaggle] [--all]
    python course.py slides|handout|bundle [LESSON ...] [--lang en|id]
    python course.py collect FOLDER [--lang en|id] [--recheck]
    python course.py chapter [--lang en|id] [--interviews FILE]
    python course.py site
    python course.py publish --repo OWNER/NAME [--branch BRANCH]
    python course.py setup [--lane colab-now|kaggle]

The first call makes `.venv` and installs what the command needs; later calls
find that done and touch no network. All but `setup`, which does no more than
that, is handed on to `python -m tools`; COMMAND --help lists its options. A
lane is an environment in `.lanes` with the versions of one place and time;
`.venv` has those of `tests/lanes/newest.txt`. Standard library only, and old
Pythons must be able to read this file far enough to be refused.
"""

import argparse
import errno
import hashlib
import os
import re
import shutil
import subprocess
import sys
from pathlib import Path

FOLDER = Path(__file__).resolve().parent
OLDEST, NEWEST = (3, 10), (3, 13)
NEEDED_GB = 4
# What a command needs beyond `run`; the names are pyproject.toml's extras.
EXTRAS = {
    "lab": ["lab"],
    "slides": ["slides"],
    "site": ["site"],
    "setup": ["lab", "slides", "site", "test"],
    "test": ["lab", "slides", "site", "test"],
}
# A lane's own Python.
LANES = {"colab-now": (3, 13), "kaggle": (3, 12)}
# Where its Python can't be had, the one that is there will do.
LOOSE = {"kaggle"}
SETTINGS = {
    # Whoever has pip install for the user alone has it refuse in a `.venv`.
    "PIP_USER": "0",
    "PYDEVD_DISABLE_FILE_VALIDATION": "1",
    "PYTHONUTF8": "1",
    "TF_CPP_MIN_LOG_LEVEL": "3",
}
VENV = (
    "Python cannot make a virtual environment here. On Debian or Ubuntu: "
    "sudo apt install python3-venv. Then call the same command again.\n"
    "Python tidak dapat membuat lingkungan virtual di sini. Pada Debian atau "
    "Ubuntu: sudo apt install python3-venv. Setelah itu jalankan lagi "
    "perintah yang sama."
)
INSTALL = (
    "Installing failed; pip's message is above. Is there a network, and room "
    "on the disk? Then call the same command again.\n"
    "Pemasangan gagal; pesan pip ada di atas. Apakah ada jaringan dan ruang "
    "di disk? Setelah itu jalankan lagi perintah yang sama."
)
SPACE = (
    "The disk has {0:.1f} GB free; the course needs {1}. Make room and call "
    "the same command again.\n"
    "Ruang kosong di disk {0:.1f} GB; kursus ini memerlukan {1} GB. Kosongkan "
    "ruang lalu jalankan lagi perintah yang sama."
)
PYTHON = (
    "This is Python {0}.{1}; the course needs 3.10 to 3.13. Install one from "
    "python.org and call it: python3.12 course.py ...\n"
    "Ini Python {0}.{1}; kursus ini memerlukan 3.10 sampai 3.13. Pasang dari "
    "python.org lalu jalankan: python3.12 course.py ..."
)


class Problem(Exception):
    """Something that the reader must put right, said in both languages."""


def main(arguments=None):
    arguments = sys.argv[1:] if arguments is None else arguments
    if not arguments or arguments[0] in ("-h", "--help"):
        print(__doc__)
        return 0 if arguments else 2
    parser = argparse.ArgumentParser(add_help=False, allow_abbrev=False)
    parser.add_argument("command")
    parser.add_argument("--lane", choices=sorted(LANES))
    options, _ = parser.parse_known_args(arguments)
    try:
        check_python(sys.version_info[:2])
        if options.command != "setup":
            from tools.__main__ import make_parser

            make_parser().parse_args(arguments)  # or ends: a wrong word
        starter = find_starter(options.lane)
        if starter != [sys.executable]:
            # The same once more, on the Python that the lane needs.
            return call(starter + [__file__] + arguments)
        extras = ["run"] + EXTRAS.get(options.command, [])
        python = set_up(FOLDER, extras, options.lane)
    except Problem as problem:
        print(problem, file=sys.stderr)
        return 1
    if options.command == "setup":
        return 0
    return call([python, "-m", "tools"] + arguments)


def check_python(version):
    """Refuse a Python that the libraries of the course do not support."""
    if not OLDEST <= tuple(version) <= NEWEST:
        raise Problem(PYTHON.format(*version))


def find_starter(lane):
    """The command that starts the Python that a lane needs."""
    needed = LANES.get(lane)
    if needed in (None, sys.version_info[:2]):
        return [sys.executable]
    from tools import other_python

    try:
        return other_python.find(needed, FOLDER / ".lanes")
    except OSError as error:
        if lane in LOOSE:
            return [sys.executable]
        raise Problem(str(error))


def find_environment(folder, lane=None):
    """Where the course's own environment is, or a lane's."""
    return folder / ".lanes" / lane if lane else folder / ".venv"


def find_python(folder, lane=None, windows=os.name == "nt"):
    """The Python of the course's own environment, or of a lane's."""
    parts = ("Scripts", "python.exe") if windows else ("bin", "python")
    return find_environment(folder, lane).joinpath(*parts)


def list_needs(folder, extras, lane=None):
    """What pip installs: its arguments, and the files that decide them.

    A lane has the versions of its file and not the package itself: there
    the notebooks find it by PYTHONPATH, and a set-up cell can install it.
    """
    floors = folder / "requirements.txt"
    pins = folder / "tests" / "lanes" / ((lane or "newest") + ".txt")
    if lane:
        return ["-r", floors, "-r", pins], [floors, pins]
    whole = ["-e", "{}[{}]".format(folder, ",".join(extras))]
    if sys.version_info >= (3, 11):  # the newest releases need it
        whole += ["-c", pins]
    return whole, [folder / "pyproject.toml", floors, pins]


def fingerprint(files):
    """Changes when what must be installed changes."""
    content = repr(sys.version_info[:2]).encode()
    for path in files:
        content += path.read_bytes()
    # `publish` writes the address, which needs nothing installed.
    content = re.sub(rb'(?m)^(repository|branch) = ".*"$', b"", content)
    return hashlib.sha256(content).hexdigest()


def set_up(folder, extras, lane=None):
    """Make an environment and install into it, unless that has been done."""
    environment = find_environment(folder, lane)
    python = find_python(folder, lane)
    needs, files = list_needs(folder, extras, lane)
    # Written last: a set-up that was broken off has none and is done again.
    stamp = environment / "course-is-set-up"
    done = stamp.read_text().split() if stamp.is_file() else []
    wanted = fingerprint(files)
    current = done[:1] == [wanted] and python.exists()
    if current and set(extras) <= set(done):
        return python
    free = shutil.disk_usage(str(folder)).free / 1e9
    if free < NEEDED_GB:
        raise Problem(SPACE.format(free, NEEDED_GB))
    print(
        "Setting up, once; this takes some minutes. / "
        "Menyiapkan, sekali saja; perlu beberapa menit.",
        flush=True,
    )
    # Compiling every module takes as long as all else; few are imported.
    install = [python] + "-m pip install --quiet --prefer-binary".split()
    install += ["--no-compile", "--disable-pip-version-check"]
    if "COURSE_UV" in os.environ:
        # Continuous integration fills three environments from one cache.
        install = [os.environ["COURSE_UV"], "pip", "install", "--quiet"]
        install += ["--python", python]
    try:
        if not current:
            make = [sys.executable, "-m", "venv", "--clear", environment]
            require(make, VENV)
        require(install + needs, INSTALL)
        had = done[1:] if current else []
        stamp.write_text(" ".join([wanted] + sorted({*had, *extras})))
    except OSError as error:
        if error.errno == errno.ENOSPC:
            free = shutil.disk_usage(str(folder)).free / 1e9
            raise Problem(SPACE.format(free, NEEDED_GB))
        raise
    return python


def require(command, remedy):
    if call(command) != 0:
        raise Problem(remedy)


def call(command):
    """Run a command that finds the course's own modules wherever it runs."""
    paths = [str(FOLDER), os.environ.get("PYTHONPATH", "")]
    found = os.pathsep.join(filter(None, paths))
    environment = dict(os.environ, PYTHONPATH=found, **SETTINGS)
    return subprocess.call([str(part) for part in command], env=environment)


if __name__ == "__main__":
    try:
        sys.exit(main())
    except KeyboardInterrupt:
        print("Stopped. / Dihentikan.", file=sys.stderr)
        sys.exit(130)
