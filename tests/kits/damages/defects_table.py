"""All damages in one table, and how one is done."""

from __future__ import annotations

import io

import defects_boxes
import defects_codes
import defects_colours
import defects_document
import defects_pictures
import defects_text
import pikepdf
from defects_kit import Damage, Facts, Harm

TABLES = (defects_boxes, defects_colours, defects_text, defects_pictures, defects_document, defects_codes)
DAMAGES: tuple[Damage, ...] = tuple(row for table in TABLES for row in table.ROWS)


REASONS: dict[str, str] = {
    "text-covered": "asked only of files without a layout to compare with; see test_preflight_checks_broken.py",
}
"""Rules that no damage of the table can raise, and why."""


def damaged(row: Damage, good: bytes, facts: Facts) -> bytes:
    """The file with one damage; the good bytes, saved again, when only the limits are damaged."""
    data = resave(good, row.harm, facts)
    return row.bytes_harm(data) if row.bytes_harm is not None else data


def resave(good: bytes, harm: Harm | None = None, facts: Facts | None = None) -> bytes:
    """The file as a damage saves it, so that all that differs from the good one is the damage."""
    out = io.BytesIO()
    with pikepdf.open(io.BytesIO(good)) as pdf:
        if harm is not None and facts is not None:
            harm(pdf, facts)
        # Object streams stay as they are: PDF/X-1a and PDF/A-1b know none.
        pdf.save(
            out,
            static_id=True,
            object_stream_mode=pikepdf.ObjectStreamMode.preserve,
            compress_streams=False,
            stream_decode_level=pikepdf.StreamDecodeLevel.none,
        )
    return out.getvalue()
