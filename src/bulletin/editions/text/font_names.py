"""The names of the fonts in a file: letters, digits and hyphens alone.

The text engine ends a family that ends with a digit with a comma (`Source-Sans-3,`), and an office's own font may hold
spaces or accents. Some machines of print shops take such a name for a list of fonts.
"""

from __future__ import annotations

import re
import unicodedata

import pikepdf
from pikepdf import Dictionary, Name

from bulletin.lazy import pattern
from bulletin.pdf.resources import all_resources, entries

_TAG = pattern(r"([A-Z]{6}\+)?(.*)", re.DOTALL)
_KEPT = pattern(r"[^A-Za-z0-9._-]+")


def clean(name: str) -> str:
    """A font's name as it is written in a file; the subset tag stays."""
    found = _TAG.fullmatch(name)
    tag, rest = (found[1] or "", found[2]) if found else ("", name)
    plain = unicodedata.normalize("NFKD", rest.replace("đ", "d").replace("Đ", "D"))
    plain = "".join(sign for sign in plain if not unicodedata.combining(sign))
    return tag + (_KEPT.sub("-", plain).strip("-.") or "Font")


def clean_fonts(pdf: pikepdf.Pdf) -> int:
    """Clean the names of every font of a file, all places of one font alike; returns how many were changed."""
    changed = 0
    for resources in all_resources(pdf):
        for font in entries(resources, "/Font"):
            inner = font.get("/DescendantFonts")
            parts = [font, *(inner if isinstance(inner, pikepdf.Array) else ())]
            for part in parts:
                changed += _clean(part, "/BaseFont")
                descriptor = part.get("/FontDescriptor")
                if isinstance(descriptor, Dictionary):
                    _clean(descriptor, "/FontName")
    return changed


def _clean(holder: pikepdf.Object, key: str) -> bool:
    name = holder.get(key)
    if not isinstance(name, Name):
        return False
    better = clean(str(name)[1:])
    if better == str(name)[1:]:
        return False
    holder[key] = Name(f"/{better}")
    return True
