"""The text of one paragraph of HTML: blanks as browsers show them, line breaks kept, runs of one look joined."""

from __future__ import annotations

import re
from collections import Counter
from dataclasses import field, replace

from bulletin.importing.document import SourceRun, Unprinted
from bulletin.importing.readers.web.look import WebLook
from bulletin.lazy import dataclass

_BLANKS = re.compile("[ \t\r\n\f]+")
_RAISED = str.maketrans("0123456789", "⁰¹²³⁴⁵⁶⁷⁸⁹")
_LOWERED = str.maketrans("0123456789", "₀₁₂₃₄₅₆₇₈₉")
_FEW_DIGITS = re.compile("[0-9]{1,3}")


@dataclass(slots=True)
class Lines:
    """Pieces of text as they come; `runs` makes the runs."""

    pieces: list[tuple[str, WebLook, tuple[str, ...]]] = field(default_factory=list)

    def add(self, text: str, look: WebLook, names: tuple[str, ...]) -> None:
        """Text as it is in the file."""
        if look.raised and _FEW_DIGITS.fullmatch(text.strip()):
            text = text.strip().translate(_RAISED if look.raised == "sup" else _LOWERED)
        self.pieces.append((text if look.verbatim else _BLANKS.sub(" ", text), look, names))

    def newline(self, look: WebLook) -> None:
        """A line break."""
        self.pieces.append(("\n", look, ()))

    def at_line_start(self) -> bool:
        """Whether nothing is on the present line yet."""
        for text, _, _ in reversed(self.pieces):
            if bare := text.rstrip(" "):
                return bare.endswith("\n")
        return True

    def ends_in_empty_line(self) -> bool:
        """Whether the last thing was a line break behind other text."""
        return bool(self.pieces) and self.at_line_start() and any(text.strip() for text, _, _ in self.pieces)

    def size_pt(self) -> float | None:
        """The size of most of the letters."""
        sizes: Counter[float] = Counter()
        for text, look, _ in self.pieces:
            if look.size_pt:
                sizes[look.size_pt] += len(text.strip())
        return sizes.most_common(1)[0][0] if sizes else None

    def runs(self) -> tuple[SourceRun, ...]:
        """The runs, without blanks at the ends of lines; empty when there is no text."""
        made: list[_Growing] = []
        before = "\n"
        for raw, look, names in self.pieces:
            text = raw
            if not look.verbatim:
                if before in " \n":
                    text = text.lstrip(" ")
                if text.startswith("\n") and before == " ":
                    _strip_last(made)
            if not text:
                continue
            before = text[-1]
            gone: Unprinted | None = "deleted" if look.deleted else "hidden" if look.hidden else None
            run = SourceRun("", look.font, look.bold, look.italic, look.href, gone, names)
            if made and _alike(made[-1].run, run, text):
                made[-1].texts.append(text)
            else:
                made.append(_Growing(run, [text]))
        return _trimmed([replace(one.run, text="".join(one.texts)) for one in made])


@dataclass(slots=True)
class _Growing:
    """A run while pieces are added to it; a page may have 100,000 of them in one paragraph."""

    run: SourceRun
    texts: list[str]


def _alike(one: SourceRun, other: SourceRun, text: str) -> bool:
    if text == "\n" and one.not_printed == other.not_printed:
        return True  # a line break has no look of its own
    return one == other


def _strip_last(made: list[_Growing]) -> None:
    """Take the blanks from the end."""
    while made:
        texts = made[-1].texts
        while texts and not (text := texts[-1].rstrip(" ")):
            texts.pop()
        if texts:
            texts[-1] = text
            return
        made.pop()


def _trimmed(made: list[SourceRun]) -> tuple[SourceRun, ...]:
    while made and not made[0].text.strip(" \n\t\r"):
        made.pop(0)
    while made and not made[-1].text.strip(" \n\t\r"):
        made.pop()
    if made:
        made[0] = replace(made[0], text=made[0].text.lstrip(" \n\r"))
        made[-1] = replace(made[-1], text=made[-1].text.rstrip(" \n\r\t"))
    return tuple(made)
