"""`check` passes nothing that `build` refuses: both get the same bad issues, and must find the same."""

from __future__ import annotations

from pathlib import Path

import pytest
from letter_kit import issue, refused

from bulletin.build.reading import check_issue
from bulletin.errors import has_errors

TCVN3 = "S¸ng nay tæ d©n phè häp vÒ viÖc ®Èy m¹nh"
LONG = "chữ " * 2_000
BAD: dict[str, dict[str, str]] = {
    "emoji in a title": {"title": '"Vui Tết 🎉"', "publication": "style: {emoji: keep}\n"},
    "keycap in a title": {"title": '"1️⃣ Tin nhanh"'},
    "flag in a title": {"title": '"Đội tuyển 🇻🇳 thắng"', "publication": "style: {emoji: keep}\n"},
    "family emoji": {"body": "Gia đình 👨‍👩‍👧 vui.", "publication": "style: {emoji: keep}\n"},
    "skin tone": {"body": "Xin chào 👋🏽.", "publication": "style: {emoji: keep}\n"},
    "Roman two": {"body": "Quý Ⅱ năm 2026."},
    "degree sign": {"title": '"Trời 38 ℃"'},
    "square metre": {"body": "Rộng 40 ㎡."},
    "circled number": {"body": "Bước ③ là ký."},
    "private bullet": {"body": "Nhất \uf0b7 nhì."},
    "private letter": {"body": "Chữ \ue123 lạ."},
    "tag letter": {"body": "Lùi hạn sa\U000e0041ng quý."},
    "tag letter in a title": {"title": '"Lùi hạn sa\U000e0041ng"'},
    "variation selector": {"body": "Chữ a\U000e0100 lạ."},
    "replacement character": {"body": "Phư\ufffdng Bình Hải."},
    "Chinese letters": {"body": "Chữ 學 nghĩa là học."},
    "Thai letters": {"body": "Chữ ไทย ở Thái Lan."},
    "Hebrew letters": {"article": 'lead: "Chữ שלום nghĩa là hòa bình."\n'},
    "Greek in a narrow face": {"title": '"Tia α"'},
    "letter in a sub-head": {"body": "Mở đầu.\n\n  ## Phần 學\n\n  Nội dung."},
    "letter in a list": {"body": "Có:\n\n  - một 學\n  - hai"},
    "letter in a table": {"body": "| Tên 學 | Số |\n  |---|---|\n  | An | 1 |"},
    "letter in bold": {"body": "Rất **vui 學** nhé."},
    "letter in a kicker": {"article": 'kicker: "Tin ☘"\n'},
    "letter in an author": {"article": 'authors:\n  - name: "Lê 學 An"\n'},
    "letter in a quote": {"article": 'quotes:\n  - text: "Vui quá 學"\n    by: "Bà Mùi"\n'},
    "letter in a box": {"article": 'boxes:\n  - title: "Hộp"\n    body: "Có 學 đây"\n'},
    "letter in a source": {"article": 'source: {name: "Báo 學", url: "https://bao.example/a"}\n'},
    "letter in the imprint": {"publication": 'contacts: {address: "Số 5 學"}\n'},
    "letter in a notice": {"sheet": 'notices:\n  - "Nghỉ 學"\n'},
    "letter in the tagline": {"publication": 'tagline: "Vui ☘"\n'},
    "TCVN3 in a body": {"body": TCVN3},
    "TCVN3 in a title": {"title": '"Héi nghÞ s¬ kÕt"'},
    "VNI in a body": {"body": "Uûy ban nhaân daân phöôøng toå chöùc Hoäi nghò"},
    "UTF-8 taken for Windows-1252": {"body": "Há»™i nghá»‹ tá»• chá»©c sÃ¡ng nay"},
    "UTF-8 taken for Latin-1": {"body": "PhÆ°á»\x9dng Ä\x90á»\x93 SÆ¡n sÃ¡ng nay"},
    "a lead longer than a page": {"article": f'lead: "{LONG}"\n'},
    "a title longer than a page": {"title": f'"{LONG}"'},
    "a quote longer than a page": {"article": f'quotes:\n  - text: "{LONG}"\n'},
    "a box longer than a page": {"article": f'boxes:\n  - title: "Hộp"\n    body: "{LONG}"\n'},
    "a missing photo": {"article": 'photos:\n  - id: a\n    file: photos/a.jpg\n    caption: "A"\n    alt: "A"\n'},
    "a misspelt key": {"article": 'tite: "A"\n'},
    "a control character": {"body": "Chữ \x07 lạ."},
    "an unknown article": {"sheet": "  - khac\n"},
}
GOOD: dict[str, dict[str, str]] = {
    "a table longer than a page": {"body": "| Tên | Số |\n  |---|---|\n" + "  | An | 1 |\n" * 120},
    "plain": {},
    "letters of neighbours": {
        "body": "François Müller, Dvořák, Łódź, Århus, São Paulo, Ḥasan, 20°C, 5 m², ½, № 3, −5."
    },
    "no-break spaces and a soft hyphen": {"body": "Nguyễn\u00a0Văn\u200b An, thanh\u00adniên."},
    "a long lead": {"article": f'lead: "{"chữ " * 350}"\n'},
    "a long word": {"body": "a" * 300},
    "emoji, which are left out": {"title": '"Vui Tết 🎉"', "body": "Gia đình 👨‍👩‍👧 ở ngõ 🌿 vui."},
}


@pytest.mark.parametrize("name", BAD)
def test_check_names_what_build_refuses(name: str, tmp_path: Path, font_cache: Path) -> None:
    folder = issue(tmp_path / "so", **BAD[name])
    stopped = [f for f in refused(folder, font_cache) if f.severity == "error"]
    assert stopped, "the build takes it"
    checked = {(f.rule.id, str(f.place)) for f in check_issue(folder, font_cache).findings if f.severity == "error"}
    assert {(f.rule.id, str(f.place)) for f in stopped} == checked
    assert all(f.place.file and f.place.line for f in stopped), [str(f.place) for f in stopped]


@pytest.mark.parametrize("name", GOOD)
def test_what_check_passes_is_laid_out(name: str, tmp_path: Path, font_cache: Path) -> None:
    folder = issue(tmp_path / "so", **GOOD[name])
    assert not has_errors(check_issue(folder, font_cache).findings)
    assert refused(folder, font_cache) == ()
