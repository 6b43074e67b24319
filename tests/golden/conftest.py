"""`pytest tests/golden --golden-write` writes the golden pages anew; without it they are compared, letter by letter."""

from __future__ import annotations

from collections.abc import Callable
from functools import cache

import pytest
from golden_kit import Sample, composed, sample

from bulletin.assets.fonts.load import FontSet, load_fonts
from bulletin.layout.engine import Composed


def pytest_addoption(parser: pytest.Parser) -> None:
    parser.addoption("--golden-write", action="store_true", help="write tests/golden/*.json anew")


@pytest.fixture
def golden_write(request: pytest.FixtureRequest) -> bool:
    # A run of all tests meets this file after the command line was read: the option then does not exist.
    return bool(request.config.getoption("golden_write", default=False))


@pytest.fixture(scope="session")
def golden_fonts(tmp_path_factory: pytest.TempPathFactory) -> FontSet:
    """Shared by all workers of a parallel run: faces are written atomically under their own hash."""
    base = tmp_path_factory.getbasetemp()
    folder = (base.parent if base.name.startswith("popen-") else base) / "font-cache"
    folder.mkdir(exist_ok=True)
    return load_fonts([], folder)


@pytest.fixture(scope="session")
def pages_of(golden_fonts: FontSet, tmp_path_factory: pytest.TempPathFactory) -> Callable[[str, str], Composed]:
    """`pages_of(layout, example)`, each composed once."""

    @cache
    def read(example: str) -> Sample:
        return sample(example, tmp_path_factory.mktemp("golden") / example)

    @cache
    def pages(layout: str, example: str) -> Composed:
        return composed(layout, read(example), golden_fonts)

    return pages
