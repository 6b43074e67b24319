"""Maildir and mbox as mailboxes. What is done is moved beside (Maildir) or only remembered by its hash (mbox)."""

from __future__ import annotations

import contextlib
import mailbox
import os
import stat
from collections.abc import Iterator
from pathlib import Path

from bulletin.delivery.returns import rules
from bulletin.delivery.returns.parse import MOST_BYTES
from bulletin.delivery.returns.values import Incoming
from bulletin.errors import Finding, InputError, OutputError, Place

DONE = "BulletinDone"


class MaildirBox:
    """The letters in `new` and `cur`; done ones go into the sub-folder `.BulletinDone` in one step."""

    def __init__(self, path: Path) -> None:
        if not all((path / part).is_dir() for part in ("new", "cur")):
            raise InputError([Finding(rules.NO_MAILDIR, Place(str(path)), values={"path": str(path)})])
        self._path = path

    def letters(self) -> Iterator[Incoming]:
        """Every letter that is a plain file; one that another program moves meanwhile comes next time."""
        for part in ("new", "cur"):
            for path in sorted((self._path / part).iterdir()):
                if path.name.startswith("."):
                    continue
                data = _plain_file(path)
                if data is not None:
                    yield Incoming(name=f"{part}/{path.name}", data=data)

    def done(self, name: str) -> None:
        """Move a letter to the done ones, marked as seen."""
        source, folder = self._path / name, self._path / f".{DONE}"
        base = source.name.partition(":2,")[0]
        try:
            for part in (folder, *(folder / each for each in ("tmp", "new", "cur"))):
                part.mkdir(mode=0o700, exist_ok=True)
                _same_owner(part, self._path)
            with contextlib.suppress(FileNotFoundError):  # read by a mail program meanwhile: next time
                source.rename(folder / "cur" / f"{base}:2,S")
        except OSError as error:
            values = {"path": str(folder), "reason": error.strerror or type(error).__name__}
            raise OutputError([Finding(rules.CANNOT_MARK, Place(str(folder)), values=values)]) from error


class MboxFile:
    """The letters in one mbox file, which is never written: each is known again by its hash."""

    def __init__(self, path: Path) -> None:
        if not path.is_file():
            raise InputError([Finding(rules.NO_MBOX, Place(str(path)), values={"path": str(path)})])
        try:
            with path.open("rb") as file:
                start = file.read(5)
        except OSError as error:
            values = {"path": str(path), "reason": error.strerror or type(error).__name__}
            raise InputError([Finding(rules.CANNOT_READ, Place(str(path)), values=values)]) from error
        if start and start != b"From ":
            raise InputError([Finding(rules.NO_MBOX, Place(str(path)), values={"path": str(path)})])
        self._path = path

    def letters(self) -> Iterator[Incoming]:
        """Every letter, oldest first, without its `From ` line."""
        box = mailbox.mbox(self._path, create=False)
        try:
            for number, key in enumerate(box.iterkeys(), 1):
                with box.get_file(key) as file:
                    data = file.read(MOST_BYTES + 1)
                yield Incoming(name=str(number), data=data)
        finally:
            box.close()

    def done(self, name: str) -> None:
        """Nothing: the file belongs to another program."""


def _plain_file(path: Path) -> bytes | None:
    """The bytes of a file, one more than the limit at most; None for a link, a pipe or what is gone."""
    with contextlib.suppress(OSError):
        handle = os.open(path, os.O_RDONLY | os.O_NOFOLLOW | os.O_NONBLOCK)
        with open(handle, "rb") as file:  # noqa: PTH123 - opened without following links
            if stat.S_ISREG(os.fstat(handle).st_mode):
                return file.read(MOST_BYTES + 1)
    return None


def _same_owner(path: Path, like: Path) -> None:
    """A folder that root makes belongs to the mailbox's owner, whose programs read it."""
    owner, own = like.stat(), path.stat()
    if (owner.st_uid, owner.st_gid) != (own.st_uid, own.st_gid):
        with contextlib.suppress(PermissionError):
            os.chown(path, owner.st_uid, owner.st_gid)
