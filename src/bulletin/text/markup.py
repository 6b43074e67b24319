"""The Markdown subset of bodies and boxes → blocks. What is not in the subset prints as typed and is reported.

CommonMark by markdown-it-py with only the rules that the subset needs, so HTML, links, pictures and code are never
interpreted. Two things differ: `*` and `_` inside of a word, an address or a file name are letters like others, and
`![[photo-id]]` alone on a line is a photo.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from functools import lru_cache
from typing import TYPE_CHECKING, Literal, cast

from bulletin.errors import Rule
from bulletin.model import Block, Inline, ListBlock, Paragraph, PhotoRef, Span, Subhead, Table
from bulletin.text import findings, tables, tokens

if TYPE_CHECKING:
    from markdown_it import MarkdownIt
    from markdown_it.rules_inline import StateInline
    from markdown_it.token import Token

_PHOTO_LINE = re.compile(r"[ \t]*!\[\[[ \t]*([^\[\]\n]*[^\[\]\n \t])[ \t]*\]\][ \t]*")
_BLANKS = re.compile(r"\s+")
_LITERAL_SIGNS: tuple[tuple[re.Pattern[str], Rule], ...] = (
    (re.compile(r"</?[A-Za-z][^<>\n]*>|<!--"), findings.HTML),
    (re.compile(r"!\[\[[^\[\]\n]*\]\]"), findings.PHOTO_INLINE),
    (re.compile(r"!\[[^\[\]\n]*\]\([^()\n]*\)"), findings.IMAGE),
    (re.compile(r"(?<!!)\[[^\[\]\n]+\]\([^()\n]*\)"), findings.LINK),
    (re.compile(r"`[^`\n]+`|^[ \t]*(?:```+|~~~+)", re.MULTILINE), findings.CODE),
    (re.compile(r"^[ \t]*>", re.MULTILINE), findings.BLOCK_QUOTE),
)


@dataclass(frozen=True, slots=True)
class Problem:
    """A rule at a line of the source (from 0), with the words in question."""

    line: int
    rule: Rule
    quote: str


@dataclass(frozen=True, slots=True)
class Parsed:
    """The blocks of a body in order, and what had to be left as typed."""

    blocks: tuple[Block, ...]
    problems: tuple[Problem, ...] = ()


def parse_body(source: str) -> Parsed:
    """Blocks of a body or a box. Soft and hard line breaks become spaces; every word of the source is in a block."""
    blocks: list[Block] = []
    problems: list[Problem] = []
    for first, part in _parts(source):
        if isinstance(part, PhotoRef):
            blocks.append(part)
            continue
        widened, table_problems = tables.widen(part)
        problems += (Problem(first + line, rule, quote) for line, rule, quote in table_problems)
        reader = _Reader(widened, first)
        blocks += reader.blocks()
        problems += reader.problems
        problems += _literal_signs(part, first)
    return Parsed(tuple(blocks), tuple(sorted(problems, key=lambda problem: problem.line)))


def _parts(source: str) -> Iterator[tuple[int, str | PhotoRef]]:
    """The source cut at lines that hold a photo and nothing else, each part with its first line."""
    lines = _lines(source)
    first = 0
    for number, line in enumerate(lines):
        photo = _PHOTO_LINE.fullmatch(line)
        if photo is not None:
            yield first, "\n".join(lines[first:number])
            yield number, PhotoRef(photo[1].strip())
            first = number + 1
    yield first, "\n".join(lines[first:])


def _lines(source: str) -> list[str]:
    return source.replace("\r\n", "\n").replace("\r", "\n").split("\n")


def _literal_signs(part: str, first: int) -> Iterator[Problem]:
    for pattern, rule in _LITERAL_SIGNS:
        for match in pattern.finditer(part):
            yield Problem(first + part.count("\n", 0, match.start()), rule, match.group().strip())


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

    def __init__(self, part: str, first: int) -> None:
        self._tokens: list[Token] = _parser().parse(part) if part.strip() else []
        self._lines = part.split("\n")
        self._first = first
        self._at = 0
        self.problems: list[Problem] = []

    def blocks(self) -> list[Block]:
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
                inline = self._inline(token)
                if inline:
                    found.append(Subhead(inline) if heading else Paragraph(inline))
        return found

    def _take(self) -> Token:
        self._at += 1
        return self._tokens[self._at - 1]

    def _problem(self, token: Token, rule: Rule, quote: str) -> None:
        line = token.map[0] if token.map else 0
        self.problems.append(Problem(self._first + line, rule, quote))

    def _rule_line(self, token: Token) -> str:
        literal = " ".join(self._lines[token.map[0]].split()) if token.map else token.markup
        self._problem(token, findings.RULE_LINE, literal)
        return literal

    def _list(self, opening: Token) -> Iterator[ListBlock]:
        """One list and what is nested in it as one level; a jump in the numbers starts a new block.

        Numbers that repeat (`1.` before every item) count on, as Markdown has it.
        """
        ordered, start = opening.type == "ordered_list_open", 1
        items: list[Inline] = []
        depth, typed = 1, 0
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
                if ordered and depth == 1 and (not items or number not in (typed, typed + 1)):
                    if any(items):
                        yield ListBlock(True, tuple(item for item in items if item), start)
                    items, start = [], number
                typed = number if depth == 1 else typed
                items.append(())
            elif token.type == "hr":
                items[-1] = _joined(items[-1], (Span(self._rule_line(token)),))
            elif token.type == "inline":
                items[-1] = _joined(items[-1], self._inline(token))
        if any(items):
            yield ListBlock(ordered, tuple(item for item in items if item), start)

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
                rows[-1].append(self._inline(token))
        return Table(tuple(rows[0]), tuple(tuple(row) for row in rows[1:]), tuple(align))

    def _inline(self, token: Token) -> Inline:
        spans: list[Span] = []
        bold = italic = 0
        for child in token.children or ():
            if child.type in ("strong_open", "strong_close"):
                bold += child.nesting
            elif child.type in ("em_open", "em_close"):
                italic += child.nesting
            else:
                text = " " if child.type in ("softbreak", "hardbreak") else child.content
                spans.append(Span(text, bold > 0, italic > 0))
        inline = _tidy(spans)
        if "**" in "".join(span.text for span in inline) and "\\*" not in token.content:
            self._problem(token, findings.STRAY_MARK, token.content.split("\n")[0][:60])
        return inline


def _joined(left: Inline, right: Inline) -> Inline:
    return _tidy([*left, Span(" "), *right])


def _tidy(spans: list[Span]) -> Inline:
    """Neighbours in the same face joined, runs of blanks as one space, none at the ends, no empty span."""
    merged: list[Span] = []
    for span in spans:
        last = merged[-1] if merged else None
        if last is not None and (last.bold, last.italic) == (span.bold, span.italic):
            merged[-1] = Span(last.text + span.text, span.bold, span.italic)
        elif span.text:
            merged.append(span)
    tidy: list[Span] = []
    for span in merged:
        text = _BLANKS.sub(" ", span.text)
        if text.startswith(" ") and (not tidy or tidy[-1].text.endswith(" ")):
            text = text[1:]
        if text:
            tidy.append(Span(text, span.bold, span.italic))
    while tidy and not tidy[-1].text.rstrip():
        tidy.pop()
    if tidy:
        last = tidy.pop()
        tidy.append(Span(last.text.rstrip(), last.bold, last.italic))
    return tuple(tidy)
