"""The versions in `release.json` are those that the standard library gives, without loading it."""

from __future__ import annotations

import sys
from importlib.metadata import version
from pathlib import Path

import pytest

from bulletin.build.versions import PACKAGES, tool_versions


def test_versions_are_those_of_the_standard_library(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    found = tool_versions()
    assert {name: found[name] for name in PACKAGES} == {name: version(name) for name in PACKAGES}
    info = tmp_path / "PyDyf-9.9.dist-info"
    info.mkdir()
    (info / "METADATA").write_text("Metadata-Version: 2.1\nName: pydyf\nVersion: 9.009\n\nVersion: 1\n")
    monkeypatch.setattr(sys, "path", [str(tmp_path), *sys.path])
    assert tool_versions()["pydyf"] == "9.009"
    (info / "METADATA").unlink()
    info.rmdir()
    monkeypatch.setattr(sys, "path", [str(tmp_path)])
    assert {tool_versions()[name] for name in PACKAGES} == {"unknown"}
