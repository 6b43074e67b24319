"""A week at once: photos find their stories, letters are no stories, one story of two sources is one draft."""

from __future__ import annotations

import datetime as dt

from import_making import TODAY, document, paragraph, picture

from bulletin.importing.document import SourceDocument
from bulletin.importing.find.article import DaysAround, find_article
from bulletin.importing.portals.read import load_portals
from bulletin.importing.week import Week, joined

TEXT = (
    "Sáng 16/11, tại nhà văn hóa khu 3, bà Trần Thị Mơ trao quả bóng đầu tiên cho các em nhỏ trong khu.",
    "Mỗi điểm có hai mươi quả bóng và mười lăm đôi vợt; em nào cũng được mượn trong ba ngày liền.",
    "Phường sẽ mở thêm hai điểm ở khu 6 và khu 8 trước Tết để mọi em đều có chỗ chơi.",
)
OTHER = "Ông Phan Đức Quý cùng bà con khu 2 trồng tám trăm mét hoa dọc bờ kênh Lạch Sẻ trong ba tuần liền."


def story(file: str, title: str, *texts: str, kind: str = "docx") -> SourceDocument:
    blocks = (paragraph(title, "Title", bold=True, align="center"), *(paragraph(text) for text in texts))
    return document(*blocks, kind=kind, file=file)


def photo(file: str, key: str) -> SourceDocument:
    return document(picture(key), kind="picture", file=file)


def week_of(*documents: SourceDocument) -> Week:
    around = DaysAround(TODAY, frozenset[dt.date]())
    return joined(documents, [find_article(one, load_portals(), around) for one in documents])


def test_photos_go_to_the_story_of_their_name() -> None:
    week = week_of(
        story("tuan/bai1.docx", "Bóng cho trẻ em", *TEXT), photo("tuan/bai1_anh2.jpg", "a"),
        story("tuan/bai2.docx", "Đường hoa khu 2", OTHER), photo("tuan/bai2.jpg", "b"), photo("tuan/IMG_001.jpg", "c"),
    )  # fmt: skip
    one, two = week.stories
    assert [photo.file.name for photo in one.draft.photos if photo.file] == ["a.jpg"]
    assert [photo.file.name for photo in two.draft.photos if photo.file] == ["b.jpg"]
    assert [loose.file for loose in week.loose] == ["tuan/IMG_001.jpg"]


def test_a_number_is_not_the_beginning_of_another() -> None:
    week = week_of(
        story("t/bai1.docx", "Bóng cho trẻ em", *TEXT), story("t/bai11.docx", "Đường hoa khu 2", OTHER),
        photo("t/bai11_anh1.jpg", "a"),
    )  # fmt: skip
    assert not week.stories[0].draft.photos
    assert len(week.stories[1].draft.photos) == 1


def test_a_letter_with_a_story_is_a_note_and_its_sender_a_guess() -> None:
    letter = document(
        paragraph("Kính gửi Ban Biên tập, em gửi bài và ảnh ạ."), picture("a", "attachment"), kind="mail",
        file="thu.eml", meta={"from": ("Lê Văn Bách <bach@binhhai.example>",), "subject": ("Gửi bài",)},
    )  # fmt: skip
    week = week_of(letter, story("thu.eml/bai.docx", "Bóng cho trẻ em", *TEXT))
    (one,) = week.stories
    assert one.draft.title.value == "Bóng cho trẻ em"
    assert len(one.draft.photos) == 1
    assert one.draft.authors.value
    assert one.draft.authors.value[0].name == "Lê Văn Bách"
    assert one.draft.authors.certainty == "guess"
    assert any("Kính gửi" in note.quote for note in one.draft.notes)


def test_one_story_from_two_sources_is_one_draft() -> None:
    page = document(
        paragraph("Bóng cho trẻ em", heading=1), paragraph("17/11/2026"), *(paragraph(text) for text in TEXT),
        file="tuan/trang.html", meta={"og:title": ("Bóng cho trẻ em",)}, address="https://binhhai.example/tin/3",
    )  # fmt: skip
    week = week_of(story("tuan/a.docx", "Bóng cho trẻ em khu phố", *TEXT[:2], "Hết bài."), page,
                   story("tuan/b.docx", "Đường hoa", OTHER))  # fmt: skip
    assert len(week.stories) == 2
    first = week.stories[0]
    assert first.draft.file == "tuan/trang.html"
    assert [draft.file for draft in first.same] == ["tuan/a.docx"]
    assert any(note.quote == "tuan/a.docx" for note in first.draft.notes)


def test_two_stories_with_one_sentence_in_common_stay_two() -> None:
    week = week_of(story("a.docx", "Bóng cho trẻ em", *TEXT), story("b.docx", "Đường hoa", TEXT[0], OTHER, OTHER[::-1]))
    assert len(week.stories) == 2


def test_a_file_without_words_is_named() -> None:
    week = week_of(document(kind="docx", file="trong.docx"), story("a.docx", "Bóng cho trẻ em", *TEXT))
    assert week.empty == ("trong.docx",)
