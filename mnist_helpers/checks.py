"""What arguments must be: one place for refusals, in the reader's language.

`refuse` writes every error of the package: the argument, the rule, what came
and the remedy. The `verify_` functions hold the rules that several functions
share. No TensorFlow.
"""

from collections.abc import Collection, Iterable, Sized
from reprlib import repr as shorten
from typing import Any, NoReturn

import numpy as np
import pandas as pd

from .language import _, agree, format_number


def refuse(
    name: str,
    rule: str,
    received: object,
    remedy: str,
    *,
    error: type[Exception] = ValueError,
) -> NoReturn:
    """Raise the error that says what is wrong with an argument.

    Rule and remedy come translated: "have shape (n, 28, 28)", a sentence.
    """
    sentence = _("`{name}` must {rule}. Received {received}. {remedy}")
    words = {"rule": rule, "received": received, "remedy": remedy}
    raise error(agree(sentence.format(name=name, **words)))


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


def verify_whole(name: str, value: Any, *, least: int, example: str) -> int:
    """Refuse what is not a whole number, or too small; return it as int."""
    whole = isinstance(value, int | np.integer) and not isinstance(value, bool)
    if not whole or value < least:
        refuse(
            name,
            _("be a whole number, {least} or more", least=least),
            shorten(value),
            _("Write {example}.", example=example),
            error=ValueError if whole else TypeError,
        )
    return int(value)


def verify_seed(seed: object) -> None:
    """Refuse True and False, which would pass for 1 and 0."""
    if isinstance(seed, bool):
        remedy = _("Write {example}.", example="seed=7")
        refuse_kind("seed", _("be a whole number"), seed, remedy)


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

    Welcome are 0 to 255, or 0 to 1; of shape (n, 28, 28) where `ndim` names
    3, (n, 28, 28, 1) where it names 4.
    """
    _verify_array(name, images)
    again = _("Give images as load_mnist returns them.")
    plain, with_channel = (28, 28), (28, 28, 1)
    wanted = [{3: plain, 4: with_channel}[number] for number in ndim]
    if images.shape[1:] not in wanted:
        if images.shape in (plain, with_channel):
            remedy = _("Add a batch axis: {name}[None].", name=name)
        elif images.shape[1:] == plain:
            remedy = _("Add a channel axis: add_channel({name}).", name=name)
        elif images.shape[1:] == with_channel:
            remedy = _("Take the channel away: {name}[..., 0].", name=name)
        else:
            remedy = again
        shapes = [f"(n, {', '.join(map(str, end))})" for end in wanted]
        rule = _("have shape {shape}", shape=_(" or ").join(shapes))
        refuse(name, rule, images.shape, remedy)
    if images.dtype == np.uint8:
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
    """Refuse what is not an array of digits, `length` of them if given."""
    _verify_array(name, labels)
    again = _("Give labels as load_mnist returns them.")
    if labels.ndim != 1:
        remedy = again
        if labels.shape[1:] == (10,):
            remedy = _("They look one-hot: {name}.argmax(axis=1).", name=name)
        refuse(name, _("have shape (n,)"), labels.shape, remedy)
    if labels.dtype.kind not in "iu" or not np.isin(labels, range(10)).all():
        refuse(name, _("hold digits, 0 to 9"), describe_range(labels), again)
    if length is not None:
        verify_length(name, labels, length)


def describe_range(values: np.ndarray) -> str:
    """Say of an array: dtype, smallest and largest value."""
    low, high = format_number(values.min()), format_number(values.max())
    return _(
        "{dtype}, {low} to {high}", dtype=values.dtype, low=low, high=high
    )


def verify_length(name: str, values: Sized, length: int) -> None:
    """Refuse what does not have one entry, or row, for each image."""
    if len(values) != length:
        number, images = format_number(len(values)), format_number(length)
        refuse(
            name,
            _("be as many as the images"),
            _("{number} for {images} images", number=number, images=images),
            _("Take both from the same split."),
        )


def verify_pair(images: Any, labels: Any) -> None:
    """Refuse images and labels that do not belong together."""
    verify_images(images)
    verify_labels(labels, length=len(images))


def verify_one_image(image: Any) -> np.ndarray:
    """Refuse what is not one image; return it with shape (28, 28)."""
    shape = getattr(image, "shape", type(image).__name__)
    if shape not in ((28, 28), (28, 28, 1)):
        rule = _("have shape (28, 28) or (28, 28, 1)")
        refuse("image", rule, shape, _("Take one image: images[0]."))
    verify_images(image[None], name="image")
    return image.reshape(28, 28)


def verify_answers(y_true: Any, **answers: Any) -> None:
    """Refuse true and predicted digits that are not equally many."""
    verify_labels(y_true, name="y_true")
    for name, labels in answers.items():
        verify_labels(labels, name=name, length=len(y_true))


def verify_probabilities(probabilities: Any, length: int) -> np.ndarray:
    """Return a row of ten probabilities for each image, in float64."""
    shape = getattr(probabilities, "shape", type(probabilities).__name__)
    if shape != (length, 10):
        rule = _("have shape ({n}, 10)", n=length)
        remedy = _("Give what model.predict returned for these images.")
        refuse("probabilities", rule, shape, remedy)
    probabilities = np.asarray(probabilities).astype(float)
    sums = probabilities.sum(axis=1)
    if not (probabilities >= 0).all() or not np.allclose(sums, 1, atol=5e-3):
        low, high = (format_number(n, 3) for n in (sums.min(), sums.max()))
        refuse(
            "probabilities",
            _("lie between 0 and 1 and add up to 1 in each row"),
            _("rows that add up to {low} to {high}", low=low, high=high),
            _("If they are logits: keras.ops.softmax(logits)."),
        )
    return probabilities


def verify_model(model: Any, *, name: str = "model") -> None:
    """Refuse what is not a built Keras model."""
    import keras

    if not isinstance(model, keras.Model):
        refuse_kind(
            name, _("be a Keras model"), model, _("Make one: build_cnn().")
        )
    if not model.built:
        refuse(
            name,
            _("know the shape of its input"),
            _("a model that is not built"),
            _("Begin it with keras.Input((28, 28, 1))."),
        )


def _verify_array(name: str, value: object) -> None:
    if not isinstance(value, np.ndarray):
        remedy = _("Convert it: np.asarray({name}).", name=name)
        refuse_kind(name, _("be a NumPy array"), value, remedy)
