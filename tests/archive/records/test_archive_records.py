"""Register, legal deposit and print run: what is recorded, what is found wrong, what is printed."""

from __future__ import annotations

import csv
import datetime as dt
import hashlib
import io
import json
import re
from dataclasses import replace
from pathlib import Path

import pytest
from find_kit import MORNING, PUBLICATION, article, issue, keep, new_archive
from openpyxl import load_workbook

from bulletin.archive.events import check_chain, events, head
from bulletin.archive.records import deposit, print_run, register
from bulletin.archive.records.facts import record_of, records
from bulletin.archive.records.which import which_issue
from bulletin.archive.store.object import read_bytes, read_object
from bulletin.archive.store.root import Archive
from bulletin.errors import BulletinError, InputError
from bulletin.fields.publication import Receiver
from bulletin.pdf.text.pages import page_texts

DAY = dt.date(2026, 11, 20)
LIST = (Receiver(name="Tổ dân phố số 1", copies=60, kind="residents"), Receiver(name="Lưu", copies=40, kind="stock"))


@pytest.fixture
def archive(tmp_path: Path) -> Archive:
    return new_archive(tmp_path / "luu-tru")


def kept(archive: Archive, number: int = 46, day: dt.date = DAY, total: int | None = None) -> str:
    return keep(archive, issue(number, day, article(title="Bài"), total=total))


def rule_of(refusal: pytest.ExceptionInfo[BulletinError]) -> str:
    return refusal.value.findings[0].rule.id


def test_the_register_has_what_happened_to_each_issue(archive: Archive, tmp_path: Path) -> None:
    name = kept(archive)
    run = print_run.PrintedRun(copies=100, printer="=1+1", date=DAY, who="Hạnh")
    print_run.record_run(archive, record_of(archive, name), run, LIST, None, MORNING)
    received = deposit.Received(date=DAY, reference="12/BN", receipt=None)
    deposit.record_received(archive, read_object(archive, name), received, MORNING)
    made = register.register(records(archive)[0])
    row = dict(zip(register.HEADS, made.rows[0], strict=True))
    obj = read_object(archive, name)
    assert (row["Số"], row["Ngày ra"], row["Số trang"], row["Số bài"], row["Số bản in"]) == (46, DAY, 1, 1, 100)
    assert (row["Ngày nộp lưu chiểu"], row["Số biên nhận"], row["Phiên bản"]) == (DAY, "12/BN", 3)
    assert row["SHA-256 bản lưu trữ"] == hashlib.sha256(read_bytes(obj, "record.pdf")).hexdigest()
    assert row["Cuối chuỗi sự kiện"] == head(obj)
    assert not check_chain(obj)
    book = load_workbook(io.BytesIO(register.register_xlsx(made.rows, MORNING)))
    cells = [cell for line in book.active.iter_rows(min_row=2) for cell in line]
    assert cells[1].value == 46
    assert (cells[8].value, cells[8].data_type) == ("=1+1", "s")
    lines = list(csv.reader(io.StringIO(register.register_csv(made.rows).decode("utf-8-sig"))))
    assert lines[1][8] == "'=1+1"
    pages = " ".join(page_texts(register.register_pdf(made.rows, "Đồ Sơn", DAY)))
    assert "Sổ đăng ký – Đồ Sơn" in pages
    assert "20/11/2026" in pages


@pytest.mark.parametrize(
    ("issues", "expected"),
    [
        ([(3, 2026, 10), (4, 2026, 11), (1, 2027, 12)], {}),
        ([(3, 2026, None), (6, 2026, None)], {"records.gap": "4–5"}),
        ([(3, 2026, None), (2, 2027, None)], {"records.gap": "1"}),
        ([(1, 2026, 10), (2, 2026, 12)], {"records.gap-total": "11"}),
        ([(1, 2026, 10), (2, 2026, 10)], {"records.double": None}),
    ],
)
def test_gaps_and_doubles_are_found(
    archive: Archive, issues: list[tuple[int, int, int | None]], expected: dict[str, str | None]
) -> None:
    for number, year, total in issues:
        kept(archive, number, dt.date(year, 1, 1) + dt.timedelta(7 * number), total)
    found = {f.rule.id: f.values.get("numbers") for f in register.register(records(archive)[0]).findings}
    assert found == expected


def test_two_objects_of_one_number_are_a_double(archive: Archive) -> None:
    record = record_of(archive, kept(archive))
    made = register.register([record, replace(record, id="do-son-2026-046b")])
    assert [finding.rule.id for finding in made.findings] == ["records.double"]


def test_the_folder_to_hand_in_has_what_its_slip_says(archive: Archive, tmp_path: Path) -> None:
    name = kept(archive)
    obj = read_object(archive, name)
    out = tmp_path / "nop"
    deposit.write_folder(record_of(archive, name), obj, out, DAY)
    assert sorted(path.name for path in out.glob("*.pdf")) == [
        "office.pdf", deposit.SLIP, "record.pdf", "screen.pdf"
    ]  # fmt: skip
    for line in (out / deposit.CHECKSUMS).read_text().splitlines():
        digest, file = line.split("  ")
        assert hashlib.sha256((out / file).read_bytes()).hexdigest() == digest
    words = "".join("".join(page_texts((out / deposit.SLIP).read_bytes())).split())
    assert head(obj) in words
    assert hashlib.sha256(read_bytes(obj, "record.pdf")).hexdigest() in words
    assert "Nơinhận:hỏicơquanquảnlý" in words
    assert (out / deposit.SLIP).read_bytes() == deposit.sheet_pdf(
        deposit.slip(record_of(archive, name), dict(_sums(out)), DAY)
    )


def _sums(out: Path) -> list[tuple[str, str]]:
    lines = (out / deposit.CHECKSUMS).read_text().splitlines()
    return [(file, digest) for digest, file in (line.split("  ") for line in lines)]


def test_what_was_received_is_an_event_and_a_version(archive: Archive, tmp_path: Path) -> None:
    name = kept(archive)
    scan = tmp_path / "Biên nhận.JPG"
    scan.write_bytes(b"\xff\xd8 scan")
    received = deposit.Received(date=DAY, reference='12/BN "A"', receipt=scan)
    assert deposit.record_received(archive, read_object(archive, name), received, MORNING) == 2
    obj = read_object(archive, name)
    (event,) = events(obj)
    assert (event.kind, event.values["date"], event.values["receipt"]) == (
        "deposited", "2026-11-20", "records/receipt-1.jpg"
    )  # fmt: skip
    assert read_bytes(obj, "records/receipt-1.jpg") == scan.read_bytes()
    assert b'reference: "12/BN \\"A\\""' in read_bytes(obj, "records/deposit.yaml")
    assert deposit.record_received(archive, obj, received, MORNING) == 3
    assert "records/receipt-2.jpg" in read_object(archive, name).state()


@pytest.mark.parametrize("file", ["receipt.exe", "empty.pdf", "absent.pdf", "folder.pdf"])
def test_a_receipt_that_is_none_is_refused_and_nothing_is_recorded(archive: Archive, tmp_path: Path, file: str) -> None:
    name = kept(archive)
    (tmp_path / "receipt.exe").write_bytes(b"MZ")
    (tmp_path / "empty.pdf").touch()
    (tmp_path / "folder.pdf").mkdir()
    received = deposit.Received(date=DAY, reference="", receipt=tmp_path / file)
    with pytest.raises(InputError) as refusal:
        deposit.record_received(archive, read_object(archive, name), received, MORNING)
    assert rule_of(refusal) == "records.bad-receipt"
    assert read_object(archive, name).head == 1


def test_what_is_due_and_until_when_where_the_profile_knows_it(archive: Archive) -> None:
    first, second = kept(archive, 45, DAY - dt.timedelta(7)), kept(archive)
    now = dt.datetime(2026, 11, 18, 12, 0, tzinfo=MORNING.tzinfo)
    found = deposit.due(records(archive)[0], now)
    assert [(one.id, one.late) for one in found] == [(first, True), (second, False)]
    assert found[1].until == dt.datetime(2026, 11, 19, 0, 0, tzinfo=MORNING.tzinfo)
    received = deposit.Received(date=DAY, reference="", receipt=None)
    deposit.record_received(archive, read_object(archive, first), received, MORNING)
    assert [one.id for one in deposit.due(records(archive)[0], now)] == [second]


@pytest.mark.parametrize("profile", ["vn-2016", "vn-2026", "internal"])
def test_every_demand_has_a_source_and_what_is_unknown_is_asked(profile: str) -> None:
    found = deposit.duties(profile)
    for duty in (found.copies, found.hours_before, found.addressees, found.digital):
        assert duty.source
        assert duty.source_vi
        assert duty.certainty in {"A", "B", "C", "unknown"}
        assert (duty.value is None) == (duty.certainty == "unknown") == (duty.said == deposit.ASK)


@pytest.mark.parametrize("profile", ["vn-2016", "vn-2026", "internal", None])
def test_the_slip_that_an_office_signs_has_no_english(archive: Archive, profile: str | None) -> None:
    record = record_of(archive, kept(archive))
    publication = record.publication and replace(record.publication, legal_profile=profile or "")
    slip = deposit.slip(replace(record, publication=publication if profile else None), {}, DAY)
    said = " ".join((*slip.lines, *slip.foot))
    assert "Căn cứ: " in said
    assert not re.search(
        r"\b(law|reported|superseded|left|circular|found|unknown|ask|kept|rule|art)\b|\([ABC]\)", said, re.I
    )


def test_an_unknown_deadline_is_never_late(archive: Archive) -> None:
    text = issue(1, DAY, article())
    keep(archive, text, {"issue/publication.yaml": PUBLICATION.replace("vn-2016", "vn-2026").encode()})
    (one,) = deposit.due(records(archive)[0], dt.datetime(2030, 1, 1, tzinfo=MORNING.tzinfo))
    assert (one.until, one.late) == (None, False)
    assert all(deposit.ASK in line for line, _ in deposit.due_lines([one]))


def test_a_print_run_must_add_up(archive: Archive) -> None:
    record = record_of(archive, kept(archive))
    run = print_run.PrintedRun(copies=90, printer="In X", date=DAY, who="")
    with pytest.raises(InputError) as refusal:
        print_run.record_run(archive, record, run, LIST, None, MORNING)
    assert rule_of(refusal) == "records.copies-differ"
    assert "+10" in refusal.value.findings[0].what("vi")
    assert read_object(archive, record.id).head == 1
    assert print_run.record_run(archive, record, replace(run, copies=100), LIST, None, MORNING) == 2
    (event,) = events(read_object(archive, record.id))
    assert (event.kind, event.values["copies"], event.values["printer"]) == ("printed", "100", "In X")


def log_line(**given: object) -> str:
    empty: dict[str, object] = {
        "schema": "bulletin/print-run@1", "event": "sent", "at": "2026-11-19T08:00:00+00:00", "publication": "do-son",
        "number": 46, "date": "2026-11-20", "printer": "tang-2", "job": 1, "who": "hanh", "purpose": "run",
        "part": "whole", "copies": 30,
    }  # fmt: skip
    return json.dumps(empty | given)


def test_the_record_of_the_print_room_is_counted(archive: Archive, tmp_path: Path) -> None:
    record = record_of(archive, kept(archive))
    lines = [
        log_line(), log_line(job=2, part="fronts"), log_line(job=3, part="backs", copies=60, printer="tang-3"),
        log_line(job=4, copies=5), log_line(job=5, number=45, copies=999), "not json",
        json.dumps({"event": "ended", "at": "2026-11-19T09:00:00", "printer": "tang-2", "job": 4, "state": "aborted"}),
        log_line(job=4, copies=10),
    ]  # fmt: skip
    (tmp_path / print_run.LOG).write_text("\n".join(lines))
    log = print_run.read_log(tmp_path, record)
    assert log is not None
    assert (log.copies, log.printers, log.who, log.last) == (
        100,
        ("tang-2", "tang-3"),
        ("hanh",),
        dt.date(2026, 11, 19),
    )
    assert [(f.rule.id, f.place.line) for f in log.findings] == [("records.run-broken", 6)]
    run, _ = print_run.run_of(record, log, DAY, {})
    assert run == print_run.PrintedRun(copies=100, printer="tang-2, tang-3", date=dt.date(2026, 11, 19), who="hanh")
    _, findings = print_run.run_of(record, log, DAY, {"copies": 90})
    assert findings[-1].rule.id == "records.run-differs"
    print_run.record_run(archive, record, run, LIST, log, MORNING)
    assert read_bytes(read_object(archive, record.id), "records/print-run.jsonl") == log.data


def test_the_sheet_to_sign_names_every_receiver_and_the_sum(archive: Archive) -> None:
    record = record_of(archive, kept(archive))
    many = tuple(Receiver(name=f"Tổ dân phố số {n}", copies=10, kind="residents") for n in range(1, 61))
    made = print_run.delivery_sheet(record, many, 600)
    assert b"/Helvetica" not in made  # every face is embedded
    pages = page_texts(made)
    assert len(pages) > 1
    words = "\n".join(pages)
    assert all(f"Tổ dân phố số {n}" in words for n in range(1, 61))
    assert "600" in pages[-1]
    assert all("Ký nhận" in page for page in pages)
    with pytest.raises(InputError) as refusal:
        print_run.delivery_sheet(record, (), 600)
    assert rule_of(refusal) == "records.no-distribution"


@pytest.mark.parametrize(
    ("word", "found"),
    [
        ("do-son-2026-046", "do-son-2026-046"), ("47", "do-son-2026-047"), ("46/2026", "do-son-2026-046"),
        ("046-2025", "do-son-2025-046"), ("46", "records.several"), ("48", "records.no-issue"),
        ("../..", "records.no-issue"), ("", "records.no-issue"),
    ],
)  # fmt: skip
def test_an_issue_is_named_by_id_or_number(archive: Archive, word: str, found: str) -> None:
    for number, year in ((46, 2025), (46, 2026), (47, 2026)):
        kept(archive, number, dt.date(year, 11, 20))
    if found.startswith("records."):
        with pytest.raises(InputError) as refusal:
            which_issue(archive, word)
        assert rule_of(refusal) == found
    else:
        assert which_issue(archive, word) == found
