"""The set-up cell installs the package on Colab's and Kaggle's versions.

It, and nothing else. A lane's Python runs this: a new environment on top of
it has the lane's libraries and nothing of the course; a copy of the checkout
is the repository.
"""

import json
import shutil
import subprocess
import sys
import sysconfig
import zipfile
from pathlib import Path

import nbformat
import pytest
from conftest import ROOT
from jupyter_client import AsyncKernelManager
from jupyter_client.kernelspec import KernelSpec
from nbclient import NotebookClient
from nbformat.v4 import new_code_cell, new_notebook

from tools import fixed_cells, kernel
from tools.classroom import bundle

MOST_SECONDS = 60
ADDRESS = "git+https://github.com/some-one/course"
START = "import time\nstart = time.time()"
STOP = "print(time.time() - start)"
# What a wheel could lack: data, weights, results, translations, a module.
USE = """
import json
from pathlib import Path
folder = Path(mh.__file__).parents[1]
print(json.dumps({
    "language": mh.language.get_language(),
    "shape": mh.load_mnist()[0][0].shape,
    "parameters": mh.load_trained().count_params(),
    "runs": len(mc.load_results("augmentation_effect")[0]),
    "files": [p.relative_to(folder).as_posix() for p in folder.rglob("*.*")],
}))"""


@pytest.fixture(scope="module")
def colab(tmp_path_factory):
    """The Python of a new environment that also sees the lane's libraries."""
    folder = tmp_path_factory.mktemp("colab")
    make = [sys.executable, "-m", "venv", "--without-pip", folder]
    subprocess.run(make, check=True)
    python = folder.joinpath(*Path(sys.executable).parts[-2:])
    where = "import sysconfig; print(sysconfig.get_path('purelib'))"
    own = subprocess.check_output([python, "-c", where], text=True).strip()
    Path(own, "lane.pth").write_text(sysconfig.get_path("purelib"))
    return python


@pytest.fixture(scope="module")
def repository(tmp_path_factory):
    """This checkout as a repository."""
    folder = tmp_path_factory.mktemp("git") / "course"
    leave = shutil.ignore_patterns(
        *(".git", ".venv", ".lanes", ".*_cache", ".hypothesis"),
        *("outputs", "__pycache__", "*.egg-info", "build"),
    )
    shutil.copytree(ROOT, folder, ignore=leave)
    git = ["git", "-c", "user.name=Test", "-c", "user.email=test@localhost"]
    for command in ("init -q -b main", "add -A", "commit -q -m All"):
        subprocess.run([*git, *command.split()], cwd=folder, check=True)
    return folder


def setup_cell(address):
    """The source of the set-up cell that installs from there."""
    cells = fixed_cells.make_cells("01", "id", "some-one/course", "main")
    assert cells[-1].source.count(ADDRESS) == 1
    return cells[-1].source.replace(ADDRESS, address)


def list_installed(python):
    command = [python, "-E", "-m", "pip", "list", "--format=json"]
    listed = json.loads(subprocess.check_output(command, text=True))
    return {each["name"]: each["version"] for each in listed}


def remove_package(python):
    # -E: not the one that PYTHONPATH shows, which is this checkout.
    remove = "-E -m pip uninstall -q -y mnist-helpers".split()
    subprocess.run([python, *remove], check=True, capture_output=True)


def run_cells(python, sources, folder):
    """What each cell printed, in one kernel of that Python; errors raise."""
    notebook = new_notebook(cells=[new_code_cell(each) for each in sources])
    command = [str(python), "-m", "ipykernel_launcher", "-f"]

    class ThatPython(AsyncKernelManager):
        kernel_spec = KernelSpec(argv=[*command, "{connection_file}"])

    environment = kernel.kernel_environment()
    environment.pop("PYTHONPATH", None)
    NotebookClient(
        notebook,
        kernel_manager_class=ThatPython,
        resources={"metadata": {"path": str(folder)}},
        timeout=600,
    ).execute(env=environment)
    return [
        "".join(each.text for each in cell.outputs if "text" in each)
        for cell in notebook.cells
    ]


def test_setup_cell_installs_in_colab_at_once_and_only_the_package(
    colab, repository, tmp_path
):
    setup = setup_cell(f"git+{repository.as_uri()}")
    before = list_installed(colab)
    assert before["ipython"] == "7.34.0"  # Colab's, as its %pip is
    nowhere = setup_cell("git+file:///nowhere")  # to be asked for nothing
    cells = [START, setup, STOP, USE, nowhere]
    for attempt in range(3):  # other work may have slowed it down
        if attempt:
            remove_package(colab)
        first = run_cells(colab, cells, tmp_path)
        if float(first[2]) < MOST_SECONDS:
            break
    else:
        pytest.fail(f"took {first[2].strip()} s, then said: {first[1]}")
    second = run_cells(colab, [nowhere], tmp_path)
    assert "ERROR" not in first[1]
    # The same kernel goes on, without a restart.
    found = json.loads(first[3])
    assert found["shape"] == [60000, 28, 28]
    assert found["parameters"] > 0 and found["runs"] > 0
    assert found["language"] == "id"
    sources = {
        path.relative_to(repository).as_posix()
        for package in ("mnist_helpers", "mnist_course")
        for path in (repository / package).rglob("*.*")
    }
    assert sources - {*found["files"]} == set()
    assert not any(name.startswith("tools/") for name in found["files"])
    # Again, and in a new kernel: nothing to do.
    assert first[4] == second[0] == ""
    after = list_installed(colab)
    assert after.pop("mnist-helpers") and after == before


# The bundle, without a repository --------------------------------------------

OFFLINE = """
import os
os.environ["PIP_INDEX_URL"] = "http://127.0.0.1:1"
os.environ["PIP_NO_INDEX"] = "1"
"""
# What Colab has, as far as the set-up cell asks for it.
STAND_IN = """
import sys, types
colab, files = types.ModuleType("google.colab"), types.SimpleNamespace()
files.upload = lambda: {chosen!r}
colab.files = files
sys.modules["google"] = types.ModuleType("google")
sys.modules["google.colab"] = colab
sys.modules["google"].colab = colab
"""


@pytest.fixture(scope="module")
def class_folder(tmp_path_factory):
    """What a student has after unpacking the zip."""
    outputs = tmp_path_factory.mktemp("outputs")
    sources = [*(ROOT / "notebooks" / "lessons").glob("01_*.py")]
    packed = bundle.make_bundle(sources, "id", outputs)
    with zipfile.ZipFile(packed) as archive:
        archive.extractall(outputs)
    return outputs / bundle.FOLDER


def read_code(folder):
    (path,) = folder.glob("*.ipynb")
    cells = nbformat.read(path, as_version=4).cells
    return [cell.source for cell in cells if cell.cell_type == "code"]


def test_lesson_01_of_the_bundle_runs_without_any_network(
    colab, class_folder, monkeypatch
):
    # Unzipped into an empty folder, with nothing but the wheel beside it.
    remove_package(colab)
    before = list_installed(colab)
    monkeypatch.setenv("MPLBACKEND", "agg")
    said = run_cells(colab, [OFFLINE, *read_code(class_folder)], class_folder)
    assert "ERROR" not in "".join(said)
    after = list_installed(colab)
    assert after.pop("mnist-helpers") and after == before


@pytest.mark.parametrize("chosen", [True, False])
def test_in_colab_the_setup_cell_asks_for_the_wheel(
    colab, class_folder, tmp_path, chosen
):
    remove_package(colab)
    (wheel,) = class_folder.glob("*.whl")
    given = {str(wheel): b""} if chosen else {}
    setup = read_code(class_folder)[0]
    last = "import mnist_course" if chosen else ""
    begin = setup.split("import mnist_course as mc")[0] + last
    cells = [OFFLINE, STAND_IN.format(chosen=given), begin]
    said = run_cells(colab, cells, tmp_path)[2]
    assert "Pilih berkas mnist_helpers" in said
    assert ("Letakkan mnist_helpers" in said) == (not chosen)
    assert ("mnist-helpers" in list_installed(colab)) == chosen


def test_in_kaggle_the_setup_cell_finds_the_wheel_among_the_inputs(
    colab, class_folder, tmp_path
):
    remove_package(colab)
    inputs = tmp_path / "input"
    shutil.copytree(class_folder, inputs / "class-of-2026")
    setup = read_code(class_folder)[0]
    assert setup.count("/kaggle/input/") == 1
    setup = setup.replace("/kaggle/input/", f"{inputs}/")
    where = "print(mh.language.get_language(), mh.__file__)"
    said = run_cells(colab, [OFFLINE, setup, where], tmp_path)
    assert "ERROR" not in said[1]
    assert said[2].startswith("id ") and str(ROOT) not in said[2]
    assert "mnist-helpers" in list_installed(colab)


def test_setup_cell_installs_nothing_where_the_course_is(tmp_path):
    setup = setup_cell("git+file:///nowhere")
    find = f"import sys\nsys.path.insert(0, {str(ROOT)!r})"
    assert run_cells(sys.executable, [find, setup], tmp_path)[1] == ""
