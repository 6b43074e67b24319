"""Fonts are cut once for all cases."""

from __future__ import annotations

from pathlib import Path

import pytest


@pytest.fixture(scope="session")
def font_cache(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A cache folder that all cases of a run share; its files are written atomically."""
    base = tmp_path_factory.getbasetemp()
    folder = (base.parent if base.name.startswith("popen-") else base) / "font-cache"
    folder.mkdir(exist_ok=True)
    return folder
