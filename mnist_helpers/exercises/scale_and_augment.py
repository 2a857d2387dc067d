"""Checks of lessons 03 to 06: scale, add the channel, augment."""

from collections.abc import Callable

import numpy as np
import pandas as pd

from ..data import load_mnist, split_train_validation
from ..language import _
from . import judge


def check_divisor(answer: float) -> None:
    """Lesson 03: the divisor for images of 16 bits."""
    judge(
        answer,
        right=lambda n: n == 65535,
        hints=[
            (
                lambda n: n == 61000,
                _("That is the largest seen. A brighter scan would pass 1."),
            ),
            (
                lambda n: n == 255,
                _("255 is the largest of 8 bits. Here there are 16."),
            ),
            (
                lambda n: n == 65536,
                _("Counting from 0, the largest is one less."),
            ),
        ],
        otherwise=_("What is the largest value that 16 bits can hold?"),
    )


def check_back_to_pixels(answer: np.ndarray) -> None:
    """Lesson 03: the first training image back as uint8."""
    (images, labels), _test = load_mnist()
    (x_train, _y), _validation = split_train_validation(images, labels)
    original = x_train[0]
    judge(
        answer,
        right=lambda a: a.dtype == np.uint8 and np.array_equal(a, original),
        hints=[
            (
                lambda a: a.dtype != np.uint8 and a.max() > 1,
                _('The values are back, the dtype is not: .astype("uint8").'),
            ),
            (
                lambda a: a.max() <= 1,
                _("The largest value is still 1: multiply by 255 first."),
            ),
            (
                lambda a: (
                    a.shape == (28, 28)
                    and np.abs(a.astype(int) - original).max() == 1
                ),
                _("Some values are one too small: round before astype."),
            ),
        ],
        otherwise=_("Multiply by 255, round, then .astype('uint8')."),
    )


def check_rgb_shape(answer: tuple) -> None:
    """Lesson 04: the shape of a batch of colour photographs."""
    judge(
        answer,
        right=lambda shape: tuple(shape) == (32, 64, 48, 3),
        hints=[
            (
                lambda shape: tuple(shape) == (32, 3, 64, 48),
                _("That is channels first. TensorFlow puts them last."),
            ),
            (
                lambda shape: tuple(shape) == (32, 48, 64, 3),
                _("Rows first: the height comes before the width."),
            ),
            (
                lambda shape: tuple(shape) == (32, 64, 48),
                _("The channels are missing: three colours."),
            ),
            (
                lambda shape: tuple(shape) == (64, 48, 3),
                _("That is one photograph. The batch comes first."),
            ),
        ],
        otherwise=_("The order is (batch, height, width, channels)."),
    )


def check_one_image(answer: np.ndarray) -> None:
    """Lesson 04: one image with batch and channel."""
    judge(
        answer,
        right=lambda a: tuple(a.shape) == (1, 28, 28, 1),
        hints=[
            (
                lambda a: tuple(a.shape) == (28, 28),
                _("Two axes are missing, the batch and the channel."),
            ),
            (
                lambda a: tuple(a.shape) == (28, 28, 1),
                _("The channel is there. Add the batch in front: [None]."),
            ),
            (
                lambda a: tuple(a.shape) == (1, 28, 28),
                _("The batch is there. Add the channel: [..., None]."),
            ),
        ],
        otherwise=_("It must have shape (1, 28, 28, 1): print its .shape."),
    )


def check_shear_units(answer: float) -> None:
    """Lesson 05: shear_range for slants of up to a tenth of the height."""
    judge(
        answer,
        right=lambda angle: 5.6 <= angle <= 5.85,
        hints=[
            (
                lambda angle: angle == 0.1,
                _("That is a tenth of a degree: nobody would see it."),
            ),
            (
                lambda angle: 0.099 < angle < 0.101,
                _("That is in radians. shear_range is in degrees."),
            ),
            (
                lambda angle: angle == 10,
                _("10 degrees slant by 0.17 of the height: too much."),
            ),
        ],
        otherwise=_("np.degrees(np.arcsin(0.1)) is the angle."),
    )


def check_safe_techniques(answer: set) -> None:
    """Lesson 05: which changes keep every digit what it is."""
    judge(
        answer,
        right=lambda names: set(names) == {"rotate 10", "shift 2"},
        hints=[
            (
                lambda names: "rotate 180" in names,
                _("A 6 turned by 180 degrees is a 9."),
            ),
            (
                lambda names: "mirror" in names,
                _("A mirrored 2 is no digit that anybody writes."),
            ),
            (
                lambda names: 0 < len(set(names)) < 2,
                _("There is one more that changes no meaning."),
            ),
        ],
        otherwise=_("Ask of each: would a reader still say the same digit?"),
    )


def check_moved_right(answer: np.ndarray) -> None:
    """Lesson 05: the first 7, moved three pixels to the right."""
    (images, labels), _test = load_mnist()
    digit = images[np.flatnonzero(labels == 7)[0]].astype(int)

    def shows(moved_by: int, axis: int) -> Callable[[np.ndarray], bool]:
        # Its margins are wider than that, so nothing comes back in.
        picture = np.roll(digit, moved_by, axis)
        return lambda a: np.abs(a.reshape(28, 28) - picture).max() <= 2

    judge(
        answer,
        right=shows(3, axis=1),
        hints=[
            (
                shows(-3, axis=1),
                _("It moved left. The number says where pixels come from."),
            ),
            (
                lambda a: shows(3, axis=0)(a) or shows(-3, axis=0)(a),
                _("It moved up or down: to the right is the x axis."),
            ),
            (
                shows(0, axis=1),
                _("It has not moved at all: give shift_x."),
            ),
            (
                lambda a: isinstance(a, pd.DataFrame),
                _("Those are the parameters. Give them to transform_images."),
            ),
        ],
        otherwise=_("Use shift_x alone, in whole pixels, with its sign."),
    )


def check_after_copies(answer: int) -> None:
    """Lesson 06: images after storing three copies of each of 54,000."""
    judge(
        answer,
        right=lambda n: n == 216000,
        hints=[
            (
                lambda n: n == 162000,
                _("Those are the copies. The originals stay, too."),
            ),
            (
                lambda n: n in (240000, 180000),
                _("Only training images are augmented: 54,000, not 60,000."),
            ),
            (
                lambda n: n == 54000,
                _("That is on the fly, with flow(). Here they are stored."),
            ),
        ],
        otherwise=_("Originals plus three copies of each."),
    )


def check_balance(answer: int) -> None:
    """Lesson 06: copies of the 5 that make it as frequent as the 1."""
    judge(
        answer,
        right=lambda n: n == 1189,
        hints=[
            (
                lambda n: n == -1189,
                _("That many are missing: a number of copies is positive."),
            ),
            (
                lambda n: n in (4879, 6068),
                _("That is a count of images. How many are missing?"),
            ),
            (
                lambda n: n == 2378,
                _("That is from the column after; there are copies in it."),
            ),
            (
                lambda n: n == 1321,
                _("Only training images are augmented: 54,000, not 60,000."),
            ),
        ],
        otherwise=_("Images of the 1, minus images of the 5."),
    )


def check_order(answer: list) -> None:
    """Lesson 06: the order of splitting and augmenting."""
    judge(
        answer,
        right=lambda steps: list(steps) == ["split", "augment", "train"],
        hints=[
            (
                lambda steps: (
                    list(steps).index("augment") < list(steps).index("split")
                ),
                _("Copies of one image would land in both parts: a leak."),
            ),
            (
                lambda steps: (
                    list(steps).index("train") < list(steps).index("augment")
                ),
                _("The copies are there to be learnt from."),
            ),
            (
                lambda steps: len(set(steps)) < 3,
                _("Use all three words, each once."),
            ),
        ],
        otherwise=_("Put 'split', 'augment' and 'train' in a list."),
    )
