"""The preview: rebuilt on save, last good pages on failure, this computer only, gone without a trace."""

from __future__ import annotations

import http.client
import json
import re
import socket
import threading
import time
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest
from cli_entries import png

from bulletin import cli
from bulletin.errors import ExitCode
from bulletin.preview import Preview, concerns

ENTRY = "cli_entries:rebuild"


def wait_for(check: Callable[[], bool], seconds: float = 180) -> bool:
    end = time.monotonic() + seconds
    while time.monotonic() < end:
        if check():
            return True
        time.sleep(0.03)
    return False


def get(preview: Preview, path: str, host: str | None = None, method: str = "GET") -> tuple[int, bytes, dict[str, str]]:
    connection = http.client.HTTPConnection("127.0.0.1", preview.server.port, timeout=120)
    connection.request(method, path, headers={"Host": host or f"127.0.0.1:{preview.server.port}"})
    response = connection.getresponse()
    result = response.status, response.read(), dict(response.getheaders())
    connection.close()
    return result


def state(preview: Preview) -> dict[str, Any]:
    return json.loads(get(preview, "/state")[1])  # type: ignore[no-any-return]


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    issue = tmp_path / "so-12"
    issue.mkdir()
    (issue / "pages.yaml").write_text("10 20")
    return issue


@pytest.fixture
def preview(folder: Path, tmp_path: Path) -> Iterator[Preview]:
    with Preview(folder, tmp_path / "cache", "vi", 0, ENTRY).running() as running:
        yield running


@pytest.fixture
def live(preview: Preview) -> Preview:
    """A preview that rebuilds by itself in a thread, as the command does."""

    def loop() -> None:
        for _ in preview.rebuilds():
            pass

    threading.Thread(target=loop, daemon=True).start()
    assert wait_for(lambda: state(preview)["status"] == "ready")
    return preview


def test_pages_and_findings_reach_the_browser(preview: Preview) -> None:
    assert state(preview)["status"] == "building"
    assert preview.rebuild()
    now = state(preview)
    assert now["status"] == "ready"
    assert now["title"] == "so-12"
    assert now["lang"] == "vi"
    assert [get(preview, f"/page/{digest}.png")[1] for digest in now["pages"]] == [png(10), png(20)]
    (finding,) = now["findings"]
    assert finding["where"] == "pages.yaml:1:1"
    assert finding["page"] == 1
    assert finding["what"] == "Chữ “tít” chưa đúng"


@pytest.mark.parametrize(("said", "rule"), [("refuse", ["test.error"]), ("bug", [])])
def test_a_failed_build_keeps_the_last_good_pages(preview: Preview, folder: Path, said: str, rule: list[str]) -> None:
    preview.rebuild()
    good = state(preview)["pages"]
    (folder / "pages.yaml").write_text(said)
    assert not preview.rebuild()
    now = state(preview)
    assert now["status"] == "failed"
    assert now["pages"] == good
    assert [finding["rule"] for finding in now["findings"]] == rule
    assert bool(now["note"]) is (said == "bug")
    assert get(preview, f"/page/{good[0]}.png")[0] == 200
    (folder / "pages.yaml").write_text("30")
    assert preview.rebuild()
    assert state(preview)["pages"] != good


def test_saving_a_file_rebuilds_and_tells_the_browser(live: Preview, folder: Path) -> None:
    connection = http.client.HTTPConnection("127.0.0.1", live.server.port, timeout=120)
    connection.request("GET", "/events")
    stream = connection.getresponse()
    assert stream.getheader("Content-Type") == "text/event-stream"
    first = int(stream.readline().decode().removeprefix("data: "))
    before = state(live)["pages"]
    (folder / "pages.yaml").write_text("10 99")
    assert wait_for(lambda: state(live)["pages"] != before)
    after = state(live)["pages"]
    assert after[0] == before[0]
    assert after[1] != before[1]
    stream.readline()
    assert int(stream.readline().decode().removeprefix("data: ")) > first
    connection.close()


def test_publication_in_the_folder_above_is_seen(live: Preview, folder: Path) -> None:
    (folder.parent / "publication.yaml").write_text("name: x")
    assert wait_for(lambda: len(state(live)["pages"]) == 3)


def test_what_a_build_writes_does_not_start_another(live: Preview, folder: Path) -> None:
    version = state(live)["version"]
    (folder / "build" / "page.png").write_bytes(b"x")
    (folder / ".pages.yaml.swp").write_bytes(b"x")
    (folder / "notes.docx").write_bytes(b"x")
    time.sleep(1.5)
    assert state(live)["version"] == version


@pytest.mark.parametrize(
    ("path", "matters"),
    [
        ("/i/articles/a.yaml", True),
        ("/i/photos/A.JPG", True),
        ("/i/build/screen.png", False),
        ("/i/.git/x.yaml", False),
        ("/i/articles/.a.yaml", False),
        ("/i/articles/a.yaml~", False),
        ("/layouts/tuan-tin/style.css", True),
        ("/i/release.json", False),
    ],
)
def test_which_files_matter(path: str, matters: bool) -> None:
    assert concerns(Path(path), Path("/i")) is matters


@pytest.mark.parametrize("host", ["evil.example", "evil.example:8765", "127.0.0.1", "localhost:1", ""])
def test_other_names_for_this_computer_are_refused(preview: Preview, host: str) -> None:
    preview.rebuild()
    status, body, _ = get(preview, "/state", host=host or " ")
    assert status == 421
    assert b"so-12" not in body
    assert get(preview, "/state", host=f"localhost:{preview.server.port}")[0] == 200


@pytest.mark.parametrize(
    "path", ["/page/../../../etc/passwd", "/page/", "/page/0.png", "/../cli.py", "//etc/passwd", "/data/preview/app.js"]
)
def test_nothing_else_is_served(preview: Preview, path: str) -> None:
    assert get(preview, path)[0] == 404
    assert get(preview, "/", method="POST")[0] == 501


def test_only_the_loopback_address_listens(preview: Preview) -> None:
    assert preview.server.server_address[0] == "127.0.0.1"


def test_the_page_asks_nobody_else(preview: Preview) -> None:
    for path in ("/", "/style.css", "/app.js"):
        status, body, headers = get(preview, path)
        assert status == 200
        assert not re.search(rb"https?://|//[a-z]+\.", body)
        assert "default-src 'none'" in headers["Content-Security-Policy"]
        assert headers["X-Content-Type-Options"] == "nosniff"
    assert get(preview, "/", method="HEAD")[1] == b""


def test_texts_of_the_page_exist_in_both_languages(preview: Preview) -> None:
    script = get(preview, "/app.js")[1].decode()
    vi, en = (re.search(rf"{lang}: {{\n(.*?)\n  }},", script, re.S) for lang in ("vi", "en"))
    assert vi
    assert en
    keys = [re.findall(r"(\w+): (?:\"|\()", match.group(1)) for match in (vi, en)]
    assert keys[0] == keys[1]
    used = set(re.findall(r'data-(?:text|label)="(\w+)"', get(preview, "/")[1].decode()))
    assert used <= set(keys[0])


def test_the_end_leaves_no_child_and_no_port(folder: Path, tmp_path: Path) -> None:
    show = Preview(folder, tmp_path / "cache", "en", 0, ENTRY)
    with show.running():
        show.rebuild()
        pid = show._child.pid
        assert pid
        port = show.server.port
    assert show._child.pid is None
    with socket.socket() as probe:
        assert probe.connect_ex(("127.0.0.1", port)) != 0


def test_a_taken_port(folder: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    with socket.socket() as taken:
        taken.bind(("127.0.0.1", 0))
        taken.listen()
        port = taken.getsockname()[1]
        assert cli.run(["preview", str(folder), "--port", str(port)]) == ExitCode.USAGE
    assert str(port) in capsys.readouterr().err
