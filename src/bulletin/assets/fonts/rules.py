"""What can be wrong with a font, in words for the person who must act."""

from __future__ import annotations

from bulletin.errors import ExitCode, Rule, Severity, Text

PACKAGE_MISSING = Rule(
    "font.package-missing",
    Severity.ERROR,
    Text(
        "Thiếu bộ chữ {family}: gói {package} chưa được cài.",
        "The font {family} is missing: {package} is not installed.",
    ),
    Text(
        "Mọi trang đều dùng bộ chữ này; không có thì không dàn trang được.",
        "Every page is set in it; without it nothing can be laid out.",
    ),
    Text(
        "Chạy lại lệnh cài đặt của chương trình, rồi chạy “bulletin doctor”.",
        "Run the program's set-up command again, then `bulletin doctor`.",
    ),
    ExitCode.MISSING_TOOL,
)
CHANGED = Rule(
    "font.changed",
    Severity.ERROR,
    Text(
        "Tệp chữ {file} không đúng bản đã kiểm (mã SHA-256 khác).",
        "The font file {file} is not the checked one (its SHA-256 differs).",
    ),
    Text(
        "Bản khác có thể làm chữ chạy sang dòng khác, trang khác; số báo cũ sẽ không in lại được như cũ.",
        "Another version may move words to other lines and pages; an old issue could not be printed again as it was.",
    ),
    Text("Cài lại đúng phiên bản: {package}.", "Install the right version again: {package}."),
    ExitCode.MISSING_TOOL,
)
CANNOT_INSTANCE = Rule(
    "font.cannot-prepare",
    Severity.ERROR,
    Text("Không chuẩn bị được kiểu chữ {face}: {reason}.", "The face {face} could not be prepared: {reason}."),
    Text(
        "Thiếu kiểu chữ này thì trang sẽ bị thay chữ khác.", "Without it, other letters would be printed in its place."
    ),
    Text(
        "Chạy “bulletin doctor”; nếu vẫn lỗi, cài lại chương trình.",
        "Run `bulletin doctor`; if it persists, install the program again.",
    ),
    ExitCode.MISSING_TOOL,
)
FACE_MISSING = Rule(
    "font.face-missing",
    Severity.ERROR,
    Text(
        "Bộ chữ “{family}” không có kiểu {weight} {style}. Các kiểu có sẵn: {known}.",
        "The font “{family}” has no face {weight} {style}. It has: {known}.",
    ),
    Text(
        "Chương trình không tự làm đậm hay làm nghiêng: chữ sẽ in như chữ thường mà không báo.",
        "Nothing draws a false bold or italic: the words would come out as regular, without notice.",
    ),
    Text(
        "Chọn một kiểu có sẵn trong mẫu trình bày, hoặc thêm tệp chữ vào thư mục fonts/.",
        "Choose one of these in the layout, or add the font file to fonts/.",
    ),
)
FAMILY_UNKNOWN = Rule(
    "font.family-unknown",
    Severity.ERROR,
    Text("Không có bộ chữ “{family}”. Các bộ chữ có sẵn: {known}.", "There is no font “{family}”. There are: {known}."),
    Text("Chữ sẽ bị thay bằng bộ chữ khác.", "Other letters would be printed in its place."),
    Text(
        "Sửa tên bộ chữ trong mẫu trình bày, hoặc thêm tệp TTF/OTF vào thư mục fonts/.",
        "Mend the name in the layout, or add its TTF or OTF files to fonts/.",
    ),
)
OWN_ADDED = Rule(
    "font.own-added",
    Severity.INFO,
    Text(
        "Dùng thêm bộ chữ của cơ quan: {face} ({file}); chưa rõ giấy phép.",
        "Your own font is in use: {face} ({file}); its licence is not known.",
    ),
    Text(
        "Bộ chữ sẽ được nhúng vào PDF; giấy phép phải cho phép việc đó.",
        "It will be embedded in the PDF; its licence must allow that.",
    ),
    Text("Giữ giấy phép của bộ chữ cùng chỗ với tệp chữ.", "Keep the font's licence beside the file."),
)
OWN_BROKEN = Rule(
    "font.own-broken",
    Severity.ERROR,
    Text(
        "Tệp chữ {file} hỏng hoặc không phải phông chữ: {reason}.",
        "The font file {file} is broken or is no font: {reason}.",
    ),
    Text("Phông hỏng có thể làm chương trình dừng giữa chừng.", "A broken font can end the program halfway."),
    Text(
        "Chép lại tệp gốc, hoặc bỏ tệp này khỏi thư mục fonts/.",
        "Copy the original again, or take the file out of fonts/.",
    ),
)
OWN_KIND = Rule(
    "font.own-kind",
    Severity.ERROR,
    Text("Tệp {file} không phải loại phông dùng được.", "The file {file} is not a kind of font that can be used."),
    Text(
        "Chỉ nhận phông TTF và OTF, mỗi tệp một kiểu chữ, không nhận liên kết (shortcut).",
        "Only TTF and OTF files with one face each are taken, and no links.",
    ),
    Text(
        "Đổi sang TTF/OTF rồi chép lại, hoặc bỏ tệp này đi.",
        "Convert it to TTF or OTF and copy it again, or take it out.",
    ),
)
OWN_RESTRICTED = Rule(
    "font.own-restricted",
    Severity.ERROR,
    Text(
        "Phông {file} không cho nhúng vào PDF (fsType {fstype}).",
        "The font {file} may not be embedded in a PDF (fsType {fstype}).",
    ),
    Text("Nhà sản xuất cấm nhúng hoặc cấm cắt gọn phông này.", "Its maker forbids embedding or subsetting."),
    Text(
        "Xin giấy phép có quyền nhúng, hoặc dùng bộ chữ khác.",
        "Ask for a licence that allows embedding, or use another font.",
    ),
)
OWN_MANY = Rule(
    "font.own-too-many",
    Severity.ERROR,
    Text(
        "Thư mục fonts có quá {count} tệp chữ; dừng ở {file}.",
        "The folder fonts holds more than {count} font files; stopped at {file}.",
    ),
    Text("Mỗi tệp chữ được đọc kỹ trước khi dùng, và bản tin chỉ cần vài kiểu.", "Each is read completely before use."),
    Text("Chỉ để lại các tệp chữ mà mẫu trình bày dùng.", "Keep only the files that the layout uses."),
)
OWN_DUPLICATE = Rule(
    "font.own-duplicate",
    Severity.ERROR,
    Text("Kiểu chữ {face} có hai lần: {file} và {other}.", "The face {face} is there twice: {file} and {other}."),
    Text("Không biết phải in bằng bản nào.", "It would not be clear which one is printed."),
    Text("Bỏ một trong hai tệp khỏi thư mục fonts/.", "Take one of the two out of fonts/."),
)
