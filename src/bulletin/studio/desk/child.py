"""The warm session of the studio, in a process of its own: first the plan of an issue, then pictures of its pages."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping
from pathlib import Path
from typing import Any

from bulletin.build.warm import WarmBuild, WarmPlan, WarmResult
from bulletin.errors import Finding
from bulletin.fields.issue import one_count
from bulletin.layout.quality.describe import describe
from bulletin.layout.quality.description import DescribedPlan
from bulletin.runtime.progress import Progress
from bulletin.runtime.wire import findings_to_wire
from bulletin.studio.desk.ahead import PlanAhead
from bulletin.studio.desk.request import SessionRequest
from bulletin.studio.story.spots import spots_of

_MOST_ISSUES = 2
"""Issues that are kept warm; people work at one."""
_builds: dict[tuple[Path, Path], WarmBuild] = {}
_planned: dict[tuple[Path, Path], WarmPlan] = {}
_ahead = PlanAhead()


def job(order: Mapping[str, object], report: Progress) -> dict[str, Any]:
    """Child entry.

    Returns:
        For a plan: `ok`, `findings`, and `plan` (page size, and for each page its stories with box in mm and lines).
        For a plan ahead: nothing.
        For pictures: `ok`, `findings`, `pages` (paths of PNG files), `changed` (numbers of pages that differ).
    """
    request = SessionRequest.from_wire(order)
    key = request.folder, request.cache
    warm = _builds.get(key)
    if request.step == "ahead":
        if warm is not None:
            _ahead.begin(warm, request.sheet.encode())
        return {}
    if warm is None:
        while len(_builds) >= _MOST_ISSUES:
            oldest = next(iter(_builds))
            _builds.pop(oldest)
            _planned.pop(oldest, None)
        warm = _builds.setdefault(key, WarmBuild(*key))
    if request.step == "plan":
        _ahead.settle(request.folder)
        return _plan(warm, key)
    planned = _planned.get(key)
    result = warm.finish(planned) if planned is not None else warm.rebuild()
    return _pictures(result)


def _plan(warm: WarmBuild, key: tuple[Path, Path]) -> dict[str, Any]:
    planned = warm.plan(unfinished=True)
    if isinstance(planned, WarmResult):
        _planned.pop(key, None)
        return {"ok": False, "findings": findings_to_wire(planned.findings), "plan": None}
    _planned[key] = planned
    described = describe(planned.engine.spec, planned.engine.shaper, planned.composed)
    found = planned.run.findings
    return {
        "ok": True, "findings": findings_to_wire((*(planned.errors or found), *planned.composed.findings)),
        "plan": plan_of(described, one_count(planned.issue.sheet.pages)) | {"ppi": _ppi(planned)},
        "spots": _spots(planned), "repairs": _repairs(found),
    }  # fmt: skip


def _spots(planned: WarmPlan) -> dict[str, Any]:
    """Where the words of each story are."""
    texts = [slot for page in planned.composed.pages for slot in page.slots]
    photos = [slot for page in planned.composed.pages for slot in page.photos]
    return {
        entry.article.id: [spot.as_dict() for spot in spots_of(entry.article, texts, photos)]
        for entry in planned.issue.entries
    }


def _repairs(findings: Iterable[Finding]) -> list[dict[str, Any]]:
    """What to type instead, where the copy desk knows it."""
    return [
        {"rule": one.rule.id, "file": one.place.file, "line": one.place.line, "column": one.place.column,
         "word": one.quote, "better": one.values["better"]}
        for one in findings
        if one.values.get("better") and one.quote and one.rule.id.startswith("desk.")
    ]  # fmt: skip


def _pictures(result: WarmResult) -> dict[str, Any]:
    return {
        "ok": result.ok, "findings": findings_to_wire(result.findings), "pages": [str(page) for page in result.pages],
        "changed": list(result.changed), "depends": [str(path) for path in result.depends],
    }  # fmt: skip


def plan_of(plan: DescribedPlan, wanted: int | None) -> dict[str, Any]:
    """A plan for the window: `trim_mm`, `pages` (number of them), `wanted`, `over_lines`, and `stories` by id.

    Of a story: `lines`, `by_page` (lines on each page), `pages`, `boxes`. `over_lines` are lines on pages beyond
    the wanted ones; below 0 they are what is free on the last page; None where no number of pages is wanted.
    A box is the page and x, y, width and height in mm from the top left corner of the trim.
    """
    stories: dict[str, dict[str, Any]] = defaultdict(lambda: {"lines": 0, "pages": [], "boxes": [], "by_page": {}})
    for page in plan.pages:
        for module in page.modules:
            story = stories[module.story]
            lines = sum(leg.rows for leg in module.legs)
            story["lines"] += lines
            story["by_page"][str(page.number)] = story["by_page"].get(str(page.number), 0) + lines
            story["pages"] += [page.number] if page.number not in story["pages"] else []
            box = module.box
            story["boxes"].append([page.number, *(round(side, 2) for side in (box.x, box.y, box.w, box.h))])
    return {
        "trim_mm": list(plan.trim_mm), "pages": len(plan.pages), "stories": dict(stories), "blank": _blank(plan),
        "photos": _photos(plan), "wanted": wanted, "over_lines": over_lines(plan, wanted),
    }  # fmt: skip


def _photos(plan: DescribedPlan) -> dict[str, list[dict[str, Any]]]:
    """Where each photo is, by “article/photo”: page, size in mm, printed part in shares of it, pixels per inch."""
    found: dict[str, list[dict[str, Any]]] = defaultdict(list)
    for page in plan.pages:
        for module in page.modules:
            for photo in module.photos:
                place = {"page": page.number, "w": photo.box.w, "h": photo.box.h, "crop": photo.crop, "ppi": photo.ppi}
                found[f"{module.story}/{photo.id}"].append(place)
    return dict(found)


def _ppi(planned: WarmPlan) -> dict[str, float]:
    """Pixels per inch below which a photo is not printed, and from which it is good, in the strictest edition."""
    limits = planned.seen.ppi
    return {"least": limits.least, "good": limits.good}


def over_lines(plan: DescribedPlan, wanted: int | None) -> int | None:
    """Lines that are on more pages than wanted; below zero: lines for which there is still room."""
    most = wanted
    if most is None:
        return None
    if len(plan.pages) > most:
        return sum(leg.rows for page in plan.pages[most:] for module in page.modules for leg in module.legs)
    return -(_blank(plan) + (most - len(plan.pages)) * plan.rows * plan.columns)


def _blank(plan: DescribedPlan) -> int:
    """Rows times columns of the last page below its last module: what is still free."""
    if not plan.pages:
        return 0
    last = plan.pages[-1]
    used = max((module.row + module.rows for module in last.modules), default=0)
    return max(0, plan.rows - used) * plan.columns
