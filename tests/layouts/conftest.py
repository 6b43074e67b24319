"""Every layout builds each example once in a run of the tests, whatever the number of workers."""

from __future__ import annotations

import json
import time
from collections.abc import Callable
from pathlib import Path

import pytest
from layouts_kit import EXAMPLES, Built

from bulletin.runtime.child import run_job

PATIENCE_S = 900


@pytest.fixture(scope="session")
def shared(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A folder that all workers of a parallel run share."""
    base = tmp_path_factory.getbasetemp()
    folder = (base.parent if base.name.startswith("popen-") else base) / "layouts-built"
    folder.mkdir(exist_ok=True)
    return folder


@pytest.fixture(scope="session")
def build(shared: Path) -> Callable[[str, str], Built]:
    """`build(layout, example)`: the finished build, made by the worker that asks first."""

    def job(layout: str, example: str) -> Built:
        out = shared / f"{layout}-{example}"
        answer = shared / f"{layout}-{example}.json"
        try:
            out.mkdir()
        except FileExistsError:
            end = time.monotonic() + PATIENCE_S
            while not answer.exists() and time.monotonic() < end:
                time.sleep(0.1)
        else:
            answer.with_suffix(".part").write_text(json.dumps(_built(layout, example, out, shared / "cache")), "utf-8")
            answer.with_suffix(".part").rename(answer)
        return Built(out / "screen.pdf", json.loads(answer.read_text("utf-8")))

    return job


def _built(layout: str, example: str, out: Path, cache: Path) -> dict[str, object]:
    """The answer of the build, or what it says instead, so that no worker waits for one that never comes."""
    job = {"folder": str(EXAMPLES / example), "out": str(out), "cache": str(cache), "layout": layout}
    try:
        return run_job("bulletin.build.recipe:build_job", job)
    except Exception as error:  # the test that asked reports it
        return {"failed": f"{type(error).__name__}: {error}"}
