"""Plots of what training begins with.

Activation functions and their slopes, first weights, the spread of values
layer by layer.
"""

import math
from collections.abc import Mapping, Sequence

import keras
import matplotlib.pyplot as plt
import numpy as np
import seaborn as sns
import tensorflow as tf
from keras import ops
from matplotlib.axes import Axes
from matplotlib.figure import Figure

from mnist_helpers.checks import verify_choice, verify_model
from mnist_helpers.figures import (
    draw_lines,
    in_own_style,
    label_axes,
    new_axes,
    set_caption,
    write_ticks,
)
from mnist_helpers.language import _, format_number, write_name


@in_own_style
def plot_activations(
    *, names: Sequence[str] = ("relu", "sigmoid", "tanh")
) -> Figure:
    """Draw activation functions and, beside them, how steep they are.

    Args:
        names: Keras's names of at most four activations that take one
            number at a time.

    Returns:
        Two panels over -6 to 6: the values, and the slopes, which
        TensorFlow calculates.
    """
    places = np.linspace(-6, 6, 241, dtype="float32")
    values, slopes, sentences = {}, {}, []
    for name in names:
        with tf.GradientTape() as tape:
            points = tf.convert_to_tensor(places)
            tape.watch(points)
            answers = keras.activations.get(name)(points)
        values[name] = answers.numpy()
        slopes[name] = slope = tape.gradient(answers, points).numpy()
        sentences.append(
            _(
                "{name}: slope {at_0} at 0.05, {at_6} at 6, at most {most}.",
                name=name,
                at_0=format_number(slope[121], 3),
                at_6=format_number(slope[-1], 3),
                most=format_number(slope.max(), 2),
            )
        )
    figure, (left, right) = plt.subplots(
        1, 2, figsize=(10, 4), layout="constrained"
    )
    for ax, lines, title in (
        (left, values, _("activation")),
        (right, slopes, _("its slope")),
    ):
        draw_lines(ax, lines, title=title, x="x", y=title, places=places)
    left.set_ylim(-1.2, 3)
    return set_caption(figure, " ".join(sentences))


@in_own_style
def plot_weights(
    model: keras.Model, layer: str, *, ax: Axes | None = None
) -> Axes:
    """Draw how often each weight of a layer occurs, biases left out.

    Args:
        model: built Keras model.
        layer: name of a layer with a kernel: Conv2D or Dense.
        ax: where to draw; None makes a figure.

    Returns:
        Axes with the histogram, and Glorot's limits as dashed lines.

    Source of the limit: Glorot and Bengio 2010, equation 16.
    """
    verify_model(model)
    kernels = {x.name: x.kernel for x in model.layers if hasattr(x, "kernel")}
    verify_choice(
        "layer", layer, kernels, _("layer_table(model) lists the names.")
    )
    weights = ops.convert_to_numpy(kernels[layer])
    area = math.prod(weights.shape[:-2])
    limit = math.sqrt(6 / (area * sum(weights.shape[-2:])))
    ax = new_axes(ax, size=(8, 4))
    colours = sns.color_palette("colorblind")
    sns.histplot(weights.ravel(), bins=40, color=colours[0], ax=ax)
    for place in (-limit, limit):
        ax.axvline(place, color=colours[1], linestyle="--", linewidth=2.5)
    write_ticks(ax)
    label_axes(
        ax,
        title=_("Weights of {layer} (dashed: Glorot's limits)", layer=layer),
        x=_("weight"),
        y=_("number of weights"),
    )
    return set_caption(
        ax,
        _(
            "{number} weights of {layer}, from {low} to {high}, mean {mean}, "
            "spread {spread}; Glorot's limit is {limit}.",
            number=format_number(weights.size),
            layer=layer,
            low=format_number(weights.min(), 4),
            high=format_number(weights.max(), 4),
            mean=format_number(weights.mean(), 4),
            spread=format_number(weights.std(), 4),
            limit=format_number(limit, 4),
        ),
    )


@in_own_style
def plot_spread(
    spreads: Mapping[str, Sequence[float]], *, ax: Axes | None = None
) -> Axes:
    """Draw how wide the values of layer after layer spread.

    Args:
        spreads: for each of at most four ways to draw the weights, under
            its name, the standard deviation of each layer's values, all
            above 0.
        ax: where to draw; None makes a figure.
    """
    ax = draw_lines(
        new_axes(ax),
        spreads,
        title=_("Spread of the values, layer by layer"),
        x=_("layer"),
        y=_("standard deviation"),
    )
    ax.set_yscale("log")
    ax.legend(fontsize=12, loc="lower left")  # no line starts that low
    ends = (
        f"{write_name(name)} {_write_power(first)} → {_write_power(last)}"
        for name, (first, *_between, last) in spreads.items()
    )
    return set_caption(
        ax,
        _(
            "Standard deviation of the first layer's values → of the last "
            "one's: {ends}.",
            ends="; ".join(ends),
        ),
    )


@in_own_style
def plot_loss_after_step(
    losses: Mapping[float, float], *, ax: Axes | None = None
) -> Axes:
    """Draw the loss after one step against the gradient, by its rate.

    Args:
        losses: under each learning rate, from 0 on, the loss that a step
            at that rate, from the same weights, leads to.
        ax: where to draw; None makes a figure.
    """
    rates = sorted(losses)
    ax = new_axes(ax)
    ax.plot(rates, [losses[rate] for rate in rates], "o-")
    ax.axhline(losses[rates[0]], color="0.4", linestyle="--")
    write_ticks(ax)
    label_axes(
        ax,
        title=_("One step against the gradient (dashed: no step)"),
        x=_("learning rate"),
        y=_("loss"),
    )
    lowest = min(rates, key=losses.__getitem__)
    return set_caption(
        ax,
        _(
            "Loss {first} without a step, lowest {low} at a learning rate of "
            "{rate}, {last} at {longest}.",
            first=format_number(losses[rates[0]], 3),
            low=format_number(losses[lowest], 3),
            rate=format_number(lowest),
            last=format_number(losses[rates[-1]], 3),
            longest=format_number(rates[-1]),
        ),
    )


def _write_power(value: float) -> str:
    """1.4 · 10^-17 where a plain number would be a row of zeros."""
    power = math.floor(math.log10(value))
    if -3 <= power <= 3:
        return format_number(value, 2 - min(power, 2))
    return f"{format_number(value / 10**power, 1)} · 10^{power}"
