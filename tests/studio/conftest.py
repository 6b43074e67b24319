from __future__ import annotations

from pathlib import Path

import pytest


@pytest.fixture(scope="session")
def cache(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """One cache for all: the second build of an issue is quick, as in the office."""
    return tmp_path_factory.mktemp("cache")
