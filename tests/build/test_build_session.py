"""SESSION: after an edit only what changed is set again; a failure keeps the pages; its pages are the build's pages."""

from __future__ import annotations

import hashlib
import json
import os
from pathlib import Path

import pytest
from build_issues import body as text_of
from build_issues import build, photo, small_issue, write_issue

from bulletin.build.warm import PICTURE_PPI, WarmBuild, WarmPlan, WarmResult
from bulletin.pdf.pdfium import page_pngs
from bulletin.runtime.cache import Cache


def long_issue(folder: Path) -> Path:
    """Three leads of about a page each, so that an edit stays on its page."""
    articles = [
        {"id": f"bai-{n}", "title": f"Chuyện thứ {n} ở bến", "short_title": f"Chuyện {n}", "body": text_of(14 + n)}
        for n in range(4)
    ]
    return write_issue(folder, articles, ["lead"] * 4)


def edit(path: Path, old: str, new: str) -> None:
    text = path.read_text("utf-8")
    assert old in text
    path.write_text(text.replace(old, new, 1), "utf-8")


def pictures(result: WarmResult) -> list[bytes]:
    return [path.read_bytes() for path in result.pages]


def built_pictures(folder: Path, out: Path, cache: Path) -> list[bytes]:
    build(folder, out, cache, "screen")
    return list(page_pngs((out / "screen.pdf").read_bytes(), PICTURE_PPI))


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    return long_issue(tmp_path / "so-18")


def test_one_word_changes_only_its_pages(folder: Path, tmp_path: Path, cache: Path) -> None:
    warm = WarmBuild(folder, cache)
    first = warm.rebuild()
    assert first.ok, first.findings
    assert first.changed == tuple(range(1, len(first.pages) + 1))
    assert len(first.pages) > 2
    before = pictures(first)
    again = warm.rebuild()
    assert (again.ok, again.changed, again.pages) == (True, (), first.pages)
    # A word of the same width: nothing else can move.
    edit(folder / "articles" / "bai-3.yaml", "ngồi quanh nghe mãi", "ngồi quanh nghe mài")
    second = warm.rebuild()
    after = pictures(second)
    assert second.ok, second.findings
    assert second.changed
    assert len(second.changed) < len(second.pages)
    differing = [n for n, (a, b) in enumerate(zip(before, after, strict=True), 1) if a != b]
    assert set(differing) <= set(second.changed)
    assert differing


def test_its_pages_are_those_of_the_full_build(folder: Path, tmp_path: Path, cache: Path) -> None:
    warm = WarmBuild(folder, cache)
    warm.rebuild()
    edit(folder / "articles" / "bai-1.yaml", "Chuyện thứ 1 ở bến", "Chuyện thứ nhất kể ở bến cá sớm")
    edit(folder / "articles" / "bai-2.yaml", "gió còn mang hơi muối", "gió lặng")
    result = warm.rebuild()
    assert result.ok, result.findings
    assert pictures(result) == built_pictures(folder, tmp_path / "out", cache)


def test_photos_and_codes_are_those_of_the_full_build(tmp_path: Path, cache: Path) -> None:
    folder = small_issue(tmp_path / "so-18")
    warm = WarmBuild(folder, cache)
    first = warm.rebuild()
    assert first.ok, first.findings
    assert pictures(first) == built_pictures(folder, tmp_path / "out", cache)
    photo(folder / "photos" / "ben.jpg", seed=2)
    second = warm.rebuild()
    assert second.ok, second.findings
    assert len(second.changed) == 1
    assert pictures(second) == built_pictures(folder, tmp_path / "out", cache)


def test_articles_come_and_go(folder: Path, tmp_path: Path, cache: Path) -> None:
    warm = WarmBuild(folder, cache)
    first = warm.rebuild()
    sheet = (folder / "issue.yaml").read_text("utf-8")
    plan = [line for line in sheet.splitlines() if "- article" in line or "slot" in line or "section" in line]
    assert plan
    shorter = write_issue(folder, [{"id": "bai-0", "title": "Chuyện thứ 0 ở bến", "body": text_of(3)}], ["lead"])
    for n in range(1, 4):
        (shorter / "articles" / f"bai-{n}.yaml").unlink()
    second = warm.rebuild()
    assert second.ok, second.findings
    assert len(second.pages) < len(first.pages)
    assert pictures(second) == built_pictures(folder, tmp_path / "out", cache)


@pytest.mark.parametrize(
    ("old", "new", "rule"),
    [
        ("title:", "tilte:", None),
        ("Chuyện thứ 2", "Chuyện 學 thứ 2", "font.missing-letter"),
        ("id: bai-2", "id: bai-1", None),
    ],
)
def test_a_failure_keeps_the_last_good_pages(folder: Path, cache: Path, old: str, new: str, rule: str | None) -> None:
    warm = WarmBuild(folder, cache)
    first = warm.rebuild()
    before = pictures(first)
    path = folder / "articles" / "bai-2.yaml"
    good = path.read_text("utf-8")
    edit(path, old, new)
    failed = warm.rebuild()
    assert not failed.ok
    assert failed.findings
    assert rule is None or rule in [f.rule.id for f in failed.findings]
    assert failed.pages == first.pages
    assert pictures(failed) == before
    path.write_text(good, "utf-8")
    mended = warm.rebuild()
    assert mended.ok, mended.findings
    assert mended.pages == first.pages
    assert not (folder / "build").exists()


def test_a_folder_that_is_not_there(tmp_path: Path, cache: Path) -> None:
    result = WarmBuild(tmp_path / "none", cache).rebuild()
    assert not result.ok
    assert result.pages == ()
    assert result.findings


def test_a_cache_that_was_emptied_is_filled_again(tmp_path: Path, cache: Path) -> None:
    """Also the fonts are gone; an edit after that is set with fonts cut anew."""
    own = tmp_path / "cache"
    folder = small_issue(tmp_path / "so-18")
    warm = WarmBuild(folder, own)
    first = warm.rebuild()
    assert first.ok, first.findings
    before = pictures(first)
    Cache(own).clear()
    assert not any(path.exists() for path in first.pages)
    again = warm.rebuild()
    assert again.ok, again.findings
    assert pictures(again) == before
    Cache(own).clear()
    edit(folder / "articles" / "ngo-14.yaml", "Ngõ 14 lát lại gạch", "Ngõ 14 lát lại đá")
    third = warm.rebuild()
    assert third.ok, third.findings
    assert pictures(third) == built_pictures(folder, tmp_path / "out", cache)


@pytest.mark.parametrize("gone", [(1, 3, 4), (2, 4), (3,)])
def test_some_pages_are_proved_by_their_own_words(folder: Path, cache: Path, gone: tuple[int, ...]) -> None:
    warm = WarmBuild(folder, cache)
    first = warm.rebuild()
    before = pictures(first)
    assert len(before) >= max(gone)
    for page in gone:
        first.pages[page - 1].unlink()
    again = warm.rebuild()
    assert (again.ok, again.changed) == (True, gone), again.findings
    assert pictures(again) == before


def test_pictures_that_are_shown_are_marked_as_used(tmp_path: Path, cache: Path) -> None:
    warm = WarmBuild(small_issue(tmp_path / "so-18"), cache)
    first = warm.rebuild()
    for path in first.pages:
        os.utime(path, (1, 1))
    assert warm.rebuild().pages == first.pages
    assert all(path.stat().st_mtime > 1e9 for path in first.pages)


def test_another_focus_of_a_photo_sets_its_page_again(tmp_path: Path, cache: Path) -> None:
    shot = {
        "id": "anh-1", "file": "photos/doc.jpg", "caption": "Bến sớm", "alt": "Thuyền về bến", "focus": [50, 5],
    }  # fmt: skip
    photo(tmp_path / "so-18" / "photos" / "doc.jpg", 1200, 1900)
    folder = write_issue(
        tmp_path / "so-18",
        [{"id": "ben", "title": "Bến cá thức từ sớm", "body": text_of(6), "photos": [shot]}],
        ["lead"],
    )
    warm = WarmBuild(folder, cache)
    first = warm.rebuild()
    assert first.ok, first.findings
    before = pictures(first)
    edit(folder / "articles" / "ben.yaml", "- 5\n", "- 95\n")
    second = warm.rebuild()
    assert second.ok, second.findings
    assert second.changed == (1,)
    assert pictures(second)[0] != before[0]
    assert pictures(second) == built_pictures(folder, tmp_path / "out", cache)


def test_what_the_pages_depend_on_is_told(tmp_path: Path, cache: Path) -> None:
    folder = small_issue(tmp_path / "pub" / "so-18")
    (folder / "publication.yaml").rename(tmp_path / "pub" / "publication.yaml")
    told = {path.resolve() for path in WarmBuild(folder, cache).rebuild().depends}
    assert {folder / "issue.yaml", folder / "photos" / "ben.jpg", tmp_path / "pub" / "publication.yaml"} <= told
    assert {tmp_path / "pub" / name for name in ("layouts", "fonts", "printers")} <= told


def test_articles_with_errors_are_left_out_when_that_is_asked(tmp_path: Path, cache: Path) -> None:
    folder = small_issue(tmp_path / "so-18")
    story = folder / "articles" / "ngo-14.yaml"
    whole = story.read_text("utf-8")
    story.write_text(whole.partition("body:")[0], "utf-8")
    warm = WarmBuild(folder, cache)
    refused = warm.plan()
    assert isinstance(refused, WarmResult)
    assert [f.rule.id for f in refused.findings if f.severity == "error"] == ["schema.missing"]

    planned = warm.plan(unfinished=True)
    assert isinstance(planned, WarmPlan)
    assert planned.left_out == ("articles/ngo-14.yaml",)
    assert planned.errors == refused.findings, "what is wrong is told all the same"
    assert [entry.article.id for entry in planned.issue.entries] == ["ben-som", "tin-den"]
    assert warm.finish(planned).ok

    (folder / "photos" / "ben.jpg").unlink()
    without_photo = warm.plan(unfinished=True)
    assert isinstance(without_photo, WarmPlan)
    assert without_photo.left_out == ("articles/ben-som.yaml", "articles/ngo-14.yaml")

    story.write_text(whole, "utf-8")
    photo(folder / "photos" / "ben.jpg")
    mended = warm.plan(unfinished=True)
    assert isinstance(mended, WarmPlan)
    assert (mended.left_out, mended.errors) == ((), ())


def test_an_error_outside_of_the_articles_stops_every_page(tmp_path: Path, cache: Path) -> None:
    folder = small_issue(tmp_path / "so-18")
    edit(folder / "issue.yaml", "2026-11-20", "hôm qua")
    edit(folder / "articles" / "tin-den.yaml", "body:", "than:")
    assert isinstance(WarmBuild(folder, cache).plan(unfinished=True), WarmResult)


def test_no_page_is_made_of_errors_alone(tmp_path: Path, cache: Path) -> None:
    folder = small_issue(tmp_path / "so-18")
    for file in (folder / "articles").iterdir():
        file.write_text(file.read_text("utf-8").partition("body:")[0], "utf-8")
    found = WarmBuild(folder, cache).plan(unfinished=True)
    assert isinstance(found, WarmResult)
    assert [f.rule.id for f in found.findings if f.severity == "error"] == ["schema.missing"] * 3


def test_pages_that_were_shown_stay_and_are_built(folder: Path, tmp_path: Path, cache: Path) -> None:
    """The last plan is written where pages are shown, not while an article is left out, and never by a build."""
    warm, file = WarmBuild(folder, cache), folder / ".bulletin/pages-tuan-tin.json"
    first = warm.plan()
    assert isinstance(first, WarmPlan)
    assert first.composed.fit is not None
    assert first.composed.fit.repair is None
    edit(folder / "articles" / "bai-3.yaml", "gió còn mang hơi muối", "gió còn mang hơi muối và mùi rong biển")
    second = warm.plan()
    assert isinstance(second, WarmPlan)
    assert second.composed.fit is not None
    assert second.composed.fit.repair is not None
    kept = file.read_bytes()
    edit(folder / "articles" / "bai-2.yaml", "title:", "tilte:")
    without = warm.plan(unfinished=True)
    assert isinstance(without, WarmPlan)
    assert without.left_out == ("articles/bai-2.yaml",)
    assert file.read_bytes() == kept
    edit(folder / "articles" / "bai-2.yaml", "tilte:", "title:")
    outs = tmp_path / "one", tmp_path / "two"
    for out in outs:
        build(folder, out, cache if out is outs[0] else tmp_path / "own", "screen")
    assert file.read_bytes() == kept
    one, two = ((out / "release.json").read_bytes() for out in outs)
    assert one == two
    assert json.loads(one)["inputs"][".bulletin/pages-tuan-tin.json"] == hashlib.sha256(kept).hexdigest()
    file.write_bytes(kept[:-9])
    build(folder, tmp_path / "three", cache, "screen")
    assert ".bulletin/pages-tuan-tin.json" not in json.loads((tmp_path / "three/release.json").read_bytes())["inputs"]
