"""All that a class needs, in one zip: notebooks, the package, what to do.

In: the committed notebooks and the checkout. Out: a zip for Google Drive or
Classroom, a USB stick or a school's server. The wheel lies beside the
notebooks; their set-up cell installs from it, without a network and without
changing anything else. A page that reads digits is there, too.
"""

import html
import shutil
import subprocess
import sys
import tempfile
import zipfile
from collections.abc import Iterator, Sequence
from pathlib import Path

from mnist_helpers.files import write_whole
from mnist_helpers.steps import LESSONS

from ..digits import PAGE as DIGITS, make_digits_page
from .handout import make_handouts

FOLDER = "mnist-course"
PARTS = (
    "pyproject.toml",
    "requirements.txt",
    "README.md",
    "LICENSE",
    "mnist_helpers",
    "mnist_course",
)
# No date of the day: the same checkout gives the same zip.
DATE = (2026, 1, 1, 0, 0, 0)
PAGES = {
    "en": {
        "file": "READ_ME.html",
        "title": "A handwritten-digit CNN: what to do",
        "steps": (
            "Unpack the zip. Put the folder {folder} into your Google Drive, "
            "or leave it on the computer.",
            "Open a lesson: in Drive by a double click (Google Colab), on a "
            "computer in JupyterLab or VS Code. Begin with 00_start_here.",
            "Run the first cell. On a computer it finds the package beside "
            "the notebook. In Colab mount your Drive first (panel Files, "
            "button Mount Drive), or upload {wheel} when the cell asks for "
            "it. Nothing else is installed.",
            "Go through the lesson from top to bottom: predict, run, compare. "
            "Put your answers in place of ... and run the check below.",
            "Save, and hand in the notebook: in Colab File, Download, "
            "Download .ipynb.",
        ),
        "digits": "Nothing to install: {page} reads digits that you draw.",
        "lessons": "The lessons",
    },
    "id": {
        "file": "BACA_SAYA.html",
        "title": "CNN untuk digit tulisan tangan: langkah-langkahnya",
        "steps": (
            "Ekstrak berkas zip. Letakkan folder {folder} di Google Drive "
            "Anda, atau biarkan di komputer.",
            "Buka sebuah pelajaran: di Drive dengan klik ganda (Google "
            "Colab), di komputer dengan JupyterLab atau VS Code. Mulailah "
            "dari 00_start_here.",
            "Jalankan sel pertama. Di komputer, sel itu menemukan paketnya "
            "di samping notebook. Di Colab, pasang dulu Drive Anda (panel "
            "Files, tombol Mount Drive), atau unggah {wheel} saat diminta. "
            "Selain itu tidak ada yang dipasang.",
            "Ikuti pelajaran dari atas ke bawah: tebak, jalankan, bandingkan. "
            "Tulis jawaban Anda menggantikan ... lalu jalankan pemeriksanya "
            "di bawahnya.",
            "Simpan dan kumpulkan notebook-nya: di Colab pilih File, "
            "Download, Download .ipynb.",
        ),
        "digits": "Tanpa memasang apa pun: {page} membaca digit yang Anda "
        "gambar.",
        "lessons": "Pelajaran",
    },
}
PAGE = """<!doctype html>
<html lang="{language}"><meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
<title>{title}</title>
<style>body {{ max-width: 42em; margin: 2em auto; padding: 0 1em;
font: 18px/1.5 sans-serif; }} li {{ margin: 0.6em 0; }}</style>
<h1>{title}</h1>
<ol>
{steps}
</ol>
<p>{digits}</p>
<h2>{lessons}</h2>
<ul>
{list}
</ul>
</html>
"""


def make_bundle(
    sources: Sequence[Path],
    language: str,
    outputs: Path,
    *,
    reader: str = "student",
    wheel: Path | None = None,
) -> Path:
    """Write the zip of one language's notebooks for one kind of reader.

    Args:
        sources: the lessons.
        language: "en" or "id".
        outputs: the folder that gets `bundle/mnist-course-LANG-READER.zip`.
        reader: "student", without solutions, or "teacher".
        wheel: of the package; None builds it, which needs a network once.
    """
    make_handouts(sources, [language], outputs)
    folder = outputs / "handout" / reader / language
    with tempfile.TemporaryDirectory() as made:
        wheel = wheel or build_wheel(sources[0].parents[2], Path(made))
        page = write_page(sources, language, wheel.name)
        files = {
            PAGES[language]["file"]: page.encode(),
            wheel.name: wheel.read_bytes(),
            DIGITS: make_digits_page(Path(made) / DIGITS).read_bytes(),
        } | {
            f"{source.stem}.ipynb": (
                folder / f"{source.stem}.ipynb"
            ).read_bytes()
            for source in sources
        }
        packed = Path(made) / "bundle.zip"
        with zipfile.ZipFile(packed, "w", zipfile.ZIP_DEFLATED) as archive:
            for name, content in files.items():
                about = zipfile.ZipInfo(f"{FOLDER}/{name}", DATE)
                about.external_attr = 0o644 << 16
                archive.writestr(about, content, zipfile.ZIP_DEFLATED)
        target = outputs / "bundle" / f"{FOLDER}-{language}-{reader}.zip"
        write_whole(target, packed.read_bytes())
    return target


def build_wheel(project: Path, folder: Path) -> Path:
    """Build the package's wheel; the checkout stays as it is."""
    copy = folder / "checkout"
    copy.mkdir()
    for name in PARTS:
        part = project / name
        if part.is_dir():
            leave = shutil.ignore_patterns("__pycache__")
            shutil.copytree(part, copy / name, ignore=leave)
        else:
            shutil.copy(part, copy / name)
    done = subprocess.run(
        [
            *(sys.executable, "-m", "pip", "wheel", "--no-deps", "-q"),
            *("-w", str(folder), str(copy)),
        ],
        capture_output=True,
        text=True,
    )
    wheels = [*folder.glob("mnist_helpers-*.whl")]
    if done.returncode or not wheels:
        last = done.stderr.strip().splitlines()[-1:]
        raise ValueError(
            "The package could not be packed; is there a network? / Paket "
            f"tidak dapat dibuat; apakah ada jaringan? {''.join(last)}"
        )
    return wheels[0]


def write_page(sources: Sequence[Path], language: str, wheel: str) -> str:
    """The page with the five steps and the lessons' questions."""
    words = PAGES[language]
    given = {source.stem for source in sources}

    def item(text: str) -> str:
        return f"<li>{text}</li>"

    def list_lessons() -> Iterator[str]:
        for lesson in LESSONS:
            if lesson.stem in given:
                question = html.escape(lesson.text("question", language))
                yield item(f"<b>{lesson.stem}</b>: {question}")

    steps = [
        item(html.escape(step).format(
            folder=f"<b>{FOLDER}</b>", wheel=f"<b>{wheel}</b>"
        ))
        for step in words["steps"]
    ]  # fmt: skip
    return PAGE.format(
        language=language,
        title=html.escape(str(words["title"])),
        steps="\n".join(steps),
        digits=html.escape(str(words["digits"])).format(
            page=f'<a href="{DIGITS}#{language}">{DIGITS}</a>'
        ),
        lessons=words["lessons"],
        list="\n".join(list_lessons()),
    )
