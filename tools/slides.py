"""Make a deck of slides from a lesson: one HTML file that needs no network.

In: the executed notebooks in `en/` and `id/`. Out: `slides/LANG/NN_name.html`
in the outputs' folder, with pictures, styles, formulas and reveal.js inside.
"""

import re
from collections.abc import Sequence
from copy import deepcopy
from pathlib import Path

import nbformat
from latex2mathml.converter import convert
from nbconvert import HTMLExporter
from nbformat import NotebookNode
from nbformat.v4 import new_notebook

from mnist_helpers.files import write_whole

TEMPLATE = Path(__file__).resolve().parent / "slides_template"
# Code first, so that a dollar sign in it begins no formula.
CODE_OR_FORMULA = re.compile(
    r"```.*?```|`[^`\n]*`|\$\$(?P<block>.+?)\$\$|\$(?P<inline>[^$\n]+?)\$",
    re.DOTALL,
)
QUESTION = re.compile(r"<strong>((?:Predict|Tebak dulu)\b)", re.IGNORECASE)
MARK = re.compile("^# NBVAL_CHECK_OUTPUT\n")
LINK = re.compile(r'(href="[^":]+)\.ipynb"')


def make_deck(notebook: NotebookNode, language: str) -> str:
    """The notebook as an HTML page that shows it in slides.

    notebook: executed; its `slideshow` metadata say what is left out
    ("skip") and what begins a slide ("slide"). language: "en" or "id".

    Raises: ValueError if a formula cannot be read.
    """
    formulas: list[str] = []

    def store(match: re.Match) -> str:
        kind = match.lastgroup
        if kind is None:
            return match[0]
        formulas.append(convert(match[kind], display=kind))
        # A word that Markdown leaves alone, until the page is made.
        return f"FORMULA{len(formulas) - 1}ENDS"

    notebook = new_notebook(
        cells=deepcopy(notebook.cells), metadata=notebook.metadata
    )
    for cell in notebook.cells:
        if cell.cell_type == "markdown":
            cell.source = CODE_OR_FORMULA.sub(store, cell.source)
        else:
            cell.source = MARK.sub("", cell.source)
    exporter = HTMLExporter(
        exclude_anchor_links=True,
        extra_template_basedirs=[str(TEMPLATE.parent)],
        template_name=TEMPLATE.name,
    )
    deck = {"language": language}
    for name in ("css", "js"):
        deck[name] = (TEMPLATE / f"slides.{name}").read_text("utf-8")
        path = TEMPLATE / "reveal" / f"reveal.{name}"
        deck[f"reveal_{name}"] = path.read_text("utf-8")
    page, _ = exporter.from_notebook_node(notebook, {"deck": deck})
    page = QUESTION.sub(r'<strong class="question">\1', page)
    page = LINK.sub(r'\1.html"', page)
    return re.sub(
        "FORMULA([0-9]+)ENDS", lambda found: formulas[int(found[1])], page
    )


def make_decks(
    sources: Sequence[Path], language: str, outputs: Path
) -> list[Path]:
    """Write the decks of lessons; returns where they are."""
    targets = []
    for source in sources:
        name = f"{language}/{source.stem}"
        path = source.parents[1] / f"{name}.ipynb"
        notebook = nbformat.read(path, as_version=4)
        target = outputs / "slides" / f"{name}.html"
        write_whole(target, make_deck(notebook, language))
        targets.append(target)
    return targets
