"""The page setter behind the cache: what was set once is not set again, and WeasyPrint is not even imported then.

Each page is an entry: its HTML and planned lines, the style sheet, the bytes of every face and the versions of all that
sets are hashed to the name. Pages that look at one another (`together.py`) are one entry. What was set and what was
kept are joined alike, so nobody can tell them apart. An entry with another hash than it was stored with is made again.
"""

from __future__ import annotations

import hashlib
import json
import sys
import zlib
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import replace
from functools import cached_property, lru_cache
from importlib.util import find_spec
from pathlib import Path
from typing import TYPE_CHECKING

import bulletin.layout
from bulletin.assets.code_key import source_key
from bulletin.assets.fonts.face import Face, FontSet
from bulletin.layout.laid import WordFacts
from bulletin.layout.pages.compose import ComposedPage
from bulletin.layout.setting.library_versions import library_versions
from bulletin.layout.setting.result import Misfit, SetGroup, SetPages, joined
from bulletin.layout.setting.together import groups_of, own_placeholders
from bulletin.layout.words.parts import part_of
from bulletin.runtime.cache import Cache, keep_sealed, read_sealed
from bulletin.runtime.start.collector import collect_now

if TYPE_CHECKING:
    from bulletin.layout.setting.page_setter import PageSetter
    from bulletin.layout.words.shaping import Shapers

KIND = "pages"
"""The folder of the cache that set pages go to."""
_PACKAGES = (
    "weasyprint", "pydyf", "tinycss2", "tinyhtml5", "cssselect2", "fontTools", "uharfbuzz", "PIL", "pyphen", "cffi",
    "pikepdf",
)  # fmt: skip
_PROJECTS = frozenset({*map(str.lower, _PACKAGES), "pillow"})
_COLLECTED = 8
"""After so many pages that were set their boxes are given back, a megabyte a page; a preview does not wait for it."""
APART = 16
"""So many pages that must be set are set by two processes. A page takes 65 ms, the start of a second process 0.2 s of
CPU and some 25 MiB. At 9 pages it saves 0.2 s for 13 % more CPU, at 17 pages 0.4 s and at 33 pages 1.1 s for 5 %."""
_FAST = 1
"""zlib level: raw pages shrink to a third in 3 ms a page; a higher level saves little more."""


@lru_cache(maxsize=1)
def setter_key() -> str:
    """Names everything but the arguments that the page setter's results depend on."""
    versions = (sys.version, *_installed(), *library_versions())
    return source_key(Path(bulletin.layout.__file__).parent, *versions)


def _installed() -> list[str]:
    """The folders of the distributions that set pages, such as `weasyprint-70.0.dist-info`; nothing is imported."""
    specs = (find_spec(name) for name in _PACKAGES)
    sites = {Path(spec.origin).parents[1] for spec in specs if spec and spec.origin}
    names = (path.name for site in sites for path in site.iterdir())
    return sorted(n for n in names if n.endswith(".dist-info") and n.partition("-")[0].lower() in _PROJECTS)


_Group = tuple[tuple[ComposedPage, ...], Mapping[str, bytes], Path | None]


class KeptSetter:
    """Sets pages like `PageSetter`, from the cache where it can. It is made once for an engine.

    Args:
        fonts: all faces that WeasyPrint can see.
        faces: those that the layout's style sheet may load.
        cache: the cache folder; None keeps nothing.
    """

    def __init__(self, fonts: FontSet, faces: Iterable[Face], cache: Path | None) -> None:
        self._drawn = tuple(faces)
        self._files = fonts.urls(self._drawn)
        self._faces = tuple((face.url, face.sha256) for face in fonts.faces)
        self._cache = cache
        self._setter: PageSetter | None = None
        self._left = 0
        self._named: tuple[str, Sequence[ComposedPage], list[_Group]] | None = None

    @property
    def setter(self) -> PageSetter:
        """The page setter itself, made at its first use: it imports WeasyPrint."""
        if self._setter is None:
            from bulletin.layout.setting.page_setter import PageSetter

            self._setter = PageSetter(self._files, self._drawn)
        return self._setter

    def close(self) -> None:
        """Give back what the page setter has, also outside of this process; the next use makes another."""
        self._collect(at_least=1)
        if self._setter is not None:
            self._setter.close()
            self._setter = None

    def set_pages(
        self, head: str, pages: Sequence[ComposedPage], placeholders: Mapping[str, bytes], partial: bool = False
    ) -> SetPages:
        """Return what `PageSetter.set_pages` does."""
        groups = [self._group(head, *group) for group in self._groups(head, pages, placeholders)]
        return joined(groups, self._shapers, partial)

    def pays_apart(self, head: str, pages: Sequence[ComposedPage], placeholders: Mapping[str, bytes]) -> bool:
        """Whether so many pages must be set that a second process does well to begin with the last ones."""
        if self._cache is None or len(pages) < APART:
            return False
        missing = [group for group, _, file in self._groups(head, pages, placeholders) if file and not file.exists()]
        return len(missing) >= APART

    def set_from_the_end(self, head: str, pages: Sequence[ComposedPage], placeholders: Mapping[str, bytes]) -> None:
        """Set and keep what is not kept yet, the last pages first, until a page is met that was kept meanwhile.

        This is for a second process, beside one that sets the same pages from the first one on and finds these kept.
        """
        groups = self._groups(head, pages, placeholders)
        missing = [(group, own, file) for group, own, file in groups if file and not file.exists()]
        for group, own, file in reversed(missing):
            if file.exists():
                return
            self._group(head, group, own, file)

    def _groups(self, head: str, pages: Sequence[ComposedPage], placeholders: Mapping[str, bytes]) -> list[_Group]:
        """Pages that are set as one document, the pictures that they name, and where they are kept."""
        if self._named is None or self._named[0] is not head or self._named[1] is not pages:
            groups: list[_Group] = []
            for group in groups_of(head, pages):
                own = own_placeholders(head, group, placeholders)
                file = self._file("set", (head, *map(_plain, group), *sorted(own.items())))
                groups.append((group, own, file))
            self._named = head, pages, groups
        return self._named[2]

    def _group(
        self, head: str, pages: Sequence[ComposedPage], placeholders: Mapping[str, bytes], file: Path | None
    ) -> SetGroup:
        """Pages that are set as one document. Only a result without findings is kept: others stop the build."""
        data = read_sealed(file) if file else None
        kept = _group_of(data) if data else None
        if kept is None:
            kept = self.setter.set_group(head, pages, placeholders)
            self._left += len(pages)
            self._collect(at_least=_COLLECTED)
            if file and not kept.findings:
                keep_sealed(file, _group_bytes(kept))
        return kept

    def _collect(self, at_least: int) -> None:
        """Give back the boxes of pages that were set, if there are so many."""
        if self._left >= at_least:
            collect_now()
            self._left = 0

    @cached_property
    def _shapers(self) -> Shapers:
        from bulletin.layout.words.shaping import Shapers

        return Shapers(self._drawn)

    def natural_lines(self, head: str, paragraphs: Sequence[tuple[str, float]]) -> list[tuple[str, ...]]:
        """Return what `PageSetter.natural_lines` does."""
        file = self._file("lines", (head, *paragraphs))
        data = read_sealed(file) if file else None
        if data:
            return [tuple(lines) for lines in json.loads(data)]
        lines = self.setter.natural_lines(head, paragraphs)
        if file:
            keep_sealed(file, json.dumps(lines, ensure_ascii=False).encode())
        return lines

    def _file(self, function: str, arguments: Iterable[object]) -> Path | None:
        """Where the result of a call is kept; None without a cache."""
        if self._cache is None:
            return None
        digest = hashlib.sha256(repr((function, setter_key(), self._faces)).encode())
        for argument in arguments:
            digest.update(b"\0" + repr(argument).encode("utf-8", "surrogatepass"))
        return Cache(self._cache).path(KIND, f"{function}-{digest.hexdigest()[:40]}")


def _plain(page: ComposedPage) -> ComposedPage:
    """A page without what was found on it, which names lines of the sources."""
    return replace(page, findings=())


def _group_bytes(group: SetGroup) -> bytes:
    """The result as one JSON line and the raw file, packed."""
    misfits = [[m.page, m.slot, m.planned, m.set] for m in group.misfits]
    words = {"faces": dict(group.words.faces), "kept": group.words.kept}
    facts = {"pages": group.page_count, "misfits": misfits, "words": words}
    facts["part"] = group.part.facts() if group.part else None
    head = json.dumps(facts, ensure_ascii=False, separators=(",", ":"))
    return head.encode("utf-8", "surrogatepass") + b"\n" + zlib.compress(group.part.pdf if group.part else b"", _FAST)


def _group_of(data: bytes) -> SetGroup:
    """The result again; its hash was found good."""
    head, _, packed = data.partition(b"\n")
    facts = json.loads(head.decode("utf-8", "surrogatepass"))
    misfits = tuple(Misfit(page, slot, tuple(planned), tuple(got)) for page, slot, planned, got in facts["misfits"])
    faces = {name: tuple((face, letters) for face, letters in found) for name, found in facts["words"]["faces"].items()}
    words = WordFacts(faces, tuple((name, reason) for name, reason in facts["words"]["kept"]))
    part = part_of(zlib.decompress(packed), facts["part"]) if facts["part"] is not None else None
    return SetGroup(part, facts["pages"], misfits, (), words)
