"""A page that would not be carried on is not made: the plan is the same as if every page were made and judged."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest
from layout_issues import composed, issue_of, layout, random_articles

from bulletin.assets.fonts.load import FontSet
from bulletin.layout.engine import LayoutEngine
from bulletin.layout.plan.beam.frontier import Frontier
from bulletin.layout.plan.modules import ModuleShelf

pytestmark = pytest.mark.no_cover


@pytest.mark.parametrize("seed", [3, 31])
def test_pages_that_are_not_made_change_no_plan(
    seed: int, fonts: FontSet, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    records, slots = random_articles(seed, 10)
    issue = issue_of(tmp_path, records, slots)
    made: list[int] = []
    page = ModuleShelf.page

    def counted(*given: Any) -> object:
        made.append(1)
        return page(*given)

    monkeypatch.setattr(ModuleShelf, "page", counted)
    plan = composed(LayoutEngine(layout(3), fonts), issue).planned
    few = len(made)
    for name in ("hopeless", "beaten", "too_dear"):
        monkeypatch.setattr(Frontier, name, lambda *_: False)
    assert composed(LayoutEngine(layout(3), fonts), issue).planned == plan
    assert len(made) - few > few
