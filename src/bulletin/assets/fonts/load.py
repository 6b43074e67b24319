"""The fonts of a build: static faces of the catalogue and of the office, checked, and nothing else.

`load_fonts()` is the door. The faces come with the installation, cut out of the variable files of the font packages.
Where they are missing or damaged, the first call cuts those (about 20 ms each) into the cache; every call compares
hashes, which costs a few milliseconds.
"""

from __future__ import annotations

import json
import os
from collections.abc import Callable, Sequence
from dataclasses import replace
from functools import lru_cache
from html import escape
from importlib.util import find_spec
from pathlib import Path

from bulletin import datafiles
from bulletin.assets.fonts import rules
from bulletin.assets.fonts.catalogue import FaceSpec, SourceFile, catalogue_path, read_catalogue
from bulletin.assets.fonts.face import Face as Face
from bulletin.assets.fonts.face import FontSet as FontSet
from bulletin.assets.fonts.face import face_from_row, row_from_face
from bulletin.assets.fonts.measure import REQUIRED as REQUIRED
from bulletin.assets.fonts.measure import VIETNAMESE as VIETNAMESE
from bulletin.assets.fonts.measure import lacking
from bulletin.assets.store import mark_used, read_marked, read_verified, sha256, write_whole
from bulletin.errors import Finding, Place, ToolError
from bulletin.runtime.cache import default_folder
from bulletin.runtime.start.installed import ready_files

KIND, INDEX = "fonts", "index.json"
"""The folder of faces, in a cache and in the installation; the list of its files."""


def load_fonts(own: Path | Sequence[Path] | None = None, cache: Path | None = None) -> FontSet:
    """All faces that a build may use.

    Args:
        own: the `fonts/` folder of the issue or publication, or several of them; one that does not exist is no fault.
        cache: the cache folder; the faces go to `fonts/` below it.

    Returns:
        The faces, and the findings about the office's own files (errors among them stop a build).

    Raises:
        ToolError: a font package is missing, is not the checked version or cannot be cut.
        OSError: the cache folder cannot be written.
    """
    base = (cache if cache is not None else default_folder()) / KIND
    shipped, folder = _shipped(base)
    folders = [own] if isinstance(own, Path) else list(own or ())
    if not any(os.path.lexists(path) for path in folders):
        return FontSet(shipped, folder)
    from bulletin.assets.fonts.own import own_faces

    added, findings = own_faces(folders, base, shipped)
    return FontSet(shipped + added, folder, findings)


def _shipped(base: Path) -> tuple[tuple[Face, ...], Path]:
    """The catalogue's faces, every one still what was stored: from the installation, else from the cache."""
    name = shipped_folder()
    for index in ready_files(KIND, name, INDEX):
        faces = _from_index(index.parent, _read)
        if faces:
            return faces, index.parent
    folder = base / name
    return _from_index(folder, read_marked) or cut_missing(folder), folder


def shipped_folder() -> str:
    """The name of the folder that holds the catalogue's faces as this program cuts them."""
    from bulletin.assets.fonts.instance import instancer_tag

    return sha256(catalogue_path().read_bytes() + instancer_tag().encode())[:20]


def cut_missing(folder: Path) -> tuple[Face, ...]:
    """Complete a folder with the catalogue's faces: copied from the installation, cut where a good one is nowhere."""
    good = _good_faces(folder, read_marked)
    for index in ready_files(KIND, folder.name, INDEX):
        good = _good_faces(index.parent, _read) | good
    sources: dict[SourceFile, bytes] = {}
    faces = []
    for spec in read_catalogue(catalogue_path()):
        face = good.get(spec.postscript_name)
        if face is None:
            sources[spec.source] = sources.get(spec.source) or _source_bytes(spec)
            face = _cut(spec, sources[spec.source], folder)
        elif face.path.parent != folder:
            write_whole(folder / face.path.name, face.path.read_bytes())
            face = replace(face, path=folder / face.path.name)
        faces.append(face)
    rows = json.dumps([row_from_face(face) for face in faces], ensure_ascii=False, indent=1)
    write_whole(folder / INDEX, rows.encode())
    return tuple(faces)


def _from_index(folder: Path, read: Callable[[Path], bytes | None]) -> tuple[Face, ...] | None:
    """The faces named in `index.json`, or None if it is missing, damaged or any file is not what it says."""
    rows = _rows(folder, read)
    faces = tuple(_good_faces(folder, read, rows).values())
    return faces if faces and len(faces) == len(rows) else None


def _good_faces(
    folder: Path, read: Callable[[Path], bytes | None], rows: Sequence[dict[str, object]] | None = None
) -> dict[str, Face]:
    """The faces of a folder whose files are what its index says, by PostScript name."""
    good: dict[str, Face] = {}
    for row in _rows(folder, read) if rows is None else rows:
        try:
            face = face_from_row(row, folder)
            data = read(face.path)
        except (ValueError, TypeError, KeyError, OSError):
            continue
        if data is not None and sha256(data) == face.sha256:
            good[face.postscript_name] = face
    return good


def _rows(folder: Path, read: Callable[[Path], bytes | None]) -> Sequence[dict[str, object]]:
    try:
        rows = json.loads(read(folder / INDEX) or b"")
    except ValueError:
        return ()
    return rows if isinstance(rows, list) else ()


def _read(path: Path) -> bytes | None:
    """The bytes of a file that came with the installation; it is not marked as used."""
    try:
        return path.read_bytes()
    except OSError:
        return None


def _source_bytes(spec: FaceSpec) -> bytes:
    source = spec.source
    package = f"{source.distribution}=={source.version}"
    found = find_spec(source.module)
    if found is None or not found.submodule_search_locations:
        raise ToolError([Finding(rules.PACKAGE_MISSING, values={"family": spec.family, "package": package})])
    path = Path(found.submodule_search_locations[0]) / source.file
    data = path.read_bytes() if path.is_file() else b""
    if sha256(data) != source.sha256:
        raise ToolError([Finding(rules.CHANGED, Place(file=path.name), values={"file": path.name, "package": package})])
    return data


def _cut(spec: FaceSpec, source: bytes, folder: Path) -> Face:
    from bulletin.assets.fonts.instance import instance
    from bulletin.assets.fonts.measure import measure

    path = folder / f"{spec.postscript_name}.ttf"
    try:
        data = instance(source, spec.axes, spec.family, spec.weight, spec.style, spec.old_figures)
        write_whole(path, data)
        found = measure(path)
    except (ImportError, ValueError, RuntimeError) as problem:
        values = {"face": spec.postscript_name, "reason": str(problem)}
        raise ToolError([Finding(rules.CANNOT_INSTANCE, values=values)]) from problem
    return Face(
        spec.family, spec.weight, spec.style, path, spec.postscript_name, spec.min_line_height,
        found.upem, found.ascent, found.descent, sha256(data), spec.role, _origin(spec.source), spec.source.licence,
        found.missing,
    )  # fmt: skip


@lru_cache(maxsize=4)
def shipped_face(family: str, weight: int, style: str = "normal") -> bytes:
    """A face of the catalogue cut in memory, for text that is not part of the pages (a slug line, a fold mark).

    Raises:
        ToolError: the font package is missing or is not the checked version.
        ValueError: the catalogue has no such face.
    """
    from bulletin.assets.fonts.instance import instance

    for spec in read_catalogue(catalogue_path()):
        if (spec.family, spec.weight, spec.style) == (family, weight, style):
            return instance(_source_bytes(spec), spec.axes, family, weight, style)
    raise ValueError(f"{family} {weight} {style}")


def _origin(source: SourceFile) -> str:
    return f"{source.distribution} {source.version}"


def coverage(face: Face) -> str:
    """The characters of REQUIRED (134 Vietnamese letters, ASCII, ₫ № – — …) that a face lacks; empty if it is fit."""
    return face.required_missing


def missing(face: Face, text: str) -> str:
    """The different characters of a text that a face cannot show, sorted."""
    return lacking(face.path, text)


def fontconfig(folder: Path, cache: Path) -> Path:
    """Write the configuration that makes `folder` the only place with fonts, for `FONTCONFIG_FILE`.

    Without it a missing glyph would silently come from some font of the machine, and the same issue would look
    different elsewhere. fontconfig's own cache goes below `cache` too.

    Returns:
        The path of the file; it is in `cache/fontconfig/` and is written only when it changes.

    Raises:
        OSError: the cache folder cannot be written.
    """
    template = datafiles.find("fonts", "fonts.conf").read_text(encoding="utf-8")
    own_cache = cache / "fontconfig" / "cache"
    text = template.replace("@FOLDER@", escape(str(folder.resolve()))).replace(
        "@CACHE@", escape(str(own_cache.resolve()))
    )
    data = text.encode()
    path = cache / "fontconfig" / f"fonts-{sha256(data)[:12]}.conf"
    if read_verified(path, sha256(data)) is None or not own_cache.is_dir():
        own_cache.mkdir(parents=True, exist_ok=True)
        write_whole(path, data)
    for kept in own_cache.iterdir():  # fontconfig does not mark what it uses
        mark_used(kept)
    return path
