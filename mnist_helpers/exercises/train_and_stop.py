"""Checks of lesson 11: steps, one-cycle rate, early stopping."""

from ..language import _
from . import judge


def check_training_steps(answer: int) -> None:
    """Lesson 11: steps of 5 epochs on 54,000 images in batches of 256."""
    judge(
        answer,
        right=lambda n: n == 1055,
        hints=[
            (
                lambda n: n == 211,
                _("That is one epoch. There are five."),
            ),
            (
                lambda n: n == 1050,
                _("The last, smaller batch of each epoch is a step, too."),
            ),
            (
                lambda n: 1054 <= n < 1055,
                _("Round up in each epoch, then multiply by the epochs."),
            ),
            (
                lambda n: n in (422, 1266, 2110),
                _("That is with batches of 128. Here a batch has 256."),
            ),
            (
                lambda n: n in (54_000, 270_000),
                _("Those are images. A step takes a whole batch of them."),
            ),
        ],
        otherwise=_("Batches in an epoch, rounded up, times epochs."),
    )


def check_peak_step(answer: int) -> None:
    """Lesson 11: where OneCycle(0.01, 2000, warm_up=0.25) is largest."""
    judge(
        answer,
        right=lambda step: step == 500,
        hints=[
            (
                lambda step: step == 600,
                _("That is with warm_up=0.3. Here it is 0.25."),
            ),
            (
                lambda step: step == 1500,
                _("So long does the rate fall. How long does it rise?"),
            ),
            (
                lambda step: step == 1000,
                _("The peak is not in the middle: it rises faster."),
            ),
            (
                lambda step: step == 0.25,
                _("That is the share. Of how many steps?"),
            ),
            (
                lambda step: step == 0.01,
                _("That is the rate there. Asked for is the step."),
            ),
        ],
        otherwise=_("warm_up is the share of all steps that the rise takes."),
    )


def check_early_stopping(answer: tuple[int, int]) -> None:
    """Lesson 11: last epoch and restored epoch, patience 3.

    The losses are 0.30, 0.22, 0.18, 0.19, 0.17, 0.20, 0.18, 0.19, 0.15
    and 0.14.
    """
    judge(
        answer,
        right=lambda pair: tuple(pair) == (8, 5),
        hints=[
            (
                lambda pair: tuple(pair) == (5, 8),
                _("The other way round: first where it stops."),
            ),
            (
                lambda pair: tuple(pair) == (7, 4),
                _("Count the epochs from 1, as a reader does."),
            ),
            (
                lambda pair: 9 <= pair[0] <= 10,
                _("It never gets there: three epochs without a new lowest."),
            ),
            (
                lambda pair: pair[1] == 3,
                _("Epoch 5 is lower than epoch 3: counting starts anew."),
            ),
            (
                lambda pair: pair[0] == pair[1],
                _("It stops later than at the epoch that it goes back to."),
            ),
            (
                lambda pair: pair[1] == 5 and pair[0] in (6, 7),
                _("Too early: patience 3 bears three epochs in a row."),
            ),
            (
                lambda number: number in (5, 8),
                _("Two numbers, please: (stops after, goes back to)."),
            ),
        ],
        otherwise=_("Mark each new lowest loss, then count three without."),
    )
