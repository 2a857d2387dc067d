"""Committed notebooks: checked, cleaned, rebuilt, on a tiny lesson."""

import base64
import io
import shutil
from copy import deepcopy

import nbformat
import pytest
from nbformat.v4 import new_output
from PIL import Image
from small_course import (
    LESSON,
    commit,
    notebook_path,
    set_address,
    write_lesson,
)

from tools import edition
from tools.__main__ import main
from tools.lesson import LANGUAGES, build, find_lessons


@pytest.fixture
def project(tmp_path):
    """A project with one good lesson, 01_count."""
    write_lesson(tmp_path)
    return tmp_path


def problems(project):
    return edition.check(project / "notebooks")


def run_build(project, *arguments):
    return main(["build", *arguments], project=project)


def test_check_passes_current_notebooks_and_reports_missing_or_large_ones(
    project, capsys, monkeypatch
):
    assert run_build(project, "--check") == 1
    said = capsys.readouterr().err
    assert "en/01_count.ipynb, missing" in said
    assert "id/01_count.ipynb, missing" in said
    commit(project)
    assert problems(project) == []
    assert run_build(project, "--check") == 0
    monkeypatch.setattr(edition, "MOST_BYTES_TOGETHER", 100)
    assert "under 10 MB" in problems(project)[0]


def test_check_reports_a_broken_file_and_one_without_source(project):
    commit(project)
    path = notebook_path(project)
    path.write_text(path.read_text()[:100])
    orphan = project / "notebooks" / "id" / "05_gone.ipynb"
    orphan.write_text("{}")
    broken, without = problems(project)
    assert broken.startswith("en/01_count.ipynb, cannot be read")
    assert without == "id/05_gone.ipynb, has no source"


def _set(**fields):
    return lambda notebook: notebook.cells[2].update(fields)


def _title(notebook):
    notebook.metadata.title = "Other"


def _drop_cell(notebook):
    del notebook.cells[-1]


def _output(kind, **fields):
    return _set(outputs=[new_output(kind, **fields)])


def _show(kind, shown):
    return _output("display_data", data={kind: shown})


@pytest.mark.parametrize(
    ("change", "problem"),
    [
        (_set(source="import cmath"), "cell 3: its source is not"),
        (_set(id="other"), "cell 3: its id is not"),
        (_set(metadata={"collapsed": True}), "cell 3: its metadata is not"),
        (_set(execution_count=None), "cell 3: never executed"),
        (_title, "the notebook's metadata"),
        (_drop_cell, "has 5 cells, the source gives 6"),
        (
            _output("error", ename="ValueError", evalue="no", traceback=[]),
            "cell 3: raised ValueError: no",
        ),
        (_output("stream", name="stderr", text="Careful!"), "Careful!"),
        (_output("stream", name="stdout", text="/home/ada/x"), "/home/ada"),
        (_output("stream", name="stdout", text="a" * 400_000), "under 400 KB"),
        (_show("text/plain", "<A at 0x7f12ab34>"), "address in memory"),
        (_show(edition.WIDGET, {}), "what only a kernel or Colab can show"),
        (
            _show(
                "text/html", "<img src='data:image/png;base64,AA'><p>/tmp/x"
            ),
            "path of this machine: /tmp/x",
        ),
    ],
)
def test_check_reports_a_spoilt_notebook(project, change, problem):
    commit(project, change)
    found = problems(project)
    assert any(problem in text for text in found), found
    assert all(text.startswith("en/01_count.ipynb, ") for text in found)


@pytest.mark.parametrize(
    ("code", "problem"),
    [
        ("x = 1\n" * 21, "21 lines, at most 20"),
        (f"x = '{'a' * 76}'", "82 columns, at most 79"),
        ("open('/home/ada/x')", "path of one machine"),
        ("math.pi;", "ends in ;"),
    ],
)
def test_check_reports_a_cell_that_breaks_a_rule(project, code, problem):
    write_lesson(project, f"{LESSON}\n# %%\n{code}\n")
    commit(project)
    found = problems(project)
    assert len(found) == 2
    assert all(problem in text for text in found)


FIGURE = (
    '<figure><img alt="Ten bars." src="data:image/png;base64,{}">'
    "<figcaption>Ten bars.</figcaption></figure>"
)


@pytest.mark.parametrize(
    "data", [{"image/png": ""}, {"text/html": FIGURE.format("AAAA")}]
)
def test_check_reports_a_figure_in_a_compared_cell(project, data):
    write_lesson(project, f"{LESSON}\n# %%\n# NBVAL_CHECK_OUTPUT\nplot()\n")
    figure = new_output("display_data", data=data)
    commit(project, lambda notebook: notebook.cells[-1].outputs.append(figure))
    assert problems(project) == [
        "en/01_count.ipynb, cell 7: a figure cannot be compared by nbval"
    ]


def test_a_tagged_cell_may_raise_and_a_picture_s_letters_are_no_path(project):
    write_lesson(project, LESSON + '\n# %% tags=["raises-exception"]\n1 / 0\n')
    error = new_output("error", ename="E", evalue="e", traceback=[])
    html = FIGURE.format("AB/tmp/CD/home/EF=")
    figure = new_output("display_data", data={"text/html": html})

    def show(notebook):
        notebook.cells[-1].outputs += [error, figure]

    commit(project, show)
    assert problems(project) == []


# building with execution ---------------------------------------------------

MORE = """
# %% tags=["raises-exception"]
math.sqrt(-1)

# %%
import json

# %% tags=["raises-exception"]
json.loads("{")
"""


@pytest.fixture(scope="module")
def built(tmp_path_factory):
    """A project whose notebooks have been executed, once for all tests."""
    project = tmp_path_factory.mktemp("course")
    write_lesson(project, LESSON + MORE)
    assert run_build(project) == 0
    return project


@pytest.fixture
def executed(built, tmp_path, monkeypatch):
    """A copy of it, in which nothing may be executed again."""

    def refuse(*_arguments, **_options):
        raise AssertionError("executed again")

    monkeypatch.setattr(edition, "execute", refuse)
    return shutil.copytree(built, tmp_path / "course")


def test_build_executes_both_editions_and_skips_current_ones(executed):
    assert problems(executed) == []
    for language in LANGUAGES:
        notebook = nbformat.read(notebook_path(executed, language), 4)
        assert notebook.cells[4].outputs[0].text == "4.0\n"
        assert all("execution" not in c.metadata for c in notebook.cells)
    # Frames in the standard library would show this machine's folders.
    error = notebook.cells[-1].outputs[0]
    assert error.ename == "JSONDecodeError"
    assert "File " not in "".join(error.traceback)
    assert "JSONDecodeError" in error.traceback[-1]
    assert run_build(executed) == 0
    with pytest.raises(AssertionError, match="executed again"):
        run_build(executed, "--force")


def test_a_new_text_or_address_keeps_the_outputs_but_new_code_does_not(
    executed,
):
    before = nbformat.read(notebook_path(executed), 4)
    text = (LESSON + MORE).replace("Next, the root.", "Now the root of 16.")
    write_lesson(executed, text)
    set_address(executed, "owner/course")
    assert run_build(executed) == 0
    assert problems(executed) == []
    after = nbformat.read(notebook_path(executed), 4)
    sources = "\n".join(cell.source for cell in after.cells)
    assert "Now the root of 16." in sources and "owner/course" in sources
    outputs = [
        [cell.outputs for cell in one.cells if cell.cell_type == "code"]
        for one in (before, after)
    ]
    assert outputs[0] == outputs[1] and any(outputs[0])
    write_lesson(executed, text.replace("sqrt(16)", "sqrt(25)"))
    with pytest.raises(AssertionError, match="executed again"):
        run_build(executed)


@pytest.mark.parametrize(
    ("code", "complaint"),
    [
        ("1 / 0", "cell 7: ZeroDivisionError: division by zero"),
        ("import sys; print('Careful!', file=sys.stderr)", "Careful!"),
    ],
)
def test_build_writes_nothing_if_a_cell_fails_or_has_a_fault(
    project, capsys, code, complaint
):
    write_lesson(project, f"{LESSON}\n# %%\n{code}\n")
    assert run_build(project, "--lang", "en", "01") == 1
    assert complaint in capsys.readouterr().err
    assert not (project / "notebooks" / "en").exists()
    assert run_build(project, "99") == 1
    assert "01_count" in capsys.readouterr().err


def test_clean_drops_widgets_and_shrinks_pictures(project):
    built = build(find_lessons(project / "notebooks")[0], "en")
    notebook = deepcopy(built)
    # Greys in RGBA: what matplotlib writes of MNIST digits.
    image = Image.effect_noise((300, 200), 40).convert("RGBA")
    file = io.BytesIO()
    image.save(file, "PNG")
    png = base64.b64encode(file.getvalue()).decode()
    notebook.cells[2].outputs = [
        new_output("display_data", data={edition.WIDGET: {}}),
        new_output("display_data", data={"image/png": png}),
        new_output("display_data", data={"text/html": FIGURE.format(png)}),
    ]
    notebook.cells[2].metadata["execution"] = {"started": "now"}
    notebook.metadata["widgets"] = {}
    edition.clean(notebook, built)
    assert notebook.metadata == built.metadata
    assert "execution" not in notebook.cells[2].metadata
    bare, page = notebook.cells[2].outputs
    small = bare.data["image/png"]
    assert len(small) < len(png) / 2
    assert page.data["text/html"] == FIGURE.format(small)
    picture = Image.open(io.BytesIO(base64.b64decode(small)))
    assert picture.convert("RGB").tobytes() == image.convert("RGB").tobytes()


def test_clean_leaves_the_still_of_a_widget_that_has_one(project):
    built = build(find_lessons(project / "notebooks")[0], "en")
    notebook = deepcopy(built)
    view = {edition.WIDGET: {"model_id": "a1"}}
    plain = {"text/plain": "VBox(children=())"}
    still = {"text/html": "<p>8 or 9?</p>", "text/plain": "8 or 9?"}
    notebook.cells[2].outputs = [
        new_output("display_data", data=view | plain),
        new_output("display_data", data=view | still),
        new_output("display_data", data=plain),
    ]
    edition.clean(notebook, built)
    assert [o.data for o in notebook.cells[2].outputs] == [still, plain]


def test_a_photograph_keeps_its_colours():
    red = Image.linear_gradient("L")
    image = Image.merge(
        "RGB", (red, red.rotate(90), Image.radial_gradient("L"))
    )
    file = io.BytesIO()
    image.save(file, "PNG")
    small = Image.open(io.BytesIO(edition.shrink_png(file.getvalue())))
    assert small.convert("RGB").tobytes() == image.tobytes()
