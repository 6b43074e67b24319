"""Fonts that an office dropped into the `fonts/` folder of its bulletin: read, judged, added or refused.

Such a file is foreign data that native code will parse. So it is read here first, completely, with a size limit; what
the reader does not understand never reaches the layout engine.
"""

from __future__ import annotations

import json
import os
from collections.abc import Iterator, Sequence
from dataclasses import replace
from pathlib import Path

from bulletin.assets.fonts import rules
from bulletin.assets.fonts.catalogue import Style, postscript_name
from bulletin.assets.fonts.face import Face, face_from_row, row_from_face
from bulletin.assets.fonts.instance import instance, instancer_tag
from bulletin.assets.fonts.reading import FontNames, names_of, parse
from bulletin.assets.foreign import is_fault_of_file
from bulletin.assets.store import read_marked, read_verified, sha256, write_whole
from bulletin.errors import Finding, Place

MAX_BYTES = 24_000_000
"""Larger than any font for our scripts; a font for Chinese with 24 MB is of no use here."""

MAX_FILES = 100
"""Font files of an office that are read; a copied system folder holds thousands."""

_FONT_SUFFIXES = frozenset({".ttf", ".otf"})
_OTHER_FONT_SUFFIXES = frozenset({".ttc", ".otc", ".woff", ".woff2", ".pfb", ".pfm", ".fon", ".eot", ".dfont"})
_RESTRICTED, _PREVIEW_OR_EDIT, _NO_SUBSET, _BITMAP_ONLY = 0x0002, 0x000C, 0x0100, 0x0200
_WANTED_WEIGHTS = (400, 700)
_READERS = frozenset({"assets/fonts/reading.py", "assets/fonts/measure.py", "assets/fonts/instance.py"})
"""Our own modules that take values out of a font."""


class _RefusedError(Exception):
    """Why a file is not taken."""

    def __init__(self, finding: Finding) -> None:
        super().__init__(finding.rule.id)
        self.finding = finding


def own_faces(
    folders: Sequence[Path], base: Path, shipped: Sequence[Face]
) -> tuple[tuple[Face, ...], tuple[Finding, ...]]:
    """The office's faces and what there is to say about its files.

    Args:
        folders: `fonts/` folders of the issue and of the publication; missing ones are skipped.
        base: the font folder of the cache.
        shipped: the faces of the catalogue, which cannot be replaced.
    """
    taken = {(face.family, face.weight, face.style): face.origin for face in shipped}
    faces: list[Face] = []
    findings: list[Finding] = []
    for number, (folder, path) in enumerate(_files(folders)):
        label = folder.name if path == folder else f"{folder.name}/{path.relative_to(folder).as_posix()}"
        if number >= MAX_FILES:
            values = {"count": str(MAX_FILES), "file": label}
            findings.append(Finding(rules.OWN_MANY, Place(file=label), path.name, values))
            break
        try:
            found = _read(path, label, base)
        except _RefusedError as refused:
            findings.append(refused.finding)
            continue
        for face in found:
            key = (face.family, face.weight, face.style)
            if key in taken:
                values = {"face": face.name, "file": label, "other": taken[key]}
                findings.append(Finding(rules.OWN_DUPLICATE, Place(file=label), face.name, values))
                continue
            taken[key] = label
            faces.append(face)
            findings.append(Finding(rules.OWN_ADDED, Place(file=label), face.name, {"face": face.name, "file": label}))
    return tuple(faces), tuple(findings)


def _files(folders: Sequence[Path]) -> Iterator[tuple[Path, Path]]:
    """Every file that is meant as a font, in an order that no file system changes; links are not followed."""
    for folder in folders:
        if folder.is_symlink():
            yield folder, folder
            continue
        found = (Path(where) / name for where, _, names in os.walk(folder) for name in names)
        for path in sorted(found, key=lambda p: p.as_posix()):
            if path.suffix.lower() in _FONT_SUFFIXES | _OTHER_FONT_SUFFIXES:
                yield folder, path


def _read(path: Path, label: str, base: Path) -> tuple[Face, ...]:
    if path.is_symlink() or not path.is_file() or path.suffix.lower() not in _FONT_SUFFIXES:
        raise _RefusedError(Finding(rules.OWN_KIND, Place(file=label), path.name, {"file": label}))
    try:
        if not 0 < path.stat().st_size <= MAX_BYTES:
            raise _broken(label, f"{path.stat().st_size} byte")
        data = path.read_bytes()
    except OSError as problem:
        raise _broken(label, problem.strerror or "?") from problem
    digest = sha256(data)
    folder = base / "own" / f"{instancer_tag()}-{digest[:20]}"
    faces = _remembered(folder, label)
    if faces is None:
        faces = _examine(data, path.suffix.lower(), label, folder)
        write_whole(folder / "index.json", json.dumps([row_from_face(face) for face in faces]).encode())
    return faces


def _remembered(folder: Path, label: str) -> tuple[Face, ...] | None:
    try:
        rows = json.loads(read_marked(folder / "index.json") or b"")
        faces = tuple(replace(face_from_row(row, folder), origin=label) for row in rows)
    except (ValueError, TypeError, KeyError):
        return None
    whole = all(read_verified(face.path, face.sha256) is not None for face in faces)
    return faces if faces and whole else None


def _examine(data: bytes, suffix: str, label: str, folder: Path) -> tuple[Face, ...]:
    """Parse the file completely; the faces are copies in the cache, safe from a later change of the file."""
    try:
        names = names_of(parse(data))
    except Exception as problem:  # a hostile font can raise anything in its parser
        if not is_fault_of_file(problem, _READERS):
            raise
        raise _broken(label, str(problem) or type(problem).__name__) from problem
    fstype = names.fstype
    # Of the exclusive bits the least restrictive one counts: 2 restricted, 4 print and preview, 8 editable.
    if (fstype & _RESTRICTED and not fstype & _PREVIEW_OR_EDIT) or fstype & (_NO_SUBSET | _BITMAP_ONLY):
        values = {"file": label, "fstype": str(fstype)}
        raise _RefusedError(Finding(rules.OWN_RESTRICTED, Place(file=label), f"fsType {fstype}", values))
    try:
        return tuple(_faces(data, suffix, names, label, folder))
    except OSError:
        raise  # the cache folder, not the font
    except Exception as problem:  # outlines that only show their faults when they are measured or cut
        if not is_fault_of_file(problem, _READERS):
            raise
        raise _broken(label, str(problem) or type(problem).__name__) from problem


def _broken(label: str, reason: str) -> _RefusedError:
    short = " ".join(reason.split())[:120]
    return _RefusedError(Finding(rules.OWN_BROKEN, Place(file=label), short, {"file": label, "reason": short}))


def _faces(data: bytes, suffix: str, names: FontNames, label: str, folder: Path) -> Iterator[Face]:
    if not names.axes:
        yield _face(data, suffix, names.family, names.weight, names.style, label, folder)
        return

    for weight in _weights(names):
        axes = {tag: float(weight) if tag == "wght" else default for tag, _low, default, _high in names.axes}
        cut = instance(data, axes, names.family, weight, names.style)
        yield _face(cut, suffix, names.family, weight, names.style, label, folder)


def _weights(names: FontNames) -> tuple[int, ...]:
    """Regular and bold of a variable font where its axis reaches them, else the one it has by default."""
    for tag, low, default, high in names.axes:
        if tag == "wght":
            return tuple(w for w in _WANTED_WEIGHTS if low <= w <= high) or (round(default),)
    return (names.weight,)


def _face(data: bytes, suffix: str, family: str, weight: int, style: Style, label: str, folder: Path) -> Face:
    from bulletin.assets.fonts.measure import measure

    postscript = postscript_name(family, weight, style)
    path = folder / f"{postscript}{suffix}"
    write_whole(path, data)
    found = measure(path)
    return Face(
        family, weight, style, path, postscript, found.min_line_height, found.upem, found.ascent, found.descent,
        sha256(data), "own", label, "unknown", found.missing,
    )  # fmt: skip
