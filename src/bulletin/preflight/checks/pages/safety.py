"""Check 11: text keeps off the cut and off the fold."""

from __future__ import annotations

from collections.abc import Iterator

from bulletin.errors import Finding, Text
from bulletin.geometry import overlaps
from bulletin.pdf.walk.drawn import PageFacts
from bulletin.preflight.checks.asked import number
from bulletin.preflight.checks.pages.sides import LEFT, RIGHT, SIDES
from bulletin.preflight.checks.registry import check
from bulletin.preflight.checks.rule import WARNING, flight_rule
from bulletin.preflight.limits import EditionLimits
from bulletin.preflight.subject import MOST_ON_PAGE, InspectedFile, Verdict, found, not_applicable, shortened

SAFETY = flight_rule(
    "safety", WARNING,
    Text("Chữ “{words}” trên trang {page} chỉ cách mép {side} {measured} mm, nên cách ít nhất {limit} mm.",
         "“{words}” on page {page} is {measured} mm from the {side_en} edge; {limit} mm or more is safe."),
    Text("Dao cắt hoặc nếp gấp có thể phạm vào chữ.", "The cut or the fold may run into it."),
    Text("Anh/chị lùi chữ vào trong.", "Move the text inwards."),
)  # fmt: skip


def _asked(limits: EditionLimits) -> str:
    fold = f"; gáy / fold ≥ {number(limits.fold_safety_mm)}" if limits.folded else ""
    return f"≥ {number(limits.safety_mm)} mm{fold}"


@check(
    11,
    "safety",
    title=Text("Chữ cách mép cắt", "Text inside the safety zone"),
    rules=(SAFETY,),
    asks=_asked,
    fails=Text(
        "Số trang đặt cách mép cắt 1,5 mm.",
        "A page number that is 1.5 mm from the cut.",
    ),
    passes=Text(
        "Mọi chữ cách mép cắt ít nhất 3 mm, cách gáy ít nhất 5 mm.",
        "All text is 3 mm or more from the cut and 5 mm or more from the fold.",
    ),
    of_content=True,
)
def check_safety(subject: InspectedFile) -> Verdict:
    """Text keeps off the cut and off the fold."""
    limits = subject.limits
    if limits.safety_mm <= 0:
        return not_applicable("Bản này không bị cắt hay gấp.", "Nothing is cut or folded in this edition.")
    findings: list[Finding] = []
    for page in subject.pages:
        findings += list(_near(page, subject))[:MOST_ON_PAGE]
    return findings


def _near(page: PageFacts, subject: InspectedFile) -> Iterator[Finding]:
    limits = subject.limits
    fold = (LEFT if page.number % 2 else RIGHT) if limits.folded else -1
    trim = page.trim
    for run in page.runs:
        box = run.box
        if not run.shown or not run.inked or run.look.layer == "pattern":
            continue
        if not overlaps(box, trim):
            continue  # outside the page: a slug line, or lost, which is another check's business
        rooms = (box[0] - trim[0], box[1] - trim[1], trim[2] - box[2], trim[3] - box[3])
        wanted = [limits.fold_safety_mm if side == fold else limits.safety_mm for side in range(4)]
        short = [(room - want, room, side) for side, (room, want) in enumerate(zip(rooms, wanted, strict=True))]
        lack, room, side = min(short)
        if lack < -0.05:
            vi, en = SIDES[side]
            if side == fold:
                vi, en = f"{vi} (gáy)", f"{en} (fold)"
            yield found(
                SAFETY, page.number, box, quote=run.text.strip(), words=shortened(run.text), side=vi,
                side_en=en, measured=f"{room:.1f}", limit=f"{wanted[side]:g}",
            )  # fmt: skip
