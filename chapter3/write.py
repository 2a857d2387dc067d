"""Write chapter 3 of a thesis from the record of a run.

In: a `Run`, interviews if there are any, a language. Out: a folder with the
chapter as Word, LaTeX and Markdown, its figures, its sources, and the run
itself.
"""

import os
import shutil
from collections.abc import Collection, Sequence
from importlib.util import find_spec
from pathlib import Path
from tempfile import mkdtemp

from mnist_helpers.checks import refuse, refuse_kind
from mnist_helpers.files import write_whole
from mnist_helpers.language import _, get_language, set_language

from .blocks import Block, Heading, Paragraph, References, Steps
from .data_sections import data_blocks
from .drawings import draw_figures
from .evaluation_section import evaluation_blocks, machine_blocks
from .interview_section import interview_blocks
from .interviews import Interview
from .latex import write_latex
from .layout import find_sources
from .markdown import write_markdown
from .model_section import model_blocks
from .run import Run
from .sources import list_sources

NAME = "bab_3"
FIGURES = "figures"  # the folder
RECORD = "run.json"


def write_chapter(
    run: Run,
    folder: str | Path,
    *,
    language: str | None = None,
    interviews: Sequence[Interview] | None = None,
    overwrite: bool = False,
) -> list[Path]:
    """Write chapter 3 as Word, LaTeX and Markdown: all files or none.

    Args:
        run: what `record_run` or `load_run` returned. The same run gives
            the same text, on whatever day and machine.
        folder: where the files go; it is made if it is not there. Other
            files in it are left alone.
        language: "en" or "id", of the chapter alone; None takes the
            language set.
        interviews: what `read_interviews` returned; None or [] lets the
            chapter say that they are still to be done.
        overwrite: replace the files of an earlier chapter.

    Returns:
        The files: bab_3.docx, bab_3.tex, bab_3.md, references.bib,
        run.json and the figures.

    Raises:
        TypeError, ValueError: if an argument breaks these rules.
        FileExistsError: if a file is there and `overwrite` is False.
        ModuleNotFoundError: if python-docx is not installed.
    """
    if not isinstance(run, Run):
        refuse_kind(
            "run",
            _("be a Run"),
            run,
            _("Make it with record_run(...), or load_run(path)."),
        )
    interviews = _verify_interviews(interviews)
    folder, before = Path(folder), get_language()
    if folder.exists() and not folder.is_dir():
        refuse(
            "folder",
            _("be a folder"),
            _("the file {name}", name=folder.name),
            _("Choose another name."),
            error=NotADirectoryError,
        )
    set_language(language or before)
    try:
        title = _("CHAPTER 3 RESEARCH METHOD")
        files = build_files(chapter_blocks(run, interviews), title=title)
    finally:
        set_language(before)
    files[RECORD] = run.to_json().encode()
    if not overwrite:
        _refuse_existing(folder, files)
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


def chapter_blocks(
    run: Run, interviews: Sequence[Interview] | None = None
) -> list[Block]:
    """Return the chapter's blocks, in the language set."""
    facts = run.facts
    blocks = [
        Heading(1, _("CHAPTER 3 RESEARCH METHOD")),
        *data_blocks(facts),
        *model_blocks(facts),
        *machine_blocks(facts),
        *evaluation_blocks(facts),
        *interview_blocks(interviews or []),
    ]
    cited = _find_cited(blocks)
    sources = [s for key, s in list_sources().items() if key in cited]
    return [*blocks, References(sources)]


def build_files(blocks: Sequence[Block], *, title: str) -> dict[str, bytes]:
    """Return a chapter as Word, LaTeX and Markdown, with all they need.

    In the language set. The same blocks give the same bytes.

    Args:
        blocks: the chapter, in order.
        title: of the documents, in their properties.

    Returns:
        The content of each file by its name: "bab_3.docx", "bab_3.tex",
        "bab_3.md", "references.bib", and each figure as
        "figures/KEY.png" (300 dots per inch), ".pdf" and ".svg".

    Raises:
        ModuleNotFoundError: if python-docx is not installed.
    """
    if find_spec("docx") is None:
        # "No module named docx" would lead to another package, docx.
        raise ModuleNotFoundError(
            _(
                "Word files need the package python-docx. Install it: "
                "pip install python-docx"
            )
        )
    from .word import write_word

    pictures = draw_figures(blocks)
    latex = write_latex(blocks, pictures, folder=FIGURES, title=title)
    bibtex = "\n\n".join(
        source.bibtex.strip() for source in find_sources(blocks).values()
    )
    files = {
        f"{NAME}.docx": write_word(blocks, pictures, title=title),
        f"{NAME}.tex": latex.encode(),
        f"{NAME}.md": write_markdown(blocks, folder=FIGURES).encode(),
        "references.bib": f"{bibtex}\n".encode(),
    }
    for key, forms in pictures.items():
        for form, content in forms.items():
            files[f"{FIGURES}/{key}.{form}"] = content
    return files


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


def _find_cited(blocks: Sequence[Block]) -> set[str]:
    sentences = []
    for block in blocks:
        if isinstance(block, Paragraph):
            sentences.append(block.sentence)
        elif isinstance(block, Steps):
            for step in block.steps:
                sentences += [step.done, step.result]
    spans = (span for sentence in sentences for span in sentence)
    return {span.text for span in spans if span.kind == "cite"}


def _refuse_existing(folder: Path, files: Collection[str]) -> None:
    there = [name for name in sorted(files) if (folder / name).exists()]
    if there:
        refuse(
            "overwrite",
            _("be True to replace a chapter"),
            _("a folder that holds {names}", names=", ".join(there[:3])),
            _("Choose another folder, or write overwrite=True."),
            error=FileExistsError,
        )


def _move(files: Collection[str], new: Path, folder: Path, old: Path) -> None:
    """Move the files of `new` into `folder`; if one fails, undo them all."""
    if not folder.exists():
        os.replace(new, folder)
        return
    moved: list[str] = []
    saved: list[str] = []
    try:
        for name in files:
            target = folder / name
            if target.exists():
                (old / name).parent.mkdir(parents=True, exist_ok=True)
                os.replace(target, old / name)
                saved.append(name)
            target.parent.mkdir(parents=True, exist_ok=True)
            os.replace(new / name, target)
            moved.append(name)
    except BaseException:
        for name in moved:
            (folder / name).unlink(missing_ok=True)
        for name in saved:
            os.replace(old / name, folder / name)
        raise
