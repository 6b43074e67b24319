"""What can be in the way of a yearbook, and what its reader should know."""

from __future__ import annotations

from bulletin.errors import ExitCode, Rule, Severity, Text

NO_YEAR = Rule(
    "yearbook.no-issues",
    Severity.ERROR,
    Text("Kho không có số báo nào của năm {year}.", "The archive holds no issue of {year}."),
    Text("Niên giám được làm từ các số đã lưu: {known}.", "A yearbook is made of issues that were kept: {known}."),
    Text(
        "Chọn năm khác, hoặc lưu các số của năm ấy trước: bulletin keep THƯ_MỤC.",
        "Name another year, or keep its issues first: bulletin keep FOLDER.",
    ),
)
NO_PAGES = Rule(
    "yearbook.no-pages",
    Severity.ERROR,
    Text("“{id}” không có tệp PDF nào để lấy trang.", "“{id}” has no PDF to take pages from."),
    Text("Niên giám phải đủ mọi số.", "A yearbook must be complete."),
    Text("Dựng lại và lưu lại số báo ấy.", "Build and keep that issue again."),
)
OTHER_EDITION = Rule(
    "yearbook.other-edition",
    Severity.WARNING,
    Text("“{id}” không có bản {wanted}; dùng {file}.", "“{id}” has no {wanted} edition; {file} is used."),
    Text(
        "Trang của số này có thể mang màu không hợp với nhà in hay máy photocopy.",
        "Its pages may have colours that do not suit the press or the copier.",
    ),
    Text("Xem lại các trang ấy trước khi in.", "Look at those pages before printing."),
)
LONG_ISSUE = Rule(
    "yearbook.long-issue",
    Severity.ERROR,
    Text(
        "Một tập chứa “{id}” cần ít nhất {needed} trang; --pages-per-volume chỉ cho {limit}.",
        "A volume with “{id}” needs at least {needed} pages; --pages-per-volume allows {limit}.",
    ),
    Text("Không số báo nào bị chia đôi giữa hai tập.", "No issue is split between two volumes."),
    Text("Gõ lại: --pages-per-volume {needed}", "Type: --pages-per-volume {needed}"),
    ExitCode.LIMIT,
)
INTENTS = Rule(
    "yearbook.intents",
    Severity.WARNING,
    Text(
        "Các số trong “{file}” không được làm cho cùng một đơn đặt in.",
        "The issues in “{file}” were not made for one order at a print shop.",
    ),
    Text(
        "Tệp không khai chuẩn PDF/X, không có tràn lề và chưa qua kiểm tra trước khi in; nhà in phải chọn.",
        "The file claims no PDF/X, has no bleed and was not preflighted; the print shop must choose.",
    ),
    Text(
        "Dựng và lưu lại các số ấy cho một nhà in (bulletin build, bulletin keep), hoặc nói với nhà in khi giao tệp.",
        "Build and keep those issues for one shop (`bulletin build`, `bulletin keep`), or tell the shop at delivery.",
    ),
)
WITHHELD = Rule(
    "yearbook.withheld",
    Severity.ERROR,
    Text(
        "“{file}” không qua kiểm tra trước khi in và không được ghi.",
        "“{file}” did not pass the preflight and was not written.",
    ),
    Text(
        "Tệp sai gửi nhà in tốn tiền in lại. Các lỗi ở ngay dưới đây và trong {report}.",
        "A wrong file costs a second print run. The errors are below and in {report}.",
    ),
    Text(
        "Sửa, dựng và lưu lại số báo có trang ấy; hoặc bỏ --edition để lấy các trang cho màn hình.",
        "Mend, build and keep the issue with that page again; or leave out --edition to take the pages for the screen.",
    ),
    ExitCode.REFUSED,
)
