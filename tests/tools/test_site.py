"""The web site in a browser: links, telephone, dark, screen reader."""

import functools
import http.server
import threading
from urllib.parse import unquote, urldefrag

import nbformat
import pytest
from conftest import NOTEBOOKS, ROOT, find_barriers
from lxml import html

import mnist_helpers
from tools import site

WIDE = "document.documentElement.scrollWidth"


@pytest.fixture(scope="module")
def made(tmp_path_factory):
    outputs = tmp_path_factory.mktemp("outputs")
    return site.make_site(ROOT, outputs).parent


@pytest.fixture(scope="module")
def pages(made):
    """Each page's tree by its path."""
    return {path: html.parse(path) for path in sorted(made.rglob("*.html"))}


@pytest.fixture(scope="module")
def served(made):
    """The address of the site below a sub-path of a server."""
    quiet = type("Quiet", (http.server.SimpleHTTPRequestHandler,), {})
    quiet.log_message = lambda *_: None
    serve = functools.partial(quiet, directory=made.parent)
    with http.server.ThreadingHTTPServer(("127.0.0.1", 0), serve) as server:
        threading.Thread(target=server.serve_forever, daemon=True).start()
        yield f"http://127.0.0.1:{server.server_port}/{made.name}"
        server.shutdown()


def test_every_lesson_and_function_has_a_page_in_both_languages(made):
    for language in ("en", "id"):
        pages = {path.stem for path in (made / language).glob("*.html")}
        lessons = {
            path.stem for path in (NOTEBOOKS / language).glob("[0-9]*.ipynb")
        }
        assert len(lessons) >= 16 and lessons <= pages
        functions = {
            path.stem for path in (made / language / "functions").glob("*")
        }
        public = {f"mnist_helpers.{each}" for each in mnist_helpers.__all__}
        assert public <= functions
        assert "mnist_course.draw_digit" in functions
        assert "mnist_course.chapter3.write_chapter" in functions


def test_every_link_and_image_is_there_and_nothing_comes_from_elsewhere(
    made, pages
):
    anchors = {
        path: {*tree.xpath("//@id"), *tree.xpath("//a/@name")}
        for path, tree in pages.items()
    }
    asked = 0
    for path, tree in pages.items():
        for address in tree.xpath("//@src | //link/@href"):
            assert not address.startswith(("http", "//")), (path, address)
        for address in tree.xpath("//@src | //@href"):
            if address.startswith(("http", "data:", "mailto:")):
                continue
            file, anchor = urldefrag(address)
            file = unquote(file.partition("?")[0])
            target = (path.parent / file).resolve() if file else path
            assert target.is_file() and made in target.parents, (path, address)
            asked += 1
            if anchor and target in anchors:
                assert unquote(anchor) in anchors[target], (path, address)
    assert asked > 5000


def test_the_switch_stays_on_the_same_page_and_images_have_a_text(pages):
    images = 0
    for path, tree in pages.items():
        language = path.parts[path.parts.index("site") + 1]
        if language not in site.LANGUAGES:
            continue
        assert tree.getroot().get("lang") == language
        (link,) = tree.xpath("//*[@class='other-language']/a/@href")
        other = "id" if language == "en" else "en"
        same = str(path).replace(f"/site/{language}/", f"/site/{other}/")
        assert str((path.parent / link).resolve()) == same
        for alt in tree.xpath("//article//img/@alt"):
            assert len(alt) > 10
            images += 1
        assert not tree.xpath("//article//img[not(@alt)]")
    assert images > 150


def test_the_download_is_the_notebook_and_the_page_what_it_showed(made):
    for path in NOTEBOOKS.glob("id/[0-9]*.ipynb"):
        kept = made / "id" / "_static" / "notebooks" / path.name
        assert kept.read_bytes() == path.read_bytes()
        shown = html.parse(made / "id" / f"{path.stem}.html").getroot()
        text = " ".join(shown.text_content().split())
        for cell in nbformat.read(path, as_version=4).cells:
            for output in cell.get("outputs", ()):
                if output.output_type == "stream":
                    assert " ".join(output.text.split()) in text
        assert "# NBVAL" not in text


# What differs in form: a table of lessons, code and figures, formulas,
# questions, a list of functions, a function.
FORMS = (
    "index 05_augment 12_evaluate 15_your_own_digits functions/index "
    "functions/mnist_helpers.plot_digits"
).split()


@pytest.mark.parametrize("language", site.LANGUAGES)
@pytest.mark.parametrize(
    "pages", [FORMS, pytest.param(["**/*"], marks=pytest.mark.slow)]
)
def test_each_page_is_accessible_and_fits_a_telephone(
    made, page, language, pages
):
    # One language in the dark: the colours are those of both.
    page.emulate_media(color_scheme="dark" if language == "id" else "light")
    wrong, asked = {}, 0
    for name in pages:
        for path in sorted((made / language).glob(f"{name}.html")):
            page.goto(path.as_uri())
            asked += 1
            wide = page.evaluate(WIDE)
            problems = find_barriers(page) + page.said
            problems += [f"{wide} pixels wide"] * (wide > 360)
            page.said.clear()
            if problems:
                wrong[path.relative_to(made).as_posix()] = problems
    assert asked >= (6 if pages == FORMS else 80) and wrong == {}


def test_the_first_page_is_accessible_and_leads_to_both(made, page):
    page.goto((made / "index.html").as_uri())
    assert find_barriers(page) == page.said == []
    page.get_by_role("link", name="Bahasa Indonesia").click()
    assert page.url.endswith("id/index.html")


@pytest.mark.parametrize("where", ["folder", "server"])
def test_the_search_finds_a_lesson_and_a_function(made, served, page, where):
    base = made.as_uri() if where == "folder" else served
    page.goto(f"{base}/id/search.html?q=augmentasi")
    page.get_by_role("link", name="05 · Augmentasi").first.wait_for()
    page.goto(f"{base}/en/search.html?q=accuracy_interval")
    page.get_by_role("link", name="accuracy_interval").first.wait_for()


def test_solutions_are_folded_and_formulas_are_drawn(served, page):
    page.goto(f"{served}/id/12_evaluate.html")
    assert page.locator("math").count() > 0
    details = page.locator("article details")
    assert details.count() > 3
    assert details.first.get_attribute("open") is None
    assert page.said == []


def test_printed_it_has_the_lesson_and_not_the_menus(served, page):
    page.goto(f"{served}/en/05_augment.html")
    page.emulate_media(media="print")
    assert not page.locator(".sidebar-drawer").is_visible()
    assert page.locator("article h1").is_visible()


def test_a_link_that_leads_nowhere_is_named(tmp_path, monkeypatch):
    monkeypatch.setattr(site, "list_functions", lambda project: {})
    project = tmp_path / "course"
    for language in ("en", "id"):
        cell = nbformat.v4.new_markdown_cell("# A\n\n[there](lost.ipynb)")
        code = nbformat.v4.new_code_cell("1", id="setup")
        notebook = nbformat.v4.new_notebook(cells=[cell, code])
        target = project / "notebooks" / language / "00_start_here.ipynb"
        target.parent.mkdir(parents=True)
        nbformat.write(notebook, target)
        (target.parent / "bab_3").mkdir()  # what a reader has made
        (target.parent / "my_own.ipynb").write_text("broken")
    with pytest.raises(ValueError, match="lost.ipynb"):
        site.make_site(project, tmp_path)
    assert not (tmp_path / "site").exists()


def test_with_an_address_a_lesson_opens_elsewhere():
    tools = site.write_tools("05_augment", "id", "some-one/course", "main")
    for place in ("colab.research", "kaggle.com", "mybinder.org"):
        assert f'href="https://{place}' in tools
    assert "some-one/course" in tools and "Buka di Colab" in tools
    bare = site.write_tools("05_augment", "id", "", "main")
    assert "https" not in bare and "Unduh notebook" in bare
