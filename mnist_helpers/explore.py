"""See the data: digits counted, images described, ink measured, plots.

In: the arrays that `data` returns. Out: a DataFrame from each `count_`,
`describe_` and `ink_` function, a matplotlib Axes or Figure from each
`plot_` function. Each plot carries a sentence that says what it shows:
`print(caption(plot_counts(counts)))`.
"""

import matplotlib.pyplot as plt
import numpy as np
import pandas as pd
import seaborn as sns
from matplotlib.axes import Axes
from matplotlib.figure import Figure

from .data import verify_images, verify_labels
from .language import _, complaint, format_number, format_percent

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
    _require_names(labels, "labels", "count_digits(train=y_train)")
    table = pd.DataFrame(index=pd.Index(DIGITS, name=_("Digit")))
    for name, values in labels.items():
        verify_labels(values, name=name)
        counts = np.bincount(values, minlength=10)
        table[_(name)] = counts
        table[f"{_(name)} (%)"] = (100 * counts / counts.sum()).round(2)
    total = table.sum().round(2).rename(_("total"))
    table = pd.concat([table, total.to_frame().T]).rename_axis(_("Digit"))
    whole = [column for column in table if not column.endswith(" (%)")]
    return table.astype(dict.fromkeys(whole, int))


def _require_names(arrays: dict, argument: str, example: str) -> None:
    if not arrays:
        raise TypeError(
            complaint(
                argument,
                _("be given under a name"),
                _("nothing"),
                _("Write {example}.", example=example),
            )
        )


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
    _require_names(images, "images", "describe_images(train=x_train)")
    rows = {}
    for name, values in images.items():
        is_one = isinstance(values, np.ndarray) and values.shape == (28, 28)
        stack = values[None] if is_one else values
        verify_images(stack, name=name)
        rows[_(name)] = {
            _("shape"): str(values.shape),
            _("images"): len(stack),
            _("pixels per image"): stack[0].size,
            _("dtype"): str(values.dtype),
            _("smallest"): values.min(),
            _("largest"): values.max(),
            _("mean"): round(float(values.mean(dtype=np.float64)), 4),
            _("MB"): round(values.nbytes / 1e6, 1),
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
    verify_images(images)
    verify_labels(labels, length=len(images))
    facts = _measure_ink(images)
    means = facts.groupby(labels).mean().reindex(DIGITS).round(2)
    means.insert(0, _("pixels per image"), images[0].size)
    means.insert(0, _("shape"), "(28, 28)")
    counts = np.bincount(labels, minlength=10)
    means.insert(0, _("images"), counts)
    return means.rename_axis(_("Digit"))


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
    verify_images(images)
    verify_labels(labels, length=len(images))
    facts = {
        _("shape"): str(images.shape[1:]),
        _("pixels per image"): images[0].size,
        _("dtype"): str(images.dtype),
        _("smallest"): images.min(axis=(1, 2)).ravel(),
        _("largest"): images.max(axis=(1, 2)).ravel(),
    }
    table = pd.DataFrame(facts).join(_measure_ink(images).round(2))
    return table.set_axis(pd.Index(labels, name=_("Digit")))


def _measure_ink(images: np.ndarray) -> pd.DataFrame:
    """Ink, brightness and box of each image, a row for each."""
    stack = images.reshape(-1, 28, 28)
    ink = stack > 0
    return pd.DataFrame(
        {
            _("ink pixels"): ink.sum(axis=(1, 2)),
            _("brightness"): stack.mean(axis=(1, 2), dtype=np.float64),
            _("box height"): _extent(ink.any(axis=2)),
            _("box width"): _extent(ink.any(axis=1)),
        }
    )


def _extent(has_ink: np.ndarray) -> np.ndarray:
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
    verify_images(images)
    verify_labels(labels, length=len(images))
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
    verify_images(images)
    verify_labels(labels, length=len(images))
    _require_every_digit(labels)
    random = np.random.default_rng(seed)
    places = [np.flatnonzero(labels == d) for d in DIGITS]
    picks = [p[0] if seed is None else random.choice(p) for p in places]
    return images[picks], labels[picks]


def _require_every_digit(labels: np.ndarray) -> None:
    absent = sorted(set(DIGITS) - set(labels.tolist()))
    if absent:
        raise ValueError(
            complaint(
                "labels",
                _("hold every digit, 0 to 9"),
                _("none of {digits}", digits=str(absent)[1:-1]),
                _("Give more images, or images in another order."),
            )
        )


def plot_counts(counts: pd.DataFrame, *, ax: Axes | None = None) -> Axes:
    """Draw the counts of each digit as bars, one colour a set.

    Args:
        counts: what `count_digits` returned.
        ax: where to draw; None makes a figure.

    Raises:
        TypeError: if `counts` is another thing, labels say.
    """
    if not isinstance(counts, pd.DataFrame) or not set(DIGITS).issubset(
        counts.index
    ):
        raise TypeError(
            complaint(
                "counts",
                _("be the table that count_digits returns"),
                type(counts).__name__,
                _(
                    "Write {example}.",
                    example="plot_counts(count_digits(...))",
                ),
            )
        )
    ax = new_axes(ax)
    table = counts.loc[list(DIGITS)]
    names = [name for name in table if not name.endswith(" (%)")]
    colours = sns.color_palette("colorblind", len(names))
    width = 0.8 / len(names)
    hatches = ("", "//", "..", "xx")
    for place, name in enumerate(names):
        shift = (place - (len(names) - 1) / 2) * width
        bars = ax.bar(
            table.index + shift,
            table[name],
            width,
            label=name,
            color=colours[place],
            edgecolor="white",
            hatch=hatches[place % len(hatches)],
        )
        labels = [format_number(n) for n in table[name]]
        ax.bar_label(bars, labels, fontsize=11, rotation=90, padding=3)
    ax.margins(y=0.3)  # room for the upright numbers and the legend
    ax.set_xticks(list(DIGITS))
    ax.yaxis.set_major_formatter(lambda value, place: format_number(value))
    if len(names) > 1:
        ax.legend(fontsize=12, loc="upper right", ncols=len(names))
    label_axes(
        ax, title=_("Images per digit"), x=_("Digit"), y=_("Number of images")
    )
    sentences = [
        _(
            "{name}: most often {most} ({most_count} images), least often "
            "{least} ({least_count}), a ratio of {ratio}.",
            name=name,
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


def plot_digit(
    image: np.ndarray, label: int | None = None, *, ax: Axes | None = None
) -> Axes:
    """Draw one image, ink white on black as its numbers say.

    Args:
        image: array of shape (28, 28) or (28, 28, 1).
        label: its digit, for the title.
        ax: where to draw; None makes a figure.
    """
    pixels = _one_image(image)
    ax = new_axes(ax, size=(4, 4))
    _show(ax, pixels, pixels.max())
    title = "" if label is None else _("label {label}", label=label)
    label_axes(ax, title=title, x=_("column (pixel)"), y=_("row (pixel)"))
    ink, _brightness, height, width = _measure_ink(pixels[None]).iloc[0]
    sentence = _(
        "One image of {pixels} pixels, {ink} of them with ink, in a box "
        "{height} high and {width} wide.",
        pixels=pixels.size,
        ink=int(ink),
        height=int(height),
        width=int(width),
    )
    name = f"{title.capitalize()}. " if title else ""
    return set_caption(ax, name + sentence)


def plot_digits(
    images: np.ndarray,
    labels: np.ndarray | None = None,
    *,
    columns: int = 5,
    titles: list[str] | None = None,
) -> Figure:
    """Draw images in a grid, all with the same grey scale.

    Up to 20 images, the caption says the ink and box of each.

    Args:
        images: array of shape (n, 28, 28) or (n, 28, 28, 1).
        labels: integer array of shape (n,), shown above the images.
        columns: images in a row.
        titles: what to write above the images instead of their labels.

    Raises:
        TypeError, ValueError: if an argument breaks these rules.
    """
    verify_images(images)
    if not isinstance(columns, int) or columns < 1:
        raise ValueError(
            complaint(
                "columns",
                _("be a whole number, 1 or more"),
                repr(columns),
                _("Write {example}.", example="columns=5"),
            )
        )
    if labels is not None:
        verify_labels(labels, length=len(images))
    if titles is None:
        titles = [""] * len(images) if labels is None else map(str, labels)
    titles = list(titles)
    if len(titles) != len(images):
        raise ValueError(
            complaint(
                "titles",
                _("be as many as the images"),
                len(titles),
                _("Give one title for each image."),
            )
        )
    stack = images.reshape(-1, 28, 28)
    rows = -(-len(stack) // columns)
    figure, axes = plt.subplots(
        rows,
        columns,
        figsize=(1.6 * columns, 1.8 * rows),
        squeeze=False,
        layout="constrained",
    )
    for ax in axes.flat:
        ax.set_axis_off()
    for ax, image, title in zip(axes.flat, stack, titles, strict=False):
        _show(ax, image, stack.max())
        ax.set_title(title, fontsize=13)
    return set_caption(figure, _describe_grid(stack, titles))


def _describe_grid(stack: np.ndarray, titles: list[str]) -> str:
    number = format_number(len(stack))
    if len(stack) > 20:  # nobody would listen to the end of it
        if not any(titles):
            return _("{number} images.", number=number)
        return _(
            "{number} images, row by row: {titles}.",
            number=number,
            titles=", ".join(titles),
        )
    facts = _measure_ink(stack).drop(columns=_("brightness"))
    parts = [
        f"{title} ({ink}, {height} × {width})".strip()
        for title, (ink, height, width) in zip(
            titles, facts.to_numpy(), strict=True
        )
    ]
    return _(
        "{number} images, row by row, with ink pixels and box (height × "
        "width): {images}.",
        number=number,
        images=", ".join(parts),
    )


def plot_pixels(image: np.ndarray, *, ax: Axes | None = None) -> Axes:
    """Draw one image as the picture of its numbers, shaded by value.

    Args:
        image: uint8 array of shape (28, 28) or (28, 28, 1), 0 to 255.
        ax: where to draw; None makes a figure.
    """
    pixels = _one_image(image)
    if pixels.dtype != np.uint8:
        raise TypeError(
            complaint(
                "image",
                _("be uint8, 0 to 255, as load_mnist returns them"),
                pixels.dtype,
                _("Give the image as it was before dividing by 255."),
            )
        )
    if ax is None:
        # Each cell 34 whole screen pixels (at 100 dpi): a sharper picture
        # in a third of the bytes.
        side = 28 * 0.34
        figure = plt.figure(figsize=(side + 1, side + 1.2))
        ax = figure.add_axes(
            (
                0.8 / (side + 1),
                0.7 / (side + 1.2),
                side / (side + 1),
                side / (side + 1.2),
            )
        )
    _show(ax, pixels, 255)
    for (row, column), value in np.ndenumerate(pixels):
        colour = "black" if value > 140 else "white"
        ax.text(
            column, row, value, color=colour, ha="center", va="center",
            fontsize=11,
        )  # fmt: skip
    label_axes(
        ax,
        title=_("One image is 28 × 28 numbers"),
        x=_("column (pixel)"),
        y=_("row (pixel)"),
    )
    dark = (pixels == 0).mean()
    return set_caption(
        ax,
        _(
            "The {pixels} numbers of one image, from {low} to {high}; "
            "{share} of them are 0, the paper.",
            pixels=pixels.size,
            low=pixels.min(),
            high=pixels.max(),
            share=format_percent(dark),
        ),
    )


def plot_pixel_values(**images: np.ndarray) -> Figure:
    """Draw how often each pixel value occurs, one panel for each array.

    Args:
        **images: arrays of shape (n, 28, 28) or (n, 28, 28, 1), each under
            a name for its title.

    Raises:
        TypeError, ValueError: if none is given, or one holds no images.
    """
    _require_names(images, "images", "plot_pixel_values(train=x_train)")
    figure, axes = plt.subplots(
        1,
        len(images),
        figsize=(5.5 * len(images), 4),
        squeeze=False,
        layout="constrained",
    )
    colours = sns.color_palette("colorblind", len(images))
    sentences = []
    for place, (name, values) in enumerate(images.items()):
        verify_images(values, name=name)
        ax = axes[0, place]
        counts, edges = np.histogram(values, bins=25)
        ax.stairs(counts, edges, fill=True, color=colours[place])
        ax.set_yscale("log")
        label_axes(
            ax,
            title=f"{_(name)} ({values.dtype})",
            x=_("Pixel value"),
            y=_("Number of pixels (log scale)"),
        )
        sentences.append(
            _(
                "{name}: values from {low} to {high}, {share} of them 0.",
                name=_(name),
                low=format_number(values.min()),
                high=format_number(values.max()),
                share=format_percent((values == 0).mean()),
            )
        )
    return set_caption(figure, " ".join(sentences))


def _one_image(image: np.ndarray) -> np.ndarray:
    if not isinstance(image, np.ndarray) or image.ndim not in (2, 3):
        raise ValueError(
            complaint(
                "image",
                _("have shape (28, 28) or (28, 28, 1)"),
                getattr(image, "shape", type(image).__name__),
                _("Take one image: images[0]."),
            )
        )
    verify_images(image[None], name="image")
    return image.reshape(28, 28)


def _show(ax: Axes, image: np.ndarray, largest: float) -> None:
    ax.imshow(image, cmap="gray", vmin=0, vmax=max(largest, 1e-6))


def new_axes(ax: Axes | None, size: tuple[float, float] = (8, 4.5)) -> Axes:
    """Return `ax`, or the Axes of a new figure of `size` inches."""
    if ax is None:
        ax = plt.subplots(figsize=size, layout="constrained")[1]
    return ax


def label_axes(ax: Axes, *, title: str, x: str, y: str) -> Axes:
    """Write title and labels in sizes that a projector shows."""
    ax.set_title(title, fontsize=14)
    ax.set_xlabel(x, fontsize=13)
    ax.set_ylabel(y, fontsize=13)
    ax.tick_params(labelsize=12)
    return ax


def set_caption(drawing, sentence: str):
    """Attach to an Axes or Figure the sentence that says what it shows.

    The sentence is the figure's label, so that it goes where the figure
    goes. Returns `drawing`: a plot function can end in this call.
    """
    drawing.figure.set_label(sentence)
    return drawing


def caption(drawing: Axes | Figure) -> str:
    """Return the sentence that says what a plot of this package shows.

    Args:
        drawing: what a `plot_` function returned.
    """
    return drawing.figure.get_label()
