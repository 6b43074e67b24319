"""Which reader takes a file, and what becomes of everything that goes wrong in it."""

from __future__ import annotations

import importlib
from collections.abc import Callable
from pathlib import Path

from bulletin.errors import InputError
from bulletin.importing import rules
from bulletin.importing.document import SourceDocument
from bulletin.importing.limits import MIB, refusal
from bulletin.importing.readers.context import Context
from bulletin.importing.recognise import FileKind, recognise, unknown_label

Reader = Callable[[bytes, Context], SourceDocument | None]
_READERS: dict[FileKind, str] = {
    "docx": "word.read:read_docx", "html": "web.page:read_html", "text": "plain:read_text", "mht": "mht:read_mht",
    "mail": "message:read_mail", "mbox": "message:read_mbox", "zip": "archive:read_zip", "csv": "tables:read_csv",
    "xlsx": "tables:read_xlsx", "feed": "feed:read_feed", "picture": "picture:read_picture",
    "doc": "office.convert:read_doc",
    "rtf": "office.convert:read_rtf", "odf": "office.convert:read_odf", "xls": "office.convert:read_xls",
}  # fmt: skip
"""Kind → module and function; imported only when a file of the kind is there."""
_LOCKED_OFFICE = "EncryptedPackage".encode("utf-16-le")
_NEVER_THE_FILE = (MemoryError, NameError, ImportError, SyntaxError)


def load(path: Path, context: Context) -> bytes:
    """The bytes of a file; raises InputError when it cannot be read or is too large."""
    try:
        size = path.stat().st_size
        if not path.is_file():
            raise refusal(rules.MISSING, context.file, reason="không phải tệp / no file")
        if size > context.budget.caps.source_bytes:
            raise refusal(rules.TOO_LARGE, context.file, limit=str(context.budget.caps.source_bytes // MIB))
        return path.read_bytes()
    except OSError as error:
        raise refusal(rules.MISSING, context.file, reason=error.strerror or type(error).__name__) from error


def read_member(data: bytes, context: Context) -> None:
    """Read bytes of any kind; documents and findings are added to the context."""
    try:
        kind = recognise(data)
        if kind == "empty":
            raise refusal(rules.EMPTY, context.file)
        if kind == "unknown":
            if _LOCKED_OFFICE in data[: 4 * MIB]:
                raise refusal(rules.LOCKED, context.file, member=context.file)
            raise refusal(rules.UNKNOWN, context.file, kind=unknown_label(data))
        if len(context.documents) >= context.budget.caps.documents:
            raise refusal(rules.TOO_MANY, context.file, limit=str(context.budget.caps.documents))
        module, _, function = _READERS[kind].partition(":")
        reader: Reader = getattr(importlib.import_module(f"bulletin.importing.readers.{module}"), function)
        document = _guarded(reader, data, context, kind)
        if document is not None and not document.blocks:
            raise refusal(rules.EMPTY, context.file)
        if document is not None:
            context.documents.append(document)
    except InputError as error:
        context.findings.extend(one for one in error.findings if one not in context.findings)


def _guarded(reader: Reader, data: bytes, context: Context, kind: str) -> SourceDocument | None:
    """What the reader gives. Libraries raise anything over a damaged file, and that is the file's fault."""
    try:
        return reader(data, context)
    except (InputError, *_NEVER_THE_FILE):
        raise
    except Exception as error:
        reason = f"{type(error).__name__}: {error}"[:120]
        raise refusal(rules.UNREADABLE, context.file, kind=kind, reason=reason) from error
