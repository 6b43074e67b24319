"""An office may keep a layout of its own beside its publication; it replaces a shipped one only when it says so."""

from __future__ import annotations

import os
import shutil
from pathlib import Path

import pytest
from own_kit import own_issue

from bulletin.build.reading import read
from bulletin.build.run import BuildRun, layout_engine
from bulletin.build.stages import compose
from bulletin.datafiles import find
from bulletin.errors import InputError
from bulletin.layout.engine import Composed
from bulletin.layout.engines import Engines
from bulletin.layout.spec import load_layout
from bulletin.sources.layouts.read import layout_names


def _own(folder: Path, name: str, **changes: str) -> tuple[Path, ...]:
    target = folder / "layouts" / name
    shutil.copytree(find("layouts", "tuan-tin"), target)
    text = (target / "layout.yaml").read_text("utf-8")
    for old, new in changes.items():
        text = text.replace(f"{old}:", f"{old}: {new} #", 1)
    (target / "layout.yaml").write_text(text, "utf-8")
    return (folder / "layouts",)


def test_a_layout_beside_the_publication_is_found(tmp_path: Path) -> None:
    own = _own(tmp_path, "cua-phuong", title="Của phường")
    assert load_layout("cua-phuong", own).title == "Của phường"
    assert "cua-phuong" not in layout_names()


def test_an_own_layout_never_replaces_a_shipped_one_in_silence(tmp_path: Path) -> None:
    own = _own(tmp_path, "tuan-tin", title="Của phường")
    with pytest.raises(InputError) as caught:
        load_layout("tuan-tin", own)
    (finding,) = (finding for finding in caught.value.findings if finding.severity == "error")
    assert finding.rule.id == "layout.shadows-shipped"
    assert finding.place.file == "layouts/tuan-tin/layout.yaml"
    assert "mau_rieng: có" in finding.remedy("vi")


@pytest.mark.parametrize("line", ["mau_rieng: có", "replaces_shipped: yes"])
def test_an_own_layout_that_says_so_wins_over_a_shipped_one(tmp_path: Path, line: str) -> None:
    own = _own(tmp_path, "tuan-tin", title="Của phường")
    sheet = own[0] / "tuan-tin" / "layout.yaml"
    sheet.write_text(f"{sheet.read_text('utf-8')}\n{line}\n", "utf-8")
    assert load_layout("tuan-tin", own).title == "Của phường"
    assert load_layout("tuan-tin").title != "Của phường"


def test_an_unknown_layout_is_answered_with_all_that_there_are(tmp_path: Path) -> None:
    own = _own(tmp_path, "cua-phuong")
    with pytest.raises(InputError) as caught:
        load_layout("tuan-tinh", own)
    (finding,) = caught.value.findings
    assert finding.rule.id == "layout.unknown"
    assert "cua-phuong" in finding.remedy("vi")
    assert "tuan-tin" in finding.remedy("en")


@pytest.mark.parametrize("name", ["../tuan-tin", "/etc", "", ".", "a" * 300, "_base", "a\0b"])
def test_a_name_is_no_path(tmp_path: Path, name: str) -> None:
    with pytest.raises(InputError):
        load_layout(name, (tmp_path,))


def test_check_judges_the_size_of_an_own_layout_by_its_own_sheet(tmp_path: Path, shared: Path) -> None:
    """D10: the law and the typed trim are compared with the layout that will print, whatever its name."""
    own = own_issue(tmp_path / "so", shared / "cache")
    own.change("layout.yaml", "[190, 270]", "[297, 420]")
    publication = own.folder / "publication.yaml"
    publication.write_text(publication.read_text("utf-8") + "\ntrim: 190x270\n", "utf-8")
    assert [f.rule.id for f in own.check()] == ["issue.trim-differs"]
    own.change("layout.yaml", "columns: 3\ng", "mau_rieng: có\ncolumns: 3\ng")
    own.layout.rename(own.layout.with_name("tuan-tin"))
    sheet = own.folder / "issue.yaml"
    sheet.write_text(sheet.read_text("utf-8").replace("cua-toi", "tuan-tin"), "utf-8")
    (finding,) = own.check()
    assert finding.rule.id == "issue.trim-differs"
    assert finding.values["size"] == "297 × 420"


def test_check_names_an_unknown_layout_where_it_was_typed(tmp_path: Path, shared: Path) -> None:
    own = own_issue(tmp_path / "so", shared / "cache")
    sheet = own.folder / "issue.yaml"
    sheet.write_text(sheet.read_text("utf-8").replace("cua-toi", "cua-tio"), "utf-8")
    (finding,) = own.check()
    assert (finding.rule.id, finding.place.file) == ("layout.unknown", "issue.yaml")
    assert finding.place.line
    assert "“cua-toi”" in finding.remedy("vi")


def test_a_warm_session_sees_every_change_of_a_layout(
    tmp_path: Path, shared: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """D2: measures, templates, style sheet; a slip is told, and the old layout comes back when it is mended."""
    monkeypatch.setenv("FONTCONFIG_FILE", os.environ.get("FONTCONFIG_FILE", ""))
    own = own_issue(tmp_path / "so", shared / "cache")
    engines = Engines(own.cache)

    def composed() -> Composed:
        run = BuildRun(own.cache)
        checked = read(run, own.folder, proof=False)
        assert checked.issue is not None
        return compose(run, layout_engine(run, checked.issue, engines=engines), checked.issue, checked.seen)

    first = composed()
    assert composed() == first
    own.write("style.css", ".kicker { color: red }")
    styled = composed()
    assert styled.head != first.head
    own.change("layout.yaml", "inner: 13", "inner: 15")
    assert composed().pages[0].slots != styled.pages[0].slots
    own.change("masthead.html.j2", "<header>", "<header><!-- new -->")
    assert "<!-- new -->" in composed().pages[0].html
    own.write("running.html.j2", "{{")
    assert [f.rule.id for f in own.check()] == ["layout.template"]
    (own.layout / "running.html.j2").unlink()
    assert "<!-- new -->" in composed().pages[0].html


def test_an_engine_is_kept_while_nothing_changes(tmp_path: Path, shared: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("FONTCONFIG_FILE", os.environ.get("FONTCONFIG_FILE", ""))
    own = own_issue(tmp_path / "so", shared / "cache")
    engines, kept = Engines(own.cache), []
    for text in ("a{}", "a{}", "b{}"):
        own.write("style.css", text)
        issue = read(BuildRun(own.cache), own.folder, proof=False).issue
        assert issue is not None
        kept.append(layout_engine(BuildRun(own.cache), issue, engines=engines))
    assert kept[0] is kept[1]
    assert kept[1] is not kept[2]


def test_a_flow_has_one_column(tmp_path: Path) -> None:
    own = _own(tmp_path, "sach", engine="flow")
    with pytest.raises(InputError) as caught:
        load_layout("sach", own)
    assert caught.value.findings[0].rule.id == "layout.bad-value"
