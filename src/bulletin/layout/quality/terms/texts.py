"""Text: loose lines, pull quotes, the tails of stories, and grey columns."""

from __future__ import annotations

from bulletin.layout.quality.description import DescribedPlan
from bulletin.layout.quality.tally import Offence, QualityTally, offence

LOOSE, WIDE, HOLE = 2.0, 3.0, 5.0
"""Word gaps over so many natural spaces are loose, wide, or a hole."""
TAIL_ROWS, LONG_TAIL = 5, 8
TAIL_SHARE = 1 / 3
TAIL_WHITE = 1
"""Most blank rows above a tail."""
GREY_ROWS = 42


def lines(plan: DescribedPlan) -> QualityTally:
    """Measure word gaps and rivers of justified lines."""
    found: list[Offence] = []
    total = rivers = 0
    gaps: list[float] = []
    widest = 0.0
    for page in plan.pages:
        for module in page.modules:
            here = [gap for leg in module.legs for gap in leg.gaps]
            gaps += here
            total += sum(leg.lines for leg in module.legs)
            widest = max([widest, *(leg.widest_pt for leg in module.legs)])
            rivers += sum(leg.rivers for leg in module.legs)
            if wide := sum(gap > WIDE for gap in here):
                found.append(offence(page.number, module.story, f"{wide} dòng có khoảng trắng quá 3 lần bình thường",
                                     f"{wide} lines with word gaps over three times the natural"))  # fmt: skip
            if count := sum(leg.rivers for leg in module.legs):
                found.append(offence(page.number, module.story, f"{count} dòng sông trắng", f"{count} rivers"))
    counts = {
        "lines": total, "loose_lines": sum(g > LOOSE for g in gaps), "wide_lines": sum(g > WIDE for g in gaps),
        "hole_lines": sum(g > HOLE for g in gaps), "rivers": rivers,
    }  # fmt: skip
    return QualityTally(counts, {"widest_pt": widest, "widest_gap": max(gaps, default=0.0)}, {}, tuple(found))


def quotes(plan: DescribedPlan) -> QualityTally:
    """Measure pull quotes inside of a paragraph, at an edge, or near to the same words."""
    found: list[Offence] = []
    total = inside = edge = near = 0
    for page in plan.pages:
        for module in page.modules:
            for quote in module.quotes:
                total += 1
                inside += quote.inside_paragraph
                edge += quote.at_edge
                near += quote.repeats_near
                if quote.inside_paragraph:
                    found.append(offence(page.number, module.story, "lời trích nằm giữa một đoạn",
                                         "a pull quote inside of a paragraph"))  # fmt: skip
                if quote.repeats_near:
                    found.append(offence(page.number, module.story, "lời trích sát chỗ có cùng câu ấy",
                                         "a pull quote beside the same words"))  # fmt: skip
    counts = {"quotes": total, "quotes_inside": inside, "quotes_at_edge": edge, "quotes_near": near}
    return QualityTally(counts, {}, {}, tuple(found))


def tails(plan: DescribedPlan) -> QualityTally:
    """Measure the ends of stories: their rows, their share of the text, and the white above them."""
    found: list[Offence] = []
    total = long_tails = heavy = far = 0
    area = 0.0
    white: float = 0
    texts: dict[str, int] = {}
    for page in plan.pages:
        for module in page.modules:
            texts[module.story] = texts.get(module.story, 0) + module.text_rows
            tail = module.tail
            if tail is None:
                continue
            total += 1
            area += tail.rows
            white = max(white, tail.white_above)
            long_tails += tail.rows >= LONG_TAIL
            heavy += tail.rows > TAIL_SHARE * texts[module.story]
            far += tail.white_above > TAIL_WHITE
            if tail.rows > TAIL_ROWS:
                found.append(offence(page.number, module.story, f"phần cuối bài {tail.rows} dòng",
                                     f"a tail of {tail.rows} rows"))  # fmt: skip
            if tail.white_above > TAIL_WHITE:
                found.append(offence(page.number, module.story, f"tên tác giả cách bài {tail.white_above} dòng",
                                     f"author {tail.white_above} rows below his text"))  # fmt: skip
    counts = {
        "tails": total, "tail_rows": area, "long_tails": long_tails, "heavy_tails": heavy, "far_tails": far,
        "page_rows": plan.rows * plan.columns * len(plan.pages),
    }  # fmt: skip
    return QualityTally(counts, {"white_above_tail": white}, {}, tuple(found))


def grey(plan: DescribedPlan) -> QualityTally:
    """Measure long columns of plain text, and pages that have neither photo nor anything else to look at."""
    found: list[Offence] = []
    columns = blind = 0
    for page in plan.pages:
        for module in page.modules:
            if here := sum(leg.plain_rows > GREY_ROWS for leg in module.legs):
                columns += here
                found.append(offence(page.number, module.story, f"{here} cột chữ liền hơn {GREY_ROWS} dòng",
                                     f"{here} columns of more than {GREY_ROWS} plain rows"))  # fmt: skip
        seen = any(module.photos or module.quotes or module.boxes for module in page.modules)
        sizes = {part.size_pt for module in page.modules if (part := module.headline) is not None}
        # In a book of one column a page of text alone is as it should be.
        if plan.columns > 1 and page.modules and not seen and len(sizes) < 2:
            blind += 1
            found.append(offence(page.number, "", "trang không có điểm nhìn", "a page with nothing to look at"))
    return QualityTally({"grey_columns": columns, "blind_pages": blind}, {}, {}, tuple(found))
