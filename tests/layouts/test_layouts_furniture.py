"""No layout loses a word that an issue says beside its articles: what a template drops stops the build."""

from __future__ import annotations

import os
from dataclasses import replace
from pathlib import Path

import pytest
from layouts_kit import LAYOUTS
from own_kit import CORRECTION, NOTICE, OwnIssue, own_issue

from bulletin.layout.pages import furniture
from bulletin.preflight.proofs.furniture import bare, furniture_of, prove_furniture
from bulletin.preflight.proofs.words import prove_issue

LEGAL = """
legal_profile: vn-2026
licence: {kind: ban_tin, number: "07/GP-XBBT", issued: 2026-07-20, issuer: "UBND thành phố", expires: 2027-07-19}
responsible: [{name: "Vũ Thị Hạnh", office: "Chủ tịch"}]
editors: ["Lương Quốc Việt"]
contacts: {address: "Số 1 đường Vọng Hải", phone: "0225 3000 111", email: "a@doson.example", portal: "https://doson.example",
  fanpage: "https://fb.doson.example/bantin"}
owner: "Đảng ủy phường"
"""


@pytest.fixture
def own(tmp_path: Path, shared: Path, monkeypatch: pytest.MonkeyPatch) -> OwnIssue:
    monkeypatch.setenv("FONTCONFIG_FILE", os.environ.get("FONTCONFIG_FILE", ""))
    made = own_issue(tmp_path / "so", shared / "cache")
    publication = made.folder / "publication.yaml"
    kept = [line for line in publication.read_text("utf-8").splitlines() if not line.startswith("legal_profile")]
    publication.write_text("\n".join(kept) + LEGAL, "utf-8")
    with (made.folder / "issue.yaml").open("a", encoding="utf-8") as sheet:
        sheet.write('print: {house: "Xưởng in Ven Sông", copies: 1200, finished: 2026-11-19}\n')
        sheet.write('period: {from: 2026-11-13, to: 2026-11-19}\ndeposit: {month: "11/2026"}\n')
    return made


def test_everything_beside_the_articles_is_printed_and_asked_for(own: OwnIssue) -> None:
    issue, composed = own.composed()
    slots = [slot for page in composed.pages for slot in page.slots]
    assert prove_issue(issue, slots) == ()
    imprint = [slot.text for slot in slots if slot.role == "imprint"]
    assert imprint[:13] == [
        f"Đính chính: {CORRECTION}", f"Thông báo: {NOTICE}", "Cơ quan chủ quản: Đảng ủy phường",
        "Cơ quan xuất bản: Tổ dân phố số 6", "Chịu trách nhiệm xuất bản: Vũ Thị Hạnh, Chủ tịch",
        "Ban biên tập: Lương Quốc Việt", "Trụ sở: Số 1 đường Vọng Hải", "Điện thoại: 0225 3000 111",
        "Thư điện tử: a@doson.example", "Cổng thông tin: doson.example",
        "Giấy phép xuất bản số 07/GP-XBBT do UBND thành phố cấp ngày 20/07/2026", "Kỳ hạn xuất bản: Hằng tháng",
        "Kỳ này: Từ 13 đến 19/11/2026",
    ]  # fmt: skip
    # Seeded defects: every word that is asked for is missed when it is gone from its page.
    asked = furniture_of(issue)
    assert {item.where for item in asked} == {"front", "imprint"}
    assert len(asked) > 20
    for item in asked:
        gone = [slot for slot in slots if slot.story or bare(item.words) not in bare(slot.text)]
        found = prove_furniture(issue, gone)
        assert (item.field, item.words) in {(f.values["field"], f.values["words"]) for f in found}, item
        assert {f.rule.id for f in found} <= {"proof.furniture-lost", "legal.not-printed"}


@pytest.mark.parametrize(
    "label", ["Thông báo:", "Đính chính:", "Cơ quan xuất bản:", "Giấy phép xuất bản số", "Trụ sở:"]
)
def test_a_line_that_the_imprint_forgets_is_missed(own: OwnIssue, monkeypatch: pytest.MonkeyPatch, label: str) -> None:
    real = furniture.imprint_lines
    monkeypatch.setattr(furniture, "imprint_lines", lambda issue: [row for row in real(issue) if row[0] != label])
    issue, composed = own.composed()
    slots = [replace(slot, box=replace(slot.box, page=2)) if slot.role == "imprint" else slot
             for page in composed.pages for slot in page.slots]  # fmt: skip
    assert prove_issue(issue, slots) != ()


def test_the_law_is_told_as_the_reason(own: OwnIssue) -> None:
    issue, composed = own.composed()
    slots = [slot for page in composed.pages for slot in page.slots if "07/GP" not in slot.text]
    found = {f.rule.id: f for f in prove_furniture(issue, slots)}
    legal = found["legal.not-printed"]
    assert legal.why("vi").startswith("Luật Báo chí 2025")
    assert legal.place.file == "publication.yaml"
    assert legal.place.line


DROPS = {
    "imprint": ("imprint.html.j2", "imprint.lines", "imprint.lines[2:]", 3, [CORRECTION, NOTICE]),
    "all of it": ("imprint.html.j2", "imprint.lines", "imprint.lines[:0]", 3, [CORRECTION, NOTICE, "Vũ Thị Hạnh"]),
    "fan page": ("imprint.html.j2", "{% if imprint.qr %}", "{% if false %}", 6, ["fb.doson.example"]),
    "publisher": ("masthead.html.j2", "[masthead.publisher, ", "[", None, ["Tổ dân phố số 6"]),
    "date": ("masthead.html.j2", "[masthead.number, day]", "[masthead.number]", 2, ["Thứ"]),
}  # fmt: skip


@pytest.mark.parametrize("drop", DROPS)
def test_a_template_that_drops_words_is_named_with_its_line(own: OwnIssue, drop: str) -> None:
    file, old, new, line, words = DROPS[drop]
    if not (own.layout / file).exists():
        own.write(file, _shared(file))
    own.change(file, old, new)
    found = own.problems()
    assert {f.rule.id for f in found} == {"layout.dropped"}
    assert {f.place.file for f in found} == {f"layouts/cua-toi/{file}"}
    assert line is None or line in {f.place.line for f in found}
    said = " ".join(f.quote for f in found)
    assert all(word[:30] in said for word in words)


def _shared(file: str) -> str:
    return (LAYOUTS / "_base" / file).read_text("utf-8")


def test_a_page_that_leaves_the_imprint_out_is_named(own: OwnIssue) -> None:
    own.write("page.html.j2", _shared("page.html.j2").replace('{% include "imprint.html.j2" %}', ""))
    found = own.problems()
    assert {f.rule.id for f in found} == {"layout.dropped"}
    assert {f.place.file for f in found} == {"layouts/cua-toi/page.html.j2"}


@pytest.mark.parametrize(
    ("old", "new", "what"),
    [
        ("{{ ink.photo(f) }}", "", "ảnh của bài"),
        ("{% for t in s.head %}", "{% for t in s.head[1:] %}", "chữ của bài"),
        ("{{ ink.code(e.url, e.qr, ", '{{ "" if true else ink.code(e.url, e.qr, ', "mã QR của bài"),
    ],
)
def test_what_a_story_loses_is_named(tmp_path: Path, shared: Path, old: str, new: str, what: str,
                                     monkeypatch: pytest.MonkeyPatch) -> None:  # fmt: skip
    monkeypatch.setenv("FONTCONFIG_FILE", os.environ.get("FONTCONFIG_FILE", ""))
    own = own_issue(tmp_path / "so", shared / "cache", example="do-son")
    own.write("parts.html.j2", _shared("parts.html.j2"))
    own.change("parts.html.j2", old, new)
    found = own.problems()
    assert {f.rule.id for f in found} == {"layout.dropped"}
    assert {f.place.file for f in found} == {"layouts/cua-toi/parts.html.j2"}
    assert all(what in f.what("vi") for f in found)


def test_contents_that_drop_an_entry_or_its_page_are_named(
    tmp_path: Path, shared: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("FONTCONFIG_FILE", os.environ.get("FONTCONFIG_FILE", ""))
    own = own_issue(tmp_path / "so", shared / "cache", example="do-son")
    own.write("contents.html.j2", _shared("contents.html.j2").replace("contents.entries %}", "contents.entries[1:] %}"))
    (entry,) = own.problems()
    assert (entry.rule.id, entry.place.line) == ("layout.dropped", 4)
    own.write("contents.html.j2", _shared("contents.html.j2").replace('e.page ~ "", e.number', '"–", e.number'))
    assert {f.rule.id for f in own.problems()} == {"layout.dropped"}


def test_a_teaser_that_is_dropped_is_named(tmp_path: Path, shared: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("FONTCONFIG_FILE", os.environ.get("FONTCONFIG_FILE", ""))
    own = own_issue(tmp_path / "so", shared / "cache", example="do-son")
    own.write("skybox.html.j2", _shared("skybox.html.j2").replace("skybox.entries %}", "skybox.entries[1:] %}"))
    (entry,) = own.problems()
    assert (entry.rule.id, entry.place.line) == ("layout.dropped", 4)


def test_a_page_that_leaves_out_the_common_head_of_briefs_is_named(
    tmp_path: Path, shared: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("FONTCONFIG_FILE", os.environ.get("FONTCONFIG_FILE", ""))
    own = own_issue(tmp_path / "so", shared / "cache", example="do-son")
    own.write("page.html.j2", _shared("page.html.j2").replace('{% include "briefs-head.html.j2" %}', ""))
    found = own.problems()
    assert {f.rule.id for f in found} == {"layout.dropped"}
    assert {f.quote for f in found} == {"Tin vắn"}


def test_an_imprint_taller_than_a_page_is_said_and_not_cut(own: OwnIssue) -> None:
    own.change("layout.yaml", "imprint: {family: Source Sans 3, size_pt: 7.4, leading_pt: 9.4}",
               "imprint: {family: Source Sans 3, size_pt: 100, leading_pt: 130}")  # fmt: skip
    (finding,) = own.problems()
    assert finding.rule.id == "layout.imprint-too-tall"
    assert finding.place.file == "layouts/cua-toi/layout.yaml"
    assert finding.place.line


def test_words_of_the_masthead_that_a_layout_leaves_out_are_named(own: OwnIssue) -> None:
    with (own.folder / "publication.yaml").open("a", encoding="utf-8") as publication:
        publication.write('\nsince: "1999"\n')
    own.change("masthead.html.j2", "masthead.since, ", "")
    _, composed = own.composed()
    (left,) = [finding for finding in composed.findings if finding.rule.id == "layout.masthead-left-out"]
    assert left.quote == "Xuất bản từ năm 1999"
    assert left.place.file == "publication.yaml"
    assert left.place.line == len((own.folder / "publication.yaml").read_text("utf-8").splitlines())
    # The remedy: what is typed under notices is printed.
    sheet = own.folder / "issue.yaml"
    sheet.write_text(sheet.read_text("utf-8").replace(NOTICE, f"{NOTICE} Xuất bản từ năm 1999."), "utf-8")
    _, composed = own.composed()
    assert "layout.masthead-left-out" not in {finding.rule.id for finding in composed.findings}
