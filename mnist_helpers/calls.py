"""What the layers of a model make of images, in whatever way it was built.

In: any Keras model with layers, and images. Out: what a layer returns while
the model answers, and the scores before its softmax. Layers are watched at
work: a graph of tensors is not there in every model, and it is another one in
a model that was put together with `add` or loaded.
"""

from collections.abc import Callable, Iterable, Iterator, Sequence
from contextlib import ExitStack, contextmanager
from typing import Any, NamedTuple

import keras
import numpy as np
import tensorflow as tf
from keras import layers, ops

from .checks import (
    refuse,
    verify_choice,
    verify_images,
    verify_labels,
    verify_model,
)
from .language import _

CONVOLUTIONS = (
    layers.Conv2D,
    layers.Conv2DTranspose,
    layers.DepthwiseConv2D,
    layers.SeparableConv2D,
)
NEAR = 0.01  # what half precision may differ by


class Call(NamedTuple):
    """A layer at work: its first input and its output are tensors."""

    layer: keras.Layer
    input: Any
    output: Any


def list_layers(model: keras.Layer) -> list[Any]:
    """Return the layers that hold no others, also those of inner models."""
    found: list[Any] = []
    for layer in model._flatten_layers(include_self=False, recursive=False):
        found += list_layers(layer) or [layer]
    return found


def find_convolution(
    model: keras.Model,
    name: str | None,
    *,
    last: bool = False,
    kinds: tuple[type, ...] = CONVOLUTIONS,
) -> keras.Layer:
    """The convolution called `name`, or the first or last of them."""
    verify_model(model)
    several: list[Any] = [
        x for x in list_layers(model) if isinstance(x, kinds)
    ]
    if not several:
        refuse(
            "model",
            _("have a Conv2D layer"),
            ", ".join(type(x).__name__ for x in list_layers(model)),
            _("Take a CNN: build_cnn()."),
        )
    if name is None:
        return several[-1 if last else 0]
    verify_layer(name, [layer.name for layer in several])
    return next(layer for layer in several if layer.name == name)


def verify_layer(name: str, names: Iterable[str]) -> None:
    verify_choice(
        "layer", name, names, _("layer_table(model) lists the names.")
    )


def verify_fit(model: keras.Model, images: np.ndarray) -> None:
    """Refuse images that the model does not take."""
    verify_model(model)
    verify_images(images, ndim=(4,))
    takes = getattr(model, "input_shape", None)
    wanted = takes[1:] if isinstance(takes, tuple) else takes
    # A class of the reader's own does not say what it takes.
    if takes is not None and wanted not in (images.shape[1:], 3 * (None,)):
        refuse(
            "model",
            _("take images of shape {shape}", shape=images.shape[1:]),
            wanted,
            _("Take a model that begins with Input((28, 28, 1))."),
        )


def choose_digits(
    digits: np.ndarray | None, images: np.ndarray, scores: tf.Tensor
) -> np.ndarray:
    """The digits to explain; refuse what the model has no score for."""
    if scores.shape.rank != 2:
        refuse(
            "model",
            _("return one row of scores for each image"),
            tuple(scores.shape),
            _("Take a classifier: build_cnn()."),
        )
    if digits is None:
        return ops.convert_to_numpy(scores).argmax(axis=1)
    verify_labels(digits, name="digits", length=len(images))
    verify_choice("digits", max(digits), range(scores.shape[1]))
    return digits


@contextmanager
def watch_calls(
    watched: Sequence[keras.Layer], tape: tf.GradientTape | None = None
) -> Iterator[list[Call]]:
    """Note what layers are given and return; the tape follows from there."""
    calls: list[Call] = []

    def note(layer: keras.Layer, work: Callable) -> Callable:
        def call(*arguments: Any, **options: Any) -> Any:
            output = work(*arguments, **options)
            if tape:
                tape.watch(output)
            calls.append(Call(layer, arguments[0], output))
            return output

        return call

    with ExitStack() as stack:
        for layer in watched:
            layer.call = note(layer, layer.call)
            stack.callback(delattr, layer, "call")
        yield calls


@contextmanager
def watch_scores(model: keras.Model, images: np.ndarray) -> Iterator[Callable]:
    """Yield a function that returns the model's scores for images.

    They stand before a softmax at the end, in whatever form it is there.
    """
    layer, place = _find_softmax(model, images[:2])
    before = getattr(layer, "activation", None)
    with ExitStack() as stack:
        if layer and _is_softmax(before):
            layer.activation = keras.activations.linear
            stack.callback(setattr, layer, "activation", before)
        calls = stack.enter_context(watch_calls([layer] if layer else []))

        def score(pixels: Any) -> Any:
            output = model(pixels, training=False)
            return getattr(calls[-1], place) if layer else output

        yield score


def _find_softmax(
    model: keras.Model, images: np.ndarray
) -> tuple[keras.Layer | None, str]:
    """The layer at the end that tells the scores, and where it has them."""
    with watch_calls(list_layers(model)) as calls:
        answer = model(images, training=False)
    if len(answer.shape) != 2:
        return None, ""
    for call in reversed(calls):
        if _is_softmax(getattr(call.layer, "activation", None)):
            return call.layer, "output"
        if not call.layer.weights and _is_softmax(call.layer):
            return call.layer, "input"
        if _are_near(ops.softmax(_as_float(call.output)), answer):
            return call.layer, "output"
        if not _are_near(call.input, answer):  # no cast, no dropout
            break
    return None, ""


def _is_softmax(function: Any) -> bool:
    """Whether it does what softmax does, or its logarithm."""
    probe = np.linspace(-2, 3, 20, dtype="float32").reshape(2, 10) ** 2
    try:
        answer = _as_float(function(ops.convert_to_tensor(probe)))
    except Exception:  # of any kind: it takes no such tensor
        return False
    return _are_near(answer, ops.softmax(probe)) or _are_near(
        answer, ops.log_softmax(probe)
    )


def _are_near(one: Any, other: Any) -> bool:
    if getattr(one, "shape", None) != other.shape:
        return False
    return np.allclose(_as_float(one), _as_float(other), atol=NEAR)


def _as_float(tensor: Any) -> Any:
    return ops.cast(tensor, "float32")
