"""What imposition may have to say about a file."""

from __future__ import annotations

from bulletin.errors import Rule, Severity, Text

_AGAIN = Text(
    "Hãy mở tệp bằng trình xem PDF và in lại ra PDF mới (Print → Save as PDF), rồi chạy lại với tệp mới.",
    "Open the file in a PDF viewer, print it to a new PDF (Print → Save as PDF) and run again with that one.",
)


def _rule(name: str, what: Text, why: Text, remedy: Text, severity: Severity = Severity.ERROR) -> Rule:
    return Rule(f"impose.{name}", severity, what, why, remedy)


BROKEN = _rule(
    "broken",
    Text("Không đọc được tệp này như một tệp PDF.", "This cannot be read as a PDF file."),
    Text(
        "Tệp bị hỏng, bị cắt cụt khi tải về, hoặc không phải là PDF.",
        "It is damaged, was cut short on its way, or is no PDF at all.",
    ),
    _AGAIN,
)
UNREADABLE = _rule(
    "unreadable",
    Text("Không mở được tệp: {reason}.", "The file cannot be opened: {reason}."),
    Text("Không đọc được thì không dàn được trang.", "What cannot be read cannot be imposed."),
    Text("Hãy kiểm tra quyền đọc của tệp.", "Check the permissions of the file."),
)
LOCKED = _rule(
    "locked",
    Text("Tệp PDF có mật khẩu mở.", "The PDF file has a password."),
    Text("Chương trình không mở tệp có mật khẩu.", "Files with a password are not opened."),
    Text(
        "Hãy xin người gửi bản không đặt mật khẩu.",
        "Ask the sender for a copy without a password.",
    ),
)
NO_PRINTING = _rule(
    "no-printing",
    Text("Người lập tệp PDF không cho phép in.", "The PDF file's author does not allow printing."),
    Text("Dàn trang để in là trái với quyền đã đặt trong tệp.", "Imposing it for print would go against that."),
    Text("Hãy xin người gửi bản được phép in.", "Ask the sender for a copy that may be printed."),
)
NO_PAGES = _rule(
    "no-pages",
    Text("Tệp PDF không có trang nào.", "The PDF file has no page."),
    Text("Không có gì để dàn.", "There is nothing to impose."),
    _AGAIN,
)
BROKEN_PAGE = _rule(
    "broken-page",
    Text("Không đọc được nội dung trang {page}: {reason}.", "Page {page} cannot be read: {reason_en}."),
    Text(
        "Nếu bỏ qua, bản in sẽ thiếu nội dung mà không ai biết.",
        "Left out, the print would lack something and nobody would know.",
    ),
    _AGAIN,
)
TANGLED = _rule(
    "tangled",
    Text("Trang {page} rối đến mức không vẽ hết được: {reason}.", "Page {page} has no end: {reason_en}."),
    Text(
        "Máy in và trình xem PDF sẽ treo hoặc hết bộ nhớ vì trang này.",
        "Printers and viewers would hang or run out of memory with it.",
    ),
    Text(
        "Hãy xin người gửi xuất lại tệp PDF từ chương trình gốc.",
        "Ask the sender to export the PDF again from the program that made it.",
    ),
)
TOO_LARGE = _rule(
    "too-large",
    Text(
        "Hai trang {size} đặt cạnh nhau không vừa tờ {paper}.",
        "Two pages of {size} beside each other do not fit on {paper}.",
    ),
    Text("Chương trình không tự ý thu nhỏ trang của bạn.", "Your pages are never made smaller unasked."),
    Text("Nếu chấp nhận thu nhỏ, hãy thêm --fit; hoặc chọn giấy lớn hơn: --sheet a3.",
         "To have them made smaller add --fit, or choose larger paper: --sheet a3."),
)  # fmt: skip
MIXED = _rule(
    "mixed-sizes",
    Text(
        "Các trang không cùng khổ: phần lớn là {size}, khác khổ có trang {pages}.",
        "The pages are not of one size: most are {size}; of another size: {pages}.",
    ),
    Text("Trang khác khổ được đặt giữa phần của nó trên tờ giấy.", "Such a page stands in the middle of its half."),
    Text("Hãy xem kỹ các trang đó trước khi in nhiều.", "Look at those pages before you print many copies."),
    Severity.WARNING,
)
TURNED = _rule(
    "turned",
    Text("Trang nằm ngang được xoay một phần tư vòng: {pages}.", "Pages lying on their side were turned: {pages}."),
    Text("Để vừa với các trang đứng khác.", "So that they fit among the upright ones."),
    Text("Không cần làm gì; đầu trang nằm ở bên trái.", "Nothing to do; their head is at the left."),
    Severity.INFO,
)
ANNOTATIONS = _rule(
    "annotations",
    Text(
        "Ghi chú, dấu, chữ ký hoặc ô điền trên trang {pages} không được in{filled}.",
        "Notes, stamps, signatures or form fields on page {pages} are not printed{filled_en}.",
    ),
    Text(
        "Chúng nằm trên trang chứ không thuộc nội dung trang, nên không theo được lên tờ in.",
        "They lie on the page and are no part of it, so they do not go along to the sheet.",
    ),
    Text(
        "Nếu cần in cả chúng, hãy in tệp ra PDF mới (Print → Save as PDF) trước.",
        "To have them printed, first print the file to a new PDF (Print → Save as PDF).",
    ),
    Severity.WARNING,
)
DYNAMIC_FORM = _rule(
    "dynamic-form",
    Text("Tệp là biểu mẫu XFA: tờ in chỉ có phần nằm sẵn trong PDF.",
         "The file is an XFA form: the sheets hold only what the PDF itself holds."),
    Text("Chỉ vài chương trình dựng được trang thật của biểu mẫu ấy; nội dung đã điền có thể không có trên tờ in.",
         "Only a few programs make its real pages; what was filled in may be missing on the sheets."),
    Text("Hãy mở tệp bằng Adobe Reader, in ra PDF mới (Print → Save as PDF) rồi dàn tệp mới.",
         "Open the file in Adobe Reader, print it to a new PDF (Print → Save as PDF), and impose that."),
    Severity.WARNING,
)  # fmt: skip
MENDED = _rule(
    "mended",
    Text(
        "Tệp PDF có chỗ hỏng, đọc được {pages} trang sau khi sửa.",
        "The PDF file is damaged; {pages} pages could be read after mending.",
    ),
    Text(
        "Phần hỏng có thể đã mất: cả một trang, hoặc một phần của trang.",
        "What was damaged may be gone: a whole page, or part of one.",
    ),
    Text(
        "Hãy so số trang và xem kỹ từng trang trước khi in nhiều.",
        "Compare the number of pages and look at each before you print many copies.",
    ),
    Severity.WARNING,
)
LINKS = _rule(
    "links",
    Text("Các liên kết trong tệp không còn trên tờ in.", "The file's links are not on the sheets."),
    Text("Tờ in chỉ để in; liên kết không có tác dụng trên giấy.", "Sheets are for printing; paper has no links."),
    Text("Không cần làm gì; bản đọc trên máy vẫn còn liên kết.", "Nothing to do; the file for reading keeps them."),
    Severity.INFO,
)
