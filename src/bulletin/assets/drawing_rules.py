"""What can be wrong with a logo in SVG, in words for the person who must act."""

from __future__ import annotations

from bulletin.errors import Rule, Severity, Text

What = Text
_LOST = Text("Biểu trưng phải in đúng như bản vẽ; phần nào không in được thì phải nói ra.",
             "The logo is printed as it was drawn; a part that cannot be printed is named.")  # fmt: skip
_PLAIN = Text(
    "Trong Inkscape chọn File → Save As → Plain SVG (Illustrator: Export → SVG), hoặc dùng PNG rộng ít nhất 600 px.",
    "In Inkscape choose File → Save As → Plain SVG (Illustrator: Export → SVG), or use a PNG at least 600 px wide.",
)

UNREADABLE = Rule(
    "logo.svg-unreadable",
    Severity.ERROR,
    Text("Không đọc được biểu trưng {file}: {reason}.", "The logo {file} cannot be read: {reason}."),
    Text("Tệp SVG phải là XML đúng cú pháp.", "An SVG file is XML, and this is not."),
    _PLAIN,
)
PACKED = Rule(
    "logo.svg-packed",
    Severity.ERROR,
    Text("Biểu trưng {file} là SVG nén (SVGZ).", "The logo {file} is packed SVG (SVGZ)."),
    Text("Chương trình chỉ đọc SVG thường.", "Only plain SVG is read."),
    _PLAIN,
)
DOCTYPE = Rule(
    "logo.svg-doctype",
    Severity.ERROR,
    Text("Biểu trưng {file} có dòng <!DOCTYPE …>.", "The logo {file} has a line <!DOCTYPE …>."),
    Text("Dòng này có thể gọi tệp khác hoặc nở ra vô tận, nên không được đọc.",
         "Such a line can call other files or grow without end, so it is not read."),
    Text("Mở tệp bằng Notepad, xóa đoạn từ <!DOCTYPE đến dấu > của nó rồi lưu lại.",
         "Open the file in a text editor, delete from <!DOCTYPE to its > and save."),
)  # fmt: skip
PART = Rule(
    "logo.svg-part",
    Severity.ERROR,
    Text("Biểu trưng {file} có phần không in được: {what}.", "The logo {file} has a part that is not printed: {what}."),
    _LOST,
    Text("{hint_vi}", "{hint_en}"),
    form=Text(
        "Hãy nhờ người vẽ bỏ phần ấy, hoặc dùng tệp PNG rộng ít nhất 600 px.",
        "Have that part taken out, or use a PNG of at least 600 px.",
    ),
)
TOO_MUCH = Rule(
    "logo.svg-too-much",
    Severity.ERROR,
    Text("Biểu trưng {file} quá phức tạp hoặc tự gọi chính nó (tối đa {limit}).",
         "The logo {file} is too complex, or a part of it calls itself (limit {limit})."),
    Text("Một bản vẽ như vậy làm trang in không bao giờ xong.", "Such a drawing would never come to an end."),
    Text("Hãy đơn giản hóa hình vẽ (Inkscape: Path → Simplify), hoặc dùng tệp PNG rộng ít nhất 600 px.",
         "Simplify the drawing (Inkscape: Path → Simplify), or use a PNG at least 600 px wide."),
)  # fmt: skip
NO_SIZE = Rule(
    "logo.svg-size",
    Severity.ERROR,
    Text("Biểu trưng {file} không cho biết khổ hình (viewBox, hoặc width và height).",
         "The logo {file} does not say how large it is (viewBox, or width and height)."),
    Text("Không có khổ thì không biết đặt hình vào chỗ nào; hình quá dài (hơn 20 lần) cũng không đặt được.",
         "Without a size it cannot be placed; nor can one more than 20 times as long as wide."),
    _PLAIN,
)  # fmt: skip

TEXT = What(
    "Hãy chuyển chữ thành nét (Inkscape: Path → Object to Path; Illustrator: Type → Create Outlines) rồi lưu lại.",
    "Turn text into outlines (Inkscape: Path → Object to Path; Illustrator: Type → Create Outlines) and save.",
)
IMAGE = What(
    "Trong SVG này có ảnh điểm: hãy dùng chính tệp ảnh ấy (PNG, JPEG) làm biểu trưng.",
    "This SVG holds a picture of pixels: use that picture (PNG, JPEG) as the logo.",
)
LINK = What(
    "Hãy bỏ liên kết ra ngoài tệp; chỉ dùng được phần có trong tệp (#ten).",
    "Take out what leads outside the file; only parts of the file itself (#name) can be used.",
)
TRANSPARENT = What(
    "Hãy đổi màu trong suốt thành màu đặc (opacity: 1); máy in không trộn màu theo độ trong.",
    "Make the colour solid (opacity: 1): inks do not mix by transparency.",
)
EFFECT = What(
    "Hãy bỏ hiệu ứng này, hoặc dùng tệp PNG rộng ít nhất 600 px.",
    "Take this effect out, or use a PNG at least 600 px wide.",
)
COLOUR = What("Hãy gõ màu dạng #rrggbb.", "Type the colour as #rrggbb.")
VALUE = What("Hãy sửa giá trị này.", "Mend this value.")
EVENT = What("Hãy xóa lệnh này: biểu trưng chỉ là hình vẽ.", "Delete this command: a logo is a drawing only.")
STYLE = What(
    "Trong <style> chỉ dùng quy tắc đơn giản như .ten{fill:#123456}; lưu lại với “presentation attributes”.",
    "Only plain rules such as .name{fill:#123456} can be in <style>; save again with “presentation attributes”.",
)
OTHER = What(f"Hãy xóa phần này. {_PLAIN.vi}", f"Delete this part. {_PLAIN.en}")
ABOUT = {
    "text": TEXT, "tspan": TEXT, "textPath": TEXT, "flowRoot": TEXT, "image": IMAGE, "script": EVENT, "animate": EVENT,
    "animateTransform": EVENT, "animateMotion": EVENT, "set": EVENT, "filter": EFFECT, "mask": EFFECT,
    "pattern": EFFECT, "marker": EFFECT,
}  # fmt: skip
"""Element → what to do about it."""
