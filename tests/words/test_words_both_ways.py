"""The second opinion: pages with our words beside the same pages set by WeasyPrint; and which slots it keeps."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import replace
from functools import cache
from pathlib import Path

import pytest
from benchmarks.pages import both_ways
from benchmarks.pages.__main__ import main
from benchmarks.pages.both_ways import exact_kerning, farthest, letters, set_both_ways
from golden_kit import Sample, composed, sample
from layout_issues import composed as composed_issue
from layout_issues import composing, issue_of, layout, random_articles

from bulletin.assets.fonts.load import FontSet
from bulletin.build.publish import summary
from bulletin.build.run import BuildRun
from bulletin.layout.engine import Composed, LayoutEngine
from bulletin.layout.pages.compose import ComposedPage
from bulletin.layout.setting.page_setter import SetPages
from bulletin.layout.setting.referee import laid_from, page_setter, placeholders, set_composed
from bulletin.layout.spec import layout_names, load_layout

NEAR_PT = 0.05


@pytest.fixture
def exact() -> Iterator[None]:
    """WeasyPrint cuts every kerning to a thousandth of the size, which adds up to half a point along a line."""
    with exact_kerning():
        yield


@pytest.fixture(scope="session")
def sample_of(tmp_path_factory: pytest.TempPathFactory) -> Callable[[str], Sample]:
    @cache
    def read(example: str) -> Sample:
        return sample(example, tmp_path_factory.mktemp("both") / example)

    return read


@pytest.mark.usefixtures("exact")
@pytest.mark.parametrize("example", ["do-son", "mot-trang"])
@pytest.mark.parametrize("name", layout_names())
def test_every_layout_is_the_same_whoever_sets_its_words(
    name: str, example: str, sample_of: Callable[[str], Sample], fonts: FontSet
) -> None:
    pages = composed(name, sample_of(example), fonts)
    ours, theirs = set_both_ways(LayoutEngine(load_layout(name), fonts), pages)
    assert (ours.misfits, ours.findings) == (theirs.misfits, theirs.findings) == ((), ())
    assert ours.words.drawn > 0 == theirs.words.drawn
    assert len(ours.words.kept) <= 0.05 * (ours.words.drawn + len(ours.words.kept)), ours.words.kept
    gap, where = farthest(letters(ours.pdf), letters(theirs.pdf))
    assert gap < NEAR_PT, where


@pytest.mark.usefixtures("exact")
@pytest.mark.parametrize("seed", [31, 32, 33])
def test_generated_issues_are_the_same_whoever_sets_their_words(seed: int, fonts: FontSet, tmp_path: Path) -> None:
    records, slots = random_articles(seed, 6)
    engine = LayoutEngine(layout(2 + seed % 2), fonts)
    ours, theirs = set_both_ways(engine, composed_issue(engine, issue_of(tmp_path, records, slots)))
    assert ours.misfits == theirs.misfits == ()
    assert ours.words.drawn > 50
    gap, where = farthest(letters(ours.pdf), letters(theirs.pdf))
    assert gap < both_ways.NEAR_PT, where


def test_a_random_issue_is_the_same_by_the_command(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["twice", "--seeds", "6", "--work", str(tmp_path)]) == 0
    assert "1 of 1 issues are the same both ways" in capsys.readouterr().out
    assert sorted(path.name for path in tmp_path.iterdir()) == ["cache"]


def test_a_difference_is_named(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    read_letters, asked = both_ways.letters, list[bytes]()

    def one_less_in_the_second(pdf: bytes) -> list[both_ways.Letter]:
        asked.append(pdf)
        return read_letters(pdf)[len(asked) - 1 :]

    monkeypatch.setattr(both_ways, "letters", one_less_in_the_second)
    assert both_ways.set_twice((6, "tuan-tin"), tmp_path).why == "other letters, or in another order"


# --- what falls back --------------------------------------------------------------------------------------------------


@pytest.fixture(scope="session")
def small(fonts: FontSet, sample_of: Callable[[str], Sample]) -> tuple[LayoutEngine, Composed]:
    engine = LayoutEngine(load_layout("tuan-tin"), fonts)
    one = sample_of("mot-trang")
    return engine, engine.compose(one.issue, one.photos, {})


def set_with(small: tuple[LayoutEngine, Composed], css: str = "", html: Callable[[str], str] = str) -> SetPages:
    engine, pages = small
    changed = tuple(replace(page, html=html(page.html)) for page in pages.pages)
    head = pages.head.replace("</style>", f"{css}</style>")
    return page_setter(engine).set_pages(head, changed, placeholders(changed))


def reasons(small: tuple[LayoutEngine, Composed], done: SetPages, role: str = "body") -> set[str]:
    """Why slots of a role were kept, with an empty reason for those that were not."""
    slots = {f"{p.number}.{n}": slot for p in small[1].pages for n, slot in enumerate(p.slots)}
    kept = dict(done.words.kept)
    return {kept.get(name, "") for name, slot in slots.items() if slot.role == role}


@pytest.mark.parametrize(
    ("css", "reason"),
    [
        ("", ""),
        (".body { color: #123456; line-height: 12.6pt }", ""),
        (".body { padding-top: 0.1pt; background: #eee; border-bottom: 0.1pt solid }", ""),
        (".body { letter-spacing: 0.05pt }", "letter-spacing"),
        (".body { text-transform: uppercase }", "text-transform"),
        (".body { text-decoration: underline }", "text-decoration"),
        (".story { text-decoration: underline }", "text-decoration"),
        (".body { direction: rtl }", "direction"),
        (".body { font-variant-caps: small-caps }", "font-variant-caps"),
        (".body { font-feature-settings: 'onum' }", "font-feature-settings"),
        ("body { font-kerning: none }", "font-kerning"),
        (".body::before { content: '– ' }", "::before"),
        (".body::after { content: '.' }", "::after"),
        (".body::first-letter { color: red }", "::first-letter"),
        (".body::first-line { color: red }", "::first-line"),
        (".body { color: rgba(0, 0, 0, 0.5) }", "color"),
        (".body { font-style: oblique }", "font: oblique 400 Source Serif 4"),
        (".story { opacity: 0.5 }", "opacity"),
        (".story { transform: rotate(1deg) }", "transform"),
        (".body { visibility: hidden }", "visibility"),
        (".body { font-size: 0 }", "font-size"),
        (".body { overflow: hidden }", "overflow"),
        (".body { columns: 2 }", "column-count"),
        (".body { display: flex }", "display: block flex"),
        (".run { width: auto !important }", "width: auto"),
        (".body { text-indent: 5% }", "text-indent"),
        (".body { text-align-last: center }", "text-align-last"),
        (".x:empty { color: red }", "as asked"),
        (".body { string-set: t content(text) }", "as asked"),
    ],
)  # fmt: skip
def test_a_slot_with_what_we_do_not_draw_keeps_its_words(
    small: tuple[LayoutEngine, Composed], css: str, reason: str
) -> None:
    done = set_with(small, css)
    assert reasons(small, done) - {""} == ({reason} if reason else set())
    if reason not in ("visibility", "font-size", "text-transform", "::before", "::after") and not done.misfits:
        wanted = sorted(letter.text for letter in letters(set_with(small).pdf))
        assert sorted(letter.text for letter in letters(done.pdf)) == wanted


@pytest.mark.parametrize(
    ("old", "new", "reason"),
    [
        ("<b>", "<b lang=en>", "<b lang>"),
        ("<b>", "<u><b>", "<u>"),
        ("<b>", "<br><b>", "<br>"),
        ("<b>", "<b><img src='' alt=x>", "<img>"),
        ("<b>", "<!--x--><b>", "<comment>"),
        ("<b>", "thêm <b>", "other words than planned"),
        ("<b>", "\u200b<b>", "other words than planned"),
    ],
)  # fmt: skip
def test_a_template_that_prints_something_else_into_a_slot_is_set_as_before(
    small: tuple[LayoutEngine, Composed], old: str, new: str, reason: str
) -> None:
    assert any(old in page.html for page in small[1].pages)
    done = set_with(small, html=lambda html: html.replace(old, new, 1))
    assert reason in [why for _, why in done.words.kept]


def test_two_elements_of_one_slot_are_both_kept_and_found(small: tuple[LayoutEngine, Composed]) -> None:
    done = set_with(small, html=lambda html: html.replace("</section>", '<p data-slot="1.0">một</p></section>'))
    assert ("1.0", "a slot that was not asked for") in done.words.kept
    assert done.misfits


def test_a_planned_line_that_is_too_wide_goes_to_the_page_setter_and_its_referee(
    fonts: FontSet, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    from bulletin.layout.lines.shape import Shaper

    records, slots = random_articles(5, 3, photos=False, slots=("story",))
    engine = LayoutEngine(layout(3), fonts)
    issue = issue_of(tmp_path, records, slots)
    with monkeypatch.context() as patch:
        real = Shaper.word
        patch.setattr(Shaper, "word", lambda self, text, face, size: real(self, text, face, size) * 0.96)
        pages = composed_issue(engine, issue)
        done = set_composed(engine, pages, composing(issue))
    assert done.laid.lines.refereed > 0


# --- the same bytes ---------------------------------------------------------------------------------------------------


def test_pages_are_the_same_bytes_twice(small: tuple[LayoutEngine, Composed]) -> None:
    assert set_with(small).pdf == set_with(small).pdf


def test_pages_set_one_by_one_say_the_same(small: tuple[LayoutEngine, Composed], fonts: FontSet) -> None:
    """A page's words depend on nothing but that page, so pages can be set in any order and kept."""
    engine, pages = small

    def alone(page: ComposedPage) -> Iterator[tuple[str, float, float]]:
        done = page_setter(engine).set_pages(pages.head, (page,), placeholders((page,)), partial=True)
        yield from ((letter.text, letter.x, letter.y) for letter in letters(done.pdf))

    together = [(letter.text, letter.x, letter.y) for letter in letters(set_with(small).pdf)]
    assert [letter for page in pages.pages for letter in alone(page)] == together


# --- what the command line says ---------------------------------------------------------------------------------------


def test_json_counts_both_kinds_of_slots(small: tuple[LayoutEngine, Composed], tmp_path: Path) -> None:
    engine, pages = small
    done = set_with(small, ".caption, .imprint { letter-spacing: 0.1pt } .body { text-transform: uppercase }")
    laid = laid_from(engine, pages, done, 0)
    said = summary(BuildRun(tmp_path), tmp_path, laid, {}, ())["words"]
    assert said["drawn"] + said["kept"] == len(laid.slots)
    assert said["reasons"] == {"letter-spacing": 2, "text-transform": 8}
