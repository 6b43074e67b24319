"""Stories that fit no page: which part is too tall, and whether a story fits at all before an issue is planned."""

from __future__ import annotations

from bulletin.errors import ExitCode, Finding, Place, Rule, Severity, Text
from bulletin.fields import roles
from bulletin.layout.plan.pour.fill import ColumnFiller
from bulletin.layout.stories.story import BoxFloat, ColumnFloat, PhotoFloat, QuoteFloat, Story, float_heights
from bulletin.lazy import dataclass
from bulletin.model import Article

NO_PLACE = Rule(
    "layout.no-place",
    Severity.ERROR,
    Text(
        "không xếp được bài “{title}” vào một trang {rows} dòng: {part_vi} cần {needed} dòng",
        "“{title}” fits no page of {rows} rows: {part_en} needs {needed}",
    ),
    Text("Phần này phải nằm trọn trên một trang", "This part must be on one page as a whole"),
    Text("{advice_vi}", "{advice_en}"),
    ExitCode.REFUSED,
    form=Text(
        "Hãy rút ngắn phần này, chia nó ra, hoặc chọn ảnh nhỏ hơn.",
        "Shorten this part, divide it, or choose a smaller photo.",
    ),
)

_TITLE_CHARACTERS = 80
"""Of a headline in a message."""


@dataclass(frozen=True, slots=True)
class TallPart:
    """A part of a story that must be on one page: its rows, the path of its field (`photos.0.caption`), its name."""

    rows: int
    path: str
    vi: str
    en: str
    advice_vi: str
    advice_en: str


def no_place(filler: ColumnFiller, rows: int, start: int, first_float: int) -> Finding:
    """The finding on a story that fits no page: which of its parts is too tall, with the path of the field it is from.

    The path is in `values`; whoever has the issue turns it into a line (`layout.located`).
    """
    part = tallest_part(filler, rows, start, first_float)
    entry = filler.story.entry
    title = entry.article.title[:_TITLE_CHARACTERS]
    values = {
        "title": title, "rows": str(rows), "needed": str(part.rows), "path": part.path,
        "part_vi": part.vi, "part_en": part.en, "advice_vi": part.advice_vi, "advice_en": part.advice_en,
    }  # fmt: skip
    return Finding(NO_PLACE, Place(file=entry.file), entry.article.id, values)


def tallest_part(filler: ColumnFiller, rows: int, start: int, first_float: int) -> TallPart:
    """The part that keeps a story, from a slice and a float on, from fitting a page of so many rows."""
    story = filler.story
    parts = [_of_float(story, item) for item in story.floats[first_float:]]
    parts += [_of_float(story, box) for box in story.foot]
    if (start, first_float) == (0, 0):
        parts.append(_head(story))
    return max(parts, key=lambda part: part.rows, default=_head(story))


def stuck_at(filler: ColumnFiller, rows: int) -> tuple[int, int] | None:
    """Slice and float from which on a story fits no page; None if it can be printed.

    Pages of `rows` rows are filled one after the other, ragged where they must be: the planner's last resort.
    """
    at = (0, 0)
    while True:
        low = min(rows, filler.heights_of_rest(*at).start)
        if any(filler.fill_rest(height, *at) for height in range(low, rows + 1)):
            return None
        part = filler.fill_part(rows, *at)
        if part is None or (part.next_slice, part.next_float) == at:
            return at
        at = (part.next_slice, part.next_float)


def _head(story: Story) -> TallPart:
    """The head, by the field that takes most of it."""
    texts = [(text.height_pt, roles.kind_of(text.role_name)) for text in story.head]
    role = max(texts, default=(0.0, roles.HEADLINE))[1]
    path = {roles.HEADLINE: "title", roles.STANDFIRST: "lead", roles.DATELINE: "place"}.get(role, role)
    name_vi, name_en = {
        "title": ("tít", "the headline"), "lead": ("sa-pô", "the lead"), "subtitle": ("tít phụ", "the subtitle"),
    }.get(path, ("phần đầu bài", "the head"))  # fmt: skip
    return TallPart(
        story.head_rows, path, f"phần đầu bài, nhất là {name_vi},", f"its head, above all {name_en},",
        f"Hãy rút ngắn {name_vi}", f"Shorten {name_en}",
    )  # fmt: skip


def _of_float(story: Story, item: ColumnFloat) -> TallPart:
    article, rows = story.entry.article, min(float_heights(item))
    if isinstance(item, PhotoFloat):
        number = next((n for n, photo in enumerate(article.photos) if photo.id == item.photo.id), 0)
        words = ("ảnh cùng chú thích", "a photo with its caption", "Hãy rút ngắn chú thích", "Shorten the caption")
        return TallPart(rows, f"photos.{number}.caption", *words)
    if isinstance(item, QuoteFloat):
        number = next((n for n, quote in enumerate(article.quotes) if quote.text.strip("“”") in item.text.text), 0)
        return TallPart(
            rows, f"quotes.{number}.text", "lời trích", "a pull quote", "Hãy rút ngắn lời trích", "Shorten it"
        )
    return _box(article, item, rows)


def _box(article: Article, item: BoxFloat, rows: int) -> TallPart:
    titles = [box.title or "" for box in article.boxes]
    if not item.framed or (item.title is None and "" not in titles):
        advice = ("Hãy chia bảng thành nhiều bảng", "Split the table")
        return TallPart(rows, "body", "một bảng", "a table", *advice)
    number = (
        titles.index(item.title.text if item.title else "") if item.title is None or item.title.text in titles else 0
    )
    return TallPart(
        rows, f"boxes.{number}.body", "hộp tin", "a box", "Hãy chia hộp tin thành nhiều hộp", "Split the box"
    )
