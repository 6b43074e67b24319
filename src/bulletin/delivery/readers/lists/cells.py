"""The addresses in one cell, however an office typed them. What could mean two things is refused, not guessed."""

from __future__ import annotations

import re
from dataclasses import field
from urllib.parse import unquote

from bulletin.delivery.readers.values import AddressError, normalise_address, plain_signs
from bulletin.errors import Text
from bulletin.lazy import dataclass, pattern

LONGEST_CELL = 2000
MOST_ADDRESSES = 20
LONGEST_NAME = 120

FORMULA = Text(
    "ô là công thức chưa có kết quả; mở tệp bằng Excel, bấm Save rồi nhập lại",
    "the cell is a formula without a stored result; open the file in Excel, save it and import again",
)
ERROR_VALUE = Text("ô báo lỗi của bảng tính (#N/A, #REF! …)", "the cell holds an error of the spreadsheet (#N/A …)")
TOO_LONG = Text("ô quá dài, có thể thiếu dấu nháy hoặc dán nhầm", "the cell is too long for addresses")
TOO_MANY = Text(f"ô có hơn {MOST_ADDRESSES} địa chỉ", f"the cell holds more than {MOST_ADDRESSES} addresses")
BLANK_INSIDE = Text(
    "có dấu cách bên trong, không rõ đâu là địa chỉ; viết dạng: Họ Tên <a@b.example>",
    "a blank is inside, so what belongs to the address is unclear; write: Name <a@b.example>",
)

_PLAIN = pattern(r"[A-Za-z0-9_+-]+(?:\.[A-Za-z0-9_+-]+)*@[a-z0-9]+(?:-[a-z0-9]+)*(?:\.[a-z0-9]+)*\.[a-z]{2,}")
"""An address as nearly all are: it needs no second look."""
_ERROR = pattern(r"#(?:N/A|REF!|VALUE!|NAME\?|DIV/0!|NULL!|NUM!|SPILL!|CALC!|GETTING_DATA)", re.I)
_ANGLE = pattern(r"([^<>]*)<\s*([^<>]*?)\s*>")
_QUOTED = pattern(r'"([^"]*)"\s*$')
_SPLIT = pattern(r"[;,\n\r\t|、]|\s+/\s+|\s(?:và|hoặc|and|or)\s")
_LABEL = pattern(r"^(?:địa chỉ\s+)?(?:e-?mail|g?mail|thư điện tử|hộp thư|thư)\s*[:：-]\s*", re.I)
_ASIDE = pattern(r"\([^()@]*\)|\s[-–—]\s[^@]*$")
_BY_AT = pattern(r"\s*@\s*")
_BY_DOT = pattern(r"(@[^\s@]*?)(?:\s+\.\s*|\.\s+)(?=[a-z]{2,}(?:[\s.]|$))", re.I)
_EDGE = " \t.,;:'\"()[]{}<>«»“”‘’`*"
_NONE = pattern(r"[-–—_.…/\\xX0\s]*|n/?a|none|không(?: có)?|k|ko|kg|khong(?: co)?|chưa(?: có)?|chua(?: co)?", re.I)
_PHONE = pattern(r"(?:(?:đt|sđt|tel|zalo|di động)\s*[:.]?\s*)?\+?[\d\s().-]{6,}", re.I)


@dataclass(frozen=True, slots=True)
class CellAddresses:
    """What a cell gave: addresses with the name typed beside each, and what could not be used."""

    found: tuple[tuple[str, str], ...] = ()
    problems: tuple[Text, ...] = ()


@dataclass(slots=True)
class _Findings:
    found: dict[str, str] = field(default_factory=dict)
    problems: list[Text] = field(default_factory=list)

    def take(self, typed: str, name: str = "") -> None:
        try:
            address = normalise_address(typed)
        except AddressError as error:
            self.problems.append(error.reason)
        else:
            self.found.setdefault(address, name)


def addresses_in(cell: str) -> CellAddresses:
    """Every address of a cell: `a@b; c@d`, `Tên <a@b>`, `mailto:a@b`, full-width signs and stray blanks."""
    if _PLAIN.fullmatch(cell) and len(cell) <= 64:
        return CellAddresses(((cell, ""),))
    if not cell.strip():
        return CellAddresses()
    if refusal := _unfit(cell):
        return CellAddresses((), (refusal,))
    text = plain_signs(cell)
    if _NONE.fullmatch(text):
        return CellAddresses()
    made = _Findings()
    rest = _ANGLE.sub(lambda match: _angled(match, made), text) if "<" in text else text
    for piece in _SPLIT.split(rest):
        _piece(piece, made)
    if len(made.found) > MOST_ADDRESSES:
        return CellAddresses((), (TOO_MANY,))
    return CellAddresses(tuple(made.found.items()), tuple(dict.fromkeys(made.problems)))


def clean_name(typed: str) -> str:
    """A name on one line without control signs; a formula is no name."""
    text = plain_signs(typed)
    if not text.isprintable():
        text = "".join(sign if sign.isprintable() else " " for sign in text)
    text = " ".join(text.split())
    return "" if is_formula(text) or _NONE.fullmatch(text) else text


def is_formula(cell: str) -> bool:
    """Whether a cell holds a formula, or an error of the spreadsheet, where words are expected."""
    text = plain_signs(cell)
    return text.startswith("=") or _ERROR.fullmatch(text) is not None


def _unfit(cell: str) -> Text | None:
    start = cell.lstrip()[:20]
    if start.startswith("="):
        return FORMULA
    if _ERROR.match(start):
        return ERROR_VALUE
    return TOO_LONG if len(cell) > LONGEST_CELL else None


def _angled(match: re.Match[str], made: _Findings) -> str:
    """Take `Tên <a@b>` out of the text; what comes before the name stays."""
    before, inside = match.groups()
    if "@" not in inside:
        return before
    # The name is what follows the last separator; it may itself be after another address.
    quoted = _QUOTED.search(before)
    parts = [before[: quoted.start()], quoted[1]] if quoted else re.split(r"[;\n\r\t|、,]", before)
    name = clean_name(parts[-1].strip(_EDGE))
    kept = ";".join(parts[:-1])
    if "@" in name:
        kept, name = before, ""
    made.take(_bare(inside), name)
    return f"{kept};"


def _piece(piece: str, made: _Findings) -> None:
    """One piece between separators: an address, several with blanks between them, or words that are none."""
    text = _bare(_ASIDE.sub(" ", piece))
    if not text or _NONE.fullmatch(text) or (_PHONE.fullmatch(text) and "@" not in text):
        return
    if text.count("@") == 1:
        text = _BY_DOT.sub(r"\1.", _BY_AT.sub("@", text))
    words = text.split()
    if len(words) == 1 or "@" not in text:
        made.take(text)
    elif all(word.count("@") == 1 for word in words):
        for word in words:
            made.take(_bare(word))
    else:
        made.problems.append(BLANK_INSIDE)


def _bare(typed: str) -> str:
    """An address without what is around it: brackets, quotation marks, `Email:`, `mailto:` and its options."""
    text = _LABEL.sub("", typed.strip(_EDGE)).strip(_EDGE)
    if text[:7].lower() == "mailto:":
        text = unquote(text[7:].partition("?")[0]).strip(_EDGE)
    return text
