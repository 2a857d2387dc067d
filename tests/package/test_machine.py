"""The machine's table says what Python itself says; a check can fail."""

import platform
import sys
from types import SimpleNamespace

import numpy
import pytest

from mnist_helpers import (
    check_machine,
    data,
    describe_machine,
    machine,
    set_language,
)


def test_describe_machine_lists_what_python_says():
    table = describe_machine()["this machine"]
    assert table["Python"] == platform.python_version()
    assert table["numpy"] == numpy.__version__
    assert table["memory"].endswith(" GB")
    assert not table.eq("not installed").any()


def test_check_machine_is_content_here():
    assert check_machine()["fine"].eq("✓").all()


@pytest.mark.parametrize(
    ("language", "row", "sentence"),
    [("en", "data", "found no file"), ("id", "data", "tidak ditemukan")],
)
def test_missing_data_is_said_not_raised(
    tmp_path, monkeypatch, language, row, sentence
):
    monkeypatch.setattr(data, "MNIST_FOLDER", tmp_path)
    set_language(language)
    fine, remark = check_machine().loc[row]
    assert fine == "✗"
    assert sentence in remark


@pytest.mark.parametrize(
    ("version", "fits"),
    [("2.18.1", False), ("2.19.0", True), ("2.21.0", True), ("3.0", True)],
)
def test_old_tensorflow_is_named(monkeypatch, version, fits):
    monkeypatch.setattr(machine, "_version", lambda name: version)
    fine, remark = machine._check_tensorflow()
    assert fine == fits
    assert version in remark
    assert ("2.19" in remark) == (not fits or version == "2.19.0")


@pytest.mark.parametrize(
    ("language", "sentence"),
    [("en", "does not start"), ("id", "tidak dapat dijalankan")],
)
def test_a_tensorflow_that_does_not_start_is_said_not_raised(
    monkeypatch, language, sentence
):
    monkeypatch.setitem(sys.modules, "tensorflow", None)
    set_language(language)
    fine, remark = check_machine().loc["TensorFlow"]
    assert fine == "✗"
    assert sentence in remark
    assert "--force-reinstall" in remark
    assert describe_machine().iloc[:, 0]["Python"]


@pytest.mark.parametrize(
    ("free", "fine", "remark"),
    [
        (2.0, "✓", "4.0 GB, 2.0 GB of it free"),
        (1.9, "✗", "4.0 GB, only 1.9 GB of it free: close other programs "),
    ],
)
def test_little_free_memory_is_named(monkeypatch, free, fine, remark):
    monkeypatch.setattr(machine, "_memory_in_gb", lambda: (4.0, free))
    row = check_machine().loc["memory"]
    assert row["fine"] == fine
    assert row["remark"].startswith(remark)


def test_windows_tells_the_name_of_its_processor(monkeypatch):
    asked = []

    class Key:
        def __enter__(self):
            return self

        def __exit__(self, *error):
            pass

    def open_key(root, place):
        asked.append((root, place))
        return Key()

    registry = SimpleNamespace(
        HKEY_LOCAL_MACHINE="machine",
        OpenKey=open_key,
        QueryValueEx=lambda key, name: (f"{name} of an i5 ", 1),
    )
    monkeypatch.setitem(sys.modules, "winreg", registry)
    monkeypatch.setattr(machine.sys, "platform", "win32")
    assert machine._processor() == "ProcessorNameString of an i5"
    folder = r"HARDWARE\DESCRIPTION\System\CentralProcessor\0"
    assert asked == [("machine", folder)]


def test_a_mac_tells_the_name_of_its_processor(monkeypatch):
    monkeypatch.setattr(machine.sys, "platform", "darwin")
    monkeypatch.setattr(
        machine.subprocess, "check_output", lambda ask, text: "Apple M2\n"
    )
    assert machine._processor() == "Apple M2"


def test_a_system_that_is_no_linux_is_named_with_its_release(monkeypatch):
    def no_file():
        raise OSError

    monkeypatch.setattr(machine.platform, "freedesktop_os_release", no_file)
    monkeypatch.setattr(machine.platform, "system", lambda: "Windows")
    monkeypatch.setattr(machine.platform, "release", lambda: "11")
    assert machine._operating_system() == "Windows 11"
