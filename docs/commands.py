"""Take the pictures in the READMEs: `python docs/commands.py [NAME ...]`.

In: what each command makes, here of one lesson. Out: `docs/LANG/NAME.png`.
Needs all that the tests need, and LibreOffice for the chapter's pages.
"""

import os
import shutil
import subprocess
import sys
import tempfile
from pathlib import Path

os.environ.setdefault("TF_CPP_MIN_LOG_LEVEL", "3")
DOCS = Path(__file__).resolve().parent
PROJECT = DOCS.parent
sys.path[:0] = [str(PROJECT / each) for each in (".", "tests", "tests/tools")]
sys.path.append(str(PROJECT / "tests/lessons"))

import nbformat  # noqa: E402
from markdown_it import MarkdownIt  # noqa: E402
from nbconvert import HTMLExporter  # noqa: E402
from PIL import Image  # noqa: E402
from playwright.sync_api import Page, sync_playwright  # noqa: E402
from test_browser import start_lab  # noqa: E402
from test_collect import GIVEN, hand_in  # noqa: E402

from tools.chapter import make_chapter  # noqa: E402
from tools.classroom.bundle import write_page  # noqa: E402
from tools.classroom.collect import collect  # noqa: E402
from tools.classroom.handout import make_handouts  # noqa: E402
from tools.digits import make_digits_page  # noqa: E402
from tools.lesson import NOTEBOOKS, find_lessons  # noqa: E402
from tools.site import make_site  # noqa: E402
from tools.slides import make_decks  # noqa: E402

SIZE = {"width": 960, "height": 640}
SHOWN = (480, 320)
PLAIN = """<meta charset="utf-8"><style>body {{ margin: 24px; background: #fff;
font: 19px/1.5 sans-serif; }} td, th {{ border: 1px solid #888;
padding: 4px 10px; text-align: left; }} table {{ border-collapse: collapse; }}
</style>{}"""
SOURCES = find_lessons(NOTEBOOKS, ["05"])


def show_html(page: Page, folder: Path, text: str) -> None:
    path = folder / "page.html"
    path.write_text(text, encoding="utf-8")
    page.goto(path.as_uri())


def show_lab(page: Page, language: str, folder: Path) -> None:
    name = "01_collect_data.ipynb"
    shutil.copy(NOTEBOOKS / language / name, folder)
    process, address, token = start_lab(folder, language=language)
    try:
        page.goto(f"{address}lab/tree/{name}?token={token}")
        page.locator(".jp-Notebook .jp-OutputArea img").first.wait_for()
        page.wait_for_timeout(3000)
    finally:
        process.terminate()


def show_slides(page: Page, language: str, folder: Path) -> None:
    (deck,) = make_decks(SOURCES, language, folder)
    page.goto(deck.as_uri() + "#/6")
    page.wait_for_timeout(2000)


def show_handout(page: Page, language: str, folder: Path) -> None:
    make_handouts(SOURCES, [language], folder)
    path = folder / "handout/teacher" / language / f"{SOURCES[0].stem}.ipynb"
    notebook = nbformat.read(path, as_version=4)
    notebook.cells = notebook.cells[:3]
    show_html(page, folder, HTMLExporter().from_notebook_node(notebook)[0])


def show_bundle(page: Page, language: str, folder: Path) -> None:
    wheel = "mnist_helpers-0.1-py3-none-any.whl"
    text = write_page(find_lessons(NOTEBOOKS), language, wheel)
    show_html(page, folder, text)


def show_digits(page: Page, language: str, folder: Path) -> None:
    made = make_digits_page(folder / "digits.html")
    page.goto(f"{made.as_uri()}#{language}")
    page.locator("#example").click()
    page.evaluate("document.querySelector('#pad').scrollIntoView()")
    page.wait_for_timeout(300)


def show_site(page: Page, language: str, folder: Path) -> None:
    first = make_site(PROJECT, folder)
    page.goto((first.parent / language / "05_augment.html").as_uri())
    page.set_viewport_size({"width": 1280, "height": 853})


def show_collect(page: Page, language: str, folder: Path) -> None:
    for number in range(6):
        chosen = {
            name: answers[number % len(answers)]
            for name, answers in GIVEN.items()
        }
        path = folder / "class" / f"student_{number + 1:02}.ipynb"
        hand_in(path, chosen, language)
    made = collect(
        folder / "class", NOTEBOOKS, folder, language=language, recheck=True
    )
    summary = next(each for each in made if each.suffix == ".md")
    text = MarkdownIt().enable("table").render(summary.read_text("utf-8"))
    show_html(page, folder, PLAIN.format(text))


def show_chapter(page: Page, language: str, folder: Path) -> None:
    made = make_chapter(language, folder / "bab_3", None, overwrite=True)
    word = next(each for each in made if each.suffix == ".docx")
    convert = ["soffice", "--headless", "--convert-to", "pdf", "--outdir"]
    subprocess.run([*convert, folder, word], check=True, capture_output=True)
    pages = "pdftoppm -r 150 -png -f 5 -l 5".split()
    pdf = folder / f"{word.stem}.pdf"
    subprocess.run([*pages, pdf, folder / "page"], check=True)
    images = "".join(
        f'<img src="{each.as_uri()}" width="960">'
        for each in sorted(folder.glob("page-*.png"))
    )
    show_html(page, folder, f"<body style='margin: 0'>{images}")


SHOW = {
    "lab": show_lab,
    "slides": show_slides,
    "handout": show_handout,
    "bundle": show_bundle,
    "digits": show_digits,
    "site": show_site,
    "collect": show_collect,
    "chapter": show_chapter,
}


def main(names: list[str]) -> None:
    chromium = shutil.which("chromium") or shutil.which("google-chrome")
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(
            executable_path=chromium, args=["--no-sandbox"]
        )
        for language in ("en", "id"):
            for name in names or SHOW:
                page = browser.new_page(viewport=SIZE)
                with tempfile.TemporaryDirectory() as folder:
                    SHOW[name](page, language, Path(folder))
                    taken = Path(folder, "taken.png")
                    page.screenshot(path=taken)
                    image = Image.open(taken).convert("RGB")
                    image = image.resize(SHOWN, Image.Resampling.LANCZOS)
                target = DOCS / language / f"{name}.png"
                target.parent.mkdir(exist_ok=True)
                # Few colours: the pictures are small.
                image.quantize(64).save(target, optimize=True)
                page.close()


if __name__ == "__main__":
    main(sys.argv[1:])
