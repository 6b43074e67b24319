"""Text without markup: as it was pasted, or from a print view."""

from __future__ import annotations

import hashlib
import re

from bulletin.importing import rules
from bulletin.importing.document import Origin, SourceDocument, SourceKind, SourceParagraph, SourceRun
from bulletin.importing.limits import MIB, refusal
from bulletin.importing.readers.charset import decoded
from bulletin.importing.readers.context import Context

_EMPTY_LINES = re.compile(r"\n[ \t\u00a0]*(?:\n[ \t\u00a0]*)+")
_WRAPPED = 60
_LEAST_WRAPPED = 3


def read_text(data: bytes, context: Context, declared: str | None = None, kind: SourceKind = "text") -> SourceDocument:
    """The paragraphs of a text; raises InputError when it is too large."""
    if len(data) > context.budget.caps.text_bytes:
        raise refusal(rules.TOO_LARGE, context.file, limit=str(context.budget.caps.text_bytes // MIB))
    text, encoding = decoded(data, declared)
    paragraphs = []
    for at, (line, words) in enumerate(_paragraphs(text), 1):
        if at > context.budget.caps.blocks:
            limit = context.budget.caps.blocks
            context.tell(rules.CUT, what_vi=f"hơn {limit} đoạn", what_en=f"more than {limit} paragraphs")
            break
        paragraphs.append(SourceParagraph((SourceRun(words),), Origin(context.file, f"dòng {line}")))
    return SourceDocument(kind, context.file, hashlib.sha256(data).hexdigest(), tuple(paragraphs), encoding=encoding)


def _paragraphs(text: str) -> list[tuple[int, str]]:
    """Paragraphs with the numbers of their first lines.

    Empty lines divide them, and line breaks inside stay. Where there are no empty lines each line is a paragraph,
    unless all of them were cut at one width.
    """
    text = text.replace("\r\n", "\n").replace("\r", "\n").replace("\f", "\n\n").replace("\x00", "")
    made = []
    at = 0
    for gap in [*_EMPTY_LINES.finditer(text), None]:
        end = len(text) if gap is None else gap.start()
        made.append((text.count("\n", 0, at) + 1, text[at:end]))
        at = end if gap is None else gap.end()
    blocks = [(line + _leading(block), block.strip("\n").rstrip()) for line, block in made if block.strip()]
    if len(blocks) == 1 and not _wrapped(blocks[0][1]):
        first, block = blocks[0]
        return [(first + n, line.rstrip()) for n, line in enumerate(block.split("\n")) if line.strip()]
    return blocks


def _leading(block: str) -> int:
    return len(block) - len(block.lstrip("\n"))


def _wrapped(block: str) -> bool:
    """Whether a program has cut the lines at one width."""
    lines = [len(line.rstrip()) for line in block.split("\n")[:-1]]
    return len(lines) >= _LEAST_WRAPPED and min(lines) >= _WRAPPED and max(lines) <= min(lines) + 18
