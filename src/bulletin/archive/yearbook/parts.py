"""What is around the issues of a volume: cover, notice, contents by issue and by section, indexes."""

from __future__ import annotations

from collections.abc import Iterator

from bulletin.archive.catalogue.confirmed import Confirmed
from bulletin.archive.yearbook.names import KINDS, index_of
from bulletin.archive.yearbook.plan import Volume
from bulletin.archive.yearbook.setting import BOLD, MARGIN, REGULAR, ListEntry, SetPage, Word, set_list, width_of
from bulletin.lazy import dataclass

BY_ISSUE, BY_SECTION, INDEX = "Mục lục theo số", "Mục lục theo chuyên mục", "Bảng tra"
_NO_SECTION = "Các bài khác"
_NOTICE = (
    "Niên giám này gom nguyên các trang đã in của từng số báo; số ở chân trang chạy suốt cả năm, số trang riêng của "
    "từng số vẫn còn trên trang.",
    "Tệp này không gắn thẻ cho máy đọc màn hình (untagged PDF). Bản dễ tiếp cận là tệp riêng của từng số báo "
    "(record.pdf, screen.pdf) trong kho lưu trữ.",
    "Trong bảng tra, số trang là nơi bài có tên ấy bắt đầu.",
    "This yearbook is not tagged for screen readers; the accessible copies are the issues' own files in the archive.",
)


@dataclass(frozen=True, slots=True)
class VolumeParts:
    """The pages before and behind the issues; an even number each. `marks` has the first page of every part."""

    front: tuple[SetPage, ...]
    back: tuple[SetPage, ...]
    marks: tuple[tuple[str, int], ...]

    @property
    def counts(self) -> tuple[int, int]:
        """How many pages are before and behind the issues."""
        return len(self.front), len(self.back)


def around(volume: Volume, year: int, page: tuple[float, float], confirmed: Confirmed) -> VolumeParts:
    """Everything around the issues of a volume, each part on a right-hand page.

    Args:
        volume: the issues with their folios.
        year: of the issues.
        page: width and height in pt.
        confirmed: the names that a person has confirmed.
    """
    front: list[SetPage] = [_cover(volume, year, page), _notice(page)]
    marks = []
    for title, entries in ((BY_ISSUE, list(_by_issue(volume))), (BY_SECTION, list(_by_section(volume)))):
        if entries:
            marks.append((title, len(front)))
            front += _whole(set_list(title, entries, page))
    entries = list(_index(volume, confirmed))
    back = _whole(set_list(INDEX, entries, page, columns=2)) if entries else []
    return VolumeParts(tuple(front), tuple(back), tuple(marks))


def _whole(pages: list[SetPage]) -> list[SetPage]:
    """The pages with a blank one where their number is odd."""
    return [*pages, ()] if len(pages) % 2 else pages


def _by_issue(volume: Volume) -> Iterator[ListEntry]:
    for bound in volume.issues:
        words = bound.issue.words
        yield ListEntry(f"Số {words.number}, {words.date:%d/%m/%Y}", (bound.first,), 2, leader=True, bold=True)
        for article in words.articles:
            by = f" ({', '.join(article.authors)})" if article.authors else ""
            yield ListEntry(f"{article.title}{by}", (bound.begins(article),), indent=12, leader=True)


def _by_section(volume: Volume) -> Iterator[ListEntry]:
    sections: dict[str, list[ListEntry]] = {}
    for bound in volume.issues:
        for name in bound.issue.words.sections:
            sections.setdefault(name, [])
        for article in bound.issue.words.articles:
            entry = ListEntry(
                f"{article.title} (số {bound.issue.words.number})", (bound.begins(article),), indent=12, leader=True
            )
            sections.setdefault(article.section or _NO_SECTION, []).append(entry)
    last = sections.pop(_NO_SECTION, [])
    for name, entries in (*sections.items(), (_NO_SECTION, last)):
        if entries:
            yield ListEntry(name, level=1)
            yield from entries


def _index(volume: Volume, confirmed: Confirmed) -> Iterator[ListEntry]:
    stories = [(article, bound.begins(article)) for bound in volume.issues for article in bound.issue.words.articles]
    found = index_of(stories, confirmed)
    for kind, title in KINDS:
        if found[kind]:
            yield ListEntry(title, level=1)
            yield from (ListEntry(f"{named.name}:", named.folios) for named in found[kind])


def titled(volume: Volume, year: int) -> str:
    """The name of a volume: `BẢN TIN Đồ Sơn: niên giám 2026, số 1–52`."""
    first, last = volume.issues[0].issue.words, volume.issues[-1].issue.words
    return f"{first.full_name}: niên giám {year}, {_numbers(first.number, last.number)}"


def _numbers(first: int, last: int) -> str:
    return f"số {first}" if first == last else f"số {first}–{last}"


def _cover(volume: Volume, year: int, page: tuple[float, float]) -> SetPage:
    first, last = volume.issues[0].issue.words, volume.issues[-1].issue.words
    span = f"{first.date:%d/%m/%Y}" + (f" – {last.date:%d/%m/%Y}" if last.date != first.date else "")
    lines = (
        (0.74, first.full_name, BOLD, 30.0), (0.60, f"Niên giám {year}", BOLD, 44.0),
        (0.535, f"Tập {volume.number} · {_numbers(first.number, last.number)}", REGULAR, 16.0),
        (0.50, f"{span} · trang {volume.first}–{volume.after - 1}", REGULAR, 12.0),
        (0.10, first.publisher, REGULAR, 12.0),
    )  # fmt: skip
    return tuple(_fitted(text, font, size, at * page[1], page[0]) for at, text, font, size in lines if text)


def _fitted(text: str, font: str, size: float, y: float, wide: float) -> Word:
    size = min(size, size * (wide - 2 * MARGIN) / max(width_of(text, font, size), 1))
    return Word(MARGIN, y, text, font, size)


def _notice(page: tuple[float, float]) -> SetPage:
    return set_list("Về tệp này", [ListEntry(text, level=0) for part in _NOTICE for text in (part, "")], page)[0]
