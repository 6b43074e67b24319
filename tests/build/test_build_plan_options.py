"""Plans to choose from: what is told of them, and what choosing one writes."""

from __future__ import annotations

import json
from dataclasses import replace
from pathlib import Path

import jsonschema
import pytest
from benchmarks.pages.generate import write_issue

from bulletin.build.flatplan.job import plan
from bulletin.build.request import PlanRequest
from bulletin.errors import InputError
from bulletin.layout.quality.schema import plan_schema
from bulletin.sources.edits.placements import with_places

PLACES = {"a": "1/1-2/14-50, 3/1-3/1-20", "b": "2/1-1/1-9", "c": "2/2-3/1-20"}
HEAD = "publication: x\nnumber: {in_year: 1}\ndate: 2026-11-20\n"
SHEETS = {
    "lines": HEAD
    + "flatplan:\n  - article: a\n    # ghi chú\n    slot: lead\n  - article: b\n  - article: d\n    page: 3\n",
    "brackets": HEAD + "flatplan:\n  - {article: a, slot: lead}   # chính\n  - {article: b}\n",
    "vietnamese": "an_pham: x\nso: 3\nngay: 20/11/2026\nsap_xep:\n  - bai: a\n    vi_tri: tin ngắn\n  - bai: b\n",
    "windows": (HEAD + "flatplan:\n  - article: a\n  - article: b\n").replace("\n", "\r\n"),
}


@pytest.fixture(scope="module")
def request_of(tmp_path_factory: pytest.TempPathFactory) -> PlanRequest:
    base = tmp_path_factory.mktemp("options")
    folder = write_issue(base / "so-7", 3).folder
    return PlanRequest(folder=folder, cache=base / "cache", lang="en", kept=base / "kept")


def test_other_plans_are_told_as_the_schema_says_and_in_pictures(request_of: PlanRequest, tmp_path: Path) -> None:
    out = tmp_path / "plans.html"
    told = plan(replace(request_of, alternatives=2, out=out))
    jsonschema.validate(json.loads(json.dumps(told)), plan_schema())
    others = told["alternatives"]["plans"]
    assert [one["number"] for one in others] == [2, 3]
    assert all(one["differs"] >= 0.3 for one in others)
    page = out.read_text("utf-8")
    assert page.count("<svg") == 3
    lines = "\n".join(told["text"])
    for number, one in enumerate([told, *others], 1):
        assert f"Plan {number}" in page
        assert f"{one['score']['total']:g}" in lines
    svg = tmp_path / "plans.svg"
    plan(replace(request_of, alternatives=2, out=svg))
    assert svg.read_text("utf-8").count('font-weight="700">Plan ') == 3


def test_choosing_a_plan_writes_it_and_planning_again_gives_it(request_of: PlanRequest) -> None:
    sheet = request_of.folder / "issue.yaml"
    before = sheet.read_bytes()
    wanted = plan(replace(request_of, alternatives=2))["alternatives"]["plans"][1]
    told = plan(replace(request_of, choose=3))
    assert told["written"]
    assert told["plan"] == wanted["plan"]
    assert plan(request_of)["plan"] == wanted["plan"]
    assert request_of.kept is not None
    assert [path.read_bytes() for path in request_of.kept.rglob("issue.yaml")] == [before]
    assert plan(replace(request_of, choose=0))["written"]
    assert sheet.read_bytes() == before


def test_a_plan_that_is_not_there_or_has_no_places_is_refused(request_of: PlanRequest) -> None:
    sheet = request_of.folder / "issue.yaml"
    before = sheet.read_bytes()
    for wrong, rule in (
        (replace(request_of, choose=90), "issue.no-such-plan"),
        (replace(request_of, choose=1, layout="so-tay"), "issue.plan-not-kept"),
    ):
        with pytest.raises(InputError) as caught:
            plan(wrong)
        assert [finding.rule.id for finding in caught.value.findings] == [rule]
    assert sheet.read_bytes() == before


@pytest.mark.parametrize("name", SHEETS)
def test_places_go_in_and_out_and_every_other_byte_stays(name: str) -> None:
    source = SHEETS[name].encode()
    made = with_places(source, PLACES, "tuan-tin")
    assert made is not None
    assert PLACES["a"].encode() in made
    assert b"tuan-tin" in made
    moved = with_places(made, {**PLACES, "b": "4/1-1/1-9"}, "tuan-tin")
    assert moved == made.replace(b"2/1-1/1-9", b"4/1-1/1-9")
    assert with_places(made, {}, None) == source


def test_a_line_of_one_word_keeps_its_comment() -> None:
    source = (HEAD + "flatplan:\n  - a   # chính\n  - d\n").encode()
    made = with_places(source, PLACES, "tuan-tin")
    assert (
        made
        == (
            HEAD
            + 'flatplan:\n  - article: a   # chính\n    place: "1/1-2/14-50, 3/1-3/1-20"\n  - d\nplaced: "tuan-tin"\n'
        ).encode()
    )


def test_the_last_plan_is_kept_told_and_can_be_left(tmp_path: Path) -> None:
    folder = write_issue(tmp_path / "so-8", 3).folder
    asked = PlanRequest(folder=folder, cache=tmp_path / "cache", lang="en")
    first = plan(asked)
    file = folder / ".bulletin/pages-tuan-tin.json"
    kept = file.read_bytes()
    assert first["repair"] is None
    again = plan(replace(asked, cache=tmp_path / "other-cache"))
    assert again["plan"] == first["plan"]
    assert {page["how"] for page in again["repair"]["pages"]} == {"same"}
    assert f"  pages 1–{len(first['plan']['pages'])}: as it was" in again["text"]
    jsonschema.validate(json.loads(json.dumps(again)), plan_schema())
    assert plan(replace(asked, anew=True))["repair"] is None
    assert file.read_bytes() == kept  # the same stories planned anew have the same pages
    file.write_bytes(kept[:-40])
    assert plan(asked)["repair"] is None
    assert file.read_bytes() == kept
    file.unlink()
    file.symlink_to(tmp_path / "nowhere")
    assert plan(asked)["repair"] is None
    assert not (tmp_path / "nowhere").exists()
