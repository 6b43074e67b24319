"""The rules that a finished PDF is held to. A broken one means: the file is not handed out."""

from __future__ import annotations

from bulletin.errors import ExitCode, Rule, Severity, Text

_REBUILD = Text(
    vi="Anh/chị dựng lại số báo. Nếu vẫn gặp lỗi này, xin gửi thư mục số báo cho người bảo trì chương trình.",
    en="Build the issue again. If it happens again, send the issue folder to the maintainers.",
)
_SHORTEN = Text(
    vi="Anh/chị rút ngắn đoạn chữ này hoặc chọn mẫu trình bày khác, rồi dựng lại số báo.",
    en="Shorten this piece of text or choose another layout, then build again.",
)


def _rule(name: str, what: Text, why: Text, remedy: Text = _REBUILD) -> Rule:
    return Rule(f"proof.{name}", Severity.ERROR, what, why, remedy, ExitCode.REFUSED)


# --- text ---------------------------------------------------------------------------------------------------

TEXT_LOST = _rule(
    "text-lost",
    Text(
        vi="Trang {page} thiếu chữ ở {where}: “{words}”.",
        en="Page {page} lacks words in {where}: “{words}”.",
    ),
    Text(vi="Người đọc sẽ không thấy đủ nội dung bài.", en="Readers would not get the whole text."),
)
TEXT_EXTRA = _rule(
    "text-extra",
    Text(
        vi="Trang {page} có chữ thừa hoặc in lặp ở {where}: “{words}”.",
        en="Page {page} shows words too many or twice in {where}: “{words}”.",
    ),
    Text(
        vi="Mỗi chữ trong bài chỉ được in đúng một lần và đúng như đã nhập.",
        en="Every word must be printed once, exactly as it was typed.",
    ),
)
TEXT_ORDER = _rule(
    "text-order",
    Text(
        vi="Chữ trên trang {page} không theo thứ tự đọc, từ {where}: “{words}”.",
        en="The words on page {page} are out of reading order, from {where}: “{words}”.",
    ),
    Text(
        vi="Máy đọc màn hình, tìm kiếm và sao chép sẽ cho ra câu chữ đảo lộn.",
        en="Screen readers, searching and copying would give jumbled sentences.",
    ),
)
TEXT_SPACES = _rule(
    "text-spaces",
    Text(
        vi="Khoảng trắng trên trang {page} không đúng ở {where}: “{words}”.",
        en="Spaces on page {page} are wrong in {where}: “{words}”.",
    ),
    Text(
        vi="Khi sao chép hoặc tìm kiếm, chữ sẽ dính nhau, rời nhau hoặc lẫn ký tự lạ.",
        en="Copied or searched text would run together, fall apart or hold odd characters.",
    ),
)
TEXT_OUTSIDE_PAGE = _rule(
    "text-outside-page",
    Text(
        vi="Chữ nằm ngoài khổ giấy của trang {page}: “{words}”.",
        en="Text lies outside the trimmed page {page}: “{words}”.",
    ),
    Text(vi="Phần chữ đó sẽ bị xén mất.", en="It would be cut off."),
    _SHORTEN,
)
TEXT_OUTSIDE_SLOT = _rule(
    "text-outside-slot",
    Text(
        vi="Trên trang {page}, chữ tràn khỏi khung của {where}: “{words}” (lệch {excess} mm).",
        en="On page {page}, text runs out of the frame of {where}: “{words}” (by {excess} mm).",
    ),
    Text(vi="Chữ có thể đè lên bài hoặc ảnh bên cạnh.", en="It may lie on a neighbouring story or photo."),
    _SHORTEN,
)
TEXT_HIDDEN = _rule(
    "text-hidden",
    Text(
        vi="Trên trang {page}, chữ ở {where} bị che khuất một phần: “{words}”.",
        en="On page {page}, text in {where} is cut off by a frame: “{words}”.",
    ),
    Text(vi="Người đọc không thấy đủ chữ dù tệp có chứa.", en="Readers cannot see it although the file holds it."),
    _SHORTEN,
)
TEXT_OVERLAP = _rule(
    "text-overlap",
    Text(
        vi="Trên trang {page}, chữ ở {where} đè lên chữ khác: “{words}”.",
        en="On page {page}, text in {where} lies on other text: “{words}”.",
    ),
    Text(vi="Hai đoạn chữ chồng lên nhau sẽ không đọc được.", en="Neither of the two could be read."),
    _SHORTEN,
)
STORY_LOST = _rule(
    "story-text-lost",
    Text(
        vi="Bài “{story}” bị mất chữ khi dàn trang: “{words}”.",
        en="Story “{story}” lost words on the way to the page: “{words}”.",
    ),
    Text(vi="Nội dung đã nhập không được in đủ.", en="What was typed is not printed in full."),
)
STORY_EXTRA = _rule(
    "story-text-twice",
    Text(
        vi="Bài “{story}” bị in lặp hoặc xen chữ khi dàn trang: “{words}”.",
        en="Story “{story}” has words printed twice or mixed in: “{words}”.",
    ),
    Text(vi="Nội dung in ra không đúng như đã nhập.", en="What is printed is not what was typed."),
)
STORY_ORDER = _rule(
    "story-text-order",
    Text(
        vi="Các đoạn của bài “{story}” không theo thứ tự đã nhập: “{words}”.",
        en="The paragraphs of story “{story}” are not in the order typed: “{words}”.",
    ),
    Text(vi="Bài sẽ khó hiểu hoặc sai nghĩa.", en="The story would be hard to follow or say something else."),
)

# --- fonts --------------------------------------------------------------------------------------------------

_FONT_WHY = Text(
    vi="Máy khác hoặc nhà in sẽ hiện chữ sai hình, nhất là dấu tiếng Việt.",
    en="Other computers and the print shop would show other letters, Vietnamese marks first of all.",
)
_FONT_REMEDY = Text(
    vi="Anh/chị chạy “bulletin doctor” để kiểm tra phông chữ rồi dựng lại số báo.",
    en="Run “bulletin doctor” to check the fonts, then build again.",
)
FONT_FOREIGN = _rule(
    "font-foreign",
    Text(
        vi="Tệp có phông chữ {font} không thuộc mẫu trình bày.",
        en="The file uses font {font}, which is not part of the layout.",
    ),
    _FONT_WHY,
    _FONT_REMEDY,
)
FONT_NOT_EMBEDDED = _rule(
    "font-not-embedded",
    Text(vi="Phông chữ {font} không được nhúng vào tệp.", en="Font {font} is not embedded in the file."),
    _FONT_WHY,
    _FONT_REMEDY,
)
FONT_NOT_SUBSET = _rule(
    "font-not-subset",
    Text(vi="Phông chữ {font} được nhúng nguyên bộ.", en="Font {font} is embedded whole."),
    Text(
        vi="Tệp nặng hơn cần thiết và giấy phép của phông có thể không cho phép.",
        en="The file is larger than needed and the font's licence may forbid it.",
    ),
    _FONT_REMEDY,
)
FONT_NO_TEXT = _rule(
    "font-without-text",
    Text(vi="Phông chữ {font} thiếu bảng mã Unicode.", en="Font {font} has no map to Unicode."),
    Text(vi="Không thể tìm kiếm hay sao chép chữ.", en="Its text cannot be searched or copied."),
    _FONT_REMEDY,
)
FONT_BITMAP = _rule(
    "font-type3",
    Text(vi="Phông chữ {font} là phông vẽ điểm (Type 3).", en="Font {font} is a drawn font (Type 3)."),
    Text(vi="Nhiều nhà in không nhận loại phông này.", en="Many print shops refuse such fonts."),
    _FONT_REMEDY,
)
GLYPH_MISSING = _rule(
    "glyph-missing",
    Text(
        vi="Phông chữ {font} không có hình cho chữ: “{letters}”.",
        en="Font {font} has no shape for: “{letters}”.",
    ),
    Text(vi="Chỗ đó in ra ô vuông trống hoặc không có gì.", en="An empty box or nothing would be printed there."),
    Text(
        vi="Anh/chị thay ký tự này trong bài, hoặc chọn phông chữ có đủ chữ.",
        en="Replace the character in the article, or choose a font that has it.",
    ),
)

FACE_OTHER = _rule(
    "face-other",
    Text(vi="Chữ trên trang {page} in bằng kiểu phông khác với mẫu đã định: “{words}”.",
         en="Words on page {page} are in another face than the layout asks for: “{words}”."),
    Text(vi="Chữ đậm, nghiêng hay phông của mẫu sẽ sai.", en="Bold, italic or the family would be wrong."),
)  # fmt: skip
GLYPH_OTHER = _rule(
    "glyph-other",
    Text(vi="Phông {font} in hình của chữ khác cho: “{letters}”.",
         en="Font {font} shows the shape of another letter for: “{letters}”."),
    Text(vi="Người đọc thấy một chữ, khi sao chép lại ra chữ khác.",
         en="Readers would see one letter and copy another."),
)  # fmt: skip

# --- QR codes -----------------------------------------------------------------------------------------------

_QR_REMEDY = Text(
    vi="Anh/chị dùng địa chỉ ngắn hơn cho mã QR rồi dựng lại số báo.",
    en="Use a shorter address for the QR code, then build again.",
)
QR_UNREADABLE = _rule(
    "qr-unreadable",
    Text(
        vi="Không đọc được mã QR trên trang {page} cho {url}.", en="The QR code on page {page} for {url} does not read."
    ),
    Text(vi="Điện thoại của người đọc sẽ không quét được.", en="Readers' telephones would not scan it."),
    _QR_REMEDY,
)
QR_WRONG = _rule(
    "qr-wrong",
    Text(
        vi="Mã QR trên trang {page} dẫn tới {found}, đáng lẽ là {url}.",
        en="The QR code on page {page} leads to {found} instead of {url}.",
    ),
    Text(vi="Người đọc sẽ tới nhầm trang.", en="Readers would land elsewhere."),
)
QR_COUNT = _rule(
    "qr-count",
    Text(
        vi="Trên trang {page} có {found} mã QR trong khung của {url}, đáng lẽ là một.",
        en="On page {page} the frame of {url} holds {found} QR codes instead of one.",
    ),
    Text(vi="Điện thoại có thể quét nhầm mã.", en="A telephone may scan the wrong one."),
)
QR_QUIET = _rule(
    "qr-quiet-zone",
    Text(
        vi="Lề trắng quanh mã QR trên trang {page} bị lấn ({url}).",
        en="The white margin of the QR code on page {page} is not empty ({url}).",
    ),
    Text(
        vi="Mã QR cần lề trắng bốn ô ở mọi phía để quét được.",
        en="A QR code needs four white modules on every side to be scanned (ISO/IEC 18004).",
    ),
)

# --- pages, photos ------------------------------------------------------------------------------------------

FILE_BROKEN = _rule(
    "file-broken",
    Text(vi="Tệp PDF vừa ghi không mở lại được: {reason}.", en="The PDF just written cannot be opened: {reason}."),
    Text(vi="Người nhận cũng sẽ không mở được.", en="Nobody else could open it either."),
)
PAGE_COUNT = _rule(
    "page-count",
    Text(vi="Tệp có {found} trang, đáng lẽ là {expected}.", en="The file has {found} pages instead of {expected}."),
    Text(vi="Có trang bị mất hoặc thừa.", en="Pages are missing or too many."),
)
PAGE_BOX = _rule(
    "page-box",
    Text(
        vi="Trang {page} có khổ {found} mm, đáng lẽ là {expected} mm, không xoay, không phóng.",
        en="Page {page} measures {found} mm instead of {expected} mm, unturned and unscaled.",
    ),
    Text(vi="Trang sẽ in sai khổ.", en="The page would be printed at a wrong size."),
)
PHOTO_MISSING = _rule(
    "photo-missing",
    Text(
        vi="Ảnh {photo} ({file}) không có trong khung của nó trên trang {page}.",
        en="Photo {photo} ({file}) is not in its frame on page {page}.",
    ),
    Text(vi="Trang sẽ có ô trống thay cho ảnh.", en="The page would show a blank instead."),
)
PHOTO_PPI = _rule(
    "photo-resolution",
    Text(
        vi="Ảnh {photo} ({file}) trên trang {page} có {ppi} điểm ảnh mỗi inch; cần từ {low} đến {high}.",
        en="Photo {photo} ({file}) on page {page} has {ppi} pixels per inch; {low} to {high} are needed.",
    ),
    Text(vi="Ảnh sẽ vỡ hạt, hoặc tệp nặng vô ích.", en="It would look coarse, or make the file heavy for nothing."),
    Text(
        vi="Anh/chị dùng ảnh gốc lớn hơn, hoặc đặt ảnh nhỏ lại (be_rong: column).",
        en="Use a larger original, or place the photo smaller (width: column).",
    ),
)
PHOTO_SHAPE = _rule(
    "photo-stretched",
    Text(
        vi="Ảnh {photo} ({file}) trên trang {page} bị kéo méo.",
        en="Photo {photo} ({file}) on page {page} is stretched.",
    ),
    Text(vi="Người trong ảnh sẽ trông dẹt hoặc dài ra.", en="People in it would look flat or long."),
)
PHOTO_PRIVATE = _rule(
    "photo-private-data",
    Text(
        vi="Một ảnh trên trang {page} còn mang dữ liệu ẩn: {what}.",
        en="A picture on page {page} still carries hidden data: {what}.",
    ),
    Text(
        vi="Dữ liệu này có thể lộ nơi chụp, máy chụp và người chụp.",
        en="It may reveal where, with what and by whom it was taken.",
    ),
)
PHOTO_COLOUR = _rule(
    "photo-colour",
    Text(
        vi="Một ảnh trên trang {page} có hệ màu {what}; bản này chỉ dùng {allowed}.",
        en="A picture on page {page} is in {what}; this edition uses {allowed} only.",
    ),
    Text(vi="Màu trên màn hình sẽ sai.", en="Colours would come out wrong."),
)

# --- links, outline, tags -----------------------------------------------------------------------------------

ATTACHMENT = _rule(
    "attachment",
    Text(
        vi="Tệp nguồn {file} trong bản lưu trữ thiếu hoặc khác bản gốc.",
        en="The source file {file} inside the record edition is missing or not the original.",
    ),
    Text(
        vi="Nhiều năm sau không dựng lại được số báo từ bản lưu.",
        en="Years from now the issue could not be built again from the archive.",
    ),
)
LINK_FOREIGN = _rule(
    "link-foreign",
    Text(
        vi="Tệp có liên kết hoặc hành động ngoài danh sách cho phép: {what}.",
        en="The file carries a link or action that is not on the list: {what}.",
    ),
    Text(
        vi="Người đọc có thể bị dẫn tới nơi không ai duyệt.",
        en="Readers could be led to a place that nobody approved.",
    ),
)
LINK_OFF = _rule(
    "link-off",
    Text(vi="Liên kết trên trang {page} không nằm trên chữ của nó: “{words}”.",
         en="A link on page {page} is not on its words: “{words}”."),
    Text(vi="Người đọc bấm vào chữ mà không đi đâu cả.", en="Readers would press the words and get nowhere."),
)  # fmt: skip
LINK_LOST = _rule(
    "link-lost",
    Text(vi="Liên kết {url} không bấm được trong tệp.", en="The link to {url} is not alive in the file."),
    Text(vi="Người đọc trên màn hình không mở được địa chỉ này.", en="Readers on screen cannot open it."),
)
OUTLINE = _rule(
    "outline",
    Text(vi="Mục lục của tệp không đúng: {what}.", en="The bookmarks of the file are wrong: {what}."),
    Text(vi="Người đọc sẽ nhảy nhầm bài.", en="Readers would jump to the wrong story."),
)
IMPOSED = _rule(
    "imposed",
    Text(
        vi="Trang {page} không nằm trọn và nguyên vẹn trên các tờ in.",
        en="Page {page} does not stand whole and unchanged on the sheets.",
    ),
    Text(
        vi="Tập in ra sẽ thiếu trang hoặc mất chữ ở mép.",
        en="The folded copy would lack a page or words at its edge.",
    ),
)
TAGS = _rule(
    "tags",
    Text(vi="Tệp thiếu thông tin trợ năng: {what}.", en="The file lacks accessibility data: {what}."),
    Text(
        vi="Người khiếm thị dùng máy đọc màn hình sẽ không nghe được bản tin.",
        en="Blind readers with a screen reader could not use it.",
    ),
)
ALT_LOST = _rule(
    "alt-lost",
    Text(vi="Lời mô tả của ảnh {photo} bị mất: “{words}”.", en="The description of photo {photo} was lost: “{words}”."),
    Text(
        vi="Người khiếm thị sẽ không biết ảnh có gì.",
        en="Blind readers would not know what the picture shows.",
    ),
)
