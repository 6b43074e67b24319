"""The child process that opens photos: a broken or hostile file ends it and nothing else."""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path
from typing import Any

from bulletin.lazy import dataclass
from bulletin.runtime.progress import Progress
from bulletin.runtime.wire import Request


@dataclass(frozen=True, slots=True, kw_only=True)
class PhotoLookRequest(Request):
    """Look at the photo `path` below `root`; `proof` decodes it to its end, `thumb` gets a small picture of it."""

    path: Path
    root: Path
    cache: Path
    name: str
    proof: bool = True
    thumb: Path | None = None


def look_job(order: Mapping[str, object], report: Progress) -> dict[str, Any]:
    """Child entry: `ok`, `findings` in words, and of a good photo `sha256`, `kind`, `width`, `height` (px), `guess`."""
    from bulletin.assets.photos.prepare import inspect_many
    from bulletin.assets.photos.thumbs import camera_notes, write_thumb
    from bulletin.errors import Place, has_errors

    request = PhotoLookRequest.from_wire(order)
    looked = inspect_many(
        [(request.path, Place(file=request.name))], request.cache, root=request.root, proof=request.proof
    )
    seen = looked[0]
    findings = [
        {"rule": one.rule.id, "severity": one.severity.value, "what": one.what("vi"), "remedy": one.in_form("vi")}
        for one in seen.findings
    ]
    if seen.facts is None or has_errors(seen.findings):
        return {"ok": False, "findings": findings}
    facts = seen.facts
    if request.thumb is not None:
        write_thumb(request.path, request.thumb)
    return {
        "ok": True, "findings": findings, "sha256": facts.sha256, "kind": facts.kind, "width": facts.width,
        "height": facts.height, "guess": camera_notes(request.path),
    }  # fmt: skip
