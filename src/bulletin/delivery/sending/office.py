"""What is sent and from where: the built issue, the publication's folder, and its mail as `mail.yaml` says."""

from __future__ import annotations

import sqlite3
import ssl
import time
from collections.abc import Callable
from pathlib import Path
from typing import TYPE_CHECKING, Any, Protocol

from bulletin.delivery.readers.database import FOLDER as MAIL_FOLDER
from bulletin.delivery.readers.database import database_path
from bulletin.delivery.readers.place import publication_folder
from bulletin.delivery.sending.values import (
    Clock,
    IssueKey,
    LetterSource,
    Outcome,
    Quota,
    Relay,
)
from bulletin.errors import InputError, has_errors
from bulletin.lazy import dataclass
from bulletin.release import FILE_NAME, read_release, sha256, verify
from bulletin.runtime import paths

if TYPE_CHECKING:
    from bulletin.delivery.sending.freeze import RunRecord

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


def send_issue(
    connection: Database, issue: BuiltIssue, clock: Clock, watch: Callable[[Any], None], *, wait: bool = False,
    correction: bool = False, late: bool = False, adopted: Callable[[], None] = lambda: None,
) -> Outcome:  # fmt: skip
    """Mail an issue to everybody who has not got it, beginning the run if need be.

    Args:
        connection: the publication's database.
        issue: what is sent.
        clock: says when somebody wants to stop.
        watch: is called with the run after each letter and each wait.
        wait: wait for the next day's quota instead of ending.
        correction: the issue was built anew and goes to everybody again.
        late: go on with a run that has expired.
        adopted: is called before anything is sent when a run goes on from another release with the same letters.

    Raises:
        BulletinError: somebody else sends, a setting or the password is wrong, or the server refuses us.
    """
    from bulletin.delivery.sending.freeze import frozen_letters
    from bulletin.delivery.sending.ledger import Ledger, recover
    from bulletin.delivery.sending.lock import sending_lock
    from bulletin.delivery.sending.run import Sending
    from bulletin.delivery.sending.smtp import connect

    with sending_lock(issue.mail_folder, str(issue.key)):
        recover(connection, time.time())
        mail = office_mail(issue.publication)
        relay, trust = mail.relay(), mail.trust()  # before a run is begun: the password may be missing
        run = _chosen_run(issue, connection, mail, adopted, correction=correction, late=late)
        letters = mail.letters(frozen_letters(connection, run), issue.key, token_secret(connection))
        return Sending(
            ledger=Ledger(connection, run, f"{time.time_ns()}"), letters=letters,
            connect=lambda: connect(relay, context=trust), quota=mail.quota, clock=clock, wait=wait, watch=watch,
        ).send()  # fmt: skip


def _chosen_run(
    issue: BuiltIssue, connection: Database, mail: OfficeMail, adopted: Callable[[], None], *, correction: bool,
    late: bool,
) -> int:  # fmt: skip
    """The run to work on, begun if need be."""
    from bulletin.delivery.sending.freeze import adopt, begin, choose, latest_run, next_correction, untouched

    latest, now = latest_run(connection, issue.key), time.time()
    if latest is not None and untouched(connection, latest.id):
        # Nothing of it went out: what was mended since in the issue, the list or mail.yaml counts.
        if not latest.correction:
            choose(None, False, now, correction=correction)
        return begin(
            connection, issue.key, correction=latest.correction, release_sha256=issue.release_sha256,
            letters=mail.freeze(issue.build, latest.correction), domain=mail.domain, now=now,
            expires_after_days=mail.expires_after_days, instead_of=latest.id,
        )  # fmt: skip
    same = latest is not None and same_letters(connection, latest, issue, mail)
    choice = choose(latest, same, now, correction=correction, late=late)
    if choice == "resume" and latest is not None:
        if latest.release_sha256 != issue.release_sha256:
            adopt(connection, latest, issue.release_sha256)
            adopted()
        return latest.id
    number = next_correction(latest)
    return begin(
        connection, issue.key, correction=number, release_sha256=issue.release_sha256,
        letters=mail.freeze(issue.build, number), domain=mail.domain, now=now,
        expires_after_days=mail.expires_after_days,
    )  # fmt: skip


def same_letters(connection: Database, run: RunRecord, issue: BuiltIssue, mail: OfficeMail) -> bool:
    """Whether an issue as it is built now makes the letters that a run was begun with, byte for byte.

    A line in `publication.yaml` that only the archive reads makes another release and another record, not another
    letter: stopping for it would ask for a correction that has nothing to say.
    """
    from bulletin.delivery.sending.freeze import frozen_letters

    if run.release_sha256 == issue.release_sha256:
        return True
    return mail.freeze(issue.build, run.correction) == frozen_letters(connection, run.id)


def token_secret(connection: Database) -> bytes:
    """What signs the tokens by which readers stop."""
    return bytes(connection.execute("SELECT value FROM secret WHERE name = 'token'").fetchone()[0])
