"""Values set, fields added and removed, items moved: read back, with every other byte as it was."""

from __future__ import annotations

import itertools
import random
from pathlib import Path

import pytest
from edited_files import HOSTILE, RUNS, made_file

from bulletin.sources.edits.comments import add_comment
from bulletin.sources.edits.items import insert_item, move_item, remove_item
from bulletin.sources.edits.keys import add_key, remove_key
from bulletin.sources.edits.typed_file import open_file
from bulletin.sources.edits.values import set_value

EXAMPLES = Path(__file__).resolve().parents[3] / "examples"
SHEET = (EXAMPLES / "do-son" / "issue.yaml").read_bytes()


@pytest.mark.parametrize("seed", range(RUNS))
def test_a_hostile_value_reads_back_and_nothing_else_changes(seed: int) -> None:
    made, rng = made_file(seed), random.Random(seed)
    file = open_file(made.data, "article")
    assert file is not None
    for path in made.paths:
        value = rng.choice(HOSTILE)
        after = set_value(made.data, path, value)
        assert after is not None, (path, value)
        again = open_file(after, "article")
        assert again is not None
        assert again.value(path) == value
        assert [again.value(p) for p in made.paths if p != path] == [file.value(p) for p in made.paths if p != path]
        assert _comments(after) == _comments(made.data)
        assert after.startswith(b"\xef\xbb\xbf") == made.data.startswith(b"\xef\xbb\xbf")
        assert (b"\r\n" in after) == (b"\r\n" in made.data)
        assert b"\r\n" not in made.data or b"\n" not in after.replace(b"\r\n", b"")
        assert after.endswith(b"\n") == made.data.endswith(b"\n") or path == ("body",)
        second = rng.choice(HOSTILE)
        assert set_value(after, path, second) is not None, (path, value, second)


def _comments(data: bytes) -> list[bytes]:
    lines = (line.strip() for line in data.splitlines())
    return [line for line in lines if line.startswith(tuple(s.encode() for s in ("# ghi", "# tệp", "# ảnh", "# thụt")))]


@pytest.mark.parametrize(
    "old", ["“Dân vận”", "Tổ 5: họp", "#5 tổ", "*sao", "@ai", "%x", "[Ảnh] tin", '"Dân" vận', "a #5"]
)
@pytest.mark.parametrize("new", HOSTILE[::5])
def test_values_that_the_reader_mends_are_set(old: str, new: str) -> None:
    data = f"id: a\nsection: x\ntitle: {old}  # chú\nbody: |\n  Một.\n".encode()
    after = set_value(data, ("title",), new)
    assert after is not None
    again = open_file(after, "article")
    assert again is not None
    assert again.value(("title",)) == new
    assert after.startswith(b"id: a\nsection: x\ntitle: ")
    assert after.endswith(b"\nbody: |\n  M\xe1\xbb\x99t.\n")


def test_one_block_of_a_body_changes_only_its_lines() -> None:
    data = b"id: a\nsection: x\ntitle: b\nbody: |  # c\n  M\n\n  N\n\n  O\n# end\n"
    after = set_value(data, ("body",), "M\n\nP\nQ\n\nO")
    assert after == data.replace(b"  N\n", b"  P\n  Q\n")


def test_every_move_of_the_flatplan_keeps_its_lines() -> None:
    file = open_file(SHEET, "issue")
    count = len(file.node(("flatplan",)).items) if file else 0  # type: ignore[union-attr]
    for old, new in itertools.product(range(count), repeat=2):
        after = move_item(SHEET, ("flatplan",), old, new)
        assert after is not None, (old, new)
        assert sorted(after.splitlines()) == sorted(SHEET.splitlines())
        assert move_item(after, ("flatplan",), new, old) == SHEET


def test_items_come_and_go() -> None:
    after = insert_item(SHEET, ("flatplan",), 0, {"article": "moi"})
    assert after is not None
    assert remove_item(after, ("flatplan",), 0) == SHEET
    assert insert_item(SHEET, ("flatplan",), 99, {"article": "moi"}) is None
    flow = b"id: a\nsection: x\ntitle: b\nauthors: [An, 'B C', \"D\"]\nbody: c"
    assert move_item(flow, ("authors",), 0, 2, kind="article") == flow.replace(
        b"[An, 'B C', \"D\"]", b"['B C', \"D\", An]"
    )
    gone = flow
    for _ in range(3):
        gone = remove_item(gone, ("authors",), 0, kind="article") or b""
    assert gone == b"id: a\nsection: x\ntitle: b\nbody: c", "the last item takes its key with it"


def test_a_comment_above_an_item_goes_with_it() -> None:
    data = b"flatplan:\n  # first\n  - article: a\n  - article: b  # b\n"
    assert move_item(data, ("flatplan",), 0, 1) == b"flatplan:\n  - article: b  # b\n  # first\n  - article: a\n"


@pytest.mark.parametrize("path", sorted(EXAMPLES.glob("*/articles/*.yaml"))[:6], ids=lambda path: str(path.stem))
def test_a_field_is_added_and_removed(path: Path) -> None:
    data = path.read_bytes()
    file = open_file(data, "article")
    assert file is not None
    for name in ("kicker", "subtitle", "short_title", "place", "genre"):
        if file.node((name,)) is None:
            after = add_key(data, (name,), 'Xin "chào": a')
            assert after is not None, name
            assert remove_key(after, (name,)) == data
        else:
            assert add_key(data, (name,), "x") is None
    assert add_key(data, ("no_field",), "x") is None


def test_a_new_key_takes_the_language_and_the_place_of_its_example() -> None:
    data = 'ma: a\nchuyen_muc: x\ntieu_de: b\n# sapo: "Ví dụ"\nnoi_dung: c\n'.encode()
    assert add_key(data, ("lead",), "Mới") == data.replace('dụ"\n'.encode(), 'dụ"\nsapo: "Mới"\n'.encode())
    assert add_key(b"id: a\nsection: x\ntitle: b\nbody: c", ("lead",), "d") == (
        b'id: a\nsection: x\ntitle: b\nlead: "d"\nbody: c'
    )
    assert add_key(b"id: a\nsection: x\ntitle: b", ("body",), "c\n\nd") == (
        b"id: a\nsection: x\ntitle: b\nbody: |\n  c\n\n  d"
    )


def test_a_field_between_braces_is_removed_and_added() -> None:
    data = b"id: a\nsection: x\ntitle: b\nphotos: [{file: a.jpg, caption: 'b', alt: c}]\nbody: d\n"
    less = remove_key(data, ("photos", 0, "alt"))
    assert less == data.replace(b", alt: c", b"")
    assert add_key(less, ("photos", 0, "alt"), "c") == data.replace(b"alt: c", b'alt: "c"')
    assert remove_key(data, ("photos", 0, "file")) == data.replace(b"file: a.jpg, ", b"")


def test_a_comment_is_added_above_a_value() -> None:
    data = b"id: a\r\nsection: x\r\ntitle: b\r\nbody: |\r\n  c\r\n"
    assert add_comment(data, ("body",), "bulletin: b") == data.replace(b"body", b"# bulletin: b\r\nbody")
    assert add_comment(data, ("body",), "a\nb") is None
