"""The committed notebooks are current, whole and readable by everybody."""

import base64
import io
import re

import nbformat
import numpy as np
import pytest
from lxml import html
from nbformat.v4 import new_code_cell, new_markdown_cell, new_output
from PIL import Image

from tools import edition
from tools.lesson import LANGUAGES, NOTEBOOKS

COMMITTED = sorted(
    path
    for language in LANGUAGES
    for path in (NOTEBOOKS / language).glob("*.ipynb")
)


def test_every_lesson_is_built_in_both_editions():
    problems = edition.check(NOTEBOOKS)
    assert problems == [], "\n".join(problems)


SENTENCE = 20  # letters at least: words, not a word
MARKDOWN_IMAGE = re.compile(r"!\[([^\]]*)\]\([^)]*\)")


@pytest.mark.parametrize(
    "path", COMMITTED, ids=lambda path: f"{path.parent.name}/{path.stem}"
)
def test_every_figure_is_also_told_in_words_or_in_a_table(path):
    silent, figures = [], 0
    for number, cell in enumerate(nbformat.read(path, 4).cells, 1):
        wordless, found = count_figures(cell)
        figures += found
        if wordless:
            silent.append(f"cell {number}: {wordless} of {found} figures")
    assert silent == []
    # None is overlooked: as many as the file has pictures.
    text = path.read_text(encoding="utf-8")
    assert figures == len(
        re.findall(r'"image/\w+(?:\+xml)?": [\["]', text)
    ) + len(re.findall(r"!\[[^\]]*\]\((?!https://\S+badge)|<img |<svg ", text))


def count_figures(cell):
    """How many figures of a cell nobody tells in words, and how many it has.

    A figure has alt text of its own, or its cell prints a sentence for each
    figure or a table.
    """
    if cell.cell_type == "markdown":
        text = re.sub(r"```.*?```", "", cell.source, flags=re.DOTALL)
        if cell.id == "badges":
            return 0, 0
        alts = MARKDOWN_IMAGE.findall(text) + _alts_in_html(text)
        return sum(len(alt) < SENTENCE for alt in alts), len(alts)
    alts, printed, tables = [], 0, 0
    for output in cell.get("outputs", ()):
        data, about = output.get("data", {}), output.get("metadata", {})
        for kind in data:
            if kind.startswith("image/"):
                alts.append(about.get(kind, {}).get("alt", ""))
        page = data.get("text/html", "")
        alts += _alts_in_html(page)
        tables += "<table" in page
        if output.output_type == "stream":
            lines = output.text.splitlines()
            printed += sum(len(line) >= SENTENCE for line in lines)
    wordless = sum(len(alt) < SENTENCE for alt in alts)
    return 0 if tables else max(0, wordless - printed), len(alts)


def _alts_in_html(text):
    if "<img " not in text and "<svg " not in text:
        return []
    pictures = html.fragment_fromstring(text, create_parent=True)
    return [
        picture.get("alt") or picture.get("aria-label") or ""
        for picture in pictures.iter("img", "svg")
    ]


def figure(kind, alt=""):
    return new_output(
        "display_data", data={kind: "x"}, metadata={kind: {"alt": alt}}
    )


def say(text):
    return new_output("stream", name="stdout", text=text)


WORDS = "Ten bars, from digit 0 to 9."


@pytest.mark.parametrize(
    ("cell", "wordless", "figures"),
    [
        (new_code_cell(outputs=[figure("image/png")]), 1, 1),
        (new_code_cell(outputs=[figure("image/svg+xml")]), 1, 1),
        (new_code_cell(outputs=[figure("image/svg+xml", WORDS)]), 0, 1),
        (new_code_cell(outputs=[figure("image/png"), say("ok")]), 1, 1),
        (new_code_cell(outputs=[figure("image/png"), say(WORDS)]), 0, 1),
        (
            new_code_cell(
                outputs=[figure("image/png"), say(WORDS), figure("image/png")]
            ),
            1,
            2,
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
            1,
            1,
        ),
        (new_markdown_cell("A ![](a.png)"), 1, 1),
        (new_markdown_cell(f"![{WORDS}](a.png)<img src='b'>"), 1, 2),
        (new_markdown_cell(f"<img alt='{WORDS}' src='b'>"), 0, 1),
        (new_markdown_cell("```\n![](a.png)\n```"), 0, 0),
    ],
)
def test_figures_are_counted_wherever_they_stand(cell, wordless, figures):
    assert count_figures(cell) == (wordless, figures)


TALLEST = 1080  # pixels: as many as a projector has
DARKEST = 60
PICTURE = re.compile(r"data:image/png;base64,([A-Za-z0-9+/=]+)")


@pytest.mark.parametrize(
    "path", COMMITTED, ids=lambda path: f"{path.parent.name}/{path.stem}"
)
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
