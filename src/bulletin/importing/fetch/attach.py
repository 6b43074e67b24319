"""Pictures that were fetched, put into the document of their page."""

from __future__ import annotations

import hashlib
from collections.abc import Mapping
from dataclasses import replace
from pathlib import Path
from urllib.parse import urlsplit

from bulletin.importing.document import PictureFile, SourceBlock, SourceDocument, SourcePicture, SourceTable
from bulletin.importing.recognise import picture_kind


def attach_pictures(document: SourceDocument, fetched: Mapping[str, bytes], spool: Path) -> SourceDocument:
    """The document with the bytes of its pictures.

    Args:
        document: a page that was read; its pictures have addresses and no bytes.
        fetched: address as the document has it → the bytes.
        spool: the folder for the bytes.
    """
    files: dict[str, PictureFile] = dict(document.pictures)
    keys: dict[str, str] = {}
    for address, data in fetched.items():
        digest = hashlib.sha256(data).hexdigest()
        stored = f"{digest[:32]}.{picture_kind(data) or 'bin'}"
        (spool / stored).write_bytes(data)
        keys[address] = f"f{len(keys) + 1}"
        files[keys[address]] = PictureFile(_name(address), stored, digest, len(data))
    return replace(document, blocks=tuple(_with_key(block, keys) for block in document.blocks), pictures=files)


def _with_key(block: SourceBlock, keys: Mapping[str, str]) -> SourceBlock:
    if isinstance(block, SourcePicture):
        key = keys.get(block.href or "")
        return replace(block, key=key) if block.key is None and key is not None else block
    if isinstance(block, SourceTable):
        rows = tuple(
            tuple(replace(cell, blocks=tuple(_with_key(inner, keys) for inner in cell.blocks)) for cell in row)
            for row in block.rows
        )
        return replace(block, rows=rows)
    return block


def _name(address: str) -> str:
    return urlsplit(address).path.rpartition("/")[2][-120:] or "anh"
