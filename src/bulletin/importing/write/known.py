"""What was imported before: the originals of an issue and the checksums beside them."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import field
from pathlib import Path

from bulletin.lazy import dataclass
from bulletin.sources.folding import free_id, slug
from bulletin.sources.next_issue import article_ids

ORIGINALS = "originals"
SUMS = "SHA256SUMS"
_DOCUMENT = re.compile(r"^# tài liệu: ([0-9a-f]{64})(?:  (.*))?$", re.M)
_FILE = re.compile(r"^([0-9a-f]{64})  (\S.*)$", re.M)
_LONGEST = 60
_MOST = 2000


@dataclass(frozen=True, slots=True)
class Known:
    """Ids in use, the article of each document that was imported, and where each original file is."""

    ids: frozenset[str] = frozenset()
    documents: Mapping[str, str] = field(default_factory=dict)
    originals: Mapping[str, str] = field(default_factory=dict)


def known_of(issue: Path) -> Known:
    """What an issue holds; links and unreadable files count as nothing."""
    documents: dict[str, str] = {}
    originals: dict[str, str] = {}
    folder = issue / ORIGINALS
    names: set[str] = set()
    for path in sorted(folder.iterdir())[:_MOST] if folder.is_dir() else []:
        names.add(path.name)
        try:
            text = (path / SUMS).read_text(encoding="utf-8")
        except (OSError, UnicodeDecodeError):
            continue
        documents |= {match[1]: path.name for match in _DOCUMENT.finditer(text)}
        originals |= {match[1]: f"{ORIGINALS}/{path.name}/{match[2]}" for match in _FILE.finditer(text)}
    articles = issue / "articles"
    files = {path.stem for path in articles.iterdir()} if articles.is_dir() else set()
    return Known(frozenset(names | files | article_ids(articles)), documents, originals)


def new_id(title: str, known: Known) -> tuple[str, str]:
    """The id that a title gives, and the one that is free."""
    wanted = slug(title)
    if len(wanted) > _LONGEST:
        wanted = wanted[: _LONGEST + 1].rpartition("-")[0] or wanted[:_LONGEST]
    wanted = wanted.strip("-") or "bai-nhap"
    return wanted, free_id(wanted, known.ids)
