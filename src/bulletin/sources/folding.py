"""How keys and fixed values are compared: marks, case, spaces and hyphens do not count."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Collection, Iterable, Sequence
from functools import lru_cache
from itertools import count

from bulletin.lazy import pattern

MAX_GUESSES = 50
"""How many suggestions one file may cost; a file with more mistakes of one kind is not a typing slip."""

_SCREEN = 1200
_LONGEST_NAME = 100
_JOINTS = pattern(r"[\s\-_\u00a0]+")


@lru_cache(maxsize=4096)
def fold(text: str) -> str:
    """`Tiêu-đề`, `tiêu đề` and `tieu_de` all become `tieu_de`."""
    lower = unicodedata.normalize("NFC", text).lower()
    bare = "".join(c for c in unicodedata.normalize("NFD", lower) if not unicodedata.combining(c))
    return _JOINTS.sub("_", bare.replace("đ", "d").strip())


def nearest(word: str, known: Iterable[str], cutoff: float = 0.6) -> str | None:
    """The known word that is most like `word` after folding, or None when nothing is near.

    Words longer than a name are compared with nothing: the comparison costs their product.
    """
    import difflib  # only needed when something is wrong

    if len(word) > _LONGEST_NAME:
        return None
    by_fold = {fold(name): name for name in known if len(name) <= _LONGEST_NAME}
    found = difflib.get_close_matches(fold(word), list(by_fold), n=1, cutoff=cutoff)
    return by_fold[found[0]] if found else None


def slug(text: str) -> str:
    """An id made from any words: `Tuyến đường hoa!` becomes `tuyen-duong-hoa`."""
    return re.sub(r"[^a-z0-9]+", "-", fold(text)).strip("-")


def free_id(wanted: str, used: Collection[str]) -> str:
    """The id itself when nobody uses it, else with the first free number behind it."""
    if wanted not in used:
        return wanted
    return next(made for number in count(2) if (made := f"{wanted}-{number}") not in used)


def new_ids(named: Sequence[tuple[str, str]], missing: Collection[str]) -> dict[int, tuple[int, str, bool]]:
    """What ends it when several things have one id: who gets a new one.

    Args:
        named: id and name of the file of each thing, the name without its folder and ending.
        missing: ids that are asked for and that nothing has.

    Returns:
        By the number of each thing that must change: the number of the one that keeps the id, the new id, and whether
        that is one of `missing`. A thing keeps its id if its file is named so; one whose file is named like a missing
        id gets that id, and so does the last one for the last missing id.
    """
    groups: dict[str, list[int]] = {}
    for number, (ident, _) in enumerate(named):
        groups.setdefault(ident, []).append(number)
    keepers, wrong = dict[int, int](), list[int]()
    for ident, numbers in groups.items():
        keeper = min(numbers, key=lambda n: (named[n][1] != ident, named[n][1] in missing))
        keepers |= {number: keeper for number in numbers if number != keeper}
        wrong += [number for number in numbers if number != keeper]
    left, found, used = set(missing), dict[int, tuple[int, str, bool]](), set(groups)
    for number in wrong:
        if named[number][1] in left:
            found[number] = (keepers[number], named[number][1], True)
            left.remove(named[number][1])
    others = [number for number in wrong if number not in found]
    for number in others:
        back = len(others) == len(left) == 1
        ident = next(iter(left)) if back else free_id(slug(named[number][0]) or "ma", used | left)
        used.add(ident)
        found[number] = (keepers[number], ident, back)
    return found


def new_path(folder: str, name: str) -> str:
    """What to type after `bulletin new article` for an article of the issue in `folder`."""
    import shlex  # only needed when something is wrong

    return shlex.quote(name if folder == "." else f"{folder}/{name}")


def quoted(text: str) -> str:
    """The text as a one-line YAML value that needs no further thought; straight quotes choose the other kind."""
    if '"' not in text and "\\" not in text:
        return f'"{text}"'
    return "'" + text.replace("'", "''") + "'"


def shorten(text: str, limit: int = 60) -> str:
    """The first `limit` characters on one line, with an ellipsis if something was left out."""
    line = " ".join(text.split())
    return line if len(line) <= limit else line[: limit - 1].rstrip() + "…"


def typed_line(key: str, text: str) -> str:
    """The whole line to type for a value, or for an item of a list where there is no key.

    Nothing is left out, since the line is there to be typed; only a value that fills a screen is cut in its middle.
    """
    words = " ".join(text.split())
    if len(words) > _SCREEN:
        words = f"{words[: _SCREEN // 2]} … {words[-_SCREEN // 4 :]}"
    return f"{key}: {quoted(words)}" if key else f"- {quoted(words)}"
