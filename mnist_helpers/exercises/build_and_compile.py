"""Checks of lesson 09: shapes and parameters of layers."""

from ..language import _
from . import judge


def check_output_side(answer: int) -> None:
    """Lesson 09: side of a 7 x 7 convolution's output on 28 x 28."""
    judge(
        answer,
        right=lambda side: side == 22,
        hints=[
            (
                lambda side: side == 21,
                _("The first place counts, too: add 1."),
            ),
            (
                lambda side: side == 28,
                _('That needs padding="same". Here there is none.'),
            ),
            (
                lambda side: side == 4,
                _("That is with stride 7. The window moves by one pixel."),
            ),
            (
                lambda side: side == 24,
                _("That is for a 5 × 5 kernel. Here it is 7 × 7."),
            ),
        ],
        otherwise=_("(n + 2p - k) / s, rounded down, plus 1."),
    )


def check_conv_parameters(answer: int) -> None:
    """Lesson 09: parameters of Conv2D(16, 3) on 8 channels."""
    judge(
        answer,
        right=lambda n: n == 1168,
        hints=[
            (
                lambda n: n == 3 * 3 * 8 * 16,
                _("Those are the weights. Each kernel has a bias, too."),
            ),
            (
                lambda n: n == (3 * 3 + 1) * 16,
                _("A kernel reaches through all 8 input channels."),
            ),
            (
                lambda n: n == (3 * 8 + 1) * 16,
                _("The kernel is 3 × 3, not 3."),
            ),
            (
                lambda n: n == 3 * 3 * 8 + 1,
                _("That is one kernel. There are 16."),
            ),
        ],
        otherwise=_("(height · width · input channels + 1) · kernels."),
    )
