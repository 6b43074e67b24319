"""A photo that comes through the window: news for nobody but the story that has waited for it."""

from __future__ import annotations

import http.client
import json
from pathlib import Path

from build_issues import small_issue
from running_studio import RunningStudio, studio_on
from studio_command import until

from bulletin.studio.desk.desk import Desk
from bulletin.studio.desk.events import EventHub
from bulletin.studio.desk.outside import OutsideWatch
from bulletin.studio.photos.listed import stories_of

PHOTOS = "/api/ben-nuoc/so-bao/photos"


def test_only_what_another_hand_does_with_it_is_planned_anew(tmp_path: Path) -> None:
    folder, planned = small_issue(tmp_path / "so-18"), list[Path]()
    desk = Desk(folder, tmp_path / "cache", EventHub(), changed=planned.append)
    photo = folder / "photos" / "moi.jpg"
    photo.write_bytes(b"one")
    desk.received(photo)
    OutsideWatch(desk).tell([photo])
    assert planned == []
    photo.write_bytes(b"another")
    OutsideWatch(desk).tell([photo])
    assert planned == [folder]


def test_photos_of_a_story_are_those_of_its_file_as_it_is_now(tmp_path: Path) -> None:
    folder = small_issue(tmp_path / "so-18")
    desk, story = Desk(folder, tmp_path / "cache", EventHub()), folder / "articles" / "ben-som.yaml"
    before = {one["id"]: one["photos"] for one in stories_of(desk, folder)}["ben-som"]
    assert [one["caption"] for one in before] == ["Bến sớm"]
    story.write_text(story.read_text("utf-8").replace("Bến sớm", "Bến muộn"), "utf-8")
    after = {one["id"]: one["photos"] for one in stories_of(desk, folder)}["ben-som"]
    assert [one["caption"] for one in after] == ["Bến muộn"]


def test_a_story_that_waited_for_its_photo_is_planned_at_once(tmp_path: Path) -> None:
    folder = small_issue(tmp_path / "so-18")
    photo = (folder / "photos" / "ben.jpg").read_bytes()
    (folder / "photos" / "ben.jpg").unlink()
    with studio_on(folder, tmp_path / "home") as studio:

        def pages() -> list[int]:
            found: list[int] = studio.ask("GET", "/api/ben-nuoc/so-bao/story/ben-som/pages")[1]["fit"]["pages"]
            return found

        pages()
        until(lambda: studio.ask("GET", "/api/ben-nuoc/so-bao/story/ngo-14/pages")[1]["fit"]["pages"], 240, every=0.3)
        assert pages() == []
        said = _put(studio, photo)
        assert (said["ok"], said["file"], said["known"]) == (True, "photos/ben.jpg", False)
        assert studio.ask("GET", f"{PHOTOS}/ben.jpg/facts")[1]["sha256"] == said["sha256"]
        until(pages, 240, every=0.3)


def _put(studio: RunningStudio, data: bytes) -> dict[str, object]:
    host = f"127.0.0.1:{studio.port}"
    headers = {
        "Host": host, "Origin": f"http://{host}", "Sec-Fetch-Site": "same-origin", "X-Bulletin-Key": studio.key,
        "Content-Type": "application/octet-stream",
    }  # fmt: skip
    connection = http.client.HTTPConnection("127.0.0.1", studio.port, timeout=120)
    connection.request("PUT", f"{PHOTOS}/Ben.jpg", data, headers)
    found: dict[str, object] = json.loads(connection.getresponse().read())
    connection.close()
    return found
