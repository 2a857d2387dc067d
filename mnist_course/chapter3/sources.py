"""The works that the chapters may cite: `references.csv` and `.bib`.

Out: each work by its key, in the order of a reference list and in the
language set: only "et al.", "n.d." and "In" differ.
"""

import csv
from pathlib import Path

from mnist_helpers.language import _

FOLDER = Path(__file__).parent


def list_sources() -> dict[str, dict[str, str]]:
    """Return "short", "full" (Markdown) and "bibtex" of each work, by key."""
    words = {"etal": _("et al."), "nodate": _("n.d."), "in": _("In")}
    entries = (FOLDER / "references.bib").read_text("utf-8").split("\n\n")
    with (FOLDER / "references.csv").open(
        encoding="utf-8", newline=""
    ) as file:
        return {
            row["key"]: {
                "short": row["short"].format(**words),
                "full": row["full"].format(**words),
                "bibtex": entry.strip(),
            }
            for row, entry in zip(csv.DictReader(file), entries, strict=True)
        }
