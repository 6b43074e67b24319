"""SIGN-OFFS: which issues are as somebody approved them, so that whoever changes one of them is asked before."""

from __future__ import annotations

import hashlib
import os
import threading
from collections.abc import Callable, Iterator
from contextvars import ContextVar
from dataclasses import replace
from functools import lru_cache
from pathlib import Path

from bulletin.desk.approval import ISSUE_FILE, values_digest
from bulletin.lazy import dataclass
from bulletin.studio.desk.bulletins import KnownIssue, mark_of

ON_NO_PAGE = frozenset({"mail.yaml", "review.yaml"})
"""Files that no page is made from."""
HEADER = "X-Bulletin-Signed"
"""With it a window sends the keys of the sign-offs that its officer wants to change in spite of."""
agreed: ContextVar[frozenset[str]] = ContextVar("agreed", default=frozenset())
"""The keys that came with the request that is being answered."""
_SKIPPED = frozenset({"build", "node_modules"})
_TYPED = (".yaml", ".yml")
_MOST_STATES = 200


@dataclass(frozen=True, slots=True)
class SignOff:
    """An approval of the issue as it is now: who, when (minutes), of which number; `key` is of this one alone.

    Where the question is another one than whether words may change, `asks` has its words, `go` and `leave` its answers.
    """

    key: str
    name: str
    at: str
    number: int
    asks: str = ""
    go: str = ""
    leave: str = ""

    @property
    def said(self) -> str:
        """Who approved which number when, as the beginning of a sentence."""
        return f"Số {self.number} đã được {self.name} ký duyệt{f' lúc {self.at}' if self.at else ''}"


def about_pages(found: SignOff) -> SignOff:
    """The same approval for one who is about to have all pages planned anew: its yes opens no words.

    An approval covers what pages are made from and not the plan, so it stays, and the question says just that.
    """
    asks = (
        f"{found.said}. Chữ ký là cho bài, ảnh và thông tin của số báo, không cho chỗ của bài trên trang: xếp lại thì "
        "chữ ký vẫn còn, nhưng trang in ra có thể khác trang mà người duyệt đã xem."
    )
    return replace(found, key=f"{found.key}-trang", asks=asks, go="Xếp lại mọi trang", leave="Giữ các trang")


class SignedError(Exception):
    """An issue that is as it was approved would change, and nobody has said that it shall."""

    def __init__(self, found: SignOff) -> None:
        self.found = found
        super().__init__(found.asks or f"{found.said}; sửa thì chữ ký không còn đúng. Muốn sửa, xin mở lại cửa sổ này.")


class SignOffs:
    """Knows whether issues are as they were approved.

    Reading an issue takes a child process, so what it found is kept by the state of the files.

    Args:
        digest: reads the issue in a folder and gives the digest that an approval would have, empty for none.
    """

    def __init__(self, digest: Callable[[Path], str]) -> None:
        self._digest = digest
        self._known: dict[Path, dict[str, str]] = {}
        self._lock = threading.Lock()

    def of(self, issue: KnownIssue, publication: Path) -> SignOff | None:
        """The last approval of the issue as it is now; None where there is none."""
        sheet = issue.sheet
        if sheet is None or not any(one.digest for one in sheet.approved):
            return None
        with self._lock:
            state = _state(issue.folder, publication)
            known = self._known.setdefault(issue.folder, {})
            found = known.get(state)
            if found is None:
                found = self._digest(issue.folder)
                _note(known, state, found)
        for number, one in reversed([*enumerate(sheet.approved)]):
            if found and one.digest == found:
                at = f"{one.at:%d/%m/%Y %H:%M}" if one.at else ""
                return SignOff(f"{number}-{found[:32]}", one.name, at, sheet.number.in_year)
        return None

    def written(self, issue: KnownIssue, publication: Path) -> None:
        """An issue that was not as it was approved is another one again; a state that was seen before is known."""
        if issue.sheet is not None and any(one.digest for one in issue.sheet.approved):
            with self._lock:
                _note(self._known.setdefault(issue.folder, {}), _state(issue.folder, publication), "")

    def approved(self, issue: KnownIssue, publication: Path, digest: str) -> None:
        """Somebody approved the issue as it is now, of which this is the digest."""
        with self._lock:
            known = self._known.setdefault(issue.folder, {})
            known.pop(state := _state(issue.folder, publication), None)
            _note(known, state, digest)


def _note(known: dict[str, str], state: str, digest: str) -> None:
    known.setdefault(state, digest)
    while len(known) > _MOST_STATES:
        known.pop(next(iter(known)))


def _state(folder: Path, publication: Path) -> str:
    """A hash of all that an issue may be made from: typed files by their bytes, others by their marks.

    `issue.yaml` counts as it does for an approval, by its values: what is taken back may be typed in another way.
    """
    total = hashlib.sha256()
    for path in sorted({*_files(folder, 2), *_files(publication, 0), *_files(publication / "fonts", 0)}):
        try:
            seen = path.read_bytes() if path.suffix.lower() in _TYPED else repr(mark_of(path)).encode()
        except OSError:
            seen = b""
        if path == folder / ISSUE_FILE:
            seen = _values(seen).encode()
        total.update(b"%b\0%d\0%b" % (os.fsencode(path), len(seen), seen))
    return total.hexdigest()


@lru_cache(64)
def _values(source: bytes) -> str:
    return values_digest(source)


def _files(place: Path, deep: int) -> Iterator[Path]:
    """Files of a folder, and of those in it as deep as wanted; hidden ones and what programs made are left out."""
    try:
        with os.scandir(place) as entries:
            found = [one for one in entries if one.name[0] != "." and one.name not in ON_NO_PAGE | _SKIPPED]
    except OSError:
        return
    for one in found:
        if one.is_file(follow_symlinks=False):
            yield Path(one.path)
        elif deep and one.is_dir(follow_symlinks=False):
            yield from _files(Path(one.path), deep - 1)
