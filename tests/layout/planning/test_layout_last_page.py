"""THE LAST PAGE: 70 % full, or the plan says how full it is and how many words would change that."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import replace
from pathlib import Path

import numpy as np
import pytest
from layout_issues import Words, article, composed, composing, issue_of, random_articles

from bulletin.layout.engine import LayoutEngine
from bulletin.layout.fit.changed import shared, with_words
from bulletin.layout.plan.beam.frontier import Beginning
from bulletin.layout.plan.costs import COSTS
from bulletin.layout.plan.judge import blank_share, last_cost
from bulletin.layout.plan.pages import PagePlanner
from bulletin.layout.plan.planned import PageRoom, PlannedPage
from bulletin.layout.plan.pour.fill import ColumnFiller
from bulletin.layout.plan.search_limits import SEARCH
from bulletin.layout.stories.measure import Measurer

pytestmark = pytest.mark.no_cover


@pytest.mark.parametrize(("count", "seed"), [(5, 7), (5, 9), (6, 7), (8, 7)])
def test_a_last_page_that_is_not_full_is_explained(
    engine_of: Callable[[int], LayoutEngine], tmp_path: Path, count: int, seed: int
) -> None:
    records, slots = random_articles(seed, count, slots=("story", "brief"))
    engine = engine_of(3)
    done = composed(engine, issue_of(tmp_path, records, slots))
    last = done.planned[-1]
    (remark,) = [finding for finding in done.findings if finding.rule.id == "layout.last-page"]
    assert last.used_rows < (1 - SEARCH.last_blank) * engine.spec.rows
    assert remark.values["page"] == str(last.number)
    assert int(remark.values["more"]) >= 10
    assert f"{remark.values['more']}–{remark.values['most']} chữ" in remark.remedy()


@pytest.mark.parametrize(("count", "seed"), [(5, 7), (5, 9), (6, 7), (8, 7)])
def test_the_words_that_a_proved_remark_names_are_enough_to_5_percent(
    engine_of: Callable[[int], LayoutEngine], tmp_path: Path, count: int, seed: int
) -> None:
    records, slots = random_articles(seed, count, slots=("story", "brief"))
    engine, issue = engine_of(3), issue_of(tmp_path, records, slots)
    done = replace(composing(issue), prove=True).compose(engine)
    (remark,) = [finding for finding in done.findings if finding.rule.id == "layout.last-page"]
    (story,) = [n for n, entry in enumerate(issue.entries) if entry.article.id == remark.values["story"]]

    def after(change: Mapping[int, int]) -> tuple[int, bool]:
        again = composed(engine, with_words(issue, change))
        return len(again.planned), any(finding.rule.id == "layout.last-page" for finding in again.findings)

    words, cut = int(remark.values["proved"]), int(remark.values["less"])
    assert words or cut
    for added in (words, round(words / 1.05)) if words else ():
        assert f"{words} chữ" in remark.remedy()
        assert after({story: added}) == (len(done.planned), False)
    if cut:
        assert after({n: -taken for n, taken in shared(issue, cut).items()})[0] < len(done.planned)


def test_a_last_page_costs_more_the_emptier_it_is() -> None:
    costs = [last_cost(blank / 20) for blank in range(21)]
    assert costs == sorted(costs)
    assert costs[0] == 0
    assert np.allclose(last_cost(np.arange(21) / 20), costs)


def test_half_an_empty_last_page_costs_more_than_what_brings_it_to_70_percent() -> None:
    # Two photos as small as stamps, and a story broken to fill a page.
    assert last_cost(0.5) - last_cost(SEARCH.last_blank) > 2 * COSTS.stamp + COSTS.jump["fill"]


def test_the_only_page_of_an_issue_is_not_stretched_to_be_full() -> None:
    # A row more on a page of 50 that is a third full costs less than a column that ends a row early.
    assert last_cost(0.66, alone=True) - last_cost(0.64, alone=True) < COSTS.much_slack + COSTS.slack
    assert last_cost(0.66) - last_cost(0.64) > 1


def test_a_last_page_on_which_nothing_comes_out_even_is_charged_for_what_it_leaves_blank(
    engine: LayoutEngine, tmp_path: Path
) -> None:
    issue = issue_of(tmp_path, [article(Words(7), 1)], ["story"])
    measurer = Measurer(engine.setter, {}, {})
    fillers = {n: ColumnFiller(measurer.story(0, issue.entries[0], n), 2) for n in (1, 2, 3)}
    costs = []
    for rows in (150, 300):
        room = PageRoom(0, rows)
        planner = PagePlanner(("story",), lambda _, n: fillers[n], 3, 2, lambda _page, _last, room=room: room, 0)
        start = Beginning(0.0, planner._first, (PlannedPage(1, (), (), (), 0, False),))
        after = planner._forced(start, 2)
        assert after.pages[-1].last
        blank = blank_share(after.pages[-1], room, 3)
        costs.append(after.cost - last_cost(blank))
    assert costs[0] == pytest.approx(costs[1])
