"""What a verification can find."""

from __future__ import annotations

from bulletin.errors import ExitCode, Rule, Severity, Text

_REPAIR = Text(
    "Đừng sửa tay. Lấy lại từ bản sao: bulletin verify --repair-from THƯ_MỤC_BẢN_SAO.",
    "Change nothing by hand. Take it back from a copy: bulletin verify --repair-from FOLDER_OF_THE_COPY.",
)


def _damage(name: str, what: Text, why: Text, remedy: Text = _REPAIR) -> Rule:
    return Rule(f"archive.{name}", Severity.ERROR, what, why, remedy, ExitCode.DAMAGED)


CHANGED = _damage(
    "changed",
    Text("Đã bị đổi: kho/{path}{names_vi}.", "Changed: kho/{path}{names_en}."),
    Text("Tệp không còn đúng từng byte như lúc lưu.", "The file no longer has the bytes that were kept."),
)
MISSING = _damage(
    "missing",
    Text("Bị mất: kho/{path}{names_vi}.", "Missing: kho/{path}{names_en}."),
    Text(
        "Tệp có trong mục lục nhưng không có trên đĩa, hoặc không đọc được.",
        "The inventory names it, and it is not on the disk or cannot be read.",
    ),
)
UNTRACKED = _damage(
    "untracked",
    Text("Thừa: kho/{path}.", "Untracked: kho/{path}."),
    Text(
        "Không lệnh nào của chương trình ghi tệp này vào kho; có thể ai đó chép nhầm hoặc đổi tên một tệp.",
        "No command of the program wrote it; somebody may have copied it there, or renamed a file.",
    ),
    Text(
        "Chương trình không bao giờ xóa. Xem tệp rồi tự chuyển ra ngoài kho, sau đó gõ lại: bulletin verify.",
        "The program never deletes. Look at it, move it out of the store yourself, then type again: bulletin verify.",
    ),
)
UNPROVED = _damage(
    "unproved",
    Text(
        "Không biết được các tệp của “{id}” từ phiên bản {version} có còn nguyên không.",
        "Nobody can tell whether the files of “{id}” from version {version} on are whole.",
    ),
    Text(
        "Cả mục lục ở ngoài và mục lục của chính phiên bản ấy đều hỏng.",
        "Both the outer inventory and that of the version itself are damaged.",
    ),
)
NO_EVENT = _damage(
    "no-event",
    Text(
        "Nhật ký của “{id}” không nói phiên bản {version} từ đâu ra.",
        "The history of “{id}” does not tell where version {version} comes from.",
    ),
    Text(
        "Mỗi phiên bản có một sự kiện trong nhật ký; sự kiện ấy đã bị bỏ, hoặc phiên bản không do chương trình ghi.",
        "Every version has an event; this one was dropped, or the program did not write the version.",
    ),
    Text(
        "So với bản sao (bulletin verify --archive BẢN_SAO) và với dấu cuối chuỗi trên phiếu nộp lưu chiểu.",
        "Compare with a copy (bulletin verify --archive COPY) and with the chain's end on the deposit slip.",
    ),
)
LOST_VERSION = _damage(
    "lost-version",
    Text(
        "“{id}” từng có phiên bản {version}, nay chỉ còn đến {head}.",
        "“{id}” had version {version} and now ends with {head}.",
    ),
    Text(
        "Lần kiểm tra trước đã đọc phiên bản ấy. Kho không bao giờ bớt: có thể kho bị thay bằng bản sao cũ.",
        "An earlier verification read it. The archive never shrinks: an old copy may have been put in its place.",
    ),
)
REWRITTEN = _damage(
    "rewritten",
    Text(
        "Nhật ký của “{id}” không phải nhật ký đã đọc ngày {date}.",
        "The history of “{id}” is not the one that was read on {date}.",
    ),
    Text(
        "Chuỗi sự kiện tự nó khớp, nhưng không nối tiếp chuỗi của lần kiểm tra trước: số báo đã bị ghi lại từ đầu.",
        "The chain fits in itself but does not continue that of the last verification: the issue was written anew.",
    ),
    Text(
        "So với bản sao (bulletin verify --archive BẢN_SAO) và với dấu cuối chuỗi trên phiếu nộp lưu chiểu.",
        "Compare with a copy (bulletin verify --archive COPY) and with the chain's end on the deposit slip.",
    ),
)
INTERRUPTED = Rule(
    "archive.interrupted",
    Severity.INFO,
    Text("Lần ghi vào “{id}” bị ngắt giữa chừng.", "An update of “{id}” was cut short."),
    Text(
        "Mọi tệp còn nguyên; chỉ mục lục ở ngoài chưa kịp theo.", "Every file is whole; only the inventory is behind."
    ),
    Text("Không phải làm gì: lệnh ghi tiếp theo tự sửa.", "Nothing to do: the next command that writes repairs it."),
)
OVERDUE = Rule(
    "archive.overdue",
    Severity.WARNING,
    Text(
        "Đã {days} ngày chưa đọc lại hết kho; {count} số báo quá hạn {limit} ngày (cũ nhất: {id}).",
        "The archive was not read whole for {days} days; {count} issues are over {limit} days (oldest: {id}).",
    ),
    Text(
        "Đĩa hỏng dần mà không báo; càng để lâu, bản sao càng dễ hỏng theo trước khi ai biết.",
        "Disks decay in silence; the longer nobody reads, the likelier the copy is gone as well.",
    ),
    Text(
        "Gõ: bulletin verify (hoặc cho chạy theo lịch, xem docs/keeping.md).",
        "Type: bulletin verify (or let it run by the clock, see docs/keeping.md).",
    ),
)
STATE = Rule(
    "archive.verify-record",
    Severity.WARNING,
    Text("Sổ kiểm tra {file} không dùng được.", "The record of verifications {file} cannot be used."),
    Text(
        "Tệp bị sửa hoặc hỏng, nên không biết lần trước đã đọc những gì, và không thấy được số báo nào biến mất.",
        "It was edited or damaged, so nobody knows what was read before, and a lost issue would not be noticed.",
    ),
    Text("Tệp được ghi lại sau lần kiểm tra này; hãy so số số báo với sổ đăng ký.",
         "It is written anew after this run; compare the number of issues with the register."),
)  # fmt: skip
GUIDE = Rule(
    "archive.guide-differs",
    Severity.WARNING,
    Text(
        "Tệp hướng dẫn DOC-TRUOC.txt của kho bị mất hoặc khác bản của chương trình này.",
        "The guide DOC-TRUOC.txt of the archive is missing or not the one of this program.",
    ),
    Text(
        "Người mở kho sau này đọc tệp ấy trước tiên; không số báo nào bị ảnh hưởng.",
        "Whoever opens the archive reads it first; no issue is affected.",
    ),
    Text("Lần bulletin keep tới sẽ ghi lại tệp ấy.", "The next bulletin keep writes it again."),
)
NOT_IN_COPY = _damage(
    "not-in-copy",
    Text("Bản sao không có bản tốt của kho/{path}.", "The copy has no good kho/{path}."),
    Text("Tệp ấy trong bản sao bị mất, bị đổi, hoặc chưa được sao.", "It is lost or changed there, or was not copied."),
    Text("Thử một bản sao khác: bulletin verify --repair-from BẢN_SAO_KHÁC.",
         "Try another copy: bulletin verify --repair-from ANOTHER_COPY."),
)  # fmt: skip
REPAIRED = Rule(
    "archive.repaired",
    Severity.INFO,
    Text("Đã lấy lại kho/{path} từ bản sao.", "Taken back from the copy: kho/{path}."),
    Text("Tệp hỏng được giữ ở {aside}.", "The damaged file is kept in {aside}."),
    Text("Không phải làm gì thêm.", "Nothing more to do."),
)
SAME_ARCHIVE = Rule(
    "archive.same-archive",
    Severity.ERROR,
    Text("“{path}” chính là kho đang kiểm tra.", "“{path}” is the archive that is being verified."),
    Text("Chỉ bản sao ở nơi khác mới giúp được.", "Only a copy elsewhere can help."),
    Text("Chỉ thư mục của bản sao: --repair-from /media/usb/luu-tru.",
         "Name the folder of the copy: --repair-from /media/usb/luu-tru."),
)  # fmt: skip
