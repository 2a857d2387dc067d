"""Load MNIST, check it, split it, scale it, add the channel.

In: the four files of `mnist/`, which come with the package. Out: NumPy
arrays. No network and no TensorFlow.
"""

import gzip
import hashlib
from pathlib import Path

import numpy as np

from .checks import refuse, verify_images, verify_pair
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
    """
    if source == "keras":
        from keras.datasets import mnist

        return mnist.load_data()
    if source != "package":
        refuse(
            "source",
            _('be "package" or "keras"'),
            repr(source),
            _("Leave it out to read the files of the package."),
        )
    return (
        (
            _read_idx("train-images-idx3-ubyte.gz", header=16, side=28),
            _read_idx("train-labels-idx1-ubyte.gz", header=8),
        ),
        (
            _read_idx("t10k-images-idx3-ubyte.gz", header=16, side=28),
            _read_idx("t10k-labels-idx1-ubyte.gz", header=8),
        ),
    )


def verify_mnist() -> None:
    """Check the four data files without keeping them.

    Raises:
        ValueError or FileNotFoundError: as `load_mnist` does.
    """
    for name in SHA256:
        _read_verified(name)


def _read_verified(name: str) -> bytes:
    path = MNIST_FOLDER / name
    content = path.read_bytes() if path.is_file() else None
    found = content and hashlib.sha256(content).hexdigest()
    if content is not None and found == SHA256[name]:
        return content
    remedy = _(
        "Get the file again: `git checkout -- mnist_helpers/mnist` in the "
        "course's folder, or install the package anew."
    )
    if content is None:
        raise FileNotFoundError(
            _(
                "The data file {name} is missing. Expected SHA-256 "
                "{expected}, found no file. {remedy}",
                name=name,
                expected=SHA256[name],
                remedy=remedy,
            )
        )
    raise ValueError(
        _(
            "The data file {name} is cut off or altered ({size} bytes). "
            "Expected SHA-256 {expected}, found {found}. {remedy}",
            name=name,
            size=format_number(len(content)),
            expected=SHA256[name],
            found=hashlib.sha256(content).hexdigest(),
            remedy=remedy,
        )
    )


def _read_idx(name: str, *, header: int, side: int | None = None):
    """Read an IDX file: a header of known length, then one byte a value."""
    content = gzip.decompress(_read_verified(name))
    values = np.frombuffer(content, np.uint8, offset=header)
    # A copy, since an array on top of bytes can't be written to.
    return values.reshape((-1, side, side) if side else -1).copy()


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
        TypeError, ValueError: if an argument breaks these rules.
    """
    from sklearn.model_selection import train_test_split

    verify_pair(images, labels)
    if isinstance(validation, bool) or not isinstance(
        validation, int | np.integer
    ):
        refuse(
            "validation",
            _("be a whole number of images"),
            repr(validation),
            _("Write validation=6000, say."),
            error=TypeError,
        )
    if not 10 <= validation <= len(images) - 10:
        refuse(
            "validation",
            _(
                "leave at least 10 images on each side of {total}",
                total=format_number(len(images)),
            ),
            validation,
            _("Write validation=6000, say."),
        )
    occurring, counts = np.unique(labels, return_counts=True)
    if counts.min() < 2:
        refuse(
            "labels",
            _("hold at least 2 of each digit, one for each part"),
            _("one image of digit {digit}", digit=occurring[counts.argmin()]),
            _("Give more images, or leave that digit out."),
        )
    x_train, x_val, y_train, y_val = train_test_split(
        images,
        labels,
        test_size=int(validation),
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
        TypeError: if the images are no longer uint8: they may have been
            divided before, and dividing twice leaves nearly black images.
    """
    verify_images(images)
    if images.dtype != np.uint8:
        refuse(
            "images",
            _("be uint8, 0 to 255, as load_mnist returns them"),
            _(
                "{dtype}, {low} to {high}",
                dtype=images.dtype,
                low=format_number(images.min()),
                high=format_number(images.max()),
            ),
            _("If they were divided by 255 before, leave them so."),
            error=TypeError,
        )
    if images.max() == 1:
        refuse(
            "images",
            _("reach beyond 1, since ink is 255"),
            _("uint8, 0 to 1"),
            _("They seem to be scaled and rounded: load them again."),
        )
    return images.astype(np.float32) / 255


def add_channel(images: np.ndarray) -> np.ndarray:
    """Add the channel axis that a CNN expects, as np.expand_dims does.

    Args:
        images: array of shape (n, 28, 28).

    Returns:
        The same values, of shape (n, 28, 28, 1); no copy is made.

    Raises:
        ValueError: if the shape is another, a channel already there say.
    """
    verify_images(images, ndim=(3,))
    return np.expand_dims(images, axis=-1)


def prepare_mnist(
    *, validation: int = 6000, seed: int = 7
) -> tuple[Pair, Pair]:
    """Lessons 01 to 04 in one call: load, split, scale, add the channel.

    The test set is not among what it returns: `SealedTest` holds that.

    Args:
        validation: number of the 60,000 images to set aside.
        seed: decides which.

    Returns:
        `(x_train, y_train), (x_val, y_val)`: images float32, 0 to 1, of
        shape (54000, 28, 28, 1) and (6000, 28, 28, 1); labels uint8.
    """
    (images, labels), _test = load_mnist()
    (x_train, y_train), (x_val, y_val) = split_train_validation(
        images, labels, validation=validation, seed=seed
    )
    return (
        (add_channel(scale_pixels(x_train)), y_train),
        (add_channel(scale_pixels(x_val)), y_val),
    )
