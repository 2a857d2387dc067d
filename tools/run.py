"""Run lessons without a browser, two at a time where that is possible.

In: lesson sources. Out: executed notebooks in `outputs/LANG/`, and
`outputs/run.json` with time, memory, results, versions and hardware.
"""

import json
import os
import platform
import sys
import tempfile
from collections.abc import Sequence
from concurrent.futures import ThreadPoolExecutor, as_completed
from datetime import datetime, timezone
from importlib.metadata import distributions
from pathlib import Path
from threading import Event

import nbformat
import pandas as pd
import psutil
from nbformat import NotebookNode
from tqdm import tqdm

from mnist_course.machine import ask_hardware
from mnist_helpers.files import write_whole

from . import kernel, lesson

PACKAGES = (
    "mnist-helpers tensorflow keras numpy pandas matplotlib seaborn "
    "scikit-learn scipy ipykernel"
).split()
# A lesson takes at most 2.5 GB; with less than this they run one by one.
FREE_GB_FOR_TWO = 8
# A tag of cells that measure speed: beside another lesson they would lie.
ALONE = "measures-speed"


def run_lessons(sources: Sequence[Path], language: str, outputs: Path) -> int:
    """Run lessons and write what came of it; returns the exit status."""
    started = datetime.now(timezone.utc).isoformat(timespec="seconds")
    entries = {}
    # Here and not where they run: the language is the process's.
    notebooks = {path: lesson.build(path, language) for path in sources}
    for group, workers in plan(sources):
        stop = Event()
        with ThreadPoolExecutor(workers) as pool:
            runs = [
                pool.submit(
                    run_lesson,
                    notebooks[source],
                    outputs / language / f"{source.stem}.ipynb",
                    stop,
                )
                for source in group
            ]
            try:
                for run in as_completed(runs):
                    entry = run.result()
                    entries[entry["lesson"]] = entry
                    # After each lesson: a stopped run keeps what it has.
                    path = outputs / "run.json"
                    update_run(path, language, entry, started)
            except BaseException:
                stop.set()
                pool.shutdown(cancel_futures=True)
                raise
    print_table([entries[source.stem] for source in sources])
    return int(any(entry["status"] != "ok" for entry in entries.values()))


def plan(sources: Sequence[Path]) -> list[tuple[list[Path], int]]:
    """Groups of lessons, and how many of each may run at a time."""
    alone = [path for path in sources if ALONE in path.read_text("utf-8")]
    others = [path for path in sources if path not in alone]
    free_gb = psutil.virtual_memory().available / 1e9
    two = free_gb >= FREE_GB_FOR_TWO and (os.cpu_count() or 1) > 1
    groups = [(others, 2 if two else 1), (alone, 1)]
    return [(group, workers) for group, workers in groups if group]


def run_lesson(notebook: NotebookNode, target: Path, stop: Event) -> dict:
    """Run one lesson and write it; returns its entry for `run.json`."""
    with (
        tempfile.TemporaryDirectory() as folder,
        tqdm(
            total=len(notebook.cells),
            desc=target.stem,
            unit="cell",
            leave=False,
            disable=None,  # in a log there are only the lines below
        ) as bar,
    ):
        log = Path(folder, "log.jsonl")
        execution = kernel.execute(
            notebook,
            log=log,
            on_cell=lambda i: bar.update(i - bar.n),
            stop=stop,
        )
        results = read_results(log)
    status = "failed" if execution.error else "ok"
    line = f"{target.stem:24} {status:6} {execution.seconds:5.0f} s"
    tqdm.write(line, file=sys.stderr)
    write_whole(target, nbformat.writes(notebook) + "\n")
    entry = {
        "lesson": target.stem,
        "status": status,
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
        entry["error"] = f"{target.stem}, {execution.error}"
    return entry


def update_run(path: Path, language: str, entry: dict, started: str) -> None:
    """Put one lesson's entry into `run.json`; other lessons' stay."""
    entries = {entry["lesson"]: entry}
    if path.exists():
        before = json.loads(path.read_text(encoding="utf-8"))
        if before["language"] == language:
            earlier = {old["lesson"]: old for old in before["lessons"]}
            entries = earlier | entries
    run = {
        "language": language,
        "started": started,
        "versions": describe_versions(),
        "hardware": ask_hardware(),
        "lessons": [entries[name] for name in sorted(entries)],
    }
    text = json.dumps(run, indent=2, ensure_ascii=False)
    write_whole(path, text + "\n")


def print_table(entries: Sequence[dict]) -> None:
    """Show lesson, status, seconds, peak MB and results of each entry."""
    columns = ["lesson", "status", "seconds", "peak_mb", "results"]
    table = pd.DataFrame(entries, columns=columns)
    table["results"] = [
        ", ".join(f"{name}={value}" for name, value in results.items())
        for results in table["results"]
    ]
    print("\n" + table.to_string(index=False))
    for entry in entries:
        if "error" in entry:
            print(f"\n{entry['error']}", file=sys.stderr)


def describe_versions() -> dict[str, str]:
    """Versions of Python and of the packages that decide a result."""
    installed = {each.name: each.version for each in distributions()}
    versions = {each: installed.get(each, "missing") for each in PACKAGES}
    return {"python": platform.python_version()} | versions


def read_results(log: Path) -> dict[str, object]:
    """The results a lesson appended to its log; the last of a name wins."""
    if not log.exists():
        return {}
    lines = log.read_text(encoding="utf-8").splitlines()
    entries = [json.loads(line) for line in lines if line.strip()]
    return {entry["name"]: entry["value"] for entry in entries}
