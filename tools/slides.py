"""Make a deck of slides from a lesson: one HTML file that needs no network.

In: the executed notebooks in `en/` and `id/`. Out: `slides/LANG/NN_name.html`
in the outputs' folder, with pictures, styles, formulas and reveal.js inside.

    python notebooks/slides.py 05 --lang id
"""

import argparse
import ast
import re
import sys
from collections.abc import Iterator, Sequence
from copy import deepcopy
from pathlib import Path

import nbformat
from build import LANGUAGES, parse_lessons
from execute import FOLDER, write_whole
from latex2mathml.converter import convert
from nbconvert import HTMLExporter
from nbformat import NotebookNode
from nbformat.v4 import new_notebook

TEMPLATE = FOLDER / "slides_template"
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
    formulas = []

    def keep(match: re.Match) -> str:
        kind = match.lastgroup
        if kind is None:
            return match[0]
        formulas.append(convert(match[kind], display=kind))
        # A word that Markdown leaves alone, until the page is made.
        return f"FORMULA{len(formulas) - 1}ENDS"

    notebook = new_notebook(
        cells=list(_shown_cells(notebook)), metadata=notebook.metadata
    )
    for cell in notebook.cells:
        if cell.cell_type == "markdown":
            cell.source = CODE_OR_FORMULA.sub(keep, cell.source)
    exporter = HTMLExporter(
        exclude_anchor_links=True,
        extra_template_basedirs=[str(FOLDER)],
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


def _shown_cells(notebook: NotebookNode) -> Iterator[NotebookNode]:
    """Copies of the cells that a class needs to see."""
    opening = True
    for cell in deepcopy(notebook.cells):
        if cell.cell_type == "markdown":
            opening &= not re.search("^##", cell.source, re.MULTILINE)
        else:
            cell.source = MARK.sub("", cell.source)
            # The long lists of names at the top say nothing to a class.
            if opening and _only_imports(cell.source):
                continue
        yield cell


def _only_imports(source: str) -> bool:
    try:
        lines = ast.parse(source).body
    except SyntaxError:  # a magic such as %pip
        return False
    return all(isinstance(line, ast.Import | ast.ImportFrom) for line in lines)


def main(
    arguments: Sequence[str] | None = None, *, folder: Path = FOLDER
) -> int:
    """Make decks from the command line; returns the exit status."""
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--lang", choices=LANGUAGES, default="en")
    parser.add_argument("--outputs", type=Path, default=Path("outputs"))
    options, sources = parse_lessons(parser, arguments, folder)
    for source in sources:
        notebook = nbformat.read(
            folder / options.lang / f"{source.stem}.ipynb", as_version=4
        )
        target = options.outputs.joinpath(
            "slides", options.lang, f"{source.stem}.html"
        )
        write_whole(target, make_deck(notebook, options.lang))
        print(target)
    return 0


if __name__ == "__main__":
    sys.exit(main())
