"""What the window shows of mailing an issue: who would get it, what stands in the way, how far it is."""

from __future__ import annotations

import shlex
from collections.abc import Iterable
from dataclasses import replace
from email import message_from_bytes, policy
from pathlib import Path
from typing import Any

from bulletin.delivery.sending.states import DeliveryState
from bulletin.errors import BulletinError, Finding, Text
from bulletin.studio.answers import NotDoneError, said_finding
from bulletin.studio.desk.bulletins import FileMark, mark_of
from bulletin.studio.forms.naming import window_words
from bulletin.studio.jobs.kinds import BY_ID
from bulletin.studio.jobs.made import read_made

KIND = BY_ID["thu"]
_MOST_ROWS = 100
Marks = tuple[tuple[str, FileMark], ...]
_TROUBLE: tuple[DeliveryState, ...] = ("failed", "in-doubt", "deferred")


def built_folder(folder: Path) -> Path:
    """Where the window builds what is mailed."""
    return folder / "build" / KIND.id


def in_window(findings: Iterable[Finding], folder: Path) -> list[dict[str, Any]]:
    """Findings in the words of the window; what only a command can do is named as it is typed for this issue."""
    typed = shlex.quote(str(built_folder(folder))).replace("{", "{{").replace("}", "}}")
    made = []
    for one in findings:
        told = one.rule.form or one.rule.remedy
        rule = replace(one.rule, form=Text(told.vi.replace("THƯ_MỤC", typed), told.en))
        row = said_finding(replace(one, rule=rule))
        made.append(row | {name: window_words(row[name]) for name in ("what", "why", "remedy") if name in row})
    return made


_proved: dict[Path, tuple[Marks, Any]] = {}
"""Builds that were found good, for as long as their files are the same; what is wrong is looked at each time."""


def _marks(*files: Path) -> Marks:
    return tuple((str(path), mark_of(path)) for path in sorted(files))


def proved_issue(folder: Path, *, fresh: bool) -> Any:
    """The built issue whose files were proved to be what was built: hashed once, while sizes and times are the same."""
    from bulletin.delivery.sending.office import built_issue

    build = built_folder(folder)
    marks = _marks(*(path for path in build.rglob("*") if path.is_file()))
    known = _proved.get(build)
    if fresh or known is None or known[0] != marks:
        known = _proved[build] = marks, built_issue(build)
    return known[1]


def ready_domain(folder: Path) -> str:
    """The domain of a publication whose settings and password are good.

    The password is read each time: it may be in a keyring, another folder or the environment, where no file shows that
    it was taken away.
    """
    from bulletin.delivery.readers.place import publication_folder
    from bulletin.delivery.sending.office import office_mail

    mail = office_mail(publication_folder(folder))
    mail.relay()
    return mail.domain


def state(folder: Path, *, fresh: bool = False) -> dict[str, Any]:
    """What there is to send and to whom; `problems` keep it from going out, `run` is the last sending.

    Args:
        folder: of the issue.
        fresh: hash the build even when its files are the same, as before a sending.
    """
    from bulletin.delivery.readers.database import using
    from bulletin.delivery.sending.freeze import recipients
    from bulletin.delivery.sending.lock import lock_owner

    made = read_made(folder).get(KIND.id)
    shown: dict[str, Any] = {"built": made is not None, "draft": bool(made and made.draft), "readers": 0,
                             "problems": [], "run": None, "elsewhere": False}  # fmt: skip
    if made is None:
        return shown
    problems: list[Finding] = []
    domain = "example"
    try:
        domain = ready_domain(folder)
    except BulletinError as error:
        problems += error.findings
    try:
        issue = proved_issue(folder, fresh=fresh)
        shown["elsewhere"] = lock_owner(issue.mail_folder) is not None
        with using(issue.database) as connection:
            shown["readers"] = len(recipients(connection, issue.key, 0, domain))
            shown["run"] = _run(connection, issue)
    except BulletinError as error:
        problems += error.findings
    return shown | {"problems": in_window(problems, folder)}


def _run(connection: Any, issue: Any) -> dict[str, Any] | None:
    """The newest sending of the issue: sums in words, and those whom it did not reach."""
    from bulletin.delivery.sending.freeze import latest_run
    from bulletin.delivery.sending.ledger import Ledger
    from bulletin.delivery.sending.report import WORDS
    from bulletin.delivery.sending.values import local

    run = latest_run(connection, issue.key)
    if run is None:
        return None
    ledger = Ledger(connection, run.id)
    counts = ledger.counts()
    rows = list(ledger.deliveries(*_TROUBLE))[:_MOST_ROWS]
    return {
        "started": local(run.started),
        "sent": counts["sent"], "waiting": counts.waiting, "total": counts.total, "doubts": counts["in-doubt"],
        "sums": [{"state": WORDS[name], "count": count} for name, count in counts.by_state.items() if count],
        "rows": [{"address": row.address, "state": WORDS[row.state], "reply": row.reply} for row in rows],
    }  # fmt: skip


def letter(folder: Path) -> dict[str, Any]:
    """The letter as a reader gets it: head, words, and what is attached.

    Raises:
        BulletinError: there can be none yet, and why.
    """
    data = one_letter(folder)
    said = message_from_bytes(data, policy=policy.default)
    plain = said.get_body(("plain",))
    return {
        "subject": str(said["subject"]), "from": str(said["from"]), "bytes": len(data),
        "text": plain.get_content() if plain is not None else "",
        "attached": [
            {"name": part.get_filename() or "", "bytes": len(part.get_payload(decode=True) or b"")}
            for part in said.iter_attachments()
        ],
    }  # fmt: skip


def one_letter(folder: Path) -> bytes:
    """The bytes of a letter to the office itself, which is nobody's on the list."""
    from bulletin.delivery.sending.office import built_issue, office_mail
    from bulletin.delivery.sending.rehearsal import test_deliveries
    from bulletin.delivery.settings.read import find_settings

    issue = built_issue(built_folder(folder))
    mail = office_mail(issue.publication)
    row = test_deliveries([find_settings(issue.publication).needed().from_], issue.key, mail.domain)[0]
    letters = mail.letters(mail.freeze(issue.build, 0), issue.key, b"")
    return letters.letter(letters.forms[0], row)


def check_sendable(folder: Path) -> None:
    """Refuse what must not reach readers.

    Raises:
        NotDoneError: nothing is built, or it is a draft.
    """
    made = read_made(folder).get(KIND.id)
    if made is None:
        raise NotDoneError("Chưa làm bản gửi thư; hãy bấm Làm trước.", 409)
    if made.draft:
        raise NotDoneError("Bản này có dấu BẢN NHÁP: hãy ký duyệt ở màn hình Soát rồi bấm Làm lại.", 409)
