"""Pictures of people's own digits become digits of MNIST, or are refused.

How well photos of each kind of paper are read: `benchmarks.own_digits`.
"""

import contextlib
import io
import struct
import zlib

import numpy as np
import pytest
from hypothesis import given, settings, strategies as st
from PIL import Image
from skimage import data

import mnist_course as mc
import mnist_helpers as mh
from mnist_course.own_digits.handwriting import BOX, CENTRE, find_turn
from mnist_course.own_digits.made_pictures import make_page, make_photo
from mnist_course.own_digits.picture_files import (
    LONGEST,
    cut_sheet,
    open_picture,
)

_TRAIN, (IMAGES, LABELS) = mh.prepare_mnist()
DIGITS = (255 * IMAGES[..., 0]).round().astype(np.uint8)


def read(images):
    scaled = np.stack(images)[..., None].astype("float32") / 255
    return mh.load_trained().predict(scaled, verbose=0).argmax(axis=1)


def enlarge(digit, times=8):
    return digit.repeat(times, axis=0).repeat(times, axis=1)


def encode(array, kind="png", **more):
    file = io.BytesIO()
    Image.fromarray(array).save(file, kind, **more)
    return file.getvalue()


def test_mnist_itself_is_hardly_changed_and_taken_for_single_digits():
    some = [mc.prepare_digit(255 - enlarge(digit)) for digit in DIGITS[:200]]
    images = np.stack([digit.image for digit in some])
    assert np.abs(images.astype(float) - DIGITS[:200]).mean() < 5
    assert (read(images) == LABELS[:200]).mean() > 0.98


def rule(paper, top, bottom, left, right, wide, grey):
    """Draw a box of a form, as printers do."""
    for across in (slice(top, top + wide), slice(bottom - wide, bottom)):
        paper[across, left:right] = grey
    for down in (slice(left, left + wide), slice(right - wide, right)):
        paper[top:bottom, down] = grey


def box_in(digit, side, gap, wide, grey):
    """A digit on paper, without and with a box of a form around it."""
    plain = np.full((side, side), 245, np.uint8)
    inner = slice(side // 2 - 56, side // 2 + 56)
    plain[inner, inner] = 245 - enlarge(digit, 4) / 255 * 245
    boxed = plain.copy()
    rule(boxed, gap, side - gap, gap, side - gap, wide, grey)
    return plain, boxed


@pytest.mark.parametrize(("wide", "grey"), [(1, 0), (7, 150)])
def test_a_box_of_a_form_round_a_digit_changes_nothing(wide, grey):
    for digit in DIGITS[:12]:
        plain, boxed = box_in(digit, 280, 60, wide, grey)
        wanted = mc.prepare_digit(plain).image.astype(int)
        assert np.abs(mc.prepare_digit(boxed).image - wanted).mean() < 1


@pytest.mark.parametrize("askew", [-6, 3])
def test_a_box_of_a_form_may_stand_askew(askew):
    answers = []
    for digit in DIGITS[:20]:
        _plain, boxed = box_in(digit, 400, 110, 5, 0)
        photo = Image.fromarray(boxed).rotate(askew, 3, fillcolor=245)
        answers.append(mc.prepare_digit(photo).image)
    assert (read(answers) == LABELS[:20]).sum() >= 18


@pytest.mark.parametrize("wide", [2, 5])
def test_boxes_of_a_form_side_by_side_are_no_digits(wide):
    random = np.random.default_rng(8)
    paper = random.normal(245, 3, (200, 700))
    places = random.integers(len(DIGITS), size=5)
    for number, place in enumerate(places):
        left = 40 + 120 * number
        ink = enlarge(DIGITS[place], 3) / 255
        paper[60:144, left + 18 : left + 102] *= 1 - ink
        rule(paper, 40, 160, left, left + 120 + wide, wide, 60)
    digits = mc.prepare_page(paper.clip(0, 255).astype(np.uint8))
    assert len(digits) == 5
    assert (read([d.image for d in digits]) == LABELS[places]).sum() >= 4


def test_a_page_is_read_line_by_line():
    random = np.random.default_rng(3)
    places = random.integers(len(DIGITS), size=(3, 6))
    page = make_page(random, [DIGITS[line] for line in places], "hard shadow")
    digits = mc.prepare_page(page)
    assert len(digits) == 18
    answers = read([digit.image for digit in digits])
    assert (answers == LABELS[places.ravel()]).mean() >= 0.85
    tops = np.array([digit.box[1] for digit in digits]).reshape(3, 6)
    lefts = np.array([digit.box[0] for digit in digits]).reshape(3, 6)
    assert (np.diff(tops.min(axis=1)) > 0).all()
    assert (np.diff(lefts, axis=1) > 0).all()


def test_touching_digits_are_cut_apart():
    line = np.zeros((200, 700), np.uint8)
    for number, place in enumerate((0, 40, 80)):  # three that stand apart
        line[40:152, 40 + 220 * number : 152 + 220 * number] = enlarge(
            DIGITS[np.flatnonzero(LABELS == 1)[place]], 4
        )
    assert len(mc.prepare_page(line)) == 3
    zero = enlarge(DIGITS[np.flatnonzero(LABELS == 0)[0]], 4)
    left, right = np.flatnonzero(zero.any(axis=0))[[0, -1]]
    zero = zero[:, left : right + 1]
    page = np.zeros((240, 800), np.uint8)
    pair = np.concatenate([zero[:, :-8], zero], axis=1)  # 8 pixels less
    page[50 : 50 + len(zero), 50 : 50 + pair.shape[1]] = pair
    page[50 : 50 + len(zero), 400 : 400 + zero.shape[1]] = zero
    boxes = [digit.box for digit in mc.prepare_page(page)]
    seam = 50 + zero.shape[1] - 4
    assert len(boxes) == 3 and boxes[0][2] == boxes[1][0]
    assert abs(boxes[1][0] - seam) < 12


def set_ground_transparent(digit, ink):
    picture = np.full((*digit.shape, 4), ink, np.uint8)
    picture[..., 3] = digit
    return picture


def turn_as_a_camera(digit):
    exif = Image.Exif()
    exif[0x0112] = 6  # turn by 90 degrees clockwise to see it
    return encode(np.rot90(digit), "jpeg", exif=exif, quality=95)


@pytest.mark.parametrize(
    "change",
    [
        turn_as_a_camera,
        lambda digit: set_ground_transparent(digit, 0),
        lambda digit: set_ground_transparent(digit, 255),
        lambda digit: 255 - digit,  # dark on light
        lambda digit: np.stack([digit] * 3, axis=-1),  # colour
        lambda digit: digit / 255,  # fractions
        lambda digit: np.pad(digit, ((30, 90), (120, 5))),  # elsewhere
        lambda digit: (0.3 * digit + 100).astype(np.uint8),  # faint on grey
        lambda digit: encode(digit),
        lambda digit: io.BytesIO(encode(digit)),
        lambda digit: Image.fromarray(digit).convert("P"),
        lambda digit: Image.fromarray(digit).convert("CMYK"),
        lambda digit: Image.fromarray(digit.astype(np.int32) * 200),
        lambda digit: Image.fromarray(enlarge(digit)),
    ],
)
def test_the_same_digit_in_any_form_is_the_same(change):
    digit = enlarge(DIGITS[3])
    expected = mc.prepare_digit(digit).image.astype(int)
    image = mc.prepare_digit(change(digit)).image
    assert image.shape == (28, 28) and image.dtype == np.uint8
    assert np.abs(image - expected).mean() < 6


@settings(max_examples=25, deadline=None)
@given(
    place=st.integers(0, 499),
    times=st.integers(2, 20),
    margin=st.integers(4, 60),
)
def test_each_lies_in_its_box_with_its_mass_in_the_middle(
    place, times, margin
):
    picture = np.pad(enlarge(DIGITS[place], times), margin)
    image = mc.prepare_digit(picture).image.astype(float)
    rows, columns = np.nonzero(image > 30)
    assert max(np.ptp(rows), np.ptp(columns)) + 1 <= BOX + 1
    weights = image / image.sum()
    for axis in (0, 1):
        middle = (weights.sum(axis=1 - axis) * np.arange(28)).sum()
        assert abs(middle - CENTRE) <= 1.0


BLANK = np.full((60, 60), 200, np.uint8)


@pytest.mark.parametrize(
    ("picture", "part", "error"),
    [
        (BLANK, "even area", ValueError),
        (b"", "empty file", ValueError),
        (b"%PDF-1.7 ...", "PDF", ValueError),
        (b"\0\0\0\x18ftypheic....", "HEIC", ValueError),
        (b"PK\x03\x04rest", "DOCX", ValueError),
        (b"hello", "something else", ValueError),
        (encode(BLANK)[:60], "broken file", ValueError),
        (np.zeros((0, 28), np.uint8), "8 pixels at least", ValueError),
        (np.zeros((5, 28, 28), np.uint8), "one picture", ValueError),
        (np.full((28, 28), np.nan), "finite", ValueError),
        ("no_such_picture.png", "no_such_picture.png", FileNotFoundError),
        (7, "int", TypeError),
    ],
)
def test_what_is_no_picture_of_ink_is_refused_in_a_sentence(
    picture, part, error
):
    for prepare in (mc.prepare_digit, mc.prepare_page):
        with pytest.raises(error, match="`picture` must") as caught:
            prepare(picture)
        assert part in str(caught.value)


def test_a_large_photo_is_looked_at_in_small():
    large = np.kron(255 - DIGITS[3], np.ones((150, 150), np.uint8))
    file = encode(large, "jpeg")
    assert max(open_picture(file).shape) <= LONGEST
    assert read([mc.prepare_digit(file).image])[0] == LABELS[3]


def test_a_file_that_says_it_is_huge_is_not_decoded():
    data = bytearray(encode(BLANK))
    data[16:24] = struct.pack(">II", 60_000, 60_000)
    data[29:33] = struct.pack(">I", zlib.crc32(data[12:29]))
    with pytest.raises(ValueError, match="200 million"):
        mc.prepare_digit(bytes(data))


# What is no single digit -----------------------------------------------------


ROWS, COLUMNS = np.indices((200, 200)) - 100
BLOT = np.where(ROWS**2 + COLUMNS**2 < 40**2, 0, 255).astype(np.uint8)


def side_by_side(*places, gap=0):
    parts = [np.pad(DIGITS[place], ((0, 0), (0, gap))) for place in places]
    return 255 - enlarge(np.hstack(parts))


@pytest.mark.parametrize(
    ("picture", "found"),
    [
        (BLOT, "a blot"),
        (side_by_side(3, 7, 5, gap=6), "3 digits"),
        (side_by_side(*range(6)), "6 parts"),
    ],
    ids=["blot", "three", "six"],
)
def test_what_is_not_one_digit_is_named(picture, found):
    sentence = f"must show one digit.*{found}.*prepare_page"
    with pytest.raises(ValueError, match=sentence):
        mc.prepare_digit(picture)


def test_a_page_of_one_shape_that_is_no_digit_is_refused():
    with pytest.raises(ValueError, match="must show digits.*a blot"):
        mc.prepare_page(BLOT)
    with pytest.raises(ValueError, match=r"must show digits.*\d holes"):
        mc.prepare_page(data.brick())


@pytest.mark.parametrize("degrees", [0, 90, 180])
def test_a_page_on_its_side_is_named_and_an_upright_one_is_not(degrees):
    random, model = np.random.default_rng(5), mh.load_trained()
    found = []
    for _page in range(5):
        places = random.integers(len(DIGITS), size=(3, 5))
        page = make_page(random, [DIGITS[p] for p in places], "shadow")
        picture = Image.open(io.BytesIO(page)).rotate(degrees, expand=True)
        try:
            images = [digit.image for digit in mc.prepare_page(picture)]
        except ValueError as error:
            assert degrees and "upright" in str(error)
            found.append(degrees)
            continue
        found.append(find_turn(model, np.stack(images)))
    # Turned to the left by so much, it has to be turned back to the right.
    # Upside down, 0, 1 and 8 look as they did, and 6 and 9 like each other.
    assert found.count(degrees) >= (3 if degrees == 180 else 4)
    assert degrees or found == [0] * 5


@pytest.mark.slow
def test_a_single_digit_that_lies_is_often_found_and_few_upright_are():
    model = mh.load_trained()
    upright, lying = (
        [find_turn(model, digit[None]) for digit in digits]
        for digits in (DIGITS[:150], np.rot90(DIGITS[:150], axes=(1, 2)))
    )
    assert np.mean(np.array(upright) > 0) < 0.05
    assert lying.count(90) >= 75


@pytest.mark.parametrize("read", [mc.prepare_digit, mc.prepare_page])
def test_a_face_an_animal_and_a_place_are_refused(read):
    for photo in (data.astronaut(), data.cat(), data.grass(), data.gravel()):
        with pytest.raises(ValueError, match="`picture` must"):
            read(photo)
    faces = (255 * data.lfw_subset()[:100]).astype(np.uint8)
    answered = 0
    for face in faces:
        with contextlib.suppress(ValueError):
            read(face)
            answered += 1
    assert answered <= 10


def lay_on_desk(sheet, angle, shade):
    """A photo of a sheet of paper that lies askew on a darker desk."""
    random = np.random.default_rng(7)
    side = int(1.7 * max(sheet.size))
    place = tuple((side - length) // 2 for length in sheet.size)
    paper, lies = (Image.new("L", (side, side), tone) for tone in (0, 0))
    paper.paste(sheet.convert("L"), place)
    lies.paste(255, (*place, *np.add(place, sheet.size).tolist()))
    turned = [np.asarray(each.rotate(angle)) for each in (paper, lies)]
    desk = random.normal(shade, 4, (side, side))
    photo = np.where(turned[1] > 0, turned[0], desk)
    return photo.clip(0, 255).astype(np.uint8)


@pytest.mark.parametrize(("angle", "shade"), [(7, 3), (-30, 40), (0, 70)])
def test_a_desk_around_the_sheet_is_cut_off(angle, shade):
    random, prepared = np.random.default_rng(7), []
    for digit in DIGITS[:20]:
        photo = make_photo(random, digit, "blank paper")
        sheet = Image.open(io.BytesIO(photo))
        on_desk = lay_on_desk(sheet, angle, shade)
        turned = mc.prepare_digit(on_desk).image
        prepared.append(np.asarray(Image.fromarray(turned).rotate(-angle)))
    assert (read(prepared) == LABELS[:20]).mean() >= 0.9


def test_no_digit_is_taken_for_a_sheet():
    for image in DIGITS[:300]:
        for pad in (0, 6):
            large = np.pad(image[4:24, 4:24], pad).repeat(8, 0).repeat(8, 1)
            for picture in (large, 255 - large):
                grey = picture.astype(np.float32) / 255
                assert cut_sheet(grey) is grey
