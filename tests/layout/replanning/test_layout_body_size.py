"""Size and leading of the text give way to a wanted number of pages: on one grid, within the limits of a layout."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

import pytest
from layout_checks import check_issue
from layout_issues import composed, composing, issue_of, layout, random_articles

from bulletin.assets.fonts.load import FontSet
from bulletin.layout.engine import LayoutEngine
from bulletin.layout.fit.levers import AS_WANTED, Fit, longer, shorter
from bulletin.layout.font_checks import check_layout_fonts
from bulletin.layout.setting.referee import set_composed
from bulletin.layout.spec import LayoutSpec, load_layout
from bulletin.preflight.proofs.words import prove_words, required_texts

LAYOUTS = ("tuan-tin", "ban-tin-a4", "so-tay", "tap-chi", "khong-gian")


@pytest.mark.parametrize("name", LAYOUTS)
@pytest.mark.parametrize("more", [-2, -1, 1, 2])
def test_a_grid_of_more_rows_fills_the_same_page_with_smaller_text(fonts: FontSet, name: str, more: int) -> None:
    spec = load_layout(name)
    other = spec.with_rows(more)
    assert other.rows == spec.rows + more
    assert other.roles["body"].leading_pt == other.row_pt
    share = other.row_pt / spec.row_pt
    assert (share < 1) is (more > 0)
    assert other.rows * other.row_mm <= spec.trim_mm[1] - spec.margins_mm.top - spec.margins_mm.bottom
    for role_name, role in spec.roles.items():
        now = other.roles[role_name]
        if role.leading_pt == spec.row_pt:
            assert (now.size_pt, now.leading_pt) == (pytest.approx(role.size_pt * share, abs=1e-3), other.row_pt)
        elif role_name != "initial":
            assert now == role
    for rows in ("masthead_rows", "skybox_rows", "contents_rows"):
        assert getattr(other.furniture, rows) * other.row_pt >= getattr(spec.furniture, rows) * spec.row_pt - 0.05
    assert spec.with_rows(0) is spec
    check_layout_fonts(other, fonts)  # lines are as far apart as their type needs


def only_body(spec: LayoutSpec) -> LayoutSpec:
    """A layout in which nothing but the text gives way."""
    return replace(spec, fitting=replace(spec.fitting, shorter=("body",), longer=("body",)))


@pytest.mark.parametrize("name", LAYOUTS)
def test_the_text_changes_within_the_limits_of_the_layout(name: str) -> None:
    spec = only_body(load_layout(name))
    for fit in (*shorter(spec), *longer(spec)):
        share = fit.grid(spec).row_pt / spec.row_pt
        assert 1 - spec.fitting.body_smaller <= share <= 1 + spec.fitting.body_larger
        assert len(list(fit.levers())) == 1
    still = replace(spec, fitting=replace(spec.fitting, body_smaller=0.0, body_larger=0.0))
    assert [*shorter(still), *longer(still)] == []


@pytest.mark.no_cover
@pytest.mark.parametrize(("way", "stories"), [(-1, 12), (1, 20)])
def test_a_number_of_pages_is_met_by_the_size_of_the_text(
    fonts: FontSet, tmp_path: Path, way: int, stories: int
) -> None:
    """The pages are set as planned on their new grid, in this process and in one that only knows the plan."""
    records, slots = random_articles(5, stories, photos=False)
    issue = issue_of(tmp_path, records, slots)
    spec = only_body(layout(3))
    limits = replace(spec.fitting, body_smaller=0.08, body_larger=0.08)
    engine = LayoutEngine(replace(spec, fitting=limits), fonts)
    natural = composed(engine, issue)
    assert natural.fit is not None
    assert natural.fit.fit == AS_WANTED
    wanted = replace(issue, sheet=replace(issue.sheet, pages=str(len(natural.planned) + way)))
    made = composed(engine, wanted)
    assert made.fit is not None
    assert made.fit.met
    assert made.fit.fit.rows_more * way < 0
    assert engine.spec.rows == spec.rows + made.fit.fit.rows_more
    check_issue(made, wanted, engine.spec)
    other = LayoutEngine(replace(spec, fitting=limits), fonts)
    for one in (engine, other):
        done = set_composed(one, made, composing(wanted))
        assert [(f.rule.id, f.values) for f in done.findings if f.severity == "error"] == []
        assert prove_words(required_texts(wanted), done.laid.slots) == ()
        assert one.spec == made.fit.fit.grid(replace(spec, fitting=limits))
    again = composed(engine, issue)
    assert again.fit is not None
    assert again.fit.fit == Fit()
    assert engine.spec.rows == spec.rows
