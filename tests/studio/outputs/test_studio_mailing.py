"""Sending from the window, over HTTP and with a real Postfix: a letter for trial, the sending, its stop and its end."""

from __future__ import annotations

import contextlib
import http.client
import json
import re
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest
from build_issues import write_issue
from mail_servers import PASSWORD, MailServers, mail_servers
from smtp_kit import readers
from studio_command import StudioCommand, until

from bulletin.delivery.letter import rules as letter
from bulletin.delivery.sending import rules as sending
from bulletin.delivery.settings import rules as settings
from bulletin.errors import Finding, Rule
from bulletin.runtime.limits import Limits
from bulletin.runtime.progress import SILENT
from bulletin.studio.jobs.child import DigestRequest, digest_job
from bulletin.studio.mailing.shown import in_window

pytestmark = pytest.mark.together

OFFICE, ME = "bantin@binhhai.example", "toi@binhhai.example"
READERS = [f"ban.doc.{n}@binhhai.example" for n in range(5)]
LONG_S = 240.0


@pytest.fixture(scope="module")
def postfix() -> Iterator[MailServers]:
    with mail_servers([OFFICE, ME, *READERS]) as servers:
        yield servers


@pytest.fixture(scope="module")
def studio(tmp_path_factory: pytest.TempPathFactory, postfix: MailServers) -> Iterator[StudioCommand]:
    place = tmp_path_factory.mktemp("mailing")
    root = place / "ban-tin"
    folder = write_issue(root / "so-18", [{"id": "ben-som", "title": "Bến cá", "body": "Một đoạn."}], ["lead"])
    (folder / "publication.yaml").rename(root / "publication.yaml")
    (root / "mail.yaml").write_text(
        f"from: {OFFICE}\nfrom_name: Bản tin\nsmtp: {{host: localhost, port: {postfix.smtp_port}, user: {OFFICE}}}\n"
        f"ca_file: {postfix.certificate}\npassword: file:.mat-khau-thu\nrate: {{per_minute: 2}}\n"
    )
    readers(root, READERS).close()
    with StudioCommand(root, place / "cache", place / "home") as command:
        yield command


class Window:
    """What the window asks."""

    def __init__(self, studio: StudioCommand) -> None:
        self.studio = studio
        self.folder = studio.folder / "so-18"

    def mail(self) -> Any:
        return self.studio.ask("GET", self.studio.at("mail")).json()

    def act(self, name: str, **said: Any) -> Any:
        return self.studio.ask("POST", self.studio.at("mail", name), said)

    def build(self, *, draft: bool) -> None:
        assert self.studio.ask("POST", self.studio.at("outputs"), {"kind": "thu"}).status == 200
        until(lambda: (now := self._made())["state"] == "current" and now["draft"] is draft, LONG_S)

    def _made(self) -> Any:
        with contextlib.suppress(TimeoutError):
            outputs = self.studio.ask("GET", self.studio.at("outputs")).json()["outputs"]
            return next(one for one in outputs if one["id"] == "thu")
        return {"state": "", "draft": None}

    def sign(self, cache: Path) -> None:
        order = DigestRequest(folder=self.folder, cache=cache).to_wire() | {"limits": Limits().as_dict()}
        digest = digest_job(order, SILENT)["digest"]
        sheet = self.folder / "issue.yaml"
        sheet.write_text(f"{sheet.read_text()}approved:\n  - name: Hạnh\n    digest: {digest}\n")

    def ended(self) -> Any:
        return until(lambda: (found := self.mail())["busy"] is False and found, LONG_S)

    @contextlib.contextmanager
    def events(self) -> Iterator[Callable[[str], Any]]:
        """The next event of a sending with a state, as the window gets them."""
        connection = http.client.HTTPConnection("127.0.0.1", self.studio.port, timeout=120)
        connection.request("GET", "/api/events", headers=self.studio.headers())
        answer = connection.getresponse()

        def told(state: str) -> Any:
            while True:
                event = json.loads(answer.readline())
                if event["type"] == "mail" and event["state"] == state:
                    return event

        try:
            yield told
        finally:
            connection.close()


@pytest.fixture(scope="module")
def window(studio: StudioCommand) -> Window:
    return Window(studio)


def test_a_draft_goes_to_oneself_and_to_nobody_else(window: Window, postfix: MailServers, tmp_path: Path) -> None:
    assert window.mail() == {
        "built": False, "draft": False, "readers": 0, "problems": [], "run": None, "elsewhere": False, "busy": False,
    }  # fmt: skip
    assert window.act("send", readers=5).status == 409
    window.build(draft=True)
    now = window.mail()
    assert now["draft"]
    assert now["readers"] == 5
    assert [one["rule"] for one in now["problems"]] == ["mail.password-file"]
    assert "Đặt mật khẩu" in now["problems"][0]["remedy"]
    assert window.act("password", password=PASSWORD).json() == {"kept": "tệp .mat-khau-thu"}
    secret = window.studio.folder / ".mat-khau-thu"
    assert secret.stat().st_mode & 0o077 == 0
    assert window.mail()["problems"] == []
    letter = window.studio.ask("GET", window.studio.at("mail", "letter")).json()
    assert OFFICE in letter["from"]
    assert "Bến cá" in letter["text"]
    assert [one["name"][-4:] for one in letter["attached"]] == [".pdf"]
    assert window.act("try", to=ME).status == 200
    assert len(postfix.wait(ME, 1)) == 1
    window.ended()
    refused = window.act("send", readers=5)
    assert refused.status == 409
    assert "BẢN NHÁP" in refused.json()["what"]
    window.sign(tmp_path)


def test_a_signed_issue_goes_out_stops_and_goes_on(window: Window, postfix: MailServers) -> None:
    window.build(draft=False)
    assert window.act("send", readers=4).status == 409, "another number than was shown"
    assert window.act("send", readers=5).status == 200
    assert window.act("send", readers=5).status == 409, "one at a time"
    until(lambda: (window.mail()["run"] or {"sent": 0})["sent"] == 2, LONG_S)  # and then the minute is full
    assert window.mail()["busy"]
    assert window.act("stop").status == 200
    stopped = window.ended()["run"]
    assert (stopped["sent"], stopped["waiting"], stopped["total"]) == (2, 3, 5)
    said = {"client": "m", "number": 1, "kind": "mail", "id": "", "base": "",
            "ops": [{"op": "set", "path": ["rate", "per_minute"], "old": "2", "new": "600"}]}  # fmt: skip
    place = f"/api/{window.studio.names()[0]}/-/edits"
    assert window.studio.ask("POST", place, said).json()["conflicts"] == []
    assert window.act("send", readers=5).status == 200
    done = window.ended()["run"]
    assert (done["sent"], done["waiting"]) == (5, 0)
    assert [len(postfix.wait(address, 1)) for address in READERS] == [1] * 5
    told = window.act("report")
    report = next((window.studio.folder / "mail").glob("bao-cao-*.html"))
    assert told.status in (200, 422), "where no program opens it, its place is said"
    assert report.stat().st_mode & 0o077 == 0


def test_a_server_that_does_not_know_us_is_told_in_the_words_of_the_window(window: Window) -> None:
    if not window.mail()["built"]:
        window.build(draft=True)
    window.act("password", password="sai")
    with window.events() as told:
        assert window.act("try", to="khong phai dia chi").status == 200
        assert told("refused")["findings"][0]["rule"] == "sending.no-address"
        assert window.act("try", to=ME).status == 200
        refused = told("refused")["findings"][0]
    assert refused["rule"] == "sending.login"
    assert "Đặt mật khẩu" in refused["remedy"]
    assert window.act("password", password="").status == 422
    assert window.studio.ask("POST", window.studio.at("mail", "try"), {}).status == 422
    words = (window.studio.folder / ".bulletin").rglob("*.jsonl")
    assert not any(line == "sai" for path in words for line in path.read_text("utf-8").split('"'))


OWN_TEMPLATES = {"letter.template-file", "letter.not-plain", "letter.headings", "letter.missing-part",
                 "letter.html-too-long", "letter.text-too-wide"}  # fmt: skip
NOT_ASKED_HERE = {"sending.same", "sending.nothing-sent", "sending.not-in-doubt", "sending.no-run"}
TECHNICAL = re.compile(
    r"YAML|\.ya?ml|\{(?:mend|hint)\w*\}|\b[a-z]+_[a-z_]+\b|bulletin (?!send|subscribers)[a-z]|--to\b"
)


def test_what_keeps_letters_back_is_told_in_the_words_of_the_window() -> None:
    wrong = []
    every = {one.id: one for module in (sending, settings, letter) for one in vars(module).values()
             if isinstance(one, Rule)}  # fmt: skip
    for rule in every.values():
        if rule.id in OWN_TEMPLATES | NOT_ASKED_HERE:
            continue
        values = dict.fromkeys(re.findall(r"\{(\w+)\}", f"{rule.what.vi}{rule.remedy.vi}{rule.form}"), "x")
        said = in_window([Finding(rule, values=values)], Path("/bao/so-18"))[0]
        text = f"{said['what']} {said['remedy']}"
        assert "THƯ_MỤC" not in text
        if (rule.form is None and "bulletin" in rule.remedy.vi) or TECHNICAL.search(text.replace("BULLETIN_MAIL", "")):
            wrong.append(f"{rule.id}: {text}")
    assert wrong == []
    assert len(every) > 40
