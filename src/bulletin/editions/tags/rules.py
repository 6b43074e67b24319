"""What can stop the writing of tags: the page setter's file is not what the layout printed."""

from __future__ import annotations

from bulletin.errors import ExitCode, Rule, Severity, Text

UNTAGGED = Rule(
    "edition.tags",
    Severity.ERROR,
    Text(
        vi="Không gắn được thẻ trợ năng cho trang: {what}.",
        en="The pages cannot be tagged: {what}.",
    ),
    Text(
        vi="Máy đọc màn hình và bản lưu trữ PDF/A-3a cần biết chữ nào thuộc bài nào.",
        en="Screen readers and the PDF/A-3a record must know which words belong to which story.",
    ),
    Text(
        vi="Nếu dùng mẫu trình bày riêng, anh/chị xem lại tệp .j2: mỗi chữ chỉ in một lần, qua ink.text hoặc ink.line. "
        "Nếu không, xin gửi thư mục số báo cho người bảo trì chương trình.",
        en="With a layout of your own, look at its .j2 files: print every text once, through ink.text or ink.line. "
        "Otherwise send the issue folder to the maintainers.",
    ),
    ExitCode.REFUSED,
)
