"""What can keep a mailbox from being read."""

from __future__ import annotations

from bulletin.errors import ExitCode, Rule, Severity, Text

_NOTHING_LOST = Text(
    "Thư đã đọc xong trước đó được ghi nhớ; chạy lại không tính thư nào hai lần.",
    "Letters read before this are remembered; running again counts none of them twice.",
)


def _rule(name: str, what: Text, why: Text, remedy: Text, code: ExitCode = ExitCode.BAD_INPUT) -> Rule:
    return Rule(f"inbox.{name}", Severity.ERROR, what, why, remedy, code)


NO_MAILDIR = _rule(
    "no-maildir",
    Text(
        "“{path}” không phải Maildir: thiếu thư mục new hoặc cur.", "“{path}” is no Maildir: new or cur is not there."
    ),
    Text("Maildir giữ mỗi thư một tệp trong new và cur.", "A Maildir keeps a file for each letter in new and cur."),
    Text("Hãy ghi thư mục có new và cur sau --maildir.", "Give the folder with new and cur behind --maildir."),
)
NO_MBOX = _rule(
    "no-mbox",
    Text("“{path}” không phải tệp mbox.", "“{path}” is no mbox file."),
    Text(
        "Tệp mbox bắt đầu bằng chữ “From ” và chứa nhiều thư.",
        "An mbox file begins with “From ” and holds many letters.",
    ),
    Text(
        "Hãy ghi tệp thư xuất từ chương trình thư sau --mbox.",
        "Give the file that a mail program exported behind --mbox.",
    ),
)
CANNOT_READ = _rule(
    "cannot-read",
    Text("Không đọc được “{path}”: {reason}.", "“{path}” cannot be read: {reason}."),
    _NOTHING_LOST,
    Text("Hãy xem tài khoản của bạn có quyền đọc tệp ấy không.", "See whether your account may read that file."),
)
CANNOT_MARK = _rule(
    "cannot-mark",
    Text(
        "Không chuyển được thư đã xong vào “{path}”: {reason}.",
        "Letters that are done cannot be moved to “{path}”: {reason}.",
    ),
    _NOTHING_LOST,
    Text(
        "Hãy xem tài khoản của bạn có quyền ghi vào hộp thư ấy không.",
        "See whether your account may write to that mailbox.",
    ),
    ExitCode.CANNOT_WRITE,
)
NO_IMAP = _rule(
    "no-imap",
    Text("mail.yaml chưa nói hộp thư ở đâu (mục imap).", "mail.yaml does not say where the mailbox is (imap)."),
    Text("Thư trả về và thư xin ngừng nhận nằm trong hộp thư ấy.", "Bounces and readers who stop are in that mailbox."),
    Text(
        "Hãy thêm dòng: imap: {{host: imap.co-quan.example}}; hoặc đọc tệp: bulletin inbox --mbox TỆP",
        "Add the line: imap: {{host: imap.office.example}}; or read a file: bulletin inbox --mbox FILE",
    ),
    ExitCode.MAIL_REFUSED,
)
IMAP_LOST = _rule(
    "lost",
    Text("Đang đọc thì hộp thư {host} ngừng trả lời: {reason}.", "While reading, {host} stopped answering: {reason}."),
    _NOTHING_LOST,
    Text("Hãy chạy lại: bulletin inbox", "Run again: bulletin inbox"),
    ExitCode.MAIL_REFUSED,
)
NOT_CONFIRMED = _rule(
    "not-confirmed",
    Text("Máy chủ không nhận thư xác nhận (mã {code}).", "The server did not take a confirmation (code {code})."),
    Text("Người đọc đã được ngừng gửi; chỉ thiếu thư báo.", "The reader is off the list; only the letter is missing."),
    Text("Không cần làm gì.", "Nothing needs to be done."),
    ExitCode.MAIL_REFUSED,
)
