"""The picture of one pixel that stands for a photo while pages are laid out."""

from __future__ import annotations

import io

from PIL import Image


def placeholder(marker: bytes) -> bytes:
    """A 1 × 1 px grey JPEG whose comment segment holds `marker`; the page setter passes its bytes through untouched."""
    stream = io.BytesIO()
    Image.new("L", (1, 1), 200).save(stream, "JPEG", comment=marker)
    return stream.getvalue()
