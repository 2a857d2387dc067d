"""All that a class needs, in one zip: notebooks, the package, what to do.

In: the committed notebooks and the checkout. Out: a zip for Google Drive or
Classroom, a USB stick or a school's server. The wheel lies beside the
notebooks; their set-up cell installs from it, without a network and without
changing anything else. A page that reads digits is there, too.
"""

import io
import shutil
import subprocess
import sys
import tempfile
import zipfile
from collections.abc import Sequence
from pathlib import Path

from jinja2 import Template

from mnist_course.steps import LESSONS
from mnist_helpers.files import write_whole

from ..digits import PAGE as DIGITS, make_digits_page
from ..words import read_words
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
PAGE = Path(__file__).with_name("bundle.html.j2")


def make_bundle(
    sources: Sequence[Path],
    language: str,
    outputs: Path,
    *,
    reader: str = "student",
) -> Path:
    """Write the zip of one language's notebooks for one kind of reader.

    Args:
        sources: the lessons.
        language: "en" or "id".
        outputs: the folder that gets `bundle/mnist-course-LANG-READER.zip`.
        reader: "student", without solutions, or "teacher".

    Building the package's wheel needs a network once.
    """
    make_handouts(sources, [language], outputs)
    folder = outputs / "handout" / reader / language
    packed = io.BytesIO()
    with (
        tempfile.TemporaryDirectory() as made,
        zipfile.ZipFile(packed, "w") as archive,
    ):
        wheel = build_wheel(sources[0].parents[2], Path(made))
        page = Path(made, read_words("bundle", language)["file"])
        write_whole(page, write_page(sources, language, wheel.name))
        digits = make_digits_page(Path(made) / DIGITS)
        notebooks = [folder / f"{source.stem}.ipynb" for source in sources]
        for path in (page, wheel, digits, *notebooks):
            about = zipfile.ZipInfo(f"{FOLDER}/{path.name}", DATE)
            about.external_attr = 0o644 << 16
            archive.writestr(about, path.read_bytes(), zipfile.ZIP_DEFLATED)
    target = outputs / "bundle" / f"{FOLDER}-{language}-{reader}.zip"
    write_whole(target, packed.getvalue())
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
    words = read_words("bundle", language)
    given = {source.stem for source in sources}
    page = Template(PAGE.read_text("utf-8"), autoescape=True)
    return page.render(
        words,
        language=language,
        steps=words["steps"].format(folder=FOLDER, wheel=wheel).splitlines(),
        digits=words["digits"].format(page=DIGITS),
        list=[lesson for lesson in LESSONS if lesson.stem in given],
    )
