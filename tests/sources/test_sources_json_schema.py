# ruff: noqa: E501 - tables of lines read better on one line
"""Editors accept what the reader accepts: examples, scaffolds and every spelling, judged by a validator of JSON Schema."""

from __future__ import annotations

import json
import re
from functools import cache
from pathlib import Path
from typing import Any

import pytest
import yaml
from jsonschema import Draft202012Validator

from bulletin import datafiles
from bulletin.model import Article, IssueSheet, Publication
from bulletin.sources.folding import fold
from bulletin.sources.issue import parse
from bulletin.sources.scaffold import render
from bulletin.sources.schema.json_schema import schema
from bulletin.sources.schema.shapes import record_info

EXAMPLES = Path(__file__).resolve().parents[2] / "examples"
KINDS = ("publication", "issue", "article", "printer")
MINIMAL = {
    "article": "ma: a\ntieu_de: T\nnoi_dung: x\n",
    "issue": "an_pham: a\nso: 1\nngay: 20/11/2026\nsap_xep: [a]\n",
    "publication": "ma: a\nten: T\nco_quan_xuat_ban: x\nky_han: x\nho_so_phap_ly: internal\n",
}

# Lines that the reader accepts in place of the line with the same field, by kind of file.
ACCEPTED: dict[str, list[str]] = {
    "article": [
        "Mã: a", "MA: a", "id: a", "ma: 2026", "Tiêu đề: T", "tieu-de: T", "TIÊU ĐỀ: T", "tít: T", "title: T", "Nội dung: x",
        "noi_dung: 5", "trạng thái: đã duyệt", "trang_thai: Đã Duyệt", "trang_thai: da duyet", "status: approved",
        "ngay_dang: 17/11/2026 15:00", "ngay_dang: 15h30 ngày 17/11/2026", "ngay_dang: 15 giờ 30, 17/11/2026",
        "ngay_dang: Thứ Ba, 17/11/2026 15:00", "ngay_dang: 2026-11-17T15:00:00+07:00", "ngay_dang: 17/11/2026",
        "ngay_dien_ra: 2026-11-17", "ngay_dien_ra: ngày 17 tháng 11 năm 2026", "ngay_dien_ra: thứ Ba ngày 17/11/2026",
        "ngay_dien_ra: Thứ 3, 17.11.2026", "ngay_dien_ra: 17-11-2026", "tac_gia: Minh Khuê", "tac_gia: [Minh Khuê, Hoài Thu]",
        "tac_gia: {ten: Minh Khuê}", "tac_gia: [{Họ tên: Minh Khuê}]", "trich_dan: Việc nhỏ", "nguon: Cổng thông tin",
        "nguon: {Tên: Cổng, Địa chỉ: 'https://a.example/1', ngày: 17/11/2026}", "ma_qr: HTTPS://a.example", "ai: không",
        "ai: 'false'", "ai: false", "ai: {đã dùng: Có}", "van_ban: 31-KH/ĐU", "sapo: 2026", "sapo:", "anh:", "tit_ngan: 2026",
        "anh: {ma: b, tep: a.jpg, chu_thich: c, mo_ta_anh: d, tam_diem: 40 60, be_rong: Cả trang}",
        "anh: [{ma: 1, tep: a.jpg, chu_thich: c, mo_ta_anh: d, tam_diem: [40, '60%'], be_rong: nhiều cột}]",
    ],
    "issue": [
        "so: '18'", "số: 18", "so: {trong_nam: 18, tong: 1.200}", "so: {trong_nam: '18', tong: '1.200'}", "ky: 3",
        "nam_thu: '2'", "sap_xep: a", "sap_xep: [{bai: a, vi_tri: Bài chính}]", "sap_xep: [{bai: a, vị trí: tin vắn}]",
        "thoi_gian: {từ: 13/11/2026, đến: 19/11/2026}", "luu_chieu: 11/2026", "dinh_chinh: Trang 2", "dinh_chinh: [Trang 2, 3]",
        "in: Công ty In", "in: {so_luong: '600'}", "ban_in: {nha_in: {tran_le: '3,5'}}", "ban_in: {nha_in: offset-mono}",
    ],
    "publication": [
        "khuon_kho: 190x270", "khuon_kho: A4", "khuôn khổ: 19 x 27 cm", "ho_so_phap_ly: Nội bộ", "hồ sơ pháp lý: vn-2016",
        "ban_bien_tap: Phạm Quang Huy", "ban_bien_tap: [A, B]", "xuat_ban_tu: 2025", "viet_tat: {UBND: Ủy ban nhân dân}",
        "luu_hanh: Công khai", "chuyen_muc: {ma: a, ten: A}", "kieu: {lunar: 'true'}", "kieu: {lunar: Có}",
    ],
}  # fmt: skip
REFUSED: dict[str, list[str]] = {
    "article": ["tieu_dee: x", "ma: A B", "trang_thai: xong", "ngay_dien_ra: hôm nay", "ai: có lẽ", "tieu_de:\n  - a\n  - b",
                "ma_qr: a.example", "tit_ngan: " + "x" * 46],
    "issue": ["so: 1800", "so: mười", "ngay: 20/11", "sap_xep: []", "nam_thu: {a: b}"],
    "publication": ["ho_so_phap_ly: khác", "khuon_kho: a5"],
}  # fmt: skip


@cache
def validator(kind: Any) -> Draft202012Validator:
    made = json.loads(json.dumps(schema(kind)))
    Draft202012Validator.check_schema(made)
    return Draft202012Validator(made)


def complaints(kind: str, text: str) -> list[str]:
    """What an editor would say of a file: YAML 1.2 reads dates as texts, so they are made texts here too."""
    value = json.loads(json.dumps(yaml.load(text, Loader=_Editor), ensure_ascii=False))
    return [f"{error.json_path}: {error.message[:200]}" for error in validator(kind).iter_errors(value)]


class _Editor(yaml.SafeLoader):
    """YAML as editors read it: no dates, and only true and false are switches."""


_Editor.yaml_implicit_resolvers = {
    first: [(tag, pattern) for tag, pattern in found if tag not in ("tag:yaml.org,2002:timestamp", "tag:yaml.org,2002:bool")]
    for first, found in yaml.SafeLoader.yaml_implicit_resolvers.items()
}  # fmt: skip
for letter in "tf":
    _Editor.add_implicit_resolver("tag:yaml.org,2002:bool", re.compile("true|false"), [letter])


def with_line(kind: str, line: str) -> str:
    """The smallest file with a line in place of that of the same field."""
    by_key = record_info({"article": Article, "issue": IssueSheet, "publication": Publication}[kind]).by_key
    field = by_key.get(fold(line.partition(":")[0]))
    kept = [typed for typed in MINIMAL[kind].splitlines() if by_key[fold(typed.partition(":")[0])] is not field]
    return "\n".join([*kept, line]) + "\n"


@pytest.mark.parametrize(("kind", "line"), [(kind, line) for kind, lines in ACCEPTED.items() for line in lines])
def test_what_the_reader_accepts_the_schema_accepts(kind: Any, line: str) -> None:
    text = with_line(kind, line)
    errors = [
        finding.what() for finding in parse(kind, text.encode(), "a.yaml").findings if finding.severity == "error"
    ]
    assert errors == []
    assert complaints(kind, text) == []


@pytest.mark.parametrize(("kind", "line"), [(kind, line) for kind, lines in REFUSED.items() for line in lines])
def test_what_both_refuse(kind: Any, line: str) -> None:
    text = with_line(kind, line)
    assert parse(kind, text.encode(), "a.yaml").record is None
    assert complaints(kind, text)


@pytest.mark.parametrize("kind", KINDS)
def test_scaffolds(kind: Any) -> None:
    assert complaints(kind, render(kind)) == []


@pytest.mark.parametrize(
    ("kind", "file"),
    [
        *(("publication", file) for file in EXAMPLES.glob("*/publication.yaml")),
        *(("issue", file) for file in EXAMPLES.glob("*/issue.yaml")),
        *(("article", file) for file in EXAMPLES.glob("*/articles/*.yaml")),
        *(("printer", file) for file in datafiles.folder("printers").glob("*.yaml")),
    ],
    ids=lambda value: value.stem if isinstance(value, Path) else value,
)
def test_examples_and_printers(kind: str, file: Path) -> None:
    assert complaints(kind, file.read_text("utf-8")) == []
