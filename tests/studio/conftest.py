from __future__ import annotations

from pathlib import Path

import pytest
from playwright.sync_api import expect

expect.set_options(timeout=120_000)  # a busy machine answers late, and that is no fault


@pytest.fixture(scope="session")
def cache(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """One cache for all: the second build of an issue is quick, as in the office."""
    return tmp_path_factory.mktemp("cache")
