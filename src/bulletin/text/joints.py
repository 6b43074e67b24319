"""Which blanks of a paragraph do not break: `number unit`, `title name`, `word number` … (R19, R34–R36, R38, R40).

Most blanks stand before a small letter and are never looked at; of the others the word before decides.
"""

from __future__ import annotations

from bulletin.lazy import pattern
from bulletin.text.vietnamese import tokens, words

_OPENING = "([“‘\"'"
_UPPER = f"[{words.UPPER}]"
_JOINT = pattern(rf" (?=[\d{words.UPPER}(\[“‘\"'%‰°²³₫]|[a-zđ](?!\w)|thứ [\dIVXLCDM])")
_NUMBER = pattern(r"\d(?<![\w.,/–-]\d)[\d.,]*(?:(?<![.,])[–-]\d[\d.,]*)?(?<![.,])(?= [^\W\d_])")
_FIGURE = pattern(r"(?:\d[\d.,/]*(?<![.,/])(?:[–-]\d[\d.,/]*(?<![.,/]))?|[IVXLCDM]+|[a-zđ]\)?)(?!\w)")
_NAME = pattern(rf"[(\[“‘\"']*{_UPPER}")
_INITIAL = pattern(rf"{_UPPER}\.")
_CAPITALISED = pattern(rf"{_UPPER}[{words.LOWER}]+")
_RANGE = pattern(r"(?<![^\s(\[“])\d[\d.,/]* [–—-]\Z")

_STRUCTURE = frozenset(words.STRUCTURE)
_DAYS = frozenset(words.DAY_WORDS)
_TITLES = frozenset(words.TITLES)
_PAIRS = frozenset(words.TITLE_PAIRS)
_PAIR_ENDS = frozenset(last for _first, last in words.TITLE_PAIRS)
_ABBREVIATIONS = frozenset(f"{short}." for short in words.SPACED_ABBREVIATIONS)
_COMPLETED = _STRUCTURE | _DAYS | {"số"}

_HARD = (
    pattern(r"(?:[sS]ố|SỐ|№)(?= \d)"),
    pattern(r" (?=(?:[–—-]|--)(?:\s|$))"),
    pattern(r"[(\[“‘«](?= \S)"),
)
_PHONE = pattern(tokens.PHONE)


def hard_joints(text: str) -> set[int]:
    """Blanks where a break would always be wrong: `số 01-KL/TW`, before a dash, after a lone quote, in a phone."""
    number_word, dash, opening = _HARD
    found = {m.end() for m in number_word.finditer(text) if not text[m.start() - 1 : m.start()].isalnum()}
    found.update(m.start() for m in dash.finditer(text) if m.start() and not text[m.start() - 1].isspace())
    found.update(m.end() for m in opening.finditer(text) if not _word_before(text, m.end()).strip("([“‘«"))
    for match in _PHONE.finditer(text):
        found.update(at for at in range(*match.span()) if text[at] == " ")
    return found


def soft_joints(text: str) -> set[int]:
    """Blanks that do not break as long as the run they belong to stays short (R39)."""
    found = {match.start() for match in _JOINT.finditer(text) if _joins(text, match.start())}
    for match in _NUMBER.finditer(text):
        start = match.start()
        before = _word_before(text, start - 1).lower() if text[start - 1 : start] == " " else ""
        if before.lstrip(_OPENING) not in _COMPLETED and not before[-1:].isdigit():
            found.add(match.end())
    return found


def _word_before(text: str, blank: int) -> str:
    return text[text.rfind(" ", 0, max(blank, 0)) + 1 : max(blank, 0)]


def _joins(text: str, blank: int) -> bool:
    """Whether the word before a blank belongs to what follows it."""
    raw, after = _word_before(text, blank), blank + 1
    word = raw.lstrip(_OPENING)
    key, sign = word.lower(), text[after]
    if key in _STRUCTURE and _FIGURE.match(text, after):
        return True
    if sign.isdigit():
        return key in _DAYS or _RANGE.search(text, max(0, blank - 16), blank) is not None
    if sign in "%‰°²³₫":
        return word[-1:].isdigit()
    if sign == "t":
        return key == "lần"
    return _NAME.match(text, after) is not None and _before_name(text, blank, raw, word, after)


def _before_name(text: str, blank: int, raw: str, word: str, after: int) -> bool:
    key = word.lower()
    if key in _TITLES or word in _ABBREVIATIONS or _INITIAL.fullmatch(word):
        return True
    if key in _PAIR_ENDS:
        first = _word_before(text, blank - len(raw) - 1).lstrip(_OPENING).lower()
        return (first, key) in _PAIRS
    return _INITIAL.match(text, after) is not None and _CAPITALISED.fullmatch(word) is not None
