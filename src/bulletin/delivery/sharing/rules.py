"""Findings on what is shared."""

from __future__ import annotations

from bulletin.errors import ExitCode, Rule, Severity, Text

NO_SCREEN = Rule(
    "share.no-screen", Severity.ERROR,
    Text("Số báo này được dựng mà không có bản đọc trên máy (screen.pdf).",
         "This issue was built without the screen edition (screen.pdf)."),
    Text("Ảnh để đăng được chụp từ bản ấy.", "The pictures to post are taken from it."),
    Text("Dựng lại: bulletin build THƯ_MỤC", "Build again: bulletin build FOLDER"), ExitCode.REFUSED,
)  # fmt: skip
PDF_TOO_LARGE = Rule(
    "share.pdf-too-large", Severity.WARNING,
    Text("screen.pdf nặng {size} MB, quá {limit} MB: Zalo có thể không nhận, nên không chép vào thư mục share.",
         "screen.pdf has {size} MB, more than {limit} MB: Zalo may refuse it, so it is not in the share folder."),
    Text("Người đọc vẫn xem được ảnh từng trang.", "Readers still get the pictures of the pages."),
    Text("Bớt ảnh hoặc dùng ảnh ít điểm hơn rồi dựng lại; hoặc đăng liên kết tới tệp trên cổng thông tin (--link).",
         "Use fewer or smaller photos and build again, or post a link to the file on the portal (--link)."),
)  # fmt: skip
PICTURE_TOO_LARGE = Rule(
    "share.picture-too-large", Severity.WARNING,
    Text("Ảnh {file} nặng {size} MB dù đã giảm chất lượng tới {quality}; cần dưới {limit} MB.",
         "{file} has {size} MB even at quality {quality}; it should have less than {limit} MB."),
    Text("Zalo có thể không nhận ảnh ấy.", "Zalo may refuse it."),
    Text("Đăng ảnh khác của trang ấy, hoặc bớt ảnh trên trang rồi dựng lại.",
         "Post another picture of that page, or use fewer photos on it and build again."),
)  # fmt: skip
NO_LINK = Rule(
    "share.no-link", Severity.INFO,
    Text("Lời đăng không có liên kết.", "The post text has no link."),
    Text("Ấn phẩm chưa khai cổng thông tin (lien_he: cong_thong_tin).", "The publication names no portal."),
    Text("Thêm --link ĐỊA_CHỈ, hoặc khai cổng thông tin trong publication.yaml rồi dựng lại.",
         "Add --link URL, or name the portal in publication.yaml and build again."),
)  # fmt: skip
BAD_LINK = Rule(
    "share.bad-link", Severity.ERROR,
    Text("“{link}” không phải là địa chỉ web.", "“{link}” is no web address."),
    Text("Người đọc bấm vào sẽ không tới đâu.", "Readers who click on it get nowhere."),
    Text("Gõ địa chỉ bắt đầu bằng https://", "Type an address that begins with https://"), ExitCode.USAGE,
)  # fmt: skip
