"""Fonts are cut once for all tests."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest
from layout_issues import layout, make_fonts, use_fonts

from bulletin.assets.fonts.load import FontSet
from bulletin.layout.engine import LayoutEngine
from bulletin.layout.words.shaping import Shapers


@pytest.fixture(scope="session")
def font_cache(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Shared by all workers of a parallel run: faces are written atomically under their own hash."""
    base = tmp_path_factory.getbasetemp()
    folder = (base.parent if base.name.startswith("popen-") else base) / "font-cache"
    folder.mkdir(exist_ok=True)
    return folder


@pytest.fixture(scope="session")
def fonts(font_cache: Path) -> Iterator[FontSet]:
    found = make_fonts(font_cache)
    with pytest.MonkeyPatch.context() as patch:
        patch.setenv("FONTCONFIG_FILE", use_fonts(found, font_cache))
        yield found


@pytest.fixture(scope="session")
def engine(fonts: FontSet) -> LayoutEngine:
    return LayoutEngine(layout(3), fonts)


@pytest.fixture(scope="session")
def shapers(engine: LayoutEngine) -> Shapers:
    return Shapers(engine.faces)
