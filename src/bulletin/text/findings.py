"""What the text stage may have to say to people."""

from __future__ import annotations

from bulletin.errors import Rule, Severity, Text

WEEKDAY = Rule(
    id="text.weekday",
    severity=Severity.WARNING,
    what=Text(
        "Thứ và ngày không khớp: {date} là {right}, không phải {typed}.",
        "Weekday and date disagree: {date} is {right}, not {typed}.",
    ),
    why=Text(
        "Bạn đọc theo lịch sẽ thấy ngay chỗ sai, và không biết tin vào thứ hay tin vào ngày.",
        "Readers who look at a calendar see the slip and cannot know which of the two to believe.",
    ),
    remedy=Text(
        "Nếu ngày đúng, xin gõ “{right}, {date}”; nếu thứ đúng, xin sửa lại ngày.",
        "If the date is right, type “{right}, {date}”; if the weekday is right, correct the date.",
    ),
)

IMPOSSIBLE_DATE = Rule(
    id="text.impossible-date",
    severity=Severity.WARNING,
    what=Text("Không có ngày {date} trong lịch.", "There is no {date} in the calendar."),
    why=Text(
        "Có thể số ngày hoặc số tháng đã bị gõ nhầm.",
        "The day or the month has probably been mistyped.",
    ),
    remedy=Text(
        "Xin đối chiếu với văn bản gốc rồi gõ lại ngày theo thứ tự ngày/tháng/năm.",
        "Compare with the original and type the date again as day/month/year.",
    ),
)


def _literal(name: str, vi: str, en: str, remedy_vi: str, remedy_en: str) -> Rule:
    """A rule about a Markdown sign that the bulletin does not interpret."""
    return Rule(
        id=f"text.{name}",
        severity=Severity.WARNING,
        what=Text(f"{vi} được in nguyên văn như đã gõ.", f"{en} is printed exactly as typed."),
        why=Text(
            "Thân bài chỉ dùng đoạn văn, tít phụ (##), danh sách, chữ đậm, chữ nghiêng, bảng và ảnh; các ký hiệu khác "
            "không có hình thức riêng trên trang in.",
            "A body has paragraphs, sub-heads (##), lists, bold, italic, tables and photos; other signs have no form "
            "of their own on the printed page.",
        ),
        remedy=Text(remedy_vi, remedy_en),
    )


HTML = _literal(
    "html",
    "Thẻ HTML",
    "An HTML tag",
    "Xin bỏ thẻ; muốn chữ đậm thì gõ **chữ đậm**, chữ nghiêng thì gõ *chữ nghiêng*.",
    "Remove the tag; for bold type **bold**, for italic type *italic*.",
)
LINK = _literal(
    "link",
    "Liên kết Markdown",
    "A Markdown link",
    "Xin viết địa chỉ thành chữ, hoặc khai ở mục qr hay nguồn của bài.",
    "Write the address out, or put it into the article's qr or source field.",
)
IMAGE = _literal(
    "image",
    "Ảnh viết theo kiểu Markdown",
    "A Markdown image",
    "Xin khai ảnh ở mục ảnh (photos) của bài rồi gõ ![[mã-ảnh]] trên một dòng riêng.",
    "List the picture under photos and type ![[photo-id]] on a line of its own.",
)
PHOTO_INLINE = _literal(
    "photo-inline",
    "Chỗ đặt ảnh ![[…]] nằm lẫn trong dòng chữ nên",
    "A photo mark ![[…]] inside a line of text",
    "Xin để ![[mã-ảnh]] đứng một mình trên một dòng.",
    "Put ![[photo-id]] on a line of its own.",
)
CODE = _literal(
    "code",
    "Dấu nháy ngược của đoạn mã",
    "A code mark (backquote or ~~~)",
    "Xin bỏ dấu nháy ngược; muốn làm nổi chữ thì dùng **chữ đậm**.",
    "Remove the backquotes; use **bold** to make words stand out.",
)
BLOCK_QUOTE = _literal(
    "block-quote",
    "Dấu > ở đầu dòng",
    "A > at the start of a line",
    "Xin bỏ dấu >; lời trích nổi bật thì khai ở mục trích dẫn (quotes) của bài.",
    "Remove the >; put pull quotes into the article's quotes field.",
)
RULE_LINE = _literal(
    "rule-line",
    "Dòng kẻ ngang (---, ***)",
    "A horizontal rule (---, ***)",
    "Xin xóa dòng kẻ; muốn ngắt ý thì dùng tít phụ ##.",
    "Delete the line; use a ## sub-head to part the text.",
)
STRAY_MARK = _literal(
    "stray-mark",
    "Dấu ** không đủ cặp",
    "A ** without its partner",
    "Xin gõ ** sát chữ ở cả hai đầu, và để dấu cách hoặc dấu câu ở ngoài: **chữ đậm** tiếp theo.",
    "Type ** right against the words on both sides, with a space or punctuation outside: **bold** and on.",
)
BROKEN_TABLE = _literal(
    "broken-table",
    "Bảng có số cột ở dòng đầu không khớp với dòng kẻ nên",
    "A table whose head does not match its ruling line",
    "Xin để dòng đầu và dòng |---|---| có cùng số cột.",
    "Give the head and the |---|---| line the same number of columns.",
)

NESTED_LIST = Rule(
    id="text.nested-list",
    severity=Severity.WARNING,
    what=Text("Danh sách lồng nhau được đưa về một cấp.", "A nested list has been set as one level."),
    why=Text(
        "Cột báo hẹp, danh sách hai cấp khó đọc; không mục nào bị mất.",
        "Columns are narrow and two levels are hard to read; no item is lost.",
    ),
    remedy=Text(
        "Nếu thứ bậc là cần thiết, xin chia thành tít phụ ## và các danh sách một cấp.",
        "If the levels matter, use ## sub-heads with one-level lists.",
    ),
)

TABLE_COLUMNS = Rule(
    id="text.table-columns",
    severity=Severity.WARNING,
    what=Text(
        "Có dòng của bảng nhiều ô hơn dòng đầu; bảng được thêm cột không tên để không mất chữ.",
        "A row of the table has more cells than its head; unnamed columns were added so that no word is lost.",
    ),
    why=Text(
        "Cột không có tên làm bạn đọc khó hiểu bảng.",
        "A column without a name makes the table hard to read.",
    ),
    remedy=Text(
        "Xin thêm ô vào dòng đầu và dòng |---|, hoặc gõ \\| nếu dấu | là chữ trong ô.",
        "Add cells to the head and to the |---| line, or type \\| where the bar is part of the words.",
    ),
)

RULES: tuple[Rule, ...] = (
    WEEKDAY, IMPOSSIBLE_DATE, HTML, LINK, IMAGE, PHOTO_INLINE, CODE, BLOCK_QUOTE, RULE_LINE, STRAY_MARK, BROKEN_TABLE,
    NESTED_LIST, TABLE_COLUMNS,
)  # fmt: skip
"""Every rule of this stage, for the reference page and for the tests of their wording."""
