"""The fields of a form and what was filled in: which values does a reader see, and which may get lost on the way?"""

from __future__ import annotations

from collections.abc import Iterator

import pikepdf

from bulletin.lazy import dataclass
from bulletin.pdf.document import annots

_DEEPEST = 32
_MOST_FIELDS = 10_000
_HIDDEN, _PRINTED, _NO_VIEW = 2, 4, 32  # annotation flags (ISO 32000-1, table 165)
_LONGEST = 60
_ON_OFF = 1 << 16  # field flag Pushbutton (table 226)


@dataclass(frozen=True, slots=True)
class Field:
    """A field of a form as it is placed on a page (from 1; None for one that is on no page).

    `value` is what was filled in, empty for nothing; `drawn` says that the file holds its picture, so that every
    program shows the same.
    """

    page: int | None
    name: str
    value: str
    signature: bool
    drawn: bool


def fields(pdf: pikepdf.Pdf) -> Iterator[Field]:
    """All fields: page by page, then those that stand in the catalogue's form alone."""
    placed: set[object] = set()
    for number, page in enumerate(pdf.pages, 1):
        for annotation in annots(page):
            if annotation.get("/Subtype") == pikepdf.Name.Widget:
                placed.add(_key(annotation))
                yield _field(annotation, number)
    form = pdf.Root.get("/AcroForm")
    for item in _ends(form.get("/Fields")) if isinstance(form, pikepdf.Dictionary) else ():
        if _key(item) not in placed:
            placed.add(_key(item))
            yield _field(item, None)


def dynamic(pdf: pikepdf.Pdf) -> bool:
    """Whether the pages are made anew from an XFA form by the few programs that can; others show a notice."""
    form = pdf.Root.get("/AcroForm")
    return isinstance(form, pikepdf.Dictionary) and "/XFA" in form


def on_paper(annotation: pikepdf.Object) -> bool:
    """Whether an annotation shows when its page is printed or seen: not hidden, and with an extent."""
    found: object = annotation.get("/F")
    flags = found if isinstance(found, int) else 0
    if flags & _HIDDEN or (flags & _NO_VIEW and not flags & _PRINTED):
        return False
    if annotation.get("/Subtype") != pikepdf.Name.Widget:
        return True
    rect = annotation.get("/Rect")
    try:
        x0, y0, x1, y1 = (float(side) for side in rect)  # type: ignore[union-attr]
    except (TypeError, ValueError):
        return True
    if x0 == x1 or y0 == y1:  # an invisible signature
        return False
    return "/AP" in annotation or bool(_field(annotation, None).value)


def _field(widget: pikepdf.Object, page: int | None) -> Field:
    kind = _inherited(widget, "/FT")
    button = kind == pikepdf.Name.Btn
    value = "" if kind == pikepdf.Name.Sig else _text(_inherited(widget, "/V"))
    if button and (value in ("Off", "") or _pushed(widget)):
        value = ""
    return Field(page, _name(widget), value, kind == pikepdf.Name.Sig, "/AP" in widget)


def _pushed(widget: pikepdf.Object) -> bool:
    flags = _inherited(widget, "/Ff")
    return isinstance(flags, int) and bool(flags & _ON_OFF)


def _ends(listed: object) -> Iterator[pikepdf.Object]:
    """The fields at the ends of the tree, each once."""
    todo = [listed]
    seen: set[tuple[int, int]] = set()
    while todo and len(seen) < _MOST_FIELDS:
        item = todo.pop()
        if isinstance(item, pikepdf.Array):
            todo += list(item)[::-1]
            continue
        if not isinstance(item, pikepdf.Dictionary) or (item.is_indirect and item.objgen in seen):
            continue
        seen.add(item.objgen if item.is_indirect else (0, -len(seen)))
        kids = [kid for kid in item.get("/Kids", ()) if isinstance(kid, pikepdf.Dictionary)]
        if any("/T" in kid for kid in kids):
            todo.append(item.Kids)
        else:
            yield item


def _key(item: pikepdf.Object) -> object:
    """What tells a field from all others: the object that bears its name. Two fields may have the same name."""
    node: object = item
    for _ in range(_DEEPEST):
        if not isinstance(node, pikepdf.Dictionary) or "/T" in node or "/Parent" not in node:
            break
        node = node.get("/Parent")
    if isinstance(node, pikepdf.Dictionary) and node.is_indirect:
        return node.objgen
    return _name(item), str(_inherited(item, "/FT"))


def _inherited(field: pikepdf.Object, key: str) -> object:
    node: object = field
    for _ in range(_DEEPEST):
        if not isinstance(node, pikepdf.Dictionary):
            return None
        value = node.get(key)
        if value is not None:
            return value
        node = node.get("/Parent")
    return None


def _name(field: pikepdf.Object) -> str:
    parts: list[str] = []
    node: object = field
    for _ in range(_DEEPEST):
        if not isinstance(node, pikepdf.Dictionary):
            break
        part = node.get("/T")
        if isinstance(part, pikepdf.String):
            parts.append(_text(part))
        node = node.get("/Parent")
    return ".".join(reversed(parts))


def _text(value: object) -> str:
    """A value in one line, the start of a long one."""
    if isinstance(value, pikepdf.Array):
        return ", ".join(filter(None, map(_text, value)))
    if isinstance(value, pikepdf.Name):
        raw = bytes(value)[1:].decode("utf-8", "replace")
    elif isinstance(value, pikepdf.Stream):
        raw = "…"
    elif isinstance(value, pikepdf.String):
        try:
            raw = str(value)
        except UnicodeDecodeError:
            raw = bytes(value).decode("latin-1")
    else:
        return ""
    words = " ".join(raw.split())
    return words if len(words) <= _LONGEST else words[: _LONGEST - 1] + "…"
