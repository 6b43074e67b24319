"""Small foreign files made by the tests, and what was read from them."""

from __future__ import annotations

import io
import zipfile
from collections.abc import Iterable, Mapping
from pathlib import Path

from PIL import Image

from bulletin.importing.document import SourceBlock, SourceDocument, SourceParagraph, SourcePicture, SourceTable
from bulletin.importing.readers import read
from bulletin.importing.result import ReadResult

W = "http://schemas.openxmlformats.org/wordprocessingml/2006/main"
R = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
_OFFICE = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
_SPACES = (
    f'xmlns:w="{W}" xmlns:r="{R}" xmlns:mc="http://schemas.openxmlformats.org/markup-compatibility/2006" '
    'xmlns:a="http://schemas.openxmlformats.org/drawingml/2006/main" '
    'xmlns:wp="http://schemas.openxmlformats.org/drawingml/2006/wordprocessingDrawing" '
    'xmlns:pic="http://schemas.openxmlformats.org/drawingml/2006/picture" '
    'xmlns:wps="http://schemas.microsoft.com/office/word/2010/wordprocessingShape" '
    'xmlns:v="urn:schemas-microsoft-com:vml" xmlns:o="urn:schemas-microsoft-com:office:office" '
    'xmlns:m="http://schemas.openxmlformats.org/officeDocument/2006/math"'
)


def jpeg(colour: str = "red", size: tuple[int, int] = (64, 48)) -> bytes:
    """The bytes of a small photo."""
    out = io.BytesIO()
    Image.new("RGB", size, colour).save(out, "JPEG")
    return out.getvalue()


def zipped(members: Mapping[str, bytes | str]) -> bytes:
    """A zip archive."""
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, data in members.items():
            archive.writestr(name, data)
    return out.getvalue()


def part(root: str, inside: str) -> str:
    """A part of a Word file."""
    return f'<?xml version="1.0" encoding="UTF-8"?><w:{root} {_SPACES}>{inside}</w:{root}>'


def word(
    body: str, parts: Mapping[str, str] | None = None, media: Mapping[str, bytes] | None = None,
    links: Mapping[str, str] | None = None,
) -> bytes:  # fmt: skip
    """A Word file from the XML of its body.

    `parts` are inner XML by role (`styles`, `numbering`, `footnotes`, `comments`); pictures have the ids `img1` …,
    external links the ids that are given.
    """
    roots = {"styles": "styles", "numbering": "numbering", "footnotes": "footnotes", "comments": "comments"}
    members: dict[str, bytes | str] = {
        "[Content_Types].xml": '<Types xmlns="http://schemas.openxmlformats.org/package/2006/content-types"/>',
        "_rels/.rels": _relations([("d", "officeDocument", "word/document.xml", False)]),
        "word/document.xml": part("document", f"<w:body>{body}</w:body>"),
    }
    relations = []
    for role, inside in (parts or {}).items():
        if role == "theme":
            members["word/theme/theme1.xml"] = inside
            relations.append(("theme", "theme", "theme/theme1.xml", False))
        else:
            members[f"word/{role}.xml"] = part(roots[role], inside)
            relations.append((role, role, f"{role}.xml", False))
    for number, (name, data) in enumerate((media or {}).items(), 1):
        members[f"word/media/{name}"] = data
        relations.append((f"img{number}", "image", f"media/{name}", False))
    relations += [(key, "hyperlink", target, True) for key, target in (links or {}).items()]
    members["word/_rels/document.xml.rels"] = _relations(relations)
    return zipped(members)


def _relations(entries: Iterable[tuple[str, str, str, bool]]) -> str:
    inside = "".join(
        f'<Relationship Id="{key}" Type="{_OFFICE}/{kind}" Target="{target}"'
        + (' TargetMode="External"/>' if external else "/>")
        for key, kind, target, external in entries
    )
    return (
        f'<Relationships xmlns="http://schemas.openxmlformats.org/package/2006/relationships">{inside}</Relationships>'
    )


def run(text: str, properties: str = "") -> str:
    """A run of Word."""
    return f'<w:r><w:rPr>{properties}</w:rPr><w:t xml:space="preserve">{text}</w:t></w:r>'


def para(*inside: str, properties: str = "") -> str:
    """A paragraph of Word; plain words become runs."""
    runs = "".join(one if one.startswith("<") else run(one) for one in inside)
    return f"<w:p><w:pPr>{properties}</w:pPr>{runs}</w:p>"


def drawing(key: str, alt: str = "") -> str:
    """A picture in a run."""
    return (
        f'<w:r><w:drawing><wp:inline><wp:docPr id="1" name="Picture" descr="{alt}"/><a:graphic><a:graphicData><pic:pic>'
        f'<pic:blipFill><a:blip r:embed="{key}"/></pic:blipFill></pic:pic></a:graphicData></a:graphic></wp:inline>'
        "</w:drawing></w:r>"
    )


def page(body: str, head: str = "") -> bytes:
    """A web page."""
    return f"<!DOCTYPE html><html><head><meta charset=utf-8>{head}</head><body>{body}</body></html>".encode()


def result(source: bytes | Path, spool: Path, name: str = "tep") -> ReadResult:
    """What the readers make of a source, in this process."""
    spool.mkdir(parents=True, exist_ok=True)
    return read(source, name, spool)


def only(source: bytes | Path, spool: Path) -> SourceDocument:
    """The one document of a source that has one."""
    (document,) = result(source, spool).documents
    return document


def paragraphs(blocks: Iterable[SourceBlock]) -> list[SourceParagraph]:
    """All paragraphs, those in tables too, in their order."""
    made: list[SourceParagraph] = []
    for block in blocks:
        if isinstance(block, SourceParagraph):
            made.append(block)
        elif isinstance(block, SourceTable):
            for row in block.rows:
                for cell in row:
                    made += paragraphs(cell.blocks)
    return made


def pictures_of(document: SourceDocument) -> list[SourcePicture]:
    """All pictures, those in tables too, in their order."""
    made: list[SourcePicture] = []
    waiting = list(document.blocks)
    while waiting:
        block = waiting.pop(0)
        if isinstance(block, SourcePicture):
            made.append(block)
        elif isinstance(block, SourceTable):
            waiting[:0] = [inner for row in block.rows for cell in row for inner in cell.blocks]
    return made


def texts(document: SourceDocument) -> list[str]:
    """The printed text of every paragraph."""
    return [block.text for block in paragraphs(document.blocks)]


def outline(document: SourceDocument) -> list[str]:
    """Every block in one word: the text of a paragraph, `[name]` of a picture, `#` of a table, `-` of a break."""
    return [
        block.text if isinstance(block, SourceParagraph)
        else f"[{block.name}]" if isinstance(block, SourcePicture)
        else "#" if isinstance(block, SourceTable) else "-"
        for block in document.blocks
    ]  # fmt: skip


def rules(found: ReadResult) -> list[str]:
    """The ids of the findings."""
    return [finding.rule.id for finding in found.findings]
