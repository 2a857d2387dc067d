"""Page through the images of one digit."""

import base64
import math

import ipywidgets as ipw
import numpy as np
import pandas as pd

from mnist_helpers.checks import verify_pair
from mnist_helpers.language import _, format_number
from mnist_helpers.pictures import plot_digits

from .live import Live, enlarge, place_side_by_side

PER_PAGE = 10


def browse_digits(images: np.ndarray, labels: np.ndarray) -> Live:
    """Page through the images of one digit, with index and ink of each.

    Args:
        images: array of shape (n, 28, 28) or (n, 28, 28, 1).
        labels: integer array of shape (n,), digits 0 to 9.
    """
    return DigitBrowser(images, labels)


class DigitBrowser(Live):
    """What `browse_digits` returns."""

    def __init__(self, images: np.ndarray, labels: np.ndarray) -> None:
        verify_pair(images, labels)
        super().__init__()
        self._images, self._labels = images.reshape(-1, 28, 28), labels
        self._largest = images.max()
        self._ink = (self._images > 0).sum(axis=(1, 2))
        narrow = ipw.Layout(width="200px")
        digits = sorted(set(labels.tolist()))
        self.digit = ipw.Dropdown(
            options=digits, description=_("Digit"), layout=narrow
        )
        self.page = ipw.BoundedIntText(
            value=1, min=1, max=1, description=_("Page"), layout=narrow
        )
        self.pages = ipw.Label()
        self.previous = ipw.Button(description=_("‹ Previous"))
        self.next = ipw.Button(description=_("Next ›"))
        self.table = ipw.HTML()
        self._choose_digit()
        self.digit.observe(self._in_language(self._choose_digit), "value")
        self.page.observe(self._in_language(self._redraw), "value")
        self.previous.on_click(lambda _button: self._turn(-1))
        self.next.on_click(lambda _button: self._turn(1))
        buttons = self.previous, self.next
        row = place_side_by_side(self.digit, self.page, self.pages, *buttons)
        self._fill_box(row, self.table)
        places = self._list_places()
        figure = plot_digits(images[places], titles=[*map(str, places)])
        sentence = _(
            "At the start: the first images of digit {digit}, at index "
            "{places} with {inks} ink pixels.",
            digit=self.digit.value,
            places=", ".join(map(str, places)),
            inks=", ".join(map(str, self._ink[places])),
        )
        self._set_still(figure, sentence)

    def _list_places(self) -> np.ndarray:
        """Places in the whole set of the images on this page."""
        places = np.flatnonzero(self._labels == self.digit.value)
        start = (self.page.value - 1) * PER_PAGE
        return places[start : start + PER_PAGE]

    def _turn(self, pages: int) -> None:
        self.page.value += pages  # ipywidgets keeps it within its bounds

    def _choose_digit(self) -> None:
        count = int((self._labels == self.digit.value).sum())
        self.page.value = 1
        self.page.max = math.ceil(count / PER_PAGE)
        self.pages.value = _(
            "of {pages}; {images} images",
            pages=format_number(self.page.max),
            images=format_number(count),
        )
        self._redraw()

    def _redraw(self) -> None:
        self.previous.disabled = self.page.value == self.page.min
        self.next.disabled = self.page.value == self.page.max
        places = self._list_places()
        facts = pd.DataFrame(
            {
                _("index"): places,
                _("label"): self._labels[places],
                _("ink pixels"): self._ink[places],
            }
        )
        pictures = ""
        for place, row in zip(places, facts.to_dict("records"), strict=True):
            words = ", ".join(f"{name} {value}" for name, value in row.items())
            png = enlarge(self._images[place], self._largest, scale=3)
            code = base64.b64encode(png).decode()
            pictures += (
                f'<td><img src="data:image/png;base64,{code}" alt="{words}" '
                f'title="{words}" width="84" height="84"></td>'
            )
        numbers = facts.T.to_html(header=False, border=0)
        row = f"<tbody><tr><td></td>{pictures}</tr>"
        self.table.value = numbers.replace("<tbody>", row)
