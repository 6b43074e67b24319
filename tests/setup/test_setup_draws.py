"""Chance in tests follows from their source: one profile decides what is drawn, and every other chance has a seed."""

from __future__ import annotations

import ast
from pathlib import Path

TESTS = Path(__file__).resolve().parents[1]
FILES = sorted(path for path in TESTS.rglob("*.py") if path != TESTS / "conftest.py")


def unruly(source: str) -> list[int]:
    """The lines that keep `BULLETIN_DRAW` from a property test, or draw without a seed."""
    found, nodes = [], list(ast.walk(ast.parse(source)))
    module = any(isinstance(node, ast.Import) and any(name.name == "random" for name in node.names) for node in nodes)
    for node in nodes:
        if not isinstance(node, ast.Call):
            continue
        called, own = ast.unparse(node.func), {word.arg for word in node.keywords}
        unseeded = called in {"random.Random", "Random"} and not node.args
        shared = module and called.startswith("random.") and called.count(".") == 1 and called != "random.Random"
        if unseeded or shared or "derandomize" in own:
            found.append(node.lineno)
    return sorted(found)


def test_the_search_finds_what_it_is_for() -> None:
    drawn = "import random\nrandom.choice(x)\nrandom.Random()\nsettings(derandomize=True)"
    assert unruly(drawn) == [2, 3, 4]
    assert unruly("import random\nrandom.Random(3).choice(x)\nsettings(max_examples=3)") == []
    assert unruly("random = Random(3)\nrandom.random()") == []


def test_every_chance_follows_from_the_source() -> None:
    found = {path.relative_to(TESTS).as_posix(): unruly(path.read_text(encoding="utf-8")) for path in FILES}
    assert {name: lines for name, lines in found.items() if lines} == {}
