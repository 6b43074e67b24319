from __future__ import annotations

import dataclasses
import datetime as dt
import unicodedata
from typing import Any

import pytest
import yaml
from hypothesis import given, settings
from hypothesis import strategies as st

from bulletin.fields.issue import ReviewSheet
from bulletin.model import Article, IssueSheet, Printer, Publication
from bulletin.sources.issue import parse
from bulletin.sources.linking import Read
from bulletin.sources.schema.shapes import record_info

BASE = "ma: a\ntieu_de: Tên\nnoi_dung: Lời\n"


def article(text: str) -> Read:
    return parse("article", (BASE + text).encode(), "a.yaml")


def value_of(text: str, name: str) -> Any:
    result = article(text)
    assert isinstance(result.record, Article), [f.what() for f in result.findings]
    return getattr(result.record, name)


def sheet(text: str) -> Any:
    base = {"an_pham": "an_pham: x", "so": "so: 1", "ngay": "ngay: 20/11/2026", "sap_xep": "sap_xep: a"}
    key = text.partition(":")[0]
    lines = [line for name, line in base.items() if name != key]
    result = parse("issue", "\n".join([*lines, text]).encode(), "issue.yaml")
    assert isinstance(result.record, IssueSheet), [(str(f.place), f.what()) for f in result.findings]
    return result.record


@pytest.mark.parametrize(
    "key", ["tieu_de", "tiêu đề", "Tiêu-đề", "TIÊU ĐỀ", "title", "tít", unicodedata.normalize("NFD", "tiêu đề")]
)
def test_keys_in_every_spelling(key: str) -> None:
    result = parse("article", f"ma: a\n{key}: Tên\nnoi_dung: Lời\n".encode(), "a.yaml")
    assert isinstance(result.record, Article)
    assert result.record.title == "Tên"


@pytest.mark.parametrize(
    ("typed", "value"),
    [
        ("2026-11-20", dt.date(2026, 11, 20)),
        ("20/11/2026", dt.date(2026, 11, 20)),
        ("9/5/2024", dt.date(2024, 5, 9)),
        ("20.11.2026", dt.date(2026, 11, 20)),
        ("ngày 20 tháng 11 năm 2026", dt.date(2026, 11, 20)),
        ("Thứ Sáu, 20/11/2026", dt.date(2026, 11, 20)),
        ("thứ 6, ngày 20 tháng 11 năm 2026", dt.date(2026, 11, 20)),
        ("Chủ Nhật, 22/11/2026", dt.date(2026, 11, 22)),
        ("'2026-11-20'", dt.date(2026, 11, 20)),
        ("20/11/2026 #thứ Sáu", dt.date(2026, 11, 20)),
    ],
)
def test_dates(typed: str, value: dt.date) -> None:
    assert value_of(f"ngay_dien_ra: {typed}\n", "event_date") == value
    assert sheet(f"ngay: {typed}").date == value


VN = dt.timezone(dt.timedelta(hours=7))


@pytest.mark.parametrize(
    ("typed", "value"),
    [
        ("2026-11-17T15:00+07:00", dt.datetime(2026, 11, 17, 15, tzinfo=VN)),
        ("2026-11-17T15:00:30Z", dt.datetime(2026, 11, 17, 15, 0, 30, tzinfo=dt.UTC)),
        ("2024-05-09 15:00", dt.datetime(2024, 5, 9, 15)),
        ("09/05/2024 15:00", dt.datetime(2024, 5, 9, 15)),
        ("09/05/2024, 15h05", dt.datetime(2024, 5, 9, 15, 5)),
        ("15:00 09/05/2024", dt.datetime(2024, 5, 9, 15)),
        ("Thứ Năm, 09/05/2024 15:00", dt.datetime(2024, 5, 9, 15)),
        (unicodedata.normalize("NFD", "Thứ Năm, 09/05/2024 15:00"), dt.datetime(2024, 5, 9, 15)),
        ("09/05/2024", dt.datetime(2024, 5, 9)),
    ],
)
def test_datetimes(typed: str, value: dt.datetime) -> None:
    assert value_of(f"ngay_dang: {typed}\n", "published_at") == value


@pytest.mark.parametrize(
    ("typed", "rule"),
    [
        ("Thứ Hai, 09/05/2024 15:00", "date.weekday"),
        ("31/02/2026 15:00", "date.no-such-day"),
        ("11/20/2026", "date.no-such-day"),
        ("09/05/2024 25:00", "date.no-such-day"),
        ("2026-11-17T15:00+99:00", "date.no-such-day"),
        ("hôm qua", "date.time-form"),
        ("9/5", "date.time-form"),
        ("[1, 2]", "schema.not-text"),
    ],
)
def test_bad_datetimes(typed: str, rule: str) -> None:
    assert [f.rule.id for f in article(f"ngay_dang: {typed}\n").findings] == [rule]


@pytest.mark.parametrize(
    ("typed", "value"),
    [
        ("600", 600),
        ("1.200", 1200),
        ("010", 10),
        ("12.345.67", None),
        ("1_000", None),
        ("6e2", None),
        ("0", None),
        ("-3", None),
        ("٣", None),
    ],
)
def test_numbers(typed: str, value: int | None) -> None:
    text = f"an_pham: x\nso: 1\nngay: 20/11/2026\nsap_xep: a\nin: {{so_luong: {typed}}}\n"
    result = parse("issue", text.encode(), "issue.yaml")
    if value is None:
        assert [f.rule.id for f in result.findings] == [
            "schema.out-of-range" if typed in ("0", "-3") else "schema.not-a-number"
        ]
    else:
        assert isinstance(result.record, IssueSheet)
        assert result.record.print is not None
        assert result.record.print.copies == value


@pytest.mark.parametrize(
    ("typed", "value"), [("có", True), ("KHÔNG", False), ("yes", True), ("no", False), ("true", True), ("sai", False)]
)
def test_switches(typed: str, value: bool) -> None:
    assert value_of(f"ai: {{used: {typed}}}\n", "ai").used is value
    assert value_of(f"tri_tue_nhan_tao: {typed}\n", "ai").used is value


@pytest.mark.parametrize(
    ("typed", "slot"),
    [
        ("bài chính", "lead"),
        ("lead", "lead"),
        ("tin", "story"),
        ("Tin ngắn", "brief"),
        ("tin_van", "brief"),
        ("ảnh", "photo"),
    ],
)
def test_slots(typed: str, slot: str) -> None:
    assert sheet(f"sap_xep: [{{bai: a, vi_tri: {typed}}}]").flatplan[0].slot == slot


@pytest.mark.parametrize(
    ("typed", "status"),
    [("nháp", "draft"), ("Đã biên tập", "edited"), ("đã duyệt", "approved"), ("Approved", "approved")],
)
def test_statuses(typed: str, status: str) -> None:
    assert value_of(f"trang_thai: {typed}\n", "status") == status


@pytest.mark.parametrize(
    "typed", ["[40, 60]", "40% 60%", "40 60", '"40, 60"', "[40%, 60%]", "40,0% 60,0%", "40 % 60 %"]
)
def test_focus(typed: str) -> None:
    photos = value_of(
        f"anh: [{{ma: x, tep: a.jpg, chu_thich: c, mo_ta_anh: m, tam_diem: {typed}}}]\n"
        if "," not in typed or typed[0] in '["'
        else f"anh:\n  - ma: x\n    tep: a.jpg\n    chu_thich: c\n    mo_ta_anh: m\n    tam_diem: {typed}\n",
        "photos",
    )
    assert photos[0].focus == (40.0, 60.0)


@pytest.mark.parametrize("typed", ["[40]", "[40, 160]", "giữa", "40", "[a, b]", "[[40], 60]", "[40, 60, 80]", "-1 5"])
def test_bad_focus(typed: str) -> None:
    text = f"anh:\n  - ma: x\n    tep: a.jpg\n    chu_thich: c\n    mo_ta_anh: m\n    tam_diem: {typed}\n"
    assert [f.rule.id for f in article(text).findings] == ["schema.focus"]


@pytest.mark.parametrize("typed", ["[10, 0, 90, 100]", "10 0 90 100", "[10, 0, 90.0, 100]"])
def test_the_used_part_of_a_photo(typed: str) -> None:
    text = f"anh:\n  - ma: x\n    tep: a.jpg\n    chu_thich: c\n    mo_ta_anh: m\n    khung_cat: {typed}\n"
    assert value_of(text, "photos")[0].crop == (10, 0, 90, 100)


@pytest.mark.parametrize("typed", ["[90, 0, 10, 100]", "[0, 50, 100, 53]", "[0, 0, 0, 0]"])
def test_a_used_part_without_room(typed: str) -> None:
    text = f"anh:\n  - ma: x\n    tep: a.jpg\n    chu_thich: c\n    mo_ta_anh: m\n    khung_cat: {typed}\n"
    found = article(text).findings
    assert [f.rule.id for f in found] == ["schema.crop"]
    assert found[0].place.line is not None


def test_one_value_where_a_list_may_stand() -> None:
    assert [a.name for a in value_of("tac_gia: Minh Khuê\n", "authors")] == ["Minh Khuê"]
    assert [a.name for a in value_of("tac_gia: [Minh Khuê, {ten: Lan}]\n", "authors")] == ["Minh Khuê", "Lan"]
    assert [a.role for a in value_of("tac_gia: {ten: Lan, vai_tro: Ảnh}\n", "authors")] == ["Ảnh"]
    assert sheet("dinh_chinh: một").corrections == ("một",)
    assert sheet("so: 018").number.in_year == 18


@pytest.mark.parametrize("typed", ["", "~", "null", "[]"])
def test_empty_lists_and_groups_are_left_out(typed: str) -> None:
    assert value_of(f"tac_gia: {typed}\n", "authors") == ()
    assert value_of("nguon: ~\n", "source") is None


@pytest.mark.parametrize(
    ("typed", "value", "rule"),
    [
        ("Tin nhanh #5", "Tin nhanh #5", "yaml.unquoted-hash"),
        ("#5", "#5", "yaml.unquoted-hash"),
        ("Tin nhanh  # ghi chú", "Tin nhanh", None),
        ("Tin nhanh # 5", "Tin nhanh", "yaml.comment-after-text"),
        ("Quận ủy: Sơ kết", "Quận ủy: Sơ kết", "yaml.unquoted-colon"),
        ("Quận ủy: Sơ kết #5", "Quận ủy: Sơ kết #5", "yaml.unquoted-colon"),
        ('"Dân vận khéo" lan tỏa', "“Dân vận khéo” lan tỏa", "yaml.quote-goes-on"),
        ("@phường", "@phường", "yaml.unquoted-sign"),
        ("[Ảnh]", "[Ảnh]", "yaml.unquoted-sign"),
        ("\n  Quận ủy: Sơ kết", "Quận ủy: Sơ kết", "yaml.unquoted-colon"),
        ("NULL", "NULL", None),
        ("|\n  Một\n  hai", "Một\nhai", None),
    ],
)
def test_texts_as_typed(typed: str, value: str, rule: str | None) -> None:
    result = article(f"tit_phu: {typed}\n")
    assert isinstance(result.record, Article)
    assert result.record.subtitle == value
    assert [f.rule.id for f in result.findings] == ([rule] if rule else [])
    if rule == "yaml.unquoted-hash":
        assert result.findings[0].quote == value
    if rule == "yaml.comment-after-text":
        assert result.findings[0].quote == typed


def test_items_of_lists_as_typed() -> None:
    text = 'dinh_chinh:\n  - Trang 2: dòng 3: đọc là 11\n  - Tin nhanh #5\n  - - gạch\n  - "Tết" xưa\n'
    assert sheet(text).corrections == ("Trang 2: dòng 3: đọc là 11", "Tin nhanh #5", "- gạch", "“Tết” xưa")


@pytest.mark.parametrize("sign", [">", ">-", ">+"])
def test_a_folded_body_keeps_its_paragraphs(sign: str) -> None:
    result = parse(
        "article", f"ma: a\ntieu_de: T\nnoi_dung: {sign}\n  Một\n\n  - hai\n  - ba\n\ntit_phu: x\n".encode(), "a.yaml"
    )
    assert isinstance(result.record, Article)
    assert result.record.body == "Một\n\n- hai\n- ba"
    assert [str(f.place) for f in result.findings] == ["a.yaml:3:11"]


def test_a_plain_body_of_several_lines_keeps_its_paragraphs() -> None:
    result = parse("article", b"ma: a\ntieu_de: T\nnoi_dung: M\n  hai\n\n  ba\n", "a.yaml")
    assert isinstance(result.record, Article)
    assert result.record.body == "M\nhai\n\nba"


def test_every_line_of_a_body_has_a_mark() -> None:
    text = "ma: a\ntieu_de: T\nnoi_dung: |\n\n    Một\n\n      hai\n"
    result = parse("article", text.encode(), "a.yaml")
    assert isinstance(result.record, Article)
    marks = [result.marks["a.yaml", "body", str(n)] for n in range(len(result.record.body.split("\n")))]
    assert [(m.line, m.column) for m in marks] == [(4, 5), (5, 5), (6, 5), (7, 5)]


@pytest.mark.parametrize(
    "url",
    [
        "https://a.example/x?y=1#z",
        "http://a.example",
        "mailto:a@b.example",
        "tel:+84225300",
        "https://tên-miền.example/ă",
        "https://a.example:8080?x",
        "http://[::1]/x",
        "HTTPS://A.example",
    ],
)
def test_addresses(url: str) -> None:
    assert value_of(f"qr: {url}\n", "qr").url == url


@pytest.mark.parametrize(
    "url",
    [
        "javascript:alert(1)",
        "file:///etc/passwd",
        "ftp://a.example",
        "data:text/html,x",
        "//a.example",
        "a.example/x",
        "https://",
        "https://a b.example",
        "http:a",
        '"mailto:"',
        '"https://[x"',
        "JavaScript:x",
        "vbscript:x",
        "https://a.example/<x>",
        "https://a..example",
        "https://?x",
        "tel:abc",
        "mailto:ab",
    ],
)
def test_bad_addresses(url: str) -> None:
    assert [f.rule.id for f in article(f"qr:\n  url: {url}\n").findings] == ["schema.url"]


def test_no_record_has_an_ambiguous_key_and_every_field_is_explained() -> None:
    todo: list[type[Any]] = [Publication, IssueSheet, Article, Printer, ReviewSheet]
    seen: set[type[Any]] = set()
    while todo:
        cls = todo.pop()
        seen.add(cls)
        for item in record_info(cls).fields:
            assert item.vi, (cls, item.name)
            assert item.en, (cls, item.name)
            record = (item.shape.inner or item.shape).record
            assert record is not None or item.example, (cls, item.name)
            if record is not None and record not in seen:
                todo.append(record)
    assert len(seen) == len([c for c in seen if dataclasses.is_dataclass(c)]) == 38


TEXT = st.text(
    st.characters(exclude_categories=["Cs", "Cc", "Zl", "Zp", "Cn"], include_characters="\n"), min_size=1
).filter(lambda t: t.strip() and "\ufeff" not in t)
TEXT_FIELDS = [
    item.name for item in record_info(Article).fields
    if item.shape.name == "text" and not item.pattern and not item.max_length and item.name != "body"
]  # fmt: skip


@settings(max_examples=250, deadline=None)
@given(st.sampled_from(TEXT_FIELDS), TEXT, st.sampled_from(["'", '"']), TEXT)
def test_any_quoted_text_comes_out_the_same(name: str, text: str, style: str, body: str) -> None:
    content = {"id": "a", "title": "T", name: text, "body": body}
    data = yaml.dump(content, default_style=style, allow_unicode=True, sort_keys=False)
    result = parse("article", data.encode(), "a.yaml")
    assert isinstance(result.record, Article), [f.what() for f in result.findings]
    assert getattr(result.record, name) == text.rstrip("\n")
    told = [finding.rule.id for finding in result.findings]
    if style == "'" and told:
        # Nothing tells a program's line from a person's; the lines of people stay, so all that were typed do.
        assert told == ["yaml.folded-body"]
        assert result.record.body.split() == body.split()
    else:
        assert result.record.body == (body.rstrip("\n") if "![[" not in body else result.record.body)
        assert told == []


@settings(max_examples=150, deadline=None)
@given(st.text(st.characters(exclude_categories=["Cs", "Cc", "Zl", "Zp", "Cn", "Zs"]), min_size=1, max_size=30))
def test_any_plain_word_after_a_word_comes_out_the_same(word: str) -> None:
    if "\ufeff" in word:
        return
    text = f"Tin {word}"
    result = parse("article", f"ma: a\ntieu_de: {text}\nnoi_dung: x\n".encode(), "a.yaml")
    assert isinstance(result.record, Article)
    assert result.record.title == text or (word == "#" and result.record.title == "Tin")


def test_remarks_on_a_draft() -> None:
    typed = (
        "gop_y:\n  - ma: a\n    nguoi: Hạnh\n    gop_y: Ghi rõ ngày.\n  - ma: a\n    nguoi: Lộc\n    gop_y: Đổi ảnh.\n"
    )
    assert [f.rule.id for f in parse("review", typed.encode(), "review.yaml").findings] == ["reference.duplicate-id"]
    found = parse("review", typed.replace("ma: a", "ma: b", 1).encode(), "review.yaml")
    assert [(r.by, r.state, r.text) for r in found.record.remarks] == [
        ("Hạnh", "open", "Ghi rõ ngày."), ("Lộc", "open", "Đổi ảnh."),
    ]  # fmt: skip
