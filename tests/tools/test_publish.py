"""The repository's address, once known, stands where it must; never before."""

import re
import shutil

import nbformat
import pytest

from mnist_course.steps import LESSONS
from mnist_helpers.files import write_whole
from tools.__main__ import main
from tools.fixed_cells import read_address
from tools.lesson import PROJECT as ROOT
from tools.publish import publish


@pytest.fixture
def project(tmp_path):
    """What `publish` writes to: settings, READMEs, two lessons, executed."""
    for name in ("pyproject.toml", "README.md", "README.id.md"):
        shutil.copy(ROOT / name, tmp_path)
    for number in ("00", "04"):
        for path in (ROOT / "notebooks").glob(f"*/{number}_*"):
            target = tmp_path / path.relative_to(ROOT)
            write_whole(target, path.read_bytes())
    return tmp_path


def read_everything(project):
    files = [path for path in project.rglob("*") if path.is_file()]
    return {path: path.read_bytes() for path in files}


def test_readmes_and_notebooks_name_the_address_that_is_set_and_no_other():
    repository, branch = read_address(ROOT)
    wanted = {f"{repository}@{branch}"} if repository else set()
    notebooks = sorted((ROOT / "notebooks").glob("*/*.ipynb"))
    assert len(notebooks) == 2 * len(LESSONS)
    for path in notebooks:
        text = path.read_text(encoding="utf-8")
        found = re.findall(r"git\+https://github\.com/([\w./@-]+)", text)
        assert set(found) == wanted, path
    for name in ("README.md", "README.id.md"):
        text = (ROOT / name).read_text(encoding="utf-8")
        found = re.findall(r"google\.com/github/([^/]+/[^/]+)/blob", text)
        assert set(found) == ({repository} if repository else set()), name


def test_publish_writes_badges_and_setup_cells_and_keeps_outputs(project):
    path = project / "notebooks/id/04_add_channel.ipynb"
    before = nbformat.read(path, 4)
    assert publish(project, "some-one/mnist.course", "main") == []
    assert read_address(project) == ("some-one/mnist.course", "main")
    after = nbformat.read(path, 4)
    (setup,) = (cell for cell in after.cells if cell.id == "setup")
    assert "github.com/some-one/mnist.course@main\n" in setup.source
    assert "Buka di Kaggle" in after.cells[1].source
    shown = [
        [cell.outputs for cell in one.cells if cell.cell_type == "code"]
        for one in (before, after)
    ]
    assert shown[0] == shown[1] and any(shown[0])
    colab = "/github/some-one/mnist.course/blob/main/notebooks"
    for name, language in (("README.md", "en"), ("README.id.md", "id")):
        text = (project / name).read_text(encoding="utf-8")
        assert f"{colab}/{language}/00_start_here.ipynb" in text
        assert "mybinder.org/v2/gh/some-one/mnist.course/main?" in text


def test_publish_twice_changes_nothing_and_another_address_all(project):
    assert publish(project, "one/course", "main") == []
    once = read_everything(project)
    assert publish(project, "one/course", "main") == []
    assert read_everything(project) == once
    assert publish(project, "two/other", "side/branch") == []
    for path, content in read_everything(project).items():
        assert b"one/course" not in content
        if path.suffix == ".ipynb":
            assert b"two/other@side/branch" in content
    readme = (project / "README.md").read_text(encoding="utf-8")
    assert readme.count("Open in Colab") == 1
    assert "gh/two/other/side%2Fbranch?" in readme


@pytest.mark.parametrize(
    "repository",
    ["https://github.com/owner/name", "owner/..", 'owner/name"\nbranch = "x'],
)
def test_publish_refuses_a_malformed_name_and_changes_nothing(
    project, capsys, repository
):
    before = read_everything(project)
    assert main(["publish", f"--repo={repository}"], project=project) == 1
    english, indonesian = capsys.readouterr().err.splitlines()
    assert english.startswith("`--repo` must be OWNER/NAME as on GitHub.")
    assert indonesian.startswith("`--repo` harus berupa OWNER/NAME seperti")
    assert read_everything(project) == before


@pytest.mark.parametrize("branch", ["-x", "a..b", "a;b"])
def test_publish_refuses_a_malformed_branch(project, branch):
    with pytest.raises(ValueError, match="`--branch` must be the name"):
        publish(project, "owner/name", branch)
