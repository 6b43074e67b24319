"""A picture that comes alone: a document with nothing but it."""

from __future__ import annotations

import hashlib

from bulletin.importing.document import Origin, SourceDocument, SourcePicture
from bulletin.importing.readers.context import Context, FoundPictures


def read_picture(data: bytes, context: Context) -> SourceDocument:
    """The picture, with its original bytes."""
    pictures = FoundPictures(context)
    name = context.file.rpartition("/")[2]
    key = pictures.add(name, data)
    block = SourcePicture(key, Origin(context.file), name)
    return SourceDocument("picture", context.file, hashlib.sha256(data).hexdigest(), (block,), pictures.files)
