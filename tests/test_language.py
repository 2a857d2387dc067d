"""Every string has its Indonesian; numbers are written as each writes them."""

import re
import subprocess
import sys
from pathlib import Path

import pandas as pd
import pytest
from babel.messages.extract import extract_from_dir
from babel.messages.pofile import read_po

import mnist_helpers
from mnist_helpers import format_number, format_percent, set_language
from mnist_helpers.language import LOCALE_FOLDER, _, complaint
from mnist_helpers.steps import LESSONS

PACKAGE = Path(mnist_helpers.__file__).parent


def strings_in_code() -> dict[str, str]:
    """Each English sentence under `_()` or `write()`, and its file."""
    found = extract_from_dir(
        PACKAGE, [("**.py", "python")], keywords={"_": None, "write": None}
    )
    # Files have a `write` as well; what it gets is no sentence.
    texts = {
        message: file
        for file, _line, message, *_rest in found
        if message.strip()
    }
    for lesson in LESSONS:
        texts |= {lesson.title: "steps.py", lesson.question: "steps.py"}
    return texts


def catalogue() -> list[tuple[str, str, str]]:
    entries = []
    for path in sorted((LOCALE_FOLDER / "id").glob("*.po")):
        with path.open("rb") as file:
            entries += [
                (message.id, message.string, path.name)
                for message in read_po(file)
                if message.id
            ]
    return entries


def test_every_string_has_its_indonesian():
    translated = {
        english for english, indonesian, _file in catalogue() if indonesian
    }
    missing = {
        text: file
        for text, file in strings_in_code().items()
        if text not in translated
    }
    assert not missing


def test_no_translation_is_left_over_or_given_twice():
    said = strings_in_code()
    # Names of sets are keywords that lessons choose: `_(name)`.
    names = {e for e, _i, file in catalogue() if file == "common.po"}
    left_over = [
        e for e, _i, _f in catalogue() if e not in said and e not in names
    ]
    assert not left_over
    texts = [english for english, _indonesian, _file in catalogue()]
    assert sorted(set(texts)) == sorted(texts)


def test_translations_keep_the_fields():
    for english, indonesian, file in catalogue():
        fields = re.findall(r"{\w*}", english)
        assert sorted(fields) == sorted(re.findall(r"{\w*}", indonesian)), (
            file,
            english,
        )


@pytest.mark.parametrize(
    ("language", "value", "digits", "text"),
    [
        ("en", 60000, None, "60,000"),
        ("id", 60000, None, "60.000"),
        ("en", 0.5, None, "0.5"),
        ("id", 1234.5, 2, "1.234,50"),
        ("id", -3.25, 1, "-3,2"),
    ],
)
def test_numbers_are_written_as_the_language_does(
    language, value, digits, text
):
    set_language(language)
    assert format_number(value, digits) == text


def test_percent_has_a_comma_in_indonesian():
    assert format_percent(0.992) == "99.2 %"
    set_language("id")
    assert format_percent(0.99246, 2) == "99,25 %"


def test_tables_have_decimal_commas_in_indonesian():
    table = pd.DataFrame({"x": [99.25, 0.00001]})
    assert "99.25" in table.to_string()
    set_language("id")
    assert "99,25" in table.to_string()
    assert "99,25" in table.to_html()
    assert "1e-05" in table.to_string()
    set_language("en")
    assert "99.25" in table.to_string()


def test_unknown_language_is_refused_in_the_language_set():
    with pytest.raises(ValueError, match='`language` must be "en" or "id"'):
        set_language("fr")
    set_language("id")
    with pytest.raises(ValueError, match='`language` harus "en" atau "id"'):
        set_language("fr")


def test_complaint_names_argument_rule_received_and_remedy():
    text = complaint("images", "be an array", "list", "Convert it.")
    assert text == "`images` must be an array. Received list. Convert it."


def test_text_without_translation_stays_english():
    set_language("id")
    assert _("no such sentence {n}", n=3) == "no such sentence 3"


def test_importing_the_package_is_quick_and_loads_no_library():
    code = (
        "import time; start = time.perf_counter(); import mnist_helpers;"
        "seconds = time.perf_counter() - start; import sys;"
        "heavy = {'numpy', 'pandas', 'matplotlib', 'tensorflow', 'keras'};"
        "print(seconds, *(heavy & set(sys.modules)))"
    )
    runs = [
        subprocess.run(
            [sys.executable, "-c", code],
            capture_output=True,
            text=True,
            check=True,
        ).stdout.split()
        for _run in range(3)
    ]
    assert min(float(seconds) for seconds, *_loaded in runs) < 0.05
    assert all(len(run) == 1 for run in runs)


def test_data_and_explore_need_no_tensorflow():
    code = (
        "import sys, mnist_helpers.data, mnist_helpers.explore;"
        "print('tensorflow' in sys.modules, 'keras' in sys.modules)"
    )
    shown = subprocess.run(
        [sys.executable, "-c", code],
        capture_output=True,
        text=True,
        check=True,
    ).stdout
    assert shown.split() == ["False", "False"]


def test_every_public_name_is_there():
    for name in mnist_helpers.__all__:
        assert getattr(mnist_helpers, name).__doc__, name
