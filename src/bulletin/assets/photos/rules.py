"""What can be wrong with a photo, in words for the person who must act."""

from __future__ import annotations

from bulletin.errors import ExitCode, Rule, Severity, Text

_LOST = Text(
    "Nếu bỏ qua, trang báo sẽ thiếu ảnh.",
    "If this were passed over, the page would lack its picture.",
)

MISSING = Rule(
    "photo.missing",
    Severity.ERROR,
    Text("Không tìm thấy ảnh {file}.", "The photo {file} was not found."),
    _LOST,
    Text(
        "Kiểm tra tên tệp (chữ hoa, chữ thường, đuôi .jpg/.jpeg) và chép ảnh vào thư mục của số báo.",
        "Check the file name (capitals, .jpg or .jpeg) and copy the photo into the issue folder.",
    ),
    form=Text("Hãy thả ảnh ấy vào lại, hoặc chọn ảnh khác.", "Drop the photo in again, or choose another one."),
)
UNREADABLE = Rule(
    "photo.unreadable",
    Severity.ERROR,
    Text("Không mở được ảnh {file}: {reason}.", "The photo {file} cannot be opened: {reason}."),
    _LOST,
    Text("Kiểm tra quyền đọc tệp, hoặc chép lại ảnh.", "Check that you may read the file, or copy the photo again."),
    form=Text("Hãy thả ảnh ấy vào lại.", "Drop the photo in again."),
)
EMPTY = Rule(
    "photo.empty",
    Severity.ERROR,
    Text("Ảnh {file} rỗng (0 byte).", "The photo {file} is empty (0 bytes)."),
    Text("Thường do chép dở dang từ thẻ nhớ hoặc từ mạng.", "Usually a copy from a card or the network broke off."),
    Text("Chép lại ảnh gốc.", "Copy the original again."),
)
TOO_MANY_BYTES = Rule(
    "photo.too-many-bytes",
    Severity.ERROR,
    Text(
        "Ảnh {file} quá nặng: {size} MB (tối đa {limit} MB).",
        "The photo {file} is too heavy: {size} MB (at most {limit} MB).",
    ),
    Text("Tệp quá lớn có thể làm máy treo.", "Such a file could bring the computer to a halt."),
    Text("Lưu lại thành JPEG, cạnh dài khoảng 4000 điểm ảnh.", "Save it as JPEG, about 4000 pixels on the long side."),
)
TOO_MANY_PIXELS = Rule(
    "photo.too-many-pixels",
    Severity.ERROR,
    Text(
        "Ảnh {file} quá lớn: {pixels} (tối đa {limit} triệu điểm ảnh).",
        "The photo {file} is too large: {pixels} (at most {limit} megapixels).",
    ),
    Text(
        "Ảnh cỡ này chiếm hết bộ nhớ khi mở; cũng có thể là tệp cố ý phá hoại.",
        "Opened, it would fill the memory; it may also be a file made to do harm.",
    ),
    Text(
        "Thu nhỏ còn cạnh dài khoảng 4000 điểm ảnh rồi lưu thành JPEG.",
        "Scale it to about 4000 pixels on the long side and save it as JPEG.",
    ),
)
KIND = Rule(
    "photo.kind",
    Severity.ERROR,
    Text(
        "Tệp {file} không phải loại ảnh dùng được: {kind}.",
        "The file {file} is not a kind of photo that can be used: {kind}.",
    ),
    Text(
        "Chỉ nhận JPEG, PNG, WebP, TIFF, GIF, HEIC, AVIF; loại khác có thể chứa mã lệnh hoặc mở ra không đúng.",
        "JPEG, PNG, WebP, TIFF, GIF, HEIC and AVIF are taken; other kinds may hold program code or open wrongly.",
    ),
    Text("Mở ảnh bằng phần mềm xem ảnh và lưu thành JPEG.", "Open it in a picture viewer and save it as JPEG."),
)
TOO_FEW_PIXELS = Rule(
    "photo.too-few-pixels",
    Severity.ERROR,
    Text(
        "Ảnh {file} chỉ có {pixels} điểm ảnh (mỗi cạnh cần ít nhất {limit}).",
        "The photo {file} has only {pixels} pixels (each side needs {limit} at least).",
    ),
    Text(
        "Đó là biểu tượng hoặc hình đếm lượt xem của trang web, không phải ảnh.",
        "This is an icon or the counter of a web page, not a photo.",
    ),
    Text("Chép ảnh gốc từ máy ảnh hoặc điện thoại.", "Copy the original from the camera or phone."),
)
FLOOD = Rule(
    "photo.flood",
    Severity.ERROR,
    Text(
        "Ảnh {file} có quá nhiều {what_vi} (tối đa {limit}).",
        "The photo {file} has too many {what_en} (at most {limit}).",
    ),
    Text(
        "Ảnh thường không thể có chừng ấy; mở tệp này có thể làm máy treo.",
        "No ordinary photo has as many; opening this file could bring the computer to a halt.",
    ),
    Text(
        "Mở ảnh bằng phần mềm xem ảnh và lưu lại thành JPEG; nếu ảnh từ người lạ thì bỏ đi.",
        "Open it in a picture viewer and save it as JPEG anew; drop it if it came from a stranger.",
    ),
)
UNSUPPORTED = Rule(
    "photo.unsupported",
    Severity.ERROR,
    Text(
        "Chương trình không đọc được loại ảnh này: {file} ({variant}).",
        "This kind of photo is not supported: {file} ({variant}).",
    ),
    Text(
        "Tệp có thể vẫn tốt, nhưng in ra sẽ sai màu hoặc sai độ sáng.",
        "The file may be sound, but its colours or its brightness would print wrongly.",
    ),
    Text(
        "Mở ảnh bằng phần mềm xem hoặc sửa ảnh và lưu thành JPEG.", "Open it in a picture viewer and save it as JPEG."
    ),
)
LINK = Rule(
    "photo.link",
    Severity.ERROR,
    Text("Ảnh {file} là liên kết tới một tệp khác.", "The photo {file} is a link to another file."),
    Text(
        "Liên kết có thể đưa một tệp ngoài thư mục của số báo vào trang báo.",
        "A link could bring a file from outside of the issue folder into the pages.",
    ),
    Text("Chép chính ảnh ấy vào thư mục của số báo.", "Copy the photo itself into the issue folder."),
    form=Text("Hãy thả chính ảnh ấy vào lại.", "Drop the photo itself in again."),
)
BROKEN = Rule(
    "photo.broken",
    Severity.ERROR,
    Text("Ảnh {file} bị hỏng: {reason}.", "The photo {file} is broken: {reason}."),
    Text("Ảnh hỏng sẽ in ra mảng xám hoặc mất một phần.", "It would print grey areas or lack a part."),
    Text("Chép lại ảnh gốc từ máy ảnh hoặc điện thoại.", "Copy the original again from the camera or phone."),
)
TRUNCATED = Rule(
    "photo.truncated",
    Severity.ERROR,
    Text("Ảnh {file} bị cụt: phần cuối tệp bị mất.", "The photo {file} is cut off: the end of the file is missing."),
    Text(
        "Thường do chép dở dang; phần dưới của ảnh sẽ xám.", "Usually a copy broke off; the lower part would be grey."
    ),
    Text("Chép lại ảnh gốc từ máy ảnh hoặc điện thoại.", "Copy the original again from the camera or phone."),
)
CHANGED = Rule(
    "photo.changed",
    Severity.ERROR,
    Text("Ảnh {file} bị thay đổi trong lúc dàn trang.", "The photo {file} changed while the pages were being made."),
    Text(
        "Trang đã dàn theo ảnh cũ, cắt cúp sẽ sai.",
        "The page was laid out for the old picture; the crop would be wrong.",
    ),
    Text("Chờ chép ảnh xong rồi chạy lại.", "Wait until the photo is copied and run again."),
    form=Text("Chờ chép ảnh xong; trang sẽ được dựng lại.", "Wait until it is copied; the page is made again."),
)
EXTENSION = Rule(
    "photo.extension",
    Severity.INFO,
    Text(
        "Ảnh {file} thật ra là {kind}, đuôi tệp không khớp.",
        "The photo {file} is really {kind}; its extension says otherwise.",
    ),
    Text(
        "Vẫn dùng được; chương trình khác có thể không mở được.",
        "It is used all the same; other programs may refuse it.",
    ),
    Text("Đổi đuôi tệp cho đúng nếu cần.", "Rename it if you like."),
)
FRAMES = Rule(
    "photo.first-frame",
    Severity.INFO,
    Text(
        "Ảnh {file} có nhiều khung hình; chỉ in khung đầu tiên.",
        "The photo {file} has several frames; the first one is printed.",
    ),
    Text("Giấy chỉ in được ảnh tĩnh.", "Paper shows one picture."),
    Text("Nếu muốn khung khác, lưu khung đó thành JPEG.", "For another frame, save that one as JPEG."),
)
CMYK = Rule(
    "photo.cmyk",
    Severity.INFO,
    Text("Ảnh {file} ở hệ màu CMYK; được đổi sang RGB.", "The photo {file} is CMYK; it is converted to RGB."),
    Text("Màu có thể lệch chút ít so với bản gốc.", "Its colours may shift a little."),
    Text(
        "Nếu có bản RGB (ảnh gốc từ máy ảnh) thì nên dùng bản đó.",
        "If there is an RGB original from the camera, use that.",
    ),
)
_COARSE = Text(
    "Ảnh {file} chỉ đạt {ppi} ppi ở khổ in {size} mm (cần {limit} ppi).",
    "The photo {file} gives only {ppi} ppi at {size} mm ({limit} ppi are needed).",
)
_SOFT = Text("Ảnh in ra sẽ nhòe hoặc vỡ hạt.", "It will print soft or blocky.")
_MORE_PIXELS = Text(
    "Xin bản gốc của ảnh, rộng ít nhất {needed} điểm ảnh (ảnh này rộng {pixels}).",
    "Ask for the original photo, at least {needed} pixels wide (this one has {pixels}).",
)
LOW_RESOLUTION = Rule(
    "photo.low-resolution",
    Severity.WARNING,
    Text(
        "Ảnh {file} chỉ đạt {ppi} ppi ở khổ in {size} mm (nên từ {limit} ppi).",
        "The photo {file} gives only {ppi} ppi at {size} mm ({limit} ppi or more is good).",
    ),
    _SOFT,
    _MORE_PIXELS,
)
TOO_LOW_RESOLUTION = Rule("photo.too-low-resolution", Severity.ERROR, _COARSE, _SOFT, _MORE_PIXELS)
EDITION_RESOLUTION = Rule(
    "photo.edition-resolution",
    Severity.WARNING,
    Text(
        "Ảnh {file} chỉ đạt {ppi} ppi ở khổ in {size} mm; {editions} cần {limit} ppi.",
        "The photo {file} gives only {ppi} ppi at {size} mm; {editions} needs {limit} ppi.",
    ),
    Text(
        "Nhà in không nhận ảnh thô như vậy, nên bản ấy sẽ bị giữ lại; các bản khác vẫn được làm.",
        "The shop takes no photo as coarse, so that edition will be withheld; the others are made.",
    ),
    Text(
        "Xin bản gốc của ảnh, rộng ít nhất {needed} điểm ảnh (ảnh này rộng {pixels}); hoặc chỉ xuất: {others}.",
        "Ask for the original photo, at least {needed} pixels wide (this one has {pixels}), or make only: {others}.",
    ),
    form=Text(
        "Xin bản gốc của ảnh, rộng ít nhất {needed} điểm ảnh (ảnh này rộng {pixels}), hoặc in ảnh nhỏ hơn.",
        "Ask for the original, at least {needed} pixels wide (this one has {pixels}), or print it smaller.",
    ),
)
NARROWER = Rule(
    "photo.narrower",
    Severity.INFO,
    Text(
        "Ảnh {file} rộng {pixels} điểm ảnh nên được đặt trên {columns} cột, không phải {wished} cột.",
        "The photo {file} is {pixels} pixels wide, so it is set over {columns} columns instead of {wished}.",
    ),
    Text(
        "Rộng hơn, ảnh sẽ dưới {limit} ppi và in ra bị nhòe.",
        "Wider, it would have less than {limit} ppi and print soft.",
    ),
    Text(
        "Muốn ảnh rộng {wished} cột, dùng ảnh rộng ít nhất {needed} điểm ảnh.",
        "For {wished} columns, use a photo at least {needed} pixels wide.",
    ),
)
CROPPED = Rule(
    "photo.cropped",
    Severity.WARNING,
    Text("Chỉ {share} % ảnh {file} được in.", "Only {share} % of the photo {file} is printed."),
    Text(
        "Ảnh cao hoặc dài quá so với mọi chỗ trên trang, nên hai đầu bị cắt.",
        "It is too tall or too long for every place on a page, so its ends are cut off.",
    ),
    Text(
        "Cắt ảnh còn phần cần in, hoặc cho biết điểm phải giữ: focus: [50, 20].",
        "Cut the photo to what shall be printed, or name the point to keep: focus: [50, 20].",
    ),
    form=Text(
        "Cắt ảnh còn phần cần in, hoặc đặt lại điểm phải giữ.", "Cut the photo to what is needed, or set its focus."
    ),
)
READER_MISSING = Rule(
    "photo.reader-missing",
    Severity.ERROR,
    Text(
        "Chưa cài phần đọc ảnh {kind}, cần cho {file}.",
        "The reader for {kind} photos, needed for {file}, is not installed.",
    ),
    _LOST,
    Text("Chạy lại lệnh cài đặt, hoặc lưu ảnh thành JPEG.", "Run the set-up command again, or save the photo as JPEG."),
    ExitCode.MISSING_TOOL,
    form=Text("Hãy lưu ảnh thành JPEG rồi thả vào lại.", "Save it as JPEG and drop it in again."),
)
