"""Roles: what a piece of text is, as `layout.yaml` and the CSS classes call it (`headline-story-2`, `body-list` …).

The first part of a name is its kind. A special name falls back to a shorter one: `headline-brief` to `headline`.
"""

from __future__ import annotations

# --- the head of a story ---
KICKER = "kicker"
STANDING = "standing"
"""Part of the name of a role, and class of a story, of a column (a standing section)."""
HEADLINE = "headline"
SUBTITLE = "subtitle"
STANDFIRST = "standfirst"
DATELINE = "dateline"
CONTINUED = "continued"
"""The short head above the rest of a story that goes on on another page."""
CONTINUED_WORD = "continued-word"
"""The same where it is one word of the title (`furniture.jump_heads: words`)."""
JUMP = "jump"
"""The line that says on which page it goes on."""
JUMP_WORD = (CONTINUED_WORD, JUMP)
"""Where the word that names the rest of a story is printed: over that rest, and where the story is left."""

# --- its text, with what is beside it ---
BODY = "body"
INITIAL = "initial"
"""The large first letter of a story: its look and its class; its words are of `body`."""
SUBHEAD = "subhead"
CAPTION = "caption"
QUOTE = "quote"
QUOTE_BY = "quote-by"
BOX = "box"
BOX_TITLE = "box-title"
TABLE = "table"
TABLE_HEAD = "table-head"
TABLE_HEAD_AGAIN = "table-head-again"
"""The head above the rest of a table: the words are typed once and printed again."""

# --- its end ---
AUTHOR = "author"
SOURCE = "source"
RELATED = "source-related"
MACHINE = "source-ai"
ADDRESS = "address"
QR_CAPTION = "qr-caption"

# --- the page ---
CONTENTS = "contents"
CONTENTS_TITLE = "contents-title"
CONTENTS_NUMBER = "contents-number"
BRIEFS_HEAD = "briefs-head"
"""The common head over a run of briefs."""
TEASER = "teaser"
"""A story of another page that is teased under the masthead."""
TEASER_NUMBER = "teaser-number"
IMPRINT = "imprint"
MASTHEAD_NAME = "masthead-name"
MASTHEAD_LABEL = "masthead-label"
MASTHEAD_TAGLINE = "masthead-tagline"
MASTHEAD_LINES = ("masthead-line", "masthead-date", "masthead-issue")
"""The small lines of the masthead; which of them holds which words is the layout's business."""
RUNNING = "running"
RUNNING_SECTION = "running-section"
"""The section of a page in its running head (`furniture.section_heads`)."""
FOLIO = "folio"

PAGINATION = frozenset([RUNNING, FOLIO, JUMP, CONTINUED])
"""Kinds that belong to the page and not to what is read: artifacts in the tagged text."""
DISPLAY = frozenset([HEADLINE, STANDFIRST, SUBTITLE, KICKER, QUOTE, SUBHEAD, BOX])
"""Kinds whose lines are balanced."""
FLOATING = frozenset([CAPTION, QUOTE, BOX, TABLE])
"""Kinds that are printed beside the text, in whatever place there is."""
STYLED = frozenset([BODY, BOX, CAPTION, IMPRINT, TABLE])
"""Kinds whose text may hold bold and italic spans, so that all four faces must exist."""
ALWAYS_SET = (
    BODY, BOX, BOX_TITLE, TABLE, TABLE_HEAD, SUBHEAD, KICKER, HEADLINE, SUBTITLE, STANDFIRST, DATELINE, CONTINUED,
    CAPTION, QUOTE, QUOTE_BY, AUTHOR, SOURCE, ADDRESS, QR_CAPTION, CONTENTS, IMPRINT,
)  # fmt: skip
"""Roles that the program sets text in, whatever the templates print."""
LEVELS = {MASTHEAD_NAME: 1, HEADLINE: 2, CONTENTS_TITLE: 2, BRIEFS_HEAD: 2, SUBHEAD: 3, BOX_TITLE: 3}
"""Levels of headings in the tagged text."""

JUMP_MM = 34.0
"""What “Tiếp theo trang 12” takes beside the name of a continued story; templates have it as `spec.jump_mm`."""

LIST = "list"
"""The form of the items of a list; the other forms are those of `fields.layout.LINE_FORMS`."""


def kind_of(role: str) -> str:
    """Return the first part of a role's name: `headline` of `headline-story-2`."""
    return role.partition("-")[0]


def sized(role: str, slot: str, columns: int) -> str:
    """Return the role of a text in a head that is set by the size of its story: `headline-lead-3`."""
    return f"{role}-{slot}-{columns}"


def kicker(slot: str, columns: int, standing: bool) -> str:
    """Return the role of the line above a headline; that of a column is `kicker-standing-story-2`."""
    return sized(f"{KICKER}-{STANDING}" if standing else KICKER, slot, columns)


def in_form(role: str, form: str) -> str:
    """Return the role of text in a form of its own: `body-list`, `box-verse`."""
    return f"{role}-{form}"


def is_list(role: str) -> bool:
    """Return whether a role is that of the items of a list."""
    return role.endswith(f"-{LIST}")
