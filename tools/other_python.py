"""Find a Python of another version, or unpack Debian's.

In: a version such as (3, 13). Out: the words of a command that starts it. On
the PATH and among pyenv's it is tried out, since a shim can be there and not
work. Else Debian trixie, which has 3.13, is unpacked once into a folder, and
the command begins with a mount namespace of its own in which that system's
`/usr` lies over this one's: settings, certificates, devices and the project
are all where they were. Standard library only.
"""

import os
import shutil
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

# What an environment with the course's libraries needs of its Python.
TRY = "import ctypes, lzma, sqlite3, ssl, sys, venv; print(sys.version)"
TRIXIE = (3, 13)
PACKAGES = "python3.13,python3.13-venv,ca-certificates,git,libgomp1,libstdc++6"
ENTER = 'mount --bind "$0/usr" /usr && exec "$@"'


def find(version: tuple[int, int], folder: Path) -> list[str]:
    """The words of a command that starts this version of Python.

    folder: where Debian is unpacked if no other is there.

    Raises: OSError, in both languages, if none can be had.
    """
    name = "python{}.{}".format(*version)
    for python in list_candidates(name):
        if works([python], version):
            return [python]
    if version != TRIXIE or not can_unpack():
        raise OSError(
            f"This needs a {name} that works; there is none on the PATH. "
            "Install it, or, on Linux as root, the package mmdebstrap.\n"
            f"Ini memerlukan {name} yang berfungsi; di PATH tidak ada. "
            "Pasang Python itu, atau, di Linux sebagai root, paket "
            "mmdebstrap."
        )
    root = unpack(folder / "trixie")
    command = ["unshare", "--mount", "sh", "-c", ENTER, str(root)]
    command.append(f"/usr/bin/{name}")
    if not works(command, version):
        raise OSError(
            f"{name} of Debian trixie does not start over this system.\n"
            f"{name} dari Debian trixie tidak dapat dijalankan di sistem ini."
        )
    return command


def list_candidates(name: str) -> Iterator[str]:
    """Where a Python of that name may be."""
    for folder in os.get_exec_path():
        found = shutil.which(name, path=folder)
        if found:
            yield found
    versions = Path(os.environ.get("PYENV_ROOT", Path.home() / ".pyenv"))
    short = name.removeprefix("python")
    for path in sorted(versions.glob(f"versions/{short}*/bin/{name}")):
        yield str(path)


def works(command: list[str], version: tuple[int, int]) -> bool:
    """Whether a command starts that Python, whole."""
    try:
        done = subprocess.run(
            [*command, "-c", TRY], capture_output=True, text=True
        )
    except OSError:
        return False
    return done.returncode == 0 and done.stdout.startswith(
        "{}.{}.".format(*version)
    )


def can_unpack() -> bool:
    """Whether Debian can be unpacked and entered here.

    Its `/usr` can stand in only where `/lib` and `/bin` lie in `/usr` too.
    """
    return (
        sys.platform == "linux"
        and os.geteuid() == 0
        and Path("/lib").resolve() == Path("/usr/lib")
        and all(map(shutil.which, ("mmdebstrap", "unshare")))
    )


def unpack(root: Path) -> Path:
    """Unpack Debian trixie with Python and what its libraries need."""
    if root.exists():
        return root
    part = root.with_name(root.name + ".part")
    shutil.rmtree(part, ignore_errors=True)
    part.parent.mkdir(parents=True, exist_ok=True)
    command = ["mmdebstrap", "--quiet", "--variant=essential"]
    command += [f"--include={PACKAGES}", "trixie", str(part)]
    if subprocess.run(command).returncode:
        raise OSError(
            "mmdebstrap could not unpack Debian trixie; its message is "
            "above.\nmmdebstrap tidak dapat membongkar Debian trixie; "
            "pesannya ada di atas."
        )
    part.rename(root)
    return root
