"""The doctor: what is missing is named with the line to type; a healthy computer builds a page."""

from __future__ import annotations

import ctypes
import json
import os
from pathlib import Path

import pytest

from bulletin.cli import main as cli
from bulletin.doctor import checks as doctor
from bulletin.doctor.selftest import BODY, TITLE, write_issue
from bulletin.errors import ExitCode

Capture = pytest.CaptureFixture[str]


def test_this_computer_is_well_but_for_the_page(tmp_path: Path) -> None:
    checks = list(doctor.examine(tmp_path / "cache"))
    assert [check.id for check in checks if not check.ok] == []
    ids = {check.id for check in checks}
    assert {"python", "packages", "layouts", "cache", "library.libharfbuzz-subset0"} <= ids
    assert sum(name.startswith("font.") for name in ids) >= 5
    assert all(check.what.vi and check.what.en for check in checks)


@pytest.mark.parametrize("library", doctor.LIBRARIES, ids=lambda library: library.package)
def test_a_missing_library_is_named_with_its_package(library: doctor._Library) -> None:
    def load(name: str) -> ctypes.CDLL:
        raise OSError(f"{name}: cannot open shared object file")

    check = doctor.check_library(library, load)
    assert not check.ok
    assert library.file in check.what.vi
    assert f"apt-get install -y --no-install-recommends {library.package}" in check.remedy.vi


def test_an_old_pango_is_refused() -> None:
    old = doctor._Library("libpango-1.0.so.0", "libpango-1.0-0", lambda _: "1.42.4")
    assert not doctor.check_library(old).ok


def test_a_changed_and_a_missing_font(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    from bulletin.assets.fonts import catalogue as font_catalogue

    real = font_catalogue.read_catalogue(font_catalogue.catalogue_path())[0]
    source = type(real.source)("x", real.source.module, "1", "OFL", real.source.file, "0" * 64)
    gone = type(real.source)("y", "no_such_font_package", "1", "OFL", "a.ttf", "0" * 64)
    faces = tuple(type(real)(real.family, real.role, 400, "normal", {}, 1.0, s) for s in (source, gone))
    monkeypatch.setattr(font_catalogue, "read_catalogue", lambda _: faces)
    changed, missing = doctor._fonts()
    assert "bị thay đổi" in changed.what.vi
    assert "Thiếu" in missing.what.vi
    assert "y==1" in missing.remedy.en


def test_packages_too_old_or_absent(monkeypatch: pytest.MonkeyPatch) -> None:
    needs = ["click>=99", "no-such-thing>=1", "pyyaml>=6", "fontpkg-source-serif-4==4.4", 'ruff>=9; extra == "dev"']
    monkeypatch.setattr(doctor.metadata, "requires", lambda _: needs)
    (check,) = doctor._packages()
    assert not check.ok
    assert "click" in check.what.vi
    assert "no-such-thing" in check.what.vi
    assert "pyyaml" not in check.what.vi
    assert "ruff" not in check.what.vi
    assert "serif" not in check.what.vi


def test_a_cache_that_cannot_be_written(tmp_path: Path) -> None:
    (tmp_path / "file").write_text("")
    check = doctor._cache(tmp_path / "file" / "cache")
    assert not check.ok
    assert "BULLETIN_CACHE" in check.remedy.vi


def test_no_layouts(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    monkeypatch.setattr(doctor.datafiles, "folder", lambda _: tmp_path)
    assert not doctor._layouts().ok


@pytest.mark.parametrize(
    ("entry", "ok", "words"),
    [
        ("selftest_good", True, "40"),
        ("selftest_lossy", False, "Ỷ, ngẫm"),
        ("selftest_long", False, "ra 2 trang"),
        ("selftest_bug", False, "ZeroDivisionError"),
    ],
)
def test_verdicts_of_the_test_page(tmp_path: Path, entry: str, ok: bool, words: str) -> None:
    check = doctor.self_test(tmp_path, f"cli_entries:{entry}")
    assert check.ok is ok
    assert words in check.what.vi
    assert bool(check.remedy.vi) is not ok


def test_missing_tool_is_exit_code_4_and_json(monkeypatch: pytest.MonkeyPatch, capsys: Capture) -> None:
    def absent(*_: object) -> doctor.MachineCheck:
        return doctor.MachineCheck(
            "library.x", False, doctor.Text("Thiếu x", "x is missing"), doctor.Text("gõ y", "type y")
        )

    monkeypatch.setattr(doctor, "check_library", absent)
    assert cli.run(["doctor"]) == ExitCode.MISSING_TOOL
    out = capsys.readouterr().out
    assert "✗ Thiếu x" in out
    assert "→ gõ y" in out
    assert cli.run(["doctor", "--json"]) == ExitCode.MISSING_TOOL
    data = json.loads(capsys.readouterr().out)
    assert data["ok"] is False
    assert data["checks"][-1]["id"] == "selftest"


def test_the_test_issue_is_valid_input(tmp_path: Path) -> None:
    from bulletin.sources import load_issue

    loaded = load_issue(write_issue(tmp_path))
    assert loaded.issue is not None, loaded.findings
    assert loaded.issue.entries[0].article.title == TITLE
    assert all(paragraph in loaded.issue.entries[0].article.body for paragraph in BODY)


def test_the_doctor_builds_a_page_on_this_computer(capsys: Capture) -> None:
    assert cli.run(["doctor"]) == ExitCode.DONE, capsys.readouterr()
    said = capsys.readouterr()
    assert "✓ Dựng thử một trang" in said.out
    assert "sẵn sàng" in said.err
    assert not list(Path(os.environ["BULLETIN_CACHE"]).glob("reports/*"))


def test_printers_and_validator_have_their_lines(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    from bulletin.doctor import checks as doctor
    from bulletin.errors import Text
    from bulletin.preflight import validators
    from bulletin.sources import printers

    found = {check.id: check for check in doctor.examine(tmp_path)}
    assert found["printers"].ok
    assert "offset-coated" in found["printers"].what.vi
    assert found["validator"].ok
    monkeypatch.setattr(validators, "verapdf_available", lambda: Text("Hãy gõ: xyz", "Type: xyz"))
    monkeypatch.setattr(printers, "printer_names", lambda folders: ("khong-co",))
    found = {check.id: check for check in doctor.examine(tmp_path)}
    assert not found["printers"].ok
    assert "khong-co" in found["printers"].what.en
    assert found["validator"].ok, "veraPDF is welcome, not needed"
    assert "xyz" in found["validator"].what.vi
