"""The desk: what every room of the studio asks for files, and where every change of a file is made."""

from __future__ import annotations

import datetime as dt
import stat
import threading
from collections.abc import Callable, Iterable, Mapping
from pathlib import Path
from typing import Any

from bulletin.lazy import dataclass
from bulletin.runtime.files import atomic_write, sync_folder
from bulletin.sources.partial import read_plain
from bulletin.sources.schema.kinds import FileKind
from bulletin.studio.desk.bulletins import OWN, FileMark, KnownBulletin, KnownIssue, find_bulletins, mark_of
from bulletin.studio.desk.events import EventHub
from bulletin.studio.desk.sign_offs import ON_NO_PAGE, SignedError, SignOff, SignOffs, about_pages, agreed
from bulletin.studio.desk.stories import StoryFiles
from bulletin.studio.history.journal import EntryKind, FileChange, JournalEntry, KeptClash
from bulletin.studio.history.store import History, digest_of

HIDDEN = ".bulletin"


class NotKnownError(LookupError):
    """The window names something that is not there; says in Vietnamese what."""


@dataclass(frozen=True, slots=True)
class StudioFile:
    """A file of an issue: `name` is its path below the folder of the issue or publication, `version` its SHA-256."""

    kind: FileKind
    id: str
    path: Path
    name: str
    source: bytes

    @property
    def version(self) -> str:
        return digest_of(self.source)


@dataclass(frozen=True, slots=True)
class Save:
    """Why files change: who, what in words, and of which edit of which window."""

    what: str
    who: str = ""
    client: str = ""
    edit: int = -1
    act: bool = False
    kind: EntryKind = "save"
    undoes: int | None = None
    clashes: tuple[KeptClash, ...] = ()


class ChangedMeanwhileError(Exception):
    """Another hand changed a file between reading and writing: what is wanted is to be made from it again."""


class Desk:
    """The open bulletins.

    Args:
        folder: that was opened.
        cache: the cache folder of the program.
        hub: tells windows what happens.
        changed: is called with the issue folder after each save, to plan anew.
        clock: says what time it is.
        digest: reads the issue in a folder and gives the digest that an approval would have, empty for none.
    """

    def __init__(
        self, folder: Path, cache: Path, hub: EventHub, changed: Callable[[Path], None] = lambda _: None,
        clock: Callable[[], dt.datetime] = lambda: dt.datetime.now().astimezone(),
        digest: Callable[[Path], str] = lambda _: "",
    ) -> None:  # fmt: skip
        self.folder, self.cache, self.hub, self.clock = folder, cache, hub, clock
        self.folders: tuple[Path, ...] = (folder,)
        self.changed = changed
        self.lock = threading.RLock()
        self._found: tuple[KnownBulletin, ...] = ()
        self._stories = StoryFiles()
        self._histories: dict[Path, History] = {}
        self._written: dict[Path, str] = {}
        self._received: dict[Path, FileMark] = {}
        self._sign_offs = SignOffs(digest)

    # --- what is there ----------------------------------------------------------------------------------------

    def bulletins(self, *, fresh: bool = False) -> tuple[KnownBulletin, ...]:
        """All publications with their issues, as they were found last; looked for anew where a file changed."""
        with self.lock:
            if fresh or not self._found or not all(one.is_current() for one in self._found):
                self._found = find_bulletins(*self.folders)
            return self._found

    def open_beside(self, folders: Iterable[Path]) -> None:
        """Open these folders too, and leave out others that were open beside the first one."""
        with self.lock:
            self.folders = (self.folder, *folders)
            self._found = ()  # looked for when somebody asks

    def bulletin(self, ident: str) -> KnownBulletin:
        """A publication by its name.

        Raises:
            NotKnownError: there is none.
        """
        found = _named(self.bulletins(), ident) or _named(self.bulletins(fresh=True), ident)
        if found is None:
            raise NotKnownError("Không tìm thấy bản tin này; có thể thư mục đã bị chuyển chỗ.")
        return found

    def issue(self, bulletin: str, ident: str) -> KnownIssue:
        """An issue by its name.

        Raises:
            NotKnownError: there is none.
        """
        found = self.bulletin(bulletin).issue(ident)
        if found is None:  # made since
            self.bulletins(fresh=True)
            found = self.bulletin(bulletin).issue(ident)
        if found is None:
            raise NotKnownError("Không tìm thấy số báo này; có thể thư mục đã bị chuyển chỗ.")
        return found

    def file(self, bulletin: str, issue: str, kind: FileKind, ident: str) -> StudioFile:
        """A file by kind and name (that of an article; others have none).

        Raises:
            NotKnownError: there is none, or it cannot be read.
        """
        folder = self.issue(bulletin, issue).folder
        if kind == "article":
            path = self.article_path(folder, ident)
        else:
            path = (folder if kind == "issue" else self.bulletin(bulletin).folder) / f"{kind}.yaml"
        if path is None:
            raise NotKnownError("Không tìm thấy bài này; có thể tệp đã bị xóa hoặc đổi tên.")
        source = read_plain(path)
        if source is None:
            raise NotKnownError("Không đọc được tệp này.")
        return StudioFile(kind, ident, path, name_of(path, folder), source)

    def articles(self, folder: Path) -> dict[str, Path]:
        """The articles of an issue by their ids; one without an id of its own has the name of its file."""
        with self.lock:
            return self._stories.of(folder)

    def article_path(self, folder: Path, ident: str) -> Path | None:
        """The file of an article."""
        return self.articles(folder).get(ident)

    def history(self, folder: Path) -> History:
        """The history of the issue in a folder."""
        with self.lock:
            return self._histories.setdefault(folder, History(folder))

    # --- changes ----------------------------------------------------------------------------------------------

    def commit(
        self,
        folder: Path,
        changes: Mapping[Path, bytes | None],
        save: Save,
        made_from: Mapping[Path, bytes] | None = None,
    ) -> JournalEntry | None:
        """Write, or remove, files of an issue, and note it; None when nothing differs.

        Contents are kept before anything is written, so that a crash loses neither the old nor the new text. Each file
        is the old or the new one at any moment.

        Args:
            folder: of the issue.
            changes: what each file shall be; None removes it (into the trash).
            save: why.
            made_from: what files must still be.

        Raises:
            OutputError: a file cannot be written.
            ChangedMeanwhileError: a file is another one than it was made from; nothing is written.
            SignedError: the issue is as somebody approved it, and whoever changes it was not asked; nothing is written.
        """
        with self.lock:
            history = self.history(folder)
            noted: list[FileChange] = []
            todo: list[tuple[Path, bytes | None]] = []
            for path, new in changes.items():
                old = path.read_bytes() if path.exists() else None
                if made_from is not None and path in made_from and old != made_from[path]:
                    raise ChangedMeanwhileError
                if old != new:
                    self._note_outside(history, name_of(path, folder), old)
                    before, after = (history.keep(data) if data is not None else None for data in (old, new))
                    noted.append(FileChange(name_of(path, folder), before, after))
                    todo.append((path, new))
            if not noted and not save.clashes:
                return None
            on_pages = save.kind != "sign" and any(path.name not in ON_NO_PAGE for path, _ in todo)
            signed = self.ask_first(folder) if on_pages else None
            for path, new in todo:
                self._write(folder, path, new)
            entry = history.add(self._entry(save, noted))
            if on_pages:
                self._told_signed(folder, signed)
        if noted:
            self.plan_anew(folder, [path for path, _ in todo])
        return entry

    # --- what was approved ------------------------------------------------------------------------------------

    def sign_off(self, folder: Path) -> SignOff | None:
        """Who approved an issue as it is now; for the publication's own place, the newest issue."""
        found = self._signed(folder)
        return self._sign_offs.of(*found) if found is not None else None

    def ask_first(self, folder: Path) -> SignOff | None:
        """What `sign_off` gives, for one who is about to change the issue.

        Raises:
            SignedError: whoever changes it was not asked.
        """
        found = self.sign_off(folder)
        if found is not None and found.key not in agreed.get():
            raise SignedError(found)
        return found

    def ask_before_planning(self, folder: Path) -> None:
        """Go on only where no approval would be beside other pages than the approver saw, or its officer was asked.

        Raises:
            SignedError: nobody was asked.
        """
        found = self.sign_off(folder)
        if found is not None and not {found.key, about_pages(found).key} & agreed.get():
            raise SignedError(about_pages(found))

    def approved(self, folder: Path, digest: str) -> None:
        """Note that somebody approved the issue as it is now."""
        found = self._signed(folder)
        if found is not None:
            self._sign_offs.approved(*found, digest)
        self._tell_present(folder)

    def _told_signed(self, folder: Path, before: SignOff | None) -> None:
        """After a change: windows look again where the issue was as approved, else it still is not."""
        if before is not None:
            self._tell_present(folder)
        elif (found := self._signed(folder)) is not None:
            self._sign_offs.written(*found)

    def _tell_present(self, folder: Path) -> None:
        names = self.names_of(folder)
        if names is not None:
            self.tell("presence", *names)

    def _signed(self, folder: Path) -> tuple[KnownIssue, Path] | None:
        """The issue in a folder, or the newest of the publication in it, with the folder of the publication."""
        for one in self.bulletins():
            for issue in one.issues:
                if folder in (issue.folder, one.folder):
                    return issue, one.folder
        return None

    def note(self, folder: Path, save: Save, changes: Iterable[FileChange]) -> JournalEntry:
        """Note what happened to files whose contents the history does not keep; nothing is written but the journal."""
        with self.lock:
            return self.history(folder).add(self._entry(save, changes))

    def plan_anew(self, folder: Path, paths: Iterable[Path]) -> None:
        """Plan an issue whose files changed, or all issues of a publication that did, the newest one first."""
        paths = tuple(paths)
        own = {path.parent for path in paths if path.name == "publication.yaml"}
        if any(path.name not in ON_NO_PAGE and path.name != "publication.yaml" for path in paths):
            self.changed(folder)
        for one in self.bulletins() if own else ():
            for issue in reversed(one.issues) if one.folder in own else ():  # what is wanted last is planned first
                self.changed(issue.folder)

    def _entry(self, save: Save, changes: Iterable[FileChange]) -> JournalEntry:
        now = self.clock().isoformat(timespec="seconds")
        return JournalEntry(
            0, now, save.who, save.what, tuple(changes), save.kind, save.client, save.edit, save.act, save.undoes,
            save.clashes,
        )  # fmt: skip

    def _note_outside(self, history: History, name: str, now: bytes | None) -> None:
        """Note what was typed by hand since the last save, so that it can be taken back too."""
        entries = (entry for entry in reversed(history.entries()) if entry.kind != "version")
        last = next((change for entry in entries for change in entry.changes if change.file == name), None)
        if last is not None and now is not None and last.after != digest_of(now):
            change = FileChange(name, last.after, history.keep(now))
            history.add(self._entry(Save("Sửa ngoài cửa sổ này", kind="outside"), [change]))

    def _write(self, folder: Path, path: Path, new: bytes | None) -> None:
        if new is None:
            trash = folder / HIDDEN / "trash"
            trash.mkdir(parents=True, exist_ok=True)
            digest = digest_of(path.read_bytes())
            path.replace(trash / f"{self.clock():%Y%m%d-%H%M%S}-{digest[:8]}-{path.name}")
            sync_folder(trash)
            sync_folder(path.parent)
            self._written.pop(path, None)
            return
        mode = stat.S_IMODE(path.stat().st_mode) if path.exists() else None
        atomic_write(path, new, mode=mode)
        self._written[path] = digest_of(new)

    def received(self, path: Path) -> None:
        """Note a photo that came through the window: who took it in tells of it, and plans anew where it is used."""
        with self.lock:
            self._received[path] = mark_of(path)

    def is_ours(self, path: Path) -> bool:
        """Whether a file is what the studio wrote or received last, so that the news of it is no news."""
        with self.lock:
            if self._received.get(path) == mark_of(path):
                return True
            self._received.pop(path, None)
            data = read_plain(path)
            if data is not None and self._written.get(path) == digest_of(data):
                return True
            self._written.pop(path, None)  # somebody who brings our words back later is somebody else too
            return False

    def tell(self, event: str, bulletin: str, issue: str, **more: Any) -> None:
        """Tell windows what happened to an issue."""
        self.hub.tell({**more, "type": event, "bulletin": bulletin, "issue": issue})

    def names_of(self, folder: Path) -> tuple[str, str] | None:
        """The names of the bulletin and the issue in a folder."""
        for bulletin in self.bulletins():
            for issue in bulletin.issues:
                if issue.folder == folder:
                    return bulletin.id, issue.id
        return next(((one.id, OWN) for one in self.bulletins() if one.folder == folder), None)


def name_of(path: Path, folder: Path) -> str:
    """How history and windows name a file: below the issue, or `publication.yaml`."""
    return path.relative_to(folder).as_posix() if path.is_relative_to(folder) else path.name


def _named(found: tuple[KnownBulletin, ...], ident: str) -> KnownBulletin | None:
    return next((one for one in found if one.id == ident), None)
