# ruff: noqa: E501 - tables of lines read better on one line
"""Every remedy that names a line to type is applied where it points: the finding is gone and the value is as meant."""

from __future__ import annotations

import re
from typing import Any

import pytest
from sources_office import Office

from bulletin.errors import Finding
from bulletin.model import Issue
from bulletin.sources.folding import fold
from bulletin.sources.schema import everyday
from bulletin.sources.schema.kinds import RECORDS
from bulletin.sources.schema.shapes import RecordInfo, record_info

ARTICLE = "articles/cay-cau-moi.yaml"
TEXT = """\
ma: cay-cau-moi
tieu_de: "Cây cầu mới"
chuyen_muc: doi-song
tac_gia:
  - "Minh Khuê"
ngay_dang: 17/11/2026
nguon:
  ten: "Cổng"
  dia_chi: https://bennuoc.example/tin/1
noi_dung: |
  Sáng sớm bà con qua cầu.

  ![[anh-1]]
anh:
  - ma: anh-1
    tep: photos/cau.jpg
    chu_thich: "Cầu mới"
    mo_ta_anh: "Cây cầu"
"""
TITLE = 'tieu_de: "Cây cầu mới"'

# file, words to replace, what is typed instead, field path in the issue, the value that is meant
TABLE: list[tuple[str, str, str, str, Any]] = [
    (ARTICLE, TITLE, 'tieu_de: "Hội thi "Dân vận khéo" năm 2026"', "title", "Hội thi “Dân vận khéo” năm 2026"),
    (ARTICLE, TITLE, 'tieu_de: "Bà Mùi: "Chợ sạch thì mới đông khách""', "title", "Bà Mùi: “Chợ sạch thì mới đông khách”"),
    (ARTICLE, TITLE, 'tieu_de: "Hiến máu tình nguyện: 118 đơn vị máu', "title", "Hiến máu tình nguyện: 118 đơn vị máu"),
    (ARTICLE, TITLE, 'tieu_de: "Dân vận khéo" lan tỏa', "title", "“Dân vận khéo” lan tỏa"),
    (ARTICLE, TITLE, 'tieu_de: "Màn hình 32" ở nhà văn hóa"', "title", 'Màn hình 32" ở nhà văn hóa'),
    (ARTICLE, TITLE, "tieu_de: 'Ông An's vườn'", "title", "Ông An's vườn"),
    (ARTICLE, TITLE, "tieu_de: “Tổ 4 vô địch: giải bóng chuyền”", "title", "Tổ 4 vô địch: giải bóng chuyền"),
    (ARTICLE, TITLE, "tieu_de: “Tổ 4 vô địch\"", "title", "Tổ 4 vô địch"),
    (ARTICLE, TITLE, "tieu_de: ‘Tổ 4 vô địch’", "title", "Tổ 4 vô địch"),
    (ARTICLE, TITLE, "tieu_de：Cây cầu mới", "title", "Cây cầu mới"),
    (ARTICLE, TITLE, "Tiêu đề： Cây cầu mới", "title", "Cây cầu mới"),
    (ARTICLE, TITLE, "tiêu đề:Cây cầu mới", "title", "Cây cầu mới"),
    (ARTICLE, TITLE, "tieu_de: Bến Nước: cây cầu mới", "title", "Bến Nước: cây cầu mới"),
    (ARTICLE, TITLE, f"tieu_de: Bến Nước: {'rất dài ' * 30}xong", "title", f"Bến Nước: {'rất dài ' * 30}xong"),
    (ARTICLE, TITLE, "tieu_de: Tin nhanh #5", "title", "Tin nhanh #5"),
    (ARTICLE, TITLE, "tieu_de: Tin nhanh # 5", "title", "Tin nhanh # 5"),
    (ARTICLE, TITLE, "tieu_de: @bến nước", "title", "@bến nước"),
    (ARTICLE, TITLE, "tieu_de: [Ảnh] Lễ hội", "title", "[Ảnh] Lễ hội"),
    (ARTICLE, TITLE, r'tieu_de: "Tỉ lệ 50\50"', "title", r"Tỉ lệ 50\50"),
    (ARTICLE, TITLE, r'tieu_de: "Ổ D:\anh"', "title", r"Ổ D:\anh"),
    (ARTICLE, TITLE, "tieu_de: &moi cầu", "title", "&moi cầu"),
    (ARTICLE, TITLE, "tieu_de: *moi", "title", "*moi"),
    (ARTICLE, TITLE, "tieu_de:\u00a0Cây cầu mới", "title", "Cây cầu mới"),
    (ARTICLE, TITLE, "tiêu đề Cây cầu mới", "title", "Cây cầu mới"),
    (ARTICLE, 'ten: "Cổng"', "ten: “Cổng”", "source.name", "Cổng"),
    (ARTICLE, '- "Minh Khuê"', '- “Minh Khuê”', "authors.0.name", "Minh Khuê"),
    (ARTICLE, '- "Minh Khuê"', '- "Minh "Út" Khuê"', "authors.0.name", "Minh “Út” Khuê"),
    (ARTICLE, '- "Minh Khuê"', '-"Minh Khuê"', "authors.0.name", "Minh Khuê"),
    (ARTICLE, '- "Minh Khuê"', '-Minh Khuê', "authors.0.name", "Minh Khuê"),
    (ARTICLE, '- "Minh Khuê"', '-Minh Khuê\n  - Tú Anh', "authors.0.name", "Minh Khuê"),
    (ARTICLE, '- "Minh Khuê"', '-Minh Khuê\n  -Tú Anh', "authors.1.name", "Tú Anh"),
    (ARTICLE, "- ma: anh-1", "-ma: anh-1", "photos.0.file", "photos/cau.jpg"),
    (ARTICLE, "- ma: anh-1", "-ma:anh-1", "photos.0.file", "photos/cau.jpg"),
    (ARTICLE, "photos/cau.jpg", r"photos\cau.jpg", "photos.0.file", "photos/cau.jpg"),
    (ARTICLE, "photos/cau.jpg", r'"photos\cau.jpg"', "photos.0.file", "photos/cau.jpg"),
    (ARTICLE, "photos/cau.jpg", r"D:\anh\cau.jpg", "photos.0.file", "photos/cau.jpg"),
    (ARTICLE, "photos/cau.jpg", "photos/CAU.JPG", "photos.0.file", "photos/cau.jpg"),
    (ARTICLE, "photos/cau.jpg", "“photos/cau.jpg”", "photos.0.file", "photos/cau.jpg"),
    (ARTICLE, "https://bennuoc.example/tin/1", "bennuoc.example/tin/1", "source.url", "https://bennuoc.example/tin/1"),
    (ARTICLE, "https://bennuoc.example/tin/1", "https://bennuoc.example/\u200btin/1", "source.url", "https://bennuoc.example/tin/1"),
    (ARTICLE, "https://bennuoc.example/tin/1", "https://bennuoc.example:99999/tin/1", "source.url", "https://bennuoc.example/tin/1"),
    (ARTICLE, "ma: cay-cau-moi", "ma: Cây cầu mới", "id", "cay-cau-moi"),
    (ARTICLE, "chuyen_muc: doi-song", "trang_thai: đã duyệtt", "status", "approved"),
]  # fmt: skip


@pytest.fixture
def block(office: Office) -> Office:
    office.write(ARTICLE, TEXT)
    return office


def value(issue: Issue | None, path: str) -> Any:
    assert issue is not None
    found: Any = issue.entries[0].article
    for part in path.split("."):
        found = found[int(part)] if part.isdigit() else getattr(found, part)
    return found


def line_to_type(finding: Finding) -> str | None:
    """The line that the remedy shows."""
    text = finding.remedy()
    mend = finding.values.get("mend")
    return mend if mend and mend in text else None


def apply(office: Office, finding: Finding, mend: str) -> None:
    """Types the shown line in place of the one that was named, as deep as that one stands."""
    place = finding.place
    assert place.file is not None
    assert place.line is not None
    lines = (office.folder / place.file).read_text("utf-8").split("\n")
    typed = lines[place.line - 1]
    before = re.match(r"[ ]*" if mend.startswith("- ") else r"[ ]*(- )?", typed)
    lines[place.line - 1] = (before.group() if before else "") + mend
    office.write(place.file, "\n".join(lines))


@pytest.mark.parametrize(("file", "old", "new", "path", "meant"), TABLE, ids=[row[2][:30] for row in TABLE])
def test_the_line_that_a_remedy_names(block: Office, file: str, old: str, new: str, path: str, meant: Any) -> None:
    block.replace(file, old, new)
    first = block.load()
    told = [finding for finding in first.findings if line_to_type(finding) and finding.place.file == file]
    assert told, [finding.what() for finding in first.findings]
    if first.issue is not None and told[0].rule.id != "yaml.comment-after-text":  # a comment or not: nobody knows
        assert value(first.issue, path) == meant
    for _ in range(3):  # one mistake may hide another
        mends = [(finding, mend) for finding in block.findings() if (mend := line_to_type(finding))]
        mends = [(finding, mend) for finding, mend in mends if finding.severity != "info"]
        if not mends:
            break
        apply(block, *mends[0])
    done = block.load()
    assert not [f for f in done.findings if f.severity != "info"], [f"{f.place} {f.what()}" for f in done.findings]
    assert value(done.issue, path) == meant


BODY = "noi_dung: |\n  Sáng sớm bà con qua cầu.\n\n  ![[anh-1]]\n"


@pytest.mark.parametrize("empty", ["noi_dung:\n", "noi_dung: |\n", 'noi_dung: ""\n', "noi_dung: >\n\n", ""])
def test_the_shown_lines_of_a_body_end_its_finding(block: Office, empty: str) -> None:
    block.replace(ARTICLE, BODY, empty)
    (finding,) = [f for f in block.findings() if f.values.get("key") == "noi_dung"]
    block.replace(ARTICLE, empty or "anh:\n", finding.values["mend"] + "\n" + ("" if empty else "anh:\n"))
    assert "noi_dung" not in {f.values.get("key") for f in block.findings()}


def test_the_shown_line_of_an_empty_box_has_what_a_box_needs(block: Office) -> None:
    block.replace(ARTICLE, "anh:\n", "hop_tin: Giờ mở cửa\nanh:\n")
    (finding,) = block.findings()
    block.replace(ARTICLE, "hop_tin: Giờ mở cửa", finding.values["mend"])
    assert block.findings() == ()


@pytest.mark.parametrize(
    ("photo", "spot"),
    [
        ('- ma: anh-1\n    tep: photos/cau.jpg\n    mo_ta_anh: "Cây cầu"', "dưới dòng 15 một dòng thụt vào 4 dấu cách"),
        ('- {ma: anh-1, tep: photos/cau.jpg, mo_ta_anh: "Cây cầu"}', "vào trong ngoặc { }, sau một dấu phẩy"),
    ],
)
def test_a_missing_line_is_shown_with_its_place(block: Office, photo: str, spot: str) -> None:
    block.replace(ARTICLE, TEXT[TEXT.index("- ma: anh-1") :], f"{photo}\n")
    (finding,) = block.findings()
    assert spot in finding.remedy()
    mend = finding.values["mend"]
    where = (
        (f"{photo}\n", f"{photo[:-1]}, {mend}}}\n") if "{" in photo else ("- ma: anh-1\n", f"- ma: anh-1\n    {mend}\n")
    )
    block.replace(ARTICLE, *where)
    assert {finding.rule.id for finding in block.findings()} == {"schema.placeholder"}


@pytest.mark.parametrize("item", ["-bai: cay-cau-moi", "-bai:cay-cau-moi"])
def test_fields_below_a_glued_dash_are_moved_along(office: Office, item: str) -> None:
    """The remedy names the lines that must be moved too: without that the file would be worse than before."""
    office.replace(
        "issue.yaml", "- {bai: cay-cau-moi, vi_tri: bài chính}", f"{item}\n   vi_tri: bài chínhh\n   trang: 1"
    )
    dash, *others = office.findings()
    assert (dash.rule.id, str(dash.place)) == ("yaml.no-space-after-dash", "issue.yaml:5:3")
    assert [str(other.place) for other in others if other.rule.id == "schema.not-a-choice"] == ["issue.yaml:6:12"]
    assert dash.remedy().endswith(" – và thêm một dấu cách ở đầu mỗi dòng từ 6 đến 7")
    office.replace("issue.yaml", item, "- bai: cay-cau-moi")
    office.replace("issue.yaml", "   vi_tri: bài chínhh\n   trang", "    vi_tri: bài chính\n    trang")
    assert office.findings() == ()


@pytest.mark.parametrize("line", ["-5 độ giữa trưa", "-Thưa bác, cầu xong rồi ạ"])
def test_a_text_that_begins_with_a_dash_is_no_item(block: Office, line: str) -> None:
    block.replace(ARTICLE, TITLE, f"tieu_de:\n  {line}")
    loaded = block.load()
    assert (value(loaded.issue, "title"), loaded.findings) == (line, ())


@pytest.mark.parametrize(
    "level", ["", "- Ba: tổ 1", "## Kết quả", "Hỏi: được mấy người?", "Bà con nói: được", "1. Nhất"]
)
def test_a_body_line_at_the_margin_is_indented(block: Office, level: str) -> None:
    line = level or "Người già đi chậm hơn."
    block.replace(ARTICLE, "\n  ![[anh-1]]", f"\n{line}\n\n  ![[anh-1]]")
    (finding,) = block.findings()
    assert (finding.rule.id, finding.place.line, finding.values["key"]) == ("yaml.not-indented", 13, "noi_dung")
    assert finding.values["count"] == "2"
    block.replace(ARTICLE, f"\n{line}\n", f"\n  {line}\n")
    done = block.load()
    assert done.findings == ()
    assert line in value(done.issue, "body")


def test_a_whole_body_at_the_margin_is_one_finding(block: Office) -> None:
    block.replace(ARTICLE, "  Sáng sớm bà con qua cầu.\n", "Sáng sớm bà con qua cầu.\nTrưa về.\n\nChiều lại đi.\n")
    (finding,) = block.findings()
    assert "từ đây đến dòng 14" in finding.what()
    assert finding.place.line == 11


@pytest.mark.parametrize("line", ["# ghi chú", "sapo: x", "the_loai:Tin", "anh2", "---"])
def test_what_is_no_line_of_the_body_stays_what_it_is(block: Office, line: str) -> None:
    block.replace(ARTICLE, "anh:\n", f"{line}\nanh:\n")
    found = {finding.rule.id for finding in block.findings()}
    assert ("yaml.not-indented" in found) == (line == "anh2")


def test_a_misspelt_required_field_is_one_message(block: Office) -> None:
    block.replace(ARTICLE, "tieu_de:", "tieu_dê_:")
    block.replace(ARTICLE, "noi_dung:", "noi_dug:")
    assert sorted(f.rule.id for f in block.findings()) == ["schema.unknown-key", "schema.unknown-key"]
    for finding in block.findings():
        assert "Hãy gõ: " in finding.remedy()
    block.replace(ARTICLE, "tieu_dê_:", "tieu_de:")
    block.replace(ARTICLE, "noi_dug:", "noi_dung:")
    assert block.findings() == ()


def test_a_suggestion_never_makes_a_duplicate(block: Office) -> None:
    block.replace(ARTICLE, "chuyen_muc: doi-song", "tieu_dee: x\ntieu_deee: y")
    for finding in block.findings():
        assert "Hãy gõ: tieu_de:" not in finding.remedy()


def test_a_missing_field_is_named_in_the_language_of_the_file(block: Office) -> None:
    block.write(ARTICLE, "id: cay-cau-moi\nsection: doi-song\nbody: x\n")
    (finding,) = block.findings()
    assert finding.remedy() == 'Hãy thêm dòng: title: "Tiêu đề của bài"'
    assert "“title”" in finding.what()
    block.write(ARTICLE, "ma: cay-cau-moi\nchuyen_muc: doi-song\nnoi_dung: x\n")
    (finding,) = block.findings()
    assert finding.remedy() == 'Hãy thêm dòng: tieu_de: "Tiêu đề của bài"'


def test_a_missing_photo_is_named_by_the_key_that_was_typed(block: Office) -> None:
    """Another key for the same field, put below the typed one, would be a second path."""
    for key in ("file", "tep", "tệp"):
        block.replace(ARTICLE, "tep: photos/cau.jpg", f"{key}: photos/caau.jpg")
        (finding,) = block.findings()
        assert finding.rule.id == "path.missing"
        assert finding.remedy().endswith(f"hãy gõ: {key}: photos/cau.jpg")
        block.replace(ARTICLE, f"{key}: photos/caau.jpg", "tep: photos/cau.jpg")


def test_an_id_that_is_missing_is_proposed_from_the_name_of_the_file(office: Office) -> None:
    """Articles without one may all be mended to the letter: no two of them are told the same id."""
    named = {ARTICLE: "cay-cau-moi", "articles/Họp tổ 4.yaml": "hop-to-4", "articles/tho.yaml": "tho"}
    for file in named:
        office.write(file, "tieu_de: Cầu\nchuyen_muc: doi-song\nnoi_dung: Sáng sớm bà con qua cầu.\n")
    told = {f.place.file: f.remedy() for f in office.findings() if f.rule.id == "schema.missing" and f.place}
    assert told == {file: f"Hãy thêm dòng: ma: {ident}" for file, ident in named.items()}


@pytest.mark.parametrize(
    ("typed", "field"),
    [
        ("nguoi_viet", "tac_gia"), ("Người viết", "tac_gia"), ("tac_gia_bai", "tac_gia"), ("phong_vien", "tac_gia"),
        ("writer", "authors"), ("tieu_de_phu", "tit_phu"), ("tom_tat", "sapo"), ("chuyen_mucc", None),
        ("nguoi_thay", None), ("ten_xa", None), ("ngay_nghi", None), ("tua_de", None),
    ],
)  # fmt: skip
def test_a_field_is_guessed_by_meaning_or_close_spelling_only(office: Office, typed: str, field: str | None) -> None:
    """Fields that the article has already are not offered again, and a weak likeness is no guess."""
    text = "ma: cay-cau-moi\ntieu_de: Cầu\nchuyen_muc: doi-song\nnoi_dung: Sáng sớm bà con qua cầu.\n"
    office.write(ARTICLE, f"{text}{typed}: Phùng Văn Lực\n")
    (finding,) = (finding for finding in office.findings() if finding.rule.id == "schema.unknown-key")
    start = f"Có phải là “{field}”? Hãy gõ: {field}: …" if field else "Các trường dùng được ở đây: "
    assert finding.remedy().startswith(start)


def test_everyday_words_lead_to_fields_that_there_are() -> None:
    infos: dict[Any, RecordInfo] = {}

    def collect(cls: Any) -> None:
        if cls not in infos:
            infos[cls] = record_info(cls)
            for item in infos[cls].fields:
                if (inner := (item.shape.inner or item.shape).record) is not None:
                    collect(inner)

    for kind in ("publication", "issue", "article"):
        collect(RECORDS[kind])
    for names, words in everyday._WORDS.items():
        for name in names:
            having = [info for info in infos.values() if name in info.by_key]
            assert having, name
        for word in words.split():
            assert word == fold(word)
            assert any(name in info.by_key and word not in info.by_key for info in infos.values() for name in names)


@pytest.mark.parametrize(
    "plan",
    [
        "sap_xep:\n  - {bai: cay-cau-moi, vi_tri: bài chính}\n",
        "sap_xep:\n- cay-cau-moi\n",
        "sap_xep:\n      - bai: cay-cau-moi\n        vi_tri: bài chính\n\n# Ghi chú\n",
        "flatplan:\n    -  article: cay-cau-moi  # chính\n       slot: lead\n",
        "so_bao: [cay-cau-moi]\n",
        "sap_xep: [\n  {bai: cay-cau-moi, vi_tri: bài chính},\n]\n",
        "sap_xep: cay-cau-moi\n",
    ],
)
def test_an_article_is_put_into_the_flatplan_as_told(office: Office, plan: str) -> None:
    """Typed to the letter at the line that is named, with its spaces, the words leave a file that is well read."""
    office.write("articles/tin-hai.yaml", "ma: tin-hai\ntieu_de: Tin\nnoi_dung: Nước lên.\n")
    office.write("issue.yaml", f"an_pham: ben-nuoc\nso: 18\nngay: 20/11/2026\n{plan}so_trang: 4\n")
    (finding,) = office.findings()
    assert finding.rule.id == "reference.not-placed"
    lines = (office.folder / "issue.yaml").read_text("utf-8").split("\n")
    said, _, typed = finding.remedy().partition(": ")
    assert f" {plan.partition(':')[0]} " in said or said.endswith("bằng")
    at = int(re.findall(r"dòng (\d+)", said)[0])
    if "dưới" in said:
        lines.insert(at, typed.strip("“”"))
    elif "thay" in said:
        lines[at - 1] = typed
    else:
        before, _, after = lines[at - 1].rpartition("]")
        lines[at - 1] = f"{before}{typed}]{after}"
    office.write("issue.yaml", "\n".join(lines))
    done = office.load()
    assert done.findings == ()
    assert [entry.article.id for entry in done.issue.entries] == ["cay-cau-moi", "tin-hai"] if done.issue else False


def test_an_id_used_twice_ends_with_its_first_remedy(office: Office) -> None:
    """The file that has the name of the missing id gets it back, whichever of the two is read first."""
    for stem, ident in (("a-tin", "z-tin"), ("z-tin", "z-tin")):
        office.write(f"articles/{stem}.yaml", f"ma: {ident}\ntieu_de: Tin\nnoi_dung: Nước lên.\n")
    office.replace("issue.yaml", "bài chính}", "bài chính}\n  - {bai: a-tin}\n  - {bai: z-tin}")
    missing, twice = office.findings()
    assert (missing.rule.id, twice.rule.id) == ("reference.no-article", "reference.duplicate-id")
    assert (str(twice.place), twice.values["mend"]) == ("articles/a-tin.yaml:1:5", "ma: a-tin")
    assert missing.remedy().endswith("articles/a-tin.yaml đang mang mã “z-tin”: hãy gõ trong tệp ấy: ma: a-tin")
    apply(office, twice, twice.values["mend"])
    assert office.findings() == ()


def test_a_new_id_typed_for_one_used_twice_leads_back(office: Office) -> None:
    """Whoever typed another id is told of both ways out; `bulletin new article` would be refused for that file."""
    office.write("articles/tin-hai.yaml", "ma: xa-moi\ntieu_de: Tin\nnoi_dung: Nước lên.\n")
    office.replace("issue.yaml", "bài chính}", "bài chính}\n  - {bai: tin-hai}")
    missing, _ = office.findings()
    assert missing.remedy().endswith("hãy gõ trong tệp ấy: ma: tin-hai – hoặc gõ ở đây: bai: xa-moi")
    office.replace("issue.yaml", "tin-hai", "xa-moi")
    assert office.findings() == ()


def test_the_last_missing_id_goes_to_the_last_file_without_one(office: Office) -> None:
    for stem in ("bai-1", "bai-2"):
        office.write(f"articles/{stem}.yaml", "ma: cau\ntieu_de: Tin\nnoi_dung: Nước lên.\n")
    office.replace("issue.yaml", "bài chính}", "bài chính}\n  - {bai: cau}\n  - {bai: duong}")
    missing, twice = office.findings()
    assert "articles/bai-2.yaml" in missing.remedy()
    assert (twice.place.file, twice.values["mend"]) == ("articles/bai-2.yaml", "ma: duong")


def test_no_new_article_is_offered_under_a_name_that_is_taken(office: Office) -> None:
    office.write("articles/tin-hai.yaml", "ma: xa-moi\ntieu_de: Tin\nnoi_dung: Nước lên.\n")
    office.replace("issue.yaml", "bài chính}", "bài chính}\n  - {bai: xa-moi}\n  - {bai: tin-hai}")
    (missing,) = office.findings()
    assert missing.remedy().startswith("Tệp articles/tin-hai.yaml là bài khác. Hãy tạo bài bằng: bulletin new article ")
    assert "/tin-hai-2 – hoặc xóa dòng này" in missing.remedy()


def test_a_photo_id_used_twice_ends_with_its_first_remedy(block: Office) -> None:
    second = '  - ma: anh-1\n    tep: photos/cho.jpg\n    chu_thich: "Chợ"\n    mo_ta_anh: "Chợ sớm"\n'
    block.write("photos/cho.jpg", "not looked at")
    block.replace(ARTICLE, "![[anh-1]]\n", "![[anh-1]]\n\n  ![[cho]]\n")
    block.write(ARTICLE, (block.folder / ARTICLE).read_text("utf-8") + second)
    missing, twice = block.findings()
    assert (missing.rule.id, twice.rule.id) == ("reference.photo", "reference.duplicate-id")
    assert twice.values["mend"] == "ma: cho"
    block.replace(ARTICLE, second, second.replace("anh-1", "anh-1-2"))
    other, *_ = block.findings()
    assert other.remedy().endswith(": ma: cho – hoặc gõ trong bài: ![[anh-1-2]]")
    block.replace(ARTICLE, "anh-1-2", "cho")
    assert block.findings() == ()
