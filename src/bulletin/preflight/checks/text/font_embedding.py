"""Check 14: every font is embedded and subset, none is drawn, none is Courier by accident."""

from __future__ import annotations

from collections.abc import Iterator

from bulletin.errors import Finding, Rule, Text
from bulletin.pdf.text.fonts import FontUse, descendant_of, program_of
from bulletin.preflight.checks.asked import always
from bulletin.preflight.checks.registry import check
from bulletin.preflight.checks.rule import ERROR, flight_rule
from bulletin.preflight.checks.text.runs import first_use
from bulletin.preflight.proofs.fonts import SUBSET
from bulletin.preflight.subject import InspectedFile, Verdict, as_warning, found

_OTHER_SHAPES = Text(
    "Máy khác sẽ thay bằng phông của mình: chữ Việt mất dấu hoặc dòng chạy lệch.",
    "Other machines put in a font of theirs: Vietnamese marks are lost and lines run differently.",
)
_EMBED = Text(
    "Anh/chị xuất lại tệp với phông chữ nhúng đủ (chạy “bulletin doctor” nếu tệp do bulletin dựng).",
    "Export again with all fonts embedded (run “bulletin doctor” if bulletin made the file).",
)

FONT_EMBEDDING = flight_rule(
    "font-embedding", ERROR,
    Text("Phông {font} (trang {page}): {reason}.", "Font {font} (page {page}): {reason_en}."), _OTHER_SHAPES, _EMBED,
)  # fmt: skip


@check(
    14,
    "font-embedding",
    title=Text("Phông chữ nhúng trong tệp", "Embedded fonts"),
    rules=(FONT_EMBEDDING,),
    asks=always("nhúng, rút gọn; không Type 3, Courier / embedded, subset"),
    fails=Text(
        "Tệp gọi phông Times mà không kèm phông ấy.",
        "A file that names Times and does not hold it.",
    ),
    passes=Text(
        "Mọi phông đều nằm trong tệp, chỉ gồm những chữ được dùng.",
        "All fonts are in the file, each with the letters that are used.",
    ),
    of_content=True,
)
def check_font_embedding(subject: InspectedFile) -> Verdict:
    """Every font is embedded and subset, none is drawn, none is Courier by accident."""
    return [finding for font in subject.fonts.fonts.values() if font.used for finding in _embedding(subject, font)]


def _embedding(subject: InspectedFile, font: FontUse) -> Iterator[Finding]:
    if font.drawn or str(font.dictionary.get("/Subtype")) == "/Type3":
        yield _font(subject, FONT_EMBEDDING, font, "là phông vẽ (Type 3)", "a drawn font (Type 3)")
        return
    program = program_of(descendant_of(font.dictionary))
    if program is None:
        yield _font(subject, FONT_EMBEDDING, font, "không được nhúng vào tệp", "not embedded")
    elif not program:
        yield _font(subject, FONT_EMBEDDING, font, "được nhúng nhưng không đọc được", "embedded but unreadable")
    elif SUBSET.fullmatch(font.name) is None:
        yield _font(subject, as_warning(FONT_EMBEDDING), font, "được nhúng nguyên bộ", "embedded whole")
    if "courier" in font.name.lower():
        yield _font(subject, as_warning(FONT_EMBEDDING), font, "thường là phông thay thế", "mostly a substitute")


def _font(subject: InspectedFile, rule: Rule, font: FontUse, vi: str, en: str) -> Finding:
    page, run = first_use(subject, font.name)
    return found(rule, page, run.box if run else None, quote=font.name, font=font.name, reason=vi, reason_en=en)
