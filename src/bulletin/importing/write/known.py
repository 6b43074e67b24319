"""What was imported before: the originals of an issue and the checksums beside them."""

from __future__ import annotations

import contextlib
import re
from collections.abc import Mapping, Sequence
from dataclasses import field
from functools import lru_cache
from pathlib import Path

from bulletin.lazy import dataclass
from bulletin.runtime.files import atomic_write
from bulletin.sources.folding import free_id, slug
from bulletin.sources.issue import parse

ORIGINALS = "originals"
SUMS = "SHA256SUMS"
_DOCUMENT = re.compile(r"^# tài liệu: ([0-9a-f]{64})(?:  (.*))?$", re.M)
_PHOTO = re.compile(r"^# ảnh: ([0-9a-f]{64})", re.M)
_FILE = re.compile(r"^([0-9a-f]{64})  (\S.*)$", re.M)
_FIRST = re.compile(r"ban-nhap(?:-(\d+))?\.yaml")
_LONGEST = 60
_MOST = 2000


@dataclass(frozen=True, slots=True)
class Known:
    """Ids in use, the article of each document that was imported, and where each original file is.

    Documents whose article somebody has taken away are not among them.
    """

    ids: frozenset[str] = frozenset()
    documents: Mapping[str, str] = field(default_factory=dict)
    originals: Mapping[str, str] = field(default_factory=dict)
    names: Mapping[str, frozenset[str]] = field(default_factory=dict)
    """The names of the files that each article came from."""
    photos: frozenset[str] = frozenset()
    """The checksums of all photos that came with stories, those among them that somebody has deleted."""


def known_of(issue: Path) -> Known:
    """What an issue holds; links and unreadable files count as nothing."""
    documents: dict[str, str] = {}
    originals: dict[str, str] = {}
    photos: set[str] = set()
    sources: dict[str, frozenset[str]] = {}
    folder = issue / ORIGINALS
    names: set[str] = set()
    for path in sorted(folder.iterdir())[:_MOST] if folder.is_dir() else []:
        names.add(path.name)
        try:
            text = (path / SUMS).read_text(encoding="utf-8")
        except (OSError, UnicodeDecodeError):
            continue
        photos |= {match[1] for match in _PHOTO.finditer(text)}
        sources[path.name] = frozenset(match[2] or "" for match in _DOCUMENT.finditer(text))
        documents |= {match[1]: path.name for match in _DOCUMENT.finditer(text)}
        originals |= {match[1]: f"{ORIGINALS}/{path.name}/{match[2]}" for match in _FILE.finditer(text)}
    articles = issue / "articles"
    files = {path.stem for path in articles.iterdir()} if articles.is_dir() else set()
    there = files | _typed_ids(articles)
    documents = {digest: ident for digest, ident in documents.items() if ident in there}
    return Known(frozenset(names | there), documents, originals, sources, frozenset(photos))


def photo_line(digest: str, name: str) -> str:
    """What the list of checksums says of a photo."""
    return f"# ảnh: {digest}  {name}"


def remember(issue: Path, ident: str, lines: Sequence[str]) -> None:
    """Add lines to the list of checksums of an article."""
    sums = issue / ORIGINALS / ident / SUMS
    known = sums.read_bytes() if sums.is_file() else b""
    atomic_write(sums, known + "".join(f"{line}\n" for line in lines).encode())


def first_drafts(folder: Path) -> list[Path]:
    """The drafts of an article as they were imported, the first one first."""
    found = [(int(match[1] or 1), path) for path in folder.glob("*.yaml") if (match := _FIRST.fullmatch(path.name))]
    return [path for _, path in sorted(found)]


def next_draft(folder: Path) -> str:
    """The name under which the draft of an import is kept beside the original."""
    number = len(first_drafts(folder)) + 1
    return "ban-nhap.yaml" if number == 1 else f"ban-nhap-{number}.yaml"


def _typed_ids(articles: Path) -> set[str]:
    """The ids that articles give themselves; a file that is as it was is not read again."""
    found: set[str] = set()
    for path in sorted(articles.glob("*.yaml")) if articles.is_dir() else ():
        with contextlib.suppress(OSError):
            state = path.stat()
            ident = _typed_id(path, state.st_mtime_ns, state.st_size)
            found |= {ident} if ident else set()
    return found


@lru_cache(maxsize=4096)
def _typed_id(path: Path, _changed: int, _size: int) -> str | None:
    return parse("article", path.read_bytes(), path.name).id


def new_id(title: str, known: Known) -> tuple[str, str]:
    """The id that a title gives, and the one that is free."""
    wanted = slug(title)
    if len(wanted) > _LONGEST:
        wanted = wanted[: _LONGEST + 1].rpartition("-")[0] or wanted[:_LONGEST]
    wanted = wanted.strip("-") or "bai-nhap"
    return wanted, free_id(wanted, known.ids)
