"""Lesson 06: the training set before and after, and twins across a split.

In: images, their copies and digits; distances of validation images to their
nearest training image. Out: tables, and figures with their captions.
"""

from collections.abc import Iterable

import matplotlib.pyplot as plt
import numpy as np
import pandas as pd
from matplotlib.axes import Axes
from matplotlib.figure import Figure

from mnist_helpers.checks import refuse, verify_images, verify_labels
from mnist_helpers.explore import DIGITS, ink_per_digit, mean_images
from mnist_helpers.figures import (
    draw_lines,
    in_own_style,
    new_axes,
    new_grid,
    set_caption,
)
from mnist_helpers.language import _, format_number, format_percent, write_name

PAIRS = 4  # of each digit, side by side


@in_own_style
def plot_pairs(
    before: np.ndarray, after: np.ndarray, labels: np.ndarray
) -> Figure:
    """Draw the first images of each digit, each with its copy beside it.

    Args:
        before: originals, array of shape (n, 28, 28) or (n, 28, 28, 1).
        after: their copies, of the same shape, in the same order.
        labels: integer array of shape (n,), digits 0 to 9.

    Returns:
        A grid: a row for each digit, original and copy in turns.
    """
    verify_images(before, name="before")
    verify_labels(labels, length=len(before))
    if before.shape != after.shape:
        refuse(
            "after",
            _("hold one copy of each original, in the same order"),
            _("{after} for {before}", after=after.shape, before=before.shape),
            _("Take it from augment_dataset: x_after[len(x_train):]."),
        )
    _verify_same_units(before, after, name="after")
    both = np.stack([before, after], axis=1).reshape(-1, 2, 28, 28)
    grid = np.full((10, 2 * PAIRS, 28, 28), np.nan)
    for digit in DIGITS:
        chosen = both[labels == digit][:PAIRS].reshape(-1, 28, 28)
        grid[digit, : len(chosen)] = chosen
    figure, ax = plt.subplots(figsize=(8.4, 10.2), layout="constrained")
    words = [_("before"), _("after")] * PAIRS
    draw_grid(ax, grid, columns=words, rows=DIGITS, group=2)
    sentence = _(
        "Digits 0 to 9, a row each: {pairs} images before augmentation, each "
        "with its own copy after it to the right.",
        pairs=PAIRS,
    )
    return set_caption(figure, sentence)


@in_own_style
def plot_mean_before_after(
    images_before: np.ndarray,
    images_after: np.ndarray,
    labels_before: np.ndarray,
    labels_after: np.ndarray,
) -> Figure:
    """Draw the mean image of each digit before and after.

    Args:
        images_before, images_after: arrays of shape (n, 28, 28) or
            (n, 28, 28, 1), in the same units.
        labels_before, labels_after: their digits, each there.

    Returns:
        Two rows of ten images in the same grey scale: before, after.
    """
    above = mean_images(images_before, labels_before)
    below = mean_images(images_after, labels_after)
    _verify_same_units(images_before, images_after, name="images_after")
    means = np.stack([above, below])
    before, after = means.max(axis=(2, 3)).mean(axis=1)
    sentence = _(
        "Mean image of each digit, 0 to 9: above before ({n_before} images), "
        "below after ({n_after}). The brightest pixel of a mean image is "
        "{before} before and {after} after, as a mean of the ten digits.",
        n_before=format_number(len(images_before)),
        n_after=format_number(len(images_after)),
        before=format_number(before, 1),
        after=format_number(after, 1),
    )
    return _draw_two_rows(means, DIGITS, (_("before"), _("after")), sentence)


def compare_ink(
    images_before: np.ndarray,
    images_after: np.ndarray,
    labels_before: np.ndarray,
    labels_after: np.ndarray,
) -> pd.DataFrame:
    """Set ink, brightness and box of each digit side by side.

    Args:
        images_before, images_after: arrays of shape (n, 28, 28) or
            (n, 28, 28, 1), in the same units.
        labels_before, labels_after: their digits.

    Returns:
        A row for each digit; for each measurement of `ink_per_digit` a
        column before and one after: `table["ink pixels", "after"]`.

    Example:
        >>> import mnist_course as mc, mnist_helpers as mh
        >>> (x_train, y_train), _test = mh.load_mnist()
        >>> images, labels = mh.pick_per_digit(x_train, y_train)
        >>> ink = mc.lesson_06.compare_ink(images, images // 2, labels, labels)
        >>> ink["brightness"].loc[7].tolist()
        [32.27, 16.1]
    """
    measured = {
        "before": ink_per_digit(images_before, labels_before),
        "after": ink_per_digit(images_after, labels_after),
    }
    _verify_same_units(images_before, images_after, name="images_after")
    names = measured["before"].loc[:, "ink pixels":].columns
    both = pd.concat(measured, axis=1).swaplevel(axis=1)
    return both[[(name, when) for name in names for when in measured]]


def _verify_same_units(
    before: np.ndarray, after: np.ndarray, *, name: str
) -> None:
    """Refuse images 0 to 255 beside others 0 to 1."""
    was, now = float(before.max()), float(after.max())
    if (was <= 1) != (now <= 1) and min(was, now) > 0:
        refuse(
            name,
            _("be in the units of the images before"),
            _("0 to {after} beside 0 to {before}", after=now, before=was),
            _("Scale both, or neither: scale_pixels(images)."),
        )


@in_own_style
def plot_ink_before_after(table: pd.DataFrame) -> Figure:
    """Draw ink, brightness and box of each digit before and after.

    Args:
        table: what `compare_ink` returned.

    Returns:
        A panel for each measurement, in its own unit, from 0 up: for each
        digit a circle before and a square after.
    """
    names = table.columns.unique(level=0)
    figure, axes = new_grid(len(names), columns=2, size=(5, 3.25))
    sentences = []
    for ax, name in zip(axes, names, strict=True):
        ax.set_axis_on()
        before, after = table[name, "before"], table[name, "after"]
        points = {"before": before, "after": after}
        shown = write_name(name)
        y = shown.capitalize()
        draw_lines(ax, points, title="", x=_("Digit"), y=y, joined=False)
        ax.lines[0].set_markersize(11)  # seen around its equal
        ax.vlines(DIGITS, before, after, color="0.6", linewidth=2, zorder=1)
        ax.set_ylim(0, 1.15 * table[name].max(axis=None))
        ax.set_xticks(DIGITS)
        ax.get_legend().set(visible=ax is axes[0], loc="lower right")
        change = after.mean() / before.mean() - 1
        sign = "+" if change >= 0 else ""
        sentences.append(
            _(
                "{name} {before} before, {after} after ({change})",
                name=shown,
                before=format_number(before.mean(), 1),
                after=format_number(after.mean(), 1),
                change=sign + format_percent(change),
            )
        )
    words = _("Mean of the ten digits:")
    return set_caption(figure, f"{words} {'; '.join(sentences)}.")


@in_own_style
def plot_distances(**distances: np.ndarray) -> Axes:
    """Draw how far images lie from the nearest training image.

    Args:
        **distances: arrays of shape (n,), at least 0, each under the name
            of its split.
    """
    farthest = max(map(np.max, distances.values()))
    lines, sentences = {}, []
    for name, values in distances.items():
        counts, edges = np.histogram(values, bins=30, range=(0, farthest))
        middles = (edges[1:] + edges[:-1]) / 2
        lines[name] = pd.Series(100 * counts / len(values), middles)
        sentences.append(
            _(
                "{name}: half of the {number} images have a training image "
                "within {median}, the closest at {smallest}.",
                name=write_name(name),
                number=format_number(len(values)),
                median=format_number(np.median(values), 2),
                smallest=format_number(np.min(values), 2),
            )
        )
    x = _("Distance to the nearest training image")
    y = _("Validation images (%)")
    ax = draw_lines(new_axes(None), lines, title="", x=x, y=y)
    return set_caption(ax, " ".join(sentences))


def list_closest_pairs(
    distances: np.ndarray, places: np.ndarray, labels: np.ndarray
) -> pd.DataFrame:
    """List of each digit the image that lies closest to a training image.

    Args:
        distances: of each validation image to its nearest training image,
            shape (n,).
        places: of that training image among the training images, (n,).
        labels: digits of the validation images, shape (n,).

    Returns:
        A row for each digit that there is: the place of the validation
        image, the place of the training image, their distance to two
        decimals.
    """
    table = pd.DataFrame(
        {
            "validation image": np.arange(len(labels)),
            "training image": places,
            "distance": np.round(distances, 2),
        }
    )
    closest = table.groupby(labels)["distance"].idxmin()
    return table.loc[closest].set_index(closest.index.rename("digit"))


@in_own_style
def plot_closest_pairs(
    images: np.ndarray, training: np.ndarray, pairs: pd.DataFrame
) -> Figure:
    """Draw the pairs of `list_closest_pairs`, one above the other.

    Args:
        images: validation images, shape (n, 28, 28) or (n, 28, 28, 1).
        training: training images, of the same kind.
        pairs: what `list_closest_pairs` returned.
    """
    above = images[pairs["validation image"]]
    below = training[pairs["training image"]]
    grid = np.stack([above, below]).reshape(2, -1, 28, 28)
    distances = [format_number(value, 2) for value in pairs["distance"]]
    named = map("{}: {}".format, pairs.index, distances)
    sentence = _(
        "For each digit the closest pair: a validation image above, a "
        "training image below. Their distances: {distances}.",
        distances="; ".join(named),
    )
    rows = _("validation"), _("train")
    return _draw_two_rows(grid, distances, rows, sentence)


def _draw_two_rows(
    grid: np.ndarray,
    columns: Iterable[object],
    rows: Iterable[str],
    sentence: str,
) -> Figure:
    figure, ax = plt.subplots(figsize=(11, 2.7), layout="constrained")
    draw_grid(ax, grid, columns=columns, rows=rows)
    return set_caption(figure, sentence)


def draw_grid(
    ax: Axes,
    grid: np.ndarray,
    *,
    columns: Iterable[object],
    rows: Iterable[object],
    group: int = 1,
) -> None:
    """Draw (rows, columns, 28, 28) as one picture, which is quick.

    NaN is left white, as are the gaps, wider after each `group` columns; a
    word stands above each column and beside each row.
    """
    tops, lefts = _corners(len(grid)), _corners(grid.shape[1], group)
    canvas = np.full((tops[-1] + 28, lefts[-1] + 28), np.nan)
    for row, top in enumerate(tops):
        for column, left in enumerate(lefts):
            canvas[top : top + 28, left : left + 28] = grid[row, column]
    ax.imshow(canvas, "gray", vmin=0, interpolation="nearest")
    ax.set_xticks(lefts + 13.5, [str(word) for word in columns])
    ax.set_yticks(tops + 13.5, [str(word) for word in rows])
    ax.tick_params(length=0, labelsize=12, top=True, bottom=False)
    ax.tick_params(labeltop=True, labelbottom=False)
    ax.spines[:].set_visible(False)


def _corners(number: int, group: int = 1) -> np.ndarray:
    place = np.arange(number)
    return 30 * place + 6 * (place // group) * (group > 1)
