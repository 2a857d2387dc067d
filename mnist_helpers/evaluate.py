"""Judge a model: accuracy with its interval, digit by digit, mistakes.

In: true labels, predicted labels or probabilities. Out: numbers with their
uncertainty, DataFrames, plots. `SealedTest` holds the test images and notes
down each opening. Nothing here needs TensorFlow.
"""

import json
import os
from datetime import datetime, timezone
from pathlib import Path
from typing import NamedTuple

import numpy as np
import pandas as pd
import seaborn as sns
from matplotlib.axes import Axes
from matplotlib.figure import Figure
from scipy.stats import binomtest
from sklearn.calibration import CalibrationDisplay
from sklearn.metrics import (
    ConfusionMatrixDisplay,
    confusion_matrix,
    precision_recall_fscore_support,
)

from .checks import refuse, verify_answers, verify_labels, verify_probabilities
from .data import add_channel, load_mnist, scale_pixels
from .explore import DIGITS
from .figures import label_axes, new_axes, set_caption, write_ticks
from .language import _, format_number, format_percent
from .pictures import plot_digits


class AccuracyInterval(NamedTuple):
    """Accuracy with the interval that the number of images allows.

    accuracy, low, high: shares, 0 to 1; correct, total: images.
    """

    accuracy: float
    low: float
    high: float
    correct: int
    total: int

    def __str__(self) -> str:
        return _(
            "{accuracy} (95 % interval {low} to {high}; {correct} of {total})",
            accuracy=format_percent(self.accuracy, 2),
            low=format_percent(self.low, 2),
            high=format_percent(self.high, 2),
            correct=format_number(self.correct),
            total=format_number(self.total),
        )


def accuracy_interval(
    y_true: np.ndarray, y_pred: np.ndarray
) -> AccuracyInterval:
    """Return the accuracy with its 95 % interval.

    Args:
        y_true, y_pred: integer arrays of shape (n,), digits 0 to 9.

    Source: Wilson 1927; computed by SciPy's `binomtest`.
    """
    verify_answers(y_true, y_pred)
    correct = int((y_true == y_pred).sum())
    interval = binomtest(correct, len(y_true)).proportion_ci(
        0.95, method="wilson"
    )
    return AccuracyInterval(
        correct / len(y_true),
        float(interval.low),
        float(interval.high),
        correct,
        len(y_true),
    )


def report_per_digit(y_true: np.ndarray, y_pred: np.ndarray) -> pd.DataFrame:
    """Return precision, recall, F1 and support of each digit.

    Args:
        y_true, y_pred: integer arrays of shape (n,), digits 0 to 9.

    Returns:
        A row for each digit; shares from 0 to 1, support in images. A digit
        that is never predicted has precision 0.
    """
    verify_answers(y_true, y_pred)
    precision, recall, f1, support = precision_recall_fscore_support(
        y_true, y_pred, labels=list(DIGITS), zero_division=0
    )
    return pd.DataFrame(
        {
            _("precision"): precision.round(4),
            _("recall"): recall.round(4),
            "F1": f1.round(4),
            _("images"): support,
        },
        index=pd.Index(DIGITS, name=_("Digit")),
    )


def plot_confusion(
    y_true: np.ndarray,
    y_pred: np.ndarray,
    *,
    hide_correct: bool = False,
    ax: Axes | None = None,
) -> Axes:
    """Draw the confusion matrix, in images.

    Args:
        y_true, y_pred: integer arrays of shape (n,), digits 0 to 9.
        hide_correct: colour by the mistakes alone, the diagonal left empty.
        ax: where to draw; None makes a figure.
    """
    verify_answers(y_true, y_pred)
    matrix = confusion_matrix(y_true, y_pred, labels=list(DIGITS))
    mistakes, commonest = find_commonest_mistakes(matrix)
    ax = new_axes(ax, size=(7.5, 6.5))
    shown = mistakes if hide_correct else matrix
    ConfusionMatrixDisplay(shown).plot(
        ax=ax,
        cmap=sns.light_palette(
            sns.color_palette("colorblind")[0], as_cmap=True
        ),
        colorbar=False,
        text_kw={"fontsize": 11},
        values_format="d",
    )
    label_axes(
        ax,
        title=_("Mistakes (images)")
        if hide_correct
        else _("Confusion matrix (images)"),
        x=_("predicted"),
        y=_("true"),
    )
    counts = {
        "wrong": format_number(mistakes.sum()),
        "total": format_number(len(y_true)),
        "times": mistakes.max(),
    }
    if not commonest:
        text = _("None of {total} is wrong.", total=counts["total"])
    elif len(commonest) == 1:
        ((true, predicted),) = commonest
        text = _(
            "{wrong} of {total} images are wrong. Most often, {times} times, "
            "a {true} is read as {predicted}.",
            true=true,
            predicted=predicted,
            **counts,
        )
    else:
        text = _(
            "{wrong} of {total} images are wrong. Most often, {times} times "
            "each: {pairs} (true digit → answer).",
            pairs=", ".join(f"{true} → {read}" for true, read in commonest),
            **counts,
        )
    return set_caption(ax, text)


def find_commonest_mistakes(
    matrix: np.ndarray,
) -> tuple[np.ndarray, list[tuple[int, int]]]:
    """Return the mistakes of a confusion matrix, and the commonest of them.

    Args:
        matrix: integers of shape (10, 10), a row for each true digit.

    Returns:
        The matrix with zeros on its diagonal; `(true, predicted)` of each
        pair that has the most mistakes, none if there are no mistakes.
    """
    mistakes = matrix * (1 - np.eye(10, dtype=int))
    places = np.argwhere((mistakes == mistakes.max()) & (mistakes > 0))
    return mistakes, [(int(true), int(read)) for true, read in places]


def list_mistakes(
    y_true: np.ndarray, probabilities: np.ndarray, *, most: int | None = None
) -> pd.DataFrame:
    """List the wrong answers, the most certain first.

    Args:
        y_true: integer array of shape (n,), digits 0 to 9.
        probabilities: float array of shape (n, 10), each row adding up to 1.
        most: how many; None lists all.

    Returns:
        Columns: place of the image, true and predicted digit, certainty
        (the probability of the predicted digit).
    """
    verify_labels(y_true, name="y_true")
    verify_probabilities(probabilities, len(y_true))
    y_pred = probabilities.argmax(axis=1)
    wrong = np.flatnonzero(y_pred != y_true)
    certainty = probabilities.max(axis=1)
    wrong = wrong[np.argsort(-certainty[wrong], kind="stable")][:most]
    return pd.DataFrame(
        {
            _("image"): wrong,
            _("true"): y_true[wrong],
            _("predicted"): y_pred[wrong],
            _("certainty"): certainty[wrong].round(4),
        }
    )


def plot_mistakes(images: np.ndarray, mistakes: pd.DataFrame) -> Figure:
    """Draw the images of `list_mistakes`, each with what was answered.

    Args:
        images: the images that were judged, (n, 28, 28) or (n, 28, 28, 1).
        mistakes: what `list_mistakes` returned; a dozen fits a page.
    """
    places, true, predicted, certainty = (
        mistakes[column].to_numpy() for column in mistakes
    )
    titles = [
        f"{t} → {p}, {format_percent(c, 1)}"
        for t, p, c in zip(true, predicted, certainty, strict=True)
    ]
    return plot_digits(images[places], titles=titles, columns=6)


def plot_calibration(
    y_true: np.ndarray, probabilities: np.ndarray, *, ax: Axes | None = None
) -> Axes:
    """Draw how often a model is right against how certain it says it is.

    Args:
        y_true: integer array of shape (n,), digits 0 to 9.
        probabilities: float array of shape (n, 10), each row adding up to 1.
        ax: where to draw; None makes a figure.

    Returns:
        Axes of scikit-learn's CalibrationDisplay, in ten bins of certainty
        (the probability of the predicted digit), the number of images at
        each point. A point below the diagonal: more certain than right.

    Source: Guo et al. 2017, "On calibration of modern neural networks";
    the expected calibration error in the caption is their equation 3.
    """
    verify_labels(y_true, name="y_true")
    verify_probabilities(probabilities, len(y_true))
    certainty = probabilities.max(axis=1).clip(0, 1)
    right = (probabilities.argmax(axis=1) == y_true).astype(int)
    bins = np.clip(np.ceil(certainty * 10).astype(int) - 1, 0, 9)
    counts = np.bincount(bins, minlength=10)
    gaps = np.bincount(bins, certainty - right, minlength=10)
    error = np.abs(gaps).sum() / len(y_true)
    ax = new_axes(ax, size=(6.5, 6))
    shown = CalibrationDisplay.from_predictions(
        right, certainty, n_bins=10, pos_label=1, ax=ax
    )
    ax.get_legend().remove()
    places = zip(shown.prob_pred, shown.prob_true, strict=True)
    for (x, y), count in zip(places, counts[counts > 0], strict=True):
        ax.annotate(
            format_number(count), (x, y), (4, -16), fontsize=11,
            textcoords="offset points", ha="right" if x > 0.9 else "left",
        )  # fmt: skip
    label_axes(
        ax,
        title=_("Certainty and accuracy (numbers: images)"),
        x=_("certainty"),
        y=_("Accuracy"),
    )
    write_ticks(ax, digits=1)
    return set_caption(
        ax,
        _(
            "Mean certainty {certainty}, accuracy {accuracy}; expected "
            "calibration error {error}. {most} of {total} answers are more "
            "than 90 % certain.",
            certainty=format_percent(certainty.mean(), 2),
            accuracy=format_percent(right.mean(), 2),
            error=format_percent(error, 2),
            most=format_number(counts[9]),
            total=format_number(len(y_true)),
        ),
    )


class SealedTest:
    """The test set, opened on request and not without a note.

    `openings` is a DataFrame of time (UTC), lesson and reason.
    """

    def __init__(self) -> None:
        self.openings = pd.DataFrame(columns=["time", "lesson", "reason"])

    def open(
        self, *, lesson: str, reason: str, again: bool = False
    ) -> tuple[np.ndarray, np.ndarray]:
        """Return the test images and labels, and note why.

        Args:
            lesson: where it is opened.
            reason: what for.
            again: must be True from the second opening on.

        Returns:
            `(x_test, y_test)`: float32 (10000, 28, 28, 1), 0 to 1; uint8.

        Raises:
            ValueError: if it is open already.
        """
        if len(self.openings) and not again:
            refuse(
                "again",
                _("be True to open the test set once more"),
                again,
                _("Choose on validation data; the test set judges once."),
            )
        _train, (images, y_test) = load_mnist()
        note = {
            "time": datetime.now(timezone.utc).isoformat(timespec="seconds"),
            "lesson": lesson,
            "reason": reason,
        }
        self.openings.loc[len(self.openings)] = note
        record_result("test_set_opened", self.openings.to_dict("records"))
        return add_channel(scale_pixels(images)), y_test


def record_result(name: str, value: object) -> None:
    """Put a result into the record of a run, if one is being kept.

    Args:
        name: of the result, "test_accuracy" say.
        value: number, text, list, dict or AccuracyInterval.
    """
    path = os.environ.get("MNIST_COURSE_RECORD")
    if path is None:
        return
    if isinstance(value, AccuracyInterval):
        value = value._asdict()
    line = json.dumps({"name": name, "value": value}, ensure_ascii=False)
    with Path(path).open("a", encoding="utf-8") as file:
        file.write(line + "\n")
