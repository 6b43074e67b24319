"""Check 38: features that presses refuse."""

from __future__ import annotations

from collections.abc import Iterator

import pikepdf

from bulletin.errors import Finding, Text
from bulletin.pdf.walk.drawn import PlacedPicture
from bulletin.preflight.checks.asked import NONE, always
from bulletin.preflight.checks.registry import check
from bulletin.preflight.checks.rule import ERROR, EXPORT, flight_rule
from bulletin.preflight.subject import InspectedFile, Verdict, as_warning, found, warned

FEATURES = flight_rule(
    "features", ERROR,
    Text("Tệp dùng tính năng mà máy in có thể không hiểu: {what}.",
         "The file uses what presses may not understand: {what}."),
    Text("Máy in có thể bỏ qua, in khác đi hoặc dừng lại.", "They may skip it, print it otherwise or stop."),
    EXPORT,
)  # fmt: skip


@check(
    38,
    "features",
    title=Text("Tính năng nhà in không nhận", "Features that presses refuse"),
    rules=(FEATURES,),
    asks=always(NONE),
    fails=Text(
        "Tệp có các lớp bật tắt được, hoặc ảnh nén kiểu LZW.",
        "A file with layers that can be switched off, or with pictures packed by LZW.",
    ),
    passes=Text(
        "Tệp không có lớp; ảnh nén kiểu JPEG hoặc Flate, mỗi kênh 8 bit.",
        "A file without layers, its pictures in JPEG or Flate with 8 bits a channel.",
    ),
    of_content=True,
)
def check_features(subject: InspectedFile) -> Verdict:
    """Layers, OPI, alternates, PostScript, LZW, JPX, 16 bit, transfer curves."""
    findings = list(_features(subject))
    return findings if subject.limits.printed else [warned(finding) for finding in findings]


def _features(subject: InspectedFile) -> Iterator[Finding]:
    if "/OCProperties" in subject.pdf.Root:
        yield found(FEATURES, quote="/OCProperties", what="optional content (OCProperties)")
    for page in subject.pages:
        for name in sorted(page.features):
            what = {"PS": "PostScript XObject", "deep": "forms nested too deep"}.get(name, f"ExtGState {name}")
            if name != "BX":
                yield found(FEATURES, page.number, quote=name, what=what)
        reported: set[tuple[int, int]] = set()
        for item in page.pictures:
            if item.image is not None and item.image.objgen in reported:
                continue
            if item.image is not None:
                reported.add(item.image.objgen)
            yield from _picture(subject, page.number, item)
    yield from _packed(subject.pdf)


def _picture(subject: InspectedFile, page: int, item: PlacedPicture) -> Iterator[Finding]:
    box = item.box
    if "LZWDecode" in item.filters:
        yield found(FEATURES, page, box, what="LZWDecode")
    old = subject.limits.standard == "x-1a"
    newer = FEATURES if old else as_warning(FEATURES)  # PDF/X-4 knows them, many machines do not
    if "JPXDecode" in item.filters:
        yield found(newer, page, box, what="JPEG 2000 (JPXDecode)")
    if item.bits == 16:
        yield found(newer, page, box, what="16 bit")
    if item.image is not None:
        for key, name in (("/Alternates", "alternate images"), ("/OPI", "OPI")):
            if key in item.image:
                yield found(FEATURES, page, box, what=name)


def _packed(pdf: pikepdf.Pdf) -> Iterator[Finding]:
    """LZW in content streams and fonts, PostScript in forms: found from all objects, drawn or not."""
    reported: set[str] = set()
    for obj in pdf.objects:
        if not isinstance(obj, pikepdf.Stream):
            continue
        kind = obj.get("/Subtype")
        what = ""
        if kind == pikepdf.Name.Form and "/OPI" in obj:
            what = "OPI (form)"
        elif kind == pikepdf.Name.PS or (kind == pikepdf.Name.Form and obj.get("/Subtype2") == pikepdf.Name.PS):
            what = "PostScript XObject"
        elif kind == pikepdf.Name.Form and "/Ref" in obj:
            what = "reference XObject"
        elif kind != pikepdf.Name.Image and "LZWDecode" in str(obj.get("/Filter", "")):
            what = "LZWDecode"
        if what and what not in reported:
            reported.add(what)
            yield found(FEATURES, quote=what, what=what)
