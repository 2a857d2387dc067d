"""Find files, and write them whole or not at all."""

import os
from pathlib import Path

from .checks import refuse
from .language import _


def find_file(path: str | Path, name: str, remedy: str = "") -> Path:
    """Return the path of a file that an argument names.

    Raises:
        FileNotFoundError: if there is none; it says the remedy.
    """
    path = Path(path)
    if not path.is_file():
        remedy = remedy or _("Look for its name and folder.")
        rule, error = _("name a file"), FileNotFoundError
        refuse(name, rule, path.name, remedy, error=error)
    return path


def write_whole(path: str | Path, content: str | bytes) -> None:
    """Write a file whole or, if that is interrupted, not at all.

    Args:
        path: of the file; its folder is made if it is not there.
        content: text (written as UTF-8, lines ended by \\n) or bytes.
    """
    path = Path(path)
    path.parent.mkdir(parents=True, exist_ok=True)
    part = path.with_name(f".{path.name}.{os.getpid()}.part")
    if isinstance(content, str):
        content = content.encode()
    try:
        part.write_bytes(content)
        os.replace(part, path)
    finally:
        part.unlink(missing_ok=True)
