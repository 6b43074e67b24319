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
    form=Text(
        "Hãy nhập danh sách bạn đọc; đứng trong thư mục bản tin, gõ: bulletin subscribers import danh-sach.xlsx",
        "In the folder of the bulletin type: bulletin subscribers import list.xlsx",
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
NO_PUBLICATION = Rule(
    "readers.no-publication",
    Severity.ERROR,
    Text(
        "Không tìm thấy publication.yaml trong “{folder}” và các thư mục bên trên.",
        "There is no publication.yaml in “{folder}” or in the folders above it.",
    ),
    Text(
        "Danh sách người đọc được giữ cạnh publication.yaml, mỗi bản tin một danh sách.",
        "The list of readers is kept beside publication.yaml, one for each bulletin.",
    ),
    Text(
        "Hãy chạy lại trong thư mục của bản tin, hoặc thêm --folder và thư mục ấy vào lệnh.",
        "Run it again in the bulletin's folder, or add --folder and that folder to the command.",
    ),
)
BAD_ADDRESS = Rule(
    "readers.bad-address",
    Severity.ERROR,
    Text("Địa chỉ vừa gõ không dùng được: {reason}.", "The address as typed cannot be used: {reason_en}."),
    Text("Thư gửi tới đó sẽ không đến ai, hoặc đến nhầm người.", "A letter to it would reach nobody, or a stranger."),
    Text(
        "Hãy gõ một địa chỉ, ví dụ: ten.nguoi@co-quan.example", "Type one address, such as: first.last@office.example"
    ),
)
UNKNOWN = Rule(
    "readers.unknown",
    Severity.ERROR,
    Text("{who} không có trong danh sách.", "{who} is not on the list."),
    Text("Không có gì bị thay đổi.", "Nothing was changed."),
    Text(
        "Hãy gõ “bulletin subscribers list” để xem các địa chỉ, rồi gõ lại lệnh với địa chỉ đúng.",
        "Type “bulletin subscribers list” to see the addresses, then this command with the right one.",
    ),
)
LEFT = Rule(
    "readers.left",
    Severity.ERROR,
    Text(
        "{who} {reason} từ ngày {since} nên không được ghi lại.",
        "{who} {reason_en} since {since}, so they are not written again.",
    ),
    Text(
        "Người đã rời danh sách chỉ trở lại khi có quyết định mới, không phải vì có tên trong một danh sách.",
        "Somebody who left comes back by a new decision only, not because a list names them.",
    ),
    Text(
        "Nếu họ muốn nhận lại, hãy gõ “bulletin subscribers lift” với địa chỉ ấy, rồi gõ lại lệnh này.",
        "If they want it again, type “bulletin subscribers lift” with that address, then this command again.",
    ),
)
NOT_SUPPRESSED = Rule(
    "readers.not-suppressed",
    Severity.ERROR,
    Text(
        "{who} không bị ngừng gửi, nên không có gì để mở lại.", "{who} is not suppressed, so there is nothing to lift."
    ),
    Text("Không có gì bị thay đổi.", "Nothing was changed."),
    Text(
        "Muốn đưa người mới vào danh sách, hãy gõ “bulletin subscribers add” với địa chỉ ấy.",
        "To put somebody new on the list, type “bulletin subscribers add” with that address.",
    ),
)
NEEDS_CONSENT = Rule(
    "readers.needs-consent",
    Severity.ERROR,
    Text(
        "{who} {reason}; muốn gửi lại phải có sự đồng ý mới của chính họ.",
        "{who} {reason_en}; writing to them again needs their own new consent.",
    ),
    Text(
        "Luật Bảo vệ dữ liệu cá nhân cho mỗi người quyền rút lại đồng ý; chỉ họ mới cho lại được.",
        "The law on personal data lets everybody withdraw consent; only they can give it again.",
    ),
    Text(
        "Hãy chạy lại với ba tùy chọn --consent-date, --consent-how và --consent-words nói về lần đồng ý mới.",
        "Run it again with --consent-date, --consent-how and --consent-words about the new consent.",
    ),
)
