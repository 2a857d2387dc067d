"""What a run was made on, and whether this machine is fit for the course.

Out: DataFrames, for the reader and for the table of hardware and software
that chapter 3 asks for. TensorFlow is only asked whether it starts, for its
version and for its GPUs.
"""

import os
import platform
import subprocess
import sys
from importlib.metadata import PackageNotFoundError, version
from pathlib import Path
from types import ModuleType

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
# A lesson takes at most 2.5 GB, some of which its kernel has by then.
LEAST_FREE_GB = 2.0


def describe_machine() -> pd.DataFrame:
    """List the hardware and software, as chapter 3 wants them.

    Returns:
        A row for each item, one column with its value as text: operating
        system, processor, cores, memory in GB (10**9 bytes), GPU, Python
        and the libraries of the course.
    """
    return tabulate_machine(ask_machine())


def ask_machine() -> dict:
    """Ask the machine what it is, in words that no language changes.

    Returns:
        `operating_system`, `processor`, `cores`, `memory_gb` (10**9 bytes),
        `gpus` (names), `python`, and `libraries`: the version of each, None
        if it is not installed.
    """
    total, _free = _memory_in_gb()
    return {
        "operating_system": _operating_system(),
        "processor": _processor(),
        "cores": os.cpu_count(),
        "memory_gb": round(total, 1),
        "gpus": _gpus(),
        "python": platform.python_version(),
        "libraries": {name: _installed(name) for name in LIBRARIES},
    }


def tabulate_machine(facts: dict) -> pd.DataFrame:
    """Return what `ask_machine` found as `describe_machine` shows it."""
    rows = {
        _("operating system"): facts["operating_system"],
        _("processor"): facts["processor"],
        _("processor cores"): str(facts["cores"]),
        _("memory"): f"{format_number(facts['memory_gb'], 1)} GB",
        "GPU": ", ".join(facts["gpus"]) or _("none"),
        "Python": facts["python"],
    } | {
        name: found or _("not installed")
        for name, found in facts["libraries"].items()
    }
    return pd.DataFrame(
        rows.values(),
        index=pd.Index(rows, name=_("item")),
        columns=[_("this machine")],
    )


def check_machine() -> pd.DataFrame:
    """Check what the course needs, with a sentence for what is amiss.

    Returns:
        A row for each check, with whether it is fine ("✓" or "✗") and a
        remark: Python, TensorFlow, processor or GPU, memory, the data.
    """
    gpus = _gpus()
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
        _("memory"): _check_memory(),
        _("data"): _check_data(),
    }
    return pd.DataFrame(
        [("✓" if fine else "✗", remark) for fine, remark in checks.values()],
        index=pd.Index(checks, name=_("check")),
        columns=[_("fine"), _("remark")],
    )


def _installed(library: str) -> str | None:
    try:
        return version(library)
    except PackageNotFoundError:
        return None


def _version(library: str) -> str:
    return _installed(library) or _("not installed")


def _check_tensorflow() -> tuple[bool, str]:
    found = _version("tensorflow")
    parts = found.split(".")[:2]
    if not all(p.isdigit() for p in parts) or (
        tuple(map(int, parts)) < (2, 19)
    ):
        return False, _(
            "{found}; the course needs 2.19 or newer: "
            "pip install -U tensorflow",
            found=found,
        )
    _module, error = _import_tensorflow()
    if error:
        return False, _(
            "{found} is there but does not start: {error}. Install it anew: "
            "pip install --force-reinstall tensorflow. On Windows it also "
            "needs the Microsoft Visual C++ Redistributable.",
            found=found,
            error=error,
        )
    return True, found


def _import_tensorflow() -> tuple[ModuleType | None, Exception | None]:
    """TensorFlow, or the error that it begins with."""
    try:
        import tensorflow
    except Exception as error:  # what a broken installation raises varies
        return None, error
    return tensorflow, None


def _check_memory() -> tuple[bool, str]:
    total, free = _memory_in_gb()
    sizes = {"total": format_number(total, 1), "free": format_number(free, 1)}
    if free < LEAST_FREE_GB:
        return False, _(
            "{total} GB, only {free} GB of it free: close other programs "
            "and notebooks.",
            **sizes,
        )
    return True, _("{total} GB, {free} GB of it free", **sizes)


def _check_data() -> tuple[bool, str]:
    try:
        verify_mnist()
    except (OSError, ValueError) as error:
        return False, str(error)
    return True, _("four files, SHA-256 as published with the course")


def _gpus() -> list[str]:
    tf, _error = _import_tensorflow()
    if tf is None:
        return []
    devices = tf.config.list_physical_devices("GPU")
    details = [tf.config.experimental.get_device_details(d) for d in devices]
    return [detail.get("device_name", "GPU") for detail in details]


def _memory_in_gb() -> tuple[float, float]:
    """Memory of the machine and how much of it programs can still have."""
    import psutil  # each Jupyter kernel brings it

    memory = psutil.virtual_memory()
    return memory.total / 1e9, memory.available / 1e9


def _operating_system() -> str:
    try:
        return platform.freedesktop_os_release()["PRETTY_NAME"]
    except OSError:  # no Linux
        return f"{platform.system()} {platform.release()}"


def _processor() -> str:
    """The processor's name as its maker writes it, where that is told."""
    if sys.platform == "win32":
        import winreg

        place = r"HARDWARE\DESCRIPTION\System\CentralProcessor\0"
        with winreg.OpenKey(winreg.HKEY_LOCAL_MACHINE, place) as key:
            return winreg.QueryValueEx(key, "ProcessorNameString")[0].strip()
    if sys.platform == "darwin":
        ask = ["sysctl", "-n", "machdep.cpu.brand_string"]
        return subprocess.check_output(ask, text=True).strip()
    names = Path("/proc/cpuinfo")
    if names.is_file():
        for line in names.read_text().splitlines():
            if line.startswith("model name"):
                return line.split(":", 1)[1].strip()
    return platform.processor() or platform.machine()
