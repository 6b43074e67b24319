"""Contacts: telephone numbers that cannot be dialled, broken addresses, private data."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterator
from functools import lru_cache

from bulletin.desk.lint.reading import PRINTED, DeskReading, TextPiece
from bulletin.desk.lint.row import Row, slip, warning
from bulletin.desk.lint.slip import Slip
from bulletin.desk.lint.tables import rows
from bulletin.lazy import pattern

PHONE = warning(
    "phone",
    ("Số điện thoại {word} không gọi được: {reason_vi}.", "Telephone number {word} cannot be dialled: {reason_en}."),
    ("Bạn đọc sẽ gọi đúng số in trên báo.", "Readers dial what is printed."),
    ("Xin gọi thử rồi gõ lại số{offer_vi}.", "Try the number and type it again{offer_en}."),
)
ADDRESS = warning(
    "address",
    ("Địa chỉ mạng hoặc thư điện tử gõ sai: {word}", "A broken web or e-mail address: {word}"),
    ("Bạn đọc gõ theo sẽ không vào được.", "Readers who type it get nowhere."),
    ("Xin gõ: {better}", "Type: {better}"),
)
EMAIL = warning(
    "email",
    ("Thư điện tử có dấu hoặc dấu cách: {word}", "An e-mail address with marks or blanks: {word}"),
    ("Thư gửi đến địa chỉ này không tới.", "Letters to it do not arrive."),
    ("Xin hỏi lại rồi gõ, có lẽ là: {better}", "Ask, and type it again, perhaps: {better}"),
)
PRIVATE = warning(
    "private",
    ("{what_vi} của cá nhân trong bài: {word}.", "Private data in the story, {what_en}: {word}."),
    ("In số này ra là lộ dữ liệu cá nhân; kẻ gian dùng được ngay.", "Printing it gives private data to everybody."),
    ("Xin bỏ số này, hoặc chỉ giữ ba số cuối.", "Take the number out, or keep its last three figures only."),
)

_PHONE = pattern(r"(?<![\w.,/+-])(?:\+84[ .-]?\d|\(?0\d)[\d .()-]{5,14}\d(?![\w/]|[.,-]\d)")
_LABEL = pattern(
    r"(?:điện thoại|đt|số máy|gọi(?: số)?|hotline|đường dây nóng|liên hệ|sđt|zalo|alô|fax|tel|(?:máy|gọi|nhắn"
    r"|báo) (?:qua )?số)[^\d.;]{0,25}$",
    2,
)
_OTHER = pattern(r"(?:tài khoản|stk|mã số|căn cước|cccd|cmnd|hộ chiếu|hợp đồng|biển số|mã vạch)[^\d.;]{0,40}$", 2)
_OFFICE = ("đường dây nóng", "hotline", "trực ban", "số trực", "trực tuyến", "công an", "ubnd", "trạm", "phòng", "ban ",
           "trung tâm", "trường", "hội ", "đoàn", "cơ quan")  # fmt: skip
_GLUED = pattern(r"(?:www\.|https?://)[\w./-]+?[,;](?=(?:www\.|https?://))", 2)
_SCHEME = pattern(r"(?<!\w)(?:htp|htpps?|http:/|https:/|http//|https//|htttps?|htttp)(?::?/{1,2})(?=[\w.])"
                  r"|(?<!\w)(?:ww|wwww)\.(?=\w)|"
                  r"(?<!\w)www[, ] ?(?=\w+\.)", 2)  # fmt: skip
_MAIL = pattern(r"(?<![\w@.+-])[\w.+-]+ ?@ ?[\w-]+(?:\. ?[\w-]+)+")
_SPACED = pattern(r"(?<![\w@])[\w-]+(?: \.|\. )?(?:[\w-]+\.)*(?: ?\. ?)(?:gov|com|edu|org)(?: \. ?| ?\. )vn(?!\w)", 2)
_ID = pattern(r"(?<![\w.,/-])0\d{11}(?![\w/]|[.,-]\d)")
_ACCOUNT = pattern(r"(?:số tài khoản|tài khoản số|stk|số tk)[^\d\n]{0,20}(\d[\d .]{6,18}\d)", 2)


@lru_cache(maxsize=1)
def _old() -> dict[str, str]:
    return {old: new for old, new, *_ in rows("phone-prefixes")}


def find_phone(reading: DeskReading) -> Iterator[Slip]:
    """Numbers of a wrong length or with a prefix that was given up."""
    for piece in reading.of(*PRINTED):
        if "0" not in piece.words and "+84" not in piece.words:
            continue
        for match in _PHONE.finditer(piece.words):
            digits = re.sub(r"\D", "", match.group())
            digits = "0" + digits[2:] if digits.startswith("84") else digits
            if (found := _fault(digits)) and _dialled(piece, match.start(), match.group()):
                vi, en, offer = found
                better = offer or None
                yield slip(PHONE, piece, match.span(), better, reason_vi=vi, reason_en=en,
                           offer_vi=f", có lẽ là {offer}" if offer else "",
                           offer_en=f", perhaps {offer}" if offer else "")  # fmt: skip


def _dialled(piece: TextPiece, at: int, typed: str) -> bool:
    """Whether the figures are said to be a telephone number, or are grouped as one."""
    if _OTHER.search(piece.words[max(0, at - 45) : at]):
        return False
    return bool(_LABEL.search(piece.words[max(0, at - 45) : at])) or bool(
        re.match(r"\(?0\d{1,4}\)?[ .]\d{3,4}[ .]\d{3,4}$", typed)
    )


def _fault(digits: str) -> tuple[str, str, str] | None:
    """What is wrong with a national number, and the new one where a prefix changed."""
    old = _old()
    for length in (4, 3, 2):
        new = old.get(digits[:length])
        if new and len(digits) == (11 if digits[:2] == "01" or length == 4 else 10):
            rest = digits[length:]
            if not _valid(digits):
                made = f"{new} {rest[:-3]} {rest[-3:]}"
                return f"đầu số {digits[:length]} đã đổi thành {new}", f"prefix {digits[:length]} is now {new}", made
    if _valid(digits) or digits[:2] in ("00", "01"):
        return None if _valid(digits) else ("không có đầu số này", "no such prefix", "")
    want = 11 if digits[1] == "2" else 10
    if len(digits) == want:
        return None
    return f"có {len(digits)} chữ số, phải có {want}", f"it has {len(digits)} figures, not {want}", ""


def _valid(digits: str) -> bool:
    if digits[1:2] == "2":
        return len(digits) == 11
    return (
        len(digits) == 10
        and digits[1] in "35789"
        and digits[:3]
        not in ("031", "030", "050", "051", "053", "054", "057", "071", "072", "073", "074", "075", "080")
    )


def find_address(reading: DeskReading) -> Iterator[Slip]:
    """Two addresses in one, and a broken beginning."""
    for piece in reading.of(*PRINTED, "source.name", "qr.short"):
        text = piece.typed.text
        if "." not in text or not any(
            sign in text.lower() for sign in ("www", "ww.", "http", "htp", "htt", "@", " .vn", ". vn", ". gov")
        ):
            continue
        for match in _GLUED.finditer(text):
            yield slip(ADDRESS, piece, (match.end() - 1, match.end()), match.group()[-1] + " ")
        for match in _SCHEME.finditer(text):
            if match.group().lower() not in ("http://", "https://", "www."):
                start = (
                    "www."
                    if "w" in match.group().lower()[:2]
                    else "https://"
                    if "s" in match.group().lower()
                    else "http://"
                )
                yield slip(ADDRESS, piece, match.span(), start)


def find_email(reading: DeskReading) -> Iterator[Slip]:
    """Marks or blanks in an e-mail address."""
    for piece in reading.of(*PRINTED, "source.name"):
        text = piece.typed.text
        if "@" not in text:
            continue
        for match in _MAIL.finditer(text):
            plain = "".join(c for c in unicodedata.normalize("NFD", match.group()) if not unicodedata.combining(c))
            plain = plain.replace("đ", "d").replace("Đ", "D").replace(" ", "")
            if plain != match.group() and not (
                " " in match.group()
                and plain.isascii()
                and match.group().replace(" ", "") == plain
                and ". " in match.group()
            ):
                yield slip(EMAIL, piece, match.span(), plain)


def find_private(reading: DeskReading) -> Iterator[Slip]:
    """Identity numbers, accounts and mobile numbers of persons in a story."""
    for piece in reading.of(*PRINTED):
        text = piece.words
        if not any(char.isdigit() for char in text):
            continue
        for match in _ID.finditer(text):
            yield slip(PRIVATE, piece, match.span(), what_vi="Số căn cước", what_en="an identity number")
        for match in _ACCOUNT.finditer(text):
            yield slip(PRIVATE, piece, match.span(1), what_vi="Số tài khoản", what_en="a bank account")
        for match in _PHONE.finditer(text):
            digits = re.sub(r"\D", "", match.group())
            if len(digits) == 10 and digits[1] in "35789" and _valid(digits) and not _office(piece, match.start()):
                yield slip(PRIVATE, piece, match.span(), what_vi="Số di động", what_en="a mobile number")


def _office(piece: TextPiece, at: int) -> bool:
    start = piece.sentence(at)[0]
    before = piece.small[max(start, at - 90) : at]
    return any(word in before for word in _OFFICE)


ROWS: tuple[Row, ...] = (
    Row(
        PHONE,
        "contacts",
        find_phone,
        "Bà con gọi số 031.3861234 khi cần.",
        "Bà con gọi số 0225 3861 234 hoặc 115 khi cần.",
    ),
    Row(
        ADDRESS,
        "contacts",
        find_address,
        "Xem ở www.vonghai.example,www.bencang.example nhé.",
        "Xem ở www.vonghai.example, www.bencang.example nhé.",
        certain=True,
    ),
    Row(
        EMAIL,
        "contacts",
        find_email,
        "Thư gửi về bảntin@vonghai.example nhé.",
        "Thư gửi về bantin@vonghai.example nhé.",
    ),
    Row(
        PRIVATE,
        "contacts",
        find_private,
        "Bà Mơ có số căn cước 031186001234, bà con liên hệ.",
        "Trực ban Công an phường: 0912 345 678; hồ sơ số 12.",
    ),
)
