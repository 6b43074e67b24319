"""Rules about fields: names, shapes, values and what they refer to inside one file."""

from __future__ import annotations

from bulletin.errors import Severity
from bulletin.sources.rules import Pair, rule

_KNOWN_WHY: Pair = (
    "Chỉ các trường có trong danh sách mới được in; trường lạ sẽ bị bỏ sót.",
    "Only listed fields are printed; an unknown one would be lost.",
)
_DATE_WHY: Pair = (
    "Ngày được in lại theo kiểu của bản tin nên phải hiểu được chính xác.",
    "The date is printed in the style of the bulletin, so it must be understood exactly.",
)
_TYPE: Pair = ("Hãy gõ, ví dụ: {mend}", "Type, for example: {mend}")
_HINT: Pair = ("{hint_vi}", "{hint_en}")

UNKNOWN_KEY = rule(
    "schema.unknown-key",
    ("Không có trường “{key}” ở {where_vi}.", "There is no field “{key}” in {where_en}."),
    _KNOWN_WHY,
    _HINT,
    form=(
        "Mục này không có trong bản tin nên không được in; hãy chép chữ của nó sang mục đúng.",
        "The bulletin has no such field, so it is not printed; copy its words into the right one.",
    ),
)
DUPLICATE_KEY = rule(
    "schema.duplicate-key",
    (
        "Trường “{key}” đã được ghi ở dòng {line} (“{first}”).",
        "The field “{key}” already stands in line {line} (“{first}”).",
    ),
    ("Chương trình không biết phải in giá trị nào.", "The program cannot tell which value to print."),
    ("Hãy giữ một dòng và xóa dòng kia.", "Keep one of the two lines and delete the other."),
    form=(
        "Mục này bị ghi hai lần; hãy nhờ người đã sửa tệp bằng tay bỏ một lần.",
        "The field was typed twice by hand; one of the two must go.",
    ),
)
MISSING = rule(
    "schema.missing",
    ("Thiếu trường “{key}” ({vi}) ở {where_vi}.", "The field “{key}” ({en}) is missing in {where_en}."),
    ("Trường này bắt buộc phải có.", "This field is required."),
    ("Hãy thêm {spot_vi}: {mend}", "Add {spot_en}: {mend}"),
    form=("Hãy điền mục này.", "Fill in this field."),
)
EMPTY = rule(
    "schema.empty",
    ("Trường “{key}” để trống.", "The field “{key}” is empty."),
    ("Trường này bắt buộc phải có nội dung.", "This field is required."),
    _TYPE,
    form=("Hãy điền mục này.", "Fill in this field."),
)
NOT_TEXT = rule(
    "schema.not-text",
    ("“{key}” phải là một dòng chữ, không phải danh sách hay nhóm.", "“{key}” must be a text, not a list or group."),
    ("Chỗ này chỉ in được một đoạn chữ.", "Only one text can be printed here."),
    _TYPE,
    form=("Hãy gõ lại mục này thành một đoạn chữ.", "Type this field again as one text."),
)
NOT_GROUP = rule(
    "schema.not-a-group",
    ("“{key}” phải là một nhóm các trường.", "“{key}” must be a group of fields."),
    ("Chương trình không biết giá trị này thuộc trường nào trong nhóm.",
     "The program cannot tell which field of the group the value belongs to."),
    _TYPE,
    form=("Hãy điền lại từng ô của mục này.",
     "Fill in the parts of this field again."),
)  # fmt: skip
NOT_A_NUMBER = rule(
    "schema.not-a-number",
    ("“{word}” không phải là số nguyên.", "“{word}” is not a whole number."),
    ("“{key}” được in và tính như một số.", "“{key}” is printed and compared as a number."),
    _TYPE,
    form=("Hãy gõ một số nguyên, chỉ gồm chữ số.", "Type a whole number, digits only."),
)
NOT_A_DECIMAL = rule(
    "schema.not-a-decimal",
    ("“{word}” không phải là một số.", "“{word}” is not a number."),
    (
        "“{key}” là số đo, chỉ gồm chữ số và nhiều nhất một dấu phẩy hoặc dấu chấm thập phân, không kèm đơn vị.",
        "“{key}” is a measure: digits and at most one decimal comma or point, without a unit.",
    ),
    _TYPE,
    form=("Hãy gõ một số, không kèm đơn vị, ví dụ 0,25.", "Type a number without its unit, such as 0.25."),
)
OUT_OF_RANGE = rule(
    "schema.out-of-range",
    ("“{key}” là {word}, ngoài khoảng {low}–{high}.", "“{key}” is {word}, outside {low}–{high}."),
    ("Giá trị này gần như chắc chắn là gõ nhầm.", "Such a value is almost certainly a slip."),
    ("Hãy gõ một số từ {low} đến {high}, ví dụ: {mend}", "Type a number from {low} to {high}, for example: {mend}"),
    form=("Hãy gõ một số từ {low} đến {high}.", "Type a number from {low} to {high}."),
)
NOT_YES_NO = rule(
    "schema.not-yes-no",
    ("“{word}” không phải là có hoặc không.", "“{word}” is neither yes nor no."),
    ("“{key}” là công tắc, chỉ có hai vị trí.", "“{key}” is a switch with two positions."),
    _TYPE,
    form=("Hãy chọn có hoặc không.", "Choose yes or no."),
)
NOT_A_CHOICE = rule(
    "schema.not-a-choice",
    ("“{word}” không phải là giá trị của “{key}”.", "“{word}” is not a value of “{key}”."),
    ("Chỉ nhận các giá trị: {choices_vi}.", "Only these values are known: {choices_en}."),
    ("Hãy gõ: {mend}", "Type: {mend}"),
    form=("Hãy chọn một giá trị trong danh sách của ô này.", "Choose one of the values of this field."),
)
NOT_A_DATE = rule(
    "date.form",
    ("“{word}” không phải là ngày.", "“{word}” is not a date."),
    _DATE_WHY,
    _HINT,
    form=("Hãy gõ ngày/tháng/năm, ví dụ 20/11/2026.", "Type day/month/year, such as 20/11/2026."),
)
NOT_A_DATETIME = rule(
    "date.time-form",
    ("“{word}” không phải là ngày giờ.", "“{word}” is not a date with a time."),
    _DATE_WHY,
    _HINT,
    form=(
        "Hãy gõ ngày/tháng/năm giờ:phút, ví dụ 20/11/2026 15:00.",
        "Type day/month/year hour:minute, such as 20/11/2026 15:00.",
    ),
)
NO_SUCH_DAY = rule(
    "date.no-such-day",
    ("Không có ngày {word} trong lịch.", "There is no such day as {word}."),
    _DATE_WHY,
    ("Hãy kiểm tra lại ngày, tháng, năm và giờ (ngày đứng trước tháng).{hint_vi}",
     "Check day, month, year and time (the day comes before the month).{hint_en}"),
    form=("Hãy kiểm tra lại ngày, tháng, năm và giờ.", "Check day, month, year and time."),
)  # fmt: skip
WEEKDAY = rule(
    "date.weekday",
    ("Ngày {date} là {right}, không phải {typed}.", "{date} is {right}, not {typed}."),
    ("Thứ và ngày trái nhau; một trong hai đã gõ nhầm.", "Weekday and date contradict each other; one is a slip."),
    ("Hãy gõ “{right}, {date}”, hoặc sửa lại ngày.", "Type “{right}, {date}”, or correct the date."),
)
ORDER = rule(
    "date.order",
    ("“{last}” ({end}) sớm hơn “{first}” ({start}).", "“{last}” ({end}) is earlier than “{first}” ({start})."),
    ("Khoảng thời gian không thể kết thúc trước khi bắt đầu.", "A period cannot end before it begins."),
    ("Hãy đổi chỗ hai ngày hoặc sửa ngày gõ nhầm.", "Swap the two dates or correct the wrong one."),
)
TOO_LONG = rule(
    "schema.too-long",
    (
        "“{key}” dài {count} ký tự, nhiều nhất là {limit}.",
        "“{key}” has {count} characters, at most {limit} are allowed.",
    ),
    ("Chữ dài hơn không vừa chỗ in.", "A longer text does not fit where it is printed."),
    ("Hãy bớt ít nhất {excess} ký tự.", "Shorten it by at least {excess} characters."),
)
PATTERN = rule(
    "schema.pattern",
    ("“{word}” không đúng dạng của “{key}”.", "“{word}” has not the form of “{key}”."),
    ("{vi}.", "{en}."),
    ("Hãy gõ: {mend}", "Type: {mend}"),
    form=("Hãy gõ đúng dạng; ví dụ ghi dưới ô.", "Type it in its form; the example is below the field."),
)
URL = rule(
    "schema.url",
    ("“{word}” không phải là địa chỉ mạng dùng được: {hint_vi}.", "“{word}” is not a usable address: {hint_en}."),
    ("Địa chỉ được in thành mã QR và liên kết; chỉ nhận https, http, mailto và tel.",
     "It becomes a QR code and a link; only https, http, mailto and tel are allowed."),
    ("Hãy gõ địa chỉ đầy đủ, ví dụ: {mend}", "Type the full address, for example: {mend}"),
    form=("Hãy gõ địa chỉ đầy đủ, bắt đầu bằng https://",
     "Type the full address, beginning with https://"),
)  # fmt: skip
MEASURES = rule(
    "schema.measures",
    ("“{key}” cần {count} số, không phải “{word}”.", "“{key}” takes {count} numbers, not “{word}”."),
    ("Trang được dàn theo các số đo này.", "Pages are laid out by these measures."),
    ("Hãy gõ: {mend}", "Type: {mend}"),
    form=("Hãy gõ {count} số, cách nhau một dấu cách.", "Type {count} numbers with a blank between them."),
)
PLACEHOLDER = rule(
    "schema.placeholder",
    ("“{key}” vẫn là chữ mẫu: {value}", "“{key}” is still the sample text: {value}"),
    ("Tệp mẫu hoặc lần nhập bài ghi sẵn chữ này để bạn thay; để nguyên thì nó sẽ được in.",
     "The scaffold or the import put it there to be replaced; left as it is, it will be printed."),
    ("Hãy gõ nội dung thật thay cho chữ mẫu.", "Type the real words instead."),
    Severity.WARNING,
    form=("Hãy gõ nội dung thật thay cho chữ mẫu.",
     "Type the real words instead."),
)  # fmt: skip
LONG_TITLE = rule(
    "article.long-title",
    ("Tiêu đề dài {count} ký tự mà bài không có tiêu đề ngắn.",
     "The headline has {count} characters and the article has no short title."),
    ("Mục lục và dòng đầu trang ghi lại tiêu đề; tiêu đề dài chiếm nhiều dòng ở đó.",
     "Contents and running heads repeat the headline, and a long one takes several lines there."),
    ("Nếu muốn ngắn hơn, hãy thêm dòng: {mend}", "For a shorter one, add the line: {mend}"),
    Severity.INFO,
    form=("Nếu muốn ngắn hơn, hãy điền ô “Tiêu đề ngắn”.",
     "For a shorter one, fill in the short title."),
)  # fmt: skip
FOCUS = rule(
    "schema.focus",
    ("“{word}” không phải là một điểm trên ảnh.", "“{word}” is not a point of the photo."),
    (
        "Cần hai số phần trăm: từ mép trái và từ mép trên.",
        "Two percentages are needed: from the left and from the top.",
    ),
    _TYPE,
    form=(
        "Hãy gõ hai số từ 0 đến 100: ngang rồi dọc, ví dụ 50 40.",
        "Type two numbers from 0 to 100: across, then down, such as 50 40.",
    ),
)
CROP = rule(
    "schema.crop",
    ("Phần ảnh được dùng không có đủ bề rộng hoặc bề cao.", "The used part of the photo is not wide or high enough."),
    (
        "Bốn số phần trăm là mép trái, trên, phải, dưới; mép phải và mép dưới phải lớn hơn ít nhất {least}.",
        "The four percentages are the left, top, right and bottom edge; right and bottom must be larger by {least}.",
    ),
    ("Hãy gõ, thí dụ: khung_cat: [10, 0, 90, 100]", "Type, for example: crop: [10, 0, 90, 100]"),
    form=("Hãy kéo lại khung cắt, hoặc gõ bốn số: trái, trên, phải, dưới.",
     "Draw the frame again, or type four numbers: left, top, right, bottom."),
)  # fmt: skip
PHOTO_REFERENCE = rule(
    "reference.photo",
    ("Trong bài có ![[{word}]] nhưng không có ảnh nào mang mã “{word}”.",
     "The text holds ![[{word}]], but no photo has the id “{word}”."),
    ("Ảnh sẽ bị bỏ sót khi in.", "The photo would be missing in print."),
    _HINT,
    form=("Hãy thêm ảnh mang mã “{word}”, hoặc bỏ thẻ ảnh ấy khỏi bài.",
     "Add a photo with the id “{word}”, or take its card out of the text."),
)  # fmt: skip
PHOTO_PLACED_TWICE = rule(
    "reference.photo-twice",
    ("![[{word}]] đã có ở dòng {first}.", "![[{word}]] already stands in line {first}."),
    ("Mỗi ảnh của bài chỉ in một lần; chỗ thứ hai sẽ không có ảnh.",
     "A photo of an article is printed once; the second place would stay without it."),
    ("Hãy xóa một trong hai dòng, hoặc gõ mã của ảnh khác.", "Delete one of the two, or type the id of another photo."),
    Severity.WARNING,
    form=("Hãy bỏ một trong hai thẻ ảnh.",
     "Take one of the two cards out."),
)  # fmt: skip
PHOTO_WITHOUT_PLACE = rule(
    "reference.photo-without-place",
    ("Trong bài không có ![[{word}]].", "The text holds no ![[{word}]]."),
    ("Các ảnh khác có chỗ trong bài; chỗ của ảnh này do chương trình chọn.",
     "Other photos have their place in the text; the place of this one is chosen by the program."),
    ("Nếu muốn ảnh gần một đoạn, hãy viết thành một đoạn riêng ở đó: ![[{word}]]",
     "To have it near a paragraph, write there as a paragraph of its own: ![[{word}]]"),
    Severity.INFO,
    form=("Nếu muốn ảnh gần một đoạn, hãy đặt con trỏ ở đó rồi chọn “Đưa ảnh vào bài”.",
     "To have it near a paragraph, put the caret there and choose to insert the photo."),
)  # fmt: skip
DUPLICATE_ID = rule(
    "reference.duplicate-id",
    ("Mã “{word}” đã dùng ở {first}.", "The id “{word}” is already used at {first}."),
    ("Mỗi mã chỉ được chỉ một thứ.", "An id must mean one thing only."),
    _HINT,
    form=("Hãy đổi một trong hai mã.", "Change one of the two ids."),
)
CONTROL = rule(
    "schema.control-character",
    ("Trong “{key}” có ký tự điều khiển {code}.", "“{key}” holds the control character {code}."),
    ("Ký tự này không in được.", "It cannot be printed."),
    (
        "Hãy bỏ ký tự này (thường ghi là \\x…, \\u… trong ngoặc kép).",
        "Remove it (usually written as \\x… or \\u… in quotes).",
    ),
    form=("Hãy xóa ký tự lạ rồi gõ lại chữ quanh chỗ ấy.", "Delete the sign and type the words around it again."),
)
NOTHING_PLACED = rule(
    "schema.empty-list",
    ("“{key}” không có dòng nào.", "“{key}” has no entries."),
    ("Trường này phải có ít nhất một dòng.", "At least one is needed."),
    ("Hãy thêm dòng: {mend}", "Add the line: {mend}"),
    Severity.ERROR,
    form=("Hãy thêm ít nhất một mục.", "Add at least one."),
)
