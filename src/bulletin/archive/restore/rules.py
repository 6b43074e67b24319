"""What can stand in the way of taking an issue out, and how a rebuilt one differs."""

from __future__ import annotations

from bulletin.errors import ExitCode, Rule, Severity, Text

NOT_EMPTY = Rule(
    "restore.not-empty",
    Severity.ERROR,
    Text("“{path}” đã có và không trống.", "“{path}” is there and not empty."),
    Text("Lệnh này không bao giờ ghi đè lên tệp của ai.", "This command never writes over anybody's files."),
    Text("Chỉ một thư mục mới: --into {path}-2.", "Name a new folder: --into {path}-2."),
    ExitCode.CANNOT_WRITE,
)
INSIDE = Rule(
    "restore.inside",
    Severity.ERROR,
    Text("“{path}” nằm trong chính kho này.", "“{path}” is inside this very archive."),
    Text("Không ghi gì vào kho ngoài các lệnh lưu.", "Nothing but keeping writes into the archive."),
    Text("Chỉ một thư mục ở ngoài kho bằng --into.", "Name a folder outside the archive with --into."),
)
IMPORTED = Rule(
    "restore.imported",
    Severity.ERROR,
    Text(
        "“{id}” được đưa vào kho từ một tệp PDF; không có bài, ảnh để làm lại.",
        "“{id}” was taken in as a PDF; there are no stories or photos to work on.",
    ),
    Text("Số này có từ trước khi dùng chương trình.", "It is older than the use of the program."),
    Text(
        "Lấy nguyên các tệp đã lưu bằng --bag: bulletin restore {id} --into THƯ_MỤC --bag.",
        "Take the kept files with --bag: bulletin restore {id} --into FOLDER --bag.",
    ),
    ExitCode.REFUSED,
)
NO_PHOTOS = Rule(
    "restore.no-photos",
    Severity.WARNING,
    Text("{count} tệp ảnh gốc không có trong kho: {files}.", "{count} camera files are not in the archive: {files}."),
    Text(
        "Số này được lưu với --without-originals; không dựng lại được bản nào có ảnh.",
        "The issue was kept with --without-originals; no edition with photos can be built.",
    ),
    Text(
        "Chép ảnh gốc vào đúng chỗ trong thư mục vừa lấy ra rồi dựng.",
        "Put the camera files in their places in the restored folder, then build.",
    ),
)
CANNOT_REBUILD = Rule(
    "restore.cannot-rebuild",
    Severity.ERROR,
    Text("Không dựng lại “{id}” để so được: thiếu ảnh gốc.", "“{id}” cannot be built again: camera files lack."),
    Text("Số này được lưu với --without-originals.", "It was kept with --without-originals."),
    Text(
        "Lấy ra không có --rebuild, chép ảnh gốc vào rồi gõ: bulletin build THƯ_MỤC.",
        "Restore without --rebuild, put the camera files in, then type: bulletin build FOLDER.",
    ),
    ExitCode.REFUSED,
)
LAYOUT_ADDED = Rule(
    "restore.layout-added",
    Severity.INFO,
    Text(
        "Mẫu trình bày “{name}” của chương trình này khác lúc lưu; mẫu đã lưu được đặt vào layouts/{name}.",
        "The layout “{name}” of this program is not the kept one; the kept one was put into layouts/{name}.",
    ),
    Text("Mẫu trong thư mục số báo được dùng trước mẫu của chương trình.",
         "A layout in the issue's folder is used before the program's."),
    Text("Muốn dùng mẫu mới thì xóa thư mục layouts/{name}.", "To use the new one, remove the folder layouts/{name}."),
)  # fmt: skip
SAME_BYTES = Rule(
    "restore.same-bytes",
    Severity.INFO,
    Text("{count} tệp dựng lại giống hệt từng byte.", "{count} files were built again to the same bytes."),
    Text("Kho có đủ mọi thứ làm ra số báo.", "The archive has everything that the issue is made from."),
    Text("Không phải làm gì thêm.", "Nothing more to do."),
)
_TOOLS_VI = "Khác lúc lưu: {differ_vi}."
_TOOLS_EN = "Not as it was kept: {differ_en}."
SAME_LOOK = Rule(
    "restore.same-look",
    Severity.WARNING,
    Text(
        "{file} dựng lại khác về byte, nhưng chữ và hình từng trang giống hệt.",
        "{file} has other bytes, but the words and the look of every page are the same.",
    ),
    Text(_TOOLS_VI, _TOOLS_EN),
    Text("Bản đã lưu vẫn là bản gốc; không phải làm gì thêm.", "The kept file stays the original; nothing to do."),
)
OTHER_LOOK = Rule(
    "restore.other-look",
    Severity.WARNING,
    Text(
        "{file} dựng lại có cùng chữ, nhưng hình khác ở trang {pages}.",
        "{file} has the same words but looks otherwise on page {pages}.",
    ),
    Text(_TOOLS_VI, _TOOLS_EN),
    Text(
        "So hai tệp: build/{file} (đã lưu) và rebuilt/{file} (dựng lại).",
        "Compare the two: build/{file} (kept) and rebuilt/{file} (built again).",
    ),
)
OTHER_WORDS = Rule(
    "restore.other-words",
    Severity.ERROR,
    Text("{file} dựng lại có chữ khác ở trang {pages}.", "{file} has other words on page {pages}."),
    Text(_TOOLS_VI, _TOOLS_EN),
    Text(
        "Dùng bản đã lưu (build/{file}); muốn dựng giống hệt, cài đúng các bản ghi trong release.json.",
        "Use the kept one (build/{file}); to build the same, install the versions that release.json names.",
    ),
    ExitCode.REFUSED,
)
OTHER_FILE = Rule(
    "restore.other-file",
    Severity.WARNING,
    Text("{file} dựng lại khác bản đã lưu.", "{file} is not the kept one."),
    Text(_TOOLS_VI, _TOOLS_EN),
    Text("So build/{file} với rebuilt/{file}.", "Compare build/{file} with rebuilt/{file}."),
)
NOT_BUILT = Rule(
    "restore.not-built",
    Severity.ERROR,
    Text("Lần dựng lại không làm ra {file}.", "Building again did not make {file}."),
    Text(_TOOLS_VI, _TOOLS_EN),
    Text("Xem lỗi của lần dựng: bulletin build THƯ_MỤC.", "See what the build says: bulletin build FOLDER."),
    ExitCode.REFUSED,
)
SEVERAL = Rule(
    "restore.several",
    Severity.ERROR,
    Text("“{typed}” có thể là nhiều số báo: {found}.", "“{typed}” may be several issues: {found}."),
    Text("Nhiều năm có cùng số ấy.", "Several years have that number."),
    Text("Gõ cả mã, thí dụ {last}.", "Type the whole id, for instance {last}."),
)
