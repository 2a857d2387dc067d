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

from .checks import verify_images, verify_labels, verify_names, verify_table
from .figures import (
    HATCHES,
    LINES,
    draw_grid,
    in_own_style,
    label_axes,
    new_axes,
    set_caption,
)
from .language import _, format_number, write_name


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
