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
        "Các số trong “{file}” được làm cho những điều kiện in khác nhau.",
        "The issues in “{file}” were made for different printing conditions.",
    ),
    Text(
        "Tệp không khai một điều kiện in chung; nhà in phải chọn.",
        "The file states no common condition; the print shop must choose.",
    ),
    Text("Nói với nhà in khi giao tệp.", "Tell the print shop when you hand it over."),
)
