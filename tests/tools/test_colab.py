"""Notebooks that Colab has saved come back, or are run anew."""

import json
import random
import shutil

import nbformat
import pytest

from tools import edition
from tools.__main__ import main
from tools.lesson import NOTEBOOKS, build


def save_as_colab(notebook, minor):
    """Colab's changes: older schema, ids moved, metadata of its own."""
    saved = nbformat.from_dict(json.loads(json.dumps(notebook)))
    saved.nbformat_minor = minor
    saved.metadata["colab"] = {"provenance": [], "toc_visible": True}
    saved.metadata["accelerator"] = "GPU"
    saved.metadata["widgets"] = {
        "application/vnd.jupyter.widget-state+json": {"state": {}}
    }
    draw = random.Random(7)
    for cell in saved.cells:
        cell.metadata["id"] = f"{draw.getrandbits(48):012x}"
        if minor < 5:
            del cell["id"]
        if cell.cell_type == "code" and cell.outputs:
            cell.metadata["colab"] = {"base_uri": "https://localhost:8080/"}
            cell.metadata["outputId"] = f"{draw.getrandbits(48):012x}"
    return saved


@pytest.fixture
def course_folder(tmp_path):
    """`notebooks` with one lesson, built."""
    for part in ("lessons", "en", "id"):
        (tmp_path / "notebooks" / part).mkdir(parents=True)
        for path in (NOTEBOOKS / part).glob("04_*"):
            shutil.copy(path, tmp_path / "notebooks" / part)
    shutil.copy(NOTEBOOKS.parent / "pyproject.toml", tmp_path)
    return tmp_path / "notebooks"


@pytest.mark.parametrize("minor", [0, 5])
def test_setup_cell_and_outputs_come_back_when_colab_has_saved_a_notebook(
    course_folder, minor, monkeypatch
):
    path = course_folder / "en" / "04_add_channel.ipynb"
    before = path.read_bytes()
    saved = save_as_colab(nbformat.read(path, as_version=4), minor)
    setup = next(
        each
        for each in saved.cells
        if "setup" in each.metadata.get("tags", ())
    )
    setup.outputs = [
        nbformat.v4.new_output("stream", text="Note: restart the kernel?\n")
    ]
    nbformat.write(saved, path)
    assert edition.check(course_folder) == [
        "en/04_add_channel.ipynb, was saved by Colab: "
        "run python -m tools build"
    ]

    def refuse(*_arguments, **_options):
        raise AssertionError("the outputs were there: nothing need run")

    monkeypatch.setattr(edition, "execute", refuse)
    assert main(["build"], project=course_folder.parent) == 0
    assert path.read_bytes() == before
    assert edition.check(course_folder) == []


def test_what_ran_in_colab_is_run_anew(course_folder):
    path = course_folder / "en" / "04_add_channel.ipynb"
    saved = save_as_colab(nbformat.read(path, as_version=4), 0)
    table = next(
        output
        for cell in saved.cells
        for output in cell.get("outputs", ())
        if "text/html" in output.get("data", ())
    )
    kind = "application/vnd.google.colaboratory.intrinsic+json"
    table.data[kind] = {"type": "dataframe"}
    nbformat.validate(saved)
    faults = "\n".join(edition.find_faults(saved))
    assert "holds what only a kernel or Colab can show" in faults
    nbformat.write(saved, path)
    built = build(course_folder / "lessons" / "04_add_channel.py", "en")
    assert not edition.keep_outputs(built, path)
