"""A wanted number of pages: how it is typed, prices that are tried, what gives way, and the answer where none helps."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from pathlib import Path

import pytest
from layout_issues import composing, layout, random_articles, write_folder

from bulletin.build.flatplan.page_count import page_count
from bulletin.fields.issue import ANY_PAGES, PageWish, page_wish
from bulletin.layout.engine import LayoutEngine
from bulletin.layout.fit.changed import spare_photo, with_words, without_photo, words_of
from bulletin.layout.fit.levers import AS_WANTED, longer, shorter
from bulletin.layout.fit.prices import LADDER, next_share
from bulletin.model import Issue, PhotoRef
from bulletin.sources import load_issue
from bulletin.text.setting import normalise_issue

EngineOf = Callable[[int], LayoutEngine]


@pytest.mark.parametrize(
    ("typed", "multiple", "wish"),
    [
        (None, 4, ANY_PAGES), ("8", 4, PageWish(8, 8)), ("6-8", 4, PageWish(6, 8)), ("6 – 8", 1, PageWish(6, 8)),
        ("8-6", 1, PageWish(6, 8)), ("auto", 4, PageWish(multiple=4)), ("tự động", 1, ANY_PAGES),
    ],
)  # fmt: skip
def test_what_is_typed_is_a_wish(typed: str | None, multiple: int, wish: PageWish) -> None:
    assert page_wish(typed, multiple) == wish


@pytest.mark.parametrize("wish", [PageWish(8, 8), PageWish(6, 9), PageWish(multiple=4), PageWish(5, 30, 4), ANY_PAGES])
def test_the_nearest_count_is_wanted_and_none_is_nearer(wish: PageWish) -> None:
    for pages in range(1, 40):
        near = wish.nearest(pages)
        assert wish.meets(near)
        assert abs(near - pages) == min(abs(n - pages) for n in range(1, 60) if wish.meets(n))
        assert wish.missed(pages) == abs(near - pages)


@pytest.mark.parametrize("edge", [0.2, 0.7, 2.5, 7.0, 11.9])
def test_prices_close_in_on_a_count(edge: float) -> None:
    """Ten pages come out between two prices that are near each other; the search finds one between them."""
    counts = {1.0: 11 if edge > 1 else 9}
    for _ in range(12):
        share = next_share(counts, PageWish(10, 10))
        if share is None:
            break
        assert share not in counts
        counts[share] = 11 if share < edge * 0.9 else 9 if share > edge * 1.1 else 10
    assert 10 in counts.values()


def test_prices_end_where_no_count_is_between() -> None:
    counts = {1.0: 12}
    while (share := next_share(counts, PageWish(10, 10))) is not None:
        counts[share] = 12
    assert max(counts) == max(LADDER)


def test_a_layout_gives_way_in_its_order_and_within_its_limits() -> None:
    spec = layout()
    fits = [*shorter(spec), *longer(spec)]
    assert AS_WANTED not in fits
    for fit in fits:
        assert -spec.fitting.gap_less <= fit.gap_rows <= spec.fitting.gap_more
        assert fit.heads_down <= spec.fitting.heads_down
        assert 1 - spec.fitting.photos_lower <= fit.photos <= 1 + spec.fitting.photos_taller
        assert 1 - spec.fitting.body_smaller <= fit.grid(spec).row_pt / spec.row_pt <= 1 + spec.fitting.body_larger
        assert list(fit.levers())
    heads = replace(spec, fitting=replace(spec.fitting, shorter=("heads",), heads_down=1, longer=()))
    assert [fit.heads_down for fit in (*shorter(heads), *longer(heads))] == [1]


def loaded(folder: Path, pages: int | str | None = None) -> Issue:
    records, slots = random_articles(12, 7, slots=("lead", "story", "photo"))
    write_folder(folder, records, slots)
    file = folder / "issue.yaml"
    if pages is not None:
        file.write_text(f"{file.read_text('utf-8').rstrip()}\npages: {pages}\n", "utf-8")
    found = load_issue(folder)
    assert found.issue is not None, found.findings
    return normalise_issue(found.issue).issue


def test_words_are_cut_and_added_exactly(tmp_path: Path) -> None:
    issue = loaded(tmp_path)
    before = [words_of(entry) for entry in issue.entries]
    after = [words_of(entry) for entry in with_words(issue, {0: -17, 1: 23}).entries]
    assert after == [before[0] - 17, before[1] + 23, *before[2:]]
    index = next(n for n, entry in enumerate(issue.entries) if entry.article.photos)
    photos = issue.entries[index].article.photos
    assert without_photo(issue, index, photos[0].id).entries[index].article.photos == photos[1:]


def test_a_photo_whose_width_or_place_was_typed_is_not_offered_to_be_left_out(tmp_path: Path) -> None:
    entry = next(one for one in loaded(tmp_path).entries if one.article.photos)
    plain = replace(entry.article.photos[0], width=None)

    def spare(widths: tuple[str | None, ...], placed: tuple[str, ...] = ()) -> int | None:
        photos = tuple(replace(plain, id=f"anh-{n}", width=width) for n, width in enumerate(widths))  # type: ignore[arg-type]
        blocks = tuple(PhotoRef(one) for one in placed)
        return spare_photo(replace(entry, article=replace(entry.article, photos=photos), blocks=blocks))

    assert spare((None, None, None)) == 2
    assert spare((None, None, "wide")) == 1
    assert spare((None, None, "column"), ("anh-1",)) == 0
    assert spare(("full",), ()) is None
    assert spare((None,), ("anh-0",)) is None


@pytest.mark.no_cover
@pytest.mark.parametrize("more", [-1, 3])
def test_the_answer_is_right_when_it_is_followed(engine_of: EngineOf, tmp_path: Path, more: int) -> None:
    """Where a number of pages cannot be met, the words that are named make it so."""
    engine = engine_of(3)
    natural = len(composing(loaded(tmp_path / "a")).compose(engine).pages)
    wanted = max(1, natural - 2) if more < 0 else natural + more
    issue = loaded(tmp_path / "b", wanted)
    made = replace(composing(issue), prove=True).compose(engine)
    told = made.answer
    assert made.fit is not None
    assert not made.fit.met
    assert told is not None
    assert told.balance.wanted == wanted
    assert (told.balance.lines > 0) is (more < 0)
    finding = page_count(issue, told, len(made.pages))
    assert f"{abs(told.balance.words)} chữ" in finding.what("vi")
    if told.proved:
        change = {n: -cut.words for cut in told.cuts for n, e in enumerate(issue.entries) if e.article.id == cut.story}
        again = composing(with_words(issue, change)).compose(engine)
        assert len(again.pages) == wanted
        if told.photo:
            assert "bỏ ảnh" in finding.remedy("vi")
