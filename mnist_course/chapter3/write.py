"""Write chapter 3 of a thesis, and a draft of 4, from the record of a run.

In: a `Run`, interviews if there are any, a language. Out: a folder with both
chapters as Word, LaTeX and Markdown, their figures, their sources, and the
run itself. The Markdown is the filled template; Word and LaTeX are made from
it.
"""

import os
import shutil
from collections.abc import Callable, Collection, Mapping, Sequence
from contextlib import ExitStack
from importlib.util import find_spec
from pathlib import Path
from tempfile import mkdtemp
from typing import Any

import matplotlib.pyplot as plt

from mnist_helpers.checks import refuse
from mnist_helpers.figures import caption
from mnist_helpers.files import write_whole
from mnist_helpers.language import _, format_number, get_language, set_language

from .chapters import fill_chapters, read_text, verify_inputs
from .drawings import HIGHEST, HIGHEST_OF_MANY, save_figure
from .interviews import Interview
from .latex import write_latex, write_setup
from .parse import parse, plain
from .run import Run
from .sources import list_sources
from .template import tell_figures

NARROWEST = 7  # cm of text
MARGINS = (4.0, 3.0, 3.0, 3.0)  # cm: left, top, right, bottom


def write_chapter(
    run: Run,
    folder: str | Path,
    *,
    language: str | None = None,
    interviews: Sequence[Interview] | None = None,
    template: str | Path | None = None,
    document: str | Path | None = None,
    margins: Sequence[float] | None = None,
    overwrite: bool = False,
) -> list[Path]:
    """Write chapters 3 and 4 as Word, LaTeX and Markdown: all or nothing.

    Args:
        run: what `record_run` or `load_run` returned. The same run gives
            the same text, on whatever day and machine.
        folder: where the files go; it is made if it is not there. Other
            files in it are left alone.
        language: "en" or "id", of the chapters alone; None takes the
            language set.
        interviews: what `read_interviews` returned; None or [] leaves
            marked gaps.
        template: of chapter 3, Jinja2 and Markdown; None takes
            `id.md.j2` or `en.md.j2` of this package.
        document: a Word file whose page and styles are taken; None takes
            `thesis.docx` of this package.
        margins: left, top, right and bottom in cm, such as (4, 4, 3, 3);
            None takes the document's.
        overwrite: replace the files of an earlier chapter.

    Returns:
        The files: bab_3 and bab_4 as .docx, .tex and .md, setup.tex for
        LaTeX, references.bib, run.json and the figures.

    Raises:
        TypeError, ValueError: if an argument breaks these rules.
        FileExistsError: if a file is there and `overwrite` is False.
        ModuleNotFoundError: if python-docx is not installed.
    """
    interviews = verify_inputs(run, interviews)
    if margins is not None and not (
        len(margins) == 4
        and all(isinstance(w, int | float) and 0 < w < 9 for w in margins)
    ):
        refuse(
            "margins",
            _("be left, top, right and bottom in cm, each above 0, below 9"),
            margins,
            _("Write {example}.", example="margins=(4, 3, 3, 3)"),
        )
    folder, before = Path(folder), get_language()
    set_language(language or before)
    try:
        given = {"bab_3": read_text(template, "template")} if template else {}
        form: dict[str, Any] = {"document": document, "margins": margins}
        files = build_files(run, interviews, templates=given, **form)
    finally:
        set_language(before)
    files["run.json"] = run.to_json().encode()
    there = [name for name in sorted(files) if (folder / name).exists()]
    if there and not overwrite:
        refuse(
            "overwrite",
            _("be True to replace a chapter"),
            _("a folder that holds {names}", names=", ".join(there[:3])),
            _("Choose another folder, or write overwrite=True."),
            error=FileExistsError,
        )
    folder.parent.mkdir(parents=True, exist_ok=True)
    work = Path(mkdtemp(prefix=f".{folder.name}.", dir=folder.parent))
    try:
        new = work / "new"
        for name, content in files.items():
            write_whole(new / name, content)
        _move(files, new, folder, old=work / "old")
    finally:
        shutil.rmtree(work, ignore_errors=True)
    return [folder / name for name in sorted(files)]


def build_files(
    run: Run,
    interviews: Sequence[Interview],
    *,
    templates: Mapping[str, str] | None = None,
    document: str | Path | None = None,
    margins: Sequence[float] | None = None,
) -> dict[str, bytes]:
    """Return the content of each file by its name, in the language set."""
    if find_spec("docx") is None:
        # "No module named docx" would lead to another package, docx.
        raise ModuleNotFoundError(
            _(
                "Word files need the package python-docx. Install it: "
                "pip install python-docx"
            )
        )
    from .word import write_word
    from .word_document import open_document, text_width

    width = text_width(open_document(document, margins))
    if width < NARROWEST:
        refuse(
            "margins",
            _("leave {least} cm at least for the text", least=NARROWEST),
            _("{width} cm", width=format_number(width, 1)),
            _("Write {example}.", example="margins=(4, 3, 3, 3)"),
        )
    filled, drawings = fill_chapters(run, interviews, templates or {})
    shown = sorted({key for each in filled.values() for key in each.figures})
    paths = {f"figures/{key}.png" for key in shown}
    blocks = [b for each in filled.values() for b in parse(each.text)]
    if others := {block.path for block in blocks} - {"", *paths}:
        refuse(
            "template",
            _("show figures of the run alone"),
            ", ".join(others),
            _("Write figure(key, caption); put your own in afterwards."),
        )
    alts, pngs = {}, {}
    files = {"setup.tex": write_setup().encode()}
    for key in shown:
        highest = HIGHEST_OF_MANY if key == "architecture" else HIGHEST
        alts[key], forms = _draw(drawings[key], width, highest)
        files |= {f"figures/{key}.{form}": forms[form] for form in forms}
        pngs[f"figures/{key}.png"] = forms["png"]
    for name, chapter in filled.items():
        text = tell_figures(chapter.text, alts)
        blocks = parse(text)
        title = next((plain(b.text) for b in blocks if b.level == 1), "")
        sides = [*map(float, margins or MARGINS)]
        latex = write_latex(blocks, pngs, title=title, margins=sides)
        files[f"{name}.docx"] = write_word(
            blocks, pngs, title=title, document=document, margins=margins
        )
        files[f"{name}.tex"] = latex.encode()
        files[f"{name}.md"] = text.encode()
    texts = "".join(chapter.text for chapter in filled.values())
    works = list_sources().values()
    cited = [work["bibtex"] for work in works if work["short"] in texts]
    files["references.bib"] = ("\n\n".join(cited) + "\n").encode()
    return files


def _draw(
    draw: Callable[[], Any], width: float, highest: float
) -> tuple[str, dict[str, bytes]]:
    """Return a figure's caption and its files."""
    plot = draw()
    # A notebook shows every plot that is open at the end of a cell.
    plt.close(plot.get_figure(root=True))
    return caption(plot), save_figure(plot, width, highest)


def _move(files: Collection[str], new: Path, folder: Path, old: Path) -> None:
    """Move the files of `new` into `folder`; if one fails, undo them all."""
    if not folder.exists():
        os.replace(new, folder)
        return
    with ExitStack() as undo:
        for name in files:
            target = folder / name
            target.parent.mkdir(parents=True, exist_ok=True)
            if target.exists():
                (old / name).parent.mkdir(parents=True, exist_ok=True)
                os.replace(target, old / name)
                undo.callback(os.replace, old / name, target)
                os.replace(new / name, target)
            else:
                os.replace(new / name, target)
                undo.callback(target.unlink)
        undo.pop_all()
