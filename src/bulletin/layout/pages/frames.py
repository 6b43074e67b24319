"""FRAMES: where every piece of a page is. What `place.py` makes and `compose.py` prints.

Coordinates are mm from the top left corner of the trim.
"""

from __future__ import annotations

from collections.abc import Sequence

from bulletin.layout.lines.setter import SetText
from bulletin.layout.stories.story import PhotoFloat, Story
from bulletin.layout.stories.table import TableBlock
from bulletin.lazy import dataclass


@dataclass(frozen=True, slots=True)
class Frame:
    """Left, top, width and height in mm from the trim."""

    x: float
    y: float
    w: float
    h: float


@dataclass(frozen=True, slots=True)
class TextFrame:
    """Lines [first, last) of set text; `lead_pt` of white above it and `left_pt` left of it are inside of the frame.

    `beside_pt` is the room left and right of the frame that signs may hang in.
    """

    frame: Frame
    text: SetText
    first: int
    last: int
    kind: str = "p"
    mark: str = ""
    hang_pt: float = 0.0
    lead_pt: float = 0.0
    left_pt: float = 0.0
    beside_pt: tuple[float, float] = (0.0, 0.0)

    @property
    def begins(self) -> bool:
        return self.first == 0

    @property
    def ends(self) -> bool:
        return self.last == len(self.text.lines)


@dataclass(frozen=True, slots=True)
class RunFrame:
    """Paragraph pieces that follow one another without a gap in one column."""

    frame: Frame
    parts: tuple[TextFrame, ...]


@dataclass(frozen=True, slots=True)
class PhotoFrame:
    """The picture's frame, its crop in fractions of the upright picture, the caption below.

    The last of several photos has the caption of them all, and the others have none.
    """

    frame: Frame
    item: PhotoFloat
    crop: tuple[float, float, float, float]
    caption: TextFrame | None


@dataclass(frozen=True, slots=True)
class QuoteFrame:
    frame: Frame
    text: TextFrame
    by: TextFrame | None


@dataclass(frozen=True, slots=True)
class TableRow:
    """One row; `bar` is as long as its number is beside the largest one, None where it has none."""

    cells: tuple[TextFrame, ...]
    height_pt: float
    head: bool
    bar: Frame | None = None


@dataclass(frozen=True, slots=True)
class TableFrame:
    frame: Frame
    table: TableBlock
    rows: tuple[TableRow, ...]


@dataclass(frozen=True, slots=True)
class CodeFrame:
    """A QR code with its quiet zone, what it says, and the address in letters."""

    frame: Frame
    url: str
    words: TextFrame


@dataclass(frozen=True, slots=True)
class BoxFrame:
    frame: Frame
    title: TextFrame | None
    parts: tuple[TextFrame | TableFrame, ...]
    framed: bool
    code: CodeFrame | None = None


@dataclass(frozen=True, slots=True)
class EndFrame:
    """Further reading, author, source line, address, caption, code; `qr` is its frame with the quiet zone."""

    frame: Frame
    extras: tuple[TextFrame, ...]
    author: TextFrame | None
    texts: tuple[TextFrame, ...]
    qr: Frame | None
    url: str | None


Item = RunFrame | PhotoFrame | QuoteFrame | BoxFrame | EndFrame


@dataclass(frozen=True, slots=True)
class CommonHead:
    """The words over several briefs, which follow it on the page."""

    frame: Frame
    words: str


@dataclass(frozen=True, slots=True)
class StoryFrame:
    """A story, or a part of it, on a page. `items` are in reading order.

    `comes_from` and `goes_to` are the pages of the parts before and after this one; `jump_y` is the top of the line
    that names the latter. `over` is the common head of the briefs that this one opens; the last of them `closes` it.
    """

    story: Story
    frame: Frame
    head: tuple[TextFrame, ...]
    items: tuple[Item, ...]
    continued: bool
    continues: bool
    comes_from: int = 0
    goes_to: int = 0
    jump_y: float = 0.0
    over: CommonHead | None = None
    closes: bool = False


@dataclass(frozen=True, slots=True)
class PageFrame:
    """A page: stories in reading order, rules as frames without height or width."""

    number: int
    stories: tuple[StoryFrame, ...]
    rules: tuple[Frame, ...]
    last: bool
    notices: tuple[BoxFrame, ...] = ()


def read_order(items: Sequence[Item]) -> tuple[Item, ...]:
    """Items as they are read: nothing is between two pieces of one paragraph."""
    order: list[Item] = []
    held: list[Item] = []
    torn = False
    for item in items:
        if isinstance(item, RunFrame):
            order.append(item)
            torn = not item.parts[-1].ends
        elif torn and not isinstance(item, EndFrame):
            held.append(item)
            continue
        else:
            order.append(item)
        if not torn:
            order += held
            held = []
    return (*order, *held)
