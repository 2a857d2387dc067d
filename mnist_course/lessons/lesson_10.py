"""Lesson 10: what training begins with.

Activation functions and their slopes, first weights, the spread of values
layer by layer, one step. Out: a figure with its caption from each function.
"""

import math
from collections.abc import Mapping, Sequence

import keras
import matplotlib.pyplot as plt
import pandas as pd
import seaborn as sns
import tensorflow as tf
from keras import ops
from matplotlib.axes import Axes
from matplotlib.figure import Figure

from mnist_helpers.figures import (
    describe_lines,
    draw_lines,
    in_own_style,
    label_axes,
    new_axes,
    set_caption,
    write_ticks,
)
from mnist_helpers.language import _, format_number


@in_own_style
def plot_activations() -> Figure:
    """Draw ReLU, sigmoid and tanh and, beside them, how steep they are.

    Returns:
        Two panels over -6 to 6: the values, and the slopes, which
        TensorFlow calculates.
    """
    points = tf.linspace(-6.0, 6.0, 241)
    values, slopes, sentences = {}, {}, []
    for name in ("relu", "sigmoid", "tanh"):
        with tf.GradientTape() as tape:
            tape.watch(points)
            answers = keras.activations.get(name)(points)
        slope = tape.gradient(answers, points).numpy()
        values[name] = pd.Series(answers.numpy(), points.numpy())
        slopes[name] = pd.Series(slope, points.numpy())
        sentences.append(
            _(
                "{name}: slope {at_0} at 0.05, {at_6} at 6, at most {most}.",
                name=name,
                at_0=format_number(slope[121], 3),
                at_6=format_number(slope[-1], 3),
                most=format_number(slope.max(), 2),
            )
        )
    figure, axes = plt.subplots(1, 2, figsize=(10, 4), layout="constrained")
    panels = {_("activation"): values, _("its slope"): slopes}
    for ax, (title, lines) in zip(axes, panels.items(), strict=True):
        draw_lines(ax, lines, title=title, x="x", y=title)
    axes[0].set_ylim(-1.2, 3)
    return set_caption(figure, " ".join(sentences))


@in_own_style
def plot_weights(model: keras.Model, layer: str) -> Axes:
    """Draw how often each weight of a layer occurs, biases left out.

    Args:
        model: built Keras model.
        layer: name of a layer with a kernel: Conv2D or Dense.

    Returns:
        Axes with the histogram, and Glorot's limits as dashed lines.

    Source of the limit: Glorot and Bengio 2010, equation 16.
    """
    weights = ops.convert_to_numpy(model.get_layer(layer).kernel)
    area = math.prod(weights.shape[:-2])
    limit = math.sqrt(6 / (area * sum(weights.shape[-2:])))
    ax = new_axes(None, size=(8, 4))
    blue, orange = sns.color_palette("colorblind", 2)
    sns.histplot(weights.ravel(), bins=40, color=blue, ax=ax)
    for place in (-limit, limit):
        ax.axvline(place, color=orange, linestyle="--", linewidth=2.5)
    write_ticks(ax)
    title = _("Weights of {layer} (dashed: Glorot's limits)", layer=layer)
    label_axes(ax, title=title, x=_("weight"), y=_("number of weights"))
    sentence = _(
        "{number} weights of {layer}, from {low} to {high}, mean {mean}, "
        "spread {spread}; Glorot's limit is {limit}.",
        number=format_number(weights.size),
        layer=layer,
        low=format_number(weights.min(), 4),
        high=format_number(weights.max(), 4),
        mean=format_number(weights.mean(), 4),
        spread=format_number(weights.std(), 4),
        limit=format_number(limit, 4),
    )
    return set_caption(ax, sentence)


@in_own_style
def plot_spread(spreads: Mapping[str, Sequence[float]]) -> Axes:
    """Draw how wide the values of layer after layer spread.

    Args:
        spreads: for each way to draw the weights, under its name, the
            standard deviation of each layer's values, all above 0.
    """
    title = _("Spread of the values, layer by layer")
    y = _("standard deviation")
    ax = draw_lines(new_axes(None), spreads, title=title, x=_("layer"), y=y)
    ax.set_yscale("log")
    ax.legend(fontsize=12, loc="lower left")  # no line starts that low
    return set_caption(ax, describe_lines(ax, _write_power))


@in_own_style
def plot_loss_after_step(losses: Mapping[float, float]) -> Axes:
    """Draw the loss after one step against the gradient, by its rate.

    Args:
        losses: under each learning rate, from 0 on, the loss that a step
            at that rate, from the same weights, leads to.
    """
    line = pd.Series(losses).sort_index()
    lines = {_("after one step"): line}
    title = _("One step against the gradient (dashed: no step)")
    x, y = _("learning rate"), _("loss")
    ax = draw_lines(new_axes(None), lines, title=title, x=x, y=y)
    sentence = describe_lines(ax)
    ax.axhline(line.iloc[0], color="0.4", linestyle="--")
    return set_caption(ax, sentence)


def _write_power(value: float) -> str:
    """1.4 · 10^-17 where a plain number would be a row of zeros."""
    power = math.floor(math.log10(value))
    if -3 <= power <= 3:
        return format_number(value, 2 - min(power, 2))
    return f"{format_number(value / 10**power, 1)} · 10^{power}"
