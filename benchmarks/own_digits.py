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
import csv
import sys
from collections import defaultdict
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import numpy as np

from mnist_course import prepare_digit, prepare_page
from mnist_course.own_digits.ink import resize_grey
from mnist_course.own_digits.made_pictures import KINDS, make_page, make_photo
from mnist_course.own_digits.picture_files import open_picture
from mnist_helpers import accuracy_interval, load_trained, prepare_mnist

MODELS = ("cnn", "record", "robust")
# A file's name, its kind, the digits on it, and the picture.
Picture = tuple[str, str, str, Any]


def read_manifest(folder: Path) -> Iterator[Picture]:
    with (folder / "manifest.csv").open(encoding="utf-8", newline="") as file:
        for row in csv.DictReader(file):
            path = folder / row["file"]
            yield row["file"], row["kind"], row["truth"], path


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
    """The naive way: shrink, and turn over where the paper is light."""
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
    # Line the two up as texts are: by the fewest changes.
    costs = np.zeros((len(truth) + 1, len(answer) + 1), int)
    costs[:, 0], costs[0] = range(len(truth) + 1), range(len(answer) + 1)
    for i, right in enumerate(truth, 1):
        for j, given in enumerate(answer, 1):
            costs[i, j] = min(
                costs[i - 1, j] + 1,
                costs[i, j - 1] + 1,
                costs[i - 1, j - 1] + (right != given),
            )
    i, j, matched = len(truth), len(answer), ""
    while i:
        if j and costs[i, j] == costs[i - 1, j - 1] + (
            truth[i - 1] != answer[j - 1]
        ):
            matched, i, j = answer[j - 1] + matched, i - 1, j - 1
        elif j and costs[i, j] == costs[i, j - 1] + 1:
            j -= 1
        else:
            matched, i = "?" + matched, i - 1
    return matched


def read_all(pictures: list[Picture], ways: dict[str, list]) -> dict:
    """For each model and way: a list of (kind, file, truth, answer)."""
    read = defaultdict(list)
    for name in MODELS:
        model = load_trained(name)
        for way, images in ways.items():
            flat = [image for some in images for image in some]
            scaled = np.stack(flat)[..., None].astype("float32") / 255
            answers = model.predict(scaled, verbose=0).argmax(axis=1)
            left = iter(answers)
            for (file, kind, truth, _picture), some in zip(
                pictures, images, strict=True
            ):
                answer = "".join(str(next(left)) for _image in some)
                if way == "naive" and len(truth) > 1:
                    continue  # nothing finds the digits of a page
                answer = match(truth, answer)
                read[name, way].append((kind, file, truth, answer))
    return read


def show(read: dict) -> float:
    """Print what was read; return the first model's share when prepared."""
    for (name, way), rows in read.items():
        print(f"\n{name}, {way}")
        kinds = dict.fromkeys(kind for kind, *_rest in rows)
        for kind in [*kinds, "all"]:
            some = [row for row in rows if kind in ("all", row[0])]
            truth = "".join(row[2] for row in some)
            answer = "".join(row[3] for row in some)
            as_numbers = [
                np.array([ord(sign) - 48 for sign in text])
                for text in (truth, answer.replace("?", ":"))
            ]
            right = int((as_numbers[0] == as_numbers[1]).sum())
            padded = np.arange(len(truth)) >= right
            print(
                f"  {kind:28}",
                accuracy_interval(
                    np.zeros(len(truth), int), padded.astype(int)
                ),
            )
        if way == "prepared":
            for _kind, file, truth, answer in rows:
                if truth != answer:
                    print(f"    {file}: {truth} read as {answer}")
    rows = read[MODELS[0], "prepared"]
    pairs = [pair for row in rows for pair in zip(row[2], row[3], strict=True)]
    return sum(right == given for right, given in pairs) / len(pairs)


def main(arguments: list[str]) -> int:
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("folder", nargs="?", type=Path)
    parser.add_argument("--least", type=float, default=0.0)
    options = parser.parse_args(arguments)
    source = options.folder
    pictures = [*(read_manifest(source) if source else make_pictures())]
    ways = {
        "naive": [[shrink(picture[3])] for picture in pictures],
        "prepared": [prepare(x[3], len(x[2])) for x in pictures],
    }
    share = show(read_all(pictures, ways))
    if share < options.least:
        print(f"{share:.3f} is below {options.least}")
    return int(share < options.least)


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
