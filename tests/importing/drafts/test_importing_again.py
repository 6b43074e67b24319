"""A story that was imported before comes again: compared, never written over, its new photos kept."""

from __future__ import annotations

import json
from email.message import EmailMessage
from pathlib import Path

import pytest
from click.testing import CliRunner, Result
from hypothesis import given
from hypothesis import strategies as st
from import_kit import drawing, jpeg, para, run, word

from bulletin.cli.main import root
from bulletin.cli.settings import Settings
from bulletin.importing.again.compare import merged_text
from bulletin.sources.issue import parse

IDENT = "hoi-thi-cua-khu-5"
ARTICLE = f"articles/{IDENT}.yaml"
BODY = (
    "Em Vũ An Nhiên kể chuyện và được cả hội trường khen ngợi.",
    "Ban tổ chức trao mười hai phần quà cho các em có giọng đọc hay.",
    "Hội thi lần sau mở vào dịp hè tại sân nhà văn hóa của khu 7.",
)


@pytest.fixture
def issue(tmp_path: Path) -> Path:
    folder = tmp_path / "so-1"
    folder.mkdir()
    (folder / "issue.yaml").write_text('ma: so-1\nso: "1"\nsap_xep:\n  - bai: cu\n', encoding="utf-8")
    return folder


def imported(*words: str | Path) -> Result:
    made = CliRunner().invoke(
        root.get_command(None, "import"),
        [str(word) for word in words],
        obj=Settings(),
        standalone_mode=False,  # type: ignore[arg-type]
    )
    assert made.return_value == 0, made.output
    return made


def story(path: Path, *body: str, title: str = "Hội thi của khu 5", photos: tuple[bytes, ...] = ()) -> Path:
    shown = "".join(para(drawing(f"img{at}")) + para(run(f"Ảnh {at}", "<w:i/>")) for at in range(1, len(photos) + 1))
    text = para(run(title, "<w:b/>"), properties='<w:jc w:val="center"/>') + "".join(map(para, body)) + shown
    path.write_bytes(word(text, media={f"{at}.jpg": data for at, data in enumerate(photos)}))
    return path


def files(issue: Path) -> dict[str, bytes]:
    return {path.relative_to(issue).as_posix(): path.read_bytes() for path in issue.rglob("*") if path.is_file()}


def edited(issue: Path, old: str, new: str) -> None:
    path = issue / ARTICLE
    text = path.read_text(encoding="utf-8")
    assert old in text
    path.write_text(text.replace(old, new), encoding="utf-8")


def test_a_changed_source_is_compared_and_the_article_stays(issue: Path, tmp_path: Path) -> None:
    imported(story(tmp_path / "bai.docx", *BODY), "--into", issue)
    edited(issue, "mười hai phần quà", "12 phần quà")
    edited(issue, "Hội thi của khu 5", "Khu 5 thi đọc sách")
    before = files(issue)
    other = (BODY[0].replace("cả hội trường", "mọi người"), BODY[1].replace("hay", "tốt"), BODY[2])
    story(tmp_path / "bai.docx", *other, title="Hội thi ở khu 5")
    made = imported(tmp_path / "bai.docx", "--into", issue, "--report", tmp_path / "r.html")
    assert files(issue) == before
    assert "bản gốc nay có khác; bài giữ nguyên" in made.output
    assert "title (bài đã sửa chỗ này, giữ chữ của bài): “Hội thi của khu 5” → “Hội thi ở khu 5”" in made.output
    assert "mọi người khen ngợi" in made.output
    assert "--update" not in made.output  # both changed the second paragraph
    assert "mọi người khen ngợi" in (tmp_path / "r.html").read_text(encoding="utf-8")


def test_only_what_nobody_has_edited_is_taken_where_asked(issue: Path, tmp_path: Path) -> None:
    imported(story(tmp_path / "bai.docx", *BODY), "--into", issue)
    edited(issue, "mười hai phần quà", "12 phần quà")
    edited(issue, "trang_thai: draft", "trang_thai: draft  # để Hà xem")
    old = (issue / ARTICLE).read_bytes()
    story(
        tmp_path / "bai.docx",
        BODY[0].replace("cả hội trường", "mọi người"),
        *BODY[1:],
        "Tin thêm.",
        title="Thi ở khu 5",
    )
    assert "hãy gõ lại lệnh này với: --update" in imported(tmp_path / "bai.docx", "--into", issue).output
    answer = json.loads(imported(tmp_path / "bai.docx", "--into", issue, "--update", "--json").output)
    assert answer["stories"][0]["status"] == "changed"
    assert answer["stories"][0]["comparison"]["taken"] == ["title", "body"]
    text = (issue / ARTICLE).read_text(encoding="utf-8")
    assert "# để Hà xem" in text
    article = parse("article", text.encode(), "x.yaml").record
    assert getattr(article, "title", "") == "Thi ở khu 5"
    assert getattr(article, "body", "").split("\n\n") == [
        BODY[0].replace("cả hội trường", "mọi người"), BODY[1].replace("mười hai", "12"), BODY[2], "Tin thêm.",
    ]  # fmt: skip
    (kept,) = (issue / "build" / "import").rglob("*.yaml")
    assert kept.read_bytes() == old
    after = files(issue)
    assert f"originals/{IDENT}/bai-2.docx" in after
    assert "đã nhập" in imported(tmp_path / "bai.docx", "--into", issue, "--update").output
    assert files(issue) == after


def test_the_same_words_in_another_file_add_nothing(issue: Path, tmp_path: Path) -> None:
    imported(story(tmp_path / "bai.docx", *BODY), "--into", issue)
    before = files(issue)
    text = "\n\n".join(("Hội thi của khu 5", *BODY))
    (tmp_path / "zalo.txt").write_text(text, encoding="utf-8")
    assert "đã nhập" in imported(tmp_path / "zalo.txt", "--into", issue).output
    assert files(issue) == before


def test_photos_that_come_later_are_kept_and_named(issue: Path, tmp_path: Path) -> None:
    first, second = jpeg("red"), jpeg("green")
    docx = story(tmp_path / "bai.docx", *BODY, photos=(first,))
    imported(docx, "--into", issue)
    article = (issue / ARTICLE).read_bytes()
    mail = EmailMessage()
    mail["From"], mail["Subject"] = "Lê Văn Bách <bach@binhhai.example>", "Thêm ảnh"
    mail.set_content("Em gửi thêm ảnh ạ.")
    kind = "vnd.openxmlformats-officedocument.wordprocessingml.document"
    mail.add_attachment(docx.read_bytes(), maintype="application", subtype=kind, filename="bai.docx")
    mail.add_attachment(second, maintype="image", subtype="jpeg", filename="them.jpg")
    (tmp_path / "thu.eml").write_bytes(mail.as_bytes())
    made = imported(tmp_path / "thu.eml", "--into", issue)
    new = issue / "photos" / f"{IDENT}-2.jpg"
    assert new.read_bytes() == second
    assert f"photos/{IDENT}-2.jpg" in made.output
    assert (issue / ARTICLE).read_bytes() == article
    after = files(issue)
    imported(tmp_path / "thu.eml", "--into", issue)
    assert files(issue) == after
    new.unlink()  # whoever takes it away does not get it again
    imported(tmp_path / "thu.eml", "--into", issue)
    assert not new.exists()


def test_photos_of_the_other_source_of_a_story_are_kept(issue: Path, tmp_path: Path) -> None:
    week = tmp_path / "tuan"
    week.mkdir()
    story(week / "a.docx", *BODY, photos=(jpeg("red"),))
    story(week / "b.docx", *BODY, "Một câu nữa ở cuối.", photos=(jpeg("green"), jpeg("blue")))
    imported(week, "--into", issue)
    kept = {path.read_bytes() for path in (issue / "photos").iterdir()}
    assert kept == {jpeg("red"), jpeg("green"), jpeg("blue")}
    assert len(list((issue / "articles").iterdir())) == 1


def test_a_story_whose_article_was_taken_away_is_imported_anew(issue: Path, tmp_path: Path) -> None:
    docx = story(tmp_path / "bai.docx", *BODY)
    imported(docx, "--into", issue)
    (issue / ARTICLE).unlink()
    imported(docx, "--into", issue)
    assert [path.name for path in (issue / "articles").iterdir()] == [f"{IDENT}-2.yaml"]


def test_another_story_of_the_same_title_is_another_story(issue: Path, tmp_path: Path) -> None:
    imported(story(tmp_path / "bai.docx", *BODY), "--into", issue)
    imported(story(tmp_path / "khac.docx", "Một tin hoàn toàn khác về đường mới mở ở thôn Đông."), "--into", issue)
    assert len(list((issue / "articles").iterdir())) == 2


# --- three versions -------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("before", "after", "now", "merged"),
    [
        ("a|b|c", "a|B|c", "a|b|c", "a|B|c"),
        ("a|b|c", "a|B|c", "A|b|c", "A|B|c"),
        ("a|b", "a|x|b", "a|y|b", None),
        ("a|b|c|d", "a|b|c|D", "A|b|c|d", "A|b|c|D"),
        ("a|b|c", "a|B|c", "a|x|c", None),
        ("a|b|c", "a|B|c", "a|B|c", "a|B|c"),
        ("a|b|c", "a|c", "a|b|c|d", "a|c|d"),
        ("a|b|c|d", "x|a|b|c|d", "a|b|c", "x|a|b|c"),
        ("", "a", "", "a"),
    ],
)
def test_paragraphs_of_source_and_office_come_together(before: str, after: str, now: str, merged: str | None) -> None:
    made = merged_text(*(text.replace("|", "\n\n") for text in (before, after, now)))
    assert made == (None if merged is None else merged.replace("|", "\n\n"))


PARTS = st.lists(st.sampled_from("abcdefgh"), max_size=8).map("\n\n".join)


@given(PARTS, PARTS)
def test_one_sided_changes_are_taken_whole(before: str, other: str) -> None:
    assert merged_text(before, other, before) == other
    assert merged_text(before, before, other) == other
    assert merged_text(before, other, other) == other
