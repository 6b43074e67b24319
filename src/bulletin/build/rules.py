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


SPARE_PHOTO = Rule(
    "layout.spare-photo",
    Severity.INFO,
    Text("ảnh “{photo}” của bài “{story}” không in, để vừa số trang", "photo “{photo}” of “{story}” is not printed"),
    Text("Ảnh ghi là được bỏ (co_the_bo), và cách khác chưa đủ để số báo có {pages} trang.",
         "It is marked as spare, and nothing else was enough for {pages} pages."),
    Text("Muốn in ảnh: bỏ dòng co_the_bo của ảnh và bớt chữ, hoặc đổi số trang trong issue.yaml.",
         "To print it, take its line spare away and cut words, or change pages in issue.yaml."),
    form=Text("Muốn in ảnh: tắt “Được bỏ ảnh này” và bớt chữ, hoặc sửa ô “Số trang dự kiến”.",
              "To print it, turn “spare” off and cut words, or change the pages planned."),
)  # fmt: skip


PAGE_COUNT = Rule(
    "issue.page-count",
    Severity.WARNING,
    Text(
        "số báo dài {pages} trang, issue.yaml muốn {wanted}: {amount_vi} khoảng {words} chữ ({lines} dòng cột)",
        "the issue has {pages} pages, issue.yaml wants {wanted}: some {words} words ({lines} column lines) {amount_en}",
    ),
    Text(
        "Đã thử đổi cỡ ảnh, cỡ tít, khoảng cách và thứ tự bài. Số trang xếp được: {reached}.",
        "Sizes of photos and heads, gaps and the order of stories were tried. Pages that are possible: {reached}.",
    ),
    Text("{remedy_vi}", "{remedy_en}"),
    ExitCode.DONE,
    form=Text(
        "Thêm, bớt bài hoặc ảnh, hay sửa ô “Số trang dự kiến”.",
        "Add or drop stories or photos, or change the pages planned.",
    ),
)
