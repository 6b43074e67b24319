"""Forms that draw forms: a file of one kilobyte may ask for millions of them, or for one inside itself without end.

Other readers follow such a file until memory runs out. So it is looked at here first: who draws whom how often, which
costs one look at each stream however often it is drawn.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator

import pikepdf

from bulletin.errors import Text
from bulletin.lazy import dataclass, pattern
from bulletin.pdf.document import annots, inherited
from bulletin.pdf.names import key_text, token
from bulletin.pdf.unpack import UNREADABLE, TooMuch, content_of

MOST_DRAWN = 100_000
"""Forms, patterns and glyphs drawn on one page; the busiest maps have some 20,000 symbols."""
MOST_SCANNED = 1 << 29
"""Bytes of content that are looked through in a file; what pages share counts once."""
MOST_BYTES = 1 << 30
"""Content that a page's forms ask a reader to go through, each time that they are drawn."""
_DEEPEST = 40
_CALL = pattern(rb"/([^\s/\[\]<>(){}%]+)\s+(?:Do|gs|scn|SCN|Tf|[-+.\d]+\s+Tf)(?![^\s/\[\]<>(){}%])")
_KINDS = ("/XObject", "/Pattern", "/ExtGState", "/Font")
CYCLE = Text("một hình tự vẽ lại chính nó", "a form draws itself")
DEEP = Text(f"hình lồng trong hình quá {_DEEPEST} lớp", f"forms inside forms more than {_DEEPEST} deep")
LONG = Text("nội dung các trang quá lớn", "the content of the pages is too large")
MANY = Text("hình lồng nhau thành quá nhiều lần vẽ", "forms inside forms are drawn far too many times")


@dataclass(frozen=True, slots=True)
class EndlessPage:
    """A page (from 1) that no reader gets to the end of, and why."""

    page: int
    reason: Text


class _Stop(Exception):  # noqa: N818 (a signal of this module)
    def __init__(self, reason: Text) -> None:
        self.reason = reason


def endless_pages(pdf: pikepdf.Pdf, most: int = 2000) -> Iterator[EndlessPage]:
    """The pages of an open file (the first `most`) whose forms draw themselves, or explode."""
    graph = _Graph()
    for number, page in zip(range(1, most + 1), pdf.pages, strict=False):
        reason = graph.fault(page)
        if reason is not None:
            yield EndlessPage(number, reason)


class _Graph:
    """What each stream draws in the end: how many streams, and how many bytes of content."""

    def __init__(self) -> None:
        self._known: dict[tuple[int, int], tuple[int, int, int] | _Stop] = {}
        self._open: set[tuple[int, int]] = set()
        self._scanned: dict[tuple[tuple[int, int], ...], tuple[int, Counter[str]]] = {}
        self._left = MOST_SCANNED

    def fault(self, page: pikepdf.Page) -> Text | None:
        """Return why drawing the page would not end, or None."""
        resources = inherited(page.obj, "/Resources")
        roots = [(page.obj.get("/Contents"), resources)]
        for annotation in annots(page):
            shown = annotation.get("/AP")
            normal = shown.get("/N") if isinstance(shown, pikepdf.Dictionary) else None
            states = normal.values() if isinstance(normal, pikepdf.Dictionary) else [normal]
            roots += [(state, state.get("/Resources")) for state in states if isinstance(state, pikepdf.Stream)]
        try:
            for content, around in roots:
                self._sum(self._scan(content)[1], around)
        except _Stop as stop:
            return stop.reason
        return None

    def _of(self, stream: pikepdf.Stream, around: object) -> tuple[int, int, int]:
        """Streams drawn, bytes, and depth of one stream; one without resources uses those around it."""
        key = stream.objgen
        if key in self._open:
            raise _Stop(CYCLE)
        known = self._known.get(key)
        if known is None:
            if len(self._open) >= _DEEPEST:
                raise _Stop(DEEP)
            self._open.add(key)
            try:
                known = self._read(stream, stream.get("/Resources", around))
            except _Stop as stop:
                known = stop
            finally:
                self._open.discard(key)
            self._known[key] = known
        if isinstance(known, _Stop):
            raise known
        return known

    def _read(self, stream: pikepdf.Stream, resources: object) -> tuple[int, int, int]:
        length, calls = self._scan(stream)
        drawn, size, depth = self._sum(calls, resources)
        return drawn + 1, size + length, depth + 1

    def _scan(self, content: object) -> tuple[int, Counter[str]]:
        """The length of content and how often it calls for each name; streams that pages share are read once."""
        parts = list(content) if isinstance(content, pikepdf.Array) else [content]
        key = tuple(part.objgen for part in parts if isinstance(part, pikepdf.Stream))
        if key not in self._scanned:
            data = _content(content)
            self._left -= len(data)
            if self._left < 0:
                raise _Stop(LONG)
            self._scanned[key] = len(data), Counter(token(name) for name in _CALL.findall(data))
        return self._scanned[key]

    def _sum(self, calls: Counter[str], resources: object) -> tuple[int, int, int]:
        """All that content draws: each stream as often as it is called for."""
        drawn = size = depth = 0
        for stream, around, count in _drawn(calls, resources):
            inner, long, deep = self._of(stream, around)
            drawn, size, depth = drawn + count * inner, size + count * long, max(depth, deep)
            if drawn > MOST_DRAWN or size > MOST_BYTES:
                raise _Stop(MANY)
            if depth > _DEEPEST:
                raise _Stop(DEEP)
        return drawn, size, depth


_Held = tuple[pikepdf.Stream, object]
"""A stream with content of its own, and the resources that it uses if it brings none."""


def _drawn(calls: Counter[str], resources: object) -> Iterator[tuple[pikepdf.Stream, object, int]]:
    """The streams that content draws, what is around them, and how often each is called for."""
    named = _named(resources)
    if not named:
        return
    for name, held in named.items():
        count = calls[name]
        if count:
            yield from ((stream, around, count) for stream, around in held)


def _named(resources: object) -> dict[str, list[_Held]]:
    """Name → the streams that it draws."""
    found: dict[str, list[_Held]] = {}
    if not isinstance(resources, pikepdf.Dictionary):
        return found
    for kind in _KINDS:
        listed = resources.get(kind)
        for key, item in listed.items() if isinstance(listed, pikepdf.Dictionary) else ():
            held = list(_held(kind, item, resources))
            if held:
                found.setdefault(key_text(key)[1:], []).extend(held)
    return found


def _held(kind: str, item: object, resources: object) -> Iterator[_Held]:
    if (kind == "/XObject" and isinstance(item, pikepdf.Stream) and item.get("/Subtype") == pikepdf.Name.Form) or (
        kind == "/Pattern" and isinstance(item, pikepdf.Stream)
    ):
        yield item, resources
    elif kind == "/ExtGState" and isinstance(item, pikepdf.Dictionary):
        mask = item.get("/SMask")
        group = mask.get("/G") if isinstance(mask, pikepdf.Dictionary) else None
        if isinstance(group, pikepdf.Stream):
            yield group, resources
    elif kind == "/Font" and isinstance(item, pikepdf.Dictionary) and item.get("/Subtype") == pikepdf.Name.Type3:
        glyphs = item.get("/CharProcs")
        for glyph in glyphs.values() if isinstance(glyphs, pikepdf.Dictionary) else ():
            if isinstance(glyph, pikepdf.Stream):
                yield glyph, item.get("/Resources", resources)


def _content(item: object) -> bytes:
    """Content as far as it can be read; what is too long is found by those who read it."""
    try:
        return content_of(item, set())
    except (TooMuch, *UNREADABLE):
        return b""
