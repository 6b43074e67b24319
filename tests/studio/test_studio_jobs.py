"""Outputs of the window: made by the functions of the commands, told stage by stage, stopped, asked for, remembered."""

from __future__ import annotations

import datetime as dt
import time
from collections.abc import Mapping
from pathlib import Path
from typing import Any

import pytest
from build_issues import build, small_issue

from bulletin.runtime.limits import Limits
from bulletin.runtime.progress import SILENT
from bulletin.studio.jobs.child import DigestRequest, digest_job
from bulletin.studio.jobs.kinds import BY_ID
from bulletin.studio.jobs.made import PLACE, is_current, read_made
from bulletin.studio.jobs.runner import JobOrder, JobRunner

NOW = dt.datetime(2026, 11, 27, 14, 2, tzinfo=dt.timezone(dt.timedelta(hours=7)))


class Events:
    def __init__(self) -> None:
        self.seen: list[Mapping[str, Any]] = []

    def __call__(self, event: Mapping[str, Any]) -> None:
        self.seen.append(event)

    @property
    def last(self) -> Mapping[str, Any]:
        return self.seen[-1]


def order(folder: Path, cache: Path, kind: str, **more: Any) -> JobOrder:
    return JobOrder(BY_ID[kind], folder, folder / "build" / kind, cache, NOW, **more)


def digest(folder: Path, cache: Path) -> dict[str, Any]:
    request = DigestRequest(folder=folder, cache=cache).to_wire() | {"limits": Limits().as_dict()}
    return digest_job(request, SILENT)


def run(job: JobOrder) -> Events:
    events = Events()
    runner = JobRunner(events)
    assert runner.start(job)
    assert runner.wait(300)
    return events


def test_an_output_tells_its_stages_and_is_remembered_until_the_issue_changes(tmp_path: Path, cache: Path) -> None:
    folder = small_issue(tmp_path / "so-18")
    events = run(order(folder, cache, "in"))
    assert events.last["state"] == "made", events.last
    assert {"read", "fonts"} <= {event["stage"] for event in events.seen if event["state"] == "running"}
    made = read_made(folder)["in"]
    assert made.draft
    assert made.at == "2026-11-27T14:02:00+07:00"
    assert set(made.files) == {path.name for path in (folder / "build" / "in").glob("*.pdf")} != set()
    assert is_current(made, folder / "build" / "in", digest(folder, cache)["digest"])
    article = next((folder / "articles").glob("*.yaml"))
    article.write_bytes(article.read_bytes().replace("Bến cá".encode(), "Chợ cá".encode(), 1) + b"\n")
    assert not is_current(made, folder / "build" / "in", digest(folder, cache)["digest"])


def test_a_lost_file_is_not_current(tmp_path: Path, cache: Path) -> None:
    folder = small_issue(tmp_path / "so-18")
    run(order(folder, cache, "thu"))
    made, now = read_made(folder)["thu"], digest(folder, cache)["digest"]
    assert is_current(made, folder / "build" / "thu", now)
    (folder / "build" / "thu" / next(iter(made.files))).unlink()
    assert not is_current(made, folder / "build" / "thu", now)


def test_an_unsigned_issue_asks_before_it_goes_to_the_press(tmp_path: Path, cache: Path) -> None:
    folder = small_issue(tmp_path / "so-18")
    assert run(order(folder, cache, "nha-in")).last["state"] == "asks"
    assert not (folder / "build").exists()
    sheet = folder / "issue.yaml"
    sheet.write_text(f"{sheet.read_text()}approved:\n  - name: Hạnh\n    digest: {digest(folder, cache)['digest']}\n")
    assert digest(folder, cache)["approved"]
    assert run(order(folder, cache, "nha-in")).last["state"] == "made"
    assert not read_made(folder)["nha-in"].draft
    build(folder, tmp_path / "own", cache, "press")
    assert (folder / "build" / "nha-in" / "press.pdf").read_bytes() == (tmp_path / "own" / "press.pdf").read_bytes()


def test_a_signed_issue_goes_into_the_archive(tmp_path: Path, cache: Path) -> None:
    folder = small_issue(tmp_path / "an-pham" / "so-18")
    publication = folder / "publication.yaml"
    publication.write_text(publication.read_text() + "archive: ../kho\n")
    events = run(order(folder, cache, "luu", confirmed=True))
    assert events.last["state"] == "made", events.last
    assert read_made(folder)["luu"].kept
    assert list((tmp_path / "an-pham" / "kho").rglob("inventory.json"))


def test_what_stands_in_the_way_is_told(tmp_path: Path, cache: Path) -> None:
    folder = small_issue(tmp_path / "so-18")
    (folder / "photos" / "ben.jpg").write_bytes(b"no picture")
    events = run(order(folder, cache, "in"))
    assert events.last["state"] == "refused"
    assert [finding["severity"] for finding in events.last["findings"]].count("error") >= 1
    assert read_made(folder) == {}


def test_a_job_is_stopped_at_once_and_the_next_one_runs(tmp_path: Path, cache: Path) -> None:
    folder = small_issue(tmp_path / "so-18")
    events = Events()
    runner = JobRunner(events)
    assert runner.start(order(folder, cache, "in"))
    assert not runner.start(order(folder, cache, "thu")), "one at a time"
    until = time.monotonic() + 60
    while len(events.seen) < 2 and time.monotonic() < until:
        time.sleep(0.01)
    runner.stop()
    assert runner.wait(240)
    assert events.last["state"] == "stopped"
    assert read_made(folder) == {}
    assert runner.start(order(folder, cache, "thu"))
    assert runner.wait(300)
    assert events.last["state"] == "made", events.last


@pytest.mark.parametrize("words", ["", "{", '{"outputs": []}', '{"outputs": {"in": {"at": 1}}}', "\0"])
def test_a_damaged_list_counts_as_nothing_made(tmp_path: Path, words: str) -> None:
    (tmp_path / PLACE).parent.mkdir()
    (tmp_path / PLACE).write_text(words)
    assert read_made(tmp_path) == {}
