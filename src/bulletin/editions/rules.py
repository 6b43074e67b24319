"""What can stop an edition from being written; all of them are contradictions between the pages and the photos."""

from __future__ import annotations

from bulletin.errors import ExitCode, Rule, Severity, Text

_REBUILD = Text(
    vi="Anh/chị dựng lại số báo; nếu vẫn gặp lỗi này, xin gửi thư mục số báo cho người bảo trì chương trình.",
    en="Build the issue again; if it happens again, send the issue folder to the maintainers.",
)


def _rule(name: str, what: Text, why: Text, remedy: Text = _REBUILD) -> Rule:
    return Rule(f"edition.{name}", Severity.ERROR, what, why, remedy, ExitCode.REFUSED)


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
        vi="Bản đọc trên màn hình chỉ nhận ảnh JPEG màu RGB hoặc xám, không kèm dữ liệu riêng tư.",
        en="The screen edition takes JPEG pictures in RGB or grey without private data only.",
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
