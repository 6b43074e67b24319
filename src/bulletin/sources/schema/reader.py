"""The generic reader: walks YAML nodes against the dataclasses of the model and reports every mistake at once."""

from __future__ import annotations

import re
from dataclasses import replace
from typing import Any

from bulletin.errors import Finding, Place, Rule
from bulletin.fields import GAPS, SLUG
from bulletin.lazy import pattern
from bulletin.sources.folding import MAX_GUESSES, fold, shorten, slug
from bulletin.sources.rules import schema as rules
from bulletin.sources.rules import yaml as yaml_rules
from bulletin.sources.schema import scalars
from bulletin.sources.schema.everyday import meant
from bulletin.sources.schema.kept_lines import typed_in_lines, with_lines
from bulletin.sources.schema.places import article_id, new_line
from bulletin.sources.schema.shapes import FieldInfo, RecordInfo, Shape, record_info
from bulletin.sources.yaml.lines import mend_values
from bulletin.sources.yaml.nodes import Mapping, Node, Scalar, Sequence, YamlDocument
from bulletin.sources.yaml.signs import WIDE_COLONS, comment_at

_TAIL = pattern(r"[ \t]+#\S.*")
_COMMENT = pattern(r" (#(?![ \t]*bulletin:)[ \t].*)")
"""A comment behind a plain value, but for those that speak to the program."""
_GLUED_ITEM = pattern(r" *-[^\s-][^#]*$")
_NULLS = ("~", "null", "Null", "NULL")

BAD: Any = object()
"""Stands for a value that could not be read; its finding has been recorded."""

Path = tuple[str, ...]


class SchemaReader:
    """Reads one document into one record. `marks` and `nodes` tell where each value was typed, by field path."""

    def __init__(self, document: YamlDocument, where: tuple[str, str]) -> None:
        self.document, self.where = document, where
        self.findings: list[Finding] = []
        self.marks: dict[Path, Place] = {}
        self.nodes: dict[Path, Node] = {}
        self.values: dict[str, Any] = {}
        self.guesses = 0

    def read(self, cls: type[Any]) -> Any:
        """The record, or BAD; `values` keeps the fields that could be read."""
        if self.document.root is None:
            return BAD
        return self._record(cls, self.document.root, (), None)

    # --- findings and marks -----------------------------------------------------------------------------------------

    def find(self, rule: Rule, node: Node, **values: str) -> Any:
        """Records a finding at a node and gives BAD."""
        inline = isinstance(node, Scalar) and node.style not in ("|", ">") and shorten(node.text)
        words = inline or self.document.words(node.line, node.column)
        return self.find_at(rule, self.document.place(node), words, **values)

    def find_at(self, rule: Rule, place: Place, quote: str, **values: str) -> Any:
        self.findings.append(Finding(rule, place, quote, values))
        return BAD

    def _mark(self, path: Path, node: Node) -> None:
        self.marks[path] = self.document.place(node)
        self.nodes[path] = node

    # --- records ----------------------------------------------------------------------------------------------------

    def _record(self, cls: type[Any], node: Node, path: Path, owner: FieldInfo | None) -> Any:
        info = record_info(cls)
        self._mark(path, node)
        where = self.where if owner is None else (f"“{owner.key}”", f"“{owner.key}”")
        if isinstance(node, Mapping):
            return self._build(info, self._pairs(info, node, path, where), node, where)
        if isinstance(node, Scalar) and info.main is not None:
            main = replace(info.main, aliases=(owner.key,)) if owner else info.main
            value = self._value(main, node, (*path, info.main.name))
            return self._build(info, {info.main.name: value}, node, where)
        key = owner.key if owner else ""
        return self.find(rules.NOT_GROUP, node, key=key, mend=self._group(owner, cls, node) if owner else "")

    def _group(self, owner: FieldInfo, cls: type[Any], node: Node) -> str:
        """What to type where a group of fields is wanted: for an item of a list its own line, for a file its name."""
        typed = node.text.strip() if isinstance(node, Scalar) else ""
        group = scalars.sample_group(cls, typed if re.search(r"^[^\s:]+\.\w{2,5}$", typed) else "")
        if self.document.words(node.line).lstrip().startswith("- "):
            return f"- {group}"
        return f"{owner.key}: [{group}]" if owner.shape.inner else f"{owner.key}: {group}"

    def _pairs(self, info: RecordInfo, node: Mapping, path: Path, where: tuple[str, str]) -> dict[str, Any]:
        values: dict[str, Any] = {}
        first: dict[str, Scalar] = {}
        unknown: list[Scalar] = []
        for key, value in node.pairs:
            item = info.by_key.get(fold(key.text))
            if item is None:
                unknown.append(key)
            elif item.name in first:
                before = first[item.name]
                self.find(rules.DUPLICATE_KEY, key, key=key.text, first=before.text, line=str(before.line + 1))
            else:
                first[item.name] = key
                # Messages name the key as it was typed, or following them would add the same field twice.
                typed = item if item.key == key.text else replace(item, aliases=(key.text,))
                values[item.name] = self._value(typed, value, (*path, item.name))
        for key in unknown:
            item = self._unknown(info, key, where, values)
            if item is not None:
                values[item.name] = BAD
        return values

    def _unknown(
        self, info: RecordInfo, key: Scalar, where: tuple[str, str], values: dict[str, Any]
    ) -> FieldInfo | None:
        """Reports a field that there is not; gives the one that was meant, of those that are not there yet."""
        free = {name: item for item in info.fields if item.name not in values for name in item.names}
        self.guesses += 1
        word = re.split(f"[{WIDE_COLONS}]", key.text, maxsplit=1)[0]
        near = meant(word, free, guess=self.guesses <= MAX_GUESSES)
        known = ", ".join(item.key for item in info.fields)
        vi = f"Có phải là “{near}”? Hãy gõ: {near}: …" if near else f"Các trường dùng được ở đây: {known}."
        en = f"Did you mean “{near}”? Type: {near}: …" if near else f"The fields known here: {known}."
        self.find(
            rules.UNKNOWN_KEY, key, key=shorten(key.text), where_vi=where[0], where_en=where[1], hint_vi=vi, hint_en=en
        )
        return free[near] if near else None

    def _build(self, info: RecordInfo, values: dict[str, Any], node: Node, where: tuple[str, str]) -> Any:
        good = True
        for item in info.fields:
            if item.required and item.name not in values:
                good = False
                if not self.document.broken:
                    self._missing(replace(item, aliases=(item.english,)) if _english(info, node) else item, node, where)
        if any(value is BAD for value in values.values()):
            good = False
        self.values = values
        return info.cls(**{name: value for name, value in values.items() if value is not None}) if good else BAD

    def _missing(self, item: FieldInfo, node: Node, where: tuple[str, str]) -> None:
        flow = isinstance(node, Mapping) and node.flow
        if item.name == "id" and where == self.where:
            item = replace(item, example=article_id(self.document.file) or item.example)
        self.find(
            rules.MISSING, node, key=item.key, vi=item.vi, en=item.en, where_vi=where[0], where_en=where[1],
            mend=scalars.sample(item, node.column, one_line=flow), **new_line(node),
        )  # fmt: skip

    # --- values -----------------------------------------------------------------------------------------------------

    def _value(self, item: FieldInfo, node: Node, path: Path) -> Any:
        """The value of a field; None when it was left empty and need not be there."""
        self._mark(path, node)
        if self._is_empty(item, node):
            if not item.required:
                return None
            rule = rules.NOTHING_PLACED if item.shape.name == "list" else rules.EMPTY
            return self.find(rule, node, key=item.key, mend=self._sample(item, node))
        return self._shaped(item, item.shape, node, path)

    def _sample(self, item: FieldInfo, node: Node) -> str:
        """What to type for a field whose value is at a node."""
        line = self.document.lines[node.line][: node.column] if node.line < len(self.document.lines) else ""
        return scalars.sample(item, len(line) - len(line.lstrip(" -")), one_line="{" in line or "[" in line)

    def _is_empty(self, item: FieldInfo, node: Node) -> bool:
        if isinstance(node, Sequence):
            return item.shape.name == "list" and not node.items
        if not isinstance(node, Scalar):
            return False
        if item.shape.name != "text" and not node.style and node.text in _NULLS:
            return True
        return not node.text.strip() and not self._tail(item, node)

    def _shaped(self, item: FieldInfo, shape: Shape, node: Node, path: Path) -> Any:
        if shape.name == "record" and shape.record is not None:
            return self._record(shape.record, node, path, item)
        if shape.name == "list" and shape.inner is not None:
            return self._list(item, shape.inner, node, path)
        if shape.name == "map":
            return self._map(item, node, path)
        if shape.name in ("pair", "numbers") and isinstance(node, Sequence):
            return self._point(item, node)
        text = self._text(item, node) if shape.name == "text" else None
        if text is None:
            if not isinstance(node, Scalar):
                return self.find(rules.NOT_TEXT, node, key=item.key, mend=self._sample(item, node))
            text = node.text.rstrip("\n")
            if node.mend in (yaml_rules.CURLY_QUOTES, yaml_rules.BACKSLASH):
                self.find(node.mend, node, **mend_values(text, self.typed_key(node)))
        if item.multiline and isinstance(node, Scalar):
            self._mark_lines(node, path)
        return self._convert(item, shape.name, text, node)

    def _convert(self, item: FieldInfo, shape: str, text: str, node: Node) -> Any:
        if (item.placeholder and text.strip() == item.example) or text.strip() in GAPS:
            self.find(rules.PLACEHOLDER, node, key=item.key, value=shorten(text))
        try:
            return scalars.convert(item, shape, text)
        except scalars.BadValue as bad:
            quote = shorten(text) or self.document.words(node.line, node.column)
            return self.find_at(bad.rule, self.document.place(node), quote, **bad.values)

    def _point(self, item: FieldInfo, node: Sequence) -> Any:
        parts = [part.text for part in node.items if isinstance(part, Scalar)]
        try:
            whole = parts if len(parts) == len(node.items) == item.shape.count else []
            return scalars.measures(item, whole) if item.shape.name == "numbers" else scalars.point(item, whole)
        except scalars.BadValue as bad:
            typed = f"[{', '.join(parts)}]" if item.shape.name == "numbers" else ""
            values = {"key": item.key, "word": typed or self.document.words(node.line, node.column), **bad.values}
            return self.find(bad.rule, node, mend=scalars.sample(item), **values)

    def _list(self, item: FieldInfo, inner: Shape, node: Node, path: Path) -> Any:
        nodes = node.items if isinstance(node, Sequence) else self._glued_items(node)
        values = []
        for index, part in enumerate(nodes):
            here = (*path, str(index))
            self._mark(here, part)
            if isinstance(part, Scalar) and not part.text.strip() and not self._tail(item, part):
                values.append(self.find(rules.EMPTY, part, key=item.key, mend=scalars.sample(item)))
            else:
                values.append(self._shaped(item, inner, part, here))
        return BAD if any(value is BAD for value in values) else tuple(values)

    def _glued_items(self, node: Node) -> tuple[Node, ...]:
        """What was typed for a list and is none for YAML; lines such as `-Minh Khuê` are its items, with a warning."""
        lines, items = self.document.lines, list[Node]()
        typed = lines[node.line : node.last_line + 1]
        glued = isinstance(node, Scalar) and not node.style and all(_GLUED_ITEM.match(line) for line in typed)
        for number, line in enumerate(typed if glued else ()):
            column, words = line.index("-") + 1, line.split("-", 1)[1].strip()
            at, mend = node.line + number, f"- {words}"
            place = Place(self.document.file, at + 1, column)
            self.find_at(yaml_rules.NO_SPACE_DASH, place, shorten(line), mend=mend, typed_vi=mend, typed_en=mend)
            items.append(Scalar(words.strip("\"'"), "", at, column, at, len(line), None))
        return tuple(items) or (node,)

    def _map(self, item: FieldInfo, node: Node, path: Path) -> Any:
        if not isinstance(node, Mapping):
            return self.find(rules.NOT_GROUP, node, key=item.key, mend=f"{item.key}: {{{item.example}}}")
        result: dict[str, Any] = {}
        for key, value in node.pairs:
            self._mark((*path, key.text), value)
            if key.text in result:
                self.find(rules.DUPLICATE_KEY, key, key=key.text, first=key.text, line=str(node.line + 1))
                continue
            if item.shape.inner is not None and item.shape.inner.record is not None:
                result[key.text] = self._named(item, item.shape.inner.record, key, value, path)
                continue
            text = self._text(item, value)
            bad = text is None or not text.strip()
            result[key.text] = (
                self.find(rules.NOT_TEXT, value, key=key.text, mend=item.example)
                if bad or text is None
                else self._convert(item, "text", text, value)
            )
        return BAD if any(value is BAD for value in result.values()) else result

    def _named(self, item: FieldInfo, record: type[Any], key: Scalar, value: Node, path: Path) -> Any:
        """One record of a map; its name becomes part of a style sheet, so it is a slug."""
        if not re.fullmatch(SLUG, key.text):
            vi, en = (
                "Tên chỉ gồm chữ thường không dấu, số và gạch nối",
                "Names are small ASCII letters, digits, hyphens",
            )
            mend = f"{slug(key.text) or 'ten'}: …"
            return self.find(rules.PATTERN, key, key=item.key, word=shorten(key.text), vi=vi, en=en, mend=mend)
        owner = replace(item, aliases=(key.text,), shape=item.shape.inner or item.shape)
        return self._record(record, value, (*path, key.text), owner)

    # --- text as typed ----------------------------------------------------------------------------------------------

    def _text(self, item: FieldInfo, node: Node) -> str | None:
        """The words of a value as typed, with a warning when YAML would read them otherwise; None if not a text."""
        if not isinstance(node, Scalar):
            return self._restored(item, node)
        text = node.text.rstrip("\n")
        if node.mend is not None and not (item.multiline and typed_in_lines(self.document.lines, node)):
            self.find(node.mend, node, **mend_values(text, self.typed_key(node)))
        elif tail := self._tail(item, node):
            text = (text + tail).strip() if not text else text + tail
            place = self.document.place(node)
            values = mend_values(text, self.typed_key(node))
            self.find_at(yaml_rules.MENDED_HASH, place, shorten(text), **values)
        else:
            self._warn_comment(item, node)
        return self._unfolded(item, node, text) if item.multiline else text

    def typed_key(self, node: Node) -> str:
        """The key before a value as the user spelled it; empty for an item of a list."""
        before = self.document.lines[node.line][: node.column].rstrip()
        if before[-1:] not in (":", *WIDE_COLONS):
            return ""
        start = max(before.rfind(sign, 0, len(before) - 1) for sign in ":,{}[]")
        return before[start + 1 : -1].strip().removeprefix("- ").strip()

    def _tail(self, item: FieldInfo, node: Scalar) -> str:
        """What YAML cut off a plain value as a comment although it looks like text: ` #5`."""
        shape = item.shape.inner or item.shape
        if node.style or node.mend or item.pattern or item.kind == "url" or shape.name not in ("text", "map", "record"):
            return ""
        lines = self.document.lines
        rest = lines[node.last_line][node.last_column :] if node.last_line < len(lines) else ""
        match = _TAIL.match(rest)
        return match.group().rstrip() if match else ""

    def _warn_comment(self, item: FieldInfo, node: Scalar) -> None:
        if node.style or not node.text or item.pattern or node.last_line >= len(self.document.lines):
            return
        match = _COMMENT.match(self.document.lines[node.last_line][node.last_column :])
        if match:
            whole = f"{node.text} {match[1]}"
            values = mend_values(whole, self.typed_key(node))
            self.find_at(
                yaml_rules.COMMENT, self.document.place(node), shorten(whole), comment=shorten(match[1]), **values
            )

    def _restored(self, item: FieldInfo, node: Sequence | Mapping) -> str | None:
        """`- Quận ủy: Sơ kết` or `tieu_de: [Ảnh]` where a text is wanted: the words as typed, if on one line."""
        line = self.document.lines[node.line]
        text = line[node.column : comment_at(line, node.column)]
        if node.last_line != node.line or (node.flow and node.last_column != node.column + len(text)):
            return None
        block = isinstance(node, Mapping) and not node.flow
        self.find(
            yaml_rules.MENDED_COLON if block else yaml_rules.MENDED_SIGN,
            node,
            **mend_values(text, self.typed_key(node)),
        )
        return text

    def _unfolded(self, item: FieldInfo, node: Scalar, text: str) -> str:
        """A body after `>`, in quotes or in none, typed over several lines: it keeps them all, with a warning."""
        if node.style == ">":
            lines = self._block_lines(node)
            self.find(yaml_rules.FOLDED_BODY, node, key=item.key)
            return "\n".join(lines)
        if typed_in_lines(self.document.lines, node):
            self.find(yaml_rules.FOLDED_BODY, node, key=item.key)
            return with_lines(self.document.lines, node).rstrip("\n")
        return text

    def _block_lines(self, node: Scalar) -> list[str]:
        """The lines of a block scalar without their indentation and without empty lines at the end."""
        lines, at = self.document.lines, node.line + 1
        inner, taken = 0, list[str]()
        while at < len(lines):
            line = lines[at]
            inner = inner or (len(line) - len(line.lstrip(" ")) if line.strip() else 0)
            if line.strip() and (not inner or line[:inner].strip(" ")):
                break
            taken.append(line[inner:])
            at += 1
        while taken and not taken[-1].strip():
            taken.pop()
        return taken

    def _mark_lines(self, node: Scalar, path: Path) -> None:
        """One mark for each line of a block text, so that later stages can name the line of a word."""
        if node.style not in ("|", ">"):
            self.marks[(*path, "0")] = self.document.place(node)
            return
        lines = self._block_lines(node)
        inner = len(self.document.lines[node.line + 1]) if node.line + 1 < len(self.document.lines) else 0
        first = next((n for n, line in enumerate(lines) if line.strip()), 0)
        if lines:
            typed = self.document.lines[node.line + 1 + first]
            inner = len(typed) - len(lines[first])
        for number in range(len(lines)):
            self.marks[(*path, str(number))] = Place(self.document.file, node.line + 2 + number, inner + 1)


def _english(info: RecordInfo, node: Node) -> bool:
    """Whether a record is typed with the English keys, so that a missing one is named in English too."""
    if not isinstance(node, Mapping):
        return False
    names = {item.english for item in info.fields}
    english = sum(key.text in names for key, _ in node.pairs)
    return 2 * english > len(node.pairs)
