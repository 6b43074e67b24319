"""The report as one HTML page: the original on the left, the draft on the right, guesses marked."""

from __future__ import annotations

from functools import lru_cache
from typing import Any

import jinja2

from bulletin import datafiles
from bulletin.errors import Lang
from bulletin.fields.article import Author, Source
from bulletin.importing.again.compare import Comparison
from bulletin.importing.draft import Draft
from bulletin.importing.job import ImportResult
from bulletin.importing.report.values import FIELDS, counts
from bulletin.importing.write.yaml_text import day

_TEXTS: dict[str, tuple[str, str]] = {
    "title": ("Kết quả nhập bài", "What was imported"),
    "original": ("Bản gốc", "Original"),
    "draft": ("Bản nháp", "Draft"),
    "lost": ("Chữ của bản gốc không có trong bản nháp", "Words of the original that are not in the draft"),
    "notes": ("Chú ý", "Notes"),
    "guess": ("đoán", "guess"),
    "missing": ("thiếu", "missing"),
    "second": ("có thể là", "could be"),
    "again": ("đã nhập từ trước", "imported before"),
    "changed": ("đã nhập từ trước, bản gốc nay có khác", "imported before, the source differs now"),
    "changes": ("Bản gốc nay khác (trước → nay)", "What differs in the source (before → now)"),
    "photos": ("Ảnh mới, chưa có trong bài", "New photos, not in the article"),
    "failed": ("không ghi được", "not written"),
    "loose": ("Ảnh chưa có bài", "Photos of no story"),
    "empty": ("Tệp không thấy bài", "Files without a story"),
    "none": ("Không thấy bài nào.", "No story was found."),
}


def report_html(result: ImportResult, lang: Lang = "vi") -> str:
    """The page; every value is escaped, nothing on it is loaded from elsewhere."""
    at = 0 if lang == "vi" else 1
    return _environment().get_template("report.html.j2").render(
        lang=lang,
        t={key: texts[at] for key, texts in _TEXTS.items()},
        stories=[_story(one, at) for one in result.stories],
        loose=[(one.file, name) for one, name in result.loose],
        empty=result.empty,
    )  # fmt: skip


def _story(imported: Any, at: int) -> dict[str, Any]:
    draft: Draft = imported.story.draft
    made: Comparison | None = imported.comparison
    return {
        "file": draft.file,
        "id": imported.written.id if imported.written else "",
        "status": imported.written.status if imported.written else "failed",
        "changes": [(one.name, one.before or "–", one.after or "–") for one in made.changes] if made else [],
        "photos": made.photos if made else (),
        "original": draft.original,
        "rows": _rows(draft, at),
        "notes": [((note.vi, note.en)[at], note.quote) for note in draft.notes],
        "lost": draft.lost,
        "counts": counts(draft),
    }


def _rows(draft: Draft, at: int) -> list[dict[str, str]]:
    rows = []
    for name, field in draft.fields.items():
        label = FIELDS[name.rpartition(".")[2]][at]
        number = name.split(".")[1] if "." in name else ""
        optional = name in ("kicker", "lead") or name.endswith(".credit")
        optional = optional or (name == "source" and draft.kind not in ("html", "feed"))
        if optional and field.value is None:
            continue  # no gap of the draft either
        rows.append(
            {
                "name": f"{label} {number}".strip(),
                "value": _shown(field.value),
                "certainty": field.certainty,
                "reason": field.reason,
                "second": field.second or "",
            }
        )
    return rows


def _shown(value: object) -> str:
    if value is None:
        return ""
    if hasattr(value, "hour"):
        return f"{day(value)} {value:%H:%M}".removesuffix(" 00:00")  # type: ignore[arg-type]
    if isinstance(value, Source):
        return " – ".join(part for part in (value.name, value.url or "") if part)
    if isinstance(value, tuple):
        return ", ".join(part.name if isinstance(part, Author) else str(part) for part in value)
    return str(value)


@lru_cache(maxsize=1)
def _environment() -> jinja2.Environment:
    """Templates of this folder with every value escaped; a name that nobody gives is an error."""

    def source(name: str) -> tuple[str, str, Any]:
        return datafiles.find("importing", name).read_text(encoding="utf-8"), f"importing/{name}", lambda: True

    return jinja2.Environment(
        loader=jinja2.FunctionLoader(source), autoescape=True, undefined=jinja2.StrictUndefined, trim_blocks=True,
        lstrip_blocks=True, auto_reload=False,
    )  # fmt: skip
