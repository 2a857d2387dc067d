"""What a value or a function is, so that another one is told from it.

In: the settings of a run, or the function that makes it. Out: a short text
that is the same in each process for what is the same, and differs for what
differs. What has no such text is refused; passed over is nothing but what
the code itself assigns. Nothing here needs TensorFlow.
"""

import builtins
import dis
import enum
import functools
import importlib
import inspect
import sys
import types
from collections import namedtuple
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import fields, is_dataclass
from numbers import Number
from operator import attrgetter
from pathlib import Path, PurePath
from typing import Any

import joblib
import numpy as np
import pandas as pd

from ..machine import find_version
from .source import read_source

COURSE = ("mnist_helpers", "mnist_course")
NOTHING = (type(None), type(...), type(NotImplemented))
PLAIN = (Number, str, bytes, range, PurePath, *NOTHING)
# What stands in a class for its slots, and for what is registered with it.
SLOTS: tuple = (types.MemberDescriptorType, types.GetSetDescriptorType)
PAIR: Any = namedtuple("PAIR", "a b")
SLOTS += (type(PAIR.a), type(vars(Number)["_abc_impl"]))
# What Python itself writes into a named tuple.
GIVEN = vars(PAIR).keys() - {"_fields", "_field_defaults"}
READING = ("LOAD_GLOBAL", "LOAD_NAME", "LOAD_FROM_DICT_OR_GLOBALS")


class Unknown(Exception):
    """Names what nothing tells from another of its kind."""


def fingerprint(*values: object) -> str:
    """Return 16 letters that stand for values.

    Known are numbers, words, paths, arrays, tables; lists, tuples, sets,
    dicts and dataclasses of known things; functions and classes with all
    that they read; of a library the name and the version. Code is known by
    what Python made of it: a file may have been edited since it was read.

    Raises:
        Unknown: if one of them, or what it reads, is anything else.
    """
    reader = _Reader()
    read = [reader.read(value) for value in values]
    for thing in reader.things:  # grows meanwhile
        with _within(thing.__qualname__):
            read.append([thing.__qualname__, *reader.look_into(thing)])
    return joblib.hash(repr(read))[:16]


class _Reader:
    """Writes values as lists of words.

    Functions and classes are numbers there, and looked into later: so they
    may name each other in a circle, or five hundred in a row.
    """

    def __init__(self) -> None:
        self.things: list[Any] = []
        self.numbers: dict[int, int] = {}

    def read(self, value: Any) -> list:
        if isinstance(value, np.generic):
            value = value.item()
        kind = type(value)
        if isinstance(value, PLAIN) and _find_version(kind.__module__) == "":
            return [kind.__name__, repr(value)]
        if kind in (list, tuple):
            return ["list", *map(self.read, value)]
        if kind in (set, frozenset):
            return ["set", *sorted(map(self.read, value), key=repr)]
        if kind is dict:
            keys = sorted(value, key=lambda key: repr(self.read(key)))
            return ["dict", *(self.read_part(key, value[key]) for key in keys)]
        if kind in (np.ndarray, np.memmap) and not value.dtype.hasobject:
            # Whole, since a view of other strides holds the same.
            content = joblib.hash(np.ascontiguousarray(value))
            return ["array", value.shape, content]
        if isinstance(value, pd.DataFrame | pd.Series | pd.Index):
            return ["table", joblib.hash(value)]
        parts = _take_apart(value)
        if parts:
            return [kind.__name__, *map(self.read, parts)]
        return self.read_name(value)

    def read_part(self, name: Any, value: Any) -> list:
        with _within(name):
            return [self.read(name), self.read(value)]

    def read_name(self, value: Any) -> list:
        """A thing of a library by name and version; other code by number."""
        module = getattr(value, "__module__", None) or type(value).__module__
        name = getattr(value, "__qualname__", getattr(value, "__name__", ""))
        if vars(builtins).get(name) is value:  # its module changes
            module = "builtins"
        version = _find_version(module)
        try:
            found = attrgetter(name)(sys.modules[module])
        except (AttributeError, KeyError, TypeError):
            found = None
        if found is value and version is not None:
            return [module, name, version]
        if not isinstance(value, type | types.FunctionType):
            raise Unknown(type(value).__qualname__)
        if id(value) not in self.numbers:
            self.numbers[id(value)] = len(self.things)
            self.things.append(value)
        return ["code", self.numbers[id(value)]]

    def read_outside(self, name: str, value: Any, asked: set[str]) -> list:
        """What code takes from outside; of a module what it asks of it."""
        with _within(name):
            if not isinstance(value, types.ModuleType):
                return [name, self.read(value)]
            version = _find_version(value.__name__)
            if version is not None:
                return [name, value.__name__, version]
            parts = sorted(part for part in asked if hasattr(value, part))
            if not parts:
                raise Unknown("module")
            return [name] + [
                self.read_outside(part, getattr(value, part), asked - {part})
                for part in parts
            ]

    def look_into(self, thing: Any) -> Iterator[list]:
        """All that a class or a function of one's own holds or reads."""
        if isinstance(thing, type):
            yield [self.read(base) for base in (type(thing), *thing.__bases__)]
            for name, part in _list_members(thing):
                yield self.read_part(name, part)
            return
        code = thing.__code__
        steps = [*_list_steps(code, {*code.co_freevars})]
        source = read_source(code)
        yield [source or [[does, self.read(part)] for does, part in steps]]
        for name in ("__defaults__", "__kwdefaults__", "__dict__"):
            yield self.read_part(name, getattr(thing, name))

        def find(*doing: str) -> set[str]:
            return {part for does, part in steps if does in doing}

        asked = find("LOAD_ATTR", "LOAD_METHOD", "IMPORT_FROM")
        outside = vars(builtins) | thing.__globals__
        cells = zip(code.co_freevars, thing.__closure__ or (), strict=True)
        outside |= {name: cell.cell_contents for name, cell in cells}
        read = {*code.co_freevars} | find(*READING)
        for name in sorted(read - find("STORE_GLOBAL", "DELETE_GLOBAL")):
            yield self.read_outside(name, outside.get(name), asked)
        for name in sorted(find("IMPORT_NAME")):
            module = importlib.import_module(name)
            yield self.read_outside(name, module, asked)


def _list_steps(code: types.CodeType, free: set[str]) -> Iterator[tuple]:
    """What code does, with the code inside it; `free` are names of cells."""
    counts = code.co_argcount, code.co_posonlyargcount, code.co_kwonlyargcount
    jumps = getattr(code, "co_exceptiontable", b"")  # from Python 3.11 on
    yield "code", [counts, code.co_flags & 0x3FF, code.co_varnames, jumps]
    for step in dis.get_instructions(code):
        does, part = step.opname, step.argval
        if step.opcode in dis.hasconst:  # Python 3.11 hides names of keywords
            part = code.co_consts[step.arg or 0]
        if isinstance(part, types.CodeType):
            yield from _list_steps(part, free & {*part.co_freevars})
        elif does == "STORE_DEREF" and part in free:
            yield "STORE_GLOBAL", part
        else:
            yield does, part


def _list_members(kind: type) -> Iterator[tuple[str, Any]]:
    """What stands in a class: its values, and what somebody wrote."""
    for part in fields(kind) if is_dataclass(kind) else ():
        made = part.default_factory  # MISSING, if there is none
        yield part.name, made if callable(made) else None
    ways = getattr(kind, "__dataclass_params__", None)
    yield "", [getattr(ways, way, None) for way in ("eq", "order", "frozen")]
    members = getattr(kind, "__members__", {})  # an Enum's
    yield "", {name: member.value for name, member in members.items()}
    generated = {*members} | ({*GIVEN} if issubclass(kind, tuple) else set())
    edge = "_" if members else "__"
    for name, member in vars(kind).items():
        special = name.startswith(edge) and name.endswith(edge)
        if name in generated or isinstance(member, SLOTS):
            continue
        if isinstance(member, types.FunctionType):
            file = inspect.unwrap(member).__code__.co_filename
            written = is_dataclass(kind) and file == "<string>"
            if special and (written or _find_version(member.__module__) == ""):
                continue  # Python wrote it
        elif special:
            continue
        yield name, member


def _take_apart(value: Any) -> list:
    """What a value is made of, if that is all that it is."""
    kind = type(value)
    if kind is np.ndarray:
        return [value.shape, value.tolist()]
    if kind is functools.partial:
        return [value.func, value.args, value.keywords]
    if kind is types.MethodType:
        return [value.__func__, value.__self__]
    if kind is property:
        return [value.fget, value.fset, value.fdel]
    if kind in (staticmethod, classmethod, type(functools.cache(len))):
        return [value.__wrapped__]
    if isinstance(value, tuple) and hasattr(kind, "_fields"):
        return [kind, [*value]]
    if isinstance(value, enum.Enum):
        return [kind, value.name]
    if is_dataclass(kind):
        named = {part.name: getattr(value, part.name) for part in fields(kind)}
        return [kind, named | getattr(value, "__dict__", {})]
    return []


@functools.cache
def _find_version(module: str) -> str | None:
    """The version of a module's library; None if it is one's own.

    "" for Python's own. The course is known by what stands in its files.
    """
    name = module.partition(".")[0]
    if name in sys.stdlib_module_names and name != "__main__":
        return ""
    file = getattr(sys.modules.get(name), "__file__", None) or ""
    if name in COURSE:
        paths = sorted(Path(file).parent.rglob("*.py"))
        return joblib.hash([path.read_bytes() for path in paths])
    return str(find_version(name)) if "-packages" in file else None


@contextmanager
def _within(name: object) -> Iterator[None]:
    try:
        yield
    except Unknown as error:
        raise Unknown(f"{name}: {error}") from None
