"""Make new training images from old ones, and compare them.

In: images and labels, an `Augmentation` with the seed's five settings. Out:
changed images, and plots and tables that set them beside the originals.
The same settings make Keras's deprecated `ImageDataGenerator` and the layer
`RandomAffine`; the first is what the tests hold the second against.
"""

from dataclasses import dataclass

import keras
import matplotlib.pyplot as plt
import numpy as np
import pandas as pd
from keras import ops
from matplotlib.figure import Figure

from .data import verify_images, verify_labels
from .explore import DIGITS, _show, ink_per_digit, set_caption
from .language import _, complaint, format_number

PARAMETERS = ("rotation", "shift_x", "shift_y", "shear", "zoom_x", "zoom_y")
FILLS = ("constant", "nearest", "reflect", "wrap")


@dataclass(frozen=True)
class Augmentation:
    """How far an image may be changed at random, each technique alone.

    Args:
        rotation: largest angle either way, in degrees, 0 to 180.
        shift: largest move either way, as a fraction of the side, 0 up to
            but not including 1.
        shear: largest shear angle either way, in degrees, 0 up to but not
            including 90. Mind that 0.1 is a tenth of a degree: nothing.
        zoom: largest change of size either way, as a fraction, 0 up to but
            not including 1.
        fill: what stands in the corners that become empty: "constant"
            (black), "nearest", "reflect" or "wrap".

    Raises:
        TypeError, ValueError: if a setting breaks these rules.
    """

    rotation: float = 10
    shift: float = 0.1
    shear: float = 5
    zoom: float = 0.1
    fill: str = "constant"

    def __post_init__(self) -> None:
        _verify_setting("rotation", self.rotation, 180, closed=True)
        _verify_setting("shift", self.shift, 1)
        _verify_setting("shear", self.shear, 90)
        _verify_setting("zoom", self.zoom, 1)
        _verify_fill(self.fill)

    def generator(self):
        """Return the `ImageDataGenerator` with these settings."""
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
        return RandomAffine(
            self.rotation,
            self.shift,
            self.shear,
            self.zoom,
            fill=self.fill,
            seed=seed,
        )

    def draw(self, number: int, *, seed: int | None = 7) -> pd.DataFrame:
        """Draw the parameters of `number` random changes of 28x28 images.

        Args:
            number: rows wanted.
            seed: the same seed, the same rows.

        Returns:
            A row for each image: `rotation` and `shear` in degrees,
            `shift_x` and `shift_y` in pixels, `zoom_x` and `zoom_y` as
            factors, all as `ImageDataGenerator` counts them: they say where
            a pixel comes from, so a zoom of 1.1 makes the digit smaller.
        """
        uniform = np.random.default_rng(seed).uniform(-1, 1, (number, 6))
        table = uniform * _ranges(self, side=28) + [0, 0, 0, 0, 1, 1]
        return pd.DataFrame(table, columns=PARAMETERS)


@keras.saving.register_keras_serializable("mnist_helpers")
class RandomAffine(keras.layers.Layer):
    """Rotate, shift, shear and zoom at random, in one resampling.

    Keras's own four random layers resample four times, blurring each time;
    this layer multiplies the four matrices and resamples once, about the
    image's centre, as `ImageDataGenerator` does.

    Args:
        rotation, shift, shear, zoom, fill: as of `Augmentation`.
        seed: makes the changes repeatable.

    Input shape: (n, height, width, channels), or one image of three axes.
    Output shape: the same; float32. With `training=False`, as in `predict`
    and `evaluate`, the images pass unchanged.

    Source: the matrices are those of `ImageDataGenerator.apply_transform`.
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
        **kwargs,
    ) -> None:
        super().__init__(**kwargs)
        self.settings = Augmentation(rotation, shift, shear, zoom, fill)
        self.seed = seed
        self.random = keras.random.SeedGenerator(seed)

    def call(self, images, training: bool = True):
        if not training:
            return images
        if len(images.shape) == 3:
            return self.call(images[None])[0]
        side = images.shape[1]
        if side is None or images.shape[2] != side:
            raise ValueError(
                complaint(
                    "images",
                    _("have shape (n, side, side, channels)"),
                    tuple(images.shape),
                    _("Give square images of known size."),
                )
            )
        drawn = keras.random.uniform(
            (ops.shape(images)[0], 6), -1, 1, seed=self.random
        )
        ranges = _ranges(self.settings, side).astype("float32")
        middle = np.array([0, 0, 0, 0, 1, 1], "float32")
        return ops.image.affine_transform(
            images,
            _affine_rows(drawn * ranges + middle, side),
            fill_mode=self.settings.fill,
            fill_value=0,
        )

    def compute_output_shape(self, input_shape):
        return input_shape

    def get_config(self) -> dict:
        s = self.settings
        return super().get_config() | {
            "rotation": s.rotation,
            "shift": s.shift,
            "shear": s.shear,
            "zoom": s.zoom,
            "fill": s.fill,
            "seed": self.seed,
        }


def transform_images(
    images: np.ndarray,
    parameters: pd.DataFrame,
    *,
    fill: str = "constant",
) -> np.ndarray:
    """Change each image by its own row of parameters.

    Args:
        images: array of shape (n, 28, 28) or (n, 28, 28, 1).
        parameters: n rows as `Augmentation.draw` returns them; columns that
            are not there change nothing.
        fill: as of `Augmentation`.

    Returns:
        Array of the same shape and dtype.
    """
    verify_images(images)
    _verify_fill(fill)
    unknown = set(parameters) - set(PARAMETERS)
    if unknown:
        raise ValueError(
            complaint(
                "parameters",
                _("have columns of {names}", names=", ".join(PARAMETERS)),
                ", ".join(sorted(unknown)),
                _("Make it with Augmentation().draw(len(images))."),
            )
        )
    if len(parameters) != len(images):
        raise ValueError(
            complaint(
                "parameters",
                _("have a row for each image"),
                _(
                    "{rows} rows for {images} images",
                    rows=len(parameters),
                    images=len(images),
                ),
                _("Make it with Augmentation().draw(len(images))."),
            )
        )
    table = np.tile(np.float32([0, 0, 0, 0, 1, 1]), (len(images), 1))
    for column in parameters:
        table[:, PARAMETERS.index(column)] = parameters[column]
    changed = ops.convert_to_numpy(
        ops.image.affine_transform(
            images.reshape(-1, 28, 28, 1).astype("float32"),
            _affine_rows(table, 28),
            fill_mode=fill,
            fill_value=0,
        )
    ).reshape(images.shape)
    if images.dtype == np.uint8:
        changed = changed.round().clip(0, 255)
    return changed.astype(images.dtype)


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
    """
    verify_images(images)
    verify_labels(labels, length=len(images))
    if isinstance(copies, bool) or not isinstance(copies, int) or copies < 1:
        raise ValueError(
            complaint(
                "copies",
                _("be a whole number, 1 or more"),
                repr(copies),
                _("Write copies=1."),
            )
        )
    parameters = augmentation.draw(copies * len(images), seed=seed)
    # Round by round, since all copies at once take several times the memory.
    made = [
        transform_images(
            images,
            parameters[start : start + len(images)],
            fill=augmentation.fill,
        )
        for start in range(0, len(parameters), len(images))
    ]
    return np.concatenate([images, *made]), np.tile(labels, copies + 1)


def plot_before_after(
    images: np.ndarray,
    labels: np.ndarray,
    augmentation: Augmentation,
    *,
    copies: int = 4,
    seed: int = 7,
) -> Figure:
    """Draw each image beside changed copies of itself.

    Args:
        images: array of shape (n, 28, 28) or (n, 28, 28, 1), a few.
        labels: integer array of shape (n,), digits 0 to 9.
        augmentation: the settings.
        copies: changed copies of each image.
        seed: the same seed, the same copies.

    Returns:
        A grid: a row for each image, the original first, then its copies,
        each with the parameters that were drawn for it.
    """
    everything, _labels = augment_dataset(
        images, labels, augmentation, copies=copies, seed=seed
    )
    drawn = augmentation.draw(copies * len(images), seed=seed)
    grid = everything.reshape(copies + 1, len(images), 28, 28)
    figure, axes = plt.subplots(
        len(images),
        copies + 1,
        figsize=(2.1 * (copies + 1), 2.3 * len(images)),
        squeeze=False,
        layout="constrained",
    )
    for (row, column), ax in np.ndenumerate(axes):
        _show(ax, grid[column, row], images.max())
        ax.set_axis_off()
        if column == 0:
            title = _("{digit}: original", digit=labels[row])
        else:
            place = (column - 1) * len(images) + row
            title = _describe_change(drawn.iloc[place])
        ax.set_title(title, fontsize=11)
    return set_caption(
        figure,
        _(
            "Digits {digits}: each row shows the original, then {copies} "
            "copies, each turned, moved, sheared and resized as written "
            "above it.",
            digits=", ".join(map(str, labels)),
            copies=copies,
        ),
    )


def _describe_change(change: pd.Series) -> str:
    numbers = {
        name: format_number(change[name], 2 if "zoom" in name else 1)
        for name in PARAMETERS
    }
    return _(
        "{rotation}°, ({shift_x}; {shift_y}) px\n"
        "shear {shear}°\nzoom {zoom_x} × {zoom_y}",
        **numbers,
    )


def compare_counts(before: np.ndarray, after: np.ndarray) -> pd.DataFrame:
    """Count each digit before and after augmentation.

    Args:
        before: labels of the original images, shape (n,).
        after: labels of the stored set, originals included, shape (m,).

    Returns:
        A row for each digit and one of totals: images before, images made,
        images after.

    Raises:
        ValueError: if a digit became rarer: `after` must hold the
            originals.
    """
    verify_labels(before, name="before")
    verify_labels(after, name="after")
    table = pd.DataFrame(
        {
            _("before"): np.bincount(before, minlength=10),
            _("after"): np.bincount(after, minlength=10),
        },
        index=pd.Index([*map(str, DIGITS)], name=_("Digit")),
    )
    made = table[_("after")] - table[_("before")]
    if (made < 0).any():
        raise ValueError(
            complaint(
                "after",
                _("hold the original labels and those of the copies"),
                _("fewer of digit {digit}", digit=made.idxmin()),
                _("Take it from augment_dataset."),
            )
        )
    table.insert(1, _("made"), made)
    table.loc[_("total")] = table.sum()
    return table


def compare_ink(
    images_before: np.ndarray,
    images_after: np.ndarray,
    labels_before: np.ndarray,
    labels_after: np.ndarray,
) -> pd.DataFrame:
    """Set ink, brightness and box of each digit side by side.

    Args:
        images_before, images_after: arrays of shape (n, 28, 28) or
            (n, 28, 28, 1), in the same units.
        labels_before, labels_after: their digits.

    Returns:
        A row for each digit; `ink_per_digit`'s measurements, a column
        before and one after each.
    """
    tables = {
        _("before"): ink_per_digit(images_before, labels_before),
        _("after"): ink_per_digit(images_after, labels_after),
    }
    both = pd.concat(tables, axis=1).swaplevel(axis=1)
    measured = list(tables[_("before")].columns[3:])
    return both[[(name, when) for name in measured for when in tables]]


def _ranges(settings: Augmentation, side: int) -> np.ndarray:
    """Half-widths of the uniform draws, in the order of PARAMETERS."""
    s, shift = settings, settings.shift * side
    return np.array([s.rotation, shift, shift, s.shear, s.zoom, s.zoom])


def _affine_rows(parameters, side: int):
    """Rotation · shift · shear · zoom about the centre, multiplied out.

    Returns for each row of parameters the eight numbers that
    `keras.ops.image.affine_transform` takes: where each pixel comes from.
    """
    degree = np.float32(np.pi / 180)
    turn, move_x, move_y, shear, zoom_x, zoom_y = ops.unstack(
        ops.convert_to_tensor(parameters), axis=1
    )
    turn, slant = turn * degree, (turn + shear) * degree
    a0, a1 = ops.cos(turn) * zoom_x, -ops.sin(slant) * zoom_y
    b0, b1 = ops.sin(turn) * zoom_x, ops.cos(slant) * zoom_y
    centre = (side - 1) / 2
    a2 = ops.cos(turn) * move_x - ops.sin(turn) * move_y
    b2 = ops.sin(turn) * move_x + ops.cos(turn) * move_y
    a2 = a2 + centre * (1 - a0 - a1)
    b2 = b2 + centre * (1 - b0 - b1)
    zero = ops.zeros_like(a0)
    return ops.stack([a0, a1, a2, b0, b1, b2, zero, zero], axis=1)


def _verify_setting(
    name: str, value: float, largest: float, *, closed: bool = False
) -> None:
    if closed:
        rule = _("be a number from 0 to {largest}", largest=largest)
    else:
        rule = _("be a number from 0 to less than {largest}", largest=largest)
    remedy = {
        "rotation": _("It is an angle in degrees: rotation=10."),
        "shift": _("It is a fraction of the side: shift=0.1."),
        "shear": _("It is an angle in degrees: shear=5."),
        "zoom": _("It is a fraction of the size: zoom=0.1."),
    }[name]
    if isinstance(value, bool) or not isinstance(
        value, int | float | np.integer | np.floating
    ):
        raise TypeError(complaint(name, rule, repr(value), remedy))
    if not 0 <= value <= largest or (value == largest and not closed):
        raise ValueError(complaint(name, rule, value, remedy))


def _verify_fill(fill: str) -> None:
    if fill not in FILLS:
        raise ValueError(
            complaint(
                "fill",
                _("be one of {names}", names=", ".join(FILLS)),
                repr(fill),
                _('Write fill="constant" for black corners.'),
            )
        )
