"""Minutes in class are counted from words, cells and exercises."""

import pytest

from tools.classroom import minutes

LESSON = """\
# %% [markdown] lang="en"
# # 42 · Words
#
# {words}

# %% [markdown] lang="id"
# # 42 · Kata

# %%
6 * 7
"""
SECTION = """
# %% [markdown] lang="en"
# {heading}
#
# one two three

# %% [markdown] lang="id"
# {heading} dalam bahasa Indonesia

# %%
1
"""


def count(folder, words="", *headings):
    source = folder / "42_words.py"
    text = LESSON.format(words=words)
    for heading in headings:
        text += SECTION.format(heading=heading)
    source.write_text(text, encoding="utf-8")
    return minutes.count_minutes(source)


def test_a_hundred_words_take_a_minute_and_a_cell_half_of_one(tmp_path):
    alone = count(tmp_path)
    assert alone == pytest.approx(0.5 + 2 / 100)  # "42", "Words"
    assert count(tmp_path, "word " * 200) == pytest.approx(alone + 2)


def test_folds_code_and_formulas_are_not_read(tmp_path):
    unread = "<details> a b </details> $$ x = y $$"
    assert count(tmp_path, unread) == count(tmp_path)


def test_an_exercise_takes_four_minutes_more_than_a_section(tmp_path):
    plain = count(tmp_path, "", "## A walk")
    source = tmp_path / "42_words.py"
    text = source.read_text("utf-8")
    source.write_text(text.replace("# %%\n1\n", "# %%\nmc.check_x(1)\n"))
    assert minutes.count_minutes(source) - plain == 4


def test_an_open_exercise_is_for_home(tmp_path):
    more = count(tmp_path, "", "## Exercise 2 (open): x") - count(tmp_path)
    assert more == 0.5  # its cell alone


def test_an_optional_section_ends_at_the_next_heading_of_its_level(tmp_path):
    whole = count(tmp_path, "", "## Deep", "### Deeper", "## Next")
    section = 0.5 + 4 / 100  # a cell, a heading's word and three more
    optional = "## Deep (optional)", "### Deeper", "## Next"
    without = count(tmp_path, "", *optional)
    assert whole - without == pytest.approx(2 * section)
    only_deeper = "## Deep", "### Deeper (optional)", "## Next"
    assert whole - count(tmp_path, "", *only_deeper) == pytest.approx(section)


def test_lessons_too_long_or_wrongly_stated_are_named():
    (long,) = minutes.find_misjudged({"09_build_architecture": 60.6})
    assert long == "09_build_architecture: 61 minutes in class, at most 60"
    (wrong,) = minutes.find_misjudged({"00_start_here": 59.0})
    assert wrong.startswith("00_start_here: steps.json says ")
