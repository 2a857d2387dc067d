"""A run as a file: what chapter 3 is written from, and nothing else.

In: what `record_run` stored, or its JSON file. Out: a `Run`, numbers and
texts alone.
"""

import base64
import json
from dataclasses import dataclass
from pathlib import Path

import numpy as np

from mnist_helpers.checks import refuse
from mnist_helpers.files import find_file, write_whole
from mnist_helpers.language import _

SCHEMA = 2
# What a run of this schema holds, down to the second level.
KEYS = {
    "data": "sha256 train test shape pixels dtype smallest largest ink image",
    "split": "validation train val sha256",
    "input": "shape dtype smallest largest mean",
    "model": "config compile parameters",
    "training": (
        "batch_size epochs epoch_of_weights steps rates history seconds"
    ),
    "validation": "interval confusion",
    "machine": (
        "operating_system processor cores memory_gb gpus python libraries"
    ),
}
OTHER_KEYS = (
    "schema made_on seed augmentation test openings experiment"
).split()


@dataclass(frozen=True)
class Run:
    """What `record_run` stored.

    facts: dicts, lists, numbers and texts; images in it are uint8 pixels in
    base64, which `unpack_images` reads.
    """

    facts: dict

    def to_json(self) -> str:
        """Return it as the text of its file."""
        return json.dumps(self.facts, ensure_ascii=False, indent=1) + "\n"

    def save(self, path: str | Path) -> None:
        """Write it to a JSON file, whole or not at all."""
        write_whole(path, self.to_json())

    def __repr__(self) -> str:
        return f"Run({self.facts['made_on']}, seed={self.facts['seed']})"


def load_run(path: str | Path) -> Run:
    """Read a run that `Run.save` wrote.

    Raises:
        FileNotFoundError: if there is no such file.
        ValueError: if it holds no run, or one of another version.
    """
    remedy = _("Make it again: run lesson 14, or record_run(...).save(path).")
    path = find_file(path, "path", remedy)
    try:
        facts = json.loads(path.read_text(encoding="utf-8"))
    except ValueError as error:
        received = _("a file that cannot be read: {error}", error=error)
        refuse("path", _("be the file of a run"), received, remedy)
    if not isinstance(facts, dict) or facts.get("schema") != SCHEMA:
        version = facts.get("schema") if isinstance(facts, dict) else None
        refuse(
            "path",
            _("be the file of a run, version {n}", n=SCHEMA),
            _("version {n}", n=version),
            remedy,
        )
    missing = [key for key in OTHER_KEYS if key not in facts]
    for key, parts in KEYS.items():
        part = facts.get(key)
        names = part if isinstance(part, dict) else {}
        missing += [f"{key}.{p}" for p in parts.split() if p not in names]
    if missing:
        refuse(
            "path",
            _("be the file of a run, whole"),
            _("one without {names}", names=", ".join(missing)),
            remedy,
        )
    return Run(facts)


def takes_one_hot(loss: str | dict) -> bool:
    """Whether a loss compares vectors of ten: all do but the sparse ones."""
    name = loss if isinstance(loss, str) else loss["class_name"]
    return not name.lower().startswith("sparse")


def pack_images(images: np.ndarray) -> str:
    """Return uint8 images as a text."""
    return base64.b64encode(images.tobytes()).decode()


def unpack_images(text: str) -> np.ndarray:
    """Return images of a run: uint8, shape (n, 28, 28)."""
    pixels = np.frombuffer(base64.b64decode(text), np.uint8)
    return pixels.reshape(-1, 28, 28)
