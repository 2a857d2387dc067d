"""Store what a run was, so that its chapter can be written at any time.

In: the arrays, the settings, the trained model and its history. Out: a
`Run`, from which alone chapter 3 is written: no clock, no chance, no look at
the machine.
"""

import hashlib
import json
from dataclasses import asdict
from datetime import datetime, timezone
from typing import Any

import keras
import numpy as np
import pandas as pd
from sklearn.metrics import confusion_matrix

from mnist_helpers.augment import (
    Augmentation,
    augment_dataset,
    transform_images,
)
from mnist_helpers.checks import refuse, verify_table, verify_whole
from mnist_helpers.data import (
    SHA256,
    add_channel,
    load_mnist,
    scale_pixels,
    split_train_validation,
)
from mnist_helpers.evaluate import accuracy_interval, list_mistakes
from mnist_helpers.explore import DIGITS, ink_per_digit, pick_per_digit
from mnist_helpers.language import _

from ..experiments.compare import compare_arms
from ..machine import ask_machine
from .run import SCHEMA, Run, pack_images, takes_one_hot
from .run_checks import (
    METRICS,
    Pair,
    count_steps,
    find_epoch,
    read_augmentation,
    verify_history,
    verify_model,
    verify_set,
    verify_test,
)

MISTAKES = 12  # of the test images, that the draft of chapter 4 shows
COPIES = 4  # changed copies of each digit that the chapter shows
COMPILED = ("optimizer", "loss", "metrics", "steps_per_execution")
# Of each digit's ink, in this order; means over its images.
INK = ["ink pixels", "brightness", "box height", "box width"]


def record_run(
    *,
    train: Pair,
    validation: Pair,
    augmentation: Any,
    model: keras.Sequential,
    history: keras.callbacks.History,
    batch_size: int,
    seed: int,
    training_seconds: float | None = None,
    test: Pair | None = None,
    openings: pd.DataFrame | None = None,
    experiment: pd.DataFrame | None = None,
) -> Run:
    """Store what a run was: data, settings, model, results, machine.

    Args:
        train: `(images, labels)` that the model was trained with, as
            `prepare_mnist` returns them or the first n of those: float32
            (n, 28, 28, 1), 0 to 1; digits uint8, also for one-hot losses.
        validation: likewise, all that `prepare_mnist` returns.
        augmentation: what the training images were changed with: an
            `Augmentation` or its layer, a Keras `ImageDataGenerator` that
            made the batches with `flow()`, or None.
        model: trained, compiled keras.Sequential; layers and loss Keras's.
        history: what its `fit` returned; loss and accuracy of training and
            validation for each epoch.
        batch_size: images in a batch of the training.
        seed: the one number that split, augmentation and first weights
            were drawn from.
        training_seconds: how long `fit` took.
        test: true labels of the 10,000 test images and the answers,
            as labels or as probabilities (10000, 10), if the test set was
            opened. Of probabilities the most certain mistakes are kept.
        openings: `SealedTest().openings`, required with `test`.
        experiment: what `run_experiment` returned, its first arm the
            baseline, with a column "accuracy" or "val_accuracy"; at least
            five seeds.

    Returns:
        The run. Making it takes some seconds: the model answers all
        validation images, and each training image is changed once to
        measure its ink before and after.

    Raises:
        TypeError, ValueError: if an argument breaks these rules, or they do
            not belong together.
    """
    verify_whole("batch_size", batch_size, least=1, example="batch_size=128")
    verify_whole("seed", seed, least=0, example="seed=7")
    augmented_by, settings = read_augmentation(augmentation)
    verify_set("train", train)
    verify_set("validation", validation)
    verify_model(model)
    verify_history(history)
    logs = history.history
    steps = count_steps(model, len(train[0]), batch_size, len(logs["loss"]))
    verify_test(test, openings)
    raw, (_images, test_labels) = load_mnist()
    images = _split_again(raw, train, validation, seed)
    answers = model.predict(validation[0], batch_size=1000, verbose=0)
    targets = validation[1]
    compiled = model.get_compile_config()
    if takes_one_hot(compiled["loss"]):
        targets = keras.utils.to_categorical(targets, 10)
    judged = model.evaluate(validation[0], targets, batch_size=1000, verbose=0)
    epoch = find_epoch(logs, *judged[:2])
    notes = pd.DataFrame() if openings is None else openings
    facts = {
        "schema": SCHEMA,
        "made_on": datetime.now(timezone.utc).isoformat(timespec="seconds"),
        "seed": seed,
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
            "smallest": train[0].min(),
            "largest": train[0].max(),
            "mean": train[0].mean(dtype=np.float64),
        },
        "augmentation": settings
        and _describe_augmentation(images, train[1], settings, seed)
        | {"by": augmented_by},
        "model": {
            "config": model.get_config(),
            "compile": {name: compiled[name] for name in COMPILED},
            "parameters": model.count_params(),
        },
        "training": {
            "batch_size": batch_size,
            "epochs": len(logs["loss"]),
            "epoch_of_weights": epoch,
            "steps": steps,
            "rates": logs.get("learning_rate", []),
            "history": {name: logs[name] for name in METRICS},
            "seconds": training_seconds,
        },
        "validation": _judge(validation[1], answers.argmax(axis=1)),
        "test": test and _judge_test(*test),
        "experiment": _describe_experiment(experiment),
        "openings": notes.astype(str).to_dict("records"),
    }
    # As a file would give it back: lists for tuples, plain numbers.
    text = json.dumps(facts, default=lambda number: number.item())
    return Run(json.loads(text))


def _count(labels: np.ndarray) -> list[int]:
    return np.bincount(labels, minlength=10).tolist()


def _hash(*arrays: np.ndarray) -> str:
    """SHA-256 of what is in each set, and in which order."""
    total = hashlib.sha256()
    for array in arrays:
        total.update(np.ascontiguousarray(array).data)
    return total.hexdigest()


def _measure(images: np.ndarray, labels: np.ndarray) -> list[list[float]]:
    return ink_per_digit(images, labels)[INK].to_numpy(float).tolist()


def _describe_data(raw: Pair, test_labels: np.ndarray) -> dict:
    images, labels = raw
    return {
        "sha256": dict(SHA256),
        "train": _count(labels),
        "test": _count(test_labels),
        "shape": list(images.shape[1:]),
        "pixels": images[0].size,
        "dtype": str(images.dtype),
        "smallest": images.min(),
        "largest": images.max(),
        "ink": _measure(images, labels),
        "image": {"digit": labels[0], "pixels": pack_images(images[0])},
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
        "images": pack_images(shown),
        "before": _measure(images, labels),
        "after": _measure(once, labels),
    }


def _judge(y_true: np.ndarray, y_pred: np.ndarray) -> dict[str, Any]:
    matrix = confusion_matrix(y_true, y_pred, labels=list(DIGITS))
    return {
        "interval": accuracy_interval(y_true, y_pred)._asdict(),
        "confusion": matrix.tolist(),
    }


def _judge_test(y_true: np.ndarray, answers: np.ndarray) -> dict[str, Any]:
    """The result on the test images, and the most certain mistakes."""
    if answers.ndim == 1:
        return _judge(y_true, answers)
    mistakes = list_mistakes(y_true, answers, most=MISTAKES)
    images = load_mnist()[1][0][mistakes["image"]]
    return _judge(y_true, answers.argmax(axis=1)) | {
        "mistakes": mistakes.to_dict("records"),
        "images": pack_images(images),
    }


def _describe_experiment(results: pd.DataFrame | None) -> dict | None:
    """Each arm beside the first one, seed by seed."""
    if results is None:
        return None
    verify_table(
        "experiment", results, ("arm", "seed"), made_by="run_experiment"
    )
    metric = "accuracy" if "accuracy" in results else "val_accuracy"
    baseline = results["arm"].iloc[0]
    compared = compare_arms(results, baseline=baseline, metric=metric)
    # No number where the baseline has no difference: JSON knows no NaN.
    table = compared.astype(object).where(compared.notna(), None)
    arms = table.rename_axis("arm").reset_index().to_dict("records")
    return {"metric": metric, "baseline": baseline, "arms": arms}


def _split_again(raw: Pair, train: Pair, val: Pair, seed: int) -> np.ndarray:
    """Return the images of `train` as uint8, split as the chapter's code does.

    Raises:
        ValueError: if that split does not give these very arrays.
    """
    (images, labels), (val_images, val_labels) = split_train_validation(
        *raw, validation=len(val[0]), seed=seed
    )
    images = images[: len(train[0])]
    same = (
        np.array_equal(labels[: len(train[0])], train[1])
        and np.array_equal(val_labels, val[1])
        and np.array_equal(add_channel(scale_pixels(images)), train[0])
        and np.array_equal(add_channel(scale_pixels(val_images)), val[0])
    )
    if not same:
        refuse(
            "train",
            _(
                "be, with `validation`, what prepare_mnist(validation={n}, "
                "seed={seed}) returns, or its first images",
                n=len(val[0]),
                seed=seed,
            ),
            _("other images, or in another order"),
            _("Give the arrays unchanged, and the seed that split them."),
        )
    return images
