"""What can be wrong with an issue that is to be kept, and what its keeper should know."""

from __future__ import annotations

from bulletin.errors import ExitCode, Rule, Severity, Text

_REBUILD = Text(
    "Dựng lại số báo rồi lưu: bulletin build {folder}, bulletin keep {folder}",
    "Build the issue again, then keep it: bulletin build {folder}, bulletin keep {folder}",
)
_NOT_AS_BUILT = Text(
    "Kho phải có đúng những gì đã làm ra các bản PDF, để sau này dựng lại được.",
    "The archive must hold exactly what the PDF files were made from, so that they can be built again.",
)
INPUT_LOST = Rule(
    "archive.input-lost",
    Severity.ERROR,
    Text("Không tìm thấy {file}, tệp đã dùng khi dựng số báo.", "{file} is not there; the issue was built from it."),
    _NOT_AS_BUILT,
    _REBUILD,
    ExitCode.REFUSED,
)
INPUT_CHANGED = Rule(
    "archive.input-changed",
    Severity.ERROR,
    Text("{file} đã bị sửa sau khi dựng số báo.", "{file} was changed after the issue was built."),
    _NOT_AS_BUILT,
    _REBUILD,
    ExitCode.REFUSED,
)
AS_BUILT = Rule(
    "archive.as-built",
    Severity.INFO,
    Text(
        "{file} nay khác lúc dựng số báo, nhưng chỉ ở những dòng không in ra; kho giữ tệp như lúc dựng.",
        "{file} is another than when the issue was built, in lines that nothing prints; it is kept as it was then.",
    ),
    Text(
        "Ghi chú, nơi đặt kho, nơi nhận, chữ ký số không vào các bản PDF; tệp lúc dựng được lấy từ record.pdf.",
        "Comments, archive, receivers and signature are in no PDF; the file as built is taken from record.pdf.",
    ),
    Text("Không phải làm gì thêm.", "Nothing more to do."),
)
PART_CHANGED = Rule(
    "archive.part-changed",
    Severity.ERROR,
    Text(
        "{kind_vi} {file} trên máy này không phải bản đã dùng khi dựng.",
        "{kind_en} {file} on this computer is not the one that the issue was built with.",
    ),
    _NOT_AS_BUILT,
    _REBUILD,
    ExitCode.REFUSED,
)
POSITION = Rule(
    "archive.position",
    Severity.WARNING,
    Text("{count} ảnh ghi lại nơi chụp: {files}.", "{count} photos tell where they were taken: {files}."),
    Text(
        "Ảnh gốc được lưu nguyên vẹn: ai đọc kho cũng thấy được vị trí, có khi là nhà riêng. "
        "Các bản PDF không có vị trí.",
        "Camera files are kept as they are: whoever reads the archive can see the place, perhaps somebody's home. "
        "The PDF files do not have it.",
    ),
    Text(
        "Nếu không muốn giữ: xóa vị trí trong ảnh rồi gõ: bulletin build {folder}, bulletin keep {folder}; hoặc lưu "
        "không có ảnh gốc: bulletin keep {folder} --without-originals",
        "If it should not be kept: remove it from the photo, then type: bulletin build {folder}, "
        "bulletin keep {folder}; or keep without camera files: bulletin keep {folder} --without-originals",
    ),
)
READERS = Rule(
    "archive.readers",
    Severity.ERROR,
    Text(
        "{file} là dữ liệu của người nhận báo hoặc mật khẩu gửi thư; kho không nhận.",
        "{file} holds data of subscribers or mail passwords; the archive does not take it.",
    ),
    Text(
        "Kho giữ hàng chục năm và không xóa được gì; người nhận báo có quyền yêu cầu xóa dữ liệu của mình.",
        "The archive keeps for decades and removes nothing; subscribers have the right to be forgotten.",
    ),
    Text(
        "Chuyển tệp ra khỏi những gì số báo dùng, dựng lại rồi lưu.",
        "Take the file out of what the issue uses, build again, then keep it.",
    ),
    ExitCode.REFUSED,
)
READERS_LEFT = Rule(
    "archive.readers-left",
    Severity.INFO,
    Text(
        "{file} trong thư mục này không được lưu (dữ liệu người nhận báo).",
        "{file} in this folder is not kept (data of subscribers).",
    ),
    Text("Kho không giữ dữ liệu của người nhận báo.", "The archive keeps no data of subscribers."),
    Text("Tự sao lưu riêng tệp này.", "Back it up separately."),
)
REASON = Rule(
    "archive.reason",
    Severity.ERROR,
    Text("“{id}” đã được lưu với nội dung khác ({files}).", "“{id}” was kept before with other content ({files})."),
    Text(
        "Bản cũ không bị thay: kho thêm một phiên bản mới, và người đọc sau này cần biết vì sao.",
        "The old one is not replaced: a new version is added, and later readers must know why.",
    ),
    Text('Gõ thêm lý do: --reason "Đính chính bài trang 3".', 'Add the reason: --reason "Correction on page 3".'),
    ExitCode.REFUSED,
)
WITHOUT_ORIGINALS = Rule(
    "archive.without-originals",
    Severity.WARNING,
    Text("{count} ảnh gốc không được lưu.", "{count} camera files are not kept."),
    Text(
        "Từ kho sẽ không dựng lại được bản nào có ảnh: {editions}. "
        "Các bản PDF, bài, mẫu trình bày và phông chữ vẫn được lưu.",
        "No edition with photos can be built again from the archive: {editions}. "
        "The PDF files, stories, layout and fonts are kept.",
    ),
    Text(
        "Nếu cần dựng lại sau này, lưu lại không có --without-originals.",
        "If it must be possible later, keep without --without-originals.",
    ),
)
ORIGINALS_BEFORE = Rule(
    "archive.originals-before",
    Severity.WARNING,
    Text(
        "Ảnh gốc của “{id}” đã ở trong kho từ lần lưu trước.",
        "The camera files of “{id}” are in the archive since an earlier time.",
    ),
    Text(
        "Kho không xóa gì; --without-originals không lấy chúng ra được.",
        "The archive removes nothing; --without-originals cannot take them out.",
    ),
    Text("Không phải làm gì thêm.", "Nothing more to do."),
)
SIGNATURE_LEFT = Rule(
    "archive.signature-left",
    Severity.WARNING,
    Text(
        "Bản đã ký của “{id}” thuộc về phiên bản trước.", "The signed record of “{id}” belongs to an earlier version."
    ),
    Text(
        "record.pdf nay đã khác; chữ ký cũ vẫn nằm trong phiên bản {version}.",
        "record.pdf is another now; the old signature stays in version {version}.",
    ),
    Text("Ký lại: bulletin keep --sign THƯ_MỤC.", "Sign again: bulletin keep --sign FOLDER."),
)
OTHER_PUBLICATION = Rule(
    "archive.other-publication",
    Severity.ERROR,
    Text(
        "Kho này là của ấn phẩm khác ({known}), không phải của “{id}”.",
        "This archive belongs to another publication ({known}), not to “{id}”.",
    ),
    Text("Mỗi ấn phẩm có kho riêng.", "Every publication has an archive of its own."),
    Text("Chọn thư mục khác bằng --archive THƯ_MỤC.", "Name another folder with --archive FOLDER."),
    ExitCode.REFUSED,
)
BAD_ID = Rule(
    "archive.bad-id",
    Severity.ERROR,
    Text(
        "Không đặt được mã lưu trữ từ ấn phẩm “{publication}”, số {number}, năm {year}.",
        "No id can be made of publication “{publication}”, number {number}, year {year}.",
    ),
    Text(
        "Mã gồm chữ thường không dấu, chữ số và gạch nối, thí dụ do-son-2026-046.",
        "An id has small letters without marks, digits and hyphens, such as do-son-2026-046.",
    ),
    Text(
        "Sửa mã ấn phẩm trong publication.yaml hoặc số trong issue.yaml rồi dựng lại.",
        "Correct the id in publication.yaml or the number in issue.yaml and build again.",
    ),
)
NOT_PDF = Rule(
    "archive.not-pdf",
    Severity.ERROR,
    Text("Không mở được “{file}” như một tệp PDF: {reason}.", "“{file}” cannot be opened as a PDF: {reason}."),
    Text(
        "Tệp hỏng hoặc có mật khẩu thì ba mươi năm nữa không ai mở được.",
        "A broken file, or one with a password, is of no use in thirty years.",
    ),
    Text(
        "Xuất hoặc quét lại thành PDF không có mật khẩu, rồi lưu.",
        "Export or scan it again as a PDF without a password, then keep it.",
    ),
)
NO_TEXT = Rule(
    "archive.no-text",
    Severity.WARNING,
    Text(
        "{pages} trên {all} trang của “{file}” không có lớp chữ.",
        "{pages} of {all} pages of “{file}” have no text layer.",
    ),
    Text(
        "Những trang ấy chỉ là ảnh: không tìm được theo chữ.", "They are pictures only: no word on them can be found."
    ),
    Text(
        "Tệp vẫn được lưu nguyên vẹn. Nếu có bản nhận dạng chữ (OCR), lưu bản ấy với --reason.",
        "The file is kept untouched. If there is one with recognised text (OCR), keep that with --reason.",
    ),
)
BUILT_ISSUE = Rule(
    "archive.built-issue",
    Severity.ERROR,
    Text(
        "“{id}” đã được lưu từ một số báo dựng bằng chương trình.",
        "“{id}” was kept from an issue that the program built.",
    ),
    Text(
        "Tệp PDF đưa từ ngoài vào có ít hơn: không có bài, ảnh, mẫu trình bày.",
        "A PDF from outside holds less: no stories, photos or layout.",
    ),
    Text("Kiểm tra lại --number và --date.", "Look at --number and --date again."),
    ExitCode.REFUSED,
)
SAME_PLACE = Rule(
    "archive.same-place",
    Severity.ERROR,
    Text("“{path}” nằm trong chính kho này.", "“{path}” is inside this very archive."),
    Text(
        "Bản sao phải ở nơi khác (ổ đĩa khác, máy khác).", "A copy must be elsewhere (another disk, another computer)."
    ),
    Text("Chọn thư mục khác: --copy-to /media/usb/luu-tru.", "Name another folder: --copy-to /media/usb/luu-tru."),
)
COPY_DAMAGED = Rule(
    "archive.copy-damaged",
    Severity.ERROR,
    Text("Bản sao bị hỏng ở “{path}”: {reason_vi}.", "The copy is damaged at “{path}”: {reason_en}."),
    Text(
        "Kho không bị đụng tới; chỉ bản sao không còn đúng như lúc sao.",
        "The archive was not touched; it is the copy that is no longer what was copied.",
    ),
    Text(
        "Lấy lại cho bản sao từ kho: bulletin verify --archive {copy} --repair-from {archive}",
        "Take it back for the copy from the archive: bulletin verify --archive {copy} --repair-from {archive}",
    ),
    ExitCode.DAMAGED,
)
INDEX_LEFT = Rule(
    "archive.index-left",
    Severity.WARNING,
    Text(
        "Bản sao giữ {copy} như cũ: {file} bị mất, không đọc được hoặc không còn tên nào.",
        "The copy keeps {copy} as it was: {file} is lost, cannot be read or has no name left.",
    ),
    Text(
        "Những tên đã có người xác nhận không làm lại được từ kho.",
        "Names that people confirmed cannot be made again from the store.",
    ),
    Text(
        "Chép {copy} về chỗ cũ; nếu đúng là muốn bỏ hết tên, xóa tệp ấy ở bản sao rồi sao lại.",
        "Copy {copy} back to its place; when all names are to go, delete it in the copy and copy again.",
    ),
)
COPY_DIFFERS = Rule(
    "archive.copy-differs",
    Severity.ERROR,
    Text(
        "“{id}” trong bản sao có phiên bản mà kho này không có.",
        "“{id}” in the copy has a version that this archive has not.",
    ),
    Text(
        "Bản sao không bị đụng tới: không biết bên nào đúng.", "The copy was not touched: nobody knows which is right."
    ),
    Text(
        "Chạy bulletin verify cho cả hai, rồi sao vào một thư mục mới.",
        "Run bulletin verify on both, then copy into a new folder.",
    ),
    ExitCode.DAMAGED,
)
