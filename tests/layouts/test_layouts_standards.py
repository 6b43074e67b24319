"""Every layout, every edition: the standards that a build claims are kept in the eyes of two other programs."""

from __future__ import annotations

import json
import shutil
from collections.abc import Callable, Iterator, Mapping
from pathlib import Path

import pikepdf
import pytest
import yaml
from layouts_kit import EXAMPLES, LAYOUTS, NAMES, Built
from pikepdf import Array, Dictionary, Name
from validators_kit import Judge

from bulletin.preflight.validators import Flavour
from bulletin.runtime.child import run_job

Build = Callable[[str, str], Built]
FLAVOURS: dict[str, Flavour] = {
    "PDF/UA-1": "ua1", "PDF/A-3a": "3a", "PDF/A-2b": "2b", "PDF/A-1b": "1b",
}  # fmt: skip
OLD = """
outputs:
  editions: [press, record]
  press: {x1a: yes}
  record: {standard: a-1b}
"""


def claimed(folder: Path) -> list[tuple[Path, Flavour]]:
    """Every file of a build with each of its standards that veraPDF knows."""
    editions = json.loads((folder / "release.json").read_text("utf-8"))["editions"]
    return [
        (folder / edition["file"], FLAVOURS[standard])
        for edition in editions.values()
        for standard in edition["standards"]
        if standard in FLAVOURS
    ]


@pytest.mark.parametrize("layout", NAMES)
def test_all_editions_keep_what_they_claim(build: Build, judge: Judge, layout: str) -> None:
    files = [pair for example in ("do-son", "mot-trang") for pair in claimed(build(layout, example).pdf.parent)]
    found = sorted((path.name, flavour) for path, flavour in files)
    assert found == sorted(
        2 * [("screen.pdf", "ua1"), ("press.pdf", "2b"), ("record.pdf", "3a"), ("record.pdf", "ua1")]
    )
    judge.assert_good(files)
    judge.assert_good(files, "page")
    judge.assert_good([(path, flavour) for path, flavour in files if flavour != "ua1"], "qpdf")


@pytest.mark.parametrize(("layout", "example"), [("tuan-tin", "do-son"), ("ban-tin-a4", "mot-trang")])
def test_pdf_a_1b_where_the_archive_asks_for_it(
    shared: Path, tmp_path: Path, judge: Judge, layout: str, example: str
) -> None:
    folder = shutil.copytree(EXAMPLES / example, tmp_path / "số", ignore=shutil.ignore_patterns("build"))
    with (folder / "issue.yaml").open("a", encoding="utf-8") as sheet:
        sheet.write(OLD)
    job = {"folder": str(folder), "out": str(tmp_path / "out"), "cache": str(shared / "cache"), "layout": layout}
    run_job("bulletin.build.recipe:build_job", job)
    files = claimed(tmp_path / "out")
    assert sorted((path.name, flavour) for path, flavour in files) == [("press.pdf", "1b"), ("record.pdf", "1b")]
    judge.assert_good(files)


# --- the tags of real issues ----------------------------------------------------------------------------------


def elements(parent: pikepdf.Object) -> Iterator[pikepdf.Object]:
    """All structure elements below one, in order."""
    kids = parent.get("/K")
    for kid in kids if isinstance(kids, Array) else [kids]:
        if kid is not None and not isinstance(kid, int) and "/S" in kid:
            yield kid
            yield from elements(kid)


def kinds(parent: pikepdf.Object) -> list[str]:
    return [str(element.S)[1:] for element in elements(parent)]


@pytest.mark.parametrize("layout", NAMES)
def test_a_story_is_one_article_and_the_same_in_every_layout(build: Build, layout: str) -> None:
    with pikepdf.open(build(layout, "do-son").pdf) as pdf:
        root = pdf.Root.StructTreeRoot
        articles = [element for element in elements(root) if Name.Art == element.S]
        titles = [str(article.T) for article in articles]
        assert len(titles) == len(set(titles)) == len(list((EXAMPLES / "do-son" / "articles").glob("*.yaml")))
        for article in articles:
            inside = kinds(article)
            assert "Art" not in inside
            first, *below = [kind for kind in inside if kind[0] == "H"]
            # A brief below the common head of several is one level lower.
            around = [kid.S for kid in article.P.K if isinstance(kid, Dictionary) and "/S" in kid]
            assert first == ("H3" if Name.H2 in around else "H2")
            assert all(kind > first for kind in below)
        with pikepdf.open(build("tuan-tin", "do-son").pdf) as other:
            # By what is in them: a layout may print the part of a title before its colon as the kicker.
            same = [counted(article) for article in elements(other.Root.StructTreeRoot) if Name.Art == article.S]
        assert sorted(map(_sorted, map(counted, articles))) == sorted(map(_sorted, same))


def _sorted(counts: Mapping[str, int]) -> list[tuple[str, int]]:
    return sorted(counts.items())


def counted(article: pikepdf.Object) -> dict[str, int]:
    """How many elements of each kind that must not depend on columns and pages."""
    found = kinds(article)
    heads = sum(kind[0] == "H" for kind in found)
    return {"H": heads} | {
        kind: found.count(kind) for kind in ("L", "LI", "Table", "TR", "TH", "TD", "Figure", "Caption")
    }


def named_on_page_1(folder: Path, layout: str) -> int:
    """How many stories of other pages contents and teasers name at most: all, as far as the layout has room."""
    told = json.loads((folder / "articles.json").read_text("utf-8"))["articles"]
    others = [one for one in told if one["slot"] != "brief" and one["pages"][0] > 1]
    furniture = yaml.safe_load((LAYOUTS / layout / "layout.yaml").read_text("utf-8"))["furniture"]
    return min(len(others), furniture["contents_entries"] + furniture.get("skybox_entries", 0))


@pytest.mark.parametrize("layout", NAMES)
def test_details_that_a_screen_reader_needs(build: Build, layout: str) -> None:
    built = build(layout, "do-son")
    with pikepdf.open(built.pdf) as pdf:
        found = list(elements(pdf.Root.StructTreeRoot))
        assert [str(e.S) for e in found].count("/H1") == 1
        assert {str(e.A.Scope) for e in found if e.S == Name.TH} == {"/Column"}
        photos = [e for e in found if Name.Figure == e.S and isinstance(e.get("/K"), Array)]
        assert len(photos) == 14
        assert all(Name.Caption == photo.K[-1].S and str(photo.Alt) for photo in photos)
        entries = [e for e in found if e.S == Name.TOCI]
        most = named_on_page_1(built.pdf.parent, layout)
        assert most // 2 <= len(entries) <= most  # a page may take the contents half as high as its layout says
        notes = {str(note.get("/Contents", "")) for note in pdf.pages[0].get("/Annots", [])}  # one for each line
        led = {words for words in notes if words.startswith("Đến bài: ")}
        assert len(led) == len(entries), "what leads from page 1 to a story is an entry of the contents"
        assert all(kinds(entry) == ["Reference", "Link", "Span"] for entry in entries)
        names = pdf.Root.Names.Dests.Names
        for target in list(names)[1::2]:  # links lead to headlines, not to the heads of pages
            assert float(target[3]) < float(pikepdf.Page(target[0]).mediabox[3]) - 15
