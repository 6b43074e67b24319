"""QR codes in `layout.yaml`."""

from __future__ import annotations

from bulletin.fields import spec
from bulletin.lazy import dataclass


@dataclass(frozen=True, slots=True, kw_only=True)
class Codes:
    """QR codes: wanted side in mm including the quiet zone; long addresses get a larger one."""

    size_mm: float = spec(
        vi="Cạnh mã QR (mm)", en="Side of a QR code, mm", default=16.0, minimum=15, maximum=60, example="16"
    )
    brief_size_mm: float = spec(
        vi="Cạnh mã QR của tin ngắn (mm)", en="Side of the QR code of a brief, mm", default=15.0,
        minimum=15, maximum=60, example="15",
    )  # fmt: skip
