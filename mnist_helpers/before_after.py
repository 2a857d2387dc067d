"""Set the same digits before and after augmentation side by side.

In: images as `data` and `augment` return them, or what was measured on them.
Out: a DataFrame from each `compare_` and `list_` function, a matplotlib Axes
or Figure from each `plot_` function, with its sentence for `caption`.
"""

from collections.abc import Mapping

import matplotlib.pyplot as plt
import numpy as np
import pandas as pd
import seaborn as sns
from matplotlib.axes import Axes
from matplotlib.figure import Figure

from .augment import PARAMETERS, Augmentation, augment_dataset
from .data import verify_images, verify_labels
from .explore import (
    DIGITS,
    _show,
    ink_per_digit,
    label_axes,
    mean_images,
    new_axes,
    set_caption,
)
from .language import _, complaint, format_number, format_percent


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
        _show(ax, grid[column, row], images.max())
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
        raise ValueError(
            complaint(
                "after",
                _("hold one copy of each original, in the same order"),
                _(
                    "{after} for {before}",
                    after=after.shape,
                    before=before.shape,
                ),
                _("Take it from augment_dataset: x_after[len(x_train):]."),
            )
        )
    grid = np.full((10, 2 * pairs, 28, 28), np.nan)
    for digit in DIGITS:
        for place, index in enumerate(np.flatnonzero(labels == digit)[:pairs]):
            grid[digit, 2 * place] = before[index].reshape(28, 28)
            grid[digit, 2 * place + 1] = after[index].reshape(28, 28)
    figure, ax = plt.subplots(
        figsize=(2.1 * pairs, 10.2), layout="constrained"
    )
    _draw_grid(ax, grid, group=2)
    _label_grid(
        ax, columns=[_("before"), _("after")] * pairs, rows=DIGITS, group=2
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
        raise ValueError(
            complaint(
                "after",
                _("hold the original labels and those of the copies"),
                _("fewer of digit {digit}", digit=made.idxmin()),
                _("Take it from augment_dataset."),
            )
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
        raise TypeError(
            complaint(
                "table",
                _("be the table that compare_ink returns"),
                type(table).__name__,
                _("Write plot_ink_before_after(compare_ink(...))."),
            )
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
    _draw_grid(ax, means)
    _label_grid(ax, columns=DIGITS, rows=[_("before"), _("after")])
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
    probabilities = np.asarray(probabilities)
    if probabilities.shape != (len(angles), 10):
        raise ValueError(
            complaint(
                "probabilities",
                _("have ten columns and a row for each angle"),
                _(
                    "{shape} for {angles} angles",
                    shape=probabilities.shape,
                    angles=len(angles),
                ),
                _("Write model.predict(turned)."),
            )
        )
    ax = new_axes(ax, size=(8, 4.2))
    colours = sns.color_palette("colorblind")
    others = 1 - probabilities[:, list(digits)].sum(axis=1)
    lines = {str(d): probabilities[:, d] for d in digits}
    lines[_("other digits")] = others
    for place, (name, values) in enumerate(lines.items()):
        last = place == len(digits)
        ax.plot(
            angles,
            values,
            "x:" if last else ("o-", "s--", "^-.")[place],
            color="0.4" if last else colours[place],
            markersize=5,
            label=name,
        )
    ax.set_xticks(np.linspace(angles[0], angles[-1], 7))
    ax.legend(fontsize=12)
    label_axes(
        ax,
        title=_("What the model answers"),
        x=_("Rotation angle (degrees)"),
        y=_("Probability"),
    )
    ax.yaxis.set_major_formatter(lambda value, place: format_number(value, 1))
    answers = probabilities.argmax(axis=1)
    changes = np.flatnonzero(np.diff(answers, prepend=-1))
    return set_caption(
        ax,
        _("The model's answer as the image turns:")
        + " "
        + ", ".join(
            _(
                "{digit} from {angle}°",
                digit=answers[place],
                angle=format_number(angles[place]),
            )
            for place in changes
        )
        + ".",
    )


def plot_speeds(
    speeds: Mapping[str, float], *, ax: Axes | None = None
) -> Axes:
    """Draw images per second of several ways, a bar each.

    Args:
        speeds: images per second, above 0, under the name of each way.
        ax: where to draw; None makes a figure.
    """
    if not speeds or not all(value > 0 for value in speeds.values()):
        raise ValueError(
            complaint(
                "speeds",
                _("hold images per second, above 0"),
                ", ".join(map(str, speeds.values())) or _("nothing"),
                _("Write plot_speeds(dict(flow=5000)), say."),
            )
        )
    names, values = list(speeds), [float(v) for v in speeds.values()]
    ax = new_axes(ax, size=(8, 0.9 + 0.75 * len(names)))
    colours = sns.color_palette("colorblind", len(names))
    hatches = ("", "//", "..", "xx")
    bars = ax.barh(names, values, color=colours, edgecolor="white")
    for place, bar in enumerate(bars):
        bar.set_hatch(hatches[place % len(hatches)])
    numbers = [format_number(round(value)) for value in values]
    ax.bar_label(bars, numbers, fontsize=12, padding=4)
    ax.margins(x=0.18)
    ax.invert_yaxis()  # the first at the top
    ax.xaxis.set_major_formatter(lambda value, place: format_number(value))
    ax.xaxis.set_major_locator(plt.MaxNLocator(5))
    label_axes(ax, title="", x=_("Images per second"), y="")
    slowest, fastest = np.argmin(values), np.argmax(values)
    return set_caption(
        ax,
        _(
            "Images per second: {list}. {fastest} is {ratio} times as fast "
            "as {slowest}.",
            list=", ".join(map(" ".join, zip(names, numbers, strict=True))),
            fastest=names[fastest],
            slowest=names[slowest],
            ratio=format_number(values[fastest] / values[slowest], 1),
        ),
    )


def plot_distances(*, ax: Axes | None = None, **distances: np.ndarray) -> Axes:
    """Draw how far images lie from the nearest training image.

    Args:
        ax: where to draw; None makes a figure.
        **distances: arrays of shape (n,), at least 0, each under the name
            of its split.
    """
    if not distances:
        raise TypeError(
            complaint(
                "distances",
                _("be given under a name"),
                _("nothing"),
                _("Write plot_distances(clean=distances)."),
            )
        )
    ax = new_axes(ax, size=(8, 4.2))
    colours = sns.color_palette("colorblind", len(distances))
    bins = np.linspace(0, max(map(np.max, distances.values())), 31)
    sentences = []
    for place, (name, values) in enumerate(distances.items()):
        ax.hist(
            values,
            bins,
            weights=np.full(len(values), 100 / len(values)),
            histtype="step",
            linewidth=2,
            linestyle=("-", "--", ":")[place % 3],
            hatch=("//", "", "..")[place % 3],
            color=colours[place],
            label=_(name),
        )
        sentences.append(
            _(
                "{name}: half of the {number} images have a training image "
                "within {median}, the closest at {smallest}",
                name=_(name),
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
        image, the place of the training image, their distance.
    """
    verify_labels(labels, length=len(distances))
    table = pd.DataFrame(
        {
            _("validation image"): np.arange(len(labels)),
            _("training image"): np.ravel(places),
            _("distance"): np.ravel(distances).round(2),
        }
    )
    first = table.groupby(labels)[_("distance")].idxmin()
    return table.loc[first].set_index(first.index).rename_axis(_("Digit"))


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
    grid = np.stack(
        [
            images[pairs.iloc[:, 0]].reshape(-1, 28, 28),
            training[pairs.iloc[:, 1]].reshape(-1, 28, 28),
        ]
    )
    distances = [format_number(value, 2) for value in pairs.iloc[:, 2]]
    figure, ax = plt.subplots(figsize=(11, 2.7), layout="constrained")
    _draw_grid(ax, grid)
    _label_grid(ax, columns=distances, rows=[_("validation"), _("train")])
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


def _signed_percent(change: float) -> str:
    return ("+" if change >= 0 else "−") + format_percent(abs(change))


def _draw_grid(ax: Axes, grid: np.ndarray, *, group: int = 1) -> None:
    """Draw (rows, columns, 28, 28) as one picture, which is quick.

    NaN is left white, as are the gaps, wider after each `group` columns.
    """
    tops, lefts = _corners(len(grid)), _corners(grid.shape[1], group)
    canvas = np.full((tops[-1] + 28, lefts[-1] + 28), np.nan)
    for row, top in enumerate(tops):
        for column, left in enumerate(lefts):
            canvas[top : top + 28, left : left + 28] = grid[row, column]
    ax.imshow(
        canvas,
        cmap="gray",
        vmin=0,
        vmax=np.nanmax(grid),
        interpolation="nearest",
    )


def _label_grid(ax: Axes, *, columns, rows, group: int = 1) -> None:
    """Write a word above each column and beside each row of a grid."""
    ax.set_xticks(_corners(len(columns), group) + 13.5, columns)
    ax.set_yticks(_corners(len(rows)) + 13.5, rows)
    ax.tick_params(length=0, labelsize=12, top=True, bottom=False)
    ax.tick_params(labeltop=True, labelbottom=False)
    ax.spines[:].set_visible(False)


def _corners(number: int, group: int = 1) -> np.ndarray:
    place = np.arange(number)
    return 30 * place + 6 * (place // group) * (group > 1)
