"""The preview: rebuilt on save, last good pages on failure, this computer only, gone without a trace."""

from __future__ import annotations

import errno
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

from bulletin.cli import main as cli
from bulletin.errors import ExitCode
from bulletin.preview.loop import Preview
from bulletin.preview.watch import Watch, concerns

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
        ("/i/articles/bai.docx", True),
        ("/i/articles/bai.yaml.txt", True),
        ("/i/bai.docx", False),
        ("/p/printers/icc/giay.icc", True),
        ("/i/fonts/Own.woff2", True),
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


# --- which files are seen, and a watch that fails ------------------------------------------------------------------


@pytest.mark.parametrize(
    "name", ["layouts/cua-toi/page.html.j2", "fonts/Own.ttf", "printers/nha-in.yaml", "printers/icc/x.icc"]
)
def test_what_a_publication_keeps_above_the_issue_is_seen(folder: Path, tmp_path: Path, name: str) -> None:
    """Files that come, change and go; layouts and fonts also make the working process start afresh."""
    (folder.parent / "publication.yaml").write_text("name: x")
    told: list[bool] = []
    watch = Watch(folder, told.append)
    thread = threading.Thread(target=watch.run, daemon=True)
    thread.start()
    file, spare = folder.parent / name, tmp_path / "spare"
    file.parent.mkdir(parents=True)

    def put(text: str) -> None:
        spare.write_text(text)
        spare.replace(file)  # in one step: a look between opening and writing would tell one act twice

    for number, act in enumerate((lambda: put("1"), lambda: put("22"), file.unlink), 1):
        act()
        assert wait_for(lambda number=number: len(told) >= number), act
        told[number:] = []
    assert told == [name.startswith(("layouts", "fonts"))] * 3
    watch.stop()
    thread.join(180)
    assert not thread.is_alive()


def test_a_file_that_a_stage_names_is_seen(folder: Path, tmp_path: Path) -> None:
    logo = tmp_path / "elsewhere" / "logo.svg"
    logo.parent.mkdir()
    logo.write_text("<svg/>")
    told: list[bool] = []
    watch = Watch(folder, told.append)
    watch.depends_on([logo, folder / "pages.yaml"])
    threading.Thread(target=watch.run, daemon=True).start()
    assert wait_for(lambda: told == [False]), "it may have changed before it was named"
    logo.write_text("<svg></svg>")
    assert wait_for(lambda: told == [False, False])
    watch.stop()


@pytest.mark.parametrize("after", [0, 1, 2])
@pytest.mark.parametrize("listening", [True, False])
def test_a_save_between_two_looks_is_seen(
    folder: Path, monkeypatch: pytest.MonkeyPatch, after: int, listening: bool
) -> None:
    """Whenever a file above the issue is saved, also while the watch begins: the next look tells it."""
    import watchfiles

    def watches(*paths: Path, **options: Any) -> Iterator[set[Any]]:
        if not listening:
            raise OSError(errno.ENOSPC, "OS file watch limit reached")
        yield from (set(), set(), set())

    looks, told = 0, list[bool]()
    look = Watch._outside

    def looked(self: Watch) -> Any:
        nonlocal looks
        found = look(self)
        if looks == after:
            (folder.parent / "publication.yaml").write_text("name: x")
        looks += 1
        if looks > 4:
            self.stop()
        return found

    monkeypatch.setattr(watchfiles, "watch", watches)
    monkeypatch.setattr("bulletin.preview.watch._POLL_S", 0)
    monkeypatch.setattr(Watch, "_outside", looked)
    watch = Watch(folder, told.append)
    watch.run()
    assert watch.error is None
    assert told == ([False] if listening else [False, False]), "and by itself it tells first that nobody else does"


def quiet(preview: Preview) -> None:
    """Wait until no build is running or about to begin: the thread of a test must not be met by its end."""
    version = -1
    while version != (version := state(preview)["version"]) or state(preview)["status"] == "building":
        time.sleep(1.5)


def test_an_own_layout_changed_starts_the_child_afresh(live: Preview, folder: Path) -> None:
    assert wait_for(lambda: live._child.pid is not None)
    first = live._child.pid
    own = folder / "layouts" / "cua-toi"
    own.mkdir(parents=True)
    (own / "layout.yaml").write_text("title: x")
    assert wait_for(lambda: live._child.pid not in {None, first})
    quiet(live)


def failing(monkeypatch: pytest.MonkeyPatch, error: Exception) -> None:
    """The system refuses to tell of changes."""
    import watchfiles

    def watch(*paths: Path, **options: Any) -> Any:
        raise error

    monkeypatch.setattr(watchfiles, "watch", watch)


def test_a_watch_that_cannot_start_looks_by_itself_and_says_so(
    folder: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    failing(monkeypatch, OSError(errno.ENOSPC, "OS file watch limit reached"))
    with Preview(folder, tmp_path / "cache", "en", 0, ENTRY).running() as show:
        threading.Thread(target=lambda: list(show.rebuilds()), daemon=True).start()
        assert wait_for(lambda: [f["rule"] for f in state(show)["findings"]][:1] == ["preview.polling"])
        assert wait_for(lambda: state(show)["status"] == "ready")
        before = state(show)["pages"]
        (folder / "pages.yaml").write_text("10 99")
        assert wait_for(lambda: state(show)["pages"] != before)
        assert [f.rule.id for f in show.notices] == ["preview.polling"]
        quiet(show)


@pytest.mark.parametrize(
    ("second", "code"),
    [(FileNotFoundError(2, "gone"), ExitCode.BAD_INPUT), (KeyError("x"), ExitCode.BUG)],
)
def test_a_watch_that_ends_ends_the_command(
    folder: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str], second: Exception, code: ExitCode
) -> None:
    failing(monkeypatch, OSError(errno.EMFILE, "too many"))

    def look(self: Watch, seen: object) -> None:
        raise second

    monkeypatch.setattr(Watch, "_look", look)
    monkeypatch.setattr("bulletin.preview.loop.ENTRY", ENTRY)
    assert cli.run(["preview", str(folder), "--lang", "en"]) == code
    said = capsys.readouterr().err
    assert "Traceback" not in said
    assert ("[preview.cannot-watch]" in said) is (code is ExitCode.BAD_INPUT)
