"""Photos of a second plan: the referee may change the frames, and no picture made for an old frame may come out."""

from __future__ import annotations

import io
from collections.abc import Collection
from concurrent.futures import ThreadPoolExecutor
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest
from build_issues import body, write_issue
from PIL import Image

import bulletin.layout.setting.referee as setting
from bulletin.build.photos import jobs as jobs_module
from bulletin.build.photos.jobs import PhotoJobs
from bulletin.build.reading import read
from bulletin.build.request import AS_TYPED
from bulletin.build.run import BuildRun, layout_engine
from bulletin.build.stages import compose, compose_issue, lay_out, prove_screen, write_screen_edition
from bulletin.layout.laid import PageBox, PhotoSlot


def article(paragraphs: int) -> dict[str, Any]:
    shots = [
        {"id": name, "file": f"photos/{name}.jpg", "caption": f"Bến nước {name}", "alt": "Bến nước buổi sáng"}
        for name in ("mot", "hai")
    ]
    return {"id": "bai", "title": "Bến nước sáng nay", "body": body(paragraphs), "photos": shots}


def frames(slots: tuple[PhotoSlot, ...]) -> dict[str, tuple[float, float]]:
    return {slot.photo: (round(slot.box.width, 2), round(slot.box.height, 2)) for slot in slots}


def test_a_second_plan_prepares_the_photos_whose_frames_changed(
    tmp_path: Path, cache: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """The referee is forced: after the first setting a longer text is planned, as if its lines had come out longer."""
    first = write_issue(tmp_path / "first", [article(5)])
    second = write_issue(tmp_path / "second", [article(9)])
    run = BuildRun(cache)
    done = compose_issue(run, first, None, AS_TYPED)
    longer = read(BuildRun(cache), second, proof=False).issue
    assert longer is not None
    planned: list[dict[str, tuple[float, float]]] = []
    real = setting.set_composed

    def forced(engine: Any, composed: Any, composing: Any) -> Any:
        planned.append(frames(tuple(slot for page in composed.pages for slot in page.photos)))
        engine.forget_stories()
        return real(engine, compose(run, engine, longer, done.seen), composing)

    monkeypatch.setattr(setting, "set_composed", forced)
    laid, photos = lay_out(run, layout_engine(run, done.issue), done)
    assert frames(laid.photos) != planned[0], "the forced plan must change a frame, or this test proves nothing"
    for slot in laid.photos:
        picture = Image.open(io.BytesIO(photos["screen"][slot.marker]))
        assert picture.width / picture.height == pytest.approx(slot.box.width / slot.box.height, rel=0.02)
    prove_screen(run, laid, write_screen_edition(run, longer, laid, photos["screen"]))


def test_only_frames_that_changed_are_prepared_again() -> None:
    made: list[bytes] = []

    def prepare(slot: PhotoSlot, _editions: Collection[str] | None) -> dict[str, bytes]:
        made.append(slot.marker)
        return {"screen": slot.marker + str(slot.box.width).encode()}

    def slot(name: str, width: float, page: int = 1) -> PhotoSlot:
        box = PageBox(page, 10, 10, width, 40)
        return PhotoSlot(name.encode(), "bai", name, f"{name}.jpg", (0, 0, 1, 1), box, "")

    one, two, gone = slot("one", 50), slot("two", 50), slot("gone", 50)
    with ThreadPoolExecutor(1) as pool:
        jobs = PhotoJobs(pool, prepare)
        jobs.want([one, two, gone])
        moved = replace(one, box=replace(one.box, page=2, y=99))  # the same picture elsewhere
        jobs.want([moved, slot("two", 110), slot("new", 30)])
        photos = jobs.finish(lambda: None)
    assert set(photos) == {"screen"}
    assert dict(photos["screen"]) == {b"one": b"one50", b"two": b"two110", b"new": b"new30"}
    assert made.count(b"one") == 1


def test_pictures_beyond_what_is_held_are_made_again(monkeypatch: pytest.MonkeyPatch) -> None:
    """Memory does not grow with the photos; every edition gets the same bytes."""
    monkeypatch.setattr(jobs_module, "HELD_BYTES", 25)
    asked: list[tuple[bytes, Collection[str] | None]] = []

    def prepare(slot: PhotoSlot, editions: Collection[str] | None) -> dict[str, bytes]:
        asked.append((slot.marker, editions))
        every = {"screen": slot.marker * 4, "press": slot.marker * 9}
        return {name: data for name, data in every.items() if editions is None or name in editions}

    slots = [PhotoSlot(f"{n}".encode(), "bai", "", "", (0, 0, 1, 1), PageBox(1, 0, 0, 9, 9), "") for n in range(9)]
    with ThreadPoolExecutor(1) as pool:
        jobs = PhotoJobs(pool, prepare)
        jobs.want(slots)
        photos = jobs.finish(lambda: None)
    assert len(asked) == 9
    for edition, size in (("screen", 4), ("press", 9)):
        assert dict(photos[edition]) == {slot.marker: slot.marker * size for slot in slots}
        assert photos[edition].get(b"none") is None
    assert 9 + 9 < len(asked) < 9 + 18
    assert {editions for _, editions in asked[9:]} == {("screen",), ("press",)}
