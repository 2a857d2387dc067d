"""`course.py` sets up once, says what is amiss, and calls what it should."""

import ast
import errno
import importlib.util
import os
import re
from pathlib import Path
from types import SimpleNamespace

import pytest

ROOT = Path(__file__).parents[1]


@pytest.fixture
def course(monkeypatch, tmp_path):
    """The script, in a folder of its own, its calls noted, none made."""
    spec = importlib.util.spec_from_file_location("course", ROOT / "course.py")
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    for name in ("pyproject.toml", "requirements.txt"):
        (tmp_path / name).write_text(name)
    notebooks = tmp_path / "notebooks"
    for language in ("en", "id"):
        (notebooks / language).mkdir(parents=True)
        (notebooks / language / "02_b.ipynb").touch()
        (notebooks / language / "01_a.ipynb").touch()
    monkeypatch.setattr(module, "FOLDER", tmp_path)
    module.calls, module.codes, module.environments = [], {}, []

    def note(command, **options):
        module.calls.append(command)
        module.environments.append(options.get("env"))
        if "venv" in command:
            lane = Path(command[-1]).relative_to(tmp_path).parts[1:]
            python = module.find_python(tmp_path, *lane)
            python.parent.mkdir(parents=True, exist_ok=True)
            python.touch()
        for word, code in module.codes.items():
            if word in command:
                return code
        return 0

    monkeypatch.setattr(module.subprocess, "call", note)
    return module


def words(calls):
    return [" ".join(call[1:]) for call in calls]


def test_publish_hands_on_the_address_and_needs_no_new_set_up(course):
    settings = course.FOLDER / "pyproject.toml"
    settings.write_text('[tool.mnist-course]\nrepository = ""\n')
    assert course.main(["publish", "--repo", "one/two"]) == 0
    assert words(course.calls)[-1].endswith(
        "publish.py --repo one/two --branch main"
    )
    course.calls.clear()
    settings.write_text('[tool.mnist-course]\nrepository = "one/two"\n')
    course.main(["publish", "--repo", "one/two", "--branch", "side"])
    assert len(course.calls) == 1
    assert words(course.calls)[0].endswith("--branch side")


@pytest.mark.parametrize("version", [(3, 9), (3, 14), (2, 7)])
def test_unfit_python_is_named_in_both_languages(course, version):
    with pytest.raises(course.Problem) as caught:
        course.check_python(version)
    text = str(caught.value)
    assert "This is Python {}.{}".format(*version) in text
    assert "Ini Python" in text


@pytest.mark.parametrize("version", [(3, 10), (3, 13)])
def test_fit_python_passes(course, version):
    course.check_python(version)


def test_old_pythons_can_read_the_script():
    source = (ROOT / "course.py").read_text()
    ast.parse(source, feature_version=(3, 6))
    assert not any(
        isinstance(node, ast.JoinedStr) for node in ast.walk(ast.parse(source))
    )


def test_only_the_standard_library_is_imported():
    import sys

    tree = ast.parse((ROOT / "course.py").read_text())
    imported = {
        alias.name.split(".")[0]
        for node in ast.walk(tree)
        if isinstance(node, ast.Import)
        for alias in node.names
    } | {
        node.module.split(".")[0]
        for node in ast.walk(tree)
        if isinstance(node, ast.ImportFrom)
    }
    assert imported <= sys.stdlib_module_names


def test_first_call_sets_up_and_the_second_does_not(course):
    assert course.main(["run"]) == 0
    assert ["venv" in c for c in course.calls] == [True, False, False]
    assert "install" in course.calls[1]
    course.calls.clear()
    assert course.main(["run"]) == 0
    assert len(course.calls) == 1  # execute.py alone: no pip, no network


def test_changed_requirements_are_installed(course, tmp_path):
    course.main(["run"])
    course.calls.clear()
    (tmp_path / "requirements.txt").write_text("more")
    course.main(["run"])
    assert any("install" in call for call in course.calls)


def test_set_up_that_was_broken_off_is_done_again(course, capsys):
    course.codes["pip"] = 1
    assert course.main(["run"]) == 1
    assert "Installing failed" in capsys.readouterr().err
    course.codes.clear()
    course.calls.clear()
    assert course.main(["run"]) == 0
    assert any("install" in call for call in course.calls)


def test_missing_venv_is_named(course, capsys):
    course.codes["venv"] = 1
    assert course.main(["run"]) == 1
    said = capsys.readouterr().err
    assert "python3-venv" in said and "lingkungan virtual" in said


def test_full_disk_is_named_before_anything_is_made(
    course, capsys, monkeypatch
):
    monkeypatch.setattr(
        course.shutil, "disk_usage", lambda path: SimpleNamespace(free=1e9)
    )
    assert course.main(["run"]) == 1
    said = capsys.readouterr().err
    assert "1.0 GB free" in said and "Ruang kosong" in said
    assert course.calls == []


def test_disk_that_fills_up_is_named(course, capsys, monkeypatch):
    def full(*_arguments, **_options):
        raise OSError(errno.ENOSPC, os.strerror(errno.ENOSPC))

    monkeypatch.setattr(course.subprocess, "call", full)
    assert course.main(["run"]) == 1
    assert "Make room" in capsys.readouterr().err


def test_windows_and_posix_keep_python_in_other_places(course):
    folder = Path("x")
    windows = course.find_python(folder, windows=True)
    posix = course.find_python(folder, windows=False)
    assert windows == folder / ".venv" / "Scripts" / "python.exe"
    assert posix == folder / ".venv" / "bin" / "python"


def test_run_hands_lessons_and_language_on(course):
    course.main(["run", "01", "05", "--lang", "id"])
    last = course.calls[-1]
    assert last[1].endswith("execute.py")
    assert last[2:4] == ["--language", "id"]
    assert last[-2:] == ["01", "05"]


def test_lab_opens_the_first_lesson_of_the_language(course):
    course.main(["lab", "--lang", "id"])
    assert Path(course.calls[-1][-1]).parts[-2:] == ("id", "01_a.ipynb")


def test_slides_and_handout_hand_on_lessons_and_language(course):
    course.main(["slides", "05", "--lang", "id"])
    made = words(course.calls)[-1]
    assert "slides.py --outputs" in made and made.endswith("--lang id 05")
    course.main(["handout", "1", "2"])
    made = words(course.calls)[-1]
    assert "handout.py --outputs" in made and made.endswith("1 2")


def test_test_runs_all_and_fast_leaves_the_lessons_out(course):
    course.main(["test"])
    full = words(course.calls[2:])
    course.calls.clear()
    course.main(["test", "--fast"])
    fast = words(course.calls)
    assert full[-1] == "-m pytest tests"
    assert fast == [*full[:-1], full[-1] + " --ignore=tests/test_any_order.py"]
    assert any("--check" in step for step in fast)


@pytest.fixture
def lanes(course, tmp_path):
    """The script's folder, with a file for each lane."""
    folder = tmp_path / "tests" / "lanes"
    folder.mkdir(parents=True)
    for lane in course.LANES:
        (folder / f"{lane}.txt").write_text("numpy==2.0.2")
    return folder


def test_a_lane_has_an_environment_of_its_own_without_the_package(
    course, lanes
):
    assert course.main(["test", "--lane", "colab-now"]) == 0
    venv, install, versions, nbval = words(course.calls)
    assert venv.endswith("/.lanes/colab-now")
    assert install.endswith(
        f"-r {course.FOLDER}/requirements.txt -r {lanes}/colab-now.txt"
    )
    assert versions == "-m pip list"
    assert "--nbval-lax" in nbval and nbval.endswith("/notebooks/en")
    python = str(course.find_python(course.FOLDER, "colab-now"))
    assert [call[0] for call in course.calls[1:]] == [python] * 3
    assert course.environments[-1]["PYTHONPATH"] == str(course.FOLDER)


def test_a_lane_is_set_up_once_and_anew_when_its_own_file_changes(
    course, lanes
):
    for lane in ("newest", "colab-past"):
        course.main(["test", "--lane", lane])
    course.calls.clear()
    (course.FOLDER / "pyproject.toml").write_text("the package has changed")
    course.main(["test", "--lane", "newest"])
    assert not any("install" in call for call in course.calls)
    (lanes / "newest.txt").write_text("numpy==2.1.3")
    course.main(["test", "--lane", "newest"])
    course.main(["test", "--lane", "colab-past"])
    assert sum("install" in call for call in course.calls) == 1


def test_fast_and_a_lane_exclude_each_other(course, lanes, capsys):
    with pytest.raises(SystemExit):
        course.main(["test", "--fast", "--lane", "newest"])
    assert "not allowed with" in capsys.readouterr().err
    with pytest.raises(SystemExit):
        course.main(["test", "--lane", "oldest"])
    assert "colab-past" in capsys.readouterr().err


def test_a_failing_step_stops_the_rest_and_fails(course):
    course.codes["tests"] = 3
    assert course.main(["test"]) == 3
    assert "tests" in course.calls[-1]


def test_ci_runs_the_commands_of_the_readme(course):
    script = (ROOT / ".ci" / "run").read_text()
    assert "python3 course.py test" in script
    assert "git clone" in script
    for name in ("README.md", "README.id.md"):
        readme = (ROOT / name).read_text(encoding="utf-8")
        assert "\npython course.py test\n" in readme
        assert "`python course.py test --lane NAME`" in readme
        for lane in course.LANES:
            assert f"`{lane}`" in readme and f" {lane}" in script
    if os.name == "posix":
        assert os.access(ROOT / ".ci" / "run", os.X_OK)


@pytest.mark.parametrize(
    ("name", "language"), [("README.md", "en"), ("README.id.md", "id")]
)
def test_readme_lists_each_lesson_with_its_minutes(name, language):
    readme = (ROOT / name).read_text(encoding="utf-8")
    word = {"en": "Minutes", "id": "Waktu"}[language]
    for source in (ROOT / "notebooks" / "lessons").glob("*.py"):
        said = source.read_text(encoding="utf-8")
        minutes = re.search(rf"\*\*{word}:\*\* (\d+)", said).group(1)
        path = f"notebooks/{language}/{source.stem}.ipynb"
        (row,) = (line for line in readme.splitlines() if path in line)
        assert row.split("|")[3].strip() == minutes
