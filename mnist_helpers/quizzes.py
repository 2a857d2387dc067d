"""The two-answer questions that `quiz(name)` asks, one for each lesson.

Each is a prediction: the reader commits to an answer before the lesson
shows it. The wrong answer is the one that students really give.
"""

from collections.abc import Callable
from typing import NamedTuple

from .language import _


class Question(NamedTuple):
    """question, two answers, the place of the right one, and why."""

    question: str
    answers: tuple[str, str]
    right: int
    why: str


# Functions, since the language is not yet set when this file is read.
QUIZZES: dict[str, Callable[[], Question]] = {
    # lesson 01
    "imbalance": lambda: Question(
        _(
            "The most frequent digit occurs about 1.24 times as often as the "
            "rarest. Must the digits be made equal in number before training?"
        ),
        (
            _("Yes, or the model will prefer the frequent digit"),
            _("No, so small a difference does little harm"),
        ),
        1,
        _(
            "Every digit occurs thousands of times. Imbalance does harm when "
            "one class is ten or a hundred times rarer than another. Look at "
            "the counts, report them, and later check each digit by itself."
        ),
    ),
    # lesson 02
    "tuning_on_test": lambda: Question(
        _(
            "200 models answer by tossing a coin. The one with the best "
            "score on the test set is kept. How often is it right on new "
            "images?"
        ),
        (
            _("Half the time, like every coin"),
            _("More often than half: it was the best of 200"),
        ),
        0,
        _(
            "Its good score was luck, and luck does not repeat. Whoever "
            "chooses on the test set finds the luckiest model and reports a "
            "score that is too high. So choose on the validation set."
        ),
    ),
    # lesson 03
    "divide_by_largest_seen": lambda: Question(
        _(
            "The brightest pixel of one image is 200. By what is this image "
            "divided?"
        ),
        (
            _("By 200, so that its brightest pixel becomes 1"),
            _("By 255, like every other image"),
        ),
        1,
        _(
            "The same grey must become the same number in every image, in "
            "training and later in use. 255 is the largest value that a pixel "
            "can have, whatever the largest one seen is."
        ),
    ),
    # lesson 04
    "channel_is_colour": lambda: Question(
        _(
            "A convolution layer makes 8 channels out of a grey image. What "
            "are they?"
        ),
        (
            _("8 pictures, each the answer of one kernel"),
            _("8 colours"),
        ),
        0,
        _(
            "A channel is one number for each place of the picture. In a "
            "colour photograph three channels hold red, green and blue; "
            "behind a convolution layer each channel says how well one kernel "
            "fits there."
        ),
    ),
    # lesson 05
    "shear_units": lambda: Question(
        _(
            "`shear_range=0.1`: how far do the outermost pixels of the image "
            "move?"
        ),
        (
            _("Up to a tenth of the width, 2.8 pixels"),
            _("Up to 0.02 pixels, next to nothing"),
        ),
        1,
        _(
            "`shear_range` is an angle in degrees, not a fraction. 14 pixels "
            "from the centre, a tenth of a degree moves a pixel by "
            "14 · sin 0.1° ≈ 0.02."
        ),
    ),
    # lesson 06
    "augment_before_split": lambda: Question(
        _(
            "Someone first makes four changed copies of every image and then "
            "splits all of them into training and validation. What becomes of "
            "the validation accuracy?"
        ),
        (
            _("It comes out too high"),
            _("It stays honest, since no two images are equal"),
        ),
        0,
        _(
            "Copies of the same handwriting land on both sides, and the "
            "model knows them already. Split first, then augment the "
            "training images only."
        ),
    ),
    # lesson 09
    "kernel_depth": lambda: Question(
        _(
            "A convolution layer with kernels of 5 × 5 receives 8 channels. "
            "How many weights has one kernel, without its bias?"
        ),
        (_("25, since 5 × 5 = 25"), _("200, since 5 × 5 × 8 = 200")),
        1,
        _(
            "A kernel looks at all channels at once, so it has 25 weights "
            "for each of the 8. The bias makes it 201 parameters, and 32 such "
            "kernels have 6,432."
        ),
    ),
    # lesson 10
    "initial_loss": lambda: Question(
        _(
            "Ten digits, and a model that has learnt nothing yet. About how "
            "large is its cross-entropy?"
        ),
        (
            _("2.3, the natural logarithm of 10"),
            _("0.9, since nine answers out of ten are wrong"),
        ),
        0,
        _(
            "It gives each digit a probability of about 0.1, and "
            "−ln 0.1 = ln 10 ≈ 2.303. The share of wrong answers is another "
            "measure. A first loss far from 2.3 points to a mistake."
        ),
    ),
    # lesson 11
    "validation_rises": lambda: Question(
        _(
            "The training loss keeps falling, but the validation loss has "
            "been rising for five epochs. What now?"
        ),
        (
            _("Train on: the model is still getting better"),
            _("Stop, and go back to the epoch with the least validation loss"),
        ),
        1,
        _(
            "The model is now learning its training images by heart: "
            "overfitting. What counts is new images, and the validation loss "
            "speaks for those."
        ),
    ),
    # lesson 12
    "one_tenth": lambda: Question(
        _(
            "On the same 10,000 test images one model is right on 99.2 %, "
            "another on 99.3 %. Is the second one shown to be better?"
        ),
        (
            _("No, so small a difference can be chance"),
            _("Yes, 10,000 images are many"),
        ),
        0,
        _(
            "The difference is 10 images. The 95 % interval of each accuracy "
            "reaches about 0.2 percentage points either way, and the two "
            "overlap."
        ),
    ),
    # lesson 13
    "one_run": lambda: Question(
        _(
            "You change one thing, train once, and the validation accuracy is "
            "0.1 percentage points higher than before. Does the change help?"
        ),
        (
            _("Yes, it was measured"),
            _("Not known yet, another seed may say the opposite"),
        ),
        1,
        _(
            "Two runs of the same model with different seeds also differ by "
            "that much. Repeat both with at least five seeds, compare pair by "
            "pair, and give the interval."
        ),
    ),
}
