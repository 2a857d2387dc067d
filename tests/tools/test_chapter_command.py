"""`tools chapter` runs lesson 14's own cells and writes the chapter."""

import pytest
from recorded_run import made_run

from mnist_course.chapter3 import load_run
from tools import chapter
from tools.__main__ import main


@pytest.fixture
def trained(monkeypatch):
    """A run without the training, which the lesson's own test does."""
    calls = []
    monkeypatch.setattr(
        chapter,
        "write_run",
        lambda path: calls.append(path) or made_run().save(path),
    )
    return calls


def test_the_cells_are_the_lessons_up_to_the_record():
    cells = chapter.read_cells()
    text = chapter.LESSON.read_text("utf-8")
    assert all(cell in text for cell in cells)
    assert "record_run(" in cells[-1] and "record_run(" not in cells[-2]
    assert sum("model.fit(" in cell for cell in cells) == 1
    assert not any("write_chapter(" in cell for cell in cells)


def test_the_run_is_what_the_cells_record(tmp_path):
    made_run().save(tmp_path / "made.json")
    lesson, record = tmp_path / "lesson.py", "run = record_run()\n"
    load = f"mc.chapter3.load_run({str(tmp_path / 'made.json')!r})"
    lesson.write_text(f"# %%\nrecord_run = lambda: {load}\n# %%\n{record}")
    chapter.write_run(tmp_path / "run.json", lesson)
    assert load_run(tmp_path / "run.json").facts == made_run().facts
    lesson.write_text(f"# %%\n1 / 0\n# %%\n{record}")
    with pytest.raises(ValueError, match="cell 2: ZeroDivisionError"):
        chapter.write_run(tmp_path / "run.json", lesson)


def test_an_earlier_chapter_is_replaced_only_if_that_is_asked_for(
    tmp_path, trained, capsys
):
    form = tmp_path / "wawancara.csv"
    form.write_text(
        "kode;peran;instansi;tanggal;tempat;topik;ringkasan;persetujuan;nama\n"
        "N1;guru;SD;31/03/2026;Bandung;CNN;Begitu;kode;\n",
        encoding="utf-8",
    )
    folder = tmp_path / "bab_3"
    folder.mkdir()
    (folder / "run.json").write_text("{}")
    call = ["chapter", "--lang", "id", "--folder", str(folder)]
    call += ["--interviews", str(form)]
    # An earlier chapter: refused before anything is trained.
    assert main(call) == 1
    assert "--overwrite" in capsys.readouterr().err and not trained
    assert main([*call, "--overwrite"]) == 0
    assert len(trained) == 1
    text = (folder / "bab_3.md").read_text("utf-8")
    assert "1 narasumber" in text and "31 Maret 2026" in text
    assert str(folder / "bab_3.docx") in capsys.readouterr().out


def test_bad_interviews_are_told_before_anything_is_trained(
    tmp_path, trained, capsys
):
    form = tmp_path / "interviews.csv"
    form.write_text("code,colour\nN1,blue\n")
    call = ["chapter", "--folder", str(tmp_path / "x"), "--interviews"]
    assert main([*call, str(form)]) == 1
    assert "colour" in capsys.readouterr().err
    assert not trained and not (tmp_path / "x").exists()
