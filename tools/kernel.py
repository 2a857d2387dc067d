"""Run lessons without a browser, each in a new kernel and an empty folder.

In: the lesson sources in `lessons/`. Out: executed notebooks and a
`run.json` with time, memory, results, versions and hardware of the run.

    python notebooks/execute.py --language en --outputs outputs 01 02
"""

import argparse
import json
import os
import platform
import re
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable, Sequence
from concurrent.futures import Future, ThreadPoolExecutor, wait
from datetime import datetime, timezone
from importlib.metadata import PackageNotFoundError, version
from pathlib import Path
from typing import NamedTuple

import nbformat
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
from tqdm import tqdm
from traitlets import List, Unicode
from traitlets.config import Config

from mnist_helpers.files import write_whole

FOLDER = Path(__file__).resolve().parent
PACKAGES = (
    "mnist-helpers tensorflow keras numpy pandas matplotlib seaborn "
    "scikit-learn scipy ipykernel"
).split()

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


def kernel_environment(record: Path | None = None) -> dict[str, str]:
    """The variables a kernel starts with."""
    environment = os.environ | {
        "ABSL_MIN_LOG_LEVEL": "3",
        "GLOG_minloglevel": "3",
        "KERAS_BACKEND": "tensorflow",
        "MPLBACKEND": "module://matplotlib_inline.backend_inline",
        "PYDEVD_DISABLE_FILE_VALIDATION": "1",
        "TF_CPP_MIN_LOG_LEVEL": "3",
    }
    environment.pop("MNIST_COURSE_RECORD", None)
    if record:
        environment["MNIST_COURSE_RECORD"] = str(record)
    return environment


def tidy_streams(cell: NotebookNode) -> None:
    """Merge neighbouring streams, draw \\r and \\b, drop TensorFlow's log."""
    merged = []
    for output in cell.get("outputs", ()):
        before = merged[-1] if merged else {}
        if output.output_type == "stream" and output.name == before.get(
            "name"
        ):
            before["text"] += output.text
        else:
            merged.append(output)
    for output in merged:
        if output.output_type == "stream":
            text, changed = output.text, 1
            while changed:
                text, changed = re.subn("[^\n\x08]\x08", "", text)
            text = re.sub(r"[^\n]*\r(?!\n)(?=[^\n])", "", text)
            if output.name == "stderr":
                text = TENSORFLOW_LOG.sub("", text)
            output.text = text
    cell.outputs = [
        output
        for output in merged
        if output.output_type != "stream" or output.text.strip()
    ]


def execute(
    notebook: NotebookNode,
    *,
    on_cell: Callable[[int], None] | None = None,
    timeout: float = 600,
    record: Path | None = None,
    folder: Path | None = None,
    under: Sequence[str] = (),
) -> Execution:
    """Run a notebook in place, in a new kernel and an empty folder.

    notebook: receives the outputs, up to the failing cell if one fails;
    on_cell: called with a cell's index when it begins; timeout: longest
    time for one cell, in seconds; record: file for the lesson's results;
    folder: run here instead, and leave what is written; under: a command
    that starts the kernel, such as ("unshare", "-n").

    A failing cell is told in `Execution.error`, not raised. Ctrl+C ends
    the kernel and raises KeyboardInterrupt.
    """
    at, begun = 0, 0.0
    cell_seconds = {}

    def begin(cell: NotebookNode, cell_index: int) -> None:
        nonlocal at, begun
        at, begun = cell_index, time.perf_counter()
        if on_cell:
            on_cell(cell_index)

    def end(cell: NotebookNode, **_more: object) -> None:
        cell_seconds[cell.id] = time.perf_counter() - begun

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
            environment = kernel_environment(record)
            # Cells have their own copy of all that comes on stderr.
            run = pool.submit(
                client.execute, env=environment, stderr=subprocess.DEVNULL
            )
            try:
                peak = _watch_memory(client, run)
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
    if error is None:
        message = None
    elif isinstance(error, CellControlSignal | DeadKernelError):
        message = f"cell {at + 1}: {_explain(error, timeout)}"
    else:
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
    if os.name == "nt":
        return Config()
    file = str(Path(folder, "kernel.json"))
    return Config(ThisPython={"transport": "ipc", "connection_file": file})


def _watch_memory(client: NotebookClient, run: Future) -> int:
    peak, this = 0, psutil.Process().cmdline()
    while not run.done():
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
    try:
        kernel = psutil.Process(provisioner.pid)
        return [kernel, *kernel.children(recursive=True)]
    except (AttributeError, TypeError, ValueError, psutil.Error):
        return []  # not started yet, or gone already


def describe_versions() -> dict[str, str]:
    """Versions of Python and of the packages that decide a result."""
    found = {"python": platform.python_version()}
    for package in PACKAGES:
        try:
            found[package] = version(package)
        except PackageNotFoundError:
            found[package] = "missing"
    return found


def describe_hardware() -> dict[str, str | int | float]:
    """System, processor, cores and memory (GB, 10**9 bytes)."""
    return {
        "system": platform.platform(terse=True),
        "processor": platform.processor() or platform.machine(),
        "cores": psutil.cpu_count(logical=False) or os.cpu_count() or 1,
        "threads": os.cpu_count() or 1,
        "memory_gb": round(psutil.virtual_memory().total / 1e9, 1),
    }


def read_results(record: Path) -> dict[str, object]:
    """The results a lesson appended to its record; the last of a name wins."""
    if not record.exists():
        return {}
    lines = record.read_text(encoding="utf-8").splitlines()
    entries = [json.loads(line) for line in lines if line.strip()]
    return {entry["name"]: entry["value"] for entry in entries}


def run_lesson(source: Path, language: str, outputs: Path) -> dict:
    """Build and run one lesson; returns its entry for `run.json`."""
    from build import build

    notebook = build(source, language)
    with (
        tempfile.TemporaryDirectory() as folder,
        tqdm(
            total=len(notebook.cells),
            desc=source.stem,
            unit="cell",
            # One redraw a second at most: a log file stays short.
            mininterval=1,
        ) as bar,
    ):
        record = Path(folder, "record.jsonl")
        execution = execute(
            notebook, record=record, on_cell=lambda i: bar.update(i - bar.n)
        )
        if not execution.error:
            bar.update(bar.total - bar.n)
        results = read_results(record)
    target = outputs / language / f"{source.stem}.ipynb"
    write_whole(target, nbformat.writes(notebook) + "\n")
    entry = {
        "lesson": source.stem,
        "status": "failed" if execution.error else "ok",
        "seconds": round(execution.seconds, 1),
        "peak_mb": round(execution.peak_mb),
        "cell_seconds": {
            cell: round(seconds, 1)
            for cell, seconds in execution.cell_seconds.items()
            if seconds >= 1
        },
        "results": results,
    }
    if execution.error:
        entry["error"] = f"{source.stem}, {execution.error}"
    return entry


def update_run(path: Path, language: str, entry: dict, started: str) -> None:
    """Put one lesson's entry into `run.json`; other lessons' stay."""
    entries = {entry["lesson"]: entry}
    if path.exists():
        before = json.loads(path.read_text(encoding="utf-8"))
        if before["language"] == language:
            kept = {old["lesson"]: old for old in before["lessons"]}
            entries = kept | entries
    run = {
        "language": language,
        "started": started,
        "versions": describe_versions(),
        "hardware": describe_hardware(),
        "lessons": [entries[name] for name in sorted(entries)],
    }
    text = json.dumps(run, indent=2, ensure_ascii=False)
    write_whole(path, text + "\n")


def print_table(entries: Sequence[dict]) -> None:
    """Show lesson, status, seconds, peak MB and results of each entry."""
    width = max(len(entry["lesson"]) for entry in entries)
    print(f"\n{'lesson':{width}}  status  seconds  peak MB  results")
    for entry in entries:
        results = ", ".join(f"{k}={v}" for k, v in entry["results"].items())
        print(
            f"{entry['lesson']:{width}}  {entry['status']:6}  "
            f"{entry['seconds']:7.1f}  {entry['peak_mb']:7}  {results}"
        )
    for entry in entries:
        if "error" in entry:
            print(f"\n{entry['error']}", file=sys.stderr)


def main(
    arguments: Sequence[str] | None = None,
    *,
    folder: Path = FOLDER,
) -> int:
    """Run lessons from the command line; returns the exit status."""
    from build import parse_lessons

    parser = argparse.ArgumentParser(description="Run lessons headless.")
    parser.add_argument("--language", choices=("en", "id"), default="en")
    parser.add_argument("--outputs", type=Path, default=Path("outputs"))
    options, sources = parse_lessons(parser, arguments, folder)
    started = datetime.now(timezone.utc).isoformat(timespec="seconds")
    entries = []
    for source in sources:
        entry = run_lesson(source, options.language, options.outputs)
        entries.append(entry)
        # After each lesson, so that a stopped run keeps what it has.
        path = options.outputs / "run.json"
        update_run(path, options.language, entry, started)
    print_table(entries)
    return int(any(entry["status"] != "ok" for entry in entries))


if __name__ == "__main__":
    sys.exit(main())
