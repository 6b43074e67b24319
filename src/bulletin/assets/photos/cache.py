"""What is known about photos and the finished pictures, kept between builds below `photos/` of the cache folder.

Facts are found by content hash; a small file for each path remembers size, times and inode, so that an unchanged
photo need not even be read. A finished picture follows its own SHA-256 and is made again when that does not fit.
"""

from __future__ import annotations

import json
import os
from dataclasses import asdict
from pathlib import Path

from bulletin.assets.code_key import code_key
from bulletin.assets.photos.geometry import Crop
from bulletin.assets.store import keep, keep_sealed, read_marked, read_sealed, sha256
from bulletin.lazy import dataclass


@dataclass(frozen=True, slots=True)
class PhotoFacts:
    """A photo that may be used. Sizes in px of the upright picture.

    `path` is where it was read, below `root` (which no link on the way may leave), `sha256` what was read. `mode` is
    Pillow's name for the stored colours (`RGB`, `L`, `CMYK`, `P` …), `orientation` the EXIF turn 1–8 that is still to
    be done, `animated` tells of more frames. `has_gps` says that the file tells where it was taken; nothing of that
    gets into a finished picture. `proven` means decoded once to its end. `size` is in bytes.
    """

    path: Path
    root: Path
    sha256: str
    kind: str
    width: int
    height: int
    mode: str
    orientation: int
    has_gps: bool
    has_icc: bool
    animated: bool
    size: int
    proven: bool

    @property
    def aspect(self) -> float:
        """Width divided by height, upright."""
        return self.width / self.height


def stamp(status: os.stat_result) -> list[int]:
    """What changes when a file changes: size, both times and the inode (clocks are coarse, copies keep times)."""
    return [status.st_size, status.st_mtime_ns, status.st_ctime_ns, status.st_ino]


def known_by_path(cache: Path, path: Path, root: Path, status: os.stat_result) -> PhotoFacts | None:
    """Facts of an unchanged file without reading it."""
    row = _row(_path_entry(cache, path))
    if row is None or row.get("stamp") != stamp(status):
        return None
    return known_by_content(cache, path, root, str(row.get("sha256")))


def known_by_content(cache: Path, path: Path, root: Path, digest: str) -> PhotoFacts | None:
    """Facts of bytes that were seen before, under whatever name."""
    row = _row(_content_entry(cache, digest))
    try:
        return PhotoFacts(path=path, root=root, sha256=digest, **row) if row is not None else None  # type: ignore[arg-type]
    except TypeError:
        return None


def remember(cache: Path, facts: PhotoFacts, status: os.stat_result | None) -> None:
    """Keep facts where the cache can be written.

    `status` must be that of the file before it was read; None leaves the path entry alone.
    """
    row = {name: value for name, value in asdict(facts).items() if name not in {"path", "root", "sha256"}}
    keep(_content_entry(cache, facts.sha256), json.dumps(row).encode())
    if status is not None:
        entry = {"stamp": stamp(status), "sha256": facts.sha256}
        keep(_path_entry(cache, facts.path), json.dumps(entry).encode())


def _row(path: Path) -> dict[str, object] | None:
    try:
        row = json.loads(read_marked(path) or b"")
    except (ValueError, RecursionError):
        return None
    return row if isinstance(row, dict) else None


def _path_entry(cache: Path, path: Path) -> Path:
    name = sha256(os.fsencode(path.absolute()))[:24]
    return cache / "photos" / f"paths-{code_key()}" / f"{name}.json"


def _content_entry(cache: Path, digest: str) -> Path:
    return cache / "photos" / f"facts-{code_key()}" / f"{digest}.json"


def picture_key(
    digest: str, crop: Crop, size: tuple[int, int], quality: int, mode: str, extra: tuple[object, ...]
) -> str:
    """Names a finished picture by everything that its bytes depend on, the code that makes it included."""
    parts = (digest, *(f"{part:.9f}" for part in crop), *size, quality, mode, *extra, code_key("PIL"))
    return sha256("|".join(str(part) for part in parts).encode())


def kept_picture(cache: Path, key: str) -> bytes | None:
    """A finished picture, or None if there is none or it is not what was stored."""
    return read_sealed(_picture_entry(cache, key))


def keep_picture(cache: Path, key: str, picture: bytes) -> None:
    """Store a finished picture behind its own hash."""
    keep_sealed(_picture_entry(cache, key), picture)


def _picture_entry(cache: Path, key: str) -> Path:
    return cache / "photos" / "pictures" / key[:2] / key
