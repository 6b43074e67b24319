"""The report of a verification: one HTML page that needs nothing else, and the same as JSON."""

from __future__ import annotations

from functools import lru_cache
from typing import Any

import jinja2

from bulletin import datafiles
from bulletin.archive.fixity.mending import Mending
from bulletin.archive.fixity.values import Damage, Verified
from bulletin.archive.fixity.verify import damage_finding, findings_of, is_damaged, is_repairable
from bulletin.errors import Finding, Lang, counted

SCHEMA = "bulletin/verify@1"
_TEXTS: dict[str, tuple[str, str]] = {
    "title": ("Kiểm tra kho lưu trữ", "Verification of the archive"),
    "what": ("Chuyện gì", "What"),
    "file": ("Tệp", "File"),
    "holds": ("Là tệp nào của số báo", "Which file of the issue it is"),
    "todo": ("Việc cần làm", "What to do"),
    "read": ("Đã đọc", "What was read"),
    "issue": ("Số báo", "Issue"),
    "versions": ("Phiên bản", "Versions"),
    "files": ("Tệp", "Files"),
    "bytes": ("Byte", "Bytes"),
    "state": ("Kết quả", "Result"),
}
_KINDS = {"changed": ("bị đổi", "changed"), "missing": ("bị mất", "missing"), "untracked": ("thừa", "untracked")}


def report_json(verified: Verified) -> dict[str, Any]:
    """The report as a value for JSON."""
    return {
        "schema": SCHEMA,
        "at": verified.at.isoformat(timespec="seconds"),
        "part": f"{verified.part.number}/{verified.part.count}",
        "issues_known": verified.known,
        "issues_read": verified.read_issues,
        "files": verified.files,
        "bytes": verified.bytes,
        "last_full": verified.last_full.isoformat(timespec="seconds") if verified.last_full else None,
        "damages": [
            {"kind": damage.kind, "issue": damage.issue, "path": f"kho/{damage.path}", "files": list(damage.names)}
            for damage in verified.damages
        ],
        "objects": [
            {
                "id": obj.id,
                "head": obj.truth.head if obj.truth else None,
                "files": obj.files,
                "bytes": obj.bytes,
                "whole": obj.whole,
                "chain": obj.chain,
            }
            for obj in verified.objects
        ],
        "findings": [finding.as_dict() for finding in findings_of(verified)],
    }


def report_html(verified: Verified, how: Mending, lang: Lang) -> str:
    """The report as a page; `how` is said where something can be taken back."""
    at = 1 if lang == "en" else 0
    good = not is_damaged(verified)
    return (
        _environment()
        .get_template("verify.html.j2")
        .render(
            lang=lang,
            t={name: texts[at] for name, texts in _TEXTS.items()},
            good=good,
            how=(how.what.fill(lang, {}), how.command.fill(lang, {})) if is_repairable(verified) else None,
            verdict=_verdict(verified, good=good)[at],
            facts=_facts(verified, at),
            issues=_issues(verified, at),
            read=_read(verified, at),
        )
    )


@lru_cache(maxsize=1)
def _environment() -> jinja2.Environment:
    return jinja2.Environment(
        loader=jinja2.FileSystemLoader(datafiles.folder("archive")), autoescape=True,
        undefined=jinja2.StrictUndefined, trim_blocks=True, lstrip_blocks=True, auto_reload=False,
    )  # fmt: skip


def _verdict(verified: Verified, *, good: bool) -> tuple[str, str]:
    if good:
        return "Mọi tệp đã đọc đều đúng như lúc lưu.", "Every file that was read is as it was kept."
    counts = {kind: sum(damage.kind == kind for damage in verified.damages) for kind in _KINDS}
    vi = ", ".join(f"{count} tệp {_KINDS[kind][0]}" for kind, count in counts.items() if count)
    en = ", ".join(f"{count} {_KINDS[kind][1]}" for kind, count in counts.items() if count)
    return f"Kho bị hỏng: {vi or 'nhật ký hoặc phiên bản'}.", f"Damaged: {en or 'a history or a version'}."


def _facts(verified: Verified, at: int) -> list[tuple[str, str]]:
    lang: Lang = "en" if at else "vi"
    part = f"{verified.part.number}/{verified.part.count}"
    whole = ("cả kho", "the whole archive")[at]
    never = ("chưa bao giờ", "never")[at]
    facts = [
        (("Lúc", "When")[at], f"{verified.at:%d/%m/%Y %H:%M}" if at == 0 else f"{verified.at:%Y-%m-%d %H:%M}"),
        (("Phần", "Part")[at], whole if verified.part.count == 1 else part),
        (("Số báo đã đọc", "Issues read")[at], f"{verified.read_issues} / {verified.known}"),
        (("Tệp, byte", "Files, bytes")[at], f"{counted(verified.files, lang)}, {counted(verified.bytes, lang)}"),
    ]
    if not is_damaged(verified):
        day = verified.last_full.strftime("%Y-%m-%d" if at else "%d/%m/%Y") if verified.last_full else never
        facts.append((("Mọi số báo đã được đọc hết kể từ", "Every issue was read whole since")[at], day))
    return facts


def _issues(verified: Verified, at: int) -> list[dict[str, Any]]:
    """What was found, by issue: the store's own files first, what concerns the whole archive last."""
    found: list[dict[str, Any]] = []
    if verified.store:
        found.append(_issue(("Chính kho", "The store itself")[at], verified.store, (), at))
    for obj in verified.objects:
        if not obj.whole:
            found.append(_issue(obj.id, obj.damages, obj.findings, at))
    if verified.findings:
        found.append(_issue(("Cả kho", "The whole archive")[at], (), verified.findings, at))
    return found


def _issue(name: str, damages: tuple[Damage, ...], findings: tuple[Finding, ...], at: int) -> dict[str, Any]:
    files = [
        {"kind": _KINDS[damage.kind][at], "path": f"kho/{damage.path}", "names": ", ".join(damage.names)}
        for damage in damages
    ]
    # What is to be done with an untracked file is another thing than for the rest.
    more = [damage_finding(damage) for damage in damages if damage.kind == "untracked"][:1]
    return {"name": name, "files": files, "findings": (*more, *findings)}


def _read(verified: Verified, at: int) -> list[dict[str, Any]]:
    lang: Lang = "en" if at else "vi"
    return [
        {
            "id": obj.id,
            "versions": obj.truth.head if obj.truth else "–",
            "files": counted(obj.files, lang),
            "bytes": counted(obj.bytes, lang),
            "whole": obj.whole,
            "state": (("nguyên vẹn", "whole") if obj.whole else ("hỏng", "damaged"))[at],
        }
        for obj in verified.objects
    ]
