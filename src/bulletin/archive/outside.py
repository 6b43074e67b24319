"""Issues from before the program: a PDF as it was found, untouched, with its words if it has any."""

from __future__ import annotations

import datetime as dt
from pathlib import Path
from typing import Any

from bulletin import __version__
from bulletin.archive import rules
from bulletin.archive.guide import IMPORTED, object_guide
from bulletin.archive.guide import IMPORTED_FILE as FILE
from bulletin.archive.package import README, Package, object_id, text_files
from bulletin.archive.parts import hashed
from bulletin.archive.store.disk import Source
from bulletin.archive.store.root import publication_file, read_publication
from bulletin.archive.store.rules import NO_FOLDER
from bulletin.errors import Finding, InputError, Place
from bulletin.issue_text import FILE_NAME as WORDS
from bulletin.issue_text import IssueText, issue_text_bytes
from bulletin.model import Publication
from bulletin.release import FILE_NAME, Release, edition, release_bytes, sha256
from bulletin.runtime.child import run_job
from bulletin.runtime.limits import Limits


def package_pdf(folder: Path, pdf: Path, number: int, date: dt.date) -> Package:
    """An old issue as a package of the same form as a built one: release, words, page texts, guide.

    Args:
        folder: the publication, or a folder inside it.
        pdf: the file.
        number: of the issue in its year.
        date: of the issue.

    Raises:
        InputError: the file is no PDF or needs a password, or there is no publication.
        LimitError: the file is too much for the child process that reads it.
    """
    publication = _publication(folder)
    ident = object_id(publication.id, date.year, number)
    found = hashed(pdf)
    if found is None:
        raise InputError([_not_pdf(pdf, "?")])
    texts = _texts(pdf)
    findings = tuple(_no_text(pdf, texts))
    words = _words(publication, number, date)
    said = issue_text_bytes(words)
    data = pdf.read_bytes()
    release = Release(
        publication=publication.id, number=number, number_total=None, date=date,
        editions=(edition(IMPORTED, FILE, data, len(texts)),), findings=tuple(f.as_dict() for f in findings),
        files={WORDS: sha256(said)}, tools={"bulletin": __version__},
    )  # fmt: skip
    files: dict[str, Source] = {FILE: found[0], FILE_NAME: release_bytes(release), WORDS: said}
    files |= text_files(texts)
    files[README] = object_guide(ident, release, words, 0, originals=True)
    return Package(ident, release, words, files, frozenset(), findings)


def texts_job(request: dict[str, Any], report: Any) -> dict[str, Any]:
    """The words of the pages of a file, read in a child process since anybody may have made the file."""
    from bulletin.pdf.page_text import page_texts
    from bulletin.pdf.pdfium import Undrawable

    pdf = Path(request["file"])
    try:
        return {"texts": list(page_texts(pdf.read_bytes()))}
    except Undrawable as error:
        raise InputError([_not_pdf(pdf, str(error))]) from error


def _texts(pdf: Path) -> tuple[str, ...]:
    with pdf.open("rb") as stream:
        if b"%PDF-" not in stream.read(1024):
            raise InputError([_not_pdf(pdf, "%PDF")])
    answer = run_job("bulletin.archive.outside:texts_job", {"file": str(pdf.absolute())}, Limits())
    return tuple(str(text) for text in answer["texts"])


def _publication(folder: Path) -> Publication:
    file = publication_file(folder)
    if file is None:
        raise InputError([Finding(NO_FOLDER, Place(file="publication.yaml"))])
    return read_publication(file)


def _words(publication: Publication, number: int, date: dt.date) -> IssueText:
    """What is known of the issue without its stories."""
    contacts = publication.contacts
    return IssueText(
        publication=publication.id, label=publication.label, name=publication.name, full_name=publication.full_name,
        tagline="", owner=publication.owner or "", publisher=publication.publisher,
        periodicity=publication.periodicity, portal=(contacts and contacts.portal) or "", email="", phone="",
        address="", imprint=(), number=number, number_total=None, number_words=f"Số {number}", date=date,
        date_words=f"Ngày {date:%d/%m/%Y}", title=f"{publication.full_name}, số {number}, {date:%d/%m/%Y}",
        sections=(), articles=(),
    )  # fmt: skip


def _no_text(pdf: Path, texts: tuple[str, ...]) -> list[Finding]:
    empty = sum(not text.strip() for text in texts)
    values = {"file": pdf.name, "pages": str(empty), "all": str(len(texts))}
    return [Finding(rules.NO_TEXT, Place(file=pdf.name), values=values)] if empty else []


def _not_pdf(pdf: Path, reason: str) -> Finding:
    return Finding(rules.NOT_PDF, Place(file=pdf.name), values={"file": pdf.name, "reason": reason})
