"""Every term of the score on a page made to offend, beside a plan that it has nothing to say about."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import replace

import pytest
from plan_kit import (
    box,
    front,
    good,
    headline,
    leg,
    module,
    page,
    photo,
    plan_of,
    plan_with,
    quote,
    tail,
)

from bulletin.layout.quality.description import DescribedPage, DescribedPlan, FurniturePlace, Module, PlacedBox, White
from bulletin.layout.quality.score import TERMS, Scored, score, total
from bulletin.layout.quality.terms.photos import captions

PLAIN = plan_with(good(2), good(3))


def term(plan: DescribedPlan, name: str) -> Scored:
    return next(item for item in score(plan) if item.term.id == name)


def value(plan: DescribedPlan, name: str, figure: str) -> float | None:
    return next(found for item, found in term(plan, name).figures if item.id == figure)


def pages(plan: DescribedPlan, name: str) -> list[int]:
    return [offence.page for offence in term(plan, name).offences]


@pytest.mark.parametrize("name", [item.id for item in TERMS])
def test_a_good_plan_costs_nothing_and_meets_every_target(name: str) -> None:
    found = term(PLAIN, name)
    assert found.offences == ()
    assert found.cost == 0
    assert [figure.id for figure, number in found.figures if number is not None and not figure.met(number)] == []


def test_the_cost_of_a_plan_is_the_weight_of_every_offence() -> None:
    assert total(score(PLAIN)) == 0
    low = plan_with(replace(good(2), full=0.8), replace(good(3), full=0.7))
    weight = next(item.weight for item in TERMS if item.id == "fill")
    assert total(score(low)) == 2 * weight


Case = tuple[Callable[[], DescribedPlan], str, str, float, list[int]]


def one(changed: Module, second: Module | None = None) -> DescribedPlan:
    """A plan whose page 2 has this module above another; page 3 is good."""
    return plan_with(page(2, changed, second or module("phu", 15.0, row=26, rows=24)), good(3))


LEAD = module("chinh", 30.0, photos=(photo(),))


def _chain() -> DescribedPlan:
    cut = [module(f"s{n}", 30.0, photos=(photo(),), continues_on=n + 1) for n in (2, 3, 4)]
    return plan_with(*(page(n, story, good(n).modules[1]) for n, story in zip((2, 3, 4), cut, strict=True)))


def _long_story() -> DescribedPlan:
    """One story over three pages: forced, so neither avoidable nor a chain."""
    parts = [
        module("dai", 30.0, rows=50, photos=(photo(),), continues_on=3),
        module("dai", 14.0, rows=50, photos=(photo(),), continued_from=2, continues_on=4),
        module("dai", 14.0, rows=50, photos=(photo(),), continued_from=3),
    ]
    return plan_with(*(page(n, part) for n, part in zip((2, 3, 4), parts, strict=True)))


def _stacked() -> Module:
    below = photo(column=1, columns=1, row=18, rows=8, box=box(1, 1, 18, 6))
    return replace(LEAD, photos=(photo(), below))


def _same_size() -> Module:
    return replace(LEAD, photos=(photo(), photo(row=30, rows=10, box=box(0, 3, 30, 10))))


def _beside(size: float) -> DescribedPlan:
    left = module("trai", size, columns=1, photos=(photo(columns=1, column=0),), legs=(leg(0, 16, 9),))
    right = module("phai", 20.0, column=1, columns=2)
    return plan_with(page(2, left, right, module("chinh", 40.0, row=26, rows=24)), good(3))


def _touching() -> DescribedPlan:
    first = replace(LEAD, photos=(photo(column=0, columns=3, row=13, rows=12),))
    second = module("phu", 20.0, row=26, rows=24, photos=(photo(column=0, columns=3, row=26, rows=12),))
    return plan_with(page(2, first, second), good(3))


def _last(full: float) -> DescribedPlan:
    return plan_of(front(), good(2), replace(good(3), full=full))


def _front(*modules: Module, width_mm: float = 190.0) -> DescribedPlan:
    return plan_of(page(1, *modules), good(2), good(3), width_mm=width_mm)


def _picture_inside() -> DescribedPlan:
    """A lead of 30 rows on page 1 whose only photo is with what is left of it."""
    begun, *others = front().modules
    rest = replace(LEAD, story=begun.story, continued_from=1, photos=(photo(),))
    bare = (replace(begun, photos=(), continues_on=2, legs=(leg(rows=30),)), *(replace(m, photos=()) for m in others))
    return plan_of(page(1, *bare), page(2, rest, *good(2).modules[1:]), good(3))


def _teased(entries: int) -> DescribedPlan:
    line = FurniturePlace("teaser", 9, 3, PlacedBox(11, 60, 168, 13), entries)
    return plan_of(replace(page(1, LEAD), furniture=(line,)), good(2), good(3))


def _hole(rows: int) -> DescribedPlan:
    return plan_with(replace(good(2), white=(White(1, 10, rows, "trapped"),)), good(3))


def facing(*inner: DescribedPage) -> DescribedPlan:
    """A plan of pages that lie open beside each other, 2 and 3 first."""
    return replace(plan_with(*inner), left_mm=(13.0, 11.0))


def _right(number: int, size: float, *rows: int) -> DescribedPage:
    """A page of one story with photos at these rows."""
    photos = tuple(photo(row=row) for row in rows)
    return page(number, module(f"phai-{number}", size, rows=50, photos=photos))


def _bare_between() -> DescribedPlan:
    """Pages 4 and 5 without a photo, two photos on the spread before them and two on that after them."""
    bare = page(4, module("trai", 30.0), module("phu", 15.0, row=26, rows=24))
    return facing(good(2), _right(3, 25.0, 20), bare, _right(5, 25.0), good(6), _right(7, 25.0, 20))


CASES: dict[str, Case] = {
    "a story that fits is cut": (
        lambda: one(replace(LEAD, continues_on=3)), "chain", "avoidable-breaks", 50.0, [2]),
    "three pages in a row end with a broken story": (_chain, "chain", "longest-chain", 3.0, [2, 3, 4, 2]),
    "a story longer than two pages may": (_long_story, "chain", "avoidable-breaks", 0.0, []),
    "one story on page 1": (lambda: _front(LEAD), "front", "front-stories", 1.0, [1]),
    "one story on page 1 and two teasers": (lambda: _teased(2), "front", "front-named", 3.0, [1]),
    "a jump after ten rows": (
        lambda: _front(replace(LEAD, continues_on=2, legs=(leg(rows=10),)), *front().modules[1:]),
        "front", "front-short", 100.0, [1]),
    "the photo of page 1 is on page 2": (_picture_inside, "front", "fronts-bare", 100.0, [1]),
    "three jumps from page 1": (
        lambda: _front(*(replace(m, continues_on=2, legs=(leg(rows=30),)) for m in front().modules)),
        "front", "front-jumps", 3.0, [1]),
    "a photo of one column": (
        lambda: one(replace(LEAD, photos=(photo(columns=1),))), "stamps", "narrow-photos", 25.0, [2]),
    "two photos of one size": (lambda: one(_same_size()), "stamps", "same-size-groups", 100.0, [2]),
    "two photos with two rows between them": (lambda: one(_stacked()), "stamps", "stacked-groups", 100.0, [2, 2]),
    "all heads of one size": (
        lambda: one(LEAD, module("phu", 28.0, row=26, rows=24)), "hierarchy", "flat-pages", 25.0, [2]),
    "the largest head in the lower half": (
        lambda: one(replace(LEAD, head=(headline(12.0),)), module("phu", 30.0, row=26, rows=24)),
        "hierarchy", "low-heads", 25.0, [2]),
    "a head of four lines": (
        lambda: one(replace(LEAD, head=(headline(30.0, ("a", "b", "c", "d")),))), "hierarchy", "long-heads", 100 / 9,
        [2]),
    "a towering head": (lambda: one(replace(LEAD, head_rows=12)), "hierarchy", "tall-heads", 100 / 9, [2]),
    "a line with wide gaps": (
        lambda: one(replace(LEAD, legs=(leg(gaps=(1.0, 3.5, 2.5, 6.0), lines=20),))), "lines", "widest-gap",
        6.0, [2]),
    "a river": (lambda: one(replace(LEAD, legs=(leg(rivers=2),))), "lines", "widest-gap", 1.0, [2]),
    "a torn head": (
        lambda: one(replace(LEAD, head=(headline(30.0, ("Nghị", "quyết"), breaks=("torn",)),))), "torn", "torn-titles",
        100.0, [2]),
    "a hole of nine rows": (lambda: _hole(9), "holes", "trapped", 3.0, [2]),
    "columns three rows apart": (
        lambda: one(replace(LEAD, legs=(leg(0), leg(1, rows=17)))), "holes", "ragged-stories", 100 / 9, [2]),
    "three rows under a wide photo": (
        lambda: one(replace(LEAD, photos=(photo(text_below=(3, 0)),))), "stubs", "stubs", 25.0, [2]),
    "a leg of two rows": (lambda: one(replace(LEAD, legs=(leg(rows=2),))), "stubs", "short-legs", 1.0, [2]),
    "a rest of nine rows": (
        lambda: one(replace(LEAD, continued_from=1, legs=(leg(rows=9),))), "stubs", "short-rests", 1.0, [2]),
    "a quote inside of a paragraph": (
        lambda: one(replace(LEAD, quotes=(quote(inside_paragraph=True), quote()))), "quotes", "quotes-inside", 50.0,
        [2]),
    "a quote beside the same words": (
        lambda: one(replace(LEAD, quotes=(quote(repeats_near=True),))), "quotes", "quotes-near", 100.0, [2]),
    "a last page of a third": (lambda: _last(0.3), "last", "last-half", 100.0, [3]),
    "a last page of two thirds": (lambda: _last(0.66), "last", "last-low", 100.0, [3]),
    "a tail of nine rows": (lambda: one(replace(LEAD, tail=tail(9))), "tails", "long-tails", 100 / 3, [2]),
    "an author four rows below his text": (
        lambda: one(replace(LEAD, tail=tail(white=4))), "tails", "white-above-tail", 4.0, [2]),
    "two heads of one size side by side": (lambda: _beside(20.0), "tombstones", "tombstones", 1.0, [2]),
    "two photos of two stories touch": (_touching, "tombstones", "touching-photos", 1.0, [2]),
    "a grey column": (
        lambda: one(replace(LEAD, legs=(leg(rows=45, plain_rows=45),))), "grey", "grey-columns", 1.0, [2]),
    "a page with nothing to look at": (
        lambda: one(module("x"), module("y", row=26, rows=24)), "grey", "blind-pages", 1.0, [2]),
    "a torn credit": (
        lambda: one(replace(LEAD, photos=(photo(credit_torn=True),))), "captions", "torn-credits", 25.0, [2]),
    "three lines under a wide photo": (
        lambda: one(replace(LEAD, photos=(photo(caption=("a", "b", "c")),))), "captions", "tall-captions", 25.0, [2]),
    "a last caption line of one word": (
        lambda: one(replace(LEAD, photos=(photo(caption=("a", "b"), caption_fill=0.2),))), "captions",
        "short-captions", 25.0, [2]),
    "a fifth of a photo cut off": (
        lambda: one(replace(LEAD, photos=(photo(cut_off=0.2),))), "crops", "crops", 25.0, [2]),
    "a third of a photo without focus cut off, and of one that has it": (
        lambda: one(replace(LEAD, photos=(photo(cut_off=0.3), photo(cut_off=0.3, aimed=True)))), "crops", "crops",
        25.0, [2]),
    "white beside a photo": (
        lambda: one(replace(LEAD, photos=(photo(side_white_mm=12.0),))), "crops", "side-white", 1.0, [2]),
    "two heads of one size level across the fold": (
        lambda: facing(good(2), _right(3, 30.0)), "spreads", "fold-heads", 100.0, [3]),
    "two photos level across the fold": (
        lambda: facing(good(2), _right(3, 25.0, 10)), "spreads", "fold-photos", 100.0,
        [3]),
    "two pages without photo between pages with several": (
        _bare_between, "spreads", "bare-spreads", 100 / 3, [4]),
    "a page of four fifths": (
        lambda: plan_with(replace(good(2), full=0.8), good(3)), "fill", "low-pages", 50.0, [2]),
}  # fmt: skip


@pytest.mark.parametrize("name", CASES)
def test_a_page_made_to_offend_is_found(name: str) -> None:
    make, kind, figure, expected, offending = CASES[name]
    plan = make()
    assert pages(plan, kind) == offending
    assert value(plan, kind, figure) == pytest.approx(expected)


def test_every_term_has_a_page_made_to_offend() -> None:
    assert {kind for _, kind, _, _, offending in CASES.values() if offending} == {item.id for item in TERMS}


def test_single_sheets_have_no_facing_pages() -> None:
    sheets = plan_with(good(2), good(3))
    assert value(sheets, "spreads", "fold-heads") is None
    assert pages(sheets, "spreads") == []
    assert pages(replace(sheets, left_mm=(13.0, 11.0)), "spreads") == [3, 3, 3]


def test_loose_lines_are_counted_by_how_loose_they_are() -> None:
    plan = plan_of(page(1, module(legs=(leg(gaps=(1.0, 2.5, 3.5, 6.0), lines=10, widest_pt=14.0, rivers=1),))))
    found = {figure.id: number for figure, number in term(plan, "lines").figures}
    assert found == {"loose-lines": 300.0, "wide-lines": 200.0, "hole-lines": 100.0, "widest-pt": 14.0,
                     "widest-gap": 6.0, "rivers": 100.0}  # fmt: skip


def test_a_set_strip_of_equal_heights_needs_no_main_photo() -> None:
    strip = tuple(photo(column=c, columns=1, box=box(c, 1, 4, 10)) for c in range(3))
    assert value(one(replace(LEAD, photos=strip)), "stamps", "same-size-groups") == 0


def test_photos_side_by_side_that_share_a_column_are_not_stacked() -> None:
    pair = module("a", photos=(photo(columns=2), photo(column=1, columns=2)))
    assert value(one(pair), "stamps", "stacked-groups") == 0
    below = photo(columns=2, row=18)
    assert value(one(module("a", photos=(*pair.photos, below))), "stamps", "stacked-groups") == 100


def test_a_caption_beside_its_photo_may_have_more_lines_than_one_below() -> None:
    assert score_of_captions(beside=False)["tall_captions"] == 1
    assert score_of_captions(beside=True)["tall_captions"] == 0


def score_of_captions(*, beside: bool) -> Mapping[str, float]:
    shown = photo(caption=("a", "b", "c"), caption_beside=beside)
    return captions(one(replace(LEAD, photos=(shown,)))).counts


def test_a_small_format_may_begin_two_stories_on_page_1() -> None:
    two = front().modules[:2]
    assert pages(_front(*two, width_mm=130.0), "front") == []
    assert pages(_front(*two), "front") == [1]


def test_a_head_beside_a_larger_one_is_no_tombstone() -> None:
    assert value(_beside(16.0), "tombstones", "tombstones") == 0


def test_one_page_has_neither_a_front_nor_a_last_page() -> None:
    alone = plan_of(page(1, LEAD))
    assert value(alone, "front", "front-stories") is None
    assert value(alone, "last", "last-half") is None


def test_a_page_of_text_in_a_book_is_as_it_should_be() -> None:
    text = page(2, module("x"), module("y", row=26, rows=24))
    assert value(plan_with(text, good(3)), "grey", "blind-pages") == 1
    assert value(replace(plan_with(text, good(3)), columns=1), "grey", "blind-pages") == 0
