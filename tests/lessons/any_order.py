"""Every lesson twice over, offline, in little memory, after a restart.

Each lesson's Indonesian edition runs once, every cell twice in a row, without
a network, with 4 GB of memory, in a new kernel and an empty folder. Where a
lesson writes files, the kernel is restarted on the way: a second one runs all
above beside them, then goes on. Several tests read what came of it. Not among
`tests`: lane colab-now runs this file, so that no lesson runs twice in one.
Without `--whole` a cell that took long runs once, and no kernel is restarted
for a lesson that is what it was when all were green.
"""

import json
import os
import re
import subprocess
import time
from contextlib import contextmanager
from functools import cache
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import NamedTuple

import nbformat
import pytest
from nbformat import NotebookNode
from nbformat.v4 import new_code_cell, new_notebook

from tools import kernel
from tools.lesson import NOTEBOOKS, find_lessons
from tools.modules import list_changed
from tools.words import read_words

LESSONS = [source.stem for source in find_lessons(NOTEBOOKS)]
CHAPTER = "14_chapter_3"
MOST_MB = 2500
LONG = 5  # seconds
SKIP = "skip-execution"  # nbclient's tag
WRITES = re.compile(
    r"savefig\(|ModelCheckpoint\(|run_experiment\(|write_interview_template\("
    r"|SealedTest\("
)
SMALL = 4_000_000_000  # bytes
CGROUPS = Path("/sys/fs/cgroup")

# Runs first: what the kernel finds, and whether it reaches anything. Where
# the kernel could not be cut off by the system, it cuts itself off.
PROBE = """
import json, os, socket, sys

if {guard}:
    def refuse(*_, **__):
        raise OSError("the test has cut off the network")

    socket.socket.connect = socket.socket.connect_ex = refuse
    socket.getaddrinfo = socket.gethostbyname = refuse

def reaches(call, *arguments):
    try:
        call(*arguments)
    except OSError:
        return False
    return True

print(json.dumps({{
    "files": os.listdir(),
    "course_loaded": "mnist_helpers" in sys.modules,
    "reached": [
        reaches(socket.create_connection, ("1.1.1.1", 443), 3),
        reaches(socket.create_connection, ("8.8.8.8", 53), 3),
        reaches(socket.getaddrinfo, "pypi.org", 443),
    ],
}}))
del reaches
"""


class Run(NamedTuple):
    """What running a lesson gave, part by part: two with a restart, or one.

    parts: of the second, a kernel in the folder of the first runs all above
    once, then goes on, each cell twice; found: what the probe saw in each;
    pairs: (first, second) text of each code cell; above: texts of those that
    ran above after the restart; left: what is in the folder afterwards.
    """

    parts: list
    found: list
    pairs: list
    above: list
    left: list

    @property
    def error(self):
        return next((part.error for part in self.parts if part.error), None)


@cache
def cut_off():
    """The command that starts a kernel without any network; () if none."""
    for command in (("unshare", "-n"), ("unshare", "-rn")):
        try:
            done = subprocess.run([*command, "true"], capture_output=True)
            if done.returncode == 0:
                return command
        except OSError:
            pass
    return ()


def probe():
    return new_code_cell(PROBE.format(guard=not cut_off()))


def read(lesson):
    path = NOTEBOOKS / "id" / f"{lesson}.ipynb"
    return nbformat.read(path, as_version=4)


def code_cells(lesson):
    return [c for c in read(lesson).cells if c.cell_type == "code"]


def copy(cell):
    return new_code_cell(cell.source, metadata=cell.metadata)


@pytest.fixture
def run(lesson, request):
    """The run of a lesson: made once, since a worker has all its tests."""
    return run_lesson(lesson, request.config.getoption("--whole"))


@cache
def run_lesson(lesson, whole):
    with (
        TemporaryDirectory(ignore_cleanup_errors=True) as name,
        small_machine() as small,
    ):
        folder = Path(name)
        cells = code_cells(lesson)
        again = whole or list_changed()[lesson]
        place = find_restart(cells) if again else 0
        pairs = [(copy(cell), copy(cell)) for cell in cells]
        above = [copy(cell) for cell in cells[:place]]
        twice = [cell for pair in pairs for cell in pair]
        under = [*small, *cut_off()]
        texts = [twice[: 2 * place], [*above, *twice[2 * place :]]]
        seconds = 1e9 if whole else LONG
        runs = [
            run_cells(part, folder, under, seconds) for part in texts if part
        ]
        left = sorted(path.name for path in folder.iterdir())
    return Run(
        [execution for execution, _probe in runs],
        [json.loads(probe.outputs[0].text) for _execution, probe in runs],
        [
            (shown(one), None if is_left_out(two) else shown(two))
            for one, two in pairs
        ],
        [shown(cell) for cell in above],
        left,
    )


def find_restart(cells):
    """Behind the cell that writes the first file; 0 if none does.

    Without files a restart is a fresh start, which is what all others do.
    """
    for number, cell in enumerate(cells, 1):
        if WRITES.search(cell.source):
            return number
    return 0


def run_cells(cells, folder, under, most):
    """Run cells; the second of a pair not if the first took over `most` s."""
    first = probe()
    notebook = new_notebook(cells=[first, *cells])

    def leave_out_second(index, seconds):
        cell, after = (*notebook.cells[index : index + 2], None)[:2]
        if seconds > most and after and after.source == cell.source:
            # Its metadata are those of the first.
            after.metadata = NotebookNode(tags=[SKIP])

    execution = kernel.execute(
        notebook, folder=folder, under=under, on_end=leave_out_second
    )
    return execution, first


@contextmanager
def small_machine():
    """A command that starts a kernel with 4 GB of memory, and no more.

    By a cgroup where this process may make one, else by address space, of
    which TensorFlow takes more than it uses: with two arenas it fits.
    """
    name = f"mnist-course-{os.getpid()}"
    for folder, file in (
        (CGROUPS / "memory" / name, "memory.limit_in_bytes"),
        (CGROUPS / name, "memory.max"),
    ):
        try:
            folder.mkdir()
        except OSError:
            continue
        try:
            (folder / file).write_text(str(SMALL))
        except OSError:  # the memory controller is not to be had here
            folder.rmdir()
            continue
        enter = f'echo $$ > {folder / "cgroup.procs"} && exec "$@"'
        yield "sh", "-c", enter, "sh"
        remove(folder)
        return
    limit = f'ulimit -v {SMALL // 1024} && MALLOC_ARENA_MAX=2 exec "$@"'
    yield "sh", "-c", limit, "sh"


def remove(group):
    """Remove a cgroup; a process that has just ended may still be in it."""
    for _attempt in range(50):
        try:
            return group.rmdir()
        except OSError:
            time.sleep(0.1)
    raise TimeoutError(f"{group} is still in use")


def shown(cell):
    """What nbval compares of a cell: its text and its tables."""
    texts = []
    for output in cell.outputs:
        data = output.get("data", {})
        if output.output_type == "stream":
            texts.append(output.text)
        texts += [data[k] for k in ("text/plain", "text/html") if k in data]
    return texts


def is_left_out(cell):
    return cell.metadata.get("tags") == [SKIP]


def compared(lesson):
    """Index, source and committed text of the cells that must not change."""
    for index, cell in enumerate(code_cells(lesson)):
        if "NBVAL_CHECK_OUTPUT" in cell.source:
            yield index, cell.source, shown(cell)


@pytest.mark.parametrize("lesson", LESSONS)
def test_twice_in_a_row_each_cell_gives_the_same(run, lesson):
    assert run.error is None
    for index, source, committed in compared(lesson):
        first, second = run.pairs[index]
        assert first == committed, source
        assert second in (committed, None), source


@pytest.mark.parametrize("lesson", LESSONS)
def test_fresh_kernel_offline_in_little_memory_is_all_it_needs(run, lesson):
    assert run.found[0]["files"] == []
    assert not run.found[0]["course_loaded"]
    assert run.error is None
    # What a lesson saves is in one folder, which may be deleted; a chapter
    # and its interviews are the reader's own, to hand in and to fill in.
    saved = ["bab_3", "interviews.csv"] if lesson == CHAPTER else ["outputs"]
    restarted = len(run.parts) == 2
    assert run.left == (saved if restarted else [])
    for found, execution in zip(run.found, run.parts, strict=True):
        assert found["reached"] == [False, False, False]
        assert 50 < execution.peak_mb < MOST_MB


@pytest.mark.parametrize("lesson", LESSONS)
def test_fresh_kernel_on_the_way_runs_all_above_and_goes_on(run, lesson):
    """As the lesson's first cell says; what was saved before is still there.

    That the cells below give the same is for the test of `twice` to see.
    """
    restart = read_words("cells", "id")["restart"]
    assert restart in read(lesson).cells[0].source
    assert not run.found[-1]["course_loaded"]
    assert run.error is None
    for index, source, committed in compared(lesson):
        if index < len(run.above):
            assert run.above[index] == committed, source


def test_memory_of_the_small_machine_is_no_more_than_four_gigabytes():
    too_much = new_code_cell(f"len(b'x' * {SMALL + 100_000_000})")
    with small_machine() as small:
        refused = kernel.execute(new_notebook(cells=[too_much]), under=small)
    assert "MemoryError" in refused.error or "died" in refused.error
