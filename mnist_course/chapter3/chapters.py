"""Both chapters filled from a run, and where they answer which comment.

In: a `Run`, interviews. Out: filled templates; tables of answers and of gaps.
"""

import re
from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import Any

import pandas as pd

from mnist_helpers.checks import refuse, refuse_kind
from mnist_helpers.files import find_file
from mnist_helpers.language import _

from .facts import describe
from .interviews import Interview
from .run import Run
from .sources import list_sources
from .tables import Drawings, list_drawings
from .template import Filled, fill, read_template

CHAPTERS = {"bab_3": 3, "bab_4": 4}
GAP = re.compile(r"\\\[(?:fill in|isi): (.*?)\\\]")  # in both languages
# Where each of the supervisor's comments is answered, by the templates' keys.
ANSWERS = {
    1: "collection counts counts_figure",
    2: "interviews interviewees summaries",
    3: "augmentation_part augmentation before_after counts_augmented ink",
    4: "cnn_steps design architecture layers settings",
    5: "data_steps preparation split",
    6: "pixels_section pixels image",
}


def fill_chapters(
    run: Run, interviews: Sequence[Interview], templates: Mapping[str, str]
) -> tuple[dict[str, Filled], Drawings]:
    """Return both chapters filled, and what draws their figures."""
    facts = describe(run, interviews)
    drawings = list_drawings(run.facts, facts)
    filled: dict[str, Filled] = {}
    known: dict[str, str] = {}
    for name, chapter in CHAPTERS.items():
        filled[name] = fill(
            templates[name] if name in templates else read_template(name),
            facts,
            chapter=chapter,
            figures=drawings,
            sources=list_sources(),
            known=known,
        )
        known |= filled[name].numbers
    return filled, drawings


def answer_comments(
    run: Run, interviews: Sequence[Interview] | None = None
) -> pd.DataFrame:
    """Say where chapter 3 answers each of the supervisor's six comments.

    Returns:
        A row for each comment, 1 to 6: its "section", "tables" and
        "figures", as the chapter numbers them, in the language set.
    """
    filled, _drawings = fill_chapters(run, verify_inputs(run, interviews), {})
    numbers = filled["bab_3"].numbers
    words = {"section": _("Section"), "tables": _("Table")}
    words["figures"] = _("Figure")
    rows = {}
    for comment, keys in ANSWERS.items():
        names = [numbers[key] for key in keys.split() if key in numbers]
        rows[comment] = {
            title: ", ".join(
                name.removeprefix(f"{word} ")
                for name in names
                if name.startswith(word)
            )
            or "–"
            for title, word in words.items()
        }
    table = pd.DataFrame.from_dict(rows, orient="index")
    return table.rename_axis("comment")


def list_gaps(folder: str | Path) -> pd.DataFrame:
    """List what is still to be filled in: "[fill in: ...]" or "[isi: ...]".

    Args:
        folder: where `write_chapter` wrote to. Its Markdown files are read,
            so gaps that were filled in there are gone.

    Returns:
        A row for each gap: "section", by its number, and "gap".
    """
    rows = []
    for name in CHAPTERS:
        path = Path(folder, f"{name}.md")
        section = ""
        for line in read_text(path, "folder").splitlines():
            if number := re.match(r"#+ ([\d.]+\d)", line):
                section = number[1]
            for gap in GAP.findall(line):
                rows.append((section, gap))
    return pd.DataFrame(rows, columns=["section", "gap"])


def verify_inputs(run: object, interviews: Any) -> list[Interview]:
    """Refuse what is no run, or no interviews; return these as a list."""
    if not isinstance(run, Run):
        remedy = _("Make it with record_run(...), or load_run(path).")
        refuse_kind("run", _("be a Run"), run, remedy)
    if not all(isinstance(each, Interview) for each in interviews or ()):
        example = 'interviews=read_interviews("interviews.csv")'
        refuse_kind(
            "interviews",
            _("be what read_interviews returns"),
            interviews,
            _("Write {example}.", example=example),
        )
    return list(interviews or ())


def read_text(path: str | Path, name: str) -> str:
    """Return the text of a file that an argument names."""
    try:
        return find_file(path, name).read_text(encoding="utf-8")
    except UnicodeDecodeError as error:
        received = _("a file that cannot be read: {error}", error=error)
        remedy = _("Save it as a text file in UTF-8.")
        refuse(name, _("be a text"), received, remedy)
