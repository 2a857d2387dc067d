"""Checks of lesson 12: what an interval says."""

from ..language import _
from . import judge


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
