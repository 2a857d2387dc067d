"""The zip for a class: notebooks, package and a page with five steps."""

import json
import re
import zipfile

import lxml.html
import pytest

from tools import __main__ as commands
from tools.classroom import bundle
from tools.lesson import NOTEBOOKS, find_lessons

SOURCES = find_lessons(NOTEBOOKS, ["00", "15"])


@pytest.fixture
def wheel(tmp_path):
    path = tmp_path / "mnist_helpers-9.9-py3-none-any.whl"
    path.write_bytes(b"a wheel")
    return path


@pytest.mark.parametrize("language", ["en", "id"])
@pytest.mark.parametrize("reader", ["student", "teacher"])
def test_a_zip_holds_one_language_for_one_reader(
    tmp_path, wheel, language, reader
):
    packed = bundle.make_bundle(
        SOURCES, language, tmp_path, reader=reader, wheel=wheel
    )
    assert packed.name == f"mnist-course-{language}-{reader}.zip"
    with zipfile.ZipFile(packed) as archive:
        files = {name: archive.read(name) for name in archive.namelist()}
    page = f"mnist-course/{bundle.PAGES[language]['file']}"
    notebooks = {f"mnist-course/{source.stem}.ipynb" for source in SOURCES}
    others = {f"mnist-course/{name}" for name in (wheel.name, "digits.html")}
    assert set(files) == {page, *others, *notebooks}
    assert files[f"mnist-course/{wheel.name}"] == b"a wheel"
    for name in notebooks:
        text = files[name].decode()
        assert ("<details" in text) == (reader == "teacher")
        assert f'set_language(\\"{language}\\")' in text
        json.loads(text)
    tree = lxml.html.fromstring(files[page].decode("utf-8"))
    assert tree.get("lang") == language
    assert len(tree.findall(".//ol/li")) == 5
    assert len(tree.findall(".//ul/li")) == 2
    assert wheel.name in tree.text_content()
    assert "mnist-course" in tree.text_content()


def test_the_same_checkout_gives_the_same_zip(tmp_path, wheel):
    first, second = (
        bundle.make_bundle(SOURCES, "en", tmp_path, wheel=wheel).read_bytes()
        for _time in range(2)
    )
    assert first == second


def test_a_page_names_no_address_of_anybody(tmp_path):
    for language in bundle.PAGES:
        page = bundle.write_page(SOURCES, language, "x.whl")
        assert not re.search(r"https?://|@", page.split("</style>")[1])


def test_a_wheel_that_cannot_be_built_is_said_in_both_languages(
    tmp_path, monkeypatch
):
    for name in bundle.PARTS:
        (tmp_path / name).write_text("no project")
    monkeypatch.setenv("PIP_NO_INDEX", "1")
    (tmp_path / "made").mkdir()
    with pytest.raises(ValueError, match="is there a network.*jaringan"):
        bundle.build_wheel(tmp_path, tmp_path / "made")


def test_the_command_names_the_zip(tmp_path, monkeypatch, capsys, wheel):
    monkeypatch.setattr(bundle, "build_wheel", lambda *_arguments: wheel)
    arguments = ["bundle", "00", "--lang", "id", "--outputs", str(tmp_path)]
    assert commands.main([*arguments, "--reader", "teacher"]) == 0
    said = capsys.readouterr().out
    assert "mnist-course-id-teacher.zip" in said
