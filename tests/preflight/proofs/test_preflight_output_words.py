from __future__ import annotations

import datetime as dt
from itertools import pairwise
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from bulletin.layout.laid import PageBox, TextSlot
from bulletin.model import (
    Article,
    Entry,
    Issue,
    IssueSheet,
    ListBlock,
    Number,
    Paragraph,
    Photo,
    PhotoRef,
    Publication,
    Quote,
    Source,
    Span,
    Subhead,
    Table,
)  # fmt: skip
from bulletin.model import Box as TextBox
from bulletin.preflight.proofs.words import prove_words, required_texts

HEAD = "Cả phường ra quân"
FIRST = "Sáng nay hơn hai trăm người dọn bãi biển."
SECOND = "Đến trưa, mười hai xe rác rời bến."
CAPTION = "Đoàn viên nhặt rác ở bãi 2"


def slots(*texts: tuple[str, str], story: str = "bien") -> list[TextSlot]:
    return [TextSlot(story, role, text, PageBox(1, 0, 0, 10, 10)) for role, text in texts]


def found(required: list[str], *texts: tuple[str, str]) -> list[str]:
    return [f.rule.id.removeprefix("proof.") for f in prove_words({"bien": required}, slots(*texts))]


WHOLE = [HEAD, FIRST, SECOND, CAPTION]


@pytest.mark.parametrize(
    "texts",
    [
        [("headline", HEAD), ("body", FIRST), ("body", SECOND), ("caption", CAPTION)],
        [("headline", HEAD.upper()), ("body", FIRST), ("caption", f"{CAPTION} Ảnh: Phạm Ngữ"), ("body", SECOND)],
        [("headline", HEAD), ("body", f"{FIRST} {SECOND}"), ("caption", CAPTION)],
        # a paragraph cut in three by columns, a photo's caption between two pieces
        [("headline", HEAD), ("body", FIRST[:8]), ("caption", CAPTION), ("body", FIRST[8:20]), ("body", FIRST[20:]),
         ("body", SECOND)],
        # cut within a word, as document numbers break at a stroke
        [("headline", HEAD), ("body", FIRST), ("body", SECOND[:2]), ("body more", SECOND[2:]), ("caption", CAPTION)],
    ],
)  # fmt: skip
def test_complete_story(texts: list[tuple[str, str]]) -> None:
    assert found(WHOLE, *texts) == []


def test_lost_word_is_named() -> None:
    body = FIRST.replace("hơn ", "")
    (finding,) = prove_words({"bien": WHOLE}, slots(("h", HEAD), ("body", body), ("body", SECOND), ("c", CAPTION)))
    assert finding.rule.id == "proof.story-text-lost"
    assert finding.values == {"story": "bien", "words": "hơn"}


@pytest.mark.parametrize(
    ("texts", "rules"),
    [
        ([("headline", HEAD), ("body", FIRST), ("caption", CAPTION)], ["story-text-lost"]),
        ([("headline", HEAD), ("body", FIRST), ("body", SECOND[:-4]), ("caption", CAPTION)], ["story-text-lost"]),
        ([], ["story-text-lost"] * 4),
        ([("headline", HEAD), ("body", SECOND), ("body", FIRST), ("caption", CAPTION)], ["story-text-order"]),
        (
            [("headline", HEAD), ("body", FIRST[20:]), ("body", FIRST[:20]), ("body", SECOND), ("caption", CAPTION)],
            ["story-text-lost"],
        ),
    ],
    ids=["paragraph", "end", "everything", "order", "halves exchanged"],
)
def test_incomplete_story(texts: list[tuple[str, str]], rules: list[str]) -> None:
    assert found(WHOLE, *texts) == rules


def test_typed_twice_must_be_printed_twice() -> None:
    assert found([FIRST, FIRST], ("body", FIRST)) == ["story-text-lost"]
    assert found([FIRST, FIRST], ("body", FIRST), ("body", FIRST)) == []


def test_line_printed_twice_in_a_cut_paragraph() -> None:
    first, second = "Sáng nay hơn hai trăm", "hơn hai trăm người dọn bãi biển."
    (finding,) = prove_words({"bien": [FIRST]}, slots(("body", first), ("caption", "x"), ("body", second)))
    assert finding.rule.id == "proof.story-text-twice"
    assert finding.values["words"] == "hơn hai trăm"


def test_whole_paragraph_printed_twice() -> None:
    assert found([FIRST], ("body", FIRST), ("body", FIRST)) == ["story-text-twice"]
    assert found([FIRST], ("quote", f"“{FIRST}”"), ("quote", f"“{FIRST}”")) == ["story-text-twice"]
    assert found([HEAD, "Một tít rất là dài của bài"], ("headline", "Một tít rất là dài của bài"), ("h", HEAD),
                 ("continued", "Một tít rất là dài của bài")) == []  # fmt: skip


def test_labels_that_a_layout_adds_may_repeat_words_of_the_body() -> None:
    assert found([FIRST], ("body", FIRST), ("author", "người dọn bãi biển.")) == []
    assert found([FIRST], ("body", FIRST), ("author", "hơn hai trăm người dọn bãi biển.")) == []


def test_words_of_another_story_do_not_count() -> None:
    other = slots(("body", FIRST), story="khac")
    assert [f.rule.id for f in prove_words({"bien": [FIRST]}, other)] == ["proof.story-text-lost"]


def test_decomposed_source_and_odd_spaces_are_the_same_words() -> None:
    assert found(["Đe\u0302\u0301n  trưa,\n10\u00a0xe"], ("body", "Đến trưa, 10 xe")) == []


@settings(max_examples=150, deadline=None)
@given(
    lengths=st.lists(st.integers(1, 9), min_size=1, max_size=6),
    cuts=st.lists(st.integers(0, 60), max_size=6),
    lost=st.integers(0, 10**6),
)
def test_any_cut_is_fine_and_any_loss_is_found(lengths: list[int], cuts: list[int], lost: int) -> None:
    required, number = [], 0
    for length in lengths:
        required.append(" ".join(f"chữ{number + at}x" for at in range(length)))
        number += length
    pieces = []
    for text in required:
        ends = sorted({0, len(text), *(cut for cut in cuts if cut < len(text))})
        pieces += [text[a:b] for a, b in pairwise(ends)]
    assert found(required, *[("body", piece) for piece in pieces]) == []
    gone = lost % len(pieces)
    kept = [("body", piece) for at, piece in enumerate(pieces) if at != gone]
    if pieces[gone].strip():
        assert "story-text-lost" in found(required, *kept)


def test_short_text_takes_nothing_out_of_a_long_one() -> None:
    required = ["biển", FIRST, "Sáng nay"]
    assert found(required, ("body", FIRST), ("kicker", "Biển – sáng nay")) == []


def issue() -> Issue:
    def inline(text: str) -> tuple[Span, ...]:
        return (Span(text[:2]), Span(text[2:], bold=True))

    article = Article(
        id="bien",
        kicker="Môi trường",
        title=HEAD,
        lead="Một buổi sáng đông vui.",
        body="…",
        photos=(Photo(id="a1", file="a.jpg", caption=CAPTION, alt="x", credit="Phạm Ngữ"),),
        quotes=(Quote(text="Sạch thì vui.", by="Bà Lê Thị Hến"),),
        boxes=(TextBox(title="Con số", body="…"),),
        source=Source(name="Ủy ban phường"),
    )
    entry = Entry(
        article=article,
        file="articles/bien.yaml",
        slot="story",
        blocks=(
            Paragraph(inline(FIRST)), PhotoRef("a1"), Subhead(inline("Buổi trưa")),
            ListBlock(False, (inline("xe một"), inline("xe hai"))),
            Table((inline("Ngày"),), ((inline("thứ Hai"),),), ("left",)),
        ),
        box_blocks=((Paragraph(inline("12 xe rác")),),),
    )  # fmt: skip
    return Issue(
        folder=Path(),
        publication=Publication(id="p", name="P", publisher="U", periodicity="tuần", legal_profile="internal"),
        publication_file="publication.yaml",
        sheet=IssueSheet(publication="p", number=Number(in_year=1), date=dt.date(2024, 5, 9), flatplan=()),
        entries=(entry,),
        marks={},
        sources={},
    )


def test_what_an_issue_requires() -> None:
    assert required_texts(issue()) == {
        None: ("BẢN TIN", "P", "U", "Số 1", "Thứ Năm, ngày 9 tháng 5 năm 2024", "U", "tuần"),
        "bien": (
            "Môi trường", HEAD, "Một buổi sáng đông vui.", FIRST, "Buổi trưa", "xe một", "xe hai", "Ngày", "thứ Hai",
            "Con số", "12 xe rác", CAPTION, "Phạm Ngữ", "Sạch thì vui.", "Bà Lê Thị Hến", "Ủy ban phường",
        )
    }  # fmt: skip
