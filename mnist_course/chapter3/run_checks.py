"""What `record_run` refuses: what is no run, or does not belong together.

In: its arguments. Out: nothing, or an error with its remedy.
"""

import math
from dataclasses import fields
from numbers import Real
from reprlib import repr as shorten
from typing import Any

import keras
import numpy as np
import pandas as pd

from mnist_helpers.augment import Augmentation, RandomAffine
from mnist_helpers.checks import (
    refuse,
    refuse_kind,
    verify_images,
    verify_labels,
    verify_probabilities,
)
from mnist_helpers.language import _, format_number

SHAPES = ((None, 28, 28, 1), (None, 10))
METRICS = ("loss", "accuracy", "val_loss", "val_accuracy")

FIXED_CHANGES = (keras.layers.Resizing, keras.layers.CenterCrop)

Pair = tuple[np.ndarray, np.ndarray]


def read_augmentation(given: Any) -> tuple[str, Augmentation | None]:
    """Return what made the variations, and the settings: None for none.

    Refuses settings that the chapter could not name: a mirrored digit, or
    another brightness.
    """
    if given is None:
        return "", None
    if isinstance(given, Augmentation):
        return "RandomAffine", given
    if isinstance(given, RandomAffine):
        config = given.get_config()
        names = [field.name for field in fields(Augmentation)]
        settings = Augmentation(**{name: config[name] for name in names})
        return "RandomAffine", settings
    if hasattr(given, "rotation_range") and hasattr(given, "flow"):
        return "ImageDataGenerator", _read_generator(given)
    refuse_kind(
        "augmentation",
        _("be an Augmentation, its layer, an ImageDataGenerator or None"),
        given,
        _("Write {example}.", example="augmentation=Augmentation()"),
    )


def _read_generator(generator: Any) -> Augmentation:
    low, high = map(float, generator.zoom_range)
    shifts = (generator.width_shift_range, generator.height_shift_range)
    settings = Augmentation(
        rotation=generator.rotation_range,
        shift=float(shifts[0]) if isinstance(shifts[0], Real) else 0,
        shear=generator.shear_range,
        zoom=round((high - low) / 2, 12),
        fill=generator.fill_mode,
    )
    same = vars(settings.generator())
    # What `Augmentation` cannot say would be missing from the chapter.
    other = [
        name
        for name, value in vars(generator).items()
        if not name.startswith("_")
        and np.any(np.not_equal(value, same.get(name)))
    ]
    if other:
        refuse(
            "augmentation",
            _("change images by rotation, shift, shear and zoom alone"),
            ", ".join(other),
            _("Train with a generator without these settings."),
        )
    return settings


def verify_set(name: str, pair: Any) -> None:
    """Refuse what is not images (n, 28, 28, 1) and their labels."""
    if not isinstance(pair, tuple | list) or len(pair) != 2:
        remedy = _("Write {example}.", example=f"{name}=(images, labels)")
        refuse_kind(name, _("be a pair of arrays"), pair, remedy)
    verify_images(pair[0], name=name, ndim=(4,))
    verify_labels(pair[1], name=name, length=len(pair[0]))


def verify_model(model: Any) -> None:
    """Refuse a model that the chapter could not describe."""
    received: Any = type(model).__name__
    if isinstance(model, keras.Sequential) and model.built:
        received = model.input_shape, model.output_shape
    if received != SHAPES:
        refuse(
            "model",
            _("be a keras.Sequential from (n, 28, 28, 1) to (n, 10)"),
            received,
            _("Make one: build_cnn()."),
        )
    # Each of Keras's layers that change images at random has this method.
    wrong = [
        layer.name
        for layer in model.layers
        if getattr(keras.layers, type(layer).__name__, None) is not type(layer)
        or isinstance(layer, (keras.layers.Lambda, keras.layers.Wrapper))
        or (
            hasattr(layer, "get_random_transformation")
            and not isinstance(layer, FIXED_CHANGES)
        )
    ]
    if wrong:
        refuse(
            "model",
            _("hold layers of keras.layers alone, none that augments"),
            ", ".join(wrong),
            _(
                "Write the layers one after the other, each of Keras's own; "
                "augment in the pipeline."
            ),
        )
    config = model.get_compile_config() if model.compiled else {}
    kind = (config.get("optimizer") or {}).get("class_name", "")
    loss, metrics = config.get("loss"), config.get("metrics")
    module = loss.get("module") if isinstance(loss, dict) else ""
    known = isinstance(loss, str) or module == "keras.losses"
    if not (
        known and hasattr(keras.optimizers, kind) and metrics == ["accuracy"]
    ):
        refuse(
            "model",
            _("be compiled with an optimizer, a loss of Keras and accuracy"),
            f"{kind or None}, {loss}, {metrics}",
            _('Write model.compile("adam", loss, metrics=["accuracy"]).'),
        )


def verify_history(history: Any) -> None:
    """Refuse what does not tell loss and accuracy of each epoch."""
    logs: dict[str, list] = getattr(history, "history", {})
    epochs = {len(logs.get(name, ())) for name in METRICS}
    if len(epochs) > 1 or 0 in epochs:
        found = ", ".join(f"{name} ({len(logs[name])})" for name in logs)
        refuse(
            "history",
            _("hold {names} of each epoch", names=", ".join(METRICS)),
            found or type(history).__name__,
            _(
                'Compile with metrics=["accuracy"], fit with '
                "validation_data, and give what fit returned."
            ),
        )


def count_steps(model: Any, images: int, batch: int, epochs: int) -> int:
    """Return the steps of an epoch; refuse a history of others.

    The last batch may be smaller, or left out (drop_remainder).
    """
    done = int(keras.ops.convert_to_numpy(model.optimizer.iterations))
    for steps in (math.ceil(images / batch), images // batch):
        if done == steps * epochs:
            return steps
    refuse(
        "history",
        _(
            "hold all {steps} steps of the training",
            steps=format_number(math.ceil(images / batch) * epochs),
        ),
        _("a model after {done} steps", done=format_number(done)),
        _(
            "Give the batch_size of the training and all images that it "
            "used; build the model anew before a second fit."
        ),
    )


def find_epoch(logs: dict, loss: float, accuracy: float) -> int:
    """The epoch, from 1, after which the model was as it is now.

    Early stopping may have restored the weights of an earlier one. Refuses
    the history of another training, or of other data.
    """
    known = np.column_stack([logs["val_loss"], logs["val_accuracy"]])
    near = np.isclose(known, [loss, accuracy], rtol=1e-3, atol=2e-4)
    epochs = np.flatnonzero(near.all(axis=1)) + 1
    if len(epochs) == 0:
        received = _(
            "{loss} and {accuracy} on the validation data, which no epoch has",
            loss=format_number(loss, 4),
            accuracy=format_number(accuracy, 4),
        )
        refuse(
            "history",
            _("hold the epoch that the model's weights come from"),
            received,
            _("Give the history of this training, and its validation data."),
        )
    return int(epochs[-1])


def verify_test(test: Any, openings: Any) -> None:
    """Refuse a test result without the note on why the set was opened."""
    if test is not None or openings is not None:
        columns = {"time", "lesson", "reason"}
        table = isinstance(openings, pd.DataFrame) and len(openings) > 0
        if not table or columns != set(openings):
            refuse(
                "openings",
                _("hold when and why the test set was opened"),
                shorten(openings),
                _("Write openings=sealed.openings; see lesson 12."),
            )
    if test is not None:
        verify_labels(test[0], name="test", length=10000)
        if np.ndim(test[1]) == 2:
            verify_probabilities(test[1], 10000)
        else:
            verify_labels(test[1], name="test", length=10000)
