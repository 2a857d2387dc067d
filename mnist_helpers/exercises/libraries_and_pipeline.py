"""Checks of lessons 07 and 08: the libraries, the pipeline."""

from collections.abc import Callable, Iterable
from functools import cache
from itertools import islice

import numpy as np

from ..data import prepare_mnist
from ..language import _
from . import judge


def check_package_name(answer: str) -> None:
    """Lesson 07: what to install when there is no module named sklearn."""
    judge(
        answer,
        right=lambda name: _tidy(name) == "scikit-learn",
        hints=[
            (
                lambda name: _tidy(name) == "sklearn",
                _("So it is imported. pip knows it by another name."),
            ),
            (
                lambda name: _tidy(name) in ("scikit", "scikit learn"),
                _("Nearly: the name has two words and a hyphen."),
            ),
            (
                lambda name: _tidy(name) in ("scipy", "scikit-image"),
                _("That is another library. Look for sklearn in the table."),
            ),
        ],
        otherwise=_("The table: imported as sklearn, installed as ...?"),
    )


def _tidy(name: str) -> str:
    return name.lower().replace("_", "-").split("install")[-1].strip()


def check_spread_of_seeds(answer: tuple[float, float]) -> None:
    """Lesson 07: mean and spread of 0.91, 0.93, 0.92, 0.90 and 0.94."""
    judge(
        answer,
        right=lambda pair: _is_near(pair, (0.92, 0.0158)),
        hints=[
            (
                lambda pair: _is_near(pair, (0.92, 0.0141)),
                _(
                    "The mean is right. np.std divides by n: for a sample "
                    "of runs write ddof=1."
                ),
            ),
            (
                lambda pair: _is_near(pair, (0.0158, 0.92)),
                _("The other way round: first the mean."),
            ),
            (
                lambda pair: _is_near(pair, (0.92, 0.04)),
                _(
                    "That spread is largest minus smallest. Asked for is the "
                    "standard deviation."
                ),
            ),
            (
                lambda pair: _is_near(pair, (92, 1.58)),
                _("As shares of 1, please, not in percent."),
            ),
            (
                lambda mean: abs(mean - 0.92) < 0.0005,
                _("That is the mean. How far do the runs lie from it?"),
            ),
            (
                lambda best: best == 0.94 or best[0] == 0.94,
                _("That is the luckiest run. What do all five say?"),
            ),
        ],
        otherwise=_("np.mean of the five, and np.std with ddof=1."),
    )


def _is_near(pair: tuple[float, float], other: tuple[float, float]) -> bool:
    return len(pair) == 2 and all(
        abs(one - two) < 0.0005 for one, two in zip(pair, other, strict=True)
    )


PIPELINE = ["scale", "cache", "shuffle", "batch", "augment", "prefetch"]


def check_pipeline_order(answer: list[str]) -> None:
    """Lesson 08: the order of the stages of a training pipeline."""

    def first(one: str, other: str) -> Callable[[list[str]], bool]:
        return lambda stages: stages.index(one) < stages.index(other)

    judge(
        answer,
        right=lambda stages: list(stages) == PIPELINE,
        hints=[
            (
                lambda stages: sorted(stages) != sorted(PIPELINE),
                _("Use all six words, each once."),
            ),
            (
                first("augment", "cache"),
                _("cache would keep one change of each image for ever."),
            ),
            (
                first("shuffle", "cache"),
                _("cache would keep one order for ever."),
            ),
            (
                first("batch", "shuffle"),
                _("Whole batches would be shuffled, not single images."),
            ),
            (
                first("augment", "batch"),
                _("One image at a time is slow: the layer takes batches."),
            ),
            (
                lambda stages: stages[-1] != "prefetch",
                _("prefetch readies finished batches: it comes last."),
            ),
        ],
        otherwise=_("What is the same in each epoch comes before cache."),
    )


def check_validation_data(answer: Iterable) -> None:
    """Lesson 08: the validation images as a dataset of batches of 500."""
    judge(
        answer,
        right=_is_validation_data,
        hints=[
            (
                lambda arrays: isinstance(arrays, tuple),
                _("Arrays: begin with tf.data.Dataset.from_tensor_slices."),
            ),
            (
                lambda dataset: _image_shape(dataset)[-2:] == (28, 28),
                _("The channel is missing: .map(channel)."),
            ),
            (
                lambda dataset: _image_shape(dataset) == (28, 28, 1),
                _("Single images: .batch(500) is missing."),
            ),
            (
                lambda dataset: len(_walk(dataset, batches=1)[1]) != 500,
                _("The batches must be of 500 images."),
            ),
            (
                lambda dataset: len(_walk(dataset)[1]) != 6000,
                _("There are 6,000 validation images: x_val and y_val."),
            ),
            (
                lambda dataset: _walk(dataset)[0].max() > 1,
                _("The pixels still reach 255: .map(scale)."),
            ),
            (
                lambda dataset: (
                    not np.array_equal(_walk(dataset)[1], _validation()[1])
                ),
                _("Another order than that of y_val: don't shuffle."),
            ),
            (
                lambda dataset: _walk(dataset)[0].max() < 0.5,
                _("Divided by 255 twice: one .map(scale) is enough."),
            ),
        ],
        otherwise=_("The images were changed: no augmentation here."),
    )


def _is_validation_data(dataset: Iterable) -> bool:
    images, labels = _walk(dataset)
    x_val, y_val = _validation()
    return (
        len(_walk(dataset, batches=1)[1]) == 500
        and np.array_equal(labels, y_val)
        and np.allclose(images, x_val, atol=1e-6)
    )


@cache
def _validation() -> tuple[np.ndarray, np.ndarray]:
    return prepare_mnist()[1]


def _image_shape(dataset: Iterable) -> tuple:
    return tuple(dataset.element_spec[0].shape)


def _walk(
    dataset: Iterable, *, batches: int = 13
) -> tuple[np.ndarray, np.ndarray]:
    """Images and labels; 12 batches are right, an endless dataset stops."""
    images, labels = zip(*islice(dataset, batches), strict=True)
    return np.concatenate(images), np.concatenate(labels)
