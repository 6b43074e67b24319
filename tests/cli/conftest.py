"""The entries must be importable in children; the cache is never the developer's own."""

from __future__ import annotations

from pathlib import Path

import pytest

from bulletin.runtime import cache as caches

HERE = Path(__file__).parent


@pytest.fixture(autouse=True)
def _apart(monkeypatch: pytest.MonkeyPatch, tmp_path_factory: pytest.TempPathFactory) -> None:
    monkeypatch.setenv("PYTHONPATH", str(HERE))
    monkeypatch.setenv("BULLETIN_CACHE", str(tmp_path_factory.mktemp("cache")))
    monkeypatch.delenv("BULLETIN_LANG", raising=False)
    spare = tmp_path_factory.mktemp("spare") / "bulletin-spare"
    monkeypatch.setattr(caches, "spare_folders", lambda: iter([spare]))
