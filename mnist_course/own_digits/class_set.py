"""Join what the students of a class wrote to one set of digits.

In: files of digits, one or more for each writer, named by a code. Out: the
digits as arrays with their writers, a manifest of what came from which file,
and the formats that other programs read.
"""

import io
import re
import zipfile
from collections.abc import Iterable
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import numpy as np
import pandas as pd

from mnist_helpers.checks import refuse, verify_images, verify_labels
from mnist_helpers.files import write_whole
from mnist_helpers.language import _

MOST_BYTES = 50_000_000  # of a file, unpacked: 60,000 digits and more
UNWRITABLE = re.compile(r"[\x00-\x08\x0b-\x1f\x7f\ud800-\udfff\ufffe\uffff]")
CODE = re.compile(r"(?=.*\d)[A-Za-z0-9_-]{1,12}")


@dataclass(frozen=True)
class ClassSet:
    """Digits with their writers.

    images: uint8 (n, 28, 28), 0 paper to 255 ink; labels: uint8 (n,), 0 to 9;
    writers: codes, str (n,); manifest: DataFrame with a row for each file:
    file, writer, digits in it, digits kept, and what is wrong with it.
    """

    images: np.ndarray
    labels: np.ndarray
    writers: np.ndarray
    manifest: pd.DataFrame


def save_digits(
    path: str | Path, images: np.ndarray, labels: np.ndarray, *, writer: str
) -> None:
    """Write one writer's digits to a file that `join_digits` reads.

    Args:
        path: of the file, ending in ".npz".
        images: uint8 (n, 28, 28), as `prepare_digit` makes them.
        labels: integer array of shape (n,): what was meant, 0 to 9.
        writer: a code of 1 to 12 letters, numbers, "-" and "_", with at
            least one number in it; never a name.

    Raises:
        TypeError, ValueError: if an argument breaks these rules.

    Example:
        >>> import mnist_helpers as mh
        >>> (images, labels), _test = mh.load_mnist()
        >>> save_digits("w07.npz", images[:10], labels[:10], writer="W07")
    """
    _verify_digits(images, labels)
    if not isinstance(writer, str) or not CODE.fullmatch(writer):
        remedy = _(
            "1 to 12 letters, numbers, - and _, with a number in it: a code "
            "that tells nobody who it is."
        )
        refuse("writer", _("be a code such as W07"), repr(writer), remedy)
    if Path(path).suffix != ".npz":
        remedy = _("Write {example}.", example=f'"{writer.lower()}.npz"')
        refuse("path", _("end in .npz"), Path(path).name, remedy)
    labels = labels.astype(np.uint8)
    write_whole(path, _pack(images=images, labels=labels, writer=writer))


def join_digits(files: str | Path | Iterable[str | Path]) -> ClassSet:
    """Read the files of a class and join them.

    Args:
        files: a folder, whose ".npz" files are read in the order of their
            names, also those of folders in it; or the files.

    Returns:
        A ClassSet. A digit that came before, pixel by pixel, is left out, and
        so is a file that cannot be read; the manifest says which and why.

    Raises:
        ValueError: if no file holds a digit.

    Example:
        >>> joined = join_digits("class_digits")
        >>> joined.manifest
    """
    if isinstance(files, str | Path):
        folder = Path(files)
        places = sorted(p.relative_to(folder) for p in folder.rglob("*.npz"))
        # Not what a Mac leaves beside them.
        hidden = re.compile(r"(^|/)(\.|__MACOSX)").search
        files = [folder / p for p in places if not hidden(p.as_posix())]
    rows, parts, seen = [], [], set()
    for path in map(Path, files):
        row = {"file": path.name, "writer": "", "digits": 0, "kept": 0}
        try:
            images, labels, writer = _read_digits(path)
        except Exception as error:  # one bad file never ends a class
            rows.append(row | {"problem": str(error)})
            continue
        kept = []
        for number, content in enumerate(map(bytes, images)):
            if content not in seen:
                seen.add(content)
                kept.append(number)
        parts.append((images[kept], labels[kept], [writer] * len(kept)))
        row |= {"writer": writer, "digits": len(images), "kept": len(kept)}
        again = len(images) - len(kept)
        note = _("{number} came before", number=again) if again else ""
        rows.append(row | {"problem": note})
    if not seen:
        refuse(
            "files",
            _("hold digits that save_digits wrote"),
            "; ".join(f"{r['file']}: {r['problem']}" for r in rows[:3])
            or _("no .npz file"),
            _("Name the folder with the class's files."),
        )
    images, labels, writers = (
        np.concatenate(some) for some in zip(*parts, strict=True)
    )
    return ClassSet(images, labels, writers.astype(str), pd.DataFrame(rows))


def export_digits(joined: ClassSet, folder: str | Path) -> list[str]:
    """Write a class's set for other programs.

    Args:
        joined: what `join_digits` returned.
        folder: where the files go; it is made if it is not there.

    Returns:
        The names of the files: NPZ for NumPy; a CSV file with writer, label
        and 784 pixels in each row; and the manifest.

    Example:
        >>> export_digits(join_digits("class_digits"), "class_set")
        ['class_digits.npz', 'class_digits.csv', 'manifest.csv']
    """
    flat = joined.images.reshape(-1, 784)
    table = pd.DataFrame(flat).add_prefix("pixel_")
    table.insert(0, "label", joined.labels)
    table.insert(0, "writer", joined.writers)
    contents = {
        "class_digits.npz": _pack(
            images=joined.images, labels=joined.labels, writers=joined.writers
        ),
        "class_digits.csv": table.to_csv(index=False),
        "manifest.csv": joined.manifest.map(make_harmless).to_csv(index=False),
    }
    for name, content in contents.items():
        write_whole(Path(folder, name), content)
    return [*contents]


def make_harmless(value: object) -> object:
    """A text that no spreadsheet takes for a formula, or stumbles over."""
    if not isinstance(value, str):
        return value
    text = UNWRITABLE.sub("", value)[:2000]
    return f"'{text}" if text[:1] in ("=", "+", "-", "@", "\t") else text


def _pack(**arrays: Any) -> bytes:
    file = io.BytesIO()
    np.savez_compressed(file, **arrays)
    return file.getvalue()


def _read_digits(path: Path) -> tuple[np.ndarray, np.ndarray, str]:
    """One file's images, labels and writer, or an error that says why not."""
    found: dict[str, np.ndarray] = {}
    try:
        with zipfile.ZipFile(path) as packed:
            size = sum(member.file_size for member in packed.infolist())
        if size <= MOST_BYTES:
            with np.load(path, allow_pickle=False) as arrays:
                found.update(arrays)
    except ValueError as error:
        raise ValueError(_("it holds no plain arrays")) from error
    except Exception as error:  # a broken file breaks in its own way
        raise ValueError(_("no such file, or a broken one")) from error
    if size > MOST_BYTES:
        raise ValueError(_("too large"))
    if missing := {"images", "labels", "writer"} - found.keys():
        names = ", ".join(sorted(missing))
        raise ValueError(_("without {names}", names=names))
    images, labels = found["images"], found["labels"]
    _verify_digits(images, labels)
    writer = str(found["writer"])
    if not CODE.fullmatch(writer):  # which is not repeated: it may be a name
        raise ValueError(_("the writer is no code such as W07"))
    return images, labels.astype(np.uint8), writer.upper()  # W07 is w07


def _verify_digits(images: np.ndarray, labels: np.ndarray) -> None:
    verify_images(images, ndim=(3,))
    verify_labels(labels, length=len(images))
    if images.dtype != np.uint8:
        rule = _("hold whole numbers, 0 to 255")
        remedy = _("Give the images as prepare_digit returns them.")
        refuse("images", rule, images.dtype, remedy)
