"""Pasted text, e-mails, archives, folders, loose photos."""

from __future__ import annotations

import base64
import email.message
from email.message import EmailMessage
from pathlib import Path

import pytest
from charset_kit import cp1258
from import_kit import jpeg, only, outline, page, para, result, rules, texts, word, zipped

from bulletin.importing.document import SourcePicture
from bulletin.importing.recognise import recognise


def mail(text: str = "Kính gửi tòa soạn.\n\nXin gửi tin.", subject: str = "Tin hội làng") -> EmailMessage:
    message = EmailMessage()
    message["From"], message["To"], message["Subject"] = "Lý Thị Mơ <mo@phuong.vn>", "bao@phuong.vn", subject
    message["Date"] = "Mon, 04 May 2026 08:00:00 +0700"
    message.set_content(text)
    return message


def test_text_is_divided_at_empty_lines_and_keeps_its_breaks(tmp_path: Path) -> None:
    document = only("Tin vui\r\n\r\nDòng một\r\ndòng hai\r\n \r\n\r\nCuối".encode(), tmp_path)
    assert texts(document) == ["Tin vui", "Dòng một\ndòng hai", "Cuối"]
    assert [block.origin.place for block in document.blocks] == ["dòng 1", "dòng 3", "dòng 7"]  # type: ignore[union-attr]
    assert texts(only("Một\nHai\nBa".encode(), tmp_path)) == ["Một", "Hai", "Ba"]
    wrapped = "\n".join(["chữ " * 17 + "hết"] * 4)
    assert texts(only(wrapped.encode(), tmp_path)) == [wrapped]


@pytest.mark.parametrize(
    ("data", "kind"),
    [
        (b"<p>a</p><p>b</p>", "html"), (b"\n<p class=x>a</p>", "html"),
        ("Tin: a < b\nkhông <p".encode(), "text"), (b"", "empty"), (b" \r\n\0", "empty"),
        (b"{\\rtf1 a}", "rtf"), (b"%PDF-1.7", "unknown"), (b"\xff\xd8\xff\xe0abc", "picture"),
        (b"a;b\n1;2\n3;4\n", "csv"),
        ("Một, hai\nba, bốn\nnăm, sáu\n".encode(), "text"),
        (b'<?xml version="1.0"?><rss version="2.0"><channel/>', "feed"),
        (b"From: a@b.vn\nTo: b@c.vn\nSubject: x\n\nabc", "mail"), (b"Ngay: mot\nSo: hai\n\nabc", "text"),
        (b"From a@b.vn Mon\nFrom: a@b.vn\nSubject: x\n\nabc", "mbox"), (b"abc\x01\x02", "unknown"),
        (zipped({"a.txt": "x"}), "zip"), (word(""), "docx"), ("<html>".encode("utf-16"), "html"),
    ],
)  # fmt: skip
def test_kinds_are_told_by_content(data: bytes, kind: str) -> None:
    assert recognise(data) == kind


def test_a_mail_with_photos_a_word_file_and_a_mail_inside(tmp_path: Path) -> None:
    message = mail()
    for number, colour in enumerate(("red", "green"), 1):
        message.add_attachment(jpeg(colour), maintype="image", subtype="jpeg", filename=f"ảnh {number}.jpg")
    message.add_attachment(word(para("Bài trong Word")), maintype="application", subtype="octet-stream",
                           filename="..\\..\\bài.docx")  # fmt: skip
    inner = mail("Thư cũ.", "Fwd: tin")
    inner.add_attachment("Tệp chữ.".encode(), maintype="application", subtype="octet-stream", filename="a.txt")
    message.add_attachment(inner)
    found = result(message.as_bytes(), tmp_path, "thu.eml")
    assert [document.file for document in found.documents] == [
        "thu.eml", "thu.eml/bài.docx", "thu.eml/4", "thu.eml/4/a.txt",
    ]  # fmt: skip
    first = found.documents[0]
    assert outline(first) == ["Kính gửi tòa soạn.", "Xin gửi tin.", "[ảnh 1.jpg]", "[ảnh 2.jpg]"]
    assert (first.kind, first.meta["subject"], first.meta["from"]) == (
        "mail", ("Tin hội làng",), ("Lý Thị Mơ <mo@phuong.vn>",),
    )  # fmt: skip
    assert first.meta["date:iso"] == ("2026-05-04T08:00:00+07:00",)
    assert [(tmp_path / file.stored).read_bytes() for file in first.pictures.values()] == [jpeg("red"), jpeg("green")]
    assert [texts(one) for one in found.documents[1:]] == [["Bài trong Word"], ["Thư cũ."], ["Tệp chữ."]]
    assert found.findings == ()


def test_pictures_inside_the_text_are_in_their_place_and_not_twice(tmp_path: Path) -> None:
    message = mail()
    message.add_alternative("<p>Trên</p><img src='cid:anh1@x'><p>Dưới</p>", subtype="html")
    html = message.get_payload()[1]  # type: ignore[index]
    assert isinstance(html, EmailMessage)
    html.add_related(jpeg(), "image", "jpeg", cid="<anh1@x>")
    assert outline(only(message.as_bytes(), tmp_path)) == ["Trên", "[anh1@x]", "Dưới"]


def test_headers_and_text_in_the_vietnamese_code_page(tmp_path: Path) -> None:
    words = "Hội đồng nhân dân phường mở kỳ họp"
    message = email.message.Message()
    message["From"] = "a@b.vn"
    message["To"] = "c@d.vn"
    message["Subject"] = "=?windows-1258?b?" + base64.b64encode(cp1258(words)).decode() + "?="
    message["MIME-Version"] = "1.0"
    head = message.as_bytes().rstrip(b"\n") + b"\nContent-Type: text/plain; charset=windows-1258\n\n"
    document = only(head + cp1258(words), tmp_path)
    assert (texts(document), document.meta["subject"]) == ([words], (words,))
    raw = b"From: a@b.vn\nTo: b@c.vn\nSubject: " + words.encode() + b"\n\n" + words.encode()
    document = only(raw, tmp_path)
    assert (texts(document), document.meta["subject"]) == ([words], (words,))


def test_mails_inside_of_mails_end_at_the_second_level(tmp_path: Path) -> None:
    message = mail("0")
    for level in range(1, 5):
        outer = mail(str(level))
        outer.add_attachment(message)
        message = outer
    found = result(message.as_bytes(), tmp_path)
    assert [texts(document) for document in found.documents] == [["4"], ["3"], ["2"]]
    assert rules(found) == ["import.too-deep"]


def test_a_mailbox_is_its_mails(tmp_path: Path) -> None:
    data = b"".join(b"From a@b.vn Mon May  4 2026\n" + mail(text).as_bytes() + b"\n" for text in ("Một.", "Hai."))
    assert [texts(document) for document in result(data, tmp_path).documents] == [["Một."], ["Hai."]]


def test_an_archive_with_a_page_and_its_pictures_in_it(tmp_path: Path) -> None:
    data = zipped({
        "Tin.html": page("<p>a</p><img src='Tin_files/1.jpg'><img src='../../x.jpg'>"), "Tin_files/1.jpg": jpeg(),
        "Tin_files/x.js": "alert(1)", "anh/Hội.jpg": jpeg("blue"), "__MACOSX/._a": "x", "Thumbs.db": "x",
        "trong.zip": zipped({"b.txt": "bốn", "sâu.zip": zipped({"c.txt": "năm"})}),
    })  # fmt: skip
    found = result(data, tmp_path, "tuan.zip")
    assert [document.file for document in found.documents] == [
        "tuan.zip/Tin.html", "tuan.zip/anh/Hội.jpg", "tuan.zip/trong.zip/b.txt",
    ]  # fmt: skip
    assert len(found.documents[0].pictures) == 1
    assert rules(found) == ["import.remote-picture", "import.too-deep"]


def test_names_of_old_archives_that_are_utf8_without_saying_so(tmp_path: Path) -> None:
    data = zipped({"Hội.txt": "tin"})
    flagged = bytearray(data)
    for mark, offset in ((b"PK\x03\x04", 7), (b"PK\x01\x02", 9)):
        flagged[data.index(mark) + offset] &= ~0x08
    assert result(bytes(flagged), tmp_path, "a.zip").documents[0].file == "a.zip/Hội.txt"


def test_a_folder_of_a_week_without_following_links(tmp_path: Path) -> None:
    folder = tmp_path / "tuần 19"
    (folder / "ảnh").mkdir(parents=True)
    (folder / "bài.docx").write_bytes(word(para("Bài một")))
    (folder / "ảnh" / "không-tên").write_bytes(jpeg())
    (folder / "thư.txt").write_bytes(mail("Bài hai.").as_bytes())
    (folder / ".ẩn").write_text("x")
    (folder / "~$bài.docx").write_text("x")
    (folder / "trống.txt").write_text("")
    (tmp_path / "ngoài.txt").write_text("ngoài")
    (folder / "nối.txt").symlink_to(tmp_path / "ngoài.txt")
    (folder / "vòng").symlink_to(folder)
    found = result(folder, tmp_path / "kho", "tuần 19")
    assert {document.file: document.kind for document in found.documents} == {
        "tuần 19/bài.docx": "docx", "tuần 19/ảnh/không-tên": "picture", "tuần 19/thư.txt": "mail",
    }  # fmt: skip
    assert sorted(rules(found)) == ["import.bad-member", "import.bad-member", "import.empty"]


def test_a_loose_photo_keeps_its_name_and_bytes(tmp_path: Path) -> None:
    file = tmp_path / "z4567_a.jpg"
    file.write_bytes(jpeg())
    document = only(file, tmp_path / "kho")
    (block,) = document.blocks
    assert isinstance(block, SourcePicture)
    assert document.kind == "picture"
    assert (tmp_path / "kho" / document.pictures[block.key or ""].stored).read_bytes() == jpeg()


def test_a_file_that_is_not_there_or_not_a_file(tmp_path: Path) -> None:
    assert rules(result(tmp_path / "không.docx", tmp_path / "kho")) == ["import.no-file"]


def test_locked_members_are_said(tmp_path: Path) -> None:
    data = bytearray(zipped({"a.txt": "tin", "b.txt": "x"}))
    for mark, offset in ((b"PK\x03\x04", 6), (b"PK\x01\x02", 8)):
        data[data.index(mark) + offset] |= 1
    found = result(bytes(data), tmp_path)
    assert rules(found) == ["import.locked"]
    assert len(found.documents) == 1


def test_the_package_of_outlook_is_named(tmp_path: Path) -> None:
    message = mail()
    message.add_attachment(b"\x78\x9f\x3e\x22", maintype="application", subtype="ms-tnef", filename="winmail.dat")
    found = result(message.as_bytes(), tmp_path)
    assert rules(found) == ["import.part-left-out"]
    assert "winmail.dat" in found.findings[0].what("vi")
    assert len(found.documents) == 1


def test_files_that_no_reader_takes_are_told_by_their_kind(tmp_path: Path) -> None:
    deck = zipped({"[Content_Types].xml": "<a/>", "ppt/presentation.xml": "<a/>"})
    for data, kind in ((deck, "PowerPoint"), (b"%PDF-1.7 x", "PDF"), (b"Rar!\x1a\x07", "RAR")):
        found = result(data, tmp_path)
        assert rules(found) == ["import.unknown-kind"]
        assert kind in found.findings[0].what("en")
