"""What lies in a class's folder, and whose it is: files, also in zips.

In: a folder, or a zip as Classroom and Moodle give it. Out: every file but
what editors and systems leave, with its student, its date and a notebook's
content, one after the other.
"""

import io
import re
import zipfile
from collections.abc import Iterator
from datetime import datetime
from pathlib import Path, PurePath
from typing import NamedTuple

MOST_BYTES = 50_000_000  # of a file, unpacked; words.json says it, too
LEFT = ("__MACOSX", "desktop.ini", "Thumbs.db")
# Also one to which a browser or a mail has added an end.
NOTEBOOK = re.compile(r"\.ipynb(?:\.txt|\.json)?$", re.IGNORECASE)
END = re.compile(r"(?:\.ipynb(?:\.\w+)?|\.\w{1,5})$", re.IGNORECASE)


class HandedIn(NamedTuple):
    """A file: place in the folder, when it was saved, content or an error.

    Errors of our own are names of `collect`'s words.
    """

    place: PurePath
    when: float
    content: bytes | Exception

    @property
    def student(self) -> str:
        """Whose it is: the name of the folder, or of a file in none."""
        first = self.place.parts[0]
        return first if len(self.place.parts) > 1 else END.sub("", first)


def list_files(folder: Path) -> Iterator[HandedIn]:
    if folder.is_file():
        yield from _open(PurePath(folder.name), 0, folder.read_bytes())
        return
    for path in sorted(folder.rglob("*")):
        place = path.relative_to(folder)
        if _is_left(place) or path.is_symlink() or not path.is_file():
            continue
        about = path.stat()
        try:
            _verify(place, about.st_size)
            content = path.read_bytes()
        except (OSError, ValueError) as error:
            yield HandedIn(place, about.st_mtime, error)
        else:
            yield from _open(place, about.st_mtime, content)


def _verify(place: PurePath, size: int) -> None:
    """Refuse what is no notebook and no zip of some, or too large."""
    zipped = place.suffix.lower() == ".zip"
    if not zipped and not NOTEBOOK.search(place.name):
        raise ValueError("no_notebook")
    if size > MOST_BYTES and not zipped:
        raise ValueError("too_large")


def _is_left(place: PurePath) -> bool:
    """Whether an editor or a system has left it there."""
    return any(part.startswith((".", *LEFT)) for part in place.parts)


def _open(place: PurePath, when: float, content: bytes) -> Iterator[HandedIn]:
    """The file, or what lies in it if it is a zip."""
    if place.suffix.lower() != ".zip":
        yield HandedIn(place, when, content)
        return
    try:
        with zipfile.ZipFile(io.BytesIO(content)) as packed:
            members = {
                PurePath(one.filename): one
                for one in packed.infolist()
                if not one.is_dir() and not _is_left(PurePath(one.filename))
            }
            # A class's zip has a folder for each student, a student's none.
            folders = {m.parts[0] for m in members if len(m.parts) > 1}
            several = len(folders) > 1 and len(place.parts) == 1
            base = place.parent if several else place.with_suffix("")
            for name, one in members.items():
                day = max(one.date_time, (1980, 1, 1, 0, 0, 0))  # not 0th
                saved = datetime(*day).timestamp()
                try:
                    _verify(name, one.file_size)
                    content = packed.read(one)
                except Exception as error:  # that one, not all of the zip
                    yield HandedIn(base / name, saved, error)
                else:
                    yield from _open(base / name, saved, content)
    except Exception as error:  # broken, encrypted, of an odd kind
        yield HandedIn(place, when, error)
