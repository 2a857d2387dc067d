"""Put down what a run was, so that its chapter can be printed at any time.

In: the arrays, the settings, the trained model and its history. Out: a
`Run`, numbers and texts alone, that goes to a JSON file and back. Chapter 3
is printed from it and from nothing else: no clock, no chance, no look at the
machine.
"""

import base64
import hashlib
import json
import math
from dataclasses import asdict, dataclass
from datetime import datetime, timezone
from numbers import Real
from pathlib import Path

import keras
import numpy as np
import pandas as pd
from sklearn.metrics import confusion_matrix

from ..augment import (
    AT_ONCE,
    Augmentation,
    augment_dataset,
    transform_images,
)
from ..data import (
    SHA256,
    add_channel,
    load_mnist,
    scale_pixels,
    split_train_validation,
    verify_images,
    verify_labels,
)
from ..evaluate import accuracy_interval
from ..explore import DIGITS, ink_per_digit, pick_per_digit
from ..files import write_whole
from ..language import _, complaint, format_number
from ..machine import ask_machine

SCHEMA = 1
COPIES = 4  # changed copies of each digit that the chapter shows
METRICS = ("loss", "accuracy", "val_loss", "val_accuracy")
# What a manifest of this schema holds, down to the second level.
KEYS = {
    "data": "sha256 train test shape pixels dtype smallest largest ink image",
    "split": "validation train val sha256",
    "input": "shape dtype smallest largest mean",
    "augmentation": "rotation shift shear zoom fill images before after",
    "model": "config compile parameters",
    "training": "batch_size epochs steps history seconds",
    "validation": "interval confusion",
    "machine": (
        "operating_system processor cores memory_gb gpus python libraries"
    ),
}
OTHER_KEYS = ("schema", "made_on", "seed", "test", "openings")

Pair = tuple[np.ndarray, np.ndarray]


@dataclass(frozen=True)
class Run:
    """What `record_run` put down.

    facts: dicts, lists, numbers and texts; images in it are uint8 pixels in
    base64, which `unpack_images` reads.
    """

    facts: dict

    def to_json(self) -> str:
        """Return it as the text of its file."""
        return json.dumps(self.facts, ensure_ascii=False, indent=1) + "\n"

    def save(self, path: str | Path) -> None:
        """Write it to a JSON file, whole or not at all."""
        write_whole(path, self.to_json())

    def __repr__(self) -> str:
        return f"Run({self.facts['made_on']}, seed={self.facts['seed']})"


def record_run(
    *,
    train: Pair,
    validation: Pair,
    augmentation: Augmentation,
    model: keras.Sequential,
    history: keras.callbacks.History,
    batch_size: int,
    seed: int,
    training_seconds: float | None = None,
    test: Pair | None = None,
    openings: pd.DataFrame | None = None,
) -> Run:
    """Put down what a run was: data, settings, model, results, machine.

    Args:
        train, validation: `(images, labels)` as `prepare_mnist` returns
            them: float32 (n, 28, 28, 1), 0 to 1; labels uint8.
        augmentation: what the training images were changed with.
        model: trained and compiled keras.Sequential of Keras's own layers.
        history: what its `fit` returned; loss and accuracy of training and
            validation for each epoch.
        batch_size: images in a batch of the training.
        seed: the one number that split, augmentation and first weights
            were drawn from.
        training_seconds: how long `fit` took.
        test: `(true, predicted)` labels of the 10,000 test images, if the
            test set was opened.
        openings: `SealedTest().openings`, required with `test`.

    Returns:
        The run. Making it takes some seconds: the model answers all
        validation images, and each training image is changed once to
        measure its ink before and after.

    Raises:
        TypeError, ValueError: if an argument breaks these rules, or they do
            not belong together.
    """
    _verify_numbers(batch_size, seed, training_seconds)
    if not isinstance(augmentation, Augmentation):
        refuse("augmentation", _("be an Augmentation"), type(augmentation).__name__, _("Write augmentation=Augmentation(rotation=10), say."), error=TypeError)
    _verify_sets(train, validation)
    _verify_trained(model, history, len(train[0]), batch_size)
    _verify_test(test, openings)
    raw, (_images, test_labels) = load_mnist()
    images = _split_again(raw, train, validation, seed)
    answers = model.predict(validation[0], batch_size=1000, verbose=0)
    facts = {
        "schema": SCHEMA,
        "made_on": datetime.now(timezone.utc).isoformat(timespec="seconds"),
        "seed": int(seed),
        "machine": ask_machine(),
        "data": _describe_data(raw, test_labels),
        "split": {
            "validation": len(validation[1]),
            "train": _count(train[1]),
            "val": _count(validation[1]),
            "sha256": _hash(*train, *validation),
        },
        "input": {
            "shape": list(train[0].shape),
            "dtype": str(train[0].dtype),
            "smallest": float(train[0].min()),
            "largest": float(train[0].max()),
            "mean": float(train[0].mean(dtype=np.float64)),
        },
        "augmentation": _describe_augmentation(
            images, train[1], augmentation, seed
        ),
        "model": {
            "config": model.get_config(),
            "compile": _compile_config(model),
            "parameters": model.count_params(),
        },
        "training": {
            "batch_size": int(batch_size),
            "epochs": len(history.history["loss"]),
            "steps": math.ceil(len(train[0]) / batch_size),
            "history": {
                name: [float(value) for value in history.history[name]]
                for name in METRICS
            },
            "seconds": training_seconds and float(training_seconds),
        },
        "validation": _judge(validation[1], answers.argmax(axis=1)),
        "test": test and _judge(*test),
        "openings": []
        if openings is None
        else openings.astype(str).to_dict("records"),
    }
    # As a file would give it back: lists for tuples, plain numbers.
    text = json.dumps(facts, default=lambda number: number.item())
    return Run(json.loads(text))


def load_run(path: str | Path) -> Run:
    """Read a run that `Run.save` wrote.

    Raises:
        FileNotFoundError: if there is no such file.
        ValueError: if it holds no run, or one of another version.
    """
    path = Path(path)
    remedy = _("Make it again: run lesson 14, or record_run(...).save(path).")
    if not path.is_file():
        raise FileNotFoundError(
            complaint(
                "path", _("be the file of a run"), _("no such file"), remedy
            )
        )
    try:
        facts = json.loads(path.read_text(encoding="utf-8"))
    except ValueError as error:
        received = _("a file that cannot be read: {error}", error=error)
        refuse("path", _("be the file of a run"), received, remedy)
    if not isinstance(facts, dict) or facts.get("schema") != SCHEMA:
        found = facts.get("schema") if isinstance(facts, dict) else None
        refuse("path", _("be the file of a run, version {n}", n=SCHEMA), _("version {n}", n=found), remedy)
    missing = [key for key in OTHER_KEYS if key not in facts]
    for key, parts in KEYS.items():
        held = facts.get(key)
        held = held if isinstance(held, dict) else {}
        missing += [f"{key}.{p}" for p in parts.split() if p not in held]
    if missing:
        refuse("path", _("be the file of a run, whole"), _("one without {names}", names=", ".join(missing)), remedy)
    return Run(facts)


def unpack_images(text: str) -> np.ndarray:
    """Return images of a manifest: uint8, shape (n, 28, 28)."""
    pixels = np.frombuffer(base64.b64decode(text), np.uint8)
    return pixels.reshape(-1, 28, 28)


def _pack_images(images: np.ndarray) -> str:
    return base64.b64encode(images.tobytes()).decode()


def _count(labels: np.ndarray) -> list[int]:
    return np.bincount(labels, minlength=10).tolist()


def _hash(*arrays: np.ndarray) -> str:
    """SHA-256 of what is in each set, and in which order."""
    found = hashlib.sha256()
    for array in arrays:
        found.update(np.ascontiguousarray(array))
    return found.hexdigest()


def _measure(images: np.ndarray, labels: np.ndarray) -> list[list[float]]:
    """Of each digit: ink pixels, brightness, height and width of its box."""
    table = ink_per_digit(images, labels)
    return table.iloc[:, -4:].astype(float).to_numpy().tolist()


def _describe_data(raw: Pair, test_labels: np.ndarray) -> dict:
    images, labels = raw
    return {
        "sha256": dict(SHA256),
        "train": _count(labels),
        "test": _count(test_labels),
        "shape": list(images.shape[1:]),
        "pixels": int(images[0].size),
        "dtype": str(images.dtype),
        "smallest": int(images.min()),
        "largest": int(images.max()),
        "ink": _measure(images, labels),
        "image": {"digit": int(labels[0]), "pixels": _pack_images(images[0])},
    }


def _describe_augmentation(
    images: np.ndarray,
    labels: np.ndarray,
    augmentation: Augmentation,
    seed: int,
) -> dict:
    originals, _digits = pick_per_digit(images, labels)
    shown, _labels = augment_dataset(
        originals, np.arange(10), augmentation, copies=COPIES, seed=seed
    )
    once = transform_images(
        images,
        augmentation.draw(len(images), seed=seed),
        fill=augmentation.fill,
    )
    return asdict(augmentation) | {
        "images": _pack_images(shown),
        "before": _measure(images, labels),
        "after": _measure(once, labels),
    }


def _compile_config(model: keras.Sequential) -> dict:
    """Optimizer, loss and metrics as plain values."""
    config = dict(model.get_compile_config())
    names = ("optimizer", "loss", "metrics", "steps_per_execution")
    return {name: config[name] for name in names}


def _judge(y_true: np.ndarray, y_pred: np.ndarray) -> dict:
    matrix = confusion_matrix(y_true, y_pred, labels=list(DIGITS))
    return {
        "interval": accuracy_interval(y_true, y_pred)._asdict(),
        "confusion": matrix.tolist(),
    }


def _verify_numbers(batch_size, seed, training_seconds) -> None:
    for name, value, least in (
        ("batch_size", batch_size, 1),
        ("seed", seed, 0),
    ):
        whole = isinstance(value, int | np.integer)
        if not whole or isinstance(value, bool) or value < least:
            refuse(name, _("be a whole number, {least} or more", least=least), repr(value), _("Give the one that the run was made with."))
    if training_seconds is not None and not (
        isinstance(training_seconds, Real) and 0 < training_seconds < math.inf
    ):
        refuse("training_seconds", _("be a number of seconds above 0"), repr(training_seconds), _("Leave it out if you did not measure it."))


def _verify_pair(name: str, pair: object) -> None:
    if not isinstance(pair, tuple | list) or len(pair) != 2:
        refuse(name, _("be a pair of arrays"), type(pair).__name__, _("Write {name}=(images, labels).", name=name), error=TypeError)


def _verify_sets(train: Pair, validation: Pair) -> None:
    for name, pair in (("train", train), ("validation", validation)):
        _verify_pair(name, pair)
        verify_images(pair[0], name=name, ndim=(4,))
        verify_labels(pair[1], name=name, length=len(pair[0]))


def _verify_trained(model, history, images: int, batch_size: int) -> None:
    if not isinstance(model, keras.Sequential) or not model.layers:
        refuse("model", _("be a keras.Sequential"), type(model).__name__, _("The chapter lists its layers one after the other."), error=TypeError)
    foreign = [
        layer.name
        for layer in model.layers
        if getattr(keras.layers, type(layer).__name__, None) is not type(layer)
    ]
    if foreign:
        refuse("model", _("hold layers of keras.layers alone"), ", ".join(foreign), _("Augment in the pipeline, not inside the model."))
    if tuple(model.input_shape) != (None, 28, 28, 1) or (
        tuple(model.output_shape) != (None, 10)
    ):
        refuse("model", _("take (n, 28, 28, 1) and give (n, 10)"), f"{model.input_shape}, {model.output_shape}", _("Make one: build_cnn()."))
    logs = getattr(history, "history", None)
    if not isinstance(logs, dict) or not all(logs.get(m) for m in METRICS):
        refuse("history", _("hold {names}", names=", ".join(METRICS)), ", ".join(logs)
                if isinstance(logs, dict)
                else type(history).__name__, _(
                    'Compile with metrics=["accuracy"], fit with '
                    "validation_data, and give what fit returned."
                ))
    if not np.isfinite([logs[name] for name in METRICS]).all():
        refuse("history", _("hold finite numbers"), _("a loss that is none"), _("Train again with a smaller learning rate."))
    _verify_compiled(model)
    steps = math.ceil(images / batch_size) * len(logs["loss"])
    done = int(keras.ops.convert_to_numpy(model.optimizer.iterations))
    if done != steps:
        refuse("history", _(
                    "tell all {steps} steps of the training",
                    steps=format_number(steps)), _("a model after {done} steps", done=format_number(done)), _(
                    "Give the batch_size of the training; build the model "
                    "anew before a second fit."
                ))


def _verify_compiled(model) -> None:
    config = model.get_compile_config() if model.compiled else {}
    kind = (config.get("optimizer") or {}).get("class_name", "")
    loss, metrics = config.get("loss"), config.get("metrics")
    if not hasattr(keras.optimizers, kind) or (
        not isinstance(loss, str | dict) or metrics != ["accuracy"]
    ):
        refuse("model", _("be compiled with an optimizer, a loss and the accuracy"), f"{kind or None}, {loss}, {metrics}", _('Write model.compile("adam", loss, metrics=["accuracy"]).'))


def _verify_test(test, openings) -> None:
    opened = openings is not None and len(openings) > 0
    if (test is not None) > opened:
        refuse("openings", _("tell when and why the test set was opened"), _("a test result without it"), _("Write openings=sealed.openings; see lesson 12."))
    columns = {"time", "lesson", "reason"}
    if openings is not None and not (
        isinstance(openings, pd.DataFrame) and columns == set(openings)
    ):
        refuse("openings", _("be the openings of a SealedTest"), type(openings).__name__, _("Write openings=sealed.openings; see lesson 12."), error=TypeError)
    if test is None:
        return
    _verify_pair("test", test)
    for labels in test:
        verify_labels(labels, name="test", length=10000)


def _split_again(raw: Pair, train: Pair, val: Pair, seed: int) -> np.ndarray:
    """Return the training images as uint8, from the call the chapter names.

    Raises: ValueError if that call does not give these very arrays.
    """
    right = len(train[0]) + len(val[0]) == len(raw[0])
    if right:
        parts = split_train_validation(*raw, validation=len(val[0]), seed=seed)
        right = all(
            np.array_equal(labels, own[1]) and _are_scaled(images, own[0])
            for (images, labels), own in zip(parts, (train, val), strict=True)
        )
    if not right:
        refuse("train", _(
                    "be, with `validation`, what prepare_mnist(validation="
                    "{n}, seed={seed}) returns",
                    n=len(val[0]),
                    seed=seed), _("other images, or in another order"), _("Give the arrays unchanged, and the seed that split them."))
    return parts[0][0]


def _are_scaled(images: np.ndarray, scaled: np.ndarray) -> bool:
    """Compare part by part: all at once takes hundreds of MB."""
    return images.shape == scaled.shape[:3] and all(
        np.array_equal(
            add_channel(scale_pixels(images[start : start + AT_ONCE])),
            scaled[start : start + AT_ONCE],
        )
        for start in range(0, len(images), AT_ONCE)
    )
