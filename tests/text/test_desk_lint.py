"""Every rule of the copy desk names its bad example and not its near miss; slips have their place in the typed file."""

from __future__ import annotations

import datetime as dt
from dataclasses import replace
from pathlib import Path
from random import Random

import pytest

from bulletin.desk.lint.example import issue_of, reading_of
from bulletin.desk.lint.lint import check_lint, findings, lint
from bulletin.desk.lint.reading import DeskReading
from bulletin.desk.lint.row import Row
from bulletin.desk.lint.slip import Slip
from bulletin.desk.lint.table import ROWS
from bulletin.errors import Severity
from bulletin.model import Issue, ListBlock
from bulletin.sources import load_issue
from bulletin.text.body.markup import parse_body

EXAMPLES = Path(__file__).parents[2] / "examples"


@pytest.mark.parametrize("row", ROWS, ids=lambda row: row.rule.id)
def test_a_row_names_its_bad_example_and_not_its_near_miss(row: Row) -> None:
    found = list(row.find(reading_of(row.bad)))
    assert found
    for slip in found:
        assert slip.rule.id == row.rule.id
        assert slip.words.strip()
        for text in (slip.rule.what, slip.rule.why, slip.rule.remedy):
            assert text.fill("vi", slip.values) != text.fill("en", slip.values)
    assert not list(row.find(reading_of(row.good)))


@pytest.mark.parametrize("row", [row for row in ROWS if row.certain], ids=lambda row: row.rule.id)
def test_a_certain_repair_leaves_nothing_to_find(row: Row) -> None:
    issue = issue_of(row.bad)
    for slip in sorted(row.find(DeskReading(issue)), key=lambda slip: -slip.start):
        assert slip.better is not None
        issue = _repaired(issue, slip)
    assert not list(row.find(DeskReading(issue)))


def _repaired(issue: Issue, slip: Slip) -> Issue:
    """The issue with one value of its first story changed; only title and body are needed."""
    (field,) = slip.path
    entry = issue.entries[0]
    text = getattr(entry.article, str(field))
    changed = replace(entry.article, **{str(field): text[: slip.start] + (slip.better or "") + text[slip.end :]})
    return replace(issue, entries=(replace(entry, article=changed), *issue.entries[1:]))


def test_rules_are_few_words_and_their_ids_are_one_each() -> None:
    ids = [row.rule.id for row in ROWS]
    assert len(ids) == len(set(ids))
    assert all(name.startswith("desk.") for name in ids)


def test_no_warning_where_the_row_says_error_only_for_letters_that_nobody_can_read() -> None:
    errors = {row.rule.id for row in ROWS if row.rule.severity is Severity.ERROR}
    assert errors == {"desk.legacy-text", "desk.mojibake", "desk.lost-letter"}


@pytest.mark.parametrize("name", ["do-son", "mot-trang", "bang-tin", "mua-gio"])
def test_the_examples_have_no_warning(name: str) -> None:
    issue = load_issue(EXAMPLES / name).issue
    assert issue is not None
    assert check_lint(issue) == ()


ARTICLE = """\
id: bai
title: 'Chợ cá họp sớm.'
lead: >-
  Bà con được khen vì thành
  tích suất sắc, thành tích rất suất
  sắc.
body: |
  Chi bộ **suất sắc** làm của của
  của riêng thành của chung.
"""


def test_places_in_every_kind_of_scalar(tmp_path: Path) -> None:
    (tmp_path / "articles").mkdir()
    (tmp_path / "articles" / "bai.yaml").write_text(ARTICLE, encoding="utf-8")
    (tmp_path / "publication.yaml").write_text(
        "id: an\nname: An\npublisher: An\nperiodicity: Hằng tuần\nlegal_profile: internal\n", encoding="utf-8"
    )
    (tmp_path / "issue.yaml").write_text(
        "publication: an\nnumber: {in_year: 1}\ndate: 2026-11-20\nflatplan: [{article: bai}]\n", encoding="utf-8"
    )
    issue = load_issue(tmp_path).issue
    assert issue is not None
    said = [(f.rule.id, f.place.line, f.place.column, f.quote) for f in findings(issue, lint(issue, hints=False))]
    assert said == [
        ("desk.title-stop", 2, 20, "sớm."),
        ("desk.confusion", 5, 8, "suất sắc"),
        ("desk.confusion", 5, 33, "suất"),
        ("desk.confusion", 8, 12, "suất sắc"),
        ("desk.doubled-word", 8, 27, "của của"),
        ("desk.doubled-word", 8, 31, "của"),
    ]


@pytest.mark.parametrize(
    ("text", "rule"),
    [
        ("Ông Y Niê ở Đắk Lắk, ông K'Brăm và bà H'Hen Niê mang ôtô, axít, nilông, tuýp thuốc.", "desk.syllable"),
        ("Bà con giữ gìn ngõ xóm, quýnh quáng, khuỵu gối, ngoằn ngoèo, xoong nồi.", "desk.syllable"),
        ("Cán bộ phòng chống bão; anh cũng cố gắng; ông Hoàng Thiện đến.", "desk.confusion"),
        ("Đội nhà thắng 2-1, mỗi trận 5 bàn; 30 hộ, trong đó 5 hộ nghèo, 3 hộ cận nghèo.", "desk.sum"),
        ("Lớp có 36 em, gồm 20 em nữ, 16 em nam.", "desk.sum"),
        ("Giá tăng 120% so với năm ngoái, chiếm 20%.", "desk.percent"),
        ("Ông quê ở huyện Kiến Thụy, theo đội bóng quận Đồ Sơn cũ.", "desk.abolished-unit"),
        ("Theo Nghị quyết “Về xây dựng quận Đồ Sơn”, chợ mở.", "desk.abolished-unit"),
        ("Sáng 28/11, phường dự kiến khai mạc hội bơi đã hoãn.", "desk.future"),
        ("“Hôm qua tôi ra chợ”, bà nói. Cuộc sống hôm nay khác xưa, những ngày qua mưa.", "desk.relative-day"),
        (
            "Cụ gửi thơ.\n\n::: thơ\nMưa tạnh chiều nay\nHôm qua ai quét\n:::\n\nBà con đọc.",
            "desk.relative-day",
        ),
        ("@form poem\nMưa tạnh chiều nay\nHôm qua ai quét", "desk.relative-day"),
        (
            "Sáng nay ra ngõ gặp mùa\nRơm vàng trải lối, nắng lùa qua vai\nMẹ tôi gánh lúa đường dài\n"
            "Mồ hôi đổ xuống ruộng khoai, bờ ngô",
            "desk.relative-day",
        ),
        ("@form poem\n52. Người về", "desk.number-list"),
        ("::: thơ\n52. Người về\n:::", "desk.number-list"),
        ("| Tổ | Hộ |\n| --- | --- |\n| Một | 12 |\n\n| Xã | Hộ |\n| --- | --- |\n| Hai | 15 |", "desk.loose-table"),
        ("Bà con  vui.\nChợ  đông.\n\nHọ tên:\t\t\n\nTrẻ nhỏ  chơi.", "desk.loose-table"),
        ("::: thơ\nMưa     rơi\nGió     thổi\n:::", "desk.loose-table"),
        ("Tổ   Hộ   Người\n" * 80, "desk.long-paragraph"),
        ("Bà nói: “Con về.\n\n“Rồi con lại đi”.", "desk.unpaired-quote"),
        ("@lead Có 1 342 lượt người xem\nChợ có 1.342 lượt người xem.", "desk.caption-number"),
        ("Phường có 1 342 hộ, gồm 1 000 hộ mới và 342 hộ cũ.", "desk.sum"),
        ("Có 1 342 lượt người, gọi 0225 386 123 hoặc 113 114 115.", "desk.number-form"),
        ('Bà nói: "Con về.\n\n"Rồi con lại đi".', "desk.unpaired-quote"),
        ('"Văn minh bắt đầu từ "không vứt rác", chứ đâu", bà nói: “Đúng".', "desk.unpaired-quote"),
        ('**"Đậm"** và "**đậm**", màn hình 55", chạy 5\'30", xem <a href="x">.', "desk.unpaired-quote"),
        ("Hãng Honda® dùng mực dày 5 µm, giá £5, câu «hay».", "desk.legacy-text"),
        ("Bà con gọi 115, 1900 1234, 0225 3861 234, (0225) 3861234 hoặc +84 225 3861 234.", "desk.phone"),
        ("Xem https://vonghai.example/tin?a=1,2 hoặc thư: bantin@vonghai.example.", "desk.address"),
    ],
)
def test_near_misses(text: str, rule: str) -> None:
    assert [slip.words for slip in lint(issue_of(text)) if slip.rule.id == rule] == []


@pytest.mark.parametrize(
    ("text", "rule", "words"),
    [
        ("Cả phưòng, ngưiờ già và trẻ nhỏ đều vui.", "desk.syllable", ["phưòng", "ngưiờ"]),
        ("Bà con đến trogn ngõ, cùng điểmxuống chợ.", "desk.syllable", ["trogn", "điểmxuống"]),
        (
            "@caption Khen 14 tập thể tiêu biểu\nPhường khen 41 tập thể tiêu biểu.",
            "desk.caption-number",
            ["14 tập thể"],
        ),
        ("@lead Có 1 342 lượt người xem\nChợ có 1.432 lượt người xem.", "desk.caption-number", ["1 342 lượt người"]),
        ("Tổ 1 342 hộ đã góp 1 200 cuốn.", "desk.number-form", ["1 342", "1 200"]),
        ("Bà con.\n\nTổ\tHộ\n\nMột\t12\n\nHai\t15\n\nHết.", "desk.loose-table", ["Tổ\tHộ"]),
        ("| Tổ | Hộ |\n\n| Một | 12 |", "desk.loose-table", ["| Tổ | Hộ |"]),
        ("| Tổ | Hộ |\n| --- | --- |\n\n| Một | 12 |\n\n| Hai | 12 |", "desk.loose-table", ["| Tổ | Hộ |"]),
        ("Tổ  Hộ\nMột  12\nHai  15", "desk.loose-table", ["Tổ  Hộ"]),
        ('Bà nói: "Tôi mừng lắm.\n\nChợ đông.', "desk.unpaired-quote", ['"Tôi']),
        ('@lead Quà cho các em nhỏ."\nChợ đông.', "desk.unpaired-quote", ['nhỏ."']),
        ('Khóa 2021-2026" đã xong, một dấu " lẻ.\n\nCó "một và "hai".', "desk.unpaired-quote", ['" lẻ.', '"một']),
        ('Bà nói: “Tôi mừng "lắm.', "desk.unpaired-quote", ["“Tôi"]),
        ("| Tổ | Hộ |\n| --- | ---: |\n| Một | 10 |\n| Hai | 20 |\n| Cộng | 40 |", "desk.sum", ["40"]),
        ("Cơ cấu: 50% nam, còn lại 40% nữ.", "desk.percent", ["50% nam, còn lại 40%"]),
        ("Sáng 18/11, Quận ủy họp ở huyện Kiến Thụy.", "desk.abolished-unit", ["Quận ủy", "huyện Kiến Thụy"]),
        ("Bà con gọi số 0225 386 123 nhé.", "desk.phone", ["0225 386 123"]),
    ],
)
def test_what_must_be_found(text: str, rule: str, words: list[str]) -> None:
    assert [slip.words for slip in lint(issue_of(text)) if slip.rule.id == rule] == words


@pytest.mark.parametrize("number", [1, 31, 32, 52, 99, 100, 1975, 2026])
def test_a_line_is_an_item_or_a_sentence_and_is_told_once(number: int) -> None:
    """What the body makes of a number and what the desk says of it are one thing."""
    text = f"Bà con kể.\n\n{number}. Năm ấy bà con về bến."
    parsed = parse_body(text)
    item = any(isinstance(block, ListBlock) for block in parsed.blocks)
    assert any(slip.rule.id == "desk.number-list" for slip in lint(issue_of(text))) == (item and number > 31)
    assert any(problem.rule.id == "text.no-item" for problem in parsed.problems) == (not item)
    assert parse_body(text, "poem").problems == ()


@pytest.mark.parametrize("lead", ["“Ngõ sạch", "Ngõ sạch”"])
def test_a_value_between_curly_quotes_is_shown_as_yaml_takes_it(lead: str) -> None:
    (found,) = [slip for slip in lint(issue_of(f"@lead {lead}\nChợ đông.")) if slip.rule.id == "desk.unpaired-quote"]
    assert found.rule.remedy.fill("vi", found.values).endswith('trong ngoặc kép thẳng: "“Ngõ sạch”".')


def test_units_of_the_publication_win() -> None:
    assert not lint(issue_of("@unit quận Đồ Sơn\nSáng 18/11, bà con quận Đồ Sơn ra chợ."), hints=False)


def test_successors_are_named() -> None:
    (slip,) = lint(issue_of("Sáng 18/11, bà con quận Đồ Sơn ra chợ."), hints=False)
    assert "phường Nam Đồ Sơn, phường Đồ Sơn" in slip.rule.why.fill("vi", slip.values)


def test_a_day_that_nobody_typed_is_told_as_what_it_would_be() -> None:
    (article,) = (entry.article for entry in issue_of("Hôm qua, chợ cá họp sớm.").entries)
    assert article.event_date is None
    written = dt.datetime(2026, 12, 1, 8, 0, tzinfo=dt.UTC)
    for published, told in ((written, "Ngày 30/11, nếu bài viết ngày 1/12"), (None, "Ngày …/…, thí dụ 17/11")):
        issue = issue_of("Hôm qua, chợ cá họp sớm.")
        entries = tuple(replace(one, article=replace(one.article, published_at=published)) for one in issue.entries)
        (slip,) = lint(replace(issue, entries=entries), hints=False)
        assert slip.better is None
        assert slip.rule.remedy.fill("vi", slip.values) == f"Xin ghi ngày: {told}"


SIGNS = "abcđêơ ẮÀ12345.,;:!?/-–“”\"'()|#*[]\n\u200b\ufffd®µ½²İßŉ\u0301\U0001f600%"


def test_any_text_is_read_and_every_slip_is_inside_of_its_value() -> None:
    random = Random(5)
    base = "\n\n".join(row.bad + "\n" + row.good for row in ROWS if not row.bad.startswith("@"))
    for _ in range(60):
        at = int(random.random() * (len(base) - 300))
        text = list(base[at : at + 300])
        for _ in range(25):
            text[int(random.random() * len(text))] = SIGNS[int(random.random() * len(SIGNS))]
        for slip in lint(issue_of("".join(text).replace("@", "a"))):
            assert 0 <= slip.start < slip.end <= len(slip.typed.text), slip


def test_a_head_in_capitals_gets_its_names_from_the_text() -> None:
    text = (
        "@title UBND PHƯỜNG ĐÔNG HẢI KHEN BÀ NGUYỄN THỊ BÍCH HÒA\n"
        "Bà Nguyễn Thị Bích Hòa ở phường Đông Hải mở lớp học đêm. Phường Khen thưởng bà hôm qua."
    )
    (row,) = (row for row in ROWS if row.rule.id == "desk.title-caps")
    (slip,) = row.find(reading_of(text))
    assert slip.better == "UBND phường Đông Hải khen bà Nguyễn Thị Bích Hòa"
