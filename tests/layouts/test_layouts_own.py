"""An office may keep a layout of its own beside its publication; it wins over a shipped one of the same name."""

from __future__ import annotations

import shutil
from pathlib import Path

import pytest

from bulletin.datafiles import find
from bulletin.errors import ToolError
from bulletin.layout.spec import layout_names, load_layout


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


def test_an_own_layout_wins_over_a_shipped_one(tmp_path: Path) -> None:
    own = _own(tmp_path, "tuan-tin", title="Của phường")
    assert load_layout("tuan-tin", own).title == "Của phường"
    assert load_layout("tuan-tin").title != "Của phường"


def test_an_unknown_layout_is_answered_with_all_that_there_are(tmp_path: Path) -> None:
    own = _own(tmp_path, "cua-phuong")
    with pytest.raises(ToolError) as caught:
        load_layout("tuan-tinh", own)
    (finding,) = caught.value.findings
    assert finding.rule.id == "layout.unknown"
    assert "cua-phuong" in finding.remedy("vi")
    assert "tuan-tin" in finding.remedy("en")


@pytest.mark.parametrize("name", ["../tuan-tin", "/etc", "", "."])
def test_a_name_is_no_path(tmp_path: Path, name: str) -> None:
    with pytest.raises(ToolError):
        load_layout(name, (tmp_path,))


def test_a_flow_has_one_column(tmp_path: Path) -> None:
    own = _own(tmp_path, "sach", engine="flow")
    with pytest.raises(ToolError) as caught:
        load_layout("sach", own)
    assert caught.value.findings[0].rule.id == "layout.bad-value"
