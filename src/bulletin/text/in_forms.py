"""What to do about signs of Markdown where a body is edited in a window, by the name of their rule."""

from __future__ import annotations

SIGNS_IN_FORMS: dict[str, tuple[str, str]] = {
    "html": (
        "Xin bỏ dấu ấy; muốn chữ đậm, nghiêng thì chọn chữ rồi bấm Đậm, Nghiêng.",
        "Remove it; for bold and italic select the words and press the buttons.",
    ),
    "link": (
        "Xin viết địa chỉ thành chữ, hoặc điền ở mục mã QR hay nguồn tin.",
        "Write the address out, or put it into the QR code or the source.",
    ),
    "image": (
        "Xin thêm ảnh vào mục “Ảnh”, rồi chọn “Đưa ảnh vào bài”.",
        "Add it to the photos, then insert it into the text.",
    ),
    "photo-inline": (
        "Xin bỏ dấu ấy, đặt con trỏ ở đoạn cần ảnh rồi chọn “Đưa ảnh vào bài”.",
        "Remove it, put the caret where the photo goes and insert it there.",
    ),
    "code": (
        "Xin bỏ dấu nháy ngược; muốn làm nổi chữ thì dùng chữ đậm.",
        "Remove the backquotes; use bold to make words stand out.",
    ),
    "block-quote": (
        "Xin bỏ dấu >; lời trích nổi bật thì điền ở mục “Lời trích in lớn”.",
        "Remove the >; put pull quotes into their own field.",
    ),
    "rule-line": (
        "Xin xóa dòng kẻ; muốn ngắt ý thì dùng tít xen.",
        "Delete the line; use a sub-head to part the text.",
    ),
    "stray-mark": (
        "Xin xóa dấu **; muốn chữ đậm thì chọn chữ rồi bấm Đậm.",
        "Delete the **; for bold select the words and press the button.",
    ),
    "broken-table": (
        "Xin sửa để mỗi dòng của bảng có đủ ô.",
        "Give every row of the table all its cells.",
    ),
    "footnote": (
        "Xin đưa lời chú vào trong ngoặc đơn ngay sau chữ được chú.",
        "Put the note in brackets right behind the words that it explains.",
    ),
    "task-list": (
        "Xin bỏ dấu [ ].",
        "Remove the [ ].",
    ),
    "underlined-head": (
        "Xin xóa dòng ấy, đặt con trỏ ở tít rồi bấm Tít xen.",
        "Delete that line, put the caret into the head and press the sub-head button.",
    ),
    "subhead-blank": (
        "Xin xóa dấu ấy, đặt con trỏ ở tít rồi bấm Tít xen.",
        "Delete the sign, put the caret into the head and press the sub-head button.",
    ),
    "struck": (
        "Xin xóa hẳn chữ bị gạch bỏ; chữ cần làm nổi thì bấm Đậm.",
        "Delete words that are struck out; use bold to make words stand out.",
    ),
    "definition": (
        "Xin viết từ và lời giải thích trong một đoạn, từ in đậm.",
        "Write the word in bold and its explanation in one paragraph.",
    ),
    "open-emphasis": (
        "Xin xóa dấu ấy; muốn chữ nghiêng thì chọn chữ rồi bấm Nghiêng.",
        "Delete the sign; for italic select the words and press the button.",
    ),
    "headless-table": (
        "Xin gõ lại bảng có đủ dòng tên cột.",
        "Type the table again with the names of its columns.",
    ),
}
"""Vietnamese and English."""
