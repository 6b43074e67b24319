"""A USB stick formatted with FAT, by its rules: names, no links, no rights, times of two seconds."""

from __future__ import annotations

import os
import re
from pathlib import Path

from archive_kit import NOW, built_issue, judged

from bulletin.archive import events
from bulletin.archive.copy import copy_archive
from bulletin.archive.keep import keep
from bulletin.archive.package import package_issue
from bulletin.archive.store.disk import Disk
from bulletin.archive.store.root import Archive
from bulletin.archive.store.writer import create_archive, writing
from bulletin.cli.main import run

ID = "ban-tin-thu-2026-046"
# Long names of FAT: no control characters, none of these signs, no blank or dot at the end, at most 255 UTF-16 units.
_FORBIDDEN = re.compile(r'[\x00-\x1f"*/:<>?\\|]|[ .]$')


class Fat(Disk):
    """Refuses what FAT refuses, before each change."""

    def step(self, what: str, path: Path) -> None:
        if what in {"mkdir", "create", "rename"}:
            assert not _FORBIDDEN.search(path.name), path
            assert len(path.name.encode("utf-16-le")) <= 510
            same = path.name.casefold()
            assert not [one for one in path.parent.glob("*") if one.name != path.name and one.name.casefold() == same]


def on_fat(folder: Path) -> None:
    """What a copy on FAT looks like: all rights, even seconds, and nothing that is a link."""
    for path in folder.rglob("*"):
        assert not path.is_symlink()
        assert path.is_dir() or path.stat().st_nlink == 1
        even = path.stat().st_mtime_ns // 2_000_000_000 * 2_000_000_000
        path.chmod(0o755)
        os.utime(path, ns=(even, even))


def test_an_archive_lives_on_a_stick(tmp_path: Path) -> None:
    disk, issue = Fat(), built_issue(tmp_path / "so")
    stick = tmp_path / "stick"
    stick.mkdir()
    archive = create_archive(stick / "luu-tru", disk)
    for reason in (None, "Đính chính"):
        with writing(archive, disk) as writer:
            keep(writer, package_issue(issue, issue / "build"), reason, NOW)
        built_issue(issue, title="Bài một, đã sửa")
        on_fat(stick)
    events.append(archive, ID, "printed", {"copies": "700"}, NOW)
    assert not copy_archive(archive, stick / "ban-sao", NOW, disk).findings
    on_fat(stick)
    for name in ("luu-tru", "ban-sao"):
        assert judged(stick / name / "kho") == ""
        assert run(["verify", "--archive", str(Archive(stick / name).folder)]) == 0
    on_fat(stick)
    # The catalogue tells changes by time and size; a new version is seen within the two seconds.
    assert run(["search", "Nội dung", "--archive", str(archive.folder)]) == 0
    size = (archive.root / ID / "inventory.json").stat().st_size
    events.append(archive, ID, "printed", {"copies": "800"}, NOW)
    assert (archive.root / ID / "inventory.json").stat().st_size != size
