"""What the checks on colour share: what prints on a page and how it is named."""

from __future__ import annotations

from collections.abc import Iterator

from bulletin.errors import Finding, Rule
from bulletin.pdf.walk.drawn import Drawn, Fill, PageFacts, PlacedPicture, Run, Shading, Stroke
from bulletin.preflight.subject import found

_NAMES = {Run: ("chữ", "text"), Fill: ("mảng màu", "a fill"), Stroke: ("nét", "a line"),
          PlacedPicture: ("ảnh", "a picture"), Shading: ("dải màu chuyển", "a gradient")}  # fmt: skip


def painted(page: PageFacts) -> Iterator[Drawn]:
    """What prints on a page, masks left out."""
    for item in page.drawn:
        if item.shown and item.look.layer != "mask" and not (isinstance(item, Run) and not item.inked):
            yield item


def set_to_overprint(item: Drawn) -> bool:
    """Whether overprint is switched on for an object."""
    return item.look.overprint_stroke if isinstance(item, Stroke) else item.look.overprint_fill


def named(rule: Rule, page: PageFacts, item: Drawn, **values: str) -> Finding:
    """A finding on an object, which is named by its kind."""
    vi, en = _NAMES.get(type(item), ("hình", "an object"))
    quote = item.text.strip() if isinstance(item, Run) else ""
    return found(rule, page.number, item.box, quote=quote, what=vi, what_en=en, **values)
