"""Lesson 05: what a model says of a digit that turns.

In: a model, an image, angles. Out: a figure with its caption.
"""

import numpy as np
from matplotlib.axes import Axes

from mnist_helpers.checks import verify_probabilities
from mnist_helpers.figures import (
    draw_lines,
    in_own_style,
    new_axes,
    set_caption,
)
from mnist_helpers.language import _, format_number


@in_own_style
def plot_answers_by_angle(
    angles: np.ndarray,
    probabilities: np.ndarray,
    *,
    digits: tuple[int, ...] = (6, 9),
    ax: Axes | None = None,
) -> Axes:
    """Draw what a model thinks of one image as it is turned.

    Args:
        angles: rising, in degrees, shape (n,).
        probabilities: of the ten digits at each angle, shape (n, 10).
        digits: those that get a line of their own, three at most; one more
            line stands for all others together.
        ax: where to draw; None makes a figure.
    """
    verify_probabilities(probabilities, len(angles))
    lines = {str(digit): probabilities[:, digit] for digit in digits}
    others = np.delete(probabilities, digits, axis=1)
    lines[_("other digits")] = others.sum(axis=1)
    ax = draw_lines(
        new_axes(ax, size=(8, 4.2)),
        lines,
        title=_("What the model answers"),
        x=_("Rotation angle (degrees)"),
        y=_("Probability"),
        places=angles,
    )
    ax.set_xticks(np.linspace(angles[0], angles[-1], 7))
    answers = probabilities.argmax(axis=1)
    changes = [
        _(
            "{digit} from {angle}°",
            digit=answers[place],
            angle=format_number(angles[place]),
        )
        for place in np.flatnonzero(np.diff(answers, prepend=-1))
    ]
    sentence = _("The model's answer as the image turns:")
    return set_caption(ax, f"{sentence} {', '.join(changes)}.")
