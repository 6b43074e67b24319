"""Strategies for Vietnamese-looking text, shared by the property tests of this stage."""

from __future__ import annotations

from hypothesis import strategies as st

SYLLABLES = (
    "phường", "Ðồ", "Sơn", "tổ", "chức", "Đảng", "ủy", "hội", "nghị", "ông", "bà", "Nguyễn", "Văn", "An", "nghiêng",
    "ngày", "tháng", "năm", "quý", "II", "khóa", "XIII", "Điều", "lần", "thứ", "XVI", "số", "và/hoặc", "Wi-Fi", "TP.",
    "TP.Hải", "ThS.", "đ/c", "đồng", "chí", "(mô", "hình)", "“xanh”", "Ủy", "hоa", "km", "sáng", "m²",
)  # fmt: skip
NUMBERS = (
    "10", "5", "2024", "1.234.567,89", "15.000", "3,5", "9/5", "09/05/2024", "31/6/2024", "15:00", "15h30", "2021–2025",
    "0225 3861 234", "0912.345.678", "50%", "1/2",
)  # fmt: skip
DOCUMENTS = (
    "01-KL/TW", "28 –NQ/TU", "28– NQ/TU", "05 CT/TW", "12/2026/NĐ-CP", "30 /2020/NĐ – CP", "12/KH - UBND", "31-KH/ĐU",
    "126/2025/QH15", "126 / 2025 / QH15", "07/GP-XBBT",
)  # fmt: skip
TOKENS = (
    "https://doson.example/tin-tuc/a,b;c?x=1", "bantin@doson.example", "doson.example/tin,moi", "anh/san-choi.jpg",
    "![[anh-1]]", "**đậm**", "*nghiêng*",
)  # fmt: skip
SIGNS = (
    ",", ".", ";", ":", "!", "?", "…", "...", "....", "(", ")", "[", "]", "“", "”", "–", "-", "—", "/", '"', "%", "|",
    "*", "#",
    "\u00a0", "\u200b", "\t", "  ", "\u0309", "！", "，",
)  # fmt: skip

PIECES = st.sampled_from((*SYLLABLES, *NUMBERS, *DOCUMENTS, *TOKENS, *SIGNS))
GAPS = st.sampled_from((" ", " ", " ", " ", "", "  ", "\n", "\n\n", "\n- ", "\n## ", "\n  "))


@st.composite
def vietnamese(draw: st.DrawFn, max_size: int = 24) -> str:
    """Syllables, numbers, document numbers and signs with all sorts of blanks between them."""
    pieces = draw(st.lists(st.tuples(PIECES, GAPS), max_size=max_size))
    return "".join(piece + gap for piece, gap in pieces)
