"""One word, one meaning: a public class name exists once in the package."""

from __future__ import annotations

import ast
from collections import defaultdict
from pathlib import Path

import bulletin

PACKAGE = Path(bulletin.__file__).parent


def classes(source: str) -> list[str]:
    """The names of the public classes that a module's text defines, nested ones too."""
    return [
        node.name
        for node in ast.walk(ast.parse(source))
        if isinstance(node, ast.ClassDef) and not node.name.startswith("_")
    ]


def test_the_walk_sees_every_public_class() -> None:
    assert classes("class A:\n    class B: ...\nclass _C: ...\ndef f():\n    class A: ...\n") == ["A", "B", "A"]


def test_a_public_class_name_exists_once() -> None:
    places: defaultdict[str, list[str]] = defaultdict(list)
    for path in sorted(PACKAGE.rglob("*.py")):
        for name in classes(path.read_text(encoding="utf-8")):
            places[name].append(path.relative_to(PACKAGE).as_posix())
    assert len(places) > 100
    assert {name: files for name, files in places.items() if len(files) > 1} == {}
