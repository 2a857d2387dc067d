"""Checks of lesson 12: what an evaluation and its interval say."""

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


def check_halve_interval(answer: float) -> None:
    """Lesson 12: times as many test images for half the interval."""
    judge(
        answer,
        right=lambda times: abs(times - 4) < 1e-6,
        hints=[
            (
                lambda times: abs(times - 2) < 1e-6,
                _("Twice as many make it narrower by √2 only. Try again."),
            ),
            (
                lambda times: abs(times - 2**0.5) < 0.01,
                _("The other way round: √n must double. What is n then?"),
            ),
            (
                lambda times: times in (0.25, 0.5),
                _("Fewer images make the interval wider. You need more."),
            ),
            (
                lambda times: times == 40000,
                _("That is a number of images. How many times 10,000?"),
            ),
        ],
        otherwise=_("The width falls with √n: look at 100, 1,000 and 10,000."),
    )
