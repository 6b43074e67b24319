"""The yearbook, checked by reading the files that it writes."""

from __future__ import annotations

import datetime as dt
import io
import json
import re
from pathlib import Path

import pikepdf
import pytest
from archive_kit import NOW
from shelf_kit import archive_of, issue, story
from yearbook_kit import A5, labels, last_lines, links, sheets

from bulletin.archive.catalogue.confirmed import Confirmed
from bulletin.archive.store.object import read_object
from bulletin.archive.store.root import Archive
from bulletin.archive.store.writer import add_version
from bulletin.archive.yearbook.drawing import roman
from bulletin.archive.yearbook.names import alphabetical, names_of
from bulletin.archive.yearbook.setting import ListEntry, set_list, width_of
from bulletin.archive.yearbook.yearbook import YearbookRequest, yearbook_job
from bulletin.cli.main import run
from bulletin.issue_text import DocumentText
from bulletin.release import Release, edition, release_bytes

QUOTE = "Giá treo lên rồi. – Chị Phạm Thị Nhài, giữ bảng giá"
DOCUMENT = DocumentText(number="09-KL/ĐU", kind="Kết luận", issuer="", date=None, title="")


@pytest.fixture
def archive(tmp_path: Path) -> Archive:
    """Three issues: of three, two and four pages."""
    pages = {1: ("Mot-1", "Mot-2", "Mot-3"), 2: ("Hai-1", "Hai-2"), 3: ("Ba-1", "Ba-2", "Ba-3", "Ba-4")}
    return archive_of(
        tmp_path / "luu-tru",
        issue(
            1, dt.date(2026, 1, 2), story("Bến cá sáng đèn", (1,), section="Đời sống", authors=("Hải Yến",)),
            story("Hội nghị", (3,), section="Xây dựng Đảng", documents=(DOCUMENT,), text="Theo 31-NQ/ĐU."),
        ),
        issue(2, dt.date(2026, 1, 9), story("Đường mới", (2,), section="Đời sống", quotes=(QUOTE,), place="Bãi đá")),
        issue(3, dt.date(2026, 1, 16), story("Sân trường", (2, 3), section="Giáo dục", authors=("Hải Yến", "Ân"))),
        issue(9, dt.date(2025, 12, 26), story("Năm cũ")),
        pdfs={number: sheets(*texts) for number, texts in pages.items()},
    )  # fmt: skip


def made(archive: Archive, out: Path, **choices: object) -> dict[str, object]:
    request = YearbookRequest(archive=archive.folder, year=2026, out=out, **choices)  # type: ignore[arg-type]
    return yearbook_job(request.to_wire())


def test_every_page_is_there_with_its_running_folio_beside_its_own(archive: Archive, tmp_path: Path) -> None:
    answer = made(archive, tmp_path)
    data = (tmp_path / "nien-giam-2026.pdf").read_bytes()
    with pikepdf.open(io.BytesIO(data)) as pdf:
        said = labels(pdf)
    assert answer["files"][0]["pages"] == len(said)  # type: ignore[index]
    texts = dict(zip(said, last_lines(data), strict=True))
    expected = {"1": "Mot-1", "2": "Mot-2", "3": "Mot-3", "5": "Hai-1", "6": "Hai-2", "7": "Ba-1", "10": "Ba-4"}
    for folio, own in expected.items():
        assert own in texts[folio]
    assert "BẢN TIN Thử số 1, 02/01/2026, trang 3 3" in texts["3"]  # at the right edge
    assert "6 BẢN TIN Thử số 2, 09/01/2026, trang 2" in texts["6"]  # at the left edge
    assert "10 BẢN TIN Thử số 3, 16/01/2026, trang 4" in texts["10"]
    assert texts["4"] == [""]  # the next issue begins on a right-hand page
    assert not any("Năm cũ" in line for lines in texts.values() for line in lines)


def test_everything_begins_on_a_right_hand_page(archive: Archive, tmp_path: Path) -> None:
    made(archive, tmp_path)
    data = (tmp_path / "nien-giam-2026.pdf").read_bytes()
    starts = ("Mục lục theo số", "Mục lục theo chuyên mục", "Mot-1", "Hai-1", "Ba-1", "Bảng tra")
    firsts = {mark: next(at for at, lines in enumerate(last_lines(data)) if mark in lines) for mark in starts}
    assert {at % 2 for at in firsts.values()} == {0}
    with pikepdf.open(io.BytesIO(data)) as pdf:
        assert len(pdf.pages) % 2 == 0
        assert labels(pdf)[:3] == ["i", "ii", "iii"]
        body = firsts["Mot-1"]
        assert labels(pdf)[body:] == [str(n + 1) for n in range(len(pdf.pages) - body)]


def test_contents_and_indexes_lead_to_the_pages_that_they_name(archive: Archive, tmp_path: Path) -> None:
    (archive.folder / "index.yaml").write_text('nguoi:\n  "Hội nghị": "Hội nghị lớn"\n', "utf-8")
    made(archive, tmp_path)
    data = (tmp_path / "nien-giam-2026.pdf").read_bytes()
    lines = [line for page in last_lines(data) for line in page]
    for wanted in (
        "Hội nghị lớn: 3", "Phạm Thị Nhài: 6", "Bãi đá: 6", "09-KL/ĐU: 3", "31-NQ/ĐU: 3", "Ân: 8", "Hải Yến: 1, 8",
    ):  # fmt: skip
        assert wanted in lines
    assert any(re.fullmatch(r"Đường mới \(PV\)[ .]*6", line) for line in lines)
    assert any(re.fullmatch(r"Sân trường \(số 3\)[ .]*8", line) for line in lines)
    with pikepdf.open(io.BytesIO(data)) as pdf:
        found = list(links(pdf))
        said = labels(pdf)
        assert all(f"Trang {said[goal]}" == text for _, text, goal in found)
        assert {goal for at, _, goal in found if said[at] == "iii"} == {said.index(folio) for folio in "135678"}
        index = last_lines(data).index(next(page for page in last_lines(data) if "Bảng tra" in page))
        assert {said[goal] for at, _, goal in found if at == index} == {"1", "3", "6", "8"}
        with pdf.open_outline() as outline:
            names = [(item.title, [child.title for child in item.children]) for item in outline.root]
    assert names == [
        ("Mục lục theo số", []), ("Mục lục theo chuyên mục", []), ("Số 1, 02/01/2026", ["Bến cá sáng đèn", "Hội nghị"]),
        ("Số 2, 09/01/2026", ["Đường mới"]), ("Số 3, 16/01/2026", ["Sân trường"]), ("Bảng tra", []),
    ]  # fmt: skip


def test_it_is_untagged_and_says_so(archive: Archive, tmp_path: Path) -> None:
    made(archive, tmp_path)
    path = tmp_path / "nien-giam-2026.pdf"
    with pikepdf.open(path) as pdf:
        assert pdf.Root.MarkInfo.Marked is False or not bool(pdf.Root.MarkInfo.Marked)
        assert "/StructTreeRoot" not in pdf.Root
        assert "untagged" in str(pdf.trailer.Info.Subject)
        assert "untagged" in bytes(pdf.Root.Metadata.read_bytes()).decode()
        assert str(pdf.trailer.Info.Title) == "BẢN TIN Thử: niên giám 2026, số 1–3"
    assert any("untagged PDF" in line for line in last_lines(path.read_bytes())[1])


def test_the_same_archive_gives_the_same_bytes(archive: Archive, tmp_path: Path) -> None:
    made(archive, tmp_path / "a")
    made(archive, tmp_path / "b")
    assert (tmp_path / "a/nien-giam-2026.pdf").read_bytes() == (tmp_path / "b/nien-giam-2026.pdf").read_bytes()


@pytest.mark.parametrize("limit", [12, 14, 16, 17])
def test_no_volume_is_longer_than_asked_and_folios_run_on(archive: Archive, tmp_path: Path, limit: int) -> None:
    answer = made(archive, tmp_path, limit=limit)
    folios: list[int] = []
    for volume in answer["files"]:  # type: ignore[attr-defined]
        with pikepdf.open(volume["file"]) as pdf:
            assert len(pdf.pages) == volume["pages"] <= limit
            folios += [int(label) for label in labels(pdf) if label.isdigit()]
            for _, text, goal in links(pdf):
                assert text == f"Trang {labels(pdf)[goal]}"
    assert folios == list(range(1, len(folios) + 1))
    assert len(answer["files"]) > 1  # type: ignore[arg-type]
    own = [
        line for volume in answer["files"] for page in last_lines(Path(volume["file"]).read_bytes()) for line in page
    ]  # type: ignore[attr-defined]
    assert [line for line in own if re.fullmatch(r"(Mot|Hai|Ba)-\d", line)] == [
        "Mot-1", "Mot-2", "Mot-3", "Hai-1", "Hai-2", "Ba-1", "Ba-2", "Ba-3", "Ba-4",
    ]  # fmt: skip


def test_too_small_a_volume_names_the_number_that_works(
    archive: Archive, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    command = ["yearbook", "2026", "--archive", str(archive.folder), "--out", str(tmp_path / "a")]
    assert run([*command, "--pages-per-volume", "8"]) == 10
    said = re.search(r"--pages-per-volume (\d+)", capsys.readouterr().err.rsplit("Gõ lại", 1)[-1])
    assert said
    assert not (tmp_path / "a").exists()
    assert run([*command, "--pages-per-volume", said[1]]) == 0


def test_pages_of_other_sizes_and_turned_ones_fit_above_the_folio(tmp_path: Path) -> None:
    tall = sheets("Quay-1", "Quay-2", size=(600, 300), rotate=90)
    archive = archive_of(
        tmp_path / "luu-tru", issue(1, dt.date(2026, 1, 2), story("Một")), issue(2, dt.date(2026, 1, 9), story("Hai")),
        issue(3, dt.date(2026, 1, 16), story("Ba")),
        pdfs={1: sheets("A", "B", size=A5), 2: tall, 3: sheets("To", "Lon", size=(1000, 1600))},
    )  # fmt: skip
    made(archive, tmp_path)
    data = (tmp_path / "nien-giam-2026.pdf").read_bytes()
    with pikepdf.open(io.BytesIO(data)) as pdf:
        assert len({tuple(map(float, page.mediabox)) for page in pdf.pages}) == 1
    assert sum("Quay" in line or line in {"To", "Lon"} for page in last_lines(data) for line in page) == 4


def test_print_takes_the_pages_of_that_edition_and_has_no_links(archive: Archive, tmp_path: Path) -> None:
    for number in (1, 2):
        press = sheets("CMYK", "CMYK", colour=(1, 0, 0, 0))
        words = issue(number, dt.date(2026, 1, 2 + 7 * (number - 1)), story("x"))
        release = Release(
            publication=words.publication, number=number, number_total=None, date=words.date,
            editions=(edition("press", "press.pdf", press, 2),), findings=(), files={}, inputs={}, layout={}, fonts={},
            tools={},
        )  # fmt: skip
        changes = {"press.pdf": press, "release.json": release_bytes(release)}
        add_version(archive, f"ban-tin-thu-2026-00{number}", changes, "", NOW)
    answer = made(archive, tmp_path, edition="press")
    assert [(f["rule"], f["file"]) for f in answer["findings"]] == [  # type: ignore[attr-defined]
        ("yearbook.other-edition", "ban-tin-thu-2026-003"),
        ("yearbook.intents", "nien-giam-2026-press.pdf"),
    ]
    with pikepdf.open(tmp_path / "nien-giam-2026-press.pdf") as pdf:
        assert list(links(pdf)) == []
        assert "/Outlines" not in pdf.Root
        assert all("/TrimBox" in page.obj for page in pdf.pages)
        forms = [page.obj.Resources.XObject.Trang for page in pdf.pages if "/XObject" in page.obj.Resources]
        assert len(forms) == 8
        assert sum(b"1 0 0 0 k" in form.read_bytes() for form in forms) == 4
        around = [page for page in pdf.pages if "/XObject" not in page.obj.Resources]
        assert not any(re.search(rb"[\d.]+ (rg|RG|k|K)\b", page.Contents.read_bytes()) for page in around)


def test_a_booklet_is_imposed_too(archive: Archive, tmp_path: Path) -> None:
    answer = made(archive, tmp_path, booklet=True)
    volume = answer["files"][0]  # type: ignore[index]
    with pikepdf.open(volume["booklet"]) as pdf:
        assert len(pdf.pages) == -(-volume["pages"] // 4) * 2


def test_nothing_of_a_year_and_damage_are_said(
    archive: Archive, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    command = ["--archive", str(archive.folder), "--out", str(tmp_path / "a")]
    assert run(["yearbook", "2024", *command]) == 3
    assert "2025, 2026" in capsys.readouterr().err
    obj = read_object(archive, "ban-tin-thu-2026-002")
    (obj.folder / "v1/content/screen.pdf").write_bytes(b"%PDF-1.4")
    assert run(["yearbook", "2026", *command]) == 8
    assert not (tmp_path / "a").exists()


def test_a_file_that_is_no_pdf_names_its_issue(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    archive = archive_of(tmp_path / "luu-tru", issue(1, dt.date(2026, 1, 2), story("Một")), pdfs={1: b"%PDF-1.4 none"})
    assert run(["yearbook", "2026", "--archive", str(archive.folder), "--out", str(tmp_path), "--json"]) == 3
    assert json.loads(capsys.readouterr().out)["findings"][0]["file"] == "ban-tin-thu-2026-001"


# --- parts ---------------------------------------------------------------------------------------------------------


def test_vietnamese_order() -> None:
    names = ["Đỗ", "Da", "Ân", "Ăn", "An", "Ơn", "Ôn", "On", "Án", "Bà", "Ba", "Zu", "Uyên", "Ưng"]
    assert sorted(names, key=alphabetical) == [
        "An", "Án", "Ăn", "Ân", "Ba", "Bà", "Da", "Đỗ", "On", "Ôn", "Ơn", "Uyên", "Ưng", "Zu",
    ]  # fmt: skip


def test_a_confirmed_name_is_found_as_a_whole_word_only() -> None:
    confirmed = Confirmed({("person", "Văn An"): "Nguyễn Văn An"}, frozenset(), "")
    assert ("person", "Nguyễn Văn An") in set(names_of(story("x", text="Ông Văn An nói"), confirmed))
    assert ("person", "Nguyễn Văn An") not in set(names_of(story("x", text="Ông Văn Anh nói"), confirmed))


def test_roman_figures() -> None:
    assert [roman(n) for n in (1, 4, 9, 14, 40, 99)] == ["i", "iv", "ix", "xiv", "xl", "xcix"]


@pytest.mark.parametrize("columns", [1, 2])
@pytest.mark.parametrize("leader", [True, False])
def test_no_word_of_a_list_leaves_its_page_or_gets_lost(columns: int, leader: bool) -> None:
    texts = ["Từ" * n + " và dài " * (n % 7) for n in range(1, 60)]
    pages = set_list("Bảng", [ListEntry(text, (7,), leader=leader) for text in texts], A5, columns)
    assert len(pages) > 1
    words = [word for page in pages for word in page]
    assert all(0 < word.y < A5[1] and word.x > 0 for word in words)
    assert all(word.x + width_of(word.text, word.font, word.size) <= A5[0] - 40 for word in words)
    shown = "".join(word.text for word in words if not re.fullmatch(r"[ .]+|7", word.text)).replace(" ", "")
    assert shown == "Bảng" + "".join(texts).replace(" ", "")
    assert sum(word.text == "7" for word in words) == len(texts)
