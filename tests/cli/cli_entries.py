"""Child jobs that stand in for the build, so that the command line is tested for what it does with their answers."""

from __future__ import annotations

import struct
import zlib
from pathlib import Path
from typing import Any

from bulletin.errors import ExitCode, Finding, InputError, Place, Rule, Severity, Text
from bulletin.runtime.wire import findings_to_wire


def rule(severity: Severity, code: ExitCode = ExitCode.BAD_INPUT) -> Rule:
    return Rule(
        f"test.{severity.value}",
        severity,
        Text("Chữ “{word}” chưa đúng", "The word “{word}” is wrong"),
        Text("Người đọc sẽ vấp", "Readers stumble"),
        Text("Hãy sửa lại", "Mend it"),
        code,
    )


def finding(severity: Severity = Severity.ERROR, place: Place = Place(), word: str = "tít", **kwargs: Any) -> Finding:  # noqa: B008
    return Finding(rule(severity, **kwargs), place, word, {"word": word})


def png(grey: int) -> bytes:
    """An 8 × 8 picture of one shade."""

    def chunk(kind: bytes, data: bytes) -> bytes:
        return struct.pack(">I", len(data)) + kind + data + struct.pack(">I", zlib.crc32(kind + data))

    rows = (b"\0" + bytes([grey]) * 8) * 8
    head = struct.pack(">IIBBBBB", 8, 8, 8, 0, 0, 0, 0)
    return b"\x89PNG\r\n\x1a\n" + chunk(b"IHDR", head) + chunk(b"IDAT", zlib.compress(rows)) + chunk(b"IEND", b"")


def rebuild(job: dict[str, Any], report: Any) -> dict[str, Any]:
    """Stands in for the preview's job: one page per word of `pages.yaml`; what it says may also be a way to fail."""
    folder = Path(job["folder"])
    said = (folder / "pages.yaml").read_text().split()
    if "bug" in said:
        raise KeyError("x")
    if "refuse" in said:
        raise InputError([finding(place=Place("pages.yaml", 1, 1))])
    above = folder.parent / "publication.yaml"
    shades = [int(word) for word in said] + ([200] if above.exists() else [])
    out = folder / "build"
    out.mkdir(exist_ok=True)
    pages = []
    for number, shade in enumerate(shades):
        path = out / f"{number}.png"
        path.write_bytes(png(shade))
        pages.append(str(path))
    warned = [finding(Severity.WARNING, Place("pages.yaml", 1, 1, page=1))]
    return {"ok": True, "pages": pages, "findings": findings_to_wire(warned), "timings": {}}


def selftest_good(job: dict[str, Any], report: Any) -> dict[str, Any]:
    return {"pages": 1, "words": 40, "missing": []}


def selftest_lossy(job: dict[str, Any], report: Any) -> dict[str, Any]:
    return {"pages": 1, "words": 40, "missing": ["Ỷ", "ngẫm"]}


def selftest_long(job: dict[str, Any], report: Any) -> dict[str, Any]:
    return {"pages": 2, "words": 40, "missing": []}


def selftest_bug(job: dict[str, Any], report: Any) -> dict[str, Any]:
    raise ZeroDivisionError
