"""What can be wrong when something is looked for."""

from __future__ import annotations

from bulletin.errors import ExitCode, Rule, Severity, Text

UNREAD = Rule(
    "catalogue.unread",
    Severity.WARNING,
    Text("Không đưa được “{id}” vào mục lục: {what}", "“{id}” could not be put into the catalogue: {what_en}"),
    Text("Tìm kiếm sẽ không thấy số báo này.", "A search will not find this issue."),
    Text(
        "Gõ: bulletin verify, lấy lại tệp hỏng từ bản sao, rồi gõ: bulletin catalogue --rebuild.",
        "Type: bulletin verify, take the damaged file back from a copy, then type: bulletin catalogue --rebuild.",
    ),
    ExitCode.DAMAGED,
)
NO_WORDS = Rule(
    "catalogue.no-words",
    Severity.ERROR,
    Text("Chưa có từ nào để tìm.", "There is nothing to look for."),
    Text(
        "Dấu câu không được đưa vào mục lục; cần ít nhất một chữ, một số hoặc một điều kiện.",
        "Signs are not in the catalogue; at least one letter, figure or condition is needed.",
    ),
    Text("Gõ, thí dụ: bulletin search tuyến đường hoa", "Type, for instance: bulletin search tuyến đường hoa"),
    ExitCode.USAGE,
)
NO_HIT_NUMBER = Rule(
    "catalogue.no-hit-number",
    Severity.ERROR,
    Text("Không có kết quả thứ {number}.", "There is no hit number {number}."),
    Text("Lần tìm này có {count} kết quả.", "This search has {count} hits."),
    Text("Gõ lại với --open từ 1 đến {count}.", "Type --open with a number from 1 to {count}."),
    ExitCode.USAGE,
)
NO_PDF = Rule(
    "catalogue.no-pdf",
    Severity.ERROR,
    Text("“{id}” không có tệp PDF nào để mở.", "“{id}” has no PDF to open."),
    Text("Số báo được lưu không kèm bản PDF.", "The issue was kept without a PDF."),
    Text("Xem các tệp đã lưu trong kho/{id}.", "See the files that were kept in kho/{id}."),
)
INDEX_BROKEN = Rule(
    "catalogue.index-broken",
    Severity.WARNING,
    Text("Chưa dùng được {file}: {count} chỗ sai.", "{file} was not used: {count} mistakes."),
    Text("Tên người và địa danh đã xác nhận tạm thời không tìm được.", "Confirmed names cannot be found for now."),
    Text("Sửa các chỗ được nêu rồi gõ lại lệnh.", "Correct the places named and type the command again."),
)
