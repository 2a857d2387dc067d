"""Build the course's models, untrained or with the weights that it ships.

Out: uncompiled Keras models that take (n, 28, 28, 1), 0 to 1, and give ten
probabilities.
"""

from collections.abc import Callable
from functools import partial
from pathlib import Path

import keras
import numpy as np
from keras import layers, ops

from .affine import affine_matrices
from .checks import verify_choice

WEIGHTS_FOLDER = Path(__file__).parent / "weights"
INPUT_SHAPE = (28, 28, 1)
RECORD_FILTERS = (32, 64, 128)
# What the record looks at beside the image itself: affine's PARAMETERS.
RECORD_CHANGES = (
    *((0, x, y, 0, 1, 1) for x, y in ((1, 0), (-1, 0), (0, 1), (0, -1))),
    *((turn, 0, 0, 0, 1, 1) for turn in (5, -5)),
    *((0, 0, 0, 0, 1 / size, 1 / size) for size in (0.93, 1.07)),
)


def build_cnn() -> keras.Sequential:
    """Return lesson 09's CNN: two convolutions, two poolings, two dense.

    Example:
        >>> build_cnn().count_params()
        73594
    """
    return _stack(
        "cnn",
        layers.Conv2D(8, 5, activation="relu", name="conv_1"),
        layers.MaxPooling2D(2, name="pool_1"),
        layers.Conv2D(32, 5, activation="relu", name="conv_2"),
        layers.MaxPooling2D(2, name="pool_2"),
        layers.Flatten(name="flatten"),
        layers.Dense(128, activation="relu", name="dense_1"),
        layers.Dense(10, activation="softmax", name="output"),
    )


def build_dense() -> keras.Sequential:
    """Return a net without convolutions, to compare with.

    Example:
        >>> build_dense().count_params()
        101770
    """
    return _stack(
        "dense",
        layers.Flatten(name="flatten"),
        layers.Dense(128, activation="relu", name="dense_1"),
        layers.Dense(10, activation="softmax", name="output"),
    )


def build_lenet5() -> keras.Sequential:
    """Return LeNet-5 as it is usually built today.

    Its third layer sees all six maps, where the original saw a choice of
    them, and its output is a softmax, where the original measured distances.

    Source: LeCun et al. 1998, section II.B.

    Example:
        >>> build_lenet5().count_params()
        61706
    """
    return _stack(
        "lenet5",
        layers.Conv2D(6, 5, padding="same", activation="tanh", name="conv_1"),
        layers.AveragePooling2D(2, name="pool_1"),
        layers.Conv2D(16, 5, activation="tanh", name="conv_2"),
        layers.AveragePooling2D(2, name="pool_2"),
        layers.Flatten(name="flatten"),
        layers.Dense(120, activation="tanh", name="dense_1"),
        layers.Dense(84, activation="tanh", name="dense_2"),
        layers.Dense(10, activation="softmax", name="output"),
    )


def build_keras_example() -> keras.Sequential:
    """Return the model of Keras's published MNIST example.

    Source: "Simple MNIST convnet", code examples of keras.io.

    Example:
        >>> build_keras_example().count_params()
        34826
    """
    return _stack(
        "keras_example",
        layers.Conv2D(32, 3, activation="relu", name="conv_1"),
        layers.MaxPooling2D(2, name="pool_1"),
        layers.Conv2D(64, 3, activation="relu", name="conv_2"),
        layers.MaxPooling2D(2, name="pool_2"),
        layers.Flatten(name="flatten"),
        layers.Dropout(0.5, name="dropout"),
        layers.Dense(10, activation="softmax", name="output"),
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

    Example:
        >>> build_refined((8, 16, 32)).count_params()
        20786
    """
    first, middle, last = filters
    return _stack(
        "refined",
        *_normalised(1, first, 5, pooled=True, padding="valid"),
        *_normalised(2, middle, 3),
        *_normalised(3, middle, 3, pooled=True),
        *_normalised(4, last, 3),
        *_normalised(5, last, 3, pooled=True),
        layers.Flatten(name="flatten"),
        layers.Dropout(dropout, name="dropout"),
        # Shares need float32 even where the layers before calculate in less.
        layers.Dense(10, activation="softmax", dtype="float32", name="output"),
    )


def _stack(name: str, *stack: keras.Layer) -> keras.Sequential:
    return keras.Sequential([keras.Input(INPUT_SHAPE), *stack], name=name)


def _normalised(
    number: int, *shape: int, pooled: bool = False, padding: str = "same"
) -> list[keras.Layer]:
    """A convolution of `shape` (filters, side), pooled if asked, and ReLU."""
    name = f"conv_{number}"
    pool = layers.MaxPooling2D(2, name=f"pool_{number}")
    return [
        layers.Conv2D(*shape, padding=padding, use_bias=False, name=name),
        # Pooled first, a map has a quarter of the values left to normalise.
        *([pool] if pooled else []),
        layers.BatchNormalization(name=f"norm_{number}"),
        layers.ReLU(name=f"relu_{number}"),
    ]


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
    return _look_nine_times(look, "record")


def _look_nine_times(look: keras.Model, name: str) -> keras.Model:
    image = keras.Input(INPUT_SHAPE)
    answers = [look(image)]
    changes = np.array(RECORD_CHANGES, "float32")
    for matrix in ops.convert_to_numpy(affine_matrices(changes, side=28)):
        # Keras's eight numbers: column before row, two zeros at the end.
        numbers = np.append(matrix[::-1, [1, 0, 2]], np.zeros(2, "float32"))
        answers.append(look(ops.image.affine_transform(image, numbers)))
    return keras.Model(image, layers.Average()(answers), name=name)


def build_small() -> keras.Model:
    """Return the small record's model: it looks nine times, as the record.

    What looks, the layer "small", has six narrow convolutions and averages
    the last maps, each to one number: the dense layer needs 170 parameters,
    where it would need 1,450 behind the maps themselves.

    Source: averaged maps in place of a dense layer, Lin, Chen and Yan 2014,
    section 3.2.

    Example:
        >>> build_small().count_params()
        9570
    """
    look = _stack(
        "small",
        *_normalised(1, 8, 3),
        *_normalised(2, 12, 3, pooled=True),
        *_normalised(3, 14, 3),
        *_normalised(4, 16, 3, pooled=True),
        *_normalised(5, 16, 3, padding="valid"),
        *_normalised(6, 16, 3, padding="valid"),
        layers.GlobalAveragePooling2D(name="means"),
        layers.Dense(10, activation="softmax", name="output"),
    )
    return _look_nine_times(look, "small_record")


# What has trained weights in `weights/`.
TRAINED: dict[str, Callable[[], keras.Model]] = {
    "cnn": build_cnn,
    "record": build_record,
    "robust": partial(build_refined, RECORD_FILTERS, dropout=0.5),
    "small": build_small,
}


def load_trained(name: str = "cnn") -> keras.Model:
    """Return a model with the weights that come with this package.

    Args:
        name: "cnn", lesson 09's CNN trained as in lesson 11; "record",
            lesson 13's `build_record`; "robust", that record's CNN, which
            looks once, trained on digits on backgrounds, covered and full of
            noise; "small", lesson 13's `build_small`; all on 54,000 images
            (`split_train_validation` with its own settings).

    Returns:
        Uncompiled model; `predict` works at once. How it was trained, and
        how good it is, stands in `weights/NAME.json`, which
        `benchmarks/record.py` wrote.

    Raises:
        ValueError: if there are no weights of that name.

    Example:
        >>> import mnist_helpers as mh
        >>> (x_train, y_train), _test = mh.prepare_mnist()
        >>> model = mh.load_trained()
        >>> model.predict(x_train[:4], verbose=0).argmax(axis=1).tolist()
        [6, 1, 1, 0]
    """
    verify_choice("name", name, TRAINED)
    model = TRAINED[name]()
    model.load_weights(WEIGHTS_FOLDER / f"{name}.weights.h5")
    return model
