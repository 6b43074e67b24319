"""What can be wrong with a list of readers as a file."""

from __future__ import annotations

from bulletin.errors import Rule, Severity, Text

_WHY = Text(
    "Chương trình không đoán: một người nhận nhầm hoặc bị sót thì không sửa lại được. Chưa có gì được ghi.",
    "Nothing is guessed: a wrong or missing reader cannot be made good. Nothing was written.",
)
_AS_XLSX = Text(
    "Hãy mở tệp bằng Excel hoặc LibreOffice, chọn Save As, kiểu “Excel Workbook (.xlsx)”, rồi nhập tệp mới.",
    "Open it in Excel or LibreOffice, choose Save As, type “Excel Workbook (.xlsx)”, and import the new file.",
)


def _rule(name: str, vi: str, en: str, remedy: Text = _AS_XLSX) -> Rule:
    return Rule(f"list.{name}", Severity.ERROR, Text(vi, en), _WHY, remedy)


NOT_THERE = _rule(
    "not-there", "Không mở được tệp danh sách: {reason}.", "The list cannot be opened: {reason_en}.",
    Text("Hãy kiểm tra tên tệp và quyền đọc.", "Check the file's name and whether you may read it."),
)  # fmt: skip
TOO_LARGE = _rule(
    "too-large", "Danh sách quá lớn ({what}).", "The list is too large ({what_en}).",
    Text("Hãy chia danh sách thành vài tệp, mỗi tệp dưới 50.000 dòng, và bỏ những trang không cần.",
         "Divide the list into several files of less than 50,000 rows, and drop sheets that are not needed."),
)  # fmt: skip
BINARY = _rule(
    "not-a-list", "Đây không phải là tệp CSV hay XLSX ({what}).", "This is neither CSV nor XLSX ({what_en}).",
)  # fmt: skip
DAMAGED_XLSX = _rule(
    "damaged", "Tệp XLSX bị hỏng hoặc chứa thứ không có trong bảng tính thường ({what}).",
    "The XLSX file is damaged or holds what no ordinary spreadsheet does ({what}).",
)  # fmt: skip
ENCODING = _rule(
    "encoding", "Không đọc được bảng mã của tệp CSV (đã thử UTF-8, UTF-16, Windows-1258).",
    "The encoding of the CSV file is unknown (tried UTF-8, UTF-16, Windows-1258).",
)  # fmt: skip
QUOTES = _rule(
    "quotes", "Dấu nháy kép trong tệp CSV không khớp, hoặc một ô quá dài ({what}).",
    "The quotation marks of the CSV file do not match, or a cell is too long ({what}).",
    Text("Hãy mở tệp bằng trình soạn thảo, tới dòng trên, sửa dấu nháy kép (\"), rồi nhập lại.",
         "Open the file in an editor, go to that line, mend the quotation marks (\"), and import again."),
)  # fmt: skip
NO_SHEET = _rule(
    "no-sheet", "Tệp không có trang “{word}”. Các trang: {known}.", "The file has no sheet “{word}”. Sheets: {known}.",
    Text("Hãy gõ lại --sheet với một trong các tên trên.", "Type --sheet again with one of these names."),
)  # fmt: skip
NO_ADDRESSES = _rule(
    "no-addresses", "Trong tệp không có địa chỉ thư nào dùng được.", "The file has no address that can be used.",
    Text("Hãy đặt tên cột địa chỉ là “Email” trong mười dòng đầu và xem lại các dòng bị từ chối ở trên.",
         "Head the column of addresses “Email” within the first ten rows, and look at the refused rows above."),
)  # fmt: skip
