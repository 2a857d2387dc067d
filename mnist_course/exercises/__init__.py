"""The exercises' checks: what is wrong with an answer, and a hint.

A lesson calls `check_...(answer)` in a cell of its own, after a stub that
runs unedited. The checks of lesson 01 are data in `lesson_01.json`.
"""

import json
from functools import cache
from pathlib import Path

from .exercise import Exercise


@cache
def load_exercises() -> dict[str, Exercise]:
    """Read every lesson's checks, by name."""
    exercises = {}
    for path in sorted(Path(__file__).parent.glob("lesson_*.json")):
        checks = json.loads(path.read_text(encoding="utf-8"))
        for name, fields in checks.items():
            exercises[name] = Exercise(**fields)
    return exercises


def __getattr__(name: str) -> Exercise:
    if name.startswith("check_") and name in load_exercises():
        return load_exercises()[name]
    raise AttributeError(f"module {__name__!r} has no name {name!r}")
