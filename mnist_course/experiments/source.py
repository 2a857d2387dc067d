"""The source of a function, without what changes nothing when it runs.

In: the code that Python runs. Out: its text, the same on the next Python too;
none where the file says something else by now, or where it has no file.
"""

import ast
import functools
import linecache
import types

Function = ast.FunctionDef | ast.AsyncFunctionDef


def read_source(code: types.CodeType) -> str:
    """Return the source that this code was made of, "" if none is found.

    Comments, docstrings and type hints are left out, and how it is set.
    """
    name = code.co_filename
    # A file may have been edited since it was imported, or read again since.
    for look_again in (len, linecache.checkcache):
        look_again(name)
        sources = _list_sources("".join(linecache.getlines(name)))
        if code in sources:
            return sources[code]
    return ""


@functools.lru_cache(maxsize=100)
def _list_sources(text: str) -> dict[types.CodeType, str]:
    """Each function of a file, by the code that it is compiled to."""
    try:
        tree = ast.parse(text)
        codes = [compile(tree, "", "exec", dont_inherit=True)]
    except (SyntaxError, ValueError):
        return {}
    nodes: dict[tuple[str, int], list] = {}
    for node in ast.walk(tree):
        if isinstance(node, Function | ast.Lambda):
            starts = [node, *getattr(node, "decorator_list", [])]
            first = min(start.lineno for start in starts)
            name = getattr(node, "name", "<lambda>")
            nodes.setdefault((name, first), []).append(node)
    sources = {}
    for code in codes:  # grows meanwhile
        codes += [c for c in code.co_consts if isinstance(c, types.CodeType)]
        found = nodes.get((code.co_name, code.co_firstlineno), [])
        if len(found) == 1:  # of two lambdas in a line none is known
            sources[code] = ast.unparse(_Bare().visit(found[0]))
    return sources


class _Bare(ast.NodeTransformer):
    """Leaves out docstrings, and the type hints of functions."""

    def visit_FunctionDef(self, node: Function) -> Function:
        if ast.get_docstring(node, clean=False) is not None:
            node.body = node.body[1:] or [ast.Pass()]
        node.returns = None
        self.generic_visit(node)
        return node

    visit_AsyncFunctionDef = visit_FunctionDef

    def visit_ClassDef(self, node: ast.ClassDef) -> ast.ClassDef:
        # A dataclass is made of its hints.
        for part in node.body:
            if not isinstance(part, ast.AnnAssign):
                self.visit(part)
        return node

    def visit_arg(self, node: ast.arg) -> ast.arg:
        node.annotation = None
        return node

    def visit_AnnAssign(self, node: ast.AnnAssign) -> ast.stmt:
        if node.value is None:
            node.annotation = ast.Constant(...)
            return node
        return ast.Assign([node.target], self.visit(node.value), lineno=0)
