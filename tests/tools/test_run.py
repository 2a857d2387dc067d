"""Running lessons: results, failures, and which of them run together."""

import json
from types import SimpleNamespace

import pytest
from small_course import LESSON, write_lesson

from mnist_helpers.files import write_whole
from tools import run
from tools.__main__ import main

RECORDING = """
# %%
import json, os
with open(os.environ["MNIST_COURSE_LOG"], "a") as file:
    for value in (0.5, 0.75):
        print(json.dumps({"name": "share", "value": value}), file=file)
"""


def test_a_run_records_results_and_failures_lesson_by_lesson(tmp_path, capsys):
    write_lesson(tmp_path, LESSON + RECORDING)
    write_lesson(tmp_path, LESSON + "\n# %%\n1 / 0\n", "02_fail")
    outputs = tmp_path / "outputs"
    arguments = ["run", "--lang", "id", "--outputs", str(outputs)]
    assert main(arguments, project=tmp_path) == 1
    log = json.loads((outputs / "run.json").read_text())
    assert log["language"] == "id"
    assert log["versions"]["numpy"] and log["hardware"]["memory_gb"] > 0
    good, bad = log["lessons"]
    assert good["lesson"] == "01_count" and good["status"] == "ok"
    assert good["results"] == {"share": 0.75}
    assert good["seconds"] > 0 and good["peak_mb"] > 0
    assert bad["status"] == "failed"
    assert bad["error"].startswith("02_fail, cell 7: ZeroDivisionError")
    assert (outputs / "id" / "02_fail.ipynb").exists()
    assert "share=0.75" in capsys.readouterr().out

    # One lesson again: the other's entry stays.
    write_lesson(tmp_path, LESSON, "02_fail")
    assert main([*arguments, "2"], project=tmp_path) == 0
    again = json.loads((outputs / "run.json").read_text())
    assert again["lessons"][0] == good
    assert again["lessons"][1]["status"] == "ok"
    assert list(outputs.rglob("*.part")) == []


@pytest.mark.parametrize(
    ("free_gb", "cores", "workers"), [(16, 2, 2), (7, 2, 1), (16, 1, 1)]
)
def test_two_lessons_run_at_a_time_but_never_beside_one_that_measures_speed(
    tmp_path, monkeypatch, free_gb, cores, workers
):
    memory = SimpleNamespace(available=free_gb * 1e9)
    monkeypatch.setattr(run.psutil, "virtual_memory", lambda: memory)
    monkeypatch.setattr(run.os, "cpu_count", lambda: cores)
    sources = [
        write_lesson(tmp_path, LESSON, "01_count"),
        write_lesson(
            tmp_path, LESSON + '\n# %% tags=["measures-speed"]\n', "02_time"
        ),
        write_lesson(tmp_path, LESSON, "03_more"),
    ]
    assert run.plan(sources) == [
        ([sources[0], sources[2]], workers),
        ([sources[1]], 1),
    ]


def test_a_file_is_written_whole_or_not_at_all(tmp_path):
    path = tmp_path / "a.txt"
    write_whole(path, "old")
    with pytest.raises(UnicodeEncodeError):
        write_whole(path, "new \ud800")
    assert path.read_text() == "old"
    assert [p.name for p in tmp_path.iterdir()] == ["a.txt"]
