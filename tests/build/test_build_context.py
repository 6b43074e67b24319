"""One list of findings through all processes of a build; limits, attachments and the folder that takes the files."""

from __future__ import annotations

import io
import json
import re
import threading
from dataclasses import replace
from pathlib import Path
from typing import Any

import pikepdf
import pytest
from build_issues import SENTENCES, body, build, release_of, small_issue, write_issue

from bulletin.build import editions as making
from bulletin.build import publish as publishing
from bulletin.build import stages
from bulletin.build.makers.maker import Maker
from bulletin.build.makers.press import PressMaker
from bulletin.build.recipe import build_job
from bulletin.build.run import BuildRun
from bulletin.errors import BulletinError, ExitCode, Finding, LimitError, ProofError, Rule, Severity, Text
from bulletin.release import read_release
from bulletin.runtime.wire import ChildBugError

TEXT = Text("một", "one")


def rule(name: str, severity: Severity) -> Rule:
    return Rule(f"test.{name}", severity, TEXT, TEXT, TEXT, ExitCode.REFUSED)


def job(folder: Path, out: Path, cache: Path, **more: Any) -> dict[str, Any]:
    return {"folder": str(folder), "out": str(out), "cache": str(cache), **more}


def attachments(pdf: bytes) -> dict[str, bytes]:
    with pikepdf.open(io.BytesIO(pdf)) as document:
        return {name: spec.get_file().read_bytes() for name, spec in document.attachments.items()}


def test_the_record_keeps_the_findings_of_the_release_and_the_printers(tmp_path: Path, cache: Path) -> None:
    """Findings on the copy (a wrong weekday), on the layout and on other editions, but not those on the record."""
    text = f"{SENTENCES[0]} Hẹn gặp thứ hai, 20/11/2026. " * 8
    folder = write_issue(
        tmp_path / "so-18", [{"id": "mot", "title": "Hẹn ngày hội", "body": text}], ["lead"], sheet={"pages": 4}
    )
    build_job(job(folder, tmp_path / "out", cache))
    kept = attachments((tmp_path / "out" / "record.pdf").read_bytes())
    facts = json.loads(kept["release-facts.json"])["findings"]
    told = [f for f in release_of(tmp_path / "out")["findings"] if f["file"] != "record.pdf"]
    rules = [f["rule"] for f in facts]
    assert facts == told
    assert "text.weekday" in rules
    assert rules.count("issue.page-count") == 1
    assert {"printers/offset-coated.yaml", "printers/office-copier.yaml"} <= set(kept)


def test_a_warning_on_the_press_file_is_in_the_record_too(
    tmp_path: Path, cache: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """It is found in another process; so is what a stage keeps for the report there."""
    real = making.judged

    def judged(run: BuildRun, maker: Maker, *given: Any) -> Any:
        if maker.name == "press":
            run.stop_on((Finding(rule("kept", Severity.INFO)),))
        return real(run, maker, *given)

    monkeypatch.setattr(making, "judged", judged)
    monkeypatch.setattr(PressMaker, "remarks", lambda *_: iter([Finding(rule("press", Severity.INFO))]))
    folder = small_issue(tmp_path / "so-18")
    build_job(job(folder, tmp_path / "out", cache))
    kept = json.loads(attachments((tmp_path / "out" / "record.pdf").read_bytes())["release-facts.json"])
    for findings in (kept["findings"], release_of(tmp_path / "out")["findings"]):
        assert {"test.kept", "test.press"} <= {f["rule"] for f in findings}


def test_an_error_comes_with_everything_found_so_far() -> None:
    run = BuildRun(Path("nowhere"))
    run.stop_on((Finding(rule("warned", Severity.WARNING)),))
    with pytest.raises(ProofError) as caught:
        run.stop_on((Finding(rule("failed", Severity.ERROR)),))
    assert [f.rule.id for f in caught.value.findings] == ["test.warned", "test.failed"]


@pytest.mark.parametrize("bug", [False, True])
def test_errors_of_both_processes_come_together(
    tmp_path: Path, cache: Path, monkeypatch: pytest.MonkeyPatch, bug: bool
) -> None:
    def judged(run: BuildRun, maker: Maker, *_: Any) -> Any:
        if bug and maker.name == "press":
            raise KeyError(maker.name)
        raise ProofError((*run.findings, Finding(rule(maker.name, Severity.ERROR))))

    monkeypatch.setattr(making, "judged", judged)
    folder = small_issue(tmp_path / "so-18")
    with pytest.raises(ProofError) as caught:
        build_job(job(folder, tmp_path / "out", cache, choices={"editions": ["screen", "press"]}))
    found = [f.rule.id for f in caught.value.findings if f.rule.id.startswith("test.")]
    assert found == (["test.screen"] if bug else ["test.screen", "test.press"])


def test_a_bug_in_the_planning_process_names_its_line(
    tmp_path: Path, cache: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def compose(*_: object) -> Any:
        raise KeyError("x")

    monkeypatch.setattr(stages, "compose", compose)
    with pytest.raises(ChildBugError) as caught:
        build_job(job(small_issue(tmp_path / "so-18"), tmp_path / "out", cache))
    assert caught.value.bug.frames[-1].function == "compose"


def test_an_issue_longer_than_the_limit(tmp_path: Path, cache: Path) -> None:
    articles = [{"id": f"bai-{n}", "title": f"Chuyện thứ {n} ở bến", "body": body(17)} for n in range(3)]
    folder = write_issue(tmp_path / "so-18", articles, ["lead"] * 3)
    with pytest.raises(LimitError) as caught:
        build_job(job(folder, tmp_path / "out", cache, limits={"pages": 2}))
    assert caught.value.findings[-1].rule.id == "limit.pages"
    assert caught.value.findings[-1].values["limit"] == "2"
    assert caught.value.exit_code is ExitCode.LIMIT
    assert not (tmp_path / "out").exists()


# --- the folder that takes the files ----------------------------------------------------------------------------


def test_a_file_that_changes_while_it_is_put_in_place_is_noticed(
    tmp_path: Path, cache: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    folder = small_issue(tmp_path / "so-18")
    real = publishing.verify

    def spoil(out: Path) -> Any:
        with (out / "screen.pdf").open("ab") as file:
            file.write(b" ")
        return real(out)

    monkeypatch.setattr(publishing, "verify", spoil)
    with pytest.raises(ProofError) as caught:
        build_job(job(folder, tmp_path / "out", cache, choices={"editions": ["screen"]}))
    assert [f.rule.id for f in caught.value.findings] == ["release.file-changed"]


def test_two_builds_into_one_folder_do_not_mix(tmp_path: Path, cache: Path) -> None:
    issues = [small_issue(tmp_path / f"so-{n}") for n in (1, 2)]
    (issues[1] / "articles" / "ngo-14.yaml").write_text(
        (issues[1] / "articles" / "ngo-14.yaml").read_text("utf-8").replace("Ngõ 14 lát", "Ngõ 15 lát"), "utf-8"
    )
    out, run, errors = tmp_path / "out", BuildRun(cache), []
    files = {}
    for n, folder in enumerate(issues):
        build(folder, tmp_path / f"alone-{n}", cache)
        files[n] = {p.name: p.read_bytes() for p in (tmp_path / f"alone-{n}").iterdir()}
    releases = [read_release(tmp_path / f"alone-{n}") for n in range(2)]

    def put(n: int) -> None:
        try:
            for _ in range(6):
                publishing.publish(run, out, {k: v for k, v in files[n].items() if k != "release.json"}, releases[n])
        except BulletinError as error:
            errors.append(error)

    threads = [threading.Thread(target=put, args=(n,)) for n in range(2)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert errors == []
    assert {p.name: p.read_bytes() for p in out.iterdir()} in files.values()


def test_a_proof_withdraws_nothing(tmp_path: Path, cache: Path) -> None:
    out = tmp_path / "out"
    folder = small_issue(tmp_path / "so-18")
    build_job(job(folder, out, cache, choices={"editions": ["screen", "office"]}))
    before = {p.name for p in out.iterdir()}
    run = BuildRun(cache)
    publishing.publish(run, out, {"page-01.png": b"x"}, None)
    assert {p.name for p in out.iterdir()} == before | {"page-01.png"}
    release = read_release(out)
    kept = tuple(e for e in release.editions if e.name == "screen")
    publishing.publish(run, out, {"screen.pdf": (out / "screen.pdf").read_bytes()}, replace(release, editions=kept))
    assert not re.search("office", " ".join(p.name for p in out.iterdir()))
