"""Where a line must not break: R19, R34–R36, R38–R40, R42 as ranges of characters; R41 as break points of an address.

Nothing here changes text. The layout turns each range into a nowrap span. Vietnamese has short syllables and no
hyphenation, so every tie costs an uneven line: ties are few and short, and a long run is released from the left.
"""

from __future__ import annotations

import re
from bisect import bisect_right

from bulletin.text import tokens, words

MAX_SYLLABLES = 3
MAX_CHARACTERS = 16
MAX_TOKEN = 40
"""A tie longer than this many characters would tear a hole into a narrow column, so it is none."""

_SHORT = 8

_UPPER = f"[{words.UPPER}]"
_OPEN = r"[(\[“‘\"']*"
_FIGURE = r"(?:\d[\d.,/]*(?<![.,/])(?:[–-]\d[\d.,/]*(?<![.,/]))?|[IVXLCDM]+)"


def _any(options: tuple[str, ...]) -> str:
    """One of several words, small or with a capital; longest first."""
    forms = {form for word in options for form in (word, word[0].upper() + word[1:], word.upper())}
    return "|".join(re.escape(form) for form in sorted(forms, key=lambda form: (-len(form), form)))


_HARD = (
    re.compile(r"(?<!\w)(?:số|Số|SỐ|№)(?= \d)"),
    re.compile(r"\S(?= (?:[–—-]|--)(?:\s|$))"),
    re.compile(r"(?<![^\s])[(\[“‘«]+(?= \S)"),
)
"""A break after these would always be wrong: `số 01-KL/TW`, a dash at the head of a line, a quote at its end."""

_SOFT = (
    re.compile(rf"(?<!\w)(?:{_any(words.DAY_WORDS)})(?= \d)"),
    re.compile(rf"(?<!\w)(?:{_any(words.STRUCTURE)})(?= (?:{_FIGURE}|[a-zđ]\)?)(?![\w]))"),
    re.compile(r"(?<!\w)(?:lần|Lần)(?= thứ (?:\d|[IVXLCDM]))"),
    re.compile(rf"(?<!\w)(?:{_any(words.TITLES)})(?= {_OPEN}{_UPPER})"),
    re.compile(
        rf"(?<!\w)(?:{'|'.join(f'{a} {b}|{a.capitalize()} {b}' for a, b in words.TITLE_PAIRS)})(?= {_OPEN}{_UPPER})"
    ),
    re.compile(
        rf"(?<!\w)(?:{'|'.join(sorted(words.SPACED_ABBREVIATIONS, key=len, reverse=True))})\.(?= {_OPEN}{_UPPER})"
    ),
    re.compile(rf"{_UPPER}[{words.LOWER}]+(?= {_UPPER}\.)|(?<!\w){_UPPER}\.(?= {_UPPER})"),
    re.compile(r"(?<!\w)\d[\d.,]*(?<![.,])(?= [%‰°²³₫])"),
    re.compile(r"(?<!\w)\d[\d.,/]* [–—-](?= \d)"),
)

_NUMBER = re.compile(r"(?<![\w.,/–-])\d[\d.,]*(?<![.,])(?= [^\W\d_])")
_COMPLETED = re.compile(rf"(?:(?<!\w)(?:{_any((*words.STRUCTURE, *words.DAY_WORDS, 'số'))}) |\d )\Z")
_PHONE = re.compile(tokens.PHONE)
# Where Pango breaks inside of a word (measured character by character in a box of no width), and e-mail addresses.
_BREAKS_INSIDE = re.compile(r"[-‐–—/|!?}…](?=[^\s”’\"')\].,;:!?…])|(?<=[^\W\d_])[,.:;](?=\d)|(?<=\S)[—@]")
_WORD = re.compile(r"\S+")
_SYLLABLE = re.compile(r"\w")
_URL_SIGN = re.compile(r"[/.?&=_-]+")


def ties(text: str, last_line: bool = False) -> tuple[tuple[int, int], ...]:
    """Ranges (start, end) of characters, ascending and disjoint, inside which a line must not break.

    Args:
        text: plain text of one paragraph.
        last_line: keep the last two words together, so that no short syllable stands alone on the last line (R42).
    """
    spans = [match.span() for match in _WORD.finditer(text)]
    if not spans:
        return ()
    starts = [start for start, _end in spans]
    hard, soft = _hard(text), _soft(text)
    if last_line and len(spans) > 1 and spans[-1][1] - spans[-1][0] <= _SHORT:
        soft.add(spans[-1][0] - 1)
    found: list[tuple[int, int]] = []
    for first, last in _runs(starts, hard | soft):
        found += (span for span in _capped(text, spans[first : last + 1], hard) if span[1] - span[0] <= MAX_TOKEN)
    tokens_found = {spans[bisect_right(starts, match.start()) - 1] for match in _BREAKS_INSIDE.finditer(text)}
    found += (
        (start, end)
        for start, end in tokens_found
        if end - start <= MAX_TOKEN and not any(left <= start and end <= right for left, right in found)
    )
    return tuple(sorted(found))


def url_breaks(url: str) -> tuple[int, ...]:
    """Offsets before which a printed address may be broken (R41): after `/ . - ? & = _`, never inside `://`."""
    scheme = url.find("://")
    first = scheme + 3 if scheme >= 0 else 0
    return tuple(m.end() for m in _URL_SIGN.finditer(url, first) if first < m.end() < len(url) and m.start() > first)


def _hard(text: str) -> set[int]:
    """Blanks that never break."""
    found = {match.end() for pattern in _HARD for match in pattern.finditer(text)}
    for match in _PHONE.finditer(text):
        found.update(at for at in range(*match.span()) if text[at] == " ")
    return found


def _soft(text: str) -> set[int]:
    """Blanks that do not break while the run they belong to stays short."""
    found = {match.end() for pattern in _SOFT for match in pattern.finditer(text)}
    for match in _NUMBER.finditer(text):
        start, end = match.span()
        if not _COMPLETED.search(text, max(0, start - 12), start):
            found.add(end)
    return found


def _runs(starts: list[int], blanks: set[int]) -> list[tuple[int, int]]:
    """First and last word of each run of words joined by tied blanks."""
    runs: list[tuple[int, int]] = []
    for blank in sorted(blanks):
        left = bisect_right(starts, blank) - 1
        if left < 0 or left + 1 == len(starts):
            continue
        if runs and runs[-1][1] == left:
            runs[-1] = (runs[-1][0], left + 1)
        else:
            runs.append((left, left + 1))
    return runs


def _capped(text: str, run: list[tuple[int, int]], hard: set[int]) -> list[tuple[int, int]]:
    """R39: the run in groups that hard ties hold together, released from the left until the rest is short enough."""
    groups = [run[:1]]
    for word in run[1:]:
        if word[0] - 1 in hard:
            groups[-1].append(word)
        else:
            groups.append([word])
    while len(groups) > 1 and _too_long(text, groups):
        released = groups.pop(0)
        if len(released) > 1:
            return [(released[0][0], released[-1][1]), *_capped(text, [w for group in groups for w in group], hard)]
    words_left = [word for group in groups for word in group]
    return [(words_left[0][0], words_left[-1][1])] if len(words_left) > 1 else []


def _too_long(text: str, groups: list[list[tuple[int, int]]]) -> bool:
    members = [word for group in groups for word in group]
    spoken = [word for word in members if _SYLLABLE.search(text, *word)]
    start, end = members[0][0], members[-1][1]
    return len(spoken) > MAX_SYLLABLES or end - start > MAX_CHARACTERS
