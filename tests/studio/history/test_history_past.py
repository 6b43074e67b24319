"""The issue of then as files: from the history where it knows, as now where it does not, and nothing of now touched."""

from __future__ import annotations

import json
from pathlib import Path
from types import SimpleNamespace

import pytest
from build_issues import small_issue

from bulletin.runtime.cache import Cache
from bulletin.runtime.child import run_job
from bulletin.runtime.limits import Limits
from bulletin.studio.answers import Call, NotDoneError
from bulletin.studio.desk.bulletins import mark_of
from bulletin.studio.desk.desk import Desk, Save
from bulletin.studio.desk.events import EventHub
from bulletin.studio.history.journal import FileChange, JournalEntry
from bulletin.studio.history.past import (
    MOST_KEPT,
    PastIssue,
    keep_pages,
    kept_page,
    kept_pages,
    laid_out,
    past_issue,
)
from bulletin.studio.history.past_child import PAST_JOB, PastRequest
from bulletin.studio.history.routes import make_pages
from bulletin.studio.jobs.runner import JobRunner


@pytest.fixture
def desk(tmp_path: Path) -> Desk:
    return Desk(small_issue(tmp_path / "so-18"), tmp_path / "cache", EventHub())


def saved(desk: Desk, name: str, old: str, new: str) -> JournalEntry:
    path = desk.folder / name
    entry = desk.commit(desk.folder, {path: path.read_bytes().replace(old.encode(), new.encode())}, Save("x"))
    assert entry is not None
    return entry


def past(desk: Desk, entry: JournalEntry) -> PastIssue:
    return past_issue(desk, desk.folder, desk.folder, entry)


def test_files_of_then_are_those_of_the_history_and_else_those_of_now(desk: Desk) -> None:
    first = saved(desk, "articles/ben-som.yaml", "Bến", "Bờ")
    then = (desk.folder / "articles/ben-som.yaml").read_bytes()
    saved(desk, "articles/ben-som.yaml", "Bờ", "Vụng")
    new = desk.folder / "articles" / "moi.yaml"
    desk.commit(desk.folder, {new: b"tieu_de: A\n"}, Save("y"))
    found = past(desk, first)
    assert found.whole
    assert found.files["articles/ben-som.yaml"] == then
    assert found.files["issue.yaml"] == (desk.folder / "issue.yaml").read_bytes()
    assert "articles/moi.yaml" not in found.files, "it was made later"
    assert found.digest != past(desk, desk.history(desk.folder).entries()[-1]).digest


def test_a_content_that_is_gone_is_told_and_names_of_others_are_not_followed(desk: Desk) -> None:
    entry = saved(desk, "articles/ben-som.yaml", "Bến", "Bờ")
    history = desk.history(desk.folder)
    kept = history.keep(b"x: 1\n")
    names = ("../../x.yaml", "articles/../../x.yaml", "/etc/x", "photos/a")
    last = history.add(JournalEntry(0, entry.at, "", "", tuple(FileChange(name, None, kept) for name in names)))
    own = {f"articles/{path.name}" for path in (desk.folder / "articles").iterdir()}
    assert set(past(desk, last).files) <= {"issue.yaml", "publication.yaml", *own}
    for path in (desk.folder / ".bulletin/history/objects").glob("*/*"):
        path.unlink()
    assert not past(desk, entry).whole


def test_the_pages_of_then_with_a_photo_that_is_gone(desk: Desk) -> None:
    entry = saved(desk, "articles/ben-som.yaml", "Bến sớm", "Bến muộn")
    before = {path: path.read_bytes() for path in desk.folder.rglob("*") if path.is_file()}
    photo = next(path for path in before if path.suffix == ".jpg")
    photo.unlink()
    found = past(desk, entry)
    name = photo.relative_to(desk.folder).as_posix()
    assert found.lost() == (name,)
    with laid_out(found, desk.cache, [name]) as place:
        assert place.is_relative_to(desk.cache)
        made = run_job(PAST_JOB, PastRequest(folder=place, cache=desk.cache).to_wire(), Limits())
        (place / "issue.yaml").write_bytes(b"")  # what happens there is nothing of now
        assert not (place / ".bulletin").exists(), "its plan is the last one of nothing"
    assert not place.exists()
    del before[photo]
    assert {path: path.read_bytes() for path in before} == before
    keep_pages(desk.cache, found, made, [name])
    kept = kept_pages(desk.cache, found.digest)
    assert kept is not None
    assert kept["pages"] == len(made["pages"]) > 0
    assert list(kept["lost"].values()) == [[name]]
    first = kept_page(desk.cache, found.digest, 1)
    assert first is not None
    assert first.startswith(b"\x89PNG")
    assert kept_page(desk.cache, found.digest, 99) is None


def test_a_folder_with_too_many_files_is_refused_and_else_all_are_there_and_not_touched(
    desk: Desk, monkeypatch: pytest.MonkeyPatch
) -> None:
    entry = saved(desk, "articles/ben-som.yaml", "Bến sớm", "Bến muộn")
    photos = [path for path in desk.folder.rglob("*.jpg") if "build" not in path.parts]
    studio = SimpleNamespace(desk=desk, jobs=JobRunner(lambda event: None))
    ident = desk.bulletins()[0].id
    call = Call(studio, {"bulletin": ident, "issue": desk.bulletins()[0].issues[0].id, "number": str(entry.number)}, {})
    monkeypatch.setattr("bulletin.studio.history.past.MOST_FILES", len(photos) - 1)
    with pytest.raises(NotDoneError, match="ảnh và tệp khác"):
        make_pages(call)
    monkeypatch.setattr("bulletin.studio.history.past.MOST_FILES", len(photos))
    assert not past(desk, entry).too_many
    marks = {path: mark_of(path) for path in photos}
    with laid_out(past(desk, entry), desk.cache, []) as place:
        assert len([*place.rglob("*.jpg")]) == len(photos) > 0
        assert {path: mark_of(path) for path in marks} == marks
    assert {path: mark_of(path) for path in marks} == marks, "a photo is known by its ctime too"


def test_pages_of_few_saves_are_kept(desk: Desk, tmp_path: Path) -> None:
    picture = tmp_path / "a.png"
    picture.write_bytes(b"png")
    made = {"pages": [str(picture)], "photos": {}, "left": 0}
    ways = [PastIssue(desk.folder, desk.folder, {"issue.yaml": str(n).encode()}, True) for n in range(MOST_KEPT + 3)]
    for way in ways:
        keep_pages(desk.cache, way, made)
    folder = Cache(desk.cache).path("then", "x").parent
    assert len(list(folder.glob("*.json"))) == len(list(folder.glob("*.png"))) == MOST_KEPT
    assert kept_pages(desk.cache, ways[-1].digest) == {"pages": 1, "lost": {}, "left": 0}
    next(iter(folder.glob(f"{ways[-1].digest}-*.png"))).unlink()
    assert kept_pages(desk.cache, ways[-1].digest) is None, "half of them is none"
    Cache(desk.cache).put("then", f"{ways[-2].digest}.json", json.dumps("?").encode()[:-1])
    assert kept_pages(desk.cache, ways[-2].digest) is None
