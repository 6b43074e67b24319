"""Verse that was not declared is named with what to type; lists of people, places, times and slogans are not verse."""

from __future__ import annotations

from pathlib import Path

import pytest

from bulletin.sources import load_issue
from bulletin.text.body.markup import parse_body
from bulletin.text.body.verse import is_verse
from bulletin.text.setting import normalise_issue
from bulletin.text.vietnamese.syllable import rhymes

COUPLETS = """Sáng nay ra ngõ gặp mùa
Rơm vàng trải lối, nắng lùa qua vai
Mẹ tôi gánh lúa đường dài
Mồ hôi đổ xuống ruộng khoai, bờ ngô

Chiều về khói bếp quanh co
Tiếng ai gọi mẹ, tiếng bò gọi con
Làng mình nhỏ thế, vuông tròn
Bao năm đi hết vẫn còn thương nhau"""
FIVE = """Con kênh xanh bờ cỏ
Nước chảy về ruộng xa
Mẹ ngồi bên thềm nhỏ
Nắng nghiêng vào hiên nhà"""
SEVEN = """Ai về bến cũ chiều thu ấy
Nhớ ghé thăm vườn hoa cải bay
Sóng vỗ bờ xa còn vọng lại
Thuyền ai neo đậu suốt đêm nay"""
VERSE = [COUPLETS.replace("\n\n", "\n"), FIVE, SEVEN]

NO_VERSE = {
    "names": "Nguyễn Thị Thu Hà\nTrần Văn Minh Đa\nLê Thị Bích Nga\nPhạm Thị Thanh Hoa",
    "places": "Nhà văn hóa thôn Bến\nNhà văn hóa thôn Đình\nNhà văn hóa thôn Chợ\nNhà văn hóa thôn Hạ",
    "timetable": "Thứ Hai: tổ 1 và tổ 2\nThứ Ba: tổ 3 và tổ 4\nThứ Tư: tổ 5 và tổ 6\nThứ Năm: tổ 7, tổ 8",
    "address": "Trụ sở xã Đông Hải\nĐường ven biển, thôn Bến\nHuyện Ven Sông\nTỉnh Miền Đông",
    "tasks": "Quét dọn đường làng ngõ xóm\nSơn lại cổng chào\nTrồng hoa ven đường thôn\nLắp bóng đèn ở ngõ nhỏ",
    "three lines": "Sáng nay ra ngõ gặp mùa\nRơm vàng trải lối, nắng lùa qua vai\nMẹ tôi gánh lúa đường dài",
    "free lines": "Tôi về\nGió lặng trên đồng\nMột chiếc lá rơi xuống hiên nhà cũ không ai ở\nThôi",
    "signature": "Thay mặt gia đình\nTrưởng nam\nTrần Văn Hợp\nThôn Bến",
}


@pytest.mark.parametrize("text", VERSE)
def test_metre_and_rhyme_are_verse(text: str) -> None:
    assert is_verse(text.split("\n"))


@pytest.mark.parametrize("text", NO_VERSE.values(), ids=NO_VERSE)
def test_other_short_lines_are_not(text: str) -> None:
    assert not is_verse(text.split("\n"))
    assert parse_body(text).verse == ()


@pytest.mark.parametrize(
    ("one", "other", "expected"),
    [
        ("mùa", "lùa", True),
        ("dài", "khoai", True),
        ("Ngoài", "tai", True),
        ("nhà", "xa", True),
        ("nhà", "nhà", False),
        ("nhà", "lá", False),
        ("co", "con", False),
        ("quê", "về", True),
    ],
)
def test_rhymes(one: str, other: str, expected: bool) -> None:
    assert rhymes(one, other) is expected
    assert rhymes(other, one) is expected


def test_what_is_declared_is_left_alone() -> None:
    assert parse_body(COUPLETS, "poem").verse == ()
    assert parse_body(COUPLETS, "letter").verse == ()
    for name in ("thơ", "dòng", "giữa"):
        assert parse_body(f"::: {name}\n{COUPLETS}\n:::").verse == ()


@pytest.fixture
def issue(tmp_path: Path) -> Path:
    (tmp_path / "articles").mkdir()
    (tmp_path / "publication.yaml").write_text(
        "ma: bt\nten: Bản tin\nco_quan_xuat_ban: Xã\nky_han: Hằng tháng\nho_so_phap_ly: internal\n", "utf-8"
    )
    (tmp_path / "issue.yaml").write_text(
        "an_pham: bt\nso: {trong_nam: 1}\nngay: 26/11/2026\nsap_xep:\n  - {bai: tho, vi_tri: tin}\n", "utf-8"
    )
    return tmp_path


def findings(issue: Path, article: str) -> list[tuple[str, int | None, str]]:
    (issue / "articles/tho.yaml").write_text(article, "utf-8")
    loaded = load_issue(issue)
    assert loaded.issue is not None, loaded.findings
    found = normalise_issue(loaded.issue, None).findings
    return [(f.rule.id, f.place.line, f.quote) for f in found]


def body(text: str) -> str:
    return "noi_dung: |\n" + "\n".join(f"  {line}".rstrip() for line in text.split("\n")) + "\n"


def test_a_poem_is_named_at_its_first_line_and_the_remedy_mends_it(issue: Path) -> None:
    head = "ma: tho\ntieu_de: Quê mình\n"
    assert findings(issue, head + body(COUPLETS)) == [("text.undeclared-poem", 4, "Sáng nay ra ngõ gặp mùa")]
    assert findings(issue, head + "dang: tho\n" + body(COUPLETS)) == []


def test_verse_among_prose_is_named_and_the_remedy_mends_it(issue: Path) -> None:
    head = "ma: tho\ntieu_de: Quê mình\n"
    prose = "Bà con thôn Bến còn nhớ mấy câu của cụ Thảo:"
    found = findings(issue, head + body(f"{prose}\n\n{COUPLETS}\n\nCụ mất năm ngoái."))
    assert found == [("text.undeclared-verse", 6, "Sáng nay ra ngõ gặp mùa")]
    assert findings(issue, head + body(f"{prose}\n\n::: thơ\n{COUPLETS}\n:::\n\nCụ mất năm ngoái.")) == []
