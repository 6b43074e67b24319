"""Rules about punctuation: R6, R7, R9 blanks around signs, R10 ellipsis, R20 dashes, R37 abbreviations."""

from __future__ import annotations

import re
from collections.abc import Iterator

from bulletin.lazy import pattern
from bulletin.text.rules.pairs import closing_quotes, opening_quotes
from bulletin.text.rules.rule import Edit, TextRule
from bulletin.text.vietnamese import words
from bulletin.text.vietnamese.syllable import is_syllable
from bulletin.text.vietnamese.tokens import addresses, outside

_NO_SPACE_BEFORE = pattern(
    r"(?<=[^\s|])[ ]+(?="
    r"[,;](?!\d)|[?”]|…(?!\w)|!(?!\[)"
    r"|\.(?![\w./\\])|:(?![\w/\\():-])"
    r"|[)\]])"
)
_BLANK_AND_SIGN = tuple(f" {sign}" for sign in ",;?…”!.:)]")
_SPACE_AFTER = pattern(r"[,;!?](?=[^\W\d_“])(?<=[\w)\]”’%].)(?<!_.)")
_ENTITY = pattern(r"&#?\w+\Z")
_INSIDE = pattern(r"(?<=[(\[“])[ ]+(?=[^\s)\]”|])")
_DOTS = pattern(r"(?:(?<=[^\s|])[ ]+)?(?<![./\\])\.\.\.(?![./\\])")
_TO_FILL_IN = pattern(r"(?<!\w)(?:ngày|tháng|năm|số|lớp|giờ|ngõ|tổ|thôn|khu|phường|xã)[ ]*\Z", re.IGNORECASE)
_MORE_DOTS = pattern(r"[ ]*(?:\.\.\.|…)")
_DASH_LEFT = pattern(r"([–—])(?=[^\W\d_“‘(])(?!\w+/)(?<=[^\s|(\[“‘–—] .)")
_DASH_RIGHT = pattern(r"([–—])(?=[ ]+[^\s–—|])(?<=[\w”’)\]…%°].)")
_STOP_AND_NAME = pattern(rf"\.(?=[{words.UPPER}][{words.UPPER}{words.LOWER}])")
_ABBREVIATION = pattern(rf"(?<!\w)(?:{'|'.join(words.SPACED_ABBREVIATIONS)})\.\Z")
_ABBREVIATION_NEXT = pattern(rf"(?:{'|'.join(words.SPACED_ABBREVIATIONS)})\.")
_WORD = pattern(r"[^\W\d_]+")
_PLAIN_CAPITALS = pattern(r"[A-Z]+(?![^\W\d_])")


def no_space_before(text: str, _multiline: bool = False) -> Iterator[Edit]:
    """R6: signs that close stand right after the word. Ratios, times and `.docx`-like words are left alone."""
    if not any(pair in text for pair in _BLANK_AND_SIGN):
        return
    edits: list[Edit] = []
    for match in _NO_SPACE_BEFORE.finditer(text):
        before, sign = text[match.start() - 1], text[match.end()]
        if _stays(text, match, before, sign):
            continue
        parts_addresses = sign in ",;" and text[match.end() + 1 : match.end() + 2].isalpha()
        if parts_addresses and any(end == match.start() for _start, end in addresses(text)):
            edits.append((match.start(), match.end() + 1, f"{sign} "))
        else:
            edits.append((match.start(), match.end(), ""))
    yield from outside(text, _without_open(text, edits))


def _stays(text: str, match: re.Match[str], before: str, sign: str) -> bool:
    """Whether a blank before a sign is wanted, or it is not certain what was meant."""
    rest = text[match.end() + 1 : match.end() + 12]
    if before in "([“" and sign in ")]”":
        return True
    if sign == ":" and before.isdigit() and rest[:2].strip()[:1].isdigit():
        return True
    if sign in ".,;" and before.isdigit() and rest.lstrip(" ")[:1].isdigit():
        return True
    if sign == "…":
        return (
            before in ".…:"
            or rest.startswith("…")
            or _TO_FILL_IN.search(text, max(0, match.start() - 8), match.end()) is not None
        )
    return False


def _without_open(text: str, edits: list[Edit]) -> list[Edit]:
    """The edits before closing quotes that do close something; a `”` typed for an opening one keeps its blank."""
    if not any(text[end : end + 1] == "”" for _start, end, _new in edits):
        return edits
    closing = closing_quotes(text)
    return [
        edit for edit in edits
        if text[edit[1] : edit[1] + 1] != "”"
        or (edit[1] in closing and not text[edit[1] + 1 : edit[1] + 2].isalnum())
    ]  # fmt: skip


def space_after(text: str, _multiline: bool = False) -> Iterator[Edit]:
    """R7: a space between `, ; ! ?` and the word that follows."""
    edits = []
    for match in _SPACE_AFTER.finditer(text):
        entity = match.group() == ";" and _ENTITY.search(text, max(0, match.start() - 9), match.start())
        if not entity and not _of_a_number(text, match.start()):
            edits.append((match.end(), match.end(), " "))
    yield from outside(text, edits)


def _of_a_number(text: str, at: int) -> bool:
    """Whether a comma may belong to a figure (`3,x`) or to a list of single capitals (`N,N-dimetyl`)."""
    after = _WORD.match(text, at + 1)
    word = after.group() if after is not None else ""
    if text[at - 1].isdigit():
        return len(word) < 2 or not is_syllable(word)
    alone = not text[max(0, at - 2) : at - 1].isalnum()
    return text[at - 1].isupper() and alone and len(word) == 1 and word.isupper()


def inside(text: str, _multiline: bool = False) -> Iterator[Edit]:
    """R9: no blank after an opening bracket or quote (before a closing one it is R6).

    Inside of an open quote a second `“` opens nothing (`“Dân vận khéo “ năm`).
    """
    edits = [(match.start(), match.end(), "") for match in _INSIDE.finditer(text)]
    if any(text[start - 1] == "“" for start, _end, _new in edits):
        opening = opening_quotes(text)
        edits = [edit for edit in edits if text[edit[0] - 1] != "“" or edit[0] - 1 in opening]
    yield from outside(text, edits)


def brackets(text: str, _multiline: bool = False) -> Iterator[Edit]:
    """R9 on both sides."""
    if not any(pair in text for pair in ("( ", "[ ", "“ ", " )", " ]", " ”")):
        return
    closing = [edit for edit in no_space_before(text) if text[edit[1]] in ")]”"]
    yield from sorted([*inside(text), *closing])


def ellipsis(text: str, _multiline: bool = False) -> Iterator[Edit]:
    """R10: exactly three full stops are an ellipsis; more of them are a line to fill in or a slip, and stay.

    Dots glued to the word behind them (`Trường ...Với`) open it and keep the blank before; dots to be filled in
    (`ngày ... tháng ...`) and two ellipses in a row stay as typed.
    """
    if "..." in text:
        edits = []
        for match in _DOTS.finditer(text):
            dots = match.end() - 3
            before = text[: match.start()][-2:].rstrip(" ")
            if (before.endswith((".", "…")) and dots > match.start()) or _MORE_DOTS.match(text, match.end()):
                continue
            if _TO_FILL_IN.search(text, max(0, match.start() - 8), match.start()):
                continue
            blank, sign = outside(text, [(match.start(), dots, "")]), outside(text, [(dots, match.end(), "…")])
            if sign:
                opens = text[match.end() : match.end() + 1].isalnum()
                edits.append((match.start() if blank and not opens else dots, match.end(), "…"))
        yield from edits


def dashes(text: str, _multiline: bool = False) -> Iterator[Edit]:
    """R20: a dash with a blank on one side only gets the other. Not before figures (minus) or at a line start."""
    if "–" not in text and "—" not in text:
        return
    left = [(match.start(1) + 1, match.start(1) + 1, " ") for match in _DASH_LEFT.finditer(text)]
    right = [
        (match.start(1), match.start(1), " ") for match in _DASH_RIGHT.finditer(text) if _between_words(text, match)
    ]
    yield from outside(text, sorted(left + right))


def _between_words(text: str, match: re.Match[str]) -> bool:
    """Whether the dash parts words and is not the middle of a range such as `2021– 2025`."""
    after = text[match.end() :].lstrip(" ")[:1]
    return not (after.isdigit() and text[match.start(1) - 1].isdigit())


def abbreviations(text: str, _multiline: bool = False) -> Iterator[Edit]:
    """R37: `TP.Hải Phòng` gets its space; `TP.HCM` and `PGS.TS.` are units of their own."""
    edits = [
        (match.end(), match.end(), " ")
        for match in _STOP_AND_NAME.finditer(text)
        if _ABBREVIATION.search(text, max(0, match.end() - 7), match.end())
        and not _PLAIN_CAPITALS.match(text, match.end())
        and not _ABBREVIATION_NEXT.match(text, match.end())
    ]
    yield from outside(text, edits)


_R6 = TextRule(
    "R6", "S",
    "Không có dấu cách trước các dấu , . ; : ! ? … ) ] ”",
    "No space before closing punctuation.",
    "hội nghị , đại biểu", "hội nghị, đại biểu", no_space_before,
)  # fmt: skip
_R7 = TextRule(
    "R7", "S",
    "Có dấu cách sau các dấu , ; ! ? khi tiếp theo là chữ.",
    "A space after a comma, semicolon, exclamation or question mark before a word.",
    "quận,phường", "quận, phường", space_after,
)  # fmt: skip
_R9 = TextRule(
    "R9", "S",
    "Không có dấu cách ở mặt trong của ngoặc đơn, ngoặc vuông và ngoặc kép.",
    "No space inside brackets and quotation marks.",
    "( mô hình )", "(mô hình)", brackets,
)  # fmt: skip
_R10 = TextRule(
    "R10", "S",
    "Ba dấu chấm liền nhau thành dấu ba chấm, viết sát chữ đứng trước.",
    "Three full stops become an ellipsis, close to the word before.",
    "thông minh ...", "thông minh…", ellipsis,
)  # fmt: skip
_R20 = TextRule(
    "R20", "S",
    "Dấu gạch ngang giữa câu có dấu cách ở cả hai bên.",
    "A dash between words has a space on both sides.",
    "Kiên –Chủ tịch", "Kiên – Chủ tịch", dashes,
)  # fmt: skip
_R37 = TextRule(
    "R37", "S",
    "Có dấu cách sau TP., Q., P., ThS., TS. và các chữ viết tắt tương tự.",
    "A space after TP., Q., P., ThS., TS. and the like.",
    "TP.Hải Phòng", "TP. Hải Phòng", abbreviations,
)  # fmt: skip

SPACING_RULES = (_R6, _R7, _R9)
SIGN_RULES = (_R10, _R20, _R37)
