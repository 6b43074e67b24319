"""The child process that opens photos: a broken or hostile file ends it and nothing else."""

from __future__ import annotations

from collections.abc import Mapping
from functools import partial
from pathlib import Path
from typing import Any

from bulletin.lazy import dataclass
from bulletin.runtime.progress import Progress
from bulletin.runtime.wire import Request


@dataclass(frozen=True, slots=True, kw_only=True)
class PhotoLookRequest(Request):
    """Look at the photo `path` below `root`, to its end; `name` is what people call it."""

    path: Path
    root: Path
    cache: Path
    name: str


def look_job(order: Mapping[str, object], report: Progress) -> dict[str, Any]:
    """Child entry: `ok`, `findings` in words, and of a good photo `sha256`, `kind`, `width`, `height` (px), `guess`.

    The small picture of a good photo is in the cache (`thumbs.KIND`), under the SHA-256 of the photo.
    """
    from bulletin.assets.photos.prepare import inspect
    from bulletin.assets.photos.thumbs import camera_notes, keep_decoded, keep_thumb
    from bulletin.errors import Place, has_errors
    from bulletin.studio.forms.naming import window_words

    request = PhotoLookRequest.from_wire(order)
    # A HEIC takes half a second to decode: the proof that it can be decoded and the small picture share one decoding.
    keep = partial(keep_decoded, request.cache)
    seen = inspect(request.path, Place(file=request.name), request.cache, root=request.root, seen=keep)
    findings = [
        {
            "rule": one.rule.id, "severity": one.severity.value, "what": window_words(one.what("vi")),
            "remedy": one.in_form("vi"),
        }
        for one in seen.findings
    ]  # fmt: skip
    if seen.facts is None or has_errors(seen.findings):
        return {"ok": False, "findings": findings}
    facts = seen.facts
    keep_thumb(request.cache, request.path, facts.sha256)
    return {
        "ok": True, "findings": findings, "sha256": facts.sha256, "kind": facts.kind, "width": facts.width,
        "height": facts.height, "guess": camera_notes(request.path),
    }  # fmt: skip
