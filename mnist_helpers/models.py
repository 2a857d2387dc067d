"""Build the course's models, and say what is in them.

Out: uncompiled Keras models that take (n, 28, 28, 1), 0 to 1, and give ten
probabilities; tables and a figure of their layers.
"""

import math

import keras
import numpy as np
import pandas as pd
import seaborn as sns
from keras import layers, ops
from matplotlib.axes import Axes
from matplotlib.patches import FancyBboxPatch

from .explore import new_axes, set_caption
from .language import _, complaint, format_number
from .recorded import WEIGHTS_FOLDER

INPUT_SHAPE = (28, 28, 1)
RECORD_FILTERS = (32, 64, 128)


def build_cnn() -> keras.Sequential:
    """Return lesson 09's CNN: two convolutions, two poolings, two dense.

    Returns:
        Uncompiled model of 73,594 parameters.
    """
    return keras.Sequential(
        [
            keras.Input(INPUT_SHAPE),
            layers.Conv2D(8, 5, activation="relu", name="conv_1"),
            layers.MaxPooling2D(2, name="pool_1"),
            layers.Conv2D(32, 5, activation="relu", name="conv_2"),
            layers.MaxPooling2D(2, name="pool_2"),
            layers.Flatten(name="flatten"),
            layers.Dense(128, activation="relu", name="dense_1"),
            layers.Dense(10, activation="softmax", name="output"),
        ],
        name="cnn",
    )


def build_dense() -> keras.Sequential:
    """Return a net without convolutions, to compare with.

    Returns:
        Uncompiled model of 101,770 parameters.
    """
    return keras.Sequential(
        [
            keras.Input(INPUT_SHAPE),
            layers.Flatten(name="flatten"),
            layers.Dense(128, activation="relu", name="dense_1"),
            layers.Dense(10, activation="softmax", name="output"),
        ],
        name="dense",
    )


def build_lenet5() -> keras.Sequential:
    """Return LeNet-5 as it is usually built today.

    Its third layer sees all six maps, where the original saw a choice of
    them, and its output is a softmax, where the original measured distances.

    Returns:
        Uncompiled model of 61,706 parameters.

    Source: LeCun et al. 1998, section II.B.
    """
    return keras.Sequential(
        [
            keras.Input(INPUT_SHAPE),
            layers.Conv2D(
                6, 5, padding="same", activation="tanh", name="conv_1"
            ),
            layers.AveragePooling2D(2, name="pool_1"),
            layers.Conv2D(16, 5, activation="tanh", name="conv_2"),
            layers.AveragePooling2D(2, name="pool_2"),
            layers.Flatten(name="flatten"),
            layers.Dense(120, activation="tanh", name="dense_1"),
            layers.Dense(84, activation="tanh", name="dense_2"),
            layers.Dense(10, activation="softmax", name="output"),
        ],
        name="lenet5",
    )


def build_keras_example() -> keras.Sequential:
    """Return the model of Keras's published MNIST example.

    Returns:
        Uncompiled model of 34,826 parameters.

    Source: "Simple MNIST convnet", code examples of keras.io.
    """
    return keras.Sequential(
        [
            keras.Input(INPUT_SHAPE),
            layers.Conv2D(32, 3, activation="relu", name="conv_1"),
            layers.MaxPooling2D(2, name="pool_1"),
            layers.Conv2D(64, 3, activation="relu", name="conv_2"),
            layers.MaxPooling2D(2, name="pool_2"),
            layers.Flatten(name="flatten"),
            layers.Dropout(0.5, name="dropout"),
            layers.Dense(10, activation="softmax", name="output"),
        ],
        name="keras_example",
    )


def build_refined(
    filters: tuple[int, int, int] = (16, 32, 64), *, dropout: float = 0.4
) -> keras.Sequential:
    """Return lesson 13's refined CNN: five convolutions, normalised batches.

    Args:
        filters: of the first convolution, of the second and third, of the
            fourth and fifth.
        dropout: share of the features that are left out while training.

    Returns:
        Uncompiled model of 76,122 parameters; with the filters of the
        record, (32, 64, 128), 290,474.

    Source: batch normalisation by Ioffe and Szegedy 2015, section 3.2:
    before the activation, in place of the bias.
    """
    first, middle, last = filters
    stack = [
        # kernels, their size, pooled?
        (first, 5, True),
        (middle, 3, False),
        (middle, 3, True),
        (last, 3, False),
        (last, 3, True),
    ]
    model = keras.Sequential([keras.Input(INPUT_SHAPE)], name="refined")
    for number, (kernels, size, pooled) in enumerate(stack, 1):
        convolution = layers.Conv2D(
            kernels,
            size,
            padding="valid" if number == 1 else "same",
            use_bias=False,
            name=f"conv_{number}",
        )
        model.add(convolution)
        # Pooled first, a map has a quarter of the values left to normalise.
        if pooled:
            model.add(layers.MaxPooling2D(2, name=f"pool_{number}"))
        model.add(layers.BatchNormalization(name=f"norm_{number}"))
        model.add(layers.ReLU(name=f"relu_{number}"))
    model.add(layers.Flatten(name="flatten"))
    model.add(layers.Dropout(dropout, name="dropout"))
    # Shares need float32 even where the layers before calculate in less.
    model.add(
        layers.Dense(10, activation="softmax", dtype="float32", name="output")
    )
    return model


def build_record() -> keras.Model:
    """Return the record's model: a refined CNN that looks nine times.

    It answers for the image as it is; moved by one pixel up, down, left and
    right; turned by 5 degrees either way; and 7 % smaller and larger. The
    output is the mean of the nine answers. Only the one CNN has weights, the
    layer "refined"; it is what is trained.

    Returns:
        Uncompiled model of 290,474 parameters, those of the CNN.

    Source: the mean answer for several versions of an image, Krizhevsky,
    Sutskever and Hinton 2012, section 4.1.
    """
    look = build_refined(RECORD_FILTERS, dropout=0.5)
    image = keras.Input(INPUT_SHAPE)
    changes = [{axis: step} for axis in ("right", "down") for step in (-1, 1)]
    changes += [{"turn": -5}, {"turn": 5}, {"size": 0.93}, {"size": 1.07}]
    answers = [look(image)] + [
        look(ops.image.affine_transform(image, _affine(**change)))
        for change in changes
    ]
    return keras.Model(image, layers.Average()(answers), name="record")


def _affine(
    *, right: float = 0, down: float = 0, turn: float = 0, size: float = 1
) -> np.ndarray:
    """The eight numbers that Keras's `affine_transform` takes.

    They lead from a place (x, y) of the new image to one of the old: back by
    the pixels moved, then about the centre, against the turn in degrees.
    """
    centre = (INPUT_SHAPE[0] - 1) / 2
    cos = math.cos(math.radians(turn)) / size
    sin = math.sin(math.radians(turn)) / size
    x, y = centre + right, centre + down
    return np.array(
        [cos, -sin, centre - cos * x + sin * y]
        + [sin, cos, centre - sin * x - cos * y]
        + [0, 0],
        "float32",
    )


# What has trained weights in `weights/`, each beside its record.
TRAINED = {"cnn": build_cnn, "record": build_record}


def load_trained(name: str = "cnn") -> keras.Model:
    """Return a model with the weights that come with this package.

    Args:
        name: "cnn", lesson 09's CNN trained as in lesson 11, or "record",
            lesson 13's `build_record`; both on 54,000 images
            (`split_train_validation` with its own settings).

    Returns:
        Uncompiled model; `predict` works at once. How it was trained, and
        how good it is, stands in `weights/NAME.json`, which
        `benchmarks/record.py` wrote.

    Raises:
        ValueError: if there are no weights of that name.
        FileNotFoundError: if their file is missing.
    """
    if name not in TRAINED:
        raise ValueError(
            complaint(
                "name",
                _("be one of {names}", names=", ".join(TRAINED)),
                repr(name),
                _("Leave it out for lesson 09's CNN."),
            )
        )
    path = WEIGHTS_FOLDER / f"{name}.weights.h5"
    if not path.is_file():
        raise FileNotFoundError(
            _(
                "The weights {file} are missing. Install the package anew, "
                "or train them: python -m benchmarks.record {name}",
                file=path.name,
                name=name,
            )
        )
    model = TRAINED[name]()
    model.load_weights(path)
    return model


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
            _("multiplications"): _multiplications(layer),
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
            _("multiplications"): sum(map(_multiplications, model.layers)),
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
        ax.add_patch(
            FancyBboxPatch(
                (place - width / 2, -height / 2),
                width,
                height,
                boxstyle="round,pad=0.02",
                facecolor=colours[0] if has_weights else "white",
                edgecolor="black",
                hatch="" if has_weights else "//",
                linewidth=1.2,
            )
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
            ax.annotate(
                "",
                (place - width / 2 - 0.04, 0),
                (place - 1 + last_width / 2 + 0.04, 0),
                arrowprops={"arrowstyle": "->", "lw": 1.4},
            )
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


def _multiplications(layer: keras.Layer) -> int:
    """Products of a weight and a value for one image; biases only add."""
    if isinstance(layer, layers.Conv2D):
        places = math.prod(layer.output.shape[1:3])
        return places * int(np.prod(layer.kernel.shape))
    if isinstance(layer, layers.Dense):
        return int(np.prod(layer.kernel.shape))
    return 0


def verify_model(model: keras.Model, *, name: str = "model") -> None:
    """Refuse what is not a built Keras model of plain layers."""
    if not isinstance(model, keras.Model):
        raise TypeError(
            complaint(
                name,
                _("be a Keras model"),
                type(model).__name__,
                _("Make one: build_cnn()."),
            )
        )
    if not model.built or not model.layers:
        raise ValueError(
            complaint(
                name,
                _("know the shape of its input"),
                _("a model that is not built"),
                _("Begin it with keras.Input((28, 28, 1))."),
            )
        )
    inner = [x.name for x in model.layers if isinstance(x, keras.Model)]
    if inner:
        raise ValueError(
            complaint(
                name,
                _("hold layers only, no other model"),
                ", ".join(inner),
                _('Take that one: model.get_layer("{name}").', name=inner[0]),
            )
        )
