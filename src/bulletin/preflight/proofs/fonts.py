"""The fonts of a finished file: embedded, subset, readable as text, allowed, and no glyph missing."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Collection, Iterator, Mapping

import pikepdf

from bulletin.errors import Finding
from bulletin.lazy import pattern
from bulletin.pdf.text.fonts import FontUses, descendant_of, missing_codes, postscript_name, program_of
from bulletin.preflight.proofs import rules

SUBSET = pattern(r"[A-Z]{6}\+(.+)", re.DOTALL)


def prove_fonts(uses: FontUses, allowed: Mapping[str, str]) -> Iterator[Finding]:
    """Findings on every font that shows text.

    Args:
        uses: the fonts and the glyphs that the pages use.
        allowed: the names that may occur, without subset tag (`Laid.fonts`): either the PostScript name in the embedded
            font itself, or the name that the PDF gives it.
    """
    for font in uses.fonts.values():
        values = {"font": font.name}
        if font.dictionary.get("/Subtype") == pikepdf.Name.Type3:
            yield Finding(rules.FONT_BITMAP, quote=font.name, values=values)
            continue
        tagged = SUBSET.fullmatch(font.name)
        name = tagged.group(1) if tagged else font.name
        program = program_of(descendant_of(font.dictionary))
        if not allowed_name(name, program or b"", allowed):
            yield Finding(rules.FONT_FOREIGN, quote=name, values=values)
        if program is None:
            yield Finding(rules.FONT_NOT_EMBEDDED, quote=font.name, values=values)
            continue
        if tagged is None:
            yield Finding(rules.FONT_NOT_SUBSET, quote=font.name, values=values)
        if "/ToUnicode" not in font.dictionary:
            yield Finding(rules.FONT_NO_TEXT, quote=font.name, values=values)
        missing = sorted(missing_codes(font, program))
        if missing:
            letters = "".join(font.text[code] for code in missing)
            yield Finding(rules.GLYPH_MISSING, quote=letters, values={**values, "letters": letters})


def allowed_name(name: str, program: bytes, allowed: Collection[str]) -> bool:
    """Whether a font is one of the layout's: by its name in the PDF, or by what the embedded font calls itself.

    Of the name in the PDF only letters and digits count, since editions write it without commas, blanks and accents.
    """
    return postscript_name(program) in allowed or _letters(name) in {_letters(item) for item in allowed}


def _letters(name: str) -> str:
    plain = unicodedata.normalize("NFKD", name.replace("đ", "d").replace("Đ", "D"))
    return "".join(sign for sign in plain if sign.isascii() and sign.isalnum())
