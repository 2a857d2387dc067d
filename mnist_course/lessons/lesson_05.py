"""Lesson 05: what a model says of a digit that turns.

In: angles and a model's answers. Out: a figure with its caption.
"""

import numpy as np
import pandas as pd
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
    angles: np.ndarray, probabilities: np.ndarray
) -> Axes:
    """Draw what a model thinks of one image, a 6 or a 9, as it is turned.

    Args:
        angles: rising, in degrees, shape (n,).
        probabilities: of the ten digits at each angle, shape (n, 10).
    """
    probabilities = verify_probabilities(probabilities, len(angles))
    table = pd.DataFrame(probabilities, angles)
    lines = {"6": table.pop(6), "9": table.pop(9)}
    lines[_("other digits")] = table.sum(axis=1)
    ax = new_axes(None, size=(8, 4.2))
    title, x = _("What the model answers"), _("Rotation angle (degrees)")
    draw_lines(ax, lines, title=title, x=x, y=_("Probability"))
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
