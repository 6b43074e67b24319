"""Format findings for people: grouped by file, the line quoted with a mark under the word, why, and what to do."""

from __future__ import annotations

import os
import shlex
import unicodedata
from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import field, replace
from pathlib import Path

import click

from bulletin.cli.settings import Settings, emit_json, shown
from bulletin.errors import BulletinError, ExitCode, Finding, Severity, Text
from bulletin.lazy import dataclass, pattern
from bulletin.runtime import paths
from bulletin.runtime.wire import findings_to_wire

_COLOURS = {Severity.ERROR: "red", Severity.WARNING: "yellow", Severity.INFO: "cyan"}
_NAMES = {
    Severity.ERROR: ("lỗi", "error", "errors"),
    Severity.WARNING: ("cảnh báo", "warning", "warnings"),
    Severity.INFO: ("ghi chú", "note", "notes"),
}
_ORDER = list(_COLOURS)
_WHOLE = ("Cả số báo", "The whole issue")
_ABOUT = {
    "mail": ("Hộp thư của cơ quan", "The office's mailbox"),
    "letter": ("Lá thư", "The letter"),
    "sending": ("Gửi thư", "Sending"),
    "inbox": ("Thư trả về", "Returned letters"),
    "readers": ("Người đọc", "Readers"),
    "list": ("Danh sách người đọc", "The list of readers"),
    "print": ("In ra máy in của cơ quan", "The office printer"),
    "share": ("Ảnh và lời đăng", "Pictures and post"),
    "archive": ("Kho lưu trữ", "The archive"),
    "signature": ("Chữ ký số", "The signature"),
    "catalogue": ("Tìm trong kho lưu trữ", "Search in the archive"),
    "records": ("Sổ đăng ký, lưu chiểu, số bản in", "Register, deposit, print run"),
    "shelf": ("Các trang để xem kho", "Pages to browse the archive"),
    "yearbook": ("Niên giám", "The yearbook"),
    "restore": ("Lấy ra khỏi kho", "Taking out of the archive"),
    "preview": ("Xem trước", "The preview"),
    "output": ("Ghi kết quả", "Writing the results"),
}
"""What a finding without a file is about, by the first word of its id; anything else is about the whole issue."""
_WIDEST = 110
_BEFORE = 60
_TAB = 4
_ALIKE = 3
"""Findings of one rule on the pages of one file that are printed in full."""


_OF_AN_ISSUE = frozenset({"build", "check", "keep", "plan", "preview", "print", "send", "share"})
_FOLDER = pattern(r"\b(bulletin [a-z]+) (?:THƯ_MỤC|FOLDER)\b")


@dataclass(frozen=True, slots=True)
class FindingFormatter:
    """Formats findings as text. `folder` is what the files of the findings are relative to."""

    settings: Settings
    folder: Path | None = None
    colour: bool = False
    _sources: dict[str, list[str]] = field(default_factory=dict)

    def text(self, findings: Sequence[Finding]) -> str:
        """All findings, grouped by file in order of appearance, by line within a file."""
        groups: dict[str, list[Finding]] = {}
        for finding in findings:
            groups.setdefault(self._heading(finding), []).append(finding)
        return "\n".join(block for heading, group in groups.items() for block in self._group(heading, group))

    def _heading(self, finding: Finding) -> str:
        """The file of a finding, else what it is about."""
        if finding.place.file:
            return self._path(finding.place.file)
        return self.settings.words(*_ABOUT.get(finding.rule.id.partition(".")[0], _WHOLE))

    def _group(self, heading: str, findings: Iterable[Finding]) -> Iterable[str]:
        yield click.style(heading, bold=True) if self.colour else heading
        ordered = sorted(findings, key=lambda f: (f.place.page or 0, f.place.line or 0, f.place.column or 0))
        counts: Counter[str] = Counter()
        for finding in ordered:
            counts[finding.rule.id] += 1
            # Typed text is corrected place by place; findings on pages are better seen than read.
            if finding.place.line is not None or counts[finding.rule.id] <= _ALIKE:
                yield "\n".join(self._lines(finding)) + "\n"
        for rule, count in counts.items():
            if (more := count - _ALIKE) > 0 and all(f.place.line is None for f in ordered if f.rule.id == rule):
                vi = f"  … còn {more} chỗ nữa [{rule}]; --json hoặc preflight.html có đủ."
                yield self.settings.words(vi, f"  … {more} more [{rule}]; see --json or preflight.html.") + "\n"

    def _lines(self, finding: Finding) -> Iterable[str]:
        lang = self.settings.lang
        name = _NAMES[finding.severity][1 if lang == "en" else 0]
        paint = _COLOURS[finding.severity]
        head = f"{self._colour(name, paint, bold=True)} {self._colour(f'[{finding.rule.id}]', 'bright_black')}"
        where = self._where(finding)
        yield f"  {where + ': ' if where else ''}{head}"
        yield from _block(finding.what(lang), "    ")
        for line in self._quoted(finding):
            yield f"    {line}"
        yield from _block(finding.why(lang), "    ", self.settings.words("Vì sao: ", "Why: "))
        yield from _block(finding.remedy(lang), "    ", self.settings.words("Cách sửa: ", "What to do: "))

    def _where(self, finding: Finding) -> str:
        place = finding.place
        parts = [self._path(place.file), place.line, place.column] if place.file else []
        spot = ":".join(str(part) for part in parts if part is not None)
        page = self.settings.words(f"trang {place.page}", f"page {place.page}") if place.page else ""
        return ", ".join(part for part in (spot, page) if part)

    def _path(self, file: str) -> str:
        # A finished PDF is not in the issue's folder and has only its name here.
        return safe(shown(self.folder / file) if self.folder and not file.endswith(".pdf") else file)

    def _quoted(self, finding: Finding) -> Iterable[str]:
        """The source line with a mark under the words; the words alone when there is no such line."""
        place = finding.place
        source = self._source(finding)
        if place.line is None or source is None:
            return [f"“{safe(finding.quote)}”"] if finding.quote and finding.quote not in finding.what() else []
        line, column = source, place.column or 0
        start = max(0, column - 1 - _BEFORE)
        cut = line[start : start + _WIDEST]
        gutter = f"{place.line} │ "
        quoted = [self._colour(gutter, "bright_black") + ("…" if start else "") + expand(safe(cut))]
        if 1 <= column <= len(line) + 1:
            before = ("…" if start else "") + safe(line[start : column - 1])
            words = finding.quote if finding.quote and line.startswith(finding.quote, column - 1) else " "
            marks = "^" + "~" * (min(width(safe(words)), _WIDEST) - 1)
            pad = " " * (len(gutter) - 2) + "│ " + " " * width(before)
            quoted.append(self._colour(pad + marks, _COLOURS[finding.severity]))
        return quoted

    def _source(self, finding: Finding) -> str | None:
        """The line of a finding as it was read; of a layout's file as it is now, since nothing typed is in it."""
        file, number = finding.place.file, finding.place.line
        if finding.line is not None or file is None or number is None:
            return finding.line
        if file not in self._sources:
            path = (self.folder or Path()) / file
            lines: list[str] = []
            try:
                if path.suffix.lower() in {".yaml", ".yml", ".j2", ".css"} and path.stat().st_size < 4 << 20:
                    lines = path.read_bytes().decode("utf-8-sig", "replace").splitlines()
            except OSError:
                lines = []
            self._sources[file] = lines
        lines = self._sources[file]
        return lines[number - 1] if 1 <= number <= len(lines) else None

    def _colour(self, text: str, colour: str, *, bold: bool = False) -> str:
        return click.style(text, fg=colour, bold=bold or None) if self.colour else text


def summary(findings: Sequence[Finding], settings: Settings) -> str:
    """How many of each kind, in one line."""
    parts = []
    for severity in _ORDER:
        number = sum(finding.severity is severity for finding in findings)
        vi, one, many = _NAMES[severity]
        if number:
            parts.append(settings.words(f"{number} {vi}", f"{number} {one if number == 1 else many}"))
    return ", ".join(parts) + "." if parts else settings.words("Không có lỗi nào.", "No mistakes found.")


def print_findings(findings: Sequence[Finding], settings: Settings, folder: Path | None, *, err: bool = True) -> None:
    """Print findings as messages (stderr), or as the data of a check (stdout)."""
    if findings:
        findings = named(findings)
        colour = settings.colour_err if err else settings.colour_out
        click.echo(FindingFormatter(settings, folder, colour).text(findings), err=err, color=colour)


def refused(error: BulletinError, settings: Settings, folder: Path | None) -> ExitCode:
    """Report why a command gave up, as messages or as JSON; return the exit code of the first error."""
    error.findings = tuple(named(error.findings))
    if settings.json:
        findings = findings_to_wire(error.findings)
        emit_json({"ok": False, "exit_code": int(error.exit_code), "findings": findings})
    else:
        print_findings(error.findings, settings, folder)
        click.echo(summary(error.findings, settings), err=True)
    return error.exit_code


def named(findings: Iterable[Finding]) -> list[Finding]:
    """The findings with the folder that was typed in the commands of their remedies: they can be typed as they are.

    Only a command whose folder is that of an issue knows it; remedies for the others name another folder.
    """
    context = click.get_current_context(silent=True)
    folder = context.params.get("folder") if context and context.info_name in _OF_AN_ISSUE else None
    if folder is None:
        return list(findings)
    if not paths.is_file(Path(folder) / "issue.yaml") and paths.is_file(Path(folder).parent / "issue.yaml"):
        folder = Path(folder).parent  # a build was typed; the issue is above it
    typed = shlex.quote(shown(Path(folder))).replace("{", "{{").replace("}", "}}")

    def filled(words: str) -> str:
        return _FOLDER.sub(lambda match: f"{match[1]} {typed}", words)

    return [
        replace(one, rule=replace(one.rule, remedy=Text(filled(one.rule.remedy.vi), filled(one.rule.remedy.en))))
        if _FOLDER.search(one.rule.remedy.vi) else one
        for one in findings
    ]  # fmt: skip


def verdict(findings: Sequence[Finding], *, strict: bool = False) -> ExitCode:
    """The exit code for findings that did not stop the work: `strict` refuses warnings too."""
    for finding in findings:
        if finding.severity is Severity.ERROR:
            return finding.rule.exit_code
    warned = any(finding.severity is Severity.WARNING for finding in findings)
    return ExitCode.REFUSED if strict and warned else ExitCode.DONE


def with_path(step: str, again: str, folder: Path) -> str:
    """A step of the build's advice as it can be typed here.

    Args:
        step: the sentence.
        again: the command in it, with the files named as they are in `folder`; empty for a step without one.
        folder: where the build is, and where the command leaves its file.
    """
    if not again or again not in step:
        return step
    words = shlex.split(again)
    for at in (2, *(number + 1 for number, word in enumerate(words) if word == "--out")):
        words[at] = shown(folder / words[at])
    return step.replace(again, shlex.join(words))


def safe(text: str) -> str:
    """Replace control characters by a mark, so that the text cannot control the terminal."""
    return "".join("\ufffd" if unicodedata.category(c) in {"Cc", "Cf", "Cs"} and c != "\t" else c for c in text)


def expand(text: str) -> str:
    """Tabs as the spaces that `width` counts."""
    shown = ""
    for letter in text:
        shown += " " * (_TAB - width(shown) % _TAB) if letter == "\t" else letter
    return shown


def width(text: str) -> int:
    """Columns that a terminal uses for a text: combining marks none, wide letters two."""
    total = 0
    for letter in text:
        if letter == "\t":
            total += _TAB - total % _TAB
        elif not unicodedata.combining(letter):
            total += 2 if unicodedata.east_asian_width(letter) in "WF" else 1
    return total


def _block(text: str, indent: str, label: str = "") -> Iterable[str]:
    """A text of one or more lines under its label; nothing for an empty one."""
    hanging = " " * len(label)
    for number, line in enumerate(text.strip().split("\n") if text.strip() else []):
        yield f"{indent}{hanging if number else label}{safe(line)}".rstrip(os.linesep)
