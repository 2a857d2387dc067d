"""See what each technique of augmentation does to a digit."""

import itertools
from collections.abc import Mapping

import ipywidgets as ipw
import numpy as np
import pandas as pd

from mnist_helpers.augment import Augmentation, transform_images
from mnist_helpers.checks import verify_pair
from mnist_helpers.explore import measure_ink
from mnist_helpers.language import _, format_number, format_table
from mnist_helpers.pictures import plot_digits

from .live import Live, enlarge, place_side_by_side


def explore_augmentation(
    images: np.ndarray,
    labels: np.ndarray,
    augmentation: Augmentation | None = None,
) -> Live:
    """Move sliders and see what each technique does to a digit.

    The sliders are the parameters of `transform_images`: as
    `ImageDataGenerator` counts them, they say where a pixel comes from.

    Args:
        images: array of shape (n, 28, 28) or (n, 28, 28, 1).
        labels: integer array of shape (n,), digits 0 to 9.
        augmentation: what "New random copy" draws from, and what fills the
            corners; None is `Augmentation()`.
    """
    return AugmentationExplorer(images, labels, augmentation or Augmentation())


class AugmentationExplorer(Live):
    """What `explore_augmentation` returns."""

    def __init__(
        self,
        images: np.ndarray,
        labels: np.ndarray,
        augmentation: Augmentation,
    ) -> None:
        verify_pair(images, labels)
        super().__init__()
        self._images, self._labels = images.reshape(-1, 28, 28), labels
        self._largest = images.max()
        self._augmentation = augmentation
        self._seeds = itertools.count(7)
        self._moving = False
        self._make_controls()
        self._choose_digit()
        self._draw_copy()
        self._connect()
        self._lay_out()
        self._describe()

    def _make_controls(self) -> None:
        # Half a side, half a right angle, or farther if the settings go.
        shift = 28 * max(0.5, self._augmentation.shift)
        shear = max(45, self._augmentation.shear)
        zoom = max(0.5, self._augmentation.zoom)
        # Name, neutral value, reach either way, step, decimals and unit.
        kinds = {
            "rotation": (_("Rotation"), 0, 180, 1, 0, "{}°"),
            "shift_x": (_("Shift x"), 0, shift, 0.2, 1, "{} px"),
            "shift_y": (_("Shift y"), 0, shift, 0.2, 1, "{} px"),
            "shear": (_("Shear"), 0, shear, 0.5, 1, "{}°"),
            "zoom_x": (_("Zoom x"), 1, zoom, 0.01, 2, "× {}"),
            "zoom_y": (_("Zoom y"), 1, zoom, 0.01, 2, "× {}"),
        }
        self._units = {name: kind[4:] for name, kind in kinds.items()}
        self._neutral = {name: kind[1] for name, kind in kinds.items()}
        # Without ipywidgets' own readout: it never writes a decimal comma.
        self.sliders = {
            name: ipw.FloatSlider(
                value=middle,
                min=middle - reach,
                max=middle + reach,
                step=step,
                description=text,
                readout=False,
            )
            for name, (text, middle, reach, step, *_unit) in kinds.items()
        }
        self.readouts = {name: ipw.Label() for name in kinds}
        digits = sorted(set(self._labels.tolist()))
        self.digit = ipw.Dropdown(
            options=digits,
            value=digits[len(digits) // 2],
            description=_("Digit"),
        )
        self.index = ipw.BoundedIntText(min=0, max=0, description=_("Index"))
        self.random = ipw.Button(description=_("New random copy"))
        self.reset = ipw.Button(description=_("Back to the original"))
        self.before, self.after = (
            ipw.Image(width=280, height=280) for _side in range(2)
        )
        self.numbers = ipw.HTML()

    def _connect(self) -> None:
        for control in (self.index, *self.sliders.values()):
            control.observe(self._in_language(self._redraw), "value")
        self.digit.observe(self._in_language(self._choose_digit), "value")
        self.random.on_click(self._in_language(self._draw_copy))
        back = self._in_language(lambda: self._move(self._neutral))
        self.reset.on_click(back)

    def _lay_out(self) -> None:
        sliders = [
            ipw.HBox([slider, self.readouts[name]])
            for name, slider in self.sliders.items()
        ]
        buttons = ipw.HBox([self.random, self.reset])
        pictures = place_side_by_side(
            ipw.VBox([ipw.HTML(f"<b>{_('original')}</b>"), self.before]),
            ipw.VBox([ipw.HTML(f"<b>{_('copy')}</b>"), self.after]),
        )
        words = _(
            "The numbers say where a pixel comes from: a shift of +3 moves "
            "the digit left or up, a zoom above 1 makes it smaller."
        )
        left = ipw.VBox([self.digit, self.index, *sliders, buttons])
        right = ipw.VBox([pictures, self.numbers])
        self._fill_box(place_side_by_side(left, right), ipw.HTML(words))

    def _describe(self) -> None:
        pair = self._transform()
        ink, copy_ink = measure_ink(pair)["ink pixels"]
        sentence = _(
            "At the start: digit {digit}, on the left as it is with "
            "{ink} ink pixels, on the right a copy with {copy_ink}: "
            "rotation {rotation}, shift {shift_x} and {shift_y}, shear "
            "{shear}, zoom {zoom_x} and {zoom_y}.",
            digit=self.digit.value,
            ink=ink,
            copy_ink=copy_ink,
            **{name: label.value for name, label in self.readouts.items()},
        )
        titles = [_("original"), _("copy")]
        figure = plot_digits(pair, titles=titles, columns=2)
        self._set_still(figure, sentence, dpi=130)

    def _transform(self) -> np.ndarray:
        """The image chosen, and what the sliders make of it."""
        places = np.flatnonzero(self._labels == self.digit.value)
        original = self._images[places[[self.index.value]]]
        row = {name: [s.value] for name, s in self.sliders.items()}
        fill = self._augmentation.fill
        copy = transform_images(original, pd.DataFrame(row), fill=fill)
        return np.concatenate([original, copy])

    def _redraw(self) -> None:
        if self._moving:
            return
        pair = self._transform()
        for name, (decimals, unit) in self._units.items():
            number = format_number(self.sliders[name].value, decimals)
            self.readouts[name].value = unit.format(number)
        for picture, image in zip(
            (self.before, self.after), pair, strict=True
        ):
            picture.value = enlarge(image, self._largest, scale=10)
        table = measure_ink(pair).round(2).set_axis(["original", "copy"])
        self.numbers.value = format_table(table).T.to_html(border=0)

    def _move(self, values: Mapping[str, float]) -> None:
        self._moving = True  # one new picture, not one a slider
        for name, value in values.items():
            self.sliders[name].value = value
        self._moving = False
        self._redraw()

    def _draw_copy(self) -> None:
        drawn = self._augmentation.draw(1, seed=next(self._seeds)).iloc[0]
        values = {}
        for name, middle in self._neutral.items():
            step = self.sliders[name].step
            # Towards no change: rounded, it is still within the settings.
            steps = np.trunc((drawn[name] - middle) / step)
            values[name] = round(middle + float(steps) * step, 2)
        self._move(values)

    def _choose_digit(self) -> None:
        count = int((self._labels == self.digit.value).sum())
        self._moving = True
        self.index.value = 0
        self.index.max = count - 1
        self.index.disabled = count == 1
        self._moving = False
        self._redraw()
