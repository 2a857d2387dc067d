"""Make new training images from old ones.

In: images and labels, an `Augmentation` with the seed's five settings. Out:
changed images; `before_after` sets them beside the originals.
The same settings make Keras's deprecated `ImageDataGenerator` and the layer
`RandomAffine`; the first is what the tests hold the second against.
"""

import operator
from dataclasses import asdict, dataclass
from typing import Any

import keras
import numpy as np
import pandas as pd
from keras import ops

from .affine import FILLS, NEUTRAL, PARAMETERS, affine_matrices, resampler
from .checks import (
    refuse,
    verify_choice,
    verify_images,
    verify_length,
    verify_pair,
    verify_seed,
)
from .language import _

AT_ONCE = 4096  # images; all at once would take several times the memory


@dataclass(frozen=True)
class Augmentation:
    """How far an image may be changed at random, each technique alone.

    Args:
        rotation: largest angle either way, in degrees, 0 to 180.
        shift: largest move either way, as a fraction of the side, 0 to 0.99.
        shear: largest shear angle either way, in degrees, 0 to 89. Mind that
            0.1 is a tenth of a degree: nothing.
        zoom: largest change of size either way, as a fraction, 0 to 0.99.
        fill: what stands in the corners that become empty: "constant"
            (black), "nearest", "reflect" or "wrap".

    Raises:
        ValueError: if a setting is outside its range.

    Example:
        >>> settings = Augmentation(rotation=30, shift=0)
        >>> drawn = settings.draw(100)
        >>> bool(drawn["rotation"].between(-30, 30).all())
        True
    """

    rotation: float = 10
    shift: float = 0.1
    shear: float = 5
    zoom: float = 0.1
    fill: str = "constant"

    def __post_init__(self) -> None:
        angle = _("It is an angle in degrees: {name}=5.")
        fraction = _("It is a fraction of the side: {name}=0.1.")
        for name, largest, remedy in (
            ("rotation", 180, angle),
            ("shear", 89, angle),
            ("shift", 0.99, fraction),
            ("zoom", 0.99, fraction),
        ):
            value = getattr(self, name)
            if not 0 <= value <= largest:  # NaN fails, too
                rule = _("be a number from 0 to {largest}", largest=largest)
                refuse(name, rule, value, remedy.format(name=name))
        verify_choice("fill", self.fill, FILLS)

    def generator(self) -> Any:
        """Return Keras's `ImageDataGenerator` with these settings."""
        from tensorflow.keras.preprocessing.image import ImageDataGenerator

        return ImageDataGenerator(
            rotation_range=self.rotation,
            width_shift_range=float(self.shift),
            height_shift_range=float(self.shift),
            shear_range=self.shear,
            zoom_range=self.zoom,
            fill_mode=self.fill,
            cval=0,
        )

    def layer(self, seed: int | None = None) -> "RandomAffine":
        """Return the Keras layer with these settings."""
        return RandomAffine(**asdict(self), seed=seed)

    def draw(self, number: int, *, seed: int | None = 7) -> pd.DataFrame:
        """Draw the parameters of `number` random changes of 28x28 images.

        Args:
            number, seed: rows wanted; the same seed, the same rows.

        Returns:
            A row for each image: `rotation` and `shear` in degrees,
            `shift_x` and `shift_y` in pixels, `zoom_x` and `zoom_y` as
            factors, all as `ImageDataGenerator` counts them: they say where
            a pixel comes from, so a zoom of 1.1 makes the digit smaller.
        """
        verify_seed(seed)
        uniform = np.random.default_rng(seed).uniform(-1, 1, (number, 6))
        table = uniform * _ranges(self, side=28) + NEUTRAL
        return pd.DataFrame(table, columns=PARAMETERS)


@keras.saving.register_keras_serializable("mnist_helpers")
class RandomAffine(keras.layers.Layer):
    """Rotate, shift, shear and zoom at random, in one resampling.

    Keras's own four random layers resample four times, blurring each time;
    this layer multiplies the four matrices and resamples once, about the
    image's centre, as `ImageDataGenerator` does.

    Args:
        rotation, shift, shear, zoom, fill: as of `Augmentation`.
        seed: makes the changes repeatable, unless `map` is parallel.

    Input shape: (n, side, side, channels), or one image of three axes.
    Output shape: the same; float32. Only with `training=True`, which `fit`
    says, are images changed: not by `predict`, `evaluate`, `model(x)`, nor in
    an exported model. Keras's own random layers change them there, too.

    Source: the matrices are those of `ImageDataGenerator.apply_transform`.

    Example:
        >>> import mnist_helpers as mh
        >>> (x_train, y_train), _test = mh.load_mnist()
        >>> layer = mh.RandomAffine(rotation=10, seed=7)
        >>> layer(x_train[:4, :, :, None], training=True).shape
        TensorShape([4, 28, 28, 1])
    """

    def __init__(
        self,
        rotation: float = 10,
        shift: float = 0.1,
        shear: float = 5,
        zoom: float = 0.1,
        *,
        fill: str = "constant",
        seed: int | None = None,
        **kwargs: Any,
    ) -> None:
        super().__init__(**kwargs)
        self.settings = Augmentation(rotation, shift, shear, zoom, fill)
        verify_seed(seed)
        self.seed = None if seed is None else operator.index(seed)
        self.random = keras.random.SeedGenerator(self.seed)

    def call(self, images: Any, training: bool | None = None) -> Any:
        if not training:
            return images
        if len({*images.shape[-3:-1]}) > 1 or len(images.shape) not in (3, 4):
            rule = _("have shape {shape}", shape="(n, 28, 28, 1)")
            remedy = _("Add a channel axis: add_channel({name}).")
            refuse("images", rule, images.shape, remedy.format(name="images"))
        if len(images.shape) == 3:
            return self.call(images[None], training=True)[0]
        side = images.shape[1]
        drawn = keras.random.uniform(
            (ops.shape(images)[0], 6), -1, 1, seed=self.random
        )
        ranges = _ranges(self.settings, side).astype("float32")
        matrices = affine_matrices(drawn * ranges + NEUTRAL, side)
        return self.resample(ops.cast(images, "float32"), matrices)

    def resample(self, images: Any, matrices: Any) -> Any:
        """Fetch each new pixel from where its matrix, (n, 2, 3), says."""
        _n, side, _width, channels = images.shape
        change = resampler(self.settings.fill, side, channels)
        return change(images, matrices)

    def compute_output_shape(self, input_shape: tuple) -> tuple:
        return input_shape

    def get_config(self) -> dict:
        own = {**asdict(self.settings), "seed": self.seed}
        return super().get_config() | own


def transform_images(
    images: np.ndarray, parameters: pd.DataFrame, *, fill: str = "constant"
) -> np.ndarray:
    """Change each image by its own row of parameters.

    Args:
        images: array of shape (n, 28, 28) or (n, 28, 28, 1).
        parameters: n rows as `Augmentation.draw` returns them; columns that
            are not there change nothing.
        fill: as of `Augmentation`.

    Returns:
        Array of the same shape and dtype.

    Raises:
        ValueError: if a column is unknown, or rows and images differ in
            number, or a cell holds no number.

    Example:
        >>> import mnist_helpers as mh, pandas as pd
        >>> (x_train, y_train), _test = mh.load_mnist()
        >>> left = pd.DataFrame({"shift_x": [3.0]})
        >>> moved = mh.transform_images(x_train[:1], left)
        >>> bool((moved[:, :, :-3] == x_train[:1, :, 3:]).all())
        True
    """
    verify_images(images)
    verify_choice("fill", fill, FILLS)
    verify_length("parameters", parameters, len(images))
    table = np.tile(NEUTRAL, (len(images), 1))
    for column in parameters:
        verify_choice("column", column, PARAMETERS)
        table[:, PARAMETERS.index(column)] = parameters[column]
    fine = np.isfinite(table)
    fine[:, -2:] &= table[:, -2:] > 0  # the zooms
    if not fine.all():
        refuse(
            "parameters",
            _("hold a number in each cell, zooms above 0"),
            _("{number} others", number=(~fine).sum()),
            _("Fill them: parameters.fillna(0), zooms with 1."),
        )
    resample = resampler(fill, side=28, channels=1)
    pixels, changed = images.reshape(-1, 28, 28, 1), np.empty_like(images)
    for start in range(0, len(images), AT_ONCE):
        part = slice(start, start + AT_ONCE)
        matrices = affine_matrices(table[part], 28)
        made = resample(pixels[part].astype("float32"), matrices).numpy()
        if images.dtype.kind != "f":
            made = made.round().clip(0, 255)
        changed[part] = made.reshape(changed[part].shape)
    return changed


def augment_dataset(
    images: np.ndarray,
    labels: np.ndarray,
    augmentation: Augmentation,
    *,
    copies: int = 1,
    seed: int = 7,
) -> tuple[np.ndarray, np.ndarray]:
    """Store changed copies behind the originals.

    Args:
        images: array of shape (n, 28, 28) or (n, 28, 28, 1).
        labels: integer array of shape (n,), digits 0 to 9.
        augmentation: the settings.
        copies: changed copies of each image, at least 1.
        seed: the same seed, the same copies.

    Returns:
        `(images, labels)` of n + n * copies, the originals first, then the
        first copy of each, and so on.

    Example:
        >>> import mnist_helpers as mh
        >>> (x_train, y_train), _test = mh.load_mnist()
        >>> settings = mh.Augmentation(rotation=10)
        >>> images, labels = mh.augment_dataset(
        ...     x_train[:5], y_train[:5], settings, copies=2
        ... )
        >>> images.shape, bool((images[:5] == x_train[:5]).all())
        ((15, 28, 28), True)
    """
    verify_pair(images, labels)
    number = len(images)
    everything = np.concatenate([images] * (copies + 1))
    everything[number:] = transform_images(
        everything[number:],
        augmentation.draw(copies * number, seed=seed),
        fill=augmentation.fill,
    )
    return everything, np.tile(labels, copies + 1)


def _ranges(settings: Augmentation, side: int) -> np.ndarray:
    """Half-widths of the uniform draws, in the order of PARAMETERS."""
    s, shift = settings, settings.shift * side
    return np.array([s.rotation, shift, shift, s.shear, s.zoom, s.zoom])
