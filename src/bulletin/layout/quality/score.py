"""SCORE: the list of what makes pages ugly, ranked; its figures, weights and targets."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from typing import Literal

from bulletin.errors import Text
from bulletin.layout.quality.description import DescribedPlan
from bulletin.layout.quality.tally import Offence, QualityTally
from bulletin.layout.quality.terms.flow import chain, fill, front, last_page
from bulletin.layout.quality.terms.heads import hierarchy, tombstones, torn
from bulletin.layout.quality.terms.holes import holes
from bulletin.layout.quality.terms.photos import captions, crops, stamps, stubs
from bulletin.layout.quality.terms.spreads import spreads
from bulletin.layout.quality.terms.texts import grey, lines, quotes, tails
from bulletin.lazy import dataclass

Unit = Literal["%", "‰", "", "pt", "×"]
_PER: Mapping[str, float] = {"%": 100.0, "‰": 1000.0}


@dataclass(frozen=True, slots=True)
class Figure:
    """A number of a term: a count divided by another, a sum, a largest value (`most:…`) or a percentile (`p5:…`)."""

    id: str
    name: Text
    of: str
    by: str = ""
    unit: Unit = ""
    at_most: float | None = None
    at_least: float | None = None

    def value(self, tally: QualityTally) -> float | None:
        """Return the figure, or None where there is nothing to count."""
        kind, _, name = self.of.rpartition(":")
        if kind == "most":
            found = tally.most.get(name)
            return None if found is None else found * _PER.get(self.unit, 1.0)
        if kind == "p5":
            values = sorted(tally.values.get(name, ()))
            return values[len(values) // 20] * _PER.get(self.unit, 1.0) if values else None
        if name not in tally.counts:
            return None
        if not self.by:
            return tally.counts[name]
        total = tally.counts.get(self.by, 0)
        return tally.counts[name] / total * _PER.get(self.unit, 1.0) if total else None

    def met(self, value: float) -> bool:
        """Return whether a value is as wanted; a figure without target always is."""
        return (self.at_most is None or value <= self.at_most) and (self.at_least is None or value >= self.at_least)


@dataclass(frozen=True, slots=True)
class QualityTerm:
    """One line of the list. `weight` is the cost of one offence."""

    id: str
    name: Text
    weight: float
    measure: Callable[[DescribedPlan], QualityTally]
    figures: tuple[Figure, ...]


def _f(
    of: str, by: str, unit: Unit, vi: str, en: str, at_most: float | None = None, at_least: float | None = None
) -> Figure:
    return Figure(of.rpartition(":")[2].replace("_", "-"), Text(vi, en), of, by, unit, at_most, at_least)


TERMS = (
    QualityTerm("chain", Text("Bài bị cắt", "Broken stories"), 3.0, chain, (
        _f("broken_pages", "inner_pages", "%", "trang trong có bài dở dang", "inner pages with a broken story"),
        _f("avoidable_breaks", "inner_pages", "%", "chỗ cắt tránh được, trên số trang trong",
           "avoidable breaks, of inner pages", 8.0),
        _f("most:longest_chain", "", "", "chuỗi trang dở dang dài nhất", "longest chain of broken pages", 2.0),
    )),
    QualityTerm("front", Text("Trang nhất", "Front page"), 4.0, front, (
        _f("front_stories", "fronts", "", "bài bắt đầu ở trang nhất", "stories that begin on page 1", None, 3.0),
        _f("front_named", "fronts", "", "bài bắt đầu hoặc được giới thiệu ở trang nhất",
           "stories that begin on page 1 or are named there with their page", None, 3.0),
        _f("front_jumps", "fronts", "", "bài ở trang nhất sang trang khác", "stories of page 1 that jump", 2.0),
        _f("front_short", "fronts", "%", "bài sang trang trước 10 cm cột", "jumps before 10 cm of column", 0.0),
        _f("fronts_bare", "fronts_illustrated", "%", "trang nhất không ảnh tuy bài ở đó có",
           "page 1 without a photo although its stories have one", 0.0),
    )),
    QualityTerm("stamps", Text("Ảnh nhỏ", "Photos as stamps"), 0.5, stamps, (
        _f("narrow_photos", "photos", "%", "ảnh rộng một cột", "photos one column wide", 45.0),
        _f("photo_mm2", "page_mm2", "%", "ảnh trên diện tích trang", "photo share of the area"),
        _f("rich_photo_mm2", "rich_page_mm2", "%", "như trên, ở số có ≥ 1 ảnh mỗi trang",
           "the same where there is ≥ 1 photo a page", None, 18.0),
        _f("same_size_groups", "photo_groups", "%", "nhóm ảnh không có ảnh chính", "groups without a main photo", 0.0),
        _f("stacked_groups", "photo_groups", "%", "nhóm ảnh chồng nhau", "groups stacked in a column", 0.0),
        _f("pages_without_photo", "pages", "%", "trang không ảnh", "pages without photo"),
    )),
    QualityTerm("hierarchy", Text("Thứ bậc tít", "Hierarchy of heads"), 1.5, hierarchy, (
        _f("flat_pages", "pages_with_heads", "%", "trang không có tít lớn nhất", "pages without a largest head", 10.0),
        _f("low_heads", "pages_with_heads", "%", "tít lớn nhất ở nửa dưới", "largest head in the lower half", 3.0),
        _f("long_heads", "heads", "%", "tít quá 3 dòng (4 ở một cột)", "heads over 3 lines (4 in one column)", 0.0),
        _f("tall_heads", "heads", "%", "phần đầu quá 35 % bài", "head over 35 % of its module", 4.0),
    )),
    QualityTerm("lines", Text("Dòng thưa", "Loose lines"), 0.3, lines, (
        _f("loose_lines", "lines", "‰", "dòng có khoảng trắng > 2 lần", "lines with gaps > 2 ×", 190.0),
        _f("wide_lines", "lines", "‰", "dòng có khoảng trắng > 3 lần", "lines with gaps > 3 ×", 20.0),
        _f("hole_lines", "lines", "‰", "dòng có khoảng trắng > 5 lần", "lines with gaps > 5 ×", 0.0),
        _f("most:widest_pt", "", "pt", "khoảng trắng rộng nhất", "widest word gap"),
        _f("most:widest_gap", "", "×", "so với bình thường", "the same, in natural spaces", 5.0),
        _f("rivers", "lines", "‰", "dòng sông trắng", "rivers", 10.0),
    )),
    QualityTerm("torn", Text("Tít bị bẻ", "Torn heads"), 1.0, torn, (
        _f("torn_titles", "long_titles", "%", "tít nhiều dòng bị bẻ giữa từ", "heads of ≥ 2 lines that are torn", 3.0),
    )),
    QualityTerm("holes", Text("Khoảng trắng", "Holes"), 3.0, holes, (
        _f("trapped", "inner_pages", "%", "khoảng trắng kẹt", "trapped white on inner pages", 1.0),
        _f("trapped_pages", "inner_pages", "%", "trang trong quá 2 %", "inner pages over 2 %", 5.0),
        _f("most:worst_trapped", "", "%", "trang tệ nhất", "the worst page", 5.0),
        _f("ragged_stories", "column_stories", "%", "bài lệch chân cột", "stories with columns > 1 row apart", 0.0),
    )),
    QualityTerm("stubs", Text("Mẩu chữ cụt", "Stubs"), 1.0, stubs, (
        _f("stubs", "wide_photos", "%", "ảnh rộng có 1–5 dòng bên dưới", "wide photos with 1–5 rows under them", 0.0),
        _f("short_legs", "", "", "cột chữ dưới 3 dòng", "legs under 3 rows", 0.0),
        _f("short_rests", "", "", "phần tiếp theo dưới 10 dòng", "rests under 10 rows", 0.0),
    )),
    QualityTerm("quotes", Text("Lời trích", "Pull quotes"), 1.0, quotes, (
        _f("quotes_inside", "quotes", "%", "lời trích giữa một đoạn", "quotes inside of a paragraph", 0.0),
        _f("quotes_at_edge", "quotes", "%", "lời trích ở đầu hay cuối cột", "quotes at a column's edge"),
        _f("quotes_near", "quotes", "%", "lời trích sát cùng câu ấy", "quotes beside the same words", 0.0),
    )),
    QualityTerm("last", Text("Trang cuối", "Last page"), 4.0, last_page, (
        _f("last_half", "last_pages", "%", "trang cuối đầy chưa đến nửa", "last pages under half full", 0.0),
        _f("last_low", "last_pages", "%", "trang cuối đầy chưa đến 70 %", "last pages under 70 % full", 0.0),
    )),
    QualityTerm("tails", Text("Phần cuối bài", "Tails of stories"), 0.5, tails, (
        _f("tail_rows", "page_rows", "%", "phần cuối bài trên diện tích", "tails, share of the area"),
        _f("long_tails", "tails", "%", "phần cuối từ 8 dòng", "tails of ≥ 8 rows", 0.0),
        _f("heavy_tails", "tails", "%", "phần cuối quá một phần ba bài", "tails over a third of the text"),
        _f("most:white_above_tail", "", "", "dòng trắng trên tên tác giả", "most rows above the author", 1.0),
    )),
    QualityTerm("tombstones", Text("Tít và ảnh chạm nhau", "Tombstones"), 2.0, tombstones, (
        _f("tombstones", "", "", "hai tít cùng cỡ cạnh nhau", "heads of one size side by side", 0.0),
        _f("touching_photos", "", "", "ảnh của hai bài chạm nhau", "photos of two stories touching", 0.0),
    )),
    QualityTerm("grey", Text("Trang xám", "Grey pages"), 0.5, grey, (
        _f("grey_columns", "", "", "cột quá 42 dòng liền", "columns over 42 plain rows", 10.0),
        _f("blind_pages", "", "", "trang không có điểm nhìn", "pages with nothing to look at", 0.0),
    )),
    QualityTerm("captions", Text("Chú thích ảnh", "Captions"), 0.3, captions, (
        _f("torn_credits", "photos", "%", "tên người chụp bị bẻ", "credits torn over two lines", 0.0),
        _f("tall_captions", "photos", "%", "chú thích quá 2 dòng dưới ảnh rộng", "over 2 lines under wide photos", 0.0),
        _f("short_captions", "photos", "%", "dòng cuối chưa đầy 60 %", "last line under 60 %"),
    )),
    QualityTerm("crops", Text("Cắt ảnh", "Crops"), 0.5, crops, (
        _f("cut_off", "photos", "%", "phần ảnh bị cắt, bình quân", "mean crop"),
        _f("crops", "unaimed", "%", "ảnh không tâm điểm bị cắt quá 12 %", "without focus, cut over 12 %", 0.0),
        _f("large_crops", "photos", "%", "ảnh bị cắt quá 15 %", "crops over 15 %"),
        _f("side_white", "", "", "ảnh hẹp hơn khung", "photos narrower than their place", 0.0),
    )),
    QualityTerm("fill", Text("Độ đầy trang trong", "Fill of inner pages"), 3.0, fill, (
        _f("fill", "inner_pages", "%", "bình quân", "mean", None, 98.5),
        _f("p5:fills", "", "%", "trang thứ 5 % từ dưới", "5th percentile", None, 90.0),
        _f("low_pages", "inner_pages", "%", "trang trong đầy chưa đến 90 %", "inner pages under 90 % full", 0.0),
    )),
    QualityTerm("spreads", Text("Hai trang đối diện", "Facing pages"), 1.0, spreads, (
        _f("fold_heads", "spreads", "%", "tít cùng cỡ ngang nhau qua nếp gấp",
           "heads of one size level across the fold", 5.0),
        _f("fold_photos", "spreads", "%", "ảnh ngang nhau qua nếp gấp", "photos level across the fold", 10.0),
        _f("bare_spreads", "spreads", "%", "hai trang không ảnh giữa các trang có nhiều ảnh",
           "without photo between pages with several", 0.0),
    )),
)  # fmt: skip
"""In the order of how often a fault occurs and how much it hurts."""


@dataclass(frozen=True, slots=True)
class Scored:
    """A term of one plan."""

    term: QualityTerm
    tally: QualityTally
    figures: tuple[tuple[Figure, float | None], ...]
    cost: float

    @property
    def offences(self) -> tuple[Offence, ...]:
        return self.tally.offences


def score(plan: DescribedPlan, terms: Sequence[QualityTerm] = TERMS) -> tuple[Scored, ...]:
    """Return every term of a plan with its figures and its cost: the weight of each offence."""
    found = []
    for term in terms:
        tally = term.measure(plan)
        figures = tuple((figure, figure.value(tally)) for figure in term.figures)
        found.append(Scored(term, tally, figures, round(term.weight * len(tally.offences), 3)))
    return tuple(found)


def total(scored: Sequence[Scored]) -> float:
    """Return the cost of a plan."""
    return round(sum(item.cost for item in scored), 2)
