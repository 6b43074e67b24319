"""Figure 14: the catalogue is disposable, nothing spelled without marks is missed, exact spelling comes first."""

from __future__ import annotations

import contextlib
import datetime as dt
import random
import re
import shutil
from pathlib import Path

import pytest
from find_kit import (
    article,
    document,
    files_of,
    invented,
    issue,
    keep,
    keep_files,
    new_archive,
    object_id,
    photo,
    years,
)

from bulletin.archive.catalogue import catalogue as cat
from bulletin.archive.catalogue import database
from bulletin.archive.catalogue.candidates import propose_candidates
from bulletin.archive.catalogue.confirmed import FILE as INDEX
from bulletin.archive.catalogue.folding import fold, lower
from bulletin.archive.catalogue.query import LEVELS
from bulletin.archive.catalogue.search import Found, SearchRequest, search
from bulletin.archive.store.root import Archive
from bulletin.errors import InputError

DAY = dt.date(2026, 11, 20)


def ask(archive: Archive, words: str = "", **conditions: object) -> Found:
    opened = cat.open_catalogue(archive)
    try:
        return search(opened.db, SearchRequest(words=words, **conditions))  # type: ignore[arg-type]
    finally:
        opened.close()


def titles(found: Found) -> list[str]:
    return [hit.title for hit in found.hits]


@pytest.fixture
def archive(tmp_path: Path) -> Archive:
    return new_archive(tmp_path / "luu-tru")


def queries(texts: list[str], count: int, chance: random.Random) -> list[str]:
    """Runs of one to four words of the texts, half of them without marks."""
    made = []
    for n in range(count):
        words = re.findall(r"[^\W_]+", chance.choice(texts))
        at = chance.randrange(len(words))
        run = " ".join(words[at : at + chance.randint(1, 4)])
        made.append(fold(run) if n % 2 else run)
    return made


def phrase_in(query: str, text: str) -> bool:
    """Looked up without the index: the words side by side, whole, in one part of the text."""
    if not all(word in text for word in query.split()):
        return False
    between = r"(?:(?!\n\n)[\W_])+".join(map(re.escape, query.split()))
    return re.search(rf"(?<![^\W_]){between}(?![^\W_])", text) is not None


def test_500_queries_have_the_same_answers_after_a_rebuild_and_miss_nothing(archive: Archive) -> None:
    issues = years(archive, 6, words=60, stories=8)
    cat.open_catalogue(archive).close()
    chance = random.Random(3)
    # What was added one by one, in no order, one changed and one of the same day, and one taken out again.
    for n in (3, 0):
        shutil.rmtree(archive.root / object_id(issues[n]))
        cat.open_catalogue(archive).close()
        keep(archive, invented(issues[n].number, issues[n].date, chance, stories=8, words=60))
        cat.open_catalogue(archive).close()
    keep(archive, issue(99, issues[2].date, article(text="Số đặc biệt về đường hoa ở bến.")))
    cat.open_catalogue(archive).close()
    grown = database.connect(archive.folder / database.FILE)
    texts = [text for (text,) in grown.execute("SELECT text FROM entries")]
    asked = [SearchRequest(words=words) for words in queries(texts, 500, chance)]
    before = [search(grown, request) for request in asked]
    grown.close()
    (archive.folder / database.FILE).unlink()
    made = cat.rebuild(archive)
    assert made.issues == 7
    assert [search(made.db, request) for request in asked] == before
    rows = made.db.execute("SELECT issue, story, pages, text FROM entries").fetchall()
    folded = [(key, fold(text), lower(text)) for *key, text in rows]
    for request, found in zip(asked, before, strict=True):
        hits = [[hit.issue, hit.story] for hit in found.hits]
        wanted = fold(request.words)
        missed = [key for key, text, _ in folded if phrase_in(wanted, text) and key[:2] not in hits]
        assert missed == [], request.words
        exact = sum(phrase_in(lower(request.words), text) for _, _, text in folded)
        levels = [LEVELS.index(hit.level) for hit in found.hits if hit.level]
        assert levels == sorted(levels)
        assert levels.count(0) == exact, request.words
        for level in set(levels):
            days = [hit.date for hit in found.hits if hit.level == LEVELS[level]]
            assert days == sorted(days, reverse=True)
    made.close()


def test_the_five_levels_in_their_order(archive: Archive) -> None:
    stories = ("Đường và hoa", "Duong hoa", "Tuyến đường hoa", "Hóa ra dưỡng")
    keep(archive, issue(1, DAY, *(article(f"b{n}", title=title) for n, title in enumerate(stories))))
    keep(archive, issue(2, DAY + dt.timedelta(7), article(title="Đường hoa mới"), article("x", title="Hoa bên đường")))
    found = ask(archive, "đường hoa")
    assert titles(found) == [
        "Đường hoa mới", "Tuyến đường hoa", "Hoa bên đường", "Đường và hoa", "Duong hoa", "Hóa ra dưỡng"
    ]  # fmt: skip
    assert [hit.level for hit in found.hits] == [
        "exact-phrase", "exact-phrase", "exact-words", "exact-words", "phrase", "words"
    ]  # fmt: skip
    assert titles(ask(archive, '"hoa bên"')) == ["Hoa bên đường"]


def test_hyphens_and_slashes_belong_to_words_and_part_them_too(archive: Archive) -> None:
    text = "Nghị quyết số 31-NQ/ĐU.\nTuyến Hà Nội-Hải Phòng và/hoặc biển.\nGiai đoạn 2020–2025."
    keep(archive, issue(1, DAY, article(title="Một", text=text), article("hai", title="Hai", text="31 và NQ, ĐU")))
    assert titles(ask(archive, "31-nq/du")) == ["Một"]
    assert ask(archive, "31-nq/du").hits[0].snippet.marked("[", "]").count("[31-NQ/ĐU]") == 1
    for words in ("hải phòng", "hai phong", "hoặc biển", "2020-2025", "2020–2025", "nội-hải"):
        assert titles(ask(archive, words)) == ["Một"], words
    assert titles(ask(archive, document="31-nq")) == ["Một"]


def test_a_phrase_does_not_run_from_one_part_into_the_next(archive: Archive) -> None:
    keep(archive, issue(1, DAY, article(title="Bến cá sáng", text="Đèn mờ.\nNước lên.")))
    assert ask(archive, "cá sáng").hits[0].level == "exact-phrase"
    assert ask(archive, "sáng đèn").hits[0].level == "exact-words"


def test_a_hit_names_issue_date_page_story_and_marks_the_words(archive: Archive) -> None:
    body = " ".join(["chữ"] * 80 + ["lưới", "ma"] + ["khác"] * 10)
    keep(archive, issue(7, DAY, article("luoi", title="Nghề biển", section="Đời sống", text=body, pages=(2, 3))))
    (hit,) = ask(archive, "LUOI MA").hits
    assert (hit.issue, hit.date, hit.page, hit.story, hit.section) == ("do-son-2026-007", DAY, 3, "luoi", "Đời sống")
    assert hit.label == "BẢN TIN Đồ Sơn số 7/2026"
    assert "[lưới ma]" in hit.snippet.marked("[", "]")
    assert len(hit.snippet.text) < 240


def test_words_beside_the_stories_are_found_on_their_page_and_running_heads_are_not(archive: Archive) -> None:
    text = issue(1, DAY, *(article(f"b{n}", title=f"Bài {n}", text="Chữ.", pages=(n,)) for n in range(1, 5)))
    files = files_of(text)
    files["text/page-03.txt"] += "\nThông báo lịch tiếp công dân".encode()
    keep_files(archive, object_id(text), files)
    (hit,) = ask(archive, "tiep cong dan").hits
    assert (hit.page, hit.story) == (3, "")
    assert ask(archive, "bản tin đồ sơn").count == 0


def test_an_issue_from_before_the_program_is_found_by_its_pages(archive: Archive) -> None:
    text = issue(3, dt.date(2009, 5, 1))
    files = files_of(text, {"text/page-02.txt": "Hội nghị xã viên\nhợp tác xã.".encode()})
    keep_files(archive, object_id(text), files)
    (hit,) = ask(archive, "xa vien hop tac").hits
    assert (hit.issue, hit.page, hit.date.year) == ("do-son-2009-003", 2, 2009)


def test_conditions_hold_together_and_alone(archive: Archive) -> None:
    one = article(
        "mot", title="Một", section="Văn hóa", authors=("Minh Khuê",), place="Bến cá phía tây",
        documents=(document("12/KH-UBND"),), quotes=("Giá treo lên. – Chị Phạm Thị Nhài, tổ trưởng",),
        photos=(photo("Chợ sáng", "Hải Yến"),), text="Theo Kết luận số 09-KL/ĐU.",
    )  # fmt: skip
    keep(archive, issue(1, DAY, one, article("hai", title="Hai", section="Kinh tế", authors=("Văn Khuê",))))
    keep(archive, issue(2, DAY + dt.timedelta(7), article("ba", title="Ba", authors=("Minh Khuê",))))
    assert titles(ask(archive, author="khue")) == ["Ba", "Một", "Hai"]
    assert titles(ask(archive, author="Minh Khuê", last=DAY)) == ["Một"]
    assert titles(ask(archive, author="hải yến")) == ["Một"]
    assert titles(ask(archive, person="Nhài")) == ["Một"]
    assert titles(ask(archive, person="nha")) == []
    assert titles(ask(archive, place="ben ca")) == ["Một"]
    assert titles(ask(archive, document="12/kh-ubnd", section="van hoa")) == ["Một"]
    assert titles(ask(archive, document="09-KL/ĐU")) == ["Một"]
    assert titles(ask(archive, "chợ", section="kinh tế")) == []
    assert titles(ask(archive, person="100%")) == []
    assert [hit.title for hit in ask(archive, first=DAY + dt.timedelta(1)).hits if hit.story] == ["Ba"]


@pytest.mark.parametrize("words", ["", "  ", "!!!", '""', "–"])
def test_no_word_and_no_condition_is_said_to_be_nothing(archive: Archive, words: str) -> None:
    with pytest.raises(InputError) as refusal:
        ask(archive, words)
    assert refusal.value.findings[0].rule.id == "catalogue.no-words"


@pytest.mark.parametrize("words", ['"', "a AND b", "NEAR(", "x:y", "a*", "'; DROP", "(", "^đ", "\0đ", "{exact}:a", "-"])
def test_no_typed_sign_is_taken_for_a_command(archive: Archive, words: str) -> None:
    keep(archive, issue(1, DAY, article(title="a b and near x y drop đ exact")))
    with contextlib.suppress(InputError):  # nothing but signs: the test before
        assert ask(archive, words).count == 1


def test_old_names_of_units_lead_to_new_ones(archive: Archive) -> None:
    keep(archive, issue(1, DAY, article("moi", title="Mới", place="phường Đồ Sơn", text="Ở phường Đồ Sơn.")))
    keep(archive, issue(2, DAY - dt.timedelta(900), article("cu", title="Cũ", text="Ở quận Đồ Sơn.")))
    found = ask(archive, "quan do son")
    assert titles(found) == ["Cũ", "Mới"]
    assert [hit.level for hit in found.hits] == ["phrase", "renamed"]
    assert found.renamed == {"quận Đồ Sơn": ("phường Đồ Sơn",)}
    assert titles(ask(archive, place="quận Đồ Sơn")) == ["Mới"]
    assert titles(ask(archive, "phường đồ sơn")) == ["Mới"]


def test_candidates_count_only_after_a_person_has_confirmed_them(archive: Archive) -> None:
    text = "Ông Hoàng Văn Lẫm ra chợ Cầu Vồng. Bà Trần Thị Mơ về."
    keep(archive, issue(1, DAY, article(title="Một", text=text)))
    opened = cat.open_catalogue(archive)
    assert propose_candidates(archive, opened.db) == 3
    assert propose_candidates(archive, opened.db) == 0
    opened.close()
    assert ask(archive, person="Lẫm").count == 0
    index = archive.folder / INDEX
    typed = index.read_text(encoding="utf-8")
    assert '#  "chợ Cầu Vồng": có' in typed
    typed = typed.replace('#  "Hoàng Văn Lẫm": có', '  "Hoàng Văn Lẫm": "Hoàng Lẫm, ngư dân"')
    index.write_text(typed.replace('#  "Trần Thị Mơ": có', '  "Trần Thị Mơ": không'), encoding="utf-8")
    assert ask(archive, person="ngu dan").count == 1
    assert ask(archive, person="Mơ").count == 0
    opened = cat.rebuild(archive)
    assert propose_candidates(archive, opened.db) == 0
    opened.close()
    assert ask(archive, person="ngư dân").count == 1
    index.write_text("nguoi: [sai\n", encoding="utf-8")
    for _ in range(2):
        opened = cat.open_catalogue(archive)
        assert opened.findings[0].place.line == 1
        opened.close()


def test_a_broken_old_or_locked_away_catalogue_is_made_anew(archive: Archive) -> None:
    keep(archive, issue(1, DAY, article(title="Đường hoa")))
    for content in (b"", b"no database at all" * 300, b"SQLite format 3\0" + bytes(5000)):
        (archive.folder / database.FILE).write_bytes(content)
        assert ask(archive, "duong").count == 1
    db = database.connect(archive.folder / database.FILE)
    db.execute("PRAGMA user_version = 0")
    db.close()
    assert ask(archive, "duong").count == 1
    assert not list(archive.folder.glob("*.part"))


def test_an_archive_that_cannot_be_written_is_searched_in_memory(
    archive: Archive, monkeypatch: pytest.MonkeyPatch
) -> None:
    keep(archive, issue(1, DAY, article(title="Đường hoa")))
    (archive.folder / database.FILE).mkdir()  # also root cannot put a file there
    assert ask(archive, "duong").count == 1


def test_a_damaged_issue_is_named_and_the_others_are_found(archive: Archive) -> None:
    keep(archive, issue(1, DAY, article(title="Đường hoa")))
    bad = keep(archive, issue(2, DAY, article(title="Đường biển")))
    (archive.root / bad / "v1/content/articles.json").write_bytes(b"{}")
    for _ in range(2):
        opened = cat.open_catalogue(archive)
        assert [finding.rule.id for finding in opened.findings] == ["catalogue.unread"]
        assert titles(search(opened.db, SearchRequest(words="duong"))) == ["Đường hoa"]
        opened.close()


def test_a_few_hits_are_the_first_of_all_and_the_count_is_that_of_all(archive: Archive) -> None:
    issues = years(archive, 4, words=60, stories=8)
    opened = cat.open_catalogue(archive)
    texts = [block.text for text in issues for story in text.articles for block in story.blocks]
    for words in queries(texts, 100, random.Random(5)):
        everything = search(opened.db, SearchRequest(words=words))
        for limit in (1, 5, 1000):
            few = search(opened.db, SearchRequest(words=words, limit=limit))
            assert few.hits == everything.hits[:limit], words
            assert few.count == everything.count, words
    opened.close()
