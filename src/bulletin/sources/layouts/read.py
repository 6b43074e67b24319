"""Layouts: the folder `layouts/NAME/` becomes a `Layout` with its templates and style sheet, or every reason why not.

The files are read once, into memory; nothing later opens a file of the folder, so what was checked is what is used.
"""

from __future__ import annotations

import hashlib
import os
import re
import stat
from collections.abc import Mapping, Sequence
from functools import lru_cache
from pathlib import Path

from bulletin import datafiles
from bulletin.errors import Finding, Place, has_errors
from bulletin.fields import SLUG
from bulletin.fields.layout import Layout
from bulletin.lazy import dataclass
from bulletin.model import Issue
from bulletin.sources import jail
from bulletin.sources.folding import nearest, shorten
from bulletin.sources.issue import parse
from bulletin.sources.layouts.checks import check_layout
from bulletin.sources.linking import Read
from bulletin.sources.rules import files as file_rules
from bulletin.sources.rules import layouts as rules

SHEET, STYLE, MASTHEAD = "layout.yaml", "style.css", "masthead.html.j2"
REQUIRED = (SHEET, STYLE, MASTHEAD)
BASE, BASE_STYLE = "_base", "base.css"
SUFFIX = ".html.j2"
MAX_NAME = 60
MAX_BYTES = 256_000
MAX_TEMPLATES = 60


@dataclass(frozen=True, slots=True)
class LayoutFiles:
    """The files of one layout as they were read: name → bytes; `shown` is the folder as messages name it.

    `own` says that an office wrote it, not we. `digest` changes with every byte of every file.
    """

    name: str
    folder: Path
    shown: str
    own: bool
    data: Mapping[str, bytes]
    marks: Mapping[tuple[str, ...], Place]
    digest: str

    def text(self, file: str) -> str:
        """A file as characters; one that is not there is empty."""
        return self.data.get(file, b"").decode("utf-8").removeprefix("\ufeff")

    def label(self, file: str) -> str:
        """A file as messages name it."""
        return f"{self.shown}/{file}"

    def place(self, *path: str) -> Place:
        """Where a value of `layout.yaml` was typed, or the nearest group around it."""
        file = self.label(SHEET)
        for length in range(len(path), -1, -1):
            mark = self.marks.get((file, *path[:length]))
            if mark is not None:
                return mark
        return Place(file, 1, 1)


@dataclass(frozen=True, slots=True)
class ReadLayout:
    """`layout` is None when a finding is an error; `files` is None when there is no such folder."""

    layout: Layout | None
    files: LayoutFiles | None
    findings: tuple[Finding, ...]


def layout_names(folders: Sequence[Path] = ()) -> tuple[str, ...]:
    """Names of the shipped layouts and of those in `folders`, alphabetically."""
    found: set[str] = set()
    for folder in (*folders, datafiles.folder("layouts")):
        try:
            found |= {path.parent.name for path in folder.glob("*/layout.yaml")}
        except OSError:
            continue
    return tuple(sorted(name for name in found if re.fullmatch(SLUG, name)))


def own_folders(issue: Issue) -> tuple[Path, ...]:
    """Where an office keeps layouts of its own: in the issue folder, then beside the publication."""
    publication = (issue.folder / issue.publication_file).parent
    return tuple(folder / "layouts" for folder in dict.fromkeys((issue.folder, publication)))


def font_folders(issue: Issue) -> tuple[Path, ...]:
    """The `fonts` folders that an office keeps: beside the publication and in the issue folder."""
    publication = (issue.folder / issue.publication_file).parent
    folders = dict.fromkeys((publication / "fonts", issue.folder / "fonts"))
    return tuple(folder for folder in folders if os.path.lexists(folder))


def layout_of(issue: Issue, name: str | None = None) -> ReadLayout:
    """The layout of an issue, or of that name for it; findings name files from the issue folder."""
    typed = issue.sheet.layout or issue.publication.layout
    file = "issue.yaml" if issue.sheet.layout else issue.publication_file
    place = issue.place(file, "layout") if name is None or name == typed else Place()
    return read_layout(name or typed, own_folders(issue), issue.folder, place)


def read_layout(
    name: str, own: Sequence[Path] = (), base: Path | None = None, place: Place | None = None
) -> ReadLayout:
    """The layout of that name: an office's own, else a shipped one.

    Args:
        name: of its folder.
        own: folders of layouts that an office keeps, the first that has the name wins.
        base: the folder from which messages name files; by default they say `layouts/NAME/…`.
        place: where the name was typed.

    Returns:
        The layout with everything found in `layout.yaml` and about the files. Never raises for bad input.
    """
    if not re.fullmatch(SLUG, name) or len(name) > MAX_NAME:
        return ReadLayout(None, None, (_unknown(name, own, place),))
    folder = next((folder / name for folder in own if os.path.lexists(folder / name)), None)
    if folder is None:
        folder = datafiles.folder("layouts") / name
        if not (folder / SHEET).is_file():
            return ReadLayout(None, None, (_unknown(name, own, place),))
        return _read(name, folder, f"layouts/{name}", own=False)
    shown = Path(os.path.relpath(folder, base)).as_posix() if base is not None else f"layouts/{name}"
    return _read(name, folder, shown, own=True)


def _unknown(name: str, own: Sequence[Path], place: Place | None) -> Finding:
    known = layout_names(own)
    near = nearest(name[:MAX_NAME], known)
    vi, en = (f"Có phải là “{near}”? ", f"Did you mean “{near}”? ") if near else ("", "")
    values = {"name": shorten(name), "hint_vi": vi, "hint_en": en, "known": ", ".join(known)}
    return Finding(rules.UNKNOWN, place or Place(), shorten(name), values)


def _read(name: str, folder: Path, shown: str, *, own: bool) -> ReadLayout:
    data, findings = _contents(folder, shown, own)
    missing = [
        file for file in REQUIRED if file not in data and not any(f.place.file == f"{shown}/{file}" for f in findings)
    ]
    if not any(f.place.file == shown for f in findings):
        findings += [
            Finding(rules.FILE_MISSING, Place(f"{shown}/{file}"), "", {"name": name, "file": file, "folder": shown})
            for file in missing
        ]
    digest = hashlib.sha256(repr(sorted((file, hashlib.sha256(data[file]).digest()) for file in data)).encode())
    read = _parsed(data[SHEET], f"{shown}/{SHEET}") if SHEET in data else None
    files = LayoutFiles(name, folder, shown, own, data, read.marks if read else {}, digest.hexdigest())
    layout = read.record if read is not None and isinstance(read.record, Layout) else None
    if read is not None:
        findings += read.findings
    if layout is not None:
        findings += check_layout(layout, files.place)
    if own and name in layout_names() and not (layout is not None and layout.replaces_shipped):
        values = {"name": name, "folder": shown, "file": f"{shown}/{SHEET}"}
        if layout is not None:
            findings.insert(0, Finding(rules.SHADOWS, Place(f"{shown}/{SHEET}", 1, 1), name, values))
    return ReadLayout(None if has_errors(findings) else layout, files, tuple(findings))


@lru_cache(maxsize=16)
def _parsed(data: bytes, shown: str) -> Read:
    """`layout.yaml` as a record: a pure function of its bytes, so a warm preview reads it once."""
    return parse("layout", data, shown)


def _contents(folder: Path, shown: str, own: bool) -> tuple[dict[str, bytes], list[Finding]]:
    """The files of a layout; of an own one links, pipes and devices are not opened. Other files are passed over.

    What was shipped is trusted: an installer may put links in its place.
    """
    data: dict[str, bytes] = {}
    findings: list[Finding] = []
    try:
        for parent in (folder.parent, folder) if own else ():
            if not stat.S_ISDIR(parent.lstat().st_mode):
                return {}, [jail.not_plain(parent, shown, parent.lstat().st_mode)]
        names = sorted(n for n in os.listdir(folder) if n in REQUIRED or (n.endswith(SUFFIX) and n[0] != "."))  # noqa: PTH208
    except OSError as error:
        return {}, [_unreadable(shown, error)]
    templates = [name for name in names if name.endswith(SUFFIX)]
    if len(templates) > MAX_TEMPLATES:
        values = {"folder": shown, "count": str(len(templates)), "limit": str(MAX_TEMPLATES)}
        return {}, [Finding(rules.TOO_MANY, Place(shown), "", values)]
    for name in names:
        found = _bytes(folder / name, f"{shown}/{name}") if own else (folder / name).read_bytes()
        if isinstance(found, Finding):
            findings.append(found)
        else:
            data[name] = found
    return data, findings


def _bytes(path: Path, shown: str) -> bytes | Finding:
    """A plain file of the layout, opened without following a link."""
    try:
        mode = path.lstat().st_mode
        if not stat.S_ISREG(mode):
            return jail.not_plain(path, shown, mode)
        handle = os.open(path, os.O_RDONLY | os.O_NOFOLLOW | os.O_NONBLOCK)
        with os.fdopen(handle, "rb") as stream:
            data = stream.read(MAX_BYTES + 1)
            size = os.fstat(handle).st_size
    except OSError as error:
        return _unreadable(shown, error)
    if len(data) > MAX_BYTES:
        return Finding(rules.TOO_BIG, Place(shown), "", {"file": shown, "size": str(size), "limit": str(MAX_BYTES)})
    if path.name == SHEET:
        return data  # its reader has more to say about letters that cannot be read
    return data if _is_text(data) else Finding(rules.NOT_TEXT, Place(shown), "", {"file": shown})


def _is_text(data: bytes) -> bool:
    try:
        return "\0" not in data.decode("utf-8")
    except UnicodeDecodeError:
        return False


def _unreadable(shown: str, error: OSError) -> Finding:
    values = {"word": shown, "reason": error.strerror or type(error).__name__}
    return Finding(file_rules.UNREADABLE, Place(shown), "", values)


def base_files() -> Mapping[str, bytes]:
    """The templates and the style sheet that all layouts share."""
    data, _ = _contents(datafiles.folder("layouts") / BASE, BASE, own=False)
    return data | {BASE_STYLE: (datafiles.folder("layouts") / BASE / BASE_STYLE).read_bytes()}


def base_digest() -> str:
    """A digest of the files that all layouts share."""
    return hashlib.sha256(repr(sorted(base_files().items())).encode()).hexdigest()
