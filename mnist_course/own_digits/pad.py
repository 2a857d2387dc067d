"""Draw a digit and see, stroke by stroke, how a CNN reads it."""

import base64
from pathlib import Path
from typing import Any

import anywidget
import keras
import matplotlib.pyplot as plt
import numpy as np
import seaborn as sns
import traitlets
from keras import ops
from matplotlib.figure import Figure

from mnist_helpers.calls import list_layers, verify_fit, watch_calls
from mnist_helpers.checks import verify_probabilities
from mnist_helpers.figures import in_own_style, label_axes, write_ticks
from mnist_helpers.language import _

from ..widgets.live import Live, enlarge, write_certainty
from .drawing import prepare_drawing

# A 7 for the still picture: two strokes, in shares of the side.
EXAMPLE = [
    {"width": 0.09, "points": [[0.28, 0.25], [0.72, 0.25], [0.45, 0.8]]},
    {"width": 0.09, "points": [[0.38, 0.53], [0.68, 0.53]]},
]


def draw_digit(model: keras.Model) -> "DrawingPad":
    """Draw with mouse, finger, pen or keys; the model reads every stroke.

    Each stroke is prepared by `prepare_drawing` and read at once: beside the
    pad stand the 28 × 28 image, the ten probabilities and the feature maps
    of the first two convolutions.

    Args:
        model: built Keras model of images (28, 28, 1), 0 to 1, that answers
            with ten probabilities.

    Returns:
        The pad. What was drawn last is its `image`, uint8 (28, 28), and its
        `probabilities`, float32 (10,); both None while it is empty.

    Raises:
        TypeError, ValueError: if the model is of another kind.
    """
    verify_fit(model, np.zeros((1, 28, 28, 1), "float32"))
    return DrawingPad(model)


class Canvas(anywidget.AnyWidget):
    """What the browser draws; `pad.js` is its other half."""

    _esm = Path(__file__).with_name("pad.js")
    _css = Path(__file__).with_name("pad.css")
    words = traitlets.Dict().tag(sync=True)
    sent = traitlets.Dict({"number": 0, "strokes": []}).tag(sync=True)
    answer = traitlets.Dict().tag(sync=True)


class DrawingPad(Live):
    """What `draw_digit` returns."""

    def __init__(self, model: keras.Model) -> None:
        super().__init__()
        self._model = model
        kind = keras.layers.Conv2D
        found = [each for each in list_layers(model) if isinstance(each, kind)]
        self._convolutions = found[:2]
        self.image: Any = None
        self.probabilities: Any = None
        self._read(EXAMPLE)  # refuses a model without probabilities
        told = self._answer(0, EXAMPLE)["sentence"]
        example = _("An example: a 7 of two strokes. {answer}", answer=told)
        self._set_still(self._draw_still(), example)
        words = {
            "pad": _("Pad to draw a digit on"),
            "undo": _("Undo"),
            "clear": _("Clear"),
            "width": _("Line width"),
            "keys": _(
                "Keys: arrows move the pen, the space bar sets it down and "
                "lifts it, Backspace takes a stroke back, Delete clears."
            ),
        }
        self.canvas = Canvas(words=words, answer=self._answer(0, []))
        self.canvas.observe(self._in_language(self._answer_strokes), "sent")
        self._fill_box(self.canvas)

    def _answer_strokes(self) -> None:
        sent: dict[str, Any] = self.canvas.sent
        self.canvas.answer = self._answer(sent["number"], sent["strokes"])

    def _answer(self, number: int, strokes: list[dict]) -> dict[str, Any]:
        """What the browser shows of these strokes."""
        self.image = self.probabilities = None
        if not strokes:
            return {"number": number, "sentence": _("Draw a digit, 0 to 9.")}
        try:
            maps = self._read(strokes)
        except ValueError as error:
            return {"number": number, "sentence": str(error)}
        shares = self.probabilities.tolist()
        digit, percents = np.argmax(shares), [*map(write_certainty, shares)]
        return {
            "number": number,
            "sentence": _(
                "The answer: {digit}, {share} sure.",
                digit=int(digit),
                share=percents[digit],
            ),
            "image": _as_address(enlarge(self.image, 255, scale=5)),
            "words": _("what the model sees, 28 × 28 pixels"),
            "shares": shares,
            "percents": percents,
            "maps": [
                {
                    "picture": _as_address(_tile(some)),
                    "words": _(
                        "{layer}: {number} feature maps of {side} × {side}, "
                        "the darker the stronger",
                        layer=name,
                        number=some.shape[-1],
                        side=some.shape[0],
                    ),
                }
                for name, some in maps.items()
            ],
        }

    def _read(self, strokes: list[dict]) -> dict[str, np.ndarray]:
        """Read a drawing; returns the feature maps by layer."""
        image = prepare_drawing(strokes)
        pixels = image[None, ..., None].astype("float32") / 255
        with watch_calls(self._convolutions) as calls:
            given = self._model(pixels, training=False)
        self.image = image
        self.probabilities = verify_probabilities(given, 1)[0]
        maps: dict[str, np.ndarray] = {}
        for call in calls:  # a model that looks several times: its first look
            found = ops.convert_to_numpy(call.output)[0].astype("float32")
            maps.setdefault(call.layer.name, found)
        return maps

    @in_own_style
    def _draw_still(self) -> Figure:
        figure, (left, right) = plt.subplots(
            1, 2, figsize=(8, 3), layout="constrained"
        )
        left.imshow(self.image, cmap="gray")
        left.set_axis_off()
        sns.barplot(x=list(range(10)), y=self.probabilities, ax=right)
        label_axes(right, title="", x=_("Digit"), y=_("Probability"))
        write_ticks(right, "y")
        return figure


def _tile(maps: np.ndarray) -> bytes:
    """Maps (height, width, n) in rows of eight, dark where they are strong."""
    maps = np.maximum(maps, 0)
    height, width, number = maps.shape
    rows = -(-number // 8)
    # A grey edge around each, since most of a map is white.
    padded = np.zeros((height + 2, width + 2, 8 * rows), np.float32)
    padded[..., :number] = 0.2
    padded[1:-1, 1:-1, :number] = maps / max(float(maps.max()), 1e-6)
    grid = padded.reshape(height + 2, width + 2, rows, 8)
    tiled = grid.transpose(2, 0, 3, 1).reshape(rows * (height + 2), -1)
    scale = max(1, 560 // tiled.shape[1])
    return enlarge(1 - tiled, 1, scale=scale)


def _as_address(png: bytes) -> str:
    return "data:image/png;base64," + base64.b64encode(png).decode()
