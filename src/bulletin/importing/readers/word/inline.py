"""What is inside a paragraph of Word: runs with their look, links, fields, tracked changes, notes, pictures."""

from __future__ import annotations

import re
from dataclasses import field, replace
from itertools import groupby

from bulletin.importing.document import SourceRun, Unprinted
from bulletin.importing.readers.markup import Element, attr, child, tag, value_of
from bulletin.importing.readers.word.parts import WordParts
from bulletin.importing.readers.word.styles import Styles, WordLook
from bulletin.lazy import dataclass

_LINK = re.compile(r"""HYPERLINK\s+(?!\\l)"?([^"\s]+)""", re.IGNORECASE)
_RAISED = str.maketrans("0123456789+-n", "⁰¹²³⁴⁵⁶⁷⁸⁹⁺⁻ⁿ")
_LOWERED = str.maketrans("0123456789+-", "₀₁₂₃₄₅₆₇₈₉₊₋")
_DIGITS = re.compile(r"[0-9]{1,3}[+-]?|[+-]")
_CHARS = {"tab": "\t", "ptab": "\t", "cr": "\n", "softHyphen": "\u00ad", "noBreakHyphen": "\u2011"}
_WALKED = {"ins", "moveTo", "smartTag", "customXml", "sdtContent", "fldSimple", "hyperlink", "dir", "bdo", "rubyBase"}
_THROUGH = {"sdt": "sdtContent", "ruby": "rubyBase"}
_GONE = {"del", "moveFrom"}
_PICTURES = {"drawing", "pict", "object"}
_NOTES = {"footnoteReference": "footnotes", "endnoteReference": "endnotes"}


@dataclass(frozen=True, slots=True)
class Part:
    """A run, or an element between runs: a picture (`drawing`, `pict`, `object`) or a page break."""

    run: SourceRun | None = None
    element: Element | None = None
    page: bool = False
    half_points: int | None = None


@dataclass(slots=True)
class _Field:
    code: str = ""
    in_code: bool = True
    href: str | None = None


@dataclass(frozen=True, slots=True)
class _State:
    href: str | None = None
    gone: Unprinted | None = None
    names: tuple[str, ...] = ()


@dataclass
class Inline:
    """Reads the insides of paragraphs of one part. Fields may go on over paragraphs, so this is kept for the part."""

    parts: WordParts
    part: str
    styles: Styles
    comments: dict[str, str]
    notes: list[tuple[str, str]] = field(default_factory=list)
    _fields: list[_Field] = field(default_factory=list)

    def read(
        self, paragraph: Element, style: str | None, tables: WordLook, gone: Unprinted | None = None
    ) -> list[Part]:
        """The runs of a paragraph in their order, neighbours of one look joined, with what is between them."""
        made: list[Part] = []
        self._style, self._tables = style, tables
        self._walk(paragraph, _State(gone=gone), made)
        return _joined(made)

    def _walk(self, element: Element, state: _State, made: list[Part]) -> None:
        for part in element:
            name = tag(part)
            if name == "r":
                self._run(part, state, made)
            elif name in _GONE:
                self._walk(part, replace(state, gone="deleted"), made)
            elif name in _THROUGH:
                inside = child(part, _THROUGH[name])
                if inside is not None:
                    self._walk(inside, state, made)
            elif name in _WALKED:
                self._walk(part, self._linked(part, name, state), made)
            elif name in {"oMath", "oMathPara"}:
                text = "".join(str(one.text or "") for one in part.iter() if tag(one) == "t")
                made.append(Part(SourceRun(text, not_printed=state.gone)))
            elif name == "AlternateContent":
                self._walk(chosen(part), state, made)

    def _linked(self, element: Element, name: str, state: _State) -> _State:
        href = None
        if name == "hyperlink":
            relation = self.parts.relations(self.part).get(attr(element, "id") or "")
            href = relation.target if relation is not None and relation.external else None
        elif name == "fldSimple":
            found = _LINK.match((attr(element, "instr") or "").strip())
            href = found.group(1) if found else None
        return replace(state, href=href or state.href)

    def _run(self, run: Element, state: _State, made: list[Part]) -> None:
        properties = child(run, "rPr")
        look = self.styles.run_look(properties, self._style, self._tables)
        gone = state.gone or ("deleted" if child(properties, "del") is not None else None)
        gone = gone or ("hidden" if look.hidden else None)
        chain = self.styles.chain(value_of(properties, "rStyle"))
        state = replace(state, gone=gone, names=tuple(style.name for style in chain))
        self._contents(run, look, state, made)

    def _contents(self, run: Element, look: WordLook, state: _State, made: list[Part]) -> None:
        for part in run:
            name = tag(part)
            if name == "fldChar":
                self._field_mark(attr(part, "fldCharType") or "")
            elif name == "instrText":
                self._code(str(part.text or ""))
            elif any(one.in_code for one in self._fields):
                continue
            elif name in {"t", "delText"}:
                gone: Unprinted | None = "deleted" if name == "delText" else state.gone
                self._text(str(part.text or ""), look, replace(state, gone=gone), made)
            elif name == "br" and attr(part, "type") == "page":
                made.append(Part(page=True))
            elif name == "br" or name in _CHARS:
                self._text(_CHARS.get(name, "\n"), look, state, made)
            elif name == "sym":
                self._symbol(part, look, state, made)
            elif name in _PICTURES and state.gone != "deleted":
                made.append(Part(element=part))
            elif name in _NOTES:
                self._note(name, attr(part, "id") or "", state, made)
            elif name == "commentReference":
                self._comment(attr(part, "id") or "", made)
            elif name == "AlternateContent":
                self._contents(chosen(part), look, state, made)

    def _text(self, text: str, look: WordLook, state: _State, made: list[Part]) -> None:
        if not text:
            return
        if look.raised in {"superscript", "subscript"} and _DIGITS.fullmatch(text.strip()):
            text = text.translate(_RAISED if look.raised == "superscript" else _LOWERED)
        href = next((one.href for one in reversed(self._fields) if one.href), state.href)
        font = look.font if text.isascii() else look.wide_font
        run = SourceRun(text, font, bool(look.bold), bool(look.italic), href, state.gone, state.names)
        made.append(Part(run, half_points=look.half_points))

    def _symbol(self, part: Element, look: WordLook, state: _State, made: list[Part]) -> None:
        """A character by its number in a font; fonts of old encodings are used like this too."""
        try:
            code = int(attr(part, "char") or "", 16)
            text = chr(code & 0xFF) if 0xF000 <= code <= 0xF0FF else chr(code)
        except (ValueError, OverflowError):
            return
        font = attr(part, "font") or look.font
        if not text.isprintable() and text != "\u00ad":
            return
        if font and font.lower() in {"symbol", "wingdings", "wingdings 2", "wingdings 3", "webdings"}:
            text = "•"
        self._text(text, replace(look, font=font, wide_font=font), state, made)

    def _field_mark(self, kind: str) -> None:
        if kind == "begin":
            self._fields.append(_Field())
        elif kind == "separate" and self._fields:
            self._fields[-1].in_code = False
            found = _LINK.match(self._fields[-1].code.strip())
            self._fields[-1].href = found.group(1) if found else None
        elif kind == "end" and self._fields:
            self._fields.pop()

    def _code(self, text: str) -> None:
        if self._fields:
            self._fields[-1].code += text

    def _note(self, name: str, key: str, state: _State, made: list[Part]) -> None:
        """The number of a footnote, raised; its text is a paragraph at the end of the document."""
        self.notes.append((_NOTES[name], key))
        mark = str(len(self.notes)).translate(_RAISED)
        made.append(Part(SourceRun(mark, not_printed=state.gone, names=("footnote reference",))))

    def _comment(self, key: str, made: list[Part]) -> None:
        if text := self.comments.get(key):
            made.append(Part(SourceRun(text, not_printed="comment")))


def chosen(element: Element) -> Element:
    """The branch of an alternative that is read: the newer one, unless nothing is in it."""
    branches = [part for part in element if tag(part) in {"Choice", "Fallback"}]
    return next((part for part in branches if len(part)), branches[0] if branches else ())


def _joined(parts: list[Part]) -> list[Part]:
    """The parts, with runs of one look that follow each other as one."""
    made: list[Part] = []
    for key, group in groupby(parts, _look):
        same = list(group)
        if key is None or len(same) == 1:
            made += same
        else:
            text = "".join(part.run.text for part in same if part.run is not None)
            made.append(replace(same[0], run=replace(key[0], text=text)))
    return made


def _look(part: Part) -> tuple[SourceRun, int | None] | None:
    """All of a run but its text; None for what is no run."""
    return None if part.run is None else (replace(part.run, text=""), part.half_points)
