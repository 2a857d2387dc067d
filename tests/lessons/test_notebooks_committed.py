"""The committed notebooks' figures can be read by everybody.

That the notebooks are current is for `tools build --check` to say.
"""

import base64
import io
import re

import nbformat
import numpy as np
import pytest
from lxml import html
from nbformat.v4 import new_code_cell, new_markdown_cell, new_output
from PIL import Image

from tools.lesson import NOTEBOOKS

EACH = pytest.mark.parametrize(
    "path",
    sorted(NOTEBOOKS.glob("[ei][nd]/[0-9]*.ipynb")),
    ids=lambda path: f"{path.parent.name}/{path.stem}",
)
SENTENCE = 20  # letters at least: words, not a word
MARKDOWN_IMAGE = re.compile(r"!\[([^\]]*)\]\([^)]*\)")
TALLEST = 1080  # pixels: as many as a projector has
DARKEST = 60
PICTURE = re.compile(r"data:image/png;base64,([A-Za-z0-9+/=]+)")


def tell_figures(cell):
    """What tells each figure of a cell: its alt text, or what is printed."""
    if cell.cell_type == "markdown":
        text = re.sub(r"```.*?```", "", cell.source, flags=re.DOTALL)
        text = "" if cell.id == "badges" else text
        return MARKDOWN_IMAGE.findall(text) + read_alts(text)
    told = []
    for output in cell.outputs:
        data = output.get("data", {})
        told += read_alts(data.get("text/html", ""))
        if any(kind.startswith("image/") for kind in data):
            told.append("".join(each.get("text", "") for each in cell.outputs))
    return told


def read_alts(text):
    if "<img " not in text and "<svg " not in text:
        return []
    pictures = html.fragment_fromstring(text, create_parent=True)
    return [
        picture.get("alt") or picture.get("aria-label") or ""
        for picture in pictures.iter("img", "svg")
    ]


@EACH
def test_every_figure_is_also_told_in_words(path):
    cells = nbformat.read(path, 4).cells
    told = [words for cell in cells for words in tell_figures(cell)]
    assert min(map(len, told), default=SENTENCE) >= SENTENCE
    # None is overlooked: as many as the file has pictures.
    text = path.read_text(encoding="utf-8")
    pictures = (
        r'"image/\w+(?:\+xml)?": [\["]',
        r"!\[[^\]]*\]\((?!https://\S+badge)|<img |<svg ",
    )
    assert len(told) == sum(len(re.findall(each, text)) for each in pictures)


@pytest.mark.parametrize(
    ("cell", "told"),
    [
        (
            new_code_cell(
                outputs=[
                    new_output("display_data", data={"image/png": "x"}),
                    new_output("stream", text="Ten bars."),
                ]
            ),
            ["Ten bars."],
        ),
        (
            new_code_cell(
                outputs=[
                    new_output(
                        "display_data",
                        data={"text/html": "<p>a<svg viewBox='0'></svg></p>"},
                    )
                ]
            ),
            [""],
        ),
        (new_markdown_cell("![A bar](a.png)<img src='b'>"), ["A bar", ""]),
        (new_markdown_cell("```\n![](a.png)\n```"), []),
    ],
)
def test_figures_are_found_wherever_they_stand(cell, told):
    assert tell_figures(cell) == told


@EACH
def test_every_picture_fits_on_a_projected_page_and_is_not_black(path):
    wrong = []
    for number, cell in enumerate(nbformat.read(path, 4).cells, 1):
        for picture in find_pictures(cell):
            brightness = np.asarray(picture.convert("L")).mean()
            if picture.height > TALLEST or brightness < DARKEST:
                wrong.append((number, picture.size, round(brightness)))
    assert wrong == []


def find_pictures(cell):
    for output in cell.get("outputs", ()):
        data = output.get("data", {})
        codes = PICTURE.findall(data.get("text/html", ""))
        for code in [*codes, *filter(None, [data.get("image/png")])]:
            yield Image.open(io.BytesIO(base64.b64decode(code)))
