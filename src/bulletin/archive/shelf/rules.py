"""What can be in the way of the pages to browse."""

from __future__ import annotations

from bulletin.errors import ExitCode, Rule, Severity, Text

NOT_OURS = Rule(
    "shelf.not-empty",
    Severity.ERROR,
    Text("“{path}” đã có tệp khác bên trong.", "“{path}” holds other files."),
    Text(
        "Lệnh này viết lại cả thư mục; tệp của người khác có thể bị lẫn hoặc mất.",
        "This command rewrites the folder; files of others might be mixed up or lost.",
    ),
    Text("Chọn một thư mục mới hoặc trống: --out “{path}/xem”.", "Name a new or empty folder: --out “{path}/xem”."),
    ExitCode.REFUSED,
)
IN_STORE = Rule(
    "shelf.in-store",
    Severity.ERROR,
    Text("“{path}” nằm trong phần lưu trữ gốc (kho).", "“{path}” is inside the storage root (kho)."),
    Text("Mỗi tệp lạ trong đó làm kho không còn đúng chuẩn.", "Any other file in there makes the store invalid."),
    Text("Bỏ --out, hoặc chọn thư mục ngoài kho.", "Leave --out away, or name a folder outside."),
    ExitCode.REFUSED,
)
NO_PICTURES = Rule(
    "shelf.no-pictures",
    Severity.WARNING,
    Text("Không vẽ được trang của “{id}”: {reason}.", "The pages of “{id}” cannot be drawn: {reason}."),
    Text(
        "Trang của số này vẫn có các bài và tệp PDF, nhưng không có ảnh trang.",
        "Its page has the stories and the PDF, but no page pictures.",
    ),
    Text("Mở thử tệp PDF của số ấy trong kho.", "Try to open its PDF in the archive."),
)
EMPTY = Rule(
    "shelf.nothing",
    Severity.ERROR,
    Text("Kho “{path}” chưa có số báo nào.", "The archive “{path}” holds no issue yet."),
    Text("Chưa có gì để xem.", "There is nothing to browse."),
    Text("Lưu một số báo trước: bulletin keep THƯ_MỤC.", "Keep an issue first: bulletin keep FOLDER."),
)
