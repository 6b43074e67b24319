"""The numbers of the planner: in two modules, all explained, none inside expressions."""

from __future__ import annotations

import ast
from collections.abc import Iterator
from dataclasses import FrozenInstanceError, fields
from itertools import pairwise
from pathlib import Path

import pytest

import bulletin.layout
from bulletin.layout.plan.costs import COSTS, Costs
from bulletin.layout.plan.search_limits import SearchLimits

LAYOUT = Path(bulletin.layout.__file__).parent
MODULES = [
    *(path for path in sorted((LAYOUT / "plan").glob("*.py")) if path.name not in ("costs.py", "search_limits.py")),
    *sorted((LAYOUT / "plan" / "judged").glob("*.py")),
    *sorted((LAYOUT / "flow").glob("*.py")),
    *(LAYOUT / "stories" / f"{name}.py" for name in ("measure", "photo_frames", "asked_width", "stream", "table")),
    *(LAYOUT / "lines" / f"{name}.py" for name in ("linebreak", "line_ends")),
]
PLAIN = (0, 1, 2)
"""Counts and halves: none, one, both sides, the square."""


def numbers_in_expressions(source: str) -> Iterator[tuple[int, float]]:
    """(line, number) of every literal number that is not the value of a constant of the module."""
    tree = ast.parse(source)
    named = {
        id(part)
        for node in tree.body
        if isinstance(node, ast.Assign)
        and all(isinstance(name, ast.Name) and name.id.isupper() for name in node.targets)
        for part in ast.walk(node)
    }
    for node in ast.walk(tree):
        if (
            isinstance(node, ast.Constant)
            and isinstance(node.value, (int, float))
            and not isinstance(node.value, bool)
            and id(node) not in named
            and node.value not in PLAIN
        ):
            yield node.lineno, node.value


def test_numbers_are_seen() -> None:
    source = "A = 0.5\n_B = 10**6\ndef f(x, y=3):\n    a = 7\n    return x * 0.08 + A\n"
    assert list(numbers_in_expressions(source)) == [(3, 3), (4, 7), (5, 0.08)]


@pytest.mark.parametrize("path", MODULES, ids=lambda path: path.stem)
def test_no_cost_is_spelled_out_in_an_expression(path: Path) -> None:
    assert list(numbers_in_expressions(path.read_text(encoding="utf-8"))) == []


@pytest.mark.parametrize(("kind", "module"), [(Costs, "costs.py"), (SearchLimits, "search_limits.py")])
def test_every_number_is_explained_below_it(kind: type, module: str) -> None:
    tree = ast.parse((LAYOUT / "plan" / module).read_text(encoding="utf-8"))
    (body,) = (node.body for node in tree.body if isinstance(node, ast.ClassDef) and node.name == kind.__name__)
    explained = {
        node.target.id
        for node, after in pairwise(body)
        if isinstance(node, ast.AnnAssign)
        and isinstance(node.target, ast.Name)
        and isinstance(after, ast.Expr)
        and isinstance(after.value, ast.Constant)
    }
    assert explained == {field.name for field in fields(kind)}


def test_costs_are_the_same_for_every_plan() -> None:
    with pytest.raises(FrozenInstanceError):
        COSTS.pad = 1.0  # type: ignore[misc]
    with pytest.raises(TypeError):
        COSTS.no_wide["lead"] = 0.0  # type: ignore[index]


def test_no_price_is_below_nothing() -> None:
    """The search leaves out what costs more already than the best: with a price below 0 it could become cheaper."""
    for field in fields(COSTS):
        value = getattr(COSTS, field.name)
        assert all(price >= 0 for price in (value.values() if hasattr(value, "values") else (value,))), field.name
