"""What an answer can be asked that is no plain comparison, by name.

In: an answer, and what the data of an exercise gives with the name. Out:
whether it holds; an answer that can't be asked may raise anything.
"""

from collections.abc import Callable, Iterable, Sequence
from functools import cache
from itertools import islice
from typing import TYPE_CHECKING

import numpy as np

from mnist_helpers.data import (
    load_mnist,
    prepare_mnist,
    split_train_validation,
)

from .words import as_word

if TYPE_CHECKING:  # they are slow to load, and an answer brings its own
    import keras
    import tensorflow as tf


def is_of_type(answer: object, name: str) -> bool:
    return type(answer).__name__ == name


def has(answer: object, name: str, wanted: object) -> bool:
    """An attribute, or what a method gives without arguments."""
    found = getattr(answer, name)
    found = found() if callable(found) else found
    return found == (tuple(wanted) if isinstance(wanted, list) else wanted)


def lies_between(answer: float, low: float, high: float) -> bool:
    return low <= answer <= high


# Words and places in a list or set ------------------------------------------


def begins_with(answer: str, *words: str) -> bool:
    return as_word(answer).startswith(words)


def contains(answer: Iterable, word: str) -> bool:
    return as_word(word) in _as_words(answer)


def is_set(answer: Iterable[str], *words: str) -> bool:
    return _as_words(answer) == set(map(as_word, words))


def _as_words(answer: Iterable[str]) -> set[str]:
    """The words of a list, a set or an array, or of one text with commas."""
    if isinstance(answer, str):
        answer = answer.split(",")
    return {as_word(word) for word in answer}


def is_order_of_digits(answer: Sequence[int]) -> bool:
    return sorted(answer) == list(range(10))


def has_at(answer: Sequence, place: int, value: float) -> bool:
    return answer[place] == value


def puts_before(answer: Sequence[str], first: str, second: str) -> bool:
    words = list(map(as_word, answer[:]))  # a set has no order
    return words.index(as_word(first)) < words.index(as_word(second))


def is_no_order_of(answer: Sequence[str], *words: str) -> bool:
    return sorted(map(as_word, answer[:])) != sorted(map(as_word, words))


def is_package(answer: str, *names: str) -> bool:
    """With or without `pip install` and its options before it."""
    told = as_word(answer).removeprefix("%").removeprefix("!")
    words = told.split()
    if "install" in words:
        words = words[words.index("install") + 1 :]
        words = [w for w in words if w not in ("u", "q", "upgrade", "quiet")]
    return " ".join(words) in map(as_word, names)


# The shipped model (lesson 00) ----------------------------------------------


def counts_mistakes(answer: int, images: int) -> bool:
    return answer == _count_mistakes(images)


def counts_right(answer: int, images: int) -> bool:
    return answer == images - _count_mistakes(images)


def is_mistaken_share(answer: float, images: int) -> bool:
    return answer == _count_mistakes(images) / images


@cache
def _count_mistakes(images: int) -> int:
    """Of the first validation images, those that the shipped model misses."""
    from mnist_helpers.models import load_trained

    x_val, y_val = _validation()
    probabilities = load_trained().predict(x_val[:images], verbose=0)
    return int((probabilities.argmax(axis=1) != y_val[:images]).sum())


@cache
def _validation() -> tuple[np.ndarray, np.ndarray]:
    return prepare_mnist()[1]


# Images (lessons 03 to 05) --------------------------------------------------


def is_training_image(answer: np.ndarray, index: int, *shape: int) -> bool:
    """One scaled image of the training data, with the axes asked for."""
    image = _training_image(index) / np.float32(255)
    fits = tuple(np.shape(answer)) == shape
    return fits and np.allclose(np.squeeze(answer), image, atol=1e-6)


def is_first_image(answer: np.ndarray) -> bool:
    same = np.array_equal(answer, _training_image(0))
    return same and answer.dtype == np.uint8


def is_first_image_cut_off(answer: np.ndarray) -> bool:
    """Made whole numbers without rounding: some are one too small."""
    difference = answer.astype(int) - _training_image(0)
    return answer.shape == (28, 28) and np.abs(difference).max() == 1


def has_none_above(answer: np.ndarray, value: float) -> bool:
    return answer.max() <= value


def is_moved(answer: np.ndarray, down: int, right: int) -> bool:
    # The digit's margins are wider than that, so nothing comes back in.
    moved = np.roll(_first_seven(), (down, right), axis=(0, 1))
    return np.abs(answer.reshape(28, 28) - moved).max() <= 2


@cache
def _training_image(index: int) -> np.ndarray:
    (images, labels), _test = load_mnist()
    (x_train, _y), _validation = split_train_validation(images, labels)
    return x_train[index].astype(int)


@cache
def _first_seven() -> np.ndarray:
    (images, labels), _test = load_mnist()
    return images[np.flatnonzero(labels == 7)[0]].astype(int)


# A tf.data.Dataset of images and labels (lesson 08) --------------------------


def is_validation_data(answer: "tf.data.Dataset", size: int) -> bool:
    return (
        has_batches_of(answer, size)
        and has_validation_labels(answer)
        and np.allclose(_read(answer)[0], _validation()[0], atol=1e-6)
    )


def gives_images_of(answer: "tf.data.Dataset", *shape: int | None) -> bool:
    return tuple(answer.element_spec[0].shape) == shape


def has_batches_of(answer: "tf.data.Dataset", size: int) -> bool:
    return len(_read(answer, batches=1)[1]) == size


def has_images(answer: "tf.data.Dataset", number: int) -> bool:
    return len(_read(answer)[1]) == number


def has_validation_labels(answer: "tf.data.Dataset") -> bool:
    return np.array_equal(_read(answer)[1], _validation()[1])


def has_brightest_between(
    answer: "tf.data.Dataset", low: float, high: float
) -> bool:
    return low <= _read(answer)[0].max() <= high


def _read(
    dataset: "tf.data.Dataset", *, batches: int = 13
) -> tuple[np.ndarray, np.ndarray]:
    """Images and labels; 12 batches are right, an endless dataset stops."""
    images, labels = zip(*islice(dataset, batches), strict=True)
    return np.concatenate(images), np.concatenate(labels)


# A Keras model (lesson 09) --------------------------------------------------


def is_own_cnn(answer: "keras.Model") -> bool:
    return (
        answer.input_shape == (None, 28, 28, 1)
        and answer.output_shape == (None, 10)
        and answer.count_params() == 12810
        and _activations(answer) == ["relu", "relu", "softmax"]
        and has_layers(answer, 2, "Pooling")
        and pools_by(answer, 2)
    )


def pools_by(answer: "keras.Model", size: int) -> bool:
    pools = (getattr(x, "pool_size", None) for x in answer.layers)
    return {*pools} <= {None, (size, size)}


def gives_maps(answer: "keras.Model") -> bool:
    return len(answer.output_shape) == 4


def ends_in(answer: "keras.Model", activation: str) -> bool:
    return _activations(answer)[-1] == activation


def has_layers(answer: "keras.Model", number: int, word: str) -> bool:
    """So many layers with that word in the name of their kind."""
    return sum(word in type(x).__name__ for x in answer.layers) == number


def _activations(model: "keras.Model") -> list[str]:
    """What follows each layer of weights, in the layer or behind it."""
    found: list[str] = []
    for layer in model.layers:
        if layer.weights:
            found.append(_name_activation(layer.activation))
        elif found and found[-1] == "linear":
            # A layer of its own, or pooling and the like, which is none.
            found[-1] = _name_activation(layer)
    return found


def _name_activation(function: Callable) -> str:
    """ "relu", "softmax" or "linear", by what it does to numbers."""
    probe = np.array([[-2, -0.5, 0, 1, 3]], "float32")
    shares = np.exp(probe) / np.exp(probe).sum()
    known = {"relu": np.maximum(probe, 0), "softmax": shares, "linear": probe}
    try:
        answer = np.asarray(function(probe))
    except Exception:  # it takes maps, not a row
        return "linear"
    for name, expected in known.items():
        if answer.shape == probe.shape and np.allclose(
            answer, expected, atol=1e-5
        ):
            return name
    return getattr(function, "__name__", "another")
