"""What the functions of a lesson refuse, and how.

A row: what is called, the error, the argument it names, and a part of the
message.
"""

from functools import partial

import numpy as np
import pandas as pd
import pytest

import mnist_course as mc
import mnist_helpers as mh

RANDOM = np.random.default_rng(7)
IMAGES = RANDOM.integers(0, 256, (40, 28, 28), np.uint8)
LABELS = np.tile(np.arange(10, dtype=np.uint8), 4)
SCALED = (IMAGES / 255).astype("float32")
NAN = SCALED.copy()
NAN[0, 0, 0] = np.nan
ARRAY = "be a NumPy array"
NUMBERS = "hold uint8 or float"
BATCH_AXIS = "Add a batch axis"
CHANNEL_AXIS = "Take the channel away"
AS_LOADED = "as load_mnist returns them"
RANGE = "hold values from 0 to 1"
ONE_IMAGE = "hold at least one image"
LENGTH = "as many as the images"
DIGITS = "hold digits, 0 to 9"
WHOLE = "hold whole numbers"
ONE_HOT = "They look one-hot"
ONE_LABEL = "hold at least one label"
UINT8 = "be uint8, 0 to 255"
ABSENT = "hold every digit"
MISTAKES = mh.list_mistakes(LABELS, np.eye(10)[(LABELS + 1) % 10])

ROWS = [
    # data
    (lambda: mh.load_mnist("web"), ValueError, "source", "package, keras"),
    (lambda: mh.load_mnist(None), ValueError, "source", "package, keras"),
    (lambda: mh.scale_pixels([1, 2]), TypeError, "images", ARRAY),
    (
        lambda: mh.scale_pixels(IMAGES.astype(int)),
        TypeError,
        "images",
        NUMBERS,
    ),
    (lambda: mh.scale_pixels(IMAGES > 9), TypeError, "images", NUMBERS),
    (lambda: mh.scale_pixels(IMAGES[0]), ValueError, "images", BATCH_AXIS),
    (lambda: mh.scale_pixels(IMAGES[:, :14]), ValueError, "images", AS_LOADED),
    (lambda: mh.scale_pixels(IMAGES[:0]), ValueError, "images", ONE_IMAGE),
    (lambda: mh.scale_pixels(SCALED), TypeError, "images", UINT8),
    (lambda: mh.scale_pixels(NAN), ValueError, "images", RANGE),
    (lambda: mh.scale_pixels(-SCALED), ValueError, "images", RANGE),
    (
        lambda: mh.scale_pixels(np.minimum(IMAGES, 1)),
        TypeError,
        "images",
        "Received uint8, 0 to 1",
    ),
    (lambda: mh.add_channel(IMAGES[0]), ValueError, "images", BATCH_AXIS),
    (
        lambda: mh.add_channel(IMAGES[..., None]),
        ValueError,
        "images",
        CHANNEL_AXIS,
    ),
    (lambda: mh.add_channel(list(IMAGES)), TypeError, "images", ARRAY),
    (lambda: mh.add_channel(IMAGES[:0]), ValueError, "images", ONE_IMAGE),
    (
        lambda: mh.split_train_validation(IMAGES, LABELS, validation=0),
        ValueError,
        "validation",
        "10 or more",
    ),
    (
        lambda: mh.split_train_validation(IMAGES, LABELS, validation=39),
        ValueError,
        "validation",
        "leave at least 10",
    ),
    (
        lambda: mh.split_train_validation(IMAGES, LABELS, validation=0.1),
        TypeError,
        "validation",
        "whole number",
    ),
    (
        lambda: mh.split_train_validation(IMAGES, LABELS, validation=True),
        TypeError,
        "validation",
        "whole number",
    ),
    (
        lambda: mh.split_train_validation(IMAGES, LABELS[:9], validation=10),
        ValueError,
        "labels",
        LENGTH,
    ),
    (
        lambda: mh.split_train_validation(IMAGES, LABELS / 1, validation=10),
        TypeError,
        "labels",
        WHOLE,
    ),
    (
        lambda: mh.split_train_validation(IMAGES[:21], LABELS[:21]),
        ValueError,
        "validation",
        "leave at least 10",
    ),
    (
        lambda: mh.split_train_validation(
            IMAGES[:21], np.repeat([3, 4], [20, 1]), validation=10
        ),
        ValueError,
        "labels",
        "one image of digit 4",
    ),
    (
        lambda: mh.split_train_validation("x", LABELS, validation=10),
        TypeError,
        "images",
        ARRAY,
    ),
    # explore
    (lambda: mh.count_digits(), TypeError, "labels", "a name"),
    (lambda: mh.count_digits(train=[1, 2]), TypeError, "train", ARRAY),
    (lambda: mh.count_digits(train=LABELS + 1), ValueError, "train", DIGITS),
    (
        lambda: mh.count_digits(train=LABELS.astype(int) - 1),
        ValueError,
        "train",
        DIGITS,
    ),
    (
        lambda: mh.count_digits(train=LABELS[:0]),
        ValueError,
        "train",
        ONE_LABEL,
    ),
    (lambda: mh.count_digits(train=np.eye(10)), ValueError, "train", ONE_HOT),
    (lambda: mh.count_digits(train=LABELS * 0.5), TypeError, "train", WHOLE),
    (lambda: mh.count_digits(train=IMAGES), ValueError, "train", AS_LOADED),
    (lambda: mh.describe_images(), TypeError, "images", "a name"),
    (lambda: mh.describe_images(train=LABELS), ValueError, "train", AS_LOADED),
    (lambda: mh.describe_images(train=NAN), ValueError, "train", RANGE),
    (lambda: mh.describe_images(train=None), TypeError, "train", ARRAY),
    (
        lambda: mh.describe_each(IMAGES, LABELS[1:]),
        ValueError,
        "labels",
        LENGTH,
    ),
    (
        lambda: mh.describe_each(IMAGES[0], LABELS),
        ValueError,
        "images",
        BATCH_AXIS,
    ),
    (lambda: mh.describe_each(NAN, LABELS), ValueError, "images", RANGE),
    (
        lambda: mh.ink_per_digit(IMAGES, LABELS[1:]),
        ValueError,
        "labels",
        LENGTH,
    ),
    (
        lambda: mh.ink_per_digit(IMAGES[0], LABELS),
        ValueError,
        "images",
        BATCH_AXIS,
    ),
    (lambda: mh.ink_per_digit(-SCALED, LABELS), ValueError, "images", RANGE),
    (
        lambda: mh.ink_per_digit(LABELS, IMAGES),
        ValueError,
        "images",
        AS_LOADED,
    ),
    (
        lambda: mh.mean_images(IMAGES[:9], LABELS[:9]),
        ValueError,
        "labels",
        ABSENT,
    ),
    (lambda: mh.mean_images(IMAGES, LABELS + 1), ValueError, "labels", DIGITS),
    (lambda: mh.mean_images(NAN, LABELS), ValueError, "images", RANGE),
    (
        lambda: mh.pick_per_digit(IMAGES[:5], LABELS[:5]),
        ValueError,
        "labels",
        ABSENT,
    ),
    (lambda: mh.pick_per_digit(IMAGES, None), TypeError, "labels", ARRAY),
    (lambda: mh.plot_digit(IMAGES), ValueError, "image", "have shape"),
    (lambda: mh.plot_digit(LABELS), ValueError, "image", "Take one image"),
    (lambda: mh.plot_digit("7"), ValueError, "image", "Take"),
    (lambda: mh.plot_digit(NAN[0]), ValueError, "image", RANGE),
    (lambda: mh.plot_digits(IMAGES[0]), ValueError, "images", BATCH_AXIS),
    (
        lambda: mh.plot_digits(IMAGES[:3], LABELS[:2]),
        ValueError,
        "labels",
        LENGTH,
    ),
    (
        lambda: mh.plot_digits(IMAGES[:3], titles=["a"]),
        ValueError,
        "titles",
        "one title",
    ),
    (
        lambda: mh.plot_counts(LABELS),
        TypeError,
        "counts",
        "count_digits returns",
    ),
    (
        lambda: mh.plot_counts(pd.DataFrame({"train": [1, 2]})),
        TypeError,
        "counts",
        "count_digits returns",
    ),
    (lambda: mh.plot_pixels(SCALED[0]), TypeError, "image", UINT8),
    (lambda: mh.plot_pixels(IMAGES), ValueError, "image", AS_LOADED),
    # seeds
    *[
        (partial(call, seed), error, "seed", part)
        for call in (
            lambda seed: mh.prepare_mnist(seed=seed),
            lambda seed: mh.split_train_validation(
                IMAGES, LABELS, validation=10, seed=seed
            ),
            lambda seed: mh.pick_per_digit(IMAGES, LABELS, seed=seed),
            lambda seed: mh.augment_dataset(
                IMAGES, LABELS, mh.Augmentation(), seed=seed
            ),
            lambda seed: mh.RandomAffine(seed=seed),
        )
        for seed, error, part in (
            (-1, ValueError, "0 or more"),
            ("7", TypeError, "seed=7"),
            (0.5, TypeError, "seed=7"),
            (2**32, ValueError, "less than 4294967296"),
        )
    ],
    # names that are none
    (lambda: mh.load_mnist(LABELS), ValueError, "source", "package, keras"),
    (lambda: mh.load_trained(IMAGES), ValueError, "name", "cnn"),
    (lambda: mc.quiz(LABELS), ValueError, "name", "imbalance"),
    # augmentation
    *[
        (partial(call, settings), TypeError, "augmentation", "rotation=10")
        for call in (
            lambda settings: mh.augment_dataset(IMAGES, LABELS, settings),
            lambda settings: mh.plot_before_after(IMAGES, LABELS, settings),
        )
        for settings in (None, 10, {"rotation": 10})
    ],
    # training and what comes after it
    (
        lambda: mh.plot_losses({f"run {n}": [1, 0.5] for n in range(5)}),
        ValueError,
        "lines",
        "second plot",
    ),
    (
        lambda: mh.list_mistakes(LABELS, np.eye(10)[LABELS], most=-1),
        ValueError,
        "most",
        "1 or more",
    ),
    (
        lambda: mh.plot_mistakes(IMAGES[:1], MISTAKES),
        ValueError,
        "images",
        "all that were judged",
    ),
    (
        lambda: mc.run_experiment(
            lambda seed: {"x": 1}, {"a": {}}, [1], folder="runs", jobs=0
        ),
        ValueError,
        "jobs",
        "1 or more",
    ),
]


@pytest.mark.parametrize(("call", "error", "argument", "part"), ROWS)
def test_bad_input_is_refused_with_a_remedy(call, error, argument, part):
    with pytest.raises(error) as caught:
        call()
    text = str(caught.value)
    assert text.startswith(f"`{argument}` must ")
    assert part in text
    assert "Received" in text
    assert "{" not in text  # every field was filled in
