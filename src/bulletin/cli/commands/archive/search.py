"""`bulletin search` and `bulletin catalogue`: words and names found again in everything that was kept."""

from __future__ import annotations

import sys
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

from bulletin.cli import options
from bulletin.cli.commands.archive.keep import Day, archive_option
from bulletin.cli.commands.archive.records import archive_here
from bulletin.cli.findings import print_findings, refused, safe, verdict
from bulletin.cli.help import Command, Decorated, option
from bulletin.cli.settings import Both, Settings, emit_json, shown
from bulletin.errors import BulletinError, ExitCode, Finding, InputError
from bulletin.runtime.wire import findings_to_wire

if TYPE_CHECKING:
    from bulletin.archive.catalogue.catalogue import Catalogue
    from bulletin.archive.catalogue.search import Found, Hit, SearchRequest
    from bulletin.archive.store.root import Archive

_LIMIT = 20


def _text(name: str, vi: str, en: str) -> Callable[[Decorated], Decorated]:
    """A condition on names."""
    return option(f"--{name}", default="", metavar="NAME", help=Both(vi, en))


@click.command(
    cls=Command,
    help=Both(
        "Tìm trong mọi số đã lưu: có dấu hay không dấu đều được; viết đúng dấu thì lên trước, mới trước cũ sau.\n\n"
        "Từ đặt trong ngoặc kép phải đứng liền nhau. Thí dụ: bulletin search 31-nq/du; bulletin search tuyến đường hoa "
        "--from 01/01/2026; bulletin search --person Lẫm. Gõ lệnh trong thư mục có publication.yaml hoặc thêm "
        "--archive.",
        "Search everything that was kept, with or without marks; exact spelling comes first, the newest before older "
        "ones.\n\n"
        "Words in quotation marks must be side by side. For instance: bulletin search 31-nq/du; bulletin search "
        "hoa sen --from 01/01/2026; bulletin search --person Mai. Type it in the folder of publication.yaml "
        "or add --archive.",
    ),
)
@click.argument("words", nargs=-1, metavar="WORDS")
@archive_option
@_text("person", "Bài có người này.", "Stories that name this person.")
@_text("place", "Bài có địa danh này; tên đơn vị cũ dẫn tới tên mới.", "Stories of a place; old names lead to new.")
@_text("document", "Bài nhắc văn bản này (thí dụ 31-NQ/ĐU).", "Stories that name a document (such as 31-nq/du).")
@_text("author", "Bài, ảnh của tác giả này.", "Stories and photos by this author.")
@_text("section", "Bài trong chuyên mục này.", "Stories of this section.")
@option("--from", "first", type=Day(), metavar="DATE", help=Both("Từ ngày.", "First day."))
@option("--to", "last", type=Day(), metavar="DATE", help=Both("Đến hết ngày.", "Last day."))
@option(
    "--limit", type=click.IntRange(1, 100_000), default=_LIMIT, metavar="N",
    help=Both(f"Số kết quả nhiều nhất (mặc định {_LIMIT}).", f"Most hits to show (default {_LIMIT})."),
)  # fmt: skip
@option(
    "--open", "number", type=click.IntRange(1, 100_000), metavar="N",
    help=Both("Mở tệp PDF ở trang của kết quả thứ N.", "Open the PDF at the page of hit number N."),
)  # fmt: skip
@options.as_json
@click.pass_obj
def search(
    settings: Settings, /, words: tuple[str, ...], archive: Path | None, number: int | None, as_json: bool,
    **choices: Any,
) -> ExitCode:  # fmt: skip
    """Search the archive."""
    from bulletin.archive.catalogue.search import SearchRequest
    from bulletin.archive.catalogue.search import search as find

    try:
        kept, catalogue = _opened(settings, archive)
        try:
            limit = max(choices.pop("limit"), number or 0)
            request = SearchRequest(words=" ".join(words), limit=limit, **choices)
            found = find(catalogue.db, request)
        finally:
            catalogue.close()
        print_findings(catalogue.findings, settings, kept.folder)
        if number is not None:
            return _open(settings, kept, found, number)
    except BulletinError as error:
        return refused(error, settings, None)
    code = verdict(catalogue.findings)
    if as_json:
        emit_json(_as_json(found, catalogue.findings, code))
    else:
        _print(settings, found, catalogue.issues, request)
    return code


def _opened(settings: Settings, given: Path | None) -> tuple[Archive, Catalogue]:
    from bulletin.archive.catalogue.catalogue import open_catalogue

    kept = archive_here(given)
    catalogue = open_catalogue(kept)
    if catalogue.read_anew:
        settings.say(
            f"Đã đưa {catalogue.read_anew} số vào mục lục.", f"{catalogue.read_anew} issues went into the catalogue."
        )
    return kept, catalogue


def _print(settings: Settings, found: Found, issues: int, request: SearchRequest) -> None:
    for old, names in found.renamed.items():
        later = ", ".join(names)
        settings.say(f"“{old}” nay là “{later}”.", f"“{old}” is “{later}” now.")
    for number, hit in enumerate(found.hits, 1):
        for line in _lines(settings, number, hit):
            click.echo(line, color=settings.colour_out)
    if not found.count:
        settings.say(f"Không tìm thấy gì trong {issues} số.", f"Nothing found in {issues} issues.")
    elif found.count > len(found.hits):
        settings.say(
            f"{len(found.hits)} trong {found.count} kết quả; xem thêm bằng --limit {found.count}.",
            f"{len(found.hits)} of {found.count} hits; see more with --limit {found.count}.",
        )
    else:
        settings.say(f"{found.count} kết quả.", f"{found.count} hits.")


def _lines(settings: Settings, number: int, hit: Hit) -> Iterator[str]:
    page = settings.words("trang", "page")
    yield safe(f"{number}. {hit.label} – {hit.date:%d/%m/%Y} – {page} {hit.page}  [{hit.issue}]")
    if hit.title:
        yield safe("   " + (f"{hit.title} ({hit.section})" if hit.section else hit.title))
    if settings.colour_out:
        plain = [safe(part) for part in hit.snippet.marked("\0", "\0").split("\0")]
        text = "".join(click.style(part, bold=True) if n % 2 else part for n, part in enumerate(plain))
    else:
        text = safe(hit.snippet.marked("«", "»"))
    yield f"   {text}"


def _as_json(found: Found, findings: tuple[Finding, ...], code: ExitCode) -> dict[str, Any]:
    return {
        "ok": code is ExitCode.DONE, "exit_code": int(code), "count": found.count,
        "renamed": {old: list(names) for old, names in found.renamed.items()},
        "hits": [
            {
                "issue": hit.issue, "label": hit.label, "date": hit.date.isoformat(), "page": hit.page,
                "story": hit.story, "title": hit.title, "section": hit.section, "level": hit.level,
                "snippet": hit.snippet.text, "marks": [list(mark) for mark in hit.snippet.marks],
            }
            for hit in found.hits
        ],
        "findings": findings_to_wire(findings),
    }  # fmt: skip


def _open(settings: Settings, kept: Archive, found: Found, number: int) -> ExitCode:
    """Hand the PDF to the system's viewer, at the page where the viewer can; say where it is in any case.

    Raises:
        InputError: there is no hit with that number, or no PDF.
    """
    from bulletin.archive.catalogue.rules import NO_HIT_NUMBER
    from bulletin.archive.catalogue.viewing import pdf_of

    if number > len(found.hits):
        values = {"number": str(number), "count": str(found.count)}
        raise InputError([Finding(NO_HIT_NUMBER, values=values)])
    hit = found.hits[number - 1]
    pdf = pdf_of(kept, hit.issue)
    click.echo(f"{shown(pdf)}#page={hit.page}")
    if not _launched(pdf.absolute(), hit.page):
        settings.say(
            f"Máy này không tự mở được; hãy mở tệp trên, tới trang {hit.page}.",
            f"This computer could not open it; open that file and go to page {hit.page}.",
        )
    return ExitCode.DONE


def _launched(pdf: Path, page: int) -> bool:
    """Whether a viewer was found; where the system takes no page, the file alone is handed to it."""
    # Only on Linux the answer comes at once: elsewhere waiting would last until the viewer is closed.
    wait = sys.platform.startswith("linux")
    return any(click.launch(address, wait=wait) == 0 for address in (f"{pdf.as_uri()}#page={page}", str(pdf)))


@click.command(
    cls=Command,
    help=Both(
        "Mục lục để tìm (muc-luc.db trong thư mục lưu trữ). Xóa đi cũng được: --rebuild làm lại từ kho, kết quả tìm "
        "không đổi.\n\n"
        "--candidates ghi những tên người, địa danh tìm thấy trong bài vào index.yaml để cơ quan xác nhận; tên nào "
        "chưa xác nhận thì --person, --place chưa tìm ra.",
        "The catalogue for searching (muc-luc.db in the archive folder). It may be deleted: --rebuild makes it from "
        "the store with the same answers.\n\n"
        "--candidates writes names of persons and places found in stories to index.yaml, to be confirmed by a person; "
        "before that --person and --place do not find them.",
    ),
)
@archive_option
@option("--rebuild", is_flag=True, help=Both("Làm lại từ đầu.", "Make it from the beginning."))
@option("--candidates", is_flag=True, help=Both("Ghi tên chờ xác nhận vào index.yaml.", "Write names to confirm."))
@options.as_json
@click.pass_obj
def catalogue(settings: Settings, /, archive: Path | None, rebuild: bool, candidates: bool, as_json: bool) -> ExitCode:
    """Make the catalogue anew or bring it up to date."""
    from bulletin.archive.catalogue.candidates import propose_candidates
    from bulletin.archive.catalogue.catalogue import open_catalogue
    from bulletin.archive.catalogue.catalogue import rebuild as make

    try:
        kept = archive_here(archive)
        opened = make(kept) if rebuild else open_catalogue(kept)
        try:
            proposed = propose_candidates(kept, opened.db) if candidates else 0
        finally:
            opened.close()
    except BulletinError as error:
        return refused(error, settings, None)
    code = verdict(opened.findings)
    if as_json:
        emit_json({
            "ok": code is ExitCode.DONE, "exit_code": int(code), "issues": opened.issues, "read": opened.read_anew,
            "candidates": proposed, "findings": findings_to_wire(opened.findings),
        })  # fmt: skip
        return code
    print_findings(opened.findings, settings, kept.folder)
    settings.say(
        f"Mục lục có {opened.issues} số, vừa đọc {opened.read_anew}.",
        f"The catalogue has {opened.issues} issues; {opened.read_anew} were read now.",
    )
    if candidates:
        settings.say(
            f"{proposed} tên mới chờ xác nhận trong {shown(kept.folder / 'index.yaml')}: xóa dấu # trước tên đúng.",
            f"{proposed} new names to confirm in {shown(kept.folder / 'index.yaml')}: remove the # before a true one.",
        )
    return code
