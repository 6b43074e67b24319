"""`bulletin new layout` writes a layout that builds; the JSON Schema of `layout.yaml` accepts what is read."""

from __future__ import annotations

import os
from pathlib import Path
from typing import Any

import pytest
import yaml
from jsonschema import Draft202012Validator
from layouts_kit import LAYOUTS, NAMES
from own_kit import own_issue

from bulletin.errors import InputError
from bulletin.sources.layouts.read import read_layout
from bulletin.sources.layouts.scaffold import write_layout
from bulletin.sources.schema.json_schema import schema

NUMBERS = ("number", "integer")
KINDS: dict[str, Any] = {
    "object": dict, "array": list, "string": str, "number": (int, float), "integer": int, "boolean": bool,
    "null": type(None),
}  # fmt: skip


def test_a_new_layout_composes_as_it_is(tmp_path: Path, shared: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("FONTCONFIG_FILE", os.environ.get("FONTCONFIG_FILE", ""))
    own = own_issue(tmp_path / "so", shared / "cache")
    written = write_layout(own.layout.with_name("cua-phuong"))
    assert written.name == "layout.yaml"
    sheet = own.folder / "issue.yaml"
    sheet.write_text(sheet.read_text("utf-8").replace("cua-toi", "cua-phuong"), "utf-8")
    assert own.check() == ()
    assert own.problems() == ()
    text = written.read_text("utf-8")
    assert "#   replaces_shipped: Mẫu này cố ý dùng thay mẫu có sẵn" in text
    assert 'title: "cua-phuong"' in text


@pytest.mark.parametrize("name", ["tuan-tin", "Mẫu của tôi", "a" * 80, "có_gạch"])
def test_a_name_that_cannot_be_is_answered_with_one_that_can(tmp_path: Path, name: str) -> None:
    with pytest.raises(InputError) as caught:
        write_layout(tmp_path / "layouts" / name)
    (finding,) = caught.value.findings
    assert finding.rule.id == "layout.bad-name"
    written = write_layout(tmp_path / finding.values["mend"])
    assert read_layout(written.parent.name, (tmp_path / "layouts",)).findings == ()


def test_nothing_is_overwritten(tmp_path: Path) -> None:
    (tmp_path / "cua-phuong").mkdir()
    with pytest.raises(InputError) as caught:
        write_layout(tmp_path / "cua-phuong")
    assert caught.value.findings[0].rule.id == "file.exists"


def accepts(made: dict[str, Any], value: Any) -> bool:
    """Return whether a value follows a JSON Schema."""
    return Draft202012Validator(made).is_valid(value)


@pytest.mark.parametrize("name", NAMES)
def test_the_schema_accepts_what_the_reader_accepts(name: str) -> None:
    made: dict[str, Any] = schema("layout")
    data = yaml.safe_load((LAYOUTS / name / "layout.yaml").read_text("utf-8"))
    assert accepts(made, data)
    roles = data["roles"]
    spoiled = [{"columns": "hai"}, {"trim_mm": [1]}, {"trim_mm": [190, 270, 1]}, {"nosuch": 1}, {"columns": 99}]
    spoiled += [{"roles": roles | bad} for bad in ({"x{}": roles["body"]}, {"body": {"family": "x"}}, {"body": 9})]
    for change in spoiled:
        assert not accepts(made, data | change), change
    assert not accepts(made, {key: value for key, value in data.items() if key != "engine"})
