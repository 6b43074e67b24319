"""THE LAST PAGE: 70 % full, or the plan says how full it is and how many words would change that."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import numpy as np
import pytest
from layout_issues import composed, issue_of, random_articles

from bulletin.layout.engine import LayoutEngine
from bulletin.layout.plan.costs import COSTS
from bulletin.layout.plan.judge import last_cost
from bulletin.layout.plan.search_limits import SEARCH

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
    assert int(remark.values["less"]) >= 10


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
