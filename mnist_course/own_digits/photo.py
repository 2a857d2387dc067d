"""Upload a photo and see which digits are found in it, and as what."""

import html
import io
from typing import Any

import ipywidgets as ipw
import keras
import matplotlib.pyplot as plt
import numpy as np
from matplotlib.figure import Figure

from mnist_helpers.calls import verify_fit
from mnist_helpers.checks import verify_probabilities
from mnist_helpers.data import load_mnist
from mnist_helpers.language import _, format_percent

from ..widgets.live import Live, place_side_by_side, write_certainty
from .handwriting import PreparedDigit, find_turn, prepare_digit, prepare_page
from .handwriting_plots import plot_page, plot_preparation
from .made_pictures import make_page

UNSURE = 0.9  # below it, a sentence asks the reader to look


def read_photo(model: keras.Model) -> "PhotoReader":
    """Upload a photo of one digit or of a page; the model reads it.

    Args:
        model: built Keras model of images (28, 28, 1), 0 to 1, that answers
            with ten probabilities.

    Returns:
        The widget. What was uploaded last is in its `digits`, a list of
        PreparedDigit, its `answers` and their `certainties`.

    Raises:
        TypeError, ValueError: if the model is of another kind.
    """
    verify_fit(model, np.zeros((1, 28, 28, 1), "float32"))
    return PhotoReader(model)


class PhotoReader(Live):
    """What `read_photo` returns."""

    def __init__(self, model: keras.Model) -> None:
        super().__init__()
        self._model = model
        self.digits: list[PreparedDigit] = []
        self.answers = self.certainties = np.empty(0)
        self.kind = ipw.ToggleButtons(
            options=[(_("One digit"), "digit"), (_("A page"), "page")]
        )
        self.upload = ipw.FileUpload(
            accept="image/*", description=_("Choose a photo"), multiple=False
        )
        self.sentence = ipw.HTML()
        self.picture = ipw.Image(format="png", layout={"max_width": "900px"})
        self.picture.layout.display = "none"
        read = self._in_language(self._read_upload)
        self.upload.observe(read, "value")
        self.kind.observe(read, "value")
        controls = place_side_by_side(self.kind, self.upload)
        self._fill_box(controls, self.sentence, self.picture)
        images, _labels = load_mnist()[0]
        made = make_page(np.random.default_rng(7), [images[:5]], "ruled")
        figure, sentence = self._read(made, page=True)
        example = _("An example.")
        self._set_still(figure, f"{example} {sentence}", dpi=80)
        self.digits, self.answers = [], np.empty(0)

    def _read_upload(self) -> None:
        content = find_content(self.upload.value)
        if content is None:
            return
        self.digits, self.answers = [], np.empty(0)
        self.picture.layout.display = "none"
        try:
            figure, sentence = self._read(content, self.kind.value == "page")
        except ValueError as error:
            sentence = str(error)
        else:
            file = io.BytesIO()
            figure.savefig(file, format="png", dpi=80)
            plt.close(figure)
            self.picture.value = file.getvalue()
            self.picture.layout.display = ""
        words = html.escape(sentence)
        self.sentence.value = f'<div role="status">{words}</div>'

    def _read(self, picture: bytes, page: bool) -> tuple[Figure, str]:
        """Read a picture; returns what to look at and a sentence."""
        self.digits = (
            prepare_page(picture) if page else [prepare_digit(picture)]
        )
        images = np.stack([digit.image for digit in self.digits])
        pixels = images[..., None].astype("float32") / 255
        given = self._model.predict(pixels, verbose=0)
        shares = verify_probabilities(given, len(images))
        self.answers = shares.argmax(axis=1)
        self.certainties = shares.max(axis=1)
        if page:
            figure = plot_page(picture, self.answers)
        else:
            figure = plot_preparation(picture)
        sures = map(write_certainty, self.certainties)
        pairs = zip(self.answers, sures, strict=True)
        words = ", ".join(f"{digit} ({sure})" for digit, sure in pairs)
        sentence = _("Read, and how sure: {list}.", list=words)
        if turn := find_turn(self._model, images):
            sentence += " " + _(
                "Turn the picture: by {angle}° clockwise it would stand "
                "upright.",
                angle=turn,
            )
        if self.certainties.min() < UNSURE:
            sentence += " " + _(
                "Where it is below {share}, look for yourself: it may be no "
                "digit at all.",
                share=format_percent(UNSURE, 0),
            )
        return figure, sentence


def find_content(value: Any) -> bytes | None:
    """The file in a FileUpload's value, as ipywidgets 7 or 8 has it."""
    files = list(value.values() if isinstance(value, dict) else value)
    return bytes(files[-1]["content"]) if files else None
