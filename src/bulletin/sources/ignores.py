"""Comments that keep a rule away from a line, from words or from a file: `# bulletin: bỏ qua desk.sum`."""

from __future__ import annotations

from collections.abc import Iterator, Mapping

from bulletin.lazy import pattern
from bulletin.model import Ignore
from bulletin.sources.yaml.nodes import Node, Scalar, YamlDocument

_IGNORE = pattern(
    r"(?:^|[ \t])#[ \t]*bulletin:[ \t]*(?:bỏ[ \t]+qua|bo[ \t]+qua|ignore)[ \t]+(?P<file>(?:cả[ \t]+tệp|file)[ \t]+)?"
    r"(?P<rules>[A-Za-z][\w.-]*(?:[ \t]*,[ \t]*[A-Za-z][\w.-]*)*)(?:[ \t]*:[ \t]*(?P<words>.*?))?[ \t]*$"
)


def ignores_of(document: YamlDocument, nodes: Mapping[tuple[str, ...], Node]) -> tuple[Ignore, ...]:
    """The comments of one file that keep rules away; what looks like one inside a text is words.

    Args:
        document: the file.
        nodes: its values.
    """
    inside = dict(_spans(document, nodes))
    found = []
    for number, line in enumerate(document.lines):
        match = _IGNORE.search(line) if "bulletin:" in line else None
        if match is None or (number in inside and match.start() < inside[number]):
            continue
        alone = not line[: match.start()].strip()
        target = _next(document.lines, number) if alone else number
        rules = tuple(rule.strip() for rule in match["rules"].split(","))
        words = (match["words"] or "").strip()
        found.append(Ignore(document.file, number + 1, target + 1, rules, words, bool(match["file"])))
    return tuple(found)


def _next(lines: tuple[str, ...], number: int) -> int:
    """The first line below a comment that holds something else."""
    further = range(number + 1, len(lines))
    return next((n for n in further if lines[n].strip() and not lines[n].lstrip().startswith("#")), number)


def _spans(document: YamlDocument, nodes: Mapping[tuple[str, ...], Node]) -> Iterator[tuple[int, int]]:
    """For each line that holds words of a value, the column behind these words."""
    for node in nodes.values():
        if not isinstance(node, Scalar):
            continue
        if node.style in ("|", ">"):
            yield from ((number, 1 << 30) for number in _block_lines(document.lines, node))
            continue
        for number in range(node.line, node.last_line):
            yield number, 1 << 30
        if node.style and node.mend is None:
            yield node.last_line, node.last_column


def _block_lines(lines: tuple[str, ...], node: Scalar) -> range:
    """The lines of a text after its sign."""
    inner, last = 0, node.line
    for number in range(node.line + 1, len(lines)):
        line = lines[number]
        if line.strip():
            inner = inner or len(line) - len(line.lstrip(" "))
            if not inner or line[:inner].strip(" "):
                break
            last = number
    return range(node.line + 1, last + 1)
