"""The child process that opens drawings and fonts of a publication: a hostile one ends it and nothing else."""

from __future__ import annotations

import tempfile
from collections.abc import Mapping
from pathlib import Path
from typing import Any

from bulletin.errors import Finding, has_errors
from bulletin.lazy import dataclass
from bulletin.runtime.progress import Progress
from bulletin.runtime.wire import Request


@dataclass(frozen=True, slots=True, kw_only=True)
class OwnFileRequest(Request):
    """Look at a drawing or a font that came as `path`; `name` is what people call it."""

    path: Path
    cache: Path
    name: str
    font: bool


def own_file_job(order: Mapping[str, object], report: Progress) -> dict[str, Any]:
    """Child entry: `ok`, and `findings` in words."""
    request = OwnFileRequest.from_wire(order)
    found = _font(request) if request.font else _drawing(request)
    said = [
        {"rule": one.rule.id, "severity": one.severity.value, "what": one.what("vi"), "remedy": one.in_form("vi")}
        for one in found
    ]
    return {"ok": not has_errors(found), "findings": said}


def _drawing(request: OwnFileRequest) -> tuple[Finding, ...]:
    from bulletin.assets.drawing import Drawing, read_drawing

    made = read_drawing(request.path.read_bytes(), request.name)
    return () if isinstance(made, Drawing) else made


def _font(request: OwnFileRequest) -> tuple[Finding, ...]:
    """Judged as it would be in the office's folder of fonts, where it is alone."""
    from bulletin.assets.fonts.load import load_fonts

    with tempfile.TemporaryDirectory(dir=request.cache) as place:
        (Path(place) / request.name).write_bytes(request.path.read_bytes())
        return load_fonts(Path(place), request.cache).findings
