"""Findings, rules, exit codes and the one family of exceptions.

A *rule* is declared once, next to the code that applies it, with a stable ASCII id and its texts in
Vietnamese and English. A *finding* is that rule applied to one place: what happened, where, the words
in question, why it matters and what to type. Nothing here prints: `cli/main.py` turns findings into text.
"""

from __future__ import annotations

import contextlib
import errno
import os
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import field, replace
from enum import IntEnum, StrEnum
from functools import cache
from typing import Literal

from bulletin.lazy import dataclass, pattern

Lang = Literal["vi", "en"]
_MEASURES = frozenset({"measured", "limit", "share", "size", "module", "least", "needed", "excess"})
_NEWLINE = pattern(r"\r\n|\r|\n")
_WIDEST = 20_000
_SHOWN = 500
_NUMBERS = pattern(r"-?\d+(\.\d+)?( [×–] -?\d+(\.\d+)?)*")


def spoken(value: str, lang: Lang) -> str:
    """A measured value (`3.2`, `148.5 × 210`) with the decimal sign of a language; any other text as it is."""
    return value.replace(".", ",") if lang == "vi" and _NUMBERS.fullmatch(value) else value


_REASONS = {
    errno.EACCES: "không có quyền", errno.EPERM: "không có quyền", errno.ENOENT: "không có tệp ấy",
    errno.ENOTDIR: "một phần của đường dẫn là tệp, không phải thư mục", errno.EISDIR: "đó là thư mục",
    errno.ENOSPC: "đĩa đầy", errno.EDQUOT: "đã hết phần đĩa được dùng", errno.EROFS: "ổ đĩa chỉ cho đọc",
    errno.EIO: "ổ đĩa trục trặc", errno.ELOOP: "liên kết nối vòng", errno.ENAMETOOLONG: "tên quá dài",
    errno.EMFILE: "đang mở quá nhiều tệp", errno.EBUSY: "đang có chương trình khác dùng",
    errno.EEXIST: "đã có tệp mang tên ấy", errno.ENOTEMPTY: "thư mục không trống", errno.ESTALE: "ổ mạng đã ngắt",
    errno.ECONNREFUSED: "máy chủ không nhận kết nối", errno.ECONNRESET: "máy chủ ngắt kết nối",
    errno.ETIMEDOUT: "quá giờ chờ", errno.ENETUNREACH: "không có mạng", errno.EHOSTUNREACH: "không tới được máy chủ",
}  # fmt: skip
"""What the operating system says in English, for messages in Vietnamese."""


@cache
def _reasons() -> Mapping[str, str]:
    return {os.strerror(number): vi for number, vi in _REASONS.items()}


def counted(number: int, lang: Lang) -> str:
    """A whole number with its thousands set off as a language does: 76.804.049 or 76,804,049."""
    return f"{number:,}".replace(",", "." if lang == "vi" else ",")


class ExitCode(IntEnum):
    """What the process tells its caller; documented in `docs/exit-codes.md`."""

    DONE = 0
    USAGE = 2
    BAD_INPUT = 3
    MISSING_TOOL = 4
    CANNOT_WRITE = 5
    REFUSED = 6
    NOT_REACHED = 7
    DAMAGED = 8
    MAIL_REFUSED = 9
    LIMIT = 10
    BUG = 70
    INTERRUPTED = 130


class Severity(StrEnum):
    """`ERROR` stops the build, `WARNING` asks for a look, `INFO` only tells."""

    ERROR = "error"
    WARNING = "warning"
    INFO = "info"


@dataclass(frozen=True, slots=True)
class Place:
    """Where a finding is: in a source file (line and column from 1) or on a page (from 1, box in mm from trim)."""

    file: str | None = None
    line: int | None = None
    column: int | None = None
    page: int | None = None
    box_mm: tuple[float, float, float, float] | None = None

    def __str__(self) -> str:
        if self.file is not None:
            return ":".join(str(part) for part in (self.file, self.line, self.column) if part is not None)
        return "" if self.page is None else f"p. {self.page}"


@dataclass(frozen=True, slots=True)
class Text:
    """One message in both languages; `{name}` fields are filled from the finding's values."""

    vi: str
    en: str

    def fill(self, lang: Lang, values: Mapping[str, str]) -> str:
        return (self.vi if lang == "vi" else self.en).format_map(values)


@dataclass(frozen=True, slots=True)
class Rule:
    """A check with a stable id such as `yaml.duplicate-key`; the id never changes once released.

    `form` says what to do where the field is one of a form in a window; without it `remedy` is said there too.
    """

    id: str
    severity: Severity
    what: Text
    why: Text
    remedy: Text
    exit_code: ExitCode = ExitCode.BAD_INPUT
    form: Text | None = None


@dataclass(frozen=True, slots=True)
class Finding:
    """One rule at one place. `quote` holds the words in question as the user typed them, `line` their whole line.

    The line is that of the bytes which were read: the file may have been saved again before the message is shown.
    """

    rule: Rule
    place: Place = Place()
    quote: str = ""
    values: Mapping[str, str] = field(default_factory=dict)
    line: str | None = None

    @property
    def severity(self) -> Severity:
        return self.rule.severity

    def is_(self, rule: Rule) -> bool:
        """Whether this is a finding of `rule`. A finding from another process carries a copy of its rule."""
        return self.rule.id == rule.id

    def what(self, lang: Lang = "vi") -> str:
        return self.rule.what.fill(lang, self._said(lang))

    def why(self, lang: Lang = "vi") -> str:
        return self.rule.why.fill(lang, self._said(lang))

    def remedy(self, lang: Lang = "vi") -> str:
        return self.rule.remedy.fill(lang, self._said(lang))

    def in_form(self, lang: Lang = "vi") -> str:
        """What to do where the value is a field of a form."""
        return (self.rule.form or self.rule.remedy).fill(lang, self._said(lang))

    def _said(self, lang: Lang) -> Mapping[str, str]:
        """The values as a sentence says them; names, addresses and versions keep their points."""
        said = {key: spoken(value, lang) if key in _MEASURES else value for key, value in self.values.items()}
        if lang == "vi" and "reason" in said:
            said["reason"] = _reasons().get(said["reason"], said["reason"])
        return said

    def as_dict(self) -> dict[str, object]:
        """The shape of one finding in `--json` output and in `release.json` (both languages, place as numbers)."""
        return {
            "rule": self.rule.id,
            "severity": self.severity.value,
            "file": self.place.file,
            "line": self.place.line,
            "column": self.place.column,
            "page": self.place.page,
            "box_mm": list(self.place.box_mm) if self.place.box_mm else None,
            "quote": self.quote,
            "vi": {"what": self.what("vi"), "why": self.why("vi"), "remedy": self.remedy("vi")},
            "en": {"what": self.what("en"), "why": self.why("en"), "remedy": self.remedy("en")},
        }


class BulletinError(Exception):
    """Root of every error of ours; carries the findings that caused it and the exit code for the command line."""

    def __init__(self, findings: Iterable[Finding]) -> None:
        self.findings = tuple(findings)
        super().__init__("; ".join(f"{f.place}: {f.rule.id}: {f.what('en')}" for f in self.findings))

    def __reduce__(self) -> tuple[type[BulletinError], tuple[tuple[Finding, ...]]]:
        return type(self), (self.findings,)

    @property
    def exit_code(self) -> ExitCode:
        """The exit code of the first error among the findings (a warning alone never raises)."""
        for finding in self.findings:
            if finding.severity is Severity.ERROR:
                return finding.rule.exit_code
        return ExitCode.BUG


class InputError(BulletinError):
    """The issue folder cannot be used as it is: YAML, photos, fields."""


class ToolError(BulletinError):
    """A library, font or program that the build needs is missing or unfit."""


class OutputError(BulletinError):
    """A file could not be written."""


class ProofError(BulletinError):
    """The finished file is not what was promised; it is not handed out."""


class LimitError(BulletinError):
    """A limit on time, memory, pages or size was reached."""


def with_lines(findings: Iterable[Finding], sources: Mapping[str, bytes]) -> tuple[Finding, ...]:
    """The findings with the line of each place that is in one of the files, as it was read."""
    lines: dict[str, list[str]] = {}
    return tuple(_with_line(finding, sources, lines) for finding in findings)


def _with_line(finding: Finding, sources: Mapping[str, bytes], lines: dict[str, list[str]]) -> Finding:
    file, number, column = finding.place.file, finding.place.line, finding.place.column or 0
    if finding.line is not None or number is None or file is None or file not in sources or column > _WIDEST:
        return finding
    if file not in lines:
        lines[file] = _NEWLINE.split(sources[file].decode("utf-8-sig", "replace"))
    # A line without end is kept as far as it is shown: hundreds of findings may be in it.
    text = lines[file][number - 1][: column + _SHOWN] if 1 <= number <= len(lines[file]) else None
    return replace(finding, line=text)


@contextlib.contextmanager
def quoting(sources: Mapping[str, bytes]) -> Iterator[None]:
    """Errors that are raised inside get the lines of their places."""
    try:
        yield
    except BulletinError as error:
        error.findings = with_lines(error.findings, sources)
        raise


def has_errors(findings: Iterable[Finding]) -> bool:
    """Whether any finding stops the build."""
    return any(f.severity is Severity.ERROR for f in findings)
