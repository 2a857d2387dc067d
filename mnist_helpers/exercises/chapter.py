"""Checks of lesson 14: what a chapter may say, and what it may show."""

from ..language import _
from . import judge


def check_variations(answer: int) -> None:
    """Lesson 14: variations met in 5 epochs of 54,000 training images."""
    judge(
        answer,
        right=lambda number: number == 5 * 54000,
        hints=[
            (
                lambda number: number == 54000,
                _("That is one epoch. Each epoch makes new variations."),
            ),
            (
                lambda number: number in (6 * 54000, 10 * 54000),
                _(
                    "The originals are replaced, not added to: don't "
                    "count them."
                ),
            ),
            (
                lambda number: number == 5 * 60000,
                _("Only training images are augmented, not validation ones."),
            ),
            (
                lambda number: number == 5 * 422,
                _("Those are the batches. How many images are in an epoch?"),
            ),
        ],
        otherwise=_("Images of one epoch times the number of epochs."),
    )


def check_shown_details(answer: set) -> None:
    """Lesson 14: what is shown of who agreed to the code alone."""
    right = {"code", "role"}
    judge(
        answer,
        right=lambda words: set(words) == right,
        hints=[
            (
                lambda words: "name" in words,
                _("Consent is for the code alone; the name stays out."),
            ),
            (
                lambda words: set(words) == {"code"},
                _("The role says why this person was asked: it is shown."),
            ),
            (
                lambda words: set(words) == {"role"},
                _("How then would two teachers be told apart?"),
            ),
        ],
        otherwise=_('Choose from "code", "role", "name", in a set.'),
    )
