"""The fixtures that make laid-out pages live with the editions' tests."""

from pathlib import Path

import pytest


@pytest.fixture(scope="session")
def font_cache(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A cache folder that all tests of a run share; its files are written atomically."""
    base = tmp_path_factory.getbasetemp()
    folder = (base.parent if base.name.startswith("popen-") else base) / "font-cache"
    folder.mkdir(exist_ok=True)
    return folder
