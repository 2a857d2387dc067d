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
PYTEST += ["--no-loadscope-reorder", "--durations=20"]
CHECKS = {
    "ruff": [*PYTHON, "ruff", "check", "."],
    "format": [*PYTHON, "ruff", "format", "--check", "."],
    "mypy": [*PYTHON, "mypy"],
    "check": [*PYTHON, "tools", "check"],
    "build": [*PYTHON, "tools", "build", "--check"],
}
NBVAL = ["--nbval-lax", "--nbval-current-env", "--nbval-cell-timeout=600"]
# Every lesson is run once in each set of versions: compared with what is
# committed in the newest ones and in Colab's; twice over, offline, in little
# memory in Kaggle's. In both of these the set-up cell must install as well.
LANES = {
    "colab-now": ["tests/lanes/setup_cell.py"],
    "kaggle": ["tests/lanes/setup_cell.py", "tests/lessons/any_order.py"],
}


def list_steps(
    *, fast: bool = False, lane: str | None = None
) -> dict[str, list[str]]:
    """The commands by their names, in order.

    fast: without running the lessons; lane: only what the lane is for.
    """
    notebooks = [*NBVAL, "notebooks/en"]
    if lane is None:
        return CHECKS | {
            "pytest": [*PYTEST, "tests", *([] if fast else notebooks)]
        }
    tests = [] if lane == "kaggle" else notebooks
    return {
        "python": [sys.executable, "--version"],
        "versions": [*PYTHON, "pip", "list"],
        "lessons": [*PYTEST, *tests, *LANES[lane]],
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
