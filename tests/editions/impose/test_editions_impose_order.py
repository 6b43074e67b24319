"""The order of pages, proved by doing with numbers what hands do with paper: fold, cut, stack, and read."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bulletin.editions.impose.order import PaperSheet, SheetPlan, booklet, cut_stack, insert_helps, plan, two_up

Read = list[int | None]


def folded(sheets: tuple[PaperSheet, ...]) -> Read:
    """Pages as one turns them: sheets laid into each other, the first outside, folded in the middle."""
    first: Read = [page for sheet in sheets for page in (sheet.front[1], sheet.back[0])]
    return first + [page for sheet in reversed(sheets) for page in (sheet.back[1], sheet.front[0])]


def stacked(sheets: tuple[PaperSheet, ...]) -> Read:
    """Pages of the pile cut through the middle, the right half laid under the left."""
    left: Read = [page for sheet in sheets for page in (sheet.front[0], sheet.back[1])]
    return left + [page for sheet in sheets for page in (sheet.front[1], sheet.back[0])]


def assembled(order: SheetPlan) -> Read:
    """A finished copy: the loose leaf lies in the middle of the booklet."""
    read = folded(tuple(sheet for sheet in order.sheets if not sheet.loose))
    middle = len(read) // 2
    for sheet in order.sheets:
        if sheet.loose:
            read[middle:middle] = [sheet.front[0], sheet.back[0]]
    return read


@pytest.mark.parametrize(
    ("pages", "sides", "blanks"),
    [
        (1, [(None, 0), (None, None)], (2, 3, 4)),
        (2, [(1, 0), (None, None)], (2, 3)),
        (4, [(3, 0), (1, 2)], ()),
        (6, [(5, 0), (1, None), (None, 2), (3, 4)], (6, 7)),
        (8, [(7, 0), (1, 6), (5, 2), (3, 4)], ()),
        (10, [(9, 0), (1, None), (None, 2), (3, 8), (7, 4), (5, 6)], (10, 11)),
    ],
)
def test_a_booklet_is_ordered_as_every_printer_knows_it(
    pages: int, sides: list[tuple[int | None, int | None]], blanks: tuple[int, ...]
) -> None:
    order = booklet(pages)
    assert [side for sheet in order.sheets for side in sheet.sides] == sides
    assert order.blanks == blanks


def test_ten_pages_with_an_insert_are_a_booklet_of_eight_and_a_loose_leaf() -> None:
    order = booklet(10, insert=True)
    assert [sheet.sides for sheet in order.sheets] == [
        ((9, 0), (1, 8)),
        ((7, 2), (3, 6)),
        ((4, 4), (5, 5)),
    ]
    assert order.loose
    assert order.blanks == ()


@given(pages=st.integers(1, 400), insert=st.booleans())
def test_a_folded_booklet_reads_in_order(pages: int, insert: bool) -> None:
    order = booklet(pages, insert=insert)
    read = assembled(order)
    assert [page for page in read if page is not None] == list(range(pages))
    assert tuple(number for number, page in enumerate(read, 1) if page is None) == order.blanks
    assert read[0] == 0
    if pages > 1:
        assert read[-1] == pages - 1, "the last page is the back cover, blanks stand before it"


@given(pages=st.integers(1, 400), insert=st.booleans())
def test_every_page_is_printed_once_and_sheets_nest(pages: int, insert: bool) -> None:
    order = booklet(pages, insert=insert)
    bound = [sheet for sheet in order.sheets if not sheet.loose]
    printed = [page for sheet in bound for side in sheet.sides for page in side if page is not None]
    printed += [side[0] for sheet in order.sheets if sheet.loose for side in sheet.sides if side[0] is not None]
    assert sorted(printed) == list(range(pages))
    assert [sheet.depth for sheet in bound] == list(range(len(bound)))
    assert len(order.blanks) < 4


@given(pages=st.integers(1, 400))
def test_an_insert_is_made_only_where_it_saves_blank_pages(pages: int) -> None:
    plain, with_insert = booklet(pages), booklet(pages, insert=True)
    assert with_insert.loose == insert_helps(pages)
    if with_insert.loose:
        assert len(with_insert.blanks) < len(plain.blanks)
        leaf = with_insert.sheets[-1]
        assert leaf.front[0] is not None
        assert leaf.front[0] % 2 == 0, "a loose leaf begins with a right-hand page"
        assert leaf.front[0] == leaf.front[1]
        assert leaf.back == (leaf.front[0] + 1,) * 2
    else:
        assert with_insert == plain


@given(pages=st.integers(1, 400))
def test_a_cut_pile_reads_in_order(pages: int) -> None:
    order = cut_stack(pages)
    read = stacked(order.sheets)
    assert read == [*range(pages), *[None] * (-pages % 4)]
    assert order.blanks == tuple(range(pages + 1, len(read) + 1))


@given(pages=st.integers(1, 400))
def test_two_up_reads_from_left_to_right(pages: int) -> None:
    order = two_up(pages)
    read = [page for sheet in order.sheets for side in sheet.sides for page in side]
    if pages % 4 == 1:
        assert order.loose
        assert read[-4:] == [pages - 1, pages - 1, None, None], "a page alone on its sheet stands there twice"
        del read[-3:]
        assert (read, order.blanks) == ([*range(pages)], ())
        return
    assert not order.loose
    assert read == [*range(pages), *[None] * (-pages % 4)]
    assert len(order.sheets) == -(-pages // 4)


def test_a_plan_is_chosen_by_its_kind() -> None:
    assert plan("booklet", 9, insert=True) == booklet(9, insert=True)
    assert plan("two-up", 9, insert=True) == two_up(9)
    assert plan("cut-stack", 9) == cut_stack(9)
