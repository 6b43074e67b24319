"""A new item at the end of a list that is there, is empty, or is not there at all."""

from __future__ import annotations

import pytest

from bulletin.sources.edits.lists import append_item
from bulletin.sources.issue import parse

BASE = 'publication: mau\nnumber: 3\ndate: 20/11/2026 # thứ Sáu\nflatplan:\n  - "a"  # bài đầu\n'
WHO = {"name": 'Vũ "Thị" Hạnh: #1', "at": "18/11/2026 16:30"}


@pytest.mark.parametrize("end", ["\n", "\r\n"])
@pytest.mark.parametrize("last", [True, False])
@pytest.mark.parametrize("bom", [b"", b"\xef\xbb\xbf"])
@pytest.mark.parametrize(
    "more", ["", 'approved:\n  - "Lộc"\n', 'approved: ["Lộc"]\n', "# da_duyet:\n#   - ten: Hạnh\n", "\n\n# hết\n"]
)
def test_one_more_who_approved(end: str, last: bool, bom: bytes, more: str) -> None:
    text = (BASE + more).replace("\n", end)
    source = bom + (text if last else text.removesuffix(end)).encode()
    made = append_item(source, ("approved",), WHO)
    assert made is not None
    record = parse("issue", made, "issue.yaml").record
    assert [one.name for one in record.approved] == [*(["Lộc"] if "Lộc" in more else []), WHO["name"]]
    assert record.approved[-1].at is not None
    if "[" not in more:
        assert set(source.split(end.encode())) <= {*made.split(end.encode()), b""}, "every line stays as it was typed"
    again = append_item(made, ("approved",), "Đào Văn Lộc")
    assert again is not None
    assert len(parse("issue", again, "issue.yaml").record.approved) == len(record.approved) + 1


def test_keys_take_the_language_of_their_neighbours() -> None:
    typed = BASE.replace("publication", "an_pham").replace("number", "so").replace("date", "ngay")
    made = append_item(typed.replace("flatplan", "sap_xep").encode(), ("approved",), "Hạnh")
    assert made is not None
    assert b"\nda_duyet:\n" in made


def test_what_is_no_list_is_left_alone() -> None:
    assert append_item((BASE + "approved: Lộc\n").encode(), ("approved",), WHO) is None
    assert append_item(b"{publication: mau}", ("approved",), WHO) is None
    assert append_item(b"- a\n", ("approved",), WHO) is None
