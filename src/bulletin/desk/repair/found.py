"""All that the copy desk finds in an issue: slips and changes of the text rules, after ignores and settings."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import replace

from bulletin.desk.lint.earlier import earlier_texts
from bulletin.desk.lint.lint import lint
from bulletin.desk.lint.slip import Slip
from bulletin.desk.lint.table import ROWS
from bulletin.desk.repair import rules
from bulletin.desk.repair.ignoring import Ignoring
from bulletin.desk.repair.once import once_each
from bulletin.desk.repair.opened import Opened
from bulletin.desk.repair.remark import Kind, Remark
from bulletin.desk.repair.text_changes import TextChange, rule_of, text_changes
from bulletin.errors import Finding, Severity
from bulletin.lazy import dataclass
from bulletin.model import DeskOptions, Issue
from bulletin.sources.folding import fold
from bulletin.text.leaving import Leaving
from bulletin.text.normalise import RULES, STYLE_RULES
from bulletin.text.typed import typed_texts

_LEVELS = {
    "error": Severity.ERROR, "loi": Severity.ERROR, "warning": Severity.WARNING, "canh_bao": Severity.WARNING,
    "info": Severity.INFO, "nhac": Severity.INFO, "ghi_chu": Severity.INFO, "note": Severity.INFO,
}  # fmt: skip


@dataclass(frozen=True, slots=True)
class DeskRead:
    """What the desk found, in the order of files and places, and findings on its own settings and comments."""

    found: tuple[Remark, ...]
    findings: tuple[Finding, ...] = ()


def read_desk(issue: Issue, slips: Iterable[Slip] | None = None) -> DeskRead:
    """Everything that the copy desk finds.

    Args:
        issue: as typed.
        slips: of the lint rules; by default they are asked.
    """
    options = issue.publication.desk or DeskOptions()
    levels, findings = _levels(issue, options)
    opened, ignoring = Opened(issue), Ignoring(issue)
    given = lint(issue, earlier=earlier_texts(issue.folder, issue.sheet.date)) if slips is None else slips
    found = [*_slips(given, options, levels, opened, ignoring), *_changes(issue, options, opened, ignoring)]
    order = {key: number for number, key in enumerate(_keys(issue))}
    found.sort(key=lambda one: (order.get((one.typed.file, one.typed.path), -1), one.start, one.rule))
    unused = ignoring.unused(known_rules()) if issue.ignores else []
    return DeskRead(tuple(once_each(found)), (*findings, *unused))


def told(issue: Issue) -> tuple[Finding, ...]:
    """The slips that `check` tells: those of level warning and error, after ignores and the office's own levels."""
    options = issue.publication.desk or DeskOptions()
    levels, findings = _levels(issue, options)
    louder = any(level is not Severity.INFO for level in levels.values())
    slips = lint(issue, hints=louder)
    if not slips:
        return findings
    found = once_each(_slips(slips, options, levels, Opened(issue), Ignoring(issue)))
    mine = (one.finding for one in found if one.level is not Severity.INFO)
    return (*findings, *(finding for finding in mine if finding is not None))


def _keys(issue: Issue) -> Iterable[tuple[str, tuple[str | int, ...]]]:
    entries = [entry.file for entry in issue.entries]
    texts = sorted(typed_texts(issue), key=lambda t: entries.index(t.file) + 1 if t.file in entries else 0)
    return ((typed.file, typed.path) for typed in texts)


def known_rules() -> frozenset[str]:
    lint_rules = {row.rule.id for row in ROWS}
    return frozenset({rule.id for rule in (*RULES, *STYLE_RULES)} | lint_rules | {"R46"})


def _levels(issue: Issue, options: DeskOptions) -> tuple[Mapping[str, Severity], tuple[Finding, ...]]:
    """The office's own levels, and what is wrong with its settings."""
    levels: dict[str, Severity] = {}
    findings: list[Finding] = []
    if not options.levels and not options.off:
        return levels, ()
    known = known_rules()
    names = [*(("off", number, rule) for number, rule in enumerate(options.off))]
    for _, number, rule in names:
        if rule not in known:
            place = issue.place(issue.publication_file, "desk", "off", number)
            findings.append(rules.unknown_rule(rule, place, known))
    for rule, level in (options.levels or {}).items():
        place = issue.place(issue.publication_file, "desk", "levels", rule)
        if rule not in known:
            findings.append(rules.unknown_rule(rule, place, known))
        elif fold(level) not in _LEVELS:
            findings.append(Finding(rules.UNKNOWN_LEVEL, place, level, {"rule": rule, "level": level}))
        else:
            levels[rule] = _LEVELS[fold(level)]
    return levels, tuple(findings)


def _slips(
    slips: Iterable[Slip],
    options: DeskOptions,
    levels: Mapping[str, Severity],
    opened: Opened,
    ignoring: Ignoring,
) -> Iterable[Remark]:
    certain = {row.rule.id for row in ROWS if row.certain}
    for slip in slips:
        ident = slip.rule.id
        if ident in options.off:
            continue
        place = opened.place(slip.typed, slip.start)
        if ignoring.hits((ident,), slip.typed, slip.start, slip.end, place):
            continue
        level = levels.get(ident, slip.rule.severity)
        rule = slip.rule if level is slip.rule.severity else replace(slip.rule, severity=level)
        finding = Finding(rule, place, opened.quote(place, slip.words), slip.values)
        yield Remark(
            (ident,), "L", level, slip.typed, slip.start, slip.end, slip.better,
            slip.better is not None and ident in certain, place, finding,
        )  # fmt: skip


def _changes(issue: Issue, options: DeskOptions, opened: Opened, ignoring: Ignoring) -> Iterable[Remark]:
    style = issue.sheet.overrides or issue.publication.style
    off = frozenset(options.off)
    for typed in typed_texts(issue):
        for change in text_changes(typed, style, off, Leaving(issue, typed.file).titles):
            place = opened.place(typed, change.start)
            if not ignoring.hits(change.rules, typed, change.start, change.end, place):
                yield Remark(
                    change.rules, _kind(change), Severity.INFO, typed, change.start, change.end, change.better, True,
                    place,
                )  # fmt: skip


def _kind(change: TextChange) -> Kind:
    kinds = {rule.kind for ident in change.rules if (rule := rule_of(ident)) is not None}
    return "T" if "T" in kinds else "S"
