"""Settings of the web site, read by Sphinx. See `tools/site.py`."""

import json
from pathlib import Path

from docutils import nodes
from latex2mathml.converter import convert

# What `tools/site.py` has written beside this file: language and words.
SITE = json.loads((Path(__file__).parent / "site.json").read_text("utf-8"))

project = SITE["title"]
html_title = SITE["title"]
language = SITE["language"]
copyright = ""
extensions = ["myst_nb", "sphinx.ext.autodoc", "sphinx.ext.napoleon"]
exclude_patterns = ["conf.py", "_templates"]
templates_path = ["_templates"]

# The lessons' own outputs are shown: nothing is run, nothing fetched.
nb_execution_mode = "off"
nb_merge_streams = True
nb_ipywidgets_js: dict[str, str] = {}
myst_heading_anchors = 3
myst_enable_extensions = ["dollarmath"]
suppress_warnings = ["mystnb.unknown_mime_type", "misc.highlighting_failure"]

# Docstrings: Google's form, a single backtick is code.
default_role = "code"
autodoc_typehints_format = "short"
autodoc_preserve_defaults = True
add_module_names = False

html_theme = "furo"
html_static_path = ["_static"]
html_css_files = ["site.css"]
html_js_files = [("site.js", {"defer": "defer"})]
html_copy_source = False
html_show_sphinx = False
html_show_copyright = False
html_sidebars = {
    "**": [
        "sidebar/brand.html",
        "sidebar/other_language.html",
        "sidebar/search.html",
        "sidebar/scroll-start.html",
        "sidebar/navigation.html",
        "sidebar/scroll-end.html",
    ]
}
pygments_style = "a11y-high-contrast-light"
pygments_dark_style = "a11y-high-contrast-dark"


def visit_math(translator, node):
    """A formula as MathML, which browsers draw without a script."""
    block = isinstance(node, nodes.math_block)
    display = "block" if block else "inline"
    formula = convert(node.astext(), display=display)
    translator.body.append(f"<div>{formula}</div>" if block else formula)
    raise nodes.SkipNode


def add_words(app, pagename, templatename, context, doctree):
    """The same page in the other language, for the switch."""
    up = "../" * (pagename.count("/") + 1)
    context["site"] = SITE
    context["digits_page"] = f"{up}{SITE['digits_page']}"
    context["other_page"] = f"{up}{SITE['other']}/{pagename}.html"


def setup(app):
    app.add_html_math_renderer(
        "mathml",
        inline_renderers=(visit_math, None),
        block_renderers=(visit_math, None),
    )
    app.config.html_math_renderer = "mathml"
    app.connect("html-page-context", add_words)
    return {"parallel_read_safe": True, "parallel_write_safe": True}
