"""Blocks as Markdown of the subset that articles have: what was text stays text, emphasis, lists and tables stay."""

from __future__ import annotations

import itertools
import re
import unicodedata
from collections.abc import Mapping, Sequence

from bulletin.importing.document import SourceParagraph, SourceTable
from bulletin.importing.find.lines import SourceLine, cell_texts, clean
from bulletin.importing.find.typed import with_typed_lists
from bulletin.lazy import dataclass
from bulletin.text.vietnamese.tokens import addresses
from bulletin.text.vietnamese.words import INVISIBLE

_SIGNS = re.compile(r"[\\`*_\[\]<>~|$&]|(?<==)=|(?<=\()\b\B")
_STARTS = re.compile(
    r"(?P<lead>\s*)(?P<sign>#{1,6}(?=\s|$|[^\s#])|[-+](?=\s|$)|:{1,3}(?=\s|:|$)|=+\s*$|-{2,}\s*$|\d{1,9}(?=[.)](?:\s|$)))"
)
_WORD = re.compile(r"[\u0300-\u036f]*(?:[^\W_][\u0300-\u036f]*)+")
_GONE = re.compile(f"[{INVISIBLE}]")
_STOP = re.compile(r"[.!?…:;][”’\"')\]]*\Z")
_VERSE = 60
_ADDRESS = re.compile(
    r"@|://|www\.|:\s*$|^\W+$|\d{3}[ .]?\d{3}|\d{1,2}/\d"
    r"|\b(?:ĐT|SĐT|Tel|Fax|Email|Điện thoại|Địa chỉ|Tổ|Thôn|Phường|Số) ?[:\d]",
    re.I,
)
"""Signs of an address, a list of dates or the end of a letter; no line of verse has them."""
_SUBHEAD = 110
_LABEL = re.compile(r"\d{1,9}[.)]")


@dataclass(frozen=True, slots=True)
class BodyText:
    """The text; `guesses` say which sub-heads, verses, lists and talks were told by one sign."""

    text: str
    guesses: tuple[str, ...] = ()


def to_markdown(lines: Sequence[SourceLine], placed: Mapping[int, str]) -> BodyText:
    """The body of a story.

    Args:
        lines: its blocks in order, without title, standfirst, captions and byline.
        placed: the id of each photo by the number of its line.
    """
    parts: list[tuple[str, bool]] = []
    lines, guesses = with_typed_lists(lines)
    forms = _forms(lines)
    for at, line in enumerate(lines):
        if line.number in placed:
            parts.append((f"![[{placed[line.number]}]]", False))
        elif isinstance(line.block, SourceTable):
            parts += [(table, False) for table in [_table(line.block)] if table]
            if any(cell.columns > 1 or cell.rows > 1 for row in line.block.rows for cell in row):
                guesses.append("bảng có ô gộp: chữ ở ô đầu, các ô còn lại để trống")
        elif forms[at] is not None:
            parts = _with_block(parts, line, forms[at], guesses, goes_on=at > 0 and forms[at - 1] == forms[at] == "thơ")
        elif isinstance(line.block, SourceParagraph) and line.text:
            parts.append(_paragraph(line, lines[at + 1 : at + 2], guesses))
    text = ""
    for part, (now, item) in enumerate(parts):
        if part:
            text += "\n" if item and parts[part - 1][1] else "\n\n"
        text += now
    return BodyText(text, tuple(guesses))


def _paragraph(line: SourceLine, after: Sequence[SourceLine], guesses: list[str]) -> tuple[str, bool]:
    """One paragraph, and whether it is an item of a list."""
    assert isinstance(line.block, SourceParagraph)
    if line.heading and len(line.text) <= 2 * _SUBHEAD:
        return f"## {' '.join(escaped(line.text).split())}", False
    item = line.block.item
    if item is not None:
        text = emphasised(line).replace("\n", " ")
        if item.ordered and (item.number is not None or _LABEL.fullmatch(item.label)):
            number = item.number if item.number is not None else int(item.label[:-1])
            if not item.label or _LABEL.fullmatch(item.label):
                return f"{number}. {text}", True
        if item.ordered and item.label:
            return at_start(f"{escaped(item.label)} {text}"), False
        return f"- {text}", True
    short = (
        len(line.text) <= _SUBHEAD
        and "\n" not in line.text
        and not _STOP.search(line.text)
        and "," not in line.text[-1:]
    )
    if (
        short
        and line.bold
        and after
        and after[0].paragraph
        and not after[0].bold
        and len(after[0].text) > len(line.text)
    ):
        guesses.append(f"“{line.text}” (cả dòng chữ đậm) là tít xen")
        return f"## {escaped(line.text)}", False
    return _lines(emphasised(line)), False


def _forms(lines: Sequence[SourceLine]) -> list[str | None]:
    """By line, the block that its rows are: verse, lines of another kind, or none. A couplet goes with its poem."""
    forms = [_form(line, 3) for line in lines]
    for at in (*range(len(lines)), *reversed(range(len(lines)))):
        if forms[at] is None and "thơ" in forms[max(0, at - 1) : at + 2]:
            forms[at] = "thơ" if _form(lines[at], 2) == "thơ" else None
    return forms


def _form(line: SourceLine, least: int) -> str | None:
    """The block of a paragraph of at least so many short rows."""
    rows = line.text.split("\n")
    plain = isinstance(line.block, SourceParagraph) and line.block.item is None and not line.heading
    if not plain or len(rows) < least or any(len(row) > _VERSE for row in rows):
        return None
    return "dòng" if any(_ADDRESS.search(row) for row in rows) else "thơ"


def _with_block(
    parts: list[tuple[str, bool]], line: SourceLine, form: str | None, guesses: list[str], *, goes_on: bool
) -> list[tuple[str, bool]]:
    """The parts with one more block of lines; a stanza goes into the poem before it."""
    text = "\n".join(at_start(row) for row in emphasised(line).split("\n"))
    if goes_on and parts and parts[-1][0].endswith("\n:::"):
        return [*parts[:-1], (parts[-1][0].removesuffix(":::") + f"\n{text}\n:::", False)]
    kind = "thơ" if form == "thơ" else "địa chỉ hoặc danh mục"
    guesses.append(f"các dòng ngắn “{line.text.partition(chr(10))[0]}…” là {kind}, giữ nguyên từng dòng")
    return [*parts, (f"::: {form}\n{text}\n:::", False)]


def _lines(text: str) -> str:
    """SourceLine ends inside of a paragraph: a new paragraph behind a sentence, else a line break that stays."""
    rows = text.split("\n")
    made = at_start(rows[0])
    for before, row in itertools.pairwise(rows):
        bare = re.sub(r"[*]+\Z", "", before)
        made += ("\n\n" if _STOP.search(bare) else "\\\n") + at_start(row)
    return made


def escaped(text: str) -> str:
    """Text whose signs mean themselves; addresses stay as they are, since nothing in them is read as a sign."""
    spans = [(start, end) for start, end, *_ in addresses(text)] if "." in text or "@" in text else []
    made, at = "", 0
    for match in _SIGNS.finditer(text):
        if any(start <= match.start() < end for start, end in spans) and match.group() not in "\\<>|`":
            continue
        made += text[at : match.start()] + "\\" + match.group()
        at = match.end()
    return made + text[at:]


def at_start(text: str) -> str:
    """A line that begins no heading, list, rule or block."""
    match = _STARTS.match(text)
    if match is None:
        return text
    if match["sign"].isdigit():
        return f"{text[: match.end()]}\\{text[match.end() :]}"
    return f"{text[: match.start('sign')]}\\{text[match.start('sign') :]}"


def emphasised(line: SourceLine) -> str:
    """The paragraph with `**bold**` and `*italic*`, which begin and end at words.

    A whole paragraph in bold or italic keeps it. Emphasis of a part of a word becomes that of the word, since the
    subset reads a star inside of a word as a star.
    """
    text, looks = _letters(line)
    for match in _WORD.finditer(text):
        part = looks[match.start() : match.end()]
        if len(set(part)) > 1:
            both = (any(bold for bold, _ in part), any(italic for _, italic in part))
            looks[match.start() : match.end()] = [both] * len(part)
    made, at = "", 0
    for start, end, look in _spans(text, looks):
        sign = "*" * (2 * look[0] + look[1])
        made += escaped(text[at:start]) + sign + escaped(text[start:end]) + sign
        at = end
    return made + escaped(text[at:])


def _letters(line: SourceLine) -> tuple[str, list[tuple[bool, bool]]]:
    """The characters of a paragraph with the look of each, blanks and line ends in order."""
    text = ""
    looks: list[tuple[bool, bool]] = []
    for run in line.runs:
        piece = _GONE.sub("", unicodedata.normalize("NFC", run.text)).replace("\u00a0", " ").replace("\t", " ")
        for letter in piece:
            if letter == " " and (not text or text[-1] in " \n"):
                continue
            if letter == "\n" and text[-1:] == " ":
                text, looks = text[:-1], looks[:-1]
            text += letter
            looks.append((run.bold, run.italic))
    begin, end = len(text) - len(text.lstrip()), len(text.rstrip())
    return text[begin:end], looks[begin:end]


def _spans(text: str, looks: Sequence[tuple[bool, bool]]) -> list[tuple[int, int, tuple[bool, bool]]]:
    """Where emphasis begins and ends: at the first and the last letter of each stretch of one look on one line."""
    found: list[tuple[int, int, tuple[bool, bool]]] = []
    start = last = -1
    look = (False, False)
    for match in _WORD.finditer(text):
        now = looks[match.start()]
        if start >= 0 and (now != look or "\n" in text[last : match.start()]):
            found.append((start, last, look))
            start = -1
        if start < 0 and now != (False, False):
            start, look = match.start(), now
        last = match.end()
    if start >= 0:
        found.append((start, last, look))
    return found


def _table(table: SourceTable) -> str:
    """A table; the first row is its head. A table without words is none."""
    rows = [[_cell(text) for text in row] for row in cell_texts(table)]
    width = max((len(row) for row in rows), default=0)
    if not any(any(row) for row in rows):
        return ""
    rows = [[*row, *[""] * (width - len(row))] for row in rows]
    lines = [f"| {' | '.join(row)} |" for row in rows]
    return "\n".join([lines[0], f"|{' --- |' * width}", *lines[1:]])


def _cell(text: str) -> str:
    return escaped(_GONE.sub("", clean(text)).replace("\n", " "))
