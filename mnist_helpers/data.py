"""Load MNIST, check it, split it, scale it, add the channel.

In: the four files of `mnist/`, which come with the package. Out: NumPy
arrays. No network and no TensorFlow.
"""

import gzip
import hashlib
from pathlib import Path

import numpy as np

from .checks import (
    describe_range,
    refuse,
    verify_choice,
    verify_images,
    verify_pair,
    verify_seed,
)
from .language import _, format_number

MNIST_FOLDER = Path(__file__).parent / "mnist"
# Sums of the files as they lie in `mnist/`; its README.md gives those of
# their contents, as published.
SHA256 = {
    "train-images-idx3-ubyte.gz": (
        "0b367032e93c5d0cea0925647cfdb18614af8ee15f83e6f2fc2ad904a6835971"
    ),
    "train-labels-idx1-ubyte.gz": (
        "1787548bbe0bff1ec2ecdc0ef292b02df999e2d1a6002d27500982c652b17203"
    ),
    "t10k-images-idx3-ubyte.gz": (
        "1a1a05eab793c14bb050b398624a11b0ffd1a2953baed553b1b9bd079e2a20be"
    ),
    "t10k-labels-idx1-ubyte.gz": (
        "b91679a0acfe4ba0e50a2437a903084cba1f5f92592b016a25a7dfd00455798b"
    ),
}

Pair = tuple[np.ndarray, np.ndarray]


def load_mnist(source: str = "package") -> tuple[Pair, Pair]:
    """Load the 70,000 handwritten digits of MNIST.

    Args:
        source: "package" reads the files that come with this package, with
            no network; "keras" reads through `keras.datasets.mnist`, which
            downloads them the first time.

    Returns:
        `(x_train, y_train), (x_test, y_test)`:
        images uint8, (60000, 28, 28) and (10000, 28, 28), 0 (paper) to 255
        (ink); labels uint8, (60000,) and (10000,), digits 0 to 9.

    Raises:
        ValueError: if `source` is another word, or if a file is not the one
            that was published (its SHA-256 differs).
        FileNotFoundError: if a file is missing.

    Source: LeCun, Bottou, Bengio and Haffner 1998, "Gradient-based learning
    applied to document recognition", section III.A. Licence of the data:
    CC BY-SA 3.0.

    Example:
        >>> (x_train, y_train), (x_test, y_test) = load_mnist()
        >>> x_train.shape, y_train[:5].tolist()
        ((60000, 28, 28), [5, 0, 4, 1, 9])
    """
    verify_choice("source", source, ("package", "keras"))
    if source == "keras":
        from keras.datasets import mnist

        return mnist.load_data()
    return _read_pair("train"), _read_pair("t10k")


def verify_mnist() -> None:
    """Check the four data files; raise what `load_mnist` raises of them."""
    for name in SHA256:
        _read_verified(name)


def _read_pair(part: str) -> Pair:
    """Images and labels of a part: IDX, a header and one byte a value."""
    pixels = gzip.decompress(_read_verified(f"{part}-images-idx3-ubyte.gz"))
    digits = gzip.decompress(_read_verified(f"{part}-labels-idx1-ubyte.gz"))
    # In a bytearray, since an array on top of bytes can't be written to.
    images = np.frombuffer(bytearray(pixels), np.uint8, offset=16)
    labels = np.frombuffer(bytearray(digits), np.uint8, offset=8)
    return images.reshape(-1, 28, 28), labels


def _read_verified(name: str) -> bytes:
    path = MNIST_FOLDER / name
    content = path.read_bytes() if path.is_file() else b""
    received = hashlib.sha256(content).hexdigest()
    if received == SHA256[name]:
        return content
    error = ValueError if path.is_file() else FileNotFoundError
    raise error(
        _(
            "The data file {name} is missing, cut off or altered ({size} "
            "bytes). Expected SHA-256 {expected}, received {received}. Get "
            "the file again: `git checkout -- mnist_helpers/mnist` in the "
            "course's folder, or install the package anew.",
            name=name,
            size=format_number(len(content)),
            expected=SHA256[name],
            received=received,
        )
    )


def split_train_validation(
    images: np.ndarray,
    labels: np.ndarray,
    *,
    validation: int = 6000,
    seed: int = 7,
) -> tuple[Pair, Pair]:
    """Set validation images aside, as many of each digit as its share.

    Args:
        images: array of shape (n, 28, 28) or (n, 28, 28, 1).
        labels: integer array of shape (n,), digits 0 to 9; of each digit
            that occurs, at least 2.
        validation: number of images to set aside, at least 10 and at most
            n - 10.
        seed: decides which; the same seed, the same split.

    Returns:
        `(x_train, y_train), (x_val, y_val)`, dtypes as given.

    Raises:
        ValueError: if labels and images are not equally many; scikit-learn's
            own if a part would be too small.

    Example:
        >>> images = np.zeros((100, 28, 28), np.uint8)
        >>> labels = np.tile(np.arange(10), 10)
        >>> train, val = split_train_validation(images, labels, validation=20)
        >>> np.bincount(val[1]).tolist()
        [2, 2, 2, 2, 2, 2, 2, 2, 2, 2]
    """
    from sklearn.model_selection import train_test_split

    verify_pair(images, labels)
    verify_seed(seed)
    x_train, x_val, y_train, y_val = train_test_split(
        images,
        labels,
        test_size=validation,
        stratify=labels,
        random_state=seed,
    )
    return (x_train, y_train), (x_val, y_val)


def scale_pixels(images: np.ndarray) -> np.ndarray:
    """Divide by 255, the largest value that a pixel can have.

    Args:
        images: uint8 array of shape (n, 28, 28) or (n, 28, 28, 1), values 0
            to 255.

    Returns:
        float32 array of the same shape, values 0 to 1.

    Raises:
        TypeError: if the images are no longer uint8, 0 to 255: they may have
            been divided before, and dividing twice leaves them nearly black.

    Example:
        >>> images = np.full((1, 28, 28), 255, np.uint8)
        >>> float(scale_pixels(images).mean())
        1.0
    """
    verify_images(images)
    if images.dtype != np.uint8 or images.max() == 1:
        refuse(
            "images",
            _("be uint8, 0 to 255, as load_mnist returns them"),
            describe_range(images),
            _("If they were divided by 255 before, leave them so."),
            error=TypeError,
        )
    return images.astype(np.float32) / 255


def add_channel(images: np.ndarray) -> np.ndarray:
    """Add the channel axis that a CNN expects, as np.expand_dims does.

    Args:
        images: array of shape (n, 28, 28).

    Returns:
        The same values, of shape (n, 28, 28, 1); no copy is made.

    Raises:
        ValueError: if the shape is another, for example with a channel.

    Example:
        >>> add_channel(np.zeros((2, 28, 28))).shape
        (2, 28, 28, 1)
    """
    verify_images(images, ndim=(3,))
    return np.expand_dims(images, axis=-1)


def prepare_mnist(
    *, validation: int = 6000, seed: int = 7
) -> tuple[Pair, Pair]:
    """Lessons 01 to 04 in one call: load, split, scale, add the channel.

    The test set is not among what it returns: `SealedTest` holds that.

    Args:
        validation, seed: as of `split_train_validation`.

    Returns:
        `(x_train, y_train), (x_val, y_val)`: images float32, 0 to 1, of
        shape (54000, 28, 28, 1) and (6000, 28, 28, 1); labels uint8.

    Example:
        >>> (x_train, y_train), (x_val, y_val) = prepare_mnist()
        >>> x_val.shape, float(x_val.max())
        ((6000, 28, 28, 1), 1.0)
    """
    known, _test = load_mnist()
    (x_train, y_train), (x_val, y_val) = split_train_validation(
        *known, validation=validation, seed=seed
    )
    return (
        (add_channel(scale_pixels(x_train)), y_train),
        (add_channel(scale_pixels(x_val)), y_val),
    )
