"""RTF without field instructions: a field may name any file of the computer, and LibreOffice puts it into the text.

Only links to addresses are left. What the author's program showed for a field is in the file beside the instruction
and stays.
"""

from __future__ import annotations

import re

_INSTRUCTION = re.compile(rb"\\fldinst(?![a-z])")
_LINK = re.compile(rb"(?:[\s{}]|\\[a-z]+-?\d* ?|\\\*)*HYPERLINK\s", re.I)
_STEP = re.compile(rb"[{}]|\\bin(\d{1,9}) ?|\\.", re.S)


def without_instructions(data: bytes) -> bytes:
    """The file with blanks, as many bytes, in place of every field instruction that is no link."""
    made = bytearray(data)
    for found in _INSTRUCTION.finditer(data):
        end = _group_end(data, found.end())
        if _LINK.match(data, found.end(), end) is None:
            made[found.end() : end] = b" " * (end - found.end())
    return bytes(made)


def _group_end(data: bytes, at: int) -> int:
    """Where the group ends that the position is in: its closing brace, or the end of the file."""
    depth = 0
    while (step := _STEP.search(data, at)) is not None:
        at = step.end() + int(step[1] or 0)
        if step[0] == b"{":
            depth += 1
        elif step[0] == b"}":
            if depth == 0:
                return step.start()
            depth -= 1
    return len(data)
