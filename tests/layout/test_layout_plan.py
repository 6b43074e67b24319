"""PLAN and PLACE: every entry once and whole, in order, nothing over anything; hard cases end in pages or findings."""

from __future__ import annotations

import signal
import time
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest
from layout_checks import check_issue
from layout_issues import Words, article, composed, issue_of, random_articles

from bulletin.errors import BulletinError
from bulletin.layout.engine import LayoutEngine
from bulletin.preflight.proofs.words import prove_words, required_texts

LIMIT_S = 60  # of CPU: a busy machine is no fault of the plan
pytestmark = pytest.mark.no_cover  # measuring the cover makes planning three times as slow; smaller issues cover it


@pytest.fixture(autouse=True)
def bounded() -> Iterator[None]:
    """A plan that never ends is a failed test, not a hanging suite."""

    def stop(*_: object) -> None:
        raise TimeoutError(f"no plan after {LIMIT_S} CPU s")

    before = signal.signal(signal.SIGPROF, stop)
    signal.setitimer(signal.ITIMER_PROF, LIMIT_S)
    yield
    signal.setitimer(signal.ITIMER_PROF, 0)
    signal.signal(signal.SIGPROF, before)


EngineOf = Callable[[int], LayoutEngine]


def planned_well(engine: LayoutEngine, folder: Path, records: list[dict[str, Any]], slots: list[str]) -> int:
    """Plans an issue and checks everything; the number of pages."""
    issue = issue_of(folder, records, slots)
    pages = composed(engine, issue)
    check_issue(pages, issue, engine.spec)
    found = prove_words(required_texts(issue), [slot for page in pages.pages for slot in page.slots])
    # The order of captions is the business of the word proof's own tests.
    assert [f.values for f in found if f.rule.id != "proof.story-text-order"] == []
    return len(pages.pages)


@pytest.mark.parametrize("columns", [1, 2, 3])
@pytest.mark.parametrize(("seed", "count"), [(1, 1), (2, 2), (3, 3), (4, 5), (5, 8), (6, 13), (7, 20)])
def test_random_issues(engine_of: EngineOf, tmp_path: Path, columns: int, seed: int, count: int) -> None:
    records, slots = random_articles(seed * 10 + columns, count)
    started = time.process_time()
    planned_well(engine_of(columns), tmp_path, records, slots)
    assert time.process_time() - started < 20


def test_forty_entries(engine_of: EngineOf, tmp_path: Path) -> None:
    records, slots = random_articles(40, 40, paragraphs=5)
    pages = planned_well(engine_of(3), tmp_path, records, slots)
    assert pages < 40


@pytest.mark.parametrize("slot", ["lead", "story", "brief", "photo"])
@pytest.mark.parametrize("count", [1, 2, 7])
def test_issues_of_one_kind(engine_of: EngineOf, tmp_path: Path, slot: str, count: int) -> None:
    records, slots = random_articles(count + 60, count, slots=(slot,), paragraphs=6)
    planned_well(engine_of(3), tmp_path, records, slots)


def test_the_same_issue_is_planned_the_same_way(engine_of: EngineOf, tmp_path: Path) -> None:
    records, slots = random_articles(77, 8)
    issue = issue_of(tmp_path, records, slots)
    one, two = composed(engine_of(3), issue), composed(engine_of(3), issue)
    assert [p.html for p in one.pages] == [p.html for p in two.pages]
    warm = engine_of(3)
    composed(warm, issue)
    assert [p.html for p in composed(warm, issue).pages] == [p.html for p in one.pages]


def test_a_continuation_has_a_short_head(engine_of: EngineOf, tmp_path: Path) -> None:
    words = Words(8)
    record = article(words, 0, body=words.body(60), short_title="Chuyện dài")
    issue = issue_of(tmp_path, [record], ["story"])
    pages = composed(engine_of(3), issue)
    assert len(pages.pages) > 1
    check_issue(pages, issue, engine_of(3).spec)
    for page in pages.pages[1:]:
        if any(slot.role == "body" for slot in page.slots):
            assert "Chuyện dài" in [slot.text for slot in page.slots if slot.role.startswith("continued")]


# --- hard cases -----------------------------------------------------------------------------------------------


def eight_thousand_words(words: Words) -> dict[str, Any]:
    paragraphs: list[str] = []
    while sum(len(p.split()) for p in paragraphs) < 8000:
        paragraphs.append(words.paragraph())
    return article(words, 0, body="\n\n".join(paragraphs))


def thirty_photos(words: Words) -> dict[str, Any]:
    shapes = ["ngang.jpg", "doc.jpg", "vuong.jpg", "toan-canh.jpg", "cot.jpg", "rong.jpg"]
    return article(words, 0, body=words.body(4), photos=[words.photo(n, shapes[n % 6]) for n in range(30)])


def thirty_photos_in_the_text(words: Words) -> dict[str, Any]:
    record = thirty_photos(words)
    body = "\n\n".join(f"{words.sentence()}\n\n![[{photo['id']}]]" for photo in record["photos"])
    return {**record, "body": body}


def wide_table(words: Words) -> dict[str, Any]:
    rows = ["| " + " | ".join(f"Cột {n}" for n in range(12)) + " |", "|" + " --- |" * 12]
    rows += [
        "| " + " | ".join(words.random.choice(("Họp", "Nghỉ", "1.250")) for _ in range(12)) + " |" for _ in range(6)
    ]
    return article(words, 0, body="\n".join(rows))


def long_table(words: Words) -> dict[str, Any]:
    rows = ["| Ngày | Việc |", "| --- | --- |", *(f"| {n} | {words.title(2, 5)} |" for n in range(150))]
    return article(words, 0, body=words.paragraph() + "\n\n" + "\n".join(rows))


def long_box(words: Words) -> dict[str, Any]:
    return article(words, 0, boxes=[{"title": "Hộp dài", "body": words.body(30)}])


HARD: dict[str, Callable[[Words], dict[str, Any]]] = {
    "8000 words": eight_thousand_words,
    "30 photos": thirty_photos,
    "30 photos in the text": thirty_photos_in_the_text,
    "one word": lambda words: article(words, 0, body="Xong."),
    "one list": lambda words: article(words, 0, body="\n".join(f"- {words.title()}" for _ in range(12))),
    "long list": lambda words: article(words, 0, body="\n".join(f"- {words.title()}" for _ in range(300))),
    "numbered list": lambda words: article(words, 0, body="\n".join(f"{n}. {words.title()}" for n in range(7, 30))),
    "one table": wide_table,
    "many subheads": lambda words: article(
        words, 0, body="\n\n".join(f"## {words.title(1, 3)}\n\nMột." for _ in range(40))
    ),
    "subhead last": lambda words: article(words, 0, body=words.body(3) + "\n\n## Cuối cùng"),
    "subheads only": lambda words: article(words, 0, body="## Một\n\n## Hai\n\n## Ba"),
    "photo only body": lambda words: article(words, 0, body="![[anh-0]]", photos=[words.photo(0, "ngang.jpg")]),
    "long address": lambda words: article(words, 0, body="Xem https://doson.example/" + "a/b-c" * 200 + " nhé."),
    "one-line paragraphs": lambda words: article(words, 0, body="\n\n".join(["Vâng."] * 200)),
    "long captions": lambda words: article(
        words, 0, photos=[{**words.photo(0, "ngang.jpg"), "caption": words.title(120, 140)}]
    ),
    "ten quotes": lambda words: article(words, 0, quotes=[{"text": words.title(6, 20)} for _ in range(10)]),
    "ten boxes": lambda words: article(
        words, 0, boxes=[{"title": words.title(2, 3), "body": words.body(1)} for _ in range(10)]
    ),
}


@pytest.mark.parametrize("columns", [1, 2, 3])
@pytest.mark.parametrize("case", HARD)
def test_hard_cases(engine_of: EngineOf, tmp_path: Path, case: str, columns: int) -> None:
    started = time.process_time()
    planned_well(engine_of(columns), tmp_path, [HARD[case](Words(len(case)))], ["story"])
    assert time.process_time() - started < 20


@pytest.mark.parametrize("slot", ["lead", "photo", "brief"])
@pytest.mark.parametrize("case", ["8000 words", "30 photos", "one word", "one table", "ten boxes"])
def test_hard_cases_in_other_slots(engine_of: EngineOf, tmp_path: Path, case: str, slot: str) -> None:
    words = Words(len(case))
    planned_well(engine_of(3), tmp_path, [article(words, 1), HARD[case](words)], ["story", slot])


def test_two_hundred_briefs(engine_of: EngineOf, tmp_path: Path) -> None:
    words = Words(200)
    records = [article(words, n, body=words.body(1)) for n in range(200)]
    planned_well(engine_of(3), tmp_path, records, ["brief"] * 200)


TOO_LARGE: dict[str, Callable[[Words], dict[str, Any]]] = {
    "60-row head": lambda words: article(words, 0, title=words.title(400, 400)),
    "standfirst of a page": lambda words: article(words, 0, lead=words.title(1500, 1500)),
    "table of 150 rows": long_table,
    "box of a page": long_box,
    "caption of a page": lambda words: article(
        words, 0, photos=[{**words.photo(0, "ngang.jpg"), "caption": words.title(900, 900)}]
    ),
    "quote of a page": lambda words: article(words, 0, quotes=[{"text": words.title(500, 500)}]),
}


@pytest.mark.parametrize("columns", [1, 2, 3])
@pytest.mark.parametrize("case", TOO_LARGE)
def test_what_is_larger_than_a_page_is_placed_or_refused_with_a_finding(
    engine_of: EngineOf, tmp_path: Path, case: str, columns: int
) -> None:
    """Bad input never gives a traceback: the finding names the article and what is too large."""
    refusal: BulletinError | None = None
    try:
        planned_well(engine_of(columns), tmp_path, [TOO_LARGE[case](Words(3))], ["story"])
    except BulletinError as error:
        refusal = error
    if refusal is not None:
        assert refusal.findings
        assert all(f.place.file == "articles/bai-0.yaml" for f in refusal.findings)
        assert all(f.what("vi") and f.remedy("en") for f in refusal.findings)
