from __future__ import annotations

import re
from itertools import pairwise

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from text_samples import vietnamese

from bulletin.text.glue import MAX_CHARACTERS, MAX_SYLLABLES, MAX_TOKEN, ties, url_breaks
from bulletin.text.vietnamese.tokens import PHONE


def shown(text: str, last_line: bool = False) -> str:
    """The text with its ties in square brackets (samples contain none of their own)."""
    done, out = 0, []
    for start, end in ties(text, last_line):
        out += (text[done:start], "[", text[start:end], "]")
        done = end
    return "".join([*out, text[done:]])


CASES = [
    ("R19", "theo số 01-KL/TW của", "theo [số 01-KL/TW] của"),
    ("R19", "Nghị định 12/2026/NĐ-CP, Luật", "Nghị định [12/2026/NĐ-CP,] Luật"),
    ("R19", "Thông tư số 02/2019/TTLT-BTNMT-BTC về", "Thông tư [số 02/2019/TTLT-BTNMT-BTC] về"),
    ("R19", "tổ dân phố số 6 phường", "tổ dân phố [số 6] phường"),
    ("R34", "sáng ngày 9/5 tại", "sáng [ngày 9/5] tại"),
    ("R34", "ngày 09 tháng 5 năm 2024", "[ngày 09] [tháng 5] [năm 2024]"),
    ("R34", "chiều 17/11, tại", "[chiều 17/11,] tại"),
    ("R35", "tặng 10 tập thể", "tặng [10 tập] thể"),
    ("R35", "hơn 1.200 lượt và 50 %", "hơn [1.200 lượt] và [50 %]"),
    ("R35", "độ 70–75 tuổi, 180.000–210.000 đồng", "độ [70–75 tuổi,] [180.000–210.000] đồng"),
    ("R35", "dài 5 km", "dài [5 km]"),
    ("R36", "ông Đỗ Văn Bình", "[ông Đỗ] Văn Bình"),
    ("R36", "bà con phường", "bà con phường"),
    ("R36", "đ/c Hà ở TP. Hải Phòng", "[đ/c Hà] ở [TP. Hải] Phòng"),
    ("R36", "ThS. Lan và TS. Minh", "[ThS. Lan] và [TS. Minh]"),
    ("R36", "đồng chí Trần Hạ", "đồng [chí Trần] Hạ"),
    ("R36", "tác giả Nguyễn V. A. kể", "tác giả [Nguyễn V. A.] kể"),
    ("R38", "Điều 5 khoản 2 điểm a nêu", "[Điều 5] [khoản 2] [điểm a] nêu"),
    ("R38", "khóa XIII, quý II và lần thứ XVI", "[khóa XIII,] [quý II] và [lần thứ XVI]"),
    ("R38", "nhiệm kỳ 2021–2025", "nhiệm [kỳ 2021–2025]"),
    ("R39", "lần thứ 5 ông Nguyễn Văn", "[lần thứ 5] [ông Nguyễn] Văn"),
    ("R39", "tặng 10 đồng chí Trần", "tặng [10 đồng] [chí Trần]"),
    ("R39", "có 1.234.567.890 nghiêng", "có 1.234.567.890 nghiêng"),
    ("R39", "báo cáo 12 – 15 – 18 – 20 tổ", "báo cáo [12 –] [15 –] [18 – 20 tổ]"),
    ("R40", "gọi 0225 3861 234 hoặc +84 912 345 678", "gọi [0225 3861 234] hoặc [+84 912 345 678]"),
    ("R40", "gọi 1800 55 88 99 miễn phí", "gọi [1800 55 88 99] miễn phí"),
    ("R42", "của địa phương", "của [địa phương]"),
    ("R42", "theo 126/2025/QH15", "theo [126/2025/QH15]"),
    ("token", "và/hoặc Wi-Fi 2021–2025", "[và/hoặc] [Wi-Fi] [2021–2025]"),
    ("token", "thư bantin@doson.example nhé", "thư [bantin@doson.example] nhé"),
    ("token", "Cổng…Nhận a?b a—b", "[Cổng…Nhận] [a?b] [a—b]"),
    ("dash", "Trần Kiên – Chủ tịch", "Trần [Kiên –] Chủ tịch"),
    ("dash", "kinh tế - xã hội", "kinh [tế -] xã hội"),
    ("quote", "là ( mở ) rồi", "là [( mở] ) rồi"),
    ("none", "Hội nghị đã kết thúc tốt đẹp", "Hội nghị đã kết thúc tốt đẹp"),
    ("none", "", ""),
]  # fmt: skip


@pytest.mark.parametrize(("rule", "text", "tied"), CASES)
def test_ties(rule: str, text: str, tied: str) -> None:
    assert shown(text, last_line=rule == "R42") == tied


def test_a_long_address_is_no_tie() -> None:
    url = "https://doson.example/tin-tuc/mot-bai-viet-rat-dai-ve-bien"
    assert len(url) > MAX_TOKEN
    assert ties(f"xem {url} nhé") == ()


def test_a_number_too_long_to_join_keeps_its_own_tie() -> None:
    number = "12/2026/TTLT-" + "-".join(["BTNMT"] * 4) + "xxxx"
    assert len(number) <= MAX_TOKEN < len(f"số {number}")
    assert shown(f"số {number} là") == f"số [{number}] là"


@settings(max_examples=500, deadline=None)
@given(st.one_of(vietnamese(), st.text(max_size=60)), st.booleans())
def test_ties_are_in_bounds_sorted_disjoint_and_capped(text: str, last_line: bool) -> None:
    spans = ties(text, last_line)
    assert all(0 <= start < end <= len(text) for start, end in spans)
    assert all(left[1] <= right[0] for left, right in pairwise(spans))
    for start, end in spans:
        tied = text[start:end]
        assert end - start <= MAX_TOKEN
        assert tied == tied.strip()
        assert start == 0 or text[start - 1].isspace()
        assert end == len(text) or text[end].isspace()
        spoken = [word for word in tied.split() if re.search(r"\w", word)]
        within_cap = len(spoken) <= MAX_SYLLABLES and len(tied) <= MAX_CHARACTERS
        hard = len(tied.split()) == 1 or re.search(r"(?i)số |№ |[\s][–—-]|^[(\[“‘«]+ ", tied) or re.search(PHONE, tied)
        assert within_cap or hard


@settings(max_examples=300, deadline=None)
@given(vietnamese())
def test_document_numbers_never_break(text: str) -> None:
    plain = f"{text} theo số 01-KL/TW và 12/2026/NĐ-CP {text}"
    spans = ties(plain)
    for piece in ("số 01-KL/TW", "12/2026/NĐ-CP"):
        at = plain.index(piece, len(text))
        assert any(start <= at and at + len(piece) <= end for start, end in spans)


@pytest.mark.parametrize(
    ("url", "pieces"),
    [
        ("https://doson.example/tin-tuc/311", ["https://doson.", "example/", "tin-", "tuc/", "311"]),
        ("doson.example/a?b=1&c=2", ["doson.", "example/", "a?", "b=", "1&", "c=", "2"]),
        ("https://doson.example/", ["https://doson.", "example/"]),
        ("https://", ["https://"]),
        ("", [""]),
    ],
)
def test_addresses_break_after_their_signs(url: str, pieces: list[str]) -> None:
    cuts = [0, *url_breaks(url), len(url)]
    assert [url[a:b] for a, b in pairwise(cuts)] == pieces


@given(st.text(alphabet="ab/.-?:&=_", max_size=40))
def test_break_points_of_addresses_are_inside_and_ascending(url: str) -> None:
    cuts = url_breaks(url)
    assert list(cuts) == sorted(set(cuts))
    assert all(0 < cut < len(url) for cut in cuts)
