from __future__ import annotations

import shutil
from collections.abc import Iterator
from pathlib import Path

import pytest
from studio_command import StudioCommand

ROOT = Path(__file__).resolve().parents[3]
SAMPLE = ROOT / "examples" / "mot-trang"


@pytest.fixture(scope="module")
def cache(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return tmp_path_factory.mktemp("cache")


@pytest.fixture(scope="module")
def started(tmp_path_factory: pytest.TempPathFactory, cache: Path) -> Iterator[StudioCommand]:
    """One running studio for tests that change nothing, or files of their own."""
    place = tmp_path_factory.mktemp("studio")
    shutil.copytree(SAMPLE, place / "ban-tin")
    with StudioCommand(place / "ban-tin", cache, place / "run") as studio:
        yield studio


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    """An issue of a test's own."""
    shutil.copytree(SAMPLE, tmp_path / "ban-tin")
    return tmp_path / "ban-tin"
