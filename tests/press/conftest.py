"""The good files of all layouts (written once for a test run) and their printing plates."""

from __future__ import annotations

from pathlib import Path

import pytest
from defects_files import Built, build, shared


@pytest.fixture(scope="session")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The same for all workers of a parallel run."""
    base = tmp_path_factory.getbasetemp()
    return base.parent if base.name.startswith("popen-") else base


@pytest.fixture(scope="session")
def built(folder: Path) -> Built:
    return shared(folder / "defects-built", build)
