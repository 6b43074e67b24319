"""Files of the cache as this package uses them; how they are written and verified is `runtime.cache`'s business."""

from __future__ import annotations

from bulletin.runtime.cache import (
    keep,
    keep_sealed,
    mark_used,
    read_marked,
    read_sealed,
    read_verified,
    sha256,
    write_whole,
)

__all__ = [
    "keep", "keep_sealed", "mark_used", "read_marked", "read_sealed", "read_verified", "sha256", "write_whole",
]  # fmt: skip
