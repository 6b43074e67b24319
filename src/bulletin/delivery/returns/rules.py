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
IMAP_LOGIN = _rule(
    "login",
    Text("Máy chủ {host} không cho “{user}” mở hộp thư.", "{host} does not let “{user}” open the mailbox."),
    Text("Tên hoặc mật khẩu sai, hoặc IMAP chưa được bật.", "Name or password is wrong, or IMAP is not switched on."),
    Text(
        "Hãy gõ: bulletin mail login; rồi: bulletin mail check", "Type: bulletin mail login; then: bulletin mail check"
    ),
    ExitCode.MAIL_REFUSED,
)
IMAP_FOLDER = _rule(
    "folder",
    Text("Hộp thư không có thư mục “{folder}”.", "The mailbox has no folder “{folder}”."),
    Text("Tên thư mục phải đúng như trên máy chủ.", "The folder must be named as on the server."),
    Text(
        "Hãy sửa folder trong mục imap của mail.yaml; thường là INBOX.",
        "Mend folder under imap in mail.yaml; usually INBOX.",
    ),
    ExitCode.MAIL_REFUSED,
)
IMAP_CERTIFICATE = _rule(
    "certificate",
    Text("Chứng chỉ của {host} không tin được: {reason}.", "The certificate of {host} is not trusted: {reason}."),
    Text("Mật khẩu không được gửi cho máy lạ.", "The password is not sent to a stranger."),
    Text(
        "Hãy xem lại tên máy chủ trong mail.yaml; máy nội bộ thì ghi tệp chứng chỉ của cơ quan ở ca_file.",
        "Check the server's name in mail.yaml; for one inside the office give its authority's file in ca_file.",
    ),
    ExitCode.MAIL_REFUSED,
)
IMAP_UNREACHED = _rule(
    "unreached",
    Text(
        "Không nối được tới hộp thư {host}, cổng {port}: {reason}.", "No connection to {host}, port {port}: {reason}."
    ),
    Text(
        "Mạng đứt, tên sai, hoặc tường lửa chặn cổng ấy.", "The network is down, a name is wrong, or a wall is between."
    ),
    Text(
        "Hãy xem mạng và mục imap trong mail.yaml, rồi chạy lại.",
        "Check the network and imap in mail.yaml, then run again.",
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
