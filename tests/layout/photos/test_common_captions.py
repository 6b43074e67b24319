"""COMMON CAPTIONS: photos of a row have one caption under them, of their own words, apart for a screen reader."""

from __future__ import annotations

import datetime as dt
import io
from collections.abc import Sequence
from dataclasses import replace
from pathlib import Path
from typing import Any

import pikepdf
import pytest
from hypothesis import given
from hypothesis import strategies as st
from layout_issues import Words, article, issue_of, layout
from make_laid import pictures
from test_layout_pages import checked
from validators_kit import Judge

from bulletin.assets.fonts.load import FontSet
from bulletin.editions.identity.meta import Meta
from bulletin.editions.screen import write_screen
from bulletin.layout.engine import LayoutEngine
from bulletin.layout.laid import Laid, TextSlot
from bulletin.layout.stories.common_captions import MOST_LINES, row_parts
from bulletin.preflight.proofs.prove import Expected, prove
from bulletin.preflight.proofs.words import prove_issue

META = Meta(title="Bản tin thử", publisher="UBND phường", issue="Số 1", date=dt.date(2026, 3, 9))
ROW = ("Bà con bến cá vá lưới trước giờ ra khơi", "Đội thuyền thúng thi bơi")
Shots = Sequence[tuple[str, str | None]]


def _laid(fonts: FontSet, folder: Path, shots: Shots, common: bool = True) -> tuple[Laid, Any]:
    """One story of three columns with photos of one shape."""
    words = Words(3)
    photos = [
        {"id": f"anh-{n}", "file": "photos/doc.jpg", "caption": caption, "alt": f"Ảnh tả {n}"}
        | ({"credit": credit} if credit else {})
        for n, (caption, credit) in enumerate(shots)
    ]
    spec = layout(3)
    spec = replace(spec, forms=replace(spec.forms, common_captions=common))
    issue = issue_of(folder, [article(words, 0, body=words.body(8), photos=photos)], ["story"])
    _, laid = checked(LayoutEngine(spec, fonts), issue)
    return laid, issue


def _captions(laid: Laid) -> list[TextSlot]:
    return [slot for slot in laid.slots if slot.role == "caption"]


def _figures(pdf: bytes) -> list[tuple[str, int]]:
    """The description of each figure of an article, and how many captions it has."""
    found: list[tuple[str, int]] = []

    def walk(element: pikepdf.Object) -> None:
        kids = element.get("/K")
        inner = list(kids) if isinstance(kids, pikepdf.Array) else [] if kids is None else [kids]
        below = [kid for kid in inner if isinstance(kid, pikepdf.Dictionary) and "/S" in kid]
        if element.get("/S") == "/Figure":
            found.append((str(element.get("/Alt", "")), sum(kid.S == "/Caption" for kid in below)))
        for kid in below:
            walk(kid)

    with pikepdf.open(io.BytesIO(pdf)) as file:
        walk(file.Root.StructTreeRoot)
    return [figure for figure in found if figure[0].startswith("Ảnh tả")]


@pytest.mark.parametrize(
    ("names", "printed"),
    [
        (("Minh Khuê", "Minh Khuê"), f"Trái: {ROW[0]}; phải: {ROW[1]} Ảnh: Minh Khuê"),
        ((None, None), f"Trái: {ROW[0]}; phải: {ROW[1]}"),
        (("Minh Khuê", "Lê An"), f"Trái: {ROW[0]} (Ảnh: Minh Khuê); phải: {ROW[1]} (Ảnh: Lê An)"),
        (("Minh Khuê", None), f"Trái: {ROW[0]} (Ảnh: Minh Khuê); phải: {ROW[1]}"),
    ],
)
def test_a_pair_has_one_caption_of_its_own_words(
    fonts: FontSet, tmp_path: Path, judge: Judge, names: tuple[str | None, ...], printed: str
) -> None:
    """It is under both pictures, all words are there, and each photo has its own in the tags."""
    laid, issue = _laid(fonts, tmp_path, tuple(zip(ROW, names, strict=True)))
    (caption,) = _captions(laid)
    assert caption.text == printed
    left, right = sorted((photo.box for photo in laid.photos), key=lambda box: box.x)
    assert abs(left.y - right.y) + abs(left.height - right.height) < 0.01
    assert abs(caption.box.x - left.x) < 0.01
    assert abs(caption.box.width - (right.x + right.width - left.x)) < 0.1
    assert prove_issue(issue, laid.slots) == ()
    pdf = write_screen(laid, pictures(laid, 72), META)
    found = [finding.quote for finding in prove(pdf, laid, Expected(ppi=(60.0, 400.0))) if "tags" in finding.rule.id]
    assert found == []
    assert _figures(pdf) == [("Ảnh tả 0", 1), ("Ảnh tả 1", 1)]
    judge.assert_good([(pdf, "ua1")])


def test_a_credit_that_was_printed_for_one_photo_serves_no_other(fonts: FontSet, tmp_path: Path) -> None:
    """The proof believes that a credit is shared only where it is printed."""
    laid, issue = _laid(fonts, tmp_path, tuple((caption, "Minh Khuê") for caption in ROW))
    spoiled = [
        replace(slot, text=slot.text.replace(" Ảnh: Minh Khuê", "")) if slot.role == "caption" else slot
        for slot in laid.slots
    ]
    assert {finding.rule.id for finding in prove_issue(issue, spoiled)} == {"proof.story-text-lost"}


def test_tags_that_give_one_photo_the_words_of_another_are_found(fonts: FontSet, tmp_path: Path) -> None:
    laid, _ = _laid(fonts, tmp_path, tuple((caption, None) for caption in ROW))
    pdf = write_screen(laid, pictures(laid, 72), META)
    moved = [replace(slot, parts=slot.parts[::-1]) if slot.parts else slot for slot in laid.slots]
    other = replace(laid, slots=tuple(moved))
    assert "proof.tags" in {finding.rule.id for finding in prove(pdf, other, Expected(ppi=(60.0, 400.0)))}


def test_long_captions_stay_under_their_photos(fonts: FontSet, tmp_path: Path) -> None:
    """A caption that would be taller than those of each photo, or over two lines, is not made."""
    long = " ".join([ROW[0]] * 9)
    laid, _ = _laid(fonts, tmp_path, [(long, None), (ROW[1], None)])
    assert len(_captions(laid)) == 2
    assert all(not slot.parts for slot in _captions(laid))


def test_a_layout_may_want_no_common_captions(fonts: FontSet, tmp_path: Path) -> None:
    laid, _ = _laid(fonts, tmp_path, tuple((caption, None) for caption in ROW), common=False)
    assert [slot.text for slot in _captions(laid)] == list(ROW)


def test_the_places_are_named_as_facts_allow() -> None:
    """Of four photos nobody says which is where, and none of them ends with a stop but the last."""
    three = row_parts(["A", "B.", "C"])
    assert [part.place + part.words + part.end for part in three] == ["Trái: A;", "giữa: B.", "Phải: C"]
    four = row_parts(["A", "B", "C", "D"])
    assert [part.place + part.words + part.end for part in four] == ["Từ trái sang phải: A;", "B;", "C;", "D"]
    assert row_parts(["A.", "B", "C", "D"]) == ()
    assert row_parts(["A", ""]) == ()


@given(st.lists(st.text("aăâbđêôơư", min_size=1), min_size=2, max_size=6))
def test_no_word_of_a_row_is_lost_or_moved(captions: list[str]) -> None:
    parts = row_parts(captions)
    assert [part.words for part in parts] == captions
    assert MOST_LINES == 2
