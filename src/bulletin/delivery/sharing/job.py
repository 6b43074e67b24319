"""`bulletin share` in its child process: read the built issue, draw its pages, write everything in one step."""

from __future__ import annotations

import re
from collections.abc import Iterator
from pathlib import Path
from typing import Any

from bulletin.delivery.built import Built, built_issue, edition_bytes
from bulletin.delivery.settings.links import link_of
from bulletin.delivery.settings.read import find_settings
from bulletin.delivery.sharing import rules
from bulletin.delivery.sharing.pictures import (
    LARGE_PX,
    SMALL_BYTES,
    SMALL_PX,
    SQUARE,
    WIDE,
    cover,
    drawn,
    jpeg,
    needed,
)
from bulletin.delivery.sharing.texts import descriptions, lead_of, posts
from bulletin.errors import Finding, InputError, Place
from bulletin.issue_text import FILE_NAME as WORDS
from bulletin.issue_text import IssueText, read_issue_text
from bulletin.lazy import pattern
from bulletin.pdf.pdfium import open_pdfium
from bulletin.runtime.progress import SILENT, Progress
from bulletin.runtime.target import open_target
from bulletin.runtime.wire import findings_to_wire

PDF_BYTES = 5_000_000
POSTS, DESCRIPTIONS = "bai-dang.txt", "mo-ta.txt"
COVERS = {"bia-vuong.jpg": SQUARE, "bia-ngang.jpg": WIDE}
_WEB = pattern(r"https?://[^\s/]+\.[^\s]+", re.IGNORECASE)


def share_job(job: dict[str, Any], report: Progress = SILENT) -> dict[str, Any]:
    """Write what a post needs into `share` beside `release.json`.

    Args:
        job: `folder` (the issue or its build), `link` (an address or nothing).
        report: gets the stages.

    Returns:
        `out`, `files` (names) and `findings`.

    Raises:
        BulletinError: the issue is not built, was changed since, or the files cannot be written.
    """
    built = built_issue(Path(job["folder"]))
    words = read_issue_text(built.folder)
    found: list[Finding] = []
    typed = job.get("link") or _of_mail(built.issue, words)
    link = _link(typed or words.portal, bool(typed), found)
    pdf = _screen(built)
    report.stage("pictures")
    files = dict(_pictures(pdf, words, found, report))
    pages = [(name, int(name[6:8])) for name in files if name.startswith("trang-")]
    files[POSTS] = posts(words, link).encode()
    count = max(page for _, page in pages)
    files[DESCRIPTIONS] = descriptions(words, count, COVERS, pages).encode()
    own = f"{_ascii(words.publication)}-{words.date.year}-{words.number:02d}.pdf"
    if len(pdf) < PDF_BYTES:
        files[own] = pdf
    else:
        found.append(_too_large(rules.PDF_TOO_LARGE, "screen.pdf", len(pdf), PDF_BYTES))
    report.stage("write")
    out = built.folder / "share"
    with open_target(out, built.issue) as target:
        stale = [name for name in _ours(out, own) if name not in files]
        target.put(files, last=POSTS, withdrawn=stale)
    report.done()
    return {"out": str(out), "files": sorted(files), "findings": findings_to_wire(found)}


def _screen(built: Built) -> bytes:
    entry = next((entry for entry in built.release.editions if entry.name == "screen"), None)
    if entry is None:
        raise InputError([Finding(rules.NO_SCREEN)])
    return edition_bytes(built, entry)


def _of_mail(folder: Path, words: IssueText) -> str:
    """The address that readers by mail get; "" where `mail.yaml` says none. Its mistakes are for `mail check`."""
    settings = find_settings(folder).settings
    return "" if settings is None else link_of(settings, words)


def _link(link: str, asked: bool, found: list[Finding]) -> str:
    """The address of the post; a bare name of a portal gets its scheme."""
    if not link:
        found.append(Finding(rules.NO_LINK, Place(file=WORDS)))
        return ""
    address = link if asked or "://" in link else f"https://{link}"
    if not _WEB.fullmatch(address):
        raise InputError([Finding(rules.BAD_LINK, values={"link": link})])
    return address


def _pictures(pdf: bytes, words: IssueText, found: list[Finding], report: Progress) -> Iterator[tuple[str, bytes]]:
    lead = lead_of(words)
    with open_pdfium(pdf) as document:
        for number in range(1, len(document) + 1):
            page = document[number - 1]
            name = f"trang-{number:02d}-{SMALL_PX}.jpg"
            yield name, _small(name, drawn(page, SMALL_PX), found)
            yield f"trang-{number:02d}-{LARGE_PX}.jpg", jpeg(drawn(page, LARGE_PX)).data
            if number == 1:
                share = needed(page, lead.title if lead else "")
                for name, size in COVERS.items():
                    yield name, _small(name, cover(page, size, share), found)
            page.close()


def _small(name: str, picture: Any, found: list[Finding]) -> bytes:
    made = jpeg(picture, SMALL_BYTES)
    if len(made.data) >= SMALL_BYTES:
        found.append(_too_large(rules.PICTURE_TOO_LARGE, name, len(made.data), SMALL_BYTES, quality=str(made.quality)))
    return made.data


def _too_large(rule: Any, file: str, size: int, limit: int, **values: str) -> Finding:
    said = {"file": file, "size": f"{size / 1e6:.1f}", "limit": f"{limit / 1e6:g}", **values}
    return Finding(rule, Place(file=file), values=said)


def _ascii(name: str) -> str:
    return re.sub(r"[^A-Za-z0-9-]+", "-", name).strip("-") or "ban-tin"


def _ours(folder: Path, own: str) -> list[str]:
    """Files that an earlier call wrote: pages that the issue no longer has, the PDF that grew too large."""
    made = re.compile(rf"trang-\d+-(?:{SMALL_PX}|{LARGE_PX})\.jpg|{re.escape(own)}")
    try:
        return sorted(path.name for path in folder.iterdir() if made.fullmatch(path.name))
    except OSError:
        return []
