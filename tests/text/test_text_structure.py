"""Lines, forms and signs of a body: kept, set or reported, and never lost."""

from __future__ import annotations

import re
from collections.abc import Callable

import pytest
from growth_kit import growth
from hypothesis import given, settings
from hypothesis import strategies as st

from bulletin.model import Article, Block, ListBlock, Paragraph, PhotoRef, Subhead, Table, plain
from bulletin.text.body.forms import form_of
from bulletin.text.body.markup import parse_body
from bulletin.text.normalise import normalise

LONG = (
    "Ngoài quỹ thường xuyên, ba tổ có quỹ riêng do bà con tự nguyện: quỹ giếng làng ở tổ 2, quỹ đèn biển ở tổ 6, và "
    "quỹ học bổng."
)
WRAPPED = (
    "Mùa gió bấc năm nay đến sớm. Mấy đêm liền sóng đánh qua kè, nước tràn vào\n"
    "ngõ 12 và ngõ 14, có nhà phải kê giường lên hai lớp gạch. Ban công tác mặt\n"
    "trận tổ đã họp tối 20/11 và xin gửi đến bà con mấy việc cần làm ngay."
)
VERSE = "Chiều nghiêng bến cũ mưa bay\nCon đò gác mái đợi ngày nước lên\nAi qua có nhớ hay quên"


def forms(source: str, **article: str) -> list[tuple[str, str]]:
    """Form and text of the paragraphs of a body."""
    form = form_of(Article(id="a", title="A", body=source, **article)) if article else None  # type: ignore[arg-type]
    return [(b.form, plain(b.inline)) for b in parse_body(source, form).blocks if isinstance(b, Paragraph)]


def rules(source: str) -> list[str]:
    return [problem.rule.id for problem in parse_body(source).problems]


KEPT = [
    VERSE,
    "Nhà văn hóa tổ dân phố số 7\nNgõ 14, đường Bến Ngự\nĐiện thoại: 0236 3000 114",
    f"{LONG}\n\nTrưởng nam\nTrần Văn Lộc",
    "anh đi qua cánh đồng\nlúa chín\nvàng như nắng tháng mười của mẹ",
    "a) Thay bóng đèn hỏng;\nb) Khơi cống đầu ngõ;\nc) Ghi sổ.",
]


@pytest.mark.parametrize("source", KEPT)
def test_lines_far_shorter_than_any_wrapping_are_kept(source: str) -> None:
    last = source.split("\n\n")[-1]
    assert forms(source)[-1] == ("lines", last)
    assert rules(source) == []


@pytest.mark.parametrize(
    "source", [WRAPPED, WRAPPED.replace("trận tổ", "Hội ta"), "Sáng 17/11, tổ dân phố họp\ntheo kế hoạch."]
)
def test_wrapped_prose_is_one_paragraph_and_nothing_is_said(source: str) -> None:
    assert forms(source) == [("prose", source.replace("\n", " "))]
    assert rules(source) == []


UNSURE = [
    f"{LONG}\nBà con đồng tình.\nCuộc họp kết thúc lúc 9 giờ.",
    f"{LONG}\n{LONG}",
    "anh đi qua cánh đồng\nlúa chín vàng như nắng\nmẹ gặt chiều hôm nay",
    "chiều về trên bến\nnắng vàng rơi",
    "Tôi đi giữa mùa thu Hà Nội nghe lá rơi trên những con đường xưa\n"
    "Nhớ một người đã đi về phía biển mang theo cả tiếng sóng của tuổi thơ\n"
    "Bàn tay mẹ gầy như cành khô còn ấm hơi bếp lửa chiều đông năm ấy\n"
    "Và tôi hiểu quê hương là nơi mỗi lần đi xa lòng lại muốn quay về",
    "tôi đi giữa mùa thu Hà Nội nghe lá rơi trên những con đường xưa cũ\nnhớ một người đã đi về phía biển mang theo cả"
    " tiếng sóng\nbàn tay mẹ gầy như cành khô còn ấm hơi bếp lửa chiều đông",
    "Tôi đi giữa mùa thu Hà Nội nghe lá rơi trên những con đường xưa cũ\nnhớ\nbàn tay mẹ gầy như cành khô còn ấm\n"
    "hơi bếp lửa chiều đông năm ấy còn thơm",
    "Tối 5/12, tổ dân phố họp.\nCó 41 trên 52 hộ cử người đến dự, ngồi kín cả hai gian nhà văn hóa\nrồi bàn.",
]  # fmt: skip


@pytest.mark.parametrize("source", UNSURE)
def test_line_ends_that_may_be_either_are_reported(source: str) -> None:
    (problem,) = parse_body(source).problems
    assert (problem.rule.id, problem.line, problem.quote) == ("text.line-ends", 0, source.split("\n")[0])
    assert forms(source) == [("prose", source.replace("\n", " "))]


@pytest.mark.parametrize("source", UNSURE)
def test_what_the_remedy_says_keeps_the_lines(source: str) -> None:
    for mended in (source.replace("\n", "\\\n"), f"::: dòng\n{source}\n:::", f"::: lines\n{source}\n:::"):
        assert forms(mended)[0][1] == source
        assert rules(mended) == []
    assert [text for _form, text in forms(source.replace("\n", "\n\n"))] == source.split("\n")


def test_blocks_keep_verse_indents_and_stanzas() -> None:
    source = "Như các cụ dạy:\n\n::: thơ\nMột cây làm chẳng nên non\n  Ba cây **chụm lại**\n\nKhổ hai\n:::"
    source += "\n\n::: ký tên\nTM. TỔ\nAn\n:::"
    blocks = parse_body(source).blocks
    assert [(b.form, plain(b.inline), b.indents) for b in blocks if isinstance(b, Paragraph)] == [
        ("prose", "Như các cụ dạy:", ()),
        ("verse", "Một cây làm chẳng nên non\nBa cây chụm lại", (0, 2)),
        ("verse", "Khổ hai", ()),
        ("signature", "TM. TỔ\nAn", ()),
    ]
    assert rules(source) == []


@pytest.mark.parametrize(
    ("source", "found"),
    [
        ("::: tho\nMột", ["text.open-block"]),
        ("::: hoa mai\nMột\n:::", ["text.unknown-block"]),
        ("Một\n\n:::\n\nHai", ["text.stray-fence"]),
        ("::: thơ\nMột\n::: ký tên\nAn\n:::", ["text.open-block"]),
    ],
)
def test_blocks_that_are_not_right_are_reported_and_lose_nothing(source: str, found: list[str]) -> None:
    assert rules(source) == found
    assert words(source.replace("tho\n", "\n").replace("::: thơ", "").replace("ký tên", "")) == words_of(
        parse_body(source).blocks
    )


@pytest.mark.parametrize("key", [{"form": "poem"}, {"genre": "Thơ"}, {"genre": "chùm thơ"}])
def test_the_paragraphs_of_a_poem_are_stanzas(key: dict[str, str]) -> None:
    source = (
        f"## I\n\n{VERSE}\n\n- một dòng thơ rất dài mà ai cũng đọc được nhưng không cột báo nào chứa hết trong một dòng"
    )
    assert [form for form, _text in forms(source, **key)] == ["verse", "verse"]
    assert isinstance(parse_body(source, "poem").blocks[0], Subhead)


def test_a_letter_ends_with_its_signature() -> None:
    closing = "Sông Ngàn, ngày 21 tháng 11 năm 2026\n\nTM. BAN MẶT TRẬN\nTrưởng ban\n\nNguyễn Thị Lài"
    for article in ({"form": "letter"}, {"genre": "Thư ngỏ"}):
        assert forms(f"{LONG}\n\n{closing}", **article)[1:] == [("signature", closing.replace("\n\n", "\n"))]
    assert forms(f"{LONG}\n\nKính mong bà con lượng thứ.", form="thanks")[-1][0] == "prose"


MARKDOWN = [
    ("[a](http://b.example)", "text.link"), ("[a](http://b.example/c_(d))", "text.link"), ("[a][1]", "text.link"),
    ("[a][]", "text.link"), ("[1]: http://b.example", "text.link"), ("[a]\n\n[a]: http://b.example", "text.link"),
    ("<https://b.example>", "text.link"), ("<a@b.example>", "text.link"), ("x[^1]", "text.footnote"),
    ("[^1]: lời chú", "text.footnote"), ("- [ ] việc", "text.task-list"), ("- [x] việc", "text.task-list"),
    ("- a\n  - b", "text.nested-list"), ("> a\n> > b", "text.block-quote"), ("- > a", "text.block-quote"),
    ("Tít\n===", "text.underlined-head"), ("Tít\n---", "text.rule-line"), ("##Tít", "text.subhead-blank"),
    ("```\na\n```", "text.code"), ("~~~\na\n~~~", "text.code"), ("`a`", "text.code"), ("<b>a</b>", "text.html"),
    ("<!-- a -->", "text.html"), ("a<br>b", "text.html"), ("![a](b.jpg)", "text.image"), ("![a][1]", "text.image"),
    ("![](b_(c).jpg)", "text.image"), ("***", "text.rule-line"), ("___", "text.rule-line"),
    ("| a | b |\n| c | d |", "text.headless-table"), ("~~a~~", "text.struck"), ("==a==", "text.struck"),
    ("*a b", "text.open-emphasis"), ("a _b c", "text.open-emphasis"), ("**a b", "text.stray-mark"),
    ("Từ\n: nghĩa", "text.definition"), ("$x^2$", "text.math"), ("$$\nx\n$$", "text.math"), ("a&nbsp;b", "text.entity"),
    ("&#8211;", "text.entity"), ("2025. Đó là năm", "text.no-item"), ("a\tb\nc\td\te", "text.uneven-cells"),
]  # fmt: skip


@pytest.mark.parametrize(("source", "rule"), MARKDOWN)
def test_markdown_outside_the_subset_is_reported_where_it_is(source: str, rule: str) -> None:
    body = f"Đoạn mở đầu.\n\n{source}\n\nĐoạn sau."
    found = [(problem.rule.id, problem.line) for problem in parse_body(body).problems]
    lines = {line for name, line in found if name == rule}
    assert lines
    assert lines <= set(range(2, 3 + source.count("\n")))
    assert words_of(parse_body(body).blocks) == words(body)


SET = [
    "Giá 5$ và 6$, từ $5 đến $7.", "Họ tên: ________ Tuổi: ____", "5*3*2 và a_b_c", "(*) Ghi chú", "Đoạn: \\*sao",
    "Kính gửi: UBND phường [sao lưu]", "A & B", "#hashtag", "3. Kết luận", "    thụt bốn", "100.000 đồng", "x < y > z",
]  # fmt: skip


@pytest.mark.parametrize("source", SET)
def test_signs_of_plain_text_are_not_reported(source: str) -> None:
    assert rules(source) == []


def test_normal_text_keeps_what_carries_structure() -> None:
    body = "a  \nb\t\n\nTổ\tSố \tGhi\n1\t\t\n\n•\tx  y\nmột\thai"
    assert normalise(body, multiline=True).text == "a  \nb\n\nTổ\tSố\tGhi\n1\t\t\n\n•\tx y\nmột hai"
    assert normalise("một\x0bhai", multiline=True).text == "một  \nhai"


def words(source: str) -> list[str]:
    return re.findall(r"[^\W\d_]+", source)


def words_of(blocks: tuple[Block, ...]) -> list[str]:
    """Every word of blocks in order."""
    texts: list[str] = []
    for block in blocks:
        if isinstance(block, Paragraph | Subhead):
            texts.append(plain(block.inline))
        elif isinstance(block, ListBlock):
            texts += map(plain, block.items)
        elif isinstance(block, Table):
            texts += (plain(cell) for row in (block.head, *block.rows) for cell in row)
        elif isinstance(block, PhotoRef):
            texts.append(block.id)
    return words(" ".join(texts))


LINES = st.lists(
    st.sampled_from(
        ("Chiều nghiêng bến cũ", "a\tb", "c\td\te", "•\tmột", "– hai", "– ba", "2025. Đó", "::: hoa", ":::", "+ bốn",
         "\uf0b7 năm", "  ", "", "sáu  ", "bảy\\", "\ttám\tchín", "§\tmười", LONG, "| a | b |", "|---|---|",
         "TM. Ủy ban",
         "**Đậm**", "***", "***a", "\\", "- \\", "## Tít", "1. x", "![[anh]]")
    ),
    max_size=12,
).map("\n".join)  # fmt: skip


@settings(max_examples=500, deadline=None)
@given(LINES, st.sampled_from((None, "poem", "letter", "thanks", "obituary")))
def test_no_word_is_lost_between_source_and_blocks(source: str, form: str | None) -> None:
    normal = normalise(source, multiline=True).text
    assert words_of(parse_body(normal, form).blocks) == words(source)  # type: ignore[arg-type]
    assert normalise(normal, multiline=True).text == normal


@pytest.mark.parametrize("piece", ["a\tb\tc\n", "•\tx\n", "a  \n", ":::\n", "2025. x\n", "[a](b\n", "$a", "*a ", "a\t"])
def test_twice_the_lines_cost_no_more_than_in_proportion(piece: str) -> None:
    def work(count: int) -> Callable[[], object]:
        return lambda: parse_body(normalise(piece * count, multiline=True).text)

    assert not (seen := growth(work, 800)), seen
