"""What a run was made on, and whether this machine is fit for the course.

Out: facts as a dict, and DataFrames of them: the hardware and software that
chapter 3 asks for, and a check of what the course needs. TensorFlow is only
asked whether it starts, and for its GPUs.
"""

import os
import platform
import re
import subprocess
import sys
from importlib.metadata import (
    PackageNotFoundError,
    packages_distributions,
    version,
)
from pathlib import Path

import pandas as pd
from packaging.version import Version

from mnist_helpers.data import verify_mnist
from mnist_helpers.language import _, format_number

from .exercises.words import mark

LIBRARIES = (
    "tensorflow keras numpy pandas matplotlib seaborn scikit-learn scipy "
    "ipywidgets"
).split()
# A lesson takes at most 2.5 GB, some of which its kernel has by then.
LEAST_FREE_GB = 2.0


def describe_machine() -> pd.DataFrame:
    """List the hardware and software, as chapter 3 wants them.

    Returns:
        A row for each item, one column "this machine" with its value:
        operating system, processor, cores, memory in GB (10**9 bytes), GPU,
        Python and the libraries of the course.
    """
    return tabulate_machine(ask_machine())


def ask_hardware() -> dict:
    """Ask which computer this is; quick, since TensorFlow is left alone.

    Returns:
        `operating_system`, `processor`, `cores`, `memory_gb` (10**9 bytes).
    """
    return {
        "operating_system": _operating_system(),
        "processor": _processor(),
        "cores": os.cpu_count() or 1,
        "memory_gb": round(_memory_in_gb()[0], 1),
    }


def ask_machine() -> dict:
    """Ask the machine what it is, in words that no language changes.

    Returns:
        What `ask_hardware` does, with `gpus` (names), `python`, and
        `libraries`: the version of each, None if it is not installed.
    """
    return ask_hardware() | {
        "gpus": _gpus(),
        "python": platform.python_version(),
        "libraries": {name: find_version(name) for name in LIBRARIES},
    }


def tabulate_machine(facts: dict) -> pd.DataFrame:
    """Return the facts of `ask_machine` as `describe_machine` shows them."""
    rows = {
        "operating system": facts["operating_system"],
        "processor": facts["processor"],
        "processor cores": facts["cores"],
        "memory (GB)": facts["memory_gb"],
        "GPU": ", ".join(facts["gpus"]) or "none",
        "Python": facts["python"],
    }
    for name, number in facts["libraries"].items():
        rows[name] = number or "not installed"
    return pd.DataFrame(
        {"this machine": pd.Series(rows, dtype=object)}
    ).rename_axis("item")


def check_machine() -> pd.DataFrame:
    """Check what the course needs, with a sentence for what is wrong.

    Returns:
        A row for each check, with whether it is fine ("✓" or "✗"; in a
        terminal that can't write them "OK" or "!") and a remark: Python,
        TensorFlow, processor or GPU, Keras's settings, memory, the data.
    """
    checks = {
        "Python": _check_python,
        "TensorFlow": _check_tensorflow,
        "processor or GPU": _check_gpus,
        "Keras settings": _check_keras,
        "memory": _check_memory,
        "data": _check_data,
    }
    rows = {}
    for name, check in checks.items():
        try:
            fine, remark = check()
        except Exception as error:  # whatever is broken is a row
            fine, remark = False, str(error)
        rows[name] = mark(fine), remark
    return pd.DataFrame.from_dict(
        rows, orient="index", columns=["fine", "remark"]
    ).rename_axis("check")


def find_version(library: str) -> str | None:
    """The version installed, under whatever name: tensorflow-cpu, too."""
    try:
        return version(library)
    except PackageNotFoundError:
        module = {"scikit-learn": "sklearn"}.get(library, library)
        others = packages_distributions().get(module)
        return version(others[0]) if others else None


def _check_python() -> tuple[bool, str]:
    if (3, 10) <= sys.version_info < (3, 14):
        return True, platform.python_version()
    return False, _("Install Python 3.10, 3.11, 3.12 or 3.13.")


def _check_tensorflow() -> tuple[bool, str]:
    installed = find_version("tensorflow")
    if Version(installed or "0") < Version("2.19"):
        return False, _(
            "{version}; the course needs 2.19 or newer: "
            "pip install -U tensorflow",
            version=installed or _("not installed"),
        )
    try:
        import tensorflow  # noqa: F401
    except Exception as error:  # what a broken installation raises varies
        return False, _(
            "{version} is there but does not start: {error}. Install it "
            "anew: pip install --force-reinstall tensorflow. On Windows it "
            "also needs the Microsoft Visual C++ Redistributable.",
            version=installed,
            error=error,
        )
    return True, str(installed)


def _check_gpus() -> tuple[bool, str]:
    names = ", ".join(_gpus())
    return True, names or _("No GPU: the course is made to run without.")


def _check_keras() -> tuple[bool, str]:
    """What keras.json and KERAS_BACKEND say, which the lessons rely on."""
    import keras

    wanted = {
        "backend": "tensorflow",
        "image_data_format": "channels_last",
        "floatx": "float32",
    }
    for name, value in wanted.items():
        found = getattr(keras.config, name)()
        if found != value:
            return False, _(
                "{name} is {found}; the lessons need {value}: "
                "keras.config.set_{name}({value!r}), or change it in "
                "{file}, and restart.",
                name=name,
                found=found,
                value=value,
                file=Path("~", ".keras", "keras.json"),
            )
    return True, ", ".join(wanted.values())


def _check_memory() -> tuple[bool, str]:
    total, free = _memory_in_gb()
    sizes = {"total": format_number(total, 1), "free": format_number(free, 1)}
    if free >= LEAST_FREE_GB:
        return True, _("{total} GB, {free} GB of it free", **sizes)
    return False, _(
        "{total} GB, only {free} GB of it free: close other programs "
        "and notebooks.",
        **sizes,
    )


def _check_data() -> tuple[bool, str]:
    verify_mnist()
    return True, _("four files, SHA-256 as published with the course")


def _gpus() -> list[str]:
    try:
        import tensorflow as tf
    except Exception:  # what a broken installation raises varies
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
    """The processor's name as its maker writes it, where that is known."""
    if sys.platform == "win32":
        import winreg

        place = r"HARDWARE\DESCRIPTION\System\CentralProcessor\0"
        with winreg.OpenKey(winreg.HKEY_LOCAL_MACHINE, place) as key:
            return winreg.QueryValueEx(key, "ProcessorNameString")[0].strip()
    if sys.platform == "darwin":
        ask = ["sysctl", "-n", "machdep.cpu.brand_string"]
        return subprocess.check_output(ask, text=True).strip()
    file = Path("/proc/cpuinfo")
    first = file.read_text().partition("\n\n")[0] if file.is_file() else ""
    known = dict(re.findall(r"^(.+?)\s*: (.+)$", first, re.M))
    name = known.get("model name", "")
    # In a cloud the maker alone may stand there: "AMD EPYC".
    if name and not any(sign.isdigit() for sign in name):
        parts = ("cpu family", "model", "stepping")
        shown = ", ".join(f"{part} {known.get(part)}" for part in parts)
        name = f"{name} ({shown})"
    return name or platform.processor() or platform.machine()
