"""Checks of lesson 12: what an evaluation says."""

from ..language import _
from . import judge


def check_wrong_images(answer: int) -> None:
    """Lesson 12: wrong images at 99.2 % of 10,000."""
    judge(
        answer,
        right=lambda n: abs(n - 80) < 0.01,
        hints=[
            (
                lambda n: abs(n - 9920) < 0.01,
                _("Those are the right ones."),
            ),
            (
                lambda n: 0 < n < 1,
                _("That is a share. Multiply it by 10,000 images."),
            ),
            (
                lambda n: n in (8, 800),
                _("A factor of ten off: 0.8 % is 0.008."),
            ),
        ],
        otherwise=_("(1 - accuracy) times the number of images."),
    )


def check_recall(answer: float) -> None:
    """Lesson 12: recall of 900 found among 1,000, with 50 false alarms."""
    judge(
        answer,
        right=lambda share: abs(share - 0.9) < 1e-6,
        hints=[
            (
                lambda share: abs(share - 900 / 950) < 1e-3,
                _("That is the precision: of those called 7."),
            ),
            (
                lambda share: abs(share - 900 / 1050) < 1e-3,
                _("False alarms don't count for recall: of those that are 7."),
            ),
            (
                lambda share: share == 90,
                _("As a share, please: 90 % is 0.9."),
            ),
        ],
        otherwise=_("Found sevens divided by all sevens."),
    )
