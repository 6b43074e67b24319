"""The tag tree as values: what layout pieces become, whatever columns and pages do to them."""

from __future__ import annotations

import io
from collections.abc import Iterator
from dataclasses import replace

import make_laid
import pikepdf
import pytest
from pikepdf import Array, Name

from bulletin.editions.screen import write_screen
from bulletin.editions.tags.source import Picture, TaggedText, UnreadableTagsError, Words, give_slots
from bulletin.editions.tags.tree import Mark, Node, TagPlan, plan_tree
from bulletin.errors import ProofError
from bulletin.layout.laid import Laid, LineFacts, PageBox, PhotoSlot, TextSlot
from bulletin.pdf.document import annots

ART = ("/Art", 1)


class Paper:
    """Blocks and slots put down one after the other, as a layout prints them."""

    def __init__(self) -> None:
        self.items: list[TaggedText | Picture] = []
        self.slots: list[TextSlot] = []
        self.photos: list[PhotoSlot] = []
        self.count = 0

    def text(
        self, role: str, text: str, *, page: int = 1, lines: int = 1, story: str | None = "a", tag: str = "/P",
        path: tuple[tuple[str, int], ...] = (ART,), begins: bool = True, ends: bool = True, mark: str = "",
        links: list[list[tuple[int, int]]] | None = None, link: int = -1,
    ) -> TaggedText:  # fmt: skip
        words = [Words(self.count + n, link) for n in range(lines)]
        self.count += lines
        block = TaggedText(page, tag, path, words, links or [], [""] * len(links or []))
        self.items.append(block)
        if text:
            self.slots.append(TextSlot(story, role, text, PageBox(page, 10, 20, 50, 5), begins, ends, mark))
        return block

    def photo(self, alt: str, page: int = 1) -> None:
        box = PageBox(page, 5, 60 + len(self.photos), 40, 30)
        self.items.append(Picture(page, (ART,), [self.count], alt, (5, 60 + len(self.photos), 40, 30), []))
        self.photos.append(PhotoSlot(b"m", "a", "anh", "anh.jpg", (0, 0, 1, 1), box, alt))
        self.count += 1

    def plan(self) -> TagPlan:
        laid = Laid(
            b"", 2, (130, 190), 3, tuple(self.slots), tuple(self.photos), (), {}, (), (), LineFacts(0, 0, 0, 0, 0, 0)
        )
        give_slots(self.items, laid.slots)
        return plan_tree(self.items, laid)


def shape(node: Node) -> object:
    """The tree as nested tuples: kind, then kids; marks as their number, annotations as pairs."""
    return (node.kind, *(shape(k) if isinstance(k, Node) else k.mcid if isinstance(k, Mark) else k for k in node.kids))


def test_a_paragraph_cut_by_column_and_page_is_one_with_photos_and_page_furniture_between() -> None:
    paper = Paper()
    paper.text("headline-lead-2", "Tít", tag="/H2")
    paper.text("body", "Mở đầu", lines=2, ends=False)
    paper.photo("Cầu cảng")
    paper.text("caption", "Chú thích", tag="/Caption")
    paper.text("jump", "Xem tiếp trang 2")
    paper.text("running", "Bản tin", page=2, story=None)
    paper.text("continued", "Tít", page=2)
    paper.text("quote", "“Lời trích”", page=2)
    paper.text("quote-by", "– Ai đó", page=2)
    paper.text("body", "đoạn sau", page=2, begins=False)
    paper.text("body", "Đoạn mới", page=2)
    plan = paper.plan()
    quote = ("BlockQuote", ("P", 8), ("P", 9))
    assert shape(plan.document) == (
        "Document",
        ("Art", ("H1", 0), ("P", 1, 2, 10), ("Figure", 3, ("Caption", 4)), quote, ("P", 11)),
    )
    assert set(plan.artifacts) == {(1, 5), (2, 6), (2, 7)}


def test_lists_are_whole_and_go_on_behind_a_photo_while_new_ones_begin() -> None:
    paper = Paper()
    paper.text("body-list", "1. Một", lines=2, mark="1.", tag="/LI")
    paper.photo("Ảnh")
    paper.text("body-list", "2. Hai dài", lines=3, mark="2.", ends=False, tag="/LI")
    paper.text("body-list", "còn nữa", begins=False, page=2, tag="/LI")
    paper.text("body-list", "1. Danh sách khác", lines=2, mark="1.", page=2, tag="/LI")
    paper.text("body-list", "• Chấm", lines=2, mark="•", page=2, tag="/LI")
    paper.text("body-list", "• Chấm nữa", lines=2, mark="•", page=2, tag="/LI")
    paper.text("body", "Đoạn", page=2)
    paper.text("body-list", "• Danh sách sau đoạn", lines=2, mark="•", page=2, tag="/LI")
    article = paper.plan().document.kids[0]
    assert isinstance(article, Node)
    lists = [kid for kid in article.kids if isinstance(kid, Node) and kid.kind == "L"]
    assert [kid.kind for kid in article.kids if isinstance(kid, Node)] == ["L", "Figure", "L", "L", "P", "L"]
    assert [each.numbering for each in lists] == ["Decimal", "Decimal", "Disc", "Disc"]
    assert shape(lists[0]) == (
        "L", ("LI", ("Lbl", 0), ("LBody", 1)), ("LI", ("Lbl", 3), ("LBody", 4, 5, 6)),
    )  # fmt: skip
    assert len(lists[2].kids) == 2


def test_a_table_in_a_box_keeps_empty_cells_and_names_its_heads() -> None:
    paper = Paper()
    box = (ART, ("/NonStruct", 2))
    table = (*box, ("/Table", 3))
    paper.text("box-title", "Giờ tàu", tag="/H3", path=box)
    paper.text("", "", lines=0, tag="/TH", path=(*table, ("/TR", 4)))
    paper.text("table-head", "Đi", tag="/TH", path=(*table, ("/TR", 4)))
    paper.text("table", "Thứ hai", tag="/TD", path=(*table, ("/TR", 5)))
    paper.text("table", "5 giờ", tag="/TD", path=(*table, ("/TR", 5)))
    paper.text("body", "Ngoài hộp")
    head, body = ("THead", ("TR", ("TH",), ("TH", 1))), ("TBody", ("TR", ("TD", 2), ("TD", 3)))
    sect = ("Sect", ("H1", 0), ("Table", head, body))
    assert shape(paper.plan().document) == ("Document", ("Art", sect, ("P", 4)))


def test_links_hold_their_words_and_annotations_and_a_jump_waits_for_the_end_of_its_story() -> None:
    paper = Paper()
    paper.text("jump", "Tiếp theo trang 1", page=2, links=[[(2, 0)]], link=0)
    block = paper.text("address", "doson.example/tin", page=2, lines=3, links=[[(2, 1), (2, 2)], [(2, 3)]])
    block.words[0].link, block.words[1].link, block.words[2].link = 0, 0, 1
    assert shape(paper.plan().document) == (
        "Document", ("Art", ("P", ("Link", 1, 2, (2, 1), (2, 2)), ("Link", 3, (2, 3))), ("Link", (2, 0))),
    )  # fmt: skip


def test_contents_read_title_before_page_and_headings_step_down_one_at_a_time() -> None:
    paper = Paper()
    paper.text("masthead-label", "Bản tin", story=None)
    paper.text("masthead-name", "Đồ Sơn", story=None, tag="/H1")
    paper.text("subhead", "Tít xen không có tít", story="a")
    paper.text("contents-title", "Trong số này", story=None)
    paper.text("contents-number", "2", story=None)
    paper.text("contents", "Tít", story=None, links=[[(1, 0)]], link=0)
    assert shape(paper.plan().document) == (
        "Document",
        ("Sect", ("P", 0), ("H1", 1)),
        ("Art", ("H2", 2)),
        ("Sect", ("H2", 3), ("TOC", ("TOCI", ("Reference", ("Link", 5, (1, 0)), ("Span", 4))))),
    )


def test_teasers_are_a_list_of_references_in_the_head_of_the_page() -> None:
    paper = Paper()
    paper.text("teaser-number", "4", story=None)
    paper.text("teaser", "Tít", story=None, links=[[(1, 0)]], link=0)
    assert shape(paper.plan().document) == (
        "Document", ("Sect", ("TOC", ("TOCI", ("Reference", ("Link", 1, (1, 0)), ("Span", 0))))),
    )  # fmt: skip


PAGE, RAIL = ("/Sect", 1), ("/Sect", 2)


def briefs(around: tuple[tuple[str, int], ...]) -> object:
    """The tree of a page with two briefs under a common head, and a story after them."""
    paper = Paper()
    paper.text("headline-lead-2", "Tít", story="z", path=(PAGE, ("/Art", 3)))
    paper.text("briefs-head", "Tin vắn", story=None, path=around)
    for number, story in enumerate("ab", 4):
        paper.text("headline-brief-1", f"Tin {story}", story=story, path=(*around, ("/Art", number)))
        paper.text("body", f"Lời {story}", story=story, path=(*around, ("/Art", number)))
    paper.text("headline-story-2", "Bài", story="c", path=(PAGE, ("/Art", 6)))
    return shape(paper.plan().document)


def test_briefs_are_in_the_section_of_their_common_head() -> None:
    rail = ("Sect", ("H1", 1), ("Art", ("H2", 2), ("P", 3)), ("Art", ("H2", 4), ("P", 5)))
    assert briefs((PAGE, RAIL)) == ("Document", ("Art", ("H1", 0)), rail, ("Art", ("H1", 6)))


def test_briefs_with_nothing_around_them_are_beside_their_common_head() -> None:
    arts = ("Art", ("H1", 2), ("P", 3)), ("Art", ("H1", 4), ("P", 5))
    assert briefs((PAGE,)) == ("Document", ("Art", ("H1", 0)), ("Sect", ("H1", 1)), *arts, ("Art", ("H1", 6)))


def test_pages_that_print_more_or_less_than_planned_are_refused() -> None:
    for drop in ("items", "slots"):
        paper = Paper()
        paper.text("body", "Một")
        paper.text("body", "Hai")
        getattr(paper, drop).pop()
        with pytest.raises(UnreadableTagsError, match="page 1"):
            paper.plan()
    laid = make_laid.small()
    with pytest.raises(ProofError, match=r"edition\.tags"):
        write_screen(replace(laid, slots=laid.slots[:-1]), make_laid.pictures(laid), _meta())


# --- on a real file -------------------------------------------------------------------------------------------


def _meta() -> object:
    from test_editions_screen import META

    return META


@pytest.fixture(scope="module")
def screen() -> Iterator[pikepdf.Pdf]:
    laid = make_laid.small()
    with pikepdf.open(io.BytesIO(write_screen(laid, make_laid.pictures(laid), _meta()))) as pdf:  # type: ignore[arg-type]
        yield pdf


def elements(pdf: pikepdf.Pdf) -> Iterator[pikepdf.Object]:
    waiting = [pdf.Root.StructTreeRoot.K]
    while waiting:
        item = waiting.pop()
        if isinstance(item, Array):
            waiting += list(item)[::-1]
        elif not isinstance(item, int) and "/S" in item:
            yield item
            waiting += [item.K] if "/K" in item else []


def test_the_parent_tree_leads_back_to_every_element(screen: pikepdf.Pdf) -> None:
    nums = list(screen.Root.StructTreeRoot.ParentTree.Nums)
    tree = dict(zip(map(int, nums[::2]), nums[1::2], strict=True))
    for page in screen.pages:
        parents = tree[int(page.obj.StructParents)]
        data = page.obj.Contents.read_bytes()
        for number, element in enumerate(parents):
            kids = list(element.K) if isinstance(element.K, Array) else [element.K]
            assert number in kids
            assert b"/%s\n<</MCID %d>>" % (str(element.S)[1:].encode(), number) in data
        assert data.count(b"/MCID ") == len(parents)
        for annot in annots(page):
            element = tree[int(annot.StructParent)]
            assert Name.Link == element.S
            kids = list(element.K) if isinstance(element.K, Array) else [element.K]
            assert any(not isinstance(kid, int) and kid.get("/Obj") == annot for kid in kids)
            assert str(annot.Contents)


def test_only_standard_types_are_used(screen: pikepdf.Pdf) -> None:
    known = {"Document", "Art", "Sect", "P", "H1", "H2", "Figure", "Caption", "Link"}
    assert {str(element.S)[1:] for element in elements(screen)} <= known
    assert "/RoleMap" not in screen.Root.StructTreeRoot


def test_photos_stand_with_their_captions(screen: pikepdf.Pdf) -> None:
    figures = [e for e in elements(screen) if Name.Figure == e.S and str(e.Alt) == "Bãi biển buổi sớm"]
    kids = list(figures[0].K)
    assert Name.Caption == kids[-1].S
    x0, y0, x1, y1 = (float(value) for value in figures[0].A.BBox)
    trim = [float(value) for value in screen.pages[0].mediabox]
    assert (round((x0 - trim[0]) / 72 * 25.4, 1), round((trim[3] - y1) / 72 * 25.4, 1)) == (75, 22)
    assert (round((x1 - x0) / 72 * 25.4, 1), round((y1 - y0) / 72 * 25.4, 2)) == (45, 33.75)
