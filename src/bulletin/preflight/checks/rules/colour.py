"""Rules of a preflight on inks, overprint, lines, transparency and pictures (checks 23 to 32)."""

from __future__ import annotations

from bulletin.errors import Text
from bulletin.preflight.checks.rules.file import ERROR, WARNING, flight_rule

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
    Text("Nét trên trang {page} chỉ dày {measured} pt ({how}), phải từ {limit} pt.",
         "A line on page {page} is {measured} pt wide ({how_en}); it needs {limit} pt."),
    Text("Nét mảnh hơn sẽ đứt hoặc mất khi in; nét nhiều mực còn nhòe khi bản kẽm lệch.",
         "Thinner lines break up or vanish in print; in several inks they blur when plates are off."),
    Text("Anh/chị làm nét dày hơn, hoặc chỉ in bằng một mực.", "Make it wider, or print it in one ink."),
)  # fmt: skip
COLOUR_SPACE = flight_rule(
    "colour-space", ERROR,
    Text("Trang {page} có {what} dùng hệ màu {measured}; bản này chỉ dùng {allowed}.",
         "Page {page} has {what_en} in {measured}; this edition uses {allowed_en} only."),
    Text("Màu sẽ bị đổi ngoài ý muốn khi in: chữ đen thành bốn mực, ảnh xỉn đi.",
         "It would be converted unseen: black text into four inks, dull pictures."),
    Text("Anh/chị xuất lại tệp, đổi mọi màu sang {allowed}.", "Export again with every colour in {allowed_en}."),
)  # fmt: skip
SPOT = flight_rule(
    "spot", ERROR,
    Text("Trang {page} dùng màu pha “{measured}”, nhà in cho phép: {limit}.",
         "Page {page} uses the spot ink “{measured}”; allowed: {limit}."),
    Text("Mỗi màu pha là thêm một bản kẽm; màu định vị (All) còn phủ kín mọi bản, tới 400 % mực.",
         "Every spot ink is one more plate; the registration colour (All) even prints on all of them, up to 400 %."),
    Text("Anh/chị đổi màu này sang CMYK (All thì sang K100), hoặc thống nhất với nhà in và khai trong mau_pha.",
         "Convert it to CMYK (All to K100), or agree on it with the shop and list it under spots."),
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
LIGHT_TINT = flight_rule(
    "light-tint", WARNING,
    Text("Nền hoặc chữ trên trang {page} có tông {measured} %, dưới {limit} % thì không in ra được.",
         "Page {page} has a tint of {measured} %; below {limit} % nothing prints."),
    Text("Chấm mực quá nhỏ không bám giấy, nền sẽ lốm đốm hoặc trắng.", "Dots that small do not hold on paper."),
    Text("Anh/chị tăng tông lên ít nhất {limit} %, hoặc bỏ nền.", "Raise it to {limit} % or leave it out."),
)  # fmt: skip
