"""What a notebook shows: tables in the language set, figures and captions."""

import base64

import matplotlib.pyplot as plt
import numpy as np
import pandas as pd
import pytest
from IPython.core.interactiveshell import InteractiveShell
from IPython.utils.capture import capture_output

import mnist_helpers as mh
from mnist_helpers.language import format_table

WORDS = " ".join(["word"] * 20)


@pytest.fixture
def shell(monkeypatch, tmp_path):
    """A running IPython: what the cells of a notebook run in."""
    monkeypatch.setenv("IPYTHONDIR", str(tmp_path))
    yield InteractiveShell.instance()
    InteractiveShell.clear_instance()


@pytest.fixture
def table():
    return pd.DataFrame(
        {
            "recall": [0.991, 0.9894],
            "mean": [2.3, 0.25],
            "images": [60000, 7],
            "seed": [2026, 2027],
        },
        index=pd.Index(["train", "test"], name="digit"),
    )


def read(shell, thing):
    return shell.display_formatter.format(thing)[0]


def test_a_notebook_shows_a_table_in_the_language_set(shell, table):
    mh.set_language("id")
    page = read(shell, table)
    for text in ("0,9910", "0,9894", "2,30", "0,25", "60.000", "2026"):
        assert f"<td>{text}</td>" in page["text/html"]
        assert text in page["text/plain"]
    for name in ("rata-rata", "citra", "latih", "uji"):
        assert f"<th>{name}</th>" in page["text/html"]
    mh.set_language("en")
    page = read(shell, table)
    for text in ("0.9910", "0.9894", "2.30", "0.25", "60,000", "2026"):
        assert f"<td>{text}</td>" in page["text/html"]
    for name in ("mean", "images", "train", "test"):
        assert f"<th>{name}</th>" in page["text/html"]


def test_a_column_is_shown_as_a_table_is(shell, table):
    mh.set_language("id")
    text = read(shell, table["recall"])["text/plain"]
    assert "latih    0,9910" in text
    assert "dtype: float64" in text


def test_plain_python_and_the_options_of_pandas_stay_as_they_are(shell, table):
    printed, names = str(table), list(table)
    options = pd.describe_option(_print_desc=False)
    mh.set_language("id")
    read(shell, table)
    assert str(table) == printed and list(table) == names
    assert "60000" in printed
    assert pd.describe_option(_print_desc=False) == options


def test_numbers_among_words_have_decimals_of_their_own():
    table = pd.DataFrame({"one": ["(60000, 28, 28)", 60000, 33.3184]})
    assert format_table(table)["one"].tolist() == [
        "(60000, 28, 28)",
        "60,000",
        "33.3184",
    ]


def test_what_is_not_a_number_is_shown_too():
    values = [np.nan, np.inf, 0.00001, True]
    shown = format_table(pd.DataFrame({"x": pd.Series(values, dtype=object)}))
    assert shown["x"].tolist() == ["–", "∞", "1.00e-05", "True"]


def test_no_column_and_no_sentence_of_a_wide_table_is_left_out(shell):
    names = [f"a rather long name {n}" for n in range(12)]
    table = pd.DataFrame([[WORDS] * 12], columns=names)
    mh.set_language("en")
    page = read(shell, table)
    for text in page.values():
        assert text.count(WORDS) == 12
        assert all(name in text for name in names)


def test_show_writes_alternative_text_and_the_caption_under_the_figure(shell):
    with capture_output() as seen:
        mh.show(mh.plot_digit(np.eye(28, dtype="uint8"), 7))
    (output,) = seen.outputs
    sentence = (
        "Label 7. One image of 784 pixels, 28 of them with ink, in a box 28 "
        "high and 28 wide."
    )
    assert output.data["text/plain"] == sentence
    page = output.data["text/html"]
    assert page.startswith("<figure")
    assert f'alt="{sentence}"' in page
    assert page.index("<img") < page.index("<figcaption")
    assert f">{sentence}</figcaption>" in page
    code = page.split("data:image/png;base64,")[1].split('"')[0]
    assert base64.b64decode(code).startswith(b"\x89PNG")
    assert seen.stdout == ""
    assert plt.get_fignums() == []  # closed: not shown a second time


def test_a_caption_is_text_and_never_markup(shell):
    figure = mh.plot_digits(np.ones((1, 28, 28)), titles=['<b> & "5"'])
    with capture_output() as seen:
        mh.show(figure)
    page = seen.outputs[0].data["text/html"]
    assert "&lt;b&gt; &amp; &quot;5&quot;" in page
    assert "<b>" not in page


def test_show_prints_the_caption_without_ipython(capsys):
    mh.show(mh.plot_counts(mh.count_digits(train=np.arange(10))))
    assert capsys.readouterr().out.startswith("Images per digit. train: most")


def test_of_a_long_table_both_ends_are_shown(shell):
    mh.set_language("en")
    shown = read(shell, pd.DataFrame({"place": np.arange(60_001)}))
    rows = shown["text/plain"].splitlines()
    assert len(rows) == 62  # the name, 30, dots, 30
    assert (rows[30].split()[1], rows[32].split()[1]) == ("29", "59,971")
    assert shown["text/html"].count("<tr") == 62
