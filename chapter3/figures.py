"""Draw each figure of a chapter once, and store it in three forms.

PNG at 300 dots per inch for Word and Markdown, PDF for LaTeX, SVG for
whoever wants to edit it. None holds a date, so that the same figure gives
the same file.
"""

import io
from collections.abc import Iterable

import matplotlib.pyplot as plt
from matplotlib.figure import Figure as Drawing

from .blocks import Block, Figure
from .layout import TEXT_WIDTH

NO_DATE = {
    "png": {"Software": None},
    "pdf": {"CreationDate": None, "Creator": None, "Producer": None},
    "svg": {"Date": None, "Creator": None},
}
DOTS_PER_INCH = 300
HIGHEST = 18.0  # cm, so that a caption fits below
SETTINGS = {"svg.hashsalt": "mnist_helpers", "pdf.fonttype": 42}


def draw_figures(blocks: Iterable[Block]) -> dict[str, dict[str, bytes]]:
    """Return each figure's files: by its key, then "png", "pdf", "svg"."""
    return {
        block.key: _save(block.draw())
        for block in blocks
        if isinstance(block, Figure)
    }


def _save(drawing: Drawing) -> dict[str, bytes]:
    files = {}
    with plt.rc_context(SETTINGS):
        for form, metadata in NO_DATE.items():
            file = io.BytesIO()
            drawing.savefig(
                file,
                format=form,
                dpi=DOTS_PER_INCH,
                bbox_inches="tight",
                pad_inches=0.05,
                metadata=metadata,
            )
            files[form] = file.getvalue()
    plt.close(drawing)
    return files


def image_size(png: bytes) -> tuple[float, float]:
    """Return the width and height to show a picture at, in cm.

    Its own size at 300 dots per inch, made smaller where that is wider or
    higher than a page's text.
    """
    # The first chunk of every PNG gives its pixels.
    pixels = [int.from_bytes(png[at : at + 4], "big") for at in (16, 20)]
    width, height = (n * 2.54 / DOTS_PER_INCH for n in pixels)
    shrink = min(1.0, TEXT_WIDTH / width, HIGHEST / height)
    return width * shrink, height * shrink
