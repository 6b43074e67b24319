"""Which portal a page is of, and which of its blocks a rule means."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from functools import lru_cache
from urllib.parse import urlsplit

from bulletin.fields.portal import Portal, PortalSigns
from bulletin.importing.document import SourceDocument

_HOST, _GENERATOR, _PART = 4, 3, 2


@lru_cache(maxsize=2048)
def pattern(glob: str) -> re.Pattern[str]:
    """A word or line of a rule as a pattern: `*` is any text; case does not count."""
    return re.compile(".*".join(re.escape(part) for part in glob.split("*")), re.IGNORECASE | re.DOTALL)


def named(names: Iterable[str], selectors: Sequence[str]) -> bool:
    """Whether one of the selectors of a rule means a block with these names."""
    given = list(names)
    return any(
        all(any(pattern(part).fullmatch(name) for name in given) for part in selector.split("+"))
        for selector in selectors
    )


def is_line(text: str, globs: Sequence[str]) -> bool:
    """Whether a whole line is one of the lines of a rule; blanks, a final colon and signs around it do not count."""
    bare = " ".join(text.split()).strip(" :|»›>-–•·[]")
    return any(pattern(glob).fullmatch(bare) for glob in globs)


def choose(document: SourceDocument, names: Sequence[frozenset[str]], lines: Sequence[str],
           portals: Sequence[Portal]) -> Portal | None:  # fmt: skip
    """The portal whose signs a page shows most of; None when it shows those of none.

    Args:
        document: the page.
        names: those of each of its blocks.
        lines: the text of each of its paragraphs.
        portals: in the order of preference.
    """
    every = set().union(*names) if names else set()
    best: Portal | None = None
    most = 0
    for portal in portals:
        score = _score(document, every, lines, portal.signs) if portal.signs else 0
        if score > most:
            best, most = portal, score
    return best


def _score(document: SourceDocument, every: set[str], lines: Sequence[str], signs: PortalSigns) -> int:
    """How many signs are there. All of `names` and of `lines` must be, else those count nothing."""
    host = (urlsplit(document.address or "").hostname or "") if document.address else ""
    score = _HOST if host and any(pattern(glob).fullmatch(host) for glob in signs.hosts) else 0
    made_by = document.meta.get("generator", ())
    score += _GENERATOR if any(pattern(glob).fullmatch(text) for glob in signs.generators for text in made_by) else 0
    if signs.names and all(named(every, [name]) for name in signs.names):
        score += _PART * len(signs.names)
        if signs.lines and all(any(is_line(text, [glob]) for text in lines) for glob in signs.lines):
            score += _PART
    elif signs.lines and not signs.names and all(any(is_line(text, [glob]) for text in lines) for glob in signs.lines):
        score += _PART * len(signs.lines)
    return score
