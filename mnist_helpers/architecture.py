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

from .checks import verify_model, verify_names
from .figures import draw_arrow, draw_box, new_axes, set_caption
from .language import _, format_number


def layer_table(model: keras.Model) -> pd.DataFrame:
    """List a model's layers: shapes, parameters and multiplications.

    Args:
        model: built Keras model of Conv2D, pooling, Flatten, Dropout,
            Dense and the like.

    Returns:
        A row for each layer and one of totals, index "layer": "kind",
        "output shape", "how counted" (the formula of the parameters),
        "parameters", "multiplications" for one image.

    Example:
        >>> import mnist_helpers as mh
        >>> table = mh.layer_table(mh.build_dense())
        >>> table.loc["dense_1", "how counted"]
        '(784 + 1)·128'
        >>> table["parameters"].tolist()
        [0, 100480, 1290, 101770]
    """
    verify_model(model)
    rows = [
        {
            "layer": layer.name,
            "kind": type(layer).__name__,
            "output shape": str(tuple(layer.output.shape[1:])),
            "how counted": _write_formula(layer),
            "parameters": layer.count_params(),
            "multiplications": count_multiplications(layer),
        }
        for layer in model.layers
    ]
    total = dict.fromkeys(rows[0], "") | {"layer": "total"}
    for column in ("parameters", "multiplications"):
        total[column] = sum(row[column] for row in rows)
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
    verify_names("models", models, "compare_models(cnn=build_cnn())")
    rows = {}
    for name, model in models.items():
        verify_model(model, name=name)
        rows[name] = {
            "layers with weights": sum(
                bool(layer.weights) for layer in model.layers
            ),
            "parameters": model.count_params(),
            "multiplications": sum(map(count_multiplications, model.layers)),
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

    Example:
        >>> import mnist_helpers as mh
        >>> mh.show(mh.plot_architecture(mh.build_dense()))
        Architecture with 101,770 parameters, left to right: input 28 × 28 \
× 1, flatten 784, dense_1 128, output 10. Filled boxes have weights, hatched \
ones have none.
    """
    verify_model(model)
    boxes = [(_("input"), "", tuple(model.input_shape[1:]), 0)]
    for layer in model.layers:
        shape = tuple(layer.output.shape[1:])
        kind = _describe_kind(layer)
        boxes.append((layer.name, kind, shape, layer.count_params()))
    ax = new_axes(ax, size=(1.75 * len(boxes), 4.6))
    filled = sns.color_palette("colorblind")[0]
    last_width, sizes = 0.0, []
    for place, (name, kind, shape, parameters) in enumerate(boxes):
        height = 0.35 + shape[0] / 28 * 1.9 if len(shape) == 3 else 0.9
        width = 0.22 + 0.1 * math.log2(shape[-1]) * (len(shape) == 3)
        face, hatch, count = ("white", "//", "")
        if parameters:
            number = format_number(parameters)
            face, hatch, count = filled, "", _("{n} par.", n=number)
        draw_box(ax, (place, 0), (width, height), face=face, hatch=hatch)
        size = " × ".join(map(str, shape))
        text = f"{kind}\n{size}\n{count}"
        ax.text(place, 1.3, name, ha="center", fontsize=12, weight="bold")
        ax.text(place, -1.4, text, ha="center", va="top", fontsize=11)
        if place:
            left = place - 1 + last_width / 2 + 0.04
            draw_arrow(ax, [(left, 0), (place - width / 2 - 0.04, 0)])
        last_width = width
        sizes.append(f"{name} {size}")
    ax.set_xlim(-0.6, len(boxes) - 0.4)
    ax.set_ylim(-2.6, 1.65)
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


def count_multiplications(layer: keras.Layer) -> int:
    """Products of a weight and a value for one image; biases only add."""
    if not isinstance(layer, layers.Conv2D | layers.Dense):
        return 0
    places = math.prod(layer.output.shape[1:-1])  # 1 for Dense
    return places * math.prod(layer.kernel.shape)


def _describe_kind(layer: keras.Layer) -> str:
    kind, sides = type(layer).__name__, ()
    if isinstance(layer, layers.Conv2D):
        sides = layer.kernel_size
    if isinstance(layer, layers.MaxPooling2D | layers.AveragePooling2D):
        kind, sides = kind.replace("Pooling2D", " pool"), layer.pool_size
    return f"{kind}\n{' × '.join(map(str, sides))}" if sides else kind


def _write_formula(layer: keras.Layer) -> str:
    """The formula of a layer's parameters with its numbers put in."""
    if isinstance(layer, layers.Conv2D | layers.Dense):
        *inputs, outputs = layer.kernel.shape
        bias = " + 1" if layer.use_bias else ""
        return f"({'·'.join(map(str, inputs))}{bias})·{outputs}"
    if isinstance(layer, layers.BatchNormalization):
        return f"4·{layer.gamma.shape[0]}"
    return "" if layer.count_params() else "0"
