"""From the place of a finding in a file to the field of the form: the smallest value that holds it."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Any

from bulletin.errors import Finding, Severity
from bulletin.lazy import dataclass, pattern
from bulletin.sources.edits.typed_file import TypedFile, open_file
from bulletin.sources.schema.kinds import RECORDS
from bulletin.sources.schema.shapes import FieldInfo, RecordInfo, record_info
from bulletin.sources.yaml.nodes import Node, Scalar
from bulletin.studio.forms.describe import FormKind
from bulletin.studio.forms.naming import label, window_words
from bulletin.studio.story.found_block import block_at

FieldPath = tuple[str | int, ...]
_NAMED = pattern(r"“([a-z][a-z0-9_]*)”")
_OWN_KEY = {"photos": "id", "sections": "id", "flatplan": "article"}
_BROKEN = (
    "Có chỗ trong tệp này chưa đọc được.",
    "Tệp đã được sửa bằng tay ở ngoài cửa sổ này, và chương trình không đoán.",
    "Hãy nhờ người đã sửa tệp xem lại, hoặc khôi phục bản trước trong lịch sử.",
)
_WHOLE_FILE = {
    "yaml.empty-file": (
        "Trong tệp này không còn chữ nào.",
        "Có thể máy đã tắt giữa lúc lưu, hoặc ai đó đã xóa hết chữ.",
        "Hãy khôi phục bản trước trong lịch sử, hoặc bỏ tệp vào thùng rác.",
    ),
    "yaml.encoding": (
        "Chữ trong tệp này được lưu theo bảng mã mà chương trình không đọc.",
        "Tệp đã được lưu bằng một chương trình khác (TCVN3, VNI, UTF-16…), và chương trình không đoán chữ Việt.",
        "Hãy nhờ người đã sửa tệp lưu lại theo bảng mã UTF-8, hoặc khôi phục bản trước trong lịch sử.",
    ),
    "yaml.not-a-mapping": (
        "Tệp này chỉ có chữ trơn, không chia thành tiêu đề và thân bài.",
        "Có thể chữ đã được chép thẳng vào tệp ở ngoài cửa sổ này.",
        "Hãy chép chữ ở dưới rồi dán vào một bài mới; hoặc khôi phục bản trước trong lịch sử.",
    ),
}
"""What locks a whole file and has a known cause."""
_MENDED = (
    "Mục này được gõ bằng tay hơi khác thường; chương trình đã hiểu như đang hiện.",
    "Cách gõ ấy có thể được hiểu khác đi.",
    "Nếu chữ trong ô đúng thì không phải làm gì.",
)
"""What, why and what to do about the way in which a file was typed by hand."""


@dataclass(frozen=True, slots=True)
class FieldFinding:
    """A finding in the words of the window, at the path of its field; no path for one on the whole file.

    `block` is the number of the block of words of a body.
    """

    path: FieldPath
    rule: str
    severity: str
    what: str
    why: str
    remedy: str
    quote: str = ""
    block: int | None = None

    def as_dict(self) -> dict[str, object]:
        """The shape that the window reads."""
        block = {} if self.block is None else {"block": self.block}
        return {
            "path": list(self.path), "rule": self.rule, "severity": self.severity, "what": self.what, "why": self.why,
            "remedy": self.remedy, "quote": self.quote, **block,
        }  # fmt: skip


def at_fields(source: bytes, kind: FormKind, findings: tuple[Finding, ...]) -> tuple[FieldFinding, ...]:
    """The findings on one file at its fields, in the words of forms.

    Args:
        source: the bytes of the file that the findings are about.
        kind: of the file.
        findings: on this file only.
    """
    file = open_file(source, kind)
    return tuple(_at_field(file, kind, finding) for finding in findings)


def _at_field(file: TypedFile | None, kind: FormKind, finding: Finding) -> FieldFinding:
    path = _path(file, finding) if file is not None else ()
    named = _missing(kind, path, finding.what("vi"))
    if named is not None:
        path = (*path, named)
    block = _block(file, path, finding)
    if finding.rule.id.startswith("yaml."):
        said = _WHOLE_FILE.get(finding.rule.id, _BROKEN) if finding.severity is Severity.ERROR else _MENDED
        return FieldFinding(path, finding.rule.id, finding.severity.value, *said, finding.quote, block)
    what, why, how = (
        window_words(in_labels(kind, path, text))
        for text in (finding.what("vi"), finding.why("vi"), finding.in_form("vi"))
    )
    return FieldFinding(path, finding.rule.id, finding.severity.value, what, why, how, finding.quote, block)


def _block(file: TypedFile | None, path: FieldPath, finding: Finding) -> int | None:
    """The block of words of a body that a finding is in; None when it is in no body or nothing tells where."""
    node = file.node(path) if file is not None and path[-1:] == ("body",) else None
    if file is None or not isinstance(node, Scalar):
        return None
    body, line = file.value(path) or "", finding.place.line or 0
    # A body that was typed in one line, or folded, has other lines than the file.
    inside = line - node.line - 2 if node.style == "|" else body[: max(0, body.find(finding.quote))].count("\n")
    return block_at(body, inside) if inside >= 0 else None


def _path(file: TypedFile, finding: Finding) -> FieldPath:
    """The path of the smallest value that holds a place; that of the whole file when none does."""
    line, column = finding.place.line, finding.place.column
    if line is None:
        return ()
    held = [key for key, node in file.nodes.items() if key and _holds(node, line - 1, (column or 1) - 1)]
    if not held:
        return ()
    return file.numbered(max(held, key=lambda key: _rank(file, key)))


def _rank(file: TypedFile, key: tuple[str, ...]) -> tuple[int, int, int]:
    """Of two values that hold a place the later one is the smaller one, and of two at one place the deeper one."""
    node = file.nodes[key]
    return node.line, node.column, len(key)


def _holds(node: Node, line: int, column: int) -> bool:
    if not node.line <= line <= node.last_line:
        return False
    return line > node.line or column >= node.column


def _missing(kind: FormKind, path: FieldPath, what: str) -> str | None:
    """The field of the record at a path that a text names, such as one that is missing."""
    info = _record_at(kind, path)
    if info is None:
        return None
    return next((item.name for word in _NAMED.findall(what) if (item := info.by_key.get(word.replace("_", " "))
                 or _by_name(info, word))), None)  # fmt: skip


def _by_name(info: RecordInfo, word: str) -> FieldInfo | None:
    return next((item for item in info.fields if word in item.names), None)


def _record_at(kind: FormKind, path: FieldPath) -> RecordInfo | None:
    """The record that a path ends in; None when it ends in a field."""
    found = record_info(RECORDS[kind])
    for part in path:
        if isinstance(part, int):
            continue
        item = _by_name(found, part)
        inner = (item.shape.inner or item.shape).record if item is not None else None
        if item is None or inner is None or (item.shape.name == "list" and path[-1] == part):
            return None
        found = record_info(inner)
    return found


def in_labels(kind: FormKind, path: FieldPath, text: str) -> str:
    """A text with the keys that it names (“tieu_de”) as the window calls these fields (“Tiêu đề”)."""

    def named(word: str) -> str:
        return next((name for name in _labels(kind, path, word)), word)

    return _NAMED.sub(lambda match: f"“{named(match[1])}”", text)


def _labels(kind: FormKind, path: FieldPath, word: str) -> Iterator[str]:
    """The names of the fields with this key: those of the record around a path first."""
    seen: list[type[Any]] = []
    cls: type[Any] | None = RECORDS[kind]
    for part in path:
        if isinstance(part, str) and cls is not None:
            seen.insert(0, cls)
            item = _by_name(record_info(cls), part)
            cls = (item.shape.inner or item.shape).record if item is not None else None
    if cls is not None:
        seen.insert(0, cls)
    for record in (*seen, *_records(RECORDS[kind])):
        item = _by_name(record_info(record), word)
        if item is not None:
            yield label(record, item)


def _records(cls: type[Any]) -> Iterator[type[Any]]:
    yield cls
    for item in record_info(cls).fields:
        inner = (item.shape.inner or item.shape).record
        if inner is not None:
            yield from _records(inner)


def in_window(path: FieldPath, values: Mapping[str, Any]) -> list[object]:
    """A path as the window gives it back: items that have an id are named by it, others by their number.

    Args:
        path: by names of fields and numbers of items.
        values: of the file, by the names of fields.
    """
    made: list[object] = []
    value: Any = values
    for part in path:
        key = _OWN_KEY.get(str(made[-1])) if made and isinstance(part, int) else None
        value = _inside(value, part)
        ident = value.get(key) if key is not None and isinstance(value, Mapping) else None
        made.append({key: ident} if ident is not None else part)
    return made


def _inside(value: Any, part: str | int) -> Any:
    if isinstance(value, Mapping):
        return value.get(part)
    if isinstance(value, list | tuple) and isinstance(part, int) and part < len(value):
        return value[part]
    return None
