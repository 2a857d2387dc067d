"""The page that reads digits, in a browser, beside Keras and Pillow."""

import json
import re

import keras
import numpy as np
import pytest
from conftest import find_barriers
from keras import layers, ops

import mnist_helpers as mh
from mnist_course.own_digits.drawing import prepare_drawing
from mnist_course.own_digits.pad import EXAMPLE
from tools import digits

_train, (IMAGES, LABELS) = mh.load_mnist()
WORDS = json.loads((digits.PARTS / "words.json").read_text("utf-8"))
PREPARE = """drawings => drawings.map(strokes => {
    try {
        return [...prepareDrawing(strokes).image];
    } catch (error) {
        if (error instanceof NoDigit) return error.reason;
        throw error;
    }
})"""
READ = """([name, images]) => images.map(image => {
    const reading = readImage(MODELS[name], image);
    return {probabilities: reading.probabilities,
            weights: weighInk(MODELS[name], reading)};
})"""
MAPS = """([name, image]) => {
    const model = MODELS[name];
    return findMaps(model, readImage(model, image)).map(
        ({name, output}) => [name, [...output.data]]);
}"""
# What this machine does in a quiet hour in 50 ms or less.
LOOP = """() => {
    const begun = performance.now(), numbers = new Float32Array(1000).fill(1);
    let sum = 0;
    for (let i = 0; i < 2e7; i++) sum += 1.0001 * numbers[i % 1000];
    return sum && performance.now() - begun;
}"""


@pytest.fixture(scope="module")
def made(tmp_path_factory):
    folder = tmp_path_factory.mktemp("page")
    return digits.make_digits_page(folder / digits.PAGE)


@pytest.fixture
def opened(page, made):
    """The page in English; afterwards nothing was asked of any network."""
    asked = []
    page.on("request", lambda request: asked.append(request.url))
    page.goto(f"{made.as_uri()}#en")
    yield page
    assert page.said == []
    assert all(url.startswith(("file:", "data:")) for url in asked)


def draw_at_random(rng):
    """One to three wild strokes."""
    strokes = []
    for _stroke in range(rng.integers(1, 4)):
        steps = rng.normal(0, 0.06, (rng.integers(1, 25), 2))
        points = np.clip(steps.cumsum(axis=0) + rng.uniform(0.2, 0.8, 2), 0, 1)
        width = int(rng.integers(4, 17)) / 100
        strokes.append({"width": width, "points": points.tolist()})
    return strokes


def test_it_prepares_a_drawing_as_lesson_15_does(opened):
    rng = np.random.default_rng(18)
    drawings = [EXAMPLE, *(draw_at_random(rng) for _drawing in range(80))]
    compared = 0
    for strokes, own in zip(
        drawings, opened.evaluate(PREPARE, drawings), strict=True
    ):
        try:
            wanted = prepare_drawing(strokes)
        except ValueError:
            assert own in ("blot", "parts", "several")
            continue
        assert not isinstance(own, str), own
        away = np.abs(wanted.ravel().astype(int) - own)
        # Chromium and Pillow soften edges otherwise; measured 24 and 0.9.
        assert away.max() <= 32 and away.mean() < 1.5
        compared += 1
    assert compared > 70


@pytest.mark.parametrize("name", digits.MODELS)
def test_it_computes_what_keras_does(opened, name):
    model = mh.load_trained(name)
    images = IMAGES[:60].reshape(-1, 784)
    pixels = images.reshape(-1, 28, 28, 1).astype("float32") / 255
    given = opened.evaluate(READ, [name, images.tolist()])
    own = np.array([each["probabilities"] for each in given])
    wanted = model.predict(pixels, verbose=0)
    assert np.abs(own - wanted).max() < 1e-5
    convolutions = [
        layer for layer in model.layers if isinstance(layer, layers.Conv2D)
    ][:2]
    seen = keras.Model(model.inputs[0], [each.output for each in convolutions])
    found = opened.evaluate(MAPS, [name, images[3].tolist()])
    for (title, own), maps, layer in zip(
        found, seen(pixels[3:4]), convolutions, strict=True
    ):
        assert title == layer.name
        expected = ops.convert_to_numpy(maps).ravel()
        assert np.allclose(own, expected, atol=1e-4)


@pytest.mark.parametrize("name", digits.MODELS)
def test_an_answer_rests_on_the_ink_that_it_says(opened, name):
    # Without the tenth of the ink that speaks most for it, the answer loses
    # more of its lead than without the tenth that speaks least: measured
    # 100 and 86 times of 100; by chance it would be every second time.
    images = IMAGES[:100].reshape(-1, 784)
    given = opened.evaluate(READ, [name, images.tolist()])
    found = [each["weights"] for each in given]
    without = np.repeat(images[None], 2, axis=0)
    for place, image in enumerate(images):
        order = np.argsort(found[place]["weights"])
        order = order[image[order] > 0]
        part = len(order) // 10
        without[0, place, order[-part:]] = without[1, place, order[:part]] = 0
    pixels = without.reshape(-1, 28, 28, 1).astype("float32") / 255
    shares = mh.load_trained(name).predict(pixels, verbose=0)
    shares = np.log(shares + 1e-30).reshape(2, 100, 10)
    first, second = (
        shares[:, range(100), [each[rank] for each in found]]
        for rank in ("first", "second")
    )
    leads = first - second
    fell = np.count_nonzero(leads[0] < leads[1])
    assert fell >= 80


def draw(page, points):
    """A stroke by mouse through points in shares of the pad."""
    pad = page.locator("#pad canvas")
    pad.scroll_into_view_if_needed()
    box = pad.bounding_box()
    for number, (x, y) in enumerate(points):
        place = box["x"] + x * box["width"], box["y"] + y * box["height"]
        page.mouse.move(*place, steps=5)
        if not number:
            page.mouse.down()
    page.mouse.up()
    page.wait_for_timeout(150)  # until it is answered


SEVEN = [(0.28, 0.25), (0.72, 0.25), (0.45, 0.8)]


def read_sentence(page):
    page.wait_for_timeout(150)  # until it is answered
    return page.locator(".mnist-pad .sentence").inner_text()


def test_a_7_drawn_by_mouse_is_read_by_both_and_cleared(opened):
    draw(opened, SEVEN)
    assert "The answer: 7" in read_sentence(opened)
    assert opened.locator("#pad figure").count() == 3
    assert "stroke 1 holds 100 %" in opened.locator("#pad").inner_text()
    opened.locator("[value=robust]").check()
    assert "The answer: 7" in read_sentence(opened)
    assert "conv_2: 64 feature maps" in opened.locator("#pad").inner_text()
    opened.get_by_role("button", name="Clear").click()
    assert read_sentence(opened) == "Draw a digit, 0 to 9."
    assert not opened.locator("#pad figure").first.is_visible()


def test_what_is_no_digit_is_said(opened):
    opened.locator("button[data-language=id]").click()
    words = WORDS["id"]
    draw(opened, [(0.2, 0.3), (0.2, 0.7)])
    draw(opened, [(0.8, 0.3), (0.8, 0.7)])
    assert read_sentence(opened) == words["several"].format(parts=2)
    opened.keyboard.press("Delete")
    draw(opened, [(0.5, 0.5)])
    assert read_sentence(opened) == words["blot"]
    opened.keyboard.press("Delete")
    for row in range(5):
        draw(opened, [(0.2, 0.2 * row + 0.1), (0.8, 0.2 * row + 0.1)])
    assert read_sentence(opened) == words["parts"].format(parts=5, holes=0)


@pytest.mark.parametrize("name", digits.MODELS)
def test_a_stroke_is_answered_in_50_milliseconds(opened, name):
    opened.locator(f"[value={name}]").check()
    slow = min(opened.evaluate(LOOP) for _time in range(5)) / 20
    took = []
    for step in range(1, 11):
        draw(opened, [(0.3, 0.2 + 0.05 * step), (0.6, 0.25)])
        took.append(
            opened.evaluate("+document.documentElement.dataset.milliseconds")
        )
    print(f"{name}: {np.median(took):.0f} ms, machine {slow:.1f}")
    assert np.median(took) < 50 * max(1, slow)


@pytest.mark.parametrize(
    ("name", "language"), zip(digits.MODELS, WORDS, strict=True)
)
def test_the_convolution_can_be_followed_with_a_pencil(opened, name, language):
    opened.locator(f"button[data-language={language}]").click()
    opened.locator(f"[value={name}]").check()
    draw(opened, SEVEN)
    image = read_image(opened)
    opened.locator("#how").click()
    kernel, *bias = mh.load_trained(name).layers[0].get_weights()
    root = opened.locator("#convolution")
    opened.locator("#convolution select").select_option("5")
    press(opened, language, "strongest")
    for _step in range(3):
        press(opened, language, "step")
        row, column, number, total, added, value = read_numbers(
            root.locator(".sum").inner_text(), language
        )[:6]
        y, x = int(row) - 1, int(column) - 1
        patch = image[y : y + 5, x : x + 5] / 255
        products = patch * kernel[:, :, 0, 4]
        assert number == 25
        wanted = [products.sum(), bias[0][4] if bias else 0, total + added]
        assert np.allclose([total, added, value], wanted, rtol=0, atol=0.002)
        tables = [
            read_numbers(table.inner_text(), language)[-25:]
            for table in root.locator("tbody").all()
        ]
        wanted = [patch.ravel(), kernel[:, :, 0, 4].ravel(), products.ravel()]
        assert np.allclose(tables, wanted, atol=0.00501)
        word = "later"
        if name == "cnn":
            word = "kept" if value > 0 else "cut"
        assert WORDS[language][word] in root.inner_text()


def press(page, language, word):
    page.get_by_role("button", name=WORDS[language][word], exact=True).click()


def read_numbers(text, language):
    text = text.replace("−", "-")
    if language == "id":
        text = text.replace(",", ".")
    return [float(each) for each in re.findall(r"-?\d+(?:\.\d+)?", text)]


def read_image(page):
    opened = page.evaluate(
        "[...readStrokes(MODELS.cnn, KERNEL.state.sent.strokes).image]"
    )
    return np.array(opened).reshape(28, 28)


def test_stepping_plays_to_the_end_and_stops(opened):
    draw(opened, SEVEN)
    opened.locator("#how").click()
    root = opened.locator("#convolution")
    for name in ("Row", "Column"):
        opened.get_by_label(name).fill("24")
    opened.get_by_role("button", name="Back", exact=True).click()
    opened.get_by_role("button", name="Play").click()
    opened.get_by_role("button", name="Play").wait_for()
    assert "Row 24, column 24" in root.inner_text()
    opened.get_by_role("button", name="Clear").click()
    opened.get_by_role("button", name="Step", exact=True).click()


@pytest.mark.parametrize(
    ("language", "scheme"), [("en", "light"), ("id", "dark")]
)
def test_it_keeps_nobody_out_and_fits_a_telephone(opened, language, scheme):
    opened.emulate_media(color_scheme=scheme)
    opened.locator(f"button[data-language={language}]").click()
    opened.locator("#example").click()
    opened.locator("#how").click()
    assert opened.locator("html").get_attribute("lang") == language
    assert find_barriers(opened) == []
    assert opened.evaluate("document.documentElement.scrollWidth") == 360
    for image in opened.locator("#pad img").all():
        assert len(image.get_attribute("alt")) > 10


def test_a_finger_draws(chromium, made):
    context = chromium.new_context(
        has_touch=True, viewport={"width": 360, "height": 740}
    )
    page = context.new_page()
    page.goto(f"{made.as_uri()}#id")
    touch = context.new_cdp_session(page)
    pad = page.locator("#pad canvas")
    pad.scroll_into_view_if_needed()
    box = pad.bounding_box()
    x, y = box["x"] + 0.5 * box["width"], box["y"]
    kinds = ["touchStart", *["touchMove"] * 28, "touchEnd"]
    for number, kind in enumerate(kinds):
        down = (0.2 + 0.6 * number / 29) * box["height"]
        points = [] if kind == "touchEnd" else [{"x": x, "y": y + down}]
        sent = {"type": kind, "touchPoints": points}
        touch.send("Input.dispatchTouchEvent", sent)
    assert "Jawaban: 1" in read_sentence(page)
    context.close()


def test_it_is_one_small_file(made):
    assert made.stat().st_size < 3_000_000
    text = made.read_text("utf-8")
    assert not re.search(
        r"""(src|href)=["']|https?://|import |export """, text
    )


def test_both_languages_have_the_same_words():
    english, indonesian = WORDS["en"], WORDS["id"]
    assert english.keys() == indonesian.keys()
    for name, sentence in english.items():
        marks = re.findall(r"\{\w+\}", sentence)
        assert marks == re.findall(r"\{\w+\}", indonesian[name]), name


@pytest.mark.parametrize(
    "layer",
    [
        layers.Conv2D(4, 3, strides=2),
        layers.Conv2D(4, 3, activation="tanh"),
        layers.AveragePooling2D(2),
        layers.MaxPooling2D(3, strides=2),
    ],
)
def test_a_layer_that_the_page_does_not_know_is_named(layer):
    model = keras.Sequential([layers.Input((28, 28, 1)), layer])
    with pytest.raises(ValueError, match=layer.name):
        digits.export_model(model)
