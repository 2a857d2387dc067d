"""See the data: digits counted, images described, ink measured.

In: the arrays that `data` returns. Out: a DataFrame from each `count_`,
`describe_` and `ink_` function. `pictures` draws them.
"""

import numpy as np
import pandas as pd

from .checks import (
    refuse,
    verify_images,
    verify_labels,
    verify_pair,
    verify_seed,
)
from .language import _

DIGITS = range(10)


def count_digits(**labels: np.ndarray) -> pd.DataFrame:
    """Count the images of each digit, in one or more sets.

    Args:
        **labels: integer arrays of shape (n,), digits 0 to 9, each under
            the name of its set: `count_digits(train=y_train, test=y_test)`.

    Returns:
        A row for each digit and a row of totals; for each set a column of
        counts, named as the set, and one of shares, in percent.

    Raises:
        ValueError: if a set holds no digits, or one-hot labels.

    Example:
        >>> table = count_digits(few=np.array([3, 3, 9]))
        >>> table.loc[3].tolist(), table.loc["total"].tolist()
        ([2.0, 66.67], [3.0, 100.0])
    """
    table = pd.DataFrame(index=pd.Index([*DIGITS, "total"], name="digit"))
    for name, values in labels.items():
        verify_labels(values, name=name)
        counts = np.bincount(values, minlength=10)
        table[name] = [*counts, counts.sum()]
        table[f"{name} %"] = (100 * table[name] / len(values)).round(2)
    return table


def describe_images(**images: np.ndarray) -> pd.DataFrame:
    """Say of each array of images: shape, pixels, dtype, range and size.

    Args:
        **images: arrays of shape (n, 28, 28) or (n, 28, 28, 1), each under
            the name of its set.

    Returns:
        A row for each array: shape, number of images, pixels of one image,
        dtype, smallest, largest and mean value, size in MB (10**6 bytes).

    Raises:
        ValueError: if the shape is another.

    Example:
        >>> table = describe_images(two=np.zeros((2, 28, 28), np.uint8))
        >>> table.loc["two", ["images", "pixels per image"]].tolist()
        [2, 784]
    """
    rows = {}
    for name, values in images.items():
        verify_images(values, name=name)
        rows[name] = {
            "shape": str(values.shape),
            "images": len(values),
            "pixels per image": values[0].size,
            "dtype": str(values.dtype),
            "smallest": values.min(),
            "largest": values.max(),
            "mean": values.mean(dtype=np.float64),
            "MB": round(values.nbytes / 1e6, 1),
        }
    return pd.DataFrame.from_dict(rows, orient="index")


def ink_per_digit(images: np.ndarray, labels: np.ndarray) -> pd.DataFrame:
    """Measure the ink of each digit: pixels, brightness and box.

    Args:
        images: uint8 or float array of shape (n, 28, 28) or
            (n, 28, 28, 1); every pixel above 0 is ink.
        labels: integer array of shape (n,), digits 0 to 9.

    Returns:
        A row for each digit: number of images, shape and pixels of one
        image; means over its images of: pixels with ink, brightness (in the
        images' own units), height and width in pixels of the box round the
        ink. A digit without images has NaN there.

    Example:
        >>> images, labels = np.zeros((10, 28, 28), np.uint8), np.arange(10)
        >>> images[3, 4:24, 13:16] = 255
        >>> ink_per_digit(images, labels).loc[3, "ink pixels":].tolist()
        [60.0, 19.52, 20.0, 3.0]
    """
    verify_pair(images, labels)
    table = pd.DataFrame(
        {
            "images": np.bincount(labels, minlength=10),
            "shape": "(28, 28)",
            "pixels per image": images[0].size,
        },
        index=pd.Index(DIGITS, name="digit"),
    )
    return table.join(measure_ink(images).groupby(labels).mean().round(2))


def describe_each(images: np.ndarray, labels: np.ndarray) -> pd.DataFrame:
    """Say of each image by itself: shape, pixels, range, ink and box.

    Args:
        images: uint8 or float array of shape (n, 28, 28) or
            (n, 28, 28, 1); every pixel above 0 is ink.
        labels: integer array of shape (n,), digits 0 to 9.

    Returns:
        A row for each image, under its digit: shape, pixels, dtype,
        smallest and largest value, and what `ink_per_digit` measures.

    Example:
        >>> images, labels = np.eye(28)[None], np.array([7])
        >>> describe_each(images, labels)["ink pixels"].to_dict()
        {7: 28}
    """
    verify_pair(images, labels)
    facts = {
        "shape": str(images.shape[1:]),
        "pixels per image": images[0].size,
        "dtype": str(images.dtype),
        "smallest": images.min(axis=(1, 2)).ravel(),
        "largest": images.max(axis=(1, 2)).ravel(),
    }
    table = pd.DataFrame(facts).join(measure_ink(images).round(2))
    return table.set_axis(pd.Index(labels, name="digit"))


def measure_ink(images: np.ndarray) -> pd.DataFrame:
    """Ink, brightness and box of each image, a row for each."""
    stack = images.reshape(-1, 28, 28)
    ink = stack > 0
    table = pd.DataFrame(
        {
            "ink pixels": ink.sum(axis=(1, 2)),
            "brightness": stack.mean(axis=(1, 2), dtype=np.float64),
        }
    )
    for name, across in (("box height", 2), ("box width", 1)):
        has_ink: np.ndarray = np.any(ink, axis=across)
        first = has_ink.argmax(axis=1)
        last = 28 - has_ink[:, ::-1].argmax(axis=1)
        table[name] = np.where(has_ink.any(axis=1), last - first, 0)
    return table


def mean_images(images: np.ndarray, labels: np.ndarray) -> np.ndarray:
    """Average all images of each digit.

    Args:
        images: array of shape (n, 28, 28) or (n, 28, 28, 1).
        labels: integer array of shape (n,), digits 0 to 9, each there.

    Returns:
        float64 array of shape (10, 28, 28), in the images' own units.

    Example:
        >>> images, labels = np.zeros((20, 28, 28)), np.arange(20) % 10
        >>> images[10:] = 1
        >>> float(mean_images(images, labels).max())
        0.5
    """
    verify_pair(images, labels)
    _require_every_digit(labels)
    stack = images.reshape(-1, 28, 28)
    return np.stack(
        [stack[labels == d].mean(axis=0, dtype=np.float64) for d in DIGITS]
    )


def pick_per_digit(
    images: np.ndarray, labels: np.ndarray, *, seed: int | None = None
) -> tuple[np.ndarray, np.ndarray]:
    """Pick one image of each digit.

    Args:
        images: array of shape (n, 28, 28) or (n, 28, 28, 1).
        labels: integer array of shape (n,), digits 0 to 9, each there.
        seed: which one; None picks the first of each.

    Returns:
        `(images, labels)`: 10 images, and the labels 0 to 9.

    Example:
        >>> images, labels = np.zeros((20, 28, 28)), np.arange(20) % 10
        >>> pick_per_digit(images, labels)[1].tolist()
        [0, 1, 2, 3, 4, 5, 6, 7, 8, 9]
    """
    verify_pair(images, labels)
    _require_every_digit(labels)
    verify_seed(seed)
    random = np.random.default_rng(seed)
    places = [np.flatnonzero(labels == d) for d in DIGITS]
    picks = [p[0] if seed is None else random.choice(p) for p in places]
    return images[picks], labels[picks]


def _require_every_digit(labels: np.ndarray) -> None:
    absent = sorted(set(DIGITS) - set(labels.tolist()))
    if absent:
        refuse(
            "labels",
            _("hold every digit, 0 to 9"),
            _("none of {digits}", digits=str(absent)[1:-1]),
            _("Give more images, or images in another order."),
        )
