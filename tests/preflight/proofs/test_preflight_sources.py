"""Proofs that fail on a page name the file and line of the words; the maintainers come second."""

from __future__ import annotations

from pathlib import Path

import pytest
from letter_kit import issue

from bulletin.errors import Finding, Place, ProofError
from bulletin.model import Issue
from bulletin.preflight.proofs import rules as proof_rules
from bulletin.preflight.proofs import words
from bulletin.preflight.proofs.sources import naming_sources, with_sources
from bulletin.preflight.proofs.text import _finding
from bulletin.sources import load_issue


@pytest.fixture
def read(tmp_path: Path) -> Issue:
    folder = issue(
        tmp_path / "so", title='"Tin nhanh"', body="Sáng 9/5, tổ dân phố họp.\n\n  Bà con góp ý sôi nổi.",
        article='lead: "Cuộc họp mở đầu tuần."\n',
    )  # fmt: skip
    made = load_issue(folder).issue
    assert made is not None
    return made


@pytest.mark.parametrize(
    ("where", "lost", "place"),
    [
        ("bai/body", "góp ý sôi", "articles/bai.yaml:7:10"),
        ("bai/headline-lead-3", "Tin nhanh", "articles/bai.yaml:2:9"),
        ("bai/standfirst-lead-3", "họp", "articles/bai.yaml:3:13"),
        ("bai/body-list", "chữ-không-có", "articles/bai.yaml:4:7"),
        ("imprint", "Tổ dân phố", "publication.yaml:3:13"),
    ],
)
def test_the_words_of_a_proof_are_found(read: Issue, where: str, lost: str, place: str) -> None:
    values = {"page": "2", "where": where, "words": lost}
    (found,) = with_sources([Finding(proof_rules.TEXT_LOST, Place(page=2), lost, values)], read)
    assert str(found.place) == place
    assert found.place.page == 2
    for lang in ("vi", "en"):
        assert found.remedy(lang).index(place) < found.remedy(lang).index("người bảo trì" if lang == "vi" else "maint")


def test_a_story_that_lost_words_is_found(read: Issue) -> None:
    finding = words._finding(proof_rules.STORY_LOST, "bai", ["sôi", "nổi."])
    assert [str(f.place) for f in with_sources([finding], read)] == ["articles/bai.yaml:7:16"]


def test_errors_that_leave_the_block_are_placed(read: Issue) -> None:
    finding = _finding(proof_rules.TEXT_SPACES, 1, None, ["góp", "ý"])
    with pytest.raises(ProofError) as caught, naming_sources(read):
        raise ProofError([finding])
    assert str(caught.value.findings[0].place) == "articles/bai.yaml:7:10"


def test_other_findings_stay_as_they_are(read: Issue) -> None:
    finding = Finding(proof_rules.PAGE_COUNT, values={"found": "1", "expected": "2"})
    assert with_sources([finding], read) == (finding,)
