"""`course.py` sets up once, names what is missing, and hands the rest on."""

import ast
import errno
import importlib.util
import os
import subprocess
import sys
import zipfile
from pathlib import Path
from types import SimpleNamespace

import pytest
from conftest import ROOT


@pytest.fixture
def course(monkeypatch, tmp_path):
    """The script, in a folder of its own, its calls noted, none made."""
    spec = importlib.util.spec_from_file_location("course", ROOT / "course.py")
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    for name in ("pyproject.toml", "requirements.txt"):
        (tmp_path / name).write_text(name)
    lanes = tmp_path / "tests" / "lanes"
    lanes.mkdir(parents=True)
    for lane in ("newest", *module.LANES):
        (lanes / f"{lane}.txt").write_text("numpy==2.0.2")
    monkeypatch.setattr(module, "FOLDER", tmp_path)
    monkeypatch.delenv("COURSE_UV", raising=False)
    # Each lane is content with the Python that is there.
    monkeypatch.setattr(module, "LANES", dict.fromkeys(module.LANES))
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


def installed(course):
    """What pip was asked to install, call by call."""
    return [each for each in words(course.calls) if " install " in each]


def test_publish_needs_no_new_set_up(course):
    settings = course.FOLDER / "pyproject.toml"
    settings.write_text('[tool.mnist-course]\nrepository = ""\n')
    course.main(["publish", "--repo", "one/two"])
    course.calls.clear()
    settings.write_text('[tool.mnist-course]\nrepository = "one/two"\n')
    course.main(["publish", "--repo", "one/two", "--branch", "side"])
    assert words(course.calls) == [
        "-m tools publish --repo one/two --branch side"
    ]


def test_unfit_python_is_named_in_both_languages_and_fit_python_passes(course):
    for version in ((3, 10), (3, 13)):
        course.check_python(version)
    for version in ((2, 7), (3, 9), (3, 14)):
        with pytest.raises(course.Problem) as caught:
            course.check_python(version)
        text = str(caught.value)
        assert "This is Python {}.{}".format(*version) in text
        assert "Ini Python" in text


def test_old_pythons_can_read_the_script():
    source = (ROOT / "course.py").read_text()
    ast.parse(source, feature_version=(3, 6))
    assert not any(
        isinstance(node, ast.JoinedStr) for node in ast.walk(ast.parse(source))
    )


def test_only_the_standard_library_is_imported():
    tree = ast.parse((ROOT / "course.py").read_text())
    imported = set()
    for node in ast.walk(tree):
        if isinstance(node, ast.Import):
            imported |= {alias.name.split(".")[0] for alias in node.names}
        elif isinstance(node, ast.ImportFrom):
            imported.add(node.module.split(".")[0])
    # It has a test of its own.
    assert imported - {"tools"} <= sys.stdlib_module_names


def test_first_call_sets_up_and_the_second_only_hands_on(course):
    assert course.main(["run", "01", "--lang", "id"]) == 0
    assert ["venv" in c for c in course.calls] == [True, False, False]
    course.calls.clear()
    assert course.main(["run", "01", "--lang", "id"]) == 0
    # No pip, no network; where the caller is, with the course's modules.
    assert words(course.calls) == ["-m tools run 01 --lang id"]
    assert course.environments[-1]["PYTHONPATH"].startswith(str(course.FOLDER))


def test_a_command_installs_what_it_needs_and_no_more(course):
    course.main(["run"])
    course.main(["chapter"])
    (run,) = installed(course)
    assert f"-e {course.FOLDER}[run]" in run
    pinned = f"-c {course.FOLDER}/tests/lanes/newest.txt" in run
    assert pinned == (sys.version_info >= (3, 11))
    course.main(["slides"])
    course.main(["test", "--fast"])
    before = len(course.calls)
    assert course.main(["setup"]) == 0
    assert len(course.calls) == before
    course.main(["lab"])
    _run, slides, test = installed(course)
    assert f"-e {course.FOLDER}[run,slides]" in slides
    assert f"-e {course.FOLDER}[run,lab,slides,site,test]" in test
    assert sum("venv" in call for call in course.calls) == 1


@pytest.mark.parametrize("name", ["requirements.txt", "pyproject.toml"])
def test_changed_requirements_are_installed_anew(course, name):
    course.main(["test"])
    course.calls.clear()
    (course.FOLDER / name).write_text("more")
    course.main(["run"])
    assert ["venv" in c for c in course.calls] == [True, False, False]


@pytest.mark.parametrize(
    ("step", "english", "indonesian"),
    [
        ("venv", "python3-venv", "lingkungan virtual"),
        ("pip", "Installing failed", "Pemasangan gagal"),
    ],
)
def test_set_up_that_was_broken_off_is_named_and_done_again(
    course, capsys, step, english, indonesian
):
    course.codes[step] = 1
    assert course.main(["run"]) == 1
    said = capsys.readouterr().err
    assert english in said and indonesian in said
    course.codes.clear()
    course.calls.clear()
    assert course.main(["run"]) == 0
    assert installed(course)


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


def test_the_status_of_the_command_is_that_of_the_course(course):
    course.main(["run"])
    course.codes["tools"] = 3
    assert course.main(["run"]) == 3


def test_a_lane_has_an_environment_of_its_own_without_the_package(
    course, monkeypatch
):
    monkeypatch.setitem(course.LANES, "kaggle", sys.version_info[:2])
    arguments = ["test", "--lane", "kaggle"]
    assert course.main(arguments) == 0
    venv, install, test = words(course.calls)
    assert venv.endswith("/.lanes/kaggle")
    pins = f"{course.FOLDER}/tests/lanes/kaggle.txt"
    assert install.endswith(f"-r {course.FOLDER}/requirements.txt -r {pins}")
    assert test == "-m tools test --lane kaggle"
    python = str(course.find_python(course.FOLDER, "kaggle"))
    assert [call[0] for call in course.calls[1:]] == [python] * 2


def test_where_uv_is_named_it_installs_in_place_of_pip(course, monkeypatch):
    monkeypatch.setenv("COURSE_UV", "/some/uv")
    assert course.main(["run"]) == 0
    _venv, install, _run = course.calls
    python = str(course.find_python(course.FOLDER))
    assert install[:3] == ["/some/uv", "pip", "install"] and python in install


def test_a_lane_is_set_up_once_and_anew_when_its_own_file_changes(course):
    for lane in course.LANES:
        course.main(["setup", "--lane", lane])
    course.calls.clear()
    (course.FOLDER / "pyproject.toml").write_text("the package has changed")
    course.main(["test", "--lane", "colab-now"])
    assert installed(course) == []
    pins = course.FOLDER / "tests" / "lanes" / "colab-now.txt"
    pins.write_text("numpy==2.1.3")
    for lane in course.LANES:
        course.main(["test", "--lane", lane])
    assert len(installed(course)) == 1


def test_a_lane_of_another_python_runs_the_same_command_there(
    course, monkeypatch
):
    other = (3, sys.version_info[1] + 1)
    monkeypatch.setitem(course.LANES, "colab-now", other)
    from tools import other_python

    starter = ["enter", "/usr/bin/python"]
    asked = []

    def find(version, folder):
        asked.append((version, folder))
        return starter

    monkeypatch.setattr(other_python, "find", find)
    arguments = ["test", "--lane", "colab-now"]
    course.main(arguments)
    assert course.calls == [starter + [course.__file__] + arguments]
    assert asked == [(other, course.FOLDER / ".lanes")]


@pytest.mark.parametrize("lane, status", [("kaggle", 0), ("colab-now", 1)])
def test_kaggle_s_libraries_alone_do_on_another_python(
    course, monkeypatch, capsys, lane, status
):
    from tools import other_python

    monkeypatch.setitem(course.LANES, lane, (3, 5))
    monkeypatch.setattr(other_python, "list_candidates", lambda name: [])
    assert course.main(["setup", "--lane", lane]) == status
    assert bool(installed(course)) == (status == 0)
    assert ("python3.5" in capsys.readouterr().err) == bool(status)


def test_an_unknown_lane_is_refused(course, capsys):
    with pytest.raises(SystemExit):
        course.main(["test", "--lane", "oldest"])
    assert "kaggle" in capsys.readouterr().err
    assert course.calls == []


def test_help_and_a_wrong_word_set_nothing_up(course, capsys):
    assert course.main(["--help"]) == 0
    assert "course.py lab" in capsys.readouterr().out
    for wrong in ("runn", "collect", "collect --help", "run --lang de"):
        with pytest.raises(SystemExit) as ended:
            course.main(wrong.split())
        assert ended.value.code == (0 if "--help" in wrong else 2)
    assert course.calls == []


def test_a_path_is_meant_as_its_caller_sees_it(tmp_path):
    """The real script, its environment this one, called from elsewhere."""
    code = (
        f"import sys; sys.path.insert(0, {str(ROOT)!r}); import course;"
        "course.set_up = lambda *_: sys.executable;"
        "sys.exit(course.main(sys.argv[1:]))"
    )
    (tmp_path / "mine.csv").write_text("code,colour\nN1,blue\n")
    arguments = ["chapter", "--interviews", "mine.csv"]
    done = subprocess.run(
        [sys.executable, "-c", code, *arguments],
        cwd=tmp_path,
        capture_output=True,
        text=True,
    )
    assert done.returncode == 1
    assert "colour" in done.stderr


def test_ci_runs_the_commands_of_the_readme(course):
    script = (ROOT / ".ci" / "run").read_text()
    assert "python3 course.py test" in script
    assert "git clone" in script
    for name in ("README.md", "README.id.md"):
        readme = (ROOT / name).read_text(encoding="utf-8")
        assert "\npython course.py test\n" in readme
        for lane in course.LANES:
            assert f"`{lane}`" in readme and f"{lane}" in script
    if os.name == "posix":
        assert os.access(ROOT / ".ci" / "run", os.X_OK)


def test_pip_set_to_install_for_the_user_alone_installs_all_the_same(tmp_path):
    wheel = tmp_path / "nothing-1-py3-none-any.whl"
    about = "Metadata-Version: 2.1\nName: nothing\nVersion: 1\n"
    kind = "Wheel-Version: 1.0\nRoot-Is-Purelib: true\nTag: py3-none-any\n"
    with zipfile.ZipFile(wheel, "w") as archive:
        archive.writestr("nothing-1.dist-info/METADATA", about)
        archive.writestr("nothing-1.dist-info/WHEEL", kind)
        archive.writestr("nothing-1.dist-info/RECORD", "")
    settings = tmp_path / "pip.conf"
    settings.write_text("[global]\nuser = true\n")
    script = (
        "import course, sys; sys.exit(course.call([sys.executable, '-m', "
        "'pip', 'install', '--dry-run', '--no-index', sys.argv[1]]))"
    )
    subprocess.run(
        [sys.executable, "-c", script, wheel],
        cwd=ROOT,
        env=os.environ | {"PIP_CONFIG_FILE": str(settings)},
        check=True,
    )
