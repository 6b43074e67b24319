"""Plan the structure tree from the layout. Pure values; no PDF is touched.

Document → a section for the masthead, one article (`Art`) for each story whatever pages it runs over, the contents, the
imprint. Briefs under a common head are articles in the section of that head. An article holds its kicker, heading,
paragraphs (one `P` for each that was typed), lists, photos with their captions, quotes and boxes in the order of
reading. What only turns pages – running heads, folios, jump lines, the name repeated over a continuation – is no part
of it (ISO 32000-1, 14.8; ISO 14289-1, 7.1–7.9).
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import field

from bulletin.editions.tags.source import Annot, Container, Item, Picture, TaggedText, Words
from bulletin.fields import roles
from bulletin.fields.roles import PAGINATION, kind_of
from bulletin.layout.laid import Laid, PageBox, PhotoSlot
from bulletin.lazy import dataclass, pattern

"""Roles (their first word) that are printed for the turning of pages and not for reading."""
_NEAR_MM = 1.5
_NUMBER = pattern(r"(\d+)")


@dataclass(slots=True)
class Mark:
    """A marked content sequence as the raw file numbers it."""

    page: int
    mcid: int


@dataclass(slots=True)
class Node:
    """A structure element: its standard type without slash, and its attributes if it has any."""

    kind: str
    kids: list[Node | Mark | Annot] = field(default_factory=list)
    alt: str = ""
    box: PageBox | None = None
    title: str = ""
    numbering: str = ""

    def add(self, kind: str) -> Node:
        """A new element at the end."""
        node = Node(kind)
        self.kids.append(node)
        return node


@dataclass(slots=True)
class TagPlan:
    """The tree; marked content that becomes an artifact, by page and number, with its subtype (`Header`, `Footer`)."""

    document: Node
    artifacts: dict[tuple[int, int], str]
    headings: dict[str, PageBox]


@dataclass(slots=True)
class _Flow:
    """A place that text runs into: an article or a box, and what may go on there."""

    node: Node
    paragraph: Node | None = None
    listed: Node | None = None
    number: int = 0


@dataclass(slots=True)
class _Story:
    flow: _Flow
    boxes: dict[Container | None, _Flow] = field(default_factory=dict)
    tables: dict[Container, Node] = field(default_factory=dict)
    rows: dict[Container, Node] = field(default_factory=dict)
    figures: list[Node] = field(default_factory=list)
    quote: Node | None = None
    late: list[Node] = field(default_factory=list)
    deeper: int = 0
    """Levels of its headings below those of other stories."""


def plan_tree(items: Sequence[Item], laid: Laid) -> TagPlan:
    """The tree of an issue.

    Args:
        items: the blocks and pictures of the raw file, every block with its slot.
        laid: what was laid out.
    """
    return _Planner(items, laid).plan()


class _Planner:
    def __init__(self, items: Sequence[Item], laid: Laid) -> None:
        self.items = items
        self.laid = laid
        self.document = Node("Document")
        self.artifacts: dict[tuple[int, int], str] = {}
        self.headings: dict[str, PageBox] = {}
        self.stories: dict[str, _Story] = {}
        self.sections: dict[str, Node] = {}
        self.section: Node | None = None
        self.entry: Node | None = None
        self.rails: dict[Container, Node] = {}
        self.passed: set[Container] = set()
        self.boxes: set[Container] = set()
        self.owners: dict[Container, str | None] = {}
        named = {item.slot.role for item in items if isinstance(item, TaggedText) and item.slot}
        self.raised = 0 if "masthead-name" in named else 1

    def plan(self) -> TagPlan:
        self._look_ahead()
        for item in self.items:
            if isinstance(item, Picture):
                self._picture(item)
            else:
                self._block(item)
            self.passed.update(item.path)
        for story in self.stories.values():
            story.flow.node.kids += story.late
        _level_headings(self.document)
        return TagPlan(self.document, self.artifacts, self.headings)

    def _look_ahead(self) -> None:
        """Which containers are boxes, and which story each container belongs to."""
        for item in self.items:
            if isinstance(item, TaggedText) and item.slot is not None:
                self.owners.update(dict.fromkeys(item.path, item.slot.story))
                if kind_of(item.slot.role) in (roles.BOX, roles.TABLE) and (found := _below_article(item.path)):
                    self.boxes.add(found)

    # --- blocks of text -----------------------------------------------------------------------------------------

    def _block(self, block: TaggedText) -> None:
        slot = block.slot
        if slot is None:  # an empty cell
            name = self.owners.get(block.path[-1]) if block.path else None
            if name is not None:
                self._cell(self._story(name), block)
            return
        role = kind_of(slot.role)
        if role in PAGINATION:
            top = slot.box.y + slot.box.height / 2 < self.laid.trim_mm[1] / 2
            for words in block.words:
                self.artifacts[block.page, words.mcid] = "Header" if top else "Footer"
            self._way_back(block, slot.story)
        elif slot.story is None:
            self._furniture(block, slot.role)
        else:
            self._part(self._story(slot.story, block.path), block, slot.role)

    def _way_back(self, block: TaggedText, name: str | None) -> None:
        """The link of a jump line stays a link, behind the article that it would interrupt."""
        links = [Node("Link", list(annots)) for annots in block.links if annots]
        if links and name is not None:
            self._story(name).late += links
        else:
            self.document.kids += links

    def _furniture(self, block: TaggedText, role: str) -> None:
        if role == roles.BRIEFS_HEAD:
            rail = self.document.add("Sect")
            _fill(self._heading(rail, role), block)
            # A template that puts nothing around head and briefs leaves them beside each other.
            self.rails.update({around: rail for around in block.path[-1:] if around not in self.passed})
            return
        name = kind_of(role)
        if name not in self.sections:
            self.sections[name] = self.document.add("Sect")
        self.section = self.sections[name]
        if role in roles.LEVELS:
            _fill(self._heading(self.section, role), block)
        elif role in (roles.CONTENTS_NUMBER, roles.TEASER_NUMBER):
            self.entry = None
            _fill(self._contents_entry().add("Span"), block)
        elif role in (roles.CONTENTS, roles.TEASER):
            entry = self._contents_entry()
            # A preview of some pages has no link to a story on another one; the words then need an element.
            _fill(entry if block.links else entry.add("Span"), block)
            entry.kids = [*entry.kids[1:], entry.kids[0]] if len(entry.kids) > 1 else entry.kids
            self.entry = None
        else:
            _fill(self.section.add("P"), block)

    def _contents_entry(self) -> Node:
        """The reference of the entry that is being read: its title, then its page number."""
        assert self.section is not None
        if self.entry is None:
            last = self.section.kids[-1] if self.section.kids else None
            contents = last if isinstance(last, Node) and last.kind == "TOC" else self.section.add("TOC")
            self.entry = contents.add("TOCI").add("Reference")
        return self.entry

    def _heading(self, parent: Node, role: str, deeper: int = 0) -> Node:
        return parent.add(f"H{max(1, roles.LEVELS[role] - self.raised) + deeper}")

    # --- the parts of a story -----------------------------------------------------------------------------------

    def _story(self, name: str, path: tuple[Container, ...] = ()) -> _Story:
        """The article of a story; that of a brief under a common head is in the section of that head."""
        if name not in self.stories:
            rail = next((self.rails[container] for container in path if container in self.rails), None)
            self.stories[name] = _Story(_Flow((rail or self.document).add("Art")), deeper=int(rail is not None))
        return self.stories[name]

    def _part(self, story: _Story, block: TaggedText, role: str) -> None:
        slot = block.slot
        assert slot is not None
        kind = kind_of(role)
        around = _below_article(block.path)
        flow = self._box(story, around) if around in self.boxes or kind == roles.BOX else story.flow
        if kind == roles.HEADLINE:
            heading = self._heading(flow.node, roles.HEADLINE, story.deeper)
            _fill(heading, block)
            flow.node.title = flow.node.title or slot.text
            self.headings.setdefault(slot.story or "", slot.box)
        elif role in roles.LEVELS:
            flow.listed = flow.paragraph = None
            _fill(self._heading(flow.node, role, story.deeper), block)
        elif kind == roles.CAPTION and story.figures:
            _captions(story.figures, block)
        elif kind == roles.QUOTE:
            if role == roles.QUOTE or story.quote is None:
                story.quote = story.flow.node.add("BlockQuote")
            _fill(story.quote.add("P"), block)
        elif block.tag in ("/TH", "/TD"):
            self._cell(story, block)
        elif roles.is_list(role):
            _item(flow, block)
        else:
            _paragraph(flow, block)

    def _box(self, story: _Story, around: Container | None) -> _Flow:
        if around not in story.boxes:
            story.boxes[around] = _Flow(story.flow.node.add("Sect"))
        return story.boxes[around]

    def _cell(self, story: _Story, block: TaggedText) -> None:
        around = next((c for c in reversed(block.path) if c[0] == "/Table"), ("/Table", -block.page))
        row = block.path[-1]
        flow = self._box(story, _below_article(block.path))
        if around not in story.tables:
            story.tables[around] = flow.node.add("Table")
        table = story.tables[around]
        if row not in story.rows:
            group = "THead" if block.tag == "/TH" else "TBody"
            last = table.kids[-1] if table.kids else None
            part = last if isinstance(last, Node) and last.kind == group else table.add(group)
            story.rows[row] = part.add("TR")
        _fill(story.rows[row].add(block.tag[1:]), block)

    # --- pictures -----------------------------------------------------------------------------------------------

    def _picture(self, picture: Picture) -> None:
        photo = next((slot for slot in self.laid.photos if _same_place(slot.box, picture)), None)
        code = next((slot for slot in self.laid.qr_codes if _same_place(slot.box, picture)), None)
        alt = (photo.alt if photo else "") or picture.alt
        if not alt and photo is None:
            self.artifacts.update({(picture.page, mcid): "" for mcid in picture.mcids})
            return
        name = (
            (photo.story or None)
            if photo
            else next((self.owners[c] for c in reversed(picture.path) if c in self.owners), None)
        )
        figure = Node(
            "Figure", [Mark(picture.page, mcid) for mcid in picture.mcids], alt or _caption_of(photo, self.laid)
        )
        slot = photo or code
        figure.box = slot.box if slot else PageBox(picture.page, *picture.box)
        parent = self._story(name, picture.path).flow.node if name is not None else self.section or self.document
        if picture.links:
            parent.kids.append(Node("Link", [figure, picture.links[0]]))
        else:
            parent.kids.append(figure)
        if photo is not None and photo.story:
            self._story(photo.story, picture.path).figures.append(figure)


def _captions(figures: Sequence[Node], block: TaggedText) -> None:
    """A caption in the figure of its photo; of one under several photos each has its own words.

    Words that the page setter has set itself are not parted: they are in the last figure, under whose photo they end.
    """
    slot = block.slot
    assert slot is not None
    if 0 < len(slot.parts) == len(block.words) <= len(figures):
        for figure, words in zip(figures[-len(slot.parts) :], block.words, strict=True):
            _fill(figure.add("Caption"), block, [words])
    else:
        _fill(figures[-1].add("Caption"), block)


def _caption_of(photo: PhotoSlot | None, laid: Laid) -> str:
    """Words for a photo without a description of its own: its caption is better than silence."""
    if photo is None:
        return ""
    near = [
        s for s in laid.slots if s.role == roles.CAPTION and s.story == photo.story and s.box.page == photo.box.page
    ]
    near.sort(key=lambda slot: abs(slot.box.y - photo.box.y - photo.box.height))
    return near[0].text if near else photo.photo


def _below_article(path: tuple[Container, ...]) -> Container | None:
    """The container that is directly in the article."""
    for at, container in enumerate(path[:-1]):
        if container[0] == "/Art":
            return path[at + 1]
    return None


def _same_place(box: PageBox, picture: Picture) -> bool:
    wanted = (box.x, box.y, box.width, box.height)
    near = all(abs(a - b) <= _NEAR_MM for a, b in zip(wanted, picture.box, strict=True))
    return box.page == picture.page and near


def _fill(node: Node, block: TaggedText, words: Sequence[Words] | None = None) -> None:
    """Put the words of a block into an element; those of a link before its annotations."""
    link, last = node, -1
    for item in block.words if words is None else words:
        if item.link != last:
            link = node
            if item.link >= 0:
                link = node.add("Link")
                link.kids += block.links[item.link]
            last = item.link
        at = sum(not isinstance(kid, tuple) for kid in link.kids) if item.link >= 0 else len(link.kids)
        link.kids.insert(at, Mark(block.page, item.mcid))


def _paragraph(flow: _Flow, block: TaggedText) -> None:
    """A paragraph, or the rest of one that a column or page cut; photos may be between its pieces."""
    slot = block.slot
    assert slot is not None
    if slot.begins or flow.paragraph is None:
        flow.listed = None
        flow.paragraph = flow.node.add("P")
    _fill(flow.paragraph, block)
    if slot.ends:
        flow.paragraph = None


def _item(flow: _Flow, block: TaggedText) -> None:
    """An item of a list, or the rest of one that a column cut."""
    slot = block.slot
    assert slot is not None
    words = block.words
    if not slot.begins and flow.paragraph is not None:
        _fill(flow.paragraph, block)
        flow.paragraph = None if slot.ends else flow.paragraph
        return
    found = _NUMBER.match(slot.mark)
    number = int(found[1]) if found else 0
    goes_on = flow.listed is not None and (number == flow.number + 1 if number else flow.number == 0)
    if flow.listed is None or not goes_on:
        flow.listed = flow.node.add("L")
        flow.listed.numbering = "Decimal" if number else "Disc"
    flow.number = number
    item = flow.listed.add("LI")
    if slot.mark and len(words) > 1:
        _fill(item.add("Lbl"), block, words[:1])
        words = words[1:]
    flow.paragraph = item.add("LBody")
    _fill(flow.paragraph, block, words)
    if slot.ends:
        flow.paragraph = None


def _level_headings(node: Node, last: list[int] | None = None) -> None:
    """No heading more than one level below the one before it (ISO 14289-1, 7.4.2)."""
    last = last if last is not None else [0]
    for kid in node.kids:
        if isinstance(kid, Node):
            if kid.kind[0] == "H" and kid.kind[1:].isdigit():
                level = min(int(kid.kind[1:]), last[0] + 1)
                kid.kind, last[0] = f"H{level}", level
            _level_headings(kid, last)
