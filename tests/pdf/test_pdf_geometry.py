"""Rectangles, matrices and units: rules that hold for all of them, and one place where they are written down."""

from __future__ import annotations

import ast
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

import bulletin
from bulletin import geometry as geo
from bulletin.geometry import Matrix, Rect

PACKAGE = Path(bulletin.__file__).parent
WHOLE = st.integers(-50, 50).map(float)
RECTS = st.builds(geo.ordered, WHOLE, WHOLE, WHOLE, WHOLE)
MATRICES = st.tuples(*[WHOLE] * 6)


@given(RECTS, RECTS)
def test_two_rectangles(one: Rect, other: Rect) -> None:
    common = geo.intersection(one, other)
    assert geo.shared(one, other) == (common[2] - common[0], common[3] - common[1])
    assert geo.overlaps(one, other) is geo.overlaps(other, one)
    assert geo.has_area(common) is (geo.area(common) > 0)
    if geo.has_area(common):
        assert geo.overlaps(one, other)
        assert geo.contains(one, common)
        assert geo.contains(other, common)
    both = geo.union(one, other)
    assert both == geo.around([one, other]) == geo.around([other, one])
    assert geo.contains(both, one)
    assert geo.contains(both, other)
    assert geo.contains(one, other) is (both == one)


@given(RECTS, WHOLE, WHOLE)
def test_a_point_is_a_rectangle_without_sides(box: Rect, x: float, y: float) -> None:
    assert geo.holds(box, x, y) is geo.contains(box, (x, y, x, y)) is geo.is_there(geo.intersection(box, (x, y, x, y)))


@given(RECTS, st.integers(0, 5).map(float), RECTS)
def test_slack_is_the_same_as_a_larger_rectangle(outer: Rect, slack: float, inner: Rect) -> None:
    assert geo.contains(outer, inner, slack) is geo.contains(geo.grown(outer, slack), inner)
    assert geo.holds(outer, *inner[:2], slack) is geo.holds(geo.grown(outer, slack), *inner[:2])


def test_neighbours_do_not_overlap() -> None:
    assert not geo.overlaps((0, 0, 1, 1), (1, 0, 2, 1))
    assert geo.is_there(geo.intersection((0, 0, 1, 1), (1, 0, 2, 1)))
    assert geo.overlaps((0, 0, 2, 2), geo.placed(1, 0, 0, 2))  # an annotation without width is on the page


@given(MATRICES, MATRICES, RECTS)
def test_matrices_apply_one_after_the_other(m: Matrix, n: Matrix, box: Rect) -> None:
    assert geo.multiply(m, geo.IDENTITY) == geo.multiply(geo.IDENTITY, m) == m
    assert geo.bounds(geo.IDENTITY, *box) == box
    outer = geo.bounds(n, *geo.bounds(m, *box))
    assert geo.contains(outer, geo.bounds(geo.multiply(m, n), *box))
    assert geo.scale_of(geo.multiply(m, n)) == pytest.approx(geo.scale_of(m) * geo.scale_of(n), abs=1e-6)


def test_units() -> None:
    assert pytest.approx(72) == geo.PT_PER_MM * geo.MM_PER_INCH
    assert pytest.approx(1) == geo.PT_PER_MM * geo.MM_PER_PT
    assert pytest.approx(geo.MM_PER_INCH) == geo.MM_PER_PX * 96


def on_rectangles(function: ast.FunctionDef) -> bool:
    kinds = [ast.unparse(arg.annotation) for arg in function.args.args if arg.annotation]
    return bool(kinds) and set(kinds) <= {"Rect", "Matrix", "float", "tuple[float, float, float, float]"}


def test_units_and_helpers_exist_once() -> None:
    tree = ast.parse((PACKAGE / "geometry.py").read_text(encoding="utf-8"))
    ours = {node.name for node in tree.body if isinstance(node, ast.FunctionDef)}
    again = []
    for path in sorted(PACKAGE.rglob("*.py")):
        if path == PACKAGE / "geometry.py":
            continue
        for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
            if isinstance(node, ast.Constant) and node.value in (25.4, 2.54):
                again.append(f"{path.relative_to(PACKAGE)}:{node.lineno} spells out the inch")
            if isinstance(node, ast.FunctionDef) and node.name.lstrip("_") in ours and on_rectangles(node):
                again.append(f"{path.relative_to(PACKAGE)}:{node.lineno} defines {node.name} again")
    assert again == []
