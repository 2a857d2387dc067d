"""Both chapters filled from a run, and where they answer which comment.

In: a `Run`, interviews, perhaps the run of the other scenario. Out: filled
templates; tables of answers and of gaps.
"""

import re
from collections.abc import Mapping, Sequence
from pathlib import Path

import matplotlib.pyplot as plt
import pandas as pd

from mnist_helpers.checks import refuse, refuse_kind
from mnist_helpers.figures import caption
from mnist_helpers.files import find_file
from mnist_helpers.language import _, get_language

from .facts import describe
from .interviews import Interview
from .run import Run
from .sources import list_sources
from .tables import list_drawings
from .template import WORDS, Filled, fill, read_template

CHAPTERS = {"bab_3": 3, "bab_4": 4}
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
    run: Run,
    interviews: Sequence[Interview],
    other: Run | None,
    templates: Mapping[str, str],
) -> tuple[dict[str, Filled], dict]:
    """Return both chapters filled, and the plots that they may show."""
    facts = describe(run, interviews, other)
    plots = {
        key: draw() for key, draw in list_drawings(run.facts, facts).items()
    }
    for plot in plots.values():
        # A notebook shows every plot that is open at the end of a cell.
        plt.close(plot.get_figure(root=True))
    filled: dict[str, Filled] = {}
    known: dict[str, str] = {}
    for name, chapter in CHAPTERS.items():
        filled[name] = fill(
            templates[name] if name in templates else read_template(name),
            facts,
            chapter=chapter,
            figures={key: caption(plot) for key, plot in plots.items()},
            sources=list_sources(),
            known=known,
        )
        known |= filled[name].numbers
    return filled, plots


def answer_comments(
    run: Run, interviews: Sequence[Interview] | None = None
) -> pd.DataFrame:
    """Say where chapter 3 answers each of the supervisor's six comments.

    Returns:
        A row for each comment, 1 to 6: its "section", "tables" and
        "figures", as the chapter numbers them, in the language set.
    """
    filled, _plots = fill_chapters(
        run, verify_runs(run, interviews, None), None, {}
    )
    numbers, words = filled["bab_3"].numbers, WORDS[get_language()]
    rows = {}
    for comment, keys in ANSWERS.items():
        names = [numbers[key] for key in keys.split() if key in numbers]
        rows[comment] = {
            title: ", ".join(
                name.removeprefix(f"{words[kind]} ")
                for name in names
                if name.startswith(words[kind])
            )
            or "–"
            for title, kind in (
                ("section", "section"),
                ("tables", "table"),
                ("figures", "figure"),
            )
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
    words = "|".join(each["gap"] for each in WORDS.values())
    rows = []
    for name in CHAPTERS:
        path = Path(folder, f"{name}.md")
        section = ""
        for line in read_text(path, "folder").splitlines():
            if number := re.match(r"#+ ([\d.]+\d)", line):
                section = number[1]
            for gap in re.findall(rf"\\\[(?:{words}): (.*?)\\\]", line):
                rows.append((section, gap))
    return pd.DataFrame(rows, columns=["section", "gap"])


def verify_runs(
    run: object, interviews: object, other: object
) -> list[Interview]:
    for name, given in (("run", run), ("other", other)):
        if not isinstance(given, Run) and not (name == "other" and not given):
            refuse_kind(
                name,
                _("be a Run"),
                given,
                _("Make it with record_run(...), or load_run(path)."),
            )
    if isinstance(run, Run) and isinstance(other, Run):
        _verify_pair(run.facts, other.facts)
    return _verify_interviews(interviews)


def _verify_pair(one: dict, two: dict) -> None:
    """Refuse runs that differ in more than augmentation, or not in it."""
    same = {
        "seed": ("seed",),
        "split": ("split", "sha256"),
        "layers": ("model", "config"),
        "compile": ("model", "compile"),
        "batch_size": ("training", "batch_size"),
        "epochs": ("training", "epochs"),
    }

    def find(facts: dict, path: Sequence[str]) -> str:
        value: object = facts
        for key in path:
            value = value[key]  # type: ignore[index]
        # Names of models and optimizers count up in one notebook.
        return re.sub(r"(\w+?)(_\d+)?'", r"\1'", str(value))

    other = [
        name
        for name, path in same.items()
        if find(one, path) != find(two, path)
    ]
    if bool(one["augmentation"]) == bool(two["augmentation"]):
        other.append("augmentation")
    if other:
        refuse(
            "other",
            _("differ from `run` in one thing, with and without augmentation"),
            ", ".join(other),
            _("Train both with the same data, model and settings."),
        )


def _verify_interviews(interviews: object) -> list[Interview]:
    if interviews is None:
        return []
    if not isinstance(interviews, list | tuple) or not all(
        isinstance(interview, Interview) for interview in interviews
    ):
        refuse_kind(
            "interviews",
            _("be what read_interviews returns"),
            interviews,
            _(
                "Write {example}.",
                example='interviews=read_interviews("interviews.csv")',
            ),
        )
    return list(interviews)


def read_text(path: str | Path, name: str) -> str:
    """Return the text of a file that an argument names."""
    try:
        return find_file(path, name).read_text(encoding="utf-8")
    except UnicodeDecodeError as error:
        received = _("a file that cannot be read: {error}", error=error)
        remedy = _("Save it as a text file in UTF-8.")
        refuse(name, _("be a text"), received, remedy)
