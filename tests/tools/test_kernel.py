"""Running a notebook: outputs, time, memory, and what goes wrong."""

import sys
import tempfile
from pathlib import Path
from threading import Event

import pytest
from nbformat.v4 import new_code_cell, new_notebook, new_output

from tools import kernel


def cells(*sources):
    return new_notebook(cells=[new_code_cell(source) for source in sources])


@pytest.fixture(scope="module")
def ran():
    """A notebook that ran until a cell failed, its run, the cells begun."""
    notebook = cells(
        "import os, sys, time\nprint(os.listdir())",
        "print(sys.prefix)",
        "time.sleep(1.2)",
        "[][3]",
        "print(3)",
    )
    seen = []
    execution = kernel.execute(notebook, on_cell=seen.append)
    return notebook.cells, execution, seen


def test_a_notebook_runs_in_an_empty_folder_with_this_python(ran):
    sources, execution, seen = ran
    assert sources[0].outputs[0].text == "[]\n"
    assert sources[1].outputs[0].text == sys.prefix + "\n"
    assert seen == [0, 1, 2, 3]
    assert 20 < execution.peak_mb < 2000


def test_what_ran_before_a_failing_cell_stays(ran):
    sources, execution, _seen = ran
    assert execution.error == "cell 4: IndexError: list index out of range"
    assert sources[3].outputs[0].ename == "IndexError"
    assert sources[4].execution_count is None


def test_seconds_of_each_cell_are_measured_by_its_id(ran):
    sources, execution, _seen = ran
    seconds = execution.cell_seconds
    assert 1.2 <= seconds[sources[2].id] < execution.seconds
    assert seconds[sources[1].id] < seconds[sources[2].id]


def test_a_slow_cell_and_a_dead_kernel_are_named():
    slow = kernel.execute(cells("import time\ntime.sleep(9)"), timeout=1)
    assert slow.error == "cell 1: took longer than 1 s"
    dead = kernel.execute(cells("x = 1", "import os\nos._exit(1)"))
    assert dead.error.startswith("cell 2: the kernel died")


def test_a_temporary_folder_too_long_for_sockets_will_do(
    tmp_path, monkeypatch
):
    monkeypatch.setattr(tempfile, "tempdir", str(tmp_path / ("long" * 30)))
    Path(tempfile.tempdir).mkdir()
    notebook = cells("print(6 * 7)")
    assert kernel.execute(notebook).error is None
    assert notebook.cells[0].outputs[0].text == "42\n"


def test_another_thread_can_stop_a_run():
    stop = Event()
    notebook = cells("x = 1", "import time\ntime.sleep(600)")

    def stop_at_the_second(index):
        if index == 1:
            stop.set()

    with pytest.raises(KeyboardInterrupt):
        kernel.execute(notebook, on_cell=stop_at_the_second, stop=stop)


def stream(text, name="stdout"):
    return new_output("stream", name=name, text=text)


@pytest.mark.parametrize(
    ("outputs", "texts"),
    [
        ([stream("a\n"), stream("b\n")], ["a\nb\n"]),
        ([stream(" 10 %\r"), stream(" 99 %\n")], [" 99 %\n"]),
        ([stream("1/2\x08\x08\x08"), stream("2/2\n")], ["2/2\n"]),
        ([stream("a"), new_output("display_data"), stream("b")], "a b"),
    ],
)
def test_streams_are_merged_and_drawn_and_stay_beside_a_figure(outputs, texts):
    cell = new_code_cell(outputs=outputs)
    kernel.tidy_streams(cell)
    assert [each.get("text", " ") for each in cell.outputs] == [*texts]


def test_only_tensorflows_own_log_is_dropped_from_stderr():
    log = (
        "WARNING: All log messages before absl::InitializeLog() is called\n"
        "I0000 00:00:1700000000.1    5413 cudart_stub.cc:31] No cuda.\n"
        "2026-01-01 10:00:00.123456: I tensorflow/core/cpu.cc:210] Flags.\n"
        "E0101 10:00:00.123456    99 cuda_dnn.cc:8579] Unable.\n"
    )
    warning = "x.py:1: UserWarning: I0000 is no level\n"
    cell = new_code_cell(outputs=[stream(log + warning, "stderr")])
    kernel.tidy_streams(cell)
    assert [output.text for output in cell.outputs] == [warning]
    cell = new_code_cell(outputs=[stream(log, "stderr")])
    kernel.tidy_streams(cell)
    assert cell.outputs == []


def test_tensorflow_is_silent_and_a_warning_after_it_survives():
    notebook = cells(
        "import tensorflow as tf\nimport keras",
        "total = tf.reduce_sum(tf.ones((2, 2)))",
        "import warnings\nwarnings.warn('beware')",
    )
    assert kernel.execute(notebook).error is None
    assert notebook.cells[0].outputs == notebook.cells[1].outputs == []
    assert "beware" in notebook.cells[2].outputs[0].text
