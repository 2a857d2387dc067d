"""See the data: digits counted, images described, ink measured, plots.

In: the arrays that `data` returns. Out: a DataFrame from each `count_`,
`describe_` and `ink_` function, a matplotlib Axes or Figure from each
`plot_` function, with the sentence that says what it shows.
"""

import numpy as np
import pandas as pd
import seaborn as sns
from matplotlib.axes import Axes

from .checks import (
    refuse,
    verify_images,
    verify_labels,
    verify_names,
    verify_pair,
)
from .figures import HATCHES, label_axes, new_axes, set_caption, write_ticks
from .language import _, format_number

DIGITS = range(10)


def count_digits(**labels: np.ndarray) -> pd.DataFrame:
    """Count the images of each digit, in one or more sets.

    Args:
        **labels: integer arrays of shape (n,), digits 0 to 9, each under
            the name of its set: `count_digits(train=y_train, test=y_test)`.

    Returns:
        A row for each digit and a row of totals; for each set a column of
        counts, named as the set, and one of shares, in percent.

    Raises:
        TypeError, ValueError: if no set is given, or one holds no digits.
    """
    verify_names("labels", labels, "count_digits(train=y_train)")
    table = pd.DataFrame(index=pd.Index(DIGITS, name="digit"))
    for name, values in labels.items():
        verify_labels(values, name=name)
        counts = np.bincount(values, minlength=10)
        table[name] = counts
        table[f"{name} %"] = (100 * counts / counts.sum()).round(2)
    total = table.sum().round(2).rename("total").to_frame().T
    return pd.concat([table, total.astype(table.dtypes)]).rename_axis("digit")


def describe_images(**images: np.ndarray) -> pd.DataFrame:
    """Say of each array of images: shape, pixels, dtype, range and size.

    Args:
        **images: arrays of shape (n, 28, 28) or (n, 28, 28, 1), or one
            image (28, 28), each under the name of its set.

    Returns:
        A row for each array: shape, number of images, pixels of one image,
        dtype, smallest, largest and mean value, size in MB (10**6 bytes).

    Raises:
        TypeError, ValueError: if none is given, or one holds no images.
    """
    verify_names("images", images, "describe_images(train=x_train)")
    rows = {}
    for name, values in images.items():
        is_one = isinstance(values, np.ndarray) and values.shape == (28, 28)
        stack = values[None] if is_one else values
        verify_images(stack, name=name)
        rows[name] = {
            "shape": str(values.shape),
            "images": len(stack),
            "pixels per image": stack[0].size,
            "dtype": str(values.dtype),
            "smallest": values.min(),
            "largest": values.max(),
            "mean": round(float(values.mean(dtype=np.float64)), 4),
            "MB": round(values.nbytes / 1e6, 1),
        }
    return pd.DataFrame.from_dict(rows, orient="index")


def ink_per_digit(images: np.ndarray, labels: np.ndarray) -> pd.DataFrame:
    """Measure the ink of each digit: pixels, brightness and box.

    Args:
        images: uint8 or float array of shape (n, 28, 28) or
            (n, 28, 28, 1); every pixel above 0 is ink.
        labels: integer array of shape (n,), digits 0 to 9.

    Returns:
        A row for each digit: number of images, shape and pixels of one
        image; means over its images of: pixels with ink, brightness (in the
        images' own units), height and width in pixels of the box round the
        ink. A digit without images has NaN there.
    """
    verify_pair(images, labels)
    facts = measure_ink(images)
    means = facts.groupby(labels).mean().reindex(DIGITS).round(2)
    means.insert(0, "pixels per image", images[0].size)
    means.insert(0, "shape", "(28, 28)")
    counts = np.bincount(labels, minlength=10)
    means.insert(0, "images", counts)
    return means.rename_axis("digit")


def describe_each(images: np.ndarray, labels: np.ndarray) -> pd.DataFrame:
    """Say of each image by itself: shape, pixels, range, ink and box.

    Args:
        images: uint8 or float array of shape (n, 28, 28) or
            (n, 28, 28, 1); every pixel above 0 is ink.
        labels: integer array of shape (n,), digits 0 to 9.

    Returns:
        A row for each image, under its digit: shape, pixels, dtype,
        smallest and largest value, pixels with ink, brightness (the mean of
        all pixels, in the images' own units), height and width in pixels of
        the box round the ink.
    """
    verify_pair(images, labels)
    facts = {
        "shape": str(images.shape[1:]),
        "pixels per image": images[0].size,
        "dtype": str(images.dtype),
        "smallest": images.min(axis=(1, 2)).ravel(),
        "largest": images.max(axis=(1, 2)).ravel(),
    }
    table = pd.DataFrame(facts).join(measure_ink(images).round(2))
    return table.set_axis(pd.Index(labels, name="digit"))


def measure_ink(images: np.ndarray) -> pd.DataFrame:
    """Ink, brightness and box of each image, a row for each."""
    stack = images.reshape(-1, 28, 28)
    ink = stack > 0
    return pd.DataFrame(
        {
            "ink pixels": ink.sum(axis=(1, 2)),
            "brightness": stack.mean(axis=(1, 2), dtype=np.float64),
            "box height": ink_extent(ink.any(axis=2)),
            "box width": ink_extent(ink.any(axis=1)),
        }
    )


def ink_extent(has_ink: np.ndarray) -> np.ndarray:
    """Length from the first True to the last of each row; 0 for none."""
    first = has_ink.argmax(axis=1)
    last = has_ink.shape[1] - has_ink[:, ::-1].argmax(axis=1)
    return np.where(has_ink.any(axis=1), last - first, 0)


def mean_images(images: np.ndarray, labels: np.ndarray) -> np.ndarray:
    """Average all images of each digit.

    Args:
        images: array of shape (n, 28, 28) or (n, 28, 28, 1).
        labels: integer array of shape (n,), digits 0 to 9, each there.

    Returns:
        float64 array of shape (10, 28, 28), in the images' own units.
    """
    verify_pair(images, labels)
    _require_every_digit(labels)
    stack = images.reshape(-1, 28, 28)
    return np.stack(
        [stack[labels == d].mean(axis=0, dtype=np.float64) for d in DIGITS]
    )


def pick_per_digit(
    images: np.ndarray, labels: np.ndarray, *, seed: int | None = None
) -> tuple[np.ndarray, np.ndarray]:
    """Pick one image of each digit.

    Args:
        images: array of shape (n, 28, 28) or (n, 28, 28, 1).
        labels: integer array of shape (n,), digits 0 to 9, each there.
        seed: which one; None picks the first of each.

    Returns:
        `(images, labels)`: 10 images, and the labels 0 to 9.
    """
    verify_pair(images, labels)
    _require_every_digit(labels)
    random = np.random.default_rng(seed)
    places = [np.flatnonzero(labels == d) for d in DIGITS]
    picks = [p[0] if seed is None else random.choice(p) for p in places]
    return images[picks], labels[picks]


def _require_every_digit(labels: np.ndarray) -> None:
    absent = sorted(set(DIGITS) - set(labels.tolist()))
    if absent:
        refuse(
            "labels",
            _("hold every digit, 0 to 9"),
            _("none of {digits}", digits=str(absent)[1:-1]),
            _("Give more images, or images in another order."),
        )


def plot_counts(counts: pd.DataFrame, *, ax: Axes | None = None) -> Axes:
    """Draw the counts of each digit as bars, one colour a set.

    Args:
        counts: what `count_digits` returned.
        ax: where to draw; None makes a figure.

    Raises:
        TypeError: if `counts` is another thing, labels say.
    """
    if not isinstance(counts, pd.DataFrame) or not {*DIGITS} <= {
        *counts.index
    }:
        refuse(
            "counts",
            _("be the table that {function} returns", function="count_digits"),
            type(counts).__name__,
            _("Write {example}.", example="plot_counts(count_digits(...))"),
            error=TypeError,
        )
    ax = new_axes(ax)
    table = counts.loc[list(DIGITS)]
    names = list(table.select_dtypes("integer"))
    colours = sns.color_palette("colorblind", len(names))
    width = 0.8 / len(names)
    for place, name in enumerate(names):
        shift = (place - (len(names) - 1) / 2) * width
        bars = ax.bar(
            table.index + shift,
            table[name],
            width,
            label=_(name),
            color=colours[place],
            edgecolor="white",
            hatch=HATCHES[place % len(HATCHES)],
        )
        labels = [format_number(n) for n in table[name]]
        ax.bar_label(bars, labels, fontsize=11, rotation=90, padding=3)
    ax.margins(y=0.3)  # room for the upright numbers and the legend
    ax.set_xticks(list(DIGITS))
    write_ticks(ax, "y")
    if len(names) > 1:
        ax.legend(fontsize=12, loc="upper right", ncols=len(names))
    label_axes(
        ax, title=_("Images per digit"), x=_("Digit"), y=_("Number of images")
    )
    sentences = [
        _(
            "{name}: most often {most} ({most_count} images), least often "
            "{least} ({least_count}), a ratio of {ratio}.",
            name=_(name),
            most=table[name].idxmax(),
            most_count=format_number(table[name].max()),
            least=table[name].idxmin(),
            least_count=format_number(table[name].min()),
            ratio=format_number(table[name].max() / table[name].min(), 2)
            if table[name].min()
            else "∞",
        )
        for name in names
    ]
    return set_caption(ax, " ".join([_("Images per digit."), *sentences]))
