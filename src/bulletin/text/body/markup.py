"""The Markdown subset of bodies and boxes → blocks. What is not in the subset prints as typed and is reported.

CommonMark by markdown-it-py with only the rules that the subset needs, so HTML, links, pictures and code are never
interpreted. What differs: `*` and `_` inside of a word, an address or a file name are letters like others,
`![[photo-id]]` alone on a line is a photo, `:::` blocks, pasted tables and bullets are cut out before (`parts.py`), and
single line ends that are the author's stay (`lines.py`).
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import lru_cache
from typing import TYPE_CHECKING, Literal, cast

from bulletin.errors import Rule
from bulletin.lazy import dataclass, pattern
from bulletin.model import Block, Form, Inline, ListBlock, Paragraph, PhotoRef, Span, Subhead, Table, plain
from bulletin.text import findings
from bulletin.text.body import list_findings, tables
from bulletin.text.body.forms import closed, joined
from bulletin.text.body.lines import NARROW, SHORT, LineEnds, hard_end, judge, may_be_wrapped, without_hard_end
from bulletin.text.body.lists import merged, swallowed
from bulletin.text.body.parts import Cells, Kept, Markdown, parts_of
from bulletin.text.body.signs import open_emphasis, signs_in
from bulletin.text.body.verse import Verse, verse_in
from bulletin.text.vietnamese import tokens

if TYPE_CHECKING:
    from markdown_it import MarkdownIt
    from markdown_it.rules_inline import StateInline
    from markdown_it.token import Token

_BLANKS = pattern(r"[^\S\n]+")
_INDENT = pattern(r"[ \t]*")
_LINE_ENDS = pattern(r"\n{2,}")
_OWN_LINES = pattern(r"[ \t]*(?:\||```|~~~|>|\$\$)")
"""Lines of tables, code, quotations, formulas: none of them is set, but their lines stay."""
_LAST_BREAK = re.compile(r"(?<!\\)(?:\\\\)*\\\Z")
"""A backslash at the end that no backslash before it makes a letter."""
_OF_MARKDOWN = (list_findings.NO_ITEM, findings.HEADLESS_TABLE)
"""What is said of lines between `:::` blocks, and means nothing in a poem, which is no Markdown."""
_TAB = 4


@dataclass(frozen=True, slots=True)
class Problem:
    """A rule at a line of the source (from 0), with the words in question."""

    line: int
    rule: Rule
    quote: str


@dataclass(frozen=True, slots=True)
class Parsed:
    """The blocks of a body in order, what had to be left as typed, and what looks like verse that was not declared."""

    blocks: tuple[Block, ...]
    problems: tuple[Problem, ...] = ()
    verse: tuple[Verse, ...] = ()


def parse_body(source: str, form: Form | None = None) -> Parsed:
    """Blocks of a body or a box; every word of the source is in a block.

    Args:
        source: in normal text.
        form: of the article; the paragraphs of a poem are stanzas.
    """
    parts, problems = parts_of(source)
    found = [Problem(*problem) for problem in problems if form != "poem" or problem[1] not in _OF_MARKDOWN]
    wrapped = may_be_wrapped(source)
    blocks: list[Block] = []
    undeclared: list[Block | None] = []
    for part in parts:
        undeclared.append(part if isinstance(part, PhotoRef) else None)
        if isinstance(part, PhotoRef):
            blocks.append(part)
        elif isinstance(part, Cells):
            made, more = _cells(part)
            blocks.append(made)
            found += more
        elif isinstance(part, Kept) or form == "poem":
            made_lines, more = _kept(part) if isinstance(part, Kept) else _poem(part)
            blocks += made_lines
            found += more
        else:
            widened, table_problems = tables.widen(part.text)
            found += (Problem(part.first + line, rule, quote) for line, rule, quote in table_problems)
            reader = _Reader(widened, part, wrapped)
            undeclared[-1:] = read = merged(reader.blocks())
            blocks += read
            found += reader.problems
            found += (Problem(*sign) for sign in signs_in(part.typed, part.first))
    verse = verse_in(undeclared) if form is None else ()
    return Parsed(closed(blocks, form), tuple(sorted(found, key=lambda problem: problem.line)), verse)


def _cells(part: Cells) -> tuple[Table, list[Problem]]:
    """A pasted table, its first row as head; columns of figures stand right."""
    problems: list[Problem] = []
    rows: list[tuple[Inline, ...]] = []
    for number, row in enumerate(part.rows):
        cells = [_lines_inline(cell, part.first + number) for cell in row]
        rows.append(tuple(inline for inline, _more in cells))
        problems += (problem for _inline, more in cells for problem in more)
    figures = re.compile(r"[-–+]?\d[\d.,]*%?")
    columns = [[plain(cell) for cell in column if cell] for column in zip(*rows[1:], strict=True)]
    right = [bool(column) and all(figures.fullmatch(text) for text in column) for column in columns]
    return Table(rows[0], tuple(rows[1:]), tuple("right" if side else "left" for side in right)), problems


def _poem(part: Markdown) -> tuple[list[Block], list[Problem]]:
    """Stanzas of a poem; only sub-heads (`## I`) are read as Markdown."""
    blocks: list[Block] = []
    problems: list[Problem] = []
    at = 0
    lines = part.typed.split("\n")
    for number in range(len(lines) + 1):
        heading = re.match(r"[ ]{0,3}#{1,6}[ \t]+(.*?)[ \t#]*\Z", lines[number]) if number < len(lines) else None
        if heading is None and number < len(lines):
            continue
        made, more = _kept(Kept(part.first + at, "verse", tuple(lines[at:number])))
        blocks += made
        problems += more
        if heading is not None:
            inline, more = _lines_inline(heading[1], part.first + number)
            blocks += [Subhead(inline)] if inline else []
            problems += more
        at = number + 1
    return blocks, problems


def _kept(part: Kept) -> tuple[list[Block], list[Problem]]:
    """The paragraphs of a block whose lines stay; blanks before a line of verse beyond those of all lines indent it."""
    blocks: list[Block] = []
    problems: list[Problem] = []
    widths = [len(_INDENT.match(line)[0].expandtabs(_TAB)) for line in part.lines if line.strip()]  # type: ignore[index]
    least = min(widths, default=0)
    group: list[str] = []
    for number, line in enumerate((*part.lines, "")):
        if line.strip():
            group.append(line)
        elif group:
            first = part.first + number - len(group)
            text = "\n".join(without_hard_end(row.strip()).strip() for row in group)
            inline, more = _lines_inline(text, first)
            indents = tuple(len(_INDENT.match(row)[0].expandtabs(_TAB)) - least for row in group)  # type: ignore[index]
            if inline:
                kept = indents if part.form == "verse" and plain(inline).count("\n") + 1 == len(indents) else ()
                blocks.append(Paragraph(inline, part.form, kept if any(kept) else ()))
            problems += more
            problems += (Problem(*sign) for sign in signs_in(text, first))
            group = []
    return blocks, problems


def _lines_inline(text: str, first: int) -> tuple[Inline, list[Problem]]:
    """Text with emphasis whose line ends stay; `first` is the line of the body it begins in."""
    tokens = _parser().parseInline(text)
    reader = _Reader("", Markdown(first, "", "", frozenset()), True)
    inline = reader.inline(tokens[0], keep=True) if tokens else ()
    return inline, reader.problems


@lru_cache(maxsize=1)
def _parser() -> MarkdownIt:
    from markdown_it import MarkdownIt

    parser = MarkdownIt("zero").enable(["table", "hr", "list", "heading", "newline", "escape", "emphasis"])
    parser.enable(["balance_pairs", "emphasis", "fragments_join"])
    parser.inline.ruler.at("emphasis", _emphasis)
    return parser


def _emphasis(state: StateInline, silent: bool) -> bool:
    """The library's rule for `*` and `_`, but no sign inside of a word or an address counts."""
    from markdown_it.rules_inline.state_inline import Delimiter

    sign = state.src[state.pos]
    if silent or sign not in "*_":
        return False
    scanned = state.scanDelims(state.pos, False)
    inside_address = any(start < state.pos < end for start, end in _addresses(state.src))
    for _count in range(scanned.length):
        token = state.push("text", "", 0)
        token.content = sign
        if not inside_address:
            state.delimiters.append(
                Delimiter(
                    marker=ord(sign),
                    length=scanned.length,
                    token=len(state.tokens) - 1,
                    end=-1,
                    open=scanned.can_open,
                    close=scanned.can_close,
                )
            )
    state.pos += scanned.length
    return True


@lru_cache(maxsize=8)
def _addresses(text: str) -> tuple[tuple[int, int], ...]:
    return tuple(tokens.addresses(text))


class _Reader:
    """Walks over the tokens of one part and gathers blocks and problems."""

    def __init__(self, text: str, part: Markdown, wrapped_body: bool) -> None:
        self._tokens: list[Token] = _parser().parse(text) if text.strip() else []
        self._lines = part.typed.split("\n")
        self._part = part
        self._wrapped = wrapped_body
        self._at = 0
        self.problems: list[Problem] = []

    def blocks(self) -> list[Block]:
        """The blocks in order."""
        found: list[Block] = []
        while self._at < len(self._tokens):
            token = self._take()
            if token.type in ("bullet_list_open", "ordered_list_open"):
                found += self._list(token)
            elif token.type == "table_open":
                found.append(self._table())
            elif token.type == "hr":
                found.append(Paragraph((Span(self._rule_line(token)),)))
            elif token.type == "inline":
                heading = self._tokens[self._at - 2].type == "heading_open"
                ends = LineEnds.WRAPPING if heading else self._line_ends(token)
                inline = self.inline(token, keep=ends is LineEnds.LINES)
                if inline and heading:
                    found.append(Subhead(inline))
                elif inline:
                    found.append(Paragraph(inline, "lines" if ends is LineEnds.LINES else "prose"))
        return found

    def _take(self) -> Token:
        self._at += 1
        return self._tokens[self._at - 1]

    def _problem(self, token: Token, rule: Rule, quote: str) -> None:
        line = token.map[0] if token.map else 0
        self.problems.append(Problem(self._part.first + line, rule, quote))

    def _line_ends(self, token: Token, item: bool = False) -> LineEnds:
        """What the line ends of a paragraph or an item are; those that may be either are reported."""
        lines = token.content.split("\n")
        if len(lines) == 1:
            return LineEnds.WRAPPING
        if all(map(hard_end, lines[:-1])):
            short = max(map(len, lines)) <= SHORT
            return LineEnds.LINES if short else LineEnds.WRAPPING  # each line end is a break anyway
        if _OWN_LINES.match(lines[0]):
            return LineEnds.LINES
        ends = judge(lines, self._wrapped)
        taken = swallowed(self._lines[token.map[0] :], lines) if item and token.map else None
        if taken is not None and (ends is not LineEnds.WRAPPING or max(map(len, lines)) <= NARROW):
            line = (token.map[0] if token.map else 0) + taken
            rule = list_findings.SWALLOWED_LINE
            self.problems.append(Problem(self._part.first + line, rule, lines[taken].strip()))
        elif ends is LineEnds.UNSURE:
            self._problem(token, findings.LINE_ENDS, lines[0].strip())
        return ends

    def _rule_line(self, token: Token) -> str:
        literal = " ".join(self._lines[token.map[0]].split()) if token.map else token.markup
        self._problem(token, findings.RULE_LINE, literal)
        return literal

    def _list(self, opening: Token) -> Iterator[ListBlock]:
        """One list and what is nested in it as one level; a jump in the numbers or another mark starts a new block.

        Numbers that repeat (`1.` before every item) count on, as Markdown has it.
        """
        ordered, start, mark = opening.type == "ordered_list_open", 1, "•"
        items: list[Inline] = []
        depth, typed = 1, 0

        def done() -> Iterator[ListBlock]:
            if any(items):
                yield ListBlock(ordered, tuple(item for item in items if item), start, mark)

        while depth:
            token = self._take()
            if token.type in ("bullet_list_open", "ordered_list_open"):
                if depth == 1:
                    self._problem(token, findings.NESTED_LIST, self._lines[token.map[0]].strip() if token.map else "")
                depth += 1
            elif token.type in ("bullet_list_close", "ordered_list_close"):
                depth -= 1
            elif token.type == "list_item_open":
                number = int(token.info) if token.info.isdigit() else 0
                dash = "–" if token.map and token.map[0] in self._part.dashes else "•"
                jump = ordered and depth == 1 and (not items or number not in (typed, typed + 1))
                if jump or dash != mark:
                    yield from done()
                    items, start, mark = [], number if jump else start, dash
                typed = number if depth == 1 else typed
                items.append(())
            elif token.type == "hr":
                items[-1] = _joined(items[-1], (Span(self._rule_line(token)),))
            elif token.type == "inline":
                keep = self._line_ends(token, item=True) is LineEnds.LINES
                items[-1] = _joined(items[-1], self.inline(token, keep=keep))
        yield from done()

    def _table(self) -> Table:
        rows: list[list[Inline]] = []
        align: list[Literal["left", "center", "right"]] = []
        while (token := self._take()).type != "table_close":
            if token.type == "tr_open":
                rows.append([])
            elif token.type == "th_open":
                side = str(token.attrGet("style") or "").removeprefix("text-align:")
                align.append(cast(Literal["center", "right"], side) if side in ("center", "right") else "left")
            elif token.type == "inline":
                rows[-1].append(self.inline(token))
        return Table(tuple(rows[0]), tuple(tuple(row) for row in rows[1:]), tuple(align))

    def inline(self, token: Token, *, keep: bool = False) -> Inline:
        """The spans of an inline token; hard breaks are line breaks, and with `keep` all line ends are."""
        spans: list[Span] = []
        bold = italic = 0
        for child in token.children or ():
            if child.type in ("strong_open", "strong_close"):
                bold += child.nesting
            elif child.type in ("em_open", "em_close"):
                italic += child.nesting
            elif child.type in ("softbreak", "hardbreak"):
                spans.append(Span("\n" if keep or child.type == "hardbreak" else " ", bold > 0, italic > 0))
            else:
                spans.append(Span(child.content, bold > 0, italic > 0))
        if spans and spans[-1].text.endswith("\\") and _LAST_BREAK.search(token.content):
            # A line break after the last line breaks nothing.
            spans[-1] = Span(spans[-1].text[:-1], spans[-1].bold, spans[-1].italic)
        inline = _tidy(spans)
        if "\\*" not in token.content and "\\_" not in token.content:
            text = plain(inline)
            left = open_emphasis(text)
            if "**" in text:
                self._problem(token, findings.STRAY_MARK, token.content.split("\n")[0][:60])
            elif left is not None:
                self._problem(token, findings.OPEN_EMPHASIS, left)
        return inline


def _joined(left: Inline, right: Inline) -> Inline:
    """Two paragraphs of one item, one below the other."""
    return _tidy([*left, Span("\n"), *right])


def _tidy(spans: list[Span]) -> Inline:
    """Neighbours in the same face joined, runs of blanks as one space, none at the ends of a line, no empty span."""
    tidy: list[Span] = []
    for span in joined(spans):
        text = _BLANKS.sub(" ", span.text).replace(" \n", "\n").replace("\n ", "\n")
        text = _LINE_ENDS.sub("\n", text)
        before = tidy[-1].text[-1] if tidy else "\n"
        if before in " \n":
            text = text.lstrip("\n " if before == "\n" else " ")
        if text.startswith("\n") and before == " ":
            last = tidy.pop()
            if last.text.rstrip(" "):
                tidy.append(Span(last.text.rstrip(" "), last.bold, last.italic))
            if not tidy or tidy[-1].text.endswith("\n"):
                text = text.lstrip("\n ")
        if text:
            tidy.append(Span(text, span.bold, span.italic))
    while tidy and not tidy[-1].text.rstrip():
        tidy.pop()
    if tidy:
        last = tidy.pop()
        tidy.append(Span(last.text.rstrip(), last.bold, last.italic))
    return joined(tidy)
