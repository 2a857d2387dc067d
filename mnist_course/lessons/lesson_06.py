"""Find images that lie nearly the same in two parts of a split.

In: distances of validation images to their nearest training image. Out: a
table of the closest pairs, and plots.
"""

import matplotlib.pyplot as plt
import numpy as np
import pandas as pd
import seaborn as sns
from matplotlib.axes import Axes
from matplotlib.figure import Figure

from mnist_helpers.checks import (
    refuse,
    verify_images,
    verify_labels,
    verify_names,
    verify_same_units,
    verify_table,
    verify_whole,
)
from mnist_helpers.explore import DIGITS, ink_per_digit, mean_images
from mnist_helpers.figures import (
    HATCHES,
    LINES,
    draw_grid,
    in_own_style,
    label_axes,
    new_axes,
    new_grid,
    set_caption,
)
from mnist_helpers.language import _, format_number, format_percent, write_name


@in_own_style
def plot_distances(*, ax: Axes | None = None, **distances: np.ndarray) -> Axes:
    """Draw how far images lie from the nearest training image.

    Args:
        ax: where to draw; None makes a figure.
        **distances: arrays of shape (n,), at least 0, each under the name
            of its split.
    """
    verify_names("distances", distances, "plot_distances(clean=distances)")
    ax = new_axes(ax, size=(8, 4.2))
    colours = sns.color_palette("colorblind", len(distances))
    farthest = max(map(np.max, distances.values()))
    bins = np.linspace(0, farthest, 31).tolist()
    sentences = []
    for place, (name, values) in enumerate(distances.items()):
        ax.hist(
            values,
            bins,
            weights=np.full(len(values), 100 / len(values)),
            histtype="step",
            linewidth=2,
            linestyle=LINES[place % len(LINES)],
            hatch=HATCHES[place % len(HATCHES)],
            color=colours[place],
            label=write_name(name),
        )
        sentences.append(
            _(
                "{name}: half of the {number} images have a training image "
                "within {median}, the closest at {smallest}",
                name=write_name(name),
                number=format_number(len(values)),
                median=format_number(np.median(values), 2),
                smallest=format_number(np.min(values), 2),
            )
        )
    ax.legend(fontsize=12)
    label_axes(
        ax,
        title="",
        x=_("Distance to the nearest training image"),
        y=_("Validation images (%)"),
    )
    return set_caption(ax, ". ".join(sentences) + ".")


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
    verify_labels(labels, length=len(distances))
    table = pd.DataFrame(
        {
            "validation image": np.arange(len(labels)),
            "training image": np.ravel(places),
            "distance": np.ravel(distances).round(2),
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
    verify_images(images)
    verify_images(training, name="training")
    columns = ["validation image", "training image", "distance"]
    verify_table("pairs", pairs, columns, made_by="list_closest_pairs")
    above = images[pairs["validation image"]]
    below = training[pairs["training image"]]
    grid = np.stack([above, below]).reshape(2, -1, 28, 28)
    distances = [format_number(value, 2) for value in pairs["distance"]]
    figure, ax = plt.subplots(figsize=(11, 2.7), layout="constrained")
    draw_grid(ax, grid, columns=distances, rows=[_("validation"), _("train")])
    return set_caption(
        figure,
        _(
            "For each digit the closest pair: a validation image above, a "
            "training image below. Their distances: {distances}.",
            distances="; ".join(
                f"{digit}: {distance}"
                for digit, distance in zip(pairs.index, distances, strict=True)
            ),
        ),
    )


@in_own_style
def plot_pairs(
    before: np.ndarray,
    after: np.ndarray,
    labels: np.ndarray,
    *,
    pairs: int = 4,
) -> Figure:
    """Draw images of each digit, each with its own copy beside it.

    Args:
        before: originals, array of shape (n, 28, 28) or (n, 28, 28, 1).
        after: their copies, of the same shape, in the same order.
        labels: integer array of shape (n,), digits 0 to 9.
        pairs: originals of each digit to show, the first ones.

    Returns:
        A grid: a row for each digit, original and copy in turns.
    """
    verify_images(before, name="before")
    verify_images(after, name="after")
    verify_labels(labels, length=len(before))
    pairs = verify_whole("pairs", pairs, least=1, example="pairs=4")
    if before.shape != after.shape:
        refuse(
            "after",
            _("hold one copy of each original, in the same order"),
            _("{after} for {before}", after=after.shape, before=before.shape),
            _("Take it from augment_dataset: x_after[len(x_train):]."),
        )
    verify_same_units(before, after, name="after")
    grid = np.full((10, 2 * pairs, 28, 28), np.nan)
    for digit in DIGITS:
        for place, index in enumerate(np.flatnonzero(labels == digit)[:pairs]):
            grid[digit, 2 * place] = before[index].reshape(28, 28)
            grid[digit, 2 * place + 1] = after[index].reshape(28, 28)
    figure, ax = plt.subplots(
        figsize=(2.1 * pairs, 10.2), layout="constrained"
    )
    draw_grid(
        ax,
        grid,
        columns=[_("before"), _("after")] * pairs,
        rows=DIGITS,
        group=2,
    )
    return set_caption(
        figure,
        _(
            "Digits 0 to 9, a row each: {pairs} images before augmentation, "
            "each with its own copy after it to the right.",
            pairs=pairs,
        ),
    )


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
    measured = {}
    for when, images, labels in (
        ("before", images_before, labels_before),
        ("after", images_after, labels_after),
    ):
        measured[when] = ink_per_digit(images, labels).loc[:, "ink pixels":]
    verify_same_units(images_before, images_after, name="images_after")
    names = measured["before"].columns
    both = pd.concat(measured, axis=1).swaplevel(axis=1)
    return both[[(name, when) for name in names for when in measured]]


@in_own_style
def plot_ink_before_after(table: pd.DataFrame) -> Figure:
    """Draw ink, brightness and box of each digit before and after.

    Args:
        table: what `compare_ink` returned.

    Returns:
        A panel for each measurement, in its own unit, from 0 up: for each
        digit a circle before and a square after.
    """
    verify_table(
        "table", table, [("ink pixels", "before")], made_by="compare_ink"
    )
    names = table.columns.unique(level=0)
    figure, axes = new_grid(len(names), columns=2, size=(5, 3.25))
    blue, orange = sns.color_palette("colorblind", 2)
    sentences = []
    for ax, name in zip(axes, names, strict=True):
        ax.set_axis_on()
        before, after = table[name, "before"], table[name, "after"]
        ax.vlines(DIGITS, before, after, color="0.6", linewidth=2)
        ax.plot(before, "o", color=blue, markersize=10, label=_("before"))
        ax.plot(after, "s", color=orange, markersize=6, label=_("after"))
        ax.set_ylim(0, 1.15 * max(before.max(), after.max()))
        ax.set_xticks(DIGITS)
        shown = write_name(name)
        label_axes(ax, title="", x=_("Digit"), y=shown.capitalize())
        sentences.append(
            _(
                "{name} {before} before, {after} after ({change})",
                name=shown,
                before=format_number(before.mean(), 1),
                after=format_number(after.mean(), 1),
                change=_signed_percent(after.mean() / before.mean() - 1),
            )
        )
    axes[0].legend(fontsize=12, loc="lower right")
    return set_caption(
        figure, _("Mean of the ten digits:") + " " + "; ".join(sentences) + "."
    )


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
    means = np.stack(
        [
            mean_images(images_before, labels_before),
            mean_images(images_after, labels_after),
        ]
    )
    verify_same_units(images_before, images_after, name="images_after")
    figure, ax = plt.subplots(figsize=(11, 2.7), layout="constrained")
    draw_grid(ax, means, columns=DIGITS, rows=[_("before"), _("after")])
    before, after = means.max(axis=(2, 3)).mean(axis=1)
    return set_caption(
        figure,
        _(
            "Mean image of each digit, 0 to 9: above before ({n_before} "
            "images), below after ({n_after}). The brightest pixel of a mean "
            "image is {before} before and {after} after, as a mean of the "
            "ten digits.",
            n_before=format_number(len(images_before)),
            n_after=format_number(len(images_after)),
            before=format_number(before, 1),
            after=format_number(after, 1),
        ),
    )


def _signed_percent(change: float) -> str:
    return ("+" if change >= 0 else "−") + format_percent(abs(change))
