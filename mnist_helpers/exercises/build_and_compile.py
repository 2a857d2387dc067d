"""Checks of lessons 09 and 10: layers, parameters, the start."""

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


def check_own_cnn(answer: object) -> None:
    """Lesson 09: a Keras model of two convolutions of 3 x 3, 16 and 32."""
    judge(
        answer,
        right=lambda model: (
            model.input_shape == (None, 28, 28, 1)
            and model.output_shape == (None, 10)
            and model.count_params() == 12810
            and _activations(model) == ["relu", "relu", "softmax"]
        ),
        hints=[
            (
                lambda model: model.input_shape[1:] != (28, 28, 1),
                _("Begin it with keras.Input((28, 28, 1))."),
            ),
            (
                lambda model: len(model.output_shape) == 4,
                _("What comes out is still maps: flatten before the end."),
            ),
            (
                lambda model: model.output_shape[-1] != 10,
                _("The last layer must have ten units, one for each digit."),
            ),
            (
                lambda model: _activations(model)[-1] != "softmax",
                _("Ten scores, not yet probabilities: softmax is missing."),
            ),
            (
                lambda model: model.count_params() == 20490,
                _('padding="same" keeps the maps larger. Leave it out.'),
            ),
            (
                lambda model: model.count_params() == 12810,
                _("Shapes and parameters are right; put ReLU behind both."),
            ),
            (
                lambda model: (
                    sum("Pooling" in type(x).__name__ for x in model.layers)
                    != 2
                ),
                _("Two pooling layers, one behind each convolution."),
            ),
        ],
        otherwise=_("Compare layer_table(own) with the text, row by row."),
    )


def _activations(model: object) -> list[str]:
    with_weights = [layer for layer in model.layers if layer.weights]
    return [layer.activation.__name__ for layer in with_weights]


def check_five_class_loss(answer: float) -> None:
    """Lesson 10: loss of an untrained model of five classes."""
    judge(
        answer,
        right=lambda loss: abs(loss - 1.6094) < 0.01,
        hints=[
            (
                lambda loss: abs(loss - 2.3026) < 0.01,
                _("That is for ten classes. Here there are five."),
            ),
            (
                lambda loss: abs(loss + 1.6094) < 0.01,
                _("The loss is minus the logarithm: it is positive."),
            ),
            (
                lambda loss: abs(loss - 0.2) < 0.01,
                _("That is the probability. The loss is minus its log."),
            ),
            (
                lambda loss: abs(loss - 0.699) < 0.01,
                _("Use the natural logarithm, np.log, not log10."),
            ),
        ],
        otherwise=_("Each class gets 1/5. What is -ln(1/5)?"),
    )


def check_relu_slope(answer: list) -> None:
    """Lesson 10: slopes of ReLU at -1 and at 4."""
    judge(
        answer,
        right=lambda slopes: list(slopes) == [0, 1],
        hints=[
            (
                lambda slopes: list(slopes) == [0, 4],
                _("Those are its values. How steep is it there?"),
            ),
            (
                lambda slopes: list(slopes) == [1, 1],
                _("Left of 0 it is flat."),
            ),
            (
                lambda slopes: list(slopes) == [-1, 1],
                _("It does not fall left of 0: it stays at 0."),
            ),
        ],
        otherwise=_("max(0, x): flat left of 0, rising right of it."),
    )


def check_next_weight(answer: float) -> None:
    """Lesson 10: weight 0.5, gradient -2, learning rate 0.1."""
    judge(
        answer,
        right=lambda weight: abs(weight - 0.7) < 1e-6,
        hints=[
            (
                lambda weight: abs(weight - 0.3) < 1e-6,
                _("That goes with the gradient, uphill. Subtract it."),
            ),
            (
                lambda weight: abs(weight - 2.5) < 1e-6,
                _("The whole gradient is too far: times the learning rate."),
            ),
            (
                lambda weight: abs(abs(weight) - 0.2) < 1e-6,
                _("That is the step. Where does the weight end?"),
            ),
        ],
        otherwise=_("New weight = old weight - learning rate · gradient."),
    )
