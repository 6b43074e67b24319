"""Pages that were set one by one are one file: one tree, one outline, links between pages, one subset of each face."""

from __future__ import annotations

import io
from collections.abc import Sequence
from dataclasses import replace
from pathlib import Path

import pikepdf
import pytest
from golden_kit import composed, sample
from pikepdf import Array, Dictionary, Name, String

from bulletin.assets.fonts.load import FontSet
from bulletin.layout.engine import Composed, LayoutEngine
from bulletin.layout.setting.kept import KeptSetter
from bulletin.layout.setting.referee import page_setter, placeholders
from bulletin.layout.setting.result import SetPages
from bulletin.layout.spec import load_layout
from bulletin.layout.words.join import join
from bulletin.layout.words.parts import Bookmark, PageFont, PagePart, part_of
from bulletin.layout.words.shaping import Shapers
from bulletin.preflight.proofs.links import outline_of

FACE = ("Be Vietnam Pro", 400, "normal")


def part(
    *places: str, fonts: Sequence[PageFont] = (), bookmarks: Sequence[Bookmark] = (), targets: Sequence[str] = (),
    strangers: Sequence[str] = (), link: str = "", acts: bool = False,
) -> PagePart:  # fmt: skip
    """One page as the page setter would write it, with a paragraph on it."""
    with pikepdf.new() as pdf:
        page = pdf.add_blank_page().obj
        page.Resources = Dictionary(Font=pdf.make_indirect(Dictionary()))
        page.StructParents = 0
        root = pdf.make_indirect(Dictionary(Type=Name.StructTreeRoot))
        document = pdf.make_indirect(Dictionary(Type=Name.StructElem, S=Name.Document, P=root))
        words = pdf.make_indirect(Dictionary(Type=Name.StructElem, S=Name.P, P=document, Pg=page, K=Array([0])))
        document.K, root.K = Array([words]), Array([document])
        nums = [0, Array([words])]
        if link:
            annotation = pdf.make_indirect(Dictionary(Type=Name.Annot, Subtype=Name.Link, Dest=String(link)))
            annotation.StructParent = 1
            page.Annots = Array([annotation])
            nums += [1, words]
        root.ParentTree = pdf.make_indirect(Dictionary(Nums=Array(nums)))
        pdf.Root.StructTreeRoot = root
        listed = [item for n, name in enumerate(places) for item in (String(name), Array([page, Name.XYZ, n, 9, 0]))]
        if listed:
            pdf.Root.Names = Dictionary(Dests=Dictionary(Names=Array(listed)))
        if acts:
            pdf.Root.AcroForm = Dictionary(Fields=Array())
        out = io.BytesIO()
        pdf.save(out)
    return PagePart(out.getvalue(), tuple(fonts), tuple(targets), tuple(bookmarks), tuple(strangers))


def opened(shapers: Shapers, *parts: PagePart) -> pikepdf.Pdf:
    return pikepdf.open(io.BytesIO(join(parts, shapers).pdf))


def test_a_link_leads_to_the_page_that_has_its_place(shapers: Shapers) -> None:
    """The first place of a name counts; one that a page has only for its own links is no place."""
    first = part("b", "bai-2", targets=["bai-2", "bai-9"], strangers=["bai-2"], link="bai-2")
    pages = (first, part("bai-2", "a", "b", link="b"))
    assert join(pages, shapers).missing == ("bai-9",)
    with opened(shapers, *pages) as pdf:
        names = pdf.Root.Names.Dests.Names
        found = {str(names[at]): (pdf.pages.index(names[at + 1][0]), int(names[at + 1][2])) for at in range(0, 6, 2)}
        assert found == {"a": (1, 1), "b": (0, 0), "bai-2": (1, 0)}
        assert [str(names[at]) for at in range(0, len(names), 2)] == ["a", "b", "bai-2"]


def test_the_tags_are_one_tree(shapers: Shapers) -> None:
    with opened(shapers, part(), part("a", link="a"), part("b", link="b")) as pdf:
        (document,) = pdf.Root.StructTreeRoot.K
        assert [pdf.pages.index(element.Pg) for element in document.K] == [0, 1, 2]
        assert all(element.P.objgen == document.objgen for element in document.K)
        nums = pdf.Root.StructTreeRoot.ParentTree.Nums
        behind = {int(nums[at]): nums[at + 1] for at in range(0, len(nums), 2)}
        for page, element in zip(pdf.pages, document.K, strict=True):
            assert behind[int(page.obj.StructParents)][0].objgen == element.objgen
            for annotation in page.obj.get("/Annots", ()):
                assert behind[int(annotation.StructParent)].objgen == element.objgen
        assert sorted(behind) == [0, 1, 2, 3, 4]


def test_the_outline_is_one_tree(shapers: Shapers) -> None:
    def marks(*levels: int) -> list[Bookmark]:
        return [Bookmark(0, level, f"tin {level}", 0, 700, closed=level == 4) for level in levels]

    with opened(shapers, part(bookmarks=marks(1, 3, 4)), part(bookmarks=marks(2)), part(bookmarks=marks(1))) as pdf:
        assert list(outline_of(pdf)) == [("tin 1", 1), ("tin 3", 1), ("tin 4", 1), ("tin 2", 2), ("tin 1", 3)]
        one = pdf.Root.Outlines.First
        assert (int(pdf.Root.Outlines.Count), int(one.Count)) == (5, 3)
        assert [str(item.Title) for item in (one.First, one.First.First, one.First.Next, one.Next)] == [
            "tin 3", "tin 4", "tin 2", "tin 1",
        ]  # fmt: skip


def test_a_face_is_cut_once_and_every_map_stays_exact(shapers: Shapers) -> None:
    """On the third page a glyph says something else than on the first, so it is in a font of its own there."""
    face = next(iter(shapers.names))
    pages = [part(fonts=[PageFont("T0", face, {36: text, 37 + n: "B"})]) for n, text in enumerate("AAΑ")]
    with opened(shapers, *pages) as pdf:
        fonts = [page.obj.Resources.Font.T0 for page in pdf.pages]
        assert fonts[0].objgen == fonts[1].objgen != fonts[2].objgen
        assert fonts[0].DescendantFonts[0].objgen == fonts[2].DescendantFonts[0].objgen
        assert [b"<0024> <0041>" in font.ToUnicode.read_bytes() for font in fonts] == [True, True, False]


def test_nothing_that_a_page_brings_is_hidden_from_the_checks(shapers: Shapers) -> None:
    with opened(shapers, part(), part(acts=True)) as pdf:
        assert "/AcroForm" in pdf.Root


def test_pages_are_the_same_after_they_were_kept() -> None:
    made = part(
        "a", fonts=[PageFont("T0", FACE, {36: "A"})], bookmarks=[Bookmark(0, 1, "tin", 0, 7.25)], targets=["b"],
        strangers=["b"],
    )  # fmt: skip
    assert part_of(made.pdf, made.facts()) == made


# --- kept pages -------------------------------------------------------------------------------------------------------


@pytest.fixture(scope="session")
def sheet(fonts: FontSet, tmp_path_factory: pytest.TempPathFactory) -> tuple[LayoutEngine, Composed]:
    """An issue of several pages with links between them."""
    pages = composed("tuan-tin", sample("do-son", tmp_path_factory.mktemp("join") / "do-son"), fonts)
    assert len(pages.pages) > 2
    return LayoutEngine(load_layout("tuan-tin"), fonts), pages


def kept_setter(sheet: tuple[LayoutEngine, Composed], cache: Path | None) -> KeptSetter:
    engine, _ = sheet
    setter = KeptSetter(engine.fonts, engine.faces, cache)
    setter._setter = page_setter(engine).setter
    return setter


def set_in(sheet: tuple[LayoutEngine, Composed], cache: Path | None, css: str = "") -> SetPages:
    pages = sheet[1].pages
    head = sheet[1].head.replace("</style>", f"{css}</style>")
    return kept_setter(sheet, cache).set_pages(head, pages, placeholders(pages))


def entries(cache: Path) -> list[Path]:
    return sorted((cache / "pages").glob("set-*"))


@pytest.mark.parametrize("css", ["", ".contents p { letter-spacing: 0.05pt }", ".body { opacity: 0.9 }"])
def test_pages_kept_and_pages_set_are_the_same_bytes(
    sheet: tuple[LayoutEngine, Composed], tmp_path: Path, css: str
) -> None:
    """Also with words that the page setter sets, and with links in them to other pages."""
    without = set_in(sheet, None, css)
    first = set_in(sheet, tmp_path, css)
    assert (first, len(entries(tmp_path))) == (without, len(sheet[1].pages))
    for path in entries(tmp_path)[::2]:
        path.unlink()
    assert set_in(sheet, tmp_path, css) == without
    assert without.findings == ()
    assert bool(without.words.kept) == bool(css)
    with pikepdf.open(io.BytesIO(without.pdf)) as pdf:
        names = pdf.Root.Names.Dests.Names
        placed = {str(names[at]) for at in range(0, len(names), 2)}
        linked = {
            str(annotation.Dest) for page in pdf.pages for annotation in page.obj.get("/Annots", ())
            if isinstance(annotation.get("/Dest"), String)
        }  # fmt: skip
        assert linked
        assert linked <= placed


def test_a_link_to_a_place_that_no_page_has_is_found(sheet: tuple[LayoutEngine, Composed], tmp_path: Path) -> None:
    engine, made = sheet
    pages = tuple(replace(page, html=page.html.replace(' id="', ' data-was="')) for page in made.pages)
    setter = kept_setter((engine, made), tmp_path)
    for _ in range(2):  # set, then kept: each page is sound, so the fault is found where they are joined
        found = setter.set_pages(made.head, pages, placeholders(pages)).findings
        assert {f.rule.id for f in found} == {"layout.engine"}
        assert found[0].quote.startswith("No anchor #")
    assert setter.set_pages(made.head, pages[:1], placeholders(pages), partial=True).findings == ()


def test_what_is_said_of_a_style_sheet_is_said_of_every_page(
    sheet: tuple[LayoutEngine, Composed], tmp_path: Path
) -> None:
    """It is parsed once; a page that was kept without what was said would hide it from the next build."""
    found = [set_in(sheet, tmp_path, ".kicker { colr: red }").findings for _ in range(2)]
    assert found[0] == found[1]
    assert len(found[0]) == 1
    assert entries(tmp_path) == []


def test_a_counter_style_of_a_layout_is_there_on_every_page(sheet: tuple[LayoutEngine, Composed]) -> None:
    css = "@counter-style gach { system: cyclic; symbols: '–'; suffix: ' ' }"
    assert set_in(sheet, None, css).pdf
    parsed = page_setter(sheet[0]).setter.sheets._parsed
    assert parsed is not None
    assert "gach" in parsed.counters


@pytest.mark.parametrize("css", ["section.page:first-child { padding-left: 0 }", "@page :left { background: #fff }"])
def test_pages_that_a_style_sheet_tells_apart_are_set_together(
    sheet: tuple[LayoutEngine, Composed], tmp_path: Path, css: str
) -> None:
    first = set_in(sheet, tmp_path, css)
    assert first.findings == first.misfits == ()
    assert first.page_count == len(sheet[1].pages)
    assert len(entries(tmp_path)) == 1
    assert set_in(sheet, tmp_path, css) == first
