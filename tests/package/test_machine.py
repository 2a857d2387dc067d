"""The machine's table says what Python itself says; a check can fail."""

import io
import platform
import sys
from contextlib import nullcontext
from types import SimpleNamespace

import keras
import numpy
import pytest

from mnist_course import machine
from mnist_course.exercises.words import mark
from mnist_course.machine import check_machine, describe_machine
from mnist_helpers import data
from mnist_helpers.language import as_written


def test_describe_machine_lists_what_python_says():
    table = describe_machine()["this machine"]
    assert table["Python"] == platform.python_version()
    assert table["numpy"] == numpy.__version__
    assert table["memory (GB)"] > 0
    assert not table.eq("not installed").any()


def test_check_machine_is_content_here_and_names_missing_data(
    tmp_path, monkeypatch
):
    assert check_machine()["fine"].eq("✓").all()
    monkeypatch.setattr(data, "MNIST_FOLDER", tmp_path)
    fine, remark = check_machine().loc["data"]
    assert fine == "✗" and "is missing" in remark


@pytest.mark.parametrize(
    ("version", "shown"), [("2.18.1", "2.18.1"), (None, "not installed")]
)
def test_an_old_or_missing_tensorflow_is_named(monkeypatch, version, shown):
    monkeypatch.setattr(machine, "find_version", lambda name: version)
    needed = "; the course needs 2.19 or newer: pip install -U tensorflow"
    row = check_machine().loc["TensorFlow"]
    assert row.tolist() == ["✗", shown + needed]


def test_tensorflow_under_another_name_is_installed(tmp_path, monkeypatch):
    folder = tmp_path / "tensorflow_cpu-2.20.0.dist-info"
    folder.mkdir()
    (folder / "METADATA").write_text("Name: tensorflow-cpu\nVersion: 2.20.0")
    (folder / "top_level.txt").write_text("tensorflow\n")
    installed = machine.version

    def version(name):
        if name == "tensorflow":
            raise machine.PackageNotFoundError(name)
        return installed(name)

    monkeypatch.setattr(machine, "version", version)
    monkeypatch.setattr(sys, "path", [str(tmp_path)])
    assert machine.find_version("tensorflow") == "2.20.0"


def test_a_setting_of_keras_that_lessons_do_not_expect_is_named():
    keras.config.set_image_data_format("channels_first")
    try:
        fine, remark = check_machine().loc["Keras settings"]
    finally:
        keras.config.set_image_data_format("channels_last")
    assert fine == "✗"
    assert "image_data_format is channels_first" in remark
    assert "keras.config.set_image_data_format('channels_last')" in remark


@pytest.mark.parametrize(
    ("encoding", "marks"),
    [("utf-8", ["✗", "✓"]), ("cp1252", ["!", "OK"]), ("ascii", ["!", "OK"])],
)
def test_a_terminal_gets_marks_that_it_can_write(monkeypatch, encoding, marks):
    written = io.TextIOWrapper(io.BytesIO(), encoding=encoding)
    monkeypatch.setattr(sys, "stdout", written)
    assert [mark(False), mark(True)] == marks
    print(as_written(f"{mark(True)} 10 °C ≈ 50 °F"), flush=True)


def test_a_tensorflow_that_does_not_start_is_a_remark(monkeypatch):
    monkeypatch.setitem(sys.modules, "tensorflow", None)
    fine, remark = check_machine().loc["TensorFlow"]
    assert fine == "✗"
    assert "does not start" in remark and "--force-reinstall" in remark
    assert describe_machine().loc["GPU", "this machine"] == "none"


def test_little_free_memory_is_named(monkeypatch):
    monkeypatch.setattr(machine, "_memory_in_gb", lambda: (4.0, 1.9))
    fine, remark = check_machine().loc["memory"]
    assert fine == "✗"
    assert remark.startswith("4.0 GB, only 1.9 GB of it free: close other ")


def test_windows_and_a_mac_name_their_processor(monkeypatch):
    folder = r"HARDWARE\DESCRIPTION\System\CentralProcessor\0"
    known = {("machine", folder, "ProcessorNameString"): ("i5 ", 1)}
    registry = SimpleNamespace(
        HKEY_LOCAL_MACHINE="machine",
        OpenKey=lambda root, place: nullcontext((root, place)),
        QueryValueEx=lambda key, name: known[(*key, name)],
    )
    monkeypatch.setitem(sys.modules, "winreg", registry)
    monkeypatch.setattr(machine.sys, "platform", "win32")
    assert machine._processor() == "i5"
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


@pytest.mark.parametrize(
    ("name", "shown"),
    [
        ("AMD EPYC", "AMD EPYC (cpu family 25, model 17, stepping 1)"),
        ("Intel(R) Xeon(R) CPU @ 2.20GHz",) * 2,
    ],
)
def test_linux_names_its_processor_so_that_it_is_known(
    monkeypatch, tmp_path, name, shown
):
    one = (
        f"processor\t: 0\ncpu family\t: 25\nmodel\t\t: 17\n"
        f"model name\t: {name}\nstepping\t: 1\n"
    )
    file = tmp_path / "cpuinfo"
    file.write_text(f"{one}\n{one.replace('17', '99')}")
    monkeypatch.setattr(machine.sys, "platform", "linux")
    monkeypatch.setattr(machine, "Path", lambda _name: file)
    assert machine._processor() == shown
