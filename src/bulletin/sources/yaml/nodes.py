"""YAML as nodes: every scalar a string with its place, nothing resolved, nothing executed.

The nodes are composed here from parser events, so that libyaml's parser and the pure one give the same result and
the caps (bytes, depth, nodes) hold while the file is read, not afterwards.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Set
from dataclasses import field
from typing import Any

import yaml
from yaml.parser import Parser
from yaml.reader import Reader
from yaml.scanner import Scanner

from bulletin.errors import Finding, Place, Rule
from bulletin.lazy import dataclass, pattern
from bulletin.sources.folding import quoted, shorten
from bulletin.sources.rules import yaml as rules
from bulletin.sources.yaml.hints import hint
from bulletin.sources.yaml.lines import prepare
from bulletin.sources.yaml.prepared import Prepared
from bulletin.sources.yaml.quote_marks import without_curly
from bulletin.sources.yaml.signs import NEWLINE

MAX_BYTES = 1_000_000
MAX_DEPTH = 20
MAX_NODES = 20_000
_MAX_SYNTAX_ERRORS = 20

_AS_TYPED = (rules.MENDED_COLON, rules.MENDED_HASH, rules.MENDED_SIGN)
"""Values that were put in quotes for the parser only."""
_CONTROL = pattern("[\x00-\x08\x0b\x0c\x0e-\x1f\x7f-\x9f\u2028\u2029\ufeff\ufffe\uffff\ud800-\udfff]")


@dataclass(frozen=True, slots=True)
class Scalar:
    """A value as typed. Lines and columns count from 0; `style` is one of `` ' " | > `` or empty."""

    text: str
    style: str
    line: int
    column: int
    last_line: int
    last_column: int
    mend: Rule | None = None


@dataclass(frozen=True, slots=True)
class Sequence:
    """`flow` is `[…]` as opposed to lines with dashes; `last_column` is exact for flow only."""

    items: tuple[Node, ...]
    line: int
    column: int
    last_line: int
    last_column: int
    flow: bool


@dataclass(frozen=True, slots=True)
class Mapping:
    """`flow` is `{…}` as opposed to lines with fields; `last_column` is exact for flow only."""

    pairs: tuple[tuple[Scalar, Node], ...]
    line: int
    column: int
    last_line: int
    last_column: int
    flow: bool


Node = Scalar | Sequence | Mapping


@dataclass(frozen=True, slots=True)
class YamlDocument:
    """One file: its lines as typed, its top mapping (None if unusable) and what was found while reading it.

    `broken` says that parts of the file could not be read, so that a missing field proves nothing.
    """

    file: str
    lines: tuple[str, ...]
    root: Mapping | None
    findings: tuple[Finding, ...]
    broken: bool

    def place(self, node: Node) -> Place:
        return Place(self.file, node.line + 1, node.column + 1)

    def words(self, line: int, column: int = 0) -> str:
        """The words at a place as typed, shortened for a message."""
        return shorten(self.lines[line][column:]) if line < len(self.lines) else ""


class _PureParser(Reader, Scanner, Parser):
    def __init__(self, text: str) -> None:
        Reader.__init__(self, text)
        Scanner.__init__(self)
        Parser.__init__(self)

    def dispose(self) -> None:
        """The same name as in libyaml's parser."""


_BINARY = (
    (b"PK\x03\x04", "tệp Word hoặc tệp nén", "a Word file or an archive", ".docx"),
    (b"\xd0\xcf\x11\xe0", "tệp Word kiểu cũ", "an old Word file", ".doc"),
    (b"%PDF-", "tệp PDF", "a PDF", ".pdf"),
    (b"\xff\xd8\xff", "ảnh JPEG", "a JPEG picture", ".jpg"),
    (b"\x89PNG", "ảnh PNG", "a PNG picture", ".png"),
)
"""First bytes of files that are given the name of an article by mistake."""
_FAST: Any = getattr(getattr(yaml, "cyaml", None), "CParser", None)


def read(
    data: bytes, file: str, *, known: Set[str] = frozenset(), first: str = "tieu_de", pure: bool = False
) -> YamlDocument:
    """Reads one YAML file; never raises for bad content.

    Args:
        data: the bytes of the file.
        file: its name for findings.
        known: folded names of the fields that may occur.
        first: the field shown in examples.
        pure: use the parser written in Python even if libyaml is there.
    """
    mend = f"{first}: {quoted('…')}"
    if len(data) > MAX_BYTES:
        return _refused(
            file, Finding(rules.TOO_BIG, Place(file), "", {"size": str(len(data)), "limit": str(MAX_BYTES)})
        )
    if binary := next((kind for kind in _BINARY if data.startswith(kind[0])), None):
        values = {"kind_vi": binary[1], "kind_en": binary[2], "ending": binary[3]}
        return _refused(file, Finding(rules.NOT_TEXT, Place(file), "", values))
    try:
        text = data.decode("utf-8").removeprefix("\ufeff")
    except UnicodeDecodeError as error:
        return _refused(file, _encoding(data, error.start, file))
    controls = _controls(text, file)
    if controls:
        return _refused(file, *controls)
    prepared = prepare(text, file, known)
    composer = _Composer(file, prepared, None if pure else _FAST, mend, known)
    root = composer.run()
    findings = (*prepared.findings, *composer.findings)
    if isinstance(root, Scalar) and not root.text and not root.style:
        root = None
    if root is None and not findings:
        findings = (Finding(rules.EMPTY, Place(file, 1, 1), "", {"mend": mend}),)
    if root is not None and not isinstance(root, Mapping):
        if composer.broken:
            return YamlDocument(file, tuple(prepared.typed), None, findings, broken=True)
        place = Place(file, root.line + 1, root.column + 1)
        words = prepared.typed[min(root.line, len(prepared.typed) - 1)]
        findings = (*findings, Finding(rules.NOT_MAPPING, place, shorten(words), {"mend": mend}))
        root = None
    findings = tuple(sorted(findings, key=lambda f: (f.place.line or 0, f.place.column or 0)))
    return YamlDocument(file, tuple(prepared.typed), root, findings, composer.broken or root is None)


def _refused(file: str, *findings: Finding) -> YamlDocument:
    return YamlDocument(file, (), None, findings, broken=True)


def _encoding(data: bytes, offset: int, file: str) -> Finding:
    before = NEWLINE.split(data[:offset].decode("utf-8"))
    values = {"line": str(len(before)), "byte": f"0x{data[offset]:02X}", "offset": str(offset + 1)}
    return Finding(rules.ENCODING, Place(file, len(before), len(before[-1]) + 1), shorten(before[-1]), values)


def _controls(text: str, file: str) -> list[Finding]:
    """The control characters of a text, at most ten of them: one paste often brings hundreds."""
    found = []
    if _CONTROL.search(text):
        for number, line in enumerate(NEWLINE.split(text), 1):
            end = -1
            for match in _CONTROL.finditer(line):
                begins, end = match.start() != end, match.end()
                if not begins:  # what is behind it goes with it
                    continue
                quote = shorten(_CONTROL.sub("", line))
                place = Place(file, number, match.start() + 1)
                found.append(Finding(rules.CONTROL, place, quote, {"code": f"U+{ord(match.group()):04X}"}))
                if len(found) == 10:
                    return found
    return found


class _Stop(Exception):  # noqa: N818 - not an error of the program
    """The file is refused as a whole."""


@dataclass(slots=True)
class _Open:
    """A mapping or sequence whose end has not come yet."""

    kind: str
    line: int
    column: int
    flow: bool
    items: list[Node] = field(default_factory=list)


class _Composer:
    """Events to nodes. After a mistake the top entry that holds it is left out and the rest is read again."""

    def __init__(self, file: str, prepared: Prepared, parser: Any, mend: str, known: Set[str]) -> None:
        self.known = known
        self.file, self.prepared, self.parser, self.mend = file, prepared, parser or _PureParser, mend
        self.lines = list(prepared.lines)
        self.findings: list[Finding] = []
        self.broken = False

    def run(self) -> Node | None:
        seen: list[Finding] = []
        for _ in range(_MAX_SYNTAX_ERRORS):
            self.findings = list(seen)
            try:
                return self._compose()
            except yaml.YAMLError as error:
                self.broken = True
                line, column = _where(error, len(self.lines) - 1)
                if not self._indentation_reported(line):
                    seen.append(self._syntax(error, line, column))
                if not self._leave_out(line):
                    break
            except _Stop:
                self.broken = True
                return None
        self.findings = seen
        return None

    def _indentation_reported(self, line: int) -> bool:
        indent = (rules.TAB_INDENT, rules.NBSP_INDENT, rules.NBSP_COLON)
        return any(any(map(f.is_, indent)) and abs((f.place.line or 0) - 1 - line) <= 1 for f in self.prepared.findings)

    def _syntax(self, error: yaml.YAMLError, line: int, column: int) -> Finding:
        typed = self.prepared.typed[line]
        return Finding(
            rules.SYNTAX, Place(self.file, line + 1, column + 1), shorten(typed), hint(str(error), typed, self.known)
        )

    def _leave_out(self, line: int) -> bool:
        """Blanks the top entry around a line; False when there is nothing left to blank."""
        tops = [n for n, text in enumerate(self.lines) if text[:1].strip() and text[0] not in "#]}-"]
        start = max((n for n in tops if n <= line), default=0)
        stop = min((n for n in tops if n > line), default=len(self.lines))
        if not any(self.lines[start:stop]):
            return False
        self.lines[start:stop] = [""] * (stop - start)
        return True

    def _refuse(self, rule: Rule, mark: Any, *, stop: bool = False, **values: str) -> None:
        typed = self.prepared.typed[mark.line] if mark.line < len(self.prepared.typed) else ""
        place = Place(self.file, mark.line + 1, mark.column + 1)
        self.findings.append(Finding(rule, place, shorten(typed), values))
        if stop:
            raise _Stop

    def _events(self) -> Iterator[Any]:
        parser = self.parser("\n".join(self.lines))
        try:
            while parser.check_event():
                yield parser.get_event()
        finally:
            parser.dispose()

    def _compose(self) -> Node | None:
        root: Node | None = None
        stack: list[_Open] = []
        last_line = count = documents = 0
        for event in self._events():
            kind = type(event).__name__
            if kind == "DocumentStartEvent":
                documents += 1
                if documents > 1:
                    self.broken = True
                    self._refuse(rules.DOCUMENTS, event.start_mark)
                    return root
                continue
            if kind in ("MappingEndEvent", "SequenceEndEvent"):
                opened = stack.pop()
                mark = event.end_mark
                node = self._close(opened, *((mark.line, self._column(mark)) if opened.flow else (last_line, 0)))
            elif kind in ("MappingStartEvent", "SequenceStartEvent"):
                count += 1
                self._check(event, count, len(stack))
                mark = event.start_mark
                stack.append(_Open(kind, mark.line, self._column(mark), bool(event.flow_style)))
                continue
            elif kind in ("ScalarEvent", "AliasEvent"):
                count += 1
                self._check(event, count, 0)
                node = self._scalar(event)
                last_line = node.last_line
            else:
                continue
            if stack:
                stack[-1].items.append(node)
            elif documents <= 1:
                root = node
        return root

    def _check(self, event: Any, count: int, depth: int) -> None:
        if count > MAX_NODES:
            self._refuse(rules.TOO_MANY, event.start_mark, stop=True, limit=str(MAX_NODES))
        if depth >= MAX_DEPTH:
            self._refuse(rules.TOO_DEEP, event.start_mark, stop=True, limit=str(MAX_DEPTH))
        if event.anchor is not None:
            alias = type(event).__name__ == "AliasEvent"
            word = ("*" if alias else "&") + shorten(str(event.anchor))
            self._refuse(rules.ALIAS if alias else rules.ANCHOR, event.start_mark, word=word, mend=self._quoted(event))
        tag = getattr(event, "tag", None)
        if tag is not None:
            word = shorten(str(tag))
            self._refuse(rules.TAG, event.start_mark, word=word, mend=self._quoted(event))

    def _quoted(self, event: Any) -> str:
        """The words from an anchor, alias or tag to the end of its value, in quotes."""
        typed = self.prepared.typed[event.start_mark.line][event.start_mark.column :]
        return quoted(" ".join(re.split(r"[,\]}]", typed, maxsplit=1)[0].split()))

    def _scalar(self, event: Any) -> Scalar:
        start, end = event.start_mark, event.end_mark
        mend = self.prepared.mends.get((start.line, start.column))
        text = event.value if hasattr(event, "value") else f"*{event.anchor}"
        style = getattr(event, "style", None) or ""
        if (not style or mend in _AS_TYPED) and (inside := without_curly(text)) is not None:
            text, mend = inside, rules.CURLY_QUOTES
        return Scalar(text, style, start.line, self._column(start), end.line, self._column(end), mend)

    def _column(self, mark: Any) -> int:
        """The column of a mark in the line as typed."""
        return self.prepared.typed_column(mark.line, int(mark.column))

    def _close(self, opened: _Open, last_line: int, last_column: int) -> Node:
        items = opened.items
        if opened.kind == "SequenceStartEvent":
            return Sequence(tuple(items), opened.line, opened.column, last_line, last_column, opened.flow)
        pairs = []
        for key, value in zip(items[::2], items[1::2], strict=True):
            if not isinstance(key, Scalar):
                self._refuse(rules.BAD_KEY, key, mend=self.mend)
            elif key.text == "<<" and not key.style:
                self._refuse(rules.MERGE, key)
            else:
                pairs.append((key, value))
        return Mapping(tuple(pairs), opened.line, opened.column, last_line, last_column, opened.flow)


def _where(error: yaml.YAMLError, last: int) -> tuple[int, int]:
    """Line and column (from 0) of the mistake: where an open bracket or quote began, else where reading stopped."""
    context = getattr(error, "context", None) or ""
    mark = getattr(error, "problem_mark", None)
    opened = getattr(error, "context_mark", None)
    if opened is not None and any(word in context for word in ("flow", "quoted", "simple key")):
        mark = opened
    return (min(mark.line, last), mark.column) if mark is not None else (0, 0)
