"""The pre-pass over the lines of a YAML file: mends what an office means but YAML would cut, change or refuse.

Only single values in block context are touched (`key: value` and `- value`), by putting them in quotes for the
parser; block scalars, flow collections and values already in quotes pass unchanged. An opening quote takes the
place of the value's first character, so every value keeps its line and column.
"""

from __future__ import annotations

import re
from collections.abc import Set
from dataclasses import dataclass, field

from bulletin.errors import Finding, Place, Rule
from bulletin.sources.folding import fold, quoted, shorten
from bulletin.sources.rules import yaml as rules

NEWLINE = re.compile(r"\r\n|\r|\n")
_ODD_SPACE = "\u00a0\u1680\u2000-\u200a\u202f\u205f\u3000"
_LEAD = re.compile(rf"[ \t{_ODD_SPACE}]*")
_ITEMS = re.compile(r" *(?:- +)*")
_KEY = re.compile(
    rf"(?P<key>\"[^\"]*\" *|'[^']*' *"
    rf"|(?![\"'\[\]{{}},&*!|>%@`#]|[?-](?: |$))(?:[^#]|(?<![ \t])#)*?):(?=[ \t{_ODD_SPACE}]|$)"
)
_GLUED = re.compile(r"(?P<key>[^\s:\"'#]{2,30}):(?=[^\s:/])")
_NBSP = re.compile(rf"[{_ODD_SPACE}]")
_BLOCK_HEADER = re.compile(r"[|>](?:[+-]?[1-9]?|[1-9][+-])[ \t]*(?:[ \t]#.*)?$")
_COMMENT = re.compile(r"[ \t]+#(?=[ \t]|$)")
_PROGRAM = re.compile(r"\*[\w-]+$|&[\w-]+(?=\s|$)|!\S+")
_SIGNS = re.compile(r"[@`%,\]}|>*&!]|[-?:](?=[ \t]|$)")
_INNER_COLON = re.compile(r":(?=[ \t]|$)")
_COMMENT_TAIL = re.compile(r"[ \t]+#")
_INNER_HASH = re.compile(r"[ \t]#")
_CLOSE = {'"': re.compile(r'(?:[^"\\]|\\.)*"'), "'": re.compile(r"(?:[^']|'')*'(?!')")}


@dataclass(slots=True)
class Prepared:
    """The lines as typed, the lines for the parser, and which values were mended by which rule (keys are 0-based)."""

    typed: list[str]
    lines: list[str]
    mends: dict[tuple[int, int], Rule] = field(default_factory=dict)
    findings: list[Finding] = field(default_factory=list)


def prepare(text: str, file: str, known: Set[str]) -> Prepared:
    """Mends the lines of one file.

    Args:
        text: the decoded file.
        file: its name for findings.
        known: folded names of all fields; only used to tell a field from words that end with a colon.
    """
    typed = NEWLINE.split(text)
    return _PrePass(Prepared(typed, list(typed)), file, known).run()


class _PrePass:
    def __init__(self, out: Prepared, file: str, known: Set[str]) -> None:
        self.out, self.file, self.known = out, file, known
        self.lines = out.lines

    def run(self) -> Prepared:
        at = 0
        while at < len(self.lines):
            at = self._line(at)
        return self.out

    def _find(self, rule: Rule, line: int, column: int, **values: str) -> None:
        place = Place(self.file, line + 1, column + 1)
        self.out.findings.append(Finding(rule, place, shorten(self.out.typed[line]), values))

    # --- one line in block context; returns the next line to look at -------------------------------------------

    def _line(self, at: int) -> int:
        indent = self._indent(at)
        line = self.lines[at]
        if not line or line[indent] == "#":
            return at + 1
        if line[0] == "%":
            self._find(rules.DIRECTIVE, at, 0)
            self.lines[at] = ""
            return at + 1
        if line[:3] in ("---", "..."):
            return at + 1
        items = _ITEMS.match(line)
        start = items.end() if items else 0
        key = _KEY.match(line, start) or self._unglue(at, start)
        line = self.lines[at]
        if key:
            return self._value(at, start, key.end(), key["key"].strip(" \"'"))
        if start > indent:
            dash = line.rindex("-", 0, start)
            return self._value(at, dash, dash + 1, "")
        return at + 1

    def _indent(self, at: int) -> int:
        """The number of spaces before the first word; reports tabs and special spaces and replaces them."""
        line = self.lines[at]
        lead = _LEAD.match(line)
        run = lead.group() if lead else ""
        if len(run) == len(line):
            self.lines[at] = ""
            return 0
        if run.strip(" "):
            self._report_indent(at, run)
            rest = line[len(run) :]
            run = _NBSP.sub(" ", run).replace("\t", "  ")
            self.lines[at] = run + rest
        return len(run)

    def _report_indent(self, at: int, run: str) -> None:
        column = len(run) - len(run.lstrip(" "))
        rule = rules.TAB_INDENT if run[column] == "\t" else rules.NBSP_INDENT
        self._find(rule, at, column, code=f"U+{ord(run[column]):04X}")

    def _unglue(self, at: int, start: int) -> re.Match[str] | None:
        """`tieu_de:Tin nhanh` with a known field gets its space and a warning."""
        line = self.lines[at]
        glued = _GLUED.match(line, start)
        if glued is None or fold(glued["key"]) not in self.known:
            return None
        self.lines[at] = line[: glued.end()] + " " + line[glued.end() :]
        mend = f"{glued['key']}: {shorten(line[glued.end() :])}"
        self._find(rules.NO_SPACE, at, start, key=glued["key"], mend=mend)
        return _KEY.match(self.lines[at], start)

    # --- the value after `key:` or `- `; `parent` is the column of the key or dash -------------------------------

    def _value(self, at: int, parent: int, after: int, key: str) -> int:
        line = self.lines[at]
        gap = _LEAD.match(line, after)
        column = gap.end() if gap else after
        special = _NBSP.search(line, after, column)
        if special:
            mend = f"{key}: {shorten(line[column:])}".strip() if key else f"- {shorten(line[column:])}"
            self._find(
                rules.NBSP_COLON, at, special.start(), key=key or "-", code=f"U+{ord(special.group()):04X}", mend=mend
            )
            self.lines[at] = line = line[:after] + " " * (column - after) + line[column:]
        elif "\t" in line[after:column]:
            self.lines[at] = line = line[:after] + " " * (column - after) + line[column:]
        value = line[column:].rstrip(" \t")
        if not value or value[0] == "#":
            return at + 1
        if _BLOCK_HEADER.match(value):
            return self._skip_block(at, parent, value)
        if value[0] in _CLOSE:
            return self._quoted(at, parent, column, value)
        if value[0] in "[{":
            return self._flow(at, parent, column)
        program = _PROGRAM.match(value)
        if program:
            return self._program(at, column, key, program.group())
        return self._plain(at, parent, column, rules.MENDED_SIGN if _SIGNS.match(value) else None)

    def _program(self, at: int, column: int, key: str, word: str) -> int:
        """An anchor, alias or tag: refused here, and taken out so that the rest of the file is checked as well."""
        line = self.lines[at]
        value = line[column:].rstrip(" \t")
        rule = {"*": rules.ALIAS, "&": rules.ANCHOR, "!": rules.TAG}[word[0]]
        if key != "<<":
            mend = (f"{key}: " if key else "- ") + quoted(shorten(value, 100))
            self._find(rule, at, column, word=word, mend=mend)
        if word[0] == "*":
            self.lines[at] = line[:column] + f"'{value}'"
        else:
            self.lines[at] = line[:column] + " " * len(word) + line[column + len(word) :]
        return at + 1

    def _skip_block(self, at: int, parent: int, header: str) -> int:
        """Passes over the lines of a `|` or `>` text; reports tabs and special spaces inside its indentation."""
        explicit = re.search(r"[1-9]", header.split("#")[0])
        inner = parent + int(explicit.group()) if explicit else 0
        at += 1
        while at < len(self.lines):
            line = self.lines[at]
            lead = _LEAD.match(line)
            run = lead.group() if lead else ""
            spaces = len(run) - len(run.lstrip(" "))
            if len(run) == len(line):
                if not inner or spaces < inner:
                    self.lines[at] = ""
            elif len(run) <= parent and (parent or run or not inner or line[0] != " "):
                return at
            elif not inner and spaces == len(run):
                inner = spaces
            elif spaces < (inner or len(run)) and spaces < len(run):
                self._report_indent(at, run)
                inner = inner or max(parent + 1, len(run))
                self.lines[at] = " " * inner + line[len(run) :]
            at += 1
        return at

    def _quoted(self, at: int, parent: int, column: int, value: str) -> int:
        line = self.lines[at]
        close = _CLOSE[value[0]].match(line, column + 1)
        if close:
            tail = line[close.end() :]
            whole = not tail.strip(" \t") or _COMMENT_TAIL.match(tail)
            return at + 1 if whole else self._plain(at, parent, column, rules.MENDED_QUOTE)
        return self._far_quote(at, parent, value[0]) or self._plain(at, parent, column, rules.MENDED_QUOTE)

    def _far_quote(self, at: int, parent: int, mark: str) -> int | None:
        """The line after a quoted value of several lines; None when its closing quote never comes."""
        for further in range(at + 1, len(self.lines)):
            if self._is_field(further, parent):
                return None
            close = _CLOSE[mark].match(self.lines[further])
            if close:
                tail = self.lines[further][close.end() :]
                return further + 1 if not tail.strip(" \t") or _COMMENT_TAIL.match(tail) else None
        return None

    def _is_field(self, at: int, parent: int) -> bool:
        """Whether the line begins another field or item at or left of `parent`."""
        line = self.lines[at]
        indent = len(line) - len(line.lstrip(" "))
        return bool(line.strip()) and indent <= parent and bool(_KEY.match(line, indent) or line[indent:][:2] == "- ")

    def _flow(self, at: int, parent: int, column: int) -> int:
        """Passes over `[…]` or `{…}`, on several lines if need be; words after the closing bracket make it a text."""
        depth, mark, further, position = 0, "", at, column
        while further < len(self.lines) and not (further > at and self._is_field(further, parent)):
            line = self.lines[further]
            while position < len(line):
                char = line[position]
                if mark:
                    position += char == "\\" and mark == '"'
                    mark = "" if char == mark else mark
                elif char in "\"'" and (position == 0 or line[position - 1] in " \t[{,:"):
                    mark = char
                elif char == "#" and position and line[position - 1] in " \t":
                    break
                depth += (char in "[{") - (char in "]}") if not mark else 0
                position += 1
                if depth == 0:
                    tail = line[position:]
                    if not tail.strip(" \t") or _COMMENT_TAIL.match(tail):
                        return further + 1
                    return self._plain(at, parent, column, rules.MENDED_SIGN) if further == at else at + 1
            further, position = further + 1, 0
        return further if further > at else at + 1

    # --- plain text, on one line or more ---------------------------------------------------------------------------

    def _plain(self, at: int, parent: int, column: int, rule: Rule | None) -> int:
        end = self._extent(at, parent)
        first = self.lines[at][column:]
        parts = [first, *self.lines[at + 1 : end]]
        if rule is None and any(_INNER_COLON.search(_bare(part)) for part in parts):
            rule = rules.MENDED_COLON
        if rule is None and any(_INNER_HASH.search(part) for part in parts[:-1]):
            rule = rules.MENDED_HASH
        if rule is not None:
            self._mend(at, end, column, rule)
        return end

    def _extent(self, at: int, parent: int) -> int:
        """The line after a plain value: deeper lines go on with it, unless they begin a known field or an item."""
        end = at + 1
        for further in range(at + 1, len(self.lines)):
            line = self.lines[further].rstrip(" \t")
            if not line:
                continue
            lead = _LEAD.match(line)
            if lead is None or lead.group().strip(" "):
                break
            if lead.end() <= parent or line[lead.end()] == "#" or line[lead.end() :][:2] in ("- ", "-"):
                break
            key = _KEY.match(line, lead.end())
            if key and fold(key["key"].strip(" \"'")) in self.known:
                break
            end = further + 1
        return end

    def _mend(self, at: int, end: int, column: int, rule: Rule) -> None:
        last = self.lines[end - 1]
        start = column if end - 1 == at else 0
        comment = _COMMENT.search(last, start)
        stop = comment.start() if comment else len(last.rstrip(" \t"))
        tail = last[stop:]
        self.lines[end - 1] = last[:stop]
        for index in range(at, end):
            skip = column if index == at else 0
            line = self.lines[index]
            self.lines[index] = line[:skip] + ("'" if index == at else "") + line[skip:].replace("'", "''")
        self.lines[end - 1] += "'" + tail
        self.out.mends[at, column] = rule


def _bare(part: str) -> str:
    """The part of a line before a YAML comment."""
    comment = _COMMENT.search(part)
    return part[: comment.start()] if comment else part


def mend_values(text: str, key: str) -> dict[str, str]:
    """What the warnings about a mended value fill in: the value as understood and the line to type."""
    return {
        "value": shorten(text),
        "mend": (f"{key}: " if key else "- ") + quoted(shorten(text, 100)),
        "sign": text[:1],
    }
