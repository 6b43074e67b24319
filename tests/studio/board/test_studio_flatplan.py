"""Every act on the flat plan does what it says, keeps all other lines, and is taken back by the act it names."""

from __future__ import annotations

from dataclasses import fields
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from bulletin.model import Placement
from bulletin.sources.edits.placements import LINE_KEYS
from bulletin.sources.partial import values_of
from bulletin.studio.board.flatplan import SLOTS, FlatplanAct, act_of, apply, placements

ROOT = Path(__file__).resolve().parents[3]
SAMPLE = (ROOT / "examples" / "do-son" / "issue.yaml").read_bytes()
HEAD = "schema: bulletin/issue@1\nan_pham: do-son\nso:\n  trong_nam: 1\nngay: 27/11/2026\n"
PLANS = {
    "flow": SAMPLE,
    "crlf": SAMPLE.replace(b"\n", b"\r\n"),
    "words": (HEAD + "sap_xep:\n  - a  # one\n  # above b\n  - b\n  - c").encode(),
    "fields": (HEAD + "sap_xep:\n  - bai: a\n    vi_tri: lead\n\n  - bai: b\n  - {bai: c, chuyen_muc: kt}\n").encode(),
    "asked": (HEAD + "sap_xep:\n  - {bai: a, so_cot: 3, so_dong: 12}\n  - bai: b\n    so_cot: 2\n").encode(),
    "held": (HEAD + 'sap_xep:\n  - bai: a\n    trang: 3\n    cho_in: "3/1-2/1-40"\n  - bai: b\n').encode(),
}
NAMES = {name: [one.article for one in placements(source)] for name, source in PLANS.items()}


@st.composite
def acts(draw: st.DrawFn) -> tuple[str, FlatplanAct]:
    name = draw(st.sampled_from(sorted(PLANS)))
    act = draw(st.sampled_from(["move", "slot", "section", "hold"]))
    ids = st.sampled_from(NAMES[name])
    return name, FlatplanAct(
        act, draw(ids), draw(st.none() | ids), draw(st.sampled_from(SLOTS)) if act == "slot" else None,
        draw(st.none() | st.sampled_from(["kinh-te", "van-hoa"])) if act == "section" else None,
    )  # fmt: skip


def done(plan: tuple[Placement, ...], act: FlatplanAct) -> list[tuple[str, str, str | None]]:
    rows = [(one.article, one.slot, one.section) for one in plan]
    at = next(number for number, row in enumerate(rows) if row[0] == act.article)
    row = rows.pop(at)
    if act.act == "move":
        names = [one[0] for one in rows]
        rows.insert(names.index(act.before) if act.before in names else len(rows), row)
    elif act.act == "slot":
        rows.insert(at, (row[0], act.slot or "", row[2]))
    elif act.act == "section":
        rows.insert(at, (row[0], row[1], act.section))
    return rows


def rows(source: bytes) -> list[tuple[str, str, str | None]]:
    return [(one.article, one.slot, one.section) for one in placements(source)]


def test_every_field_of_a_line_can_be_written_again() -> None:
    assert set(LINE_KEYS) == {field.name for field in fields(Placement)}
    assert set(LINE_KEYS) < {field.name for field in fields(FlatplanAct)}


@settings(max_examples=150, deadline=None)
@given(acts())
def test_an_act_does_what_it_says_and_its_undo_takes_it_back(case: tuple[str, FlatplanAct]) -> None:
    name, act = case
    source = PLANS[name]
    acted = apply(source, act)
    assert acted is not None
    assert rows(acted.source) == done(placements(source), act)
    others = {key: value for key, value in values_of("issue", source).items() if key != "flatplan"}
    assert {key: value for key, value in values_of("issue", acted.source).items() if key != "flatplan"} == others
    back = apply(acted.source, acted.undo)
    assert back is not None
    assert placements(back.source) == placements(source)


@settings(max_examples=60, deadline=None)
@given(acts().filter(lambda case: case[1].act == "move"))
def test_a_move_keeps_every_line(case: tuple[str, FlatplanAct]) -> None:
    name, act = case
    source = PLANS[name]
    acted = apply(source, act)
    assert acted is not None
    clean = lambda data: sorted(line.strip() for line in data.splitlines())  # noqa: E731
    assert clean(acted.source) == clean(source)


@pytest.mark.parametrize("end", ["", "sap_xep: []\n", "# sap_xep:\n"])
def test_the_first_story_of_an_issue(end: str) -> None:
    source = (HEAD + end).encode()
    acted = apply(source, FlatplanAct("place", "a", None, "lead", "kinh-te"))
    assert acted is not None
    assert rows(acted.source) == [("a", "lead", "kinh-te")]
    assert acted.source.startswith(HEAD.encode())
    back = apply(acted.source, acted.undo)
    assert back is not None
    assert rows(back.source) == []


@pytest.mark.parametrize(
    "said",
    [
        {"act": "delete", "article": "a"}, {"act": "move"}, {"act": "move", "article": ["a"]},
        {"act": "slot", "article": "a", "slot": "cover"}, {"act": "move", "article": "a" * 300},
        {"act": "place", "article": "a", "slot": "lead\n  - x"},
    ],
)  # fmt: skip
def test_an_act_that_there_is_not_is_none(said: dict) -> None:
    assert act_of(said) is None


def test_a_story_that_is_not_there_cannot_be_moved() -> None:
    assert apply(SAMPLE, FlatplanAct("move", "nobody")) is None
    assert apply(b"\x00", FlatplanAct("place", "a")) is None
