"""What a value or a function is, so that another one is told from it.

In: the settings of a run, or the function that makes it. Out: a short text
that is the same in each session for what is the same, and differs for what
differs; a refusal of what has no such text. Nothing here needs TensorFlow.
"""

import ast
import dis
import functools
import hashlib
import inspect
import json
import sys
import textwrap
import types
from collections.abc import Iterator, Mapping, Set
from dataclasses import fields, is_dataclass
from enum import Enum
from numbers import Number
from pathlib import PurePath
from typing import Any

import numpy as np
import pandas as pd

# Methods that change a list, a set or a dict: where a function calls one, it
# writes down what it did, and what it did decides nothing.
CHANGING = frozenset(
    "add append appendleft clear discard extend insert pop popitem popleft "
    "remove reverse setdefault sort update".split()
)
# What these write of themselves is all that they are.
TELLING = ("datetime", "decimal", "fractions", "re", "uuid", "zoneinfo")


class Unknown(Exception):
    """A value that nothing tells from another of its kind."""


def fingerprint(*values: object) -> str:
    """Return 16 letters that stand for values.

    Raises:
        Unknown: if one of them cannot be told from others of its kind.

    Example:
        >>> fingerprint({"a": 1, "b": {2, 3}}) == fingerprint(
        ...     {"b": {3, 2}, "a": np.int64(1)}
        ... )
        True
    """
    text = json.dumps([_describe(value, ()) for value in values])
    return hashlib.sha256(text.encode()).hexdigest()[:16]


def _describe(value: Any, above: tuple[int, ...]) -> Any:
    """A value as JSON; `above` are the ids of what it is part of."""
    if value is None or isinstance(value, str | bool | int):
        return value
    if id(value) in above:  # a function that calls itself
        return ["above", above.index(id(value))]
    above = (*above, id(value))
    kind = f"{type(value).__module__}.{type(value).__qualname__}"
    if isinstance(value, np.generic):
        return _describe(value.item(), above)
    if isinstance(value, Number):
        return [kind, repr(value)]
    if isinstance(value, PurePath):
        return ["path", str(value)]
    if isinstance(value, bytes | bytearray):
        return ["bytes", hashlib.sha256(value).hexdigest()]
    if isinstance(value, list | tuple):
        return [_describe(item, above) for item in value]
    if isinstance(value, Set):
        items = [_describe(item, above) for item in value]
        return ["set", *sorted(items, key=json.dumps)]
    if isinstance(value, Mapping):
        pairs = [[_describe(part, above) for part in x] for x in value.items()]
        return ["dict", *sorted(pairs, key=json.dumps)]
    if isinstance(value, np.ndarray):
        if value.dtype.kind == "O":
            return ["array", value.shape, _describe(value.tolist(), above)]
        content = hashlib.sha256(value.tobytes()).hexdigest()
        return ["array", value.dtype.str, value.shape, content]
    if isinstance(value, pd.DataFrame | pd.Series | pd.Index):
        rows = pd.util.hash_pandas_object(value).to_numpy()
        names = getattr(value, "columns", getattr(value, "name", None))
        names = names.tolist() if isinstance(names, pd.Index) else names
        types_ = str(getattr(value, "dtypes", ""))
        return [kind, _describe([names, types_, rows], above)]
    if isinstance(value, types.ModuleType):
        return ["module", value.__name__]
    if isinstance(value, functools.partial):
        parts = [value.func, value.args, value.keywords]
        return ["partial", _describe(parts, above)]
    if isinstance(value, types.MethodType):
        return ["method", _describe([value.__func__, value.__self__], above)]
    if isinstance(value, types.FunctionType):
        return ["function", *_describe_function(value, above)]
    if isinstance(value, type):
        return ["class", *_describe_class(value, above)]
    return [kind, _describe_object(value, above)]


def _describe_object(value: Any, above: tuple[int, ...]) -> Any:
    kind = type(value)
    if isinstance(value, Enum):
        return value.name
    if is_dataclass(value):
        names = [field.name for field in fields(value)]
        return _describe({n: getattr(value, n) for n in names}, above)
    if hasattr(value, "get_config"):  # layers, optimizers, losses, ...
        weights: list = getattr(value, "get_weights", list)()
        return _describe([_tidy(value.get_config(), {}), weights], above)
    if hasattr(value, "__array__") or hasattr(value, "__array_interface__"):
        return _describe(np.asarray(value), above)  # tensors, pictures
    if hasattr(value, "__wrapped__"):  # a function that remembers
        return _describe(value.__wrapped__, above)
    if isinstance(value, np.dtype | np.ufunc | range | slice) or (
        kind.__name__ in ("DType", "Timestamp", "Timedelta", "ellipsis")
        or kind.__module__ in TELLING
    ):
        return repr(value)
    if isinstance(value, types.BuiltinFunctionType):
        return value.__qualname__
    if _is_library(kind.__module__) or not hasattr(value, "__dict__"):
        raise Unknown(repr(value))
    # One of the reader's own classes: what it does and what it holds.
    written = {
        name
        for called, method in vars(kind).items()
        if isinstance(method, types.FunctionType) and called != "__init__"
        for name in _list_written(method.__code__)
    }
    held = {n: x for n, x in vars(value).items() if n not in written}
    return [_describe(kind, above), _describe(held, above)]


def _tidy(config: Any, names: dict[str, str]) -> Any:
    """A Keras configuration without what differs between two processes.

    Layers are counted on, so their names become numbers in order.
    """
    if isinstance(config, Mapping):
        if isinstance(config.get("name"), str):
            names.setdefault(config["name"], f"#{len(names)}")
        kept = {n: x for n, x in config.items() if n != "shared_object_id"}
        return {name: _tidy(part, names) for name, part in kept.items()}
    if isinstance(config, list | tuple):
        return [_tidy(part, names) for part in config]
    return names.get(config, config) if isinstance(config, str) else config


def _is_library(module: str) -> bool:
    """Whether a module came with Python or was installed."""
    name = module.partition(".")[0]
    file = getattr(sys.modules.get(name), "__file__", None) or ""
    return name != "__main__" and (
        name in sys.stdlib_module_names or "-packages" in file
    )


def _describe_function(
    function: types.FunctionType, above: tuple[int, ...]
) -> Iterator[Any]:
    """Its compiled code, its defaults, and what it takes from outside."""
    yield function.__qualname__
    if _is_library(function.__module__ or "__main__"):
        return
    code = function.__code__
    yield _describe(_list_parts(code), above)
    yield _describe([function.__defaults__, function.__kwdefaults__], above)
    written = set(_list_written(code))
    cells = function.__closure__ or ()
    outside = dict(zip(code.co_freevars, cells, strict=True))
    for name in sorted(_list_names(code)):
        if name in written:
            continue
        try:
            if name in outside:
                value = outside[name].cell_contents
            else:
                value = function.__globals__[name]
        except (KeyError, ValueError):  # a built-in; not there yet
            continue
        made = isinstance(value, type | types.FunctionType)
        if made and value.__module__ != function.__module__:
            continue
        try:
            yield [name, _describe(value, above)]
        except Exception:  # what cannot be told is not looked at
            yield [name]


def _describe_class(kind: type, above: tuple[int, ...]) -> Iterator[Any]:
    yield kind.__qualname__
    if _is_library(kind.__module__):
        return
    for name, part in sorted(vars(kind).items()):
        part = getattr(part, "__func__", getattr(part, "fget", part))
        plain = isinstance(part, str | int | float | tuple)
        if isinstance(part, types.FunctionType) or (
            plain and not name.startswith("__")
        ):
            yield [name, _describe(part, above)]


def _list_parts(code: types.CodeType) -> list:
    """What a function's code does, without where it stands."""
    constants = [
        _list_parts(part) if isinstance(part, types.CodeType) else part
        for part in code.co_consts
    ]
    return [code.co_code, code.co_names, code.co_varnames, constants]


def _list_codes(code: types.CodeType) -> Iterator[types.CodeType]:
    yield code
    for part in code.co_consts:
        if isinstance(part, types.CodeType):
            yield from _list_codes(part)


def _list_names(code: types.CodeType) -> set[str]:
    """Names that a function, or one within it, may take from outside."""
    names = {name for one in _list_codes(code) for name in one.co_names}
    return names | set(code.co_freevars)


def _list_written(code: types.CodeType) -> Iterator[str]:
    """Names from outside that a function, or one within it, writes to."""
    for one in _list_codes(code):
        line: int | None = None
        names: dict[int | None, set[str]] = {}
        changed = set()
        for step in dis.get_instructions(one):
            at = getattr(step, "positions", None)
            line = at.lineno if at else step.starts_line or line
            name = str(step.argval)
            if step.opname.startswith(("STORE_GLOBAL", "STORE_DEREF")):
                yield name
            elif step.opname == "STORE_ATTR":
                yield name
            elif step.opname in ("STORE_SUBSCR", "DELETE_SUBSCR"):
                changed.add(line)
            elif step.opname.startswith("LOAD_"):
                names.setdefault(line, set()).add(name)
                if name in CHANGING:
                    changed.add(line)
        for line in changed:
            yield from names.get(line, ())


def list_returned(function: Any) -> set[str]:
    """The names of results that a function is seen to return, if it is."""
    function = getattr(function, "func", function)  # of a partial
    try:
        tree = ast.parse(textwrap.dedent(inspect.getsource(function)))
    except (OSError, TypeError, SyntaxError):  # no source, or part of a line
        return set()
    names = set()
    for node in ast.walk(tree):
        if isinstance(node, ast.Return) and isinstance(node.value, ast.Dict):
            names |= {getattr(key, "value", None) for key in node.value.keys}
        if isinstance(node, ast.Return) and isinstance(node.value, ast.Call):
            names |= {keyword.arg for keyword in node.value.keywords}
    return {name for name in names if isinstance(name, str)}
