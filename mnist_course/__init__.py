"""What is there because this is a course: checks, widgets, runs, a thesis.

Write `import mnist_course as mc` beside `import mnist_helpers as mh`. What
may live here: the exercises, the quiz, things to move (`widgets`), what one
lesson alone draws or computes (`mc.lesson_06`), runs that resume and are
compared (`experiments`), pictures of handwriting (`own_digits`), a thesis's
chapters (`chapter3`). What two lessons or more call to load, explore,
augment, model, train or judge is in `mnist_helpers`, which knows nothing of
this package. A check is called by its name, `mc.check_pixels(answer)`; its
data are in `exercises/lesson_NN.json`.
"""

from pathlib import Path
from typing import Any

import lazy_loader

from mnist_helpers.language import add_catalogues

add_catalogues(Path(__file__).parent / "locale")
_get, _list, __all__ = lazy_loader.attach_stub(__name__, __file__)


def __getattr__(name: str) -> Any:
    if name.startswith("check_"):
        from . import exercises

        return getattr(exercises, name)
    return _get(name)


def __dir__() -> list[str]:
    from .exercises import load_exercises

    return [*_list(), *load_exercises()]
