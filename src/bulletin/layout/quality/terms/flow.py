"""Stories over several pages, the front page, and the last one."""

from __future__ import annotations

import math

from bulletin.layout.quality.description import DescribedPage, DescribedPlan, Module
from bulletin.layout.quality.tally import Offence, QualityTally, offence

CHAIN = 3
"""So many pages that end with a broken story, one after the other, are a chain."""
FRONT_LEAST, FRONT_MOST, FRONT_JUMPS = 3, 5, 2
SMALL_PAGE_MM = 150.0
"""A narrower page begins two stories at least."""
LEAD_MM = 100.0
"""So much column has a story on page 1 before it jumps."""
REST_ROWS = 10
LAST_FULL = 0.7
HALF = 0.5
INNER_FULL = 0.9


def chain(plan: DescribedPlan) -> QualityTally:
    """Measure how many pages end with a story that goes on, and which of these stories would fit on a page."""
    found: list[Offence] = []
    broken = avoidable = 0
    for page in plan.inner:
        cut = [module for module in page.modules if module.continues_on]
        broken += bool(cut)
        for module in cut:
            if fits_a_page(plan, module.story) and starts(plan, module.story) != 1:
                avoidable += 1
                found.append(offence(page.number, module.story, "bài vừa một trang mà bị cắt sang trang sau",
                                     "a story that fits on a page is cut"))  # fmt: skip
    runs = _runs(plan)
    chains = [run for run in runs if len(run) >= CHAIN]
    found += [
        offence(run[0].number, "", f"{len(run)} trang liền nhau kết thúc bằng bài dở dang",
                f"{len(run)} pages in a row end with a broken story")
        for run in chains
    ]  # fmt: skip
    longest = max((len(run) for run in runs), default=0)
    counts = {"broken_pages": broken, "inner_pages": len(plan.inner), "avoidable_breaks": avoidable,
              "chains": len(chains)}  # fmt: skip
    return QualityTally(counts, {"longest_chain": longest}, {}, tuple(found))


def _runs(plan: DescribedPlan) -> list[list[DescribedPage]]:
    """Return pages in a row that end with a broken story; a story longer than a page makes no run by itself."""
    runs: list[list[DescribedPage]] = [[]]
    for page in plan.pages:
        if any(module.continues_on for module in page.modules):
            runs[-1].append(page)
        else:
            runs.append([])
    return [run for run in runs if run and not _one_long_story(plan, run)]


def _one_long_story(plan: DescribedPlan, run: list[DescribedPage]) -> bool:
    cut = {module.story for page in run for module in page.modules if module.continues_on}
    return len(cut) == 1 and not fits_a_page(plan, next(iter(cut)))


def parts_of(plan: DescribedPlan, story: str) -> list[tuple[DescribedPage, Module]]:
    """Return the modules of a story with their pages."""
    return [(page, module) for page in plan.pages for module in page.modules if module.story == story]


def starts(plan: DescribedPlan, story: str) -> int:
    """Return the page on which a story begins."""
    return parts_of(plan, story)[0][0].number


def fits_a_page(plan: DescribedPlan, story: str) -> bool:
    """Return whether all parts of a story together are no larger than a page."""
    parts = parts_of(plan, story)
    area = sum(module.rows * module.columns for _, module in parts)
    heads = sum(module.head_rows * module.columns for _, module in parts[1:])
    return area - heads <= plan.rows * plan.columns


def front(plan: DescribedPlan) -> QualityTally:
    """Measure how many stories begin on page 1 or are named there, how many jump, how much is read before."""
    page = plan.pages[0] if plan.pages else None
    if page is None or not page.modules or len(plan.pages) == 1:
        return QualityTally()
    begun = [module for module in page.modules if module.continued_from is None and not module.display]
    jumps = [module for module in begun if module.continues_on]
    teased = sum(item.entries for item in page.furniture)
    least = FRONT_LEAST if plan.trim_mm[0] >= SMALL_PAGE_MM else FRONT_LEAST - 1
    found: list[Offence] = []
    if not least <= len(begun) <= FRONT_MOST:
        found.append(offence(1, "", f"trang nhất bắt đầu {len(begun)} bài, nên có {least}–{FRONT_MOST}",
                             f"page 1 begins {len(begun)} stories, not {least} to {FRONT_MOST}"))  # fmt: skip
    if len(jumps) > FRONT_JUMPS:
        found.append(offence(1, "", f"{len(jumps)} bài ở trang nhất sang trang khác, nhiều nhất {FRONT_JUMPS}",
                             f"{len(jumps)} stories of page 1 jump, at most {FRONT_JUMPS} should"))  # fmt: skip
    rows = math.ceil(LEAD_MM / plan.row_mm)
    short = [module for module in jumps if module.text_rows < rows]
    found += [
        offence(1, module.story, f"chỉ {module.text_rows} dòng cột trước khi sang trang, cần {rows}",
                f"only {module.text_rows} column rows before it jumps, {rows} are needed")
        for module in short
    ]  # fmt: skip
    illustrated = [item.story for item in begun if any(part.photos for _, part in parts_of(plan, item.story))]
    bare = bool(illustrated) and not any(module.photos for module in page.modules)
    if bare:
        found.append(offence(1, illustrated[0], "trang nhất không có ảnh, tuy bài này có",
                             "no photo on page 1, although this story has one"))  # fmt: skip
    counts = {"fronts": 1, "front_stories": len(begun), "front_named": len(begun) + teased,
              "front_jumps": len(jumps), "front_short": len(short),
              "fronts_of_one": int(len(begun) < least),
              "fronts_illustrated": int(bool(illustrated)), "fronts_bare": int(bare)}  # fmt: skip
    return QualityTally(counts, {}, {}, tuple(found))


def last_page(plan: DescribedPlan) -> QualityTally:
    """Measure how full the last page is."""
    if len(plan.pages) < 2:
        return QualityTally()
    page = plan.pages[-1]
    found = []
    if page.full < LAST_FULL:
        found.append(offence(page.number, "", f"trang cuối chỉ đầy {page.full:.0%}", f"last page {page.full:.0%} full"))
    counts = {"last_pages": 1, "last_half": int(page.full < HALF), "last_low": int(page.full < LAST_FULL)}
    return QualityTally(counts, {}, {}, tuple(found))


def fill(plan: DescribedPlan) -> QualityTally:
    """Measure how full the inner pages are."""
    low = [page for page in plan.inner if page.full < INNER_FULL]
    found = tuple(
        offence(page.number, "", f"chỉ đầy {page.full:.0%}", f"only {page.full:.0%} full") for page in low
    )  # fmt: skip
    values = tuple(page.full for page in plan.inner)
    return QualityTally(
        {"low_pages": len(low), "inner_pages": len(plan.inner), "fill": sum(values)}, {}, {"fills": values}, found
    )
