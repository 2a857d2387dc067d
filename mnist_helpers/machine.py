"""What a run was made on, and whether this machine is fit for the course.

Out: DataFrames, for the reader and for the table of hardware and software
that chapter 3 asks for. TensorFlow is only asked for its version and GPUs.
"""

import os
import platform
import sys
from importlib.metadata import PackageNotFoundError, version
from pathlib import Path

import pandas as pd

from .data import verify_mnist
from .language import _, format_number

LIBRARIES = (
    "tensorflow",
    "keras",
    "numpy",
    "pandas",
    "matplotlib",
    "seaborn",
    "scikit-learn",
    "scipy",
    "ipywidgets",
)


def describe_machine() -> pd.DataFrame:
    """List the hardware and software, as chapter 3 wants them.

    Returns:
        A row for each item, one column with its value as text: operating
        system, processor, cores, memory in GB (10**9 bytes), GPU, Python
        and the libraries of the course.
    """
    memory = _memory_in_gb()
    rows = {
        _("operating system"): f"{platform.system()} {platform.release()}",
        _("processor"): _processor(),
        _("processor cores"): str(os.cpu_count()),
        _("memory"): _("unknown")
        if memory is None
        else f"{format_number(memory, 1)} GB",
        "GPU": ", ".join(_gpus()) or _("none"),
        "Python": platform.python_version(),
    } | {name: _version(name) for name in LIBRARIES}
    return _as_table(rows)


def check_machine() -> pd.DataFrame:
    """Check what the course needs, with a sentence for what is amiss.

    Returns:
        A row for each check, with whether it is fine ("✓" or "✗") and a
        remark: Python, TensorFlow, processor or GPU, memory, the data.
    """
    memory, gpus = _memory_in_gb(), _gpus()
    python_fits = (3, 10) <= sys.version_info < (3, 14)
    checks = {
        "Python": (
            python_fits,
            platform.python_version()
            if python_fits
            else _("Install Python 3.10, 3.11, 3.12 or 3.13."),
        ),
        "TensorFlow": _check_tensorflow(),
        _("processor or GPU"): (
            True,
            ", ".join(gpus) or _("No GPU: the course is made to run without."),
        ),
        _("memory"): (
            memory is None or memory >= 3.5,
            _("unknown")
            if memory is None
            else f"{format_number(memory, 1)} GB"
            + ("" if memory >= 3.5 else _(" is little: close programs.")),
        ),
        _("data"): _check_data(),
    }
    return pd.DataFrame(
        [("✓" if fine else "✗", remark) for fine, remark in checks.values()],
        index=pd.Index(checks, name=_("check")),
        columns=[_("fine"), _("remark")],
    )


def _as_table(rows: dict[str, str]) -> pd.DataFrame:
    return pd.DataFrame(
        rows.values(),
        index=pd.Index(rows, name=_("item")),
        columns=[_("this machine")],
    )


def _version(library: str) -> str:
    try:
        return version(library)
    except PackageNotFoundError:
        return _("not installed")


def _check_tensorflow() -> tuple[bool, str]:
    found = _version("tensorflow")
    parts = found.split(".")[:2]
    fits = all(p.isdigit() for p in parts) and (
        tuple(map(int, parts)) >= (2, 19)
    )
    remark = _(
        "{found}; the course needs 2.19 or newer: pip install -U tensorflow",
        found=found,
    )
    return fits, found if fits else remark


def _check_data() -> tuple[bool, str]:
    try:
        verify_mnist()
    except (OSError, ValueError) as error:
        return False, str(error)
    return True, _("four files, SHA-256 as published with the course")


def _gpus() -> list[str]:
    if _version("tensorflow") == _("not installed"):
        return []
    import tensorflow as tf

    devices = tf.config.list_physical_devices("GPU")
    details = [tf.config.experimental.get_device_details(d) for d in devices]
    return [detail.get("device_name", "GPU") for detail in details]


def _memory_in_gb() -> float | None:
    """Memory of the machine; None where the system doesn't tell."""
    try:
        pages, size = os.sysconf("SC_PHYS_PAGES"), os.sysconf("SC_PAGE_SIZE")
    except (AttributeError, ValueError, OSError):  # Windows has no sysconf
        return None
    return pages * size / 1e9


def _processor() -> str:
    names = Path("/proc/cpuinfo")
    if names.is_file():
        for line in names.read_text().splitlines():
            if line.startswith("model name"):
                return line.split(":", 1)[1].strip()
    return platform.processor() or platform.machine()
