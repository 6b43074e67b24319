"""The fixtures that make laid-out pages live with the editions' tests."""

import sys
from pathlib import Path

import pytest

sys.path.insert(0, str(Path(__file__).parents[1] / "editions"))
sys.path.insert(0, str(Path(__file__).parent))


@pytest.fixture(scope="session")
def font_cache(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A cache folder that all tests of a run share; its files are written atomically."""
    base = tmp_path_factory.getbasetemp()
    folder = (base.parent if base.name.startswith("popen-") else base) / "font-cache"
    folder.mkdir(exist_ok=True)
    return folder
