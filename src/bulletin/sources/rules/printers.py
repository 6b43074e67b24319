"""Rules about printer profiles: their names, and what their fields say together."""

from __future__ import annotations

from bulletin.sources.rules import rule

UNKNOWN = rule(
    "printer.unknown",
    ("Không có nhà in nào tên là “{name}”.", "There is no printer called “{name}”."),
    ("Tên nhà in là tên một hồ sơ trong thư mục printers.",
     "A printer is a file in the folder printers, named without .yaml."),
    ("{hint_vi}Các nhà in có sẵn: {known}. Muốn khai nhà in mới, hãy gõ: bulletin new printer printers/ten-nha-in.yaml",
     "{hint_en}Known are: {known}. For a new one type: bulletin new printer printers/shop-name.yaml"),
    form=("Hãy chọn một nhà in đã khai: {known}.",
     "Choose one of the print shops: {known}."),
)  # fmt: skip
NEEDS = rule(
    "printer.needs-field",
    ("Tệp theo {standard} phải có {key}.", "A file in {standard} must have {key}."),
    ("Thiếu điều kiện in và hồ sơ màu thì không đổi được màu của ảnh, và tệp không đúng chuẩn.",
     "Without printing condition and profile photos cannot be converted and the file does not meet its standard."),
    ("Hãy thêm dòng: {mend}", "Add the line: {mend}"),
)  # fmt: skip
PPI_ORDER = rule(
    "printer.ppi-order",
    ("Mật độ ảnh không theo thứ tự: tối thiểu {least}, nên có {good}, tối đa {best}.",
     "The resolutions are not in order: least {least}, good {good}, best {best}."),
    ("Mức báo lỗi phải thấp hơn mức nhắc, và mức nhắc thấp hơn mức xuất ra; nếu không, ảnh nào cũng bị báo lỗi.",
     "Errors begin below warnings, and warnings below what is written; otherwise every photo would be blamed."),
    ("Hãy gõ: mat_do_anh: {{toi_da: 350, nen_co: 225, toi_thieu: 150}}",
     "Type: photo_ppi: {{best: 350, good: 225, least: 150}}"),
)  # fmt: skip
MARKS = rule(
    "printer.marks-contradiction",
    ("Nhà in không nhận tệp có dấu in, nhưng dau_cat lại là {marks}.",
     "The shop takes no files with marks, yet marks is {marks}."),
    ("Hai dòng này trái nhau.", "The two lines contradict each other."),
    ("Hãy gõ: dau_cat: none; hoặc: cho_phep_dau: có", "Type: marks: none; or: marks_allowed: yes"),
)  # fmt: skip
