"""The seal of the test set, and the log of a lesson's results."""

import json

import numpy as np
import pandas as pd
import pytest

import mnist_helpers as mh


def test_sealed_test_opens_once_and_lists_why():
    sealed = mh.SealedTest(file=None)
    x_test, y_test = sealed.open(lesson="12", reason="to judge")
    raw, labels = mh.load_mnist()[1]
    assert x_test.shape == (10000, 28, 28, 1)
    assert x_test.max() == 1 and x_test.dtype == np.float32
    assert np.array_equal(y_test, labels)
    assert sealed.openings[["lesson", "reason"]].to_numpy().tolist() == [
        ["12", "to judge"]
    ]
    with pytest.raises(ValueError, match="the test set judges once"):
        sealed.open(lesson="12", reason="once more")
    sealed.open(lesson="12", reason="once more", again=True)
    assert len(sealed.openings) == 2


def test_a_new_kernel_knows_of_the_openings_and_asks(tmp_path):
    file = tmp_path / "outputs" / "openings.csv"
    mh.SealedTest(file).open(lesson="12", reason="to judge, once")
    again = mh.SealedTest(file)
    with pytest.raises(ValueError, match="the test set judges once"):
        again.open(lesson="13", reason="to judge, once")
    with pytest.raises(ValueError, match="the test set judges once"):
        again.open(lesson="12", reason="another look")
    # The same notebook run anew is listed, and no other look.
    again.open(lesson="12", reason="to judge, once")
    again.open(lesson="13", reason="to compare", again=True)
    openings = mh.SealedTest(file).openings
    assert openings["lesson"].tolist() == ["12", "12", "13"]
    pd.testing.assert_frame_equal(openings, again.openings)
    # Two kernels at a time: neither loses what the other wrote.
    first, second = mh.SealedTest(file), mh.SealedTest(file)
    first.open(lesson="12", reason="one", again=True)
    second.open(lesson="12", reason="two", again=True)
    assert first.openings["reason"].tolist()[-2:] == ["one", "two"]


@pytest.mark.parametrize(
    "content", [b"", b"time,lesson\n1,2\n", b"\xff\xfe\x00", b"[1, 2]"]
)
def test_a_damaged_list_of_openings_is_named_and_left(tmp_path, content):
    file = tmp_path / "openings.csv"
    file.write_bytes(content)
    with pytest.raises(ValueError, match="`file` must .*openings.csv"):
        mh.SealedTest(file)
    assert file.read_bytes() == content


def test_results_go_where_a_run_logs_them(tmp_path, monkeypatch):
    monkeypatch.delenv("MNIST_COURSE_LOG", raising=False)
    mh.log_result("lost", 1)  # no run, no log, no error
    path = tmp_path / "log.jsonl"
    monkeypatch.setenv("MNIST_COURSE_LOG", str(path))
    mh.log_result(
        "test_accuracy",
        mh.accuracy_interval(np.array([1, 7]), np.array([1, 1])),
    )
    mh.log_result("epochs", np.int64(3))
    first, second = map(json.loads, path.read_text().splitlines())
    assert first["name"] == "test_accuracy"
    assert first["value"]["correct"] == 1
    assert second == {"name": "epochs", "value": 3}
