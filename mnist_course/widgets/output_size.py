"""See how large a convolution's output gets, and why."""

import io

import ipywidgets as ipw
import numpy as np
import seaborn as sns
from matplotlib.colors import ListedColormap
from matplotlib.figure import Figure
from matplotlib.ticker import MaxNLocator

from mnist_helpers.figures import in_own_style, label_axes
from mnist_helpers.language import _

from .live import Live, place_side_by_side


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
        for slider in self.sliders.values():
            slider.observe(self._in_language(self._redraw), "value")
        self._redraw()
        controls = ipw.VBox([*self.sliders.values(), self.formula])
        self._fill_box(place_side_by_side(controls, self.picture))
        formula, meaning = self._explain()
        sentence = _("At the start: {formula};", formula=formula)
        self._set_still(self._draw(), " ".join([sentence, *meaning]))

    def _calculate(self) -> tuple[int, int, int, int, int]:
        """n, kernel, stride, padding and size of the output."""
        n, k, s, p = (slider.value for slider in self.sliders.values())
        return n, k, s, p, max(0, (n + 2 * p - k) // s + 1)

    def _explain(self) -> tuple[str, list[str]]:
        """The formula with its numbers, and what they mean in sentences."""
        n, k, s, p, size = self._calculate()
        formula = f"⌊({n} + 2 · {p} − {k}) / {s}⌋ + 1 = {size}"
        if size == 0:
            words = _("The kernel is longer than the side: it fits nowhere.")
            return formula, [words]
        sentences = [_("{n} × {n} becomes {size} × {size}.", n=n, size=size)]
        left = (n + 2 * p - k) % s
        if left:
            sentences.append(
                _("Positions at the end that no window reads: {n}.", n=left)
            )
        if p == 0:
            sentences.append(_('In Keras: padding="valid".'))
        elif s == 1 and 2 * p == k - 1:
            sentences.append(_('In Keras: padding="same".'))
        return formula, sentences

    def _redraw(self) -> None:
        numbers, sentences = self._explain()
        self.formula.value = (
            "⌊(n + 2 · padding − kernel) / stride⌋ + 1<br>"
            f'<b style="font-size: 20px">{numbers}</b><br>'
            + "<br>".join(sentences)
        )
        file = io.BytesIO()
        self._draw().savefig(file, format="png")
        self.picture.value = file.getvalue()

    @in_own_style
    def _draw(self) -> Figure:
        """Each window as a row: which positions along the side it reads."""
        n, k, s, p, size = self._calculate()
        position = np.arange(-p, n + p)
        start = s * np.arange(max(1, size))[:, None] - p
        cells = np.where((position < 0) | (position >= n), 0, 1)
        cells = np.tile(cells, (len(start), 1))
        if size:
            cells[(position >= start) & (position < start + k)] = 2
        figure = Figure(figsize=(7, 4), dpi=80)
        ax = figure.add_axes((0.1, 0.15, 0.88, 0.72))
        blue = sns.color_palette("colorblind")[0]
        colours = ListedColormap(["white", "0.8", blue])
        sides = -p - 0.5, n + p - 0.5, len(start) + 0.5, 0.5
        ax.imshow(cells, colours, vmin=0, vmax=2, aspect="auto", extent=sides)
        for end in (-p - 0.5, n - 0.5):  # the padding, white and hatched
            ax.axvspan(end, end + p, fill=False, hatch="//", color="0.6")
        ax.vlines(position - 0.5, 0.5, len(start) + 0.5, "white", lw=1)
        ax.hlines(np.arange(len(start)) + 0.5, -p - 0.5, n + p - 0.5, "white")
        for axis in (ax.xaxis, ax.yaxis):
            axis.set_major_locator(MaxNLocator(integer=True))
        title = _("What each window reads (dark)")
        x = _("position along the side, padding hatched")
        label_axes(ax, title=title, x=x, y=_("window"))
        return figure
