"""A run is known again on each Python that the course is taught with."""

import importlib

from mnist_course.experiments.fingerprint import fingerprint

NOTEBOOK = """
import enum
import math
from abc import ABC, abstractmethod
from collections import namedtuple
from dataclasses import dataclass, field
from functools import cache, partial

RATE, LAYERS = 0.5, {"units": [8, 16], "name": ("a", None), "set": {3, 1, 2}}
Pair = namedtuple("Pair", "x y")

class Kind(enum.Enum):
    SMALL = 1
class Base(ABC):
    @abstractmethod
    def size(self): ...
@dataclass
class Plan(Base):
    epochs: int = 6
    rates: list = field(default_factory=list)
    def size(self):
        return super().__sizeof__() + self.epochs
def twice(function):
    def wrapper(*given, **named):
        return 2 * function(*given, **named)
    return wrapper
@twice
@cache
def judge(seed, *, weight=1.5):
    text = f"{seed:03d} {weight!r}"
    return len(text) if (n := seed) > 1 else -n

def run(seed, plan=Plan(7), step=partial(judge, weight=2)):
    global total
    total = 0
    try:
        with open(__file__) as file:
            lines = [line for line in file if "x" not in line]
    except (OSError, ValueError) as error:
        raise KeyError(seed) from error
    else:
        total += math.sqrt(len(lines)) ** 2
    while seed and not total:
        match LAYERS:
            case {"units": [first, *_], **rest}:
                seed -= first
            case Pair(x=0):
                break
    seen = {key: value for key, value in LAYERS.items() if key in {"a", "b"}}
    return {"x": (lambda x: x + RATE)(step(seed)), "y": Kind.SMALL.value}
"""
SAME = NOTEBOOK.replace("    text = f", "    'Judges.'\n    text = f").replace(
    "seed, plan=Plan(7)", "seed: int, plan: Plan = Plan(7)  # of a week\n"
)


def test_one_run_is_the_same_on_every_python(tmp_path, monkeypatch):
    monkeypatch.syspath_prepend(tmp_path)
    found = []
    for name, text in (("known", NOTEBOOK), ("known_too", SAME)):
        (tmp_path / f"{name}.py").write_text(text)
        module = importlib.import_module(name)
        monkeypatch.setattr(module, "__file__", "notebook")
        found.append(fingerprint(module.run))
    # Whoever has to change this makes all students' runs be made again.
    assert found == ["2d3a0e5b6a012e0a"] * 2
