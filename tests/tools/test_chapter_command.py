"""`tools chapter` runs lesson 14's own cells and writes the chapter."""

from pathlib import Path

import pytest
from recorded_run import made_run

from tools import chapter
from tools.__main__ import main


@pytest.fixture
def trained(monkeypatch):
    """A run without the training, which the lesson's own test does."""
    calls = []
    monkeypatch.setattr(
        chapter,
        "run_cells",
        lambda cells: calls.append(cells) or {"run": made_run()},
    )
    return calls


def test_the_cells_are_the_lessons_up_to_the_record():
    cells = chapter.read_cells()
    text = chapter.LESSON.read_text("utf-8")
    assert all(cell in text for cell in cells)
    assert "record_run(" in cells[-1] and "record_run(" not in cells[-2]
    assert sum("model.fit(" in cell for cell in cells) == 1
    assert not any("write_chapter(" in cell for cell in cells)


def test_cells_run_in_an_empty_folder_and_leave_nothing(capsys):
    here = Path.cwd()
    names = chapter.run_cells(
        [
            "from pathlib import Path\nhere = list(Path().iterdir())",
            "Path('left').write_text('x')\nprint('seen by nobody')\nn = 3",
            "language = mh.language.get_language()",
        ]
    )
    assert names["here"] == [] and names["n"] == 3
    assert names["language"] == "en"
    assert Path.cwd() == here and not Path("left").exists()
    assert "seen" not in capsys.readouterr().out


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
