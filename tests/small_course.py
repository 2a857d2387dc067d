"""A course with one tiny lesson, whose notebooks need no TensorFlow."""

import nbformat

from mnist_helpers.files import write_whole
from tools import lesson

TITLE = """\
# %% [markdown] lang="en"
# # Count digits

# %% [markdown] lang="id"
# # Menghitung angka
"""
LESSON = f"""\
{TITLE}
# %%
import math

# %% [markdown] lang="en"
# Next, the root.

# %% [markdown] lang="id"
# Sekarang akarnya.

# %%
print(math.sqrt(16))

# %% tags=["solution"]
print(math.pi)
"""
NAME = "01_count"


def write_lesson(project, text=LESSON, name=NAME):
    path = project / "notebooks" / "lessons" / f"{name}.py"
    write_whole(path, text)
    return path


def set_address(project, repository):
    (project / "pyproject.toml").write_text(
        f'[tool.mnist-course]\nrepository = "{repository}"\n'
        'branch = "main"\n\n[tool.ruff]\nbranch = "wrong"\n'
    )


def notebook_path(project, language="en", name=NAME):
    return project / "notebooks" / language / f"{name}.ipynb"


def commit(project, change=None, name=NAME):
    """Both editions as if executed; `change` then spoils the English one."""
    for language in lesson.LANGUAGES:
        source = project / "notebooks" / "lessons" / f"{name}.py"
        notebook = lesson.build(source, language)
        for cell in notebook.cells:
            if cell.cell_type == "code":
                cell.execution_count = 1
        if change and language == "en":
            change(notebook)
        target = notebook_path(project, language, name)
        write_whole(target, nbformat.writes(notebook))
