"""The pre-pass over the lines of a YAML file: mends what an office means but YAML would cut, change or refuse.

Only single values in block context are touched (`key: value` and `- value`), by putting them in quotes for the
parser; block scalars and values well quoted pass unchanged, and so do flow collections but for backslashes. An opening
quote takes the place of the value's first character, so every value keeps its line and column. Every step is linear in
what was typed: comments are found from their sign, and a value that goes on over lines is looked for in `FAR` of them.
"""

from __future__ import annotations

import re
from collections.abc import Set

from bulletin.errors import Finding, Place, Rule
from bulletin.sources.folding import MAX_GUESSES, fold, shorten, typed_line
from bulletin.sources.rules import yaml as rules
from bulletin.sources.yaml import quote_marks
from bulletin.sources.yaml.prepared import Prepared
from bulletin.sources.yaml.signs import (
    BLOCK_HEADER,
    CLOSE,
    COMMENT_TAIL,
    FAR,
    GLUED,
    IN_FLOW,
    INNER_COLON,
    INNER_HASH,
    ITEMS,
    KEY,
    LEAD,
    NBSP,
    NEWLINE,
    PROGRAM,
    SIGNS,
    WIDE_COLONS,
    comment_at,
    is_glued_item,
    is_long_dash,
    is_stray,
)


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
        self.guesses = 0

    def run(self) -> Prepared:
        at = 0
        while at < len(self.lines):
            at = self._line(at)
        return self.out

    def _find(self, rule: Rule, line: int, column: int, **values: str) -> None:
        place = Place(self.file, line + 1, self.out.typed_column(line, column) + 1)
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
        if is_long_dash(line, indent, self.known):
            self.lines[at] = line = f"{line[:indent]}-{line[indent + 1 :]}"
            self._find(rules.LONG_DASH, at, indent, sign=self.out.typed[at][indent], mend=line.strip())
        if is_glued_item(self.lines, at, indent, self.known):
            self._unglue_item(at, indent)
            line = self.lines[at]
        items = ITEMS.match(line)
        start = items.end() if items else 0
        wide = any(sign in line for sign in WIDE_COLONS) and self._unglue(at, start)
        key = wide or KEY.match(self.lines[at], start) or self._unglue(at, start)
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
        lead = LEAD.match(line)
        run = lead.group() if lead else ""
        if len(run) == len(line):
            self.lines[at] = ""
            return 0
        if run.strip(" "):
            self._report_indent(at, run)
            rest = line[len(run) :]
            run = NBSP.sub(" ", run).replace("\t", "  ")
            self.lines[at] = run + rest
        return len(run)

    def _report_indent(self, at: int, run: str) -> None:
        column = len(run) - len(run.lstrip(" "))
        rule = rules.TAB_INDENT if run[column] == "\t" else rules.NBSP_INDENT
        self._find(rule, at, column, code=f"U+{ord(run[column]):04X}")

    def _unglue_item(self, at: int, dash: int) -> None:
        """`-{bai: x}` and `-bai: x` get the blank that YAML needs; fields below that line up with `bai` move along."""
        mend, below, deeper = f"- {self.lines[at][dash + 1 :].strip()}", at + 1, " " * (dash + 1)
        vi = en = ""
        first = self.lines[below] if below < len(self.lines) else ""
        if first.startswith(deeper) and first[dash + 1 : dash + 2] not in ("", " ", "#"):
            while below < len(self.lines) and self.lines[below].startswith(deeper):
                self._shift(below, 0, " ")
                below += 1
            vi = f" – và thêm một dấu cách ở đầu mỗi dòng từ {at + 2} đến {below}"
            en = f" – and type one more space at the start of each line from {at + 2} to {below}"
        self._find(rules.NO_SPACE_DASH, at, dash, mend=mend, typed_vi=mend + vi, typed_en=mend + en)
        self._shift(at, dash + 1, " ")

    def _shift(self, at: int, column: int, blank: str = "") -> None:
        """Notes a blank more than was typed, and puts it there if need be."""
        self.lines[at] = self.lines[at][:column] + blank + self.lines[at][column:]
        self.out.shifts[at] = (*self.out.shifts.get(at, ()), column)

    def _unglue(self, at: int, start: int) -> re.Match[str] | None:
        """`tieu_de:Tin nhanh` and `tieu_de：Tin nhanh` with a known field get what YAML needs, and a warning."""
        line = self.lines[at]
        glued = GLUED.match(line, start)
        if glued is None or fold(glued["key"]) not in self.known:
            return None
        rest = line[glued.end() :]
        blank = "" if not rest or rest[0] in " \t" else " "
        self.lines[at] = line[: glued.end() - 1] + ":" + blank + rest
        if blank:
            self._shift(at, glued.end())
        mend = f"{glued['key']}: {rest.strip()}"
        if glued["sign"] == ":":
            self._find(rules.NO_SPACE, at, start, key=glued["key"], mend=mend)
        else:
            code = f"U+{ord(glued['sign']):04X}"
            self._find(rules.WIDE_COLON, at, glued.end() - 1, key=glued["key"], code=code, mend=mend)
        return KEY.match(self.lines[at], start)

    # --- the value after `key:` or `- `; `parent` is the column of the key or dash -------------------------------

    def _value(self, at: int, parent: int, after: int, key: str) -> int:
        line = self.lines[at]
        gap = LEAD.match(line, after)
        column = gap.end() if gap else after
        special = NBSP.search(line, after, column)
        if special:
            mend = f"{key}: {line[column:]}".strip() if key else f"- {line[column:]}"
            self._find(
                rules.NBSP_COLON, at, special.start(), key=key or "-", code=f"U+{ord(special.group()):04X}", mend=mend
            )
            self.lines[at] = line = line[:after] + " " * (column - after) + line[column:]
        elif "\t" in line[after:column]:
            self.lines[at] = line = line[:after] + " " * (column - after) + line[column:]
        value = line[column:].rstrip(" \t")
        if not value or value[0] == "#":
            return at + 1
        if BLOCK_HEADER.match(value):
            return self._skip_block(at, parent, value, key)
        if value[0] in CLOSE:
            return self._quoted(at, parent, column, value)
        if value[0] in "[{":
            return self._flow(at, parent, column)
        program = PROGRAM.match(value)
        if program:
            return self._program(at, column, key, program.group())
        return self._plain(at, parent, column, rules.MENDED_SIGN if SIGNS.match(value) else None)

    def _program(self, at: int, column: int, key: str, word: str) -> int:
        """An anchor, alias or tag: refused here, and taken out so that the rest of the file is checked as well."""
        line = self.lines[at]
        value = line[column:].rstrip(" \t")
        rule = {"*": rules.ALIAS, "&": rules.ANCHOR, "!": rules.TAG}[word[0]]
        if key != "<<":
            self._find(rule, at, column, word=word, mend=typed_line(key, value))
        if word[0] == "*":
            self.lines[at] = line[:column] + f"'{value}'"
        else:
            self.lines[at] = line[:column] + " " * len(word) + line[column + len(word) :]
        return at + 1

    def _skip_block(self, at: int, parent: int, header: str, key: str) -> int:
        """Passes over the lines of a `|` or `>` text; reports tabs and special spaces inside its indentation."""
        first, run_of_lines = at, -1
        explicit = re.search(r"[1-9]", header.split("#")[0])
        inner = parent + int(explicit.group()) if explicit else 0
        at += 1
        while at < len(self.lines):
            line = self.lines[at]
            lead = LEAD.match(line)
            run = lead.group() if lead else ""
            spaces = len(run) - len(run.lstrip(" "))
            if len(run) == len(line):
                if not inner or spaces < inner:
                    self.lines[at] = ""
            elif len(run) <= parent and (parent or run or not inner or line[0] != " "):
                if not self._is_stray(at, parent, key):
                    return at
                inner = inner or parent + 2
                run_of_lines = self._report_stray(at, run_of_lines, inner, key, first)
                self.lines[at] = " " * inner + line[len(run) :]
                at += 1
                continue
            elif not inner and spaces == len(run):
                inner = spaces
            elif spaces < (inner or len(run)) and spaces < len(run):
                self._report_indent(at, run)
                inner = inner or max(parent + 1, len(run))
                self.lines[at] = " " * inner + line[len(run) :]
            at += 1
        return at

    def _is_stray(self, at: int, parent: int, key: str) -> bool:
        """Whether a line at the margin belongs to the text above it."""
        self.guesses += 1
        return bool(key) and is_stray(self.lines, at, parent, self.known, guess=self.guesses <= MAX_GUESSES)

    def _report_stray(self, at: int, run: int, inner: int, key: str, first: int) -> int:
        """One finding for lines that follow one another; gives its number in the list."""
        last = self.out.findings[run] if run >= 0 else None
        if last is not None and all(not line.strip() for line in self.lines[int(last.values["last"]) : at]):
            start = last.place.line or 1
            values = {
                **last.values, "last": str(at + 1), "lines_vi": f"Các dòng từ đây đến dòng {at + 1}",
                "lines_en": f"The lines {start} to {at + 1} are",
            }  # fmt: skip
            self.out.findings[run] = Finding(last.rule, last.place, last.quote, values)
            return run
        self._find(
            rules.NOT_INDENTED, at, 0, key=key, header=str(first + 1), last=str(at + 1), count=str(inner),
            words=shorten(self.lines[at], 40), lines_vi="Dòng này", lines_en="This line is",
        )  # fmt: skip
        return len(self.out.findings) - 1

    def _quoted(self, at: int, parent: int, column: int, value: str) -> int:
        line = self.lines[at]
        close = CLOSE[value[0]].match(line, column + 1)
        if close:
            tail = line[close.end() :]
            if not tail.strip(" \t") or COMMENT_TAIL.match(tail):
                typed = quote_marks.backslashes(line[column + 1 : close.end() - 1]) if value[0] == '"' else None
                if typed is not None:
                    self._requote(at, column, typed, tail, rules.BACKSLASH)
                return at + 1
            return self._odd_quote(at, parent, column)
        return self._far_quote(at, parent, value[0]) or self._odd_quote(at, parent, column)

    def _odd_quote(self, at: int, parent: int, column: int) -> int:
        """A value on one line whose quotes YAML would not take: as it was meant, else as it was typed."""
        end = self._extent(at, parent)
        if end > at + 1:
            return self._plain(at, parent, column, rules.MENDED_QUOTE)
        line = self.lines[at]
        stop = comment_at(line, column)
        words, why = quote_marks.meaning(line[column:stop].rstrip(" \t"))
        rule = {"inside": rules.QUOTES_INSIDE, "unclosed": rules.QUOTE_UNCLOSED, "text": rules.MENDED_QUOTE}[why]
        self._requote(at, column, words, line[stop:], rule)
        return end

    def _requote(self, at: int, column: int, words: str, tail: str, rule: Rule) -> None:
        self.lines[at] = self.lines[at][:column] + "'" + words.replace("'", "''") + "'" + tail
        self.out.mends[at, column] = rule

    def _far_quote(self, at: int, parent: int, mark: str) -> int | None:
        """The line after a quoted value of several lines; None when its closing quote never comes."""
        for further in range(at + 1, min(len(self.lines), at + FAR)):
            if self._is_field(further, parent):
                return None
            close = CLOSE[mark].match(self.lines[further])
            if close:
                tail = self.lines[further][close.end() :]
                return further + 1 if not tail.strip(" \t") or COMMENT_TAIL.match(tail) else None
        return None

    def _is_field(self, at: int, parent: int) -> bool:
        """Whether the line begins another field or item at or left of `parent`."""
        line = self.lines[at]
        indent = len(line) - len(line.lstrip(" "))
        return bool(line.strip()) and indent <= parent and bool(KEY.match(line, indent) or line[indent:][:2] == "- ")

    def _flow(self, at: int, parent: int, column: int) -> int:
        """Passes over `[…]` or `{…}`, on several lines if need be; words after the closing bracket make it a text."""
        self._flow_backslashes(at, column)
        depth, mark, further, position = 0, "", at, column
        while further < min(len(self.lines), at + FAR) and not (further > at and self._is_field(further, parent)):
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
                    if not tail.strip(" \t") or COMMENT_TAIL.match(tail):
                        return further + 1
                    return self._plain(at, parent, column, rules.MENDED_SIGN) if further == at else at + 1
            further, position = further + 1, 0
        return further if further > at else at + 1

    def _flow_backslashes(self, at: int, column: int) -> None:
        r"""Values such as `"photos\x.jpg"` inside brackets get the other kind of quotes where that moves nothing."""
        line = self.lines[at]
        if "\\" not in line:
            return
        for match in IN_FLOW.finditer(line, column):
            inside = match[1]
            typed = quote_marks.backslashes(inside) if inside else None
            if inside and typed == inside and "'" not in inside:
                line = f"{line[: match.start()]}'{inside}'{line[match.end() :]}"
                self.out.mends[at, match.start()] = rules.BACKSLASH
        self.lines[at] = line

    # --- plain text, on one line or more ---------------------------------------------------------------------------

    def _plain(self, at: int, parent: int, column: int, rule: Rule | None) -> int:
        end = self._extent(at, parent)
        first = self.lines[at][column:]
        parts = [first, *self.lines[at + 1 : end]]
        if rule is None and any(INNER_COLON.search(_bare(part)) for part in parts):
            rule = rules.MENDED_COLON
        if rule is None and any(INNER_HASH.search(part) for part in parts[:-1]):
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
            lead = LEAD.match(line)
            if lead is None or lead.group().strip(" "):
                break
            if lead.end() <= parent or line[lead.end()] == "#" or line[lead.end() :][:2] in ("- ", "-"):
                break
            key = KEY.match(line, lead.end())
            if key and fold(key["key"].strip(" \"'")) in self.known:
                break
            end = further + 1
        return end

    def _mend(self, at: int, end: int, column: int, rule: Rule) -> None:
        last = self.lines[end - 1]
        stop = comment_at(last, column if end - 1 == at else 0)
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
    return part[: comment_at(part, 0)]


def mend_values(text: str, key: str) -> dict[str, str]:
    """What the warnings about a mended value fill in: the value as understood and the line to type."""
    return {
        "value": shorten(text),
        "mend": typed_line(key, text),
        "printed": typed_line(key, f"“{text}”"),
        "sign": text[:1],
    }
