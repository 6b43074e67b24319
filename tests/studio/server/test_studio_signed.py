"""An issue that is as it was approved: whatever would change it is refused until its officer was asked."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import Any

import pytest
from build_issues import photo, small_issue
from studio_command import Reply, StudioCommand, state_of

SIGNED = {"name": "Vũ Thị Hạnh", "office": "Phó Bí thư", "number": "18"}


@pytest.fixture(scope="module")
def studio(tmp_path_factory: pytest.TempPathFactory) -> Iterator[StudioCommand]:
    place = tmp_path_factory.mktemp("signed")
    with StudioCommand(small_issue(place / "so-18"), place / "cache", place / "home") as command:
        command.ask("POST", command.at("acts"), {"acts": [{"act": "new_story", "title": "Thừa", "slot": "story"}]})
        command.ask("POST", command.at("acts"), {"acts": [{"act": "trash", "article": "thua"}]})
        photo(command.folder / "photos" / "thua.jpg", seed=7)
        for number in (1, 2):
            assert command.ask("POST", command.at("edits"), title(command, f"Bến cá {number}", number)).status == 200
        first = command.ask("GET", command.at("history", "0", "rows")).json()["rows"][0]["saves"][-1]["number"]
        back = {"file": "articles/ben-som.yaml"}
        assert command.ask("POST", command.at("history", str(first), "restore"), back).status == 200
        yield command


def sign(studio: StudioCommand) -> str:
    """Somebody approves the issue; the key of the approval."""
    digest = studio.ask("GET", studio.at("review")).json()["digest"]
    done = studio.ask("POST", studio.at("review", "sign"), {**SIGNED, "digest": digest})
    assert done.status == 200, done.body
    found = signed_in(studio)
    assert found is not None
    assert (found["name"], found["number"]) == ("Vũ Thị Hạnh", 18)
    return str(found["key"])


def signed_in(studio: StudioCommand, client: str = "w") -> dict[str, Any] | None:
    found: dict[str, Any] | None = studio.ask("POST", studio.at("presence"), {"client": client}).json()["signed"]
    return found


def agreeing(studio: StudioCommand, method: str, path: str, said: Any, key: str) -> Reply:
    return studio.ask(method, path, said, studio.headers(**{"X-Bulletin-Signed": key}))


def title(studio: StudioCommand, text: str, number: int) -> dict[str, Any]:
    old = studio.ask("GET", studio.at("story", "ben-som")).json()["values"]["title"]
    op = {"op": "set", "path": ["title"], "old": old, "new": text}
    return {"client": "w", "number": number, "kind": "article", "id": "ben-som", "base": "", "ops": [op]}


def acts(studio: StudioCommand) -> Mapping[str, tuple[str, str, Any]]:
    """Everything in the window that changes what the pages are made from, as requests."""
    at = studio.at
    history = studio.ask("GET", at("history", "0", "rows")).json()["rows"]
    thrown = studio.ask("GET", at("trash")).json()["items"][0]["id"]
    held = studio.ask("POST", at("imports", "paste"), {"text": "Chợ quê\n\nMột đoạn."}).json()["token"]
    picture = (studio.folder / "photos" / "thua.jpg").read_bytes()
    findable = {"kind": "article", "id": "ben-som", "path": ["title"], "rule": "x.y", "reason": "đã xem"}
    return {
        "a field": ("POST", at("edits"), title(studio, "Bến cá khác", 77)),
        "the board": ("POST", at("acts"), {"acts": [{"act": "hold", "article": "ben-som"}]}),
        "a new story": ("POST", at("acts"), {"acts": [{"act": "new_story", "title": "Mới", "slot": "story"}]}),
        "undo": ("POST", at("undo"), {}),
        "restore": ("POST", at("history", str(history[-1]["number"]), "restore"), {"file": None}),
        "the trash": ("POST", at("trash", thrown), {}),
        "a photo": ("PUT", at("photos", "moi.jpg"), picture + b"\0"),
        "a photo in a story": ("POST", at("photos", "attach"), {"file": "photos/thua.jpg", "article": "ben-som"}),
        "a photo put away": ("POST", at("photos", "thua.jpg", "trash"), {}),
        "an import": ("POST", at("imports", held, "kept"), {"number": 0}),
        "a finding left": ("POST", at("review", "ignored"), findable),
    }


def test_nothing_changes_it_before_somebody_was_asked(studio: StudioCommand) -> None:
    every = acts(studio)
    key = sign(studio)
    before = state_of(studio.folder)
    for name, (method, path, said) in every.items():
        binary = {"Content-Type": "application/octet-stream"} if method == "PUT" else {}
        for headers in ({}, {"X-Bulletin-Signed": "0-khac"}):
            refused = studio.ask(method, path, said, studio.headers(**headers, **binary))
            assert refused.status == 409, (name, refused.status, refused.body)
            told = refused.json()
            assert "signed" in told, (name, told)
            assert told["signed"]["key"] == key, name
            # A window that is older than the question shows these words.
            assert told["what"].startswith("Số 18 đã được Vũ Thị Hạnh ký duyệt lúc ")
    after = state_of(studio.folder)
    changed = {name for name in {*before, *after} if before.get(name) != after.get(name)}
    # The words of what was refused are kept, so that none is lost.
    assert [name for name in changed if not name.startswith(".bulletin/history/objects/")] == []


def test_what_is_on_no_page_asks_nobody(studio: StudioCommand) -> None:
    assert signed_in(studio) is not None
    remark = {"text": "Được.", "by": "Lộc", "page": None}
    assert studio.ask("POST", studio.at("review", "remarks"), remark).status == 200
    assert studio.ask("POST", studio.at("review", "versions"), {"name": "Bản cuối"}).status == 200
    assert signed_in(studio) is not None


def test_whoever_was_asked_changes_it_and_an_undo_brings_the_approval_back(studio: StudioCommand) -> None:
    found = signed_in(studio)
    assert found is not None
    hold = {"acts": [{"act": "hold", "article": "ben-som"}]}
    old = studio.ask("GET", studio.at("story", "ben-som")).json()["values"]["title"]
    done = agreeing(studio, "POST", studio.at("acts"), hold, f"0-khac {found['key']}")
    assert done.status == 200, done.body
    assert signed_in(studio) is None
    # Once it is another issue nobody is asked, in any window.
    assert studio.ask("POST", studio.at("edits"), title(studio, "Bến cá khác", 78)).status == 200
    assert studio.ask("POST", studio.at("edits"), title(studio, old, 79)).status == 200
    assert signed_in(studio) is None
    assert studio.ask("POST", studio.at("acts"), {"acts": done.json()["undo"]}).status == 200
    assert signed_in(studio) == found


def test_approved_again_asks_again(studio: StudioCommand) -> None:
    old = sign(studio)
    assert agreeing(studio, "POST", studio.at("edits"), title(studio, "Bến cá hai", 80), old).status == 200
    new = sign(studio)
    assert new != old
    assert agreeing(studio, "POST", studio.at("edits"), title(studio, "Bến cá ba", 81), old).status == 409
    assert agreeing(studio, "POST", studio.at("edits"), title(studio, "Bến cá ba", 81), new).status == 200


def test_a_program_that_starts_again_knows_it(studio: StudioCommand, tmp_path: Path) -> None:
    sign(studio)
    with StudioCommand(studio.folder, tmp_path / "cache", tmp_path / "home") as second:
        assert second.edit("article", "ben-som", *title(studio, "Bến cá bốn", 0)["ops"], number=901).status == 409
        path = studio.folder / "articles" / "ben-som.yaml"
        path.write_bytes(path.read_bytes() + b"# by hand\n")
        assert signed_in(second) is None
        assert second.edit("article", "ben-som", *title(studio, "Bến cá bốn", 0)["ops"], number=902).status == 200


def test_planning_anew_asks_of_the_pages_only_and_is_told(studio: StudioCommand) -> None:
    key = sign(studio)
    version = studio.ask("GET", studio.at("review")).json()["versions"][0]["number"]
    kept = studio.folder / ".bulletin" / "pages-tuan-tin.json"
    kept.parent.mkdir(exist_ok=True)
    kept.write_text("{}")
    refused = studio.ask("POST", studio.at("plan"), {})
    told = refused.json()["signed"]
    assert (refused.status, told["key"]) == (409, f"{key}-trang")
    assert "chữ ký vẫn còn" in told["asks"]
    assert kept.read_text() == "{}", "nothing is forgotten before somebody was asked"
    assert studio.ask("GET", studio.at("review", "versions", str(version))).json()["anew"] == []

    assert agreeing(studio, "POST", studio.at("plan"), {}, told["key"]).status == 200
    found = signed_in(studio)
    assert found is not None
    assert found["key"] == key, "the approval is of what pages are made from"
    seen = studio.ask("GET", studio.at("review")).json()
    assert (seen["approved"], len(seen["anew"])) == (True, 1)
    assert studio.ask("GET", studio.at("review", "versions", str(version))).json()["anew"] == seen["anew"]
    assert studio.ask("GET", studio.at("history", "0", "rows")).json()["rows"][0]["what"] == "xếp lại mọi trang"
    # A headline with the words of a sign-off is none.
    named = {"acts": [{"act": "new_story", "title": "Bí thư ký duyệt", "slot": "story"}]}
    assert agreeing(studio, "POST", studio.at("acts"), named, key).status == 200
    assert studio.ask("GET", studio.at("review")).json()["anew"] == seen["anew"]
    assert (
        studio.ask("POST", studio.at("acts"), {"acts": [{"act": "trash", "article": "bi-thu-ky-duyet"}]}).status == 200
    )
    # That yes is none to other words.
    hold = {"acts": [{"act": "hold", "article": "ben-som"}]}
    assert agreeing(studio, "POST", studio.at("acts"), hold, told["key"]).status == 409
    sign(studio)
    assert studio.ask("GET", studio.at("review")).json()["anew"] == [], "the next approver sees these pages"
