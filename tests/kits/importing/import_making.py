"""Documents made by hand for tests of importing; every person in them is invented."""

from __future__ import annotations

import datetime as dt
import hashlib
from typing import Any

from bulletin.importing.document import (
    Origin,
    PictureFile,
    SourceBlock,
    SourceDocument,
    SourceParagraph,
    SourcePicture,
    SourceRun,
)
from bulletin.importing.draft import Draft
from bulletin.importing.find.article import DaysAround, find_article
from bulletin.importing.portals.read import load_portals

HERE = Origin("bai.html")
TODAY = dt.date(2026, 11, 26)


def paragraph(text: str, *names: str, bold: bool = False, italic: bool = False, **more: Any) -> SourceParagraph:
    """A paragraph of one run; `names` nearest first."""
    href = more.pop("href", None)
    return SourceParagraph((SourceRun(text, bold=bold, italic=italic, href=href),), HERE, names=names, **more)


def picture(key: str | None, *names: str, **more: Any) -> SourcePicture:
    """A picture with the bytes `key`."""
    return SourcePicture(key, HERE, name=f"{key}.jpg", names=names, **more)


def picture_file(key: str) -> PictureFile:
    data = key.encode()
    digest = hashlib.sha256(data).hexdigest()
    return PictureFile(f"{key}.jpg", f"{digest[:32]}.jpg", digest, len(data))


def document(*blocks: SourceBlock, kind: str = "html", file: str = "bai.html", **more: Any) -> SourceDocument:
    """A document; the files of its pictures are made from their keys."""
    keys = [block.key for block in blocks if isinstance(block, SourcePicture) and block.key]
    digest = hashlib.sha256(repr(blocks).encode()).hexdigest()
    return SourceDocument(
        kind=kind,  # type: ignore[arg-type]
        file=file,
        sha256=digest,
        blocks=blocks,
        pictures={key: picture_file(key) for key in keys},
        **more,
    )


def draft_of(*blocks: SourceBlock, saved: dt.date | None = None, **more: Any) -> Draft:
    """The draft that is found in a document of these blocks."""
    around = DaysAround(TODAY, frozenset({saved} if saved else ()))
    return find_article(document(*blocks, **more), load_portals(), around)
