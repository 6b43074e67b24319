"""The yearbook for a print shop: bleed, PDF/X and preflight, as a press file of an issue has them."""

from __future__ import annotations

import datetime as dt
import io
import json
import shutil
from dataclasses import replace
from pathlib import Path
from typing import Any

import pikepdf
import pytest
from archive_kit import NOW
from build_issues import build
from find_kit import keep_files, new_archive
from shelf_kit import issue, story
from validators_kit import Judge
from yearbook_kit import A5, pixel, sheets

from bulletin import datafiles
from bulletin.archive.keep import keep
from bulletin.archive.package import package_issue
from bulletin.archive.store.object import read_bytes, read_object
from bulletin.archive.store.root import Archive, object_ids
from bulletin.archive.store.writer import create_archive, writing
from bulletin.archive.yearbook.yearbook import YearbookRequest, yearbook_job
from bulletin.cli.main import run
from bulletin.geometry import PT_PER_MM
from bulletin.issue_text import issue_text_bytes
from bulletin.release import Release, edition, release_bytes, release_from

SAMPLE = Path(__file__).parents[3] / "examples" / "mot-trang"
BLEED = 3 * PT_PER_MM
SHOP = {"printer": "offset-mono", "condition": "FOGRA39", "bleed_mm": "3", "marks": "none", "icc_sha256": "x"}


def made(archive: Archive, out: Path, **choices: object) -> dict[str, Any]:
    request = YearbookRequest(archive=archive.folder, year=2026, out=out, edition="press", **choices)  # type: ignore[arg-type]
    return yearbook_job(request.to_wire())


@pytest.fixture(scope="module")
def sample(tmp_path_factory: pytest.TempPathFactory) -> Archive:
    """The issue of one page, built for the press and kept."""
    place = tmp_path_factory.mktemp("sample")
    shutil.copytree(SAMPLE, place / "so-11")
    build(place / "so-11", place / "so-11/build", place / "cache", "press", "screen")
    archive = create_archive(place / "luu-tru")
    package = package_issue(place / "so-11", place / "so-11/build", cache=place / "cache")
    with writing(archive) as writer:
        keep(writer, package, None, NOW)
    return archive


def test_the_book_is_a_press_file_for_every_judge(
    sample: Archive, tmp_path: Path, judge: Judge, capsys: pytest.CaptureFixture[str]
) -> None:
    answer = made(sample, tmp_path)
    (volume,) = answer["files"]
    assert volume["standards"] == ["PDF/X-4", "PDF/A-2b"]
    assert answer["findings"] == []
    data = (tmp_path / "nien-giam-2026-press.pdf").read_bytes()
    judge.assert_good([(data, "2b")])
    assert run(["preflight", volume["file"], "--profile", "offset-coated", "--no-validators", "--json"]) == 0
    said = json.loads(capsys.readouterr().out)["report"]
    assert said["passed"]
    assert len(said["pages"]) == volume["pages"]
    assert Path(volume["report"]).read_text("utf-8").count("nien-giam-2026-press") > 0
    kept = read_bytes(read_object(sample, object_ids(sample)[0]), "press.pdf")
    with pikepdf.open(io.BytesIO(data)) as pdf, pikepdf.open(io.BytesIO(kept)) as source:
        assert set(pdf.Root.keys()) == {"/Type", "/Pages", "/Metadata", "/OutputIntents"}
        intents = [file.Root.OutputIntents[0] for file in (pdf, source)]
        assert len({intent.DestOutputProfile.read_bytes() for intent in intents}) == 1
        wide, high = (float(source.pages[0].trimbox[n + 2]) - float(source.pages[0].trimbox[n]) for n in (0, 1))
        for page in pdf.pages:
            trim, bleed = [float(edge) for edge in page.trimbox], [float(edge) for edge in page.obj.BleedBox]
            # The page keeps its size, and the folio has a strip of its own.
            assert (trim[2] - trim[0], trim[3] - trim[1]) == pytest.approx((wide, high + 10 * PT_PER_MM), abs=0.2)
            assert [trim[0] - bleed[0], trim[1] - bleed[1]] == pytest.approx([BLEED] * 2, abs=0.01)
            assert [bleed[2] - trim[2], bleed[3] - trim[3]] == pytest.approx([BLEED] * 2, abs=0.01)
    made(sample, tmp_path / "again")
    assert (tmp_path / "again/nien-giam-2026-press.pdf").read_bytes() == data


def test_a_grey_book_is_held_to_the_copier(sample: Archive, tmp_path: Path) -> None:
    request = YearbookRequest(archive=sample.folder, year=2026, out=tmp_path, edition="office")
    answer = yearbook_job(request.to_wire())
    # The issue was built without an office edition, so its pages are in colour.
    assert [one["rule"] for one in answer["findings"]][:2] == ["yearbook.other-edition", "yearbook.withheld"]
    assert answer["files"][0]["file"] is None
    assert [path.name for path in tmp_path.iterdir()] == ["nien-giam-2026-office-preflight.html"]


# --- small files -----------------------------------------------------------------------------------------------------


def bled(colour: tuple[float, ...] = (0, 0, 0, 0.5)) -> bytes:
    """A page of one tint that goes 3 mm over every edge of its trim."""
    wide, high = A5[0] + 2 * BLEED, A5[1] + 2 * BLEED
    with pikepdf.open(io.BytesIO(sheets("", size=(wide, high)))) as pdf:
        page = pdf.pages[0].obj
        page.TrimBox = pikepdf.Array([BLEED, BLEED, wide - BLEED, high - BLEED])
        page.BleedBox = page.MediaBox
        sign = "k" if len(colour) == 4 else "rg"
        paint = f"{' '.join(map(str, colour))} {sign} 0 0 {wide} {high} re f"
        page.Contents = pdf.make_stream(paint.encode())
        out = io.BytesIO()
        pdf.save(out, deterministic_id=True)
        return out.getvalue()


def keep_press(archive: Archive, number: int, pdf: bytes, **said: str) -> None:
    """An issue of which only the press file was kept, with the file of its printer."""
    words = issue(number, dt.date(2026, 1, 2 + 7 * (number - 1)), story("x"))
    sheet = replace(edition("press", "press.pdf", pdf, 1), standards=("PDF/X-4", "PDF/A-2b"), made_for={**SHOP, **said})
    release = Release(
        publication=words.publication, number=number, number_total=None, date=words.date, editions=(sheet,)
    )  # fmt: skip
    files = {"press.pdf": pdf, "release.json": release_bytes(release), "articles.json": issue_text_bytes(words)}
    files["printers/offset-mono.yaml"] = datafiles.find("printers", "offset-mono.yaml").read_bytes()
    keep_files(archive, f"ban-tin-thu-2026-{number:03}", files)


def test_a_tint_goes_over_the_edges_of_the_sheet_and_stops_at_the_folio(tmp_path: Path) -> None:
    archive = new_archive(tmp_path / "luu-tru")
    keep_press(archive, 1, bled())
    answer = made(archive, tmp_path)
    with pikepdf.open(answer["files"][0]["file"]) as pdf:
        at = next(n for n, page in enumerate(pdf.pages) if "/XObject" in page.obj.Resources)
        wide, high = A5[0], A5[1] + 10 * PT_PER_MM
    data = Path(answer["files"][0]["file"]).read_bytes()
    out = 2.5 * PT_PER_MM
    tinted = [pixel(data, at, x, y) for x, y in ((-out, high / 2), (wide + out, high / 2), (wide / 2, high + out))]
    assert all(100 < value < 180 for value in tinted)
    assert pixel(data, at, wide / 2, 9 * PT_PER_MM) == 255
    assert pixel(data, at, wide / 2, 11 * PT_PER_MM) == tinted[0]


def test_issues_for_two_orders_claim_nothing(tmp_path: Path) -> None:
    archive = new_archive(tmp_path / "luu-tru")
    keep_press(archive, 1, bled())
    keep_press(archive, 2, bled(), condition="FOGRA52")
    answer = made(archive, tmp_path)
    assert [one["rule"] for one in answer["findings"]] == ["yearbook.intents"]
    assert answer["files"][0]["standards"] == []
    assert b"GTS_PDFX" not in (tmp_path / "nien-giam-2026-press.pdf").read_bytes()


def test_what_does_not_pass_is_withheld_with_its_report(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    archive = new_archive(tmp_path / "luu-tru")
    keep_press(archive, 1, bled((0.9, 0.2, 0.1)))
    command = ["yearbook", "2026", "--archive", str(archive.folder), "--edition", "press", "--out", str(tmp_path / "a")]
    assert run(command) == 6
    said = capsys.readouterr()
    assert "yearbook.withheld" in said.err
    assert "preflight.colour" in said.err
    assert [path.name for path in (tmp_path / "a").iterdir()] == ["nien-giam-2026-press-preflight.html"]
    assert "nien-giam-2026-press-preflight.html" in said.out


def test_the_release_of_the_sample_names_its_order(sample: Archive) -> None:
    """What the yearbook reads is what a build writes."""
    said = release_from(read_bytes(read_object(sample, object_ids(sample)[0]), "release.json"))
    press = next(one for one in said.editions if one.name == "press")
    assert set(SHOP) <= set(press.made_for)
