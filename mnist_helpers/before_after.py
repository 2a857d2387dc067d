"""Set the same digits before and after augmentation side by side.

In: images as `data` and `augment` return them, or what was measured on them.
Out: a DataFrame from each `compare_` and `list_` function, a matplotlib Axes
or Figure from each `plot_` function, with its sentence for `caption`.
"""

import matplotlib.pyplot as plt
import numpy as np
import pandas as pd
import seaborn as sns
from matplotlib.figure import Figure

from .affine import PARAMETERS
from .augment import Augmentation, augment_dataset
from .checks import refuse, verify_images, verify_labels
from .explore import DIGITS, ink_per_digit, mean_images
from .figures import draw_grid, draw_image, label_axes, set_caption
from .language import _, format_number, format_percent


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
        images: array of shape (n, 28, 28) or (n, 28, 28, 1), a few.
        labels: integer array of shape (n,), digits 0 to 9.
        augmentation: the settings.
        copies: changed copies of each image.
        seed: the same seed, the same copies.

    Returns:
        A grid: a row for each image, the original first, then its copies,
        each with the parameters that were drawn for it.
    """
    everything, _labels = augment_dataset(
        images, labels, augmentation, copies=copies, seed=seed
    )
    drawn = augmentation.draw(copies * len(images), seed=seed)
    grid = everything.reshape(copies + 1, len(images), 28, 28)
    figure, axes = plt.subplots(
        len(images),
        copies + 1,
        figsize=(2.1 * (copies + 1), 2.3 * len(images)),
        squeeze=False,
        layout="constrained",
    )
    for (row, column), ax in np.ndenumerate(axes):
        draw_image(ax, grid[column, row], images.max())
        ax.set_axis_off()
        if column == 0:
            title = _("{digit}: original", digit=labels[row])
        else:
            place = (column - 1) * len(images) + row
            title = _describe_change(drawn.iloc[place])
        ax.set_title(title, fontsize=11)
    return set_caption(
        figure,
        _(
            "Digits {digits}: each row shows the original, then {copies} "
            "copies, each turned, moved, sheared and resized as written "
            "above it.",
            digits=", ".join(map(str, labels)),
            copies=copies,
        ),
    )


def _describe_change(change: pd.Series) -> str:
    numbers = {
        name: format_number(change[name], 2 if "zoom" in name else 1)
        for name in PARAMETERS
    }
    return _(
        "rotation {rotation}°\nshift {shift_x}; {shift_y} px\n"
        "shear {shear}°\nzoom {zoom_x} × {zoom_y}",
        **numbers,
    )


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
    if before.shape != after.shape:
        refuse(
            "after",
            _("hold one copy of each original, in the same order"),
            _("{after} for {before}", after=after.shape, before=before.shape),
            _("Take it from augment_dataset: x_after[len(x_train):]."),
        )
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
        A row for each digit and one of totals: images before, images made,
        images after.

    Raises:
        ValueError: if a digit became rarer: `after` must hold the
            originals.
    """
    verify_labels(before, name="before")
    verify_labels(after, name="after")
    table = pd.DataFrame(
        {
            _("before"): np.bincount(before, minlength=10),
            _("after"): np.bincount(after, minlength=10),
        },
        index=pd.Index([*map(str, DIGITS)], name=_("Digit")),
    )
    made = table[_("after")] - table[_("before")]
    if (made < 0).any():
        refuse(
            "after",
            _("hold the original labels and those of the copies"),
            _("fewer of digit {digit}", digit=made.idxmin()),
            _("Take it from augment_dataset."),
        )
    table.insert(1, _("made"), made)
    table.loc[_("total")] = table.sum()
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
        A row for each digit; `ink_per_digit`'s measurements, a column
        before and one after each.
    """
    tables = {
        _("before"): ink_per_digit(images_before, labels_before),
        _("after"): ink_per_digit(images_after, labels_after),
    }
    both = pd.concat(tables, axis=1).swaplevel(axis=1)
    measured = list(tables[_("before")].columns[3:])
    return both[[(name, when) for name in measured for when in tables]]


def plot_ink_before_after(table: pd.DataFrame) -> Figure:
    """Draw ink, brightness and box of each digit before and after.

    Args:
        table: what `compare_ink` returned.

    Returns:
        A panel for each measurement, in its own unit, from 0 up: for each
        digit a circle before and a square after.
    """
    if not isinstance(table, pd.DataFrame) or table.columns.nlevels != 2:
        refuse(
            "table",
            _("be the table that compare_ink returns"),
            type(table).__name__,
            _("Write plot_ink_before_after(compare_ink(...))."),
            error=TypeError,
        )
    figure, axes = plt.subplots(2, 2, figsize=(10, 6.5), layout="constrained")
    blue, orange = sns.color_palette("colorblind", 2)
    sentences = []
    measured = table.columns.get_level_values(0).unique()
    for ax, name in zip(axes.flat, measured, strict=True):
        before, after = (table[name, when] for when in table[name])
        ax.vlines(table.index, before, after, color="0.6", linewidth=2)
        for values, marker, colour, size in (
            (before, "o", blue, 10),
            (after, "s", orange, 6),
        ):
            ax.plot(
                table.index,
                values,
                marker,
                color=colour,
                markersize=size,
                label=values.name[1],
            )
        ax.set_ylim(0, 1.15 * max(before.max(), after.max()))
        ax.set_xticks(list(DIGITS))
        label_axes(ax, title="", x=_("Digit"), y=name.capitalize())
        sentences.append(
            _(
                "{name} {before} before, {after} after ({change})",
                name=name,
                before=format_number(before.mean(), 1),
                after=format_number(after.mean(), 1),
                change=_signed_percent(after.mean() / before.mean() - 1),
            )
        )
    axes[0, 0].legend(fontsize=12, loc="lower right")
    return set_caption(
        figure,
        _("Mean of the ten digits:") + " " + "; ".join(sentences) + ".",
    )


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
