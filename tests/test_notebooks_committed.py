"""The committed notebooks are current, whole and readable by everybody."""

import sys
from pathlib import Path

import nbformat
import pytest

sys.path.insert(0, str(Path(__file__).parents[1] / "notebooks"))

import build

NOTEBOOKS = build.FOLDER
COMMITTED = sorted(
    path
    for language in build.LANGUAGES
    for path in (NOTEBOOKS / language).glob("*.ipynb")
)


def test_every_lesson_is_built_in_both_editions():
    problems = build.check(NOTEBOOKS)
    assert problems == [], "\n".join(problems)


@pytest.mark.parametrize(
    "path", COMMITTED, ids=lambda path: f"{path.parent.name}/{path.stem}"
)
def test_every_figure_is_also_told_in_words_or_in_a_table(path):
    silent = [
        f"cell {number}"
        for number, cell in enumerate(nbformat.read(path, 4).cells, 1)
        if cell.cell_type == "code"
        and any(map(_is_image, cell.outputs))
        and not any(map(_is_told, cell.outputs))
    ]
    assert silent == []


def _is_image(output):
    return any(kind.startswith("image/") for kind in output.get("data", ()))


def _is_told(output):
    if output.output_type == "stream":
        return bool(output.text.strip())
    alt = output.get("metadata", {}).get("image/png", {}).get("alt", "")
    if len(alt) > 20:  # a sentence, not a word
        return True
    return "<table" in output.get("data", {}).get("text/html", "")
