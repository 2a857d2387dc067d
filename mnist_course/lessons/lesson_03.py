"""Lesson 03: the values of pixels before and after a change.

In: images under the names of their states. Out: a figure with its caption.
"""

import numpy as np
import seaborn as sns
from matplotlib.figure import Figure

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
    """
    figure, axes = new_grid(len(images), columns=len(images), size=(5.5, 4))
    sentences = []
    for ax, (name, values) in zip(axes, images.items(), strict=True):
        counts, edges = np.histogram(values, bins=25)
        blue = sns.color_palette("colorblind")[0]
        ax.set_axis_on()
        ax.stairs(counts, edges, fill=True, color=blue)
        ax.set_yscale("log")
        write_ticks(ax, "x")
        title = f"{write_name(name)} ({values.dtype})"
        y = _("Number of pixels (log scale)")
        label_axes(ax, title=title, x=_("Pixel value"), y=y)
        sentences.append(
            _(
                "{name}: values from {low} to {high}, {share} of them 0.",
                name=write_name(name),
                low=format_number(values.min()),
                high=format_number(values.max()),
                share=format_percent((values == 0).mean()),
            )
        )
    return set_caption(figure, " ".join(sentences))
