from __future__ import annotations

import re

import pytest
from hypothesis import example, given, settings
from hypothesis import strategies as st
from text_samples import vietnamese

from bulletin.model import Block, Inline, ListBlock, Paragraph, PhotoRef, Span, Subhead, Table, plain
from bulletin.text.body.markup import parse_body


def inline(*pieces: str) -> Inline:
    """`**x**` bold, `*x*` italic, others plain."""
    spans = []
    for piece in pieces:
        stars = len(piece) - len(piece.lstrip("*"))
        spans.append(Span(piece.strip("*"), bold=stars >= 2, italic=stars % 2 == 1))
    return tuple(spans)


def paragraph(*pieces: str) -> Paragraph:
    return Paragraph(inline(*pieces))


CASES: list[tuple[str, list[Block]]] = [
    (
        "Một đoạn văn đủ dài để máy tự ngắt dòng ở chỗ này, rồi mới sang dòng\nthứ hai  \nba\\\nbốn",
        [paragraph(
            "Một đoạn văn đủ dài để máy tự ngắt dòng ở chỗ này, rồi mới sang dòng thứ hai\nba\nbốn")],
    ),
    ("Một\n\nHai", [paragraph("Một"), paragraph("Hai")]),
    ("## Tít *phụ*\nđoạn", [Subhead(inline("Tít ", "*phụ*")), paragraph("đoạn")]),
    ("### Nhỏ hơn", [Subhead(inline("Nhỏ hơn"))]),
    ("#hashtag", [paragraph("#hashtag")]),
    ("- Một là **đậm**\n- Hai", [ListBlock(False, (inline("Một là ", "**đậm"), inline("Hai")))]),
    ("* a\n\n* b", [ListBlock(False, (inline("a"), inline("b")))]),
    ("1. a\n2. b", [ListBlock(True, (inline("a"), inline("b")))]),
    ("1. a\n1. b\n1. c", [ListBlock(True, (inline("a"), inline("b"), inline("c")))]),
    ("3. a\n4. b\n7. c", [ListBlock(True, (inline("a"), inline("b")), 3), ListBlock(True, (inline("c"),), 7)]),
    ("– a\n– b", [ListBlock(False, (inline("a"), inline("b")), mark="–")]),
    ("– Anh đi đâu?\n\n– Ra bến.", [paragraph("– Anh đi đâu?"), paragraph("– Ra bến.")]),
    ("- a\n– b\n– c", [ListBlock(False, (inline("a"),)), ListBlock(False, (inline("b"), inline("c")), mark="–")]),
    ("•\ta\n\uf0b7\tb\n+ c\n\uf02d d\n§\te\no\tg\n➢ h", [ListBlock(False, tuple(map(inline, "abcdegh")))]),
    ("o chợ\nØ là đường kính", [Paragraph(inline("o chợ\nØ là đường kính"), "lines")]),
    ("2025\\. Đó là năm", [paragraph("2025. Đó là năm")]),
    ("2024. a\n2025. b", [ListBlock(True, (inline("a"), inline("b")), 2024)]),
    ("Dòng cuối\\", [paragraph("Dòng cuối")]),
    ("dài\\\n\nnữa", [paragraph("dài"), paragraph("nữa")]),
    ("Tổ\tTên\tSố\n1\tA\t1.200\n2\t\t30", [Table(
        (inline("Tổ"), inline("Tên"), inline("Số")),
        ((inline("1"), inline("A"), inline("1.200")), (inline("2"), (), inline("30"))), ("right", "left", "right"))]),
    ("a\n![[anh-1]]\nb", [paragraph("a"), PhotoRef("anh-1"), paragraph("b")]),
    ("  ![[ anh-1 ]]  ", [PhotoRef("anh-1")]),
    ("***cả hai*** và *x **y***", [paragraph("***cả hai", " và ", "*x ", "***y")]),
    ("ten_file_anh 5*3*2 a_b_", [paragraph("ten_file_anh 5*3*2 a_b_")]),
    ("_ng_ và __đậm__", [paragraph("*ng", " và ", "**đậm")]),
    ("xem https://a.example/_x_/b*c* nhé", [paragraph("xem https://a.example/_x_/b*c* nhé")]),
    ("\\*sao\\* và \\- gạch", [Paragraph((Span("*sao* và - gạch"),))]),
    ("    thụt bốn", [paragraph("thụt bốn")]),
    ("“**x**”, (*y*).", [paragraph("“", "**x", "”, (", "*y", ").")]),
    ("- a\n\n  nữa", [ListBlock(False, (inline("a\nnữa"),))]),
    ("", []),
    ("\n \n", []),
]  # fmt: skip


@pytest.mark.parametrize(("source", "blocks"), CASES)
def test_blocks(source: str, blocks: list[Block]) -> None:
    parsed = parse_body(source)
    assert list(parsed.blocks) == blocks
    assert parsed.problems == ()


def test_table() -> None:
    (table,) = parse_body("| Giờ | Việc |\n|:-:|--:|\n| 7h30 | *Họp* \\| bàn |\n| 9h |\n").blocks
    assert table == Table(
        (inline("Giờ"), inline("Việc")),
        ((inline("7h30"), inline("*Họp", " | bàn")), (inline("9h"), ())),
        ("center", "right"),
    )


LITERAL = [
    ("<b>x</b>", "<b>x</b>", ["text.html", "text.html"]),
    ("một <!-- ẩn --> hai", "một <!-- ẩn --> hai", ["text.html"]),
    ("xem [đây](http://a.example)", "xem [đây](http://a.example)", ["text.link"]),
    ("![alt](x.jpg)", "![alt](x.jpg)", ["text.image"]),
    ("chữ ![[anh-1]] chữ", "chữ ![[anh-1]] chữ", ["text.photo-inline"]),
    ("gõ `lệnh`", "gõ `lệnh`", ["text.code"]),
    ("```\nmã\n```", "```\nmã\n```", ["text.code", "text.code"]),
    ("> trích\n> tiếp", "> trích\n> tiếp", ["text.block-quote", "text.block-quote"]),
    ("---", "---", ["text.rule-line"]),
    ("* * *", "* * *", ["text.rule-line"]),
    ("**Điều 1.**Nội dung", "**Điều 1.**Nội dung", ["text.stray-mark"]),
    ("|a|b|\n|-|\n|1|", "|a|b|\n|-|\n|1|", ["text.broken-table"]),
]


@pytest.mark.parametrize(("source", "printed", "rules"), LITERAL)
def test_what_is_not_in_the_subset_prints_as_typed(source: str, printed: str, rules: list[str]) -> None:
    parsed = parse_body(source)
    assert [plain(block.inline) for block in parsed.blocks if isinstance(block, Paragraph)] == [printed]
    assert [problem.rule.id for problem in parsed.problems] == rules


def test_problems_tell_the_line() -> None:
    parsed = parse_body("đoạn\n\n![[anh-1]]\n\n- a\n  - con\n\nx <i>y</i>")
    assert [(problem.line, problem.rule.id, problem.quote) for problem in parsed.problems] == [
        (5, "text.nested-list", "- con"),
        (7, "text.html", "<i>"),
        (7, "text.html", "</i>"),
    ]


def test_nested_lists_become_one_level_and_lose_nothing() -> None:
    parsed = parse_body("- Hai\n  - con\n    1. cháu\n- Ba")
    assert parsed.blocks == (ListBlock(False, (inline("Hai"), inline("con"), inline("cháu"), inline("Ba"))),)
    assert [problem.rule.id for problem in parsed.problems] == ["text.nested-list"]


def test_a_row_wider_than_its_head_widens_the_table() -> None:
    parsed = parse_body("|a|b|\n|-|-|\n|1|2|3|\n|4|")
    (table,) = parsed.blocks
    assert isinstance(table, Table)
    assert [len(row) for row in (table.head, *table.rows)] == [3, 3, 3]
    assert plain(table.rows[0][2]) == "3"
    assert [problem.rule.id for problem in parsed.problems] == ["text.table-columns"]


def words_of(blocks: tuple[Block, ...]) -> list[str]:
    texts: list[str] = []
    for block in blocks:
        if isinstance(block, (Paragraph, Subhead)):
            texts.append(plain(block.inline))
        elif isinstance(block, ListBlock):
            texts += (plain(item) for item in block.items)
        elif isinstance(block, Table):
            texts += (plain(cell) for row in (block.head, *block.rows) for cell in row)
        else:
            texts.append(block.id)
    return re.findall(r"[^\W\d_]+", " ".join(texts))


def are_those_of(words: list[str], source: str) -> bool:
    """Whether the words are those of the source, in order.

    Where emphasis ends and one of the other sign begins, nothing is between two words: `_a_**b**` is set as “ab”.
    """
    word = r"(?:(?:\*+_|_+\*)[*_]*)?".join
    rest = r"[\W\d_]"
    return re.fullmatch(rf"{rest}*" + f"{rest}+".join(map(word, words)) + rf"{rest}*", source) is not None


@pytest.mark.parametrize(
    ("words", "source", "same"),
    [
        (["ab", "c"], "_a_**b** c", True), (["ab"], "*a*_b_", True), (["a", "b"], "_a_**b**", True),
        (["ab"], "a_b", False), (["ab"], "a**b", False), (["ab"], "a b", False), (["a"], "ab", False),
        (["a"], "a b", False), (["a", "b"], "ab", False), (["b", "a"], "a b", False), ([], "a", False), ([], "", True),
    ],
)  # fmt: skip
def test_lost_words_are_seen(words: list[str], source: str, same: bool) -> None:
    assert are_those_of(words, source) is same


MARKDOWN = st.lists(
    st.sampled_from(
        ("# ", "## ", "- ", "  - ", "1. ", "7) ", "> ", "* ", "+ ", "|", "|-|-|\n", "\\", "**", "*", "_", "`",
         "<b>", "---\n", "\n", "\n\n", "    ", "![[anh-1]]\n", "phường", "ủy", "hội nghị", "a_b",
         "https://x.example/_a_", "&amp;", "[x](y)")
    ),
    max_size=25,
).map("".join)  # fmt: skip


@settings(max_examples=600, deadline=None)
@given(st.one_of(MARKDOWN, vietnamese(), st.text(max_size=50)))
@example("_a_**b**")
def test_every_word_of_the_source_is_in_the_blocks_in_order(source: str) -> None:
    blocks = parse_body(source).blocks
    words = words_of(blocks)
    assert are_those_of(words, source), words
    for block in blocks:
        inlines: tuple[Inline, ...] = ()
        if isinstance(block, (Paragraph, Subhead)):
            inlines = (block.inline,)
            assert block.inline
        elif isinstance(block, ListBlock):
            inlines = block.items
            assert all(block.items)
        elif isinstance(block, Table):
            inlines = (*block.head, *(cell for row in block.rows for cell in row))
            assert {len(row) for row in block.rows} <= {len(block.head)}
            assert len(block.align) == len(block.head)
        for text in inlines:
            assert all(span.text for span in text)
            assert plain(text) == "\n".join(" ".join(line.split()) for line in plain(text).split("\n"))
            assert "" not in plain(text).split("\n") or not text


def test_an_escaped_backslash_at_the_end_is_a_letter() -> None:
    (block,) = parse_body("đường dẫn C:\\\\").blocks
    assert isinstance(block, Paragraph)
    assert plain(block.inline) == "đường dẫn C:\\"
    (block,) = parse_body("đường dẫn\\").blocks
    assert isinstance(block, Paragraph)
    assert plain(block.inline) == "đường dẫn"
