"""See an input pipeline: what each stage hands on, and how well it mixes.

In: the stages of a pipeline, each under its name; a stage is a pair of NumPy
arrays (images, labels) or a `tf.data.Dataset` of such pairs. Out: a DataFrame
from `describe_stages`, a figure from each `plot_` function. Nothing here
builds a pipeline: lesson 08 does, in TensorFlow's own calls.
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

from mnist_helpers.checks import refuse, refuse_kind, verify_names
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

    Raises:
        TypeError: if there is no stage, or one is neither.
    """
    _verify_stages(stages)
    rows = {}
    for name, stage in stages.items():
        images, labels = _look_into(stage)
        rows[name] = {
            "kind": "dataset" if _is_dataset(stage) else "arrays",
            "elements": _count_elements(stage),
            "image shape": str(images.shape),
            "dtype": images.dtype.name,
            "label shape": str(labels.shape),
        }
    return pd.DataFrame.from_dict(rows, orient="index").rename_axis("stage")


@in_own_style
def plot_pipeline(*, ax: Axes | None = None, **pipelines: Stages) -> Axes:
    """Draw pipelines side by side, from top to bottom, fit for a thesis.

    Args:
        ax: where to draw; None makes a figure.
        **pipelines: stages as `describe_stages` takes them, each pipeline
            under its name: `plot_pipeline(train=..., validation=...)`.

    Returns:
        Axes with a box for each stage: its name, then of arrays their
        shape, of a dataset how many elements of which shape, and the dtype.
        A first stage that all share (the same object) is one box; a stage
        that only some pipelines have is filled.

    Raises:
        TypeError: if there is no pipeline or no stage, or a stage is
            neither arrays nor a dataset.
    """
    verify_names("pipelines", pipelines, "plot_pipeline(train=stages)")
    for name, stages in pipelines.items():
        _verify_stages(stages, name=name)
    lanes = list(pipelines.values())
    rows = _place_rows(lanes)
    lowest = max(map(max, rows))
    ax = new_axes(ax, size=(LANE_WIDTH * len(lanes), 0.9 * (lowest + 1)))
    everywhere = set(lanes[0]).intersection(*lanes)
    shared = _shared_beginning(lanes)
    middle = LANE_WIDTH * (len(lanes) - 1) / 2
    for lane, (title, stages) in enumerate(pipelines.items()):
        own = [name for name in stages if name not in shared]
        places = {
            name: (LANE_WIDTH * lane if name in own else middle, -row)
            for row, name in zip(rows[lane], stages, strict=True)
        }
        for name in own if lane else stages:
            filled = name not in everywhere
            _draw_stage(ax, places[name], name, stages[name], filled)
        for (x, y), (next_x, next_y) in pairwise(places.values()):
            end = next_x, next_y + BOX_HEIGHT / 2
            draw_arrow(ax, [(x, y - BOX_HEIGHT / 2), end])
        if own:  # the title at the box's outer edge, clear of the arrow
            x, y = places[own[0]]
            last = lane and lane == len(lanes) - 1
            ax.text(
                x + BOX_WIDTH / 2 * (1 if last else -1),
                y + BOX_HEIGHT / 2 + 0.06,
                _(title),
                fontsize=13,
                weight="bold",
                style="italic",
                ha="right" if last else "left",
            )
    ax.set_xlim(-LANE_WIDTH / 2, LANE_WIDTH * (len(lanes) - 0.5))
    ax.set_ylim(-lowest - 0.45, 0.65)
    ax.set_axis_off()
    sentences = [
        f"{_(title)}: {_list_changes(stages)}."
        for title, stages in pipelines.items()
    ]
    if any(set(stages) - everywhere for stages in lanes):
        sentences.append(_("Filled boxes are not in every pipeline."))
    return set_caption(
        ax, " ".join([_("Stages from top to bottom."), *sentences])
    )


@in_own_style
def plot_batch_labels(batches: Mapping[str, Any]) -> Figure:
    """Draw which digits each batch holds: how well a shuffle mixes.

    Args:
        batches: datasets of batches, each under its panel's title.

    Returns:
        A panel for each: a column is a batch, a row a digit; the darker,
        the larger the digit's share of the batch.

    Raises:
        TypeError: if there is none, or one is not of batches.
    """
    _verify_stages(batches, name="batches")
    for title, dataset in batches.items():
        if len(_look_into(dataset)[1].shape) == 0:
            refuse(
                title,
                _("hold batches"),
                _("single images"),
                _("Give dataset.batch(128)."),
                error=TypeError,
            )
    figure, axes = new_grid(
        len(batches), columns=min(2, len(batches)), size=(5.2, 2.8)
    )
    sentences = []
    for ax, (title, dataset) in zip(axes, batches.items(), strict=False):
        ax.set_axis_on()
        counts = np.stack(
            [np.bincount(_as_digits(y), minlength=10) for _x, y in dataset]
        )
        shares = counts / counts.sum(axis=1, keepdims=True)
        drawn = ax.imshow(
            shares.T,
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


def _as_digits(labels: Any) -> np.ndarray:
    rows = np.reshape(labels, (len(labels), -1))
    return rows.argmax(axis=1) if rows.shape[1] == 10 else rows[:, 0]


def _place_rows(lanes: list[Stages]) -> list[list[int]]:
    order: list[str] = []
    for stages in lanes:
        place = 0
        for name in stages:
            if name not in order:
                order.insert(place, name)
            place = order.index(name) + 1
    rows = [[order.index(name) for name in stages] for stages in lanes]
    return [r if r == sorted(r) else list(range(len(r))) for r in rows]


def _shared_beginning(lanes: list[Stages]) -> set[str]:
    """Names of the first stages that are the same object in every lane."""
    shared: set[str] = set()
    if len(lanes) > 1:
        for level in zip(*(stages.items() for stages in lanes), strict=False):
            name, stage = level[0]
            if any(n != name or s is not stage for n, s in level):
                break
            shared.add(name)
    return shared


def _draw_stage(
    ax: Axes, centre: tuple[float, float], name: str, stage: Any, filled: bool
) -> None:
    colour = (*sns.color_palette("colorblind")[1], 0.35)
    draw_box(
        ax,
        centre,
        (BOX_WIDTH, BOX_HEIGHT),
        face=colour if filled else "white",
        line=2.4 if filled else 1.2,
    )
    x, y = centre
    look: dict[str, Any] = {"ha": "center", "va": "center"}
    ax.text(x, y + 0.15, _(name), fontsize=12, weight="bold", **look)
    ax.text(x, y - 0.15, _size(stage), fontsize=11, **look)


def _size(stage: Any) -> str:
    """Such as "(60000, 28, 28) uint8" or "422 × (None, 28, 28, 1) float32"."""
    images, _labels = _look_into(stage)
    text = f"{images.shape} {images.dtype.name}"
    if not _is_dataset(stage):
        return text
    number = _count_elements(stage)
    if not isinstance(number, str):
        number = format_number(number)
    return f"{number} × {text}"


def _list_changes(stages: Stages) -> str:
    """The stages in a row; the size where it is not that of the one before."""
    words, before = [], ""
    for name, stage in stages.items():
        size = _size(stage)
        words.append(_(name) if size == before else f"{_(name)} {size}")
        before = size
    return " → ".join(words)


def _is_dataset(stage: Any) -> bool:
    return hasattr(stage, "element_spec")


def _count_elements(stage: Any) -> int | str:
    if not _is_dataset(stage):
        return len(stage[0])
    number = int(stage.cardinality())
    return {-1: "∞", -2: "?"}.get(number, number)  # tf.data's own signs


def _look_into(stage: Any) -> Any:  # images and labels, or their specs
    return stage.element_spec if _is_dataset(stage) else stage


def _verify_stages(stages: Stages, *, name: str = "stages") -> None:
    if not isinstance(stages, Mapping) or not stages:
        remedy = _("Write {example}.", example="dict(batch=dataset)")
        refuse_kind(
            name, _("hold stages, each under its name"), stages, remedy
        )
    for stage_name, stage in stages.items():
        pair = _look_into(stage)
        if (
            not isinstance(pair, tuple)
            or len(pair) != 2
            or not all(hasattr(part, "dtype") for part in pair)
        ):
            refuse_kind(
                stage_name,
                _("be arrays or a dataset, of (images, labels)"),
                stage,
                _("Write (x_train, y_train), or a tf.data.Dataset of it."),
            )
