"""Checks 20, 21, 22 and 37: black text on its plate, over its ground, and text in grey."""

from __future__ import annotations

from collections.abc import Iterator

from bulletin.errors import Finding
from bulletin.pdf.walk.drawn import Drawn, PageFacts, Paint, Run
from bulletin.preflight.bodies import body_runs
from bulletin.preflight.checks.edges import shortened
from bulletin.preflight.checks.rules import text as rules
from bulletin.preflight.grounds import grounds
from bulletin.preflight.subject import InspectedFile, NotRun, Verdict, found, not_applicable

_MOST = 20
_LARGE_PT = 24.0
_DARK, _MIXED = 0.5, 0.3
_TRACE = 0.005
_LEAST_CONTRAST = 30.0


def _press_only(subject: InspectedFile) -> NotRun | None:
    if subject.limits.press:
        return None
    return not_applicable("Chỉ bản gửi nhà in mới tách bản kẽm.", "Only press files are separated into plates.")


def _visible(page: PageFacts) -> Iterator[Run]:
    for run in page.runs:
        if run.shown and run.inked and run.paint.family not in ("all", "pattern"):
            yield run


def inks_in_words(paint: Paint) -> str:
    """`C60 M50 Y50 K100`, with spot inks by name."""
    if paint.inks is None:
        return f"{paint.space} {' '.join(f'{value:g}' for value in paint.values)}".strip()
    parts = [f"{letter}{ink * 100:.0f}" for letter, ink in zip("CMYK", paint.inks, strict=True)]
    return " ".join([*parts, *(f"{name} {tint * 100:.0f}" for name, tint in paint.spots)])


def rich_black(subject: InspectedFile) -> Verdict:
    """20: black text below 24 pt takes no other ink to speak of."""
    absent = _press_only(subject)
    if absent is not None:
        return absent
    findings: list[Finding] = []
    for page in subject.pages:
        rich = [run for run in _visible(page) if run.size_pt < _LARGE_PT and _rich(run.paint)]
        findings += [_about(rules.RICH_BLACK, page, run, size=f"{run.size_pt:.1f}") for run in rich[:_MOST]]
    return findings


def _rich(paint: Paint) -> bool:
    return paint.inks is not None and paint.inks[3] >= _DARK and sum(paint.inks[:3]) >= _MIXED


def _about(rule: object, page: PageFacts, run: Run, **values: str) -> Finding:
    return found(
        rule,  # type: ignore[arg-type]
        page.number, run.box, quote=run.text.strip(), words=shortened(run.text),
        measured=inks_in_words(run.paint), limit="K", **values,
    )  # fmt: skip


def body_not_black(subject: InspectedFile) -> Verdict:
    """21: body text is on the black plate alone."""
    absent = _press_only(subject)
    if absent is not None:
        return absent
    bodies = body_runs(subject)
    findings: list[Finding] = []
    for page in subject.pages:
        wrong = [
            run for run in _visible(page)
            if id(run) in bodies and run.paint.inks is not None and not run.paint.white
            and (max(run.paint.inks[:3]) > _TRACE or run.paint.spots)
        ]  # fmt: skip
        findings += [_about(rules.BODY_NOT_BLACK, page, run) for run in wrong[:_MOST]]
    return findings


def knock_out(subject: InspectedFile) -> Verdict:
    """22: black text overprints the colours beneath it."""
    absent = _press_only(subject)
    if absent is not None:
        return absent
    findings: list[Finding] = []
    for page in subject.pages:
        ground = grounds(subject, page)
        reported = 0
        for run in _visible(page):
            if reported >= _MOST or not run.paint.black_only or overprints(run):
                continue
            under = ground.under(run)
            if under is not None and under.inks is not None and (max(under.inks[:3]) > _TRACE or under.spots):
                reported += 1
                findings.append(_about(rules.KNOCK_OUT, page, run))
    return findings


def overprints(item: Drawn, *, stroke: bool = False) -> bool:
    """Whether overprint takes effect for an object (ISO 32000-1, 8.6.7).

    DeviceCMYK leaves the other plates alone in overprint mode 1 only; DeviceGray and profiled colours always set all
    four; a Separation sets its own plate alone.
    """
    look = item.look
    if not (look.overprint_stroke if stroke else look.overprint_fill):
        return False
    if item.paint.space.startswith(("Separation", "DeviceN")):
        return True
    return item.paint.space == "DeviceCMYK" and look.overprint_mode == 1


def grey_contrast(subject: InspectedFile) -> Verdict:
    """37: text and its ground differ in lightness, so that a grey copy can be read."""
    findings: list[Finding] = []
    for page in subject.pages:
        ground = grounds(subject, page)
        reported = 0
        for run in _visible(page):
            lightness = run.paint.lightness
            if reported >= _MOST or lightness is None or run.look.alpha_fill < 1 or _beside(run, page):
                continue
            under = ground.under(run)
            beneath = None if under is None else under.lightness
            if beneath is None or abs(lightness - beneath) >= _LEAST_CONTRAST:
                continue
            reported += 1
            findings.append(
                found(rules.GREY_CONTRAST, page.number, run.box, quote=run.text.strip(), words=shortened(run.text),
                      measured=f"{abs(lightness - beneath):.0f}", limit=f"{_LEAST_CONTRAST:g}")
            )  # fmt: skip
    return findings


def _beside(run: Run, page: PageFacts) -> bool:
    """Whether a run is outside the trim, where nobody reads it."""
    box, trim = run.box, page.trim
    return box[2] <= trim[0] or box[0] >= trim[2] or box[3] <= trim[1] or box[1] >= trim[3]
