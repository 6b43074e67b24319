"""SHAPE and BREAK together: our widths are WeasyPrint's, ties hold, nothing is lost, missing letters are named."""

from __future__ import annotations

import random
from itertools import pairwise

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from layout_issues import LONG, Words, layout
from weasyprint import HTML
from weasyprint.formatting_structure import boxes

from bulletin.assets.fonts.load import Face, FontSet
from bulletin.layout.engine import LayoutEngine
from bulletin.layout.font_checks import missing_letters
from bulletin.layout.lines.setter import LineSetter, SetText
from bulletin.layout.setting.page_setter import BASE_URL, PageSetter, _Assets
from bulletin.layout.stories.table import measure_table
from bulletin.model import ListBlock, Paragraph, Span, Table, plain
from bulletin.text.body.markup import parse_body
from bulletin.text.glue import number_breaks, ties
from bulletin.text.joints import hard_joints

PT_PER_PX = 0.75


def weasy_widths(engine: LayoutEngine, lines: list[tuple[Face, float, str]]) -> list[float]:
    """Widths in pt of one-line texts as WeasyPrint sets them."""
    css = engine.fonts.css(engine.faces) + "p{white-space:nowrap;margin:0}"
    rows = "".join(
        f'<p id="{n}" style="font:{f.style} {f.weight} {size}pt \'{f.family}\'">{text}</p>'
        for n, (f, size, text) in enumerate(lines)
    )
    html = f'<html lang="vi"><style>@page{{size:9000mm 9000mm;margin:0}}{css}</style><body>{rows}'
    setter = PageSetter(engine.fonts.urls(engine.faces))
    source = HTML(string=html, base_url=BASE_URL, url_fetcher=_Assets(setter.font_files))
    found: dict[int, float] = {}
    for page in source.render(font_config=setter.fonts).pages:
        for box in page._page_box.descendants():
            if isinstance(box, boxes.TextBox):
                found[int(box.element.get("id"))] = box.width * PT_PER_PX
    return [found[n] for n in range(len(lines))]


def test_widths_are_those_of_the_page_setter_in_every_face(engine: LayoutEngine) -> None:
    words, lines = Words(7), []
    for face in engine.faces:
        for size in (7.4, 9.2, 26.0):
            lines += [(face, size, " ".join(words.some(3, 18))) for _ in range(4)]
            lines.append((face, size, "Tỷ “Vọng Yên” – AVATAR, TP. Hải Phòng: 09/05/2024 … Ỷ Ậ ẵ ộ đ"))
    found = weasy_widths(engine, lines)
    off: list[tuple[float, str, str]] = []
    for (face, size, text), theirs in zip(lines, found, strict=True):
        parts = text.split(" ")
        ours = sum(engine.shaper.word(w, face, size) for w in parts)
        ours += engine.shaper.space(face, size) * (len(parts) - 1)
        ours += sum(engine.shaper.kern(a[-1], b[0], face, size) for a, b in pairwise(parts))
        if abs(ours - theirs) > 0.05:
            off.append((ours - theirs, face.name, text))
    assert not off


def inline_of(setter: LineSetter, markdown: str) -> list[tuple[Span, ...]]:
    """The inline sequences of a body."""
    found: list[tuple[Span, ...]] = []
    for block in parse_body(markdown).blocks:
        if isinstance(block, Paragraph):
            found.append(block.inline)
        elif isinstance(block, ListBlock):
            found += block.items
    return found


def joined_text(text: SetText) -> str:
    """Characters of all lines; a space for each line end except where a long word was cut."""
    out, end = "", -1
    for line in text.lines:
        out += ("" if not out or line.start == end else " ") + text.text[line.start : line.end]
        end = line.end
    return out


@pytest.mark.parametrize("role", ["body", "caption", "headline-lead-3", "standfirst", "box", "contents", "quote"])
@pytest.mark.parametrize("width", [62.0, 147.4, 310.0])
def test_all_characters_stand_in_the_lines_in_order(setter: LineSetter, role: str, width: float) -> None:
    for inline in inline_of(setter, Words(3).body(6, long_words=True)):
        text = setter.set(inline, role, width)
        assert joined_text(text) == plain(inline)


@pytest.mark.parametrize("role", ["body", "caption", "headline-lead-3", "standfirst"])
def test_no_line_is_wider_than_its_measure(setter: LineSetter, role: str) -> None:
    for inline in inline_of(setter, Words(5).body(8, long_words=True)):
        text = setter.set(inline, role, 150.0)
        for line in text.lines:
            if line.spaces:
                least = min(line.gap, setter.shaper.space(setter.shaper.face(text.role), text.role.size_pt))
                assert line.width + line.spaces * least <= 150.0 + 1e-6
            else:
                assert line.width <= 150.0 or " " not in text.text[line.start : line.end]


def test_hard_ties_are_never_broken_and_soft_ones_hardly(setter: LineSetter) -> None:
    """In justified text a soft tie gives way where the line would else have gaps of three times the natural one."""
    checked = parted = 0
    for inline in inline_of(setter, Words(11).body(30)):
        text = setter.set(inline, "body", 147.4)
        ends = {line.end for line in text.lines[:-1]}
        assert not hard_joints(text.text) & ends
        for start, end in ties(text.text, last_line=True):
            inside = {at for at in range(start + 1, end) if text.text[at] == " "}
            parted += bool(inside & ends)
            checked += 1
            if not inside:
                points = {start + point for point in number_breaks(text.text[start:end])}
                assert {at for at in ends if start < at < end} <= points, text.text[start:end]
    assert checked > 50
    assert parted < checked // 10


@pytest.mark.parametrize("word", [*LONG, "x" * 200, "Đ" * 80 + "-" + "ộ" * 80, "a.b/" * 60])
@pytest.mark.parametrize("role", ["body", "headline-story-1", "caption", "table"])
def test_a_word_wider_than_the_measure_is_cut_without_loss(setter: LineSetter, word: str, role: str) -> None:
    sentence = f"Xem ở {word} nhé bà con"
    for width in (20.0, 60.0, 147.4):
        text = setter.set(sentence, role, width)
        assert joined_text(text) == sentence
        assert all(line.width <= width for line in text.lines if line.end - line.start > 1)


def test_an_address_is_cut_after_its_signs(setter: LineSetter) -> None:
    text = setter.set(LONG[0], "body", 147.4)
    assert len(text.lines) > 1
    for line in text.lines[:-1]:
        assert text.text[line.end - 1] in "/.?&=_-"


@given(
    st.text(alphabet=st.sampled_from("aăâđêộữ .,/-–“”():0123456789"), min_size=1, max_size=120), st.integers(20, 300)
)
@settings(max_examples=120, deadline=None)
def test_any_text_is_set_without_loss(setter: LineSetter, text: str, width: int) -> None:
    clean = " ".join(text.split())
    done = setter.set(clean, "body", float(width))
    assert joined_text(done) == clean


def test_letters_that_a_face_lacks_are_named(fonts: FontSet) -> None:
    engine = LayoutEngine(layout(3), fonts)
    engine.setter.set("Bà con 學 hỏi", "body", 200.0)
    found = missing_letters(engine.shaper, "Bà con 學 hỏi")
    assert [(f.values["letter"], f.values["code"], f.values["word"]) for f in found] == [("學", "5B78", "學")]
    assert missing_letters(engine.shaper, "Bà con học hỏi") == ()


def test_bold_text_is_measured_bold(setter: LineSetter) -> None:
    words = "Bà con tổ dân phố số 6 cùng nhau dọn bãi biển"
    light = setter.set((Span(words),), "body", 900.0).lines[0].width
    bold = setter.set((Span(words, bold=True),), "body", 900.0).lines[0].width
    mixed = setter.set((Span(words[:20]), Span(words[20:], bold=True)), "body", 900.0).lines[0].width
    assert light < mixed < bold


# --- tables ---------------------------------------------------------------------------------------------------


def table_of(columns: int, rows: int, seed: int = 1) -> Table:
    r, words = random.Random(seed), Words(seed)

    def line() -> tuple[tuple[Span, ...], ...]:
        return tuple((Span(words.title(1, r.randint(1, 6))),) for _ in range(columns))

    return Table(line(), tuple(line() for _ in range(rows)), ("left",) * columns)


@pytest.mark.parametrize("columns", [1, 2, 5, 12])
@pytest.mark.parametrize("width", [147.4, 470.0])
def test_columns_of_a_table_share_the_width_and_hold_every_word(setter: LineSetter, columns: int, width: float) -> None:
    table = table_of(columns, 4)
    block = measure_table(setter, table, width)
    assert sum(block.widths_pt) == pytest.approx(width)
    assert block.height_pt == pytest.approx(sum(block.heights_pt))
    for line, cells, height in zip((table.head, *table.rows), block.rows, block.heights_pt, strict=True):
        assert [joined_text(c) for c in cells] == [plain(c) for c in line]
        assert all(c.height_pt <= height for c in cells)


def test_a_narrow_table_parts_dates_and_ranges_at_their_signs_and_no_word(setter: LineSetter) -> None:
    """A head of two letters was once set as “T | T”, and a time as “13h30–16h3 | 0”."""
    typed = (
        ("TT", "Ngày", "Giờ", "Tổ dân phố", "Số liều"),
        ("3", "03/12/2026", "13h30–16h30", "6, 7, 8", "310"),
        ("", "Tổng cộng", "", "", "**1.940**"),
    )
    head, *rows = (
        tuple((Span(cell.strip("*"), bold=cell.startswith("*")),) if cell else () for cell in row) for row in typed
    )
    for width in range(150, 240, 10):
        block = measure_table(setter, Table(head, tuple(rows), ("left",) * 5), float(width))
        assert sum(block.widths_pt) == pytest.approx(width)
        for cell in (cell for row in block.rows for cell in row):
            for line in cell.lines[:-1]:
                assert cell.text[line.end - 1] in "/–" or cell.text[line.end] == " ", (width, cell.text)


@pytest.mark.parametrize(
    "typed",
    [
        "STT\tHọ và tên\tNgày sinh\tĐịa chỉ\tSố điện thoại\tGhi chú\n"
        "1\tNguyễn Văn Nghiêm\t18/11/1975\tTổ 4, ngõ 12\t0912.345.678\tHộ nghèo",
        "STT\tNội dung\tThời gian\tĐịa điểm\tPhụ trách\n1\tKhai mạc\t7h30–8h00\tNhà văn hóa\tÔng Tuấn",
        "TT\tHọ tên\tTổ\tSố tiền\tNgày nộp\tNgười thu\tKý\n1\tNguyễn Văn A\t4\t1.500.000\t18/11/2026\tTuấn\tA",
    ],
)
def test_a_word_that_has_exactly_its_column_is_not_cut(setter: LineSetter, typed: str) -> None:
    """Adding up widths loses the last binary digit: “STT” was set as “ST | T” in its own column."""
    (table,) = parse_body(typed).blocks
    assert isinstance(table, Table)
    for width in range(180, 260, 3):
        for cell in (cell for row in measure_table(setter, table, float(width)).rows for cell in row):
            for line in cell.lines[:-1]:
                assert cell.text[line.end - 1] in "/–" or cell.text[line.end] == " ", (width, cell.text)


def test_an_empty_cell_is_no_reason_to_fail(setter: LineSetter) -> None:
    block = measure_table(setter, Table(((Span("Ngày"),), ()), (((), (Span("Họp"),)),), ("left", "left")), 147.4)
    assert sum(block.widths_pt) == pytest.approx(147.4)
