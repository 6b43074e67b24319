# ruff: noqa: E501 - tables of lines read better on one line
"""Small inputs that once gave a wrong cause, a wrong remedy or no word at all: mistakes of a hand used to Word."""

from __future__ import annotations

import shutil
import time
from pathlib import Path

import pytest
import yaml

from bulletin.errors import Finding
from bulletin.sources import Loaded, load_issue
from bulletin.sources.issue import parse

HERE = Path(__file__).parent
PUBLICATION = (
    "ma: song-ngan\nten: Bến\nco_quan_xuat_ban: Phường\nky_han: Hằng tuần\nho_so_phap_ly: internal\ncac_chuyen_muc:\n"
)
SECTIONS = ("the-thao", "doi-song", "xay-dung-dang")


def copied(name: str, tmp_path: Path) -> Path:
    return Path(shutil.copytree(HERE / name, tmp_path / "issue"))


def typing(name: str, tmp_path: Path) -> Path:
    """A folder of case 47 as an issue of its own, with every photo that it names."""
    folder = tmp_path / "issue"
    (folder / "articles").mkdir(parents=True)
    (folder / "photos").mkdir()
    sections = "".join(f"  - {{ma: {ident}, ten: {ident}}}\n" for ident in SECTIONS)
    (folder / "publication.yaml").write_text(PUBLICATION + sections, "utf-8")
    ids = []
    for file in sorted((HERE / "47-typing" / name).glob("*.yaml")):
        shutil.copy(file, folder / "articles")
        ids.append(file.stem)
        for typed in parse("article", file.read_bytes(), file.name).files.values():
            (folder / typed.replace("\\", "/")).write_bytes(b"x")
    (folder / "issue.yaml").write_text(f"an_pham: song-ngan\nso: 47\nngay: 27/11/2026\nsap_xep: {ids}\n", "utf-8")
    return folder


def findings_of(loaded: Loaded) -> list[Finding]:
    return [finding for finding in loaded.findings if finding.severity != "info"]


def test_18_the_backslash_is_read_as_typed(tmp_path: Path) -> None:
    loaded = load_issue(copied("18-backslash-in-quotes", tmp_path))
    (finding,) = findings_of(loaded)
    assert (finding.rule.id, str(finding.place)) == ("yaml.backslash", "articles/bai.yaml:2:8")
    assert finding.remedy("en") == "To leave no doubt, type: title: 'Tỉ lệ 50\\50'"
    assert loaded.issue is not None
    assert loaded.issue.entries[0].article.title == r"Tỉ lệ 50\50"


def test_28_a_missing_photo_is_to_be_copied(tmp_path: Path) -> None:
    (finding,) = findings_of(load_issue(copied("28-missing-photo-remedy", tmp_path)))
    assert finding.rule.id == "path.missing"
    assert finding.remedy("en") == "It was probably not copied: copy it into the folder photos."
    assert "a1.jpg" not in finding.remedy("vi")


@pytest.mark.parametrize(
    ("name", "asked"),
    [("a2.jpg", True), ("a2.HEIC", False), ("a12.heic", False), ("A 2.heic", True), ("a2.docx", False)],
)
def test_28_a_similar_name_is_a_question(tmp_path: Path, name: str, asked: bool) -> None:
    folder = copied("28-missing-photo-remedy", tmp_path)
    (folder / "photos" / name).write_bytes(b"x")
    (finding,) = findings_of(load_issue(folder))
    assert (f"photos/{name}”?" in finding.remedy("en")) == asked


def test_29_the_file_with_a_hidden_ending_is_named(tmp_path: Path) -> None:
    folder = copied("29-yaml-txt", tmp_path)
    (finding,) = findings_of(load_issue(folder))
    assert finding.rule.id == "reference.no-article"
    assert "Rename articles/bai.yaml.txt to articles/bai.yaml." in finding.remedy("en")
    (folder / "articles" / "bai.yaml.txt").rename(folder / "articles" / "bai.yaml")
    assert findings_of(load_issue(folder)) == []


@pytest.mark.parametrize(
    ("name", "word"),
    [
        ("bai hai.docx", "articles/bai hai.docx' --into"), ("bai-hai.doc", "bulletin import "),
        ("bai-hai.pdf", "bulletin new article"), ("bai-hai.txt", "articles/bai-hai.yaml"),
        ("bai-hai.YAML.TXT", "articles/bai-hai.yaml"), ("anh.jpg", "photos/anh.jpg"), ("ghi-chu", "articles/ghi-chu.yaml"),
    ],
)  # fmt: skip
def test_29_other_files_among_the_articles(tmp_path: Path, name: str, word: str) -> None:
    folder = copied("28-missing-photo-remedy", tmp_path)
    (folder / "photos" / "a2.heic").write_bytes(b"x")
    (folder / "articles" / name).write_bytes(b"x")
    (finding,) = findings_of(load_issue(folder))
    assert (finding.rule.id, finding.place.file) == ("file.not-an-article", f"articles/{name}")
    assert word in finding.remedy("vi")


@pytest.mark.parametrize(
    ("name", "rule", "title"),
    [
        ("inner-quotes", "yaml.quotes-inside", "Bà Mùi: “Chợ sạch thì mới đông khách”"),
        ("unclosed-quote", "yaml.quote-unclosed", "Hiến máu tình nguyện: 118 đơn vị máu trong một buổi sáng"),
        ("smart-quotes", "yaml.curly-quotes", "Tổ dân phố số 4 vô địch giải bóng chuyền hơi"),
    ],
)
def test_47_quotes_are_understood_as_meant(tmp_path: Path, name: str, rule: str, title: str) -> None:
    loaded = load_issue(typing(name, tmp_path))
    (finding,) = [found for found in findings_of(loaded) if found.rule.id.startswith("yaml.")]
    assert finding.rule.id == rule
    assert finding.values["mend"] == f'tieu_de: "{title}"'
    assert loaded.issue is not None
    assert title in [entry.article.title for entry in loaded.issue.entries]


def test_47_a_paragraph_at_the_margin_belongs_to_the_body(tmp_path: Path) -> None:
    folder = typing("indent-body", tmp_path)
    (finding,) = findings_of(load_issue(folder))
    assert (finding.rule.id, finding.place.line) == ("yaml.not-indented", 10)
    assert finding.remedy().startswith("Hãy gõ 2 dấu cách ở đầu mỗi dòng ấy, trước “Ở ván ba")
    article = folder / "articles" / "bong-chuyen.yaml"
    article.write_text(article.read_text("utf-8").replace("\nỞ ván ba", "\n  Ở ván ba"), "utf-8")
    loaded = load_issue(folder)
    assert findings_of(loaded) == []
    assert loaded.issue is not None
    assert "Ở ván ba" in loaded.issue.entries[0].article.body


def test_47_only_the_sign_of_a_path_is_changed(tmp_path: Path) -> None:
    (finding,) = findings_of(load_issue(typing("photo-backslash", tmp_path)))
    assert finding.rule.id == "path.backslash"
    assert finding.values["mend"] == "tep: photos/IMG_20261115_163000.jpg"


def test_47_a_photo_placed_twice(tmp_path: Path) -> None:
    found = [
        f
        for f in findings_of(load_issue(typing("photo-marker-twice", tmp_path)))
        if f.rule.id == "reference.photo-twice"
    ]
    assert found
    assert all(finding.values["first"] for finding in found)


def test_47_a_photo_of_two_articles(tmp_path: Path) -> None:
    folder = typing("photo-twice", tmp_path)
    other = yaml.safe_load((folder / "articles" / "bong-chuyen.yaml").read_text("utf-8"))
    other["ma"] = "hai"
    (folder / "articles" / "hai.yaml").write_text(yaml.safe_dump(other, allow_unicode=True), "utf-8")
    sheet = folder / "issue.yaml"
    sheet.write_text(sheet.read_text("utf-8").replace("['bong-chuyen']", "['bong-chuyen', 'hai']"), "utf-8")
    (finding,) = findings_of(load_issue(folder))
    assert (finding.rule.id, finding.values["word"]) == ("photo.used-twice", "photos/P1.jpg")


def test_61_a_flood_of_photo_marks() -> None:
    text = "id: a\ntitle: T\nbody: |\n  " + "![[" * 60_000 + "\n"
    started = time.process_time()
    parse("article", text.encode(), "articles/a.yaml")
    assert time.process_time() - started < 10  # squared it would be minutes


def test_65_a_layout_of_256_letters(tmp_path: Path) -> None:
    (finding,) = findings_of(load_issue(copied("65-long-layout-name", tmp_path)))
    assert (finding.rule.id, finding.place.file, finding.rule.exit_code) == ("schema.pattern", "issue.yaml", 3)
    assert finding.remedy("en") == "Type: layout: tuan-tin"


@pytest.mark.parametrize(
    "url",
    [
        "https://doson.example/\\u202egpj.exe", "http://user:pw@127.0.0.1/", "https://a.example:99999/", "https://a.example:0/",
        "https://127.0.0.1#@evil.vn/", "http://①②⑦.0.0.1/", "https://аpple.example/", "https://xn--80ak6aa92e.com/",
        "https://a.example/\\u200bx", "https://a.example⁄@b.example/",
    ],
)  # fmt: skip
@pytest.mark.parametrize(
    ("kind", "line"),
    [
        ("article", 'nguon: {{ten: a, dia_chi: "{}"}}'), ("article", 'ma_qr: "{}"'), ("article", 'tin_lien_quan: {{tit: a, url: "{}"}}'),
        ("publication", 'lien_he: {{portal: "{}"}}'), ("publication", 'lien_he: {{fanpage: "{}"}}'),
    ],
)  # fmt: skip
def test_77_addresses_that_lead_elsewhere(kind: str, line: str, url: str) -> None:
    found = parse("article" if kind == "article" else "publication", line.format(url).encode(), "a.yaml").findings
    assert "schema.url" in [finding.rule.id for finding in found]


def test_77_a_printed_address_hides_nothing() -> None:
    line = 'ma_qr: {dia_chi: "https://a.example", dia_chi_ngan: "a.example/\\u202ex"}\n'
    assert "schema.url" in [finding.rule.id for finding in parse("article", line.encode(), "a.yaml").findings]
