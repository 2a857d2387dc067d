"""The machine's table says what Python itself says; a check can fail."""

import platform

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
    assert table["operating system"].startswith(platform.system())
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


def test_little_memory_is_named(monkeypatch):
    monkeypatch.setattr(machine, "_memory_in_gb", lambda: 2.0)
    fine, remark = check_machine().loc["memory"]
    assert fine == "✗"
    assert remark == "2.0 GB is little: close programs."
