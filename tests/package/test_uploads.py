"""Damaged, huge, empty and foreign files: a sentence or an answer."""

import io
import re
import subprocess
import sys
import time
from pathlib import Path

import numpy as np
import pytest
from PIL import Image

import mnist_course as mc
import mnist_helpers as mh
from mnist_course.own_digits.made_pictures import KINDS, make_page, make_photo

FORMATS = ("png", "jpeg", "gif", "bmp", "tiff", "webp")
BEGINNINGS = (
    *(b"%PDF-1.7\n", b"PK\x03\x04", b"<svg xmlns=", b"<html>"),
    *(b"\0\0\0\x18ftypheic", b"\x89PNG\r\n\x1a\n", b"\xff\xd8\xff\xe0"),
    *(b"GIF89a", b"BM", b"II*\x00", b"RIFF\x00\x00\x00\x00WEBP", b""),
)


def encode(array, kind):
    file = io.BytesIO()
    Image.fromarray(array).save(file, kind)
    return file.getvalue()


def make_uploads(random, number):
    """Files of every kind; most of them are damaged in some way."""
    images, _labels = mh.load_mnist()[0]
    good = []
    for paper in KINDS:
        digit = images[random.integers(len(images))]
        photo = Image.open(io.BytesIO(make_photo(random, digit, paper)))
        page = make_page(random, [images[:4]], paper)
        for picture in (photo, Image.open(io.BytesIO(page))):
            picture.thumbnail((300, 300))
            good.append(np.asarray(picture))
    for count in range(number):
        array = good[random.integers(len(good))]
        content = bytearray(encode(array, FORMATS[count % len(FORMATS)]))
        way = count // len(FORMATS) % 6
        if way == 0:  # cut off
            content = content[: random.integers(len(content))]
        elif way == 1:  # some bytes are others
            for place in random.integers(len(content), size=8):
                content[place] = random.integers(256)
        elif way == 2:  # the header alone is damaged
            content[random.integers(min(64, len(content)))] ^= 0xFF
        elif way == 3:  # another kind of file, or none
            start = BEGINNINGS[random.integers(len(BEGINNINGS))]
            content = start + random.bytes(random.integers(200))
        elif way == 4:  # noise, stripes, one grey, one pixel, a line
            height, width = random.integers(1, 300, 2)
            array = random.integers(0, 256, (height, width), np.uint8)
            if count % 2:
                array = np.full_like(array, random.integers(256))
            content = encode(array, "png")
        yield bytes(content)
    for side in ((8000, 6000), (20_000, 2_000), (1, 30_000)):
        paper = np.full(side, 230, np.uint8)
        paper[side[0] // 3 : side[0] // 2, side[1] // 2 :][:, :400] = 40
        yield encode(paper, "png")
        yield encode(paper, "jpeg")


def read_all(number):
    """Read them all; prints the slowest and what was answered."""
    random = np.random.default_rng(11)
    answers = sentences = 0
    slowest = 0.0
    for count, content in enumerate(make_uploads(random, number)):
        read = mc.prepare_page if count % 3 == 0 else mc.prepare_digit
        start = time.process_time()
        try:
            found = read(content)
            found = found if isinstance(found, list) else [found]
            assert all(digit.image.shape == (28, 28) for digit in found)
            answers += 1
        except ValueError as error:
            assert str(error).startswith("`picture` must "), error
            assert str(error).endswith("."), error
            sentences += 1
        slowest = max(slowest, time.process_time() - start)
    # Not `ru_maxrss`, which begins with that of the process that started it.
    status = Path("/proc/self/status").read_text()
    peak = int(re.search(r"VmHWM:\s+(\d+) kB", status)[1]) / 1024
    print(f"{answers} {sentences} {slowest:.1f} {peak:.0f}")


@pytest.mark.parametrize(
    "number", [200, pytest.param(1000, marks=pytest.mark.slow)]
)
def test_uploads_are_answered_or_refused_in_time_and_memory(number):
    done = subprocess.run(
        [sys.executable, __file__, str(number)], capture_output=True, text=True
    )
    assert done.returncode == 0, done.stderr[-3000:]
    answers, sentences, slowest, peak = map(float, done.stdout.split())
    assert answers + sentences == number + 6
    assert min(answers, sentences) > number / 5
    assert slowest < 10  # seconds of the processor
    assert peak < 1024  # megabytes, Python and its libraries among them


if __name__ == "__main__":
    read_all(int(sys.argv[1]))
