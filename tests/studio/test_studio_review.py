"""Remarks in their file, and the name of one who approved in `issue.yaml`."""

from __future__ import annotations

import datetime as dt
from collections.abc import Mapping
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bulletin.fields.issue import ReviewRemark
from bulletin.sources.issue import parse
from bulletin.studio.history.journal import EntryKind, FileChange, JournalEntry
from bulletin.studio.history.store import History
from bulletin.studio.review.file import Remarks
from bulletin.studio.review.remarks import from_answers, remarks_at, remarks_of, settled, with_remark
from bulletin.studio.review.sign import signed
from bulletin.studio.review.versions import last_signed

AT = dt.datetime(2026, 11, 26, 9, 10)
ONE = ReviewRemark(id="gop-y-1", by="Vũ Thị Hạnh", at=AT, page=3, text="Ghi rõ ngày.\nCả ở chú thích: “15/11”.")
TWO = ReviewRemark(id="gop-y-2", by="Lộc", story="ben-ca", field="title", quote="chợ", text="#1: đổi tít")


def test_remarks_are_added_answered_and_settled() -> None:
    first = with_remark(b"", ONE)
    assert first is not None
    second = with_remark(first, TWO)
    assert second is not None
    assert second.startswith(first)
    assert remarks_of(second) == (ONE, TWO)
    assert with_remark(second, TWO) == second, "the same remark is not taken twice"
    done = settled(second, "gop-y-1", done=True, answer='Đã thêm: "15/11"')
    assert done is not None
    found = remarks_of(done)
    assert found is not None
    assert [(one.state, one.answer) for one in found] == [("done", 'Đã thêm: "15/11"'), ("open", None)]
    again = settled(done, "gop-y-1", done=False)
    assert again is not None
    assert [one.state for one in remarks_of(again) or ()] == ["open", "open"]
    assert settled(done, "gop-y-9", done=True) is None


def test_open_remarks_are_at_their_field_of_the_story() -> None:
    source: bytes | None = b""
    for n, field in enumerate(("title", "boxes.0.body", "no-such", None)):
        one = ReviewRemark(id=f"a-{n}", by="Lộc", story="ben-ca", field=field, text=f"lời {n}", quote="chợ")
        source = with_remark(source, one) if source is not None else None
    assert source is not None
    found = remarks_at(source, "ben-ca", ["title", "boxes"])
    assert [one["path"] for one in found] == [["title"], ["boxes", 0, "body"], [], []]
    assert found[0]["what"] == "Lộc góp ý: lời 0"
    assert found[0]["why"] == "Chữ được góp ý: “chợ”."
    assert remarks_at(source, "khac", ["title"]) == []
    done = settled(source, "a-0", done=True)
    assert done is not None
    assert len(remarks_at(done, "ben-ca", ["title"])) == 3
    assert remarks_at(b"gop_y: [", "ben-ca", ["title"]) == []


def test_a_file_that_does_not_read_is_never_written() -> None:
    assert with_remark(b"gop_y: [\n", ONE) is None
    assert remarks_of(b"gop_y: [\n") is None


def test_the_same_answers_twice_give_the_same_remarks() -> None:
    back = Remarks("Hạnh", AT, "ab", ((2, "Được."), (99, "Trang nào?"), (None, "Chung.")))
    found = from_answers(back, range(1, 9))
    assert [one.page for one in found] == [2, None, None]
    assert found == from_answers(back, range(1, 9))
    assert len({one.id for one in found}) == 3
    source: bytes | None = b""
    for one in (*found, *found):
        assert source is not None
        source = with_remark(source, one)
    assert source is not None
    assert len(remarks_of(source) or ()) == 3


SIGNS = st.characters(exclude_categories=["Cs", "Cc", "Cn", "Co", "Zl", "Zp"], include_characters="\n")


@given(st.text(SIGNS, min_size=1, max_size=80).map(str.strip).filter(bool))
def test_any_words_of_a_remark_come_back(words: str) -> None:
    made = with_remark(b"", ReviewRemark(id="a", by="Hạnh", text=words))
    assert made is not None
    assert [one.text for one in remarks_of(made) or ()] == [words]


ISSUE = "an_pham: mau\nso: 3\nngay: 20/11/2026\nsap_xep: [a] # một bài\n"
ENGLISH = "publication: mau\nnumber: 3\ndate: 20/11/2026\nflatplan: [a]\n"


@pytest.mark.parametrize("typed", [ISSUE, ENGLISH, ISSUE + 'da_duyet:\n  - "Lộc"\n', ISSUE.replace("\n", "\r\n")])
@pytest.mark.parametrize("office", ["", "Phó Bí thư: “trực”"])
def test_a_named_person_approves(typed: str, office: str) -> None:
    made = signed(typed.encode(), "Vũ Thị Hạnh", office, AT, "ab" * 32)
    assert made is not None
    assert made.startswith(typed.encode())
    last = parse("issue", made, "issue.yaml").record.approved[-1]
    assert (last.name, last.office, last.digest) == ("Vũ Thị Hạnh", office or None, "ab" * 32)
    assert last.at.replace(tzinfo=None) == AT
    keys = made.removeprefix(typed.encode()).decode()
    assert ("digest" in keys) == (typed is ENGLISH)


def saved(
    history: History, what: str, files: Mapping[str, bytes], *, kind: EntryKind = "save", act: bool = False
) -> int:
    changes = tuple(FileChange(name, None, history.keep(data)) for name, data in files.items())
    return history.add(JournalEntry(0, AT.isoformat(), "Hải", what, changes, kind, act=act)).number


def test_a_sign_off_is_known_by_its_kind_and_an_old_one_by_its_whole_sentence(tmp_path: Path) -> None:
    history = History(tmp_path)
    approved = signed(ISSUE.encode(), "Vũ Thị Hạnh", "", AT, "ab" * 32)
    assert approved is not None
    sheet = {"issue.yaml": approved}
    saved(history, "bỏ qua một lưu ý, vì đã ký duyệt", {"articles/a.yaml": b"tieu_de: A\n"})
    saved(history, "chuyển bài: Vũ Thị Hạnh ký duyệt", sheet, act=True)
    saved(history, "Vũ Thị Hạnh ký duyệt", sheet, act=True)
    saved(history, "Đào Văn Lộc ký duyệt", sheet)
    saved(history, "Vũ Thị Hạnh ký duyệt", {"articles/a.yaml": approved})
    saved(history, "Vũ Thị Hạnh ký duyệt", {"issue.yaml": ISSUE.encode()})
    assert last_signed(history) is None
    old = saved(history, "Vũ Thị Hạnh ký duyệt", sheet)
    assert last_signed(history) == old
    new = saved(history, "đã duyệt", sheet, kind="sign")
    saved(history, "chuyển bài: Phường ký duyệt", sheet, act=True)
    assert last_signed(history) == new
