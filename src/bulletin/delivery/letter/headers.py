"""The policy by which heads of letters are written: what is a list header or an identifier is never encoded.

Both stock policies of the standard library fail here: the one for SMTP turns a long `List-Unsubscribe` into encoded
words and leaves the first line of `From` empty; with a longer line it writes encoded words over 75 characters.
"""

from __future__ import annotations

import base64
import re
import unicodedata
from collections.abc import Iterator
from email.policy import EmailPolicy

from bulletin.delivery.letter import rules
from bulletin.errors import Finding, InputError
from bulletin.lazy import pattern

WIDTH, WORD, LINE = 76, 75, 998
"""Longest line with an encoded word and longest encoded word (RFC 2047, 2), longest line at all (RFC 5322, 2.1.1)."""

_BEFORE, _AFTER = "=?utf-8?b?", "?="
_FRAME = len(_BEFORE) + len(_AFTER)
_PLAIN = frozenset((
    "list-id", "list-unsubscribe", "list-unsubscribe-post", "message-id", "auto-submitted", "date", "mime-version",
    "content-type", "content-transfer-encoding", "content-language", "return-path", "precedence",
))  # fmt: skip
_ADDRESSES = frozenset(("from", "to", "reply-to", "sender"))
_ATOMS = pattern(r"[A-Za-z0-9!#$%&'*+/=?^_`{|}~-]+( [A-Za-z0-9!#$%&'*+/=?^_`{|}~-]+)*")
_QUOTABLE = pattern(r"[\x20-\x7e]+")
_NAMED = pattern(r"(?P<name>.*?) ?<(?P<address>[^<>]*)>", re.S)


class LetterPolicy(EmailPolicy):
    """Folds what `letter_for` writes; the value of an address header is `Name <address>` with the name as it is read.

    Raises:
        InputError: a value holds a control character, or a plain header holds anything beyond ASCII.
    """

    def _fold(self, name: str, value: object, refold_binary: bool = False) -> str:
        """One header as its lines, each ending with the policy's line end."""
        text = unicodedata.normalize("NFC", str(value))
        refuse_controls(text, (f"Dòng {name} của thư", f"The header {name}"))
        return self.linesep.join(_lines(name, text)) + self.linesep

    def fold(self, name: str, value: object) -> str:
        return self._fold(name, value)

    def fold_binary(self, name: str, value: object) -> bytes:
        return self._fold(name, value).encode("utf-8" if self.utf8 else "ascii", "surrogateescape")


HEAD = LetterPolicy(linesep="\r\n")
UTF8_HEAD = LetterPolicy(linesep="\r\n", utf8=True)
"""For a reader whose own address is beyond ASCII; everything else stays encoded."""


def refuse_controls(text: str, field: tuple[str, str]) -> str:
    """The text itself.

    Raises:
        InputError: it holds CR, LF, NUL, another control character, or half of a surrogate pair.
    """
    for sign in text:
        if unicodedata.category(sign) in {"Cc", "Cs", "Zl", "Zp"}:
            values = {"field_vi": field[0], "field_en": field[1], "code": f"U+{ord(sign):04X}"}
            raise InputError([Finding(rules.CONTROL, values=values)])
    return text


def named(name: str, address: str) -> str:
    """The value of an address header, of a name whose blanks do not matter."""
    refuse_controls(name, ("Tên", "The name"))
    name = re.sub(r"\s+", " ", name).strip()
    return f"{name} <{address}>" if name else f"<{address}>"


def _lines(name: str, text: str) -> Iterator[str]:
    lowered = name.lower()
    if lowered in _PLAIN:
        yield from _plain(name, text)
    elif lowered in _ADDRESSES:
        yield from _address(name, text)
    else:
        yield from _filled(f"{name}:", _words(text, len(name) + 2))


def _plain(name: str, text: str) -> Iterator[str]:
    """Never encoded; folded only after a comma and only where a line is too long, so every address stays whole."""
    if not text.isascii():
        raise ValueError(f"{name} is ASCII by construction")
    yield from _filled(f"{name}:", re.split(r"(?<=,) ", text))


def _address(name: str, text: str) -> Iterator[str]:
    match = _NAMED.fullmatch(text)
    if match is None:
        raise ValueError(f"{name} is not of the form “Name <address>”")
    address = f"<{match['address']}>"
    words = _phrase(match["name"], len(name) + 2) if match["name"] else []
    yield from _filled(f"{name}:", [*words, address])


def _phrase(text: str, used: int) -> list[str]:
    """A display name as atoms, as one quoted string, or as encoded words."""
    parts = text.split(" ")
    if _ATOMS.fullmatch(text) and "=?" not in text and max(map(len, parts)) <= WIDTH // 2:
        return parts
    if _QUOTABLE.fullmatch(text) and "=?" not in text and len(text) <= WIDTH // 2 and text == text.strip():
        return ['"' + re.sub(r'(["\\])', r"\\\1", text) + '"']
    return list(_encoded(text, used))


def _words(text: str, used: int) -> list[str]:
    """A free text as words between which it may be folded, or as encoded words."""
    parts = text.split(" ")
    plain = _QUOTABLE.fullmatch(text) and "=?" not in text and all(parts) and max(map(len, parts)) <= WIDTH // 2
    return parts if plain or not text else list(_encoded(text, used))


def _encoded(text: str, used: int) -> Iterator[str]:
    """Encoded words that fill their lines; the first one has the name of the header before it.

    Marks that follow a letter stay in its word: some programs draw each word by itself.
    """
    clusters = re.findall(r"[^\u0300-\u036f][\u0300-\u036f]*|[\u0300-\u036f]+", text)
    room = _bytes_in(WIDTH - used)
    taken, length = list[str](), 0
    for cluster in clusters:
        pieces = [cluster] if len(cluster.encode()) <= 30 else list(cluster)
        for piece in pieces:
            size = len(piece.encode())
            if taken and length + size > room:
                yield _word("".join(taken))
                taken, length, room = [], 0, _bytes_in(WIDTH - 1)
            taken.append(piece)
            length += size
    if taken:
        yield _word("".join(taken))


def _bytes_in(columns: int) -> int:
    return (min(columns, WORD) - _FRAME) // 4 * 3


def _word(text: str) -> str:
    return f"{_BEFORE}{base64.b64encode(text.encode()).decode('ascii')}{_AFTER}"


def _filled(name: str, words: list[str]) -> Iterator[str]:
    """Lines of words that end before the limit; the first line is never empty."""
    line = name
    for number, word in enumerate(words):
        if number and len(line) + 1 + len(word) > WIDTH:
            yield line
            line = ""
        line += f" {word}"
    yield from _fitting([line])


def _fitting(lines: list[str]) -> list[str]:
    for line in lines:
        if len(line.encode()) > LINE:
            raise ValueError(f"a header line of {len(line)} octets")
    return lines
