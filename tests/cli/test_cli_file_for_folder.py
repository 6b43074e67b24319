"""A file of an issue where its folder is asked for."""

from __future__ import annotations

from pathlib import Path

import pytest

from bulletin.cli.main import run
from bulletin.errors import ExitCode


def test_the_command_for_the_folder_of_a_file_is_named(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    story = tmp_path / "so 1/articles/bai.yaml"
    story.parent.mkdir(parents=True)
    story.write_text("ma: bai\n", "utf-8")
    (tmp_path / "so 1/issue.yaml").write_text("so: 1\n", "utf-8")
    monkeypatch.chdir(tmp_path)
    assert run(["check", "so 1/articles/bai.yaml"]) is ExitCode.USAGE
    assert "bulletin check 'so 1'" in capsys.readouterr().err
