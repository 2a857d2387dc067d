"""Decks of slides: whole, in one file, and one idea at a time."""

import base64
import io
import re

import nbformat
import pytest
from lxml import html
from nbformat.v4 import (
    new_code_cell,
    new_markdown_cell,
    new_notebook,
    new_output,
)
from PIL import Image

from tools import slides
from tools.__main__ import main
from tools.lesson import LANGUAGES, NOTEBOOKS, find_lessons

LESSONS = [source.stem for source in find_lessons(NOTEBOOKS)]
# Two in each language in a push, with formulas and with the most figures.
PUSHED = ("09_build_architecture", "12_evaluate")
DECKS = [
    pytest.param(
        *(lesson, language), marks=() if lesson in PUSHED else pytest.mark.slow
    )
    for lesson in LESSONS
    for language in LANGUAGES
]
WIDTH, HEIGHT = 1280, 720


def make(*cells):
    notebook = new_notebook(cells=list(cells), metadata={"title": "T"})
    for cell in cells:
        cell.metadata.setdefault("slideshow", {"slide_type": "-"})
    return slides.make_deck(notebook, "en")


def test_slides_show_formulas_without_a_library():
    page = make(
        new_markdown_cell("# Half\n\nWith $\\frac{1}{2}$, $$a_1 * b * c$$"),
        new_markdown_cell("`$HOME` costs\n```\n$5 and $6\n```"),
    )
    deck = html.fromstring(page)
    half, product = deck.xpath("//math")
    assert half.xpath(".//mfrac//mn/text()") == ["1", "2"]
    assert half.get("display") == "inline"
    assert product.xpath(".//mi/text()") == ["a", "b", "c"]
    assert product.get("display") == "block"
    assert deck.xpath("//pre//text()")[0].strip() == "$5 and $6"
    assert "$HOME" in deck.text_content()
    assert "MathJax" not in page


def test_slides_leave_out_what_a_class_need_not_see():
    page = make(
        new_markdown_cell("# Title"),
        new_code_cell(
            "%pip install x", metadata={"slideshow": {"slide_type": "skip"}}
        ),
        new_code_cell("# NBVAL_CHECK_OUTPUT\npi * 2"),
    )
    code = html.fromstring(page).xpath("//div[@class='input']")
    assert [c.text_content().strip() for c in code] == ["pi * 2"]


def test_slides_of_the_next_lesson_are_linked():
    page = make(
        new_markdown_cell("# T\n\n[06](06_more.ipynb) [x](http://x.y)")
    )
    links = html.fromstring(page).xpath("//a/@href")
    assert links == ["06_more.html", "http://x.y"]


@pytest.fixture(scope="module")
def page(chromium):
    """A page of a browser without a network; notes what it asks for."""
    context = chromium.new_context(
        viewport={"width": WIDTH, "height": HEIGHT}, offline=True
    )
    page = context.new_page()
    page.asked, page.errors = [], []
    page.on("request", lambda request: page.asked.append(request.url))
    page.on("pageerror", lambda error: page.errors.append(str(error)))
    yield page
    context.close()


def show(page, path):
    page.asked.clear()
    page.goto(path.as_uri())
    page.wait_for_function("window.Reveal?.isReady()")
    return page.evaluate("Reveal.getTotalSlides()")


@pytest.fixture(scope="module")
def make_deck(tmp_path_factory):
    """Makes a lesson's deck by the command; returns where it is."""
    folder = tmp_path_factory.mktemp("decks")

    def make_deck(lesson, language):
        arguments = ["slides", lesson, "--lang", language]
        assert main([*arguments, "--outputs", str(folder)]) == 0
        return folder / "slides" / language / f"{lesson}.html"

    return make_deck


MEASURE = """() => {
  const slides = [...document.querySelectorAll(".slides > section")];
  return slides.map((slide, i) => {
    Reveal.slide(i, 0, 99);
    const texts = [...slide.querySelectorAll("p, li, td, th, pre")];
    const size = (e) => parseFloat(getComputedStyle(e).fontSize);
    return {
      headings: slide.querySelectorAll("h1, h2, h3").length,
      tall: slide.scrollHeight,
      wide: Math.max(0, ...texts.map((e) => e.getBoundingClientRect().right)),
      font: Math.min(99, ...texts.map(size)),
      text: slide.textContent,
    };
  });
}"""


@pytest.mark.parametrize(("lesson", "language"), DECKS)
def test_a_deck_fits_the_screen_needs_nothing_and_loses_nothing(
    page, make_deck, lesson, language
):
    path = make_deck(lesson, language)
    count = show(page, path)
    measured = page.evaluate(MEASURE)
    assert page.errors == []
    assert all(each.startswith(("data:", "file:")) for each in page.asked)
    assert len(measured) == count > 8
    for number, one in enumerate(measured, 1):
        where = f"slide {number}: {one['text'][:60]}"
        assert one["headings"] <= 1, where
        assert one["tall"] <= HEIGHT + 8, where
        assert one["wide"] <= WIDTH, where
        assert one["font"] >= 16, where
    shown = re.sub(r"\s", "", "".join(one["text"] for one in measured))
    notebook = nbformat.read(NOTEBOOKS / language / f"{lesson}.ipynb", 4)
    for cell in notebook.cells:
        if cell.metadata.slideshow.slide_type == "skip":
            continue
        if cell.cell_type == "code":
            texts = [cell.source.removeprefix("# NBVAL_CHECK_OUTPUT\n")]
            texts += [o.text for o in cell.outputs if "text" in o]
        else:
            texts = re.findall(r"^#+ ([\w ]+)$", cell.source, re.MULTILINE)
        for text in texts:
            assert re.sub(r"\s", "", text) in shown, text
    deck = html.parse(path).getroot()
    assert deck.get("lang") == language
    figures = deck.xpath("count(//div[@id='cells']//img)")
    assert page.locator(".slides img").count() == figures
    loaded = deck.xpath("//@src | //link/@href | //script/@src")
    assert all(address.startswith("data:") for address in loaded)
    for style in deck.xpath("//style/text()"):
        assert "@import" not in style
        assert not re.search(r"url\((?!['\"]?data:)", style)
    assert path.stat().st_size < 1_500_000


def test_slides_show_a_figure_whole_with_its_caption_under_it(page, tmp_path):
    picture = io.BytesIO()
    Image.new("RGB", (1200, 1500), "navy").save(picture, "PNG")
    letters = base64.b64encode(picture.getvalue()).decode()
    sentence = "A tall picture, and what there is to see in it. " * 3
    figure = (
        f'<figure><img alt="{sentence}" src="data:image/png;base64,{letters}">'
        f"<figcaption>{sentence}</figcaption></figure>"
    )
    data = {"text/html": figure, "text/plain": sentence}
    shown = new_output("display_data", data=data)
    path = tmp_path / "deck.html"
    path.write_text(
        make(
            new_markdown_cell("# T\n\nText before it."),
            new_code_cell("mh.show(drawing)", outputs=[shown]),
        ),
        encoding="utf-8",
    )
    show(page, path)
    slide = page.locator(".slides > section", has=page.locator("figure"))
    page.evaluate("Reveal.slide(99)")
    box = slide.locator("img").bounding_box()
    words = slide.locator("figcaption")
    under = words.bounding_box()
    assert box["height"] > 250 and box["width"] > 200
    assert box["y"] + box["height"] <= under["y"]
    assert under["y"] + under["height"] <= HEIGHT
    font = words.evaluate("e => getComputedStyle(e).fontFamily")
    assert font == page.evaluate(
        "getComputedStyle(document.querySelector('.reveal')).fontFamily"
    )


def test_slides_keep_an_answer_back_until_the_next_key(page, tmp_path):
    answer = new_output("stream", name="stdout", text="42\n")
    path = tmp_path / "deck.html"
    path.write_text(
        make(
            new_markdown_cell("# T\n\n**Predict:** what is it?"),
            new_code_cell("print(6 * 7)", outputs=[answer]),
            new_markdown_cell("It is forty-two."),
            new_markdown_cell("## Next"),
            new_code_cell("print(6 * 7)", outputs=[answer]),
        ),
        encoding="utf-8",
    )
    assert show(page, path) == 2
    result = page.locator("section.present .output")
    comment = page.locator(".slides p", has_text="It is forty-two.")
    hidden = "e => getComputedStyle(e.closest('.fragment')).visibility"
    seen = []
    for _ in range(3):
        seen.append([result.evaluate(hidden), comment.evaluate(hidden)])
        page.keyboard.press("ArrowRight")
    assert seen == [
        ["hidden", "hidden"],
        ["visible", "hidden"],
        ["visible", "visible"],
    ]
    page.wait_for_function("Reveal.getIndices().h === 1")
    assert page.locator("section.present .fragment").count() == 0


def test_slides_read_as_a_page_without_javascript(page, make_deck):
    context = page.context.browser.new_context(java_script_enabled=False)
    plain = context.new_page()
    plain.goto(make_deck(LESSONS[0], "en").as_uri())
    assert plain.locator("#cells h1").is_visible()
    assert plain.locator("#cells .output").first.is_visible()
    context.close()
