"""Verse, signatures, lists and tables on the page: in their order, kept together, never stretched."""

from __future__ import annotations

import random
from pathlib import Path
from typing import Any

import pytest
from layout_checks import check_issue
from layout_issues import Words, article, composed, composing, issue_of, layout, random_articles

from bulletin.assets.fonts.load import FontSet
from bulletin.layout.engine import LayoutEngine
from bulletin.layout.plan.costs import COSTS
from bulletin.layout.plan.forms import Rest, forms_of
from bulletin.layout.plan.pour.fill import ColumnFiller
from bulletin.layout.plan.pour.sections import SectionedFiller, filler_for
from bulletin.layout.plan.search_limits import SEARCH
from bulletin.layout.setting.referee import set_composed
from bulletin.layout.spec import load_layout
from bulletin.layout.stories.measure import Measurer
from bulletin.layout.stories.story import Story
from bulletin.preflight.proofs.words import prove_words, required_texts

VERSE = "Chiều nghiêng bến cũ mưa bay\nCon đò gác mái đợi ngày nước lên\nAi qua có nhớ hay quên\nHàng cây bàng đỏ"
LETTER = "TM. BAN CÔNG TÁC MẶT TRẬN\nTrưởng ban\nNguyễn Thị Lài"
NARROW = "| Ngày | Tổ |\n| --- | --: |\n| 23/11 | 12 |\n| 24/11 | 34 |"
WIDE = (
    "| Tổ dân phố | Số hộ đóng góp | Đã thu | Chi chiếu sáng, khơi cống | Chi thăm hỏi, khuyến học | Còn lại |\n"
    "| --- | --: | --: | --: | --: | --: |\n"
    "| Tổ 1, ngõ Bến Ngự | 112 | 33.600 | 12.400 | 9.800 | 11.400 |\n"
    "| Tổ 2, xóm Vạn Chài | 98 | 29.400 | 11.000 | 8.200 | 10.200 |"
)
STRETCHES = "một hai ba bốn năm sáu bảy tám chín mười mười một mười hai "


def story_of(folder: Path, fonts: FontSet, body: str, columns: int = 2, **fields: Any) -> Story:
    """A story measured for so many columns of the weekly."""
    issue = issue_of(folder, [article(Words(1), 0, body=body, **fields)], ["story"])
    engine = LayoutEngine(layout(3), fonts)
    return Measurer(engine.setter, {}, {}).story(0, issue.entries[0], columns)


def block_at(story: Story, i: int) -> int:
    return story.slices[i].block


def test_a_column_never_ends_between_a_colon_and_its_list(fonts: FontSet, tmp_path: Path) -> None:
    """The only break at which both columns were even is the forbidden one."""
    story = story_of(tmp_path, fonts, "Những việc:\n\n- một\n\n", 2)
    assert len(story.slices) == 2
    assert story.breakable == (True, False, True)
    body = "Bà con bàn ba việc sau:\n\n- Việc một.\n- Việc hai.\n- Việc ba."
    story = story_of(tmp_path / "b", fonts, f"{'Mở đầu. ' * 2}\n\nBa.\n\n{body}", 2)
    colon = next(i for i in range(len(story.slices)) if story.blocks[block_at(story, i)].kind == "li")
    assert not story.breakable[colon]
    height = story.head_rows + colon
    assert all(c.end != colon for h in range(height, height + 3) for f in [ColumnFiller(story, 2).fill_rest(h)] if f
               for c in f.columns[:-1])  # fmt: skip


@pytest.mark.parametrize("what", [NARROW, f"::: dòng\n{LETTER}\n:::", f"::: thơ\n{VERSE}\n:::"])
def test_what_a_colon_announces_stays_with_it(fonts: FontSet, tmp_path: Path, what: str) -> None:
    story = story_of(tmp_path, fonts, f"Một đoạn.\n\nNhư sau:\n\n{what}\n\nĐoạn cuối.")
    at = next(i for i in range(len(story.slices)) if story.blocks[block_at(story, i)].text.text == "Như sau:")
    assert story.breakable[at]
    assert not story.breakable[at + 1]


def test_a_short_stanza_and_a_signature_are_never_parted(fonts: FontSet, tmp_path: Path) -> None:
    story = story_of(tmp_path, fonts, f"{VERSE}\n\n{VERSE}\n\n::: ký tên\n{LETTER}\n:::", form="poem")
    starts = [i for i in range(1, len(story.slices)) if block_at(story, i) != block_at(story, i - 1)]
    assert [i for i in range(1, len(story.slices)) if story.breakable[i]] == starts[:1]
    assert [story.slices[i].skip for i in starts] == [1, 1]


def test_a_long_stanza_is_parted_between_typed_lines_only(fonts: FontSet, tmp_path: Path) -> None:
    long = "Một dòng thơ dài đến mức không cột báo nào chứa hết, nên phải xuống dòng\n"
    story = story_of(tmp_path, fonts, (long * 6).strip(), form="poem")
    text = story.blocks[0].text
    begins = [n for n, line in enumerate(text.lines) if line.start == 0 or text.text[line.start - 1] == "\n"]
    assert len(text.lines) > 6
    assert [i for i in range(1, len(story.slices)) if story.breakable[i]] == begins[2:-1]
    insets = {line.inset for n, line in enumerate(text.lines) if n in begins}
    assert all(line.inset > max(insets) for n, line in enumerate(text.lines) if n not in begins)


def test_verse_is_not_stretched_and_its_indents_stay(fonts: FontSet, tmp_path: Path) -> None:
    story = story_of(tmp_path, fonts, "::: thơ\nNgắn\n    Thụt vào\n:::")
    text = story.blocks[0].text
    assert text.role.align == "left"
    assert text.lines[1].inset > text.lines[0].inset + 10
    assert [text.text[line.start : line.end] for line in text.lines] == ["Ngắn", "Thụt vào"]


def test_a_signature_stands_in_the_right_half_and_its_letter_is_with_it(fonts: FontSet, tmp_path: Path) -> None:
    story = story_of(tmp_path, fonts, f"Một đoạn.\n\nHai.\n\n::: ký tên\n{LETTER}\n:::")
    sign = story.blocks[-1]
    assert (sign.form, sign.text.role.align) == ("signature", "center")
    assert sign.left_pt + sign.text.width_pt == pytest.approx(layout(3).span_mm(1) * 72 / 25.4)
    first = next(i for i in range(len(story.slices)) if block_at(story, i) == len(story.blocks) - 1)
    assert not any(story.breakable[i] for i in range(first - 1, len(story.slices)))


@pytest.mark.parametrize("columns", [1, 2, 3])
def test_every_filling_with_a_wide_table_keeps_the_order(fonts: FontSet, tmp_path: Path, columns: int) -> None:
    words = Words(3)
    body = f"{words.body(4)}\n\nSố liệu như sau:\n\n{WIDE}\n\n{words.body(3)}\n\n{WIDE}\n\nHết."
    story = story_of(tmp_path, fonts, body, columns, authors=[{"name": "Minh Khuê"}])
    filler = filler_for(story, 2)
    assert isinstance(filler, SectionedFiller) == (columns > 1) == bool(story.bars)
    found = list(filler.all_heights().values())
    parts = [f for rows in range(12, 60, 5) if (f := filler.fill_part(rows))]
    assert found
    assert parts
    for filling in (*found, *parts):
        at = 0
        for column in filling.columns:
            assert column.start == at
            at = column.end
        assert at == filling.next_slice
        rows = [p.row + (p.bar.rows if p.bar else p.filling.rows if p.filling else 0) for p in filling.parts]
        assert [p.row for p in filling.parts[1:]] == rows[:-1]
        assert not rows or rows[-1] <= filling.rows
    for filling in parts:
        assert story.breakable[filling.next_slice] or filling.done
        rest = filler.all_heights(filling.next_slice, filling.next_float)
        assert rest
        assert all(f.columns[0].start == filling.next_slice and f.done for f in rest.values())


BODY = f"Giải bế mạc. {STRETCHES}\n\nKết quả:\n\n- Nhất: tổ 4\n- Nhì: tổ 9\n\nPhân công:\n\n{NARROW}\n\n{STRETCHES}"
SUMS = f"{STRETCHES * 3}\n\n{STRETCHES * 2} như sau:\n\n{WIDE}\n\nSau bảng. {STRETCHES * 4}"


@pytest.mark.parametrize("name", ["tuan-tin", "ban-tin-a4", "so-tay"])
def test_pages_hold_it_all_in_the_order_of_the_source(fonts: FontSet, tmp_path: Path, name: str) -> None:
    records = [
        {"id": "tho", "title": "Chiều Bến Ngự", "form": "poem", "body": f"{VERSE}\n\n{VERSE} thuyền",
         "authors": [{"name": "Nguyễn Thị Lài"}]},
        {"id": "cam-ta", "title": "Lời cảm tạ", "genre": "Lời cảm tạ",
         "body": f"Gia đình báo tin:\n\n**TRẦN VĂN ĐOÀN**\n\n{STRETCHES * 4}đã mất.\n\n{LETTER}"},
        {"id": "thu", "title": "Thư ngỏ",
         "body": f"Dòng một\\\ndòng hai {STRETCHES * 2}\\\nba\n\n::: ký tên\n{LETTER}\n:::"},
        {"id": "giai", "title": "Giải bóng chuyền", "body": BODY},
        {"id": "thu-chi", "title": "Thu, chi chín tháng", "body": SUMS, "authors": [{"name": "Minh Khuê"}],
         "boxes": [{"title": "Thơ", "body": f"::: thơ\n{VERSE}\n:::\n\n::: ký tên\nAn\n:::"}]},
    ]  # fmt: skip
    issue = issue_of(tmp_path, records, ["story"] * len(records))
    engine = LayoutEngine(load_layout(name), fonts)
    pages = composed(engine, issue)
    check_issue(pages, issue, engine.spec)
    done = set_composed(engine, pages, composing(issue))
    laid, findings = done.laid, done.findings
    assert [(f.rule.id, f.values) for f in findings if f.severity == "error"] == []
    assert laid.lines.refereed == 0
    assert prove_words(required_texts(issue), laid.slots) == ()
    for story, before, after in (("giai", "Phân công", STRETCHES.strip()), ("thu-chi", "Số hộ đóng góp", "Sau bảng.")):
        texts = " ".join(slot.text for slot in laid.slots if slot.story == story and not slot.role.startswith("box"))
        assert texts.rindex(after) > texts.index("12") > texts.index(before)
    stanzas = [slot for slot in laid.slots if slot.story == "tho" and slot.role == "body-verse"]
    assert [slot.begins and slot.ends for slot in stanzas] == [True, True]


@pytest.mark.parametrize(("seed", "name"), [(6, "ban-tin-a4"), (1, "so-tay"), (8, "tuan-tin"), (24, "so-tay")])
def test_tables_and_verse_anywhere_in_any_story_are_placed_once_and_whole(
    fonts: FontSet, tmp_path: Path, seed: int, name: str
) -> None:
    """Tall tables, tables beside photos, stories that go on in another number of columns than they began in."""
    r = random.Random(seed)
    records, slots = random_articles(seed, 9)
    for record in records:
        paragraphs = record["body"].split("\n\n")
        for _ in range(r.randint(0, 2)):
            rows = "\n| Tổ 3, khu nhà mới | 141 | 44.300 | 16.750 | 12.000 | 15.550 |" * r.randint(1, 12)
            verse = "".join(f"Dòng thơ {r.random()}\n" for _ in range(r.randint(1, 9)))
            piece = r.choice(
                (WIDE + rows, NARROW, f"::: thơ\n{verse}:::", "::: ký tên\nTM. TỔ\nAn\n:::", "Dòng\\\nhai")
            )
            paragraphs.insert(r.randint(0, len(paragraphs)), piece)
        record["body"] = "\n\n".join(paragraphs)
    issue = issue_of(tmp_path, records, slots)
    spec = load_layout(name)
    pages = composed(LayoutEngine(spec, fonts), issue)
    check_issue(pages, issue, spec)
    assert prove_words(required_texts(issue), [slot for page in pages.pages for slot in page.slots]) == ()


def test_a_tall_table_goes_on_under_its_head(fonts: FontSet, tmp_path: Path) -> None:
    rows = "".join(f"\n| {n}/11 | {n} |" for n in range(1, 200))
    issue = issue_of(
        tmp_path, [article(Words(2), 0, body=f"Lịch trực:\n\n| Ngày | Tổ |\n| --- | --- |{rows}")], ["story"]
    )
    for name in ("tuan-tin", "so-tay"):
        pages = composed(LayoutEngine(load_layout(name), fonts), issue)
        slots = [slot for page in pages.pages for slot in page.slots]
        assert [slot.text for slot in slots if slot.role == "table"][::2] == [f"{n}/11" for n in range(1, 200)]
        assert [slot.text for slot in slots if slot.role == "table-head"] == ["Ngày", "Tổ"]
        assert {slot.text for slot in slots if slot.role == "table-head-again"} == {"Ngày", "Tổ"}
        assert prove_words(required_texts(issue), slots) == ()


def test_a_short_poem_costs_more_over_three_columns_than_over_two(fonts: FontSet, tmp_path: Path) -> None:
    """Every turn of a short column has its price, so that a third column is not as cheap as the second."""
    lines = "\n".join(f"Thuyền về bến đợi trăng lên {n}" for n in range(10))
    issue = issue_of(tmp_path, [article(Words(1), 0, body=lines, form="poem", photos=[], boxes=[])], ["story"])
    measurer = Measurer(LayoutEngine(load_layout("tuan-tin"), fonts).setter, {}, {})
    costs = {}
    for columns in (2, 3):
        filler = filler_for(measurer.story(0, issue.entries[0], columns), 2)
        costs[columns] = min(formed.cost for formed in forms_of(filler, Rest(0)).values())
    assert costs[3] > costs[2] + COSTS.short_leg * SEARCH.leg_rows / 2
