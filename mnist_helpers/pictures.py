"""Draw digits: one, many in a grid, as numbers, as frequencies, counted.

In: the arrays that `data` returns. Out: a matplotlib Axes or Figure from each
function, with the sentence that says what it shows.
"""

from collections.abc import Mapping
from itertools import cycle

import matplotlib.pyplot as plt
import numpy as np
import pandas as pd
import seaborn as sns
from matplotlib.axes import Axes
from matplotlib.figure import Figure

from .checks import (
    refuse,
    verify_images,
    verify_labels,
    verify_length,
    verify_one_image,
    verify_table,
)
from .explore import DIGITS, measure_ink
from .figures import (
    HATCHES,
    draw_pictures,
    in_own_style,
    label_axes,
    new_axes,
    set_caption,
    write_ticks,
)
from .language import _, format_number, format_percent, write_name


@in_own_style
def plot_digit(
    image: np.ndarray, label: int | None = None, *, ax: Axes | None = None
) -> Axes:
    """Draw one image, ink white on black as its numbers say.

    Args:
        image: array of shape (28, 28) or (28, 28, 1).
        label: its digit, for the title.

    Example:
        >>> plot_digit(np.eye(28), label=7).get_title()
        'label 7'
    """
    pixels = verify_one_image(image)
    ax = new_axes(ax, size=(4, 4))
    ax.imshow(pixels, cmap="gray", vmin=0, vmax=pixels.max())
    title = "" if label is None else _("label {label}", label=label)
    label_axes(ax, title=title, x=_("column (pixel)"), y=_("row (pixel)"))
    facts = measure_ink(pixels[None])
    sentence = _(
        "One image of {pixels} pixels, {ink} of them with ink, in a box "
        "{height} high and {width} wide.",
        pixels=pixels.size,
        ink=facts["ink pixels"][0],
        height=facts["box height"][0],
        width=facts["box width"][0],
    )
    name = f"{title.capitalize()}. " if title else ""
    return set_caption(ax, name + sentence)


@in_own_style
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

    Example:
        >>> figure = plot_digits(np.zeros((3, 28, 28)), np.array([7, 2, 1]))
        >>> [ax.get_title() for ax in figure.axes[:3]]
        ['7', '2', '1']
    """
    verify_images(images)
    if labels is not None:
        verify_labels(labels, length=len(images))
    if titles is None:
        titles = [""] * len(images) if labels is None else [*map(str, labels)]
    verify_length("titles", titles, len(images))
    stack = images.reshape(-1, 28, 28)
    most = stack.max()
    figure = draw_pictures(stack, titles, columns=columns, low=0, high=most)
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
    facts = measure_ink(stack)[["ink pixels", "box height", "box width"]]
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


@in_own_style
def plot_pixels(image: np.ndarray, *, ax: Axes | None = None) -> Axes:
    """Draw one image as the picture of its numbers, shaded by value.

    Args:
        image: uint8 array of shape (28, 28) or (28, 28, 1), 0 to 255.

    Example:
        >>> ax = plot_pixels(np.full((28, 28), 98, np.uint8))
        >>> len(ax.texts), ax.texts[0].get_text()
        (784, '98')
    """
    pixels = verify_one_image(image)
    if pixels.dtype != np.uint8:
        refuse(
            "image",
            _("be uint8, 0 to 255, as load_mnist returns them"),
            pixels.dtype,
            _("Give the image as it was before dividing by 255."),
            error=TypeError,
        )
    if ax is None:
        # Each cell 34 whole screen pixels (at 100 dpi): a sharper picture
        # in a third of the bytes.
        side, wide, high = 28 * 0.34, 10.52, 10.72
        place = (0.8 / wide, 0.7 / high, side / wide, side / high)
        ax = plt.figure(figsize=(wide, high)).add_axes(place)
    ax.imshow(pixels, cmap="gray", vmin=0, vmax=255)
    for (row, column), value in np.ndenumerate(pixels):
        ax.text(
            column,
            row,
            str(value),
            color="black" if value > 117 else "white",
            ha="center",
            va="center",
            fontsize=11,
        )
    label_axes(
        ax,
        title=_("One image is 28 × 28 numbers"),
        x=_("column (pixel)"),
        y=_("row (pixel)"),
    )
    return set_caption(
        ax,
        _(
            "The {pixels} numbers of one image, from {low} to {high}; "
            "{share} of them are 0, the paper.",
            pixels=pixels.size,
            low=pixels.min(),
            high=pixels.max(),
            share=format_percent((pixels == 0).mean()),
        ),
    )


@in_own_style
def plot_counts(counts: pd.DataFrame, *, ax: Axes | None = None) -> Axes:
    """Draw the counts of each digit as bars, one colour a set.

    Args:
        counts: what `count_digits` returned.

    Example:
        >>> import mnist_helpers as mh
        >>> ax = plot_counts(mh.count_digits(few=np.array([3, 3, 9])))
        >>> [int(bar.get_height()) for bar in ax.patches]
        [0, 0, 0, 2, 0, 0, 0, 0, 0, 1]
    """
    verify_table("counts", counts, (), rows=DIGITS, made_by="count_digits")
    ax = new_axes(ax)
    table = counts.loc[list(DIGITS)].select_dtypes("integer")
    table = table.rename(columns=write_name)
    table.plot.bar(
        ax=ax,
        width=0.8,
        rot=0,
        color=sns.color_palette("colorblind"),
        edgecolor="white",
        legend=False,
    )
    for bars, hatch in zip(ax.containers, cycle(HATCHES), strict=False):
        plt.setp([*bars], hatch=hatch)
        look = {"fontsize": 11, "rotation": 90, "padding": 3}
        ax.bar_label(bars, fmt=format_number, **look)  # type: ignore
    ax.margins(y=0.3)  # room for the upright numbers and the legend
    write_ticks(ax, "y")
    if table.shape[1] > 1:
        ax.legend(fontsize=12, loc="upper right", ncols=table.shape[1])
    title = _("Images per digit")
    label_axes(ax, title=title, x=_("Digit"), y=_("Number of images"))
    sentences = [_describe_counts(*column) for column in table.items()]
    return set_caption(ax, " ".join([f"{title}.", *sentences]))


def _describe_counts(name: str, counts: pd.Series) -> str:
    most, least = counts.max(), counts.min()
    return _(
        "{name}: most often {most} ({most_count} images), least often "
        "{least} ({least_count}), a ratio of {ratio}.",
        name=name,
        most=counts.idxmax(),
        most_count=format_number(most),
        least=counts.idxmin(),
        least_count=format_number(least),
        ratio=format_number(most / least, 2) if least else "∞",
    )


@in_own_style
def plot_speeds(
    speeds: Mapping[str, float], *, ax: Axes | None = None
) -> Axes:
    """Draw images per second of several ways, a bar each.

    Args:
        speeds: images per second, above 0, under the name of each way.

    Example:
        >>> import mnist_helpers as mh
        >>> speeds = {"flow": 5000, "RandomAffine": 50000}
        >>> mh.show(mh.plot_speeds(speeds))
        Images per second: flow 5,000, RandomAffine 50,000. RandomAffine is \
10.0 times as fast as flow.
    """
    names, values = list(speeds), [float(v) for v in speeds.values()]
    ax = new_axes(ax, size=(8, 0.9 + 0.75 * len(names)))
    bars = ax.barh(names, values, color=sns.color_palette("colorblind")[0])
    numbers = [format_number(round(value)) for value in values]
    ax.bar_label(bars, numbers, fontsize=12, padding=4)
    ax.margins(x=0.18)
    ax.invert_yaxis()  # the first at the top
    write_ticks(ax, "x")
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
