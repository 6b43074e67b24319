"""Findings on the number of pages of an issue."""

from __future__ import annotations

from bulletin.errors import ExitCode, Rule, Severity, Text

TOO_MANY_PAGES = Rule(
    "limit.pages",
    Severity.ERROR,
    Text("số báo dài {pages} trang, giới hạn là {limit}", "the issue has {pages} pages, the limit is {limit}"),
    Text(
        "Giới hạn giữ cho máy không bị treo vì một tệp hỏng", "The limit keeps one bad file from blocking the computer"
    ),
    Text("Chia thành nhiều số, hoặc nâng giới hạn", "Split the issue, or raise the limit"),
    ExitCode.LIMIT,
)


PAGE_COUNT = Rule(
    "issue.page-count",
    Severity.WARNING,
    Text(
        "số báo dài {pages} trang, issue.yaml dự kiến {wanted}",
        "the issue has {pages} pages, issue.yaml plans {wanted}",
    ),
    Text("Nhà in tính giá và đóng tập theo số trang", "The print shop quotes and binds by the number of pages"),
    Text("Thêm, bớt bài hoặc ảnh, hay sửa dòng so_trang (pages)", "Add or drop stories or photos, or change `pages`"),
    ExitCode.DONE,
    form=Text(
        "Thêm, bớt bài hoặc ảnh, hay sửa ô “Số trang dự kiến”.",
        "Add or drop stories or photos, or change the pages planned.",
    ),
)
