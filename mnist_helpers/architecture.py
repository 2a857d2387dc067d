"""What is in a model: its layers in a table, and drawn for a thesis.

In: built Keras models. Out: a row or a box for each layer, with its shape,
its parameters and the multiplications that one image takes.
"""

import math

import keras
import pandas as pd
import seaborn as sns
from keras import layers
from matplotlib.axes import Axes

from .figures import draw_arrow, draw_box, in_own_style, new_axes, set_caption
from .language import _, format_number

TRANSPOSED = (layers.Conv1DTranspose, layers.Conv2DTranspose)
# Whose multiplications are counted.
WITH_KERNELS = (
    *TRANSPOSED,
    layers.Conv1D,
    layers.Conv2D,
    layers.DepthwiseConv1D,
    layers.DepthwiseConv2D,
    layers.SeparableConv1D,
    layers.SeparableConv2D,
    layers.Dense,
)


def layer_table(model: keras.Model) -> pd.DataFrame:
    """List a model's layers: shapes, parameters and multiplications.

    Args:
        model: built Keras model of layers.

    Returns:
        A row for each layer and one of totals, index "layer": "kind",
        "output shape", "how counted" (the formula of the parameters),
        "parameters", "multiplications" for one image: of a weight and a
        value in convolutions and dense layers (a normalised batch can be
        put into their weights). A layer of weights of another kind has NaN,
        and so has the total; its formula is empty.

    Example:
        >>> import mnist_helpers as mh
        >>> table = mh.layer_table(mh.build_dense())
        >>> table.loc["dense_1", "how counted"]
        '(784 + 1)·128'
        >>> table["parameters"].tolist()
        [0, 100480, 1290, 101770]
    """
    rows = [
        {
            "layer": layer.name,
            "kind": type(layer).__name__,
            "output shape": str(layer.output.shape[1:]),
            "how counted": _write_formula(layer),
            "parameters": layer.count_params(),
            "multiplications": count_multiplications(layer, model),
        }
        for layer in model.layers
    ]
    total = dict.fromkeys(rows[0], "") | {
        "layer": "total",
        "parameters": model.count_params(),
        "multiplications": _count_all(model),
    }
    return pd.DataFrame([*rows, total]).set_index("layer")


def compare_models(**models: keras.Model) -> pd.DataFrame:
    """Set models side by side.

    Args:
        **models: built Keras models, each under its name.

    Returns:
        A row for each: "layers with weights", "parameters",
        "multiplications" for one image.

    Example:
        >>> import mnist_helpers as mh
        >>> table = mh.compare_models(cnn=mh.build_cnn())
        >>> table.loc["cnn"].tolist()
        [4, 73594, 591616]
    """
    rows = {}
    for name, model in models.items():
        rows[name] = {
            "layers with weights": sum(
                bool(layer.weights) for layer in model.layers
            ),
            "parameters": model.count_params(),
            "multiplications": _count_all(model),
        }
    return pd.DataFrame.from_dict(rows, orient="index")


@in_own_style
def plot_architecture(
    model: keras.Model, *, columns: int = 10, ax: Axes | None = None
) -> Axes:
    """Draw a model as rows of boxes, fit for a thesis.

    Args:
        model: built Keras model of layers.
        columns: boxes in a row; more layers take more rows.

    Returns:
        Axes with a box for the input and for each layer: name, kind and
        settings, output shape, parameters. A box is as high as the maps'
        side, or as the logarithm of the number of values without sides; it
        is as wide as the logarithm of the number of maps.

    Example:
        >>> import mnist_helpers as mh
        >>> mh.show(mh.plot_architecture(mh.build_dense()))
        Architecture with 101,770 parameters, left to right: input 28 × 28 \
× 1, flatten 784, dense_1 128, output 10. Filled boxes have weights, hatched \
ones have none.
    """
    boxes: list[tuple[str, list[str], tuple, int]]
    boxes = [(_("input"), [], tuple(model.input_shape[1:]), 0)]
    for layer in model.layers:
        shape = tuple(layer.output.shape[1:])
        boxes.append(
            (layer.name, describe_settings(layer), shape, layer.count_params())
        )
    rows = math.ceil(len(boxes) / columns)
    wide = min(columns, len(boxes))
    ax = new_axes(ax, size=(1.75 * wide, 5 * rows))
    filled = sns.color_palette("colorblind")[0]
    end, sizes = (0.0, 0.0), []
    for number, (name, settings, shape, parameters) in enumerate(boxes):
        place, top = number % columns, -5.0 * (number // columns)
        values = 0.3 + 0.15 * math.log2(max(2, math.prod(shape)))
        height = 0.35 + shape[0] / 28 * 1.9 if len(shape) == 3 else values
        width = 0.22 + 0.1 * math.log2(shape[-1]) * (len(shape) == 3)
        face, hatch = (filled, "") if parameters else ("white", "//")
        draw_box(ax, (place, top), (width, height), face=face, hatch=hatch)
        size = " × ".join(map(str, shape))
        lines = [*settings, size]
        if parameters:
            lines.append(_("{n} par.", n=format_number(parameters)))
        ax.text(
            place, top + 1.3, name, ha="center", fontsize=12, weight="bold"
        )
        text = "\n".join(lines)
        ax.text(place, top - 1.3, text, ha="center", va="top", fontsize=11)
        start = (place - width / 2 - 0.04, top)
        # From the end of one row round to the start of the next.
        right, left, between = columns - 0.55, -0.55, top + 1.85
        turn = [(right, top + 5), (right, between), (left, between)]
        if number:
            bend = [] if place else [*turn, (left, top)]
            draw_arrow(ax, [end, *bend, start])
        end = (place + width / 2 + 0.04, top)
        sizes.append(f"{name} {size}")
    ax.set_xlim(-0.65, wide - 0.4)
    ax.set_ylim(-5 * (rows - 1) - 3.2, 1.65)
    ax.set_axis_off()
    return set_caption(
        ax,
        _(
            "Architecture with {parameters} parameters, left to right: "
            "{sizes}. Filled boxes have weights, hatched ones have none.",
            parameters=format_number(model.count_params()),
            sizes=", ".join(sizes),
        ),
    )


def count_multiplications(layer: keras.Layer, model: keras.Model) -> float:
    """Products of a weight and a value for one image; biases only add.

    Returns:
        NaN for a layer of weights that is no convolution, dense layer or
        normalised batch.
    """
    if not layer.weights or isinstance(layer, layers.BatchNormalization):
        return 0
    if not isinstance(layer, WITH_KERNELS):
        return math.nan
    graph = getattr(model, "_functional", model)
    uses = [x for level in graph._nodes_by_depth.values() for x in level]
    # Each value of a transposed convolution's input is spread.
    side = "input" if isinstance(layer, TRANSPOSED) else "output"
    places = sum(
        math.prod(getattr(use, f"{side}_tensors")[0].shape[1:-1])  # or 1
        for use in uses
        if use.operation is layer
    )
    kernels = [each.shape for each in layer.weights if "kernel" in each.name]
    return places * sum(map(math.prod, kernels))


def _count_all(model: keras.Model) -> float:
    return sum(count_multiplications(layer, model) for layer in model.layers)


def describe_settings(layer: keras.Layer) -> list[str]:
    """What a layer is, line by line: kind, sides, steps, edge, activation."""
    kind = type(layer).__name__
    lines = [kind.replace("Normalization", "\nNormalization")]
    config = layer.get_config()
    sides = config.get("kernel_size") or config.get("pool_size")
    if sides:
        lines[0] = lines[0].replace("Pooling2D", " pool")
        lines.append(" × ".join(map(str, sides)))
        steps = " × ".join(map(str, dict.fromkeys(config["strides"])))
        edge = config.get("padding", "")
        lines.append(_("stride {steps}, {edge}", steps=steps, edge=edge))
    activation = config.get("activation")
    if activation not in (None, "linear"):
        name = getattr(layer.activation, "__name__", activation)
        lines.append(str(name))
    return lines


def _write_formula(layer: keras.Layer) -> str:
    """The formula of a layer's parameters with its numbers put in."""
    if isinstance(layer, layers.BatchNormalization):
        return f"{len(layer.weights)}·{layer.moving_mean.shape[0]}"
    if type(layer) in (layers.Conv1D, layers.Conv2D, layers.Dense):
        *inputs, outputs = layer.kernel.shape
        bias = " + 1" if layer.use_bias else ""
        return f"({'·'.join(map(str, inputs))}{bias})·{outputs}"
    return "" if layer.count_params() else "0"
