"""Print shops as files: what is shipped, what an office writes, and every way to get it wrong."""

from __future__ import annotations

import json
import shutil
from pathlib import Path
from typing import Any

import pytest

from bulletin.assets.colour.inks import read_profile
from bulletin.datafiles import find, folder
from bulletin.errors import Place, Rule
from bulletin.model import EDITIONS, Condition, Outputs, PhotoPpi, PressOptions, Printer
from bulletin.sources.issue import parse
from bulletin.sources.printers import icc_file, load_printer, printer_names
from bulletin.sources.rules import printers as rules
from bulletin.sources.scaffold import render, write
from bulletin.sources.schema.json_schema import schema

SHIPPED = ("office-copier", "offset-coated", "offset-mono")
MINIMAL = "ten: Nhà in Ven Biển\ngiay: coated\nho_so_mau: icc/ISOcoated_v2_300_bas.icc\ndieu_kien_in: FOGRA39\n"


@pytest.fixture
def own(tmp_path: Path) -> Path:
    made = tmp_path / "printers"
    made.mkdir()
    return made


def shop(own: Path, text: str, name: str = "ven-bien") -> tuple[Printer | None, list[str]]:
    """A shop's file read: the printer and its findings as `place rule`."""
    (own / f"{name}.yaml").write_text(text, "utf-8")
    printer, path, findings = load_printer(name, (own,), Place("publication.yaml", 7, 11))
    assert path == own / f"{name}.yaml"
    return printer, [f"{f.place} {f.rule.id}" for f in findings]


# --- shipped ------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize("name", SHIPPED)
def test_shipped_printers_are_without_fault(name: str) -> None:
    printer, path, findings = load_printer(name, ())
    assert findings == ()
    assert path == find("printers", f"{name}.yaml")
    assert printer is not None
    assert printer.title
    assert printer.about
    text = path.read_text("utf-8")
    assert text.startswith("# ")
    assert text.count("#") > 8, "a model to copy explains itself"


def test_what_the_shipped_printers_promise() -> None:
    coated, mono, copier = (load_printer(name, ())[0] for name in ("offset-coated", "offset-mono", "office-copier"))
    assert coated is not None
    assert mono is not None
    assert copier is not None
    assert (coated.inks, coated.standard, coated.paper) == ("cmyk", "x-4", "coated")
    assert (mono.inks, mono.standard, mono.ink_limit) == ("black", "x-4", 100)
    assert (copier.inks, copier.standard, copier.icc, copier.bleed_mm) == ("black", "none", None, 0.0)
    assert coated.condition is not None
    assert coated.condition.identifier == "FOGRA39"
    assert (coated.bleed_mm, coated.marks, coated.min_line_pt) == (3.0, "none", 0.25)
    assert not copier.marks_allowed
    assert [p.photo_ppi.best for p in (coated, mono, copier)] == [350, 300, 200]
    assert set(SHIPPED) <= set(printer_names(()))


@pytest.mark.parametrize("name", ["offset-coated", "offset-mono"])
def test_their_profile_is_there_with_its_licence(name: str) -> None:
    printer, path, _ = load_printer(name, ())
    assert printer is not None
    assert path is not None
    file = icc_file(printer, path)
    assert file == find("printers", "icc/ISOcoated_v2_300_bas.icc")
    assert read_profile(file).description.startswith("ISO Coated v2 300%")
    assert "zlib" in (file.parent / "LICENCE.md").read_text("utf-8")


def test_a_second_name_of_a_shipped_file_does_no_harm(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Installers link files into place; only what an office typed is suspect."""
    copy = tmp_path / "data"
    shutil.copytree(folder("printers"), copy)
    (tmp_path / "second.icc").hardlink_to(copy / "icc" / "ISOcoated_v2_300_bas.icc")
    monkeypatch.setattr("bulletin.sources.printers.datafiles.folder", lambda kind: copy)
    printer, path, findings = load_printer("offset-coated", ())
    assert findings == ()
    assert printer is not None
    assert path is not None
    assert icc_file(printer, path) == copy / "icc" / "ISOcoated_v2_300_bas.icc"


# --- an office's own ----------------------------------------------------------------------------------------------


def test_one_file_makes_a_shop(own: Path) -> None:
    printer, findings = shop(own, MINIMAL)
    assert findings == []
    assert printer == Printer(
        title="Nhà in Ven Biển",
        paper="coated",
        icc="icc/ISOcoated_v2_300_bas.icc",
        condition=Condition(identifier="FOGRA39"),
    )
    assert printer.photo_ppi == PhotoPpi()
    assert icc_file(printer, own / "ven-bien.yaml") == find("printers", "icc/ISOcoated_v2_300_bas.icc")


def test_its_own_profile_goes_before_the_shipped_one(own: Path) -> None:
    (own / "icc").mkdir()
    mine = own / "icc" / "ISOcoated_v2_300_bas.icc"
    mine.write_bytes(b"x")
    printer, findings = shop(own, MINIMAL)
    assert findings == []
    assert printer is not None
    assert icc_file(printer, own / "ven-bien.yaml") == mine


def test_its_own_file_goes_before_the_shipped_one_and_folders_in_order(own: Path, tmp_path: Path) -> None:
    second = tmp_path / "so-01" / "printers"
    second.mkdir(parents=True)
    for place, title in ((own, "một"), (second, "hai")):
        (place / "offset-coated.yaml").write_text(MINIMAL.replace("Nhà in Ven Biển", title), "utf-8")
    for folders, title in (((own, second), "một"), ((second, own), "hai"), ((tmp_path / "none", own), "một")):
        printer, _, findings = load_printer("offset-coated", folders)
        assert findings == ()
        assert printer is not None
        assert printer.title == title


def test_a_fresh_scaffold_is_a_usable_shop(own: Path) -> None:
    write("printer", own / "moi.yaml")
    printer, _, findings = load_printer("moi", (own,))
    assert findings == ()
    assert printer is not None
    assert printer.condition is not None
    text = render("printer", title="Nhà in Ven Biển")
    assert 'ten: "Nhà in Ven Biển"' in text
    assert "# tran_le: 3" in text


def test_names_are_those_of_usable_files(own: Path) -> None:
    for name in ("ven-bien.yaml", "Ven Bien.yaml", "ghi-chu.txt", ".an.yaml"):
        (own / name).write_text(MINIMAL, "utf-8")
    assert printer_names((own, own / "none")) == tuple(sorted({*printer_names(()), "ven-bien"}))


def test_an_unknown_printer_names_the_known_ones(own: Path) -> None:
    (own / "ven-bien.yaml").write_text(MINIMAL, "utf-8")
    for name in ("ven-biem", "../ven-bien", "VEN-BIEN", "", "a/b", "offset-coated.yaml"):
        printer, path, (finding,) = load_printer(name, (own,), Place("publication.yaml", 7, 11))
        assert (printer, path) == (None, None)
        assert finding.is_(rules.UNKNOWN)
        assert str(finding.place) == "publication.yaml:7:11"
        for lang in ("vi", "en"):
            remedy = finding.remedy(lang)  # type: ignore[arg-type]
            assert all(known in remedy for known in (*SHIPPED, "ven-bien")), remedy
    (near,) = load_printer("ven-biem", (own,))[2]
    assert near.remedy().startswith("Có phải là “ven-bien”? ")


# --- mistakes -----------------------------------------------------------------------------------------------------


def test_all_mistakes_come_at_once(own: Path) -> None:
    printer, findings = shop(
        own,
        "ten: Nhà in Ven Biển\n"
        "giay: bìa cứng\n"
        "muc: bốn màu\n"
        "tran_le: 3mm\n"
        "tong_muc: 30\n"
        "net_nho_nhat: 0,01\n"
        "dau_cat: ốc\n"
        "ho_so_mau: ../icc/x.icc\n"
        "mau_lot: trắng\n"
        "mat_do_anh: {toi_da: cao}\n",
    )
    assert printer is None
    assert findings == [
        "printers/ven-bien.yaml:2:7 schema.not-a-choice",
        "printers/ven-bien.yaml:4:10 schema.not-a-decimal",
        "printers/ven-bien.yaml:5:11 schema.out-of-range",
        "printers/ven-bien.yaml:6:15 schema.out-of-range",
        "printers/ven-bien.yaml:7:10 schema.not-a-choice",
        "printers/ven-bien.yaml:8:12 path.form",
        "printers/ven-bien.yaml:9:1 schema.unknown-key",
        "printers/ven-bien.yaml:10:22 schema.not-a-number",
    ]


@pytest.mark.parametrize(
    ("typed", "value"),
    [("3", 3.0), ("0.25", 0.25), ("0,25", 0.25), ("5.0", 5.0), ("'4,5'", 4.5), ("+3", 3.0), ("", 3.0), ("~", 3.0)],
)
def test_measures_take_a_comma_or_a_point(own: Path, typed: str, value: float) -> None:
    printer, findings = shop(own, f"{MINIMAL}tran_le: {typed}\n")
    assert findings == []
    assert printer is not None
    assert printer.bleed_mm == value


@pytest.mark.parametrize(
    ("typed", "rule"),
    [
        ("3 mm", "schema.not-a-decimal"), ("1.000,5", "schema.not-a-decimal"), ("ba", "schema.not-a-decimal"),
        ("1e3", "schema.not-a-decimal"), ("nan", "schema.not-a-decimal"), (".5", "schema.not-a-decimal"),
        ("3,", "schema.not-a-decimal"), ("inf", "schema.not-a-decimal"), ("-1", "schema.out-of-range"),
        ("20,01", "schema.out-of-range"), ("[3, 4]", "schema.not-text"),
    ],
)  # fmt: skip
def test_other_measures_are_refused_with_a_line_to_type(own: Path, typed: str, rule: str) -> None:
    (own / "ven-bien.yaml").write_text(f"{MINIMAL}tran_le: {typed}\n", "utf-8")
    printer, _, (finding,) = load_printer("ven-bien", (own,))
    assert printer is None
    assert f"{finding.place} {finding.rule.id}" == f"printers/ven-bien.yaml:5:10 {rule}"
    assert "tran_le: 3" in finding.remedy() or rule == "schema.out-of-range"
    if rule == "schema.out-of-range":
        assert "0 đến 20" in finding.remedy()


@pytest.mark.parametrize(
    ("text", "wanted"),
    [
        ("ten: A\ngiay: coated\n", ["1:1 printer.needs-field", "1:1 printer.needs-field"]),
        ("ten: A\ngiay: coated\nchuan: x-1a\n", ["3:8 printer.needs-field", "3:8 printer.needs-field"]),
        ("ten: A\ngiay: coated\nchuan: none\n", ["1:1 printer.needs-field"]),
        ("ten: A\ngiay: office\nchuan: none\nmuc: black\n", []),
        (MINIMAL + "mat_do_anh: {toi_da: 200, nen_co: 250}\n", ["5:13 printer.ppi-order"]),
        (MINIMAL + "mat_do_anh: {nen_co: 100}\n", ["5:13 printer.ppi-order"]),
        (MINIMAL + "dau_cat: crop\ncho_phep_dau: không\n", ["5:10 printer.marks-contradiction"]),
    ],
)
def test_fields_that_contradict_each_other(own: Path, text: str, wanted: list[str]) -> None:
    printer, findings = shop(own, text)
    assert [f.removeprefix("printers/ven-bien.yaml:") for f in findings] == wanted
    assert (printer is None) == bool(wanted)


@pytest.mark.parametrize(
    "rule", [value for value in vars(rules).values() if isinstance(value, Rule)], ids=lambda r: r.id
)
def test_the_rules_speak_both_languages(rule: Rule) -> None:
    values = dict.fromkeys(
        ("name", "hint_vi", "hint_en", "known", "standard", "key", "mend", "least", "good", "best", "marks"), "x"
    )
    for text in (rule.what, rule.why, rule.remedy):
        assert text.fill("vi", values) != text.fill("en", values)


@pytest.mark.parametrize("typed", ["/etc/passwd", "../x.icc", "icc/../../x.icc", "~/x.icc", "C:/x.icc", "icc\\x.icc"])
def test_a_profile_outside_the_folder_is_refused(own: Path, typed: str) -> None:
    (own.parent / "x.icc").write_bytes(b"x")
    printer, findings = shop(own, MINIMAL.replace("icc/ISOcoated_v2_300_bas.icc", f"'{typed}'"))
    assert printer is None
    windows = "\\" in typed
    assert findings == [f"printers/ven-bien.yaml:3:12 path.{'backslash' if windows else 'form'}"]
    (finding,) = load_printer("ven-bien", (own,))[2]
    copy = "Chỉ cần đổi dấu, hãy gõ:" if windows else "Hãy chép tệp vào thư mục icc rồi gõ, ví dụ:"
    assert finding.remedy() == f"{copy} ho_so_mau: icc/{'ten-ho-so' if typed == '/etc/passwd' else 'x'}.icc"


def test_links_and_missing_profiles_are_refused(own: Path, tmp_path: Path) -> None:
    (tmp_path / "x.icc").write_bytes(b"x")
    (own / "link.icc").symlink_to(tmp_path / "x.icc")
    (own / "hard.icc").hardlink_to(tmp_path / "x.icc")
    for typed, rule in (("link.icc", "path.link"), ("hard.icc", "path.hard-link"), ("kho.icc", "path.missing")):
        printer, findings = shop(own, MINIMAL.replace("icc/ISOcoated_v2_300_bas.icc", typed))
        assert printer is None
        assert findings == [f"printers/ven-bien.yaml:3:12 {rule}"]


def test_the_file_itself_must_be_a_plain_file(own: Path, tmp_path: Path) -> None:
    (tmp_path / "that.yaml").write_text(MINIMAL, "utf-8")
    (own / "lien-ket.yaml").symlink_to(tmp_path / "that.yaml")
    (own / "treo.yaml").symlink_to(tmp_path / "khong-co")
    (own / "thu-muc.yaml").mkdir()
    for name in ("lien-ket", "treo", "thu-muc"):
        printer, path, (finding,) = load_printer(name, (own,))
        assert printer is None
        assert path == own / f"{name}.yaml"
        assert finding.rule.id == "file.not-regular"


@pytest.mark.parametrize(
    "data", [b"", b"\xff\xfe", b"- a\n", b"ten: &a x\n", b"x" * 2_000_000, b"{", b"ten:\n\tgiay: coated"]
)
def test_broken_files_give_findings_never_a_traceback(own: Path, data: bytes) -> None:
    (own / "ven-bien.yaml").write_bytes(data)
    printer, _, findings = load_printer("ven-bien", (own,))
    assert printer is None
    assert findings


# --- schema and wishes --------------------------------------------------------------------------------------------


def test_the_json_schema_knows_measures() -> None:
    made: dict[str, Any] = schema("printer")
    json.dumps(made)
    number, text = made["properties"]["tran_le"]["anyOf"][0]["anyOf"]
    assert number == {"type": "number", "minimum": 0, "maximum": 20}
    assert text == {"type": "string", "pattern": r"^\s*[+-]?[0-9]{1,9}([.,][0-9]{1,6})?\s*$"}
    assert made["$id"] == "bulletin/printer@1"


def outputs_of(text: str) -> Outputs:
    base = "ma: mau\nten: Bản tin mẫu\nco_quan_xuat_ban: UBND phường\nky_han: Hằng tuần\nho_so_phap_ly: internal\n"
    result = parse("publication", (base + text).encode(), "publication.yaml")
    assert result.findings == (), [f.what() for f in result.findings]
    made = getattr(result.record, "outputs")  # noqa: B009 - a record of any kind
    assert isinstance(made, Outputs)
    return made


def test_a_publication_says_which_editions_it_wants() -> None:
    assert outputs_of("") == Outputs()
    assert Outputs().editions == EDITIONS == ("screen", "press", "office", "record")
    assert outputs_of("ban_in: {nha_in: ven-bien}\n").press == PressOptions(printer="ven-bien")
    made = outputs_of(
        "bản in:\n"
        "  các bản: [màn hình, nhà in, lưu trữ]\n"
        "  nhà in: {nhà in: ven-bien, tràn lề: '5', dấu cắt: ốc cắt, x-1a: có}\n"
        "  máy photo:\n    cách đóng: cắt chồng\n    lật cạnh: dài\n    độ dày giấy: 0,12\n    tờ rời: có\n"
        "  lưu trữ: tcvn 14159-1\n"
    )
    assert made.editions == ("screen", "press", "record")
    assert made.press == PressOptions(printer="ven-bien", bleed_mm=5.0, marks="crop", x1a=True)
    assert (made.office.scheme, made.office.flip, made.office.caliper_mm, made.office.insert) == (
        "cut-stack", "long", 0.12, True,
    )  # fmt: skip
    assert made.record.standard == "a-1b"


def test_an_issue_may_want_others() -> None:
    text = "an_pham: mau\nso: 3\nngay: 20/11/2026\nsap_xep: [bai-mau]\nban_in: {cac_ban: screen}\n"
    result = parse("issue", text.encode(), "issue.yaml")
    assert result.findings == ()
    assert getattr(result.record, "outputs").editions == ("screen",)  # noqa: B009
    without = parse("issue", text.replace("ban_in: {cac_ban: screen}\n", "").encode(), "issue.yaml")
    assert getattr(without.record, "outputs") is None  # noqa: B009
