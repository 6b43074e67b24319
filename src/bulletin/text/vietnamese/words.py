"""Words and letters that the text rules know: data, no behaviour.

Codes of documents and bodies follow the practice of party offices (`01-KL/TW`) and state offices (`12/2026/NĐ-CP`).
A missing code only means that a rule leaves a number as it was typed.
"""

from __future__ import annotations

_ALTERNATING = range(0x1EA0, 0x1EFA, 2)

UPPER = "A-ZÀ-ÖØ-ÞĂĐĨŨƠƯ" + "".join(chr(code) for code in _ALTERNATING)
"""Inside of a character class: capital letters of Vietnamese (and of western Europe)."""

LOWER = "a-zß-öø-ÿăđĩũơư" + "".join(chr(code + 1) for code in _ALTERNATING)
"""Inside of a character class: small letters of Vietnamese (and of western Europe)."""

BLANKS = "\u00a0\u1680\u2000-\u200a\u202f\u205f\u3000"
"""Inside of a character class: blanks that are not the space bar's (no-break, thin, ideographic …)."""

ODD_BREAKS = "\x0b\x0c\x1c-\x1f\x85\u2028\u2029"
"""Inside of a character class: line and page breaks that word processors leave behind; a blank in running text."""

INVISIBLE = (
    "\x00-\x08\x0e-\x1b\x7f-\x84\x86-\x9f\u00ad\u034f\u061c\u115f\u1160\u17b4\u17b5\u180e\u200b-\u200f\u202a-\u202e"
    "\u2060-\u206f\ufe00-\ufe0f\ufeff\ufff9-\ufffb"
)
"""Inside of a character class: characters without a picture (controls, zero-width, soft hyphen, direction marks)."""

BULLETS = "•●○◦▪▫■□➢➤►▶‣⁃∙·\uf020-\uf0ff"
"""Inside of a character class: bullets at the head of a line, those of Word's symbol fonts (private use) among them."""

LETTER_BULLETS = "§ØüvoàðÞ"
"""Inside of a character class: what bullets in Wingdings, Symbol and Courier become as plain text; a tab follows."""

PARTY_TYPES = (
    "KL", "CT", "NQ", "QĐ", "QyĐ", "QĐi", "HD", "TB", "BC", "KH", "CTr", "ĐA", "TTr", "CV", "QC", "QCh", "TT", "LN",
    "KT", "GM", "PC", "TL", "BCĐ",
)  # fmt: skip

PARTY_BODIES = (
    "TW", "TƯ", "TU", "QU", "HU", "ThU", "TXU", "ĐU", "ĐUK", "ĐTN", "CB", "BTGTW", "BTCTW", "BTGDVTW", "BDVTW", "BNCTW",
    "BKTTW", "UBKTTW", "UBKT", "VPTW", "VPTU", "VPQU", "BTGTU", "BTCTU", "BTG", "BTGDV", "BTC", "BDV", "BNC", "HĐLLTW",
    "BBT", "BCT", "MTTQ", "TWĐTN", "LĐLĐ", "HPN", "HND", "CCB",
)  # fmt: skip

STATE_TYPES = (
    "NĐ", "QĐ", "TT", "TTLT", "NQ", "CT", "KH", "CV", "TB", "BC", "TTr", "HD", "GM", "GP", "PL", "QC", "QyĐ", "ĐA",
    "CTr", "CĐ", "SL", "L", "LCT", "BB", "HĐ", "GCN", "PA", "DA", "TTg", "UBND", "VBHN", "CTPH",
)  # fmt: skip

DOCUMENT_KINDS = (
    "nghị quyết", "chỉ thị", "kết luận", "kế hoạch", "quyết định", "quy định", "hướng dẫn", "thông báo", "báo cáo",
    "chương trình", "đề án", "tờ trình", "công văn", "quy chế", "thông tri", "lời kêu gọi", "thông tư",
)  # fmt: skip
"""Kinds of documents, as they are named before a number."""

NUMBERED_PLACES = (
    "phố", "nhà", "tổ", "khu", "cụm", "đội", "lô", "ngõ", "ngách", "trường", "phòng", "thôn", "ấp", "xóm", "chi bộ",
    "quầy", "bến", "cửa", "cổng", "tàu", "xe", "đường", "lớp", "nhóm", "ban", "bàn", "bảng",
)  # fmt: skip
"""What is numbered with `số` too and is no document: `tổ dân phố số 5`."""

ASSEMBLY = ("QH", "UBTVQH")
"""Bodies that number by term: `126/2025/QH15`."""

SPACED_ABBREVIATIONS = ("TP", "TX", "Q", "P", "ThS", "TS", "PGS", "GS", "BS", "KS", "LS", "CN", "NSND", "NSƯT", "DS")
"""Abbreviations with a full stop that are followed by a space: `TP. Hải Phòng`, `TS. Lan`."""

TITLES = ("ông", "bà", "anh", "chị", "em", "cụ", "cháu", "bác", "cô", "chú", "thầy", "dì", "cậu", "đ/c", "đc")
"""Words before a personal name; `đồng chí` is tied by its second syllable."""

TITLE_PAIRS = (
    ("đồng", "chí"), ("giáo", "sư"), ("tiến", "sĩ"), ("thạc", "sĩ"), ("bác", "sĩ"), ("kỹ", "sư"), ("luật", "sư"),
    ("nhà", "thơ"), ("nhà", "văn"), ("nhạc", "sĩ"), ("họa", "sĩ"), ("liệt", "sĩ"), ("cô", "giáo"), ("thầy", "giáo"),
    ("nghệ", "nhân"), ("nghệ", "sĩ"),
)  # fmt: skip

STRUCTURE = (
    "điều", "khoản", "điểm", "chương", "mục", "phần", "khóa", "khoá", "kỳ", "kì", "quý", "đợt", "lần", "thứ", "hạng",
    "cấp", "bậc", "loại", "lớp", "khối", "tập", "trang", "bảng", "hình", "ảnh", "tổ", "khu", "thôn", "đội", "ngõ",
    "ngách", "hẻm", "phường", "quận", "vùng", "tuần", "kỷ", "kỉ", "giải", "bước", "vòng", "bài", "câu", "top",
    "tháng", "năm", "ngày", "mùng", "mồng", "giờ", "phút", "nhóm", "ca", "toa", "tầng", "phòng", "nhà", "lô",
)  # fmt: skip
"""Words that a number, a Roman numeral or a single letter completes: `Điều 5`, `khóa XIII`, `quý II`, `điểm a`."""

DAY_WORDS = ("ngày", "sáng", "trưa", "chiều", "tối", "đêm", "hôm", "mùng", "mồng", "tháng")
"""Words that a date in figures completes: `ngày 9/5`, `sáng 17/11`."""

FILE_ENDINGS = (
    "jpg", "jpeg", "png", "gif", "tif", "tiff", "webp", "heic", "heif", "svg", "pdf", "doc", "docx", "xls", "xlsx",
    "ppt", "pptx", "odt", "ods", "txt", "csv", "yaml", "yml", "json", "zip", "rar", "mp3", "mp4", "mov", "html", "htm",
)  # fmt: skip

DOMAIN_ENDINGS = (
    "vn", "com", "net", "org", "gov", "edu", "info", "biz", "io", "int", "eu", "asia", "app", "dev", "me", "tv", "page",
    "example", "test", "invalid",
)  # fmt: skip

WEEKDAYS = ("Thứ Hai", "Thứ Ba", "Thứ Tư", "Thứ Năm", "Thứ Sáu", "Thứ Bảy", "Chủ Nhật")
"""As printed in datelines; index 0 is Monday, as in `datetime.date.weekday`."""
