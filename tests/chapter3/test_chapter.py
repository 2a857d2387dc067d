"""Chapter 3 says what the arrays say, in both languages, all or nothing."""

import io
import os
import re
import time

import numpy as np
import pandas as pd
import pytest
from docx import Document
from docx.oxml.ns import qn
from PIL import Image
from recorded_run import load_sets, made_run

from mnist_helpers import (
    count_digits,
    format_number,
    get_language,
    load_mnist,
    load_run,
    read_interviews,
    set_language,
    write_chapter,
)
from mnist_helpers.report import chapter, formats
from mnist_helpers.report.blocks import Figure, Paragraph, References, Table
from mnist_helpers.report.chapter import chapter_blocks
from mnist_helpers.report.manifest import Run

HEADER = "code,role,institution,date,place,topic,summary,consent,name"
HOSTILE = "=cmd|' /C calc'!A0 <b>x</b> \\input{x} 50% a_b $x$ {field} [#flow]"
LANGUAGES = ("en", "id")


@pytest.fixture
def no_drawing(monkeypatch):
    """Dots for figures: drawing takes seconds, and is tested once below."""
    png = io.BytesIO()
    Image.new("L", (4, 4)).save(png, "PNG")
    dots = {"png": png.getvalue(), "pdf": b"", "svg": b""}
    monkeypatch.setattr(
        formats,
        "draw_figures",
        lambda blocks: {b.key: dots for b in blocks if isinstance(b, Figure)},
    )


def write_interviews(tmp_path, *rows):
    path = tmp_path / "interviews.csv"
    path.write_text("\n".join([HEADER, *rows]), encoding="utf-8")
    return read_interviews(path)


def text_of(paragraph) -> str:
    return "".join(part.text or "" for part in paragraph._p.iter(qn("w:t")))


@pytest.fixture
def written(tmp_path, no_drawing):
    """The chapter in both languages: its folder by the language."""
    for language in LANGUAGES:
        write_chapter(made_run(), tmp_path / language, language=language)
    return {language: tmp_path / language for language in LANGUAGES}


def column(table, place) -> list[str]:
    return [row.cells[place].text for row in table.rows[1:]]


@pytest.mark.parametrize("language", LANGUAGES)
def test_word_tables_hold_the_counts_of_the_arrays(written, language):
    tables = Document(written[language] / "bab_3.docx").tables
    (_images, labels), (_x, test_labels) = load_mnist()
    (_x_train, y_train), (_x_val, y_val) = load_sets()
    set_language(language)

    def counts(values):
        found = np.bincount(values)
        return [format_number(n) for n in (*found, found.sum())]

    assert column(tables[0], 1) == counts(labels)
    assert column(tables[0], 3) == counts(test_labels)
    # As lesson 01 shows them, also where a half is rounded: 9.915.
    shares = count_digits(train=labels).iloc[:, 1]
    assert column(tables[0], 2) == [format_number(s, 2) for s in shares]
    assert column(tables[1], 3) == ["784"] * 10
    assert column(tables[2], 1) == counts(y_train)
    assert column(tables[2], 2) == counts(y_val)
    two_epochs = 2 * np.bincount(y_train)
    assert column(tables[4], 1) == counts(y_train)
    assert column(tables[4], 3)[:10] == list(map(format_number, two_epochs))


@pytest.mark.parametrize("language", LANGUAGES)
def test_captions_count_up_in_the_order_of_the_text(written, language):
    document = Document(written[language] / "bab_3.docx")
    words = {"en": ("Table", "Figure"), "id": ("Tabel", "Gambar")}[language]
    texts = [
        text_of(paragraph)
        for paragraph in document.paragraphs
        if paragraph.style.name == "Caption"
    ]
    for word, kind in zip(words, (Table, Figure), strict=True):
        numbers = [
            int(found[1])
            for text in texts
            if (found := re.match(rf"{word}\s3\.(\d+)", text))
        ]
        blocks = [b for b in chapter_blocks(made_run()) if type(b) is kind]
        assert numbers == list(range(1, len(blocks) + 1))


def test_both_languages_hold_the_same_numbers(written):
    numbers = {}
    for language, folder in written.items():
        rows = [
            line
            for line in (folder / "bab_3.md").read_text("utf-8").splitlines()
            if line.startswith("| ")
        ]
        found = re.findall(r"\d[\d.,\\]*", "\n".join(rows))
        numbers[language] = [re.sub(r"[.,\\]", "", n) for n in found]
    assert len(numbers["en"]) > 400
    assert numbers["en"] == numbers["id"]


def test_indonesian_chapter_is_indonesian_and_has_its_commas(written):
    text = (written["id"] / "bab_3.md").read_text("utf-8")
    assert text.startswith("# BAB 3 METODOLOGI PENELITIAN")
    for part in ("60.000 citra latih", "Tabel 3.1", "Gambar 3.1", "dkk."):
        assert part in text
    assert not re.search(r"\b(the|images|digits|was|were)\b", re.sub(
        r"```.*?```|!\[.*?\]\(.*?\)|\n\n[A-Z][a-z]+, [A-Z]\..*", "", text,
        flags=re.DOTALL,
    ))  # fmt: skip


def spans(blocks, kind):
    return {
        span.text
        for block in blocks
        if isinstance(block, Paragraph)
        for span in block.sentence
        if span.kind == kind
    }


def test_every_table_and_figure_is_mentioned_in_the_text():
    blocks = chapter_blocks(made_run())
    mentioned = spans(blocks, "reference")
    shown = {b.key for b in blocks if isinstance(b, Table | Figure)}
    assert mentioned == shown


def test_every_cited_work_is_listed_and_no_other():
    blocks = chapter_blocks(made_run())
    cited = spans(blocks, "cite")
    (listed,) = (b for b in blocks if isinstance(b, References))
    assert {source.key for source in listed.sources} == cited
    for source in listed.sources:
        assert re.match(rf"@\w+{{{source.key},\n", source.bibtex)


def test_text_is_the_same_byte_for_byte_also_from_the_file(
    tmp_path, no_drawing
):
    made_run().save(tmp_path / "run.json")
    runs = (made_run(), made_run(), load_run(tmp_path / "run.json"))
    for place, run in enumerate(runs):
        write_chapter(run, tmp_path / str(place), language="id")
    for name in ("bab_3.md", "bab_3.tex", "references.bib", "run.json"):
        contents = {(tmp_path / str(n) / name).read_bytes() for n in range(3)}
        assert len(contents) == 1, name


def test_figures_are_files_that_open(tmp_path):
    files = write_chapter(made_run(), tmp_path / "bab_3", language="id")
    assert all(path.is_file() and path.stat().st_size for path in files)
    pictures = [path for path in files if path.suffix == ".png"]
    blocks = chapter_blocks(made_run())
    assert len(pictures) == sum(isinstance(b, Figure) for b in blocks)
    for path in pictures:
        assert min(Image.open(path).size) > 600  # 300 dots per inch
    assert sorted(p.name for p in tmp_path.iterdir()) == ["bab_3"]


def test_without_interviews_the_chapter_says_so_and_how(written):
    english = (written["en"] / "bab_3.md").read_text("utf-8")
    assert "still to be done" in english and "write_interview" in english
    indonesian = (written["id"] / "bab_3.md").read_text("utf-8")
    assert "Wawancara belum dilakukan" in indonesian


def test_a_name_is_shown_only_with_consent(tmp_path, no_drawing):
    interviews = write_interviews(
        tmp_path,
        "N1,teacher,A School,2026-03-31,Bandung,CNN,Said so,name,Siti Aminah",
        "N2,clerk,A Bank,2026-04-01,Bogor,forms,Said that,code,Budi Santoso",
    )
    write_chapter(
        made_run(), tmp_path / "x", language="id", interviews=interviews
    )
    for name in ("bab_3.md", "bab_3.tex", "run.json"):
        assert "Budi" not in (tmp_path / "x" / name).read_text("utf-8")
    document = Document(tmp_path / "x" / "bab_3.docx")
    people, told = document.tables[-2:]
    assert column(people, 1) == ["Siti Aminah", "–"]
    assert column(people, 4) == ["31 Maret 2026", "1 April 2026"]
    assert column(told, 1) == ["Said so", "Said that"]


def test_hostile_interviews_are_shown_as_text(tmp_path, no_drawing):
    quoted = '"' + HOSTILE.replace('"', '""') + '"'
    interviews = write_interviews(
        tmp_path, f"N1,{quoted},x,2026-03-31,x,x,{quoted},code,"
    )
    write_chapter(
        made_run(), tmp_path / "x", language="en", interviews=interviews
    )
    document = Document(tmp_path / "x" / "bab_3.docx")
    assert column(document.tables[-1], 1) == [HOSTILE]
    markdown = (tmp_path / "x" / "bab_3.md").read_text("utf-8")
    assert "<b>" not in markdown
    latex = (tmp_path / "x" / "bab_3.tex").read_text("utf-8")
    assert "\\input{x}" not in latex


def test_ten_thousand_interviews_take_less_than_a_minute(tmp_path, no_drawing):
    rows = (
        f"N{n},teacher,School {n},2026-03-31,Bandung,CNN,Said {n},code,"
        for n in range(10_000)
    )
    interviews = write_interviews(tmp_path, *rows)
    start = time.process_time()
    write_chapter(
        made_run(), tmp_path / "x", language="id", interviews=interviews
    )
    assert time.process_time() - start < 60
    text = (tmp_path / "x" / "bab_3.md").read_text("utf-8")
    assert "10.000 narasumber" in text and "N9999" in text


def test_openings_of_the_test_set_are_told():
    facts = dict(made_run().facts)
    facts["openings"] = [{"time": "T", "lesson": "12", "reason": "to judge"}]
    facts["test"] = facts["validation"]
    blocks = chapter_blocks(Run(facts))
    tables = {b.key: b.frame for b in blocks if isinstance(b, Table)}
    assert tables["openings"].iloc[0].tolist() == ["T", "12", "to judge"]
    assert tables["test_digits"].equals(tables["digits"])
    keys = {b.key for b in chapter_blocks(made_run()) if type(b) is Table}
    assert "openings" not in keys


def test_a_model_of_other_parts_is_told_as_it_is():
    facts = dict(made_run().facts)
    optimizer = {
        "class_name": "SGD",
        "config": {"name": "sgd", "learning_rate": 0.1},
    }
    compiled = facts["model"]["compile"] | {
        "optimizer": optimizer,
        "loss": {"class_name": "Hinge", "config": {}},
    }
    facts["model"] = facts["model"] | {"compile": compiled}
    facts["training"] = facts["training"] | {"seconds": None}
    blocks = chapter_blocks(Run(facts))
    (settings,) = (
        b.frame for b in blocks if getattr(b, "key", "") == "settings"
    )
    told = dict(settings.itertuples(index=False))
    assert told["Optimizer"] == "SGD" and told["Learning rate"] == "0.1"
    assert told["Training time"] == "not measured"
    (listed,) = (b for b in blocks if isinstance(b, References))
    keys = {source.key for source in listed.sources}
    assert not keys & {"kingma2015", "smith2019"}


def test_nothing_is_overwritten_unless_asked(tmp_path, no_drawing):
    write_chapter(made_run(), tmp_path / "x", language="en")
    with pytest.raises(FileExistsError, match=r"bab_3\.docx"):
        write_chapter(made_run(), tmp_path / "x", language="en")
    mine = tmp_path / "x" / "notes.txt"
    mine.write_text("mine")
    write_chapter(made_run(), tmp_path / "x", language="id", overwrite=True)
    assert mine.read_text() == "mine"
    text = (tmp_path / "x" / "bab_3.md").read_text("utf-8")
    assert text.startswith("# BAB 3")


def test_an_interruption_leaves_no_new_file_behind(
    tmp_path, no_drawing, monkeypatch
):
    monkeypatch.setattr(chapter, "_move", interrupt)
    with pytest.raises(KeyboardInterrupt):
        write_chapter(made_run(), tmp_path / "x", language="en")
    assert not list(tmp_path.iterdir())


def interrupt(*_arguments, **_named):
    raise KeyboardInterrupt


@pytest.mark.parametrize("moves", [1, 2, 3, 9])
def test_an_interruption_while_moving_keeps_the_old_chapter(
    tmp_path, no_drawing, monkeypatch, moves
):
    folder = tmp_path / "x"
    write_chapter(made_run(), folder, language="en")
    before = {p: p.read_bytes() for p in folder.rglob("*") if p.is_file()}
    replace, done = os.replace, []

    def fail_once(source, target):
        # Moves into the folder, and out of it; not those of single files.
        if "old" in str(target) or folder in target.parents:
            done.append(target)
            if len(done) == moves:
                raise KeyboardInterrupt
        replace(source, target)

    monkeypatch.setattr(chapter.os, "replace", fail_once)
    with pytest.raises(KeyboardInterrupt):
        write_chapter(made_run(), folder, language="id", overwrite=True)
    after = {p: p.read_bytes() for p in folder.rglob("*") if p.is_file()}
    assert after == before
    assert [p.name for p in tmp_path.iterdir()] == ["x"]


def test_the_language_is_restored_even_after_an_error(
    tmp_path, no_drawing, monkeypatch
):
    write_chapter(made_run(), tmp_path / "x", language="id")
    assert get_language() == "en"
    assert pd.options.display.float_format is None
    monkeypatch.setattr(chapter, "build_files", interrupt)
    with pytest.raises(KeyboardInterrupt):
        write_chapter(made_run(), tmp_path / "y", language="id")
    assert get_language() == "en"


def test_bad_arguments_are_refused(tmp_path, assert_refused):
    folder = tmp_path / "x"
    assert_refused(
        lambda: write_chapter({}, folder, language="id"), "run", "record_run"
    )
    set_language("en")
    assert_refused(
        lambda: write_chapter(
            made_run(), folder, language="id", interviews="interviews.csv"
        ),
        "interviews",
        "read_interviews",
    )
    set_language("en")
    (tmp_path / "file").write_text("")
    with pytest.raises(NotADirectoryError, match="`folder` must be a folder"):
        write_chapter(made_run(), tmp_path / "file", language="en")
    with pytest.raises(ValueError, match="`language`"):
        write_chapter(made_run(), folder, language="fr")
