"""READ: the folder of an issue becomes an `Issue`, or every reason why it cannot."""

from __future__ import annotations

import os
import stat
from collections.abc import Collection, Iterator, Sequence
from dataclasses import field, replace
from pathlib import Path
from typing import Any

from bulletin.errors import Finding, Place, has_errors, with_lines
from bulletin.lazy import dataclass
from bulletin.model import Entry, Issue, IssueSheet, Publication
from bulletin.runtime import paths
from bulletin.runtime.working import working_on
from bulletin.sources import jail, strays
from bulletin.sources.article_checks import check_crops, check_ids, check_photo_references, check_title
from bulletin.sources.folding import MAX_GUESSES, shorten
from bulletin.sources.ignores import ignores_of
from bulletin.sources.linking import Read, link
from bulletin.sources.rules import files as rules
from bulletin.sources.rules import schema as schema_rules
from bulletin.sources.schema.kinds import RECORDS, FileKind
from bulletin.sources.schema.reader import BAD, SchemaReader
from bulletin.sources.schema.shapes import known_keys, record_info
from bulletin.sources.yaml.adding import list_end
from bulletin.sources.yaml.nodes import MAX_BYTES, Scalar, read

LEVELS_UP = 6
MAX_ARTICLES = 1000

_WHERE = {
    "publication": ("tệp ấn phẩm", "the publication file"),
    "issue": ("tệp số báo", "the issue file"),
    "article": ("tệp bài", "the article file"),
    "printer": ("tệp nhà in", "the printer file"),
    "layout": ("tệp mẫu trình bày", "the layout file"),
    "mail": ("tệp gửi thư", "the mail file"),
    "review": ("tệp góp ý", "the review file"),
}

_SHEETS = ("issue.yaml", "publication.yaml")
_FIRST = {"publication": "ma", "issue": "an_pham", "article": "tieu_de", "printer": "ten", "layout": "title",
          "mail": "gui_tu", "review": "gop_y"}  # fmt: skip


@dataclass(frozen=True, slots=True)
class Loaded:
    """An issue and what was found while reading it; `issue` is None when any finding is an error."""

    issue: Issue | None
    findings: tuple[Finding, ...]


@dataclass(slots=True)
class SourceCache:
    """Remembers parsed files by name and content, so that a warm preview parses only what changed.

    Attributes:
        parsed: what was read, by kind and name.
        supposed: bytes that count instead of those on the disk, by kind; for who asks what would be.
    """

    parsed: dict[tuple[str, str], tuple[bytes, Read]] = field(default_factory=dict)
    supposed: dict[FileKind, bytes] = field(default_factory=dict)

    def get(self, kind: FileKind, file: str, data: bytes) -> Read:
        data = self.supposed.get(kind, data)
        kept = self.parsed.get((kind, file))
        if kept is None or kept[0] != data:
            kept = self.parsed[kind, file] = (data, parse(kind, data, file))
        return kept[1]


def load_issue(
    folder: Path, cache: SourceCache | None = None, without: Collection[str] = frozenset()
) -> Loaded:  # fmt: skip
    """Reads `issue.yaml`, `articles/*.yaml` and the `publication.yaml` of the folder or of one above it.

    Args:
        folder: the issue folder.
        cache: kept between calls by a preview; by default nothing is remembered.
        without: files of articles that are left out, of the flatplan too, and of which nothing is said.

    Returns:
        The issue with its entries in printing order, and all findings with file, line and column. Never raises for
        bad input.
    """
    return _Loader(folder, cache or SourceCache(), without).load()


def parse(kind: FileKind, data: bytes, file: str) -> Read:
    """One file as a record with its findings and marks; looks at nothing but these bytes."""
    cls = RECORDS[kind]
    document = read(data, file, known=known_keys(cls), first=_FIRST[kind])
    reader = SchemaReader(document, _WHERE[kind])
    record = reader.read(cls)
    if kind == "publication":
        check_ids(reader, "sections")
        _check_order(reader, ("licence",), "issued", "expires")
    elif kind == "issue":
        _check_order(reader, ("period",), "start", "end")
    elif kind == "review":
        check_ids(reader, "remarks")
    elif kind == "article":
        check_ids(reader, "photos")
        check_photo_references(reader)
        check_crops(reader)
        check_title(reader)
    ident = reader.values.get("id")
    findings = tuple(sorted((*document.findings, *reader.findings), key=_order))
    marks = {(file, *path): place for path, place in reader.marks.items()}
    good = record is not BAD and not has_errors(findings)
    ignores = ignores_of(document, reader.nodes) if b"bulletin:" in data else ()
    files = {
        path: node.text.rstrip("\n")
        for path, node in reader.nodes.items()
        if isinstance(node, Scalar) and _is_file(path)
    }
    keys = {path: key for path in files if (key := reader.typed_key(reader.nodes[path]))}
    end = list_end(document, reader.nodes.get(("flatplan",))) if kind == "issue" else None
    ident = ident if isinstance(ident, str) else None
    return Read(file, record if good else None, ident, findings, marks, files, ignores, end, keys)


def _is_file(path: tuple[str, ...]) -> bool:
    """Whether a field path names a file on the disk."""
    return (
        path in (("logo",), ("icc",))
        or (path[:1] == ("fonts",) and len(path) == 2)
        or (path[:1] == ("photos",) and path[2:] == ("file",))
    )


def _check_order(reader: SchemaReader, path: tuple[str, ...], first: str, last: str) -> None:
    record = reader.values.get(path[0])
    start, end = getattr(record, first, None), getattr(record, last, None)
    if start is not None and end is not None and end < start:
        keys = record_info(type(record)).by_key
        values = {
            "first": keys[first].key,
            "last": keys[last].key,
            "start": f"{start:%d/%m/%Y}",
            "end": f"{end:%d/%m/%Y}",
        }
        reader.find(schema_rules.ORDER, reader.nodes[(*path, last)], **values)


def _left_out(sheet: Read | None, articles: Sequence[Read], without: Collection[str]) -> tuple[Read | None, list[Read]]:
    """The flatplan and the articles, both without those of some files."""
    kept = [read for read in articles if read.file not in without]
    names = {read.id or Path(read.file).stem for read in articles if read.file in without}
    if sheet is not None and isinstance(sheet.record, IssueSheet):
        plan = tuple(one for one in sheet.record.flatplan if one.article not in names)
        sheet = replace(sheet, record=replace(sheet.record, flatplan=plan))
    return sheet, kept


class _Loader:
    def __init__(self, folder: Path, cache: SourceCache, without: Collection[str]) -> None:
        self.folder, self.cache, self.without = folder.resolve(), cache, without
        self.findings: list[Finding] = []
        self.sources: dict[str, bytes] = {}
        self.guesses = 0
        self.spelled: dict[tuple[str, tuple[str, ...]], str] = {}
        self.not_read: tuple[Finding, ...] = ()
        self.listed: dict[Path, tuple[str, ...]] = {}

    def load(self) -> Loaded:
        if not self.folder.is_dir():
            return Loaded(None, (Finding(rules.NO_FOLDER, Place(), str(self.folder), {"word": self.folder.name}),))
        elsewhere = strays.issue_elsewhere(self.folder)
        if elsewhere is not None:
            return Loaded(None, (elsewhere,))
        publication = self._publication()
        sheet = self._one("issue", "issue.yaml", rules.NO_SHEET)
        articles = [read for name in self._article_files() if (read := self._parse("article", name)) is not None]
        if self.without:
            sheet, articles = _left_out(sheet, articles, self.without)
        reads = [read for read in (publication, sheet, *articles) if read is not None]
        self.findings += [finding for read in reads for finding in read.findings]
        entries, findings, explained = link(
            publication, sheet, articles, self.not_read, paths.shown_folder(self.folder)
        )
        self.findings += findings
        self.findings += [finding for finding in self.not_read if finding not in explained]
        self._check_files(publication, sheet, articles)
        self._find_copies(publication)
        ordered = with_lines(sorted(self.findings, key=_order), self.sources)
        if has_errors(ordered) or publication is None or sheet is None:
            return Loaded(None, ordered)
        return Loaded(self._issue(publication, sheet, reads, entries), ordered)

    def _issue(self, publication: Read, sheet: Read, reads: list[Read], entries: tuple[Entry, ...]) -> Issue:
        assert isinstance(publication.record, Publication)
        assert isinstance(sheet.record, IssueSheet)
        return Issue(
            folder=self.folder,
            publication=self._publication_as_on_disk(publication.file, publication.record),
            publication_file=publication.file,
            sheet=sheet.record,
            entries=tuple(self._photos_as_on_disk(entry) for entry in entries),
            marks={key: place for read in reads for key, place in read.marks.items()},
            sources=self.sources,
            ignores=tuple(ignore for read in reads for ignore in read.ignores),
        )

    def _photos_as_on_disk(self, entry: Entry) -> Entry:
        """Later stages open files by name, so a name stored as NFD on the disk takes the place of the typed one."""
        names = [self.spelled.get((entry.file, ("photos", str(n), "file"))) for n in range(len(entry.article.photos))]
        if not any(names):
            return entry
        photos = tuple(
            replace(photo, file=name) if name else photo
            for photo, name in zip(entry.article.photos, names, strict=True)
        )
        return replace(entry, article=replace(entry.article, photos=photos))

    def _publication_as_on_disk(self, file: str, record: Publication) -> Publication:
        logo = self.spelled.get((file, ("logo",)), record.logo)
        fonts = tuple(self.spelled.get((file, ("fonts", str(n))), font) for n, font in enumerate(record.fonts))
        return record if (logo, fonts) == (record.logo, record.fonts) else replace(record, logo=logo, fonts=fonts)

    # --- files ------------------------------------------------------------------------------------------------------

    def _publication(self) -> Read | None:
        folder = self.folder
        for level in range(LEVELS_UP + 1):
            if os.path.lexists(folder / "publication.yaml"):
                return self._parse("publication", "../" * level + "publication.yaml")
            if folder.parent == folder:
                break
            folder = folder.parent
        self.findings.append(Finding(rules.NO_PUBLICATION, Place("publication.yaml"), "", self._create("publication")))
        return None

    def _create(self, kind: FileKind) -> dict[str, str]:
        """What to type where a file is missing: its new name when it is there under a wrong one."""
        near = strays.like(self.folder, f"{kind}.yaml")
        if near is not None:
            vi, en = f"Hãy đổi tên {near} thành {kind}.yaml.", f"Rename {near} to {kind}.yaml."
        else:
            path = paths.typed(self.folder)
            vi, en = f"Hãy tạo tệp bằng: bulletin new {kind} {path}", f"Create it with: bulletin new {kind} {path}"
        return {"hint_vi": vi, "hint_en": en}

    def _one(self, kind: FileKind, name: str, missing: Any) -> Read | None:
        if os.path.lexists(self.folder / name):
            return self._parse(kind, name)
        self.findings.append(Finding(missing, Place(name), "", self._create(kind)))
        return None

    def _article_files(self) -> list[str]:
        folder = self.folder / "articles"
        try:
            if folder.is_symlink():
                self._refuse("articles", folder.lstat().st_mode)
                return []
            there = sorted(os.listdir(folder))  # noqa: PTH208 - names, not paths
            names = [name for name in there if strays.is_article(name)]
            copies, found = strays.second_copies(folder, names, strays.ARTICLES)
            names = [name for name in names if name not in copies]
            self.findings += [one for one in found if one.place.file not in self.without]
            self.not_read = tuple(strays.articles_not_read(folder, there, paths.shown_folder(self.folder)))
        except FileNotFoundError:
            return []
        except NotADirectoryError:
            values = {
                "word": "articles",
                "path": paths.typed(folder),
                "aside": paths.typed(self.folder / "articles.yaml"),
            }
            self.findings.append(Finding(rules.NOT_A_FOLDER, Place("articles"), "", values))
            return []
        except OSError as error:
            self._unreadable("articles", error)
            return []
        if len(names) > MAX_ARTICLES:
            values = {"count": str(len(names)), "limit": str(MAX_ARTICLES)}
            self.findings.append(Finding(rules.TOO_MANY_FILES, Place("articles"), "", values))
        return [f"articles/{name}" for name in names[:MAX_ARTICLES]]

    def _find_copies(self, publication: Read | None) -> None:
        """Copies of the two sheets, which nobody would look for."""
        above = publication.file.removesuffix("publication.yaml") if publication is not None else ""
        for before in dict.fromkeys(("", above)):
            copies, found = strays.second_copies(self.folder / before, strays.names_in(self.folder / before), before)
            sheets = {f"{before}{name}" for name, first in copies.items() if first in _SHEETS}
            self.findings += [one for one in found if one.place.file in sheets]

    def _parse(self, kind: FileKind, file: str) -> Read | None:
        data = self._bytes(file)
        if data is None:
            return None
        self.sources[file] = data
        with working_on(file):
            return self.cache.get(kind, file, data)

    def _bytes(self, file: str) -> bytes | None:
        """The bytes of a plain file, one more than allowed at most; links, pipes and devices are not opened."""
        path = self.folder / file
        try:
            mode = path.lstat().st_mode
            if not stat.S_ISREG(mode):
                self._refuse(file, mode)
                return None
            with path.open("rb") as stream:
                return stream.read(MAX_BYTES + 1)
        except OSError as error:
            self._unreadable(file, error)
            return None

    def _refuse(self, file: str, mode: int) -> None:
        self.findings.append(jail.not_plain(self.folder / file, file, mode))

    def _unreadable(self, file: str, error: OSError) -> None:
        values = {"word": file, "reason": error.strerror or type(error).__name__}
        self.findings.append(Finding(rules.UNREADABLE, Place(file), "", values))

    def _check_files(self, publication: Read | None, sheet: Read | None, articles: Sequence[Read]) -> None:
        """Photos lie inside the issue folder, logo and fonts inside the publication's; each photo is used once."""
        used = {typed for article in articles for typed in article.files.values()}
        seen: dict[str, Place] = {}
        placed = (
            {item.article for item in sheet.record.flatplan} if sheet and isinstance(sheet.record, IssueSheet) else None
        )
        for article in articles:
            for path, name in self._jail(self.folder, article, "tep", used):
                place = article.place(*path)
                if name in seen and (placed is None or article.id in placed):
                    values = {"word": shorten(name), "first": str(seen[name])}
                    self.findings.append(Finding(rules.PHOTO_USED_TWICE, place, shorten(name), values))
                elif placed is None or article.id in placed:
                    seen[name] = place
                else:
                    seen.setdefault(name, place)
        if publication is not None:
            list(self._jail((self.folder / publication.file).parent.resolve(), publication, "bieu_trung", ()))
        if not has_errors(self.findings):
            self.findings += strays.photos_not_used(self._listing(self.folder / "photos", "photos/"), seen)

    def _jail(self, root: Path, read: Read, key: str, used: Collection[str]) -> Iterator[tuple[tuple[str, ...], str]]:
        """The field path and the name on the disk of every file that is there."""
        for path, typed in read.files.items():
            if typed.strip():
                # A line that names another key would add the same field twice.
                name = read.file_keys.get(path) or ("phong_chu" if path[0] == "fonts" else key)
                found = jail.resolve(root, typed, read.place(*path), name, around=lambda: self._around(root, used))
                if isinstance(found, Finding):
                    self.findings.append(found)
                    continue
                if (name := found.relative_to(root).as_posix()) != typed:
                    self.spelled[read.file, path] = name
                yield path, name

    def _around(self, root: Path, used: Collection[str]) -> jail.Around:
        """Where to look for a missing file; nowhere after many, for then they are no slips of typing."""
        self.guesses += 1
        return jail.Around(self._listing(root), used) if self.guesses <= MAX_GUESSES else jail.Around()

    def _listing(self, folder: Path, before: str = "") -> tuple[str, ...]:
        if folder not in self.listed:
            self.listed[folder] = tuple(before + name for name in jail.listing(folder))
        return self.listed[folder]


def _order(finding: Finding) -> tuple[str, int, int]:
    place = finding.place
    rank = {"publication.yaml": "0", "issue.yaml": "1"}.get((place.file or "").rpartition("/")[2], "2")
    return rank + (place.file or ""), place.line or 0, place.column or 0
