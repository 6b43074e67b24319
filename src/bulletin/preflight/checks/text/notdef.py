"""Check 16: glyph 0, glyphs behind the last one, letters without an outline."""

from __future__ import annotations

from bulletin.errors import Finding, Text
from bulletin.pdf.text.fonts import FontUse, descendant_of, missing_codes, program_of
from bulletin.preflight.checks.asked import NONE, always
from bulletin.preflight.checks.registry import check
from bulletin.preflight.checks.rule import ERROR, flight_rule
from bulletin.preflight.checks.text.runs import first_use
from bulletin.preflight.subject import InspectedFile, Verdict, found, shortened

NOTDEF = flight_rule(
    "notdef", ERROR,
    Text("Phông {font} không có hình cho một số chữ: “{letters}”.", "Font {font} has no shape for: “{letters}”."),
    Text("Chỗ đó in ra ô vuông hoặc khoảng trống.", "An empty box or nothing would be printed there."),
    Text("Anh/chị thay ký tự này, hoặc chọn phông có đủ chữ Việt.", "Replace the character or choose a complete font."),
)  # fmt: skip


@check(
    16,
    "notdef",
    title=Text("Ô vuông thay cho chữ", "Missing glyphs"),
    rules=(NOTDEF,),
    asks=always(NONE),
    fails=Text(
        "Chữ “ữ” in ra thành ô vuông vì phông không có hình của nó.",
        "The letter “ữ” prints as an empty box, for the font has no shape for it.",
    ),
    passes=Text(
        "Phông có hình cho mọi chữ được in.",
        "The fonts have a shape for each letter that is printed.",
    ),
    of_content=True,
)
def check_missing_glyphs(subject: InspectedFile) -> Verdict:
    """Glyph 0, glyphs behind the last one, letters without an outline."""
    findings: list[Finding] = []
    for page in subject.pages:
        for run in page.runs:
            if run.notdef and run.mode != 3:
                text = shortened(run.text)
                findings.append(found(NOTDEF, page.number, run.box, quote=run.text, font=run.font, letters=text))
    for font in subject.fonts.fonts.values():
        findings += _without_outline(subject, font)
    return findings


def _without_outline(subject: InspectedFile, font: FontUse) -> list[Finding]:
    program = program_of(descendant_of(font.dictionary)) if font.used else None
    codes = [code for code in missing_codes(font, program) if code] if program else []
    if not codes:
        return []
    letters = "".join(font.text[code] for code in sorted(codes))
    page, run = first_use(subject, font.name)
    return [found(NOTDEF, page, run.box if run else None, quote=letters, font=font.name, letters=letters)]
