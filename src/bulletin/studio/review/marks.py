"""MARKS: where remarks are on the pictures of the pages, and which stories are there, all in shares of a page."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import asdict
from pathlib import Path
from typing import Any

from bulletin.fields.issue import ReviewRemark
from bulletin.lazy import dataclass
from bulletin.model import Article
from bulletin.sources.partial import values_in
from bulletin.studio.forms.describe import form_of
from bulletin.studio.forms.naming import path_label
from bulletin.studio.review.remarks import path_of

_APART_MM = 11.0
"""Room that one mark takes on a picture as wide as a column of the window, in millimetres of the page."""
_EDGE_MM = 4.0
"""Half a mark: its middle is this far from edges."""
Box = Sequence[float]


@dataclass(frozen=True, slots=True)
class RemarkMark:
    """The mark of a remark: its page, and its middle in percent of width and height from the top left corner."""

    page: int
    left: float
    top: float


def remarked(
    remarks: Sequence[ReviewRemark] | None, articles: Mapping[str, Path], planned: Mapping[str, Any] | None
) -> dict[str, Any]:
    """What the window needs to draw remarks and to write new ones.

    `remarks` are the remarks (None where there was None) with the title of their story, the name of their field and
    their mark; `stories` have `id`, `title`, `photos` (what each is called) and `boxes`; `fields` are those that a
    remark can be on.

    Args:
        remarks: of the issue; None for a file that does not read.
        articles: its files by the ids of the desk.
        planned: the last plan of the session.
    """
    values = {ident: values_in("article", path) for ident, path in articles.items()}
    titles = {ident: str(said.get("title") or ident) for ident, said in values.items()}
    fields = remark_fields()
    shown = []
    for one, mark in zip(remarks or (), marks_of(remarks or (), planned), strict=True):
        at = f"{one.at:%d/%m/%Y %H:%M}" if one.at else ""
        story = one.story or ""
        label = path_label(Article, path_of(one.field or "", fields))
        mark_json = asdict(mark) if mark is not None else None
        shown.append({**asdict(one), "at": at, "title": titles.get(story, story), "label": label, "mark": mark_json})
    stories = [
        {"id": ident, "title": titles[ident], "photos": _photos(said), "boxes": story_boxes(planned, ident)}
        for ident, said in values.items()
    ]
    return {
        "remarks": None if remarks is None else shown, "stories": stories,
        "fields": [{"id": name, "title": of} for name, of in fields.items()],
    }  # fmt: skip


def remark_fields() -> dict[str, str]:
    """The fields of a story that a remark can be on, with their names in the window, in the order of its form."""
    groups = form_of("article")["groups"]
    return {field["name"]: field["label"] for group in groups for field in group["fields"] if not field["fixed"]}


def _photos(values: Mapping[str, Any]) -> list[str]:
    found = (getattr(photo, "caption", None) or getattr(photo, "file", None) for photo in values.get("photos", ()))
    return [f"Ảnh {number}: {str(name or '')[:60]}" for number, name in enumerate(found, 1)]


def marks_of(remarks: Sequence[ReviewRemark], planned: Mapping[str, Any] | None) -> list[RemarkMark | None]:
    """A mark for each remark, in their order; None where nobody can say where it is, or no plan is known.

    A remark on a field is at its first words or its photo, one on a story at the corner of its module, one on a page
    alone at the corner of the page. Where a story was moved since, the mark goes with it. No mark hides another one.

    Args:
        remarks: of the issue.
        planned: the last plan of the session, with the places of the words of each story.
    """
    plan = (planned or {}).get("plan")
    if not plan:
        return [None for _ in remarks]
    taken: list[tuple[int, float, float]] = []
    found: list[RemarkMark | None] = []
    for one in remarks:
        place = _place(one, plan, (planned or {}).get("spots") or {})
        if place is None:
            found.append(None)
            continue
        taken.append(_free(place, taken, plan["trim_mm"]))
        page, x, y = taken[-1]
        width, height = plan["trim_mm"]
        found.append(RemarkMark(page, _share(x, width), _share(y, height)))
    return found


def story_boxes(planned: Mapping[str, Any] | None, ident: str) -> list[list[float]]:
    """The modules of a story: of each its page, then left, top, width and height in percent of the page."""
    plan = (planned or {}).get("plan") or {}
    width, height = plan.get("trim_mm") or (1, 1)
    boxes = plan.get("stories", {}).get(ident, {}).get("boxes", ())
    return [
        [page, _share(x, width), _share(y, height), _share(w, width), _share(h, height)] for page, x, y, w, h in boxes
    ]


def _share(value: float, whole: float) -> float:
    return round(100 * value / whole, 2)


def _place(one: ReviewRemark, plan: Mapping[str, Any], spots: Mapping[str, Any]) -> tuple[int, float, float] | None:
    """Page and middle of a mark in millimetres, before other marks are seen."""
    width = plan["trim_mm"][0]
    story = one.story or ""
    boxes = [(box[0], box[1:]) for box in plan["stories"].get(story, {}).get("boxes", ())]
    if boxes:
        words = list(_words(one.field, spots.get(story, ()))) if one.field else []
        page, box = _on_page(words or boxes, one.page)
        x, y = box[0], box[1]
        # In the margin beside words, so that they can be read; the left corner of a module is where its head begins.
        return page, max(x - _EDGE_MM, _EDGE_MM) if words else min(x + box[2], width) - _EDGE_MM, y + _EDGE_MM
    if one.page is not None and one.page <= plan["pages"]:
        return one.page, _EDGE_MM, _EDGE_MM
    return None


def _words(field: str, spots: Iterable[Mapping[str, Any]]) -> Iterator[tuple[int, Box]]:
    """Where a field is, by the closest name: itself, what is in it, or what it is in."""
    ranked = [(_nearness(field, str(one["field"])), one) for one in spots]
    best = max((rank for rank, _ in ranked), default=0)
    return ((one["page"], one["box"]) for rank, one in ranked if rank == best > 0)


def _nearness(field: str, name: str) -> int:
    if name == field:
        return 1000
    if name.startswith(f"{field}."):
        return 500
    return len(name) if field.startswith(f"{name}.") else 0


def _on_page(places: Sequence[tuple[int, Box]], page: int | None) -> tuple[int, Box]:
    """The first place on a page, or the first of all."""
    return next((one for one in places if one[0] == page), places[0])


def _free(
    place: tuple[int, float, float], taken: Sequence[tuple[int, float, float]], trim: Sequence[float]
) -> tuple[int, float, float]:
    """The next place to the right, then below, that no mark takes; the place itself where the page is full of them."""
    page, x, y = place
    while any(p == page and abs(a - x) < _APART_MM and abs(b - y) < _APART_MM for p, a, b in taken):
        x += _APART_MM
        if x > trim[0] - _EDGE_MM:
            x, y = _EDGE_MM, y + _APART_MM
        if y > trim[1] - _EDGE_MM:
            return place
    return page, x, y
