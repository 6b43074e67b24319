"""Captions: the credit is in one piece at the right end of the last line, or on a line of its own."""

from __future__ import annotations

from pathlib import Path

import pytest
from formal_kit import FormalWriter
from layout_issues import Words, article, composing, issue_of

from bulletin.geometry import PT_PER_MM
from bulletin.layout.engine import LayoutEngine
from bulletin.layout.lines.setter import LineSetter, SetText
from bulletin.layout.setting.referee import set_composed

CREDITS = ("Minh Khuê", "Cổng thông tin phường", "Trung tâm Phục vụ hành chính công", None)


def words_of(text: SetText) -> list[str]:
    return [text.text[line.start : line.end] for line in text.lines]


def captions(setter: LineSetter, columns: int) -> list[tuple[SetText, str | None]]:
    writer, width = FormalWriter(4), setter.spec.span_mm(columns) * PT_PER_MM
    found = []
    for number in range(120):
        words = writer.title() if number % 3 else "Quang cảnh hội nghị"
        credit = CREDITS[number % len(CREDITS)]
        found.append((setter.caption(words, f"Ảnh: {credit}" if credit else None, "caption", width), credit))
    return found


@pytest.mark.parametrize("columns", [1, 2, 3])
def test_a_credit_is_never_torn(setter: LineSetter, columns: int) -> None:
    for text, credit in captions(setter, columns):
        lines = words_of(text)
        assert " ".join(lines) == text.text
        if credit:
            assert lines[-1].endswith(f"Ảnh: {credit}"), lines


@pytest.mark.parametrize("columns", [1, 2])
def test_a_credit_ends_at_the_right_edge(setter: LineSetter, columns: int) -> None:
    width = setter.spec.span_mm(columns) * PT_PER_MM
    for text, credit in captions(setter, columns):
        if credit:
            last = text.lines[-1]
            assert last.natural + last.push_pt == pytest.approx(width, abs=0.3)
            assert text.text[last.push_at :] == f"Ảnh: {credit}"


def test_a_last_line_without_credit_is_filled(setter: LineSetter) -> None:
    """Six tenths, or as much as words that need little more than the lines before can give."""
    width = setter.spec.span_mm(1) * PT_PER_MM
    for text, credit in captions(setter, 1):
        if credit is None and len(text.lines) > 1:
            fair = sum(line.natural for line in text.lines) / len(text.lines)
            assert text.lines[-1].natural >= min(0.6 * width, 0.75 * fair), words_of(text)


@pytest.mark.parametrize("credit", ["Ảnh: Thu Ngà", None])
def test_words_come_down_to_a_last_line_that_would_be_nearly_empty(setter: LineSetter, credit: str | None) -> None:
    """In no more lines than before: a credit alone below one line of words takes some of them."""
    width = setter.spec.span_mm(1) * PT_PER_MM
    more = " bên bờ" if credit is None else ""
    text = setter.caption(f"Giải chạy ven biển tại khu dân cư Bãi Trong{more}", credit, "caption", width)
    assert len(text.lines) == 2
    assert text.lines[-1].natural >= 0.6 * width, words_of(text)
    assert credit is None or words_of(text)[-1].endswith(f" {credit}")


def test_captions_are_set_as_planned(tmp_path: Path, engine: LayoutEngine) -> None:
    words, writer = Words(3), FormalWriter(9)
    shots = [
        {
            "id": f"anh-{n}",
            "file": "photos/ngang.jpg",
            "caption": writer.title(),
            "alt": "Ảnh",
            "credit": credit or "PV",
        }
        for n, credit in enumerate(CREDITS)
    ]
    issue = issue_of(tmp_path, [article(words, 1, photos=shots, body=words.body(12))], ["story"])
    made = composing(issue).compose(engine)
    done = set_composed(engine, made, composing(issue))
    assert not done.findings
    assert done.composed is made
