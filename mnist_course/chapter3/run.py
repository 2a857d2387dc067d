"""A run as a file: what chapter 3 is written from, and nothing else.

In: what `record_run` stored, or its JSON file. Out: a `Run`, numbers and
texts alone.
"""

import base64
import json
from dataclasses import dataclass
from pathlib import Path
from reprlib import repr as shorten

import numpy as np

from mnist_helpers.checks import refuse
from mnist_helpers.files import find_file, write_whole
from mnist_helpers.language import _

SCHEMA = 2
PARTS = frozenset(
    "schema made_on seed machine data split input augmentation model "
    "training validation test experiment openings".split()
)


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
        received = shorten(facts)
    except ValueError as error:
        facts, received = None, str(error)
    if isinstance(facts, dict) and facts.get("schema") == SCHEMA:
        missing = ", ".join(sorted(PARTS - facts.keys()))
        received = missing and _("one without {names}", names=missing)
    if received:
        rule = _("be the whole file of a run, version {n}", n=SCHEMA)
        refuse("path", rule, received, remedy)
    return Run(facts)


def name_class(given: str | dict) -> str:
    """Return the name of a loss or an activation, as Keras stores it."""
    return given if isinstance(given, str) else given["class_name"]


def takes_one_hot(loss: str | dict) -> bool:
    """Whether a loss compares vectors of ten: all do but the sparse ones."""
    return not name_class(loss).lower().startswith("sparse")


def pack_images(images: np.ndarray) -> str:
    """Return uint8 images as a text."""
    return base64.b64encode(images.tobytes()).decode()


def unpack_images(text: str) -> np.ndarray:
    """Return images of a run: uint8, shape (n, 28, 28)."""
    pixels = np.frombuffer(base64.b64decode(text), np.uint8)
    return pixels.reshape(-1, 28, 28)
