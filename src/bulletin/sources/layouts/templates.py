"""Templates of layouts: the sandbox in which they run, what is wrong with one, and what its failure means.

A template is user input. It is given values and a handful of functions; everything that is not named here is refused,
so nothing of Python, of the program or of the computer can be reached from it.
"""

from __future__ import annotations

import dataclasses
import datetime as dt
from collections.abc import Callable, Iterator, Mapping
from functools import lru_cache
from types import BuiltinMethodType, MethodType, TracebackType
from typing import Any

import jinja2
from jinja2 import nodes
from jinja2.exceptions import SecurityError
from jinja2.filters import FILTERS as _ALL_FILTERS
from jinja2.runtime import BlockReference, LoopContext, Macro
from jinja2.sandbox import ImmutableSandboxedEnvironment
from jinja2.utils import Namespace

from bulletin.errors import Finding, Place
from bulletin.fields.layout import Layout
from bulletin.sources.folding import nearest, shorten
from bulletin.sources.layouts.checks import covers, missing_role
from bulletin.sources.layouts.read import BASE, SUFFIX, LayoutFiles, base_files
from bulletin.sources.rules import layouts as rules

MAX_NUMBERS = 100_000
"""How many numbers the ranges of one page may give out together."""
MAX_REPEATED = 10_000
"""Longest text or list that a multiplication may make."""

_FILTERS = frozenset((
    "abs", "capitalize", "count", "d", "default", "e", "escape", "first", "float", "int", "items", "join", "last",
    "length", "list", "lower", "map", "max", "min", "reject", "rejectattr", "replace", "reverse", "select",
    "selectattr", "sort", "string", "sum", "title", "trim", "unique", "upper", "wordcount",
))  # fmt: skip
_LOOP = frozenset((
    "changed", "cycle", "depth", "depth0", "first", "index", "index0", "last", "length", "nextitem", "previtem",
    "revindex", "revindex0",
))  # fmt: skip
_TEXT = frozenset((
    "capitalize", "count", "endswith", "find", "isalpha", "isdigit", "islower", "isupper", "lower", "lstrip",
    "removeprefix", "removesuffix", "replace", "rsplit", "rstrip", "split", "splitlines", "startswith", "strip",
    "title", "upper",
))  # fmt: skip
_OFFERED: tuple[tuple[Any, frozenset[str]], ...] = (
    (str, _TEXT),
    (Mapping, frozenset(("get", "items", "keys", "values"))),
    ((tuple, list), frozenset(("count", "index"))),
    (LoopContext, _LOOP),
    ((dt.date, dt.datetime), frozenset(("year", "month", "day", "hour", "minute", "weekday", "isoweekday"))),
)
_VALUES = (
    str, bool, int, float, type(None), tuple, list, Mapping, dt.date, LoopContext, Macro, Namespace, BlockReference,
    MethodType, BuiltinMethodType,
)  # fmt: skip
"""What an attribute may give: values, and methods, whose names are among those that are offered."""

_RECORDS = ("bulletin.layout.", "bulletin.model", "bulletin.fields.", "bulletin.delivery.letter.")

METHODS = "TEMPLATE_METHODS"
"""A class attribute: the names of the methods that a template may call."""

Jinja = jinja2.Environment


class LimitedRange:
    """`range` for templates: all ranges of a page give out a limited sum of numbers."""

    def __init__(self) -> None:
        self.left = MAX_NUMBERS

    def __call__(self, *limits: int) -> range:
        made = range(*limits)
        try:
            count = len(made)
        except OverflowError:
            count = MAX_NUMBERS + 1
        self.left -= count
        if self.left < 0:
            raise SecurityError(f"ranges of more than {MAX_NUMBERS} numbers on one page")
        return made


class Sandbox(ImmutableSandboxedEnvironment):
    """Jinja that refuses every attribute, call and operation that is not offered."""

    intercepted_binops = frozenset(("*", "**", "%"))

    def __init__(self, sources: Mapping[str, str], labels: Mapping[str, str]) -> None:
        """`sources` are the templates by name; `labels` are their files as messages name them."""

        def load(name: str) -> tuple[str, str, Callable[[], bool]] | None:
            return (sources[name], labels[name], lambda: True) if name in sources else None

        super().__init__(
            loader=jinja2.FunctionLoader(load), autoescape=True, undefined=jinja2.StrictUndefined, trim_blocks=True,
            lstrip_blocks=True, auto_reload=False, cache_size=-1,
        )  # fmt: skip
        self.filters = {name: _ALL_FILTERS[name] for name in _FILTERS} | {"round": _rounded}
        self.labels = dict(labels)
        self.range = LimitedRange()
        self.functions: frozenset[int] = frozenset()
        self.globals.clear()
        self.offer(range=self.range, namespace=Namespace)

    def offer(self, **values: Any) -> None:
        """Give templates names: values, and functions that they may call."""
        self.globals.update(values)
        self.functions = frozenset(id(value) for value in self.globals.values() if callable(value))

    def is_safe_attribute(self, obj: Any, attr: str, value: Any) -> bool:
        kind: Any = type(obj)
        given: Any = type(value)
        return _offers(kind, attr) and _is_value(given)

    def is_safe_callable(self, obj: Any) -> bool:
        if id(obj) in self.functions or isinstance(obj, Macro | LoopContext | BlockReference):
            return True
        if isinstance(obj, MethodType | BuiltinMethodType):
            kind: Any = type(obj.__self__)
            return _offers(kind, obj.__name__)
        return False

    def wrap_str_format(self, value: Any) -> None:
        """`str.format` is not offered at all: its fields can walk through attributes."""

    def call_binop(self, context: Any, operator: str, left: Any, right: Any) -> Any:
        numbers = all(isinstance(side, int | float) for side in (left, right))
        if not numbers and operator != "*":
            raise SecurityError(f"{operator} is for numbers only")
        if operator == "**" and (abs(left) > 1e6 or abs(right) > 16):
            raise SecurityError("** of such numbers")
        if operator == "*" and not numbers:
            times, what = (left, right) if isinstance(left, int) else (right, left)
            if not isinstance(times, int) or not hasattr(what, "__len__") or times * len(what) > MAX_REPEATED:
                raise SecurityError("* makes a text or list that is too long")
        made = super().call_binop(context, operator, left, right)
        if isinstance(made, int) and abs(made) > 1e15:
            raise SecurityError("a number that is too large")
        return made


def _rounded(value: float, precision: int = 0) -> float:
    """The filter `round`, without the methods that compute powers of ten."""
    return round(value, max(-9, min(int(precision), 9)))


@lru_cache(maxsize=1024)
def _offers(kind: type[Any], attr: str) -> bool:
    """Whether a template may ask a value of this type for an attribute; classes themselves offer nothing."""
    if attr.startswith("_"):
        return False
    if attr in getattr(kind, METHODS, ()):
        return True
    if _is_record(kind):
        return attr in {item.name for item in dataclasses.fields(kind)} or any(
            isinstance(vars(cls).get(attr), property) for cls in kind.__mro__
        )
    if issubclass(kind, jinja2.environment.TemplateModule | Namespace):
        return True
    return any(issubclass(kind, offering) and attr in names for offering, names in _OFFERED)


@lru_cache(maxsize=256)
def _is_value(kind: type[Any]) -> bool:
    return issubclass(kind, _VALUES) or _is_record(kind)


def _is_record(kind: type[Any]) -> bool:
    """A frozen record of the program: its fields are values all the way down."""
    return dataclasses.is_dataclass(kind) and kind.__module__.startswith(_RECORDS)


def sandbox(files: LayoutFiles) -> Sandbox:
    """The sandbox of one layout: its own templates before those that all layouts share."""
    shared = {name: data for name, data in base_files().items() if name.endswith(SUFFIX)}
    sources = {name: data.decode("utf-8") for name, data in shared.items()}
    labels = {name: f"layouts/{BASE}/{name}" for name in shared}
    for name in files.data:
        if name.endswith(SUFFIX):
            sources[name], labels[name] = files.text(name), files.label(name)
    return Sandbox(sources, labels)


# --- what is wrong with a template ------------------------------------------------------------------------------------

_KINDS: tuple[tuple[type[Exception], str, str], ...] = (
    (jinja2.TemplateNotFound, "dùng một tệp khung không có", "uses a template that is not there"),
    (jinja2.TemplateSyntaxError, "sai cú pháp", "has a mistake in its syntax"),
    (SecurityError, "gọi điều không được phép", "asks for what is not allowed"),
    (jinja2.UndefinedError, "dùng một tên không có", "uses a name that does not exist"),
    (RecursionError, "gọi chính nó mãi không dừng", "calls itself without end"),
)
_OTHER = ("không tính được", "cannot be computed")
_HINTS: dict[type[Exception], tuple[str, str]] = {
    jinja2.TemplateNotFound: (
        "Hãy đặt tệp khung ấy trong thư mục của mẫu (không dùng thư mục con, liên kết, đường dẫn), hoặc bỏ dòng này.",
        "Put that template into the folder of the layout (no sub-folders, links or paths), or take the line out.",
    ),
    SecurityError: (
        "Hãy bỏ chỗ này: khung chỉ được dùng các tên ghi trong docs/layouts.md, mục Templates.",
        "Take it out: a template may use the names in docs/layouts.md, section Templates, and nothing else.",
    ),
}
_HINT = (
    "Hãy sửa dòng này; các tên và hàm dùng được ghi trong docs/layouts.md, mục Templates.",
    "Mend this line; docs/layouts.md, section Templates, says which names and functions there are.",
)


def template_finding(error: Exception, label: str, line: int | None, hint: tuple[str, str] | None = None) -> Finding:
    """An error of Jinja, or one that a template caused, as a finding at a line of its file."""
    kind = next((row[1:] for row in _KINDS if isinstance(error, row[0])), _OTHER)
    hint = hint or next((text for cls, text in _HINTS.items() if isinstance(error, cls)), _HINT)
    said = shorten(_said(error), 200)
    where = label if line is None else f"{label}:{line}"
    values = {
        "where": where, "kind_vi": kind[0], "kind_en": kind[1], "said": said, "hint_vi": hint[0], "hint_en": hint[1],
    }  # fmt: skip
    return Finding(rules.TEMPLATE, Place(label, line), said, values)


def _said(error: Exception) -> str:
    if isinstance(error, jinja2.TemplateNotFound):
        return str(error.name or error.message or "?")
    if isinstance(error, jinja2.TemplateError):
        return str(error.message or type(error).__name__)
    return f"{type(error).__name__}: {error}"


def place_of(error: BaseException, labels: Mapping[str, str], start: str) -> Place:
    """The innermost line of a template on the way to an error; Jinja has put its files into the traceback."""
    known = set(labels.values())
    if isinstance(error, jinja2.TemplateSyntaxError) and error.filename in known:
        return Place(error.filename, error.lineno)
    place = Place(labels.get(start, start))
    step: TracebackType | None = error.__traceback__
    while step is not None:
        if step.tb_frame.f_code.co_filename in known:
            place = Place(step.tb_frame.f_code.co_filename, step.tb_lineno)
        step = step.tb_next
    return place


# --- before anything is printed ---------------------------------------------------------------------------------------

NAMES: dict[str, tuple[str, ...]] = {
    "masthead": (
        "label", "name", "tagline", "owner", "publisher", "number", "date", "lunar", "periodicity", "since",
        "circulation", "price", "logo",
    ),
    "contents": ("frame", "heading", "entries"),
    "imprint": ("frame", "lines", "qr", "caption", "url"),
    "skybox": ("frame", "entries"),
    "ink": ("bookmark", "cell", "code", "line", "link", "logo", "photo", "story", "text"),
}  # fmt: skip
"""What the furniture's names hold; a test compares it with the records."""
_GUARDS = (nodes.Test, nodes.Filter)
_ROLE_AT = {"line": 0, "fit": 1, "drop": 0}


def check_templates(files: LayoutFiles, layout: Layout | None) -> Iterator[Finding]:
    """Mistakes that show before anything is printed: syntax, unknown filters, names, roles and templates."""
    box = sandbox(files)
    known = set(box.labels)
    for name in sorted(name for name in files.data if name.endswith(SUFFIX)):
        label, source = files.label(name), files.text(name)
        try:
            tree = box.parse(source, name, label)
            box.compile(source, name, label)
        except jinja2.TemplateSyntaxError as error:
            yield template_finding(error, label, error.lineno)
            continue
        except (RecursionError, ValueError, OverflowError) as error:
            yield template_finding(error, label, None)
            continue
        yield from _missing_templates(tree, label, known)
        yield from _unknown_names(tree, label)
        if layout is not None:
            yield from _unknown_roles(tree, label, layout)


def _missing_templates(tree: nodes.Template, label: str, known: set[str]) -> Iterator[Finding]:
    for node in tree.find_all((nodes.Include, nodes.Import, nodes.FromImport, nodes.Extends)):
        if getattr(node, "ignore_missing", False) or not isinstance(node.template, nodes.Const):  # type: ignore[attr-defined]
            continue
        name = str(node.template.value)  # type: ignore[attr-defined]
        if isinstance(node.template.value, str) and name not in known:  # type: ignore[attr-defined]
            yield template_finding(jinja2.TemplateNotFound(name), label, node.lineno)


def _unknown_names(tree: nodes.Template, label: str) -> Iterator[Finding]:
    guarded = {
        id(leaf)
        for guard in tree.find_all(_GUARDS)
        for leaf in guard.find_all(nodes.Getattr)
        if guard.name in ("defined", "undefined", "default", "d")
    }
    bound = {node.name for node in tree.find_all(nodes.Name) if node.ctx in ("store", "param")}
    for node in tree.find_all(nodes.Getattr):
        if not isinstance(node.node, nodes.Name) or node.node.name in bound or id(node) in guarded:
            continue
        offered = NAMES.get(node.node.name)
        if offered is not None and node.attr not in offered:
            near = nearest(node.attr, offered)
            said = f"“{node.node.name}” has no “{node.attr}”"
            hint = (f"Có phải là {node.node.name}.{near}?", f"Did you mean {node.node.name}.{near}?") if near else None
            yield template_finding(jinja2.UndefinedError(said), label, node.lineno, hint)


def _unknown_roles(tree: nodes.Template, label: str, layout: Layout) -> Iterator[Finding]:
    needs = ("Tệp khung in chữ bằng kiểu này", "The template prints text in it")
    for call in tree.find_all(nodes.Call):
        name = call.node.attr if isinstance(call.node, nodes.Getattr) else getattr(call.node, "name", "")
        at = _ROLE_AT.get(name)
        if at is None or len(call.args) <= at or not isinstance(call.args[at], nodes.Const):
            continue
        role = call.args[at].value  # type: ignore[attr-defined]
        if isinstance(role, str) and not covers(layout, role):
            yield missing_role(role, Place(label, call.lineno), needs)
