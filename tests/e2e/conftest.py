"""One cache for all builds of a test run."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest


@pytest.fixture(scope="session")
def cache(tmp_path_factory: pytest.TempPathFactory) -> Path:
    base = tmp_path_factory.getbasetemp()
    folder = (base.parent if base.name.startswith("popen-") else base) / "build-cache"
    folder.mkdir(exist_ok=True)
    return folder


@pytest.fixture(autouse=True)
def _font_file() -> Iterator[None]:
    """A build sets FONTCONFIG_FILE; the next test begins without it."""
    with pytest.MonkeyPatch.context() as patch:
        patch.delenv("FONTCONFIG_FILE", raising=False)
        yield
