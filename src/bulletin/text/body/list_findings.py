"""What the text stage may have to say about items of lists."""

from __future__ import annotations

from bulletin.errors import Rule, Severity, Text

NO_ITEM = Rule(
    id="text.no-item",
    severity=Severity.WARNING,
    what=Text(
        "Số ở đầu đoạn được hiểu là chữ của câu, không phải số thứ tự của danh sách.",
        "The number at the head of a paragraph is read as part of the sentence, not as the number of an item.",
    ),
    why=Text(
        "Số lớn như vậy thường là năm; in thành mục thì câu bị tách.",
        "So high a number is mostly a year; as an item it would be torn from its sentence.",
    ),
    remedy=Text(
        "Muốn khỏi bị nhắc, xin gõ dấu \\ trước dấu chấm (thí dụ 2025\\.) hoặc viết lại đầu câu.",
        "To be asked no more, type \\ before the full stop (2025\\.) or begin the sentence otherwise.",
    ),
    form=Text(
        "Nếu là mục của danh sách thì bấm Đánh số; nếu không, không phải làm gì.",
        "If it is an item, press the button for numbers; else there is nothing to do.",
    ),
)
SWALLOWED_LINE = Rule(
    id="text.swallowed-line",
    severity=Severity.WARNING,
    what=Text(
        "Dòng này không có dấu đầu dòng nên được in tiếp trong mục danh sách ở ngay trên nó.",
        "This line has no mark of its own, so it is printed as part of the list item right above it.",
    ),
    why=Text(
        "Dòng bắt đầu bằng “-”, “*” hoặc “1.” là một mục; dòng liền sau nó thuộc về mục ấy. Lời thoại và thơ vì thế "
        "dễ bị in thành danh sách.",
        "A line that begins with “-”, “*” or “1.” is an item, and what follows right below belongs to it. Dialogue and "
        "verse easily become lists in this way.",
    ),
    remedy=Text(
        "Đoạn riêng: để một dòng trống ở trên dòng này. Lời thoại: gõ “–” thay cho “-” ở đầu mỗi câu nói và để một "
        "dòng trống giữa các câu. Thơ: gõ “dang: tho” trên dòng nội dung nếu cả bài là thơ, hoặc đặt các dòng giữa "
        "“::: thơ” và “:::”. Đúng là chữ của mục: thụt dòng này thêm hai dấu cách.",
        "For a paragraph of its own leave an empty line above it. In dialogue type “–” instead of “-” and an empty "
        "line between speeches. For verse type “form: poem” above the body, or put the lines between “::: verse” and "
        "“:::”. If it does belong to the item, indent it by two more spaces.",
    ),
    form=Text(
        "Đoạn riêng: nhấn Enter ở trước dòng này rồi bỏ dấu đầu mục. Nếu là thơ, hãy chọn “Thơ” ở ô “Dạng bài”.",
        "Press Enter before this line and take the mark away; for verse choose the form poem.",
    ),
)
