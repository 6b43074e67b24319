"""Where the lines of a head end: names, numbers and compounds are torn, prepositions and commas are not."""

from __future__ import annotations

import pytest

from bulletin.layout.quality.sense import COMPOUNDS, breaks_of


@pytest.mark.parametrize(
    ("above", "below", "expected"),
    [
        ("Hội nghị quán triệt Nghị", "quyết số 10 của Thành ủy", "torn"),
        ("Ngày hội tại Tổ", "dân phố số 10", "torn"),
        ("Lễ phát", "động tháng thanh niên", "torn"),
        ("Nâng cao đời", "sống của bà con", "torn"),
        ("Gặp gỡ bà Nguyễn Thị", "Hạnh ở bến cá", "torn"),
        ("Ngày hội ở tổ dân phố số", "10 phường Cồn Sáo", "torn"),
        ("Triển khai Kế hoạch", "số 31-KH/ĐU về môi trường", "torn"),
        ("Hội nghị quán triệt", "Nghị quyết số 10", "free"),
        ("Trung tâm Văn hóa:", "Mở lớp hát đúm", "pause"),
        ("Chăm lo cho người già, trẻ", "nhỏ ở bến cá", "free"),
        ("Phường trao quà cho", "hộ nghèo", "weak"),
        ("Việc của", "Đảng", "weak"),
    ],
)
def test_a_line_end_is_named(above: str, below: str, expected: str) -> None:
    assert breaks_of((above, below)) == (expected,)


def test_the_last_line_has_no_break() -> None:
    assert breaks_of(("Một dòng",)) == ()
    assert len(breaks_of(("một", "hai", "ba"))) == 2


def test_the_list_is_made_of_pairs_of_small_syllables() -> None:
    assert len(COMPOUNDS) > 300
    assert all(len(pair) == 2 and all(word == word.lower() for word in pair) for pair in COMPOUNDS)
