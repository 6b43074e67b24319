"""The office's mailbox by IMAP. Letters are known by UID and UIDVALIDITY; what is done gets the keyword BulletinDone.

Where a server keeps no keywords, done letters go into a folder of that name. Nothing else of the mailbox is changed:
no letter is marked as seen, and none is expunged but those that we moved.
"""

from __future__ import annotations

import contextlib
from collections.abc import Callable, Iterator
from imaplib import IMAP4
from typing import TYPE_CHECKING, Any

from bulletin.delivery.returns import rules
from bulletin.delivery.returns.boxes import DONE
from bulletin.delivery.returns.parse import MOST_BYTES
from bulletin.delivery.returns.values import Incoming
from bulletin.delivery.settings.connect import choose_folder
from bulletin.errors import Finding, ToolError

if TYPE_CHECKING:
    from imap_tools import BaseMailBox

    from bulletin.fields.mail import ImapServer


class ImapBox:
    """An open folder on the server; use it as a context manager."""

    def __init__(self, connect: Callable[[], BaseMailBox], server: ImapServer) -> None:
        """Nothing is opened yet.

        Args:
            connect: opens an encrypted connection and logs in.
            server: of `mail.yaml`, for the folder and for what people are told.
        """
        self._connect, self._server = connect, server
        self._box: BaseMailBox | None = None
        self._validity = 0
        self._keywords = False
        self._abilities = frozenset[str]()

    def __enter__(self) -> ImapBox:
        """Connect, log in and open the folder.

        Raises:
            InputError: the server cannot be reached, its certificate is not trusted, or it refuses us.
            ToolError: it stopped answering.
        """
        self._box = self._connect()
        try:
            self._select()
        except (OSError, IMAP4.error, _imap_error()) as error:
            raise self._lost(_reason(error)) from error
        return self

    def __exit__(self, *_: object) -> None:
        with contextlib.suppress(OSError, IMAP4.error, _imap_error()):
            if self._box is not None:
                self._box.logout()

    def letters(self) -> Iterator[Incoming]:
        """Every letter without our mark, by UID, read without marking it as seen; too large ones by their start."""
        for uid in self._told(lambda box: box.uids(self._unread(), charset=None)):
            data = self._told(lambda box, uid=uid: _fetch(box, uid))
            if data is not None:
                yield Incoming(name=uid, data=data)

    def done(self, name: str) -> None:
        """Mark one letter, or move it into the folder of done ones."""
        self._told(lambda box: self._mark(box, name))

    def _select(self) -> None:
        """Open the folder; what its UIDs are worth, and whether it keeps keywords."""
        box = self._box
        assert box is not None
        choose_folder(box, self._server)
        self._validity = _number(box.client.response("UIDVALIDITY")[1])
        # Asked again after the login: imaplib remembers what a server offers to strangers.
        offered = box.client.capability()[1]
        self._abilities = frozenset(
            b" ".join(part for part in offered if part).decode("ascii", "replace").upper().split()
        )
        flags = b" ".join(part for part in box.client.response("PERMANENTFLAGS")[1] or [] if isinstance(part, bytes))
        self._keywords = rb"\*" in flags or DONE.encode().lower() in flags.lower()

    def _unread(self) -> str:
        return f"UNKEYWORD {DONE} UNDELETED" if self._keywords else "UNDELETED"

    def _mark(self, box: BaseMailBox, uid: str) -> None:
        """Not by `flag` or `move` of imap_tools: both expunge what other programs have marked as deleted."""
        if self._keywords:
            _ok(box.client.uid("STORE", uid, "+FLAGS.SILENT", f"({DONE})"))
            return
        if not box.folder.exists(DONE):
            box.folder.create(DONE)
        if "MOVE" in self._abilities:
            _ok(box.client.uid("MOVE", uid, DONE))
            return
        _ok(box.client.uid("COPY", uid, DONE))
        _ok(box.client.uid("STORE", uid, "+FLAGS.SILENT", r"(\Deleted)"))
        if "UIDPLUS" in self._abilities:
            _ok(box.client.uid("EXPUNGE", uid))

    def _told(self, action: Any) -> Any:
        """An action on the open folder. A lost connection is made again once, if UIDs still mean the same."""
        for attempt in (1, 2):
            assert self._box is not None
            try:
                return action(self._box)
            except (OSError, IMAP4.abort) as error:
                if attempt == 2:
                    raise self._lost(_reason(error)) from error
                self._again()
            except (IMAP4.error, _imap_error()) as error:
                raise self._lost(_reason(error)) from error
        raise AssertionError("unreachable")

    def _again(self) -> None:
        before = self._validity
        self.__exit__()
        self.__enter__()
        if self._validity != before:
            raise self._lost("UIDVALIDITY")

    def _lost(self, reason: str) -> ToolError:
        return ToolError([Finding(rules.IMAP_LOST, values={"host": self._server.host, "reason": reason})])


def _fetch(box: BaseMailBox, uid: str) -> bytes | None:
    """The bytes of one letter; None for one that somebody deleted meanwhile."""
    status, answer = box.client.uid("FETCH", uid, f"(BODY.PEEK[]<0.{MOST_BYTES + 1}>)")
    _ok((status, answer))
    return next((part[1] for part in answer if isinstance(part, tuple)), None)


def _ok(answer: tuple[str, Any]) -> None:
    if answer[0] != "OK":
        raise IMAP4.error(str(answer[1]))


def _number(answer: Any) -> int:
    found = next((part for part in answer or [] if part), b"0")
    return int(found)


def _imap_error() -> type[Exception]:
    from imap_tools.errors import ImapToolsError

    return ImapToolsError


def _reason(error: BaseException) -> str:
    text = getattr(error, "strerror", None) or str(error) or type(error).__name__
    return str(text)[:200]
