"""Heads break by sense: never inside of a name, a document with its number, a number with its noun, or a compound."""

from __future__ import annotations

from collections import Counter

import pytest
from formal_kit import titles

from bulletin.geometry import PT_PER_MM
from bulletin.layout.lines.setter import LineSetter, SetText
from bulletin.text.sense import Sense, pieces, senses, torn
from bulletin.text.vietnamese.compounds import MOST_SYLLABLES, entries
from bulletin.text.vietnamese.syllable import is_syllable

TORN_SHARE = 0.03
TITLES = tuple(titles(320))


def words_of(text: SetText) -> list[str]:
    return [text.text[line.start : line.end] for line in text.lines]


def test_the_word_list_is_large_valid_and_without_repeats() -> None:
    found = entries()
    assert len(found) >= 800
    assert [entry for entry, count in Counter(found).items() if count > 1] == []
    for entry in found:
        syllables = entry.split(" ")
        assert 2 <= len(syllables) <= MOST_SYLLABLES, entry
        assert entry == entry.lower(), entry
        assert all(part == "-" or is_syllable(part) for part in syllables), entry


@pytest.mark.parametrize(
    ("title", "whole"),
    [
        ("Nghị quyết số 10-NQ/TW đi vào cuộc sống", "Nghị quyết số 10-NQ/TW"),
        ("Gặp mặt tại Tổ dân phố số 10", "Tổ dân phố số 10"),
        ("Phường phát động thi đua", "phát động"),
        ("Nếp đời sống mới ở làng", "đời sống mới"),
        ("Khen 10 tập thể và 25 cá nhân", "10 tập thể"),
        ("Đồng chí Nguyễn Thị Thu Hằng dự hội nghị", "Đồng chí Nguyễn Thị Thu Hằng"),
        ("Thông tư số 48/2026/TT-BVHTTDL về lễ hội", "Thông tư số 48/2026/TT-BVHTTDL"),
        ("Lễ ra quân ở phường Vạn Hương", "phường Vạn Hương"),
        ("Năm 2026 đặt mục tiêu mới", "Năm 2026"),
    ],
)
def test_what_belongs_together_is_one_piece(title: str, whole: str) -> None:
    assert whole in pieces(title)


def test_a_line_ends_best_after_punctuation_then_before_a_preposition() -> None:
    found = senses("Phòng cháy, chữa cháy tại khu dân cư của phường")
    assert found[1] == Sense.PAUSE
    assert found[3] == Sense.LINK
    assert found[4] == Sense.WEAK
    assert found[-1] == Sense.WEAK
    assert senses("Ủy ban nhân dân phường Bình Hải")[3] == Sense.UNIT


@pytest.mark.parametrize(
    "title", ["", "Một", "  hai   khoảng ", "– mở đầu", "A – B", "“Dân vận khéo”: mười năm", "1 2 3"]
)
def test_odd_titles_have_a_sense_for_every_word(title: str) -> None:
    assert len(senses(title)) == max(0, len(title.split(" ")) - 1)


@pytest.mark.parametrize(("role", "columns"), [("lead", 3), ("photo", 3), ("story", 3), ("story", 2)])
def test_at_most_three_heads_of_a_hundred_are_torn(role: str, columns: int, setter: LineSetter) -> None:
    width = setter.spec.span_mm(columns) * PT_PER_MM
    several = [s for title in TITLES if len((s := setter.set(title, f"headline-{role}-{columns}", width)).lines) > 1]
    bad = [words_of(text) for text in several if torn(text.text, [line.end for line in text.lines[:-1]])]
    assert len(several) > 250
    assert len(bad) <= TORN_SHARE * len(several), bad[:5]


def test_no_word_of_a_head_is_lost(setter: LineSetter) -> None:
    for title in TITLES[:80]:
        text = setter.set(title, "headline-story-2", setter.spec.span_mm(2) * PT_PER_MM)
        assert " ".join(words_of(text)) == title


def test_a_line_more_is_taken_where_it_keeps_a_name_whole(setter: LineSetter) -> None:
    title = "Chuyện của Nguyễn Thị Thu Hằng"
    text = setter.set(
        title, "headline-story-1", setter.shaper.text("Chuyện của Nguyễn Thị", setter.spec.role("headline-story-1")) + 2
    )
    assert words_of(text) == ["Chuyện của", "Nguyễn Thị Thu Hằng"]
