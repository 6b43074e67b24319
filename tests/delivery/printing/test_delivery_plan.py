"""What a printer offers against what an issue needs; IPP messages; the record of print runs."""

from __future__ import annotations

import contextlib
import json
import struct
from dataclasses import replace
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st
from release_kit import A5, booklet, pdf, plain, release

from bulletin.delivery.printing.ipp import (
    JOB,
    OPERATION,
    PRINTER,
    Answer,
    Attribute,
    NotIppError,
    Value,
    answer,
    keyword,
    request,
)
from bulletin.delivery.printing.plan import PrintQueue, plan_of
from bulletin.delivery.printing.queues import cups_host
from bulletin.delivery.printing.ticket import Ticket, ticket_of
from bulletin.delivery.printing.transport import Host
from bulletin.editions.impose.advice import plain_settings
from bulletin.editions.impose.impose import Scheme, impose
from bulletin.errors import BulletinError, InputError
from bulletin.print_run import FILE_NAME, PrintedJob, add_ended, add_sent, copies_printed, read_print_run
from bulletin.release import edition, read_release

GOOD: dict[str, tuple[Value, ...]] = {
    "media-supported": ("iso_a4_210x297mm", "iso_a3_297x420mm"), "document-format-supported": ("application/pdf",),
    "sides-supported": ("one-sided", "two-sided-long-edge", "two-sided-short-edge"), "copies-supported": ((1, 99),),
    "orientation-requested-supported": (3, 4), "printer-state": (3,), "printer-is-accepting-jobs": (True,),
}  # fmt: skip


def ticket(**how: str) -> Ticket:
    return ticket_of(edition("office-booklet", "office-booklet.pdf", b"", 4, made_for={**booklet(), **how}))


def machine(**other: tuple[Value, ...]) -> PrintQueue:
    said = {**GOOD, **{name.replace("_", "-"): value for name, value in other.items()}}
    return PrintQueue("tang-2", "ipp://x/p", Host(), "/p", {name: value for name, value in said.items() if value})


def refused(wanted: Ticket, printer: PrintQueue) -> str:
    with pytest.raises(InputError) as caught:
        plan_of(wanted, printer)
    return caught.value.findings[0].rule.id


@pytest.mark.parametrize(
    ("other", "rule"),
    [
        ({"sides_supported": ("one-sided", "two-sided-long-edge")}, "print.wrong-flip"),
        ({"printer_state": (5,)}, "print.not-ready"),
        ({"printer_is_accepting_jobs": (False,)}, "print.not-ready"),
        ({"document_format_supported": ("image/urf",)}, "print.no-pdf"),
        ({"media_supported": ("iso_a4_210x297mm", "custom_min_50x50mm", "custom_max_250x356mm")}, "print.no-paper"),
    ],
)
def test_a_printer_that_cannot_is_refused(other: dict[str, tuple[Value, ...]], rule: str) -> None:
    assert refused(ticket(), machine(**other)) == rule


def test_what_is_not_known_is_said() -> None:
    found = plan_of(ticket(), machine(media_supported=())).findings
    assert [finding.rule.id for finding in found] == ["print.paper-unknown"]
    found = plan_of(ticket(), machine(media_ready=("iso_a4_210x297mm",))).findings
    assert [finding.rule.id for finding in found] == ["print.paper-not-loaded"]
    assert "A4" in found[0].what("vi")


@pytest.mark.parametrize(
    ("paper", "offered", "name"),
    [
        ("A4", ("A4", "na_letter_8.5x11in", "oe_a4-plus_209.9x297mm"), "oe_a4-plus_209.9x297mm"),
        ("330 × 480 mm", ("custom_min_76x127mm", "custom_max_330x1200mm"), "custom_330x480mm_330x480mm"),
        ("480 × 330 mm", ("custom_sra3x_330x480mm",), "custom_sra3x_330x480mm"),
    ],
)
def test_paper_is_known_by_its_size(paper: str, offered: tuple[str, ...], name: str) -> None:
    assert plan_of(ticket(paper=paper), machine(media_supported=offered)).media == name


def test_single_pages_fall_back_to_two_passes_where_only_the_other_edge_is_there() -> None:
    wanted = ticket_of(edition("office", "office.pdf", b"", 3, made_for=plain(3)))
    done = plan_of(wanted, machine(sides_supported=("one-sided", "two-sided-short-edge")))
    assert done.two_passes
    assert done.sides == "one-sided"


def test_a_release_that_does_not_say_how_is_refused() -> None:
    for how in ({}, {**booklet(), "paper": "giấy to"}, {**booklet(), "sheets": "hai"}, {**booklet(), "sides": "both"}):
        with pytest.raises(InputError) as caught:
            ticket_of(edition("office", "office.pdf", b"", 3, made_for=how))
        assert caught.value.findings[0].rule.id == "print.no-settings"


@pytest.mark.parametrize(("pages", "kind", "sides"), [(8, "booklet", "two"), (2, "two-up", "one")])
@pytest.mark.parametrize("flip", ["short", "long"])
def test_the_recorded_choices_are_those_of_the_file_itself(pages: int, kind: str, sides: str, flip: str) -> None:
    import io

    import pikepdf

    done = impose(pdf(pages, A5), Scheme(kind=kind, flip=flip))  # type: ignore[arg-type]
    choices = dict(done.settings)
    assert ("again" in choices) == (sides == "two"), "the command of the advice, where there is one"
    choices.pop("again", None)
    assert choices == {"orientation": "landscape", "sides": sides}
    with pikepdf.open(io.BytesIO(done.pdf)) as file:
        duplex = str(file.Root.ViewerPreferences.Duplex)
        assert float(file.pages[0].mediabox[2]) > float(file.pages[0].mediabox[3])
    assert duplex == ("/Simplex" if sides == "one" else f"/DuplexFlip{flip.capitalize()}Edge")


def test_single_pages_say_their_paper_or_nothing() -> None:
    assert plain_settings(3, (190, 270)) == {
        "paper": "A4", "orientation": "portrait", "sides": "two", "flip": "long", "sheets": "2"
    }  # fmt: skip
    assert plain_settings(1, (297, 210))["orientation"] == "landscape"
    assert plain_settings(3, (400, 600)) == {}


def test_an_answer_is_read_as_it_was_written() -> None:
    sent = request(
        0xB, 7, (OPERATION, [Attribute("uri", "printer-uri", ("ipp://x/p",))]),
        (JOB, [keyword("sides", "one-sided", "two-sided-long-edge"), Attribute("integer", "copies", (3,))]),
    )  # fmt: skip
    found = answer(sent)
    assert found.of(JOB) == ({"sides": ("one-sided", "two-sided-long-edge"), "copies": (3,)},)
    assert found.of(OPERATION)[0]["printer-uri"] == ("ipp://x/p",)


def test_collections_are_passed_over() -> None:
    def part(tag: int, name: bytes, value: bytes) -> bytes:
        return struct.pack(">BH", tag, len(name)) + name + struct.pack(">H", len(value)) + value

    inner = part(0x34, b"media-col-default", b"") + part(0x4A, b"", b"media-size") + part(0x34, b"", b"")
    inner += part(0x4A, b"", b"x-dimension") + part(0x21, b"", b"\0\0\x52\x08") + part(0x37, b"", b"") * 2
    data = b"\x02\0\0\0\0\0\0\1\x04" + part(0x44, b"a", b"one") + inner + part(0x44, b"b", b"two") + b"\x03"
    assert answer(data).of(PRINTER) == ({"a": ("one",), "b": ("two",)},)


@given(st.binary(max_size=200))
def test_no_answer_is_a_surprise(data: bytes) -> None:
    for each in (data, b"\x02\0\0\0\0\0\0\1\x04" + data):
        with contextlib.suppress(NotIppError):
            assert isinstance(answer(each), Answer)


@pytest.mark.parametrize(
    ("environ", "host"),
    [
        ({"CUPS_SERVER": "/run/x.sock"}, Host(socket_file="/run/x.sock")),
        ({"CUPS_SERVER": "may-chu:8631"}, Host("may-chu", 8631)),
        ({"CUPS_SERVER": "may-chu/version=1.1"}, Host("may-chu")),
    ],
)
def test_the_print_service_is_where_cups_clients_look(environ: dict[str, str], host: Host) -> None:
    assert cups_host(environ) == host


def test_the_users_own_file_names_the_print_service(tmp_path: Path) -> None:
    (tmp_path / ".cups").mkdir()
    (tmp_path / ".cups" / "client.conf").write_text("# nhà\nServerName in.phuong.example\n")
    assert cups_host({"HOME": str(tmp_path)}) == Host("in.phuong.example")


JOB_SENT = PrintedJob(
    at="2026-11-20T01:02:03Z", publication="ben-nuoc", number=7, date="2026-11-20", edition="office-booklet",
    file="office-booklet.pdf", sha256="0" * 64, release_sha256="1" * 64, printer="tang-2", model="May in", who="lan",
    job=5, purpose="run", part="whole", copies=50, sheets=2, media="iso_a3_297x420mm", orientation="landscape",
    sides="two-sided-short-edge",
)  # fmt: skip


def test_the_record_is_read_back(tmp_path: Path) -> None:
    assert read_print_run(tmp_path) == ()
    add_sent(tmp_path, JOB_SENT)
    add_sent(tmp_path, replace(JOB_SENT, job=6))
    add_ended(tmp_path, replace(JOB_SENT, state="completed"), "2026-11-20T01:04:00Z")
    add_ended(tmp_path, replace(JOB_SENT, job=6, state="canceled"), "2026-11-20T01:05:00Z")
    found = read_print_run(tmp_path)
    assert [job.state for job in found] == ["completed", "canceled"]
    assert copies_printed(found) == 50


@pytest.mark.parametrize(
    "line", ["{", "[]", '{"schema": "x"}', '{"schema": "bulletin/print-run@1", "event": "sent"}',
             json.dumps({"schema": "bulletin/print-run@1", "event": "ended", "printer": "a", "job": 1, "state": "x"})],
)  # fmt: skip
def test_a_damaged_line_is_named(tmp_path: Path, line: str) -> None:
    add_sent(tmp_path, JOB_SENT)
    with (tmp_path / FILE_NAME).open("a") as file:
        file.write(line + "\n")
    with pytest.raises(InputError) as caught:
        read_print_run(tmp_path)
    assert caught.value.findings[0].place.line == 2


def test_the_record_never_goes_through_a_link(tmp_path: Path) -> None:
    (tmp_path / FILE_NAME).symlink_to(tmp_path / "elsewhere")
    with pytest.raises(BulletinError):
        add_sent(tmp_path, JOB_SENT)
    assert not (tmp_path / "elsewhere").exists()


def test_a_copied_build_folder_keeps_its_record_beside_it(tmp_path: Path) -> None:
    from bulletin.delivery.built import built_issue

    issue = release(tmp_path / "so-07", {"office": (pdf(1, A5), plain(1))})
    assert built_issue(issue).issue == built_issue(issue / "build").issue == issue
    (issue / "issue.yaml").unlink()
    assert built_issue(issue / "build").issue == issue / "build"
    assert read_release(issue / "build").editions[0].name == "office"
