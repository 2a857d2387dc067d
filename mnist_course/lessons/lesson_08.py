"""Lesson 08: what each stage of a pipeline hands on, and how well it mixes.

In: the stages of a pipeline, each under its name; a stage is a pair of NumPy
arrays (images, labels) or a `tf.data.Dataset` of such pairs. Out: a DataFrame
from `describe_stages`, a figure from each `plot_` function. Nothing here
builds a pipeline: the lesson does, in TensorFlow's own calls.
"""

from collections.abc import Mapping
from itertools import pairwise
from typing import Any

import numpy as np
import pandas as pd
import seaborn as sns
from matplotlib.axes import Axes
from matplotlib.colors import PowerNorm
from matplotlib.figure import Figure

from mnist_helpers.explore import DIGITS
from mnist_helpers.figures import (
    draw_arrow,
    draw_box,
    in_own_style,
    label_axes,
    new_axes,
    new_grid,
    set_caption,
    write_ticks,
)
from mnist_helpers.language import _, format_number

Stages = Mapping[str, Any]  # pairs of arrays, or datasets of pairs
BOX_WIDTH, BOX_HEIGHT, LANE_WIDTH = 3.5, 0.66, 4.1


def describe_stages(stages: Stages) -> pd.DataFrame:
    """List what each stage of a pipeline hands on.

    Args:
        stages: pairs of arrays (images, labels) or `tf.data.Dataset` of
            such pairs, in order, each under its stage's name.

    Returns:
        A row for each stage: its kind, "arrays" or "dataset"; the number of
        elements that a walk through it meets ("?" if nobody knows, "∞" if
        it never ends); shape and dtype of the images, shape of the labels.
        Of a dataset the shapes are those of one element, None being a size
        that varies.
    """
    rows = {}
    signs = {-1: "∞", -2: "?"}  # for tf.data's own
    for name, stage in stages.items():
        if hasattr(stage, "element_spec"):
            kind, number = "dataset", int(stage.cardinality())
            images, labels = stage.element_spec
        else:
            kind, number, (images, labels) = "arrays", len(stage[0]), stage
        rows[name] = {
            "kind": kind,
            "elements": signs.get(number, number),
            "image shape": str(images.shape),
            "dtype": images.dtype.name,
            "label shape": str(labels.shape),
        }
    return pd.DataFrame.from_dict(rows, orient="index").rename_axis("stage")


@in_own_style
def plot_pipeline(**pipelines: Stages) -> Axes:
    """Draw pipelines side by side, from top to bottom, fit for a thesis.

    Args:
        **pipelines: stages as `describe_stages` takes them, each pipeline
            under its name: `plot_pipeline(train=..., validation=...)`.

    Returns:
        Axes with a box for each stage: its name, then of arrays their
        shape, of a dataset how many elements of which shape, and the dtype.
        A first stage that all share (the same object) is one box; a stage
        that only some pipelines have is filled.
    """
    lanes = list(pipelines.values())
    rows = _place_rows(lanes)
    lowest = max(map(max, rows))
    ax = new_axes(None, size=(LANE_WIDTH * len(lanes), 0.9 * (lowest + 1)))
    everywhere = set(lanes[0]).intersection(*lanes)
    names, firsts = zip(*(next(iter(x.items())) for x in lanes), strict=True)
    same = len(set(names)) == 1 == len(set(map(id, firsts)))
    shared = names[0] if same and len(lanes) > 1 else None
    sentences = [_("Stages from top to bottom.")]
    for lane, (title, stages) in enumerate(pipelines.items()):
        x, sizes = LANE_WIDTH * lane, _write_sizes(stages)
        middle = LANE_WIDTH * (len(lanes) - 1) / 2
        places = {
            name: (middle if name == shared else x, -row)
            for row, name in zip(rows[lane], stages, strict=True)
        }
        for name, place in places.items():
            if lane == 0 or name != shared:
                filled = name not in everywhere
                _draw_stage(ax, place, name, sizes[name], filled)
        for (start, top), (end, bottom) in pairwise(places.values()):
            half = BOX_HEIGHT / 2
            draw_arrow(ax, [(start, top - half), (end, bottom + half)])
        # The title at the box's outer edge, clear of the arrow.
        right = lane > 0 and lane == len(lanes) - 1
        own = [places[name][1] for name in stages if name != shared]
        ax.text(
            x + BOX_WIDTH / 2 * (1 if right else -1),
            max(own, default=0) + BOX_HEIGHT / 2 + 0.06,
            _(title),
            fontsize=13,
            weight="bold",
            style="italic",
            ha="right" if right else "left",
        )
        words, before = [], ""  # the size where it is another than before
        for name, size in sizes.items():
            words.append(_(name) if size == before else f"{_(name)} {size}")
            before = size
        sentences.append(f"{_(title)}: {' → '.join(words)}.")
    ax.set_xlim(-LANE_WIDTH / 2, LANE_WIDTH * (len(lanes) - 0.5))
    ax.set_ylim(-lowest - 0.45, 0.65)
    ax.set_axis_off()
    if any(set(stages) - everywhere for stages in lanes):
        sentences.append(_("Filled boxes are not in every pipeline."))
    return set_caption(ax, " ".join(sentences))


@in_own_style
def plot_batch_labels(batches: Mapping[str, Any]) -> Figure:
    """Draw which digits each batch holds: how well a shuffle mixes.

    Args:
        batches: datasets of batches, labels as digits, each under its
            panel's title.

    Returns:
        A panel for each: a column is a batch, a row a digit; the darker,
        the larger the digit's share of the batch.
    """
    columns = min(2, len(batches))
    figure, axes = new_grid(len(batches), columns=columns, size=(5.2, 2.8))
    sentences = []
    for ax, (title, dataset) in zip(axes, batches.items(), strict=False):
        ax.set_axis_on()
        counts = np.stack([np.bincount(y, minlength=10) for _x, y in dataset])
        drawn = ax.imshow(
            (counts / counts.sum(axis=1, keepdims=True)).T,
            cmap="Greys",
            norm=PowerNorm(0.5, 0, 1),  # else an even tenth is all but white
            aspect="auto",
            interpolation="nearest",
        )
        ax.set_yticks(DIGITS)
        label_axes(ax, title=_(title), x=_("Batch"), y=_("Digit"))
        ax.tick_params(labelsize=11)
        sentences.append(
            _(
                "{title}: {batches} batches, on average {digits} different "
                "digits in each.",
                title=_(title),
                batches=format_number(len(counts)),
                digits=format_number((counts > 0).sum(axis=1).mean(), 1),
            )
        )
    bar = figure.colorbar(drawn, ax=axes)
    bar.set_label(_("Share of the batch"), fontsize=12)
    bar.ax.tick_params(labelsize=11)
    write_ticks(bar.ax, "y")
    return set_caption(figure, " ".join(sentences))


def _place_rows(lanes: list[Stages]) -> list[list[int]]:
    """A row for each name, in the order of all; else each lane its own."""
    order: list[str] = []
    for stages in lanes:
        place = 0
        for name in stages:
            if name not in order:
                order.insert(place, name)
            place = order.index(name) + 1
    rows = [[order.index(name) for name in stages] for stages in lanes]
    return [r if r == sorted(r) else list(range(len(r))) for r in rows]


def _draw_stage(
    ax: Axes, centre: tuple[float, float], name: str, size: str, filled: bool
) -> None:
    colour = (*sns.color_palette("colorblind")[1], 0.35)
    face, line = (colour, 2.4) if filled else ("white", 1.2)
    draw_box(ax, centre, (BOX_WIDTH, BOX_HEIGHT), face=face, line=line)
    x, y = centre
    look: dict[str, Any] = {"ha": "center", "va": "center"}
    ax.text(x, y + 0.15, _(name), fontsize=12, weight="bold", **look)
    ax.text(x, y - 0.15, size, fontsize=11, **look)


def _write_sizes(stages: Stages) -> dict[str, str]:
    """Such as "(60000, 28, 28) uint8" or "422 × (None, 28, 28, 1) float32"."""
    sizes = {}
    for name, row in describe_stages(stages).iterrows():
        sizes[name] = f"{row['image shape']} {row['dtype']}"
        if row["kind"] == "dataset":
            number = row["elements"]
            if not isinstance(number, str):
                number = format_number(number)
            sizes[name] = f"{number} × {sizes[name]}"
    return sizes
