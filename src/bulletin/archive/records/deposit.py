"""Legal deposit: the folder to hand in, its slip, what was received, what is due. Reminds and records, no advice."""

from __future__ import annotations

import datetime as dt
import hashlib
from collections.abc import Iterator, Mapping, Sequence
from pathlib import Path
from typing import Any, cast

from bulletin.archive.events import append
from bulletin.archive.records.facts import IssueRecord, yaml_lines
from bulletin.archive.records.rules import BAD_RECEIPT
from bulletin.archive.records.sheet import Sheet, sheet_pdf
from bulletin.archive.store.object import StoredObject, read_bytes
from bulletin.archive.store.root import Archive
from bulletin.datafiles import find, read_yaml
from bulletin.errors import Finding, InputError, Place
from bulletin.lazy import dataclass
from bulletin.runtime.files import atomic_write

ASK = "hỏi cơ quan quản lý"
ASK_EN = "ask the authority"
CHECKSUMS, SLIP = "SHA256SUMS.txt", "phieu-nop-luu-chieu.pdf"
_CERTAINTY = {
    "A": "đã đọc văn bản", "B": "theo tài liệu dẫn lại, chưa đọc văn bản", "C": "theo hiểu biết chung",
    "unknown": "chưa rõ, hỏi cơ quan quản lý",
}  # fmt: skip
_RECEIPTS = {".jpg", ".jpeg", ".png", ".tif", ".tiff", ".pdf"}
_MOST_BYTES = 50_000_000


@dataclass(frozen=True, slots=True)
class Duty:
    """One demand of the law with its source; None is unknown, and is never guessed."""

    value: Any
    source: str
    source_vi: str
    certainty: str

    @property
    def said(self) -> str:
        if self.value is None:
            return ASK
        if self.value is True:
            return "có"
        return ", ".join(self.value) if isinstance(self.value, list) else str(self.value)

    @property
    def grounds(self) -> str:
        """Where the demand comes from and how sure that is, in Vietnamese."""
        return f"{self.source_vi} ({_CERTAINTY[self.certainty]})"


@dataclass(frozen=True, slots=True)
class DepositDuties:
    """What a legal profile says of deposit."""

    copies: Duty
    hours_before: Duty
    addressees: Duty
    digital: Duty


@dataclass(frozen=True, slots=True)
class Due:
    """An issue whose deposit is not recorded; `until` is None where the deadline is unknown."""

    id: str
    date: dt.date
    until: dt.datetime | None
    late: bool
    duties: DepositDuties


def duties(profile: str) -> DepositDuties:
    """The deposit part of a legal profile."""
    data = cast("dict[str, Any]", read_yaml(find("legal", f"{profile}.yaml")))["deposit"]
    return DepositDuties(**{name: Duty(**data[name]) for name in ("copies", "hours_before", "addressees", "digital")})


def duties_of(record: IssueRecord) -> DepositDuties:
    """What the profile says that the issue was kept with; everything unknown for an issue without one."""
    if record.publication is not None:
        return duties(record.publication.legal_profile)
    unknown = Duty(None, "no publication.yaml was kept", "không lưu thông tin ấn phẩm của số báo này", "unknown")
    return DepositDuties(unknown, unknown, unknown, unknown)


def due(found: Sequence[IssueRecord], now: dt.datetime) -> tuple[Due, ...]:
    """The issues without a recorded deposit, in order of appearance."""
    return tuple(_due(record, now) for record in found if record.deposited is None)


def _due(record: IssueRecord, now: dt.datetime) -> Due:
    wanted, until = duties_of(record), None
    if isinstance(wanted.hours_before.value, int):
        morning = dt.datetime.combine(record.release.date, dt.time(), now.tzinfo)
        until = morning - dt.timedelta(hours=wanted.hours_before.value)
    return Due(record.id, record.release.date, until, until is not None and now > until, wanted)


def write_folder(record: IssueRecord, obj: StoredObject, out: Path, today: dt.date) -> tuple[Path, ...]:
    """Write what is handed in: every edition, checksums, and a slip to sign; the files in order.

    Raises:
        InputError: an edition in the archive is damaged.
        OutputError: the folder cannot be written.
    """
    state = obj.state()
    names = [edition.file for edition in record.release.editions if edition.file in state]
    names += [name for name in ("record-signed.pdf",) if name in state]
    contents = {name: read_bytes(obj, name) for name in names}
    sums = {name: hashlib.sha256(data).hexdigest() for name, data in contents.items()}
    contents[CHECKSUMS] = "".join(f"{digest}  {name}\n" for name, digest in sums.items()).encode()
    contents[SLIP] = sheet_pdf(slip(record, sums, today))
    for name, data in contents.items():
        atomic_write(out / name, data)
    return tuple(out / name for name in contents)


def slip(record: IssueRecord, sums: Mapping[str, str], today: dt.date) -> Sheet:
    """The slip: which issue, which files with their hashes, the end of the chain, room to sign."""
    publication, release, wanted = record.publication, record.release, duties_of(record)
    licence = publication.licence if publication else None
    pages = {edition.file: str(edition.pages) for edition in release.editions}
    lines = [
        f"Bản tin: {record.name} – số {record.label}, ngày {release.date:%d/%m/%Y}",
        f"Cơ quan xuất bản: {publication.publisher if publication else ''}",
    ]
    if licence and licence.number:
        lines.append(f"Giấy phép: {licence.number}" + (f", ngày {licence.issued:%d/%m/%Y}" if licence.issued else ""))
    lines += [
        f"Nơi nhận: {wanted.addressees.said}",
        f"Số bản in phải nộp: {wanted.copies.said} · Bản số: {wanted.digital.said}",
        f"Thời hạn: {_deadline(wanted)}",
    ]
    if record.printed:
        lines.append(f"Đã in {record.printed.get('copies', '?')} bản tại {record.printed.get('printer', '?')}")
    return Sheet(
        title="Phiếu nộp lưu chiểu", lines=tuple(lines), heads=("Tệp", "Số trang", "SHA-256"),
        rows=tuple((name, pages.get(name, ""), digest) for name, digest in sums.items()), shares=(2.2, 0.9, 6.4),
        right=frozenset({1}),
        foot=(
            f"Mã trong kho: {record.id}, phiên bản {record.versions}",
            f"Cuối chuỗi sự kiện (SHA-512): {record.chain_head}",
            f"Lập ngày {today:%d/%m/%Y}. Căn cứ: {_grounds(wanted)}.",
        ),
        signatures=("Người nộp (ký, ghi rõ họ tên)", "Người nhận (ký, ghi rõ họ tên, ngày)"),
    )  # fmt: skip


def _grounds(wanted: DepositDuties) -> str:
    """What every demand rests on, each ground once, with the demands that rest on it when there are several."""
    names = {
        "số bản in": wanted.copies, "thời hạn": wanted.hours_before, "nơi nhận": wanted.addressees,
        "bản số": wanted.digital,
    }  # fmt: skip
    said: dict[str, list[str]] = {}
    for name, duty in names.items():
        said.setdefault(duty.grounds, []).append(name)
    if len(said) == 1:
        return next(iter(said))
    return "; ".join(f"{', '.join(of)}: {grounds}" for grounds, of in said.items())


def _deadline(wanted: DepositDuties) -> str:
    hours = wanted.hours_before.value
    return ASK if hours is None else f"trước khi phát hành {hours} giờ"


@dataclass(frozen=True, slots=True, kw_only=True)
class Received:
    """What the authority confirmed."""

    date: dt.date
    reference: str
    receipt: Path | None


def record_received(archive: Archive, obj: StoredObject, received: Received, now: dt.datetime) -> int:
    """Write a version with the receipt and the event of the deposit; returns its number.

    Raises:
        InputError: the receipt cannot be taken.
    """
    values = {"date": received.date.isoformat(), "reference": received.reference}
    changes: dict[str, bytes] = {}
    if received.receipt is not None:
        data = _receipt(received.receipt)
        taken = sum(path.startswith("records/receipt-") for path in obj.state())
        name = f"records/receipt-{taken + 1}{received.receipt.suffix.lower()}"
        changes[name] = data
        values |= {"receipt": name, "receipt_sha256": hashlib.sha256(data).hexdigest()}
    changes["records/deposit.yaml"] = ("\n".join(yaml_lines(values)) + "\n").encode()
    return append(archive, obj.id, "deposited", values, now, changes, f"Nộp lưu chiểu {received.date:%d/%m/%Y}")


def _receipt(path: Path) -> bytes:
    bad = InputError([Finding(BAD_RECEIPT, Place(file=str(path)), values={"file": str(path)})])
    try:
        if path.suffix.lower() not in _RECEIPTS or not 0 < path.stat().st_size <= _MOST_BYTES:
            raise bad
        return path.read_bytes()
    except OSError as error:
        raise bad from error


def due_lines(found: Sequence[Due]) -> Iterator[tuple[str, str]]:
    """A line for each issue that waits, in both languages."""
    for one in found:
        if one.until is None:
            yield (
                f"{one.id}  ra ngày {one.date:%d/%m/%Y}  hạn nộp: {ASK}",
                f"{one.id}  of {one.date:%d/%m/%Y}  deadline: {ASK_EN}",
            )
        else:
            yield (
                f"{one.id}  ra ngày {one.date:%d/%m/%Y}  hạn nộp: {one.until:%H:%M %d/%m/%Y}"
                + ("  ĐÃ QUÁ HẠN" if one.late else ""),
                f"{one.id}  of {one.date:%d/%m/%Y}  deadline: {one.until:%H:%M %d/%m/%Y}"
                + ("  OVERDUE" if one.late else ""),
            )
