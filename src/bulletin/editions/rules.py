"""What can stop an edition from being written; all of them are contradictions between the pages and the photos."""

from __future__ import annotations

from bulletin.errors import ExitCode, Rule, Severity, Text

_REBUILD = Text(
    vi="Anh/chị dựng lại số báo; nếu vẫn gặp lỗi này, xin gửi thư mục số báo cho người bảo trì chương trình.",
    en="Build the issue again; if it happens again, send the issue folder to the maintainers.",
)


def _rule(name: str, what: Text, why: Text, remedy: Text = _REBUILD, form: Text | None = None) -> Rule:
    return Rule(f"edition.{name}", Severity.ERROR, what, why, remedy, ExitCode.REFUSED, form)


NO_PLACEHOLDER = _rule(
    "photo-no-frame",
    Text(vi="Trang đã dàn không có khung cho ảnh {photo}.", en="The laid-out pages have no frame for photo {photo}."),
    Text(vi="Ảnh sẽ vắng mặt trong bản in.", en="The photo would be missing from the bulletin."),
)
NO_PHOTO = _rule(
    "photo-missing",
    Text(
        vi="Không có tệp ảnh đã chuẩn bị cho khung ảnh {photo}.",
        en="No prepared picture for the frame of photo {photo}.",
    ),
    Text(vi="Khung ảnh sẽ để trống.", en="The frame would stay empty."),
)
UNUSED_PHOTO = _rule(
    "photo-unused",
    Text(
        vi="Ảnh đã chuẩn bị {photo} không có khung nào trên trang.",
        en="Prepared picture {photo} has no frame on any page.",
    ),
    Text(vi="Có một ảnh bị bỏ sót khi dàn trang.", en="A photo was left out of the layout."),
)
UNFIT_PHOTO = _rule(
    "photo-unfit",
    Text(
        vi="Ảnh {photo} không dùng được cho bản này: {reason}.",
        en="Photo {photo} cannot go into this edition: {reason}.",
    ),
    Text(
        vi="Mỗi bản chỉ nhận ảnh JPEG đúng hệ màu của mình (màn hình: RGB hoặc xám; nhà in: CMYK hoặc xám), "
        "không kèm dữ liệu riêng tư.",
        en="Each edition takes JPEG pictures in its own colours only (screen: RGB or grey; press: CMYK or grey), "
        "without private data.",
    ),
    Text(
        vi="Anh/chị lưu lại ảnh gốc thành JPEG RGB rồi dựng lại số báo.",
        en="Save the original photo as an RGB JPEG and build again.",
    ),
)
ACTIVE = _rule(
    "active-content",
    Text(
        vi="Trang có liên kết hoặc hành động không được phép: {what}.",
        en="The pages carry a forbidden link or action: {what}.",
    ),
    Text(
        vi="Bản tin chỉ được chứa liên kết web, thư điện tử, điện thoại và liên kết trong chính tệp.",
        en="A bulletin may only hold web, mail and telephone links and links inside the file.",
    ),
    Text(
        vi="Anh/chị sửa địa chỉ trong bài cho bắt đầu bằng https://, http://, mailto: hoặc tel:.",
        en="Change the address in the article so that it starts with https://, http://, mailto: or tel:.",
    ),
)
_SHOP = Text(
    vi="Nhà in sẽ trả lại tệp.",
    en="The print shop would send the file back.",
)
SHORT_BLEED = _rule(
    "bleed-short",
    Text(
        vi="Trang chỉ có hình tràn {laid} mm, nhà in cần {asked} mm.",
        en="The pages have artwork for {laid} mm of bleed, the shop asks for {asked} mm.",
    ),
    Text(
        vi="Dao cắt lệch một chút là hở viền trắng ở mép trang.",
        en="If the knife is off a little, a white edge shows.",
    ),
    Text(
        vi="Anh/chị giảm bleed_mm (tràn lề) xuống {laid}, hoặc tăng bleed_mm trong layout.yaml của mẫu trình bày.",
        en="Lower bleed_mm to {laid}, or raise bleed_mm in the layout's layout.yaml.",
    ),
    form=Text(
        vi="Anh/chị giảm tràn lề riêng của bản gửi nhà in xuống {laid} mm, hoặc chọn mẫu trình bày khác.",
        en="Lower the bleed of the press edition to {laid} mm, or choose another layout.",
    ),
)
NO_PROFILE = _rule(
    "no-profile",
    Text(
        vi="Chuẩn {standard} cần hồ sơ màu ICC, mà nhà in {printer} chưa khai.",
        en="{standard} needs an ICC profile, and the shop {printer} names none.",
    ),
    _SHOP,
    Text(
        vi="Anh/chị hỏi nhà in tệp .icc rồi ghi vào ho_so_mau (icc), hoặc ghi chuan: none.",
        en="Ask the shop for its .icc file and name it under icc, or write standard: none.",
    ),
    form=Text(
        vi="Anh/chị hỏi nhà in tệp hồ sơ màu (.icc) và nhờ người quản trị khai, hoặc chọn nhà in khác.",
        en="Ask the shop for its .icc file and have it added, or choose another shop.",
    ),
)
UNKNOWN_COLOUR = _rule(
    "colour-unknown",
    Text(
        vi="Có màu không đổi sang mực in được: {reason}.",
        en="A colour cannot be turned into ink: {reason}.",
    ),
    _SHOP,
    Text(
        vi="Anh/chị thay hình minh họa đó bằng hình khác (SVG đơn giản, PNG hoặc JPEG).",
        en="Use another picture instead (a simple SVG, PNG or JPEG).",
    ),
)
TRANSPARENT = _rule(
    "transparency",
    Text(vi="Trang có độ trong suốt: {what}.", en="The pages use transparency: {what}."),
    Text(
        vi="PDF/X-1a và PDF/A-1 cấm trong suốt, vì máy in cũ in sai.",
        en="PDF/X-1a and PDF/A-1 forbid it; old machines print it wrongly.",
    ),
    Text(
        vi="Anh/chị bỏ opacity trong mẫu trình bày, hoặc gửi PDF/X-4 (x_1a: không).",
        en="Drop opacity from the layout, or send PDF/X-4 (x1a: no).",
    ),
)

THROUGH_ICC = Rule(
    "edition.through-icc",
    Severity.INFO,
    Text(
        vi="Các màu {colours} không có trong bảng màu của mẫu trình bày nên được đổi qua hồ sơ màu của nhà in.",
        en="The colours {colours} are not in the layout's palette and went through the shop's ICC profile.",
    ),
    Text(
        vi="Màu trong bảng màu in đúng như đã định; màu đổi qua hồ sơ có thể hơi khác.",
        en="Palette colours print exactly as designed; converted ones may differ a little.",
    ),
    Text(
        vi="Muốn màu chính xác, anh/chị thêm màu đó vào palette trong layout.yaml.",
        en="For an exact colour add it to `palette` in layout.yaml.",
    ),
    ExitCode.DONE,
    form=Text(
        vi="Màu đã định của mẫu trình bày luôn in chính xác; không cần làm gì nếu khác một chút cũng được.",
        en="Palette colours print exactly; nothing need be done if a slight difference is fine.",
    ),
)
SOURCE_APART = Rule(
    "edition.source-apart",
    Severity.INFO,
    Text(
        vi="Bản lưu trữ theo PDF/A-1b không chứa được tệp nguồn.",
        en="The record edition as PDF/A-1b cannot hold the source files.",
    ),
    Text(
        vi="PDF/A-1 không cho phép tệp đính kèm (ISO 19005-1, 6.1.11).",
        en="PDF/A-1 allows no embedded files (ISO 19005-1, 6.1.11).",
    ),
    Text(
        vi="Khi nộp lưu trữ, anh/chị nộp kèm thư mục số báo, hoặc chọn luu_tru: a-3a.",
        en="Hand in the issue's folder beside it, or choose record: a-3a.",
    ),
    ExitCode.DONE,
    form=Text(
        vi="Khi nộp lưu trữ, anh/chị nộp kèm thư mục số báo, hoặc chọn chuẩn PDF/A-3a cho bản lưu trữ.",
        en="Hand in the folder beside it, or choose PDF/A-3a.",
    ),
)
PHOTOS_INSIDE = Rule(
    "edition.photos-inside",
    Severity.INFO,
    Text(
        vi="Bản lưu trữ mang ảnh gốc, kể cả nơi chụp và máy ảnh ghi trong ảnh (EXIF, GPS).",
        en="The record edition carries the original photos with the place and camera written in them (EXIF, GPS).",
    ),
    Text(
        vi="Ảnh gốc là tư liệu; ai mở được tệp lưu trữ đều đọc được những thông tin ấy.",
        en="Originals are records; whoever opens the archive file can read all of that.",
    ),
    Text(
        vi="Chỉ nộp bản này vào lưu trữ, không gửi rộng rãi; hoặc ghi luu_tru: {{anh_goc: không}}.",
        en="Hand it to the archive only and do not pass it round; or set record: {{photos: no}}.",
    ),
    ExitCode.DONE,
    form=Text(
        vi="Chỉ nộp bản này vào lưu trữ, không gửi rộng rãi; hoặc chọn không kèm ảnh gốc.",
        en="Hand it to the archive only, or leave the original photos out.",
    ),
)
