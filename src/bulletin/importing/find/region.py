"""Which lines of a page are the story, which are titles of other stories, and which are furniture of the portal."""

from __future__ import annotations

from collections.abc import Sequence

from bulletin.fields.article import Related
from bulletin.fields.portal import Portal
from bulletin.importing.find.furniture import is_furniture
from bulletin.importing.find.lines import SourceLine
from bulletin.importing.portals.choose import is_line, named
from bulletin.lazy import dataclass
from bulletin.sources.addresses import problem_of

_ENOUGH = 80
_MOST_RELATED = 12


@dataclass(frozen=True, slots=True)
class Region:
    """The lines of the story in order; `away` are the lines that are left out; `signs` say how the story was told."""

    body: tuple[SourceLine, ...]
    away: tuple[SourceLine, ...]
    related: tuple[Related, ...]
    signs: int


def find_region(
    lines: Sequence[SourceLine], title: Sequence[int], portal: Portal, generic: Portal, kind: str
) -> Region:
    """The story of a document.

    Args:
        lines: all blocks.
        title: numbers of the title's lines.
        portal: the rules in use, those of `generic` among them.
        generic: what holds everywhere.
        kind: of the document; only pages and pastes of pages have furniture.
    """
    if kind not in ("html", "text", "mail", "feed"):
        return Region(tuple(line for line in lines if line.number not in title), (), (), 2)
    first = title[-1] + 1 if title else 0
    wide = _everywhere(lines)
    inside = _inside(lines[first:], portal) if kind == "html" else None
    body: list[SourceLine] = []
    away: list[SourceLine] = list(lines[: title[0]] if title and kind == "html" else ())
    over = False
    for line in lines[0 if kind != "html" else first :]:
        if line.number in title:
            continue
        gone = _furniture(line, portal, wide, kind)
        if not over and (body or inside) and line.text and _ends(line, portal, body):
            over = True
        outside = inside is not None and line.number > inside[-1]
        if over or gone or outside:
            away.append(line)
        else:
            body.append(line)
    if kind == "html":
        body, more = _without_link_lists(body)
        away += more
    related = _related([line for line in away if line.number >= first], portal, wide)
    return Region(tuple(body), tuple(sorted(away, key=lambda line: line.number)), related, 2 if inside or over else 1)


def _everywhere(lines: Sequence[SourceLine]) -> frozenset[str]:
    """Names that every paragraph of the page is inside of; they tell nothing."""
    names = [line.names for line in lines if line.paragraph]
    return frozenset.intersection(*names) if len(names) > 1 else frozenset()


def _inside(lines: Sequence[SourceLine], portal: Portal) -> tuple[int, int] | None:
    """The first and the last line of what holds the body; the rule that is named first and holds text wins."""
    for selector in portal.body:
        numbers = [line.number for line in lines if line.is_named([selector])]
        if sum(len(line.text) for line in lines if line.number in set(numbers)) >= _ENOUGH:
            return numbers[0], numbers[-1]
    return None


def _furniture(line: SourceLine, portal: Portal, wide: frozenset[str], kind: str) -> bool:
    if is_furniture(line.text, portal.furniture_lines):
        return True
    if kind != "html":
        return False
    names = line.names - wide
    return bool(names) and named(names, (*portal.furniture, *portal.related))


def _ends(line: SourceLine, portal: Portal, body: Sequence[SourceLine]) -> bool:
    """Whether the story is over here: a line that says so, behind some text."""
    first = line.text.partition("\n")[0]
    return len(first) <= 80 and any(len(other.text) >= 40 for other in body) and is_line(first, portal.end)


def _without_link_lists(body: Sequence[SourceLine]) -> tuple[list[SourceLine], list[SourceLine]]:
    """Lines at the end that are links and nothing else are titles of other stories."""
    kept = list(body)
    gone: list[SourceLine] = []
    while kept and (kept[-1].linked or (not kept[-1].text and kept[-1].paragraph)):
        gone.insert(0, kept.pop())
    return (kept, gone) if any(line.text for line in kept) else (list(body), [])


def _related(away: Sequence[SourceLine], portal: Portal, wide: frozenset[str]) -> tuple[Related, ...]:
    """The titles of other stories: linked lines of a few words that are no furniture."""
    made: dict[str, Related] = {}
    for line in away:
        links = [run.href for run in line.runs if run.href]
        words = len(line.text.split())
        shown = line.linked and links and 5 <= words <= 40
        if shown and not named(line.names - wide, portal.furniture) and not is_line(line.text, portal.furniture_lines):
            address = links[0] if links[0] and problem_of(links[0]) is None else None
            made.setdefault(line.text, Related(title=" ".join(line.text.split()), url=address))
    return tuple(made.values())[:_MOST_RELATED]
