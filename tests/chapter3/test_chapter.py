"""Chapter 3 says what the arrays say, in both languages, all or nothing."""

import io
import os
import re

import numpy as np
import pytest
from docx import Document
from docx.oxml.ns import qn
from PIL import Image
from recorded_run import load_sets, made_run, used_sets

from chapter3 import load_run, read_interviews, write, write_chapter
from chapter3.blocks import Figure, Heading, Paragraph, References, Table
from chapter3.run import Run
from chapter3.write import chapter_blocks
from mnist_helpers import (
    count_digits,
    format_number,
    load_mnist,
    set_language,
)
from mnist_helpers.language import format_table, get_language

HEADER = "code,role,institution,date,place,topic,summary,consent,name"
HOSTILE = "=cmd|' /C calc'!A0 <b>x</b> \\input{x} 50% a_b $x$ {field} [#flow]"


def dots(blocks):
    """Dots for figures: drawing takes seconds, and is tested once below."""
    png = io.BytesIO()
    Image.new("L", (4, 4)).save(png, "PNG")
    forms = {"png": png.getvalue(), "pdf": b"", "svg": b""}
    return {block.key: forms for block in blocks if isinstance(block, Figure)}


@pytest.fixture
def no_drawing(monkeypatch):
    monkeypatch.setattr(write, "draw_figures", dots)


@pytest.fixture
def short(monkeypatch):
    """A chapter of a heading, for tests that ask about files alone."""

    def blocks(_run, _interviews):
        title = "CHAPTER 3 X" if get_language() == "en" else "BAB 3 X"
        return [Heading(1, title), References([])]

    monkeypatch.setattr(write, "chapter_blocks", blocks)


@pytest.fixture(scope="module")
def written(tmp_path_factory):
    """The chapter in both languages: its folder by the language."""
    folder = tmp_path_factory.mktemp("written")
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(write, "draw_figures", dots)
        for language in ("en", "id"):
            write_chapter(made_run(), folder / language, language=language)
    return {language: folder / language for language in ("en", "id")}


@pytest.fixture(scope="module")
def blocks():
    """The chapter in English."""
    set_language("en")
    return chapter_blocks(made_run())


def write_interviews(tmp_path, *rows):
    path = tmp_path / "interviews.csv"
    path.write_text("\n".join([HEADER, *rows]), encoding="utf-8")
    return read_interviews(path)


def text_of(paragraph) -> str:
    return "".join(part.text or "" for part in paragraph._p.iter(qn("w:t")))


def column(table, place) -> list[str]:
    return [row.cells[place].text for row in table.rows[1:]]


def test_word_tables_hold_the_counts_of_the_arrays(written):
    tables = Document(written["id"] / "bab_3.docx").tables
    (_images, labels), (_x, test_labels) = load_mnist()
    (_x_train, y_train), (_x_val, y_val) = load_sets()
    (_x_used, y_used), _validation = used_sets()
    set_language("id")

    def counts(values):
        found = np.bincount(values)
        return [format_number(n) for n in (*found, found.sum())]

    assert column(tables[0], 1) == counts(labels)
    assert column(tables[0], 3) == counts(test_labels)
    # As lesson 01 shows them, also where a half is rounded: 9.915.
    shares = format_table(count_digits(train=labels)[["train %"]])
    assert column(tables[0], 2) == shares.squeeze().tolist()
    assert column(tables[1], 3) == ["784"] * 10
    assert column(tables[2], 1) == counts(y_train)
    assert column(tables[2], 2) == counts(y_val)
    assert column(tables[2], 5) == counts(y_used)
    two_epochs = 2 * np.bincount(y_used)
    assert column(tables[4], 1) == counts(y_used)
    assert column(tables[4], 3)[:10] == list(map(format_number, two_epochs))


def test_captions_count_up_in_the_order_of_the_text(written, blocks):
    document = Document(written["id"] / "bab_3.docx")
    texts = [
        text_of(paragraph)
        for paragraph in document.paragraphs
        if paragraph.style.name == "Caption"
    ]
    for word, kind in (("Tabel", Table), ("Gambar", Figure)):
        numbers = [
            int(found[1])
            for text in texts
            if (found := re.match(rf"{word}\s3\.(\d+)", text))
        ]
        expected = sum(type(block) is kind for block in blocks)
        assert numbers == list(range(1, expected + 1))


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


def test_every_table_and_figure_is_mentioned_in_the_text(blocks):
    mentioned = spans(blocks, "reference")
    shown = {b.key for b in blocks if isinstance(b, Table | Figure)}
    assert mentioned == shown


def test_every_cited_work_is_listed_and_no_other(blocks):
    cited = spans(blocks, "cite")
    (listed,) = (b for b in blocks if isinstance(b, References))
    assert {source.key for source in listed.sources} == cited
    for source in listed.sources:
        assert re.match(rf"@\w+{{{source.key},\n", source.bibtex)


def test_text_is_the_same_byte_for_byte_also_from_the_file(
    tmp_path, written, no_drawing
):
    made_run().save(tmp_path / "run.json")
    run = load_run(tmp_path / "run.json")
    write_chapter(run, tmp_path / "again", language="id")
    for name in ("bab_3.md", "bab_3.tex", "references.bib", "run.json"):
        again = (tmp_path / "again" / name).read_bytes()
        assert again == (written["id"] / name).read_bytes(), name


def test_figures_are_files_that_open(tmp_path, blocks):
    files = write_chapter(made_run(), tmp_path / "bab_3", language="id")
    assert all(path.is_file() and path.stat().st_size for path in files)
    pictures = [path for path in files if path.suffix == ".png"]
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
    people, summaries = document.tables[-2:]
    assert column(people, 1) == ["Siti Aminah", "–"]
    assert column(people, 4) == ["31 Maret 2026", "1 April 2026"]
    assert column(summaries, 1) == ["Said so", "Said that"]


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


def test_openings_of_the_test_set_are_listed(blocks):
    facts = dict(made_run().facts)
    facts["openings"] = [{"time": "T", "lesson": "12", "reason": "to judge"}]
    facts["test"] = facts["validation"]
    opened = chapter_blocks(Run(facts))
    tables = {b.key: b.frame for b in opened if isinstance(b, Table)}
    assert tables["openings"].iloc[0].tolist() == ["T", "12", "to judge"]
    assert tables["test_digits"].equals(tables["digits"])
    keys = {b.key for b in blocks if type(b) is Table}
    assert "openings" not in keys


def test_a_model_of_other_parts_is_described_as_it_is():
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
    shown = dict(settings.itertuples(index=False))
    assert shown["Optimizer"] == "SGD" and shown["Learning rate"] == "0.1"
    assert shown["Training time"] == "not measured"
    (listed,) = (b for b in blocks if isinstance(b, References))
    keys = {source.key for source in listed.sources}
    assert not keys & {"kingma2015", "smith2019"}


def test_nothing_is_overwritten_unless_asked(tmp_path, short):
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
    tmp_path, short, monkeypatch
):
    monkeypatch.setattr(write, "_move", interrupt)
    with pytest.raises(KeyboardInterrupt):
        write_chapter(made_run(), tmp_path / "x", language="en")
    assert not list(tmp_path.iterdir())


def interrupt(*_arguments, **_named):
    raise KeyboardInterrupt


@pytest.mark.parametrize("moves", [1, 2, 3, 9])
def test_an_interruption_while_moving_keeps_the_old_chapter(
    tmp_path, short, monkeypatch, moves
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

    monkeypatch.setattr(write.os, "replace", fail_once)
    with pytest.raises(KeyboardInterrupt):
        write_chapter(made_run(), folder, language="id", overwrite=True)
    after = {p: p.read_bytes() for p in folder.rglob("*") if p.is_file()}
    assert after == before
    assert [p.name for p in tmp_path.iterdir()] == ["x"]


def test_the_language_is_restored_even_after_an_error(
    tmp_path, short, monkeypatch
):
    write_chapter(made_run(), tmp_path / "x", language="id")
    assert get_language() == "en"
    monkeypatch.setattr(write, "build_files", interrupt)
    with pytest.raises(KeyboardInterrupt):
        write_chapter(made_run(), tmp_path / "y", language="id")
    assert get_language() == "en"


def test_a_chapter_of_all_training_images_counts_no_others():
    facts = dict(made_run().facts)
    (_x_train, y_train), _validation = load_sets()
    counts = np.bincount(y_train).tolist()
    facts["split"] = facts["split"] | {"train": counts}
    blocks = chapter_blocks(Run(facts))
    (split,) = (b.frame for b in blocks if getattr(b, "key", "") == "split")
    assert "used for training" not in split
    assert split["training data"]["total"] == 54000


@pytest.mark.parametrize(
    ("argument", "changes", "error"),
    [
        ("run", {"run": {}}, TypeError),
        ("interviews", {"interviews": "interviews.csv"}, TypeError),
        ("interviews", {"interviews": ["N1"]}, TypeError),
        ("folder", {"folder": __file__}, NotADirectoryError),
        ("language", {"language": "fr"}, ValueError),
    ],
)
def test_bad_arguments_are_refused(tmp_path, argument, changes, error):
    arguments = {"folder": tmp_path / "x", "language": "en"} | changes
    run = arguments.pop("run", made_run())
    folder = arguments.pop("folder")
    with pytest.raises(error, match=f"`{argument}` must"):
        write_chapter(run, folder, **arguments)
    assert not any(tmp_path.iterdir())
