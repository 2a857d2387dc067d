"""What the data functions refuse, and how they say so, in both languages.

A row: what is called, the error, the argument it names, and a part of the
message in English and in Indonesian.
"""

import numpy as np
import pandas as pd
import pytest

from mnist_helpers import (
    Augmentation,
    add_channel,
    augment_dataset,
    compare_counts,
    compare_ink,
    count_digits,
    describe_each,
    describe_images,
    ink_per_digit,
    list_closest_pairs,
    load_mnist,
    mean_images,
    pick_per_digit,
    plot_answers_by_angle,
    plot_before_after,
    plot_closest_pairs,
    plot_counts,
    plot_digit,
    plot_digits,
    plot_distances,
    plot_ink_before_after,
    plot_mean_before_after,
    plot_pairs,
    plot_pixel_values,
    plot_pixels,
    plot_speeds,
    scale_pixels,
    set_language,
    split_train_validation,
    transform_images,
)

RANDOM = np.random.default_rng(7)
IMAGES = RANDOM.integers(0, 256, (40, 28, 28), np.uint8)
LABELS = np.tile(np.arange(10, dtype=np.uint8), 4)
SCALED = (IMAGES / 255).astype("float32")
NAN = SCALED.copy()
NAN[0, 0, 0] = np.nan
SETTINGS = Augmentation()
ARRAY = ("be a NumPy array", "berupa array NumPy")
NUMBERS = ("hold uint8 or float", "berisi bilangan uint8 atau float")
BATCH_AXIS = ("Add a batch axis", "Tambahkan sumbu batch")
CHANNEL_AXIS = ("Take the channel away", "Lepaskan kanalnya")
AS_LOADED = ("as load_mnist returns them", "seperti hasil load_mnist")
RANGE = ("hold values from 0 to 1", "berisi nilai dari 0 sampai 1")
ONE_IMAGE = ("hold at least one image", "berisi sedikitnya satu citra")
LENGTH = ("as many as the images", "sebanyak citranya")
DIGITS = ("hold digits, 0 to 9", "berisi digit, 0 sampai 9")
WHOLE = ("hold whole numbers", "berisi bilangan bulat")
ONE_HOT = ("They look one-hot", "one-hot")
ONE_LABEL = ("hold at least one label", "berisi sedikitnya satu label")
UINT8 = ("be uint8, 0 to 255", "bertipe uint8, 0 sampai 255")
ABSENT = ("hold every digit", "memuat setiap digit")
ANGLE = ("an angle in degrees", "sudut dalam derajat")
FRACTION = ("It is a fraction", "Nilainya pecahan")
NUMBER = ("be a whole number", "bilangan bulat")

ROWS = [
    # data
    (lambda: load_mnist("web"), ValueError, "source", ("be", "harus")),
    (lambda: load_mnist(None), ValueError, "source", ("be", "harus")),
    (lambda: scale_pixels([1, 2]), TypeError, "images", ARRAY),
    (lambda: scale_pixels(IMAGES.astype(int)), TypeError, "images", NUMBERS),
    (lambda: scale_pixels(IMAGES > 9), TypeError, "images", NUMBERS),
    (lambda: scale_pixels(IMAGES[0]), ValueError, "images", BATCH_AXIS),
    (lambda: scale_pixels(IMAGES[:, :14]), ValueError, "images", AS_LOADED),
    (lambda: scale_pixels(IMAGES[:0]), ValueError, "images", ONE_IMAGE),
    (lambda: scale_pixels(SCALED), TypeError, "images", UINT8),
    (lambda: scale_pixels(NAN), ValueError, "images", RANGE),
    (lambda: scale_pixels(-SCALED), ValueError, "images", RANGE),
    (
        lambda: scale_pixels(np.minimum(IMAGES, 1)),
        ValueError,
        "images",
        ("reach beyond 1", "di atas 1"),
    ),
    (lambda: add_channel(IMAGES[0]), ValueError, "images", BATCH_AXIS),
    (
        lambda: add_channel(IMAGES[..., None]),
        ValueError,
        "images",
        CHANNEL_AXIS,
    ),
    (lambda: add_channel(list(IMAGES)), TypeError, "images", ARRAY),
    (lambda: add_channel(IMAGES[:0]), ValueError, "images", ONE_IMAGE),
    (
        lambda: split_train_validation(IMAGES, LABELS, validation=0),
        ValueError,
        "validation",
        ("leave at least 10", "sedikitnya 10"),
    ),
    (
        lambda: split_train_validation(IMAGES, LABELS, validation=39),
        ValueError,
        "validation",
        ("leave at least 10", "sedikitnya 10"),
    ),
    (
        lambda: split_train_validation(IMAGES, LABELS, validation=0.1),
        TypeError,
        "validation",
        ("whole number", "bulat"),
    ),
    (
        lambda: split_train_validation(IMAGES, LABELS, validation=True),
        TypeError,
        "validation",
        ("whole number", "bulat"),
    ),
    (
        lambda: split_train_validation(IMAGES, LABELS[:9], validation=10),
        ValueError,
        "labels",
        LENGTH,
    ),
    (
        lambda: split_train_validation(IMAGES, LABELS / 1, validation=10),
        TypeError,
        "labels",
        WHOLE,
    ),
    (
        lambda: split_train_validation(IMAGES[:21], LABELS[:21]),
        ValueError,
        "validation",
        ("leave at least 10", "sedikitnya 10"),
    ),
    (
        lambda: split_train_validation(
            IMAGES[:21], np.repeat([3, 4], [20, 1]), validation=10
        ),
        ValueError,
        "labels",
        ("one image of digit 4", "satu citra digit 4"),
    ),
    (
        lambda: split_train_validation("x", LABELS, validation=10),
        TypeError,
        "images",
        ARRAY,
    ),
    # explore
    (lambda: count_digits(), TypeError, "labels", ("a name", "nama")),
    (lambda: count_digits(train=[1, 2]), TypeError, "train", ARRAY),
    (lambda: count_digits(train=LABELS + 1), ValueError, "train", DIGITS),
    (
        lambda: count_digits(train=LABELS.astype(int) - 1),
        ValueError,
        "train",
        DIGITS,
    ),
    (lambda: count_digits(train=LABELS[:0]), ValueError, "train", ONE_LABEL),
    (lambda: count_digits(train=np.eye(10)), ValueError, "train", ONE_HOT),
    (lambda: count_digits(train=LABELS * 0.5), TypeError, "train", WHOLE),
    (lambda: count_digits(train=IMAGES), ValueError, "train", AS_LOADED),
    (lambda: describe_images(), TypeError, "images", ("a name", "nama")),
    (lambda: describe_images(train=LABELS), ValueError, "train", AS_LOADED),
    (lambda: describe_images(train=NAN), ValueError, "train", RANGE),
    (lambda: describe_images(train=None), TypeError, "train", ARRAY),
    (lambda: describe_each(IMAGES, LABELS[1:]), ValueError, "labels", LENGTH),
    (
        lambda: describe_each(IMAGES[0], LABELS),
        ValueError,
        "images",
        BATCH_AXIS,
    ),
    (lambda: describe_each(NAN, LABELS), ValueError, "images", RANGE),
    (lambda: ink_per_digit(IMAGES, LABELS[1:]), ValueError, "labels", LENGTH),
    (
        lambda: ink_per_digit(IMAGES[0], LABELS),
        ValueError,
        "images",
        BATCH_AXIS,
    ),
    (lambda: ink_per_digit(-SCALED, LABELS), ValueError, "images", RANGE),
    (lambda: ink_per_digit(LABELS, IMAGES), ValueError, "images", AS_LOADED),
    (
        lambda: mean_images(IMAGES[:9], LABELS[:9]),
        ValueError,
        "labels",
        ABSENT,
    ),
    (lambda: mean_images(IMAGES, LABELS + 1), ValueError, "labels", DIGITS),
    (lambda: mean_images(NAN, LABELS), ValueError, "images", RANGE),
    (
        lambda: pick_per_digit(IMAGES[:5], LABELS[:5]),
        ValueError,
        "labels",
        ABSENT,
    ),
    (lambda: pick_per_digit(IMAGES, None), TypeError, "labels", ARRAY),
    (
        lambda: plot_digit(IMAGES),
        ValueError,
        "image",
        ("have shape", "berbentuk"),
    ),
    (
        lambda: plot_digit(LABELS),
        ValueError,
        "image",
        ("Take one image", "Ambil satu citra"),
    ),
    (lambda: plot_digit("7"), ValueError, "image", ("Take", "Ambil")),
    (lambda: plot_digit(NAN[0]), ValueError, "image", RANGE),
    (lambda: plot_digits(IMAGES[0]), ValueError, "images", BATCH_AXIS),
    (
        lambda: plot_digits(IMAGES[:3], LABELS[:2]),
        ValueError,
        "labels",
        LENGTH,
    ),
    (
        lambda: plot_digits(IMAGES[:3], titles=["a"]),
        ValueError,
        "titles",
        ("one title", "satu judul"),
    ),
    (
        lambda: plot_digits(IMAGES[:3], columns=0),
        ValueError,
        "columns",
        ("1 or more", "1 atau lebih"),
    ),
    (
        lambda: plot_counts(LABELS),
        TypeError,
        "counts",
        ("count_digits returns", "hasil count_digits"),
    ),
    (lambda: plot_pixel_values(), TypeError, "images", ("a name", "nama")),
    (lambda: plot_pixel_values(train=NAN), ValueError, "train", RANGE),
    (lambda: plot_pixels(SCALED[0]), TypeError, "image", UINT8),
    (lambda: plot_pixels(IMAGES), ValueError, "image", AS_LOADED),
    # augment
    (lambda: Augmentation(rotation=-1), ValueError, "rotation", ANGLE),
    (lambda: Augmentation(rotation=181), ValueError, "rotation", ANGLE),
    (lambda: Augmentation(rotation="10"), TypeError, "rotation", ANGLE),
    (lambda: Augmentation(rotation=np.nan), ValueError, "rotation", ANGLE),
    (lambda: Augmentation(rotation=True), TypeError, "rotation", ANGLE),
    (lambda: Augmentation(shift=1), ValueError, "shift", FRACTION),
    (lambda: Augmentation(shift=-0.1), ValueError, "shift", FRACTION),
    (lambda: Augmentation(shift=None), TypeError, "shift", FRACTION),
    (lambda: Augmentation(shear=90), ValueError, "shear", ANGLE),
    (lambda: Augmentation(shear=[5]), TypeError, "shear", ANGLE),
    (lambda: Augmentation(zoom=1), ValueError, "zoom", FRACTION),
    (lambda: Augmentation(zoom=-0.5), ValueError, "zoom", FRACTION),
    (lambda: Augmentation(zoom="a lot"), TypeError, "zoom", FRACTION),
    (
        lambda: Augmentation(fill="white"),
        ValueError,
        "fill",
        ("be one of", "salah satu dari"),
    ),
    (
        lambda: transform_images(IMAGES, SETTINGS.draw(3)),
        ValueError,
        "parameters",
        ("a row for each image", "satu baris untuk tiap citra"),
    ),
    (
        lambda: transform_images(IMAGES, pd.DataFrame({"angle": [1.0]})),
        ValueError,
        "parameters",
        ("have columns of", "memiliki kolom"),
    ),
    (
        lambda: transform_images(IMAGES[:1], SETTINGS.draw(1), fill="red"),
        ValueError,
        "fill",
        ("be one of", "salah satu dari"),
    ),
    (
        lambda: transform_images(IMAGES[0], SETTINGS.draw(1)),
        ValueError,
        "images",
        BATCH_AXIS,
    ),
    (
        lambda: augment_dataset(IMAGES, LABELS, SETTINGS, copies=0),
        ValueError,
        "copies",
        NUMBER,
    ),
    (
        lambda: augment_dataset(IMAGES, LABELS, SETTINGS, copies=1.5),
        ValueError,
        "copies",
        NUMBER,
    ),
    (
        lambda: augment_dataset(IMAGES, LABELS[:3], SETTINGS),
        ValueError,
        "labels",
        LENGTH,
    ),
    (
        lambda: plot_before_after(IMAGES[:2], LABELS, SETTINGS),
        ValueError,
        "labels",
        LENGTH,
    ),
    (
        lambda: compare_counts(LABELS, LABELS[:5]),
        ValueError,
        "after",
        ("hold the original", "memuat label asli"),
    ),
    (lambda: compare_counts(LABELS, IMAGES), ValueError, "after", AS_LOADED),
    (lambda: compare_counts([1], LABELS), TypeError, "before", ARRAY),
    (
        lambda: compare_ink(IMAGES, IMAGES, LABELS, LABELS[:4]),
        ValueError,
        "labels",
        LENGTH,
    ),
    (
        lambda: plot_pairs(IMAGES, IMAGES[:5], LABELS),
        ValueError,
        "after",
        ("one copy of each original", "satu salinan dari tiap citra asli"),
    ),
    (
        lambda: plot_pairs(IMAGES[0], IMAGES, LABELS),
        ValueError,
        "before",
        BATCH_AXIS,
    ),
    (
        lambda: plot_mean_before_after(IMAGES, IMAGES, LABELS, LABELS[:9]),
        ValueError,
        "labels",
        LENGTH,
    ),
    (
        lambda: plot_ink_before_after(IMAGES),
        TypeError,
        "table",
        ("compare_ink returns", "hasil compare_ink"),
    ),
    (
        lambda: plot_answers_by_angle([0, 90], np.ones((3, 10))),
        ValueError,
        "probabilities",
        ("a row for each angle", "satu baris untuk tiap sudut"),
    ),
    (
        lambda: plot_speeds({"flow": 0}),
        ValueError,
        "speeds",
        ("above 0", "di atas 0"),
    ),
    (lambda: plot_distances(), TypeError, "distances", ("a name", "nama")),
    (
        lambda: list_closest_pairs(LABELS, LABELS, LABELS[:3]),
        ValueError,
        "labels",
        LENGTH,
    ),
    (
        lambda: plot_closest_pairs(IMAGES, IMAGES[0], None),
        ValueError,
        "training",
        BATCH_AXIS,
    ),
]


@pytest.mark.parametrize("row", range(len(ROWS)))
@pytest.mark.parametrize("place", [0, 1], ids=["en", "id"])
def test_bad_input_is_refused_with_a_remedy(row, place):
    call, error, argument, parts = ROWS[row]
    set_language(["en", "id"][place])
    with pytest.raises(error) as caught:
        call()
    text = str(caught.value)
    assert f"`{argument}`" in text
    assert parts[place] in text
    assert ("must", "harus")[place] in text
    assert ("Received", "Diterima")[place] in text
    assert "{" not in text  # every field was filled in


def test_the_table_is_long_enough():
    assert len(ROWS) >= 60
