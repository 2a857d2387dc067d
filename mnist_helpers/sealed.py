"""The test set under its seal, and the log of what a lesson measured.

In: why the test set is opened. Out: its images and labels, and a list of all
openings. Nothing here needs TensorFlow.
"""

import json
import os
from datetime import datetime, timezone
from pathlib import Path

import numpy as np
import pandas as pd

from .checks import refuse
from .data import add_channel, load_mnist, scale_pixels
from .evaluate import AccuracyInterval
from .files import write_whole
from .language import _

COLUMNS = ["time", "lesson", "reason"]


class SealedTest:
    """The test set, opened on request and never in silence.

    `openings` is a DataFrame of time (UTC), lesson and reason: all that were
    ever written to `file`, so a new kernel knows of them, too.

    Args:
        file: CSV where the openings are kept; it is made by the first. None
            keeps them as long as this object.

    Raises:
        ValueError: if `file` holds something else.

    Example:
        >>> sealed = SealedTest(file=None)
        >>> x_test, y_test = sealed.open(lesson="12", reason="to judge")
        >>> list(sealed.openings["reason"])
        ['to judge']
    """

    def __init__(
        self, file: str | Path | None = "outputs/test_set_openings.csv"
    ) -> None:
        self.file = None if file is None else Path(file)
        self._kept = pd.DataFrame(columns=COLUMNS)
        self._kept = self.openings

    @property
    def openings(self) -> pd.DataFrame:
        """All openings; read anew, since another kernel may write there."""
        if self.file is not None and self.file.exists():
            return _read_openings(self.file)
        return self._kept.copy()

    def open(
        self, *, lesson: str, reason: str, again: bool = False
    ) -> tuple[np.ndarray, np.ndarray]:
        """Return the test images and labels, and store why.

        Args:
            lesson: where it is opened.
            reason: what for.
            again: must be True once it was opened for another reason. The
                same lesson with the same reason may run anew: that is
                listed, and no second look.

        Returns:
            `(x_test, y_test)`: float32 (10000, 28, 28, 1), 0 to 1; uint8.

        Raises:
            ValueError: if it was opened for another reason already.
        """
        openings = self.openings
        before = openings[["lesson", "reason"]].to_numpy().tolist()
        if any(was != [lesson, reason] for was in before) and not again:
            refuse(
                "again",
                _("be True to open the test set once more"),
                again,
                _("Choose on validation data; the test set judges once."),
            )
        _train, (images, y_test) = load_mnist()
        now = datetime.now(timezone.utc).isoformat(timespec="seconds")
        openings.loc[len(openings)] = [now, lesson, reason]
        self._kept = openings
        if self.file is not None:
            write_whole(self.file, openings.to_csv(index=False))
        log_result("test_set_opened", openings.to_dict("records"))
        return add_channel(scale_pixels(images)), y_test


def _read_openings(file: Path) -> pd.DataFrame:
    try:
        openings = pd.read_csv(file, dtype=str, keep_default_na=False)
        found = list(openings)
    except (OSError, ValueError) as error:  # no text, no table
        found = [str(error)]
    if found != COLUMNS:
        refuse(
            "file",
            _("hold the openings of the test set: {columns}", columns=COLUMNS),
            f"{file.name}: {found}",
            _("Give another file, or delete it if you made it yourself."),
        )
    return openings


def log_result(name: str, value: object) -> None:
    """Write a result of a lesson to the log of its run, if there is one.

    The log is the file that the environment variable MNIST_COURSE_LOG names,
    a line of JSON for each result.

    Args:
        name: of the result, for example "test_accuracy".
        value: number, text, list, dict or AccuracyInterval.

    Example:
        >>> log_result("test_accuracy", 0.9918)
    """
    path = os.environ.get("MNIST_COURSE_LOG")
    if path is None:
        return
    if isinstance(value, AccuracyInterval):
        value = value._asdict()
    line = json.dumps(
        {"name": name, "value": value},
        ensure_ascii=False,
        default=lambda number: np.asarray(number).tolist(),  # NumPy's
    )
    with Path(path).open("a", encoding="utf-8") as file:
        file.write(line + "\n")
