"""The preview's child process: one warm build per issue folder, kept between rebuilds so that the second is quick."""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path
from typing import Any

from bulletin.build.warm import WarmBuild
from bulletin.preview.request import PreviewRequest
from bulletin.runtime.progress import Progress
from bulletin.runtime.start.collector import collect_now, collect_seldom
from bulletin.runtime.wire import findings_to_wire

_warm_builds: dict[tuple[Path, Path], WarmBuild] = {}


def job(order: Mapping[str, object], report: Progress) -> dict[str, Any]:
    """Child entry: rebuild the issue of a `PreviewRequest` and return where its page pictures are.

    Returns:
        `ok`, `pages` (paths of PNG files in page order), `findings`, `timings` (seconds by stage)
        and `depends` (files and folders that the pages depend on, as far as they are known).
    """
    request = PreviewRequest.from_wire(order)
    key = request.folder, request.cache
    first = key not in _warm_builds
    result = _warm_builds.setdefault(key, WarmBuild(*key)).rebuild()
    if first:  # what is there now stays, and need not be looked through after each edit
        collect_now()
        collect_seldom()
    return {
        "ok": result.ok,
        "pages": [str(page) for page in result.pages],
        "findings": findings_to_wire(result.findings),
        "timings": dict(result.timings),
        "depends": [str(path) for path in result.depends],
    }
