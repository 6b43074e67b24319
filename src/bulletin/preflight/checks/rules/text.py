"""Rules of a preflight on fonts, type and codes (checks 14 to 22, 33 to 35 and 37). Sizes in pt."""

from __future__ import annotations

from bulletin.errors import Text
from bulletin.preflight.checks.rules.file import ERROR, WARNING, flight_rule

_EMBED = Text(
    "Anh/chị xuất lại tệp với phông chữ nhúng đủ (chạy “bulletin doctor” nếu tệp do bulletin dựng).",
    "Export again with all fonts embedded (run “bulletin doctor” if bulletin made the file).",
)
_OTHER_SHAPES = Text(
    "Máy khác sẽ thay bằng phông của mình: chữ Việt mất dấu hoặc dòng chạy lệch.",
    "Other machines put in a font of theirs: Vietnamese marks are lost and lines run differently.",
)

FONT_EMBEDDING = flight_rule(
    "font-embedding", ERROR,
    Text("Phông {font} (trang {page}): {reason}.", "Font {font} (page {page}): {reason_en}."), _OTHER_SHAPES, _EMBED,
)  # fmt: skip
FOREIGN_FONT = flight_rule(
    "foreign-font", ERROR,
    Text("Phông {font} không thuộc mẫu trình bày.", "Font {font} is not the layout's."),
    Text("Có chữ đã bị thay bằng phông khác mà không ai chọn.", "Some letters were borrowed from a font nobody chose."),
    Text("Anh/chị chạy “bulletin doctor”, thay ký tự lạ trong bài rồi dựng lại.",
         "Run “bulletin doctor”, replace unusual characters and build again."),
)  # fmt: skip
NOTDEF = flight_rule(
    "notdef", ERROR,
    Text("Phông {font} không có hình cho một số chữ: “{letters}”.", "Font {font} has no shape for: “{letters}”."),
    Text("Chỗ đó in ra ô vuông hoặc khoảng trống.", "An empty box or nothing would be printed there."),
    Text("Anh/chị thay ký tự này, hoặc chọn phông có đủ chữ Việt.", "Replace the character or choose a complete font."),
)  # fmt: skip
TEXT_LOST = flight_rule(
    "text-lost", ERROR,
    Text("Chữ trên trang {page} {reason}: “{words}”.", "Text on page {page} {reason_en}: “{words}”."),
    Text("Người đọc sẽ không thấy đủ và đúng nội dung bài.", "Readers would not get the text as it was typed."),
    Text("Anh/chị dựng lại số báo; nếu vẫn còn, xin gửi thư mục số báo cho người bảo trì chương trình.",
         "Build again; if it stays, send the issue folder to the maintainers."),
)  # fmt: skip
TEXT_COVERED = flight_rule(
    "text-covered", WARNING,
    Text("Chữ trên trang {page} bị che khuất: “{words}”.", "Text on page {page} is covered: “{words}”."),
    Text("Người đọc sẽ không thấy chữ này, hoặc thấy chữ lẽ ra phải giấu khi sao chép tệp.",
         "Readers will not see it, or will find in the file what was meant to be hidden."),
    Text("Anh/chị đưa hình hoặc mảng màu xuống dưới chữ trong phần mềm dàn trang; nếu cố ý che thì xóa hẳn chữ.",
         "Put the picture or fill beneath the text where the file was made; to hide words on purpose, delete them."),
)  # fmt: skip
SMALL_TEXT = flight_rule(
    "small-text", ERROR,
    Text("Chữ “{words}” trên trang {page} chỉ cỡ {measured} pt, phải từ {limit} pt.",
         "“{words}” on page {page} is {measured} pt; it needs {limit} pt."),
    Text("Chữ nhỏ hơn mức này khó đọc khi in, nhất là dấu tiếng Việt.",
         "Smaller type is hard to read in print, Vietnamese marks first of all."),
    Text("Anh/chị tăng cỡ chữ.", "Set it larger."),
)  # fmt: skip
SMALL_TEXT_INKS = flight_rule(
    "small-text-inks", WARNING,
    Text("Chữ “{words}” trên trang {page} cỡ {measured} pt {how}; nên từ {limit} pt.",
         "“{words}” on page {page} is {measured} pt {how_en}; {limit} pt or more is safe."),
    Text("Các bản kẽm lệch nhau một chút là chữ nhòe viền hoặc mất nét.",
         "Plates that are slightly off blur its edges or close it up."),
    Text("Anh/chị in chữ này bằng một mực (đen), tăng cỡ chữ hoặc dùng nét đậm.",
         "Print it in one ink, larger or bolder."),
)  # fmt: skip
RICH_BLACK = flight_rule(
    "rich-black-text", ERROR,
    Text("Chữ đen “{words}” trên trang {page} (cỡ {size} pt) pha nhiều mực: {measured}.",
         "Black text “{words}” on page {page} ({size} pt) is mixed of several inks: {measured}."),
    Text("Chữ nhỏ pha bốn mực dễ nhòe viền màu và lâu khô.", "Small text in four inks gets coloured fringes."),
    Text("Anh/chị đặt màu chữ là đen đơn: C0 M0 Y0 K100.", "Set the text in black only: C0 M0 Y0 K100."),
)  # fmt: skip
BODY_NOT_BLACK = flight_rule(
    "body-not-black", ERROR,
    Text("Chữ bài “{words}” trên trang {page} không phải đen đơn: {measured}.",
         "Body text “{words}” on page {page} is not black only: {measured}."),
    Text("Chữ bài phải nằm gọn trên một bản kẽm đen thì mới sắc nét.",
         "Body text is sharp only when it lies on the black plate alone."),
    Text("Anh/chị đặt màu chữ bài là C0 M0 Y0 K100 (hoặc xám chỉ dùng mực đen).",
         "Set body text in C0 M0 Y0 K100, or a tint of black."),
)  # fmt: skip
KNOCK_OUT = flight_rule(
    "knock-out", WARNING,
    Text("Chữ đen “{words}” trên trang {page} khoét thủng nền màu bên dưới.",
         "Black text “{words}” on page {page} knocks out of the colour beneath it."),
    Text("Bản kẽm lệch một chút là quanh chữ có viền trắng.", "Plates slightly off leave white edges around it."),
    Text("Anh/chị cho chữ đen in chồng (overprint, OPM 1).", "Let black text overprint (OPM 1)."),
)  # fmt: skip
QR_FORM = flight_rule(
    "qr-form", ERROR,
    Text("Mã QR trên trang {page} sai hình thức: {reason}.",
         "The QR code on page {page} has a wrong form: {reason_en}."),
    Text("Mã QR phải đen tuyền trên nền trắng, có lề trắng bốn ô thì máy photo in ra mới quét được.",
         "Only pure black on white with four modules of white around it survives a copier."),
    Text("Anh/chị đặt mã bằng hình véc-tơ đen (K100), nền trắng, chừa lề bốn ô.",
         "Draw it as black vectors (K100) on white and keep four modules free."),
)  # fmt: skip
QR_MODULE = flight_rule(
    "qr-module", ERROR,
    Text("Ô của mã QR trên trang {page} chỉ {measured} mm, nên từ {limit} mm.",
         "The modules of the QR code on page {page} are {measured} mm; {limit} mm or more is good."),
    Text("Điện thoại cầm tay khó quét ô nhỏ.", "Hand-held telephones struggle with small modules."),
    Text("Anh/chị in mã to hơn hoặc dùng địa chỉ ngắn hơn.", "Print it larger or use a shorter address."),
)  # fmt: skip
QR_READING = flight_rule(
    "qr-reading", ERROR,
    Text("Không quét được mã QR trên trang {page} ({measured_vi}).",
         "The QR code on page {page} does not read ({measured})."),
    Text("Điện thoại của người đọc sẽ không quét được.", "Readers' telephones would not scan it."),
    Text("Anh/chị in mã to hơn, đen trên nền trắng, hoặc dùng địa chỉ ngắn hơn.",
         "Print it larger, black on white, or use a shorter address."),
)  # fmt: skip
QR_CONTENT = flight_rule(
    "qr-content", ERROR,
    Text("Mã QR trên trang {page} dẫn tới {measured}, đáng lẽ là {limit}.",
         "The QR code on page {page} leads to {measured} instead of {limit}."),
    Text("Người đọc sẽ tới nhầm trang.", "Readers would land elsewhere."),
    Text("Anh/chị dựng lại số báo.", "Build the issue again."),
)  # fmt: skip
QR_MARGIN = flight_rule(
    "qr-margin", WARNING,
    Text("Mã QR trên trang {page} chỉ quét được {measured} % số lần thử, nên từ {limit} %.",
         "The QR code on page {page} was read in {measured} % of the trials; {limit} % or more is good."),
    Text("Giấy gấp, mực lem một chút là không quét được nữa.", "A fold or a little spread of ink would stop it."),
    Text("Anh/chị in mã to hơn hoặc dùng địa chỉ ngắn hơn.", "Print it larger or use a shorter address."),
)  # fmt: skip
BARCODE = flight_rule(
    "barcode", ERROR,
    Text("Mã vạch trên trang {page} không phải đen đơn: {measured}.",
         "The bar code on page {page} is not black only: {measured}."),
    Text("Máy quét đọc bằng ánh sáng đỏ; vạch nhiều mực dễ nhòe.",
         "Scanners read in red light; mixed inks blur the bars."),
    Text("Anh/chị đặt mã vạch màu K100 trên nền trắng.", "Set the bar code in K100 on white."),
)  # fmt: skip
BARCODE_WIDTH = flight_rule(
    "barcode-width", WARNING,
    Text("Trang {page} có mã vạch; xin hỏi nhà in mức giảm bề rộng vạch (BWR).",
         "Page {page} has a bar code; ask the shop for its bar width reduction."),
    Text("Mực nở ra làm vạch đen rộng thêm.", "Ink spreads and widens the bars."),
    Text("Anh/chị hỏi nhà in trước khi ra kẽm.", "Ask before plates are made."),
)  # fmt: skip
GREY_CONTRAST = flight_rule(
    "grey-contrast", WARNING,
    Text("Chữ “{words}” trên trang {page} chìm vào nền khi in xám: chênh độ sáng {measured}, nên từ {limit}.",
         "“{words}” on page {page} sinks into its ground in grey: ΔL* {measured}, {limit} or more is good."),
    Text("Bản photo đen trắng và người mắt kém sẽ không đọc được.", "Copies and older readers lose it."),
    Text("Anh/chị chọn chữ đậm hơn hoặc nền nhạt hơn.", "Take darker text or a lighter ground."),
)  # fmt: skip
