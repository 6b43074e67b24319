"""Check 22: black text overprints the colours beneath it."""

from __future__ import annotations

from bulletin.errors import Finding, Text
from bulletin.pdf.walk.drawn import Drawn
from bulletin.preflight.checks.asked import of_press
from bulletin.preflight.checks.inks import TRACE, press_only
from bulletin.preflight.checks.registry import check
from bulletin.preflight.checks.rule import WARNING, flight_rule
from bulletin.preflight.checks.text.runs import about, visible
from bulletin.preflight.grounds import grounds
from bulletin.preflight.subject import MOST_ON_PAGE, InspectedFile, Verdict

KNOCK_OUT = flight_rule(
    "knock-out", WARNING,
    Text("Chữ đen “{words}” trên trang {page} khoét thủng nền màu bên dưới.",
         "Black text “{words}” on page {page} knocks out of the colour beneath it."),
    Text("Bản kẽm lệch một chút là quanh chữ có viền trắng.", "Plates slightly off leave white edges around it."),
    Text("Anh/chị cho chữ đen in chồng (overprint, OPM 1).", "Let black text overprint (OPM 1)."),
)  # fmt: skip


@check(
    22,
    "knock-out",
    title=Text("Chữ đen khoét nền", "Black text that knocks out"),
    rules=(KNOCK_OUT,),
    asks=of_press("in chồng / overprints"),
    fails=Text(
        "Chữ đen trên nền vàng, không đặt in chồng.",
        "Black text on yellow that is not set to overprint.",
    ),
    passes=Text(
        "Chữ đen ấy đặt in chồng, chế độ OPM 1.",
        "The same text set to overprint in mode 1.",
    ),
    of_content=True,
)
def check_knock_out(subject: InspectedFile) -> Verdict:
    """Black text overprints the colours beneath it."""
    absent = press_only(subject)
    if absent is not None:
        return absent
    findings: list[Finding] = []
    for page in subject.pages:
        ground = grounds(subject, page)
        reported = 0
        for run in visible(page):
            if reported >= MOST_ON_PAGE or not run.paint.black_only or overprints(run):
                continue
            under = ground.under(run)
            if under is not None and under.inks is not None and (max(under.inks[:3]) > TRACE or under.spots):
                reported += 1
                findings.append(about(KNOCK_OUT, page, run))
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
