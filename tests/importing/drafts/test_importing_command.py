"""`bulletin import` from end to end: Word, a saved page, a mail, a paste, a folder; what it says, and again."""

from __future__ import annotations

import io
import json
from email.message import EmailMessage
from functools import lru_cache
from pathlib import Path

import docx
import pytest
from click.testing import CliRunner, Result
from import_pages import STORIES, wordpress
from PIL import Image

from bulletin.cli.main import root
from bulletin.cli.settings import Settings
from bulletin.importing.fetch import Fetched, FetchSession
from bulletin.importing.find.lines import key_of
from bulletin.sources.issue import parse

PUBLICATION = 'ma: binh-hai\nten: "Bản tin Bình Hải"\n'


@lru_cache
def jpeg(colour: int) -> bytes:
    stream = io.BytesIO()
    Image.effect_noise((320, 240), colour).convert("RGB").save(stream, "JPEG")
    return stream.getvalue()


def word_file(path: Path, photo: bytes) -> None:
    made = docx.Document()
    title = made.add_paragraph()
    title.add_run("Hội thi đọc sách của khu 5").bold = True
    title.alignment = 1  # type: ignore[assignment]
    text = made.add_paragraph("Em ")
    text.add_run("Vũ An Nhiên").italic = True
    text.add_run(" kể chuyện *Dế Mèn* và ")
    text.add_run("được khen").bold = True
    text.add_run(".")
    made.add_picture(io.BytesIO(photo))
    caption = made.add_paragraph("Các em chọn sách. Ảnh: Đặng Thu Lộc")
    caption.alignment = 1  # type: ignore[assignment]
    made.add_paragraph("Ban tổ chức trao mười hai phần quà.")
    made.add_paragraph("Sách mới", style="List Bullet")
    made.save(str(path))


@pytest.fixture
def issue(tmp_path: Path) -> Path:
    folder = tmp_path / "so-1"
    folder.mkdir()
    (tmp_path / "publication.yaml").write_text(PUBLICATION, encoding="utf-8")
    (folder / "issue.yaml").write_text('ma: so-1\nso: "1"\nsap_xep:\n  - bai: cu\n', encoding="utf-8")
    return folder


def run(*words: str | Path, pasted: str | None = None) -> Result:
    return CliRunner().invoke(
        root.get_command(None, "import"), [str(word) for word in words], obj=Settings(), input=pasted,  # type: ignore[arg-type]
        standalone_mode=False,
    )  # fmt: skip


def article(issue: Path, name: str) -> str:
    return (issue / "articles" / f"{name}.yaml").read_text(encoding="utf-8")


def test_a_word_file_loses_no_word_no_emphasis_no_byte_of_its_photo(issue: Path, tmp_path: Path) -> None:
    photo = jpeg(40)
    word_file(tmp_path / "bai.docx", photo)
    result = run(tmp_path / "bai.docx", "--into", issue)
    assert result.return_value == 0, result.output
    text = article(issue, "hoi-thi-doc-sach-cua-khu-5")
    assert r"Em *Vũ An Nhiên* kể chuyện \*Dế Mèn\* và **được khen**." in text
    assert 'chu_thich: "Các em chọn sách."' in text
    assert 'nguoi_chup: "Đặng Thu Lộc"' in text
    assert "  - Sách mới" in text
    assert (issue / "photos" / "hoi-thi-doc-sach-cua-khu-5-1.jpg").read_bytes() == photo
    original = issue / "originals" / "hoi-thi-doc-sach-cua-khu-5" / "bai.docx"
    assert original.read_bytes() == (tmp_path / "bai.docx").read_bytes()
    again = run(tmp_path / "bai.docx", "--into", issue)
    assert "đã nhập" in again.output
    assert len(list((issue / "articles").iterdir())) == 1


def test_a_paste_a_page_and_a_mail(issue: Path, tmp_path: Path) -> None:
    week = tmp_path / "tuan"
    week.mkdir()
    (week / "trang.html").write_text(wordpress(STORIES[0]), encoding="utf-8")
    (week / "anh.jpg").write_bytes(jpeg(60))
    mail = EmailMessage()
    mail["From"], mail["Subject"] = "Lê Văn Bách <bach@binhhai.example>", "Gửi bài"
    mail.set_content("Em gửi bài và ảnh ạ.")
    word_file(tmp_path / "x.docx", jpeg(40))
    kind = "vnd.openxmlformats-officedocument.wordprocessingml.document"
    mail.add_attachment((tmp_path / "x.docx").read_bytes(), maintype="application", subtype=kind, filename="bai.docx")
    mail.add_attachment(jpeg(20), maintype="image", subtype="jpeg", filename="anh2.jpg")
    (week / "thu.eml").write_bytes(mail.as_bytes())
    pasted = "Lớp học bơi cho trẻ khu 7\n\nTừ 1/12/2026, lớp bơi mở vào chiều thứ Bảy.\n\nTin: Mai Chi\n"
    result = run(
        week, "-", "--into", issue, "--json", "--suggest", "--report", tmp_path / "bao-cao.html", pasted=pasted
    )
    answer = json.loads(result.stdout)
    assert answer["schema"] == "bulletin/import@1"
    ids = {story["id"] for story in answer["stories"]}
    assert {"hoi-thi-doc-sach-cua-khu-5", "lop-hoc-boi-cho-tre-khu-7"} < ids
    assert len(ids) == 3
    for name in ids:
        read = parse("article", article(issue, str(name)).encode(), "x.yaml")
        assert read.record is not None
        assert not [finding for finding in read.findings if finding.severity == "error"]
    mailed = next(story for story in answer["stories"] if story["id"] == "hoi-thi-doc-sach-cua-khu-5")
    assert mailed["fields"]["authors"]["value"] == [{"name": "Lê Văn Bách", "role": None}]
    assert mailed["fields"]["authors"]["certainty"] == "guess"
    assert len(mailed["fields"]) > 7
    assert "tac_gia:  # đoán: người gửi thư" in article(issue, "hoi-thi-doc-sach-cua-khu-5")
    assert answer["suggested"][0].startswith("  - bai: ")
    page = (tmp_path / "bao-cao.html").read_text(encoding="utf-8")
    assert STORIES[0].paragraphs[0] in page
    assert "chỉ có dòng đầu" in page


def test_the_report_escapes_what_people_typed(issue: Path, tmp_path: Path) -> None:
    pasted = "Tin <script>alert(1)</script> & hết\n\nMột đoạn <img src=x onerror=alert(1)> của bài.\n"
    run("-", "--into", issue, "--report", tmp_path / "r.html", pasted=pasted)
    page = (tmp_path / "r.html").read_text(encoding="utf-8")
    assert "<script" not in page
    assert "<img" not in page
    assert "&lt;script&gt;" in page


@pytest.mark.parametrize(
    ("pasted", "guesses", "missing"),
    [
        ("Tổ 8 trồng hoa\n\nSáng 18/11 tổ dân phố số 8 khánh thành tuyến đường hoa.\n", 1, 2),
        ("Tổ 8 trồng hoa\n\nĐường hoa tổ 8\nnở đầy hai bên\ncho em đến trường\n\nTin: Mai Chi\n", 2, 1),
        ('<html><h1>Tổ 8 trồng hoa</h1><p>Sáng nay tổ 8 trồng hoa ven đường.</p><img src="https://a.vn/h.jpg">', 1, 4),
    ],
)
def test_the_import_and_check_count_the_same_places(issue: Path, pasted: str, guesses: int, missing: int) -> None:
    from bulletin.desk.guesses import check_guesses

    result = run("-", "--into", issue, pasted=pasted)
    assert f"{guesses} chỗ đoán, {missing} chỗ thiếu" in result.output
    (file,) = (issue / "articles").iterdir()
    (finding,) = check_guesses({f"articles/{file.name}": file.read_bytes()})
    assert finding.values == {"guesses": str(guesses), "missing": str(missing)}


def test_a_photo_that_a_story_has_taken_from_beside_its_file_is_not_loose_too(issue: Path, tmp_path: Path) -> None:
    week = tmp_path / "tuan"
    week.mkdir()
    text = "Sáng nay tổ 8 trồng hoa ven đường, bà con đến rất đông."
    page = f'<html><h1>Tổ 8 trồng hoa</h1><p>{text}</p><img src="https://a.vn/hoa.jpg"><p>{text} Hết.</p></html>'
    (week / "trang.html").write_text(page, encoding="utf-8")
    (week / "hoa.jpg").write_bytes(jpeg(60))
    answer = json.loads(run(week, "--into", issue, "--json").stdout)
    assert "import.remote-picture" not in [finding["id"] for finding in answer["findings"]]
    assert answer["loose_photos"] == []
    assert [path.name for path in (issue / "photos").iterdir()] == ["to-8-trong-hoa-1.jpg"]


def test_check_counts_open_guesses(issue: Path) -> None:
    from bulletin.desk.guesses import check_guesses

    pasted = "Lớp học bơi cho trẻ khu 7\n\nTừ 1/12/2026, lớp bơi mở cửa.\n# đoán: là chữ của bài\n"
    run("-", "--into", issue, pasted=pasted)
    name = "articles/lop-hoc-boi-cho-tre-khu-7.yaml"
    data = (issue / name).read_bytes()
    (finding,) = check_guesses({name: data})
    assert finding.rule.id == "import.open-guesses"
    assert finding.values == {"guesses": "1", "missing": "2"}
    (finding,) = check_guesses({name: data.replace(b"trang_thai: draft", "trang_thai: đã duyệt".encode())})
    assert finding.rule.id == "import.approved-guesses"
    assert finding.severity == "warning"
    lines = [line for line in data.decode().split("\n") if not line.startswith("# thiếu")]
    clean = "\n".join(line.partition("  # đoán")[0] for line in lines)
    assert not list(check_guesses({name: clean.encode()}))
    quoted = "tieu_de: \"Chuyện # đoán: chữ\"\nsapo: 'a # thiếu: b'\nnoi_dung: |\n  # đoán: x\n"
    assert not list(check_guesses({name: quoted.encode()}))


def test_mistakes_of_typing_are_explained(issue: Path, tmp_path: Path) -> None:
    for words in ([], [str(tmp_path / "khong-co.docx")], ["https://binhhai.example/tin/3"]):
        result = run(*words, "--into", issue)
        assert result.exception is not None
        assert "bulletin import" in str(result.exception) or "Không có" in str(result.exception)
    (tmp_path / "rong").mkdir()
    result = run("-", "--into", tmp_path / "rong", pasted="x")
    assert "issue.yaml" in str(result.exception)


def test_a_broken_file_stops_no_other(issue: Path, tmp_path: Path) -> None:
    (tmp_path / "hong.docx").write_bytes(b"PK\x03\x04 broken")
    word_file(tmp_path / "bai.docx", jpeg(40))
    result = run(tmp_path / "hong.docx", tmp_path / "bai.docx", "--into", issue)
    assert result.return_value == 3
    assert (issue / "articles" / "hoi-thi-doc-sach-cua-khu-5.yaml").is_file()


def test_loose_photos_are_kept_once(issue: Path, tmp_path: Path) -> None:
    (tmp_path / "DSC 01.jpg").write_bytes(jpeg(30))
    for _ in range(2):
        result = run(tmp_path / "DSC 01.jpg", "--into", issue)
        assert result.return_value == 0
    assert [path.name for path in (issue / "photos").iterdir()] == ["dsc-01.jpg"]
    assert key_of("DSC 01") in key_of(result.output)


class Network(FetchSession):
    """A network of one page and one photo; every other address is refused."""

    def page(self, address: str) -> Fetched:
        return Fetched("https://binhhai.example/tin/311", wordpress(STORIES[0]).encode(), "text/html", "utf-8")

    def picture(self, address: str) -> Fetched:
        assert address == "https://binhhai.example/tin/anh.jpg"
        return Fetched(address, jpeg(50), "image/jpeg")


def test_a_fetched_page_comes_with_its_pictures(
    issue: Path, monkeypatch: pytest.MonkeyPatch
) -> None:  # fmt: skip
    monkeypatch.setattr("bulletin.importing.fetch.FetchSession", Network)
    result = run("--fetch", "https://binhhai.example/tin/311", "--into", issue)
    assert result.return_value == 0, result.output
    (made,) = (issue / "articles").iterdir()
    text = made.read_text(encoding="utf-8")
    assert 'dia_chi: "https://binhhai.example/tin/311"' in text
    (photo,) = (issue / "photos").iterdir()
    assert photo.read_bytes() == jpeg(50)
    (original,) = (issue / "originals" / made.stem).glob("*.html")
    assert original.read_bytes() == wordpress(STORIES[0]).encode()
