"""Set the same digits before and after augmentation side by side.

In: images as `data` and `augment` return them, or what was measured on them.
Out: a DataFrame from each `compare_` function, a matplotlib Figure from each
`plot_` function.
"""

import matplotlib.pyplot as plt
import numpy as np
import pandas as pd
import seaborn as sns
from matplotlib.figure import Figure

from .augment import Augmentation, augment_dataset
from .checks import (
    refuse,
    verify_images,
    verify_labels,
    verify_same_units,
    verify_table,
    verify_whole,
)
from .explore import DIGITS, ink_per_digit, mean_images
from .figures import (
    draw_grid,
    draw_image,
    in_own_style,
    label_axes,
    new_grid,
    set_caption,
)
from .language import _, format_number, format_percent, write_name


@in_own_style
def plot_before_after(
    images: np.ndarray,
    labels: np.ndarray,
    augmentation: Augmentation,
    *,
    copies: int = 4,
    seed: int = 7,
) -> Figure:
    """Draw each image beside changed copies of itself.

    Args:
        images: array of shape (n, 28, 28) or (n, 28, 28, 1), about five.
        labels: integer array of shape (n,), digits 0 to 9.
        augmentation: the settings.
        copies: changed copies of each image.
        seed: the same seed, the same copies.

    Returns:
        A grid: a row for each image, the original first, then its copies,
        each with the change that was drawn for it, as a reader sees it.

    Example:
        >>> import mnist_helpers as mh
        >>> (x_train, y_train), _test = mh.load_mnist()
        >>> settings = mh.Augmentation(rotation=10)
        >>> figure = mh.plot_before_after(
        ...     x_train[:2], y_train[:2], settings, copies=1
        ... )
        >>> [ax.get_title() for ax in figure.axes][::2]
        ['5: original', '0: original']
    """
    everything, _labels = augment_dataset(
        images, labels, augmentation, copies=copies, seed=seed
    )
    drawn = augmentation.draw(copies * len(images), seed=seed)
    grid = everything.reshape(copies + 1, len(images), 28, 28)
    figure, axes = new_grid(
        len(everything), columns=copies + 1, size=(3.1, 1.9)
    )
    for place, ax in enumerate(axes):
        row, column = divmod(place, copies + 1)
        draw_image(ax, grid[column, row], images.max())
        if column == 0:
            title = _("{digit}: original", digit=labels[row])
        else:
            change = drawn.iloc[(column - 1) * len(images) + row]
            title = _describe_change(change)
        ax.set_title(title, fontsize=11)
    return set_caption(
        figure,
        _(
            "Digits {digits}: each row shows the original, then {copies} "
            "changed copies of it. Above each copy stand its rotation (to "
            "the left), its shift to the right and down, its shear, and its "
            "width and height in per cent of the original's.",
            digits=", ".join(map(str, labels)),
            copies=copies,
        ),
    )


def _describe_change(change: pd.Series) -> str:
    """One line, as a reader sees the change.

    The parameters say where a pixel is fetched from: what is fetched from
    the right moves to the left, and a zoom of 1.1 makes smaller.
    """
    return _(
        "{turn}° · {right}; {down} px · {shear}° · {wide} × {high} %",
        turn=format_number(change["rotation"], 0),
        right=format_number(-change["shift_x"], 1),
        down=format_number(-change["shift_y"], 1),
        shear=format_number(change["shear"], 0),
        wide=format_number(100 / change["zoom_x"], 0),
        high=format_number(100 / change["zoom_y"], 0),
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


def compare_counts(before: np.ndarray, after: np.ndarray) -> pd.DataFrame:
    """Count each digit before and after augmentation.

    Args:
        before: labels of the original images, shape (n,).
        after: labels of the stored set, originals included, shape (m,).

    Returns:
        A row for each digit and one of totals; columns "before", "made"
        and "after".

    Raises:
        ValueError: if a digit became rarer: `after` must hold the
            originals.

    Example:
        >>> import mnist_helpers as mh, numpy as np
        >>> before, after = np.array([3, 3, 5]), np.array([3, 3, 5, 3, 3, 5])
        >>> mh.compare_counts(before, after).loc[[3, "total"]]
               before  made  after
        digit
        3           2     2      4
        total       3     3      6
    """
    verify_labels(before, name="before")
    verify_labels(after, name="after")
    counts_before = np.bincount(before, minlength=10)
    counts_after = np.bincount(after, minlength=10)
    made = counts_after - counts_before
    if (made < 0).any():
        refuse(
            "after",
            _("hold the original labels and those of the copies"),
            _("fewer of digit {digit}", digit=made.argmin()),
            _("Take it from augment_dataset."),
        )
    table = pd.DataFrame(
        {"before": counts_before, "made": made, "after": counts_after},
        index=pd.Index(DIGITS, name="digit", dtype=object),
    )
    table.loc["total"] = table.sum()
    return table


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
        >>> import mnist_helpers as mh
        >>> (x_train, y_train), _test = mh.load_mnist()
        >>> images, labels = mh.pick_per_digit(x_train, y_train)
        >>> ink = mh.compare_ink(images, images // 2, labels, labels)
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
