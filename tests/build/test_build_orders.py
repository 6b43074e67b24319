"""ORDERS: what publication, issue and command line ask for, each overriding only what it states."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest
import yaml
from build_issues import small_issue

from bulletin.build.options import resolve_options
from bulletin.build.request import Choices
from bulletin.errors import BulletinError
from bulletin.model import Issue
from bulletin.sources import load_issue


def issue_with(folder: Path, publication: dict[str, Any] | None, sheet: dict[str, Any] | None) -> Issue:
    """A small issue whose files state these wishes (keys as typed)."""
    small_issue(folder)
    for name, typed in (("publication.yaml", publication), ("issue.yaml", sheet)):
        if typed is not None:
            file = next(p for p in (folder / name, folder.parent / name) if p.exists())
            data = yaml.safe_load(file.read_text("utf-8"))
            file.write_text(yaml.safe_dump(data | {"ban_in": typed}, allow_unicode=True), "utf-8")
    loaded = load_issue(folder)
    assert loaded.issue is not None, loaded.findings
    return loaded.issue


def test_without_any_wish_all_editions_are_made_for_coated_paper(tmp_path: Path) -> None:
    options, findings = resolve_options(issue_with(tmp_path / "so", None, None))
    assert options.editions == ("screen", "press", "office", "record")
    assert options.printer is not None
    assert (options.printer.inks, options.bleed_mm, options.x1a) == ("cmyk", 3.0, False)
    assert options.outputs.press.marks == "none"
    assert findings == ()


def test_the_issue_overrides_only_what_it_states(tmp_path: Path) -> None:
    house = {"cac_ban": ["press", "screen"], "nha_in": {"nha_in": "offset-mono", "tran_le": 5}, "luu_tru": "a-1b"}
    options, _ = resolve_options(issue_with(tmp_path / "so", house, {"nha_in": {"dau_cat": "crop"}}))
    assert options.editions == ("screen", "press")
    assert options.printer is not None
    assert options.printer.inks == "black"
    assert (options.bleed_mm, options.outputs.press.marks) == (5.0, "crop")
    assert options.outputs.record.standard == "a-1b"


def test_the_command_line_has_the_last_word(tmp_path: Path) -> None:
    issue = issue_with(tmp_path / "so", {"nha_in": {"nha_in": "offset-mono", "dau_cat": "full"}}, None)
    choices = Choices(editions=("press",), printer="offset-coated", marks="crop", x1a=True)
    options, _ = resolve_options(issue, choices)
    assert options.printer is not None
    assert (options.printer.inks, options.outputs.press.marks, options.x1a) == ("cmyk", "crop", True)


def test_no_printer_is_looked_for_when_nothing_goes_to_press(tmp_path: Path) -> None:
    options, _ = resolve_options(
        issue_with(tmp_path / "so", {"nha_in": "khong-co"}, None), Choices(editions=("screen",))
    )
    assert (options.printer, options.bleed_mm) == (None, 0.0)


def test_an_unknown_printer_is_found_where_it_was_typed(tmp_path: Path) -> None:
    issue = issue_with(tmp_path / "so", None, {"nha_in": "khong-co"})
    with pytest.raises(BulletinError) as caught:
        resolve_options(issue)
    (finding,) = caught.value.findings
    assert finding.place.file == "issue.yaml"
    assert finding.place.line is not None
    assert "offset-coated" in finding.what() + finding.remedy()


def test_marks_that_the_shop_does_not_take(tmp_path: Path) -> None:
    issue = issue_with(tmp_path / "so", {"nha_in": {"nha_in": "khong-dau", "dau_cat": "crop"}}, None)
    own = (issue.folder / issue.publication_file).parent / "printers"
    own.mkdir()
    shop = {
        "ten": "Nhà in không nhận dấu",
        "giay": "uncoated",
        "muc": "black",
        "cho_phep_dau": "không",
        "chuan": "none",
    }
    (own / "khong-dau.yaml").write_text(yaml.safe_dump(shop, allow_unicode=True), "utf-8")
    with pytest.raises(BulletinError) as caught:
        resolve_options(issue)
    assert [f.rule.id for f in caught.value.findings] == ["press.marks-refused"]


def test_the_office_names_its_own_copier(tmp_path: Path) -> None:
    issue = issue_with(tmp_path / "so", {"may_photo": {"may_in": "may-tang-2"}}, None)
    own = (issue.folder / issue.publication_file).parent / "printers"
    own.mkdir()
    machine = {"ten": "Máy tầng 2", "giay": "office", "muc": "black", "chuan": "none", "mat_do_anh": {"toi_da": 150}}
    (own / "may-tang-2.yaml").write_text(yaml.safe_dump(machine, allow_unicode=True), "utf-8")
    with pytest.raises(BulletinError) as caught:  # 150 ppi at most, but 150 at least and 225 wanted
        resolve_options(issue, Choices(editions=("office",)))
    assert caught.value.findings[0].place.file == "printers/may-tang-2.yaml"
    machine["mat_do_anh"] = {"toi_da": 150, "nen_co": 100, "toi_thieu": 72}
    (own / "may-tang-2.yaml").write_text(yaml.safe_dump(machine, allow_unicode=True), "utf-8")
    options, _ = resolve_options(issue, Choices(editions=("office",)))
    assert options.copier is not None
    assert (options.copier.photo_ppi.best, options.copier_file, options.printer) == (150, own / "may-tang-2.yaml", None)
