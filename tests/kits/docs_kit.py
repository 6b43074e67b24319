"""Reading our own documentation: fenced blocks, links, anchors."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

ROOT = Path(__file__).resolve().parents[2]

_FENCE = re.compile(r"(?:^<!-- (?P<note>[^>\n]+) -->\n)?^```(?P<kind>\w*)\n(?P<body>.*?)^```$", re.M | re.S)
_LINK = re.compile(r"!?\[(?:[^\[\]]|\[[^\]]*\]\([^)]*\))*\]\(([^)\s]+)\)")
_HEADING = re.compile(r"^#{1,6} +(.+?) *$", re.M)


@dataclass(frozen=True)
class Block:
    """One fenced block: its language, its text, the note in a comment just above it."""

    kind: str
    body: str
    note: str


def documents() -> list[Path]:
    """Every Markdown file that people read."""
    found = [
        *ROOT.glob("*.md"), *ROOT.glob("docs/*.md"), *ROOT.glob("changelog/**/*.md"), *ROOT.glob("examples/*.md"),
        *ROOT.glob("examples/*/*.md"), *ROOT.glob("fonts/*.md"), *ROOT.glob("layouts/**/*.md"),
    ]  # fmt: skip
    return sorted(set(found))


def blocks(path: Path) -> list[Block]:
    """The fenced blocks of a document in order."""
    text = path.read_text(encoding="utf-8")
    return [Block(m["kind"], m["body"], m["note"] or "") for m in _FENCE.finditer(text)]


def shell_lines(path: Path) -> list[str]:
    """Every line to type, of all `sh` blocks, without comments."""
    lines = [line for block in blocks(path) if block.kind == "sh" for line in block.body.splitlines()]
    return [line for line in (line.split("  #")[0].strip() for line in lines) if line and not line.startswith("#")]


def links(path: Path) -> Iterator[str]:
    """Targets of all links and pictures outside of code."""
    text = re.sub(r"```.*?^```", "", path.read_text(encoding="utf-8"), flags=re.M | re.S)
    text = re.sub(r"`[^`\n]*`", "", text)
    for match in _LINK.finditer(text):
        yield match[1]
        inner = re.match(r"\[(!\[[^\]]*\]\([^)\s]+\))\]", match[0])
        if inner:
            yield from (m[1] for m in _LINK.finditer(inner[1]))


def anchors(path: Path) -> set[str]:
    """The anchors that a forge makes of the headings: small letters, no punctuation, hyphens for spaces."""
    text = re.sub(r"```.*?^```", "", path.read_text(encoding="utf-8"), flags=re.M | re.S)
    found: set[str] = set()
    for heading in _HEADING.findall(text):
        plain = re.sub(r"[^\w\- ]", "", heading.replace("`", "").lower()).replace(" ", "-")
        number = 0
        while (plain if not number else f"{plain}-{number}") in found:
            number += 1
        found.add(plain if not number else f"{plain}-{number}")
    return found
