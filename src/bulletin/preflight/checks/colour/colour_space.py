"""Check 26: objects, pictures, gradients and groups are in the colours of the edition only."""

from __future__ import annotations

from bulletin.errors import Finding, Text
from bulletin.pdf.walk.drawn import Drawn, Paint
from bulletin.preflight.checks.colour.painted import named
from bulletin.preflight.checks.inks import inks_in_words
from bulletin.preflight.checks.registry import check
from bulletin.preflight.checks.rule import ERROR, flight_rule
from bulletin.preflight.limits import EditionLimits
from bulletin.preflight.subject import MOST_ON_PAGE, InspectedFile, Verdict, as_warning, found

_SPACES = {"gray": "DeviceGray", "cmyk": "DeviceCMYK", "rgb": "DeviceRGB"}

COLOUR_SPACE = flight_rule(
    "colour-space", ERROR,
    Text("Trang {page} có {what} dùng hệ màu {measured}; bản này chỉ dùng {allowed}.",
         "Page {page} has {what_en} in {measured}; this edition uses {allowed_en} only."),
    Text("Màu sẽ bị đổi ngoài ý muốn khi in: chữ đen thành bốn mực, ảnh xỉn đi.",
         "It would be converted unseen: black text into four inks, dull pictures."),
    Text("Anh/chị xuất lại tệp, đổi mọi màu sang {allowed}.", "Export again with every colour in {allowed_en}."),
)  # fmt: skip

_SPACE_WORDS = {"gray": "DeviceGray", "cmyk": "DeviceCMYK", "rgb": "RGB", "spot": "Separation"}


def _asked(limits: EditionLimits) -> str:
    names = ", ".join(name for key, name in _SPACE_WORDS.items() if key in limits.spaces)
    return f"{names} (chỉ K / K only)" if limits.inks == "black" and "cmyk" in limits.spaces else names


@check(
    26,
    "colour-space",
    title=Text("Hệ màu", "Colour spaces"),
    rules=(COLOUR_SPACE,),
    asks=_asked,
    fails=Text(
        "Tệp gửi nhà in còn một ảnh RGB.",
        "A press file with a picture in RGB.",
    ),
    passes=Text(
        "Mọi màu của tệp gửi nhà in là xám hoặc CMYK.",
        "All colours of the press file are grey or CMYK.",
    ),
    of_content=True,
)
def check_colour_spaces(subject: InspectedFile) -> Verdict:
    """Objects, pictures, gradients and groups are in the colours of the edition only."""
    allowed = subject.limits.spaces
    limit = ", ".join(space for family, space in _SPACES.items() if family in allowed)
    one_ink = subject.limits.press and subject.limits.inks == "black"  # DeviceCMYK may be used there, as black alone
    said = {
        "limit": "K" if one_ink else limit,
        "allowed": "mực đen" if one_ink else limit,
        "allowed_en": "black ink" if one_ink else limit,
    }
    findings: list[Finding] = []
    for page in subject.pages:
        seen: dict[tuple[str, str], int] = {}
        for item in page.drawn:
            paint = item.paint
            if _fits(item, subject.limits):
                continue
            key = (paint.space, type(item).__name__)
            seen[key] = seen.get(key, 0) + 1
            if seen[key] <= MOST_ON_PAGE // 4:
                rule = COLOUR_SPACE if subject.limits.printed else as_warning(COLOUR_SPACE)
                measured = paint.space if paint.inks is None else f"{paint.space} {inks_in_words(paint)}"
                findings.append(named(rule, page, item, measured=measured, **said))
        for name, family in dict.fromkeys(page.groups):
            if family not in allowed and family not in ("none", "unknown") and subject.limits.printed:
                findings.append(
                    found(COLOUR_SPACE, page.number, None, "", what="nhóm trong suốt",
                          what_en="a transparency group", measured=name, **said)
                )  # fmt: skip
    return findings


def _fits(item: Drawn, limits: EditionLimits) -> bool:
    paint = item.paint
    if paint.family in ("pattern", "none", "spot", "all"):
        return True
    if paint.family not in limits.spaces or (limits.standard == "x-1a" and _calibrated(paint)):
        return False
    # A shop with one ink takes DeviceCMYK only where it is black alone.
    return limits.inks != "black" or paint.family != "cmyk" or (paint.inks is not None and max(paint.inks[:3]) == 0)


def _calibrated(paint: Paint) -> bool:
    """Whether a colour is tied to a profile, which PDF/X-1a forbids (ISO 15930-4, 6.3)."""
    return any(name in paint.space for name in ("ICCBased", "CalGray", "CalRGB", "Lab"))
