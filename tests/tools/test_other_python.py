"""A Python of another version: tried before it is taken, else unpacked."""

import os
import sys

import pytest

from tools import other_python

HERE = sys.version_info[:2]
NAME = "python{}.{}".format(*HERE)


def make_script(folder, text, name=NAME):
    folder.mkdir(exist_ok=True, parents=True)
    path = folder / name
    path.write_text(f"#!/bin/sh\n{text}\n")
    path.chmod(0o755)
    return path


@pytest.fixture
def nothing_else(monkeypatch, tmp_path):
    """Only what the test puts on the PATH or among pyenv's is there."""
    monkeypatch.setenv("PATH", str(tmp_path / "bin"))
    monkeypatch.setenv("PYENV_ROOT", str(tmp_path / "pyenv"))


def test_one_on_the_path_that_does_not_work_is_passed_over(
    nothing_else, tmp_path
):
    make_script(tmp_path / "bin", "echo 'pyenv: not set up' >&2; exit 127")
    versions = tmp_path / "pyenv" / "versions" / "{}.{}.9".format(*HERE)
    good = make_script(versions / "bin", f'exec "{sys.executable}" "$@"')
    assert other_python.find(HERE, tmp_path) == [str(good)]


def test_one_of_another_version_is_passed_over(nothing_else, tmp_path):
    make_script(tmp_path / "bin", f'exec "{sys.executable}" "$@"', "python9.9")
    assert not other_python.works([str(tmp_path / "bin/python9.9")], (9, 9))


def test_where_none_can_be_had_the_remedy_is_named_in_both_languages(
    nothing_else, tmp_path
):
    with pytest.raises(OSError) as caught:
        other_python.find((3, 13), tmp_path)  # no mmdebstrap on this PATH
    english, indonesian = str(caught.value).splitlines()
    assert "needs a python3.13 that works" in english
    assert "mmdebstrap" in english and "mmdebstrap" in indonesian
    assert "memerlukan python3.13 yang berfungsi" in indonesian
    assert not (tmp_path / "trixie").exists()


def test_a_system_that_was_unpacked_half_is_unpacked_again(
    monkeypatch, tmp_path
):
    root = tmp_path / "trixie"
    script = 'for last; do :; done; [ -e "$last" ] && exit 9; mkdir "$last"'
    make_script(tmp_path / "bin", script, "mmdebstrap")
    path = f"{tmp_path / 'bin'}{os.pathsep}{os.environ['PATH']}"
    monkeypatch.setenv("PATH", path)
    (tmp_path / "trixie.part").mkdir()
    assert other_python.unpack(root) == root
    assert root.is_dir() and not (tmp_path / "trixie.part").exists()
    make_script(tmp_path / "bin", "exit 1", "mmdebstrap")
    assert other_python.unpack(root) == root  # it is there
