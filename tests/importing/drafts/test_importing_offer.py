"""Offers for windows and scripts: what a paste, a file and an address give; nothing is written before."""

from __future__ import annotations

import datetime as dt
from pathlib import Path

import pytest
from import_kit import drawing, jpeg, para, run, word
from import_pages import STORIES, wordpress

from bulletin.errors import BulletinError
from bulletin.importing.fetch import Fetched, FetchSession
from bulletin.importing.limits import CHILD
from bulletin.importing.offer import OfferRequest, keep_offer, offer_address, offer_file, offer_paste, settled
from bulletin.importing.reading import ForeignReader
from bulletin.importing.result import Opinion
from bulletin.runtime.limits import Limits
from bulletin.sources.issue import parse

OLD = "<span style='font-family:.VnTime'>{}</span>"
WORD_PASTE = (
    f"<html><body><p class=MsoNormal align=center><b>{OLD.format('Héi nghÞ tæng kÕt')}</b></p>"
    f"<p class=MsoNormal>{OLD.format('S¸ng nay c¸c tæ d©n phè häp t¹i nhµ v¨n hãa.')}</p></body></html>"
)


@pytest.fixture
def request_(tmp_path: Path) -> OfferRequest:
    issue, spool = tmp_path / "so-1", tmp_path / "kho"
    issue.mkdir()
    spool.mkdir()
    return OfferRequest(issue, spool, dt.date(2026, 11, 26))


def files(issue: Path) -> list[str]:
    return sorted(path.relative_to(issue).as_posix() for path in issue.rglob("*") if path.is_file())


def test_a_paste_of_word_is_decoded_and_nothing_is_written(request_: OfferRequest) -> None:
    (offer,) = offer_paste(WORD_PASTE.encode(), request_).articles
    assert offer.article.title == "Hội nghị tổng kết"
    assert offer.article.body == "Sáng nay các tổ dân phố họp tại nhà văn hóa."
    assert files(request_.issue) == []


def test_plain_words_are_taken_as_they_are(request_: OfferRequest) -> None:
    (offer,) = offer_paste("Lớp bơi khu 7\n\nLớp bơi mở chiều thứ Bảy.\n".encode(), request_).articles
    assert (offer.article.title, offer.article.body) == ("Lớp bơi khu 7", "Lớp bơi mở chiều thứ Bảy.")
    assert "# thiếu: tác giả" in offer.text


def test_word_bytes_give_fields_record_text_and_photos_and_are_kept(request_: OfferRequest) -> None:
    photo = jpeg("green")
    data = word(
        para(run("Hội thi của khu 5", "<w:b/>"), properties='<w:jc w:val="center"/>')
        + para("Em Vũ An Nhiên kể chuyện.") + para(drawing("img1")) + para(run("Giờ thi", "<w:i/>"))
        + para("Ban tổ chức trao quà cho các em."),
        media={"a.jpg": photo},
    )  # fmt: skip
    offers = offer_file(data, "C:\\Tin\\bai.docx", request_)
    (offer,) = offers.articles
    assert offer.draft.fields["title"].value == "Hội thi của khu 5"
    assert {name for name in offer.draft.fields if name.startswith("photos.1")} == {
        "photos.1.caption", "photos.1.credit", "photos.1.alt",
    }  # fmt: skip
    assert offer.photos["anh-1"].read_bytes() == photo
    assert parse("article", offer.text.encode(), "x.yaml").record == offer.article
    assert files(request_.issue) == []
    written = keep_offer(offer, request_)
    assert (written.status, written.id) == ("new", "hoi-thi-cua-khu-5")
    assert files(request_.issue) == [
        "articles/hoi-thi-cua-khu-5.yaml", "originals/hoi-thi-cua-khu-5/SHA256SUMS",
        "originals/hoi-thi-cua-khu-5/bai.docx", "originals/hoi-thi-cua-khu-5/ban-nhap.yaml",
        "photos/hoi-thi-cua-khu-5-1.jpg",
    ]  # fmt: skip
    assert (request_.issue / "articles/hoi-thi-cua-khu-5.yaml").read_text(encoding="utf-8").count("# đoán") == (
        offer.text.count("# đoán")
    )
    assert keep_offer(offer, request_).status == "again"


def test_what_somebody_has_settled_is_no_guess_any_more(request_: OfferRequest) -> None:
    (offer,) = offer_paste("Tin lớp bơi\n\nLớp bơi mở chiều thứ Bảy.\n".encode(), request_).articles
    assert offer.draft.fields["title"].certainty == "guess"
    confirmed = settled(offer, request_, {"title": None})
    assert confirmed.draft.fields["title"].certainty == "sure"
    assert confirmed.article.title == "Tin lớp bơi"
    other = settled(offer, request_, {"title": "Mở lớp bơi", "authors": "Lê Thị Nụ"})
    assert (other.article.id, other.article.authors[0].name) == ("mo-lop-boi", "Lê Thị Nụ")
    assert "đoán" not in next(line for line in other.text.splitlines() if line.startswith("tieu_de"))
    for name in ("published_at", "khong-co"):
        with pytest.raises(KeyError):
            settled(offer, request_, {name: "1/1/2026"})


class Network(FetchSession):
    """A network of one page whose photo is refused."""

    def page(self, address: str) -> Fetched:
        return Fetched("https://binhhai.example/tin/311", wordpress(STORIES[0]).encode(), "text/html", "utf-8")

    def picture(self, address: str) -> Fetched:
        raise BulletinError([])


def test_an_address_gives_the_article_of_its_page(request_: OfferRequest) -> None:
    (offer,) = offer_address("https://binhhai.example/tin/311", request_, Network()).articles
    assert offer.article.title == STORIES[0].title
    assert offer.article.source is not None
    assert offer.article.source.url == "https://binhhai.example/tin/311"
    with pytest.raises(BulletinError):
        offer_address("http://127.0.0.1/", request_)


# --- the second opinion ---------------------------------------------------------------------------------------------


def test_another_program_reads_a_page_in_the_process_with_limits(tmp_path: Path) -> None:
    page = wordpress(STORIES[0]).encode()
    with ForeignReader(tmp_path / "kho") as reader:
        assert reader.opinion(page).title == STORIES[0].title
        assert reader.opinion(b"") == Opinion()
        assert reader.read(tmp_path / "khong-co.html").findings  # the process still answers
    with ForeignReader(tmp_path / "kho", Limits(cpu_s=CHILD.cpu_s, wall_s=1)) as reader:
        assert reader.opinion(b"<div>" * 900_000) == Opinion()
