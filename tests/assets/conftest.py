"""Faces are cut into the caches of these tests, whatever came with the installation."""

from __future__ import annotations

from collections.abc import Iterator

import pytest

from bulletin.runtime.start import installed


@pytest.fixture(autouse=True, scope="package")
def nothing_ready() -> Iterator[None]:
    """Tests damage faces and count what is cut; those of the environment must not serve them."""
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(installed, "ready_folders", lambda: iter(()))
        yield
