"""Files inside a PDF: what an issue was made from travels in the record copy (ISO 19005-3, 6.8; ISO 32000-1, 7.11)."""

from __future__ import annotations

import datetime as dt
import hashlib
from collections.abc import Mapping, Sequence
from pathlib import PurePosixPath

import pikepdf
from pikepdf import Array, Dictionary, Name, String

from bulletin.lazy import dataclass, pattern
from bulletin.text.fold import fold

_MIME = {
    ".yaml": "application/yaml", ".yml": "application/yaml", ".json": "application/json", ".md": "text/markdown",
    ".txt": "text/plain", ".jpg": "image/jpeg", ".jpeg": "image/jpeg", ".png": "image/png", ".webp": "image/webp",
    ".tif": "image/tiff", ".tiff": "image/tiff", ".heic": "image/heic", ".heif": "image/heif", ".avif": "image/avif",
}  # fmt: skip
"""A table of our own: Python's `mimetypes` asks the machine, and the same issue must give the same bytes anywhere."""
_PLAIN = pattern(r"[^A-Za-z0-9._-]+")


@dataclass(frozen=True, slots=True)
class Attachment:
    """A file to put inside: its path in the issue folder, its bytes, its type, what it is, and the issue's date."""

    name: str
    data: bytes
    mime: str
    description: str
    date: dt.date


def attachments_of(
    files: Mapping[str, bytes], date: dt.date, descriptions: Mapping[str, str] | None = None
) -> tuple[Attachment, ...]:
    """Files as attachments, in the order of their names.

    Args:
        files: path in the issue folder → bytes.
        date: the issue's day; the files' own times differ from machine to machine.
        descriptions: what a file is, where “Nguồn của số báo” does not say enough.
    """
    said = descriptions or {}
    return tuple(
        Attachment(name, files[name], mime_of(name), said.get(name, "Nguồn của số báo"), date) for name in sorted(files)
    )


def mime_of(name: str) -> str:
    """The media type by the end of a name (RFC 9512 for YAML)."""
    return _MIME.get(PurePosixPath(name.lower()).suffix, "application/octet-stream")


def attach(pdf: pikepdf.Pdf, attachments: Sequence[Attachment]) -> None:
    """Put files into a PDF as its sources, found by name and through the catalogue.

    Programs refuse to save names with a path (poppler 22.12 saves nothing at all), so the folder is joined to the name;
    the name tree and the description keep the path. Old programs read `/F`, which holds no Vietnamese letters; all
    others show `/UF`.
    """
    if not attachments:
        return
    named: dict[str, pikepdf.Object] = {}
    plain = plain_names([item.name for item in attachments])
    for item in attachments:
        stamp = String(f"D:{item.date:%Y%m%d}000000+07'00'")
        stream = pdf.make_stream(item.data, Type=Name.EmbeddedFile, Subtype=Name(f"/{item.mime}"))
        stream.Params = Dictionary(
            Size=len(item.data), CreationDate=stamp, ModDate=stamp,
            CheckSum=pikepdf.String(hashlib.md5(item.data, usedforsecurity=False).digest()),
        )  # fmt: skip
        named[item.name] = pdf.make_indirect(
            Dictionary(
                Type=Name.Filespec, F=String(plain[item.name]), UF=String(_flat(item.name)),
                Desc=String(f"{item.description}: {item.name}"),
                AFRelationship=Name.Source, EF=Dictionary(F=stream, UF=stream),
            )
        )  # fmt: skip
    listed: list[pikepdf.Object] = []
    for key, spec in sorted((bytes(String(name)), spec) for name, spec in named.items()):
        listed += [String(key), spec]
    names = pdf.Root.get("/Names")
    if not isinstance(names, Dictionary):
        names = pdf.Root.Names = Dictionary()
    names.EmbeddedFiles = Dictionary(Names=Array(listed))
    pdf.Root.AF = Array([named[item.name] for item in attachments])


def _flat(name: str) -> str:
    return name.replace("/", "__")


def plain_names(names: Sequence[str]) -> dict[str, str]:
    """ASCII names, all different: `articles/bến cá.yaml` → `articles__ben-ca.yaml`."""
    plain: dict[str, str] = {}
    for name in names:
        path = PurePosixPath(_PLAIN.sub("-", fold(_flat(name))).strip("-") or "file")
        number, wanted = 1, path
        while str(wanted) in plain.values():
            number += 1
            wanted = path.with_name(f"{path.stem}-{number}{path.suffix}")
        plain[name] = str(wanted)
    return plain
