"""Lesson 12: is the model as sure as it is right?

In: true and predicted labels, probabilities. Out: a figure with its caption.
"""

import numpy as np
from matplotlib.axes import Axes
from sklearn.calibration import CalibrationDisplay

from mnist_helpers.checks import verify_labels, verify_probabilities
from mnist_helpers.figures import (
    in_own_style,
    label_axes,
    new_axes,
    set_caption,
    write_ticks,
)
from mnist_helpers.language import _, format_number, format_percent


@in_own_style
def plot_calibration(y_true: np.ndarray, probabilities: np.ndarray) -> Axes:
    """Draw how often a model is right against how certain it is.

    Args:
        y_true: integer array of shape (n,), digits 0 to 9.
        probabilities: float array of shape (n, 10), each row adding up to 1.

    Returns:
        Axes of scikit-learn's CalibrationDisplay, in ten bins of certainty
        (the probability of the predicted digit), the number of images at
        each point. A point below the diagonal: more certain than right.

    Source: Guo et al. 2017, "On calibration of modern neural networks";
    the expected calibration error in the caption is their equation 3.
    """
    verify_labels(y_true, name="y_true")
    probabilities = verify_probabilities(probabilities, len(y_true))
    # In float64, as scikit-learn counts: at an edge the kinds differ.
    certainty = probabilities.max(axis=1).clip(0, 1)
    right = (probabilities.argmax(axis=1) == y_true).astype(int)
    bins = np.searchsorted(np.linspace(0, 1, 11)[1:-1], certainty)
    counts = np.bincount(bins, minlength=10)
    gaps = np.bincount(bins, certainty - right, minlength=10)
    error = np.abs(gaps).sum() / len(y_true)
    ax = new_axes(None, size=(6.5, 6))
    shown = CalibrationDisplay.from_predictions(
        right, certainty, n_bins=10, pos_label=1, ax=ax
    )
    ax.legend().remove()
    for x, y, count in zip(
        shown.prob_pred, shown.prob_true, counts[counts > 0], strict=True
    ):
        ax.annotate(
            format_number(count),
            (x, y),
            (4, -16),
            fontsize=11,
            textcoords="offset points",
            ha="right" if x > 0.9 else "left",
        )
    title = _("Certainty and accuracy (numbers: images)")
    label_axes(ax, title=title, x=_("certainty"), y=_("Accuracy"))
    write_ticks(ax, digits=1)
    sentence = _(
        "Mean certainty {certainty}, accuracy {accuracy}; expected "
        "calibration error {error}. {most} of {total} answers are more than "
        "90 % certain.",
        certainty=format_percent(certainty.mean(), 2),
        accuracy=format_percent(right.mean(), 2),
        error=format_percent(error, 2),
        most=format_number(counts[9]),
        total=format_number(len(y_true)),
    )
    return set_caption(ax, sentence)
