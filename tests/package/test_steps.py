"""The map of the course: every lesson, legible, in both languages."""

import re

import pytest
from matplotlib.patches import FancyBboxPatch

from mnist_course.lessons.lesson_00 import plot_course_map
from mnist_helpers import set_language
from mnist_helpers.figures import caption

LANGUAGES = pytest.mark.parametrize("language", ["en", "id"])


def draw(language):
    set_language(language)
    ax = plot_course_map()
    ax.figure.canvas.draw()
    return ax


@LANGUAGES
def test_caption_names_the_lessons_in_order_and_chapter_3_last(language):
    sentence = caption(draw(language))
    numbers = [int(n) for n in re.findall(r"\b\d\d\b", sentence)]
    assert numbers == list(range(1, 15))
    chapter = {"en": "Chapter 3", "id": "Bab 3"}[language]
    assert chapter in sentence.split(". ")[-1]


def test_the_seeds_steps_are_counted_from_one_in_each_row():
    texts = [text.get_text() for text in draw("en").texts]
    steps = [text for text in texts if text.startswith("step ")]
    assert steps == [f"step {n}" for n in (1, 2, 3, 4, 5, 6)] + [
        f"step {n}" for n in (1, 2, 3, 4, 5, 6, 7)
    ]


@LANGUAGES
def test_every_word_is_large_enough_for_a_projector(language):
    texts = [text for text in draw(language).texts if text.get_text()]
    assert min(text.get_fontsize() for text in texts) >= 11


@LANGUAGES
def test_words_stay_inside_their_box_and_off_each_other(language):
    ax = draw(language)
    boxes = [
        patch.get_window_extent()
        for patch in ax.patches
        if isinstance(patch, FancyBboxPatch)
    ]
    areas = {
        text.get_text(): text.get_window_extent()
        for text in ax.texts
        if text.get_text() and not text.get_text().startswith(("step", "lang"))
    }
    headings = [words for words in areas if words in kinds(language)]
    assert len(boxes) == 14 and len(headings) == 2
    for words, area in areas.items():
        holders = [box for box in boxes if box.overlaps(area)]
        assert len(holders) == (words not in headings), words
        for box in holders:
            assert box.x0 < area.x0 and area.x1 < box.x1, words
            assert box.y0 < area.y0 and area.y1 < box.y1, words
    everything = [
        text.get_window_extent() for text in ax.texts if text.get_text()
    ]
    for place, one in enumerate(everything):
        assert not any(one.overlaps(other) for other in everything[:place])


def kinds(language):
    return {"en": "Data preparation", "id": "Persiapan data"}[language], "CNN"
