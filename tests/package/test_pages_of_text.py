"""A page of text is no page of digits; a page of digits is never refused."""

import io
import textwrap

import numpy as np
import pytest
from matplotlib import get_data_path
from PIL import Image, ImageDraw, ImageFilter, ImageFont
from scipy import ndimage
from skimage import data

import mnist_course as mc
import mnist_helpers as mh
from mnist_course.own_digits.handwriting import find_turn
from mnist_course.own_digits.made_pictures import KINDS, make_page

_TRAIN, (IMAGES, _LABELS) = mh.prepare_mnist()
DIGITS = (255 * IMAGES[..., 0]).round().astype(np.uint8)
FONTS = ("DejaVuSans", "DejaVuSansMono", "DejaVuSerif-Italic", "STIXGeneral")
TEXTS = {
    "en": "A convolutional network learns small filters that slide over the "
    "picture. Each answers where its pattern stands, and pooling keeps the "
    "largest answer. Why does it fail on my own handwriting?",
    "id": "Jaringan konvolusi mempelajari filter kecil yang bergeser di atas "
    "citra. Setiap filter menjawab di mana polanya berada. Mengapa model "
    "gagal membaca tulisan tangan saya?",
}


def print_text(font, text, size, width=30):
    """Lines of print, dark on light: float array, 0 black to 1 white."""
    file = f"{get_data_path()}/fonts/ttf/{font}.ttf"
    lines = textwrap.wrap(text, width)
    paper = Image.new("L", (width * size, int(1.6 * size * len(lines))), 240)
    pen = ImageDraw.Draw(paper)
    for row, line in enumerate(lines):
        place = (size, int((0.3 + 1.5 * row) * size))
        pen.text(place, line, fill=40, font=ImageFont.truetype(file, size))
    return np.asarray(paper) / 255


def photograph(random, page):
    """Turned a little, unevenly lit, out of focus and noisy."""
    page = ndimage.rotate(page, random.uniform(-2, 2), order=1, cval=0.94)
    page = ndimage.gaussian_filter(page, 0.7)
    page = page * np.linspace(1, 0.6, page.shape[1])
    return page + random.normal(0, 0.02, page.shape)


def as_picture(page):
    return (255 * np.clip(page, 0, 1)).astype(np.uint8)


@pytest.mark.parametrize("font", FONTS)
@pytest.mark.parametrize("language", TEXTS)
def test_print_is_refused_flat_and_photographed(font, language):
    random = np.random.default_rng(3)
    page = print_text(font, TEXTS[language], int(random.integers(18, 34)))
    for picture in (page, photograph(random, page)):
        with pytest.raises(ValueError, match="must show digits") as error:
            mc.prepare_page(as_picture(picture))
        assert "two models doubt" in str(error.value)


def test_scanned_and_photographed_text_a_logo_and_stars_are_refused():
    for name in ("text", "page", "logo", "hubble_deep_field", "camera"):
        with pytest.raises(ValueError, match="must show digits"):
            mc.prepare_page(getattr(data, name)())


# The others are read by `benchmarks.own_digits` too.
SLOW = [pytest.param(kind, marks=pytest.mark.slow) for kind in KINDS[1:]]


@pytest.mark.parametrize("kind", [KINDS[0], *SLOW])
def test_no_page_of_digits_is_refused_and_one_on_its_side_is_named(kind):
    random, turns, found = np.random.default_rng(11), [], 0
    for _number in range(8):
        rows, columns = random.integers(1, 6, 2)
        places = random.integers(len(DIGITS), size=(rows, columns))
        page = make_page(random, [DIGITS[row] for row in places], kind)
        found += len(mc.prepare_page(page)) == places.size
        lying = Image.open(io.BytesIO(page)).rotate(90, expand=True)
        try:
            digits = mc.prepare_page(lying)
        except ValueError as error:
            assert "upright" in str(error)
            turns.append(90)
            continue
        images = np.stack([digit.image for digit in digits])
        turns.append(find_turn(mh.load_trained(), images))
    # A neighbour may touch; the lines of the paper are never taken for ink.
    assert found >= 7
    # One or two digits often read as well when they lie.
    assert np.count_nonzero(turns) >= 5


def test_a_page_out_of_focus_is_not_refused():
    random = np.random.default_rng(5)
    for kind in KINDS:
        places = random.integers(len(DIGITS), size=(4, 6))
        page = make_page(random, [DIGITS[row] for row in places], kind)
        picture = Image.open(io.BytesIO(page))
        mc.prepare_page(picture.filter(ImageFilter.GaussianBlur(5)))
        mc.prepare_page(picture.resize([side // 5 for side in picture.size]))
