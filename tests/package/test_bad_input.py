"""What the functions of a lesson refuse, and how.

A row: what is called, the error, the argument it names, and a part of the
message. All else is left to NumPy, pandas, scikit-learn and Keras.
"""

from functools import partial

import numpy as np
import pytest

import mnist_helpers as mh

RANDOM = np.random.default_rng(7)
IMAGES = RANDOM.integers(0, 256, (40, 28, 28), np.uint8)
LABELS = np.tile(np.arange(10, dtype=np.uint8), 4)
SCALED = (IMAGES / 255).astype("float32")
ARRAY = "be a NumPy array"
BATCH_AXIS = "Add a batch axis"
LENGTH = "as many as the images"
DIGITS = "hold digits, 0 to 9"
ONE_HOT = "They look one-hot"
RANGE = "hold values from 0 to 1"
SOFTMAX = "If they are logits: keras.ops.softmax(logits)"
CERTAIN = np.eye(10)[LABELS]

ROWS = [
    # divided twice
    (lambda: mh.scale_pixels(SCALED), TypeError, "images", "divided by 255"),
    (
        lambda: mh.scale_pixels(np.minimum(IMAGES, 1)),
        TypeError,
        "images",
        "Received uint8, 0 to 1",
    ),
    # axes
    (lambda: mh.scale_pixels(IMAGES[0]), ValueError, "images", BATCH_AXIS),
    (
        lambda: mh.add_channel(IMAGES[..., None]),
        ValueError,
        "images",
        "Take the channel away",
    ),
    (lambda: mh.plot_digit(IMAGES), ValueError, "image", "Take one image"),
    (lambda: mh.plot_pixels(SCALED[0]), TypeError, "image", "be uint8, 0 to"),
    (
        lambda: mh.plot_counts(LABELS),
        TypeError,
        "counts",
        "be the table that count_digits returns",
    ),
    # kind and range
    (lambda: mh.add_channel(list(IMAGES)), TypeError, "images", ARRAY),
    (lambda: mh.mean_images(-SCALED, LABELS), ValueError, "images", RANGE),
    (
        lambda: mh.ink_per_digit(SCALED * np.nan, LABELS),
        ValueError,
        "images",
        "nan to nan",
    ),
    # labels
    (lambda: mh.count_digits(train=np.eye(10)), ValueError, "train", ONE_HOT),
    (lambda: mh.count_digits(train=LABELS + 1), ValueError, "train", DIGITS),
    (
        lambda: mh.accuracy_interval(LABELS, CERTAIN.max(axis=1)),
        ValueError,
        "y_pred",
        "Received float64, 1 to 1",
    ),
    # unequal lengths
    (
        lambda: mh.split_train_validation(IMAGES, LABELS[:9], validation=10),
        ValueError,
        "labels",
        LENGTH,
    ),
    (
        lambda: mh.plot_digits(IMAGES[:3], LABELS[:2]),
        ValueError,
        "labels",
        "Received 2 for 3 images",
    ),
    (
        lambda: mh.transform_images(IMAGES, mh.Augmentation().draw(1)),
        ValueError,
        "parameters",
        LENGTH,
    ),
    (
        lambda: mh.plot_confusion(LABELS, LABELS[1:]),
        ValueError,
        "y_pred",
        LENGTH,
    ),
    (
        lambda: mh.list_mistakes(LABELS[:4], CERTAIN),
        ValueError,
        "probabilities",
        "have shape (4, 10)",
    ),
    # logits for probabilities
    *[
        (
            partial(mh.list_mistakes, LABELS, wrong),
            ValueError,
            "probabilities",
            SOFTMAX,
        )
        for wrong in (CERTAIN * 20 - 5, CERTAIN / 2, CERTAIN * np.nan)
    ],
    # digits that are not there
    *[
        (lambda f=f: f(IMAGES[:9], LABELS[:9]), ValueError, "labels", "of 9.")
        for f in (mh.mean_images, mh.pick_per_digit)
    ],
    # names that are none
    (lambda: mh.load_mnist(LABELS), ValueError, "source", "package, keras"),
    (lambda: mh.load_trained(IMAGES), ValueError, "name", "cnn, record"),
    (lambda: mh.Augmentation(fill="white"), ValueError, "fill", "nearest"),
    # True, which is a number
    *[
        (partial(call, seed=True), TypeError, "seed", "Write seed=7")
        for call in (
            mh.prepare_mnist,
            partial(mh.pick_per_digit, IMAGES, LABELS),
            partial(mh.augment_dataset, IMAGES, LABELS, mh.Augmentation()),
            mh.RandomAffine,
        )
    ],
    # degrees and fractions
    (lambda: mh.Augmentation(181), ValueError, "rotation", "angle in degrees"),
    (lambda: mh.Augmentation(shear=90), ValueError, "shear", "in degrees"),
    (lambda: mh.Augmentation(shift=3), ValueError, "shift", "shift=0.1"),
    (lambda: mh.Augmentation(zoom=1), ValueError, "zoom", "a fraction"),
    (lambda: mh.Augmentation(np.nan), ValueError, "rotation", "Received nan"),
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
