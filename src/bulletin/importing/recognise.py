"""What a file is by its content. Names are never asked: a `.doc` is often a web page, a `.txt` an e-mail."""

from __future__ import annotations

import io
import re
import zipfile
from typing import Literal

FileKind = Literal[
    "docx", "xlsx", "odf", "doc", "xls", "rtf", "html", "mht", "mail", "mbox", "feed", "csv", "text", "zip", "picture",
    "empty", "unknown",
]  # fmt: skip
"""`odf` are the text and table files of LibreOffice; `doc` and `xls` are Word's and Excel's files before 2007."""

_HEAD = 8192
_BOMS = (b"\xef\xbb\xbf", b"\xff\xfe", b"\xfe\xff")
_OLE = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"
_OTHERS = {
    b"%PDF-": "PDF", b"Rar!": "RAR", b"7z\xbc\xaf": "7-Zip", b"\x1f\x8b": "gzip", b"MZ": "EXE", b"\x7fELF": "ELF",
    b"ID3": "MP3", b"SQLite": "SQLite", b"\x00\x00\x01\x00": "ICO",
}  # fmt: skip
_HEADER = re.compile(rb"\A(?:[!-9;-~]+:[^\r\n]*\r?\n(?:[ \t][^\r\n]*\r?\n)*){2,}")
_MAIL_FIELDS = re.compile(rb"^(?:from|to|subject|date|received|message-id|mime-version|return-path):", re.I | re.M)
_MHT = re.compile(rb"^content-type:\s*multipart/related", re.I | re.M)
_SNAPSHOT = re.compile(rb"^(?:snapshot-content-location:|from:\s*<?saved by)", re.I | re.M)
_TAG = re.compile(r"<(?:!doctype\s+html|html|head|body|div|p|table|article|section|h[1-6]|span|br|meta|img)\b", re.I)
_FRAGMENT = re.compile(r"<(p|div|table|article|section|h[1-6]|ul|ol|b|strong|span|a)\b[^>]*>.*</\1\s*>", re.S)
_FEED = re.compile(r"<(?:rss|rdf:RDF|feed)\b[^>]*>", re.I)
_CONTROL = re.compile(r"[\x00-\x08\x0e-\x1a\x1c-\x1f]")
_LEAST_TAGS = 2
_LEAST_ROWS = 3
_SAMPLE_LINES = 50


def recognise(data: bytes) -> FileKind:
    """The kind of a file by its content; `unknown` for what no reader takes."""
    if not data.strip(b" \t\r\n\x00"):
        return "empty"
    if picture_kind(data) is not None:
        return "picture"
    if data.startswith(b"PK\x03\x04") or data.startswith(b"PK\x05\x06"):
        return _packed(data)
    if data.startswith(_OLE):
        return _old_office(data)
    if data.lstrip(b" \t\r\n")[:5] == b"{\\rtf":
        return "rtf"
    if any(data.startswith(magic) for magic in _OTHERS):
        return "unknown"
    return _mail(data) or _written(data)


def unknown_label(data: bytes) -> str:
    """What an unknown file seems to be, for the words of a finding."""
    if data.startswith(b"PK"):
        return "PowerPoint"
    known = next((label for magic, label in _OTHERS.items() if data.startswith(magic)), None)
    if known is None and data.startswith(_OLE):
        message = "__properties_version1.0".encode("utf-16-le") in data
        return "Outlook .msg" if message else "OLE (.doc, .xls hỏng / damaged?)"
    return known or "? " + data[:4].hex(" ")


def picture_kind(data: bytes) -> str | None:
    """The extension for a picture's bytes, None for anything else."""
    if data.startswith(b"\xff\xd8\xff"):
        return "jpg"
    if data.startswith(b"\x89PNG\r\n\x1a\n"):
        return "png"
    if data[:4] == b"RIFF" and data[8:12] == b"WEBP":
        return "webp"
    if data.startswith((b"II*\x00", b"MM\x00*")):
        return "tif"
    if data.startswith((b"GIF87a", b"GIF89a")):
        return "gif"
    if data[4:8] == b"ftyp" and data[8:12] in {b"heic", b"heix", b"mif1", b"msf1", b"hevc", b"avif"}:
        return "avif" if data[8:12] == b"avif" else "heic"
    if data[:2] == b"BM" and data[6:10] == b"\0\0\0\0" and int.from_bytes(data[14:18], "little") in {12, 40, 108, 124}:
        return "bmp"
    if data.startswith(b"\xd7\xcd\xc6\x9a"):
        return "wmf"
    return "emf" if data[:4] == b"\x01\0\0\0" and data[40:44] == b" EMF" else None


def _packed(data: bytes) -> FileKind:
    """What a zip archive is by its members."""
    try:
        with zipfile.ZipFile(io.BytesIO(data)) as archive:
            names = set(archive.namelist())
    except Exception:  # a damaged archive may raise anything; its reader says what is wrong
        return "zip"
    if "[Content_Types].xml" in names:
        if any(name.startswith("word/") for name in names):
            return "docx"
        if any(name.startswith("xl/") for name in names):
            return "xlsx"
        if any(name.startswith("ppt/") for name in names):
            return "unknown"
    return "odf" if {"mimetype", "content.xml"} <= names else "zip"


def _old_office(data: bytes) -> FileKind:
    kinds: tuple[tuple[str, FileKind], ...] = (("WordDocument", "doc"), ("Workbook", "xls"), ("Book", "xls"))
    return next((kind for name, kind in kinds if _entry(name) in data), "unknown")


def _entry(name: str) -> bytes:
    """A part's name as the list of an OLE file has it: 64 bytes, then how many of them count."""
    return name.encode("utf-16-le").ljust(64, b"\0") + (2 * len(name) + 2).to_bytes(2, "little")


def _mail(data: bytes) -> FileKind | None:
    """Whether the file begins with the header of a message."""
    head = data[: 4 * _HEAD].lstrip(b"\xef\xbb\xbf\r\n")
    if head.startswith(b"From ") and _MAIL_FIELDS.search(head):
        return "mbox"
    header = _HEADER.match(head)
    if header is None or len(_MAIL_FIELDS.findall(header.group())) < 2:
        return None
    return "mht" if _MHT.search(header.group()) and _SNAPSHOT.search(header.group()) else "mail"


def _written(data: bytes) -> FileKind:
    """A text file of some kind, or `unknown` for bytes that are no text."""
    head = data[:_HEAD]
    wide = head.startswith(_BOMS[1:])
    text = head.decode("utf-16" if wide else "latin-1", "replace")
    if _CONTROL.search(text):
        return "unknown"
    if _FEED.search(text[:2048]):
        return "feed"
    stripped = text.lstrip("\ufeffï»¿ \t\r\n").lower()
    if (
        stripped.startswith(("<!doctype html", "<html"))
        or _FRAGMENT.match(stripped)
        or len(_TAG.findall(text)) >= _LEAST_TAGS
    ):
        return "html"
    lines = text.splitlines()
    return "csv" if _looks_like_table(lines[:-1] if len(data) > _HEAD else lines) else "text"


def _looks_like_table(all_lines: list[str]) -> bool:
    """Whether every line has the same number of the same separator."""
    lines = [line for line in all_lines[:_SAMPLE_LINES] if line.strip()]
    if len(lines) < _LEAST_ROWS:
        return False
    bare = [re.sub(r'"[^"]*"', "", line) for line in lines]
    for sign, least in (("\t", 1), (";", 1), (",", 2)):
        counts = {line.count(sign) for line in bare}
        if len(counts) == 1 and counts.pop() >= least and (sign != "," or not any(", " in line for line in bare)):
            return True
    return False
