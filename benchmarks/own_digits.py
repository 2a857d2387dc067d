"""How well the shipped models read pictures of people's own digits.

    python -m benchmarks.own_digits           pictures that it makes itself
    python -m benchmarks.own_digits FOLDER    those of FOLDER/manifest.csv

The manifest has a row for each picture: file, kind, truth (of a page the
digits in reading order). Each is read twice: *naive*, shrunk to 28 × 28 and
turned over where the paper is light, and *prepared* by `prepare_digit` or
`prepare_page`. Shows the accuracy by kind with its interval for each model,
and the files that are misread. Pictures made here set MNIST's validation
digits on paper with shadows, ruling, faint ink and noise. Nothing is chosen
by this, and the test set is not opened.

With `--least 0.97` it fails if the prepared digits, all kinds together, are
read less well by the first model.
"""

import argparse
import sys
from collections.abc import Iterator
from difflib import SequenceMatcher
from pathlib import Path
from typing import Any

import numpy as np
import pandas as pd

from mnist_course import prepare_digit, prepare_page
from mnist_course.own_digits.ink import resize_grey
from mnist_course.own_digits.made_pictures import KINDS, make_page, make_photo
from mnist_course.own_digits.picture_files import open_picture
from mnist_helpers import accuracy_interval, load_trained, prepare_mnist
from mnist_helpers.evaluate import AccuracyInterval

MODELS = ("cnn", "record", "robust")
# A file's name, its kind, the digits on it, and the picture.
Picture = tuple[str, str, str, Any]


def read_manifest(folder: Path) -> Iterator[Picture]:
    rows = pd.read_csv(folder / "manifest.csv", dtype=str)
    for row in rows.itertuples():
        yield row.file, row.kind, row.truth, folder / row.file


def make_pictures(photos: int = 40, pages: int = 4) -> Iterator[Picture]:
    """So many photos and pages of each kind of paper."""
    _train, (images, labels) = prepare_mnist()
    digits = (255 * images[..., 0]).round().astype(np.uint8)
    random = np.random.default_rng(7)
    for kind in KINDS:
        for _number in range(photos):
            place = random.integers(len(digits))
            photo = make_photo(random, digits[place], kind)
            truth = str(labels[place])
            yield f"validation image {place}", kind, truth, photo
        for number in range(pages):
            places = random.integers(len(digits), size=(4, 6))
            page = make_page(random, [digits[line] for line in places], kind)
            truth = "".join(map(str, labels[places.ravel()]))
            yield f"page {number}", f"page, {kind}", truth, page


def shrink(picture: Any) -> np.ndarray:
    """Shrink, and turn over where the paper is light."""
    small = resize_grey(open_picture(picture), shape=(28, 28))
    if np.median(small) > 0.5:
        small = 1 - small
    return (255 * small).round().astype(np.uint8)


def prepare(picture: Any, digits: int) -> list[np.ndarray]:
    """The digits of a picture, none where it is refused."""
    try:
        if digits == 1:
            return [prepare_digit(picture).image]
        return [digit.image for digit in prepare_page(picture)]
    except ValueError as error:
        print(error)
        return []


def match(truth: str, answer: str) -> str:
    """The answer digit by digit of the truth, "?" where there is none."""
    if len(truth) == len(answer):
        return answer
    # Line the two up as texts are.
    lined_up = SequenceMatcher(None, truth, answer, autojunk=False)
    matched = ""
    for _kind, start, end, first, last in lined_up.get_opcodes():
        matched += answer[first:last][: end - start].ljust(end - start, "?")
    return matched


def read_all(
    pictures: list[Picture], ways: dict[str, list[list[np.ndarray]]]
) -> pd.DataFrame:
    """A row for each model, way and picture: what stands there, what is read.

    Nothing finds the digits of a page in the naive way: those are left out.
    """
    rows = []
    for name in MODELS:
        model = load_trained(name)
        for way, images in ways.items():
            flat = np.stack([image for some in images for image in some])
            scaled = flat[..., None].astype("float32") / 255
            answers = iter(model.predict(scaled, verbose=0).argmax(axis=1))
            for picture, some in zip(pictures, images, strict=True):
                file, kind, truth, _image = picture
                answer = "".join(str(next(answers)) for _digit in some)
                if way == "prepared" or len(truth) == 1:
                    found = match(truth, answer)
                    rows.append((name, way, kind, file, truth, found))
    names = ["model", "way", "kind", "file", "truth", "answer"]
    return pd.DataFrame(rows, columns=names)


def count_right(read: pd.DataFrame) -> AccuracyInterval:
    truth, answers = ([*read[way].sum()] for way in ("truth", "answer"))
    right = np.array(truth) == np.array(answers)
    return accuracy_interval(np.ones(len(right), int), right.astype(int))


def show(read: pd.DataFrame) -> None:
    for (name, way), rows in read.groupby(["model", "way"], sort=False):
        print(f"\n{name}, {way}")
        for kind, some in [*rows.groupby("kind", sort=False), ("all", rows)]:
            print(f"  {kind:28}", count_right(some))
        wrong = rows[rows["truth"] != rows["answer"]]
        for row in wrong.itertuples():
            if way == "prepared":
                print(f"    {row.file}: {row.truth} read as {row.answer}")


if __name__ == "__main__":
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("folder", nargs="?", type=Path)
    parser.add_argument("--least", type=float, default=0.0)
    options = parser.parse_args()
    source = options.folder
    pictures = [*(read_manifest(source) if source else make_pictures())]
    ways = {
        "naive": [[shrink(picture[3])] for picture in pictures],
        "prepared": [prepare(x[3], len(x[2])) for x in pictures],
    }
    read = read_all(pictures, ways)
    show(read)
    first = read[(read["model"] == MODELS[0]) & (read["way"] == "prepared")]
    share = count_right(first).accuracy
    if share < options.least:
        sys.exit(f"{share:.3f} is below {options.least}")
