"""The examples promise a full newspaper and a beginner's page: here the promises are counted."""

from __future__ import annotations

import re
import unicodedata
from pathlib import Path

import pytest
import yaml

from bulletin.errors import Severity
from bulletin.model import Entry, Issue
from bulletin.sources import load_issue

EXAMPLES = Path(__file__).resolve().parents[2] / "examples"
DO_SON = EXAMPLES / "do-son"
NUMBER = re.compile(r"\b\d+(?:/\d{4})?[-/](?:KL|KH|CT|NĐ|NQ|QĐ)[-/][\w]+")
MENTION = re.compile(r"^!\[\[([\w-]+)\]\]$", re.M)


def issue(name: str) -> Issue:
    loaded = load_issue(EXAMPLES / name)
    assert not [f for f in loaded.findings if f.severity is not Severity.INFO], loaded.findings
    assert loaded.issue is not None
    return loaded.issue


@pytest.fixture(scope="module")
def do_son() -> Issue:
    return issue("do-son")


def words(entry: Entry) -> int:
    """Printed words of the story: standfirst, body, boxes and pull quotes."""
    article = entry.article
    parts = [article.lead or "", MENTION.sub("", article.body)]
    parts += [box.body for box in article.boxes] + [quote.text for quote in article.quotes]
    return sum(len(part.split()) for part in parts)


@pytest.mark.parametrize("name", ["do-son", "mot-trang", "bang-tin", "mua-gio"])
def test_an_example_loads_without_errors_or_warnings(name: str) -> None:
    assert issue(name).entries


def test_the_weekly_has_stories_briefs_and_words_for_eight_pages(do_son: Issue) -> None:
    slots = [entry.slot for entry in do_son.entries]
    assert slots.count("brief") >= 5
    assert len(slots) - slots.count("brief") >= 12
    assert slots[0] == "lead"
    assert slots.count("photo") == 1
    assert 3300 <= sum(map(words, do_son.entries)) <= 3600
    assert do_son.sheet.pages == "8"


def test_lengths_vary_from_briefs_to_a_long_report(do_son: Issue) -> None:
    briefs = [words(entry) for entry in do_son.entries if entry.slot == "brief"]
    stories = [words(entry) for entry in do_son.entries if entry.slot in ("lead", "story")]
    assert 40 <= min(briefs) <= max(briefs) <= 75
    assert 120 <= min(stories) < 200
    assert 430 < max(stories) <= 600


def test_every_story_names_its_source_author_place_and_time(do_son: Issue) -> None:
    for entry in do_son.entries:
        article = entry.article
        assert article.source is not None, article.id
        assert article.source.date is not None, article.id
        assert (article.source.url or "").startswith("https://"), article.id
        assert article.source.url.split("/")[2].endswith(".example"), article.id
        assert article.authors, article.id
        assert article.place, article.id
        assert article.published_at, article.id
        assert 0 < len(article.short_title or "") <= 45, article.id
        assert article.section in {section.id for section in do_son.publication.sections}, article.id
        assert entry.file == f"articles/{article.id}.yaml"


def test_every_article_file_is_in_the_flat_plan_once(do_son: Issue) -> None:
    planned = [placement.article for placement in do_son.sheet.flatplan]
    assert sorted(planned) == sorted(path.stem for path in (DO_SON / "articles").glob("*.yaml"))


def test_the_conference_story_is_complete(do_son: Issue) -> None:
    article = next(entry.article for entry in do_son.entries if entry.article.id == "so-ket-ket-luan-09")
    assert ": " in article.title
    assert len(article.title) > 90
    assert MENTION.findall(article.body) == [photo.id for photo in article.photos]
    assert len(article.photos) == 3
    assert article.body.count("“") >= 5
    assert "giấy khen" in article.body.strip().split("\n\n")[-1]
    assert {document.number for document in article.documents} >= {"09-KL/ĐU", "31-KH/ĐU", "12/KH-UBND", "05-CT/TW"}


def test_every_document_number_in_the_text_is_listed(do_son: Issue) -> None:
    seen = 0
    for entry in do_son.entries:
        article = entry.article
        listed = {document.number for document in article.documents}
        found = set(NUMBER.findall(f"{article.title} {article.lead} {article.body}"))
        seen += len(found)
        assert found <= listed, article.id
    assert seen >= 5


def test_the_features_that_a_layout_must_show_are_there(do_son: Issue) -> None:
    articles = [entry.article for entry in do_son.entries]
    bodies = "\n".join(a.body for a in articles)
    boxes = "\n".join(box.body for a in articles for box in a.boxes)
    assert re.search(r"^\| --- ", bodies, re.M)
    assert re.search(r"^1\. ", bodies, re.M)
    assert re.search(r"^- ", bodies + boxes, re.M)
    assert sorted({len(a.photos) for a in articles}) == [0, 1, 2, 3, 4]
    assert any(len(a.title.split()) <= 5 for a in articles)
    assert any(len(a.title.split()) >= 18 for a in articles)
    assert sum(bool(a.quotes) for a in articles) >= 5
    assert sum(a.qr is not None and a.qr.short is not None for a in articles) >= 5
    assert sum(bool(a.related) for a in articles) >= 3
    notices = next(a for a in articles if a.id == "tin-thong-bao")
    assert notices.body.count("\n- ") + notices.body.startswith("- ") >= 3


def test_photos_have_recipes_captions_credits_and_alt_texts(do_son: Issue) -> None:
    entries = yaml.safe_load((DO_SON / "photos.yaml").read_text(encoding="utf-8"))["photos"]
    photos = [photo for entry in do_son.entries for photo in entry.article.photos]
    assert sorted(photo.file for photo in photos) == sorted(entry["file"] for entry in entries)
    assert 14 <= len(photos) <= 17
    for photo in photos:
        assert photo.caption
        assert photo.alt
        assert photo.credit
        assert photo.alt != photo.caption
    for entry in do_son.entries:
        mentioned = MENTION.findall(entry.article.body)
        assert mentioned == [photo.id for photo in entry.article.photos], entry.article.id


def test_recipes_cover_what_a_reader_of_photos_must_survive() -> None:
    entries = yaml.safe_load((DO_SON / "photos.yaml").read_text(encoding="utf-8"))["photos"]
    assert {6, 8, 3} <= {entry.get("orientation", 1) for entry in entries}
    assert sum("gps" in entry for entry in entries) >= 5
    assert any(entry.get("grey") for entry in entries)
    assert any(not entry["file"].endswith(".jpg") for entry in entries)


@pytest.mark.parametrize("path", sorted(EXAMPLES.rglob("*.yaml")), ids=lambda path: path.stem)
def test_files_are_composed_unicode_without_stray_blanks(path: Path) -> None:
    text = path.read_text(encoding="utf-8")
    assert unicodedata.is_normalized("NFC", text)
    assert not re.search('[\t\u00a0\u200b\u00ad]| +$|"[^"\n]*\\.\\.\\.', text, re.M)
    assert max(map(len, text.splitlines())) <= 200


def test_two_articles_are_typed_with_vietnamese_keys() -> None:
    typed = [
        path.stem
        for path in (DO_SON / "articles").glob("*.yaml")
        if re.search(r"^(tieu_de|tiêu đề):", path.read_text(encoding="utf-8"), re.M)
    ]
    assert sorted(typed) == ["noi-chao-ba-man", "trau-choi-mua-dong"]


def test_the_beginners_page_has_only_what_is_required() -> None:
    folder = EXAMPLES / "mot-trang"
    keys = {
        name: list(yaml.safe_load((folder / name).read_text(encoding="utf-8")))
        for name in ("publication.yaml", "issue.yaml", "articles/chieu-thu-bay-don-ngo.yaml")
    }
    assert keys["publication.yaml"] == ["id", "name", "publisher", "periodicity", "legal_profile"]
    assert keys["issue.yaml"] == ["publication", "number", "date", "flatplan"]
    assert keys["articles/chieu-thu-bay-don-ngo.yaml"] == ["id", "title", "body"]
