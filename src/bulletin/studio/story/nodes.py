"""Blocks of a body as the nodes of the editor. What the subset of the editor does not have stays as its source."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import Any

from bulletin.model import Block, Inline, ListBlock, Paragraph, PhotoRef, Subhead, Table
from bulletin.studio.story.blocks import BodyBlock, blocks_of
from bulletin.text.body.markup import parse_body

Node = dict[str, Any]


def body_nodes(body: str) -> dict[str, Any]:
    """A body for the editor: what is before the first block, and each block with its Markdown, its gap and its nodes.

    The nodes say what the page prints. Where the blocks read apart would print otherwise than together, the whole body
    is one block of source.
    """
    lead, blocks = blocks_of(body)
    parsed = [parse_body(block.markdown).blocks for block in blocks]
    together = parse_body(body).blocks
    apart = [block for part in parsed for block in part]
    good = [_plain(one) for one in apart] == [_plain(one) for one in together]
    return {
        "lead": lead,
        "blocks": [
            _block(block, part if good else None) for block, part in zip(blocks, parsed, strict=True)
        ],
    }  # fmt: skip


def _block(block: BodyBlock, parts: Sequence[Block] | None) -> dict[str, Any]:
    nodes = [_node(part) for part in parts] if parts is not None else [None]
    known = [node for node in nodes if node is not None]
    if len(known) != len(nodes) or not known:
        known = [_source(block.markdown)]
    return {"id": block.id, "markdown": block.markdown, "gap": block.gap, "nodes": known}


def _plain(block: Block) -> Block:
    """A block without what only its place in the whole body gives it, such as being the signature of a letter."""
    if isinstance(block, Paragraph) and block.form in ("prose", "lines", "signature"):
        return Paragraph(block.inline, "prose")
    return block


def _source(text: str) -> Node:
    return {"type": "source", "content": [{"type": "text", "text": text}] if text else []}


def _node(block: Block) -> Node | None:
    """The node of a block; None for one that the editor does not have."""
    if isinstance(block, PhotoRef):
        return {"type": "photo", "attrs": {"photo": block.id}}
    if isinstance(block, Subhead):
        return _worded("subhead", block.inline)
    if isinstance(block, Paragraph):
        return _worded("paragraph", block.inline) if block.form == "prose" else None
    if isinstance(block, ListBlock):
        return _list(block)
    return _table(block)


def _list(block: ListBlock) -> Node | None:
    items = [_worded("item", item) for item in block.items]
    if None in items or (not block.ordered and block.mark != "•"):
        return None
    attrs = {"attrs": {"start": block.start}} if block.ordered else {}
    return {"type": "numbers" if block.ordered else "bullets", **attrs, "content": items}


def _table(block: Table) -> Node | None:
    rows = []
    for number, row in enumerate((block.head, *block.rows)):
        cells = [_worded("cell", cell) for cell in row]
        if None in cells:
            return None
        rows.append({"type": "row", "attrs": {"head": number == 0}, "content": cells})
    return {"type": "table", "attrs": {"align": list(block.align)}, "content": rows}


def _worded(kind: str, inline: Inline) -> Node | None:
    """A node of words; None when they have line breaks, which the editor does not make."""
    if any("\n" in span.text for span in inline):
        return None
    return {"type": kind, "content": list(_texts(inline))}


def _texts(inline: Inline) -> Iterator[Node]:
    for span in inline:
        marks = [{"type": name} for name, on in (("strong", span.bold), ("em", span.italic)) if on]
        yield {"type": "text", "text": span.text, **({"marks": marks} if marks else {})}
