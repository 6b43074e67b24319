"""Forms made from the fields: every field is reachable, and nothing in a form speaks of files or keys."""

from __future__ import annotations

import importlib
import pkgutil
import re
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

import bulletin
from bulletin.errors import Rule
from bulletin.sources.edits.typed_file import open_file
from bulletin.sources.edits.values import set_value
from bulletin.sources.issue import parse
from bulletin.sources.schema.kinds import RECORDS
from bulletin.sources.schema.shapes import record_info
from bulletin.studio.desk.values import values_of
from bulletin.studio.forms.describe import KINDS, FormKind, form_of, reachable
from bulletin.studio.forms.naming import is_technical, window_words
from bulletin.studio.forms.places import FieldFinding, at_fields, in_window
from bulletin.studio.forms.sheet import reading

EXAMPLES = Path(__file__).resolve().parents[3] / "examples"


def _schema(cls: type[Any], before: tuple[str, ...] = ()) -> Iterator[tuple[str, ...]]:
    for item in record_info(cls).fields:
        path = (*before, item.name)
        yield path
        inner = (item.shape.inner or item.shape).record
        if inner is not None:
            yield from _schema(inner, path)


@pytest.mark.parametrize("kind", KINDS)
def test_every_field_of_the_schema_is_in_the_form_once(kind: FormKind) -> None:
    found = list(reachable(kind))
    assert sorted(found) == sorted(_schema(RECORDS[kind]))


def _texts(value: Any) -> Iterator[str]:
    if isinstance(value, dict):
        for name, part in value.items():
            if name in ("label", "hint", "name") and isinstance(part, str):
                yield part
            elif name not in ("spellings", "example"):
                yield from _texts(part)
    elif isinstance(value, list):
        for part in value:
            yield from _texts(part)


@pytest.mark.parametrize("kind", KINDS)
def test_labels_and_hints_speak_the_language_of_people(kind: FormKind) -> None:
    form = form_of(kind)
    names = {path[-1] for path in reachable(kind)}
    technical = [text for text in _texts(form["groups"]) if text not in names and is_technical(text)]
    assert technical == []


def _fields(value: Any) -> Iterator[dict[str, Any]]:
    if isinstance(value, dict):
        if "label" in value and "shape" in value:
            yield value
        for part in value.values():
            yield from _fields(part)
    elif isinstance(value, list):
        for part in value:
            yield from _fields(part)


@pytest.mark.parametrize("kind", KINDS)
def test_every_field_has_a_name_and_every_choice_its_words(kind: FormKind) -> None:
    for one in _fields(form_of(kind)["groups"]):
        assert one["label"].strip() == one["label"] != ""
        assert all(choice["label"] and not is_technical(choice["label"]) for choice in one.get("choices", ()))


# --- rules ----------------------------------------------------------------------------------------------------

ROOMS = ("sources.rules.schema", "sources.rules.files", "desk", "text", "assets.photos", "assets.qr", "layout.plan",
         "layout.pages", "build.rules", "sources.rules.printers", "sources.rules.layouts", "assets.drawing_rules",
         "delivery.settings.rules", "editions.impose", "editions.rules", "issue_text", "print_run")  # fmt: skip
NOT_BY_A_FORM = {
    # about folders, which no form names
    "file.no-folder", "file.no-issue", "file.no-publication", "file.exists", "file.cannot-write", "file.not-an-article",
    "file.not-a-folder", "file.inside-issue",
    # about the copy desk's own commands and comments in files
    "desk.not-repaired", "desk.changed-meanwhile", "desk.ignore-unused", "desk.not-written", "desk.unknown-rule",
    "desk.unknown-level",
    # about the files of layouts and print shops of the office's own
    "layout.dropped", "layout.shadows-shipped", "layout.file-missing", "layout.bad-value", "layout.role-missing",
    "layout.template", "layout.css-address", "printer.needs-field", "printer.ppi-order", "printer.marks-contradiction",
    # about the words that a build notes for later commands
    "release.no-words", "release.words-broken",
}  # fmt: skip
VALUES = re.compile(r"\{(?!mend|hint|remedy|file\b)\w+\}")
TECHNICAL = re.compile(
    r"YAML|\.ya?ml|\{(?:mend|hint|remedy)\w*\}|!\[\[|##|\b[a-z]+_[a-z_]+\b|bulletin [a-z]|\bfocus\b|\{\{|#\s*đoán|"
    r"\bdòng (?:\d|\{)|\bcột (?:\d|\{)|thêm dòng|thụt vào"
)


def _rules() -> Iterator[Rule]:
    seen: set[str] = set()
    for module in pkgutil.walk_packages(bulletin.__path__, "bulletin."):
        name = module.name.removeprefix("bulletin.")
        if any(name == room or name.startswith(f"{room}.") for room in ROOMS):
            for value in vars(importlib.import_module(module.name)).values():
                if isinstance(value, Rule) and value.id not in seen and value.id not in NOT_BY_A_FORM:
                    seen.add(value.id)
                    yield value


def test_every_rule_that_a_form_can_raise_says_what_to_do_in_the_window() -> None:
    wrong = []
    rules = list(_rules())
    for rule in rules:
        for part, text in (("what", rule.what), ("why", rule.why), ("form", rule.form or rule.remedy)):
            plain = text.vi.replace("{hint_vi}", "…") if part == "what" else text.vi
            said = VALUES.sub("…", window_words(plain))
            if TECHNICAL.search(said):
                wrong.append(f"{rule.id} {part}: {said}")
    assert wrong == []
    assert len(rules) > 120


def test_what_is_not_by_a_form_is_a_rule() -> None:
    known = {
        value.id
        for room in (
            "sources.rules.files",
            "sources.rules.layouts",
            "sources.rules.printers",
            "issue_text",
            "desk.repair.rules",
            "desk.repair.fixing",
            "layout.pages.printed",
        )
        for value in vars(importlib.import_module(f"bulletin.{room}")).values()
        if isinstance(value, Rule)
    }
    assert known >= NOT_BY_A_FORM


# --- findings at their fields ---------------------------------------------------------------------------------

STORY = """\
ma: bai-1
tieu_de: "Bến cá"
trang_thai: nháp
tac_gia: [{ten: "PV", vai_tro: "Bài"}]
ngay_dien_ra: 17/11/2026
anh:
  - ma: a-1
    tep: photos/a.jpg
    chu_thich: "Ảnh"
    mo_ta_anh: "Mô tả"
    tam_diem: [50, 40]
nguon: {ten: "Cổng", dia_chi: "https://binhhai.example"}
noi_dung: |
  Một đoạn.

  ![[a-1]]
"""


def _found(source: str) -> list[FieldFinding]:
    return list(at_fields(source.encode(), "article", parse("article", source.encode(), "articles/x.yaml").findings))


@pytest.mark.parametrize(
    ("old", "new", "path", "rule"),
    [
        ('"Bến cá"', '""', ("title",), "schema.empty"),
        ("ma: bai-1", "ma: Bài Một", ("id",), "schema.pattern"),
        ("nháp", "xong", ("status",), "schema.not-a-choice"),
        ('ten: "PV", ', "", ("authors", 0, "name"), "schema.missing"),
        ("17/11/2026", "mai", ("event_date",), "date.form"),
        ('    mo_ta_anh: "Mô tả"\n', "", ("photos", 0, "alt"), "schema.missing"),
        ("[50, 40]", "[500, 40]", ("photos", 0, "focus"), "schema.focus"),
        ("https://", "", ("source", "url"), "schema.url"),
        ("![[a-1]]", "![[b-2]]", ("body",), "reference.photo"),
    ],
)
def test_a_finding_is_at_its_field(old: str, new: str, path: tuple[str | int, ...], rule: str) -> None:
    found = [one for one in _found(STORY.replace(old, new, 1)) if rule in {one.rule}]
    assert [one.path for one in found] == [path]
    said = f"{found[0].what} {found[0].remedy}"
    assert not TECHNICAL.search(said), said


def test_items_are_named_by_their_id() -> None:
    file = open_file(STORY.encode(), "article")
    assert file is not None
    assert in_window(("photos", 0, "caption"), values_of(file)) == ["photos", {"id": "a-1"}, "caption"]
    assert in_window(("authors", 0, "name"), values_of(file)) == ["authors", 0, "name"]


@pytest.mark.parametrize("name", ["5", "05", "²", "٣", "UBND"])
def test_a_name_in_a_map_is_no_number_of_an_item(name: str) -> None:
    source = f'ma: x\nten: "X"\nviet_tat:\n  "{name}": chữ đầy đủ\nban_bien_tap: [An]\n'.encode()
    file = open_file(source, "publication")
    assert file is not None
    values = values_of(file)
    assert values["abbreviations"] == {name: "chữ đầy đủ"}
    path = file.numbered(("abbreviations", name))
    assert in_window(path, values) == ["abbreviations", name]
    (people,) = (name for name, value in values.items() if value == ["An"])
    assert file.numbered((people, "0")) == (people, 0)


def test_what_was_typed_by_hand_is_told_without_its_signs() -> None:
    found = [one for one in _found(STORY.replace('"Bến cá"', "Bến cá: lên đèn", 1)) if one.rule.startswith("yaml.")]
    assert [one.path for one in found] == [("title",)]
    assert not is_technical(found[0].what + found[0].remedy)


HOSTILE = (
    "",
    "x" * 200,
    "31/02/2026",
    "\x07",
    "![[không có]]",
    "http:///",
    "99999999999999",
    "<b>",
    "## x",
    "a: b # c",
)


MAIL = b"""\
gui_tu: bantin@bennuoc.example
ten_nguoi_gui: "Ban tin"
gui_thu: {may_chu: smtp.bennuoc.example, cong: 587, bao_mat: starttls, ten_dang_nhap: bantin}
mat_khau: keyring
nhan_thu: {may_chu: imap.bennuoc.example, cong: 993}
toc_do: {moi_phut: 30, moi_ngay: 400}
kem_pdf: auto
thu_lon_nhat_mb: 10
duong_dan: "https://bennuoc.example/{so}.pdf"
ngung_nhan: {dia_chi_web: "https://bennuoc.example/huy/{token}", bang_thu: c\xc3\xb3}
ky_dkim: {ten_mien: bennuoc.example, bo_chon: bantin, tep_khoa: ../khoa.pem}
het_han_sau_ngay: 3
"""


def _source(kind: FormKind) -> bytes:
    names = {"article": "articles/thay-giao-day-noi.yaml", "issue": "issue.yaml", "publication": "publication.yaml"}
    return (EXAMPLES / "do-son" / names[kind]).read_bytes() if kind in names else MAIL


@pytest.mark.parametrize("kind", KINDS)
def test_whatever_is_typed_into_a_form_the_window_speaks_of_fields(kind: FormKind) -> None:
    """Every value of a file set to every hostile one: each finding is at a field of the form, in its words."""
    source = _source(kind)
    file = open_file(source, kind)
    assert file is not None
    paths = set(reachable(kind))
    count = 0
    for path in [key for key, node in file.nodes.items() if key and hasattr(node, "style")]:
        numbered = tuple(int(part) if part.isdigit() else part for part in path)
        for value in HOSTILE:
            made = set_value(source, numbered, value, kind=kind)
            if made is None:
                continue
            for one in at_fields(made, kind, reading(kind, made)):
                count += 1
                names = tuple(part for part in one.path if isinstance(part, str))
                assert any(names[: len(known)] == known for known in paths), one
                said = f"{one.what} {one.remedy}".replace(value or "\0", "")
                assert not TECHNICAL.search(said), one
    assert count > 100
    assert record_info(RECORDS[kind]).fields
