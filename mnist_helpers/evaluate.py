"""Judge a model: accuracy with its interval, digit by digit, mistakes.

In: true labels, predicted labels or probabilities. Out: numbers with their
uncertainty, DataFrames, plots. Nothing here needs TensorFlow.
"""

from typing import NamedTuple

import numpy as np
import pandas as pd
import seaborn as sns
from matplotlib.axes import Axes
from matplotlib.figure import Figure
from scipy.stats import binomtest, t as student_t
from sklearn.metrics import (
    ConfusionMatrixDisplay,
    confusion_matrix,
    precision_recall_fscore_support,
)

from .checks import refuse, verify_answers, verify_labels, verify_probabilities
from .explore import DIGITS
from .figures import in_own_style, label_axes, new_axes, new_grid, set_caption
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
    y_true: np.ndarray,
    y_pred: np.ndarray,
    *,
    writers: np.ndarray | None = None,
) -> AccuracyInterval:
    """Return the accuracy with its 95 % interval.

    Args:
        y_true, y_pred: integer arrays of shape (n,), digits 0 to 9.
        writers: who wrote each image, shape (n,). The interval is then one
            for *new writers*: the images of one writer resemble each other
            and count for less than as many of different ones. It needs two
            writers and is never narrower than the one without.

    Sources: Wilson 1927, computed by SciPy's `binomtest`; with writers the
    variance of a ratio between clusters, Cochran 1977, "Sampling
    techniques", chapter 9A, and Student's t.

    Example:
        >>> print(accuracy_interval(np.array([7, 1]), np.array([7, 7])))
        50.00 % (95 % interval 9.45 % to 90.55 %; 1 of 2)
    """
    verify_answers(y_true, y_pred=y_pred)
    right = y_true == y_pred
    correct, total = int(right.sum()), len(y_true)
    accuracy = correct / total
    low, high = binomtest(correct, total).proportion_ci(0.95, "wilson")
    if writers is not None:
        codes, place = np.unique(writers, return_inverse=True)
        if np.shape(writers) != y_true.shape or len(codes) < 2:
            refuse(
                "writers",
                _("name the writer of each image, two writers at least"),
                _("{number} writers", number=len(codes)),
                _("Give the writers that join_digits returned."),
            )
        apart = np.bincount(place, right - accuracy)
        count = len(codes)
        error = np.sqrt(count / (count - 1) * (apart**2).sum()) / total
        reach = student_t.ppf(0.975, count - 1) * error
        low = min(low, max(0.0, accuracy - reach))
        high = max(high, min(1.0, accuracy + reach))
    return AccuracyInterval(accuracy, float(low), float(high), correct, total)


def report_per_digit(y_true: np.ndarray, y_pred: np.ndarray) -> pd.DataFrame:
    """Return precision, recall, F1 and support of each digit.

    Args:
        y_true, y_pred: integer arrays of shape (n,), digits 0 to 9.

    Returns:
        A row for each digit; shares from 0 to 1, support in images. A digit
        that is never predicted has precision 0; one that is not among the
        true ones has no recall and no F1: NaN.

    Example:
        >>> y_true, y_pred = np.array([7, 7, 1]), np.array([7, 1, 1])
        >>> print(report_per_digit(y_true, y_pred)["recall"][7])
        0.5
    """
    verify_answers(y_true, y_pred=y_pred)
    measures = precision_recall_fscore_support(
        y_true, y_pred, labels=list(DIGITS), zero_division=0
    )
    names = ("precision", "recall", "F1", "images")
    table = pd.DataFrame(dict(zip(names, measures, strict=True)))
    table.loc[table["images"] == 0, ["recall", "F1"]] = np.nan
    return table.rename_axis(index="digit")


@in_own_style
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

    Example:
        >>> import mnist_helpers as mh
        >>> ax = mh.plot_confusion(np.array([7, 1]), np.array([1, 1]))
        >>> mh.show(ax)
        1 of 2 images is wrong. Most often (1 time): 7 → 1 (true digit → \
answer).
    """
    verify_answers(y_true, y_pred=y_pred)
    matrix = confusion_matrix(y_true, y_pred, labels=list(DIGITS))
    mistakes, commonest = find_commonest_mistakes(matrix)
    ax = new_axes(ax, size=(7.5, 6.5))
    blue = sns.color_palette("colorblind")[0]
    ConfusionMatrixDisplay(mistakes if hide_correct else matrix).plot(
        ax=ax,
        cmap=sns.light_palette(blue, as_cmap=True),
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
    total = format_number(len(y_true))
    if not commonest:
        return set_caption(ax, _("None of {total} is wrong.", total=total))
    sentence = _(
        "{wrong} of {total} images are wrong. Most often ({times} times): "
        "{pairs} (true digit → answer).",
        wrong=format_number(mistakes.sum()),
        total=total,
        times=mistakes.max(),
        pairs=", ".join(f"{true} → {read}" for true, read in commonest),
    )
    return set_caption(ax, sentence)


def find_commonest_mistakes(
    matrix: np.ndarray,
) -> tuple[np.ndarray, list[tuple[int, int]]]:
    """Return a confusion matrix without its diagonal, and where it is largest.

    There are as many `(true, predicted)` as have the most mistakes, or none.
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
        Columns: `image` (its place), `true` and `predicted` digit,
        `certainty` (the probability of the predicted digit).

    Example:
        >>> probabilities = np.eye(10)[[7, 1, 1]]
        >>> mistakes = list_mistakes(np.array([7, 1, 2]), probabilities)
        >>> list(mistakes["image"])
        [2]
    """
    verify_labels(y_true, name="y_true")
    probabilities = verify_probabilities(probabilities, len(y_true))
    table = pd.DataFrame(
        {
            "image": np.arange(len(y_true)),
            "true": y_true,
            "predicted": probabilities.argmax(axis=1),
            "certainty": probabilities.max(axis=1),
        }
    )
    wrong = table[table["true"] != table["predicted"]]
    wrong = wrong.sort_values("certainty", ascending=False, kind="stable")
    return wrong[:most].reset_index(drop=True)


@in_own_style
def plot_mistakes(images: np.ndarray, mistakes: pd.DataFrame) -> Figure:
    """Draw the images of `list_mistakes`, each with what was answered.

    Args:
        images: the images that were judged, (n, 28, 28) or (n, 28, 28, 1).
        mistakes: what `list_mistakes` returned; a dozen fits a page.

    Example:
        >>> import mnist_helpers as mh
        >>> (images, labels), _test = mh.load_mnist()
        >>> probabilities = np.eye(10)[[5, 6]]
        >>> mistakes = mh.list_mistakes(labels[:2], probabilities)
        >>> mh.plot_mistakes(images, mistakes).axes[0].get_title()
        '0 → 6, 100.0 %'
    """
    if mistakes.empty:
        figure, (ax,) = new_grid(1, columns=1, size=(6, 1))
        sentence = _("None is wrong.")
        ax.text(0.5, 0.5, sentence, fontsize=14, ha="center")
        return set_caption(figure, sentence)
    titles = [
        f"{row.true} → {row.predicted}, {format_percent(row.certainty)}"
        for row in mistakes.itertuples()
    ]
    return plot_digits(images[mistakes["image"]], titles=titles, columns=6)
