"""Which letters each face can show, known without opening a font: the table that ships, the cache for own fonts.

`check` must say which letters cannot be printed and may not spend the half second that font libraries cost. So the
code points of the catalogue's files are kept in `fonts/coverage.json` beside the hash of the file that they were read
from (`tools/make_coverage.py`; a test reads the fonts again). An office's own fonts are read once and remembered below
the cache by their hash.
"""

from __future__ import annotations

import contextlib
import json
from collections.abc import Iterable, Mapping, Sequence
from functools import lru_cache
from pathlib import Path
from typing import Any

from bulletin import datafiles
from bulletin.assets.store import write_whole

FaceKey = tuple[str, int, str]
"""Family, weight, style."""

COVERAGE_FILE = "coverage.json"


class Coverage:
    """The code points of every face that a build may use."""

    def __init__(self, own: Mapping[FaceKey, frozenset[int]] | None = None) -> None:
        self._own = own or {}

    def of(self, family: str, weight: int, style: str) -> frozenset[int] | None:
        """The code points of a face; None when there is no such face.

        All weights of a shipped family are cut from one file, so they show the same letters.
        """
        shipped = shipped_coverage().get(family)
        if shipped is not None:
            return shipped.get(style)
        return self._own.get((family, weight, style))


@lru_cache(maxsize=1)
def shipped_coverage() -> Mapping[str, Mapping[str, frozenset[int]]]:
    """Family → style → code points, as shipped."""
    data = json.loads(datafiles.find("fonts", COVERAGE_FILE).read_bytes())
    sets = {sha256: unpacked(ranges) for sha256, ranges in data["files"].items()}
    return {
        family: {style: sets[sha256] for style, sha256 in styles.items()} for family, styles in data["families"].items()
    }


def coverage_of(families: Iterable[str], own: Sequence[Path], cache: Path) -> Coverage:
    """What the faces of some families can show.

    Args:
        families: those that a layout uses; font files are looked at only if one of them is not shipped.
        own: `fonts/` folders of the issue and of the publication.
        cache: the cache folder.
    """
    if set(families) <= shipped_coverage().keys():
        return Coverage()
    from bulletin.assets.fonts.own import own_faces

    faces, _findings = own_faces([path for path in own if path.is_dir()], cache / "fonts", ())
    wanted = [face for face in faces if face.family in set(families)]
    return Coverage({(face.family, face.weight, face.style): _remembered(face, cache) for face in wanted})


def _remembered(face: Any, cache: Path) -> frozenset[int]:
    """The code points of an own face, read once for each content of its file."""
    path = cache / "fonts" / "coverage" / f"{face.sha256}.json"
    try:
        return unpacked(json.loads(path.read_bytes())["ranges"])
    except (OSError, ValueError, KeyError, TypeError):
        pass
    from bulletin.assets.fonts.measure import characters

    found = characters(face.path)
    with contextlib.suppress(OSError):  # a cache that cannot be written costs time, nothing else
        write_whole(path, json.dumps({"ranges": packed(found)}).encode())
    return found


def packed(codes: Iterable[int]) -> str:
    """Code points as ranges in hexadecimal: `20-7E A0-FF 2013`."""
    ranges: list[list[int]] = []
    for code in sorted(codes):
        if ranges and ranges[-1][1] == code - 1:
            ranges[-1][1] = code
        else:
            ranges.append([code, code])
    return " ".join(f"{first:X}" if first == last else f"{first:X}-{last:X}" for first, last in ranges)


def unpacked(ranges: str) -> frozenset[int]:
    """The code points that `packed` wrote."""
    codes: set[int] = set()
    for part in ranges.split():
        first, _, last = part.partition("-")
        codes.update(range(int(first, 16), int(last or first, 16) + 1))
    return frozenset(codes)
