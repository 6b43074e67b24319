"""PAGINATE: what WeasyPrint set is what was planned; where it is not, the referee's lines are taken."""

from __future__ import annotations

import sys
from dataclasses import replace
from pathlib import Path

import pytest
from layout_issues import Words, article, composed, composing, issue_of, layout, random_articles

from bulletin.assets.fonts.load import FontSet
from bulletin.errors import has_errors
from bulletin.layout.engine import Composed, LayoutEngine
from bulletin.layout.laid import Laid
from bulletin.layout.lines.shape import Shaper
from bulletin.layout.setting.referee import page_setter, placeholders, set_composed
from bulletin.model import Issue
from bulletin.preflight.proofs.words import prove_words, required_texts

ROOT = Path(__file__).resolve().parents[2]


def checked(engine: LayoutEngine, issue: Issue) -> tuple[Composed, Laid]:
    """The pages, set; fails on any finding, and on any word of the issue that is not there once and in order."""
    pages = composed(engine, issue)
    done = set_composed(engine, pages, composing(issue))
    laid, findings = done.laid, done.findings
    assert [(f.rule.id, f.values) for f in findings if f.severity == "error"] == []
    assert prove_words(required_texts(issue), laid.slots) == ()
    return pages, laid


@pytest.mark.no_cover  # smaller issues cover the same lines in a tenth of the time
def test_forty_articles_are_set_line_by_line_as_planned(
    fonts: FontSet, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    records, slots = random_articles(2026, 40, photos=False, slots=("story", "story", "brief"), paragraphs=4)
    engine = LayoutEngine(layout(3), fonts)
    issue = issue_of(tmp_path, records, slots)
    pages = composed(engine, issue)
    result = page_setter(engine).set_pages(pages.head, pages.pages, placeholders(pages.pages))
    assert result.misfits == ()
    assert not has_errors(result.findings)
    slots_set = [slot for page in pages.pages for slot in page.slots]
    assert prove_words(required_texts(issue), slots_set) == ()
    facts = pages.lines
    with capsys.disabled():
        sys.stderr.write(
            f"\n40 articles, {facts.lines} justified lines: widest gap {facts.widest_gap_pt:.1f} pt"
            f" (first fit {facts.widest_gap_first_fit_pt:.1f}), mean gap variance {facts.mean_gap_variance:.2f} pt²"
            f" (first fit {facts.mean_gap_variance_first_fit:.2f})\n"
        )
    assert facts.lines > 700
    assert facts.mean_gap_variance <= facts.mean_gap_variance_first_fit
    assert facts.widest_gap_pt <= facts.widest_gap_first_fit_pt


@pytest.mark.parametrize(("columns", "seed"), [(3, 5), (2, 6)])
def test_photos_boxes_tables_and_codes_are_set_as_planned(
    fonts: FontSet, tmp_path: Path, columns: int, seed: int
) -> None:
    records, slots = random_articles(seed, 12)
    _, laid = checked(LayoutEngine(layout(columns), fonts), issue_of(tmp_path, records, slots))
    assert laid.lines.refereed == 0
    wanted = sorted((f"bai-{n}", p["id"]) for n, record in enumerate(records) for p in record["photos"])
    assert sorted((slot.story, slot.photo) for slot in laid.photos) == wanted
    assert {slot.url for slot in laid.qr_codes} == {r["source"]["url"] for r in records if "source" in r}


def test_a_space_alone_between_two_faces_is_no_misfit(fonts: FontSet, tmp_path: Path) -> None:
    """WeasyPrint sets it as a space and a zero-width space."""
    body = "Bà con " + "**họp tổ** *tối qua* " * 9 + "rất đông.\n\n" + Words(2).body(3)
    _, laid = checked(LayoutEngine(layout(3), fonts), issue_of(tmp_path, [article(Words(2), 0, body=body)], ["story"]))
    assert laid.lines.refereed == 0


def test_a_long_address_leaves_no_hole_in_the_line_before_it(engine: LayoutEngine) -> None:
    text = engine.setter.set(f"Xem {'https://doson.example/' + 'tin-tuc/ngay-moi/' * 6} nhé bà con", "body", 147.4)
    assert all(line.gap < 40 or not line.spaces for line in text.lines)


class TestReferee:
    @pytest.fixture
    def narrow(self, monkeypatch: pytest.MonkeyPatch) -> None:
        """A shaper that believes every word to be 2 % narrower than it is."""
        honest = Shaper.word
        monkeypatch.setattr(Shaper, "word", lambda self, text, face, size: 0.98 * honest(self, text, face, size))

    def issue(self, folder: Path) -> Issue:
        words = Words(9)
        return issue_of(folder, [article(words, n, body=words.body(5)) for n in range(2)], ["story", "story"])

    def test_false_widths_are_found(self, narrow: None, fonts: FontSet, tmp_path: Path) -> None:
        engine = LayoutEngine(layout(3), fonts)
        pages = composed(engine, self.issue(tmp_path))
        result = page_setter(engine).set_pages(pages.head, pages.pages, placeholders(pages.pages))
        assert len(result.misfits) > 3
        assert result.pdf == b""

    def test_the_page_setters_own_lines_are_taken(self, narrow: None, fonts: FontSet, tmp_path: Path) -> None:
        engine = LayoutEngine(layout(3), fonts)
        issue = self.issue(tmp_path)
        _, laid = checked(engine, issue)
        assert laid.lines.refereed > 10
        assert laid.pdf.startswith(b"%PDF")
        again = composed(engine, issue)
        result = page_setter(engine).set_pages(again.head, again.pages, placeholders(again.pages))
        assert result.misfits == ()

    def test_honest_widths_need_no_referee(self, fonts: FontSet, tmp_path: Path) -> None:
        _, laid = checked(LayoutEngine(layout(3), fonts), self.issue(tmp_path))
        assert laid.lines.refereed == 0


def test_a_lost_line_is_an_error(fonts: FontSet, tmp_path: Path) -> None:
    """Pages whose HTML lost a word on the way to the page setter are refused."""
    engine = LayoutEngine(layout(3), fonts)
    words = Words(4)
    pages = composed(engine, issue_of(tmp_path, [article(words, 0, title="Chuyện kể ở xóm Giếng")], ["story"]))
    (page,) = pages.pages
    assert ">Chuyện kể ở xóm Giếng<" in page.html
    broken = replace(page, html=page.html.replace(">Chuyện kể ở xóm Giếng<", ">Chuyện kể ở xóm<"))
    result = page_setter(engine).set_pages(pages.head, (broken,), placeholders((broken,)))
    assert [m.set for m in result.misfits] == [("Chuyện kể ở xóm",)]


def test_the_page_setter_is_served_from_memory_alone(fonts: FontSet, tmp_path: Path) -> None:
    """Addresses in a layout's style sheet lead nowhere, and the build says so."""
    engine = LayoutEngine(layout(3), fonts)
    pages = composed(engine, issue_of(tmp_path, [article(Words(4), 0)], ["story"]))
    secret = tmp_path / "secret.css"
    secret.write_text("p{display:none}", "utf-8")
    for url in (
        secret.as_uri(),
        "https://bulletin.invalid/../../etc/passwd",
        "http://127.0.0.1:9/x.css",
        "data:text/css,p%7B%7D",
    ):
        head = pages.head.replace("<style>", f'<link rel="stylesheet" href="{url}"><style>')
        result = page_setter(engine).set_pages(head, pages.pages, placeholders(pages.pages))
        assert [f.values["message"] for f in result.findings if url in f.values["message"]]
        assert result.pdf == b"" or has_errors(result.findings)
