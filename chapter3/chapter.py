"""Print chapter 3 of a thesis from the record of a run.

In: a `Run`, interviews if there are any, a language. Out: a folder with the
chapter as Word, LaTeX and Markdown, its figures, its sources, and the record
itself.
"""

import os
import shutil
from collections.abc import Sequence
from pathlib import Path
from tempfile import mkdtemp

from ..files import write_whole
from ..language import _, complaint, get_language, set_language
from .blocks import Block, Heading, Paragraph, References, Steps
from .data_sections import (
    collection_blocks,
    flow_blocks,
    pixel_blocks,
    preparation_blocks,
)
from .formats import build_files
from .interview_section import interview_blocks
from .interviews import Interview
from .manifest import Run
from .model_sections import evaluation_blocks, machine_blocks, model_blocks
from .sources import list_sources

RECORD = "run.json"


def write_chapter(
    run: Run,
    folder: str | Path,
    *,
    language: str,
    interviews: Sequence[Interview] | None = None,
    overwrite: bool = False,
) -> list[Path]:
    """Write chapter 3 as Word, LaTeX and Markdown: all files or none.

    Args:
        run: what `record_run` or `load_run` returned. The same run gives
            the same text, on whatever day and machine.
        folder: where the files go; it is made if it is not there. Other
            files in it are left alone.
        language: "en" or "id", of the chapter alone.
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
        refuse("run", _("be a Run"), type(run).__name__, _("Make it with record_run(...), or load_run(path)."), error=TypeError)
    interviews = _verify_interviews(interviews)
    folder, before = Path(folder), get_language()
    if folder.exists() and not folder.is_dir():
        raise NotADirectoryError(
            complaint(
                "folder",
                _("be a folder"),
                _("the file {name}", name=folder.name),
                _("Choose another name."),
            )
        )
    set_language(language)
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
        _move(files, new, folder, kept=work / "old")
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
        *flow_blocks(),
        *collection_blocks(facts),
        *pixel_blocks(facts),
        *preparation_blocks(facts),
        *model_blocks(facts),
        *machine_blocks(facts),
        *evaluation_blocks(facts),
        *interview_blocks(interviews or []),
    ]
    cited = _find_cited(blocks)
    sources = [s for key, s in list_sources().items() if key in cited]
    return [*blocks, References(sources)]


def _verify_interviews(interviews: object) -> list[Interview]:
    if interviews is None:
        return []
    if not isinstance(interviews, list | tuple) or not all(
        isinstance(interview, Interview) for interview in interviews
    ):
        refuse("interviews", _("be what read_interviews returns"), type(interviews).__name__, _('Write interviews=read_interviews("interviews.csv").'), error=TypeError)
    return list(interviews)


def _find_cited(blocks: Sequence[Block]) -> set[str]:
    sentences = []
    for block in blocks:
        if isinstance(block, Paragraph):
            sentences.append(block.sentence)
        elif isinstance(block, Steps):
            for step in block.steps:
                sentences += [step.done, step.found]
    spans = (span for sentence in sentences for span in sentence)
    return {span.text for span in spans if span.kind == "cite"}


def _refuse_existing(folder: Path, files: dict) -> None:
    there = [name for name in sorted(files) if (folder / name).exists()]
    if there:
        raise FileExistsError(
            complaint(
                "overwrite",
                _("be True to replace a chapter"),
                _("a folder that holds {names}", names=", ".join(there[:3])),
                _("Choose another folder, or write overwrite=True."),
            )
        )


def _move(files: dict, new: Path, folder: Path, kept: Path) -> None:
    """Move the files of `new` into `folder`; if one fails, undo them all."""
    if not folder.exists():
        os.replace(new, folder)
        return
    moved, saved = [], []
    try:
        for name in files:
            target = folder / name
            if target.exists():
                (kept / name).parent.mkdir(parents=True, exist_ok=True)
                os.replace(target, kept / name)
                saved.append(name)
            target.parent.mkdir(parents=True, exist_ok=True)
            os.replace(new / name, target)
            moved.append(name)
    except BaseException:
        for name in moved:
            (folder / name).unlink(missing_ok=True)
        for name in saved:
            os.replace(kept / name, folder / name)
        raise
