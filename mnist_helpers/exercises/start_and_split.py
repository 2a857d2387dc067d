"""Checks of lessons 00 to 02: look at the data, split it."""

from functools import cache

from ..data import prepare_mnist
from ..language import _
from . import judge


def check_probability_row(answer: tuple[int, float]) -> None:
    """Lesson 00: digit and certainty of a row whose largest is 0.8, at 8."""
    judge(
        answer,
        right=lambda pair: tuple(pair) == (8, 0.8),
        hints=[
            (
                lambda digit: digit == 8,
                _("That is the digit. Add how sure the model is: (8, ...)."),
            ),
            (
                lambda share: share == 0.8,
                _("That is how sure it is. Put the digit before it."),
            ),
            (
                lambda pair: tuple(pair) == (9, 0.8),
                _("0.8 is the ninth number, but places count from 0."),
            ),
            (
                lambda pair: tuple(pair) == (0.8, 8),
                _("The other way round: first the digit."),
            ),
            (
                lambda pair: tuple(pair) == (8, 80),
                _(
                    "Give the certainty as it stands in the row, not "
                    "times 100."
                ),
            ),
        ],
        otherwise=_("Find the largest number of the row, then its place."),
    )


def check_first_mistakes(answer: int) -> None:
    """Lesson 00: how many of the first 1,000 the shipped model gets wrong."""
    judge(
        answer,
        right=lambda n: n == _count_mistakes(1000),
        hints=[
            (
                lambda n: n == 1000 - _count_mistakes(1000),
                _("Those are the right ones. Count where they differ: !="),
            ),
            (
                lambda n: n == _count_mistakes(6000),
                _("That is for all 6,000. Take the first 1,000: [:1000]."),
            ),
            (
                lambda n: n == _count_mistakes(1000) / 1000,
                _("That is the share: sum() counts where mean() averages."),
            ),
            (
                lambda n: n == 1000,
                _("That is how many there are. How many answers differ?"),
            ),
        ],
        otherwise=_("Compare the first 1,000 answers and labels, then sum()."),
    )


@cache
def _count_mistakes(images: int) -> int:
    """Of the first validation images, those that the shipped model misses."""
    from ..models import load_trained

    _train, (x_val, y_val) = prepare_mnist()
    probabilities = load_trained().predict(x_val[:images], verbose=0)
    return int((probabilities.argmax(axis=1) != y_val[:images]).sum())


def check_pixels(answer: int) -> None:
    """Lesson 01: numbers in a colour photograph of 28 x 28 pixels."""
    judge(
        answer,
        right=lambda n: n == 28 * 28 * 3,
        hints=[
            (
                lambda n: n == 28 * 28,
                _("That is one number for each pixel. Here each has three."),
            ),
            (
                lambda n: n in (28 * 3, 28 * 2 * 3),
                _("28 is one side. Multiply rows by columns first."),
            ),
            (
                lambda n: tuple(n) == (28, 28, 3),
                _("That is the shape. Multiply its numbers."),
            ),
        ],
        otherwise=_("Rows times columns times the numbers of one pixel."),
    )


def check_rarest_digit(answer: int) -> None:
    """Lesson 01: the digit with the fewest test images."""
    judge(
        answer,
        right=lambda digit: digit == 5,
        hints=[
            (
                lambda digit: digit == 892,
                _("That is how many there are. Which digit is it? argmin."),
            ),
            (
                lambda digit: digit == 1,
                _("That is the most frequent one. Look for the minimum."),
            ),
            (
                lambda digit: len(digit) == 10,
                _("Those are all ten counts. Find the place of the least."),
            ),
        ],
        otherwise=_("np.bincount(y_test) has the counts; argmin the place."),
    )


def check_seen_images(answer: int) -> None:
    """Lesson 02: images that may be used to choose between two models."""
    judge(
        answer,
        right=lambda n: n == 6000,
        hints=[
            (
                lambda n: n == 10000,
                _(
                    "Those are the test images. Once used to choose, they "
                    "no longer test."
                ),
            ),
            (
                lambda n: n == 54000,
                _("The models have learnt from those: any looks good there."),
            ),
            (
                lambda n: n in (60000, 16000, 64000),
                _("That mixes two roles. Only one part is there to choose."),
            ),
        ],
        otherwise=_("How many images does the validation set have?"),
    )


def check_best_of_many(answer: float) -> None:
    """Lesson 02: what a model chosen by luck scores on new images."""
    judge(
        answer,
        right=lambda share: share == 0.5,
        hints=[
            (
                lambda share: share == 50,
                _("As a share, please: 50 % is 0.5."),
            ),
            (
                lambda share: 0.5 < share <= 1,
                _(
                    "That is how it looked where it was chosen. On new "
                    "images its luck is gone."
                ),
            ),
            (
                lambda share: share == 0.1,
                _("There are two answers to choose from, not ten."),
            ),
        ],
        otherwise=_("It tosses a coin. How often is a coin right?"),
    )
