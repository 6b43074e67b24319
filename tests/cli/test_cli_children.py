"""What the children of doctor and preview do, with the real build."""

from __future__ import annotations

import shutil
from pathlib import Path

import pytest

from bulletin.doctor import selftest
from bulletin.errors import Severity
from bulletin.preview import job as preview_job
from bulletin.runtime.progress import Silent
from bulletin.runtime.wire import findings_from_wire

ROOT = Path(__file__).resolve().parents[2]


@pytest.fixture
def issue(tmp_path: Path) -> Path:
    return Path(shutil.copytree(ROOT / "examples" / "mot-trang", tmp_path / "issue"))


def test_the_self_test_reads_every_word_back(tmp_path: Path) -> None:
    result = selftest.job({"cache": str(tmp_path / "cache")}, Silent())
    assert result["missing"] == []
    assert result["words"] > 50


def test_the_self_test_notices_a_lost_word(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    real = selftest._read
    monkeypatch.setattr(selftest, "_read", lambda path: (real(path)[0], real(path)[1].replace("Nguyễn", "Nguyen")))
    assert selftest.job({"cache": str(tmp_path / "cache")}, Silent())["missing"] == ["Nguyễn"]


def test_a_preview_rebuilds_what_was_edited(issue: Path, tmp_path: Path) -> None:
    order = {"folder": str(issue), "cache": str(tmp_path / "cache")}
    first = preview_job.job(order, Silent())
    assert first["ok"]
    pictures = [Path(page).read_bytes() for page in first["pages"]]
    assert all(picture.startswith(b"\x89PNG") for picture in pictures)
    (article,) = issue.glob("articles/*.yaml")
    typed = article.read_text(encoding="utf-8")
    article.write_text(typed.replace("ba hồi", "bốn hồi"), encoding="utf-8")
    second = preview_job.job(order, Silent())
    assert second["ok"]
    assert Path(second["pages"][0]).read_bytes() != pictures[0]
    article.write_text(typed.replace("title:", "titel:"), encoding="utf-8")
    third = preview_job.job(order, Silent())
    assert not third["ok"]
    assert any(finding.severity is Severity.ERROR for finding in findings_from_wire(third["findings"]))
