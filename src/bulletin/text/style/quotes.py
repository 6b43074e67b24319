"""Quotation marks and stops beside them: R12 curly, R12b reversed, R13 inner, R14 stop and quote, R8, R48, R54."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from bulletin.lazy import dataclass, pattern
from bulletin.text.rules.rule import Edit
from bulletin.text.style.rule import Setting, StyleRule, blocks
from bulletin.text.vietnamese import words
from bulletin.text.vietnamese.syllable import is_syllable

_MARK = pattern('["“”]')
_INCHES = pattern(r"(?<!\d)\d{1,3}\Z")
"""A sign behind such a number is inches or seconds (`55"`, `5'30"`) where no quotation is open."""
_CURLY = pattern("[“”]")
_OPENS_AFTER = frozenset("([{“‘–—-/|:\n\t ")
_CLOSES_BEFORE = frozenset(")]}”’.,;:!?…–—-/|\n\t %")
_MARKS = '*_"'
"""Signs of emphasis and other quotation marks: a mark beside them is beside the word."""


def curly(text: str, setting: Setting) -> Iterator[Edit]:
    """R12: straight quotes that pair up by side, one quotation inside of another perhaps. Inches are none.

    A paragraph is taken as a whole, or with those around it where a quotation goes on in the next one.
    """
    if '"' not in text:
        return
    before: _Sides | None = None
    spans = [span for span in blocks(text, setting) if _MARK.search(text, *span)]
    following: list[_Sides | None] = [*(_sides(text, *span) for span in spans[1:]), None]
    for span, after in zip(spans, following, strict=True):
        sides = _sides(text, *span)
        goes_on = sides.left_open and after is not None and (after.comes_in or after.opens_first)
        came = sides.comes_in and before is not None and before.left_open
        if sides.paired or goes_on or came:
            yield from ((at, at + 1, side) for at, side in sides.straight)
        before = sides


def unpaired(text: str, setting: Setting) -> Iterator[tuple[int, str]]:
    """The first straight quote of every paragraph that R12 leaves, inches apart, and `“` or `”` for its side."""
    if '"' not in text:
        return
    done = {start for start, _end, _new in curly(text, setting)}
    for span in blocks(text, setting):
        sides = _sides(text, *span)
        if sides.unclear is not None:
            yield sides.unclear, "“"
        elif sides.straight and sides.straight[0][0] not in done:
            yield sides.lone or sides.straight[0]


@dataclass(frozen=True, slots=True)
class _Sides:
    """The straight quotes of a paragraph, each with the curly one that its side asks for, and all marks in order.

    `unclear` is the first one whose side cannot be told; then nothing of the paragraph is changed.
    """

    straight: tuple[tuple[int, str], ...] = ()
    marks: tuple[tuple[int, str], ...] = ()
    unclear: int | None = None
    opens_first: bool = False

    @property
    def paired(self) -> bool:
        """Whether the straight ones are in balance, alone or with the curly ones between them."""
        return any(_nested([side for _at, side in found]) for found in (self.straight, self.marks))

    @property
    def left_open(self) -> bool:
        """Whether just one quotation is not closed in the paragraph."""
        return bool(self.marks) and _nested([*(side for _at, side in self.marks), "”"])

    @property
    def comes_in(self) -> bool:
        """Whether a quotation is closed that was opened before the paragraph."""
        return bool(self.marks) and _nested(["“", *(side for _at, side in self.marks)])

    @property
    def lone(self) -> tuple[int, str] | None:
        """The straight quote without a partner."""
        opened: list[tuple[int, str]] = []
        lone: list[tuple[int, str]] = []
        for mark in self.marks:
            if mark[1] == "“":
                opened.append(mark)
            elif opened:
                opened.pop()
            else:
                lone.append(mark)
        return next((mark for mark in (*lone, *opened) if mark in self.straight), None)


def _sides(text: str, start: int, end: int) -> _Sides:
    straight: list[tuple[int, str]] = []
    marks: list[tuple[int, str]] = []
    opened = 0
    for match in _MARK.finditer(text, start, end):
        at, side = match.start(), match.group()
        if side == '"':
            before, after = _beside(text, at, start, end)
            if before and before in "\\=":
                return _Sides()
            if not opened and _INCHES.search(text, max(start, at - 4), at):
                continue
            opens = before in _OPENS_AFTER or not before
            closes = after in _CLOSES_BEFORE or not after
            if opens == closes:
                return _Sides(unclear=at)
            side = "“" if opens else "”"
            straight.append((at, side))
        marks.append((at, side))
        opened = opened + 1 if side == "“" else max(0, opened - 1)
    first = bool(marks) and marks[0][1] == "“" and not text[start : marks[0][0]].strip(" \t*_>-")
    return _Sides(tuple(straight), tuple(marks), opens_first=first)


def _beside(text: str, at: int, start: int, end: int) -> tuple[str, str]:
    """The characters before and after a quotation mark, emphasis apart; empty at the edge of the paragraph."""
    left, right = at - 1, at + 1
    while left >= start and text[left] in _MARKS:
        left -= 1
    while right < end and text[right] in _MARKS:
        right += 1
    return text[left] if left >= start else "", text[right] if right < end else ""


def reversed_quotes(text: str, setting: Setting) -> Iterator[Edit]:
    """R12b: `“khéo “`, `”khéo“` become `“khéo”` where the paragraph balances after that; else nothing is changed."""
    if "“" not in text and "”" not in text:
        return
    for start, end in blocks(text, setting):
        marks = [match.start() for match in _CURLY.finditer(text, start, end)]
        typed = [text[at] for at in marks]
        if len(marks) % 2 or _nested(typed):
            continue
        wanted = ["“", "”"] * (len(marks) // 2)
        wrong = [at for at, have, want in zip(marks, typed, wanted, strict=True) if have != want]
        if all(_fits(text, at, want, start, end) for at, want in zip(marks, wanted, strict=True)) and wrong:
            yield from _turned(text, marks, wanted)


def _nested(typed: Sequence[str]) -> bool:
    """Whether the marks are balanced as typed, one quotation inside of another perhaps."""
    depth = 0
    for mark in typed:
        depth += 1 if mark == "“" else -1
        if depth < 0 or depth > 2:
            return False
    return depth == 0


def _fits(text: str, at: int, mark: str, start: int, end: int) -> bool:
    """Whether a quotation mark can be read as `mark` where it is: an opening one is not glued to the word before."""
    before, after = text[at - 1 : at] if at > start else "", text[at + 1 : at + 2] if at + 1 < end else ""
    if mark == "“":
        return not before.isalnum() and after not in ("", "\n", ".", ",", ";", "?", "!")
    spaced = before == " " and (after == " " or after in _CLOSES_BEFORE or not after)
    return spaced or (bool(before) and not before.isspace() and not after.isalnum())


def _turned(text: str, marks: Sequence[int], wanted: Sequence[str]) -> Iterator[Edit]:
    for at, want in zip(marks, wanted, strict=True):
        if text[at] == want:
            continue
        first, last = at, at + 1
        if want == "”":
            first -= len(text[:at]) - len(text[:at].rstrip(" "))
        else:
            last += len(text[last:]) - len(text[last:].lstrip(" "))
        yield first, last, want


def inner(text: str, setting: Setting) -> Iterator[Edit]:
    """R13: the quotation inside of a quotation has single marks."""
    if text.count("“") < 2:
        return
    for start, end in blocks(text, setting):
        marks = [match.start() for match in _CURLY.finditer(text, start, end)]
        if not _nested([text[at] for at in marks]) or "‘" in text[start:end]:
            continue
        depth = 0
        for at in marks:
            depth += 1 if text[at] == "“" else 0
            if depth == 2:
                yield at, at + 1, "‘" if text[at] == "“" else "’"
            depth -= 1 if text[at] == "”" else 0


_STOP_INSIDE = pattern(r"(?<!\.)\.”(?![.\w])")
_STOP_OUTSIDE = pattern(r"(?<=\w)”\.(?![.\w])")
_SENTENCE_BEFORE = pattern(r"(?:^|[:.!?…”\n][ ]?|[-–][ ])\Z")


def stops(text: str, setting: Setting) -> Iterator[Edit]:
    """R14: the stop before or after a closing quotation mark; a quoted sentence keeps its own."""
    if "”" not in text:
        return
    if setting.style.stop_in_quote == "inside":
        yield from ((match.start(), match.end(), ".”") for match in _STOP_OUTSIDE.finditer(text))
        return
    for match in _STOP_INSIDE.finditer(text):
        opening = text.rfind("“", 0, match.start())
        if opening >= 0 and not _SENTENCE_BEFORE.search(text, max(0, opening - 3), opening):
            yield match.start(), match.end(), "”."


_GLUED = pattern(rf"(?<![\w.@/-])([{words.LOWER}]{{2,8}})\.([{words.UPPER}][{words.LOWER}]*)(?![\w.@/])")
_STOP_AND_CAPITAL = pattern(rf"\.[{words.UPPER}]")
_NO_SENTENCE = frozenset({"tp", "tx", "ths", "ts", "bs", "ks"})


def glued(text: str, _setting: Setting) -> Iterator[Edit]:
    """R8: `lại.Các` → `lại. Các`, where both sides are syllables."""
    if _STOP_AND_CAPITAL.search(text) is None:
        return
    for match in _GLUED.finditer(text):
        left, right = match[1], match[2]
        if left not in _NO_SENTENCE and is_syllable(left) and is_syllable(right):
            yield match.start() + len(left) + 1, match.start() + len(left) + 1, " "


_SENTENCE = pattern(rf"[.!?…][”’)]? +[“‘(]?[{words.UPPER}\d]")
_SHORT_END = pattern(rf"(?:v\.v|(?<!\w)(?:{'|'.join(words.SPACED_ABBREVIATIONS)}|[{words.UPPER}]|[Tt]p|tr|đ/c))\.\Z")


def caption(text: str, _setting: Setting) -> Iterator[Edit]:
    """R48: the last stop of a caption of one sentence goes."""
    end = len(text.rstrip())
    if not text[:end].endswith(".") or text[:end].endswith("..") or _SHORT_END.search(text, 0, end):
        return
    for match in _SENTENCE.finditer(text):
        if not _SHORT_END.search(text, 0, match.start() + 1):
            return
    yield end - 1, end, ""


_END_MARK = pattern(r"[ ]?\./\.(?=\s*\Z)")


def end_mark(text: str, _setting: Setting) -> Iterator[Edit]:
    """R54: `./.` at the end of a body is a full stop."""
    match = _END_MARK.search(text)
    if match is not None and match.start() and text[match.start() - 1] not in "./\n":
        yield match.start(), match.end(), "" if text[match.start() - 1] in "!?…" else "."


RULES = (
    StyleRule(
        "R8", "glued_stop", ("space",),
        "Có dấu cách sau dấu chấm khi câu sau dính liền.",
        "A space after the full stop when the next sentence is glued to it.",
        "trở lại.Các tổ", "trở lại. Các tổ", "v.v, ThS.Lan, a.Vn, 1.Một", glued,
    ),
    StyleRule(
        "R12", "quotes", ("curly",),
        "Ngoặc kép thẳng thành ngoặc kép cong khi các dấu trong đoạn đủ cặp, kể cả lồng nhau.",
        "Straight quotation marks become curly where those of the paragraph pair up, nested ones too.",
        'phong trào "Dân vận khéo"', "phong trào “Dân vận khéo”", "màn hình 55\", dài 5'30\", một dấu \" lẻ", curly,
    ),
    StyleRule(
        "R12b", "quote_pairs", ("mend",),
        "Ngoặc kép gõ ngược được sửa khi cả đoạn nhờ thế mà đủ cặp.",
        "Reversed quotation marks are mended where the paragraph pairs up by that.",
        "gương “Dân vận khéo “ năm", "gương “Dân vận khéo” năm", "mở “một mà không đóng, “hai”", reversed_quotes,
    ),
    StyleRule(
        "R13", "inner_quotes", ("single",),
        "Ngoặc kép nằm trong ngoặc kép thành ngoặc đơn cong.",
        "Quotation marks inside of quotation marks become single ones.",
        "“Hát “Tiến quân ca” thật to”", "“Hát ‘Tiến quân ca’ thật to”", "“Một” và “hai”, 07 giờ 00’", inner,
    ),
    StyleRule(
        "R14", "stop_in_quote", ("outside", "inside"),
        "Dấu chấm cạnh ngoặc kép đóng theo một lối; câu trích trọn vẹn giữ dấu của nó.",
        "The full stop beside a closing quotation mark in one way; a whole quoted sentence keeps its own.",
        "phong trào “Dân vận khéo.”", "phong trào “Dân vận khéo”.", "Ông nói: “Tôi đi.”", stops,
    ),
)  # fmt: skip

LAST_RULES = (
    StyleRule(
        "R48", "caption_stop", ("none",),
        "Chú thích ảnh một câu không có dấu chấm cuối.",
        "A caption of one sentence has no full stop at its end.",
        "Bà con ra quân dọn ngõ.", "Bà con ra quân dọn ngõ", "Bà con ra quân. Ngõ đã sạch.", caption, role="caption",
    ),
    StyleRule(
        "R54", "end_mark", ("stop",),
        "Dấu ./. ở cuối bài thành dấu chấm.",
        "The sign ./. at the end of a text becomes a full stop.",
        "xin thông báo để bà con biết./.", "xin thông báo để bà con biết.", "dấu ./. ở giữa câu", end_mark, role="body",
    ),
)  # fmt: skip
