"""What lies in a class's folder, and whose it is: files, also in zips.

In: a folder, or a zip as Classroom and Moodle give it. Out: every file but
what editors and systems leave, with its student, date and content.
"""

import io
import re
import zipfile
from collections.abc import Iterator
from datetime import datetime
from pathlib import Path, PurePath
from typing import NamedTuple

MOST_BYTES = 50_000_000  # of a file, unpacked
LEFT = ("__MACOSX", "desktop.ini", "Thumbs.db")
END = re.compile(r"(?:\.ipynb(?:\.\w+)?|\.\w{1,5})$", re.IGNORECASE)


class HandedIn(NamedTuple):
    """A file: place in the folder, when it was saved, content or an error."""

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
        try:
            about = path.stat()
            if about.st_size > MOST_BYTES and path.suffix.lower() != ".zip":
                raise ValueError(f"over {MOST_BYTES / 1e6:.0f} MB")
            content = path.read_bytes()
        except (OSError, ValueError) as error:
            yield HandedIn(place, 0, error)
        else:
            yield from _open(place, about.st_mtime, content)


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
                if one.file_size > MOST_BYTES:
                    raise ValueError(f"{name}: over {MOST_BYTES / 1e6:.0f} MB")
                day = max(one.date_time, (1980, 1, 1, 0, 0, 0))  # not 0th
                saved = datetime(*day).timestamp()
                yield from _open(base / name, saved, packed.read(one))
    except Exception as error:  # broken, encrypted, of an odd kind
        yield HandedIn(place, when, error)
