"""The running command: one a folder, events in turn, crashes that lose nothing, and what it costs."""

from __future__ import annotations

import http.client
import json
import shutil
import signal
import subprocess
import sys
import threading
import time
from pathlib import Path
from typing import Any

import pytest
from studio_command import StudioCommand, until

from bulletin.studio.icon import entry_of, put_icon
from bulletin.studio.instance import instance_file, running

pytestmark = pytest.mark.together

ROOT = Path(__file__).resolve().parents[3]


class Listener(threading.Thread):
    """A window that listens to events."""

    def __init__(self, studio: StudioCommand) -> None:
        super().__init__(daemon=True)
        self.found: list[dict[str, Any]] = []
        self._talk = http.client.HTTPConnection("127.0.0.1", studio.port, timeout=120)
        self._talk.request("GET", "/api/events", headers=studio.headers())
        self._answer = self._talk.getresponse()
        assert self._answer.status == 200
        self.start()

    def run(self) -> None:
        try:
            while line := self._answer.readline():
                self.found.append(json.loads(line))
        except (OSError, ValueError, AttributeError):
            return

    def types(self) -> list[str]:
        return [one["type"] for one in self.found if one["type"] not in ("hello", "heartbeat")]


def story(studio: StudioCommand) -> str:
    return sorted((studio.folder / "articles").glob("*.yaml"))[0].stem


def title(studio: StudioCommand, ident: str) -> str:
    return str(studio.ask("GET", studio.at("story", ident)).json()["values"]["title"])


def by_hand(listener: Listener, path: Path) -> None:
    """Somebody saves a file by hand, again and again until the studio, which may just begin to watch, tells it."""

    def told() -> bool:
        path.write_text(path.read_text("utf-8") + "# sửa tay\n", "utf-8")
        return "outside" in listener.types()

    until(told, every=0.3)


def test_a_save_is_told_then_planned_then_pictured(started: StudioCommand) -> None:
    listener, ident = Listener(started), story(started)
    old = title(started, ident)
    assert (
        started.edit(
            "article", ident, {"op": "set", "path": ["title"], "old": old, "new": "Tít mới"}, client="e"
        ).status
        == 200
    )
    until(lambda: "pictured" in listener.types(), 240)
    types = listener.types()
    assert types.index("saved") < types.index("planned") < types.index("pictured")
    planned = next(one for one in listener.found if one["type"] == "planned")
    pictured = next(one for one in listener.found if one["type"] == "pictured")
    assert planned["pages"] == len(pictured["pages"])
    assert ident in planned["stories"]
    png = started.ask("GET", f"/api/pictures/{pictured['pages'][0]['digest']}").body
    assert png.startswith(b"\x89PNG")


def test_edits_that_come_meanwhile_are_planned_as_one(started: StudioCommand) -> None:
    listener, ident = Listener(started), story(started)
    old = title(started, ident)
    for number in range(12):
        new = f"Tít lần {number}"
        started.edit(
            "article", ident, {"op": "set", "path": ["title"], "old": old, "new": new}, client="m", number=number
        )
        old = new
    until(lambda: listener.types()[-1:] == ["pictured"], 240)
    types = listener.types()
    assert types.count("saved") == 12
    assert types.count("planned") < 12


def test_an_edit_by_hand_is_told_and_planned(started: StudioCommand) -> None:
    listener = Listener(started)
    path = started.folder / "articles" / f"{story(started)}.yaml"
    by_hand(listener, path)
    told = next(one for one in listener.found if one["type"] == "outside")
    assert told["files"] == [path.name]
    until(lambda: "planned" in listener.types(), 240)


def test_what_programs_write_is_no_edit_by_hand(started: StudioCommand) -> None:
    listener, ident = Listener(started), story(started)
    old = title(started, ident)
    started.edit("article", ident, {"op": "set", "path": ["title"], "old": old, "new": "Của ta"}, client="p")
    (started.folder / "build").mkdir(exist_ok=True)
    (started.folder / "build" / "x.pdf").write_bytes(b"x")
    (started.folder / "articles" / ".nhap.yaml.swp").write_bytes(b"x")
    by_hand(listener, started.folder / "issue.yaml")
    told = [name for one in listener.found if one["type"] == "outside" for name in one["files"]]
    assert set(told) == {"issue.yaml"}


def test_a_second_start_opens_the_one_that_runs(started: StudioCommand, cache: Path) -> None:
    with StudioCommand(started.folder, cache, started.home) as second:
        assert (second.port, second.key) == (started.port, started.key)
        assert second.process.wait(120) == 0
    assert started.ask("GET", "/api/home").status == 200


def test_it_stops_at_once_although_windows_listen(folder: Path, cache: Path, tmp_path: Path) -> None:
    studio = StudioCommand(folder, cache, tmp_path / "run")
    Listener(studio)
    studio.process.send_signal(signal.SIGINT)
    assert studio.process.wait(120) == 130, "as Ctrl-C ends a program"
    assert not list((tmp_path / "run").rglob("studio-*.json"))


def test_a_killed_program_comes_back_where_its_windows_look_for_it(folder: Path, cache: Path, tmp_path: Path) -> None:
    """A window types a sentence; the program is killed at every tenth letter; the window sends again what it must."""
    sentence = "Bến cá lên đèn từ ba giờ sáng: #1"
    studio = StudioCommand(folder, cache, tmp_path / "run")
    ident = story(studio)
    path = studio.folder / "articles" / f"{ident}.yaml"
    at, key, port = studio.at("edits"), studio.key, studio.port
    said = title(studio, ident)
    typed = ""
    for number, letter in enumerate(sentence):
        typed += letter
        op = {"op": "set", "path": ["title"], "old": said, "new": typed}
        edit = {"client": "w", "number": number, "kind": "article", "id": ident, "base": "", "ops": [op]}
        if number % 10 == 9:
            sending = threading.Thread(target=_try, args=(studio, at, edit))
            sending.start()
            time.sleep(0.004 * (number % 7))
            studio.kill()
            sending.join()
            studio = StudioCommand(folder, cache, tmp_path / "run")
            assert (studio.key, studio.port) == (key, port)
        reply = studio.ask("POST", at, edit)
        assert reply.status == 200, reply.body
        assert reply.json()["conflicts"] == []
        said = typed
    assert title(studio, ident) == sentence
    assert sentence in path.read_text("utf-8")
    history = studio.ask("GET", studio.at("history", "0", "rows")).json()
    assert history["torn"] == 0
    studio.stop()


def _try(studio: StudioCommand, at: str, edit: dict[str, Any]) -> None:
    try:
        studio.ask("POST", at, edit)
    except (OSError, http.client.HTTPException):
        return


def test_history_and_undo_by_requests(started: StudioCommand) -> None:
    ident = story(started)
    first, old = title(started, ident), "Đúng"
    for number, (before, after) in enumerate(((first, old), (old, "Nhầm"))):
        op = {"op": "set", "path": ["title"], "old": before, "new": after}
        assert started.edit("article", ident, op, client="h", number=number).status == 200
    rows = started.ask("GET", started.at("history", "0", "rows")).json()["rows"]
    assert rows[0]["kind"] == "save"
    (file,) = (one["file"] for one in rows[0]["files"])
    now = started.ask("GET", started.at("history", str(rows[0]["number"]), "now")).json()
    assert now["files"] == [], "the newest save is how it is now"
    earlier = [*(one["number"] for one in rows[0]["saves"][1:]), *(row["number"] for row in rows[1:])]
    then = started.ask("GET", started.at("history", str(earlier[0]), "now")).json()
    (changed,) = (one for one in then["files"] if one["file"] == file)
    (words,) = (one["words"] for one in changed["fields"] if one["path"] == ["title"])
    sides = {kind: "".join(one["text"] for one in words if one["kind"] in ("same", kind)) for kind in ("gone", "new")}
    assert sides == {"gone": old, "new": "Nhầm"}
    assert then["pages"] == []
    back = started.ask("POST", started.at("history", str(earlier[0]), "restore"), {"file": file})
    assert back.status == 200, back.body
    assert title(started, ident) == old
    undone = started.ask("POST", started.at("undo"), {})
    assert undone.status == 200, undone.body
    assert title(started, ident) == "Nhầm"
    assert started.ask("GET", started.at("history", "999999999", "now")).status == 404


def test_a_rename_has_no_pictures_of_pages(started: StudioCommand) -> None:
    until(lambda: started.ask("GET", started.at("pages")).json()["pages"], 240)
    assert started.ask("POST", started.at("review", "versions"), {"name": "bản một"}).status == 200
    (version,) = started.ask("GET", started.at("history", "0", "rows")).json()["versions"]
    at = started.at("history", str(version["number"]), "name")
    renamed = started.ask("POST", at, {"name": "bản hai", "old": "bản một"}).json()["number"]

    def pages(number: int) -> list[int]:
        found: list[int] = started.ask("GET", started.at("history", str(number), "now")).json()["pages"]
        return found

    assert pages(version["number"]) == list(range(1, version["pages"] + 1))
    assert pages(version["number"])
    assert pages(renamed) == []


def test_presence_by_requests(started: StudioCommand) -> None:
    assert started.ask("POST", started.at("presence"), {"client": "a", "story": "x"}).json()["others"] == []
    found = started.ask("POST", started.at("presence"), {"client": "b", "story": "y"}).json()["others"]
    assert [one["story"] for one in found] == ["x"]
    started.ask("POST", started.at("presence"), {"client": "a", "gone": True})
    assert started.ask("POST", started.at("presence"), {"client": "b", "story": "y"}).json()["others"] == []


@pytest.mark.parametrize("mode", [0o640, 0o606])
def test_an_address_that_others_could_write_is_not_followed(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, mode: int
) -> None:
    (tmp_path / "run").mkdir(mode=0o700)
    monkeypatch.setenv("XDG_RUNTIME_DIR", str(tmp_path / "run"))
    path = instance_file("/x")
    path.parent.mkdir(mode=0o700)
    path.write_text(json.dumps({"port": 2000, "key": "A" * 43, "folder": "/x"}))
    path.chmod(mode)
    assert running("/x") is None
    from bulletin.studio.instance import left_over

    assert left_over("/x") is None
    path.chmod(0o600)
    assert left_over("/x") is not None
    path.parent.chmod(0o777)
    assert left_over("/x") is None


def test_the_icon_starts_this_program_on_this_folder(tmp_path: Path) -> None:
    folder = tmp_path / 'Bản tin 100% "mới" $x'
    folder.mkdir()
    entry = put_icon(folder, tmp_path / "data", Path("/opt/bản tin/bulletin"))
    text = entry.read_text("utf-8")
    line = next(line for line in text.splitlines() if line.startswith("Exec="))
    assert "%%" in line
    assert line.count("%") == 2
    if shutil.which("desktop-file-validate"):
        subprocess.run(["desktop-file-validate", str(entry)], check=True)
    assert (tmp_path / "data/icons/hicolor/scalable/apps/bulletin-studio.svg").is_file()
    assert "Terminal=false" in text
    assert entry_of(Path("/a b"), Path("/p"), Path("/i")).count('Exec="/p" studio "/a b"') == 1


@pytest.mark.parametrize("words", [["--help"], ["check", "{folder}"]])
def test_other_commands_never_load_the_server(folder: Path, words: list[str]) -> None:
    code = (
        "import sys\nfrom bulletin.cli.main import main\ntry:\n    main()\nexcept SystemExit:\n    pass\n"
        "found = {n.partition('.')[0] for n in sys.modules} & {'starlette', 'uvicorn', 'h11', 'anyio'}\n"
        "sys.stderr.write('LOADED ' + ','.join(sorted(found)))"
    )
    made = [word.format(folder=folder) for word in words]
    done = subprocess.run([sys.executable, "-c", code, *made], capture_output=True, text=True, timeout=600, check=False)
    assert done.stderr.rpartition("LOADED ")[2] == "", done.stderr


def test_the_server_holds_no_layout_library(started: StudioCommand) -> None:
    maps = Path(f"/proc/{started.process.pid}/maps").read_text()
    for library in ("libpango", "_numpy", "multiarray", "pikepdf", "pdfium", "_imaging", "uharfbuzz"):
        assert library not in maps, library
