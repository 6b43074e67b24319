"""What there is to say about signing: what the office typed, its token, and the authority for the time."""

from __future__ import annotations

from bulletin.errors import ExitCode, Rule, Severity, Text

_UNTOUCHED = Text(
    "Chưa ký gì; kho lưu trữ còn nguyên như trước.", "Nothing was signed; the archive is as it was before."
)
ASK = Text("Mã PIN của USB ký số, hoặc mật khẩu của tệp khóa", "PIN of the signing token, or password of the key file")


def _input(name: str, what: Text, remedy: Text, code: ExitCode = ExitCode.BAD_INPUT) -> Rule:
    return Rule(f"signature.{name}", Severity.ERROR, what, _UNTOUCHED, remedy, code)


NO_MEANS = _input(
    "no-means",
    Text("publication.yaml chưa nói ký bằng gì.", "publication.yaml does not say what to sign with."),
    Text(
        "Ghi vào publication.yaml “chu_ky:” rồi, thụt vào ở dưới, “mo_dun:” với “chung_thu_so:” (USB ký số), hoặc "
        "“tep_khoa:” (tệp khóa).",
        "Type “signature:” in publication.yaml and, indented below, “module:” with “certificate:” (a token), or "
        "“key_file:”.",
    ),
)
TWO_MEANS = _input(
    "two-means",
    Text("publication.yaml ghi cả mo_dun lẫn tep_khoa.", "publication.yaml names both a module and a key_file."),
    Text("Giữ lại một trong hai dòng ấy.", "Keep one of the two lines."),
)
KEY_KIND = _input(
    "key-kind",
    Text("Tệp khóa “{name}” không phải .p12, .pfx hay .pem.", "The key file “{name}” is no .p12, .pfx or .pem."),
    Text(
        "Xuất khóa kèm chứng thư thành tệp .p12 có mật khẩu rồi ghi tên tệp ấy.",
        "Export the key with its certificate as a .p12 with a password, and name that file.",
    ),
)
KEY_IN_FOLDER = _input(
    "key-in-folder",
    Text(
        "Tệp khóa “{name}” ở trong thư mục bản tin hoặc kho lưu trữ.",
        "The key file “{name}” is inside the folder of the bulletin or of the archive.",
    ),
    Text(
        "Chuyển tệp ra một thư mục riêng mà chỉ người ký mở được, rồi ghi “tep_khoa: ../khoa/ky-so.p12”.",
        "Move it to a folder of its own that only the signer can open, and type “key_file: ../khoa/ky-so.p12”.",
    ),
)
KEY_FILE = _input(
    "key-file",
    Text("Tệp khóa “{name}”: {reason}.", "The key file “{name}”: {reason_en}."),
    Text(
        "Xem lại đường dẫn sau “tep_khoa:” (tính từ thư mục có publication.yaml).",
        "Look at the path after “key_file:” (from the folder of publication.yaml).",
    ),
)
PASSWORD = _input(
    "password",
    Text(
        "Không mở được tệp khóa “{name}”: sai mật khẩu, hoặc tệp không có khóa kèm chứng thư của khóa ấy.",
        "The key file “{name}” cannot be opened: a wrong password, or no key with its certificate inside.",
    ),
    Text(
        "Gõ lại lệnh với đúng mật khẩu; nếu vẫn vậy, xuất lại tệp .p12 gồm khóa và chứng thư.",
        "Type the command again with the right password; if it persists, export a .p12 with key and certificate again.",
    ),
)
MODULE_PLACE = _input(
    "module-place",
    Text(
        "“mo_dun: {name}” không phải đường dẫn đầy đủ của một thư viện đã cài ngoài thư mục bản tin.",
        "“module: {name}” is not the full path of a library that is installed outside the folder of the bulletin.",
    ),
    Text(
        "Ghi đường dẫn đầy đủ như nhà cung cấp USB ký số nêu, ví dụ C:/Windows/System32/ten-thu-vien.dll. Không dùng "
        "thư viện chép kèm số báo: nạp nó là chạy nó.",
        "Type the full path that the token's maker names, such as C:/Windows/System32/name.dll. Never use a library "
        "that came with an issue: loading it runs it.",
    ),
)
MODULE = _input(
    "module",
    Text("Thư viện {module} của USB ký số: {reason}.", "The token's library {module}: {reason_en}."),
    Text(
        "Cài phần mềm đi kèm USB ký số (bản cùng số bit với Python), rồi xem lại dòng “mo_dun:”.",
        "Install the software of the token (of the same number of bits as Python), then look at the line “module:”.",
    ),
    ExitCode.MISSING_TOOL,
)
NO_LABEL = _input(
    "no-label",
    Text("Chưa ghi nhãn của chứng thư số trong USB.", "The label of the certificate on the token is not named."),
    Text(
        "Mở phần mềm của USB ký số, xem nhãn của chứng thư, rồi ghi “chung_thu_so: …”.",
        "Look up the label in the token's own software, and type “certificate: …”.",
    ),
)
LABEL = _input(
    "label",
    Text(
        "USB ký số không có đúng một chứng thư kèm khóa mang nhãn “{certificate}”.",
        "The token does not hold exactly one certificate with its key under the label “{certificate}”.",
    ),
    Text(
        "Mở phần mềm của USB ký số, xem nhãn của chứng thư, rồi sửa dòng “chung_thu_so:”.",
        "Look up the label in the token's own software, and mend the line “certificate:”.",
    ),
)
NO_TOKEN = _input(
    "no-token",
    Text("Không thấy đúng một USB ký số (nhãn: {token}).", "Exactly one signing token (label: {token}) was not found."),
    Text(
        "Cắm USB ký số. Nếu cắm nhiều chiếc, ghi nhãn của chiếc cần dùng sau “nhan_thiet_bi:”.",
        "Plug the token in. Where several are, name the label of the right one after “token:”.",
    ),
    ExitCode.MISSING_TOOL,
)
PIN = _input(
    "pin",
    Text("Sai mã PIN của USB ký số.", "The PIN of the token is wrong."),
    Text(
        "Xem lại mã rồi gõ lại lệnh. Chương trình chỉ thử một lần, vì USB tự khóa sau vài lần sai.",
        "Check it and type the command again. It was tried once only: a token locks itself after a few wrong ones.",
    ),
)
PIN_LOCKED = _input(
    "pin-locked",
    Text("USB ký số đã khóa, hoặc mã PIN đã hết hạn.", "The token is locked, or its PIN has expired."),
    Text(
        "Mở khóa bằng phần mềm của USB ký số, hoặc nhờ đơn vị cấp.",
        "Unlock it with the token's own software, or ask those who issued it.",
    ),
    ExitCode.MISSING_TOOL,
)
TOKEN_FAILS = _input(
    "token-fails",
    Text("USB ký số không ký được: {reason}.", "The token does not sign: {reason_en}."),
    Text(
        "Rút ra cắm lại và thử lần nữa. Nếu vẫn vậy, ký record.pdf bằng phần mềm của USB rồi gõ “bulletin keep "
        "--signed TỆP”.",
        "Plug it in again and retry. If it persists, sign record.pdf with the token's own software and type `bulletin "
        "keep --signed FILE`.",
    ),
    ExitCode.MISSING_TOOL,
)
ADDRESS = _input(
    "address",
    Text(
        "“{name}” không phải địa chỉ http hay https để xin dấu thời gian.",
        "“{name}” is no http or https address for timestamps.",
    ),
    Text(
        "Ghi địa chỉ như đơn vị cấp dấu thời gian nêu, không kèm tên và mật khẩu: “dau_thoi_gian: http://…”.",
        "Type the address that the authority names, without name and password: “timestamp: http://…”.",
    ),
)
NO_ADDRESS = _input(
    "no-address",
    Text("Chưa ghi địa chỉ cấp dấu thời gian.", "No address of a time-stamping authority is named."),
    Text(
        "Ghi “dau_thoi_gian: http://…” dưới “chu_ky:” trong publication.yaml.",
        "Type “timestamp: http://…” below “signature:” in publication.yaml.",
    ),
)
NO_TIMESTAMP = _input(
    "no-timestamp",
    Text("Không xin được dấu thời gian của {address}: {reason}.", "No timestamp from {address}: {reason_en}."),
    Text(
        "Thử lại sau; nếu vẫn vậy, hỏi đơn vị cấp về địa chỉ. Muốn ký ngay mà không có dấu thời gian thì bỏ dòng "
        "“dau_thoi_gian:”.",
        "Try later; if it persists, ask the authority for its address. To sign now without one, take out the line "
        "“timestamp:”.",
    ),
    ExitCode.MISSING_TOOL,
)
STRANGE_TIMESTAMP = _input(
    "strange-timestamp",
    Text(
        "Dấu thời gian của {address} do “{issuer}” chứng thực, không thuộc các gốc tin cậy đã ghi.",
        "The timestamp from {address} is vouched for by “{issuer}”, which none of the named roots trusts.",
    ),
    Text(
        "Tải chứng thư gốc của đơn vị cấp dấu thời gian và thêm tên tệp vào “goc_tin_cay:”, hoặc sửa “dau_thoi_gian:”.",
        "Add the root certificate of the authority to “roots:”, or mend “timestamp:”.",
    ),
    ExitCode.REFUSED,
)
STRANGE_SIGNER = _input(
    "strange-signer",
    Text(
        "Chứng thư của {by} ({issuer} cấp) không dùng để ký được: {doubt_vi}.",
        "The certificate of {by} (by {issuer}) cannot be used to sign: {doubt_en}.",
    ),
    Text("{mend_vi}", "{mend_en}"),
    ExitCode.REFUSED,
)
CHANGED_MEANWHILE = _input(
    "changed-meanwhile",
    Text("Số {id} vừa có phiên bản mới trong lúc ký.", "The issue {id} got a new version during the signing."),
    Text("Gõ lại lệnh.", "Type the command again."),
    ExitCode.CANNOT_WRITE,
)
NOT_SIGNED_YET = _input(
    "not-signed-yet",
    Text(
        "Số {id} chưa có record-signed.pdf của record.pdf hiện tại.",
        "The issue {id} has no signed copy of its present record.pdf.",
    ),
    Text("Ký trước: bulletin keep --sign.", "Sign it first: `bulletin keep --sign`."),
)
TRUST_FILE = _input(
    "trust-file",
    Text(
        "Tệp chứng thư hoặc danh sách thu hồi “{name}”: {reason}.",
        "The file of certificates or of revoked ones “{name}”: {reason_en}.",
    ),
    Text(
        "Tải lại tệp từ tổ chức chứng thực (PEM, CRT, CRL) và xem lại tên ghi ở “goc_tin_cay:” hoặc "
        "“danh_sach_thu_hoi:”.",
        "Download it again from the authority (PEM, CRT, CRL), and check the name typed at “roots:” or “revoked:”.",
    ),
)
CANNOT_SIGN = _input(
    "cannot-sign",
    Text("Tệp PDF không thể ký thêm: {reason}.", "The PDF cannot be signed: {reason}."),
    Text(
        "Dựng lại số báo, đưa vào kho bằng “bulletin keep”, rồi ký.",
        "Build the issue again, `bulletin keep` it, then sign.",
    ),
    ExitCode.REFUSED,
)
NO_RECORD = _input(
    "no-record",
    Text("Số {id} trong kho không có record.pdf.", "The issue {id} in the archive has no record.pdf."),
    Text(
        "Dựng số báo có bản lưu trữ (cac_ban: record), đưa vào kho bằng “bulletin keep”, rồi ký.",
        "Build the issue with its record edition (editions: record), `bulletin keep` it, then sign.",
    ),
)
_SECRET_WHAT = Text("Không có mã PIN hay mật khẩu cho “{name}”.", "There is no PIN or password for “{name}”.")
NO_SECRET = {
    "prompt": _input(
        "no-secret",
        _SECRET_WHAT,
        Text(
            "Gõ lệnh trong cửa sổ lệnh và nhập mã khi được hỏi.",
            "Type the command in a terminal, and enter it when asked.",
        ),
    ),
    "keyring": _input(
        "no-secret-keyring",
        _SECRET_WHAT,
        Text(
            'Cất mã một lần bằng lệnh: keyring set bulletin-signature "{name}"',
            'Store it once with: keyring set bulletin-signature "{name}"',
        ),
    ),
    "env": _input(
        "no-secret-env",
        _SECRET_WHAT,
        Text(
            "Đặt biến môi trường BULLETIN_SIGN_PIN, hoặc ghi “ma_pin: hỏi”.",
            "Set the environment variable BULLETIN_SIGN_PIN, or type “pin: prompt”.",
        ),
    ),
}
