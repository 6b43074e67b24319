"""A Word file as a neutral document."""

from __future__ import annotations

import hashlib

from bulletin.importing import rules
from bulletin.importing.document import SourceBlock, SourceDocument, SourceParagraph, SourceRun, SourceTable
from bulletin.importing.limits import refusal
from bulletin.importing.readers.context import Context, FoundPictures
from bulletin.importing.readers.markup import Element, attr, child, children, tag
from bulletin.importing.readers.package import OfficePackage
from bulletin.importing.readers.word.body import Body, Where
from bulletin.importing.readers.word.drawing import Drawings
from bulletin.importing.readers.word.inline import Inline
from bulletin.importing.readers.word.numbering import Numbering
from bulletin.importing.readers.word.parts import WordParts
from bulletin.importing.readers.word.styles import Styles

_PREFIXES = {
    "http://purl.org/dc/elements/1.1/": "dc:",
    "http://purl.org/dc/terms/": "dcterms:",
    "http://schemas.openxmlformats.org/package/2006/metadata/core-properties": "cp:",
}
_RAISED = str.maketrans("0123456789", "⁰¹²³⁴⁵⁶⁷⁸⁹")
_UNPRINTED = {"hidden": ("ẩn", "hidden"), "deleted": ("đã xóa", "deleted"), "comment": ("ghi chú", "comment")}


def read_docx(data: bytes, context: Context) -> SourceDocument:
    """The document in a `.docx`; raises InputError when it cannot be read."""
    parts = WordParts(OfficePackage(data, context), context)
    root = parts.tree(parts.main)
    body = child(root, "body")
    if body is None:
        raise refusal(rules.UNREADABLE, context.file, kind="docx", reason="w:body?")
    if any(name.lower().endswith("vbaproject.bin") for name in parts.package.names):
        context.tell(rules.MACROS)
    pictures = FoundPictures(context)
    styles, numbering = Styles(parts), Numbering(parts)
    inline = Inline(parts, parts.main, styles, _comments(parts))
    walk = Body(inline, Drawings(parts, parts.main, pictures), numbering, styles)
    blocks = walk.blocks(body)
    blocks += _notes(inline, parts, pictures, styles, numbering)
    _tell_unprinted(blocks, context)
    return SourceDocument(
        "docx", context.file, hashlib.sha256(data).hexdigest(), tuple(blocks), pictures.files, _meta(parts)
    )


def _comments(parts: WordParts) -> dict[str, str]:
    """Comments by their ids; they are never printed."""
    found = parts.related("comments")
    if found is None:
        return {}
    return {attr(one, "id") or "": _words(one) for one in children(found[1], "comment")}


def _words(element: Element) -> str:
    paragraphs = (one for one in element.iter() if tag(one) == "p")
    return "\n".join("".join(str(t.text or "") for t in one.iter() if tag(t) == "t") for one in paragraphs)


def _notes(
    inline: Inline, parts: WordParts, pictures: FoundPictures, styles: Styles, numbering: Numbering
) -> list[SourceBlock]:
    """Footnotes and endnotes as paragraphs behind the text, each with the number that it has in the text."""
    made: list[SourceBlock] = []
    for at, (kind, key) in enumerate(inline.notes, 1):
        found = parts.related(kind)
        note = None if found is None else next((one for one in found[1] if attr(one, "id") == key), None)
        if found is None or note is None:
            continue
        inner = Inline(parts, found[0], styles, {})
        walk = Body(inner, Drawings(parts, found[0], pictures), numbering, styles)
        blocks = walk.blocks(note, Where(f"chú thích cuối trang {at}", ("footnote",)))
        mark = SourceRun(f"{str(at).translate(_RAISED)} ")
        if blocks and isinstance(blocks[0], SourceParagraph):
            first = blocks[0]
            runs = (mark, *_without_blank(first.runs))
            blocks[0] = SourceParagraph(runs, first.origin, 0, None, first.align, first.size_pt, first.names)
        made += blocks
    return made


def _without_blank(runs: tuple[SourceRun, ...]) -> tuple[SourceRun, ...]:
    if not runs or not runs[0].text[:1].isspace():
        return runs
    first = runs[0]
    return (SourceRun(first.text.lstrip(), first.font, first.bold, first.italic, first.href, first.not_printed,
                      first.names), *runs[1:])  # fmt: skip


def _meta(parts: WordParts) -> dict[str, tuple[str, ...]]:
    """What the file says of itself: title, author, days of making and saving."""
    meta: dict[str, tuple[str, ...]] = {}
    for relation in parts.relations("").values():
        if relation.kind == "core-properties" and not relation.external:
            tree = parts.tree(relation.target)
            for element in tree if tree is not None else ():
                space, _, name = str(element.tag).lstrip("{").partition("}")
                text = str(element.text or "").strip()
                if text:
                    key = _PREFIXES.get(space, "") + name
                    meta[key] = (*meta.get(key, ()), text)
    return meta


def _tell_unprinted(blocks: list[SourceBlock], context: Context) -> None:
    """A finding for each kind of text that is in the file and not on paper, with its first words."""
    first: dict[str, str] = {}
    waiting = list(blocks)
    while waiting:
        block = waiting.pop(0)
        if isinstance(block, SourceTable):
            waiting[:0] = [inner for row in block.rows for cell in row for inner in cell.blocks]
        elif isinstance(block, SourceParagraph):
            for run in block.runs:
                if run.not_printed is not None and run.text.strip():
                    first.setdefault(run.not_printed, run.text.strip()[:120])
    for kind, words in first.items():
        context.tell(rules.NOT_PRINTED, words, kind_vi=_UNPRINTED[kind][0], kind_en=_UNPRINTED[kind][1])
