"""Try things out with sliders and buttons, beside the lesson's own code.

In: MNIST images and labels, or nothing. Out: a `Live`. As the last line of a
cell it shows its widget where a kernel runs, and a still picture of the same
with a sentence where none does: on GitHub, in a web page, on paper.
"""

from typing import Any

from .digits import browse_digits as browse_digits
from .output_size import explore_output_size as explore_output_size
from .quiz import quiz as quiz


def __getattr__(name: str) -> Any:
    # It needs TensorFlow, which lessons 01 to 04 do without.
    if name == "explore_augmentation":
        from .augmentation import explore_augmentation

        return explore_augmentation
    raise AttributeError(f"module {__name__!r} has no name {name!r}")
