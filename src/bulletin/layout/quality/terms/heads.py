"""Heads: one is the largest of its page, none is too long for its story, none is torn, none bumps into another."""

from __future__ import annotations

from itertools import combinations

from bulletin.layout.quality.description import DescribedPage, DescribedPlan, HeadPart, Module, PhotoPlace
from bulletin.layout.quality.tally import Offence, QualityTally, offence

LARGER = 1.25
"""The largest head of a page is so many times the next."""
LINES, NARROW_LINES = 3, 4
"""Most lines of a headline; of one in a single column."""
TALL = 0.35
"""Most of a module that its head may take."""
LEAST_AREA = 30
"""Rows × columns of a module from which the share of its head counts: a brief of four lines is mostly head."""
TOUCH_ROWS = 2
"""Photos with so few rows between them touch."""
SAME_PT = 0.6
"""Sizes nearer than this look equal."""


def _begun(page: DescribedPage) -> list[tuple[Module, HeadPart]]:
    return [(m, part) for m in page.modules if m.continued_from is None and (part := m.headline) is not None]


def hierarchy(plan: DescribedPlan) -> QualityTally:
    """Measure whether a page has a largest head, where it is, and how long heads are."""
    found: list[Offence] = []
    several = flat = low = stories = long_heads = tall = 0
    for page in plan.pages:
        heads = _begun(page)
        sizes = sorted((part.size_pt for _, part in heads), reverse=True)
        if len(heads) >= 2:
            several += 1
            largest, part = max(heads, key=lambda head: head[1].size_pt)
            if sizes[0] < LARGER * sizes[1]:
                flat += 1
                found.append(offence(page.number, "", f"không có tít lớn nhất: {sizes[0]:g} và {sizes[1]:g} pt",
                                     f"no largest head: {sizes[0]:g} and {sizes[1]:g} pt"))  # fmt: skip
            if largest.row > page.top + page.rows / 2:
                low += 1
                found.append(offence(page.number, largest.story, "tít lớn nhất ở nửa dưới trang",
                                     "the largest head is in the lower half"))  # fmt: skip
        for module, part in heads:
            stories += 1
            most = LINES if module.columns > 1 else NARROW_LINES
            if len(part.lines) > most:
                long_heads += 1
                found.append(offence(page.number, module.story, f"tít {len(part.lines)} dòng, nhiều nhất {most}",
                                     f"a head of {len(part.lines)} lines, at most {most}"))  # fmt: skip
            if module.rows * module.columns >= LEAST_AREA and module.head_rows > TALL * module.rows:
                tall += 1
                share = module.head_rows / module.rows
                found.append(offence(page.number, module.story, f"phần đầu bài chiếm {share:.0%}",
                                     f"the head takes {share:.0%} of its module"))  # fmt: skip
    counts = {"pages_with_heads": several, "flat_pages": flat, "low_heads": low, "heads": stories,
              "long_heads": long_heads, "tall_heads": tall}  # fmt: skip
    return QualityTally(counts, {}, {}, tuple(found))


def torn(plan: DescribedPlan) -> QualityTally:
    """Measure how many heads of two lines or more are broken inside of a name or a compound."""
    found: list[Offence] = []
    several = broken = 0
    for page in plan.pages:
        for module, part in _begun(page):
            if len(part.lines) < 2:
                continue
            several += 1
            if "torn" in part.breaks:
                broken += 1
                at = part.breaks.index("torn")
                where = f"{part.lines[at].split()[-1]} | {part.lines[at + 1].split()[0]}"
                found.append(offence(page.number, module.story, f"tít bị bẻ giữa “{where}”", f"torn head: “{where}”"))
    return QualityTally({"long_titles": several, "torn_titles": broken}, {}, {}, tuple(found))


def tombstones(plan: DescribedPlan) -> QualityTally:
    """Measure heads of equal size side by side, and photos of two stories that touch."""
    found: list[Offence] = []
    equal = touching = 0
    for page in plan.pages:
        for (one, first), (other, second) in combinations(_begun(page), 2):
            beside = one.column + one.columns == other.column or other.column + other.columns == one.column
            level = first.box.y < second.box.y + second.box.h and second.box.y < first.box.y + first.box.h
            if beside and level and abs(first.size_pt - second.size_pt) < SAME_PT:
                equal += 1
                found.append(offence(page.number, one.story, f"hai tít cùng cỡ cạnh nhau ({other.story})",
                                     f"two heads of one size side by side ({other.story})"))  # fmt: skip
        for one, other in combinations(page.modules, 2):
            if any(_touch(a, b) for a in one.photos for b in other.photos):
                touching += 1
                found.append(offence(page.number, one.story, f"ảnh của hai bài chạm nhau ({other.story})",
                                     f"photos of two stories touch ({other.story})"))  # fmt: skip
    return QualityTally({"tombstones": equal, "touching_photos": touching}, {}, {}, tuple(found))


def _touch(one: PhotoPlace, other: PhotoPlace) -> bool:
    across = one.column < other.column + other.columns and other.column < one.column + one.columns
    level = one.row < other.row + other.rows and other.row < one.row + one.rows
    space = max(one.row, other.row) - min(one.row + one.rows, other.row + other.rows)
    beside = one.column + one.columns == other.column or other.column + other.columns == one.column
    return (across and 0 <= space <= TOUCH_ROWS) or (level and beside)
