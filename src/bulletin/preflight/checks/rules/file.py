"""Rules of a preflight on the file and its pages (checks 1 to 13, 36, 38 and 39): structure to size; lengths in mm."""

from __future__ import annotations

from bulletin.errors import ExitCode, Rule, Severity, Text

ERROR, WARNING = Severity.ERROR, Severity.WARNING


def flight_rule(name: str, severity: Severity, what: Text, why: Text, remedy: Text) -> Rule:
    """A rule of the preflight; a broken one of severity error means: do not send this file."""
    return Rule(f"preflight.{name}", severity, what, why, remedy, ExitCode.REFUSED)


_EXPORT = Text(
    "Anh/chị xuất lại tệp từ phần mềm dàn trang; nếu tệp do bulletin dựng, xin dựng lại số báo.",
    "Export the file again from the program that made it; if bulletin made it, build the issue again.",
)

# --- file (1 to 5) ------------------------------------------------------------------------------------------

SYNTAX = flight_rule(
    "syntax", ERROR,
    Text("Tệp PDF bị hỏng hoặc không đúng chuẩn: {reason}.", "The PDF is damaged or malformed: {reason_en}."),
    Text("Máy của nhà in có thể không mở được, hoặc in thiếu.", "The shop's machines may refuse it or lose parts."),
    _EXPORT,
)  # fmt: skip
TOO_COMPLEX = flight_rule(
    "too-complex", ERROR,
    Text("Tệp quá lớn hoặc quá rối nên chỉ kiểm được một phần: {reason}.",
         "The file is too large or too tangled to be checked in full: {reason_en}."),
    Text("Phần chưa kiểm có thể còn lỗi.", "The part that was not read may hold any fault."),
    Text("Anh/chị tách tệp thành nhiều phần nhỏ hơn rồi kiểm từng phần.", "Split the file and check the parts."),
)  # fmt: skip
UNREADABLE = flight_rule(
    "unreadable", ERROR,
    Text("Không kiểm hết được mục này: {reason}.", "This check could not be finished: {reason_en}."),
    Text("Chỗ mà chương trình không hiểu thì máy in cũng dễ hiểu sai.",
         "What cannot be understood here may be printed wrongly as well."),
    _EXPORT,
)  # fmt: skip
UNREAD = flight_rule(
    "unread", ERROR,
    Text("Trang {page} có nội dung không đọc được: {reason}.",
         "Page {page} holds content that cannot be read: {reason_en}."),
    Text("Phần ấy chưa được kiểm; máy in có thể bỏ trống đúng chỗ đó.",
         "That part was not checked, and printers may leave it blank."),
    Text("Anh/chị mở tệp, xem kỹ trang {page}, rồi xuất lại từ phần mềm dàn trang.",
         "Open the file, look at page {page}, and export it again from the program that made it."),
)  # fmt: skip
PDFA = flight_rule(
    "pdfa", ERROR,
    Text("Tệp không đạt chuẩn PDF/A-{flavour}: điều {clause}.", "The file breaks PDF/A-{flavour}: clause {clause}."),
    Text("Nhà in và cơ quan lưu trữ kiểm tệp theo chuẩn này trước khi nhận.",
         "Print shops and archives hold files to this standard before they accept them."),
    _EXPORT,
)  # fmt: skip
UA = flight_rule(
    "ua", ERROR,
    Text("Tệp không đạt chuẩn trợ năng PDF/UA-1: điều {clause}.", "The file breaks PDF/UA-1: clause {clause}."),
    Text("Người khiếm thị dùng máy đọc màn hình sẽ không nghe được đầy đủ.",
         "Blind readers with a screen reader would not get all of it."),
    _EXPORT,
)  # fmt: skip
PDFX = flight_rule(
    "pdfx-identity", ERROR,
    Text("Tệp không đúng PDF/{standard}: {reason}.", "The file is no proper PDF/{standard}: {reason}."),
    Text("Nhà in dựa vào thông tin này để biết tệp đã sẵn sàng in.",
         "Print shops rely on this to know that the file is ready for press."),
    Text("Anh/chị xuất lại tệp với chuẩn PDF/{standard}, đủ tiêu đề, ngày tháng, Trapped và hồ sơ màu CMYK.",
         "Export as PDF/{standard} with title, dates, Trapped and an embedded CMYK profile."),
)  # fmt: skip
CONDITION = flight_rule(
    "output-condition", ERROR,
    Text("Điều kiện in ghi trong tệp là {measured}, nhà in cần {limit}.",
         "The file is made for {measured}, the shop asks for {limit}."),
    Text("Màu tính cho loại giấy khác sẽ in ra sai: xỉn hoặc quá đậm.",
         "Colours made for another paper come out dull or too heavy."),
    Text("Anh/chị chọn đúng hồ sơ nhà in (printers/) rồi dựng lại, hoặc hỏi nhà in hồ sơ màu họ dùng.",
         "Choose the right printer profile and build again, or ask the shop which ICC profile it uses."),
)  # fmt: skip
ENCRYPTED = flight_rule(
    "encrypted", ERROR,
    Text("Tệp có mật khẩu hoặc bị khóa quyền: {reason}.", "The file is encrypted: {reason_en}."),
    Text("Nhà in không mở, không dàn khuôn được; cơ quan lưu trữ cũng không nhận.",
         "The shop cannot open or impose it, and no archive takes it."),
    Text("Anh/chị xuất lại tệp, không đặt mật khẩu và không giới hạn quyền.",
         "Export again without a password or restrictions."),
)  # fmt: skip
ACTION = flight_rule(
    "action", ERROR,
    Text("Tệp có lệnh tự chạy: {what}.", "The file carries an action: {what}."),
    Text("Máy chủ của nhà in và cổng thông tin chặn những tệp như vậy, vì mã độc cũng làm thế.",
         "Shops and portals block such files, since malware does the same."),
    _EXPORT,
)  # fmt: skip
FORM = flight_rule(
    "form", ERROR,
    Text("Tệp có biểu mẫu điền: {what}.", "The file holds a form: {what_en}."),
    Text("Ô điền hiện khác nhau trên mỗi máy và có thể không được in.",
         "Fields look different on every machine and may not be printed."),
    Text("Anh/chị in biểu mẫu thành nội dung trang (flatten) rồi xuất lại.", "Flatten the form and export again."),
)  # fmt: skip
ATTACHMENT = flight_rule(
    "attachment", ERROR,
    Text("Tệp có tệp khác đính kèm: {what}.", "Other files are attached: {what}."),
    Text("Bản này không được mang tệp kèm; chỉ bản lưu trữ mới kèm nguồn.",
         "This edition must not carry attachments; only the record does."),
    _EXPORT,
)  # fmt: skip
RECORD_SOURCE = flight_rule(
    "record-source", ERROR,
    Text("Tệp nguồn trong bản lưu trữ không đúng: {reason}.",
         "The source inside the record copy is wrong: {reason_en}."),
    Text("Bản lưu trữ phải mang theo nguyên vẹn nguồn của số báo để sau này dựng lại được.",
         "A record copy must hold the issue's source unharmed, so that it can be built again later."),
    Text("Anh/chị dựng lại bản lưu trữ từ thư mục số báo.", "Build the record copy again from the issue's folder."),
)  # fmt: skip

# --- pages (6 to 13) ----------------------------------------------------------------------------------------

ANNOTATION = flight_rule(
    "annotation", ERROR,
    Text("Trang {page} có {what} nằm trong vùng in.", "Page {page} has {what} inside the printed area."),
    Text("PDF/X không cho phép; máy in có thể in cả khung liên kết hoặc lời ghi chú.",
         "PDF/X forbids it; the frame of a link or a note may be printed."),
    Text("Anh/chị bỏ liên kết và ghi chú khỏi bản gửi nhà in.", "Leave links and notes out of the press file."),
)  # fmt: skip
BOXES = flight_rule(
    "boxes", ERROR,
    Text("Khung trang {page} sai: {reason}.", "The boxes of page {page} are wrong: {reason}."),
    Text("Nhà in dàn khuôn theo các khung này; sai khung là cắt lệch.",
         "The shop imposes by these boxes; wrong boxes mean wrong cuts."),
    _EXPORT,
)  # fmt: skip
TRIM = flight_rule(
    "trim", ERROR,
    Text("Trang {page} có khổ {measured} mm, phải là {limit} mm.",
         "Page {page} measures {measured} mm instead of {limit} mm."),
    Text("Các trang phải cùng khổ và đúng khổ đã đặt.", "All pages must have the size that was ordered."),
    Text("Anh/chị sửa khổ trang trong phần mềm dàn trang, hoặc báo lại khổ với nhà in.",
         "Correct the page size, or tell the shop the real one."),
)  # fmt: skip
BLEED = flight_rule(
    "bleed", ERROR,
    Text("Trang {page} chỉ tràn lề {measured} mm ({side}), nhà in cần {limit} mm.",
         "Page {page} has {measured} mm of bleed ({side_en}); the shop needs {limit} mm."),
    Text("Dao cắt lệch một chút là lộ mép giấy trắng.", "A cut that is slightly off would show white paper."),
    Text("Anh/chị đặt tràn lề {limit} mm rồi xuất lại (publication.yaml: outputs.press.bleed_mm).",
         "Set a bleed of {limit} mm and export again (publication.yaml: outputs.press.bleed_mm)."),
)  # fmt: skip
SHORT_OF_BLEED = flight_rule(
    "short-of-bleed", ERROR,
    Text("Trên trang {page}, hình hoặc mảng màu chạm mép {side} nhưng chỉ tràn {measured} mm trong {limit} mm.",
         "On page {page}, art touches the {side_en} edge but runs only {measured} of {limit} mm into the bleed."),
    Text("Khi cắt lệch, mép trang sẽ có vệt trắng.", "A cut that is slightly off leaves a white strip."),
    Text("Anh/chị kéo hình hoặc mảng màu ra hết phần tràn lề, hoặc lùi hẳn vào trong trang.",
         "Pull the art out to the end of the bleed, or well into the page."),
)  # fmt: skip
SAFETY = flight_rule(
    "safety", WARNING,
    Text("Chữ “{words}” trên trang {page} chỉ cách mép {side} {measured} mm, nên cách ít nhất {limit} mm.",
         "“{words}” on page {page} is {measured} mm from the {side_en} edge; {limit} mm or more is safe."),
    Text("Dao cắt hoặc nếp gấp có thể phạm vào chữ.", "The cut or the fold may run into it."),
    Text("Anh/chị lùi chữ vào trong.", "Move the text inwards."),
)  # fmt: skip
PAGE_MULTIPLE = flight_rule(
    "page-multiple", WARNING,
    Text("Tệp có {measured} trang, không phải bội số của {limit}; sẽ thêm {blanks} trang trắng.",
         "The file has {measured} pages, no multiple of {limit}; {blanks} blank ones will be added."),
    Text("Sách đóng ghim cần số trang chia hết cho {limit}.", "A stitched booklet needs a multiple of {limit} pages."),
    Text("Anh/chị thêm hoặc bớt bài, hoặc thống nhất trước với nhà in chỗ đặt trang trắng.",
         "Add or drop a story, or agree with the shop where blanks go."),
)  # fmt: skip
EMPTY_PAGE = flight_rule(
    "empty-page", WARNING,
    Text("Trang {page} không in gì.", "Page {page} prints nothing."),
    Text("Trang trắng thường là do mất nội dung.", "An empty page is mostly a lost one."),
    Text("Anh/chị kiểm lại trang này; nếu cố ý để trắng, xin báo trước cho nhà in.",
         "Look at this page; if it is meant to be blank, tell the shop."),
)  # fmt: skip

# --- marks, features, size (36, 38, 39) ---------------------------------------------------------------------

MARKS = flight_rule(
    "marks", ERROR,
    Text("Dấu in trên trang {page}: {reason}.", "Printer's marks on page {page}: {reason_en}."),
    Text("Dấu nằm sai chỗ có thể còn lại trên tờ báo sau khi cắt, hoặc chồng lên dấu của nhà in.",
         "Marks in the wrong place may stay on the page after cutting, or lie on the shop's own."),
    Text("Anh/chị xuất lại với dau_cat: none, hoặc đặt dấu in ngoài phần tràn lề.",
         "Export again with marks: none, or keep them outside the bleed."),
)  # fmt: skip
FEATURES = flight_rule(
    "features", ERROR,
    Text("Tệp dùng tính năng mà máy in có thể không hiểu: {what}.",
         "The file uses what presses may not understand: {what}."),
    Text("Máy in có thể bỏ qua, in khác đi hoặc dừng lại.", "They may skip it, print it otherwise or stop."),
    _EXPORT,
)  # fmt: skip
FILE_SIZE = flight_rule(
    "file-size", WARNING,
    Text("Tệp nặng {measured} MB, nên dưới {limit} MB.", "The file has {measured} MB; {limit} MB is the limit."),
    Text("Tệp lớn khó gửi, máy của nhà in xử lý chậm.", "Large files are hard to send and slow to process."),
    Text("Anh/chị giảm độ nét ảnh về mức cần thiết rồi xuất lại.", "Bring pictures down to the resolution needed."),
)  # fmt: skip
