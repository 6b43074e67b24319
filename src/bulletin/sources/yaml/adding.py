"""Where one more item of a list is typed, and with which spaces and signs before it."""

from __future__ import annotations

from bulletin.lazy import dataclass
from bulletin.sources.yaml.nodes import Mapping, Node, Scalar, Sequence, YamlDocument


@dataclass(frozen=True, slots=True)
class ListEnd:
    """The end of a list: its key as typed and the last line of it, from 1.

    `indent` is how many spaces are before each dash; None for a list in brackets, where `comma` says whether one must
    be typed before the item. `only` is what was typed where there is a single value and no list.
    """

    key: str
    line: int
    indent: int | None = None
    comma: bool = True
    only: str = ""

    def how(self, item: str, file: str) -> tuple[str, str]:
        """What to do to add an item, in Vietnamese and in English, behind “to print it”."""
        if self.only:
            line = f"{self.key}: [{self.only}, {item}]"
            return (
                f"hãy thay dòng {self.line} của {file} bằng: {line}",
                f"replace line {self.line} of {file} with: {line}",
            )
        if self.indent is None:
            item = f", {item}" if self.comma else item
            return (
                f"hãy gõ vào cuối mục {self.key} của {file}, ngay trước dấu “]” ở dòng {self.line}: {item}",
                f"type at the end of {self.key} in {file}, just before the “]” in line {self.line}: {item}",
            )
        line = f"“{' ' * self.indent}- {item}”"
        begins = (
            (f"bắt đầu bằng {self.indent} dấu cách", f"that begins with {self.indent} spaces")
            if self.indent
            else ("viết sát lề", "that begins at the margin")
        )
        return (
            f"hãy thêm vào mục {self.key} của {file}, ngay dưới dòng {self.line}, một dòng {begins[0]}: {line}",
            f"add to {self.key} in {file}, just below line {self.line}, a line {begins[1]}: {line}",
        )


def list_end(document: YamlDocument, node: Node | None) -> ListEnd | None:
    """The end of a list of the file; None where that is no field of the file, or too odd to be told in one sentence."""
    pairs = document.root.pairs if document.root is not None else ()
    key = next((key.text for key, value in pairs if value is node), None)
    if key is None or node is None:
        return None
    if isinstance(node, Scalar):
        return ListEnd(key, node.line + 1, only=node.text)
    if isinstance(node, Mapping) or not node.items:
        return None
    if not node.flow:
        return ListEnd(key, _last_line(node.items[-1]) + 1, node.column)
    inside = (
        "".join(document.lines[node.line : node.last_line]) + document.lines[node.last_line][: node.last_column - 1]
    )
    return ListEnd(key, node.last_line + 1, comma=not inside.rstrip().endswith(","))


def _last_line(node: Node) -> int:
    """The last line with words of a value: the end of lines with fields is where the next ones begin."""
    if isinstance(node, Scalar) or node.flow:
        return node.last_line
    parts = node.items if isinstance(node, Sequence) else [value for _, value in node.pairs]
    return max(_last_line(part) for part in parts)
