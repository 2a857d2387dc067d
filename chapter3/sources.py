"""The works that chapter 3 may cite, as a list and as BibTeX.

Out: `Source`s by their key, in the language set: only "et al." and "n.d."
differ. They lie in `references.csv` and `references.bib`, in the order of a
reference list.
"""

import csv
from pathlib import Path

from mnist_helpers.language import _

from .blocks import Source

FOLDER = Path(__file__).parent


def list_sources() -> dict[str, Source]:
    """Return all works by key, in the order of a reference list."""
    words = {"etal": _("et al."), "nodate": _("n.d.")}
    entries = (FOLDER / "references.bib").read_text("utf-8").split("\n\n")
    with (FOLDER / "references.csv").open(
        encoding="utf-8", newline=""
    ) as file:
        return {
            row["key"]: Source(
                row["key"],
                row["short"].format(**words),
                row["full"].format(**words),
                bibtex,
            )
            for row, bibtex in zip(csv.DictReader(file), entries, strict=True)
        }
