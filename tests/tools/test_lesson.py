"""Lesson sources to notebooks, on a tiny lesson."""

import re

import nbformat
import pytest
from IPython.core.inputtransformer2 import TransformerManager
from small_course import LESSON, TITLE, set_address, write_lesson

from mnist_course.steps import LESSONS
from tools import fixed_cells, lesson
from tools.words import read_words

RESTART = {x: read_words("cells", x)["restart"] for x in lesson.LANGUAGES}


@pytest.fixture
def path(tmp_path):
    """The source of the one lesson of a project."""
    return write_lesson(tmp_path)


def test_an_edition_holds_its_language_and_all_code(path):
    notebook = lesson.build(path, "id")
    nbformat.validate(notebook)
    assert notebook.nbformat_minor == 5
    assert notebook.metadata.title == "Menghitung angka"
    assert notebook.metadata.kernelspec.name == "python3"
    sources = [cell.source for cell in notebook.cells]
    assert sources[0] == "# Menghitung angka\n\n" + RESTART["id"]
    assert sources[1].endswith(
        'import mnist_helpers as mh\nmh.set_language("id")'
    )
    assert sources[2:] == [
        "import math",
        "Sekarang akarnya.",
        "print(math.sqrt(16))",
        "print(math.pi)",
    ]


def test_editions_have_the_same_ids_and_differ_in_the_setup_cell_only(path):
    en, indonesian = (lesson.build(path, x).cells for x in ("en", "id"))
    for a, b in zip(en, indonesian, strict=True):
        assert (a.id, a.metadata) == (b.id, b.metadata)
        if a.cell_type == "code" and a.id != "setup":
            assert a.source == b.source


def test_an_edit_changes_one_id_only_and_equal_cells_have_two(path):
    path.write_text(LESSON + "\n# %%\nprint(math.pi)\n")
    ids = [cell.id for cell in lesson.build(path, "en").cells]
    assert len(set(ids)) == len(ids)
    path.write_text(LESSON)
    before = [cell.id for cell in lesson.build(path, "en").cells]
    path.write_text(LESSON.replace("sqrt(16)", "sqrt(25)"))
    after = [cell.id for cell in lesson.build(path, "en").cells]
    assert len(set(before) - set(after)) == 1
    path.write_text(LESSON.replace("akarnya", "akar itu"))
    assert [cell.id for cell in lesson.build(path, "id").cells] == before


def test_slides_begin_at_headings_and_solutions_are_folded(path):
    cells = lesson.build(path, "en").cells
    slides = [cell.metadata.slideshow.slide_type for cell in cells]
    assert slides == ["slide", "skip", "-", "-", "-", "fragment"]
    assert cells[1].metadata.tags == ["setup"]
    assert cells[-1].metadata.tags == ["solution"]
    assert cells[-1].metadata.jupyter.source_hidden
    assert cells[-1].metadata.cellView == "form"


# Beside the source ----------------------------------------------------------


def test_badge_and_setup_lead_to_the_address_once_there_is_one(path):
    notebook = lesson.build(path, "en")
    assert "http" not in nbformat.writes(notebook)
    setup = notebook.cells[1].source
    assert "files.upload()" in setup and "pip install -e ." in setup
    set_address(path.parents[2], "someone/course")
    badges, setup = lesson.build(path, "id").cells[1:3]
    assert "Buka di Colab" in badges.source
    assert (
        "/github/someone/course/blob/main/notebooks/id/01_count.ipynb"
        in badges.source
    )
    line = "        %pip install -q --no-deps git+https://github.com/"
    assert f"{line}someone/course@main" in setup.source.splitlines()
    assert "files.upload()" not in setup.source


@pytest.mark.parametrize("language", lesson.LANGUAGES)
@pytest.mark.parametrize("repository", ["", "some-long-owner/a-course-name"])
def test_setup_cell_is_read_at_a_glance(path, repository, language):
    set_address(path.parents[2], repository)
    cells = lesson.build(path, language).cells
    (setup,) = [cell for cell in cells if cell.id == "setup"]
    lines = setup.source.splitlines()
    assert len(lines) <= 18
    assert all(len(line) <= 79 for line in lines if "git+" not in line)


@pytest.mark.parametrize(
    ("language", "remedy"),
    [("en", "Put mnist_helpers-"), ("id", "Letakkan mnist_helpers-")],
)
def test_setup_cell_speaks_only_if_the_package_is_missing(
    path, capsys, language, remedy
):
    setup = TransformerManager().transform_cell(
        lesson.build(path, language).cells[1].source
    )
    names = {}
    exec(setup, names)
    assert capsys.readouterr().out == ""
    assert names["mh"].language.get_language() == language
    with pytest.raises(ModuleNotFoundError):
        exec(
            setup.replace('"mnist_course"', '"no_such_package"').replace(
                "import mnist_course", "import no_such_package"
            ),
            {},
        )
    assert capsys.readouterr().out.startswith(remedy)


HEAD = {
    "en": (
        "**Step:** CNN 6, *evaluate model*. **Minutes:** 59.\n**Question:** "
        "How good is it on digits that it never saw, and where does it fail?"
    ),
    "id": (
        "**Langkah:** CNN 6, *evaluasi model*. **Waktu:** 59 menit.\n"
        "**Pertanyaan:** Sebagus apa model pada digit yang belum pernah "
        "dilihatnya, dan di mana ia gagal?"
    ),
}


@pytest.mark.parametrize("language", lesson.LANGUAGES)
def test_head_and_table_stand_where_the_title_asks_for_them(
    tmp_path, language
):
    more = "\n#\n# {{head}}\n#\n# {{lessons}}\n"
    title = TITLE.replace("digits\n", f"digits{more}")
    title = title.replace("angka\n", f"angka{more}")
    path = write_lesson(tmp_path, title, "12_evaluate")
    (first, *_rest) = lesson.build(path, language).cells
    _title, head, table, restart = first.source.split("\n\n")
    assert (head, restart) == (HEAD[language], RESTART[language])
    assert table == fixed_cells.write_table(language)


def test_head_of_a_lesson_without_step_has_none_and_without_entry_is_refused(
    path,
):
    head = fixed_cells.write_head("00_start_here", "en")
    assert head.startswith("**Minutes:** 30.\n")
    path.write_text(LESSON.replace("# # Count digits", "# # C\n# {{head}}"))
    with pytest.raises(ValueError, match="01_count: has no entry"):
        lesson.build(path, "en")


def test_the_table_of_steps_names_each_lesson_s_file():
    sources = lesson.find_lessons(lesson.NOTEBOOKS)
    assert [one.stem for one in LESSONS] == [path.stem for path in sources]
    for kind, count in (("data", 6), ("cnn", 7)):
        steps = [one.step for one in LESSONS if one.kind == kind]
        assert steps == list(range(1, count + 1))


# What is refused ------------------------------------------------------------


@pytest.mark.parametrize(
    ("markdown", "complaint"),
    [
        ('# %% [markdown] lang="en"\n# One.\n', "has no twin"),
        ('# %% [markdown] lang="id"\n# Satu.\n', "must be followed"),
        (
            '# %% [markdown] lang="en"\n# One.\n\n# %%\nx = 1\n\n'
            '# %% [markdown] lang="id"\n# Satu.\n',
            "cell 4: an English Markdown cell must be followed",
        ),
        (
            '# %% [markdown] lang="en"\n# One.\n\n'
            '# %% [markdown] lang="id"\n# One.\n',
            "is the English one",
        ),
        (
            '# %% [markdown] lang="en"\n# One.\n\n# %% [markdown] lang="id"\n',
            "is empty",
        ),
        ("# %% [markdown]\n# One.\n", "without lang="),
    ],
)
def test_markdown_without_its_twin_is_refused(path, markdown, complaint):
    path.write_text(f"{TITLE}\n{markdown}")
    with pytest.raises(ValueError, match=re.escape(complaint)):
        lesson.build(path, "en")


def test_code_and_formulas_may_be_equal_in_both_languages(path):
    both = "# ```python\n# x = 1\n# ```\n# $$a + b$$\n"
    path.write_text(
        f'{TITLE}\n# %% [markdown] lang="en"\n{both}\n'
        f'# %% [markdown] lang="id"\n{both}'
    )
    assert "$$a + b$$" in lesson.build(path, "id").cells[-1].source


def test_lessons_are_found_by_number_name_and_beginning(tmp_path):
    folder = tmp_path / "notebooks"
    write_lesson(tmp_path)
    write_lesson(tmp_path, LESSON, "02_split")
    for name in ("2", "02", "02_split", "02_sp", "split", "02_split.py"):
        found = lesson.find_lessons(folder, [name])
        assert [path.stem for path in found] == ["02_split"]
    assert len(lesson.find_lessons(folder)) == 2
    with pytest.raises(ValueError, match="01_count, 02_split"):
        lesson.find_lessons(folder, ["07"])
