"""The stamp of a draft: seen on screen and office pages until somebody approves, and nowhere else."""

from __future__ import annotations

from pathlib import Path

import pikepdf
import pytest
from build_issues import small_issue

from bulletin.build.reading import check_issue
from bulletin.build.recipe import build_job
from bulletin.desk.approval import approval_digest
from bulletin.editions.draft import stamped
from bulletin.pdf.pdfium import page_pngs

DRAFT = {"editions": ["screen", "press", "office", "record"], "draft": "27/11/2026 14:02"}


def built(folder: Path, out: Path, cache: Path, choices: dict[str, object]) -> Path:
    job = {"folder": str(folder), "out": str(out), "cache": str(cache), "layout": None, "choices": choices}
    assert build_job(job)["out"] == str(out)
    return out


@pytest.fixture(scope="module")
def outputs(tmp_path_factory: pytest.TempPathFactory, cache: Path) -> tuple[Path, Path, Path]:
    """The issue, its plain files and its draft."""
    place = tmp_path_factory.mktemp("draft")
    folder = small_issue(place / "so-18")
    plain = built(folder, place / "plain", cache, {"editions": DRAFT["editions"]})
    return folder, plain, built(folder, place / "draft", cache, DRAFT)


@pytest.mark.parametrize("name", ["screen", "office"])
def test_readers_of_a_draft_see_that_it_is_one(outputs: tuple[Path, Path, Path], name: str) -> None:
    _, plain, draft = outputs
    before, after = (list(page_pngs((place / f"{name}.pdf").read_bytes(), 40)) for place in (plain, draft))
    assert len(before) == len(after)
    assert all(one != other for one, other in zip(before, after, strict=True))


@pytest.mark.parametrize("name", ["press", "record"])
def test_press_and_archive_never_carry_the_stamp(outputs: tuple[Path, Path, Path], name: str) -> None:
    _, plain, draft = outputs
    before, after = (list(page_pngs((place / f"{name}.pdf").read_bytes(), 40)) for place in (plain, draft))
    assert before == after


def test_the_stamp_is_no_text_and_brings_no_font(outputs: tuple[Path, Path, Path]) -> None:
    _, plain, draft = outputs
    for one, other in zip(*(_pages(place / "screen.pdf") for place in (plain, draft)), strict=True):
        assert one[0] in other[0], "the content itself is the same"
        assert other[0].count(b"/Artifact BMC") == one[0].count(b"/Artifact BMC") + 1
        assert one[1] == other[1]


def _pages(path: Path) -> list[tuple[bytes, list[str]]]:
    with pikepdf.open(path) as file:
        fonts = [sorted(page.resources.get("/Font", {}).keys()) for page in file.pages]
        streams = []
        for page in file.pages:
            page.contents_coalesce()
            streams.append(page.obj.Contents.read_bytes().strip())
        return list(zip(streams, fonts, strict=True))


def test_an_approved_issue_is_no_draft(tmp_path: Path, cache: Path) -> None:
    folder = small_issue(tmp_path / "so-18")
    found = check_issue(folder, cache)
    assert found.issue is not None
    digest = approval_digest(found.issue, found.seen.digests())
    sheet = folder / "issue.yaml"
    sheet.write_text(f"{sheet.read_text()}approved:\n  - name: Vũ Thị Hạnh\n    digest: {digest}\n")
    only = {"editions": ["screen"]}
    plain = built(folder, tmp_path / "plain", cache, only)
    draft = built(folder, tmp_path / "draft", cache, only | {"draft": "27/11/2026 14:02"})
    assert (plain / "screen.pdf").read_bytes() == (draft / "screen.pdf").read_bytes()


def test_the_same_stamp_gives_the_same_bytes(outputs: tuple[Path, Path, Path]) -> None:
    pdf = (outputs[1] / "screen.pdf").read_bytes()
    assert stamped(pdf, "27/11/2026 14:02") == stamped(pdf, "27/11/2026 14:02")
