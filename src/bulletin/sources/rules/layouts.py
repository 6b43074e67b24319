"""Rules about layouts: their names, their files, and what the fields of `layout.yaml` say together."""

from __future__ import annotations

from bulletin.sources.rules import rule

UNKNOWN = rule(
    "layout.unknown",
    ("Không có mẫu trình bày nào tên là “{name}”.", "There is no layout called “{name}”."),
    ("Mẫu trình bày là một thư mục có số đo và khung của trang.", "A layout is a folder with a layout.yaml."),
    ("{hint_vi}Hãy ghi một trong các mẫu: {known}. Muốn làm mẫu mới, hãy gõ: bulletin new layout layouts/ten-mau",
     "{hint_en}Name one of: {known}. For a new one type: bulletin new layout layouts/ten-mau"),
    form=("Hãy chọn một mẫu trình bày có sẵn: {known}.",
     "Choose one of the layouts: {known}."),
)  # fmt: skip
SHADOWS = rule(
    "layout.shadows-shipped",
    ("Thư mục {folder} trùng tên với mẫu có sẵn “{name}”.",
     "The folder {folder} has the name of the shipped layout “{name}”."),
    ("Không rõ phải in bằng mẫu nào; một thư mục chép nhầm không được lặng lẽ thay mẫu có sẵn.",
     "It is not clear which one is meant; a folder copied by mistake must not replace a shipped layout in silence."),
    ("Hãy đổi tên thư mục rồi ghi tên mới ở dòng layout; hoặc, nếu cố ý thay, thêm vào {file} dòng: mau_rieng: có",
     "Rename the folder and type the new name in the line `layout`; or, if it is meant, add to {file} the line: "
     "replaces_shipped: yes"),
)  # fmt: skip
FILE_MISSING = rule(
    "layout.file-missing",
    ("Mẫu “{name}” thiếu tệp {file}.", "The layout “{name}” has no file {file}."),
    ("Mẫu nào cũng phải có layout.yaml (số đo), style.css (nét, màu) và masthead.html.j2 (đầu trang nhất).",
     "Every layout has layout.yaml (measures), style.css (rules, colours) and masthead.html.j2 (head of page 1)."),
    ("Hãy tạo một mẫu đủ tệp bằng: bulletin new layout layouts/ten-mau; rồi chép {file} của nó vào {folder}",
     "Make a layout with all files by: bulletin new layout layouts/ten-mau; then copy its {file} to {folder}"),
)  # fmt: skip
TOO_BIG = rule(
    "layout.too-big",
    ("Tệp {file} dài {size} byte, quá mức {limit}.", "The file {file} has {size} bytes, more than {limit}."),
    ("Tệp khung và tệp kiểu dài như vậy không phải do người viết.",
     "Nobody writes templates or style sheets of that length."),
    ("Hãy bỏ bớt nội dung, hoặc thay bằng tệp đúng.", "Shorten it, or put the right file in its place."),
)  # fmt: skip
TOO_MANY = rule(
    "layout.too-many-files",
    ("Thư mục {folder} có {count} tệp khung, quá mức {limit}.",
     "The folder {folder} holds {count} templates, more than {limit}."),
    ("Một mẫu chỉ cần vài tệp khung.", "A layout needs a handful of templates."),
    ("Hãy bỏ bớt các tệp .html.j2 không dùng.", "Take out the .html.j2 files that are not used."),
)  # fmt: skip
NOT_TEXT = rule(
    "layout.not-utf8",
    ("Tệp {file} không phải chữ Unicode (UTF-8).", "The file {file} is not text in UTF-8."),
    ("Chữ có dấu sẽ in sai.", "Accented letters would print wrongly."),
    ("Hãy lưu lại tệp với bảng mã UTF-8.", "Save the file again as UTF-8."),
)
BAD_VALUE = rule(
    "layout.bad-value",
    ("“{key}” trong layout.yaml không dùng được: {value}.", "“{key}” in layout.yaml cannot be used: {value}."),
    ("{why_vi}.", "{why_en}."),
    ("Hãy gõ: {mend}", "Type: {mend}"),
)
NO_ROOM = rule(
    "layout.no-room",
    ("Trang không đủ chỗ: {what_vi}.", "The page has too little room: {what_en}."),
    ("Bài phải có chỗ trên trang; nếu không, không dàn được trang nào.",
     "Stories need room, or no page can be laid out."),
    ("Hãy giảm một trong các số: {keys}", "Lower one of: {keys}"),
)  # fmt: skip
ROLE_MISSING = rule(
    "layout.role-missing",
    ("Mẫu không có kiểu chữ “{role}”.", "The layout has no role “{role}”."),
    ("{needs_vi}.", "{needs_en}."),
    ("Hãy thêm dưới roles dòng: {mend}", "Add below roles the line: {mend}"),
)
TWO_INKS = rule(
    "layout.one-colour-two-inks",
    ("màu “{one}” và màu “{other}” trông giống nhau trên màn hình ({srgb}) nhưng mực khác nhau",
     "the colours “{one}” and “{other}” are one on the screen ({srgb}) but differ in their inks"),
    ("Bản in nhận ra màu qua trị số màn hình, nên không biết phải dùng mực nào",
     "The press edition knows a colour by its screen value and could not tell which inks to use"),
    ("Cho hai màu cùng một trị số cmyk, hoặc đổi srgb của một màu", "Give both the same cmyk, or change one srgb"),
)  # fmt: skip
TEMPLATE = rule(
    "layout.template",
    ("Tệp khung {where} {kind_vi}: {said}", "The template {where} {kind_en}: {said}"),
    ("Trang không dựng được từ khung này. Lời sau dấu hai chấm là của bộ đọc khung (Jinja).",
     "No page can be made of it. The words after the colon are those of the template engine (Jinja)."),
    ("{hint_vi}", "{hint_en}"),
)  # fmt: skip
CSS_ADDRESS = rule(
    "layout.css-address",
    ("style.css không được lấy tệp hay địa chỉ khác: {word}", "style.css may not load files or addresses: {word}"),
    ("Bản dựng không mở tệp nào ngoài các tệp đã soát và không mở mạng.",
     "A build opens no files but those that were checked, and no connection."),
    ("Hãy bỏ chỗ này; phông chữ ghi ở family trong layout.yaml, tệp phông để trong thư mục fonts.",
     "Take it out; name fonts as `family` in layout.yaml and put their files into the folder fonts."),
)  # fmt: skip
CSS = rule(
    "layout.css",
    ("style.css có chỗ không dùng được: {said}", "style.css holds what cannot be used: {said}"),
    ("Bộ dàn trang bỏ qua chỗ này, nên trang in ra không như ý; chữ hoặc hình có thể mất.",
     "The page setter ignores it, so pages would not come out as meant; text or pictures may be lost."),
    ("Hãy sửa hoặc bỏ dòng này; những gì dùng được ghi trong docs/layouts.md.",
     "Mend this line or take it out; docs/layouts.md says what can be used."),
)  # fmt: skip
