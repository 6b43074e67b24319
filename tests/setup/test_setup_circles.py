"""Modules do not import one another in a circle, not inside functions and not for types either."""

from __future__ import annotations

import sys
from graphlib import CycleError, TopologicalSorter
from pathlib import Path

import grimp
import pytest


def circle(package: str) -> list[str]:
    """The modules of one circle of imports in a package, the first again at the end; empty where there is none."""
    graph = grimp.build_graph(package, cache_dir=None)
    try:
        TopologicalSorter({name: graph.find_modules_directly_imported_by(name) for name in graph.modules}).prepare()
    except CycleError as error:
        return list(error.args[1])
    return []


def test_no_module_imports_itself_by_way_of_others() -> None:
    assert circle("bulletin") == []


@pytest.mark.parametrize(
    "back",
    [
        "from ring.one import A\n",
        "def late():\n    from ring.one import A\n",
        "from typing import TYPE_CHECKING\nif TYPE_CHECKING:\n    from ring.one import A\n",
    ],
)
def test_a_circle_is_seen(tmp_path: Path, monkeypatch: pytest.MonkeyPatch, back: str) -> None:
    folder = tmp_path / "ring"
    folder.mkdir()
    (folder / "__init__.py").touch()
    (folder / "one.py").write_text("from ring import two\nA = 1\n", encoding="utf-8")
    (folder / "two.py").write_text(back, encoding="utf-8")
    monkeypatch.syspath_prepend(tmp_path)
    monkeypatch.delitem(sys.modules, "ring", raising=False)
    assert sorted(set(circle("ring"))) == ["ring.one", "ring.two"]
