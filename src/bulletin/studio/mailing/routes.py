"""Routes of mailing."""

from __future__ import annotations

from pathlib import Path
from typing import Any

from bulletin.errors import BulletinError
from bulletin.runtime.files import atomic_write
from bulletin.studio.answers import Call, NotDoneError, route
from bulletin.studio.forms.naming import window_words
from bulletin.studio.jobs.opening import open_path
from bulletin.studio.mailing.shown import built_folder, check_sendable, in_window, letter, one_letter, state

_BUSY = "Đang gửi thư; xin chờ hoặc bấm Dừng."


def mailing(call: Call) -> dict[str, Any]:
    """What there is to send and to whom."""
    busy = call.studio.mail.busy  # before what was sent is read: a sending that ends between has then told everything
    found = state(_folder(call))
    ours = call.studio.mail.of == _names(call)
    return found | {"busy": busy and ours, "elsewhere": found["elsewhere"] or (busy and not ours)}


def look(call: Call) -> dict[str, Any]:
    """The letter as a reader gets it."""
    folder = _folder(call)
    try:
        return letter(folder)
    except BulletinError as error:
        raise _refused(error, folder) from None


def open_letter(call: Call) -> dict[str, Any]:
    """The letter in the mail program of this computer."""
    folder = _folder(call)
    try:
        data = one_letter(folder)
    except BulletinError as error:
        raise _refused(error, folder) from None
    path = built_folder(folder) / "thu-mau.eml"
    atomic_write(path, data, mode=0o600)
    if not open_path(path):
        raise NotDoneError(f"Máy không có chương trình thư; thư mẫu ở {path}")
    return {}


def attempt(call: Call) -> dict[str, Any]:
    """Send one letter to an address for trial."""
    address = call.text("to", 320)
    if not address:
        raise NotDoneError("Hãy điền địa chỉ nhận thư thử.")
    if not call.studio.mail.try_on(_names(call), _folder(call), address):
        raise NotDoneError(_BUSY, 409)
    return {}


def send(call: Call) -> dict[str, Any]:
    """Send to the readers: as many as the window showed when it asked."""
    folder = _folder(call)
    check_sendable(folder)
    now = state(folder, fresh=True)
    if now["problems"]:
        raise NotDoneError(now["problems"][0]["what"], 409)
    if call.said.get("readers") != now["readers"]:
        raise NotDoneError("Danh sách bạn đọc vừa đổi; hãy xem lại số người nhận rồi bấm lại.", 409)
    if call.studio.jobs.busy:
        raise NotDoneError("Đang làm một bản khác; xin chờ xong rồi gửi.", 409)
    if not call.studio.mail.send(_names(call), folder):
        raise NotDoneError(_BUSY, 409)
    return {}


def _names(call: Call) -> tuple[str, str]:
    return call.name("bulletin"), call.name("issue")


def stop(call: Call) -> dict[str, Any]:
    """End the sending after the letter in hand."""
    call.studio.mail.stop()
    return {}


def report(call: Call) -> dict[str, Any]:
    """The report on each reader, written beside the list of readers and opened."""
    from bulletin.delivery.readers.database import using
    from bulletin.delivery.sending.freeze import latest_run
    from bulletin.delivery.sending.ledger import Ledger
    from bulletin.delivery.sending.office import built_issue
    from bulletin.delivery.sending.report import mail_report, write_report

    issue = built_issue(built_folder(_folder(call)), proved=False)
    with using(issue.database) as connection:
        run = latest_run(connection, issue.key)
        if run is None:
            raise NotDoneError("Số báo này chưa gửi lần nào.", 409)
        ledger = Ledger(connection, run.id)
        made = mail_report(run, ledger.deliveries(), ledger.returned())
    path = issue.mail_folder / f"bao-cao-{issue.key.year}-{issue.key.number}.html"
    write_report(made, path)
    if not open_path(path):
        raise NotDoneError(f"Máy không mở được; báo cáo ở {path}")
    return {}


def password(call: Call) -> dict[str, Any]:
    """Put the password of sending where the settings say; it is kept nowhere else, and never shown."""
    from bulletin.delivery.settings.read import find_settings
    from bulletin.delivery.settings.secret import keep_password

    folder = call.studio.desk.bulletin(call.name("bulletin")).folder
    typed = call.said.get("password") if isinstance(call.said, dict) else None
    if not isinstance(typed, str):
        raise NotDoneError("Yêu cầu không đúng dạng.")
    try:
        found = find_settings(folder)
        where = keep_password(found.needed(), found.folder, typed)
    except BulletinError as error:
        raise _refused(error, folder) from None
    return {"kept": "kho khóa của máy" if where == "keyring" else f"tệp {Path(where).name}"}


def _refused(error: BulletinError, folder: Path) -> NotDoneError:
    rows = in_window(error.findings, folder)
    return NotDoneError(window_words(" ".join(f"{one['what']} {one['remedy']}" for one in rows)) or "Chưa làm được.")


def _folder(call: Call) -> Path:
    found: Path = call.studio.desk.issue(call.name("bulletin"), call.name("issue")).folder
    return found


_BASE = "/api/{bulletin}/{issue}/mail"
ROUTES = (
    route("GET", _BASE, mailing),
    route("GET", f"{_BASE}/letter", look),
    route("POST", f"{_BASE}/letter", open_letter),
    route("POST", f"{_BASE}/try", attempt),
    route("POST", f"{_BASE}/send", send),
    route("POST", f"{_BASE}/stop", stop),
    route("POST", f"{_BASE}/report", report),
    route("POST", f"{_BASE}/password", password),
)
