"""Text of old encodings turned into Unicode: by the fonts of runs, else by words that only decode to syllables."""

from __future__ import annotations

from bulletin.importing.decode.document import decode_document

__all__ = ["decode_document"]
