"""Another folder is opened from the window: what is shown, what is refused, what is remembered."""

from __future__ import annotations

import json
import os
import shutil
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from playwright.sync_api import expect
from running_studio import chromium
from studio_command import Reply, StudioCommand, state_of, until
from window_kit import axe_faults

from bulletin.studio.desk.bulletins import find_bulletins
from bulletin.studio.folders.places import MOST_SHOWN, FolderPlaces, clean_name
from bulletin.studio.folders.remembered import KnownFolders, known_folders, remember

SAMPLE = Path(__file__).resolve().parents[3] / "examples" / "mot-trang"
HOME = "Thư mục của tôi"
SECRET = "KHÔNG AI ĐƯỢC ĐỌC"
HOSTILE = [
    "<img src=x onerror=alert(1)>", "a\nb", "a\u202egnp.exe", "\u200b", "x" * 200, "..;", "%2e%2e", "$(id)", "a\\..\\b",
    "tệp “lạ”", "con", "a\x1b[31m", " ", "'; DROP TABLE",
]  # fmt: skip
BYTES = b"kh\xf3ng-phai-utf8"


def a_home(place: Path) -> Path:
    """A home folder with a bulletin, folders of hostile names, links out of it, and hidden ones."""
    home = place / "nha"
    shutil.copytree(SAMPLE, home / "Báo phường" / "to-dan-pho")
    for name in HOSTILE:
        (home / "la" / name).mkdir(parents=True)
    os.mkdir(os.path.join(os.fsencode(home / "la"), BYTES))  # noqa: PTH102, PTH118 - a name that is no text
    outside = place / "ngoai"
    (outside / "bi-mat-cua-nguoi-khac").mkdir(parents=True)
    (home / "la" / "lien-ket").symlink_to(outside)
    (home / ".ssh").mkdir()
    (home / "la" / "ghi-chu.txt").write_text(SECRET, "utf-8")
    return home


@pytest.fixture(scope="module")
def home(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return a_home(tmp_path_factory.mktemp("may"))


@pytest.fixture(scope="module")
def studio(home: Path, tmp_path_factory: pytest.TempPathFactory) -> Iterator[StudioCommand]:
    place = tmp_path_factory.mktemp("studio")
    (place / "bao").mkdir()
    with StudioCommand(place / "bao", place / "cache", place / "run", environ={"HOME": str(home)}) as running:
        yield running


def listed(studio: StudioCommand, ident: str) -> Any:
    reply = studio.ask("POST", "/api/folders/list", {"id": ident})
    assert reply.status == 200, reply.body
    return reply.json()


def home_id(studio: StudioCommand, home: Path) -> str:
    roots = studio.ask("GET", "/api/folders").json()["roots"]
    return str(next(one["id"] for one in roots if one["name"] == HOME))


def child(studio: StudioCommand, ident: str, name: str) -> str:
    return str(next(one["id"] for one in listed(studio, ident)["folders"] if one["name"] == name))


def test_only_names_of_folders_are_shown(studio: StudioCommand, home: Path) -> None:
    top = home_id(studio, home)
    seen = listed(studio, top)
    assert [one["name"] for one in seen["folders"]] == ["Báo phường", "la"]  # .ssh is not shown
    assert not seen["openable"]
    inside = studio.ask("POST", "/api/folders/list", {"id": child(studio, top, "la")})
    names = [one["name"] for one in inside.json()["folders"]]
    assert len(names) == len([name for name in HOSTILE if name[0] != "."]) + 1
    assert "(tên trống)" in names
    assert "lien-ket" not in names
    assert "ghi-chu.txt" not in names
    text = inside.body.decode()
    assert SECRET not in text
    assert str(home) not in text
    assert not any(sign in name for name in names for sign in "\n\u202e\u200b\x1b")
    for one in inside.json()["folders"]:
        assert listed(studio, one["id"])["folders"] == []
    assert [one["name"] for one in listed(studio, child(studio, top, "Báo phường"))["way"]] == [HOME]
    assert listed(studio, child(studio, top, "Báo phường"))["folders"][0]["holds"] == "bulletin"


PATHS: list[Any] = [
    "/etc", "..", "../..", "/", "", ".", "~", "~root", "%2e%2e%2f", "C:\\", "\\\\server\\share", "file:///etc", "\0",
    "/proc/self/root", "a" * 41, "a" * 100_000, None, 3, ["/etc"], {"id": "/etc"}, True, "\ud800",
]  # fmt: skip


@pytest.mark.parametrize("what", ["list", "open", "close"])
@pytest.mark.parametrize("ident", PATHS, ids=range(len(PATHS)))
def test_a_path_is_no_name(studio: StudioCommand, home: Path, what: str, ident: Any) -> None:
    before = state_of(home.parent)
    folders = studio.ask("GET", "/api/home").json()["folders"]
    reply = studio.ask("POST", f"/api/folders/{what}", json.dumps({"id": ident}).encode())
    assert reply.status in (400, 404, 409, 422), reply.body
    shows_nothing(reply, home)
    assert studio.ask("GET", "/api/home").json()["folders"] == folders
    assert state_of(home.parent) == before


def shows_nothing(reply: Reply, home: Path) -> None:
    text = reply.body.decode("utf-8", "replace")
    assert not [word for word in ("root:", str(home), "Traceback", "bi-mat", SECRET) if word in text]


@pytest.mark.parametrize(("method", "path"), [("GET", "/api/folders"), ("POST", "/api/folders/list")])
def test_without_the_key_nothing_is_listed(studio: StudioCommand, method: str, path: str) -> None:
    headers = {name: value for name, value in studio.headers().items() if name != "X-Bulletin-Key"}
    reply = studio.ask(method, path, {"id": "x"} if method == "POST" else None, headers)
    assert reply.status == 401
    assert b"roots" not in reply.body


def test_a_folder_that_becomes_a_link_is_refused(studio: StudioCommand, home: Path) -> None:
    place = home / "doi"
    (place / "trong").mkdir(parents=True)
    outer = child(studio, home_id(studio, home), "doi")
    inner = child(studio, outer, "trong")
    shutil.rmtree(place)
    place.symlink_to(home.parent / "ngoai")
    for ident in (outer, inner):
        for what in ("list", "open"):
            reply = studio.ask("POST", f"/api/folders/{what}", {"id": ident})
            assert reply.status == 404
            shows_nothing(reply, home)
    place.unlink()


def test_roots_are_not_opened(studio: StudioCommand, home: Path) -> None:
    assert studio.ask("POST", "/api/folders/open", {"id": home_id(studio, home)}).status == 422


def test_a_folder_is_opened_watched_remembered_and_left_out(home: Path, tmp_path: Path) -> None:
    (tmp_path / "bao").mkdir()
    story = next((home / "Báo phường" / "to-dan-pho" / "articles").glob("*.yaml"))
    with StudioCommand(tmp_path / "bao", tmp_path / "cache", tmp_path / "run", environ={"HOME": str(home)}) as one:
        assert one.ask("GET", "/api/home").json()["bulletins"] == []
        wanted = child(one, home_id(one, home), "Báo phường")
        assert one.ask("POST", "/api/folders/open", {"id": wanted}).json() == {"name": "Báo phường", "bulletins": 1}
        assert one.ask("POST", "/api/folders/open", {"id": wanted}).status == 409
        found = one.ask("GET", "/api/home").json()
        assert [folder["name"] for folder in found["folders"]] == ["bao", "Báo phường"]
        bulletin, issue = one.names()
        ident = one.ask("GET", f"/api/{bulletin}/{issue}").json()["stories"][0]["id"]
        assert one.ask("GET", f"/api/{bulletin}/{issue}/story/{ident}").status == 200
        events = until(lambda: heard(one, story))
        assert events["bulletin"] == bulletin
        # A new bulletin is made in the folder that is named.
        answers = {"name": "Hoa Sen", "body": "Trường", "period": "Hằng tuần", "kind": "internal",
                   "layout": "tuan-tin", "folder": wanted}  # fmt: skip
        assert one.ask("POST", "/api/bulletins", answers).status == 200
        assert (home / "Báo phường" / "hoa-sen" / "publication.yaml").is_file()
        shutil.rmtree(home / "Báo phường" / "hoa-sen")
    with StudioCommand(tmp_path / "bao", tmp_path / "cache", tmp_path / "run", environ={"HOME": str(home)}) as one:
        found = one.ask("GET", "/api/home").json()
        assert [folder["name"] for folder in found["folders"]] == ["bao", "Báo phường"]
        first, second = (folder["id"] for folder in found["folders"])
        assert one.ask("POST", "/api/folders/close", {"id": first}).status == 409
        assert one.ask("POST", "/api/folders/close", {"id": second}).status == 200
        assert one.ask("GET", "/api/home").json()["bulletins"] == []
        recent = one.ask("GET", "/api/folders").json()["recent"]
        assert [folder["name"] for folder in recent] == ["Báo phường"]
    assert story.is_file()


def heard(studio: StudioCommand, story: Path) -> Any:
    """The event of an edit by another hand, tried until the watch is there."""
    import http.client

    connection = http.client.HTTPConnection("127.0.0.1", studio.port, timeout=5)
    try:
        connection.request("GET", "/api/events", headers=studio.headers())
        answer = connection.getresponse()
        answer.readline()
        story.write_bytes(story.read_bytes() + b"# x\n")
        while True:
            event = json.loads(answer.readline())
            if event["type"] == "outside" and story.name in event.get("files", ()):
                return event
    except OSError:
        return None
    finally:
        connection.close()


def test_what_is_remembered_by_another_hand_opens_nothing(tmp_path: Path) -> None:
    cache, first = tmp_path, tmp_path / "a"
    for text in ('{"recent": 3}', "[", "[" * 100_000, '{"beside": {"x": 1}}', "{}"):
        (cache / "studio-folders.json").write_text(text, "utf-8")
        assert known_folders(cache, first) == KnownFolders()
    said = {"recent": ["relative", "/a\0b", "/good", 7], "beside": {str(first): ["/good", "../x"]}}
    (cache / "studio-folders.json").write_text(json.dumps(said), "utf-8")
    assert known_folders(cache, first) == KnownFolders((Path("/good"),), (Path("/good"),))
    remember(cache, first, KnownFolders((Path("/b"),), (Path("/c"),)))
    assert known_folders(cache, first) == KnownFolders((Path("/b"),), (Path("/c"),))
    assert (cache / "studio-folders.json").stat().st_mode & 0o077 == 0


def test_folders_beside_home_are_refused(tmp_path: Path) -> None:
    home = a_home(tmp_path)
    places = FolderPlaces(home, lambda: ())
    assert places.allowed(home / "la")
    for path in (tmp_path, home / ".ssh", home / "la" / "lien-ket", home / "la" / ".." / "la", Path("/etc"), Path("/")):
        assert not places.allowed(path), path
        assert places.inside(path) is None
    assert places.path("x") is None
    assert FolderPlaces(Path("/"), lambda: ()).roots() == ()


def test_a_full_folder_is_shown_in_part(tmp_path: Path) -> None:
    for number in range(MOST_SHOWN + 1):
        (tmp_path / f"so-{number:03}").mkdir()
    found = FolderPlaces(tmp_path, lambda: ()).inside(tmp_path.resolve())
    assert found is not None
    assert (len(found.folders), found.more) == (MOST_SHOWN, True)


def test_names_are_shown_without_signs_that_hide_words() -> None:
    assert clean_name("a\u202eb\u200b\n") == "a\ufffdb\ufffd\ufffd"
    assert clean_name(os.fsdecode(BYTES)) == "kh\ufffdng-phai-utf8"
    assert clean_name("Bản tin phường Đồ Sơn") == "Bản tin phường Đồ Sơn"


def test_bulletins_of_folders_in_each_other_are_there_once(tmp_path: Path) -> None:
    for name in ("mot", "hai"):
        shutil.copytree(SAMPLE, tmp_path / "bao" / name)
    found = find_bulletins(tmp_path / "bao", tmp_path / "bao" / "mot", tmp_path)
    assert len(found) == 2
    assert len({one.id for one in found}) == 2


def test_another_folder_is_opened_by_keyboard(home: Path, tmp_path: Path) -> None:
    look = os.environ.get("BULLETIN_LOOK")
    (tmp_path / "bao").mkdir()
    studio = StudioCommand(tmp_path / "bao", tmp_path / "cache", tmp_path / "run", environ={"HOME": str(home)})
    with studio, chromium() as (_, page):
        page.set_default_timeout(120_000)

        def judged(name: str) -> None:
            if look:
                page.screenshot(path=f"{look}/{name}.png")
            assert axe_faults(page) == [], name

        page.goto(f"http://127.0.0.1:{studio.port}/#k={studio.key}")
        page.get_by_role("button", name="Mở thư mục khác").focus()
        page.keyboard.press("Enter")
        expect(page.get_by_role("heading", name="Máy này")).to_be_focused(timeout=60_000)
        judged("folders")
        page.get_by_role("button", name=HOME, exact=True).press("Enter")
        expect(page.get_by_role("heading", name=HOME)).to_be_focused(timeout=60_000)
        page.get_by_role("button", name="la", exact=True).press("Enter")
        expect(page.get_by_role("button", name="<img src=x onerror=alert(1)>")).to_be_visible(timeout=60_000)
        judged("folders-hostile")
        page.get_by_role("navigation", name="Đường đến").get_by_role("button", name=HOME).press("Enter")
        page.get_by_role("button", name="Báo phường").press("Enter")
        page.get_by_role("button", name="Mở “Báo phường”").press("Enter")
        expect(page.get_by_role("dialog")).to_have_count(0, timeout=60_000)
        expect(page.locator(".toast [role=status]")).to_contain_text("Đã mở “Báo phường”: 1 bản tin.")
        expect(page.get_by_role("article")).to_have_count(1)
        judged("folders-opened")
        page.get_by_role("button", name="Bỏ ra: Báo phường").press("Enter")
        expect(page.get_by_role("article")).to_have_count(0, timeout=60_000)
