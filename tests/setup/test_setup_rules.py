"""Rules are compared by their ids: a finding that comes from another process carries a copy of its rule."""

from __future__ import annotations

import ast
from pathlib import Path

ROOT = Path(__file__).resolve().parents[2]
FILES = sorted([*(ROOT / "src").rglob("*.py"), *(ROOT / "tests").rglob("*.py")])


def by_identity(source: str) -> list[int]:
    """The lines that compare a finding's rule with a rule by `is`, `==` or `in`."""
    found = []
    for node in ast.walk(ast.parse(source)):
        if not isinstance(node, ast.Compare) or not isinstance(node.left, ast.Attribute) or node.left.attr != "rule":
            continue
        other = node.comparators[0]
        if isinstance(other, ast.Constant) and isinstance(other.value, str | None):
            continue  # a wire's id, or no rule at all
        found.append(node.lineno)
    return found


def test_the_search_finds_what_it_is_for() -> None:
    assert by_identity("a = finding.rule is RULE\nb = f.rule in (A, B)\nc = f.rule == A") == [1, 2, 3]
    assert by_identity("a = finding.rule.id == RULE.id\nb = x.rule is None\nc = f.is_(RULE)") == []


def test_no_rule_is_compared_by_identity() -> None:
    found = {path.relative_to(ROOT).as_posix(): by_identity(path.read_text(encoding="utf-8")) for path in FILES}
    assert {name: lines for name, lines in found.items() if lines} == {}
