"""BULLETINS: which publications and issues a folder holds, under names that the window may say; never under paths."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

from bulletin.lazy import dataclass
from bulletin.model import IssueSheet, Publication
from bulletin.sources.folding import slug
from bulletin.sources.issue import LEVELS_UP, parse
from bulletin.sources.partial import read_plain, values_in
from bulletin.sources.schema.kinds import FileKind

DEPTH = 4
"""How deep below the opened folder publications and issues are looked for."""
_MOST_FOLDERS = 5000
OWN = "-"
"""How the window names a publication's own place, where it would name an issue; no issue is called so."""
_SKIPPED = frozenset({"build", "photos", "articles", "node_modules"})


FileMark = tuple[int, int, int, int]
"""Size, times and number of a file on the disk: another one, another file."""
NOT_THERE: FileMark = (0, 0, 0, 0)
_MOST_KNOWN = 2000
_known: dict[Path, tuple[FileMark, object]] = {}


@dataclass(frozen=True, slots=True)
class KnownIssue:
    """An issue on disk: its name in the window, its folder, and `issue.yaml` as read (None when it does not read)."""

    id: str
    folder: Path
    sheet: IssueSheet | None
    mark: FileMark = NOT_THERE


@dataclass(frozen=True, slots=True)
class KnownBulletin:
    """A publication on disk with its issues, the newest first; `record` is None when its file does not read."""

    id: str
    folder: Path
    record: Publication | None
    issues: tuple[KnownIssue, ...]
    mark: FileMark = NOT_THERE

    def is_current(self) -> bool:
        """Whether its file and those of its issues are as they were when they were read."""
        return mark_of(self.folder / "publication.yaml") == self.mark and all(
            mark_of(issue.folder / "issue.yaml") == issue.mark for issue in self.issues
        )

    def issue(self, ident: str) -> KnownIssue | None:
        """The issue of this name; the publication's own place has a name too."""
        if ident == OWN:
            return KnownIssue(OWN, self.folder, None)
        return next((one for one in self.issues if one.id == ident), None)


def find_bulletins(*folders: Path) -> tuple[KnownBulletin, ...]:
    """The publications in folders, below them, or above one when it is an issue's; each once."""
    places = dict.fromkeys(place for folder in folders for place in _publications(folder.resolve()))
    taken: set[str] = set()
    return tuple(_bulletin(place, taken) for place in places)


def _publications(folder: Path) -> list[Path]:
    above = next((p for p in [folder, *folder.parents][: LEVELS_UP + 1] if (p / "publication.yaml").is_file()), None)
    return [above] if above is not None else [p for p in _folders(folder) if (p / "publication.yaml").is_file()]


def _bulletin(place: Path, taken: set[str]) -> KnownBulletin:
    mark, record = _read(place / "publication.yaml", "publication")
    publication = record if isinstance(record, Publication) else None
    # Its name stays while another of its fields is wrong, or windows would lose it in the middle of typing.
    said = publication.id if publication else values_in("publication", place / "publication.yaml").get("id")
    ident = _free(str(said or "") or slug(place.name) or "ban-tin", taken)
    names: set[str] = set()
    issues = [_issue(found, place, names) for found in _folders(place) if (found / "issue.yaml").is_file()]
    issues.sort(key=_newest, reverse=True)
    return KnownBulletin(ident, place, publication, tuple(issues), mark)


def _issue(folder: Path, above: Path, taken: set[str]) -> KnownIssue:
    mark, record = _read(folder / "issue.yaml", "issue")
    name = slug("-".join(folder.relative_to(above).parts)) or "so-bao"
    return KnownIssue(_free(name, taken), folder, record if isinstance(record, IssueSheet) else None, mark)


def _newest(issue: KnownIssue) -> tuple[str, str]:
    return (issue.sheet.date.isoformat() if issue.sheet else "", issue.folder.name)


def mark_of(path: Path) -> FileMark:
    """What tells a file from what it was before, without reading it."""
    try:
        status = path.stat(follow_symlinks=False)
    except OSError:
        return NOT_THERE
    return status.st_size, status.st_mtime_ns, status.st_ctime_ns, status.st_ino


def _read(file: Path, kind: FileKind) -> tuple[FileMark, object]:
    """What a file says, read again only when it is another one."""
    mark = mark_of(file)
    known = _known.get(file)
    if known is not None and known[0] == mark:
        return known
    source = read_plain(file)
    record = parse(kind, source, file.name).record if source is not None else None
    if len(_known) >= _MOST_KNOWN:
        _known.clear()
    _known[file] = mark, record
    return mark, record


def _free(name: str, taken: set[str]) -> str:
    found, number = name, 2
    while found in taken:
        found, number = f"{name}-{number}", number + 1
    taken.add(found)
    return found


def _folders(start: Path) -> Iterator[Path]:
    """A folder and those below it, the nearer ones first; hidden ones and what programs made are left out."""
    level, seen = [start], 0
    for _ in range(DEPTH + 1):
        below: list[Path] = []
        for place in level:
            seen += 1
            if seen > _MOST_FOLDERS:
                return
            yield place
            below += _inside(place)
        level = below


def _inside(place: Path) -> list[Path]:
    try:
        found = sorted(place.iterdir())
    except OSError:
        return []
    return [p for p in found if p.is_dir() and not p.is_symlink() and p.name[0] != "." and p.name not in _SKIPPED]
