"""What a finished file offers besides its pages: links, bookmarks and files inside."""

from __future__ import annotations

import hashlib
from collections.abc import Iterator, Mapping, Sequence

import pikepdf

from bulletin.errors import Finding, Place
from bulletin.pdf.attachments import attached
from bulletin.pdf.document import annots, canonical
from bulletin.pdf.links import active_parts, address_of, fault
from bulletin.preflight.proofs import rules

_FILES = ("/AF", "/EmbeddedFiles")


def prove_links(pdf: pikepdf.Pdf, addresses: Sequence[str], attachments: bool = False) -> Iterator[Finding]:
    """Check that all listed addresses are linked, no others, and that nothing else acts.

    `prove_attachments` checks the attachments.
    """
    for part in active_parts(pdf):
        if attachments and part.what in _FILES:
            continue
        yield Finding(rules.LINK_FOREIGN, Place(page=part.page), part.what, {"what": part.what})
    listed = {canonical(address): address for address in addresses}
    found: set[str] = set()
    for number, page in enumerate(pdf.pages, start=1):
        for annotation in annots(page):
            address = address_of(annotation)
            if address is None:
                continue
            found.add(canonical(address))
            if canonical(address) not in listed and not _reported(annotation):
                yield Finding(rules.LINK_FOREIGN, Place(page=number), address, {"what": address})
    for key, address in listed.items():
        if key not in found:
            yield Finding(rules.LINK_LOST, quote=address, values={"url": address})


def prove_attachments(pdf: pikepdf.Pdf, expected: Mapping[str, str]) -> Iterator[Finding]:
    """The files inside are those that were meant, byte for byte.

    Args:
        pdf: the finished file.
        expected: path in the issue folder → SHA-256.
    """
    found = {name: hashlib.sha256(data).hexdigest() for name, data in attached(pdf)}
    for name in sorted(found.keys() | expected.keys()):
        if found.get(name) != expected.get(name):
            yield Finding(rules.ATTACHMENT, quote=name, values={"file": name})


def _reported(annotation: pikepdf.Object) -> bool:
    return fault(annotation) is not None


def prove_outline(pdf: pikepdf.Pdf, expected: Sequence[tuple[str, int]]) -> Iterator[Finding]:
    """The bookmarks, read from top to bottom, are the expected titles with their pages."""
    found = list(outline_of(pdf))
    for at in range(max(len(found), len(expected))):
        want = expected[at] if at < len(expected) else None
        got = found[at] if at < len(found) else None
        if want != got:
            what = " ≠ ".join("–" if item is None else f"{item[0]} ({item[1]})" for item in (got, want))
            yield Finding(rules.OUTLINE, quote=what, values={"what": what})
            return


def outline_of(pdf: pikepdf.Pdf) -> Iterator[tuple[str, int]]:
    """(title, page from 1) of every bookmark, depth first; page 0 when it leads nowhere."""
    numbers = {page.obj.objgen: number for number, page in enumerate(pdf.pages, start=1)}
    root = pdf.Root.get("/Outlines")
    if isinstance(root, pikepdf.Dictionary):
        yield from _level(root, numbers, set())


def _level(
    parent: pikepdf.Object, numbers: dict[tuple[int, int], int], seen: set[tuple[int, int]]
) -> Iterator[tuple[str, int]]:
    item = parent.get("/First")
    while isinstance(item, pikepdf.Dictionary) and item.objgen not in seen:
        seen.add(item.objgen)
        target = item.get("/Dest")
        action = item.get("/A")
        if target is None and isinstance(action, pikepdf.Dictionary):
            target = action.get("/D")
        page = target[0].objgen if isinstance(target, pikepdf.Array) and len(target) else (0, 0)
        yield str(item.get("/Title", "")), numbers.get(page, 0)
        yield from _level(item, numbers, seen)
        item = item.get("/Next")
