"""What is sent and from where: the built issue, the publication's folder, and its mail as `mail.yaml` says."""

from __future__ import annotations

import sqlite3
import ssl
from pathlib import Path
from typing import Protocol

from bulletin.delivery.readers.database import FOLDER as MAIL_FOLDER
from bulletin.delivery.readers.database import database_path
from bulletin.delivery.readers.place import publication_folder
from bulletin.delivery.sending.values import IssueKey, LetterSource, Quota, Relay
from bulletin.errors import InputError, has_errors
from bulletin.lazy import dataclass
from bulletin.release import FILE_NAME, read_release, sha256, verify
from bulletin.runtime import paths

Database = sqlite3.Connection
"""The database of readers, for modules that only hand it on."""


@dataclass(frozen=True, slots=True, kw_only=True)
class BuiltIssue:
    """A built issue and the publication that it belongs to; `build` holds `release.json`."""

    key: IssueKey
    build: Path
    release_sha256: str
    publication: Path

    @property
    def mail_folder(self) -> Path:
        return self.publication / MAIL_FOLDER

    @property
    def database(self) -> Path:
        return database_path(self.publication)


class OfficeMail(Protocol):
    """The office's mail: how letters are made and through which server they go."""

    quota: Quota
    domain: str
    """Of the sender, in ASCII."""
    expires_after_days: int

    def relay(self) -> Relay:
        """The server with the password; raises InputError where that is not to be found."""
        ...

    def trust(self) -> ssl.SSLContext | None:
        """The authorities that certificates are checked against; None for the system's."""
        ...

    def freeze(self, build: Path, correction: int) -> bytes:
        """The letter of an issue as a run keeps it; raises InputError where there can be none."""
        ...

    def letters(self, frozen: bytes, issue: IssueKey, secret: bytes) -> LetterSource:
        """The letters of readers; `secret` signs the tokens by which they stop."""
        ...


def built_issue(folder: Path, *, proved: bool = True) -> BuiltIssue:
    """The issue in a folder of an issue or in its `build/`.

    Args:
        folder: what was typed.
        proved: refuse files that are not what was built.

    Raises:
        InputError: it was not built, a file has changed, or no publication is above it.
    """
    build = folder if paths.is_file(folder / FILE_NAME) else folder / "build"
    release = read_release(build)
    if proved and has_errors(changed := verify(build)):
        raise InputError(changed)
    return BuiltIssue(
        key=IssueKey(publication=release.publication, year=release.date.year, number=release.number),
        build=build, release_sha256=sha256((build / FILE_NAME).read_bytes()), publication=publication_folder(folder),
    )  # fmt: skip


def office_mail(publication: Path) -> OfficeMail:
    """The mail of a publication from its `mail.yaml`; raises InputError with everything that is wrong in it."""
    from bulletin.delivery.sending.letters import SettingsMail

    return SettingsMail(publication)
