"""The description of real pages: everything is where it is printed, nothing is lost, and a hole is found."""

from __future__ import annotations

import json
from pathlib import Path

import pytest
from layout_issues import Words, article, composed, issue_of

from bulletin.assets.fonts.load import FontSet
from bulletin.layout.engine import Composed, LayoutEngine
from bulletin.layout.quality.as_json import plan_json
from bulletin.layout.quality.describe import _white, describe
from bulletin.layout.quality.description import DescribedPlan, White
from bulletin.layout.quality.report import report
from bulletin.layout.quality.score import TERMS, score
from bulletin.layout.quality.tally import added
from bulletin.layout.spec import load_layout

LAYOUTS = ("tuan-tin", "ban-tin-a4", "so-tay")
WORDS = "Sáng ấy bến đông hơn mọi khi. "
SLOTS = ["lead", "story", "brief", "story", "brief", "brief", "story", "story"]


@pytest.fixture(scope="module", params=LAYOUTS)
def made(
    fonts: FontSet, tmp_path_factory: pytest.TempPathFactory, request: pytest.FixtureRequest
) -> tuple[DescribedPlan, Composed]:
    words = Words(3)
    folder = tmp_path_factory.mktemp("issue")
    issue = issue_of(folder, [article(words, n) for n in range(len(SLOTS))], SLOTS)
    engine = LayoutEngine(load_layout(request.param), fonts)
    done = composed(engine, issue)
    return describe(engine.spec, engine.shaper, done), done


def test_every_story_is_described_where_it_was_planned(made: tuple[DescribedPlan, Composed]) -> None:
    plan, done = made
    for page, planned in zip(plan.pages, done.planned, strict=True):
        found = [(m.story, m.column, m.columns, m.row, m.rows) for m in page.modules]
        wanted = [(p.story.entry.article.id, p.column, p.story.columns, p.row, p.filling.rows) for p in planned.pieces]
        assert found == wanted
        assert [m.continues_on is not None for m in page.modules] == [not p.filling.done for p in planned.pieces]


def test_common_heads_are_described_and_are_no_holes(made: tuple[DescribedPlan, Composed]) -> None:
    plan, done = made
    for page, planned in zip(plan.pages, done.planned, strict=True):
        heads = [(f.row, f.rows > 0) for f in page.furniture if f.kind == "briefs"]
        assert heads == [(head.area.row, True) for head in planned.briefs_heads]
        for head in planned.briefs_heads:
            rows = range(head.area.row, head.area.row + head.area.rows)
            assert not any(white.row in rows and white.column == head.area.column for white in page.white)


def test_teasers_and_contents_say_how_many_stories_they_name(made: tuple[DescribedPlan, Composed]) -> None:
    plan, done = made
    stories = sum(not piece.continued for page in done.planned[1:] for piece in page.pieces)
    for item in plan.pages[0].furniture:
        assert (0 < item.entries <= stories) if item.kind in ("teaser", "contents") else item.entries == 0


def test_no_row_of_text_is_lost_or_counted_twice(made: tuple[DescribedPlan, Composed]) -> None:
    plan, done = made
    for page, planned in zip(plan.pages, done.planned, strict=True):
        for module, piece in zip(page.modules, planned.pieces, strict=True):
            rows = 0
            for column in piece.filling.columns:
                taken = piece.story.slices[column.start : column.end]
                rows += sum(s.rows for s in taken) - (taken[0].skip if taken else 0)
            assert module.text_rows == rows


def test_pages_that_follow_name_each_other(made: tuple[DescribedPlan, Composed]) -> None:
    plan, _ = made
    for page in plan.pages:
        for module in page.modules:
            if module.continues_on is not None:
                rest = next(m for m in plan.pages[module.continues_on - 1].modules if m.story == module.story)
                assert rest.continued_from == page.number


def test_all_boxes_are_inside_of_their_module_and_page(made: tuple[DescribedPlan, Composed]) -> None:
    plan, _ = made
    for page in plan.pages:
        assert 0 <= page.full <= 1
        for module in page.modules:
            pieces = [p.box for p in (*module.photos, *module.quotes, *module.boxes, *module.head)]
            pieces += [module.tail.box] if module.tail else []
            for piece in pieces:
                assert piece.x >= module.box.x - 0.1
                assert piece.y >= module.box.y - 0.1
                assert piece.x + piece.w <= module.box.x + module.box.w + 0.1
                assert piece.y + piece.h <= module.box.y + module.box.h + plan.row_mm
            assert module.box.x + module.box.w <= plan.trim_mm[0]
            assert module.box.y + module.box.h <= plan.trim_mm[1]


def test_the_same_plan_says_the_same(made: tuple[DescribedPlan, Composed]) -> None:
    plan, _ = made
    scored = score(plan)
    assert json.dumps(plan_json(plan, scored)) == json.dumps(plan_json(plan, score(plan)))
    for lang, word in (("vi", "Tổng điểm trừ"), ("en", "Cost of the plan")):
        lines = report(scored, lang, every=True)
        assert lines[-1].startswith(word)
        assert len(lines) >= 2 * len(TERMS)


def test_tallies_of_two_plans_add_up(made: tuple[DescribedPlan, Composed]) -> None:
    plan, _ = made
    for term in TERMS:
        once = term.measure(plan)
        twice = added([once, once])
        assert twice.counts == {name: 2 * count for name, count in once.counts.items()}
        assert twice.most == once.most
        for figure in term.figures:
            if figure.by and not figure.of.startswith("most"):
                assert figure.value(twice) == figure.value(once)


@pytest.mark.parametrize(
    ("covers", "full", "white"),
    [
        ([(0, 3, 0, 50)], 1.0, ()),
        ([(0, 3, 0, 20), (0, 3, 23, 50)], 1.0, ()),
        ([(0, 3, 0, 20), (1, 2, 20, 50), (0, 1, 30, 50)], 1 - 10 / 150, (White(0, 20, 10, "trapped"),)),
        ([(0, 3, 0, 20)], 0.4, tuple(White(c, 20, 30, "foot") for c in range(3))),
        (
            [(0, 3, 0, 20), (0, 1, 20, 30)], (60 + 10) / 150,
            (White(0, 30, 20, "foot"), White(1, 30, 20, "foot"), White(1, 20, 10, "trapped"),
             White(2, 30, 20, "foot"), White(2, 20, 10, "trapped")),
        ),
        ([(0, 1, 0, 50), (1, 1, 0, 50)], 1 - 50 / 150, (White(2, 0, 50, "trapped"),)),
    ],
)  # fmt: skip
def test_holes_are_found(covers: list[tuple[int, int, int, int]], full: float, white: tuple[White, ...]) -> None:
    share, found = _white(3, 0, 50, covers)
    assert share == pytest.approx(full)
    assert found == white


@pytest.mark.parametrize("near", [True, False])
def test_a_quote_is_near_its_words_by_their_lines(fonts: FontSet, tmp_path: Path, near: bool) -> None:
    """A run of text that says them far from the quote may well begin or end beside it."""
    said = "Thuyền về sớm thì cá còn tươi"
    paragraphs = [f"{said if near or n == 0 else 'Sáng ấy'}, bà Dung nói. " + WORDS * 6 for n in range(13)]
    record = article(Words(1), 0, body="\n\n".join(paragraphs), quotes=[{"text": said, "by": "Bà Dung"}])
    engine = LayoutEngine(load_layout("ban-tin-a4"), fonts)
    done = composed(engine, issue_of(tmp_path, [record], ["story"]))
    quotes = [q for p in describe(engine.spec, engine.shaper, done).pages for m in p.modules for q in m.quotes]
    assert [quote.repeats_near for quote in quotes] == [near]
