"""The table of damages itself: nothing twice, every check is hit, and the judge of places can say no."""

from __future__ import annotations

from collections.abc import Sequence

import pytest
from defects_kit import BoxMm, Damage, Fit, fits
from defects_run import PREFIX, faults
from defects_table import DAMAGES, REASONS

from bulletin.errors import Finding, Place, Rule, Severity, Text
from bulletin.preflight.checks.catalogue import CHECKS
from bulletin.preflight.report import Check

RULES = {rule.removeprefix(PREFIX): check.number for check in CHECKS for rule in check.rules}


def test_names_are_unique_and_rules_exist() -> None:
    names = [row.name for row in DAMAGES]
    assert len(names) == len(set(names))
    assert len(names) >= 60
    known = {name for row in DAMAGES for name in (*row.rules, *row.also)}
    assert known <= set(RULES), sorted(known - set(RULES))


def test_every_check_is_hit_by_a_damage() -> None:
    assert unhit(CHECKS) == []


def test_a_check_without_a_damage_is_named() -> None:
    lonely = Check(40, "lonely", Text("x", "x"), ("preflight.lonely",))
    assert unhit((*CHECKS, lonely)) == ["lonely"]


def unhit(checks: Sequence[Check]) -> list[str]:
    """Ids of the checks that no damage makes fail."""
    hit = {PREFIX + rule for row in DAMAGES for rule in row.rules}
    return [check.id for check in checks if not hit & set(check.rules)]


def test_every_rule_is_hit_or_says_why_not() -> None:
    hit = {rule for row in DAMAGES for rule in row.rules}
    assert set(RULES) - hit == set(REASONS)
    assert all(len(reason) > 20 for reason in REASONS.values())


@pytest.mark.parametrize(
    ("found", "fit", "good"),
    [
        ((10, 10, 20, 5), "edges", True),
        ((11.5, 9, 19, 7), "edges", True),
        ((13, 10, 17, 5), "edges", False),
        ((10, 10, 23, 5), "edges", False),
        ((12, 11, 5, 2), "inside", True),
        ((7, 11, 5, 2), "inside", False),
        ((12, 11, 5, 8), "inside", False),
        ((5, 5, 40, 40), "around", True),
        ((13, 5, 40, 40), "around", False),
    ],
)
def test_places_are_judged_to_two_millimetres(found: BoxMm, fit: Fit, good: bool) -> None:
    assert fits(found, (10, 10, 20, 5), fit) is good


def test_the_judge_says_no() -> None:
    """Not raised, on another page, at another place, or another rule besides: each is a fault."""
    from defects_files import EMPTY

    text = Text("x", "x")
    rule = Rule("preflight.thin-line", Severity.ERROR, text, text, text)
    other = Rule("preflight.trim", Severity.ERROR, text, text, text)
    row = Damage(name="x", edition="press", rules=("thin-line",), how="x", page=2, box=(10, 10, 20, 5))
    there = Finding(rule, Place(page=2, box_mm=(10, 10, 20, 5)))
    assert faults(row, [there], set(), EMPTY) == []
    assert "not raised" in faults(row, [], set(), EMPTY)[0]
    assert "not on page 2" in faults(row, [Finding(rule, Place(page=1))], set(), EMPTY)[0]
    assert "not edges" in faults(row, [Finding(rule, Place(page=2, box_mm=(90, 10, 20, 5)))], set(), EMPTY)[0]
    assert "falsely named trim" in faults(row, [there, Finding(other)], set(), EMPTY)[0]
