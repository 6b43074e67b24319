"""The good files are written once for all workers."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import TYPE_CHECKING

import pytest
from defects_files import Built, Sample, build, sample_of, shared
from defects_run import Tools
from defects_table import resave

from bulletin.preflight.ink.map import ink_maps
from bulletin.preflight.qr.trials import code_reader

if TYPE_CHECKING:
    from validators_kit import Judge


@pytest.fixture(scope="session")
def tools(judge: Judge) -> Tools:
    """Everything that preflight can use, veraPDF by the server of the test run."""

    def validate(pdf: bytes, flavours: Sequence[str]) -> Mapping[str, Sequence[str] | None]:
        verdicts = judge([(pdf, flavour) for flavour in flavours])  # type: ignore[misc]
        return {
            v.flavour: [] if v.compliant else [b.clause for b in v.breaches] or [v.failure or "not compliant"]
            for v in verdicts
        }

    return Tools(validate, ink_maps, lambda edition: code_reader(one_bit=edition == "office"))


@pytest.fixture(scope="session")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The same for all workers of a parallel run."""
    base = tmp_path_factory.getbasetemp()
    return base.parent if base.name.startswith("popen-") else base


@pytest.fixture(scope="session")
def built(folder: Path) -> Built:
    return shared(folder / "defects-built", build)


@pytest.fixture(scope="session")
def sample(built: Built, tools: Tools, folder: Path) -> Sample:
    return shared(folder / "defects-sample", lambda _: sample_of(built, tools, resave))
