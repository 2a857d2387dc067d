"""The pad and the upload from the kernel's side; also on ipywidgets 7.7.1."""

import base64
import io
import math
from datetime import datetime, timezone
from itertools import combinations

import keras
import numpy as np
import pytest
from PIL import Image
from skimage.morphology import skeletonize

from mnist_course import prepare_digit
from mnist_course.own_digits.drawing import draw_strokes, prepare_drawing
from mnist_course.own_digits.made_pictures import make_page, make_photo
from mnist_course.own_digits.pad import EXAMPLE, draw_digit
from mnist_course.own_digits.photo import find_content, read_photo
from mnist_helpers import load_mnist, load_trained, set_language
from mnist_helpers.explain import feature_maps

(IMAGES, LABELS), _test = load_mnist()
MODEL = load_trained()
ONE = [{"width": 0.09, "points": [[0.5, 0.2], [0.5, 0.8]]}]


def send(pad, strokes, number=1):
    pad.canvas.sent = {"number": number, "strokes": strokes}
    return pad.canvas.answer


def test_an_answer_is_what_the_model_makes_of_the_prepared_drawing():
    pad = draw_digit(MODEL)
    told = send(pad, EXAMPLE, number=5)
    image = prepare_drawing(EXAMPLE)
    assert np.array_equal(pad.image, image)
    pixels = image[None, ..., None].astype("float32") / 255
    expected = MODEL.predict(pixels, verbose=0)[0]
    np.testing.assert_allclose(told["shares"], expected, atol=1e-6)
    np.testing.assert_allclose(pad.probabilities, expected, atol=1e-6)
    assert told["number"] == 5
    shown = base64.b64decode(told["image"].split(",")[1])
    grey = np.asarray(Image.open(io.BytesIO(shown)).convert("L"))
    assert np.array_equal(grey[::5, ::5], image)


def test_the_maps_are_those_of_both_convolutions():
    pad = draw_digit(MODEL)
    first, second = send(pad, EXAMPLE)["maps"]
    assert first["words"].startswith("conv_1: 8 feature maps of 24 × 24")
    assert second["words"].startswith("conv_2: 32 feature maps of 8 × 8")
    content = base64.b64decode(first["picture"].split(",")[1])
    shown = 255 - np.asarray(Image.open(io.BytesIO(content)).convert("L"))
    scale = shown.shape[0] // 26
    shown = shown[::scale, ::scale][1:25]
    pixels = pad.image[None, ..., None].astype("float32") / 255
    maps = np.maximum(feature_maps(MODEL, pixels)[0], 0)
    for number in range(8):
        part = shown[:, 26 * number + 1 : 26 * number + 25]
        expected = 255 * maps[..., number] / maps.max()
        np.testing.assert_allclose(part, expected, atol=1)


def test_an_empty_pad_and_two_digits_are_a_sentence_and_no_answer():
    pad = draw_digit(MODEL)
    assert pad.canvas.answer["sentence"] == "Draw a digit, 0 to 9."
    send(pad, EXAMPLE)
    apart = [
        {"width": 0.06, "points": [[x, 0.2], [x, 0.8]]} for x in (0.2, 0.7)
    ]
    told = send(pad, apart, number=2)
    assert "2 digits" in told["sentence"] and "image" not in told
    assert pad.image is None and pad.probabilities is None
    told = send(pad, [], number=3)
    assert told == {"number": 3, "sentence": "Draw a digit, 0 to 9."}


@pytest.mark.parametrize("width", [0.04, 0.09, 0.16])
def test_a_line_is_as_wide_as_asked_with_round_ends(width):
    line = [{"width": width, "points": [[0.5, 0.2], [0.5, 0.8]]}]
    ink = draw_strokes(line, 1, np.zeros(2)) > 0.5
    wide = ink.sum(axis=1)
    assert abs(wide[140] - 280 * width) <= 2
    tall = ink.sum(axis=0).max()
    assert abs(tall - 280 * (0.6 + width)) <= 3
    dot = [{"width": width, "points": [[0.5, 0.5]]}]
    area = (draw_strokes(dot, 1, np.zeros(2)) > 0.5).sum()
    assert area == pytest.approx(np.pi * (140 * width) ** 2, rel=0.15)


def test_words_stay_in_the_language_in_which_the_pad_was_made():
    set_language("id")
    pad = draw_digit(MODEL)
    set_language("en")
    assert send(pad, ONE)["sentence"].startswith("Jawaban: 1, keyakinan")
    assert pad.canvas.words["undo"] == "Batalkan"


def test_a_model_that_looks_several_times_answers_on_the_pad_too():
    told = send(draw_digit(load_trained("record")), ONE)
    assert np.argmax(told["shares"]) == 1 and len(told["maps"]) == 2


def test_a_dense_net_has_no_maps_and_what_is_no_model_is_refused():
    dense = keras.Sequential(
        [
            keras.Input((28, 28, 1)),
            keras.layers.Flatten(),
            keras.layers.Dense(10, activation="softmax"),
        ]
    )
    assert send(draw_digit(dense), ONE)["maps"] == []
    for make in (draw_digit, read_photo):
        with pytest.raises(TypeError, match="`model` must be a Keras model"):
            make("cnn")


def trace(digit, width):
    """The middle line of a digit's ink, as strokes from pixel to pixel."""
    lines = skeletonize(digit > 100)
    places = (np.argwhere(lines)[:, ::-1] / 40 + 0.15).tolist()
    return [
        {"width": width, "points": [one, other]}
        for one, other in combinations(places, 2)
        if math.dist(one, other) < 1.5 / 40
    ]


@pytest.mark.parametrize("width", [0.04, 0.09])
def test_a_drawing_is_prepared_as_its_picture_is_and_read(width):
    images = []
    for digit in IMAGES[:20]:
        strokes = trace(digit, width)
        own = prepare_drawing(strokes)
        drawn = draw_strokes(strokes, 1, np.zeros(2))
        picture = prepare_digit(1 - drawn).image
        # The picture's place is rounded to whole pixels, the drawing's not.
        assert np.abs(own.astype(int) - picture).mean() < 20
        images.append(own)
    pixels = np.stack(images)[..., None].astype("float32") / 255
    shares = MODEL.predict(pixels, verbose=0)
    assert (shares.argmax(axis=1) == LABELS[:20]).sum() >= 18


def test_a_tap_beside_a_digit_is_no_part_of_it():
    tap = {"width": 0.09, "points": [[0.9, 0.9]]}
    assert np.array_equal(prepare_drawing([*ONE, tap]), prepare_drawing(ONE))


# read_photo -----------------------------------------------------------------


def upload(reader, content):
    """As the browser does it in ipywidgets 8, or in 7."""
    if isinstance(reader.upload.value, dict):
        reader.upload.value = {"photo": {"content": content}}
    else:
        file = {"name": "p", "type": "", "size": 1, "last_modified": None}
        now = datetime.now(timezone.utc)
        file |= {"last_modified": now, "content": memoryview(content)}
        reader.upload.value = (file,)


def test_a_photo_of_one_digit_is_read():
    reader = read_photo(MODEL)
    photo = make_photo(np.random.default_rng(7), IMAGES[4], "hard shadow")
    upload(reader, photo)
    assert reader.answers.tolist() == [LABELS[4]]
    assert np.array_equal(reader.digits[0].image, prepare_digit(photo).image)
    assert f"Read, and how sure: {LABELS[4]} (" in reader.sentence.value
    assert Image.open(io.BytesIO(reader.picture.value)).width > 400


def test_a_page_is_read_in_order_and_one_on_its_side_is_named():
    reader = read_photo(MODEL)
    reader.kind.value = "page"
    lines = [IMAGES[:6], IMAGES[6:12]]
    page = make_page(np.random.default_rng(3), lines, "blank paper")
    upload(reader, page)
    assert reader.answers.tolist() == LABELS[:12].tolist()
    assert "Turn" not in reader.sentence.value
    file = io.BytesIO()
    Image.open(io.BytesIO(page)).rotate(90, expand=True).save(file, "png")
    upload(reader, file.getvalue())
    assert "by 90° clockwise" in reader.sentence.value


def test_what_is_no_picture_is_a_sentence_and_the_old_answer_goes():
    reader = read_photo(MODEL)
    upload(reader, make_photo(np.random.default_rng(7), IMAGES[4], "ruled"))
    assert len(reader.answers) == 1
    upload(reader, b"%PDF-1.7 <script>")
    assert "PDF" in reader.sentence.value
    assert len(reader.answers) == 0 and reader.digits == []
    assert reader.picture.layout.display == "none"


def test_the_content_is_found_in_both_forms_of_a_value():
    new = ({"name": "a.png", "content": memoryview(b"new")},)
    old = {"a.png": {"metadata": {}, "content": b"old"}}
    assert find_content(new) == b"new" and find_content(old) == b"old"
    assert find_content(()) is None and find_content({}) is None


@pytest.mark.parametrize("make", [draw_digit, read_photo])
def test_a_still_says_how_to_get_the_live_one(make):
    live = make(MODEL)
    assert "course.py lab" in live.still["text/plain"]
    assert "> 99.9 %" in live.still["text/plain"]
