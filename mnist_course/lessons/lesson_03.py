"""Lesson 03: the values of pixels before and after a change.

In: images under the names of their states. Out: a figure with its caption.
"""

import numpy as np
import seaborn as sns
from matplotlib.figure import Figure

from mnist_helpers.checks import verify_images, verify_names
from mnist_helpers.figures import (
    in_own_style,
    label_axes,
    new_grid,
    set_caption,
    write_ticks,
)
from mnist_helpers.language import _, format_number, format_percent, write_name


@in_own_style
def plot_pixel_values(**images: np.ndarray) -> Figure:
    """Draw how often each pixel value occurs, one panel for each array.

    Args:
        **images: arrays of shape (n, 28, 28) or (n, 28, 28, 1), each under
            a name for its title.

    Raises:
        TypeError, ValueError: if none is given, or one holds no images.
    """
    verify_names("images", images, "plot_pixel_values(train=x_train)")
    number = len(images)
    figure, axes = new_grid(number, columns=number, size=(5.5, 4))
    colours = sns.color_palette("colorblind", number)
    sentences = []
    for ax, colour, (name, values) in zip(
        axes, colours, images.items(), strict=True
    ):
        verify_images(values, name=name)
        counts, edges = np.histogram(values, bins=25)
        ax.set_axis_on()
        ax.stairs(counts, edges, fill=True, color=colour)
        ax.set_yscale("log")
        write_ticks(ax, "x")
        label_axes(
            ax,
            title=f"{write_name(name)} ({values.dtype})",
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
