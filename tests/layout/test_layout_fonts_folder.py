"""The folder of WeasyPrint's faces goes in time, without a word to users and without those of other processes."""

from __future__ import annotations

import os
import subprocess
import sys
import tempfile
from pathlib import Path

import pytest

from bulletin.layout.setting import layout_fonts
from bulletin.layout.setting.layout_fonts import LayoutFonts, forget_folders
from bulletin.runtime.files import part_name
from bulletin.runtime.fork import ForkedCall

ENDING = """
import builtins
from bulletin.layout.setting.page_setter import PageSetter
setter = PageSetter({})
print(setter.fonts._folder)
builtins.kept = [setter]
kept.append(kept)
"""


def test_an_interpreter_that_ends_says_nothing() -> None:
    own = {name: value for name, value in os.environ.items() if name != "FONTCONFIG_FILE"}  # a build here may set it
    done = subprocess.run([sys.executable, "-c", ENDING], capture_output=True, text=True, check=True, env=own)
    assert done.stderr == ""
    folder = Path(done.stdout.strip())
    assert folder.name.startswith(".bulletin-faces-")
    assert not folder.exists()


def test_a_folder_goes_when_nobody_sets_pages_any_more(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    monkeypatch.setattr(tempfile, "tempdir", str(tmp_path))
    fonts, other = LayoutFonts(), LayoutFonts()
    ForkedCall(fonts.close).result()
    assert len(list(tmp_path.iterdir())) == 2
    fonts.close()
    del other
    assert list(tmp_path.iterdir()) == []


def test_what_an_ended_process_left_is_removed_and_nothing_else(tmp_path: Path) -> None:
    gone = ".bulletin-faces-abc.faces.99999999-1-0.part"
    kept = [".bulletin-faces-abc" + part_name("faces"), ".bulletin-faces-notes", "weasyprint-abc", ".other.1-1-1.part"]
    young = ".bulletin-faces-def.faces.99999999-1-0.part"
    for name in (gone, young, *kept):
        (tmp_path / name).mkdir()
        (tmp_path / name / "face").write_bytes(b"x")
    for name in (gone, *kept):
        os.utime(tmp_path / name, (1, 1))
    link = tmp_path / ".bulletin-faces-ghi.faces.99999999-1-0.part"
    link.symlink_to(tmp_path / "weasyprint-abc", target_is_directory=True)
    forget_folders(tmp_path)
    assert sorted(path.name for path in tmp_path.iterdir()) == sorted([young, *kept, link.name])
    assert (tmp_path / "weasyprint-abc" / "face").exists()


def test_without_a_folder_for_temporary_files_nothing_is_looked_for(tmp_path: Path) -> None:
    layout_fonts.forget_folders(tmp_path / "none")
