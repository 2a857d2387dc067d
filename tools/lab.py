"""Open a lesson in JupyterLab, at once and in the reader's language.

In: the folder of notebooks and a language. Out: JupyterLab in a browser, with
menus in that language and without a question about news; what the reader has
set in Lab still holds.
"""

import json
import subprocess
import sys
import tempfile
from pathlib import Path

from mnist_helpers.files import write_whole

LOCALES = {"en": "en", "id": "id_ID"}


def open_lab(notebooks: Path, language: str) -> int:
    """Open the first lesson; returns JupyterLab's exit status."""
    first = min((notebooks / language).glob("*.ipynb"))
    with tempfile.TemporaryDirectory() as folder:
        settings = write_settings(Path(folder), language)
        return subprocess.call(
            [
                *(sys.executable, "-m", "jupyter", "lab", str(first)),
                f"--LabApp.app_settings_dir={settings}",
            ]
        )


def write_settings(folder: Path, language: str) -> Path:
    """Write what Lab takes where the reader has set nothing."""
    settings = {
        "@jupyterlab/apputils-extension:notification": {
            "checkForUpdates": False,
            "fetchNews": "false",
        },
        "@jupyterlab/translation-extension:plugin": {
            "locale": LOCALES[language]
        },
    }
    write_whole(folder / "overrides.json", json.dumps(settings))
    return folder
