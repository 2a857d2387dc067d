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
def wheel(tmp_path, monkeypatch):
    """A wheel and a page of digits, both of which have tests of their own."""
    path = tmp_path / "mnist_helpers-9.9-py3-none-any.whl"
    path.write_bytes(b"a wheel")

    def write_digits_page(target):
        target.write_text("a page")
        return target

    monkeypatch.setattr(bundle, "make_digits_page", write_digits_page)
    monkeypatch.setattr(bundle, "build_wheel", lambda *_arguments: path)
    return path


@pytest.mark.parametrize(
    ("language", "reader", "file"),
    [("en", "student", "READ_ME"), ("id", "teacher", "BACA_SAYA")],
)
def test_a_zip_holds_one_language_for_one_reader(
    tmp_path, wheel, language, reader, file
):
    packed, again = (
        bundle.make_bundle(SOURCES, language, tmp_path / folder, reader=reader)
        for folder in ("first", "second")
    )
    assert packed.read_bytes() == again.read_bytes()
    with zipfile.ZipFile(packed) as archive:
        files = {
            name.removeprefix("mnist-course/"): archive.read(name)
            for name in archive.namelist()
        }
    notebooks = {f"{source.stem}.ipynb" for source in SOURCES}
    page = files.pop(f"{file}.html").decode("utf-8")
    assert {*files} == {wheel.name, "digits.html", *notebooks}
    assert files[wheel.name] == b"a wheel"
    for name in notebooks:
        text = files[name].decode()
        assert ("<details" in text) == (reader == "teacher")
        assert f'set_language(\\"{language}\\")' in text
        json.loads(text)
    tree = lxml.html.fromstring(page)
    assert tree.get("lang") == language
    assert len(tree.findall(".//ol/li")) == 5
    assert len(tree.findall(".//ul/li")) == 2
    assert wheel.name in tree.text_content()
    assert "mnist-course" in tree.text_content()
    assert tree.xpath("//a/@href") == [f"digits.html#{language}"]
    # The address of nobody.
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


def test_the_command_names_the_zip(tmp_path, capsys, wheel):
    arguments = ["bundle", "00", "--lang", "id", "--outputs", str(tmp_path)]
    assert commands.main([*arguments, "--reader", "teacher"]) == 0
    said = capsys.readouterr().out
    assert "mnist-course-id-teacher.zip" in said
