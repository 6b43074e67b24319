"""Complete fonts under another name, as an office might have bought them."""

from __future__ import annotations

import io
from collections.abc import Callable
from typing import Any

from fontTools.ttLib import TTFont


def renamed(font: bytes, family: str, change: Callable[[Any], None] | None = None) -> bytes:
    """A font as another family, with something changed in it where that is asked for."""
    made = TTFont(io.BytesIO(font))
    for name_id, text in ((1, family), (4, f"{family} Regular"), (6, family.replace(" ", ""))):
        made["name"].setName(text, name_id, 3, 1, 0x409)
    if change is not None:
        change(made)
    out = io.BytesIO()
    made.save(out)
    return out.getvalue()
