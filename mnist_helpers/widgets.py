"""Try things out with sliders and buttons, beside the lesson's own code.

In: MNIST images and labels, or nothing. Out: a `Live`. As the last line of a
cell it shows its widget where a kernel runs, and a still picture of the same
with a sentence where none does: on GitHub, in a web page, on paper.
"""

import base64
import html
import io
import itertools
import re
from collections.abc import Callable
from typing import TYPE_CHECKING

import ipywidgets as ipw
import matplotlib.pyplot as plt
import numpy as np
import pandas as pd
import seaborn as sns
from IPython.display import display
from matplotlib.colors import ListedColormap
from matplotlib.figure import Figure
from matplotlib.ticker import MaxNLocator
from PIL import Image

from .augment import Augmentation
from .checks import refuse, verify_pair
from .explore import ink_extent
from .figures import label_axes
from .language import _, format_number, get_language, set_language
from .pictures import plot_digits
from .quizzes import QUIZZES

if TYPE_CHECKING:  # it needs TensorFlow, which lessons 01 to 04 do without
    from .augment import Augmentation

WIDGET = "application/vnd.jupyter.widget-view+json"

# ipywidgets' own sizes are too small for a projector. The variables are the
# same in ipywidgets 7 and 8.
STYLE = """<style>
.mnist-live { --jp-widgets-font-size: 16px; --jp-widgets-inline-height: 34px;
  --jp-widgets-inline-label-width: 110px; --jp-widgets-inline-width: 380px; }
.mnist-live .widget-html-content { line-height: 1.5; }
.mnist-live td, .mnist-live th { padding: 2px 10px; text-align: right;
  font-size: 16px; white-space: nowrap; }
.mnist-live .jupyter-button { height: auto; min-height: 36px; width: auto;
  padding: 4px 16px; line-height: 1.4; white-space: normal; text-align: left; }
.mnist-live .jupyter-button:focus { outline: 3px solid #0173b2; }
</style>"""


class Live:
    """A widget with a still of itself.

    Attributes:
        box: the widget.
        still: what is shown where no kernel runs, by MIME type.
        caption: the same in words, and how to get the live one.
    """

    box: ipw.VBox
    still: dict[str, str]
    caption: str

    def __init__(self) -> None:
        self._language = get_language()

    def _fill_box(self, *children: ipw.Widget) -> None:
        self.box = ipw.VBox([ipw.HTML(STYLE), *children])
        self.box.add_class("mnist-live")

    def _keep_language(self, callback: Callable[[], None]) -> Callable:
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
    ) -> tuple[dict, dict]:
        """Widget and still in one output: a viewer takes what it can."""
        view = {
            "version_major": 2,
            "version_minor": 0,
            "model_id": self.box.model_id,
        }
        data = {WIDGET: view, **self.still, "text/plain": self.caption}
        pictures = [kind for kind in self.still if kind.startswith("image/")]
        return data, {kind: {"alt": self.caption} for kind in pictures}

    def _ipython_display_(self) -> None:
        data, metadata = self._repr_mimebundle_()
        display(data, metadata=metadata, raw=True)
        if "image/png" in data:
            print(self.caption)


def explore_augmentation(
    images: np.ndarray,
    labels: np.ndarray,
    augmentation: "Augmentation | None" = None,
) -> Live:
    """Move sliders and see what each technique does to a digit.

    The sliders are the parameters of `transform_images`: as
    `ImageDataGenerator` counts them, they say where a pixel comes from.

    Args:
        images: array of shape (n, 28, 28) or (n, 28, 28, 1).
        labels: integer array of shape (n,), digits 0 to 9.
        augmentation: what "New random copy" draws from, and what fills the
            corners; None is `Augmentation()`.

    Raises:
        TypeError, ValueError: if an argument breaks these rules.
    """
    from .augment import Augmentation

    verify_pair(images, labels)
    if augmentation is None:
        augmentation = Augmentation()
    if not isinstance(augmentation, Augmentation):
        refuse(
            "augmentation",
            _("be an Augmentation"),
            type(augmentation).__name__,
            _("Write Augmentation(rotation=10), say."),
            error=TypeError,
        )
    return AugmentationExplorer(
        images.reshape(-1, 28, 28), labels, augmentation
    )


class AugmentationExplorer(Live):
    """What `explore_augmentation` returns."""

    def __init__(
        self,
        images: np.ndarray,
        labels: np.ndarray,
        augmentation: "Augmentation",
    ) -> None:
        super().__init__()
        self._images, self._labels = images, labels
        self._augmentation = augmentation
        self._largest = images.max()
        self._seeds = itertools.count(7)
        self._moving = False
        self._make_controls()
        self._choose_digit()
        self._draw_copy()
        self._connect()
        self._lay_out()

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
        size = {"width": 280, "height": 280}
        self.before, self.after = ipw.Image(**size), ipw.Image(**size)
        self.numbers = ipw.HTML()

    def _connect(self) -> None:
        redraw = self._keep_language(self._redraw)
        for control in (self.index, *self.sliders.values()):
            control.observe(redraw, "value")
        choose = self._keep_language(self._choose_digit)
        self.digit.observe(choose, "value")
        self.random.on_click(self._keep_language(self._draw_copy))
        self.reset.on_click(
            self._keep_language(lambda: self._move(self._neutral))
        )

    def _lay_out(self) -> None:
        before, after = _("original"), _("copy")
        sliders = [
            ipw.HBox([self.sliders[name], self.readouts[name]])
            for name in self.sliders
        ]
        buttons = ipw.HBox([self.random, self.reset])
        pictures = _row(
            ipw.VBox([ipw.HTML(f"<b>{before}</b>"), self.before]),
            ipw.VBox([ipw.HTML(f"<b>{after}</b>"), self.after]),
        )
        self._fill_box(
            _row(
                ipw.VBox([self.digit, self.index, *sliders, buttons]),
                ipw.VBox([pictures, self.numbers]),
            ),
            ipw.HTML(
                _(
                    "The numbers say where a pixel comes from: a shift of +3 "
                    "moves the digit left or up, a zoom above 1 makes it "
                    "smaller."
                )
            ),
        )
        pair = self._transform()
        self.still = _still(
            plot_digits(np.stack(pair), titles=[before, after], columns=2),
            dpi=130,
        )
        ink = [_measure(image)[_("ink pixels")] for image in pair]
        self.caption = _live(
            _(
                "At the start: digit {digit}, on the left as it is with "
                "{ink} ink pixels, on the right a copy with {copy_ink}: "
                "rotation {rotation}, shift {shift_x} and {shift_y}, shear "
                "{shear}, zoom {zoom_x} and {zoom_y}.",
                digit=self.digit.value,
                ink=ink[0],
                copy_ink=ink[1],
                **{n: readout.value for n, readout in self.readouts.items()},
            )
        )

    def _transform(self) -> tuple[np.ndarray, np.ndarray]:
        """The image chosen, and what the sliders make of it."""
        from .augment import transform_images

        places = np.flatnonzero(self._labels == self.digit.value)
        original = self._images[places[[self.index.value]]]
        row = {name: [s.value] for name, s in self.sliders.items()}
        fill = self._augmentation.fill
        result = transform_images(original, pd.DataFrame(row), fill=fill)
        return original[0], result[0]

    def _redraw(self) -> None:
        if self._moving:
            return
        original, result = self._transform()
        for name, (decimals, unit) in self._units.items():
            number = format_number(self.sliders[name].value, decimals)
            self.readouts[name].value = unit.format(number)
        self.before.value = _png(original, self._largest, scale=10)
        self.after.value = _png(result, self._largest, scale=10)
        table = {
            _("original"): _measure(original),
            _("copy"): _measure(result),
        }
        self.numbers.value = pd.DataFrame(table).to_html(border=0)

    def _move(self, values: dict[str, float]) -> None:
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


def browse_digits(images: np.ndarray, labels: np.ndarray) -> Live:
    """Page through the images of one digit, with index and ink of each.

    Args:
        images: array of shape (n, 28, 28) or (n, 28, 28, 1).
        labels: integer array of shape (n,), digits 0 to 9.

    Raises:
        TypeError, ValueError: if an argument breaks these rules.
    """
    verify_pair(images, labels)
    return DigitBrowser(images.reshape(-1, 28, 28), labels)


class DigitBrowser(Live):
    """What `browse_digits` returns."""

    PER_PAGE = 10

    def __init__(self, images: np.ndarray, labels: np.ndarray) -> None:
        super().__init__()
        self._images, self._labels = images, labels
        self._largest = images.max()
        digits = sorted(set(labels.tolist()))
        narrow = ipw.Layout(width="200px")
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
        self.digit.observe(self._keep_language(self._choose_digit), "value")
        self.page.observe(self._keep_language(self._redraw), "value")
        self.previous.on_click(lambda _button: self._turn(-1))
        self.next.on_click(lambda _button: self._turn(1))
        self._fill_box(
            _row(self.digit, self.page, self.pages, self.previous, self.next),
            self.table,
        )
        shown = self._shown()
        self.still = _still(
            plot_digits(images[shown], titles=[str(place) for place in shown])
        )
        self.caption = _live(
            _(
                "At the start: the first images of digit {digit}, at index "
                "{places} with {inks} ink pixels.",
                digit=self.digit.value,
                places=", ".join(map(str, shown)),
                inks=", ".join(str((images[p] > 0).sum()) for p in shown),
            )
        )

    def _shown(self) -> np.ndarray:
        """Places in the whole set of the images on this page."""
        places = np.flatnonzero(self._labels == self.digit.value)
        start = (self.page.value - 1) * self.PER_PAGE
        return places[start : start + self.PER_PAGE]

    def _turn(self, pages: int) -> None:
        self.page.value += pages  # ipywidgets keeps it within its bounds

    def _choose_digit(self) -> None:
        count = int((self._labels == self.digit.value).sum())
        self.page.value = 1
        self.page.max = -(-count // self.PER_PAGE)
        self.pages.value = _(
            "of {pages}; {images} images",
            pages=format_number(self.page.max),
            images=format_number(count),
        )
        self._redraw()

    def _redraw(self) -> None:
        self.previous.disabled = self.page.value == self.page.min
        self.next.disabled = self.page.value == self.page.max
        rows = {name: [] for name in (_("index"), _("label"), _("ink pixels"))}
        pictures = []
        for place in self._shown():
            image = self._images[place]
            facts = (place, self._labels[place], (image > 0).sum())
            for column, fact in zip(rows.values(), facts, strict=True):
                column.append(fact)
            said = ", ".join(
                f"{name} {fact}"
                for name, fact in zip(rows, facts, strict=True)
            )
            code = base64.b64encode(_png(image, self._largest, scale=3))
            pictures.append(
                f'<td><img src="data:image/png;base64,{code.decode()}" '
                f'alt="{said}" title="{said}" width="84" height="84"></td>'
            )
        lines = [f"<td></td>{''.join(pictures)}"] + [
            f'<th scope="row">{name}</th>'
            + "".join(f"<td>{fact}</td>" for fact in facts)
            for name, facts in rows.items()
        ]
        body = "".join(f"<tr>{line}</tr>" for line in lines)
        self.table.value = f"<table>{body}</table>"


def explore_output_size() -> Live:
    """Move sliders and see how large a convolution's output gets, and why.

    The formula is that of one side: n pixels, padded by p at either end, and
    read by a kernel of k that moves by s give (n + 2p - k) // s + 1 outputs.

    Source: Dumoulin and Visin 2016, "A guide to convolution arithmetic for
    deep learning", relationship 6.
    """
    return OutputSizeExplorer()


class OutputSizeExplorer(Live):
    """What `explore_output_size` returns."""

    def __init__(self) -> None:
        super().__init__()
        bounds = {
            "n": (7, 3, 32),
            "kernel": (3, 1, 7),
            "stride": (2, 1, 4),
            "padding": (0, 0, 4),
        }
        self.sliders = {
            name: ipw.IntSlider(
                value=value, min=low, max=high, description=name
            )
            for name, (value, low, high) in bounds.items()
        }
        self.formula = ipw.HTML()
        self.picture = ipw.Image(width=560, height=320)
        redraw = self._keep_language(self._redraw)
        for slider in self.sliders.values():
            slider.observe(redraw, "value")
        self._redraw()
        self._fill_box(
            _row(
                ipw.VBox([*self.sliders.values(), self.formula]), self.picture
            )
        )
        picture = base64.b64encode(self.picture.value).decode()
        self.still = {"image/png": picture}
        self.caption = _live(
            _(
                "At the start: {formula}; {meaning}",
                formula=self._calculate()[0],
                meaning=" ".join(self._say()),
            )
        )

    def _calculate(self) -> tuple[str, int]:
        """The formula with its numbers put in, and its result."""
        n, k, s, p = (slider.value for slider in self.sliders.values())
        size = max(0, (n + 2 * p - k) // s + 1)
        return f"⌊({n} + 2 · {p} − {k}) / {s}⌋ + 1 = {size}", size

    def _say(self) -> list[str]:
        """What the numbers mean, in sentences."""
        n, k, s, p = (slider.value for slider in self.sliders.values())
        size = self._calculate()[1]
        if size == 0:
            return [_("The kernel is longer than the side: it fits nowhere.")]
        sentences = [
            _("{n} × {n} becomes {size} × {size}.", n=n, size=size),
        ]
        left = (n + 2 * p - k) % s
        if left:
            sentences.append(
                _("Positions at the end that no window reads: {n}.", n=left)
            )
        if p == 0:
            sentences.append(_('In Keras: padding="valid".'))
        elif s == 1 and 2 * p == k - 1:
            sentences.append(_('In Keras: padding="same".'))
        return sentences

    def _redraw(self) -> None:
        numbers, _size = self._calculate()
        self.formula.value = (
            "⌊(n + 2 · padding − kernel) / stride⌋ + 1<br>"
            f'<b style="font-size: 20px">{numbers}</b><br>'
            + "<br>".join(self._say())
        )
        self.picture.value = self._draw()

    def _draw(self) -> bytes:
        """Each window as a row: which positions along the side it reads."""
        n, k, s, p = (slider.value for slider in self.sliders.values())
        size = self._calculate()[1]
        position = np.arange(-p, n + p)
        start = s * np.arange(max(1, size))[:, None] - p
        cells = np.where((position < 0) | (position >= n), 0, 1)
        cells = np.tile(cells, (len(start), 1))
        if size:
            cells[(position >= start) & (position < start + k)] = 2
        figure = Figure(figsize=(7, 4), dpi=80)
        ax = figure.add_axes((0.1, 0.15, 0.88, 0.72))
        blue = sns.color_palette("colorblind")[0]
        ax.imshow(
            cells,
            cmap=ListedColormap(["white", "0.8", blue]),
            vmin=0,
            vmax=2,
            aspect="auto",
            extent=(-p - 0.5, n + p - 0.5, len(start) + 0.5, 0.5),
        )
        for end in (-p - 0.5, n - 0.5):  # the padding, white and hatched
            ax.axvspan(end, end + p, fill=False, hatch="//", color="0.6")
        ax.vlines(position - 0.5, 0.5, len(start) + 0.5, "white", lw=1)
        ax.hlines(np.arange(len(start)) + 0.5, -p - 0.5, n + p - 0.5, "white")
        for axis in (ax.xaxis, ax.yaxis):
            axis.set_major_locator(MaxNLocator(integer=True))
        label_axes(
            ax,
            title=_("What each window reads (dark)"),
            x=_("position along the side, padding hatched"),
            y=_("window"),
        )
        file = io.BytesIO()
        figure.savefig(file, format="png")
        return file.getvalue()


def quiz(name: str) -> Live:
    """Ask one question with two answers, and say why after a click.

    Args:
        name: one of `QUIZZES`: "imbalance", "tuning_on_test", ...

    Raises:
        ValueError: if there is no such question.
    """
    if not isinstance(name, str) or name not in QUIZZES:
        refuse(
            "name",
            _("be one of {names}", names=", ".join(QUIZZES)),
            repr(name),
            _('Write quiz("imbalance"), say.'),
        )
    return Quiz(name)


class Quiz(Live):
    """What `quiz` returns."""

    def __init__(self, name: str) -> None:
        super().__init__()
        self._asked = asked = QUIZZES[name]()
        self.buttons = [
            ipw.Button(description=f"{letter}. {answer}")
            for letter, answer in zip("AB", asked.answers, strict=True)
        ]
        self.feedback = ipw.HTML()
        for place, button in enumerate(self.buttons):
            button.on_click(
                self._keep_language(lambda place=place: self._judge(place))
            )
        question = _code(asked.question)
        self._fill_box(
            ipw.HTML(f"<b>{question}</b>"), *self.buttons, self.feedback
        )
        answers = "".join(
            f"<p>{letter}. {html.escape(answer)}</p>"
            for letter, answer in zip("AB", asked.answers, strict=True)
        )
        summary = _("Answer")
        solution = f"{'AB'[asked.right]}. {_code(asked.why)}"
        self.caption = _live(
            "\n".join([asked.question, *(b.description for b in self.buttons)])
        )
        self.still = {
            "text/html": (
                f"<p><b>{question}</b></p>{answers}<details><summary>"
                f"{summary}</summary><p>{solution}</p></details>"
                f"<p>{_code(_live(''))}</p>"
            )
        }

    def _judge(self, place: int) -> None:
        right = place == self._asked.right
        mark = "✓ " + _("Right.") if right else "✗ " + _("Not right.")
        for button in self.buttons:
            button.icon = ""
        self.buttons[place].icon = "check" if right else "times"
        self.feedback.value = (
            f'<div role="alert"><b>{"AB"[place]}: {mark}</b> '
            f"{_code(self._asked.why)}</div>"
        )


def _live(sentence: str) -> str:
    """The sentence, and how a reader of the still gets the live one."""
    how = _(
        "To try it live, open this notebook with `python course.py lab` or "
        "in Google Colab, and run the cell."
    )
    return f"{sentence}\n{how}".strip()


def _still(figure: Figure, *, dpi: int = 80) -> dict[str, str]:
    """The figure as part of an output; it is not shown by itself."""
    file = io.BytesIO()
    figure.savefig(file, format="png", dpi=dpi)
    plt.close(figure)
    return {"image/png": base64.b64encode(file.getvalue()).decode()}


def _png(image: np.ndarray, largest: float, *, scale: int) -> bytes:
    """An image with each pixel as a square of `scale` pixels; quick."""
    file = io.BytesIO()
    grey = np.rint(image * (255 / max(largest, 1e-6))).astype(np.uint8)
    squares = np.kron(grey, np.ones((scale, scale), np.uint8))
    Image.fromarray(squares).save(file, format="png")
    return file.getvalue()


def _measure(image: np.ndarray) -> dict[str, str]:
    """Ink, brightness and box of one image, as `ink_per_digit` has them."""
    ink = image[None] > 0
    return {
        _("ink pixels"): format_number(ink.sum()),
        _("brightness"): format_number(image.mean(dtype=np.float64), 2),
        _("box height"): format_number(ink_extent(ink.any(axis=2))[0]),
        _("box width"): format_number(ink_extent(ink.any(axis=1))[0]),
    }


def _row(*children: ipw.Widget) -> ipw.HBox:
    """Side by side, below each other where the window is narrow."""
    layout = ipw.Layout(flex_flow="row wrap", grid_gap="8px 24px")
    return ipw.HBox(children, layout=layout)


def _code(text: str) -> str:
    """Text as HTML, with `code` as such."""
    return re.sub(r"`([^`]*)`", r"<code>\1</code>", html.escape(text))
