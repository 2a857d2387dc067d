"""Every string has its Indonesian; numbers are written as each writes them."""

import json
import re
import subprocess
import sys
import time
from pathlib import Path

import numpy as np
import pandas as pd
import pytest
from babel.messages.extract import extract_from_dir
from babel.messages.pofile import read_po
from hypothesis import assume, given, strategies as st

import mnist_course as mc
import mnist_helpers as mh
from mnist_helpers import format_number, format_percent, set_language
from mnist_helpers.language import _, agree, format_table, list_catalogues

PROJECT = Path(mh.__file__).parents[1]
# Names that are the same in both languages.
PROPER = {"GPU", "Python", "TensorFlow", "dtype", "F1", "p"}
PROPER |= set(mc.machine.LIBRARIES)


def strings_in_code() -> dict[str, str]:
    """Each English sentence that is marked for translation, and its file."""
    texts = {}
    for package in ("mnist_helpers", "mnist_course"):
        for file, _line, message, *_rest in extract_from_dir(
            PROJECT / package,
            [("**.py", "python")],
            keywords={"_": None, "paragraph": None, "write": None},
        ):
            # Files have a `write` as well; what it gets is no sentence.
            if message.strip():
                texts[message] = f"{package}/{file}"
    return texts


def catalogue() -> list[tuple[str, str, str]]:
    entries = []
    for path in list_catalogues("id"):
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
    used = strings_in_code()
    left_over = [
        english
        for english, _indonesian, file in catalogue()
        # Names of sets, rows and columns reach `_` as values.
        if english not in used and file != "tables.po"
    ]
    assert not left_over
    texts = [english for english, _indonesian, _file in catalogue()]
    assert sorted(set(texts)) == sorted(texts)


def make_tables() -> list[pd.DataFrame]:
    """A table of each kind that the package returns."""
    random = np.random.default_rng(7)
    images = random.integers(0, 256, (20, 28, 28), np.uint8)
    labels = np.arange(20, dtype=np.uint8) % 10
    probabilities = np.full((20, 10), 0.1)
    model = mh.build_dense()
    results, _provenance = mc.load_results("augmentation_effect")
    baseline = results["arm"][0]
    sets = {"train": labels, "validation": labels, "test": labels}
    return [
        mh.count_digits(**sets, both=labels, all=labels),
        mh.describe_images(train=images, validation=images, test=images),
        mh.describe_each(images, labels),
        mh.ink_per_digit(images, labels),
        mc.machine.describe_machine(),
        mc.machine.check_machine(),
        mh.compare_counts(labels, np.tile(labels, 2)),
        mc.lesson_06.compare_ink(images, images, labels, labels),
        mc.lesson_06.list_closest_pairs(np.arange(20), np.arange(20), labels),
        mh.layer_table(model).tail(1),  # the others are Keras's names
        mh.compare_models(model=model).head(0),
        mc.describe_trained().head(0),
        mh.report_per_digit(labels, labels),
        mh.list_mistakes(labels, probabilities),
        mc.compare_arms(results, baseline=baseline),
        mc.compare_arms_per_digit(results, baseline=baseline),
        results.loc[:, :"accuracy"],
    ]


def test_every_name_of_a_table_has_its_indonesian():
    translated = {english for english, _indonesian, _file in catalogue()}
    names = set()
    for table in make_tables():
        for index in (table.index, table.columns):
            names |= {name for name in index.names if name is not None}
            for level in range(index.nlevels):
                names |= set(index.get_level_values(level))
    words = {name for name in names if isinstance(name, str)}
    assert words - translated - PROPER == set()


def test_translations_keep_the_fields():
    for english, indonesian, file in catalogue():
        fields = re.findall(r"{\w*}", english)
        assert sorted(fields) == sorted(re.findall(r"{\w*}", indonesian)), (
            file,
            english,
        )


def test_the_words_of_the_tools_are_in_both_languages_and_used():
    tools = PROJECT / "tools"
    read = [*tools.glob("*.py"), *tools.glob("classroom/*.*")]
    read += tools.glob("site_template/**/*.html")
    code = "".join(path.read_text("utf-8") for path in read)
    words = json.loads((tools / "words.json").read_text("utf-8"))
    for part, texts in words.items():
        for name, text in texts.items():
            assert list(text) == ["en", "id"] and all(text.values()), name
            fields = [sorted(re.findall(r"{\w*}", text[x])) for x in text]
            assert fields[0] == fields[1], (part, name)
            assert re.search(rf"\b{name}\b", code), (part, name)


def test_numbers_are_written_as_the_language_does():
    assert (format_number(60000), format_percent(0.992)) == (
        "60,000",
        "99.2 %",
    )
    set_language("id")
    assert format_number(60000) == "60.000"
    assert format_number(1234.5, 2) == "1.234,50"
    assert format_percent(0.99246, 2) == "99,25 %"


def test_unknown_language_is_refused_in_the_language_set():
    with pytest.raises(ValueError, match='`language` must be "en" or "id"'):
        set_language("fr")
    set_language("id")
    with pytest.raises(ValueError, match='`language` harus "en" atau "id"'):
        set_language("fr")


def test_text_without_translation_stays_english():
    set_language("id")
    assert _("no such sentence {n}", n=3) == "no such sentence 3"


@pytest.mark.parametrize(
    ("modules", "absent"),
    [
        (
            "mnist_helpers",
            {"numpy", "pandas", "matplotlib", "tensorflow", "keras"},
        ),
        (
            "mnist_helpers.data, mnist_helpers.pictures",
            {"tensorflow", "keras"},
        ),
        (
            "mnist_helpers.data, mnist_helpers.explore",
            {"tensorflow", "matplotlib", "seaborn", "scipy", "ipywidgets"},
        ),
    ],
)
def test_importing_loads_no_library_before_it_is_used(modules, absent):
    shown = subprocess.run(
        [sys.executable, "-c", f"import sys, {modules}; print(*sys.modules)"],
        capture_output=True,
        text=True,
        check=True,
    ).stdout
    assert not absent & set(shown.split())


def test_the_first_table_is_there_at_once():
    def measure(code):
        start = time.perf_counter()
        subprocess.run([sys.executable, "-c", code], check=True)
        return time.perf_counter() - start

    libraries = "import numpy, pandas"
    table = (
        "import mnist_helpers as mh\n"
        "(_images, labels), _test = mh.load_mnist()\n"
        "str(mh.count_digits(train=labels))"
    )
    # In turn, so that whatever else the machine does meets both.
    took = [[measure(libraries), measure(table)] for _time in range(3)]
    fastest = np.min(took, axis=0)
    assert fastest[1] < 2.5 * fastest[0]


@pytest.mark.parametrize(
    ("value", "digits", "shown"),
    [
        (0.25, None, "0.25"),
        (2.5e-4, 4, "0.00025"),
        (-5e-5, 3, "-0.00005"),
        (1.5e-7, None, "1.5e-07"),
        (1e25, 3, "1.0e+25"),
        (1e-17, 3, "0.000"),
        (np.float32(2.5e-4), None, "0.00025"),
        (float("nan"), 3, "NaN"),
        (float("inf"), 3, "∞"),
        (float("-inf"), None, "−∞"),
    ],
)
def test_no_number_is_written_as_nought_that_is_none(value, digits, shown):
    assert mh.format_number(value, digits) == shown
    mh.set_language("id")
    assert mh.format_number(value, digits) == shown.replace(".", ",")


@pytest.mark.parametrize(
    ("share", "digits", "shown"),
    [
        (59999 / 60000, 2, "99.998 %"),
        (1, 2, "100.00 %"),
        (0, 1, "0.0 %"),
        (-0.0001, 1, "-0.01 %"),
    ],
)
def test_a_share_reads_0_or_100_percent_only_if_it_is(share, digits, shown):
    assert mh.format_percent(share, digits) == shown


@given(st.integers(1, 10**6), st.integers(2, 10**6), st.integers(0, 4))
def test_some_but_not_all_is_never_none_or_all(part, whole, digits):
    assume(part < whole)
    shown = mh.format_percent(part / whole, digits).removesuffix(" %")
    assert 0 < float(shown) < 100


def test_tables_show_small_rates_and_near_certainty():
    table = pd.DataFrame(
        {"rate": [0.01, 2.5e-4, 5e-5], "share": [0.5, 0.99998, 1.0]}
    )
    shown = format_table(table)
    assert shown["rate"].tolist() == ["0.0100", "0.00025", "5.00e-05"]
    assert shown["share"].tolist() == ["0.5", "0.99998", "1.0"]


@pytest.mark.parametrize(
    ("many", "one"),
    [
        ("1 images, 1 times", "1 image, 1 time"),
        ("1 validation images in 1 epochs", "1 validation image in 1 epoch"),
        ("1 of 10,000 images are", "1 of 10,000 images is"),
        ("1 of 6 validation images are", "1 of 6 validation images is"),
        ("21 images, 0.1 rows, ±1 steps", "21 images, 0.1 rows, ±1 steps"),
        ("digit 1 is, 1 as 7, 1 less", "digit 1 is, 1 as 7, 1 less"),
    ],
)
def test_one_is_no_plural(many, one):
    assert agree(many) == one
    mh.set_language("id")
    assert agree(many) == many
