"""Run a notebook, any notebook, in a new kernel and an empty folder.

In: a notebook. Out: the same with its outputs, how long each cell took, how
much memory it needed, and which cell failed if one did.
"""

import os
import re
import subprocess
import tempfile
import time
from collections.abc import Callable, Sequence
from concurrent.futures import Future, ThreadPoolExecutor, wait
from itertools import groupby
from pathlib import Path
from threading import Event
from typing import NamedTuple

import psutil
from ipykernel.kernelspec import get_kernel_dict
from jupyter_client import AsyncKernelManager
from jupyter_client.kernelspec import KernelSpec
from nbclient import NotebookClient
from nbclient.exceptions import (
    CellControlSignal,
    CellExecutionError,
    CellTimeoutError,
    DeadKernelError,
)
from nbformat import NotebookNode
from nbformat.v4 import new_output
from traitlets import List, Unicode
from traitlets.config import Config

# TensorFlow's C++ code logs before it reads any setting, so some lines come
# whatever the environment says. They begin with a level letter and a date
# or with a date and a level letter; Python's own warnings never do.
TENSORFLOW_LOG = re.compile(
    r"""^(?:\d{4}-\d\d-\d\d\ [\d:.]+:\ [IWEF]\ \S+\.cc:\d+\]
        |[IWEF]\d{4}\ [\d:.]+\s+\d+\ \S+\.cc:\d+\]
        |WARNING:\ All\ log\ messages\ before\ absl::InitializeLog
        |To\ enable\ the\ following\ instructions:).*\n?""",
    re.MULTILINE | re.VERBOSE,
)
# A socket's path has at most 103 bytes on macOS, 107 on Linux; the kernel's
# sockets are named after its connection file, "-ipc-1" and on behind it.
LONGEST_SOCKET = 95
COLOUR = re.compile(r"\x1b\[[\d;]*m")


class Execution(NamedTuple):
    """How a notebook ran.

    seconds: wall-clock time with the kernel's start; peak_mb: largest
    resident memory of the kernel and its children, in MB (10**6 bytes);
    error: None, or the cell's number (from 1, all cells) and the error;
    cell_seconds: wall-clock time of each code cell that ran, by its id.
    """

    seconds: float
    peak_mb: float
    error: str | None
    cell_seconds: dict[str, float]


class ThisPython(AsyncKernelManager):
    """Starts kernels with the running Python, whatever else is installed."""

    under = List(Unicode(), help="Words before the kernel's command").tag(
        config=True
    )

    @property
    def kernel_spec(self) -> KernelSpec:
        spec = get_kernel_dict()
        spec["argv"] = [*self.under, *spec["argv"]]
        return KernelSpec(**spec)


def kernel_environment(log: Path | None = None) -> dict[str, str]:
    """The variables a kernel starts with."""
    environment = os.environ | {
        "ABSL_MIN_LOG_LEVEL": "3",
        "GLOG_minloglevel": "3",
        "KERAS_BACKEND": "tensorflow",
        "MPLBACKEND": "module://matplotlib_inline.backend_inline",
        "PYDEVD_DISABLE_FILE_VALIDATION": "1",
        "TF_CPP_MIN_LOG_LEVEL": "3",
    }
    environment.pop("MNIST_COURSE_LOG", None)
    if log:
        environment["MNIST_COURSE_LOG"] = str(log)
    return environment


def tidy_streams(cell: NotebookNode) -> None:
    """Merge neighbouring streams, draw \\r and \\b, drop TensorFlow's log."""
    outputs: list[NotebookNode] = []
    for (kind, name), group in groupby(
        cell.get("outputs", ()), lambda one: (one.output_type, one.get("name"))
    ):
        if kind != "stream":
            outputs += group
            continue
        text, changed = "".join(one.text for one in group), 1
        while changed:
            text, changed = re.subn("[^\n\x08]\x08", "", text)
        text = re.sub(r"[^\n]*\r(?!\n)(?=[^\n])", "", text)
        if name == "stderr":
            text = TENSORFLOW_LOG.sub("", text)
        if text.strip():
            outputs.append(new_output("stream", name=name, text=text))
    cell.outputs = outputs


def execute(
    notebook: NotebookNode,
    *,
    on_cell: Callable[[int], None] | None = None,
    on_end: Callable[[int, float], None] | None = None,
    timeout: float = 600,
    log: Path | None = None,
    folder: Path | None = None,
    under: Sequence[str] = (),
    stop: Event | None = None,
) -> Execution:
    """Run a notebook in place, in a new kernel and an empty folder.

    notebook: receives the outputs, up to the failing cell if one fails;
    on_cell: called with a cell's index when it begins; on_end: with that and
    its seconds when it has ended; timeout: longest
    time for one cell, in seconds; log: file for the lesson's results;
    folder: run here instead, and leave what is written; under: a command
    that starts the kernel, such as ("unshare", "-n"); stop: when another
    thread sets it the run ends as by Ctrl+C.

    A failing cell is named in `Execution.error`, not raised. Ctrl+C ends
    the kernel and raises KeyboardInterrupt.
    """
    at, begun = 0, 0.0
    cell_seconds: dict[str, float] = {}

    def begin(cell: NotebookNode, cell_index: int) -> None:
        nonlocal at, begun
        at, begun = cell_index, time.perf_counter()
        if on_cell:
            on_cell(cell_index)

    def end(cell: NotebookNode, **_more: object) -> None:
        cell_seconds[cell.id] = time.perf_counter() - begun
        if on_end:
            on_end(at, cell_seconds[cell.id])

    started = time.perf_counter()
    with (
        tempfile.TemporaryDirectory(ignore_cleanup_errors=True) as empty,
        tempfile.TemporaryDirectory(ignore_cleanup_errors=True) as talk,
    ):
        config = _talk_without_network(talk)
        config.ThisPython.under = list(under)
        client = NotebookClient(
            notebook,
            config=config,
            kernel_name="python3",
            kernel_manager_class=ThisPython,
            on_cell_executed=end,
            on_cell_start=begin,
            resources={"metadata": {"path": str(folder or empty)}},
            store_widget_state=False,
            timeout=timeout,
        )
        # In a thread, so that this one can watch the memory and Ctrl+C.
        with ThreadPoolExecutor(1) as pool:
            environment = kernel_environment(log)
            # Cells have their own copy of all that comes on stderr.
            run = pool.submit(
                client.execute, env=environment, stderr=subprocess.DEVNULL
            )
            try:
                peak = _watch_memory(client, run, stop or Event())
            except KeyboardInterrupt:
                while not run.done():  # it may be starting still
                    for process in _processes(client):
                        process.kill()
                    wait([run], timeout=0.2)
                raise
    error = run.exception()
    for cell in notebook.cells:
        if cell.cell_type == "code":
            tidy_streams(cell)
    message = None
    if isinstance(error, CellControlSignal | DeadKernelError):
        message = f"cell {at + 1}: {_explain(error, timeout)}"
    elif error:
        raise error
    seconds = time.perf_counter() - started
    return Execution(seconds, peak / 1e6, message, cell_seconds)


def _explain(error: BaseException, timeout: float) -> str:
    if isinstance(error, CellExecutionError):
        return f"{error.ename}: {COLOUR.sub('', error.evalue)}"
    if isinstance(error, CellTimeoutError):
        return f"took longer than {timeout:g} s"
    return "the kernel died, most often because memory ran out"


def _talk_without_network(folder: str) -> Config:
    """Reach the kernel by files where the system can: no loopback needed."""
    file = str(Path(folder, "kernel.json"))
    if os.name == "nt" or len(os.fsencode(file)) > LONGEST_SOCKET:
        return Config()
    return Config(ThisPython={"transport": "ipc", "connection_file": file})


def _watch_memory(client: NotebookClient, run: Future, stop: Event) -> int:
    peak, this = 0, psutil.Process().cmdline()
    while not run.done():
        if stop.is_set():
            raise KeyboardInterrupt
        used = 0
        for process in _processes(client):
            try:
                # Until it has its own command it is a copy of this process.
                if process.cmdline() != this:
                    used += process.memory_info().rss
            except psutil.Error:
                pass
        peak = max(peak, used)
        wait([run], timeout=0.1)
    return peak


def _processes(client: NotebookClient) -> list[psutil.Process]:
    provisioner = getattr(client.km, "provisioner", None)
    pid = getattr(provisioner, "pid", None)
    if pid is None:  # not started yet
        return []
    try:
        kernel = psutil.Process(pid)
        return [kernel, *kernel.children(recursive=True)]
    except psutil.Error:  # gone already
        return []
