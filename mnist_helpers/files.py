"""Find files, and write them whole or not at all."""

import os
from pathlib import Path

from .checks import refuse
from .language import _


def find_file(path: str | Path, name: str, remedy: str = "") -> Path:
    """Return the path of a file that an argument names, or say the remedy."""
    path = Path(path)
    if not path.is_file():
        remedy = remedy or _("Look for its name and folder.")
        rule, error = _("name a file"), FileNotFoundError
        refuse(name, rule, path.name, remedy, error=error)
    return path


def write_whole(path: str | Path, content: str | bytes) -> None:
    """Write a file whole, text as UTF-8, or not at all; make its folder."""
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
