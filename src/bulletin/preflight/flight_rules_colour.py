"""Rules of a preflight on inks, overprint, lines, transparency and pictures (checks 23 to 32)."""

from __future__ import annotations

from bulletin.errors import Text
from bulletin.preflight.flight_rules import ERROR, WARNING, flight_rule

WHITE_OVERPRINT = flight_rule(
    "white-overprint", ERROR,
    Text("Trang {page} có {what} màu trắng đặt in chồng.", "Page {page} has white {what_en} set to overprint."),
    Text("Màu trắng in chồng sẽ biến mất trên bản kẽm.", "White that overprints vanishes on the plates."),
    Text("Anh/chị tắt in chồng cho màu trắng.", "Switch overprint off for white."),
)  # fmt: skip
OVERPRINT = flight_rule(
    "overprint", WARNING,
    Text("Trang {page} có {what} in chồng mà không phải chữ đen ({measured}).",
         "Page {page} has overprinting {what_en} other than black text ({measured})."),
    Text("Màu sẽ trộn với nền bên dưới, khác với khi xem trên màn hình.",
         "Its colour mixes with what lies beneath, unlike on screen."),
    Text("Anh/chị tắt in chồng ở chỗ này, trừ khi cố ý.", "Switch overprint off there unless it is meant."),
)  # fmt: skip
THIN_LINE = flight_rule(
    "thin-line", ERROR,
    Text("Nét trên trang {page} chỉ dày {measured} pt, phải từ {limit} pt.",
         "A line on page {page} is {measured} pt wide; it needs {limit} pt."),
    Text("Nét mảnh hơn sẽ đứt hoặc mất khi in.", "Thinner lines break up or vanish in print."),
    Text("Anh/chị tăng độ dày nét.", "Make the line wider."),
)  # fmt: skip
THIN_LINE_INKS = flight_rule(
    "thin-line-inks", WARNING,
    Text("Nét {how} trên trang {page} chỉ dày {measured} pt, nên từ {limit} pt.",
         "A line {how_en} on page {page} is {measured} pt wide; {limit} pt or more is safe."),
    Text("Bản kẽm lệch một chút là nét nhòe màu hoặc mất.", "Plates slightly off blur it or lose it."),
    Text("Anh/chị in nét bằng một mực hoặc làm dày hơn.", "Print it in one ink or wider."),
)  # fmt: skip
HAIRLINE = flight_rule(
    "hairline", ERROR,
    Text("Trang {page} có nét dày 0 pt.", "Page {page} has a line of width 0."),
    Text("Máy nào cũng in nét này mảnh nhất có thể: trên màn hình thì thấy, trên giấy thì không.",
         "Each device draws it as thin as it can: visible on screen, gone on paper."),
    Text("Anh/chị đặt độ dày nét ít nhất {limit} pt.", "Give it a width of {limit} pt at least."),
)  # fmt: skip
COLOUR_SPACE = flight_rule(
    "colour-space", ERROR,
    Text("Trang {page} có {what} dùng hệ màu {measured}; bản này chỉ dùng {limit}.",
         "Page {page} has {what_en} in {measured}; this edition uses {limit} only."),
    Text("Màu sẽ bị đổi ngoài ý muốn khi in: chữ đen thành bốn mực, ảnh xỉn đi.",
         "It would be converted unseen: black text into four inks, dull pictures."),
    Text("Anh/chị xuất lại tệp, đổi mọi màu sang {limit}.", "Export again with every colour in {limit}."),
)  # fmt: skip
SPOT = flight_rule(
    "spot", ERROR,
    Text("Trang {page} dùng màu pha “{measured}”, nhà in cho phép: {limit}.",
         "Page {page} uses the spot ink “{measured}”; allowed: {limit}."),
    Text("Mỗi màu pha là thêm một bản kẽm và một lần tính tiền.", "Every spot ink is one more plate on the bill."),
    Text("Anh/chị đổi màu này sang CMYK, hoặc thống nhất với nhà in rồi khai trong mau_pha.",
         "Convert it to CMYK, or agree on it with the shop and list it under spots."),
)  # fmt: skip
REGISTRATION = flight_rule(
    "registration", ERROR,
    Text("Trang {page} dùng màu định vị (All) trong trang báo.",
         "Page {page} uses the registration colour (All) in its art."),
    Text("Màu này phủ kín mọi bản kẽm, tới 400 % mực.", "It prints on every plate, up to 400 % of ink."),
    Text("Anh/chị đổi sang đen đơn K100; màu All chỉ dành cho dấu in.", "Use K100; All is for printer's marks only."),
)  # fmt: skip
TRANSPARENCY = flight_rule(
    "transparency", WARNING,
    Text("Trang {page} có độ trong suốt: {what}.", "Page {page} uses transparency: {what}."),
    Text("Khi ra kẽm, phần này được ép phẳng: màu và nét có thể đổi; PDF/X-1a không cho phép.",
         "It is flattened for plates, which may change colours and edges; PDF/X-1a forbids it."),
    Text("Anh/chị dùng màu đặc thay cho hiệu ứng trong suốt, đổ bóng, hòa trộn.",
         "Use solid colours instead of opacity, shadows and blending."),
)  # fmt: skip
RESOLUTION = flight_rule(
    "resolution", ERROR,
    Text("Ảnh trên trang {page} chỉ có {measured} ppi, phải từ {limit} ppi.",
         "A picture on page {page} has {measured} ppi; it needs {limit} ppi."),
    Text("Ảnh in ra sẽ vỡ hạt.", "It would print coarsely."),
    Text("Anh/chị dùng ảnh gốc lớn hơn, hoặc đặt ảnh nhỏ lại.", "Use a larger original, or place it smaller."),
)  # fmt: skip
RESOLUTION_MODEST = flight_rule(
    "resolution-modest", WARNING,
    Text("Ảnh trên trang {page} có {measured} ppi, nên từ {limit} ppi.",
         "A picture on page {page} has {measured} ppi; {limit} ppi or more is good."),
    Text("Ảnh in ra có thể hơi mờ.", "It may look a little soft."),
    Text("Anh/chị dùng ảnh gốc lớn hơn nếu có.", "Use a larger original if there is one."),
)  # fmt: skip
RESOLUTION_HIGH = flight_rule(
    "resolution-high", WARNING,
    Text("Ảnh trên trang {page} có tới {measured} ppi, quá {limit} ppi là thừa.",
         "A picture on page {page} has {measured} ppi; more than {limit} ppi is of no use."),
    Text("Tệp nặng mà bản in không đẹp hơn.", "The file grows and the print gains nothing."),
    Text("Anh/chị giảm độ nét ảnh khi xuất.", "Downsample it when exporting."),
)  # fmt: skip
BITMAP_RESOLUTION = flight_rule(
    "bitmap-resolution", ERROR,
    Text("Hình đen trắng 1 bit trên trang {page} chỉ có {measured} ppi, phải từ {limit} ppi.",
         "A 1-bit picture on page {page} has {measured} ppi; it needs {limit} ppi."),
    Text("Mép hình sẽ răng cưa.", "Its edges would be jagged."),
    Text("Anh/chị quét lại ở độ nét cao hơn, hoặc dùng hình véc-tơ.", "Scan it finer or use vectors."),
)  # fmt: skip
BITMAP_RESOLUTION_HIGH = flight_rule(
    "bitmap-resolution-high", WARNING,
    Text("Hình đen trắng 1 bit trên trang {page} có tới {measured} ppi, quá {limit} ppi.",
         "A 1-bit picture on page {page} has {measured} ppi, more than {limit} ppi."),
    Text("Máy ra kẽm không dùng hết độ nét này.", "No platesetter uses that much."),
    Text("Anh/chị giảm độ nét hình.", "Downsample it."),
)  # fmt: skip
TOTAL_INK = flight_rule(
    "total-ink", ERROR,
    Text("Trang {page} có {share} % diện tích quá lượng mực: tới {measured} %, cho phép {limit} %.",
         "{share} % of page {page} takes too much ink: up to {measured} %, {limit} % allowed."),
    Text("Mực quá nhiều sẽ lem, dính giấy và lâu khô.", "So much ink smears, sets off and does not dry."),
    Text("Anh/chị đổi ảnh qua đúng hồ sơ màu của nhà in, hoặc giảm mực ở màu đậm.",
         "Convert pictures with the shop's profile, or lower the inks of dark colours."),
)  # fmt: skip
TOTAL_INK_SPOTS = flight_rule(
    "total-ink-spots", WARNING,
    Text("Trang {page} có vài chỗ quá lượng mực: tới {measured} %, cho phép {limit} %.",
         "Page {page} has small places with too much ink: up to {measured} %, {limit} % allowed."),
    Text("Chỗ nhỏ thường không sao, nhưng nên biết.", "Small places seldom matter, but are good to know."),
    Text("Anh/chị giảm mực ở màu đậm nếu tiện.", "Lower the inks of dark colours where it is easy."),
)  # fmt: skip
LIGHT_TINT = flight_rule(
    "light-tint", WARNING,
    Text("Nền hoặc chữ trên trang {page} có tông {measured} %, dưới {limit} % thì không in ra được.",
         "Page {page} has a tint of {measured} %; below {limit} % nothing prints."),
    Text("Chấm mực quá nhỏ không bám giấy, nền sẽ lốm đốm hoặc trắng.", "Dots that small do not hold on paper."),
    Text("Anh/chị tăng tông lên ít nhất {limit} %, hoặc bỏ nền.", "Raise it to {limit} % or leave it out."),
)  # fmt: skip
