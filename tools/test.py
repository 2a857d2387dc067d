"""Run the project's own checks and tests, or the notebooks in a lane.

In: which of them. Out: each step's output and its seconds; the first that
fails ends it. Standard library only: a lane has little else.
"""

import subprocess
import sys
import time
from pathlib import Path

PROJECT = Path(__file__).resolve().parents[1]
PYTHON = [sys.executable, "-m"]
# Two files at a time, in the order given.
PYTEST = [*PYTHON, "pytest", "--numprocesses=2", "--dist=loadfile"]
PYTEST.append("--no-loadscope-reorder")
CHECKS = {
    "ruff": [*PYTHON, "ruff", "check", "."],
    "format": [*PYTHON, "ruff", "format", "--check", "."],
    "mypy": [*PYTHON, "mypy"],
    "check": [*PYTHON, "tools", "check"],
    "build": [*PYTHON, "tools", "build", "--check"],
}
LESSONS = "tests/lessons/test_any_order.py"
NBVAL = ["--nbval-lax", "--nbval-current-env", "--nbval-cell-timeout=600"]
# The lane that stands for Colab, where the set-up cell must install.
COLAB, SETUP_CELL = "colab-now", "tests/lanes/setup_cell.py"


def list_steps(
    *, fast: bool = False, lane: str | None = None
) -> dict[str, list[str]]:
    """The commands by their names, in order.

    fast: without running the lessons; lane: only the English notebooks, as
    nbval compares them (the tests run the Indonesian ones).
    """
    if lane is None:
        pytest = [*PYTEST, "tests"]
        if fast:
            pytest.append(f"--ignore={LESSONS}")
        return CHECKS | {"pytest": pytest}
    # The later a lesson, the more it trains: the longest begin.
    notebooks = sorted(PROJECT.glob("notebooks/en/*.ipynb"), reverse=True)
    pytest = [*PYTEST, *NBVAL, *map(str, notebooks)]
    if lane == COLAB:
        pytest.append(SETUP_CELL)
    return {
        "python": [sys.executable, "--version"],
        "versions": [*PYTHON, "pip", "list"],
        "nbval": pytest,
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
