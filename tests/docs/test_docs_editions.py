"""The pages on printing say what is so: files, keys, rules, limits, commands, the letter to the shop."""

from __future__ import annotations

import re
from pathlib import Path

import pikepdf
import pytest
from docs_kit import ROOT, blocks, documents, shell_lines
from reference_pages import checks
from reference_pages.findings import all_rules
from test_docs_commands import README, Desk, desk, wrong

from bulletin.datafiles import folder
from bulletin.errors import Severity
from bulletin.model import Printer
from bulletin.preflight.checks.catalogue import CHECKS, REGISTERED
from bulletin.sources.issue import load_issue, parse
from bulletin.sources.printers import load_printer

__all__ = ["desk"]

SHOP, PREPRESS = ROOT / "docs" / "print-shop.md", ROOT / "docs" / "for-the-shop.md"
OFFICE, ARCHIVE = ROOT / "docs" / "office-printing.md", ROOT / "docs" / "archive-file.md"
ROWS = {row.check.number: row for row in REGISTERED}
MM_PER_PT = 25.4 / 72


def shipped(name: str) -> Printer:
    printer, _, findings = load_printer(name, ())
    assert printer is not None, findings
    return printer


def test_the_answers_assumed_for_the_shop_are_those_of_the_shipped_file() -> None:
    rows = re.findall(r"^\| \d\. .*? \| .*? \| (.*?) \| (.*?) \|$", SHOP.read_text(encoding="utf-8"), re.M)
    assert len(rows) == 8
    lines = ["ten: mẫu"]
    for keys, values in rows:
        pairs = zip(re.findall(r"`([^`]+)`", keys), re.findall(r"`([^`]+)`", values), strict=True)
        lines += [f"{key}: {value}" for key, value in pairs]
    read = parse("printer", "\n".join(lines).encode(), "bang.yaml")
    assert not read.findings
    told, real = read.record, shipped("offset-coated")
    assert isinstance(told, Printer)
    assert told.condition is not None
    assert real.condition is not None
    assert told.condition.identifier == real.condition.identifier
    same = ("paper", "inks", "icc", "ink_limit", "bleed_mm", "marks", "marks_allowed", "page_multiple", "max_mb")
    assert [getattr(told, name) for name in (*same, "standard")] == [
        getattr(real, name) for name in (*same, "standard")
    ]


def test_the_shop_of_the_page_is_read_and_used(desk: Desk) -> None:
    """The commands in their order, with the page's own YAML between them."""
    shown = {block.note.partition(":")[0]: block.body for block in blocks(SHOP) if block.note}
    lines = shell_lines(SHOP)
    assert wrong(desk, [line for line in shell_lines(README) if line.startswith("bulletin new ")]) == []
    made = next(at for at, line in enumerate(lines) if line.startswith("bulletin new printer "))
    assert wrong(desk, lines[: made + 1]) == []
    assert (desk.folder / "ban-tin-moi" / "printers" / "nha-in-hoa-phuong.yaml").is_file()
    desk.write(desk.folder / "ban-tin-moi" / "printers" / "nha-in-hoa-phuong.yaml", shown["printer"])
    publication = desk.folder / "ban-tin-moi" / "publication.yaml"
    desk.write(publication, publication.read_text(encoding="utf-8") + "\n" + shown["outputs"])
    assert wrong(desk, lines[made + 1 :]) == []
    assert (desk.folder / "kiem-tra.html").is_file()
    assert (desk.folder / "mot-mau" / "press.pdf").is_file()
    with pikepdf.open(desk.folder / "ban-tin-moi" / "so-01" / "build" / "press.pdf") as pdf:
        page = pdf.pages[0]
        # 5 mm, as the file of the shop says.
        assert round(float(page.trimbox[0] - page.obj.BleedBox[0]) * MM_PER_PT, 2) == 5.0


@pytest.mark.parametrize("options", ["--marks crop", "--marks full"])  # --x1a: `press_files`
def test_the_options_of_the_page_work(desk: Desk, options: str) -> None:
    assert f"`{options}`" in SHOP.read_text(encoding="utf-8")
    assert wrong(desk, [f"bulletin build examples/mot-trang --editions press {options}"]) == []


def test_the_commands_for_the_office_work(desk: Desk) -> None:
    """Files that the page speaks of stand where it says; each command leaves one more."""
    desk.type("bulletin build examples/mot-trang --editions office --out so-01/build")
    office = desk.folder / "so-01" / "build" / "office.pdf"
    for name in ("tai-lieu.pdf", "phieu.pdf"):
        (desk.folder / name).write_bytes(office.read_bytes())
    lines = shell_lines(OFFICE)
    assert len(lines) >= 6
    assert wrong(desk, lines) == []
    made = {path.name for path in desk.folder.rglob("*.pdf")}
    assert {"office-booklet.pdf", "tai-lieu-booklet.pdf", "tai-lieu-2up.pdf", "phieu-cut.pdf", "ban-in.pdf"} <= made


def test_what_the_pages_write_into_a_publication_is_understood(desk: Desk) -> None:
    publication = desk.folder / "examples" / "mot-trang" / "publication.yaml"
    before = publication.read_text(encoding="utf-8").rstrip("\n") + "\n"
    shown = [
        block.body
        for path in (SHOP, OFFICE, ARCHIVE)
        for block in blocks(path)
        if block.kind == "yaml" and block.body.startswith(("ban_in:", "outputs:"))
    ]
    assert len(shown) >= 4
    for body in shown:
        desk.write(publication, before + body)
        done = desk.type("bulletin check examples/mot-trang --strict")
        assert (done.returncode, done.stdout) == (0, "Không có lỗi nào.\n"), body


def test_an_edition_with_errors_is_withheld_and_the_others_are_not(desk: Desk) -> None:
    """As print-shop and exit-codes say."""
    desk.bring("printers")
    text = (desk.folder / "printers" / "offset-coated.yaml").read_text(encoding="utf-8")
    assert "chu_nho_nhat: 6 " in text
    own = desk.folder / "examples" / "mot-trang" / "printers"
    own.mkdir()
    desk.write(own / "kho-tinh.yaml", text.replace("chu_nho_nhat: 6 ", "chu_nho_nhat: 12 "))
    done = desk.type("bulletin build examples/mot-trang --printer kho-tinh --editions screen,press --out ra")
    assert "preflight.small-text" in done.stdout
    written = {path.name for path in (desk.folder / "ra").iterdir()}
    assert written == {"screen.pdf", "preflight.html", "articles.json", "release.json"}
    assert done.returncode == 6


def test_the_letter_has_the_facts_of_the_sample_issue() -> None:
    letter = next(block.body for block in blocks(SHOP) if block.note == "letter: do-son")
    issue = load_issue(ROOT / "examples" / "do-son").issue
    assert issue is not None
    printer = shipped("offset-coated")
    assert printer.condition is not None
    width, height = (issue.publication.trim or "").split("x")
    facts = (
        f"“{issue.publication.name}”", issue.sheet.date.strftime("%d/%m/%Y"), f"Số trang: {issue.sheet.pages},",
        f"{width} × {height} mm", f"tràn lề {printer.bleed_mm:g} mm", "PDF/X-4", "PDF/A-2b",
        f"trong tệp: {printer.condition.identifier},", f"không quá {printer.ink_limit} %",
    )  # fmt: skip
    assert [fact for fact in facts if fact not in letter] == []
    assert printer.marks == "none"


def test_rules_that_any_page_names_exist() -> None:
    known = set(all_rules())
    areas = {name.partition(".")[0] for name in known}
    for path in documents():
        named = set(re.findall(r"`([a-z]+\.[a-z]+(?:-[a-z0-9]+)*)`", path.read_text(encoding="utf-8")))
        files = {name for name in named if name.endswith((".pdf", ".html", ".json", ".yaml", ".py", ".md", ".css"))}
        assert {name for name in named - files if name.partition(".")[0] in areas} <= known, path.name


def test_every_shipped_printer_and_every_check_stands_in_the_table() -> None:
    assert set(checks.PRINTERS) == {path.stem for path in folder("printers").glob("*.yaml")}
    assert [check.number for check in CHECKS] == list(range(1, 40)) == sorted(ROWS)
    table = "\n".join(checks.table())
    for rule in (rule for check in CHECKS for rule in check.rules):
        assert f"[`{rule.partition('.')[2]}`]" in table
    assert {all_rules()[rule].severity for check in CHECKS for rule in check.rules} == {
        Severity.ERROR, Severity.WARNING,
    }  # fmt: skip


def test_the_limits_of_the_table_follow_the_printers() -> None:
    """No number of the table may stay when the printer's changes."""
    from dataclasses import replace

    from bulletin.preflight.limits import limits_for

    real = shipped("offset-coated")
    other = replace(
        real, bleed_mm=7.0, ink_limit=222, lightest_tint=11, bitmap_ppi=777, min_text_pt=7.5, min_text_one_ink_pt=5.5,
        min_text_inks_pt=10.5, min_line_pt=0.35, min_line_inks_pt=0.75, safety_mm=4.5, fold_safety_mm=8.5,
        page_multiple=16, max_mb=33, photo_ppi=replace(real.photo_ppi, best=600, good=333, least=199), spots=("Bạc",),
    )  # fmt: skip
    before, after = limits_for("press", real), limits_for("press", other)
    for number in (9, 11, 12, 18, 19, 25, 27, 29, 30, 31, 32, 39):
        assert ROWS[number].asks(before) != ROWS[number].asks(after), number


@pytest.fixture(scope="module")
def press_files(tmp_path_factory: pytest.TempPathFactory, cache: Path) -> dict[str, Path]:
    """The press edition of the one-page example: as it is by default, and for an old workflow."""
    bench = Desk(tmp_path_factory.mktemp("press"), cache)
    found = {}
    for name, options in (("x-4", ""), ("x-1a", " --x1a")):
        done = bench.type(f"bulletin build examples/mot-trang --editions press --out {name}{options}")
        assert done.returncode == 0, done.stdout
        found[name] = bench.folder / name / "press.pdf"
    return found


@pytest.mark.parametrize(("standard", "version"), [("x-4", "1.6"), ("x-1a", "1.4")])
def test_what_the_page_for_the_shop_says_of_the_file(press_files: dict[str, Path], standard: str, version: str) -> None:
    text = PREPRESS.read_text(encoding="utf-8")
    assert f"PDF {version}" in text
    with pikepdf.open(press_files[standard]) as pdf:
        assert pdf.pdf_version == version
        assert str(pdf.docinfo["/Trapped"]) == "/False"
        assert set(pdf.Root.keys()) <= {"/Type", "/Pages", "/OutputIntents", "/Metadata", "/Version"}
        intents = {str(item.S): item for item in pdf.Root.OutputIntents}
        assert set(intents) == {"/GTS_PDFX", "/GTS_PDFA1"}
        assert {str(item.OutputConditionIdentifier) for item in intents.values()} == {"FOGRA39"}
        for page in pdf.pages:
            assert {"/CropBox", "/ArtBox", "/UserUnit", "/Rotate", "/Annots"} & set(page.obj.keys()) == set()
            assert list(page.obj.MediaBox) == list(page.obj.BleedBox)
            assert round(float(page.trimbox[0] - page.obj.BleedBox[0]) * MM_PER_PT, 2) == 3.0
    data = press_files[standard].read_bytes()
    assert (b"/ObjStm" in data) == (standard == "x-4"), "object streams"
