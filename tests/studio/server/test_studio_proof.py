"""Who listens where the program was listened to gets nothing before it has shown that it is the program."""

from __future__ import annotations

import json
import secrets
import threading
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from typing import Any

from playwright.sync_api import Locator, Page, expect
from studio_command import StudioCommand, until
from window_kit import chromium, window

from bulletin.studio.guard.proof import NONCE_HEADER, PATH, new_nonce, proof
from bulletin.studio.instance import Running, answers

WORDS = "Chữ này không dành cho người lạ."


class Thief(ThreadingHTTPServer):
    """Another user's program on a port that became free; it says yes to everything and keeps what it gets."""

    daemon_threads = True

    def __init__(self, port: int) -> None:
        self.asked: list[str] = []
        self.got = ""
        super().__init__(("127.0.0.1", port), _Pocket)
        threading.Thread(target=self.serve_forever, daemon=True).start()

    def __exit__(self, *_: object) -> None:
        self.shutdown()
        self.server_close()


class _Pocket(BaseHTTPRequestHandler):
    server: Thief

    def log_message(self, *_: Any) -> None:
        """Nothing is printed."""

    def _any(self) -> None:
        body = self.rfile.read(int(self.headers["Content-Length"] or 0)).decode("utf-8", "replace")
        self.server.got += f"{self.path}\n{self.headers}\n{body}\n"
        self.server.asked.append(self.path)
        said = json.dumps({"name": "bulletin studio", "proof": secrets.token_hex(32)}).encode()
        self.send_response(200)
        self.send_header("Content-Type", "application/json")
        self.send_header("Content-Length", str(len(said)))
        self.end_headers()
        self.wfile.write(said)

    do_GET = do_POST = do_PUT = _any  # noqa: N815  (names of http.server)


def test_the_proof_needs_no_key_and_holds_for_one_number_and_address(started: StudioCommand) -> None:
    nonce = new_nonce()
    head = {"Host": started.host, NONCE_HEADER: nonce}
    assert started.ask("GET", PATH, headers=head).json() == {"proof": proof(started.key, started.host, nonce)}
    others = (("k", started.host, nonce), (started.key, "127.0.0.1:1", nonce), (started.key, started.host, new_nonce()))
    made = {proof(*one) for one in ((started.key, started.host, nonce), *others)}
    assert len(made) == 4
    assert started.ask("GET", PATH, headers={**head, "Sec-Fetch-Site": "cross-site"}).status == 403
    assert started.ask("GET", PATH, headers={**head, "Host": "evil.example"}).status == 403
    for said in ("", "x", nonce + "=", nonce[:-1] + "!"):
        assert started.ask("GET", PATH, headers={"Host": started.host, NONCE_HEADER: said}).status == 401
    assert started.ask("POST", PATH, {}, headers={**head, "Origin": started.origin}).status == 401


def test_a_second_start_sends_the_key_to_nobody() -> None:
    key = secrets.token_urlsafe(32)
    with Thief(0) as thief:
        assert not answers(Running(thief.server_address[1], key, "/x"))
    assert thief.asked == [PATH]
    assert key not in thief.got


STORED = "JSON.stringify([{...sessionStorage}, {...localStorage}, location.href, history.state, window.name])"
PRESSED = """() => ["F5", "r"].map(key => {
  const event = new KeyboardEvent("keydown", {
    key, code: key === "r" ? "KeyR" : key, ctrlKey: key === "r", bubbles: true, cancelable: true,
  });
  return !document.body.dispatchEvent(event);
})"""


def standfirst(page: Page) -> Locator:
    """The standfirst of the first story, with its window open."""
    page.get_by_role("link", name="Làm tiếp").or_(page.get_by_role("link", name="Xem")).first.click()
    page.locator("li.card a").first.click()
    field = page.get_by_role("textbox", name="Sa-pô")
    field.wait_for()
    return field


def test_a_page_of_whoever_took_the_port_finds_no_key_and_the_words_come_back(
    folder: Path, cache: Path, tmp_path: Path
) -> None:
    studio = StudioCommand(folder, cache, tmp_path / "run")
    file = sorted((folder / "articles").glob("*.yaml"))[0]
    with chromium() as browser, window(browser, studio) as page:
        field = standfirst(page)
        assert page.evaluate(PRESSED) == [False, False]
        page.reload()  # with the program there, a window that is loaded again goes on
        field.wait_for()
        assert studio.key in page.evaluate(STORED)
        studio.kill()
        field.fill(WORDS)
        field.blur()
        expect(page.get_by_text("Chương trình đã dừng").first).to_be_visible(timeout=60_000)
        assert page.evaluate(PRESSED) == [True, True]
        with Thief(studio.port) as thief:
            page.reload()
            until(lambda: "/" in thief.asked)
            assert studio.key not in page.evaluate(STORED)
        assert studio.key not in thief.got
        with StudioCommand(folder, cache, tmp_path / "run") as again:
            page.context.new_page().goto(again.url)
            until(lambda: WORDS in file.read_text("utf-8"))


def test_an_open_window_gives_nothing_to_whoever_takes_the_port_after_a_crash(
    folder: Path, cache: Path, tmp_path: Path
) -> None:
    studio = StudioCommand(folder, cache, tmp_path / "run")
    file = sorted((folder / "articles").glob("*.yaml"))[0]
    with chromium() as browser, window(browser, studio) as page:
        field = standfirst(page)
        studio.kill()
        with Thief(studio.port) as thief:
            field.fill(WORDS)
            field.blur()
            until(lambda: len(thief.asked) >= 3)
            expect(page.get_by_text("không còn hiệu lực").first).to_be_visible(timeout=60_000)
        assert set(thief.asked) == {PATH}
        assert studio.key not in thief.got
        assert "Chữ này" not in thief.got
        with StudioCommand(folder, cache, tmp_path / "run") as again:
            assert (again.port, again.key) == (studio.port, studio.key)
            until(lambda: WORDS in file.read_text("utf-8"))
            expect(page.get_by_text("không còn hiệu lực")).to_have_count(0, timeout=60_000)
