"""The output intents of a press file and the profiles in them."""

from __future__ import annotations

import pikepdf

from bulletin.pdf.unpack import UNREADABLE, TooMuch, unpacked


def press_intents(pdf: pikepdf.Pdf) -> list[pikepdf.Object]:
    """The output intents of subtype GTS_PDFX."""
    listed = pdf.Root.get("/OutputIntents")
    if not isinstance(listed, pikepdf.Array):
        return []
    return [
        item for item in listed
        if isinstance(item, pikepdf.Dictionary) and item.get("/S") == pikepdf.Name.GTS_PDFX
    ]  # fmt: skip


def profile_of(intent: pikepdf.Object) -> bytes | None:
    """The embedded ICC profile of an output intent."""
    stream = intent.get("/DestOutputProfile")
    try:
        data = unpacked(stream) if isinstance(stream, pikepdf.Stream) else b""
    except (TooMuch, *UNREADABLE):
        data = b""
    return data if len(data) >= 128 else None
