"""Say what is in a model: its layers in a table, and drawn for a thesis."""

import math

import keras
import numpy as np
import pandas as pd
import seaborn as sns
from keras import layers
from matplotlib.axes import Axes

from .checks import verify_model
from .figures import draw_arrow, draw_box, new_axes, set_caption
from .language import _, format_number


def layer_table(model: keras.Model) -> pd.DataFrame:
    """List a model's layers: shapes, parameters and multiplications.

    Args:
        model: built Keras model of Conv2D, pooling, Flatten, Dropout,
            Dense and the like.

    Returns:
        A row for each layer and one of totals: kind, output shape, how its
        parameters are counted, parameters, multiplications for one image.
    """
    verify_model(model)
    rows = [
        {
            _("layer"): layer.name,
            _("kind"): type(layer).__name__,
            _("output shape"): str(tuple(layer.output.shape[1:])),
            _("how counted"): _count_by_hand(layer),
            _("parameters"): layer.count_params(),
            _("multiplications"): count_multiplications(layer),
        }
        for layer in model.layers
    ]
    table = pd.DataFrame(rows).set_index(_("layer"))
    total = dict.fromkeys(table, "")
    for column in (_("parameters"), _("multiplications")):
        total[column] = table[column].sum()
    table.loc[_("total")] = total
    return table


def compare_models(**models: keras.Model) -> pd.DataFrame:
    """Set models side by side.

    Args:
        **models: built Keras models, each under its name.

    Returns:
        A row for each: layers with weights, parameters, multiplications
        for one image.
    """
    rows = {}
    for name, model in models.items():
        verify_model(model, name=name)
        rows[name] = {
            _("layers with weights"): sum(
                bool(layer.weights) for layer in model.layers
            ),
            _("parameters"): model.count_params(),
            _("multiplications"): sum(
                map(count_multiplications, model.layers)
            ),
        }
    return pd.DataFrame.from_dict(rows, orient="index")


def plot_architecture(model: keras.Model, *, ax: Axes | None = None) -> Axes:
    """Draw a model as a row of boxes, fit for a thesis.

    Args:
        model: built Keras model, at most about ten layers.
        ax: where to draw; None makes a figure.

    Returns:
        Axes with a box for the input and for each layer: name, kind, output
        shape, parameters. The box's height follows the side of the maps,
        its width their number.
    """
    verify_model(model)
    blocks = [(_("input"), "", tuple(model.input_shape[1:]), 0)] + [
        (
            layer.name,
            _describe_kind(layer),
            tuple(layer.output.shape[1:]),
            layer.count_params(),
        )
        for layer in model.layers
    ]
    ax = new_axes(ax, size=(1.75 * len(blocks), 4.6))
    colours = sns.color_palette("colorblind")
    last_width = 0.0
    for place, (name, kind, shape, parameters) in enumerate(blocks):
        height = 0.35 + shape[0] / 28 * 1.9 if len(shape) == 3 else 0.9
        width = 0.22 + 0.1 * math.log2(shape[-1]) * (len(shape) == 3)
        has_weights = bool(parameters)
        draw_box(
            ax,
            (place, 0),
            (width, height),
            face=colours[0] if has_weights else "white",
            hatch="" if has_weights else "//",
        )
        text = "\n".join(
            [
                kind,
                " × ".join(map(str, shape)),
                _("{n} par.", n=format_number(parameters))
                if has_weights
                else "",
            ]
        )
        ax.text(place, 1.3, name, ha="center", fontsize=12, weight="bold")
        ax.text(place, -1.4, text, ha="center", va="top", fontsize=11)
        if place:
            left = place - 1 + last_width / 2 + 0.04
            draw_arrow(ax, [(left, 0), (place - width / 2 - 0.04, 0)])
        last_width = width
    ax.set_xlim(-0.6, len(blocks) - 0.4)
    ax.set_ylim(-2.6, 1.65)
    ax.set_axis_off()
    sizes = ", ".join(
        f"{name} {' × '.join(map(str, shape))}"
        for name, _kind, shape, _parameters in blocks
    )
    return set_caption(
        ax,
        _(
            "Architecture with {parameters} parameters, left to right: "
            "{sizes}. Filled boxes have weights, hatched ones have none.",
            parameters=format_number(model.count_params()),
            sizes=sizes,
        ),
    )


def _describe_kind(layer: keras.Layer) -> str:
    if isinstance(layer, layers.Conv2D):
        return "Conv2D\n" + " × ".join(map(str, layer.kernel_size))
    pools = layers.MaxPooling2D | layers.AveragePooling2D
    if isinstance(layer, pools):
        kind = type(layer).__name__.removesuffix("2D").removesuffix("Pooling")
        return f"{kind} pool\n" + " × ".join(map(str, layer.pool_size))
    return type(layer).__name__


def _count_by_hand(layer: keras.Layer) -> str:
    """The formula of a layer's parameters with its numbers put in."""
    if isinstance(layer, layers.Conv2D):
        height, width, inputs, filters = layer.kernel.shape
        bias = " + 1" if layer.use_bias else ""
        return f"({height}·{width}·{inputs}{bias})·{filters}"
    if isinstance(layer, layers.Dense):
        inputs, units = layer.kernel.shape
        bias = " + 1" if layer.use_bias else ""
        return f"({inputs}{bias})·{units}"
    if isinstance(layer, layers.BatchNormalization):
        return f"4·{layer.gamma.shape[0]}"
    return "" if layer.count_params() else "0"


def count_multiplications(layer: keras.Layer) -> int:
    """Products of a weight and a value for one image; biases only add."""
    if isinstance(layer, layers.Conv2D):
        places = math.prod(layer.output.shape[1:3])
        return places * int(np.prod(layer.kernel.shape))
    if isinstance(layer, layers.Dense):
        return int(np.prod(layer.kernel.shape))
    return 0
