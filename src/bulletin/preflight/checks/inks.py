"""What the checks on inks share: a colour in words, and why plates do not matter to some files."""

from __future__ import annotations

from bulletin.pdf.walk.drawn import Paint
from bulletin.preflight.subject import InspectedFile, NotRun, not_applicable

PLATES = ("Chỉ bản gửi nhà in mới tách bản kẽm.", "Only press files are separated into plates.")
TRACE = 0.005
"""Share of an ink (0 … 1) that is no more than rounding."""


def press_only(subject: InspectedFile) -> NotRun | None:
    """Why a check of plates does not apply; None for a press file."""
    return None if subject.limits.press else not_applicable(*PLATES)


def inks_in_words(paint: Paint) -> str:
    """`C60 M50 Y50 K100`, with spot inks by name."""
    if paint.inks is None:
        return f"{paint.space} {' '.join(f'{value:g}' for value in paint.values)}".strip()
    parts = [f"{letter}{ink * 100:.0f}" for letter, ink in zip("CMYK", paint.inks, strict=True)]
    return " ".join([*parts, *(f"{name} {tint * 100:.0f}" for name, tint in paint.spots)])
