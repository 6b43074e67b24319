"""Check 5, record files of ours: the source that the issue was made from is inside, marked as such, and whole."""

from __future__ import annotations

import hashlib
from collections.abc import Iterator

import pikepdf

from bulletin.errors import Finding, Text
from bulletin.pdf.unpack import UNREADABLE, TooMuch, start_of, unpacked
from bulletin.preflight.checks.rule import ERROR, flight_rule
from bulletin.preflight.subject import InspectedFile, found

RECORD_SOURCE = flight_rule(
    "record-source", ERROR,
    Text("Tệp nguồn trong bản lưu trữ không đúng: {reason}.",
         "The source inside the record copy is wrong: {reason_en}."),
    Text("Bản lưu trữ phải mang theo nguyên vẹn nguồn của số báo để sau này dựng lại được.",
         "A record copy must hold the issue's source unharmed, so that it can be built again later."),
    Text("Anh/chị dựng lại bản lưu trữ từ thư mục số báo.", "Build the record copy again from the issue's folder."),
)  # fmt: skip
_OURS = "bulletin "
_MOST_BYTES = 512 << 20
_MOST_XMP = 4 << 20
_NONE = Text("không có tệp nguồn nào bên trong", "no source is inside")
_NOT_LISTED = Text("“{name}” không được khai trong /AF của tệp", "“{name}” is not listed in the file's /AF")
_ROLE = Text("“{name}” khai quan hệ {role} thay vì Source", "“{name}” is marked {role} instead of Source")
_NO_DATA = Text("“{name}” không có nội dung", "“{name}” has no content")
_NO_SUM = Text("“{name}” không có mã kiểm MD5", "“{name}” has no MD5 checksum")
_CHANGED = Text("nội dung “{name}” khác với mã kiểm MD5 của nó", "the content of “{name}” does not fit its MD5")


def record_source(subject: InspectedFile) -> Iterator[Finding]:
    """What is wrong with the source in a PDF/A-3 record that bulletin wrote; nothing for any other file."""
    limits = subject.limits
    if limits.edition != "record" or "1b" in limits.validate or not _ours(subject.pdf):
        return
    specs = dict(_specs(subject.pdf))
    linked = subject.pdf.Root.get("/AF")
    listed = {item.objgen for item in linked} if isinstance(linked, pikepdf.Array) else set()
    reasons = [_filled(_NONE)] if not specs else []
    for name, spec in specs.items():
        reasons += list(_faults(name, spec, linked=spec.objgen in listed))
    for reason in reasons:
        yield found(RECORD_SOURCE, reason=reason.vi, reason_en=reason.en)


def _ours(pdf: pikepdf.Pdf) -> bool:
    metadata = pdf.Root.get("/Metadata")
    try:
        xmp = start_of(metadata, _MOST_XMP) if isinstance(metadata, pikepdf.Stream) else b""
    except (TooMuch, *UNREADABLE):
        xmp = b""
    return str(pdf.docinfo.get("/Producer", "")).startswith(_OURS) or b"Producer>" + _OURS.encode() in xmp


def _specs(pdf: pikepdf.Pdf) -> Iterator[tuple[str, pikepdf.Object]]:
    """Name and file specification of everything attached, by the name tree and by the catalogue."""
    names = pdf.Root.get("/Names")
    tree = names.get("/EmbeddedFiles") if isinstance(names, pikepdf.Dictionary) else None
    if isinstance(tree, pikepdf.Dictionary):
        yield from ((str(key), item) for key, item in pikepdf.NameTree(tree).items() if _spec(item))
    linked = pdf.Root.get("/AF")
    for item in linked if isinstance(linked, pikepdf.Array) else ():
        if _spec(item):
            description = str(item.get("/Desc", ""))
            yield description.rpartition(": ")[2] or str(item.get("/UF", item.get("/F", "?"))), item


def _spec(item: object) -> bool:
    return isinstance(item, pikepdf.Dictionary)


def _faults(name: str, spec: pikepdf.Object, *, linked: bool) -> Iterator[Text]:
    if not linked:
        yield _filled(_NOT_LISTED, name)
    role = str(spec.get("/AFRelationship", "/–"))[1:]
    if role != "Source":
        yield _filled(_ROLE, name, role)
    held = spec.get("/EF")
    stream = held.get("/F", held.get("/UF")) if isinstance(held, pikepdf.Dictionary) else None
    if not isinstance(stream, pikepdf.Stream):
        yield _filled(_NO_DATA, name)
        return
    facts = stream.get("/Params")
    stated = facts.get("/CheckSum") if isinstance(facts, pikepdf.Dictionary) else None
    if not isinstance(stated, pikepdf.String):
        yield _filled(_NO_SUM, name)
    elif bytes(stated) != _md5(stream):
        yield _filled(_CHANGED, name)


def _md5(stream: pikepdf.Stream) -> bytes:
    """The checksum that a file specification must give (ISO 32000-1, table 46); empty where nothing can be read."""
    try:
        return hashlib.md5(unpacked(stream, _MOST_BYTES), usedforsecurity=False).digest()
    except (TooMuch, *UNREADABLE):
        return b""


def _filled(text: Text, name: str = "", role: str = "") -> Text:
    values = {"name": name, "role": role}
    return Text(text.fill("vi", values), text.fill("en", values))
