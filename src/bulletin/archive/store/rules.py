"""What can be wrong with an archive folder or with what is to be written into it."""

from __future__ import annotations

from bulletin.errors import ExitCode, Rule, Severity, Text

NOT_AN_ARCHIVE = Rule(
    "archive.none",
    Severity.ERROR,
    Text("“{path}” không phải là thư mục lưu trữ của bulletin.", "“{path}” is no archive folder of bulletin."),
    Text(
        "Thư mục lưu trữ có thư mục con kho với tệp 0=ocfl_1.1 trong đó.",
        "An archive has a folder kho with the file 0=ocfl_1.1 in it.",
    ),
    Text(
        "Chỉ đúng thư mục bằng --archive THƯ_MỤC; số báo đầu tiên được lưu (bulletin keep THƯ_MỤC) sẽ tạo kho mới.",
        "Name the right folder with --archive FOLDER; the first issue kept (bulletin keep FOLDER) makes a new one.",
    ),
)
NO_FOLDER = Rule(
    "archive.no-folder",
    Severity.ERROR,
    Text("Chưa biết lưu vào đâu.", "Nobody has said where the archive is."),
    Text(
        "publication.yaml không có khóa luu_tru_o và lệnh không có --archive.",
        "publication.yaml has no key archive and the command no --archive.",
    ),
    Text(
        "Gõ thêm --archive ../luu-tru, không phải dựng lại số báo. Để khỏi gõ mỗi lần: thêm một dòng vào "
        "publication.yaml (luu_tru_o: ../luu-tru) rồi dựng lại số báo.",
        "Type --archive ../luu-tru; the issue need not be built again. To spare the typing: add a line to "
        "publication.yaml (archive: ../luu-tru), then build the issue again.",
    ),
)
NO_OBJECT = Rule(
    "archive.no-object",
    Severity.ERROR,
    Text("Kho lưu trữ không có “{id}”.", "The archive has no “{id}”."),
    Text("Các số đang có: {known}.", "It holds: {known}."),
    Text("Gõ lại đúng mã số báo, thí dụ {example}.", "Type the id of an issue that is there, for instance {example}."),
)
NO_VERSION = Rule(
    "archive.no-version",
    Severity.ERROR,
    Text("“{id}” không có phiên bản {version}.", "“{id}” has no version {version}."),
    Text("Phiên bản mới nhất là {head}.", "The newest is {head}."),
    Text("Chọn một số từ 1 đến {head}.", "Choose a number from 1 to {head}."),
)
NO_FILE = Rule(
    "archive.no-file",
    Severity.ERROR,
    Text("“{id}” không có tệp {file} trong phiên bản {version}.", "“{id}” has no file {file} in version {version}."),
    Text("Phiên bản ấy không ghi tệp này.", "That version does not list it."),
    Text("Xem danh sách tệp trong kho/{id}/inventory.json.", "See the list in kho/{id}/inventory.json."),
)
DAMAGED = Rule(
    "archive.damaged",
    Severity.ERROR,
    Text("Kho lưu trữ bị hỏng ở “{path}”: {reason_vi}.", "The archive is damaged at “{path}”: {reason_en}."),
    Text("Nội dung không còn đúng như lúc lưu.", "The content is not what was kept."),
    Text(
        "Đừng sửa tay. Gõ: bulletin verify, rồi bulletin verify --repair-from BẢN_SAO để lấy lại từ bản sao.",
        "Change nothing by hand. Type: bulletin verify, then bulletin verify --repair-from COPY to take it back.",
    ),
    ExitCode.DAMAGED,
)
UNSAFE_NAME = Rule(
    "archive.unsafe-name",
    Severity.ERROR,
    Text("Không lưu được tệp mang tên “{path}”: {reason_vi}.", "A file named “{path}” cannot be kept: {reason_en}."),
    Text(
        "Tên trong kho phải mở được trên Windows, macOS, Linux và thẻ nhớ USB, sau nhiều chục năm.",
        "A name in the archive must open on Windows, macOS, Linux and a USB stick, decades from now.",
    ),
    Text(
        "Đổi tên tệp ấy trong thư mục số báo (và trong YAML), dựng lại, rồi lưu.",
        "Rename the file in the issue (and in its YAML), build again, then keep.",
    ),
)
RECOVERED = Rule(
    "archive.recovered",
    Severity.INFO,
    Text(
        "Lần ghi trước bị ngắt giữa chừng ở “{path}”; đã sửa xong: {done_vi}.",
        "An earlier write at “{path}” was cut short; it is repaired: {done_en}.",
    ),
    Text(
        "Chương trình hoặc máy đã dừng đúng lúc đang ghi.", "The program or the computer stopped while it was writing."
    ),
    Text("Không phải làm gì thêm.", "Nothing more to do."),
)
BUSY = Rule(
    "archive.busy",
    Severity.ERROR,
    Text("Một lệnh khác đang ghi vào kho “{path}”.", "Another command is writing to the archive “{path}”."),
    Text(
        "Hai lệnh ghi cùng lúc có thể làm mất một phiên bản; chưa có gì được ghi.",
        "Two writers at once could lose a version; nothing was written.",
    ),
    Text("Chờ lệnh kia xong rồi gõ lại lệnh này.", "Wait until the other is done and type this again."),
    ExitCode.CANNOT_WRITE,
)
HISTORY = Rule(
    "archive.history",
    Severity.ERROR,
    Text(
        "Nhật ký của “{id}” bị sửa ở dòng {line}: {reason_vi}.",
        "The history of “{id}” was changed at line {line}: {reason_en}.",
    ),
    Text(
        "Mỗi sự kiện mang dấu băm của sự kiện trước; một sự kiện bị sửa, xóa hay đổi chỗ thì chuỗi đứt.",
        "Each event carries the hash of the one before; when one is edited, dropped or moved the chain breaks.",
    ),
    Text(
        "Gõ: bulletin verify, rồi so với phiếu nộp lưu chiểu (có in dấu cuối chuỗi).",
        "Type: bulletin verify, and compare with the deposit slip, which shows the end of the chain.",
    ),
    ExitCode.DAMAGED,
)
