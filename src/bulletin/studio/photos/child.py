"""The child process that opens photos: a broken or hostile file ends it and nothing else."""

from __future__ import annotations

import contextlib
import datetime as dt
import io
from collections.abc import Mapping
from pathlib import Path
from typing import Any

from bulletin.lazy import dataclass
from bulletin.runtime.progress import Progress
from bulletin.runtime.wire import Request

THUMB_PX = 640
_QUALITY = 82
_TAKEN, _ARTIST, _EXIF = 36867, 315, 0x8769


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
        _thumb(request.path, request.thumb)
    return {
        "ok": True, "findings": findings, "sha256": facts.sha256, "kind": facts.kind, "width": facts.width,
        "height": facts.height, "guess": _guess(request.path),
    }  # fmt: skip


def _thumb(path: Path, out: Path) -> None:
    """A small upright JPEG that says nothing of where it was taken."""
    from PIL import Image, ImageOps
    from pillow_heif import register_heif_opener

    from bulletin.runtime.files import atomic_write

    register_heif_opener()
    with Image.open(path) as picture:
        picture.draft("RGB", (THUMB_PX * 2, THUMB_PX * 2))
        upright = ImageOps.exif_transpose(picture)
        upright.thumbnail((THUMB_PX, THUMB_PX))
        made = io.BytesIO()
        upright.convert("RGB").save(made, "JPEG", quality=_QUALITY)
    out.parent.mkdir(parents=True, exist_ok=True)
    atomic_write(out, made.getvalue(), durable=False)


def _guess(path: Path) -> dict[str, str]:
    """Day and photographer as the camera noted them: guesses, since clocks and names of cameras are often wrong."""
    from PIL import Image
    from pillow_heif import register_heif_opener

    register_heif_opener()
    found: dict[str, str] = {}
    with contextlib.suppress(Exception), Image.open(path) as picture:
        noted = picture.getexif()
        taken = noted.get_ifd(_EXIF).get(_TAKEN) or ""
        with contextlib.suppress(ValueError):
            found["taken"] = f"{dt.datetime.strptime(str(taken)[:10], '%Y:%m:%d'):%d/%m/%Y}"
        artist = " ".join(str(noted.get(_ARTIST) or "").split())
        if 0 < len(artist) < 80 and artist.isprintable():
            found["credit"] = artist
    return found
