"""Messages between parent and child: one JSON object a line; requests, findings and bugs as plain values."""

from __future__ import annotations

import contextlib
import json
from collections.abc import Iterable, Mapping
from dataclasses import fields, is_dataclass
from pathlib import Path
from types import UnionType
from typing import Any, Literal, Self, TypeVar, Union, get_args, get_origin, get_type_hints

from bulletin.errors import (
    BulletinError,
    ExitCode,
    Finding,
    InputError,
    LimitError,
    OutputError,
    Place,
    ProofError,
    Rule,
    Severity,
    Text,
    ToolError,
)
from bulletin.lazy import dataclass
from bulletin.runtime.limits import Limits

T = TypeVar("T")

_ERRORS: dict[str, type[BulletinError]] = {
    kind.__name__: kind for kind in (BulletinError, InputError, ToolError, OutputError, ProofError, LimitError)
}


@dataclass(frozen=True, slots=True, kw_only=True)
class Request:
    """What a child process is asked to do; `runtime.child` fills in the limits that it sets for the child.

    The fields of a kind of request are JSON values, paths, tuples, and frozen dataclasses of these.
    """

    limits: Limits = Limits()

    def to_wire(self) -> dict[str, object]:
        """The request as JSON values, without the limits."""
        return {item.name: _plain(getattr(self, item.name)) for item in fields(self) if item.name != "limits"}

    @classmethod
    def from_wire(cls, value: Mapping[str, object]) -> Self:
        """The same request again; raises ValueError for an unknown key, a missing one, or a value of another type."""
        return _built(cls, value)


def _plain(value: object) -> object:
    if isinstance(value, Path):
        return str(value)
    if isinstance(value, tuple):
        return [_plain(item) for item in value]
    if is_dataclass(value) and not isinstance(value, type):
        return {item.name: _plain(getattr(value, item.name)) for item in fields(value)}
    return value


def _built(kind: type[T], value: object) -> T:
    """A dataclass from its JSON object."""
    if not isinstance(value, Mapping):
        raise ValueError(f"{kind.__name__}: {value!r} is no object")
    types = get_type_hints(kind)
    known = {item.name: types[item.name] for item in fields(kind)}  # type: ignore[arg-type]
    if unknown := sorted(value.keys() - known.keys()):
        raise ValueError(f"{kind.__name__}: unknown keys {unknown}")
    try:
        return kind(**{name: _typed(known[name], part) for name, part in value.items()})
    except TypeError as error:  # a key without a default is missing
        raise ValueError(f"{kind.__name__}: {error}") from error


def _typed(kind: Any, value: object) -> object:
    """A value as its field's type wants it."""
    origin, parts = get_origin(kind), get_args(kind)
    if origin in (Union, UnionType):
        for part in parts:
            with contextlib.suppress(ValueError):
                return _typed(part, value)
    elif origin is Literal:
        if value in parts:
            return value
    elif origin is tuple:
        if isinstance(value, list | tuple):
            each = [parts[0]] * len(value) if parts[1:] == (Ellipsis,) else parts
            if len(each) == len(value):
                return tuple(_typed(part, item) for part, item in zip(each, value, strict=True))
    elif isinstance(kind, type) and is_dataclass(kind):
        return _built(kind, value)
    elif kind is Path and isinstance(value, str):
        return Path(value)
    elif kind is float and isinstance(value, int) and not isinstance(value, bool):
        return float(value)
    elif isinstance(value, kind) and (kind is bool or not isinstance(value, bool)):
        return value
    raise ValueError(f"{value!r} is not {kind}")


@dataclass(frozen=True, slots=True)
class TracebackStep:
    """One step of a traceback; `file` is cut to what is below the packages, so that it names no person's folder."""

    file: str
    line: int
    function: str


@dataclass(frozen=True, slots=True)
class Bug:
    """An exception of no kind of ours: its type, message and way, the oldest step first."""

    kind: str
    message: str
    frames: tuple[TracebackStep, ...] = ()


class ChildBugError(Exception):
    """A bug that showed itself in the child process; the parent reports it as its own."""

    def __init__(self, bug: Bug, talk: str = "") -> None:
        self.bug = bug
        self.talk = talk
        super().__init__(f"{bug.kind}: {bug.message}")


def bug_of(error: BaseException) -> Bug:
    """The facts about an exception that a report may hold."""
    import traceback  # only needed when something is wrong

    frames = tuple(
        TracebackStep(_short(step.filename), step.lineno or 0, step.name)
        for step in traceback.extract_tb(error.__traceback__)
    )
    kind = type(error)
    name = kind.__qualname__ if kind.__module__ == "builtins" else f"{kind.__module__}.{kind.__qualname__}"
    return Bug(name, str(error), frames)


def _short(filename: str) -> str:
    """The path below `site-packages`, `src` or the standard library; else the file's name alone."""
    parts = Path(filename).parts
    for anchor in ("site-packages", "dist-packages", "src", "lib"):
        if anchor in parts:
            return "/".join(parts[len(parts) - parts[::-1].index(anchor) :])
    return parts[-1] if parts else filename


def encode(message: Mapping[str, object]) -> bytes:
    """One line of the conversation."""
    return json.dumps(message, ensure_ascii=False, separators=(",", ":")).encode("utf-8", "surrogatepass") + b"\n"


def decode(line: bytes) -> dict[str, object]:
    """One line of the conversation; raises ValueError when it is none."""
    value = json.loads(line.decode("utf-8", "surrogatepass"))
    if not isinstance(value, dict):
        raise ValueError("not an object")
    return value


def error_to_wire(error: BulletinError) -> dict[str, object]:
    """An error of ours with all its findings."""
    return {"kind": type(error).__name__, "findings": findings_to_wire(error.findings)}


def error_from_wire(value: Mapping[str, object]) -> BulletinError:
    """The same error again; an unknown kind becomes the root of the family."""
    return _ERRORS.get(str(value.get("kind")), BulletinError)(findings_from_wire(value.get("findings")))


def findings_to_wire(findings: Iterable[Finding]) -> list[dict[str, object]]:
    """Findings as in `release.json`, with the exit code that their rule asks for and the line as it was read."""
    return [
        finding.as_dict()
        | {"exit_code": int(finding.rule.exit_code)}
        | ({} if finding.line is None else {"source_line": finding.line})
        | ({} if finding.rule.form is None else {"form": {"vi": finding.in_form("vi"), "en": finding.in_form("en")}})
        for finding in findings
    ]


def findings_from_wire(value: object) -> tuple[Finding, ...]:
    """Findings again from their JSON shape. The texts are already filled in, so braces in them are kept as they are."""
    return tuple(_finding(item) for item in value if isinstance(item, Mapping)) if isinstance(value, list) else ()


def _finding(item: Mapping[str, object]) -> Finding:
    texts = {part: Text(_text(item, "vi", part), _text(item, "en", part)) for part in ("what", "why", "remedy")}
    code = item.get("exit_code", int(ExitCode.BAD_INPUT))
    rule = Rule(
        str(item.get("rule", "")),
        Severity(str(item.get("severity", "error"))),
        texts["what"],
        texts["why"],
        texts["remedy"],
        ExitCode(code) if isinstance(code, int) else ExitCode.BAD_INPUT,
        _form(item.get("form")),
    )
    line = item.get("source_line")
    return Finding(rule, _place(item), str(item.get("quote", "")), line=line if isinstance(line, str) else None)


def _form(value: object) -> Text | None:
    if not isinstance(value, Mapping):
        return None
    vi, en = (str(value.get(lang, "")).replace("{", "{{").replace("}", "}}") for lang in ("vi", "en"))
    return Text(vi, en)


def _text(item: Mapping[str, object], lang: str, part: str) -> str:
    texts = item.get(lang)
    text = str(texts.get(part, "")) if isinstance(texts, Mapping) else ""
    return text.replace("{", "{{").replace("}", "}}")


def _place(item: Mapping[str, object]) -> Place:
    file, line, column, page, box = (item.get(key) for key in ("file", "line", "column", "page", "box_mm"))
    return Place(
        file if isinstance(file, str) else None,
        line if isinstance(line, int) else None,
        column if isinstance(column, int) else None,
        page if isinstance(page, int) else None,
        (float(box[0]), float(box[1]), float(box[2]), float(box[3]))
        if isinstance(box, list) and len(box) == 4
        else None,
    )
