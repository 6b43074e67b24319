"""Checks 23 to 28: overprint, lines, colour spaces, spot inks, transparency."""

from __future__ import annotations

from collections.abc import Iterator

from bulletin.errors import Finding, Rule, Severity
from bulletin.geometry import MM_PER_PT
from bulletin.pdf.walk.drawn import Drawn, Fill, PageFacts, Paint, PlacedPicture, Run, Shading, Stroke
from bulletin.preflight.checks.black import inks_in_words
from bulletin.preflight.checks.rules import colour as rules
from bulletin.preflight.limits import EditionLimits
from bulletin.preflight.subject import InspectedFile, Verdict, as_warning, found, not_applicable

_MOST = 20
_NAMES = {Run: ("chữ", "text"), Fill: ("mảng màu", "a fill"), Stroke: ("nét", "a line"),
          PlacedPicture: ("ảnh", "a picture"), Shading: ("dải màu chuyển", "a gradient")}  # fmt: skip
_SPACES = {"gray": "DeviceGray", "cmyk": "DeviceCMYK", "rgb": "DeviceRGB"}
_PLATES = ("Chỉ bản gửi nhà in mới tách bản kẽm.", "Only press files are separated into plates.")


def _painted(page: PageFacts) -> Iterator[Drawn]:
    """What prints on a page, masks left out."""
    for item in page.drawn:
        if item.shown and item.look.layer != "mask" and not (isinstance(item, Run) and not item.inked):
            yield item


def _overprints(item: Drawn) -> bool:
    return item.look.overprint_stroke if isinstance(item, Stroke) else item.look.overprint_fill


def white_overprint(subject: InspectedFile) -> Verdict:
    """23: nothing white overprints, for it would vanish."""
    if not subject.limits.press:
        return not_applicable(*_PLATES)
    findings: list[Finding] = []
    for page in subject.pages:
        white = [item for item in _painted(page) if _overprints(item) and item.paint.white]
        findings += [_named(rules.WHITE_OVERPRINT, page, item) for item in white[:_MOST]]
    return findings


def overprint(subject: InspectedFile) -> Verdict:
    """24: only black text and black lines overprint."""
    if not subject.limits.press:
        return not_applicable(*_PLATES)
    findings: list[Finding] = []
    for page in subject.pages:
        others = [
            item for item in _painted(page)
            if _overprints(item) and not item.paint.white and item.paint.family not in ("all", "pattern")
            and not (item.paint.black_only and isinstance(item, Run | Stroke))
        ]  # fmt: skip
        findings += [_named(rules.OVERPRINT, page, item, measured=inks_in_words(item.paint)) for item in others[:_MOST]]
    return findings


def _named(rule: Rule, page: PageFacts, item: Drawn, **values: str) -> Finding:
    vi, en = _NAMES.get(type(item), ("hình", "an object"))
    quote = item.text.strip() if isinstance(item, Run) else ""
    return found(rule, page.number, item.box, quote=quote, what=vi, what_en=en, **values)


def thin_line(subject: InspectedFile) -> Verdict:
    """25: lines, drawn or filled, are wide enough for one ink and for several."""
    if subject.limits.min_line_pt <= 0:
        return not_applicable("Bản này không in nên không xét nét mảnh.", "This edition is not printed.")
    findings: list[Finding] = []
    for page in subject.pages:
        findings += list(_thin(page, subject))[:_MOST]
    return findings


def _thin(page: PageFacts, subject: InspectedFile) -> Iterator[Finding]:
    limits = subject.limits
    for item in _painted(page):
        width = _width(item)
        if width is None or item.paint.white or item.paint.family in ("all", "pattern"):
            continue
        several = limits.press and limits.inks == "cmyk" and item.paint.ink_count > 1
        if width < limits.min_line_pt - 0.005:
            how = ("mảnh nhất có thể", "as thin as the device can") if width == 0 else ("một mực", "one ink")
            yield _line(rules.THIN_LINE, page, item, width, limits.min_line_pt, how)
        elif several and width < limits.min_line_inks_pt - 0.005:
            how = ("nhiều mực", "several inks")
            yield _line(as_warning(rules.THIN_LINE), page, item, width, limits.min_line_inks_pt, how)


def _line(rule: Rule, page: PageFacts, item: Drawn, width: float, limit: float, how: tuple[str, str]) -> Finding:
    return found(rule, page.number, item.box, measured=f"{width:.2f}", limit=f"{limit:g}", how=how[0], how_en=how[1])


def _width(item: Drawn) -> float | None:
    """Width of a line in pt; None for what is none. A fill is a line when it is one upright bar."""
    if isinstance(item, Stroke):
        return item.width_pt
    if not isinstance(item, Fill) or not item.exact or not item.parts:
        return None
    sides = [min(part[2] - part[0], part[3] - part[1]) for part in item.parts]
    return min((side for side in sides if side > 0), default=0.0) / MM_PER_PT


def colour_space(subject: InspectedFile) -> Verdict:
    """26: objects, pictures, gradients and groups are in the colours of the edition only."""
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
            if seen[key] <= _MOST // 4:
                rule = rules.COLOUR_SPACE if subject.limits.printed else as_warning(rules.COLOUR_SPACE)
                measured = paint.space if paint.inks is None else f"{paint.space} {inks_in_words(paint)}"
                findings.append(_named(rule, page, item, measured=measured, **said))
        for name, family in dict.fromkeys(page.groups):
            if family not in allowed and family not in ("none", "unknown") and subject.limits.printed:
                findings.append(
                    found(rules.COLOUR_SPACE, page.number, None, "", what="nhóm trong suốt",
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


def spot(subject: InspectedFile) -> Verdict:
    """27: only the spot inks that were agreed on; the registration colour for marks only."""
    if not subject.limits.printed:
        return not_applicable("Bản đọc trên máy không có bản kẽm.", "This edition has no plates.")
    allowed = ", ".join(subject.limits.spots) or "–"
    findings: list[Finding] = []
    for page in subject.pages:
        reported: set[str] = set()
        for item in _painted(page):
            for name in _spots(item, page):
                if name not in subject.limits.spots and name not in reported:
                    reported.add(name)
                    findings.append(found(rules.SPOT, page.number, item.box, quote=name, measured=name, limit=allowed))
    return findings


def _spots(item: Drawn, page: PageFacts) -> list[str]:
    if item.paint.family == "all":
        box, bleed = item.box, page.bleed
        inside = box[0] < bleed[2] and bleed[0] < box[2] and box[1] < bleed[3] and bleed[1] < box[3]
        return ["All"] if inside else []
    return [name for name, _ in item.paint.spots]


def transparency(subject: InspectedFile) -> Verdict:
    """28: nothing lets anything shine through; an error in PDF/X-1a, a warning in PDF/X-4."""
    if not subject.limits.press:
        return not_applicable(*_PLATES)
    old = subject.limits.standard == "x-1a"
    rule = Rule(rules.TRANSPARENCY.id, Severity.ERROR if old else Severity.WARNING, rules.TRANSPARENCY.what,
                rules.TRANSPARENCY.why, rules.TRANSPARENCY.remedy, rules.TRANSPARENCY.exit_code)  # fmt: skip
    findings: list[Finding] = []
    for page in subject.pages:
        reported = 0
        for item in page.drawn:
            what = _translucent(item)
            if what and reported < _MOST:
                reported += 1
                findings.append(found(rule, page.number, item.box, what=what))
        if old and page.groups:
            findings.append(found(rule, page.number, what="Group /Transparency"))
    return findings


def _translucent(item: Drawn) -> str:
    look = item.look
    alpha = look.alpha_stroke if isinstance(item, Stroke) else look.alpha_fill
    if alpha < 1:
        return f"{alpha * 100:.0f} %"
    if look.blend != "Normal":
        return look.blend
    if look.soft_mask:
        return "SMask"
    return "SMask" if isinstance(item, PlacedPicture) and item.has_mask else ""
