"""Where a line must not break: R19, R34–R36, R38–R40, R42 as ranges of characters; R41 as break points of an address.

Nothing here changes text. The layout turns each range into a nowrap span. Vietnamese has short syllables and no
hyphenation, so every tie costs an uneven line: ties are few and short, and a long run is released from the left.
"""

from __future__ import annotations

from bisect import bisect_right

from bulletin.lazy import pattern
from bulletin.text.joints import hard_joints, soft_joints

MAX_SYLLABLES = 3
MAX_CHARACTERS = 16
MAX_TOKEN = 40
"""A tie longer than this many characters would tear a hole into a narrow column, so it is none."""

_SHORT = 8

# Where Pango breaks inside of a word (measured character by character in a box of no width), and e-mail addresses.
_BREAKS_INSIDE = pattern(r"[-‐–—/|!?}…](?=[^\s”’\"')\].,;:!?…])|[,.:;](?=\d)(?<=[^\W\d_].)|[—@](?<=\S.)")
_WORD = pattern(r"\S+")
_SYLLABLE = pattern(r"\w")
_URL_SIGN = pattern(r"[/.?&=_-]+")


def ties(text: str, last_line: bool = False) -> tuple[tuple[int, int], ...]:
    """Ranges (start, end) of characters, ascending and disjoint, inside which a line must not break.

    Args:
        text: plain text of one paragraph.
        last_line: keep the last two words together, so that no short syllable is alone on the last line (R42).
    """
    spans = [match.span() for match in _WORD.finditer(text)]
    if not spans:
        return ()
    starts = [start for start, _end in spans]
    hard, soft = hard_joints(text), soft_joints(text)
    if last_line and len(spans) > 1 and spans[-1][1] - spans[-1][0] <= _SHORT:
        soft.add(spans[-1][0] - 1)
    found: list[tuple[int, int]] = []
    for first, last in _runs(starts, hard | soft):
        found += (span for span in _capped(text, spans[first : last + 1], hard) if span[1] - span[0] <= MAX_TOKEN)
    whole_words = {spans[bisect_right(starts, match.start()) - 1] for match in _BREAKS_INSIDE.finditer(text)}
    run_starts, run_ends = [start for start, _end in found], [end for _start, end in found]
    for start, end in whole_words:
        run = bisect_right(run_starts, start) - 1
        if end - start <= MAX_TOKEN and (run < 0 or run_ends[run] < end):
            found.append((start, end))
    return tuple(sorted(found))


def url_breaks(url: str) -> tuple[int, ...]:
    """Offsets before which a printed address may be broken (R41): after `/ . - ? & = _`, never inside `://`."""
    scheme = url.find("://")
    first = scheme + 3 if scheme >= 0 else 0
    return tuple(m.end() for m in _URL_SIGN.finditer(url, first) if first < m.end() < len(url) and m.start() > first)


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
