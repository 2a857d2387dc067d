"""What arguments must be: one place for refusals, in the reader's language.

`refuse` writes every error of the package: the argument, the rule, what came
and the remedy. The `verify_` functions hold the rules that several functions
share. No TensorFlow.
"""

from collections.abc import Collection, Iterable
from reprlib import repr as shorten
from typing import Any, NoReturn

import numpy as np
import pandas as pd

from .language import _, format_number


def refuse(
    name: str,
    rule: str,
    received: object,
    remedy: str,
    *,
    error: type[Exception] = ValueError,
) -> NoReturn:
    """Raise the error that says what is wrong with an argument.

    Args:
        name: the argument's name.
        rule: what it must do, translated: "have shape (n, 28, 28)".
        received: what came.
        remedy: what to do about it, a sentence, translated.
        error: ValueError, or TypeError for another kind of thing.
    """
    raise error(
        _(
            "`{name}` must {rule}. Received {received}. {remedy}",
            name=name,
            rule=rule,
            received=received,
            remedy=remedy,
        )
    )


def refuse_kind(name: str, rule: str, value: object, remedy: str) -> NoReturn:
    """Raise the TypeError for another kind of thing than is wanted."""
    refuse(name, rule, type(value).__name__, remedy, error=TypeError)


def verify_choice(
    name: str, value: object, allowed: Iterable[object], remedy: str = ""
) -> None:
    """Refuse a word that is not among the allowed ones."""
    words = [*allowed]
    if getattr(value, "ndim", 0) or value not in words:  # several are none
        listed = ", ".join(map(str, words))
        remedy = remedy or _("Take one of these names.")
        rule = _("be one of {names}", names=listed)
        refuse(name, rule, shorten(value), remedy)


def verify_whole(name: str, value: object, *, least: int, example: str) -> int:
    """Refuse what is not a whole number, or too small; return it as int."""
    whole = isinstance(value, int | np.integer) and not isinstance(value, bool)
    number = int(value) if whole else None  # type: ignore[call-overload]
    if number is None or number < least:
        refuse(
            name,
            _("be a whole number, {least} or more", least=least),
            shorten(value) if number is None else number,
            _("Write {example}.", example=example),
            error=TypeError if number is None else ValueError,
        )
    return number


def verify_seed(seed: object) -> int:
    """Refuse what does not start every generator; return it as int."""
    number = verify_whole("seed", seed, least=0, example="seed=7")
    if number >= 2**32:
        remedy = _("Write {example}.", example="seed=7")
        refuse("seed", _("be less than {most}", most=2**32), number, remedy)
    return number


def verify_names(name: str, values: Collection, example: str) -> None:
    """Refuse a call without any of the things that are given by name."""
    if not values:
        refuse(
            name,
            _("be given under a name"),
            _("nothing"),
            _("Write {example}.", example=example),
            error=TypeError,
        )


def verify_table(
    name: str,
    table: object,
    columns: Collection,
    *,
    rows: Collection = (),
    made_by: str,
) -> None:
    """Refuse what is not the DataFrame that a function of ours returns."""
    if (
        not isinstance(table, pd.DataFrame)
        or not set(columns) <= set(table)
        or not set(rows) <= set(table.index)
    ):
        refuse_kind(
            name,
            _("be the table that {function} returns", function=made_by),
            table,
            _("Write {example}.", example=f"{name}={made_by}(...)"),
        )


def verify_images(
    images: Any, *, name: str = "images", ndim: tuple[int, ...] = (3, 4)
) -> None:
    """Refuse what is not a stack of MNIST images.

    Args:
        images: what to look at: uint8 0 to 255, or float 0 to 1 (or to
            255), of shape (n, 28, 28) for `ndim` 3, (n, 28, 28, 1) for 4.
        name: the argument's name, for the message.
        ndim: the numbers of axes that are welcome.

    Raises:
        TypeError: if it is no array of uint8 or float numbers.
        ValueError: if shape or range is another, or it is empty.
    """
    again = _("Give images as load_mnist returns them.")
    if not isinstance(images, np.ndarray):
        _refuse_no_array(name, images)
    if images.dtype != np.uint8 and images.dtype.kind != "f":
        refuse(
            name,
            _("hold uint8 or float numbers"),
            images.dtype,
            _("Convert it: {name}.astype(np.uint8).", name=name),
            error=TypeError,
        )
    shapes = {3: (28, 28), 4: (28, 28, 1)}
    if images.ndim not in ndim or images.shape[1:] != shapes[images.ndim]:
        welcome = {3: "(n, 28, 28)", 4: "(n, 28, 28, 1)"}
        if images.shape in shapes.values():
            remedy = _("Add a batch axis: {name}[None].", name=name)
        elif images.shape[1:] == shapes[3]:
            remedy = _("Add a channel axis: add_channel({name}).", name=name)
        elif images.shape[1:] == shapes[4]:
            remedy = _("Take the channel away: {name}[..., 0].", name=name)
        else:
            remedy = again
        shape = _(" or ").join(welcome[n] for n in ndim)
        refuse(
            name, _("have shape {shape}", shape=shape), images.shape, remedy
        )
    if len(images) == 0:
        refuse(name, _("hold at least one image"), images.shape, again)
    if images.dtype.kind != "f":
        return
    low, high = images.min(), images.max()
    if not (low >= 0 and high <= 255):  # not (...), so that NaN fails too
        refuse(
            name,
            _("hold values from 0 to 1, or from 0 to 255"),
            _("{low} to {high}", low=low, high=high),
            again,
        )


def verify_labels(
    labels: Any, *, name: str = "labels", length: int | None = None
) -> None:
    """Refuse what is not a list of digits.

    Args:
        labels: what to look at: integers of shape (n,), 0 to 9.
        name: the argument's name, for the message.
        length: how many there must be, if that is known.

    Raises:
        TypeError: if it is no array of integers.
        ValueError: if shape, range or length is another, or it is empty.
    """
    again = _("Give labels as load_mnist returns them.")
    if not isinstance(labels, np.ndarray):
        _refuse_no_array(name, labels)
    if labels.ndim != 1:
        remedy = again
        if labels.ndim == 2 and labels.shape[1] == 1:
            remedy = _("Take the column: {name}[:, 0].", name=name)
        elif labels.ndim == 2:
            remedy = _("They look one-hot: {name}.argmax(axis=1).", name=name)
        refuse(name, _("have shape (n,)"), labels.shape, remedy)
    if labels.dtype.kind not in "iu":
        refuse(
            name,
            _("hold whole numbers"),
            labels.dtype,
            _("Convert it: {name}.astype(np.uint8).", name=name),
            error=TypeError,
        )
    if len(labels) == 0:
        refuse(name, _("hold at least one label"), labels.shape, again)
    if labels.min() < 0 or labels.max() > 9:
        refuse(
            name,
            _("hold digits, 0 to 9"),
            _("{low} to {high}", low=labels.min(), high=labels.max()),
            again,
        )
    if length is not None and len(labels) != length:
        refuse(
            name,
            _("be as many as the images"),
            _(
                "{labels} for {images} images",
                labels=format_number(len(labels)),
                images=format_number(length),
            ),
            _("Take both from the same split."),
        )


def verify_pair(images: Any, labels: Any) -> None:
    """Refuse images and labels that do not belong together."""
    verify_images(images)
    verify_labels(labels, length=len(images))


def verify_same_units(before: Any, after: Any, *, name: str) -> None:
    """Refuse images 0 to 255 beside others 0 to 1."""
    largest = [float(images.max()) for images in (before, after)]
    if (largest[0] <= 1) != (largest[1] <= 1) and min(largest) > 0:
        refuse(
            name,
            _("be in the units of the images before"),
            _(
                "0 to {after} beside 0 to {before}",
                before=largest[0],
                after=largest[1],
            ),
            _("Scale both, or neither: scale_pixels(images)."),
        )


def verify_one_image(image: Any) -> np.ndarray:
    """Refuse what is not one image; return it with shape (28, 28)."""
    if not isinstance(image, np.ndarray) or image.ndim not in (2, 3):
        refuse(
            "image",
            _("have shape (28, 28) or (28, 28, 1)"),
            getattr(image, "shape", type(image).__name__),
            _("Take one image: images[0]."),
        )
    verify_images(image[None], name="image")
    return image.reshape(28, 28)


def verify_answers(y_true: Any, **answers: Any) -> None:
    """Refuse true and predicted digits that are not equally many."""
    verify_labels(y_true, name="y_true")
    for name, labels in answers.items():
        verify_labels(labels, name=name, length=len(y_true))


def verify_probabilities(probabilities: Any, length: int) -> None:
    """Refuse what is not a row of ten probabilities for each image."""
    shape = getattr(probabilities, "shape", type(probabilities).__name__)
    if shape != (length, 10):
        refuse(
            "probabilities",
            _("have shape ({n}, 10)", n=length),
            shape,
            _("Give what model.predict returned for these images."),
        )
    sums = probabilities.sum(axis=1)
    in_range = (probabilities >= 0).all() and (probabilities <= 1).all()
    if not (in_range and np.allclose(sums, 1, atol=1e-3)):
        refuse(
            "probabilities",
            _("lie between 0 and 1 and add up to 1 in each row"),
            _(
                "rows that add up to {low} to {high}",
                low=sums.min(),
                high=sums.max(),
            ),
            _("If they are logits: keras.ops.softmax(logits)."),
        )


def verify_model(
    model: Any, *, name: str = "model", nested: bool = False
) -> None:
    """Refuse what is not a built Keras model of layers, nested or plain."""
    import keras

    if not isinstance(model, keras.Model):
        refuse_kind(
            name, _("be a Keras model"), model, _("Make one: build_cnn().")
        )
    if not model.built or not model.layers:
        refuse(
            name,
            _("know the shape of its input"),
            _("a model that is not built"),
            _("Begin it with keras.Input((28, 28, 1))."),
        )
    inner = [x.name for x in model.layers if isinstance(x, keras.Model)]
    if inner and not nested:
        refuse(
            name,
            _("hold layers only, no other model"),
            ", ".join(inner),
            _('Take that one: model.get_layer("{name}").', name=inner[0]),
        )


def _refuse_no_array(name: str, value: object) -> NoReturn:
    refuse_kind(
        name,
        _("be a NumPy array"),
        value,
        _("Convert it: np.asarray({name}).", name=name),
    )
