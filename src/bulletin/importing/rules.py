"""What readers of foreign files refuse or leave out, in words for the person who has the file."""

from __future__ import annotations

from bulletin.errors import ExitCode, Rule, Severity, Text

_WHOLE = Text(
    "Chương trình chỉ lấy những gì đọc được chắc chắn, và nói rõ phần nào không lấy.",
    "Only what can be read for certain is taken, and what is not taken is named.",
)
_SAFE = Text(
    "Tệp từ bên ngoài có thể được làm để gây treo máy hoặc để đọc tệp khác, nên chỉ được đọc trong giới hạn.",
    "A foreign file may be made to freeze the computer or to reach other files, so it is read within limits only.",
)
_SAVE_DOCX = Text(
    "Mở tệp bằng chương trình đã tạo ra nó, chọn Lưu thành (Save As) Word “.docx”, rồi nhập tệp mới.",
    "Open the file in the program that made it, choose Save As Word “.docx”, and import the new file.",
)
_LOOK = Text("Không phải làm gì nếu phần ấy không cần in.", "Nothing is to be done if that part is not to be printed.")


def _rule(name: str, severity: Severity, what: tuple[str, str], why: Text, remedy: Text | tuple[str, str]) -> Rule:
    told = remedy if isinstance(remedy, Text) else Text(*remedy)
    return Rule(f"import.{name}", severity, Text(*what), why, told, ExitCode.BAD_INPUT)


_ERROR, _WARNING, _INFO = Severity.ERROR, Severity.WARNING, Severity.INFO

MISSING = _rule(
    "no-file", _ERROR, ("Không mở được {file}: {reason}.", "{file} cannot be opened: {reason}."), _WHOLE,
    ("Hãy kiểm tra lại đường dẫn và quyền đọc tệp.", "Check the path and whether the file may be read."),
)  # fmt: skip
EMPTY = _rule(
    "empty", _ERROR, ("{file} không có nội dung.", "{file} is empty."), _WHOLE,
    ("Hãy tải hoặc lưu lại tệp rồi nhập lần nữa.", "Download or save the file again and import it once more."),
)  # fmt: skip
UNKNOWN = _rule(
    "unknown-kind", _ERROR,
    ("Không biết {file} là loại tệp gì ({kind}).", "What kind of file {file} is cannot be told ({kind})."),
    Text("Loại tệp được nhận ra theo nội dung, không theo tên.", "Files are told by their content, not by their name."),
    ("Nhập được: docx, doc, odt, rtf, html, mht, txt, eml, zip, xlsx, csv, RSS, ảnh. Hãy lưu lại thành một loại ấy.",
     "What can be imported: docx, doc, odt, rtf, html, mht, txt, eml, zip, xlsx, csv, RSS, pictures. "
     "Save it as one of these."),
)  # fmt: skip
UNREADABLE = _rule(
    "unreadable", _ERROR,
    ("Không đọc được {file} ({kind}): {reason}.", "{file} ({kind}) cannot be read: {reason}."), _WHOLE,
    ("Mở tệp bằng chương trình đã tạo ra nó và lưu lại; nếu không mở được, hãy xin người gửi một bản khác.",
     "Open the file in the program that made it and save it again; if it does not open, ask the sender for another."),
)  # fmt: skip
TOO_LARGE = _rule(
    "too-large", _ERROR,
    ("{file} quá lớn: khi mở ra nhiều hơn {limit} MiB.", "{file} is too large: more than {limit} MiB when unpacked."),
    _SAFE, ("Hãy chia thành nhiều tệp nhỏ hơn.", "Divide it into smaller files."),
)  # fmt: skip
TOO_MANY = _rule(
    "too-many", _ERROR,
    ("{file} có quá nhiều tệp bên trong (tối đa {limit}).", "{file} has too many files inside (at most {limit})."),
    _SAFE, ("Hãy chia thành nhiều tệp nhỏ hơn.", "Divide it into smaller files."),
)  # fmt: skip
PACKED_TOO_TIGHT = _rule(
    "packed-too-tight", _ERROR,
    ("{file} bị nén bất thường: “{member}” nở ra hơn {limit} lần.",
     "{file} is packed in an unusual way: “{member}” grows more than {limit} times."),
    _SAFE, ("Hãy xin người gửi tệp không nén.", "Ask the sender for the files without packing."),
)  # fmt: skip
TOO_DEEP = _rule(
    "too-deep", _WARNING,
    ("{file}: tệp nằm sâu hơn {limit} lớp không được đọc: “{member}”.",
     "{file}: files more than {limit} levels inside are not read: “{member}”."),
    _SAFE, ("Hãy lấy tệp ấy ra ngoài rồi nhập riêng.", "Take that file out and import it alone."),
)  # fmt: skip
LOCKED = _rule(
    "locked", _ERROR, ("{file} có mật khẩu: “{member}”.", "{file} is locked with a password: “{member}”."), _WHOLE,
    ("Hãy mở bằng mật khẩu, lưu lại không mật khẩu rồi nhập.", "Open it, save it without the password and import it."),
)  # fmt: skip
BAD_MEMBER = _rule(
    "bad-member", _WARNING,
    ("{file}: không lấy “{member}” ({reason}).", "{file}: “{member}” is not taken ({reason})."), _SAFE, _LOOK,
)  # fmt: skip
DOCTYPE = _rule(
    "entities", _ERROR,
    ("{file} có khai báo <!DOCTYPE> hoặc thực thể XML.", "{file} has a <!DOCTYPE> or XML entities."),
    Text("Khai báo ấy có thể gọi tệp khác hoặc nở ra vô tận; Word và Excel không bao giờ viết ra.",
         "Such a declaration can call other files or grow without end; Word and Excel never write one."),
    _SAVE_DOCX,
)  # fmt: skip
_INSTALL_OFFICE = "sudo apt-get install -y --no-install-recommends libreoffice-writer-nogui libreoffice-calc-nogui"
OFFICE_MISSING = _rule(
    "office-missing", _ERROR,
    ("Cần LibreOffice để đọc {file} ({kind}), nhưng máy này chưa cài.",
     "LibreOffice is needed to read {file} ({kind}), and it is not installed."),
    Text("Các loại tệp cũ được LibreOffice đổi sang .docx trong một tiến trình riêng, không mạng.",
         "LibreOffice converts old kinds of files to .docx in a process of its own without network."),
    (f"Hãy gõ: {_INSTALL_OFFICE} (tải khoảng 100 MB, chiếm khoảng 300 MB đĩa) – hoặc mở tệp bằng Word, Excel, lưu "
     "thành “.docx”, “.xlsx” rồi nhập.",
     f"Type: {_INSTALL_OFFICE} (about 100 MB to download, 300 MB on the disk) – or open the file in Word or Excel, "
     "save it as “.docx” or “.xlsx” and import that."),
)  # fmt: skip
OFFICE_FAILED = _rule(
    "office-failed", _ERROR,
    ("LibreOffice không đổi được {file}: {reason}.", "LibreOffice could not convert {file}: {reason}."), _WHOLE,
    _SAVE_DOCX,
)  # fmt: skip
REWRITTEN = _rule(
    "picture-rewritten", _WARNING,
    ("{file}: ảnh {number} không còn nguyên bản gốc sau khi đổi định dạng.",
     "{file}: picture {number} is not the original file after the conversion."),
    Text("Ảnh in phải là bản gốc; ảnh ghi lại có thể kém hơn.",
         "What is printed is to be the original picture; one that was written again may be worse."),
    ("Hãy xin ảnh gốc từ người gửi.", "Ask the sender for the original picture."),
)  # fmt: skip
NOT_PRINTED = _rule(
    "not-printed", _WARNING,
    ("{file} có chữ {kind_vi} không được lấy vào bài.", "{file} has {kind_en} text that is not taken into the story."),
    Text("Chữ ẩn, chữ đã xóa và lời ghi chú của Word không có trên giấy, nhưng ai mở tệp cũng đọc được.",
         "Hidden and deleted text and comments of Word are not on paper, but whoever opens the file can read them."),
    ("Hãy xem có phần nào lẽ ra phải in không; nếu không thì không phải làm gì.",
     "See whether some of it should be printed; if not, there is nothing to do."),
)  # fmt: skip
LEFT_OUT = _rule(
    "part-left-out", _INFO,
    ("{file}: không lấy {what_vi}.", "{file}: {what_en} is not taken."), _WHOLE, _LOOK,
)  # fmt: skip
REMOTE_PICTURE = _rule(
    "remote-picture", _WARNING,
    ("{file}: {count} ảnh chỉ có địa chỉ, không nằm trong tệp.",
     "{file}: {count} pictures are addresses only and not in the file."),
    Text("Nhập bài không lên mạng, trừ khi có --fetch; ảnh cùng tên nằm cạnh tệp thì được lấy.",
         "Importing does not use the network, except with --fetch; a picture of that name beside the file is taken."),
    ("Hãy đặt ảnh gốc, đúng tên {names}, {place_vi}; hoặc {other_vi}.",
     "Put the original pictures, named {names}, {place_en}; or {other_en}."),
)  # fmt: skip
CUT = _rule(
    "cut", _WARNING,
    ("{file} dài hơn mức đọc được ({what_vi}): phần sau không được lấy.",
     "{file} is longer than what is read ({what_en}): the rest is not taken."), _SAFE,
    ("Hãy chia thành nhiều tệp nhỏ hơn.", "Divide it into smaller files."),
)  # fmt: skip
MACROS = _rule(
    "macros", _INFO,
    ("{file} có macro; macro không được chạy và không được lấy.", "{file} has macros; they are neither run nor taken."),
    _SAFE, _LOOK,
)  # fmt: skip
LEGACY = _rule(
    "old-encoding", _INFO,
    ("{file}: {count} đoạn viết bằng bảng mã cũ ({encoding}) đã được đổi sang Unicode.",
     "{file}: {count} paragraphs in an old encoding ({encoding}) were turned into Unicode."),
    Text("Chữ TCVN3, VNI hay VISCII chỉ đọc được khi có đúng phông chữ cũ.",
         "Text in TCVN3, VNI or VISCII can only be read with the right old font."),
    ("Hãy đọc lại một lượt các đoạn ấy.", "Read those paragraphs through once."),
)  # fmt: skip
LEGACY_GUESS = _rule(
    "old-encoding-guess", _WARNING,
    ("{file}: có thể là bảng mã cũ {encoding}: “{typed}” → “{meant}”.",
     "{file}: this may be the old encoding {encoding}: “{typed}” → “{meant}”."),
    Text("Một hai từ riêng lẻ chưa đủ để biết chắc.", "One or two words alone prove nothing."),
    ("Hãy xem đúng hay sai rồi sửa trong bản nháp.", "See whether it is right, and mend it in the draft."),
)  # fmt: skip
PHOTO_AGAIN = _rule(
    "photo-again", _WARNING,
    ("{other} ({other_size} px) là cùng một ảnh với {file} ({size} px).",
     "{other} ({other_size} px) is the same photo as {file} ({size} px)."),
    Text("Ảnh nhỏ thường do Zalo hoặc cổng thông tin ghi lại: in kém hơn ảnh gốc.",
         "The small one has mostly been written again by a messenger or a portal: it prints worse."),
    ("Trong bài dùng ảnh nhỏ, hãy sửa dòng tep: thành {file}, rồi xóa {other}.",
     "Where an article uses the small one, type file: {file} there, and delete {other}."),
)  # fmt: skip
PHOTO_CUT = _rule(
    "photo-cut", _WARNING,
    ("{file} bị cụt: phần cuối tệp bị mất.", "{file} is cut short: the end of the file is missing."),
    Text("Thường do chép hoặc tải dở dang; ảnh như vậy không in được.",
         "Usually it was copied or downloaded in part; such a photo cannot be printed."),
    ("Hãy chép lại ảnh từ máy ảnh hoặc điện thoại, hoặc xin người gửi gửi lại, rồi đặt đè lên {file}.",
     "Copy it again from the camera or phone, or ask the sender for it, and put it in the place of {file}."),
)  # fmt: skip
PHOTO_SMALL = _rule(
    "photo-small", _WARNING,
    ("{file} chỉ có {size} px: in rộng một cột ({width} mm) còn {ppi} ppi, cần ít nhất {limit}.",
     "{file} has only {size} px: one column wide ({width} mm) it is printed at {ppi} ppi, and {limit} are needed."),
    Text("Ít điểm ảnh quá thì ảnh in ra bị nhòe hoặc vỡ hạt.", "With too few pixels a photo is printed blurred."),
    ("Hãy xin ảnh gốc từ người gửi, rộng ít nhất {needed} px.",
     "Ask the sender for the original, at least {needed} px wide."),
)  # fmt: skip
