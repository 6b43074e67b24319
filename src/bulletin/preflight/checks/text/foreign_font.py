"""Check 15: only fonts of the layout are used."""

from __future__ import annotations

from bulletin.errors import Finding, Text
from bulletin.pdf.text.fonts import descendant_of, program_of
from bulletin.preflight.checks.asked import always
from bulletin.preflight.checks.registry import check
from bulletin.preflight.checks.rule import ERROR, flight_rule
from bulletin.preflight.checks.text.runs import first_use, in_slug
from bulletin.preflight.proofs.fonts import SUBSET, allowed_name
from bulletin.preflight.subject import InspectedFile, Verdict, found, not_applicable

FOREIGN_FONT = flight_rule(
    "foreign-font", ERROR,
    Text("Phông {font} không thuộc mẫu trình bày.", "Font {font} is not the layout's."),
    Text("Có chữ đã bị thay bằng phông khác mà không ai chọn.", "Some letters were borrowed from a font nobody chose."),
    Text("Anh/chị chạy “bulletin doctor”, thay ký tự lạ trong bài rồi dựng lại.",
         "Run “bulletin doctor”, replace unusual characters and build again."),
)  # fmt: skip


@check(
    15,
    "foreign-font",
    title=Text("Phông chữ ngoài mẫu trình bày", "Fonts that are not the layout's"),
    rules=(FOREIGN_FONT,),
    asks=always("phông của mẫu / the layout’s *"),
    fails=Text(
        "Một ký tự lạ được vẽ bằng phông DejaVu mà mẫu trình bày không có.",
        "An unusual character drawn in DejaVu, which the layout does not have.",
    ),
    passes=Text(
        "Mọi chữ đều dùng phông mà mẫu trình bày đã khai.",
        "All text is in fonts that the layout names.",
    ),
    of_content=True,
)
def check_foreign_fonts(subject: InspectedFile) -> Verdict:
    """Only fonts of the layout."""
    if subject.laid is None:
        return not_applicable(
            "Tệp không do bulletin dựng nên không có danh sách phông.", "Not our file: there is no list of its fonts."
        )
    allowed = set(subject.laid.fonts)
    findings: list[Finding] = []
    for font in subject.fonts.fonts.values():
        if not font.used or _only_in_slug(subject, font.name):
            continue
        tagged = SUBSET.fullmatch(font.name)
        name = tagged.group(1) if tagged else font.name
        program = program_of(descendant_of(font.dictionary)) or b""
        if not allowed_name(name, program, allowed):
            page, run = first_use(subject, font.name)
            findings.append(found(FOREIGN_FONT, page, run.box if run else None, quote=name, font=name))
    return findings


def _only_in_slug(subject: InspectedFile, font: str) -> bool:
    """Whether a font is used outside the bleed alone, where marks and slug line are."""
    runs = [(run, page) for page in subject.pages for run in page.runs if run.font == font]
    return bool(runs) and all(in_slug(run, page) for run, page in runs)
