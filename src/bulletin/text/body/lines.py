"""What a single line end inside of a paragraph means: the wrapping of an editor, or a line that the author wants.

Editors and people wrap prose at some width, so a wrapped line could not have taken the next word. Verse, addresses and
signatures end their lines early, and each line begins with a capital, a figure or a sign. Where neither is certain the
text is set as prose and the place is reported.
"""

from __future__ import annotations

from collections.abc import Sequence
from enum import Enum

from bulletin.lazy import pattern
from bulletin.text.vietnamese import words

WRAPPED = 120
"""Characters. Nobody wraps at more; a body with a longer line is not wrapped at all."""
SHORT = 60
"""Characters of the longest line of verse, of an address, of a signature."""
NARROW = 45
"""Characters. Nobody wraps prose at less, except on a telephone."""
_FILLED = 0.8
"""Share of the longest line that a wrapped line reaches together with the first word of the next."""
_VERSE = 3
"""So many line ends before a capital in a row are hardly those of wrapped prose."""

_CAPITAL = pattern(rf"[“‘\"'(*_\[–-]*\s?[{words.UPPER}]")
_SMALL = pattern(rf"[“‘\"'(*_\[]*[{words.LOWER}](?!\))")
_SIGNS = pattern(r"\*+|__")
_HARD_END = pattern(r"(?:\\|[ \t]{2,})\Z")
_STOP = pattern(r"[.!?…:;][”’\"')\]*_]*\Z")


class LineEnds(Enum):
    """How the single line ends of a paragraph are to be understood."""

    WRAPPING = "wrapping"
    LINES = "lines"
    UNSURE = "unsure"


def judge(lines: Sequence[str], wrapped_body: bool) -> LineEnds:
    """What the line ends between these lines are; those that are typed as breaks (`hard_end`) prove nothing.

    Args:
        lines: of one paragraph, as typed, at least two.
        wrapped_body: whether the body can be wrapped text at all (`may_be_wrapped`).
    """
    bare = [_SIGNS.sub("", line).strip(" \t\\") for line in lines]
    soft = [(one, two) for typed, one, two in zip(lines, bare, bare[1:], strict=False) if not hard_end(typed)]
    longest = max(map(len, bare))
    starts = all(_SMALL.match(after) is None for _line, after in soft)
    many = len(bare) > 2
    small = _SMALL.match(bare[0]) is not None  # no sentence begins so, but verse without capitals does
    if longest > SHORT:
        return LineEnds.UNSURE if small and many else _judge_long(soft, longest, many, wrapped_body)
    if starts and (many or len(bare[0]) <= NARROW or not wrapped_body):
        return LineEnds.LINES
    if not all(_reaches(line, after, longest) for line, after in soft):
        return LineEnds.LINES if longest <= NARROW and many else LineEnds.UNSURE
    return LineEnds.UNSURE if longest <= NARROW and (starts or many or small) else LineEnds.WRAPPING


def _judge_long(soft: Sequence[tuple[str, str]], longest: int, many: bool, wrapped_body: bool) -> LineEnds:
    """Long lines are prose unless one ends too early: before a capital, or with a stop, and with room for more.

    Free verse has lines as long. Each of its lines begins with a capital, or they end where they like.
    """
    early = 0
    stops = 0
    rooms = 0
    for line, after in soft:
        stop, small = _STOP.search(line) is not None, _SMALL.match(after) is not None
        room = len(line) > WRAPPED or not _reaches(line, after, longest)
        early += room and (stop or not small)
        stops += stop and not small
        rooms += room
    # Sentences that all end with their lines are hardly wrapped, even less so in a body with longer lines.
    sentences = bool(soft) and stops == len(soft) and (many or not wrapped_body)
    capitals = len(soft) >= _VERSE and all(_CAPITAL.match(after) for _line, after in soft)
    ragged = rooms >= _VERSE - 1 and 2 * rooms >= len(soft)
    return LineEnds.UNSURE if early or sentences or capitals or ragged else LineEnds.WRAPPING


def hard_end(line: str) -> bool:
    """Whether a line ends with a line break of Markdown: two blanks or a backslash."""
    return _HARD_END.search(line) is not None


def without_hard_end(line: str) -> str:
    """The line without its Markdown line break."""
    return _HARD_END.sub("", line)


def may_be_wrapped(source: str) -> bool:
    """Whether the prose of a body can have been wrapped by an editor: no line is longer than anybody wraps."""
    return all(len(line) <= WRAPPED for line in source.split("\n") if "|" not in line and "\t" not in line)


def _reaches(line: str, after: str, longest: int) -> bool:
    """Whether a line is so full that an editor could not have put much more on it."""
    first = after.split(" ", 1)[0]
    return len(line) + 1 + len(first) >= _FILLED * longest
