"""Pages of every portal that has rules, and of one that has none; own rules; mistakes in rules."""

from __future__ import annotations

import datetime as dt
from pathlib import Path

import pytest
from import_pages import RELATED, STORIES, SYSTEMS, StoryCase, wordpress

from bulletin.importing.draft import Draft
from bulletin.importing.find.article import DaysAround, find_article
from bulletin.importing.find.lines import key_of
from bulletin.importing.portals.read import load_portals, read_portal, shipped
from bulletin.importing.readers import read

TODAY = dt.date(2026, 11, 26)
CASES = [(system, number) for system in SYSTEMS for number in range(len(STORIES))]
JPEG = bytes.fromhex("ffd8ffe000104a46494600010100000100010000") + bytes(400) + b"\xff\xd9"


def draft_of_page(html: str, folder: Path, today: dt.date = TODAY) -> Draft:
    """The draft of a saved page whose photo is beside it."""
    spool = folder / "spool"
    spool.mkdir()
    (folder / "anh.jpg").write_bytes(JPEG)
    page = folder / "trang.html"
    page.write_text(html, encoding="utf-8")
    (document,) = read(page, "trang.html", spool).documents
    return find_article(document, load_portals(), DaysAround(today, frozenset({today})))


@pytest.mark.parametrize(
    ("system", "number"), CASES, ids=[f"{system or 'unknown'}-{number}" for system, number in CASES]
)
def test_every_portal_gives_its_story(system: str, number: int, tmp_path: Path) -> None:
    story = STORIES[number]
    draft = draft_of_page(SYSTEMS[system](story), tmp_path)
    assert (draft.portal or "") == system
    expect(draft, story)


def expect(draft: Draft, story: StoryCase) -> None:
    """Every field is right and certain; nothing of the body is lost; no furniture is left."""
    assert draft.title.value == story.title
    assert draft.title.certainty == "sure"
    assert draft.lead.value == story.lead
    assert draft.lead.certainty == "sure"
    assert draft.date.value == dt.datetime.strptime(f"{story.day} {story.time}", "%d/%m/%Y %H:%M")
    assert draft.date.certainty == "sure"
    (author,) = draft.authors.value or ()
    assert key_of(author.name) == key_of(story.author)
    assert draft.authors.certainty == "sure"
    body = draft.body.value or ""
    blocks = [block for block in body.split("\n\n") if not block.startswith("![[")]
    assert blocks == list(story.paragraphs)
    assert body.split("\n\n")[1] == "![[anh-1]]"
    (photo,) = draft.photos
    assert photo.caption.value
    assert photo.caption.value.rstrip(".") == story.caption
    assert photo.caption.certainty == "sure"
    assert photo.credit.value == story.photographer
    lost = " ".join(draft.lost)
    assert all(text not in lost for text in (*story.paragraphs, story.lead, story.caption))
    assert RELATED not in body


def test_related_stories_are_kept_apart(tmp_path: Path) -> None:
    draft = draft_of_page(wordpress(STORIES[0]), tmp_path)
    assert [item.title for item in draft.related] == [RELATED]


BARE_PAGE = """<html><head><title>Khởi công đường đê - Cổng phường</title></head><body><div class="content">
<h1>Khởi công đường đê Tả Lạch</h1>{line}
<p><strong>Sáng 25/11, phường khởi công nâng cấp mặt đê Tả Lạch, đoạn từ cống Ba Cửa đến bến đò cũ.</strong></p>
<p>Tuyến đường dài 1.850 mét, rộng 6,5 mét. Dự kiến hoàn thành trước mùa mưa bão năm 2027.</p>
<p>Trong thời gian thi công, xe tải trên 3,5 tấn đi đường vòng qua phố Đò Ngang.</p></div></body></html>"""


@pytest.mark.parametrize(
    ("line", "left"),
    [
        ('<span class="date">25/11/2026 09:15</span> <span>Lượt xem: 318</span>', "Lượt xem: 318"),
        ("<p>25/11/2026 09:15 Lượt xem: 318</p>", "Lượt xem: 318"),
        ("<p>Lượt xem: 318 | 25/11/2026 09:15</p>", "Lượt xem: 318"),
        ("<p>318 lượt xem - Ngày đăng: 25/11/2026 09:15</p>", "318 lượt xem"),
        ("<p>Thứ tư, 25/11/2026 09:15 | Chia sẻ | Bình luận (3) | In bài | Cỡ chữ: A- A A+</p>", "Bình luận (3)"),
        ('<div>Chia sẻ <span class="date">Thứ tư, 25/11/2026, 09:15</span><br>In bài <b>Cỡ chữ</b></div>', "In bài"),
        ("<p>Cỡ chữ A+ A- 09:15 ngày 25 tháng 11 năm 2026 Số lượt xem 1.318</p>", "1.318"),
        ('<p class="date">25/11/2026 09:15</p><p>Lượt xem: 318 Bình luận: 0 Chia sẻ In bài viết</p>', "Bình luận: 0"),
    ],
)
def test_a_date_with_furniture_around_it_is_the_date_and_stays_out_of_the_body(
    line: str, left: str, tmp_path: Path
) -> None:
    draft = draft_of_page(BARE_PAGE.replace("{line}", line), tmp_path)
    assert (draft.date.value, draft.date.certainty) == (dt.datetime(2026, 11, 25, 9, 15), "sure")
    assert (draft.lead.value or "").startswith("Sáng 25/11, phường khởi công")
    assert draft.lead.certainty == "sure"
    assert (draft.body.value or "").startswith("Tuyến đường dài 1.850 mét")
    assert any(left in lost for lost in draft.lost)


def test_a_pasted_date_with_furniture_is_the_date(tmp_path: Path) -> None:
    text = "Khởi công đường đê Tả Lạch\n\n25/11/2026 09:15 Lượt xem: 318\n\nSáng 25/11, phường khởi công mặt đê.\n"
    (document,) = read(text.encode(), "dan-vao.txt", tmp_path).documents
    draft = find_article(document, load_portals(), DaysAround(TODAY))
    assert (draft.date.value, draft.body.value) == (
        dt.datetime(2026, 11, 25, 9, 15), "Sáng 25/11, phường khởi công mặt đê.",
    )  # fmt: skip
    assert draft.lost == ("25/11/2026 09:15 Lượt xem: 318",)


def test_words_of_a_sentence_are_no_furniture(tmp_path: Path) -> None:
    said = "Video ngày 25/11/2026 có 318 lượt xem và nhiều chia sẻ trên Zalo."
    draft = draft_of_page(BARE_PAGE.replace("{line}", f"<p>{said}</p>"), tmp_path)
    assert said in (draft.body.value or "")


def test_a_name_beside_the_date_is_not_dropped_with_it(tmp_path: Path) -> None:
    line = '<p><span class="date">25/11/2026 09:15</span> Phóng viên thường trú Lượt xem: 3</p>'
    draft = draft_of_page(BARE_PAGE.replace("{line}", line), tmp_path)
    assert "Phóng viên thường trú" in (draft.body.value or "") or any("thường trú" in text for text in draft.lost)


def test_the_day_of_saving_is_not_the_day_of_the_story(tmp_path: Path) -> None:
    story = STORIES[0]
    html = SYSTEMS[""](story).replace(f"{story.day} {story.time}", "26/11/2026 10:00")
    draft = draft_of_page(html, tmp_path)
    assert draft.date.certainty == "guess"
    assert "trùng ngày" in draft.date.reason


def test_the_day_of_a_migration_is_a_guess_with_the_day_of_the_text(tmp_path: Path) -> None:
    story = STORIES[0]
    html = SYSTEMS["wordpress"](story).replace(story.day, "01/07/2025").replace(story.iso, "2025-07-01T00:00:00+07:00")
    html = html.replace("Sáng 16/11,", "Sáng 16/11/2023,")
    draft = draft_of_page(html, tmp_path)
    assert draft.date.certainty == "guess"
    assert draft.date.second == "16/11/2023"


def test_own_rules_come_before_shipped_ones(tmp_path: Path) -> None:
    folder = tmp_path / "portals"
    folder.mkdir()
    (folder / "cong-minh.yaml").write_text(
        'ma: cong-minh\nten: "Cổng của mình"\nnguon: "Cổng phường Bình Hải"\nnhan_biet:\n  the: [o-tin]\n'
        "tieu_de: [ten-tin]\nnoi_dung: [o-tin]\n",
        encoding="utf-8",
    )
    portals = load_portals((folder,))
    assert not portals.findings
    assert portals.portals[0].id == "cong-minh"
    (tmp_path / "spool").mkdir()
    html = '<body><div class="o-tin"><p class="ten-tin">Khu 4 có sân bóng mới</p><p>Sân rộng chín trăm mét vuông, mở cửa cả tuần cho các em.</p></div></body>'  # noqa: E501
    (document,) = read(html.encode(), "x.html", tmp_path / "spool").documents
    draft = find_article(document, portals, DaysAround(TODAY))
    assert draft.portal == "cong-minh"
    assert draft.title.value == "Khu 4 có sân bóng mới"
    assert draft.source.value
    assert draft.source.value.name == "Cổng phường Bình Hải"


def test_a_mistake_in_rules_has_its_place(tmp_path: Path) -> None:
    folder = tmp_path / "portals"
    folder.mkdir()
    (folder / "sai.yaml").write_text('ma: sai\nten: "Sai"\ntieude_x: [a]\nthu_tu_ngay: ymd\n', encoding="utf-8")
    portals = load_portals((folder,))
    places = {str(finding.place) for finding in portals.findings}
    assert any(place.startswith("portals/sai.yaml:3") for place in places)
    assert any(place.startswith("portals/sai.yaml:4") for place in places)
    assert all(portal.id != "sai" for portal in portals.portals)


def test_shipped_rules_have_no_mistake_and_name_their_file() -> None:
    names = {portal.id for portal in shipped()}
    assert names >= set(SYSTEMS) - {""} | {"generic"}
    from bulletin import datafiles

    for path in datafiles.folder("portals").glob("*.yaml"):
        portal, findings = read_portal(path.read_bytes(), path.name)
        assert portal is not None, findings
        assert portal.id == path.stem
        assert not findings
