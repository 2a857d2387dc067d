"""Lesson sources to notebooks, on tiny lessons: no TensorFlow needed."""

import base64
import io
import json
import re
import sys
from pathlib import Path

import nbformat
import pytest
from nbformat.v4 import new_code_cell, new_notebook, new_output
from PIL import Image

sys.path.insert(0, str(Path(__file__).parents[1] / "notebooks"))

import build
import execute

TITLE = """\
# %% [markdown] lang="en"
# # Count digits

# %% [markdown] lang="id"
# # Menghitung angka
"""
LESSON = f"""\
{TITLE}
# %%
import math

# %% [markdown] lang="en"
# Next, the root.

# %% [markdown] lang="id"
# Sekarang akarnya.

# %%
print(math.sqrt(16))

# %% tags=["solution"]
print(math.pi)
"""


@pytest.fixture
def project(tmp_path):
    """A project with one good lesson, 01_count."""
    (tmp_path / "notebooks" / "lessons").mkdir(parents=True)
    write_lesson(tmp_path, LESSON)
    return tmp_path


def write_lesson(project, text, name="01_count"):
    path = project / "notebooks" / "lessons" / f"{name}.py"
    path.write_text(text, encoding="utf-8")
    return path


def set_address(project, repository):
    (project / "pyproject.toml").write_text(
        f'[tool.mnist-course]\nrepository = "{repository}"\n'
        'branch = "main"\n\n[tool.ruff]\nbranch = "wrong"\n'
    )


def commit(project, change=None, name="01_count"):
    """Both editions as if executed; `change` then spoils the English one."""
    for language in build.LANGUAGES:
        source = project / "notebooks" / "lessons" / f"{name}.py"
        notebook = build.build(source, language)
        for cell in notebook.cells:
            if cell.cell_type == "code":
                cell.execution_count = 1
        if change and language == "en":
            change(notebook)
        target = project / "notebooks" / language / f"{name}.ipynb"
        execute.write_whole(target, nbformat.writes(notebook))


def problems(project):
    return build.check(project / "notebooks")


def run_build(project, *arguments):
    return build.main(arguments, folder=project / "notebooks")


def lesson_path(project):
    return project / "notebooks" / "lessons" / "01_count.py"


# build ---------------------------------------------------------------------


def test_an_edition_holds_its_language_and_all_code(project):
    notebook = build.build(lesson_path(project), "id")
    nbformat.validate(notebook)
    assert notebook.nbformat_minor == 5
    assert notebook.metadata.title == "Menghitung angka"
    assert notebook.metadata.kernelspec.name == "python3"
    sources = [cell.source for cell in notebook.cells]
    assert sources[0] == "# Menghitung angka\n\n" + build.RESTART["id"]
    assert 'set_language("id")' in sources[2]
    assert sources[3:] == [
        "import math",
        "Sekarang akarnya.",
        "print(math.sqrt(16))",
        "print(math.pi)",
    ]


def test_editions_have_the_same_ids_and_differ_in_one_code_line(project):
    en, ident = (build.build(lesson_path(project), x) for x in ("en", "id"))
    assert [c.id for c in en.cells] == [c.id for c in ident.cells]
    differing = [
        (a, b)
        for a, b in zip(en.cells, ident.cells, strict=True)
        if a.cell_type == "code" and a.source != b.source
    ]
    assert len(differing) == 1
    lines = [cell.source.splitlines() for cell in differing[0]]
    assert lines[0][0] == lines[1][0]
    assert [x[1] for x in lines] == [
        'set_language("en")',
        'set_language("id")',
    ]


def test_an_edit_changes_one_id_only(project):
    path = lesson_path(project)
    before = [cell.id for cell in build.build(path, "en").cells]
    write_lesson(project, LESSON.replace("sqrt(16)", "sqrt(25)"))
    after = [cell.id for cell in build.build(path, "en").cells]
    assert len(set(before) - set(after)) == 1
    write_lesson(project, LESSON.replace("akarnya", "akar itu"))
    assert [cell.id for cell in build.build(path, "id").cells] == before


def test_equal_cells_have_different_ids(project):
    path = write_lesson(project, LESSON + "\n# %%\nprint(math.pi)\n")
    ids = [cell.id for cell in build.build(path, "en").cells]
    assert len(set(ids)) == len(ids)


def test_slides_begin_at_headings_and_solutions_are_folded(project):
    cells = build.build(lesson_path(project), "en").cells
    slides = [cell.metadata.slideshow.slide_type for cell in cells]
    assert slides == ["slide", "skip", "skip", "-", "-", "-", "fragment"]
    assert cells[1].metadata.tags == ["setup"]
    assert cells[-1].metadata.tags == ["solution"]
    assert cells[-1].metadata.jupyter.source_hidden
    assert cells[-1].metadata.cellView == "form"


def test_without_an_address_there_is_no_badge_and_no_address(project):
    notebook = build.build(lesson_path(project), "en")
    assert "colab" not in nbformat.writes(notebook)
    setup = notebook.cells[1].source
    assert "%pip" not in setup and "git+" not in setup
    assert "pip install -e ." in setup


def test_with_an_address_badge_and_setup_lead_to_it(project):
    set_address(project, "someone/course")
    cells = build.build(lesson_path(project), "id").cells
    assert "Buka di Colab" in cells[1].source
    assert (
        "/github/someone/course/blob/main/notebooks/id/01_count.ipynb"
        in cells[1].source
    )
    assert "%pip install -q --no-deps git+" in cells[2].source
    assert cells[2].source.endswith("github.com/someone/course@main")


@pytest.mark.parametrize("repository", ["", "some-long-owner/a-course-name"])
def test_setup_cell_fits_a_slide(project, repository):
    set_address(project, repository)
    cells = build.build(lesson_path(project), "en").cells
    (setup,) = [cell for cell in cells if cell.id == "setup"]
    lines = setup.source.splitlines()
    assert len(lines) <= 5
    assert all(len(line) <= 79 for line in lines if "git+" not in line)


@pytest.mark.parametrize("missing", [False, True])
def test_setup_cell_speaks_only_if_the_package_is_missing(
    project, missing, capsys, monkeypatch
):
    setup = build.build(lesson_path(project), "en").cells[1].source
    if missing:
        setup = setup.replace('"mnist_helpers"', '"no_such_package"')
    exec(setup, {})
    said = capsys.readouterr().out.splitlines()
    assert len(said) == (2 if missing else 0)


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
def test_markdown_without_its_twin_is_refused(project, markdown, complaint):
    path = write_lesson(project, f"{TITLE}\n{markdown}")
    with pytest.raises(ValueError, match=re.escape(complaint)):
        build.build(path, "en")
    assert complaint in "\n".join(problems(project))


def test_code_and_formulas_may_be_equal_in_both_languages(project):
    both = "# ```python\n# x = 1\n# ```\n# $$a + b$$\n"
    path = write_lesson(
        project,
        f'{TITLE}\n# %% [markdown] lang="en"\n{both}\n'
        f'# %% [markdown] lang="id"\n{both}',
    )
    assert "$$a + b$$" in build.build(path, "id").cells[-1].source


def test_lessons_are_found_by_number_name_and_beginning(project):
    folder = project / "notebooks"
    write_lesson(project, LESSON, "02_split")
    for name in ("2", "02", "02_split", "02_sp", "split", "02_split.py"):
        found = build.find_lessons(folder, [name])
        assert [path.stem for path in found] == ["02_split"]
    assert len(build.find_lessons(folder)) == 2
    with pytest.raises(ValueError, match="01_count, 02_split"):
        build.find_lessons(folder, ["07"])


# check ---------------------------------------------------------------------


def test_check_passes_current_notebooks(project, capsys):
    commit(project)
    assert problems(project) == []
    assert run_build(project, "--check") == 0


def test_check_reports_missing_notebooks_of_both_editions(project, capsys):
    assert run_build(project, "--check") == 1
    said = capsys.readouterr().err
    assert "en/01_count.ipynb, missing" in said
    assert "id/01_count.ipynb, missing" in said


def test_check_reports_a_notebook_without_source(project):
    commit(project)
    orphan = project / "notebooks" / "id" / "05_gone.ipynb"
    orphan.write_text("{}")
    assert problems(project) == ["id/05_gone.ipynb, has no source"]


def test_check_reports_a_broken_file(project):
    commit(project)
    path = project / "notebooks" / "en" / "01_count.ipynb"
    path.write_text(path.read_text()[:100])
    (problem,) = problems(project)
    assert problem.startswith("en/01_count.ipynb, cannot be read")


def test_check_reports_an_edited_source(project):
    commit(project)
    write_lesson(project, LESSON.replace("sqrt(16)", "sqrt(25)"))
    assert problems(project) == [
        "en/01_count.ipynb, cell 6: its id is not the source's",
        "id/01_count.ipynb, cell 6: its id is not the source's",
    ]


def test_check_reports_all_notebooks_together_too_large(project, monkeypatch):
    commit(project)
    monkeypatch.setattr(build, "MOST_BYTES_TOGETHER", 100)
    assert "under 10 MB" in problems(project)[0]


def _edit_code(notebook):
    notebook.cells[3].source = "import cmath"


def _edit_id(notebook):
    notebook.cells[3].id = "other"


def _edit_metadata(notebook):
    notebook.cells[3].metadata.collapsed = True


def _edit_title(notebook):
    notebook.metadata.title = "Other"


def _add_widgets(notebook):
    notebook.metadata.widgets = {}


def _drop_cell(notebook):
    del notebook.cells[-1]


def _forget_execution(notebook):
    notebook.cells[3].execution_count = None


def _output(kind, **fields):
    def add(notebook):
        notebook.cells[3].outputs = [new_output(kind, **fields)]

    return add


@pytest.mark.parametrize(
    ("change", "problem"),
    [
        (_edit_code, "cell 4: its source is not"),
        (_edit_id, "cell 4: its id is not"),
        (_edit_metadata, "cell 4: its metadata is not"),
        (_edit_title, "the notebook's metadata"),
        (_add_widgets, "state of widgets"),
        (_drop_cell, "has 6 cells, the source gives 7"),
        (_forget_execution, "cell 4: never executed"),
        (
            _output("error", ename="ValueError", evalue="no", traceback=[]),
            "cell 4: raised ValueError: no",
        ),
        (_output("stream", name="stderr", text="Careful!"), "Careful!"),
        (_output("stream", name="stdout", text="/home/ada/x"), "/home/ada"),
        (
            _output("display_data", data={"text/html": "<p>/tmp/x</p>"}),
            "path of this machine",
        ),
        (
            _output("display_data", data={"text/plain": "<A at 0x7f12ab34>"}),
            "address in memory",
        ),
        (_output("display_data", data={build.WIDGET: {}}), "a widget"),
        (_output("stream", name="stdout", text="a" * 400_000), "under 400 KB"),
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


def test_check_reports_a_figure_in_a_compared_cell(project):
    write_lesson(project, f"{LESSON}\n# %%\n# NBVAL_CHECK_OUTPUT\nplot()\n")
    figure = new_output("display_data", data={"image/png": ""})
    commit(project, lambda notebook: notebook.cells[-1].outputs.append(figure))
    assert "cannot be compared" in problems(project)[0]


def test_a_tagged_cell_may_raise(project):
    write_lesson(project, LESSON + '\n# %% tags=["raises-exception"]\n1 / 0\n')
    error = new_output("error", ename="E", evalue="e", traceback=[])
    commit(project, lambda notebook: notebook.cells[-1].outputs.append(error))
    assert problems(project) == []


# building with execution ---------------------------------------------------


def test_build_executes_both_editions_and_skips_current_ones(
    project, monkeypatch
):
    write_lesson(
        project,
        LESSON + '\n# %% tags=["raises-exception"]\nmath.sqrt(-1)\n'
        "\n# %%\nimport json\n"
        '\n# %% tags=["raises-exception"]\njson.loads("{")\n',
    )
    assert run_build(project) == 0
    assert problems(project) == []
    path = project / "notebooks" / "en" / "01_count.ipynb"
    notebook = nbformat.read(path, as_version=4)
    assert notebook.cells[5].outputs[0].text == "4.0\n"
    assert all("execution" not in c.metadata for c in notebook.cells)
    # Frames in the standard library would show this machine's folders.
    error = notebook.cells[-1].outputs[0]
    assert error.ename == "JSONDecodeError"
    assert "File " not in "".join(error.traceback)
    assert "JSONDecodeError" in error.traceback[-1]

    def refuse(*_, **__):
        raise AssertionError("executed again")

    monkeypatch.setattr(build, "execute", refuse)
    assert run_build(project) == 0
    with pytest.raises(AssertionError, match="executed again"):
        run_build(project, "--force")


def test_a_new_text_or_address_keeps_the_outputs_but_new_code_does_not(
    project, monkeypatch
):
    assert run_build(project) == 0

    def refuse(*_, **__):
        raise AssertionError("executed again")

    monkeypatch.setattr(build, "execute", refuse)
    new_text = LESSON.replace("Next, the root.", "Now the root of 16.")
    write_lesson(project, new_text)
    set_address(project, "owner/course")
    assert run_build(project) == 0
    assert problems(project) == []
    path = project / "notebooks" / "en" / "01_count.ipynb"
    text = path.read_text(encoding="utf-8")
    assert "Now the root of 16." in text and "owner/course" in text
    notebook = nbformat.reads(text, as_version=4)
    shown = [c.outputs[0].text for c in notebook.cells if c.get("outputs")]
    assert shown == ["4.0\n", "3.141592653589793\n"]
    write_lesson(project, new_text.replace("sqrt(16)", "sqrt(25)"))
    with pytest.raises(AssertionError, match="executed again"):
        run_build(project)


@pytest.mark.parametrize(
    ("code", "complaint"),
    [
        ("1 / 0", "en/01_count, cell 8: ZeroDivisionError: division by zero"),
        ("import warnings\nwarnings.warn('beware')", "UserWarning: beware"),
        ("import os\nprint(os.path.abspath(os.curdir))", "path of this"),
    ],
)
def test_build_writes_nothing_if_a_cell_misbehaves(
    project, capsys, code, complaint
):
    write_lesson(project, f"{LESSON}\n# %%\n{code}\n")
    assert run_build(project, "--lang", "en", "01") == 1
    assert complaint in capsys.readouterr().err
    assert not (project / "notebooks" / "en").exists()


def test_build_of_an_unknown_lesson_lists_the_known(project, capsys):
    with pytest.raises(SystemExit):
        run_build(project, "99")
    assert "01_count" in capsys.readouterr().err


def test_clean_drops_widgets_and_shrinks_pictures(project):
    built = build.build(lesson_path(project), "en")
    notebook = build.build(lesson_path(project), "en")
    # Greys in RGBA: what matplotlib writes of MNIST digits.
    image = Image.effect_noise((300, 200), 40).convert("RGBA")
    file = io.BytesIO()
    image.save(file, "PNG")
    png = base64.b64encode(file.getvalue()).decode()
    notebook.cells[3].outputs = [
        new_output("display_data", data={build.WIDGET: {}}),
        new_output("display_data", data={"image/png": png}),
    ]
    notebook.cells[3].metadata["execution"] = {"started": "now"}
    notebook.metadata["widgets"] = {}
    build.clean(notebook, built)
    assert notebook.metadata == built.metadata
    assert "execution" not in notebook.cells[3].metadata
    (output,) = notebook.cells[3].outputs
    assert len(output.data["image/png"]) < len(png) / 2
    small = Image.open(io.BytesIO(base64.b64decode(output.data["image/png"])))
    assert small.convert("RGB").tobytes() == image.convert("RGB").tobytes()


def test_clean_leaves_the_still_of_a_widget_that_has_one(project):
    built = build.build(lesson_path(project), "en")
    notebook = build.build(lesson_path(project), "en")
    view = {build.WIDGET: {"model_id": "a1"}}
    plain = {"text/plain": "VBox(children=())"}
    still = {"text/html": "<p>8 or 9?</p>", "text/plain": "8 or 9?"}
    for cell in notebook.cells:
        if cell.cell_type == "code":
            cell.execution_count = 1
    notebook.cells[3].outputs = [
        new_output("display_data", data=view | plain),
        new_output("display_data", data=view | still),
        new_output("display_data", data=plain),
    ]
    assert any("a widget" in f for f in build.find_faults(notebook))
    build.clean(notebook, built)
    assert [o.data for o in notebook.cells[3].outputs] == [still, plain]
    assert list(build.find_faults(notebook)) == []


def test_a_photograph_keeps_its_colours():
    red = Image.linear_gradient("L")
    image = Image.merge(
        "RGB", (red, red.rotate(90), Image.radial_gradient("L"))
    )
    file = io.BytesIO()
    image.save(file, "PNG")
    small = Image.open(io.BytesIO(build.shrink_png(file.getvalue())))
    assert small.convert("RGB").tobytes() == image.tobytes()


# execute -------------------------------------------------------------------


def cells(*sources):
    return new_notebook(cells=[new_code_cell(source) for source in sources])


def test_execute_runs_in_an_empty_folder_with_this_python():
    notebook = cells(
        "import os, sys", "print(os.listdir())", "print(sys.prefix)"
    )
    seen = []
    execution = execute.execute(notebook, on_cell=seen.append)
    assert execution.error is None
    assert seen == [0, 1, 2]
    assert execution.seconds > 0
    assert 20 < execution.peak_mb < 2000
    assert notebook.cells[1].outputs[0].text == "[]\n"
    assert notebook.cells[2].outputs[0].text == sys.prefix + "\n"


def test_execute_keeps_what_ran_before_a_failing_cell():
    notebook = cells("print(1)", "[][3]", "print(3)")
    execution = execute.execute(notebook)
    assert execution.error == "cell 2: IndexError: list index out of range"
    assert notebook.cells[0].outputs[0].text == "1\n"
    assert notebook.cells[1].outputs[0].ename == "IndexError"
    assert notebook.cells[2].execution_count is None


def test_execute_tells_a_slow_cell_and_a_dead_kernel():
    slow = execute.execute(cells("import time\ntime.sleep(9)"), timeout=1)
    assert slow.error == "cell 1: took longer than 1 s"
    dead = execute.execute(cells("x = 1", "import os\nos._exit(1)"))
    assert dead.error.startswith("cell 2: the kernel died")


def stream(text, name="stdout"):
    return new_output("stream", name=name, text=text)


@pytest.mark.parametrize(
    ("outputs", "text"),
    [
        ([stream("a\n"), stream("b\n")], "a\nb\n"),
        ([stream(" 10 %\r"), stream(" 99 %\n")], " 99 %\n"),
        ([stream("1/2\x08\x08\x08"), stream("2/2\n")], "2/2\n"),
    ],
)
def test_streams_are_merged_and_drawn(outputs, text):
    cell = new_code_cell(outputs=outputs)
    execute.tidy_streams(cell)
    assert [output.text for output in cell.outputs] == [text]


def test_streams_keep_their_place_beside_a_figure():
    figure = new_output("display_data", data={"text/plain": "figure"})
    cell = new_code_cell(outputs=[stream("a"), figure, stream("b")])
    execute.tidy_streams(cell)
    assert [output.get("text") for output in cell.outputs] == ["a", None, "b"]


def test_only_tensorflows_own_log_is_dropped_from_stderr():
    log = (
        "WARNING: All log messages before absl::InitializeLog() is called\n"
        "I0000 00:00:1700000000.1    5413 cudart_stub.cc:31] No cuda.\n"
        "2026-01-01 10:00:00.123456: I tensorflow/core/cpu.cc:210] Flags.\n"
        "E0101 10:00:00.123456    99 cuda_dnn.cc:8579] Unable.\n"
    )
    warning = "x.py:1: UserWarning: I0000 is no level\n"
    cell = new_code_cell(outputs=[stream(log + warning, "stderr")])
    execute.tidy_streams(cell)
    assert [output.text for output in cell.outputs] == [warning]
    cell = new_code_cell(outputs=[stream(log, "stderr")])
    execute.tidy_streams(cell)
    assert cell.outputs == []


def test_tensorflow_is_silent_and_a_warning_after_it_survives():
    pytest.importorskip("tensorflow")
    notebook = cells(
        "import tensorflow as tf\nimport keras",
        "total = tf.reduce_sum(tf.ones((2, 2)))",
        "import warnings\nwarnings.warn('beware')",
    )
    assert execute.execute(notebook).error is None
    assert notebook.cells[0].outputs == notebook.cells[1].outputs == []
    assert "beware" in notebook.cells[2].outputs[0].text


RECORDING = """
# %%
import json, os
with open(os.environ["MNIST_COURSE_RECORD"], "a") as file:
    for value in (0.5, 0.75):
        print(json.dumps({"name": "share", "value": value}), file=file)
"""


def test_a_run_records_results_and_failures_lesson_by_lesson(
    project, tmp_path, capsys
):
    write_lesson(project, LESSON + RECORDING)
    write_lesson(project, LESSON + "\n# %%\n1 / 0\n", "02_fail")
    outputs = tmp_path / "outputs"
    folder = project / "notebooks"
    arguments = ["--language", "id", "--outputs", str(outputs)]
    assert execute.main(arguments, folder=folder) == 1
    run = json.loads((outputs / "run.json").read_text())
    assert run["language"] == "id"
    assert run["versions"]["numpy"] and run["hardware"]["memory_gb"] > 0
    good, bad = run["lessons"]
    assert good["lesson"] == "01_count" and good["status"] == "ok"
    assert good["results"] == {"share": 0.75}
    assert good["seconds"] > 0 and good["peak_mb"] > 0
    assert bad["status"] == "failed"
    assert bad["error"].startswith("02_fail, cell 8: ZeroDivisionError")
    assert (outputs / "id" / "02_fail.ipynb").exists()
    assert "share=0.75" in capsys.readouterr().out

    # One lesson again: the other's entry stays.
    write_lesson(project, LESSON, "02_fail")
    assert execute.main([*arguments, "2"], folder=folder) == 0
    again = json.loads((outputs / "run.json").read_text())
    assert again["lessons"][0] == good
    assert again["lessons"][1]["status"] == "ok"
    assert list(outputs.rglob("*.part")) == []


def test_a_run_of_an_unknown_lesson_lists_the_known(project, capsys):
    with pytest.raises(SystemExit):
        execute.main(["77"], folder=project / "notebooks")
    assert "01_count" in capsys.readouterr().err


def test_a_file_is_written_whole_or_not_at_all(tmp_path):
    path = tmp_path / "a.txt"
    execute.write_whole(path, "old")
    with pytest.raises(UnicodeEncodeError):
        execute.write_whole(path, "new \ud800")
    assert path.read_text() == "old"
    assert [p.name for p in tmp_path.iterdir()] == ["a.txt"]
