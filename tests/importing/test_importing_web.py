"""Web pages: what is shown in its order with all names, what pages say of themselves, encodings, saved pages."""

from __future__ import annotations

import base64
import hashlib
import quopri
from pathlib import Path

import pytest
from charset_kit import cp1258
from import_kit import jpeg, only, outline, page, paragraphs, result, rules, texts

from bulletin.importing.document import SourcePicture, SourceTable
from bulletin.importing.readers import read
from bulletin.importing.recognise import recognise


def test_blocks_keep_their_order_and_names(tmp_path: Path) -> None:
    body = (
        '<div id=main class="col tin"><h1 itemprop=headline>Hội làng</h1><div class=date>Thứ Hai, 4/5/2026</div>'
        "<p class=sapo><b>Mở đầu</b> hay</p>Chữ trần<script>x=1</script><blockquote>Lời</blockquote>"
        "<hr><span class=author>Lý Thị Mơ</span></div>"
    )
    document = only(page(body), tmp_path)
    assert outline(document) == ["Hội làng", "Thứ Hai, 4/5/2026", "Mở đầu hay", "Chữ trần", "Lời", "-", "Lý Thị Mơ"]
    found = paragraphs(document.blocks)
    assert found[0].heading == 1
    assert found[0].names == ("h1", "headline", "div", "col", "tin", "main", "body", "html")
    assert found[1].names[:2] == ("div", "date")
    assert found[2].runs[0].bold
    assert not found[2].runs[1].bold
    assert found[5].runs[0].names == ("span", "author")
    assert found[5].names[:4] == ("span", "author", "div", "col")


def test_blanks_are_as_browsers_show_them_and_br_is_a_newline(tmp_path: Path) -> None:
    body = "<p> Một\n   hai <b> ba</b> <i>bốn </i> năm<br>\n  sáu  </p><p>bảy<br><br>tám<br/>chín</p><pre>a\n  b</pre>"
    assert texts(only(page(body), tmp_path)) == ["Một hai ba bốn năm\nsáu", "bảy", "tám\nchín", "a\n  b"]


def test_lists_links_looks_and_hidden_words(tmp_path: Path) -> None:
    body = (
        '<ol start=3><li>ba<ul><li>con</ul><li value=7>bảy</ol><p style="text-align:right; font-weight:bold">Ký</p>'
        '<p>Xem <a href="https://bao.vn/">báo</a><span style="display: none">ẩn</span> 10 m<sup>2</sup></p>'
        '<p><font face=".VnTime, Arial">héi</font> <em>nghiêng</em></p><p hidden>mất</p>'
    )
    found = paragraphs(only(page(body), tmp_path).blocks)
    assert [(one.text, one.item and (one.item.ordered, one.item.level, one.item.number)) for one in found[:3]] == [
        ("ba", (True, 0, 3)), ("con", (False, 1, None)), ("bảy", (True, 0, 7)),
    ]  # fmt: skip
    assert (found[3].align, found[3].runs[0].bold) == ("right", True)
    assert found[4].text == "Xem báo 10 m²"
    assert [run.href for run in found[4].runs if run.href] == ["https://bao.vn/"]
    assert [run.text for run in found[4].runs if run.not_printed == "hidden"] == ["ẩn"]
    assert [run.font for run in found[5].runs if run.font] == [".VnTime"]
    assert found[5].runs[-1].italic
    assert found[6].text == ""


def test_figures_give_their_caption_to_the_picture(tmp_path: Path) -> None:
    body = (
        '<figure><img src="https://bao.vn/a.jpg" alt="Múa"><figcaption>Múa lân.<br>Ảnh: Lò Văn Xẻ</figcaption></figure>'
        "<figure><figcaption>Trước</figcaption><img src=b.jpg></figure><figure><figcaption>Trơ</figcaption></figure>"
        '<p>Chữ <img src="c.png"> chữ</p>'
    )
    found = result(page(body, '<base href="https://bao.vn/tin/">'), tmp_path)
    document = found.documents[0]
    pictures = [block for block in document.blocks if isinstance(block, SourcePicture)]
    assert [(one.caption, one.href, one.alt) for one in pictures] == [
        ("Múa lân.\nẢnh: Lò Văn Xẻ", "https://bao.vn/a.jpg", "Múa"), ("Trước", "https://bao.vn/tin/b.jpg", ""),
        ("", "https://bao.vn/tin/c.png", ""),
    ]  # fmt: skip
    assert texts(document) == ["Trơ", "Chữ chữ"]
    assert rules(found) == ["import.remote-picture"]
    assert found.findings[0].values["count"] == "3"


def test_a_picture_of_the_network_is_taken_from_beside_the_page(tmp_path: Path) -> None:
    (tmp_path / "a.html").write_text('<p>Chữ<img src="https://bao.vn/anh/m%C3%BAa.jpg?w=900">', encoding="utf-8")
    (finding,) = read(tmp_path / "a.html", "a.html", tmp_path).findings
    assert "“múa.jpg”, vào cùng thư mục với tệp" in finding.remedy("vi")
    assert "Ctrl+S" in finding.remedy("vi")
    (tmp_path / "múa.jpg").write_bytes(b"\xff\xd8\xff\xe0" + bytes(400))
    found = read(tmp_path / "a.html", "a.html", tmp_path)
    assert not found.findings
    assert len(found.documents[0].pictures) == 1


def test_a_paste_has_no_folder_and_is_told_so(tmp_path: Path) -> None:
    (finding,) = read(b'<p>A<img src="https://bao.vn/a.jpg">', "dan-vao.txt", tmp_path).findings
    assert "vào thư mục photos của số báo" in finding.remedy("vi")


def test_tables_with_merged_cells_inside_of_tables(tmp_path: Path) -> None:
    body = (
        "<table class=lich><caption>Lịch</caption><tr><th colspan=2>Ngày<th rowspan=2>Nơi<tr><td><p>1<p>2<td>"
        "<table><tr><td>trong</table></table>"
    )
    document = only(page(body), tmp_path)
    table = next(block for block in document.blocks if isinstance(block, SourceTable))
    assert texts(document) == ["Lịch", "Ngày", "Nơi", "1", "2", "trong"]
    shape = [[(cell.columns, cell.rows, cell.header) for cell in row] for row in table.rows]
    assert shape == [[(2, 1, True), (1, 2, True)], [(1, 1, False), (1, 1, False)]]
    assert table.names[:2] == ("table", "lich")


def test_what_the_page_says_of_itself(tmp_path: Path) -> None:
    head = (
        "<title>Hội làng - Báo</title><meta property='og:title' content='Hội  làng'><meta name=author content=Mơ>"
        '<meta property="article:published_time" content="2026-05-04T07:00:00+07:00"><meta name="DC.Creator" content=B>'
        '<link rel=canonical href="https://bao.vn/hoi-lang.html"><script type="application/ld+json">{"@graph":['
        '{"@type":["NewsArticle"],"headline":"Hội làng","author":[{"name":"Mơ"},"Xẻ"]},{"@type":"Organization",'
        '"name":"Không"}]}</script><script type="application/ld+json">{hỏng</script>'
    )
    document = only(page('<p>a</p><time datetime="2026-05-04">hôm qua</time>', head), tmp_path)
    assert document.meta["title"] == ("Hội làng - Báo",)
    assert document.meta["og:title"] == ("Hội làng",)
    assert document.meta["ld:author"] == ("Mơ", "Xẻ")
    assert document.meta["time:datetime"] == ("2026-05-04",)
    assert "ld:name" not in document.meta
    assert (document.meta["dc.creator"], document.address) == (("B",), "https://bao.vn/hoi-lang.html")


def test_the_address_that_a_browser_writes_into_a_saved_page(tmp_path: Path) -> None:
    saved = b"<!-- saved from url=(0030)https://bao.vn/hoi-lang-1.html -->" + page("<p>a</p>")
    assert only(saved, tmp_path).address == "https://bao.vn/hoi-lang-1.html"


WORDS = "Hội đồng nhân dân phường mở kỳ họp thường lệ"
PLAIN = f"<p>{WORDS}</p><p>x</p>"


@pytest.mark.parametrize(
    ("data", "encoding"),
    [
        (PLAIN.encode(), "utf-8"),
        (b"\xef\xbb\xbf" + PLAIN.encode(), "utf-8"),
        (PLAIN.encode("utf-16"), "utf-16"),
        (b"<meta charset=windows-1252>" + PLAIN.encode(), "utf-8"),
        (b"<meta charset=utf-16>" + PLAIN.encode(), "utf-8"),
        (b"<meta charset=khong-co>" + PLAIN.encode(), "utf-8"),
    ],
)
def test_encodings_that_are_declared_marked_wrong_or_missing(tmp_path: Path, data: bytes, encoding: str) -> None:
    document = only(data, tmp_path)
    assert (texts(document)[0], document.encoding) == (WORDS, encoding)


@pytest.mark.parametrize("head", [b"", b"<meta charset=windows-1258>", b"<meta charset=iso-8859-1>"])
def test_the_vietnamese_code_page_of_windows(tmp_path: Path, head: bytes) -> None:
    document = only(head + cp1258(PLAIN), tmp_path)
    assert (texts(document)[0], document.encoding) == (WORDS, "windows-1258")


def test_a_saved_page_finds_its_pictures_in_its_folder_and_nowhere_else(tmp_path: Path) -> None:
    folder = tmp_path / "tuan"
    (folder / "Hội làng_files").mkdir(parents=True)
    photo, other = jpeg("red"), jpeg("green")
    (folder / "Hội làng_files" / "a b.jpg").write_bytes(photo)
    (tmp_path / "ngoai.jpg").write_bytes(other)
    (folder / "link.jpg").symlink_to(tmp_path / "ngoai.jpg")
    file = folder / "Hội làng.html"
    body = (
        '<img src="H%E1%BB%99i%20l%C3%A0ng_files/a%20b.jpg"><p>giữa</p><img src="../ngoai.jpg"><img src="link.jpg">'
        f'<img src="file://{tmp_path}/ngoai.jpg"><img src="{tmp_path}/ngoai.jpg">'
    )
    file.write_bytes(page(body))
    document = only(file, tmp_path / "kho")
    assert [one.sha256 for one in document.pictures.values()] == [hashlib.sha256(photo).hexdigest()]
    pictures = [block for block in document.blocks if isinstance(block, SourcePicture)]
    assert [one.key for one in pictures if one.key] == ["p1"]
    assert outline(only(folder, tmp_path / "kho2"))[:2] == ["[a b.jpg]", "giữa"]


def test_pictures_inside_the_page_lazy_ones_and_dots(tmp_path: Path) -> None:
    photo = base64.b64encode(jpeg()).decode()
    dot = "data:image/gif;base64,R0lGODlhAQABAAAAACH5BAEKAAEALAAAAAABAAEAAAICTAEAOw=="
    body = (
        f'<img src="data:image/jpeg;base64,{photo}"><img src="{dot}"><img src="{dot}" data-src="https://bao.vn/to.jpg">'
        '<img src="https://dem.vn/1.gif" width=1 height=1><img><img srcset="/n.jpg 300w, /l.jpg 900w">'
    )
    document = only(page(body, '<link rel=canonical href="https://bao.vn/x">'), tmp_path)
    pictures = [block for block in document.blocks if isinstance(block, SourcePicture)]
    assert [(one.key, one.href) for one in pictures] == [
        ("p1", None), (None, "https://bao.vn/to.jpg"), (None, "https://bao.vn/l.jpg"),
    ]  # fmt: skip


def test_a_page_saved_as_one_file(tmp_path: Path) -> None:
    photo = jpeg()
    html = quopri.encodestring(page("<p>Hội làng</p><img src='https://bao.vn/a.jpg'><img src='cid:b@x'>")).decode()
    image = base64.encodebytes(photo).decode()
    data = (
        "From: <Saved by Blink>\r\nSnapshot-Content-Location: https://bao.vn/tin.html\r\nSubject: Tin\r\n"
        'MIME-Version: 1.0\r\nContent-Type: multipart/related; type="text/html"; boundary="xx"\r\n\r\n'
        "--xx\r\nContent-Type: text/html; charset=utf-8\r\nContent-Transfer-Encoding: quoted-printable\r\n\r\n"
        f"{html}\r\n--xx\r\nContent-Type: image/jpeg\r\nContent-Transfer-Encoding: base64\r\n"
        f"Content-Location: https://bao.vn/a.jpg\r\n\r\n{image}\r\n--xx\r\nContent-Type: image/jpeg\r\n"
        f"Content-ID: <b@x>\r\nContent-Transfer-Encoding: base64\r\n\r\n{image}\r\n--xx--\r\n"
    ).encode()
    assert recognise(data) == "mht"
    document = only(data, tmp_path)
    assert (texts(document), document.address) == (["Hội làng"], "https://bao.vn/tin.html")
    assert next(block.key for block in document.blocks if isinstance(block, SourcePicture)) == "p1"
    assert (tmp_path / document.pictures["p1"].stored).read_bytes() == photo


def test_embedded_films_are_named(tmp_path: Path) -> None:
    found = result(page("<p>a</p><iframe src='https://v.vn/'></iframe><video></video>b"), tmp_path)
    assert rules(found) == ["import.part-left-out"]
    assert texts(found.documents[0]) == ["a", "b"]


def test_every_printed_word_of_a_messy_page_is_kept_in_order(tmp_path: Path) -> None:
    body = "<div>một<p>hai<div>ba<span>bốn<ul>năm<li>sáu<p>bảy</ul>tám<table><tr>chín<td>mười</table></b>mười-một</x>"
    kept = " ".join(texts(only(page(body), tmp_path))).split()
    assert sorted(kept) == sorted(["một", "hai", "babốn", "năm", "sáu", "bảy", "tám", "chín", "mười", "mười-một"])
