"""Photos: their size, their groups, what is under them, their captions and their crops."""

from __future__ import annotations

from itertools import pairwise

from bulletin.layout.quality.description import DescribedPage, DescribedPlan, Module, PhotoPlace
from bulletin.layout.quality.tally import Offence, QualityTally, offence

LARGEST = 1.5
"""The largest photo of a group is so many times the next in area."""
EQUAL_MM = 1.0
"""Heights of a set strip differ by no more."""
ROWS_BETWEEN = 6
"""Rows of text between two photos of a story in one column."""
STUB_ROWS = 6
"""Fewer rows of text under a photo are a stub; none is fine."""
LEG_ROWS = 3
WIDE_LINES = 2
"""Most lines of a caption over several columns."""
LAST_LINE = 0.6
"""The last line of a caption of several lines fills so much, or there is one line less."""
CROP, LARGE_CROP = 0.12, 0.15
REST_ROWS = 10
"""Rows of a rest on another page."""


def _photos(plan: DescribedPlan) -> list[tuple[DescribedPage, Module, PhotoPlace]]:
    return [(page, module, photo) for page in plan.pages for module in page.modules for photo in module.photos]


def stamps(plan: DescribedPlan) -> QualityTally:
    """Measure how many photos are one column wide, how much of the pages photos take, and how groups are set."""
    found: list[Offence] = []
    every = _photos(plan)
    narrow = [item for item in every if item[2].columns == 1 and plan.columns > 1]
    found += [
        offence(page.number, module.story, "ảnh chỉ rộng một cột", "a photo of one column")
        for page, module, _ in narrow
    ]
    groups = same = stacked = 0
    for page in plan.pages:
        for module in (module for module in page.modules if len(module.photos) > 1):
            groups += 1
            if not _led(module) and not _strip(module):
                same += 1
                found.append(offence(page.number, module.story, "không có ảnh nào lớn hơn hẳn trong nhóm ảnh",
                                     "no photo of the group is clearly the largest"))  # fmt: skip
            if _stacked(module):
                stacked += 1
                found.append(offence(page.number, module.story, f"hai ảnh chồng nhau, cách < {ROWS_BETWEEN} dòng",
                                     f"two photos with fewer than {ROWS_BETWEEN} rows between them"))  # fmt: skip
    page_mm2 = plan.span(plan.columns) * plan.rows * plan.row_mm
    rich = len(every) >= len(plan.pages)
    area = sum(photo.box.w * photo.box.h for _, _, photo in every)
    bare = sum(not any(module.photos for module in page.modules) for page in plan.pages)
    counts = {
        "photos": len(every), "narrow_photos": len(narrow), "photo_groups": groups, "same_size_groups": same,
        "stacked_groups": stacked, "photo_mm2": area, "page_mm2": page_mm2 * len(plan.pages),
        "rich_photo_mm2": area if rich else 0.0, "rich_page_mm2": page_mm2 * len(plan.pages) if rich else 0.0,
        "pages": len(plan.pages), "pages_without_photo": bare,
    }  # fmt: skip
    return QualityTally(counts, {}, {}, tuple(found))


def _led(module: Module) -> bool:
    areas = sorted((photo.box.w * photo.box.h for photo in module.photos), reverse=True)
    return areas[0] >= LARGEST * areas[1]


def _strip(module: Module) -> bool:
    """Return whether all photos are in one row, equally high."""
    first = module.photos[0]
    return all(p.row == first.row and abs(p.box.h - first.box.h) < EQUAL_MM for p in module.photos[1:])


def _stacked(module: Module) -> bool:
    for column in range(module.column, module.column + module.columns):
        here = sorted((p for p in module.photos if p.column <= column < p.column + p.columns), key=lambda p: p.row)
        for above, below in pairwise(here):
            # Two that share a column are side by side in it.
            if below.row > above.row and below.row - (above.row + above.rows) < ROWS_BETWEEN:
                return True
    return False


def stubs(plan: DescribedPlan) -> QualityTally:
    """Measure rows of text under photos, short columns of text and short rests."""
    found: list[Offence] = []
    wide = stubbed = short = rests = 0
    for page in plan.pages:
        for module in page.modules:
            for photo in (photo for photo in module.photos if photo.columns > 1):
                wide += 1
                if any(0 < rows < STUB_ROWS for rows in photo.text_below):
                    stubbed += 1
                    found.append(offence(page.number, module.story, "dưới ảnh chỉ có 1–5 dòng chữ",
                                         "only 1 to 5 rows of text under a photo"))  # fmt: skip
            low = sum(0 < leg.rows < LEG_ROWS for leg in module.legs)
            short += low
            if low:
                found.append(offence(page.number, module.story, f"{low} cột chữ dưới {LEG_ROWS} dòng",
                                     f"{low} columns of fewer than {LEG_ROWS} rows"))  # fmt: skip
            if module.continued_from is not None and module.continues_on is None and module.text_rows < REST_ROWS:
                rests += 1
                found.append(offence(page.number, module.story, f"phần tiếp theo chỉ {module.text_rows} dòng",
                                     f"a rest of only {module.text_rows} rows"))  # fmt: skip
    counts = {"wide_photos": wide, "stubs": stubbed, "short_legs": short, "short_rests": rests}
    return QualityTally(counts, {}, {}, tuple(found))


def captions(plan: DescribedPlan) -> QualityTally:
    """Measure torn credits, long captions under wide photos and nearly empty last lines."""
    found: list[Offence] = []
    every = _photos(plan)
    torn = tall = empty = 0
    for page, module, photo in every:
        if photo.credit_torn:
            torn += 1
            found.append(offence(page.number, module.story, "tên người chụp bị bẻ đôi", "a torn credit"))
        if photo.columns > 1 and not photo.caption_beside and len(photo.caption) > WIDE_LINES:
            tall += 1
            found.append(offence(page.number, module.story, f"chú thích {len(photo.caption)} dòng dưới ảnh rộng",
                                 f"a caption of {len(photo.caption)} lines under a wide photo"))  # fmt: skip
        if len(photo.caption) > 1 and photo.caption_fill < LAST_LINE:
            empty += 1
            found.append(
                offence(page.number, module.story, "dòng cuối chú thích quá ngắn", "a short last caption line")
            )
    counts = {"photos": len(every), "torn_credits": torn, "tall_captions": tall, "short_captions": empty}
    return QualityTally(counts, {}, {}, tuple(found))


def crops(plan: DescribedPlan) -> QualityTally:
    """Measure how much of photos is cut off, and white beside photos that are narrower than their place."""
    found: list[Offence] = []
    every = _photos(plan)
    for page, module, photo in every:
        if photo.cut_off > CROP and not photo.aimed:
            found.append(offence(page.number, module.story, f"ảnh bị cắt mất {photo.cut_off:.0%}",
                                 f"{photo.cut_off:.0%} of a photo is cut off"))  # fmt: skip
        if photo.side_white_mm:
            found.append(offence(page.number, module.story, f"trắng {photo.side_white_mm:.0f} mm cạnh ảnh",
                                 f"{photo.side_white_mm:.0f} mm of white beside a photo"))  # fmt: skip
    counts = {
        "photos": len(every), "cut_off": sum(p.cut_off for _, _, p in every),
        "unaimed": sum(not p.aimed for _, _, p in every),
        "crops": sum(p.cut_off > CROP and not p.aimed for _, _, p in every),
        "large_crops": sum(p.cut_off > LARGE_CROP for _, _, p in every),
        "side_white": sum(p.side_white_mm > 0 for _, _, p in every),
    }  # fmt: skip
    return QualityTally(counts, {}, {}, tuple(found))
