"""What an issue was made from: its own files, the layout, the fonts and the printers, each as it was built with."""

from __future__ import annotations

import hashlib
import os
import stat
import unicodedata
from collections.abc import Iterator
from pathlib import Path

from bulletin.archive import rules
from bulletin.archive.store.disk import Hashed, Source
from bulletin.archive.store.names import PROBLEMS, path_problem
from bulletin.archive.store.root import publication_file, read_publication
from bulletin.archive.store.rules import UNSAFE_NAME
from bulletin.errors import Finding, Place, Rule
from bulletin.release import Release, sha256
from bulletin.runtime.paths import typed

_CHUNK = 1 << 20
_FONTS = (".ttf", ".otf")
_KINDS = {"layout": ("Tệp mẫu trình bày", "The layout's file"), "font": ("Phông chữ", "The font"),
          "printer": ("Tệp nhà in", "The printer's file")}  # fmt: skip


def hashed(path: Path) -> tuple[Hashed, str] | None:
    """A plain file with its SHA-512, and its SHA-256; None when it cannot be read or is a link."""
    new, old = hashlib.sha512(), hashlib.sha256()
    try:
        handle = os.open(path, os.O_RDONLY | os.O_NOFOLLOW | os.O_CLOEXEC | os.O_NONBLOCK)
        with os.fdopen(handle, "rb", buffering=0) as stream:
            if not stat.S_ISREG(os.fstat(stream.fileno()).st_mode):
                return None
            while chunk := stream.read(_CHUNK):
                new.update(chunk)
                old.update(chunk)
    except (OSError, ValueError):
        return None
    return Hashed(path, new.hexdigest()), old.hexdigest()


class Parts:
    """Collects what a release was made from. `findings` says what is not as it was, `logo` which input is the logo.

    `record` is the record edition as it was built, for a publication.yaml that was added to since.
    """

    def __init__(self, folder: Path, release: Release, cache: Path | None, record: Path | None = None) -> None:
        self.folder, self.release, self._cache, self._record = folder.absolute(), release, cache, record
        file = publication_file(self.folder)
        self._roots = tuple(dict.fromkeys((self.folder, file.parent if file else self.folder)))
        self.logo = read_publication(file).logo if file else None
        self.findings: list[Finding] = []

    def collect(self) -> Iterator[tuple[str, Source]]:
        """Every part by its path in the archive.

        An office's own layout, fonts and printers are also where the issue looks for them, so that `issue/` is a folder
        that can be built as it is; the same bytes are stored once.
        """
        for name, digest in sorted(self.release.inputs.items()):
            if (source := self._input(name, digest)) is not None:
                yield f"issue/{_nfc(name)}", source
        yield from self._layout()
        yield from self._fonts()
        yield from self._printers()

    def _input(self, name: str, digest: str) -> Source | None:
        problem = path_problem(_nfc(name))
        if problem:
            vi, en = PROBLEMS[problem]
            self._find(UNSAFE_NAME, name, path=name, reason_vi=vi, reason_en=en)
            return None
        there = [file for root in self._roots if (file := _inside(root, name)) is not None]
        found = [pair for file in there if (pair := hashed(file)) is not None]
        source = next((one for one, old in found if old == digest), None)
        if source is None and found:
            return self._as_built(name, digest, found[-1][0].path)
        if source is None:
            self._find(rules.INPUT_LOST, name, file=name)
        return source

    def _as_built(self, name: str, digest: str, now: Path) -> Source | None:
        """The bytes that a changed file had, where nothing that is printed has changed."""
        from bulletin.archive.as_built import publication_as_built

        is_publication = name.rpartition("/")[2] == "publication.yaml"
        if is_publication and self._record and (data := publication_as_built(now, self._record, digest)) is not None:
            self._find(rules.AS_BUILT, name, file=name)
            return data
        self._find(rules.INPUT_CHANGED, name, file=name)
        return None

    def _layout(self) -> Iterator[tuple[str, Source]]:
        from bulletin.sources.layouts.read import BASE, base_files, read_layout

        listed = self.release.layout
        names = {name.split("/", 1)[0] for name in listed} - {BASE}
        data = {f"{BASE}/{file}": content for file, content in base_files().items()}
        own: set[str] = set()
        for name in sorted(names):
            files = read_layout(name, tuple(root / "layouts" for root in self._roots)).files
            if files is not None:
                data |= {f"{name}/{file}": content for file, content in files.data.items()}
                own |= {name} if files.own else set()
        for name in sorted(listed):
            if self._is_part(data.get(name), listed[name], "layout", name):
                yield f"layout/{name}", data[name]
                if name.split("/", 1)[0] in own:
                    yield f"issue/layouts/{name}", data[name]

    def _fonts(self) -> Iterator[tuple[str, Source]]:
        from bulletin.assets.fonts.load import load_fonts

        folders = [folder for root in reversed(self._roots) if (folder := root / "fonts").is_dir()]
        faces = {(face.path.name, face.sha256): face.path for face in load_fonts(folders, self._cache).faces}
        for name, digest in sorted(self.release.fonts.items()):
            found = hashed(faces[name, digest]) if (name, digest) in faces else None
            if found is None or found[1] != digest:
                self._find_part("font", name)
            else:
                yield f"fonts/{name}", found[0]
        for folder in folders:
            for path in sorted(folder.rglob("*")):
                if path.suffix.lower() in _FONTS and (found := hashed(path)) is not None:
                    yield f"issue/fonts/{_nfc(path.relative_to(folder).as_posix())}", found[0]

    def _printers(self) -> Iterator[tuple[str, Source]]:
        from bulletin.sources.printers import icc_file, load_printer

        folders = tuple(root / "printers" for root in reversed(self._roots))
        for edition in self.release.editions:
            said = edition.made_for
            name = said.get("printer")
            if name is None:
                continue
            printer, file, _ = load_printer(name, folders)
            if printer is None or file is None or not _same(file, said.get("printer_sha256")):
                self._find_part("printer", f"{name}.yaml")
                continue
            profile = icc_file(printer, file)
            files = [(f"{name}.yaml", file)]
            if profile is not None and printer.icc is not None and "icc_sha256" in said:
                if not _same(profile, said["icc_sha256"]):
                    self._find_part("printer", printer.icc)
                    continue
                files.append((printer.icc, profile))
            yield from self._printer_files(files, own=file.parent in folders)

    def _printer_files(self, files: list[tuple[str, Path]], *, own: bool) -> Iterator[tuple[str, Source]]:
        for name, path in files:
            # What is shipped may be a link of the package installer.
            data = path.read_bytes()
            yield f"printers/{_nfc(name)}", data
            if own:
                yield f"issue/printers/{_nfc(name)}", data

    def _is_part(self, data: bytes | None, digest: str, kind: str, name: str) -> bool:
        if data is not None and sha256(data) == digest:
            return True
        self._find_part(kind, name)
        return False

    def _find_part(self, kind: str, name: str) -> None:
        vi, en = _KINDS[kind]
        self._find(rules.PART_CHANGED, name, file=name, kind_vi=vi, kind_en=en)

    def _find(self, rule: Rule, at: str, **values: str) -> None:
        finding = Finding(rule, Place(file=at), values={"folder": typed(self.folder), **values})
        if finding not in self.findings:
            self.findings.append(finding)


def _inside(root: Path, name: str) -> Path | None:
    """A file below a folder when no step of the way is a link."""
    path = root
    for part in name.split("/"):
        path = path / part
        if path.is_symlink():
            return None
    return path if os.path.lexists(path) else None


def _nfc(name: str) -> str:
    return unicodedata.normalize("NFC", name)


def _same(file: Path, digest: str | None) -> bool:
    try:
        return digest is None or sha256(file.read_bytes()) == digest
    except OSError:
        return False
