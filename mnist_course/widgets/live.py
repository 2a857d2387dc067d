"""What all widgets share: a still of themselves, their style and language."""

import io
from collections.abc import Callable
from pathlib import Path

import ipywidgets as ipw
import matplotlib.pyplot as plt
import numpy as np
from matplotlib.figure import Figure
from PIL import Image

from mnist_helpers.figures import bundle, set_caption
from mnist_helpers.language import (
    _,
    format_percent,
    get_language,
    set_language,
)

WIDGET = "application/vnd.jupyter.widget-view+json"

STYLE = Path(__file__).with_name("live.css").read_text(encoding="utf-8")


class Live:
    """A widget with a still of itself.

    Attributes:
        box: the widget.
        still: what is shown where no kernel runs, by MIME type; its words
            say how to get the live one.
    """

    box: ipw.VBox
    still: dict[str, str]

    def __init__(self) -> None:
        self._language = get_language()

    def _fill_box(self, *children: ipw.Widget) -> None:
        self.box = ipw.VBox([ipw.HTML(f"<style>{STYLE}</style>"), *children])
        self.box.add_class("mnist-live")

    def _set_still(
        self, figure: Figure, sentence: str, *, dpi: float = 80
    ) -> None:
        set_caption(figure, f"{sentence}\n{describe_live()}")
        self.still = bundle(figure, dpi=dpi)
        plt.close(figure)

    def _in_language(self, callback: Callable[[], None]) -> Callable:
        """A callback for controls that speaks as this widget was made."""

        def call(_change: object) -> None:
            language = get_language()
            set_language(self._language)
            try:
                callback()
            finally:
                set_language(language)

        return call

    def _repr_mimebundle_(
        self, include: object = None, exclude: object = None
    ) -> dict[str, object]:
        """Widget and still in one output: a viewer takes what it can."""
        view = {
            "version_major": 2,
            "version_minor": 0,
            "model_id": self.box.model_id,
        }
        return {WIDGET: view, **self.still}


def write_certainty(share: float) -> str:
    """A probability in percent; none is quite 0 or 1, so bounds beyond."""
    if share > 0.999:
        return "> " + format_percent(0.999)
    if share < 0.001:
        return "< " + format_percent(0.001)
    return format_percent(share)


def describe_live() -> str:
    """How a reader of the still gets the live one."""
    return _(
        "To try it live, open this notebook with `python course.py lab` or "
        "in Google Colab, and run the cell."
    )


def place_side_by_side(*children: ipw.Widget) -> ipw.HBox:
    """In a row, or below each other where the window is narrow."""
    layout = ipw.Layout(flex_flow="row wrap", grid_gap="8px 24px")
    return ipw.HBox(children, layout=layout)


def enlarge(image: np.ndarray, largest: float, *, scale: int) -> bytes:
    """A PNG with each pixel as a square of `scale` pixels; quick."""
    file = io.BytesIO()
    grey = np.rint(image * (255 / max(largest, 1e-6))).astype(np.uint8)
    squares = np.kron(grey, np.ones((scale, scale), np.uint8))
    Image.fromarray(squares).save(file, format="png")
    return file.getvalue()
