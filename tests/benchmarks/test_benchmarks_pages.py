"""Random issues are planned in every layout without losing a line, some are built and proved, and the table adds up.

All of them, in all layouts: `python -m benchmarks.pages table` and `python -m benchmarks.pages build`.
"""

from __future__ import annotations

import json
from dataclasses import replace
from pathlib import Path

import pytest
from benchmarks.pages import builds, table
from benchmarks.pages.__main__ import main, seeds_of
from benchmarks.pages.generate import LAYOUTS, write_issue
from benchmarks.pages.measure import Measured, lost, measure, plan_issue

from bulletin.build.reading import read
from bulletin.build.run import BuildRun, layout_engine
from bulletin.build.stages import compose
from bulletin.layout.quality.score import TERMS
from bulletin.layout.quality.tally import QualityTally

THIN, BRIEFS = 6, 3
"""Seeds of the smallest kinds."""


@pytest.fixture(scope="module")
def measured(tmp_path_factory: pytest.TempPathFactory) -> list[Measured]:
    work = tmp_path_factory.mktemp("pages")
    return [*measure(THIN, LAYOUTS, work), *measure(BRIEFS, LAYOUTS[:1], work)]


def test_every_issue_of_the_sample_is_planned_in_every_layout(measured: list[Measured]) -> None:
    wanted = [*((THIN, layout) for layout in LAYOUTS), (BRIEFS, LAYOUTS[0])]
    assert [(item.seed, item.layout) for item in measured] == wanted
    assert [item for item in measured if item.refused] == []
    assert all(item.pages > 2 and item.tally.counts["lines"] > 50 for item in measured)


@pytest.mark.parametrize("layout", LAYOUTS)
def test_no_line_of_a_random_issue_is_lost_and_no_jump_goes_astray(tmp_path: Path, layout: str) -> None:
    made = write_issue(tmp_path / "issue", 14)
    run = BuildRun(tmp_path / "cache")
    checked = read(run, made.folder, proof=False, layout=layout)
    assert checked.issue is not None
    planned = compose(run, layout_engine(run, checked.issue, layout), checked.issue, checked.seen).planned
    ends: dict[str, tuple[int, int]] = {}
    for page in planned:
        for piece in page.pieces:
            story, filling = piece.story, piece.filling
            begun, _ = ends.get(story.entry.article.id, (0, 0))
            assert begun == (filling.columns[0].start if filling.columns else 0)
            ends[story.entry.article.id] = (filling.next_slice, filling.next_float)
            if filling.done:
                assert (filling.next_slice, filling.next_float) == (len(story.slices), len(story.floats))
    assert set(ends) == {entry.article.id for entry in checked.issue.entries}
    plan, _ = plan_issue(made.folder, layout, tmp_path / "cache")
    for page in plan.pages:
        for module in page.modules:
            if module.continues_on:
                rest = [m for m in plan.pages[module.continues_on - 1].modules if m.story == module.story]
                assert [m.continued_from for m in rest] == [page.number]


def test_a_random_issue_is_built_and_passes_its_own_proofs(tmp_path: Path) -> None:
    (built,) = builds.build_all([(22, "tuan-tin")], tmp_path, 1)
    assert built.proved, built.why
    assert built.pages > 2
    assert (tmp_path / "022-tuan-tin" / "build" / "screen.pdf").read_bytes().startswith(b"%PDF")


def test_a_build_that_fails_is_told_with_its_rules(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    def spoilt(folder: Path, seed: int) -> None:
        folder.mkdir(parents=True)
        (folder / "issue.yaml").write_text("publication: con-sao\n", encoding="utf-8")

    monkeypatch.setattr(builds, "write_issue", spoilt)
    built = builds.build((1, "tuan-tin"), tmp_path)
    assert not built.proved
    assert built.why


def test_figures_of_the_sample_are_in_the_table(measured: list[Measured]) -> None:
    here = [item for item in measured if item.layout == "tuan-tin"]
    figures = table.figures_of(here)
    assert figures["planned"] == 2
    assert {name for name in figures if "." in name} == {table.figure_id(t.id, f) for t in TERMS for f in t.figures}
    text = table.table("tuan-tin", figures, figures, "bands 0-7")
    for term in TERMS:
        assert term.name.en in text
        assert all(figure.name.en in text for figure in term.figures)


def test_a_refused_issue_is_counted_and_adds_nothing(measured: list[Measured]) -> None:
    here = [item for item in measured if item.layout == "tuan-tin"]
    refused = replace(here[0], pages=0, tally=QualityTally(), refused="layout.no-place")
    with_it, without = table.figures_of([*here, refused]), table.figures_of(here)
    assert with_it["refused"] == 1
    assert {k: v for k, v in with_it.items() if k != "refused"} == {k: v for k, v in without.items() if k != "refused"}


# The earlier planner is gone: what is measured since then it never had, and the table shows nothing for it.
SINCE = {"front.front-named", "front.fronts-bare", "spreads.fold-heads", "spreads.fold-photos", "spreads.bare-spreads"}


def test_the_stored_figures_of_the_earlier_planner_have_every_figure_of_its_time() -> None:
    kept = json.loads(table.STORED.read_text(encoding="utf-8"))["bands"]
    assert len(kept["commit"]) == 40
    wanted = {table.figure_id(term.id, figure) for term in TERMS for figure in term.figures}
    assert wanted >= SINCE
    wanted -= SINCE
    for seeds, layouts in kept["seeds"].items():
        assert set(layouts) == set(LAYOUTS)
        for figures in layouts.values():
            assert figures["planned"] + figures["refused"] == len(seeds_of(seeds))
            assert wanted <= set(figures)


def test_stored_figures_of_other_seeds_stay(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(table, "STORED", tmp_path / "figures.json")
    assert table.stored("bands", "0-7") == ("", {})
    table.store("bands", "a" * 40, "0-7", {"tuan-tin": {"planned": 8}})
    table.store("bands", "a" * 40, "0-3", {"tuan-tin": {"planned": 4}})
    table.store("new", "b" * 40, "0-7", {"tuan-tin": {"planned": 8, "pages": 3}})
    assert table.stored("bands", "0-3") == ("0-3", {"tuan-tin": {"planned": 4}})
    assert table.stored("bands", "0-99") == ("0-7", {"tuan-tin": {"planned": 8}})


@pytest.mark.parametrize(
    ("crop", "expected"),
    [((0, 0, 1, 1), 0.0), ((0.5, 0, 1, 1), 0.5), ((0, 0.3, 1, 1), 0.5), ((0.6, 0.6, 1, 1), 1.0)],
)
def test_what_a_crop_takes_from_a_face(crop: tuple[float, float, float, float], expected: float) -> None:
    assert lost((0.4, 0.2, 0.6, 0.4), crop) == pytest.approx(expected)


def test_seeds_are_read_as_people_write_them() -> None:
    assert seeds_of("0-3") == [0, 1, 2, 3]
    assert seeds_of("3,5,8-9") == [3, 5, 8, 9]


def test_issues_are_written_by_the_command(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["write", str(tmp_path / "x"), "--seeds", "6,14"]) == 0
    assert (tmp_path / "x" / "014" / "issue.yaml").is_file()
    assert main(["write", str(tmp_path / "y"), "--kind", "formal"]) == 0
    assert "formal" in capsys.readouterr().out
