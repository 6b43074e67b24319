"""How a list of readers was understood, and what is stored about a person: as text and as JSON."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from typing import Any

from bulletin.cli.findings import safe
from bulletin.cli.settings import Both, Settings
from bulletin.delivery.readers.lists.values import ColumnRole, Gathered, Heading, ListedPerson, RowNote, RowPlace
from bulletin.delivery.readers.people import Compared
from bulletin.delivery.readers.values import STATES, masked
from bulletin.lazy import dataclass

_ROLES = {
    ColumnRole.ADDRESS: Both("địa chỉ thư", "address"),
    ColumnRole.NAME: Both("tên", "name"),
    ColumnRole.FAMILY: Both("họ", "family name"),
    ColumnRole.GIVEN: Both("tên gọi", "given name"),
    ColumnRole.GROUP: Both("nhóm", "group"),
    ColumnRole.AGREED: Both("có đồng ý không", "agreed or not"),
    ColumnRole.AGREED_ON: Both("ngày đồng ý", "day of consent"),
    ColumnRole.UNUSED: Both("không dùng", "not used"),
}
_SAMPLES = 3


@dataclass(frozen=True, slots=True)
class ListView:
    """A list as it is shown before anything is written. Addresses are masked unless asked for."""

    found: Gathered
    compared: Compared
    file: str
    addresses: bool = False
    written: bool = False

    def text(self, settings: Settings) -> str:
        """Sheets, headings, columns and counts; every refused row; everybody who left."""
        return "\n".join(self._lines(settings))

    def question(self) -> Both:
        """What is asked before writing."""
        new, changed = len(self.compared.new), len(self.compared.changed)
        return Both(
            f"Ghi vào danh sách: {new} người mới, {changed} người được bổ sung? [c/K]",
            f"Write {new} new readers and {changed} changed ones to the list? [y/N]",
        )

    def result(self, *, dry_run: bool) -> tuple[str, str]:
        """What was done, in one line."""
        compared = self.compared
        numbers_vi = f"{len(compared.new)} mới, {len(compared.changed)} bổ sung, {len(compared.same)} đã có"
        numbers_en = f"{len(compared.new)} new, {len(compared.changed)} changed, {len(compared.same)} there before"
        if dry_run:
            return f"Chưa ghi gì (--dry-run): {numbers_vi}.", f"Nothing was written (--dry-run): {numbers_en}."
        if not self.written:
            return "Không có gì mới để ghi.", "There is nothing new to write."
        return f"Đã ghi: {numbers_vi}.", f"Written: {numbers_en}."

    def as_dict(self) -> dict[str, Any]:
        """The whole view as data."""
        found, compared = self.found, self.compared
        return {
            "ok": True,
            "written": self.written,
            "file": self.file,
            "form": found.form,
            "sheets": [
                {
                    "name": sheet.name,
                    "heading_row": sheet.heading.row,
                    "columns": [
                        {"column": column.letter, "heading": column.heading, "role": column.role.value}
                        for column in sheet.heading.columns
                    ],
                    "rows": sheet.rows,
                }
                for sheet in found.sheets
            ],
            "hidden_sheets": list(found.hidden),
            "people": len(found.people),
            "new": len(compared.new),
            "changed": len(compared.changed),
            "unchanged": len(compared.same),
            "left": [
                {**_place(person.place), "address": self._address(person), "reason": reason}
                for person, reason in compared.left
            ],
            "doubles": [_place(place) for place in found.doubles],
            "refused": [self._note(note) for note in found.refused],
            "remarks": [self._note(note) for note in found.remarks],
        }

    def _lines(self, settings: Settings) -> Iterator[str]:
        words = settings.words
        found = self.found
        yield f"{self.file} ({found.form})"
        for sheet in found.sheets:
            name = words(f"Trang “{sheet.name}”: ", f"Sheet “{sheet.name}”: ") if sheet.name else ""
            yield f"  {name}{_heading(sheet.heading, settings)}, " + words(f"{sheet.rows} dòng", f"{sheet.rows} rows")
            yield from _columns(sheet.heading, settings)
        for title in found.hidden:
            yield "  " + words(
                f"Trang ẩn “{title}” không được đọc; muốn đọc, thêm --sheet và tên trang.",
                f"The hidden sheet “{title}” is not read; to read it, add --sheet and its name.",
            )
        for person in found.people[:_SAMPLES]:
            example = " · ".join(part for part in (person.name, self._address(person), *person.groups) if part)
            yield "  " + words("ví dụ: ", "such as: ") + example
        yield from self._notes(found.refused, words("Dòng bị từ chối", "Refused rows"), settings)
        yield from self._notes(found.remarks, words("Ghi chú", "Remarks"), settings)
        if self.compared.left:
            yield words("Đã rời danh sách, không được đưa trở lại", "Left before, not brought back") + (
                f" ({len(self.compared.left)}):"
            )
            for person, reason in self.compared.left:
                state = STATES[reason]
                who = self._address(person)
                yield f"  {_where(person.place, settings)}: {who}, {words(state.vi, state.en)}"
        if found.doubles:
            rows = "; ".join(_where(place, settings) for place in found.doubles)
            yield words("Trùng với dòng trước", "Doubles of rows before") + f" ({len(found.doubles)}): {rows}"
        numbers = len(found.people), len(self.compared.new), len(self.compared.changed), len(self.compared.same)
        yield words(
            "{} người: {} mới, {} được bổ sung, {} đã có.", "{} people: {} new, {} changed, {} there before."
        ).format(*numbers)

    def _notes(self, notes: Iterable[RowNote], title: str, settings: Settings) -> Iterator[str]:
        listed = list(notes)
        if listed:
            yield f"{title} ({len(listed)}):"
        for note in listed:
            typed = f" – “{note.typed}”" if note.typed and self.addresses else ""
            yield f"  {_where(note.place, settings)}: {settings.words(note.reason.vi, note.reason.en)}{typed}"

    def _note(self, note: RowNote) -> dict[str, Any]:
        typed = {"typed": note.typed} if self.addresses and note.typed else {}
        return {**_place(note.place), "vi": note.reason.vi, "en": note.reason.en, **typed}

    def _address(self, person: ListedPerson) -> str:
        return person.address if self.addresses else masked(person.address)


def person_text(address: str, stored: Mapping[str, Any], settings: Settings) -> str:
    """Everything that is stored about a person, for them to read."""
    return "\n".join(_person(address, stored, settings))


def safe_lines(text: str) -> str:
    """A text of several lines that cannot control the terminal."""
    return "\n".join(safe(line) for line in text.split("\n"))


def _person(address: str, stored: Mapping[str, Any], settings: Settings) -> Iterator[str]:
    words = settings.words
    yield words(f"Mọi điều đang lưu về {address}", f"Everything stored about {address}")
    reader = stored["reader"]
    if reader is None:
        yield words("Không có trong danh sách người đọc.", "Not on the list of readers.")
    else:
        yield words("Người đọc:", "Reader:")
        for name, label in (
            ("address", Both("địa chỉ", "address")), ("name", Both("tên", "name")),
            ("added", Both("ghi vào lúc", "added")), ("consent_date", Both("ngày đồng ý", "day of consent")),
            ("consent_how", Both("đồng ý bằng cách", "how they agreed")),
            ("consent_words", Both("những chữ đã xem", "words they were shown")),
        ):  # fmt: skip
            yield f"  {label.in_(settings.lang)}: {reader[name] or '–'}"
        yield f"  {words('nhóm', 'groups')}: {'; '.join(stored['groups']) or '–'}"
    if kept := stored["suppression"]:
        state = STATES[kept["reason"]]
        yield (
            words("Ngừng gửi: ", "Suppressed: ")
            + f"{words(state.vi, state.en)}, {kept['since']}"
            + (f" ({kept['detail']})" if kept["detail"] else "")
        )
    for title, rows in (
        (words("Thư đã gửi hoặc sẽ gửi", "Letters sent or to be sent"), stored["deliveries"]),
        (words("Thư trả lại hoặc trả lời", "Letters that came back"), stored["returned"]),
    ):
        yield f"{title}: {len(rows)}"
        for row in rows:
            yield "  " + ", ".join(f"{key}: {value}" for key, value in row.items() if value not in ("", None))


def _heading(heading: Heading, settings: Settings) -> str:
    if heading.row is None:
        return settings.words("không có dòng tiêu đề", "no heading")
    return settings.words(f"tiêu đề ở dòng {heading.row}", f"heading in row {heading.row}")


def _columns(heading: Heading, settings: Settings) -> Iterator[str]:
    for role, label in _ROLES.items():
        named = [
            f"{column.letter} “{column.heading}”" if column.heading else column.letter for column in heading.of(role)
        ]
        if named:
            yield f"    {label.in_(settings.lang)}: {', '.join(named)}"


def _where(place: RowPlace, settings: Settings) -> str:
    parts = [settings.words(f"trang “{place.sheet}”", f"sheet “{place.sheet}”")] if place.sheet else []
    if place.row:
        parts.append(settings.words(f"dòng {place.row}", f"row {place.row}"))
    if place.column:
        parts.append(settings.words(f"cột {place.column}", f"column {place.column}"))
    return ", ".join(parts)


def _place(place: RowPlace) -> dict[str, Any]:
    return {"sheet": place.sheet, "row": place.row, **({"column": place.column} if place.column else {})}
