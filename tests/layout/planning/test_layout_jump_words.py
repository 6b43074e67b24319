"""JUMP WORDS: one word of a title names the rest of a story, the same on both pages and over no other story."""

from __future__ import annotations

import re
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path

import pytest
from layout_checks import check_issue
from layout_issues import composed, issue_of, random_articles

from bulletin.fields.article import Article
from bulletin.layout.engine import Composed, LayoutEngine
from bulletin.layout.stories.jump_words import MOST_LETTERS, MOST_SYLLABLES, jump_words
from bulletin.model import Entry
from bulletin.text.vietnamese.compounds import TELLING_FILE, entries
from bulletin.text.vietnamese.syllable import is_syllable

EngineOf = Callable[[int], LayoutEngine]


def words_of(*titles: str | tuple[str, str]) -> list[str]:
    """The jump words of an issue with these titles, or titles and short titles."""
    stories = []
    for n, title in enumerate(titles):
        long, short = title if isinstance(title, tuple) else (title, None)
        article = Article(id=f"bai-{n}", title=long, short_title=short, body="")
        stories.append(Entry(article=article, file=f"bai-{n}.yaml", slot="story"))
    return list(jump_words(stories))


@pytest.mark.parametrize(
    ("title", "word"),
    [
        ("Hai giờ sáng, bến cá đã lên đèn", "Bến cá"),
        ("Kéo “lưới ma” khỏi rạn đá", "Lưới ma"),
        ("Thêm 64 bóng đèn cho đường ra bến", "Bóng đèn"),
        ("Lễ hội đền Bà Đế mở sớm một ngày", "Đền Bà Đế"),
        ("Nhớ thầy Nguyễn Văn Khải", "Nguyễn Văn Khải"),
        ("Chi bộ số 3: nâng cao chất lượng sinh hoạt chi bộ", "Sinh hoạt chi bộ"),
        # Where it happened says less than what.
        ("Gian hàng đặc sản ở bến cá Cửa Lạch", "Gian hàng"),
        ("Ở bến cá, chợ phiên họp sớm", "Chợ phiên"),
        # Nothing that half of all stories could be called.
        ("Hội nghị triển khai Nghị quyết số 10-NQ/TU về nâng cao chất lượng", ""),
        # A whole sentence in quotation marks is no word.
        ("“Muốn bơi được, trước hết phải biết nổi”", ""),
        # The name of a school is not what its story is about, nor is a piece of a body's name.
        ("Trường Tiểu học Bến Lạch: Hội nghị quán triệt", ""),
        ("Đoàn TNCS Hồ Chí Minh phường: Lễ phát động", ""),
    ],
)
def test_a_word_says_what_the_story_is_about(title: str, word: str) -> None:
    assert words_of(title) == [word]


def test_a_piece_of_a_compound_or_of_a_name_is_no_word() -> None:
    """`bảo hiểm y tế` is not cut to a part of it, nor `bóng đá` out of `bóng | đá` over a comma."""
    assert words_of("Cấp thẻ bảo hiểm y tế cho 30 hộ") == ["Bảo hiểm y tế"]
    assert words_of("Quả bóng, đá ở đâu") == [""]


def test_a_word_is_in_no_other_title() -> None:
    assert words_of("Bến cá lên đèn trước chợ phiên", "Đêm ở bến cá") == ["Chợ phiên", ""]
    # “lưới” is a syllable of its own in the other title, and no piece of `lưới ma`.
    assert words_of("Kéo “lưới ma” lên bờ", "Vá lưới sau bão") == ["Lưới ma", "Vá lưới"]


def test_a_short_title_of_few_syllables_is_what_its_author_wants() -> None:
    assert words_of(("Hai giờ sáng, bến cá đã lên đèn", "Đèn bến"), ("Đêm ở bến cá", "Đèn bến")) == ["", ""]
    assert words_of(("Hai giờ sáng, bến cá đã lên đèn", "Đèn khuya")) == ["Đèn khuya"]
    assert words_of(("Hai giờ sáng, bến cá đã lên đèn", "Hai giờ sáng ở bến cá")) == ["Bến cá"]


def test_the_list_holds_valid_syllables_once() -> None:
    known = entries(TELLING_FILE)
    assert len(known) == len(set(known)) >= 400
    for entry in known:
        syllables = entry.split(" ")
        assert 2 <= len(syllables) <= MOST_SYLLABLES, entry
        assert len(entry) <= MOST_LETTERS, entry
        assert entry.islower(), entry
        assert all(map(is_syllable, syllables)), entry


def heads_of(done: Composed) -> list[tuple[str, str, int]]:
    """Story, the word over its rest, and the page of it; each is named on the page that its line points from."""
    found = []
    for number, page in enumerate(done.pages, 1):
        for at, slot in enumerate(page.slots):
            if slot.role == "continued-word":
                line = page.slots[at + 1]
                assert (line.role, line.story) == ("jump", slot.story)
                before = re.fullmatch(r"– tiếp theo trang (\d+)", line.text)
                assert before is not None
                told = [
                    s.text for s in done.pages[int(before[1]) - 1].slots if s.role == "jump" and s.story == slot.story
                ]
                assert f"Xem tiếp “{slot.text}”, trang {number}" in told
                found.append((slot.story or "", slot.text, number))
            inside = slot.role.startswith(("jump", "continued"))
            assert not inside or slot.box.x + slot.box.width <= 190 - 10.9, "outside the margins"
    return found


@pytest.mark.no_cover
@pytest.mark.parametrize("seed", [3, 11])
def test_both_lines_name_one_word_and_meet(engine_of: EngineOf, tmp_path: Path, seed: int) -> None:
    records, slots = random_articles(seed, 12)
    issue = issue_of(tmp_path, records, slots)
    named = [replace(e, article=replace(e.article, short_title=f"Bến {n}")) for n, e in enumerate(issue.entries)]
    issue = replace(issue, entries=tuple(named))
    engine = engine_of(3)
    done = composed(engine, issue)
    check_issue(done, issue, engine.spec)
    heads = heads_of(done)
    goes_on = [piece for page in done.planned for piece in page.pieces if piece.continued]
    assert len(heads) == len(goes_on) > 0
    assert len({word for _, word, _ in heads}) == len({story for story, _, _ in heads})
