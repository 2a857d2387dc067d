"""Run the project's own checks and tests, or the notebooks in a lane.

In: which of them. Out: the plan in a line, each step's output and its
seconds; the first that fails ends it. Standard library only: a lane has
little else.
"""

import subprocess
import sys
import time

from .modules import PROJECT, list_changed

PYTHON = [sys.executable, "-m"]
# Two files at a time, in the order given.
PYTEST = [*PYTHON, "pytest", "--numprocesses=2", "--dist=loadfile"]
PYTEST += ["--no-loadscope-reorder", "--durations=20"]
CHECKS = {
    "ruff": [*PYTHON, "ruff", "check", "."],
    "format": [*PYTHON, "ruff", "format", "--check", "."],
    "mypy": [*PYTHON, "mypy"],
    "check": [*PYTHON, "tools", "check"],
    "build": [*PYTHON, "tools", "build", "--check"],
}
NBVAL = ["--nbval-lax", "--nbval-current-env", "--nbval-cell-timeout=600"]
NBVAL += ["notebooks/en"]
SETUP, TWICE = "tests/lanes/setup_cell.py", "tests/lessons/any_order.py"
KNOWN = "tests/package/test_known_again.py"  # on each lane's Python
LANES = ("colab-now", "kaggle")
# Run whatever has changed: the first, what students do most, the longest.
ALWAYS = ("00", "06", "11", "15")


def list_due(whole: bool = False) -> list[str]:
    """The lessons to run: those that changed since all were green."""
    return [
        name
        for name, changed in list_changed().items()
        if whole or changed or name[:2] in ALWAYS
    ]


def run_tests(fast: bool, all: bool, lane: str | None) -> int:
    print(write_plan(whole=all), flush=True)
    return run_steps(list_steps(fast=fast, whole=all, lane=lane))


def write_plan(*, whole: bool = False) -> str:
    changed = [name[:2] for name, is_so in list_changed().items() if is_so]
    if whole:
        return "Plan: everything, all lessons and what is slow."
    return (
        f"Plan: what is quick, lessons {' '.join(ALWAYS)} and, changed since "
        f"all were green, {' '.join(changed) or 'none'}. --all: everything."
    )


def list_steps(
    *, fast: bool = False, whole: bool = False, lane: str | None = None
) -> dict[str, list[str]]:
    """The commands by their names, in order.

    fast: without running lessons; whole: every lesson, and what is marked
    slow; lane: only what the lane is for. In the newest versions a lesson's
    English edition is compared with what is committed; in Colab's the
    Indonesian one runs twice over, offline, in little memory; in both lanes
    the set-up cell must install.
    """
    due = [f"--lessons={','.join(list_due(whole))}"]
    due += ["--whole"] if whole else []
    if lane is None:
        lessons = [] if fast else NBVAL
        return CHECKS | {"pytest": [*PYTEST, *due, "tests", *lessons]}
    # What Colab's set-up cell does differs in no version of a library.
    lessons = ["-k", "kaggle or nothing or known"]
    if lane == "colab-now" or whole:
        lessons = [TWICE] if lane == "colab-now" else NBVAL
    return {
        "python": [sys.executable, "--version"],
        "versions": [*PYTHON, "pip", "list"],
        "lessons": [*PYTEST, *due, SETUP, KNOWN, *lessons],
    }


def run_steps(steps: dict[str, list[str]]) -> int:
    """Run one after the other; returns the status of the first that fails."""
    for name, command in steps.items():
        print(f"== {name}", flush=True)
        start = time.time()
        status = subprocess.call(command, cwd=PROJECT)
        ended = "failed" if status else "ok"
        seconds = time.time() - start
        print(f"== {name}: {ended}, {seconds:.0f} s", flush=True)
        if status:
            return status
    return 0
