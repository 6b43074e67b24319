"""An approval is of what was there: anything that changes afterwards is told, and nothing else is."""

from __future__ import annotations

from pathlib import Path

import pytest
from build_issues import small_issue

from bulletin.build.reading import Checked, check_issue
from bulletin.desk.approval import approval_digest

APPROVED = 'approved:\n  - name: "Vũ Thị Hạnh"\n    at: 18/11/2026 16:30\n    digest: {digest}\n'


def checked(folder: Path, cache: Path) -> Checked:
    found = check_issue(folder, cache)
    assert found.issue is not None, found.findings
    return found


def told(folder: Path, cache: Path) -> list[str]:
    return [f.values["name"] for f in checked(folder, cache).findings if f.rule.id == "issue.changed-after-approval"]


def digest(folder: Path, cache: Path) -> str:
    found = checked(folder, cache)
    assert found.issue is not None
    return approval_digest(found.issue, found.seen.digests())


@pytest.fixture
def approved(tmp_path: Path, cache: Path) -> Path:
    folder = small_issue(tmp_path / "so-18")
    sheet = folder / "issue.yaml"
    sheet.write_text(sheet.read_text() + APPROVED.format(digest=digest(folder, cache)))
    return folder


def test_what_was_approved_is_still_approved(approved: Path, cache: Path) -> None:
    assert told(approved, cache) == []


def test_a_second_name_changes_nothing(approved: Path, cache: Path) -> None:
    before = digest(approved, cache)
    sheet = approved / "issue.yaml"
    sheet.write_text(sheet.read_text() + '  - "Đào Văn Lộc"\n')
    assert digest(approved, cache) == before
    assert told(approved, cache) == []


@pytest.mark.parametrize("what", ["word", "issue", "photo"])
def test_a_change_afterwards_is_told(approved: Path, cache: Path, what: str) -> None:
    if what == "word":
        file = next((approved / "articles").glob("*.yaml"))
        file.write_bytes(file.read_bytes() + b"# seen\n")
    elif what == "issue":
        file = approved / "issue.yaml"
        file.write_text(file.read_text() + "notices: [Đổi giờ họp]\n")
    else:
        file = next((approved / "photos").iterdir())
        file.write_bytes(file.read_bytes() + b"\0")
    assert told(approved, cache) == ["Vũ Thị Hạnh"]


def test_a_new_approval_settles_an_old_one(approved: Path, cache: Path) -> None:
    sheet = approved / "issue.yaml"
    sheet.write_text(sheet.read_text() + "notices: [Đổi giờ họp]\n")
    assert told(approved, cache) == ["Vũ Thị Hạnh"]
    anew = f"  - name: Đào Văn Lộc\n    digest: {digest(approved, cache)}\nnotices:"
    sheet.write_text(sheet.read_text().replace("notices:", anew))
    assert told(approved, cache) == []


def test_an_approval_without_a_digest_is_a_record_and_no_promise(tmp_path: Path, cache: Path) -> None:
    folder = small_issue(tmp_path / "so-18")
    sheet = folder / "issue.yaml"
    sheet.write_text(sheet.read_text() + 'approved: "Vũ Thị Hạnh"\n')
    assert told(folder, cache) == []
