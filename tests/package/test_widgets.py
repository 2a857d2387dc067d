"""The widgets from the kernel's side: what each control changes.

They also run on ipywidgets 7.7.1, which Google Colab has: the tests in the
browser run this file again with that version.
"""

import base64
import html
import io
import re
import subprocess
import sys

import ipywidgets as ipw
import numpy as np
import pandas as pd
import pytest
from IPython.core.interactiveshell import InteractiveShell
from IPython.utils.capture import capture_output
from PIL import Image

from mnist_course import quiz
from mnist_course.widgets import (
    browse_digits,
    explore_augmentation,
    explore_output_size,
)
from mnist_course.widgets.live import WIDGET
from mnist_course.widgets.quizzes import QUIZZES
from mnist_helpers import (
    Augmentation,
    ink_per_digit,
    load_mnist,
    set_language,
    transform_images,
)

(IMAGES, LABELS), _test = load_mnist()
IMAGES, LABELS = IMAGES[:300], LABELS[:300]
MAKERS = {
    "explore_augmentation": lambda: explore_augmentation(IMAGES, LABELS),
    "browse_digits": lambda: browse_digits(IMAGES, LABELS),
    "explore_output_size": explore_output_size,
    "quiz": lambda: quiz("imbalance"),
}
every_widget = pytest.mark.parametrize(
    "make", MAKERS.values(), ids=MAKERS.keys()
)


def pixels(picture, scale=10):
    """The 28x28 numbers of a picture whose pixels are squares."""
    grey = Image.open(io.BytesIO(picture.value)).convert("L")
    return np.asarray(grey)[::scale, ::scale]


def parameters(live):
    return {name: slider.value for name, slider in live.sliders.items()}


# explore_augmentation ------------------------------------------------------


def test_the_copy_is_what_transform_images_makes_of_the_sliders():
    live = explore_augmentation(IMAGES, LABELS)
    live.digit.value, live.index.value = 7, 3
    wanted = {"rotation": 25, "shift_x": -3.2, "shift_y": 2.0}
    wanted |= {"shear": 12.5, "zoom_x": 0.8, "zoom_y": 1.25}
    for name, value in wanted.items():
        live.sliders[name].value = value
    seven = IMAGES[LABELS == 7][[3]]
    expected = transform_images(seven, pd.DataFrame([wanted]))
    assert np.array_equal(pixels(live.before), seven[0])
    assert np.array_equal(pixels(live.after), expected[0])
    facts = pd.read_html(io.StringIO(live.numbers.value), index_col=0)[0]
    ink = ink_per_digit(expected, np.array([7])).loc[7]
    assert facts.loc["ink pixels", "copy"] == ink["ink pixels"]
    assert facts.loc["brightness", "copy"] == pytest.approx(ink["brightness"])
    assert facts.loc["box height", "copy"] == ink["box height"]
    assert facts.loc["box width", "copy"] == ink["box width"]


def test_a_new_random_copy_moves_the_sliders_within_the_settings():
    settings = Augmentation(rotation=7.5, shift=0.1, shear=3, zoom=0.2)
    live = explore_augmentation(IMAGES, LABELS, settings)
    seen = []
    for _copy in range(30):
        live.random.click()
        values = parameters(live)
        row = pd.DataFrame([values])
        five = IMAGES[LABELS == live.digit.value][:1]
        expected = transform_images(five, row)[0]
        assert np.array_equal(pixels(live.after), expected)
        seen.append(values)
    reached = pd.DataFrame(seen).abs().max()
    limits = pd.Series([7.5, 2.8, 2.8, 3, 1.2, 1.2], reached.index)
    assert (reached <= limits + 1e-9).all()
    assert (reached > 0.6 * limits).all()
    assert pd.DataFrame(seen).drop_duplicates().shape[0] == 30


def test_a_new_random_copy_is_drawn_once_and_back_undoes_it():
    live = explore_augmentation(IMAGES, LABELS)
    pictures = []
    live.after.observe(lambda change: pictures.append(change.new), "value")
    live.random.click()
    assert pictures == [live.after.value]
    live.reset.click()
    assert np.array_equal(pixels(live.before), pixels(live.after))
    assert set(parameters(live).values()) == {0, 1}


def test_another_digit_begins_at_its_first_image():
    live = explore_augmentation(IMAGES, LABELS)
    for digit in (1, 8, 0):
        live.digit.value = digit
        assert live.index.value == 0
        assert live.index.max == (LABELS == digit).sum() - 1
        assert np.array_equal(pixels(live.before), IMAGES[LABELS == digit][0])
        live.index.value = live.index.max
        last = IMAGES[LABELS == digit][-1]
        assert np.array_equal(pixels(live.before), last)


def test_sliders_reach_as_far_as_the_settings_whose_fill_is_seen():
    paper = np.full((1, 28, 28), 200, np.uint8)
    for fill, corner in (("constant", 0), ("nearest", 255)):
        settings = Augmentation(shift=0.9, shear=80, zoom=0.9, fill=fill)
        live = explore_augmentation(paper, np.array([3]), settings)
        assert live.sliders["shift_x"].max == pytest.approx(0.9 * 28)
        assert live.sliders["shear"].min == -80
        assert live.sliders["zoom_y"].min == pytest.approx(0.1)
        live.reset.click()
        live.sliders["shift_x"].value = 9.0
        # 255, since the brightest pixel of the images is drawn white.
        assert pixels(live.after)[0, 27] == corner


# browse_digits -------------------------------------------------------------


def read_page(live):
    table = pd.read_html(io.StringIO(live.table.value))[0].iloc[1:, 1:]
    return table.astype(int).to_numpy().tolist()


def test_a_page_lists_index_label_and_ink_of_what_it_shows():
    live = browse_digits(IMAGES, LABELS)
    live.digit.value = 4
    places = np.flatnonzero(LABELS == 4)
    ink = (IMAGES[places] > 0).sum(axis=(1, 2))
    for page in range(live.page.max):
        part = slice(10 * page, 10 * page + 10)
        shown, inks = places[part].tolist(), ink[part].tolist()
        assert read_page(live) == [shown, [4] * len(shown), inks]
        first = f'title="index {shown[0]}, label 4, ink pixels {inks[0]}"'
        assert first in live.table.value
        code = live.table.value.split("base64,")[1].split('"')[0]
        picture = ipw.Image(value=base64.b64decode(code))
        assert np.array_equal(pixels(picture, 3), IMAGES[shown[0]])
        assert live.table.value.count("<img") == len(shown)
        live.next.click()
    assert live.page.value == live.page.max and live.next.disabled
    live.previous.click()
    assert read_page(live)[0] == places[: 10 * page][-10:].tolist()
    live.digit.value = 5
    assert live.page.value == 1 and live.previous.disabled
    assert read_page(live)[0] == np.flatnonzero(LABELS == 5)[:10].tolist()


# explore_output_size -------------------------------------------------------


@pytest.mark.parametrize(
    ("n", "kernel", "stride", "padding", "size", "words"),
    [
        (28, 5, 1, 0, 24, 'padding="valid"'),
        (28, 5, 1, 2, 28, 'padding="same"'),
        (28, 2, 2, 0, 14, "28 × 28 becomes 14 × 14."),
        (8, 3, 2, 0, 3, "no window reads: 1."),
        (3, 7, 1, 0, 0, "fits nowhere"),
        (3, 7, 1, 2, 1, "3 × 3 becomes 1 × 1."),
    ],
)
def test_the_output_size_is_that_of_a_convolution(
    n, kernel, stride, padding, size, words
):
    live = explore_output_size()
    values = n, kernel, stride, padding
    for slider, value in zip(live.sliders.values(), values, strict=True):
        slider.value = value
    if size:  # NumPy's windows are the oracle
        padded = np.zeros(n + 2 * padding)
        windows = np.lib.stride_tricks.sliding_window_view(padded, kernel)
        assert len(windows[::stride]) == size
    assert f"{n} + 2 · {padding} − {kernel}" in live.formula.value
    assert f"= {size}</b>" in live.formula.value
    assert words in live.formula.value


# quiz ----------------------------------------------------------------------


@pytest.mark.parametrize("name", QUIZZES)
def test_a_quiz_marks_right_and_wrong_and_gives_the_reason(name):
    right, texts = QUIZZES[name]["right"], QUIZZES[name]["en"]
    live = quiz(name)
    assert live.feedback.value == ""
    shown = {}
    for place in (1 - right, right):
        live.buttons[place].click()
        shown[place] = live.feedback.value
        icons = [button.icon for button in live.buttons]
        assert icons[place] and not icons[1 - place]
    assert "✓ Right." in shown[right]
    assert "✗ Not right." in shown[1 - right]
    for text in shown.values():
        assert texts["why"].split("`")[-1][-30:] in text
    page = live.still["text/html"]
    assert page.count("<details>") == 1
    for answer in texts["answers"]:
        assert answer in page
    assert f"<p>{'AB'[right]}. " in page.split("<details>")[1]
    assert "<code>python course.py lab" in page
    assert "`" not in page + shown[0] + shown[1]


# all -----------------------------------------------------------------------


@every_widget
def test_one_output_holds_the_widget_its_still_and_the_words(make):
    live = make()
    shell = InteractiveShell.instance()
    try:
        with capture_output() as captured:
            shown, _metadata = shell.display_formatter.format(live)
    finally:
        InteractiveShell.clear_instance()
    assert captured.stdout == "" and captured.outputs == []
    assert shown.keys() == {WIDGET, "text/html", "text/plain"}
    assert shown[WIDGET]["model_id"] == live.box.model_id
    words, page = shown["text/plain"], shown["text/html"]
    assert "open this notebook with `python course.py lab`" in words
    assert len(words.splitlines()[0]) > 40
    if "<img" in page:
        png = base64.b64decode(page.split("base64,")[1].split('"')[0])
        assert len(png) < 20_000
        assert Image.open(io.BytesIO(png)).width > 300
        alt = page.split('alt="')[1].split('"')[0]
        assert html.unescape(alt) == words
    else:
        assert "<details>" in page
    assert "0x" not in words + re.sub('base64,[^"]*', "", page)


def test_a_second_explorer_is_not_moved_by_the_first():
    first, second = (explore_augmentation(IMAGES, LABELS) for _ in range(2))
    before = parameters(second), second.after.value
    first.random.click()
    first.digit.value = 9
    assert (parameters(second), second.after.value) == before
    second.random.click()
    assert parameters(second) == parameters(first)


def test_words_stay_in_the_language_of_their_making():
    set_language("id")
    explorer = explore_augmentation(IMAGES, LABELS)
    browser, asked = browse_digits(IMAGES, LABELS), quiz("one_run")
    size = explore_output_size()
    assert "buka notebook ini dengan" in size.still["text/plain"]
    set_language("en")
    explorer.sliders["shear"].value = 2.5
    assert explorer.readouts["shear"].value == "2,5°"
    assert "piksel tinta" in explorer.numbers.value
    assert explorer.sliders["shear"].description == "Geser miring"
    browser.next.click()
    assert "piksel tinta" in browser.table.value
    asked.buttons[0].click()
    assert "Belum tepat." in asked.feedback.value
    size.sliders["n"].value = 9
    assert "9 × 9 menjadi 4 × 4." in size.formula.value
    words = explore_output_size().still["text/plain"]
    assert words.startswith("At the start")


@pytest.mark.parametrize("make", [explore_augmentation, browse_digits])
def test_images_and_labels_of_two_splits_are_refused(make):
    with pytest.raises(ValueError, match="`labels` must be as many as"):
        make(IMAGES, LABELS[:9])


def test_an_unknown_quiz_is_refused_with_the_names_of_all():
    with pytest.raises(ValueError, match="`name` must be one of imbalance, "):
        quiz("imbalanced")


def test_browsing_and_quizzes_need_no_tensorflow():
    code = (
        "import sys, numpy; import mnist_course as mc;"
        "mc.browse_digits(numpy.zeros((1, 28, 28)), numpy.array([1]));"
        "mc.quiz('imbalance'); mc.explore_output_size();"
        "print('tensorflow' in sys.modules)"
    )
    done = subprocess.run(
        [sys.executable, "-c", code], capture_output=True, text=True
    )
    assert done.stdout.split() == ["False"], done.stderr
