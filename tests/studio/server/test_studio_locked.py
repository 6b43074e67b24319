"""A story whose file does not read, over HTTP: its card, its screen with reason and text, and nothing written."""

from __future__ import annotations

import re
from collections.abc import Iterator

import pytest
from build_issues import write_issue
from studio_command import StudioCommand, state_of

from bulletin.studio.forms.naming import is_technical

FLOW = b"ma: hong\ntieu_de: B\xc3\xa0i h\xe1\xbb\x8fng\nanh: [{tep: a.jpg,\nnoi_dung: |\n  Ch\xe1\xbb\xaf.\n"
BROKEN = {
    "flow": FLOW,
    "tab": FLOW.replace(b"anh: [{tep: a.jpg,", b"\tanh: x"),
    "utf16": "ma: hong\ntieu_de: Bài hỏng\n".encode("utf-16"),
    "old-letters": b"ma: hong\ntieu_de: B\xb5i\n",
    "empty": b"",
    "words-only": "Bài hỏng, chữ thường thôi.\nHai dòng.".encode(),
    "control": b"ma: hong\0\ntieu_de: B\n",
    "merged-by-git": FLOW.replace(b"ma: hong", b"<<<<<<< HEAD\nma: hong\n=======\nma: x\n>>>>>>> y"),
}


@pytest.fixture(scope="module")
def studio(tmp_path_factory: pytest.TempPathFactory) -> Iterator[StudioCommand]:
    place = tmp_path_factory.mktemp("locked")
    good = {"id": "ben-som", "title": "Bến cá", "body": "Một đoạn."}
    folder = write_issue(place / "so-18", [good, {"id": "hong", "title": "x", "body": "x"}])
    with StudioCommand(folder, place / "cache", place / "home") as command:
        yield command


def cards(studio: StudioCommand) -> dict[str, dict]:
    board = studio.ask("GET", studio.at()).json()
    assert board["missing"] == []
    return {one["id"]: one for one in (*board["stories"], *board["held"])}


@pytest.mark.parametrize("name", BROKEN)
def test_it_has_a_card_and_a_screen_that_says_why_and_shows_its_text(studio: StudioCommand, name: str) -> None:
    path = studio.folder / "articles" / "hong.yaml"
    path.write_bytes(BROKEN[name])
    card = cards(studio)["hong"]
    assert card["locked"]
    assert card["findings"]["errors"]
    assert card["slot"] == "story", "it keeps its place in the order"
    shown = studio.ask("GET", studio.at("story", "hong"))
    assert shown.status == 200, shown.body
    locked = shown.json()["locked"]
    for part in ("what", "why", "remedy"):
        assert locked[part].endswith(".")
        assert not is_technical(locked[part])
    if name not in ("utf16", "old-letters"):
        assert "\n".join(locked["lines"]) == BROKEN[name].decode("utf-8")
    if name == "utf16":
        assert locked["lines"][1] == "tieu_de: Bài hỏng"
    if name in ("flow", "tab"):
        assert locked["lines"][locked["at"]].strip()
    if name == "flow":
        assert shown.json()["title"] == card["title"] == "Bài hỏng"
    before = state_of(studio.folder / "articles")
    title = {"op": "set", "path": ["title"], "old": None, "new": "Chữ mới"}
    assert studio.edit("article", "hong", title, number=len(name), client=name).status == 409
    photo = studio.ask("POST", studio.at("photos", "attach"), {"file": "photos/x.jpg", "article": "hong"})
    assert photo.status in (404, 409)
    assert state_of(studio.folder / "articles") == before


def test_a_known_cause_is_named(studio: StudioCommand) -> None:
    said = set()
    for name in ("empty", "utf16", "words-only", "flow"):
        (studio.folder / "articles" / "hong.yaml").write_bytes(BROKEN[name])
        said.add(studio.ask("GET", studio.at("story", "hong")).json()["locked"]["what"])
    assert len(said) == 4


def test_its_id_is_the_one_it_says_or_its_own_name_and_hides_no_other_story(studio: StudioCommand) -> None:
    place = studio.folder / "articles"
    (place / "hong.yaml").write_bytes(FLOW)
    (place / "ten khác #1.yaml").write_bytes(FLOW.replace(b"ma: hong", b"ma: ben-som"))
    (place / "ben-som-2.yaml").write_bytes(BROKEN["empty"])
    (place / "zz.yaml").write_bytes(b"ma: ben-som-2\ntieu_de: Hai\n")
    try:
        found = cards(studio)
        assert not found["ben-som"]["locked"]
        assert found["ben-som-2"]["title"] == "Hai"
        locked = sorted(ident for ident, card in found.items() if card["locked"])
        assert locked == ["ben-som-2-2", "hong", "ten-khac-1"]
        for ident in locked:
            assert studio.ask("GET", studio.at("story", ident)).json()["locked"]
        assert all(re.fullmatch(r"[a-z0-9-]+", ident) for ident in found)
    finally:
        for name in ("ten khác #1.yaml", "ben-som-2.yaml", "zz.yaml"):
            (place / name).unlink()


def test_it_goes_into_the_trash_as_it_is_and_comes_back(studio: StudioCommand) -> None:
    path = studio.folder / "articles" / "hong.yaml"
    path.write_bytes(FLOW)
    done = studio.ask("POST", studio.at("acts"), {"acts": [{"act": "trash", "article": "hong"}]})
    assert done.status == 200, done.body
    assert not path.exists()
    assert studio.ask("POST", studio.at("acts"), {"acts": done.json()["undo"]}).status == 200
    assert path.read_bytes() == FLOW


def test_an_order_that_names_no_file_says_so_and_lets_it_go(studio: StudioCommand) -> None:
    sheet = studio.folder / "issue.yaml"
    before = sheet.read_bytes()
    sheet.write_bytes(before + b"- {article: di-dau-roi, slot: story}\n")
    said = studio.ask("GET", studio.at()).json()
    assert said["missing"] == ["di-dau-roi"], sheet.read_text()
    assert studio.ask("POST", studio.at("acts"), {"acts": [{"act": "hold", "article": "di-dau-roi"}]}).status == 200
    assert studio.ask("GET", studio.at()).json()["missing"] == []


@pytest.mark.parametrize("kind", ["issue", "publication"])
def test_the_forms_of_other_files_say_the_same(studio: StudioCommand, kind: str) -> None:
    path = studio.folder / f"{kind}.yaml"
    before = path.read_bytes()
    names = studio.names()
    path.write_bytes(before + b"  - [: {\n")
    try:
        shown = studio.ask("GET", f"/api/{names[0]}/{names[1]}/form/{kind}")
        assert shown.status == 200, shown.body
        locked = shown.json()["locked"]
        assert "\n".join(locked["lines"]).encode() == path.read_bytes()
        assert locked["remedy"]
    finally:
        path.write_bytes(before)
