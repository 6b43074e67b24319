"""A mark of an import goes out of its file and takes nothing with it, whatever the line ends."""

from __future__ import annotations

import pytest

from bulletin.sources.edits.marks import marks_in, without_mark
from bulletin.sources.edits.typed_file import open_file, tree

DRAFT = """\
ma: lop-hoc
tieu_de: "Một # đoán: chữ"   # đoán: dòng đầu
# thiếu: ngày đăng
tac_gia:  # đoán: dòng cuối
  - ten: 'Hai # thiếu: x'
    #   đoán: tên
noi_dung: |
  Ba # đoán: chữ
# đoán: dòng đầu"""


@pytest.mark.parametrize("ends", ["\n", "\r\n"])
@pytest.mark.parametrize("last", ["", "\n"])
@pytest.mark.parametrize("bom", ["", "\ufeff"])
def test_marks_go_one_by_one_and_every_other_byte_stays(ends: str, last: str, bom: str) -> None:
    source = (bom + DRAFT + last).replace("\n", ends).encode()
    file = open_file(source, "article")
    assert file is not None
    marks = list(marks_in(file.lines))
    assert [one.words for one in marks] == ["dòng đầu", "ngày đăng", "dòng cuối", "tên", "dòng đầu"]
    assert len({one.id for one in marks}) == 5
    for mark in marks:
        made = without_mark(source, mark.id)
        assert made is not None
        lines, kept = (data.decode().splitlines(keepends=True) for data in (source, made))
        gone = [line for line in lines if line not in kept]
        assert [line for line in gone if mark.words in line] == gone, "no other line is touched"
        after = open_file(made, "article")
        assert after is not None
        assert tree(after.document.root) == tree(file.document.root)
        assert [one.words for one in marks_in(after.lines)].count(mark.words) == [m.words for m in marks].count(
            mark.words
        ) - 1
        # Two marks of the same words are one as good as the other; any further mark has kept its name.
        others = [one.id for one in marks if one.words != mark.words]
        assert [one.id for one in marks_in(after.lines) if one.words != mark.words] == others
    assert without_mark(source, "x") == source
    assert without_mark(b"ma: [", "x") is None
