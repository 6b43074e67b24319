"""Whether the files of an issue are those of the last build, so that its pages will be found set.

Only a guess, made before anything is read: a wrong one costs the time of a late import and never a byte.
"""

from __future__ import annotations

import hashlib
import json
from collections.abc import Iterable
from pathlib import Path

from bulletin.build.photos.seen import SeenPhotos
from bulletin.layout.setting.kept import KIND, setter_key
from bulletin.model import Issue
from bulletin.runtime.cache import Cache, keep_sealed, read_sealed


def depends(issue: Issue, seen: SeenPhotos) -> tuple[Path, ...]:
    """The files and folders that the pages depend on: what was read, and where more may be put."""
    publication = (issue.folder / issue.publication_file).parent
    files = (issue.folder / name for name in (*issue.sources, *seen.places))
    own = (folder / name for folder in (publication, issue.folder) for name in ("layouts", "fonts", "printers"))
    mast = (publication / issue.publication.logo,) if issue.publication.logo else ()
    return tuple(dict.fromkeys((*files, *own, *mast)))


def remember_files(cache: Path, folder: Path, layout: str | None, issue: Issue, seen: SeenPhotos) -> None:
    """Note the size and time of every file that the pages depend on; they are set and kept now."""
    stamps = [[str(path), _stamp(path)] for path in depends(issue, seen)]
    keep_sealed(_file(cache, folder, layout), json.dumps(stamps, ensure_ascii=False).encode("utf-8", "surrogateescape"))


def shown_before(cache: Path, folder: Path, layout: str | None) -> bool:
    """Whether `remember_files` noted anything: most pages, photos and plans will be found then."""
    return _file(cache, folder, layout).exists()


def unchanged(cache: Path, folder: Path, layout: str | None) -> bool:
    """Whether every file that `remember_files` noted is as it was."""
    data = read_sealed(_file(cache, folder, layout))
    if data is None:
        return False
    stamps: Iterable[tuple[str, list[int] | None]] = json.loads(data.decode("utf-8", "surrogateescape"))
    return all(_stamp(Path(path)) == stamp for path, stamp in stamps)


def _stamp(path: Path) -> list[int] | None:
    try:
        found = path.stat()
    except OSError:
        return None
    return [found.st_size, found.st_mtime_ns]


def _file(cache: Path, folder: Path, layout: str | None) -> Path:
    name = repr((str(folder.absolute()), layout, setter_key())).encode("utf-8", "surrogateescape")
    return Cache(cache).path(KIND, f"files-{hashlib.sha256(name).hexdigest()[:40]}")
