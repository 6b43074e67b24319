"""What can be wrong with the database of readers, and with a list that is read into it."""

from __future__ import annotations

from bulletin.errors import ExitCode, Rule, Severity, Text

NO_DATABASE = Rule(
    "readers.none",
    Severity.ERROR,
    Text("Bản tin này chưa có danh sách người đọc.", "This bulletin has no list of readers yet."),
    Text("Danh sách ở mail/readers.db, cạnh publication.yaml.", "It is mail/readers.db beside publication.yaml."),
    Text(
        "Hãy gõ: bulletin subscribers import danh-sach.xlsx; hoặc: bulletin subscribers add ĐỊA_CHỈ",
        "Type: bulletin subscribers import list.xlsx; or: bulletin subscribers add ADDRESS",
    ),
)
NEWER = Rule(
    "readers.newer",
    Severity.ERROR,
    Text(
        "Danh sách người đọc do bản chương trình mới hơn ghi (phiên bản {found}; bản này biết đến {known}).",
        "The list of readers was written by a newer program (version {found}; this one knows up to {known}).",
    ),
    Text(
        "Bản cũ có thể làm hỏng điều mà bản mới đã ghi, nên không mở tệp. Không có gì bị thay đổi.",
        "An older program could damage what the newer one stored, so it does not open it. Nothing was changed.",
    ),
    Text(
        "Hãy cập nhật chương trình trên máy này, hoặc làm việc trên máy đã cập nhật.",
        "Update the program on this computer, or work on the one that is up to date.",
    ),
)
NOT_OURS = Rule(
    "readers.not-ours",
    Severity.ERROR,
    Text(
        "Chỗ dành cho danh sách người đọc có thứ khác: không phải tệp do chương trình này ghi.",
        "Something else is where the list of readers belongs: it is no file that this program wrote.",
    ),
    Text("Ghi vào đó sẽ làm hỏng dữ liệu của người khác.", "Writing there would damage somebody else's data."),
    Text(
        "Hãy chuyển tệp hoặc liên kết ấy đi chỗ khác, rồi chạy lại.", "Move that file or link elsewhere and run again."
    ),
)
DAMAGED = Rule(
    "readers.damaged",
    Severity.ERROR,
    Text("Danh sách người đọc bị hỏng: {reason}.", "The list of readers is damaged: {reason}."),
    Text(
        "Gửi theo một danh sách hỏng có thể gửi hai lần hoặc bỏ sót người, nên chương trình dừng.",
        "A damaged list could mail somebody twice or leave somebody out, so the program stops.",
    ),
    Text(
        "Hãy chép bản sao lưu gần nhất vào chỗ ấy; giữ lại tệp hỏng dưới tên khác cho người hỗ trợ.",
        "Put the latest backup in its place; keep the damaged file under another name for your support.",
    ),
)
BUSY = Rule(
    "readers.busy",
    Severity.ERROR,
    Text("Lệnh khác đang ghi danh sách người đọc.", "Another command is writing the list of readers."),
    Text("Hai lệnh cùng ghi thì phải đợi nhau; đã đợi 10 giây.", "Two writers take turns; it waited for 10 seconds."),
    Text("Hãy đợi lệnh kia xong rồi chạy lại.", "Wait until the other command is done and run again."),
    ExitCode.CANNOT_WRITE,
)
CANNOT_WRITE = Rule(
    "readers.cannot-write",
    Severity.ERROR,
    Text("Không mở hoặc ghi được danh sách người đọc: {reason}.", "The list of readers cannot be used: {reason}."),
    Text(
        "Danh sách chỉ được chủ của nó đọc và ghi; điều đã lưu trước đó vẫn còn nguyên.",
        "Only its owner may read and write it; what was stored before is still there.",
    ),
    Text(
        "Hãy xem ổ đĩa còn chỗ không và thư mục mail có phải của bạn không, rồi chạy lại.",
        "See whether the disk has room and the folder mail is yours, then run again.",
    ),
    ExitCode.CANNOT_WRITE,
)
