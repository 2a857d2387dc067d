"""Try things out with sliders and buttons, beside the lesson's own code.

In: MNIST images and labels, or nothing. Out: a `Live`. As the last line of a
cell it shows its widget where a kernel runs, and a still picture of the same
with a sentence where none does: on GitHub, in a web page, on paper.
"""

from importlib import import_module
from typing import Any

from .digits import browse_digits as browse_digits
from .output_size import explore_output_size as explore_output_size
from .quiz import quiz as quiz

# They need TensorFlow, which lessons 01 to 04 do without.
_LATER = {
    "draw_digit": "pad",
    "explore_augmentation": "augmentation",
    "read_photo": "photo",
}


def __getattr__(name: str) -> Any:
    if name in _LATER:
        module = import_module(f".{_LATER[name]}", __name__)
        return getattr(module, name)
    raise AttributeError(f"module {__name__!r} has no name {name!r}")
