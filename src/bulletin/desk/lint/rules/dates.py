"""Dates: days told from the day of writing, deeds before they happen, anniversaries that do not add up."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator

from bulletin.desk.lint.dated import dates
from bulletin.desk.lint.reading import PRINTED, PROSE, DeskReading, DeskStory, TextPiece
from bulletin.desk.lint.row import Row, hint, slip, warning
from bulletin.desk.lint.slip import Slip
from bulletin.lazy import pattern
from bulletin.text.body.verse import is_verse

RELATIVE = warning(
    "relative-day",
    ("“{word}” tính từ ngày viết bài, không phải từ ngày đọc.", "“{word}” counts from the day of writing."),
    ("Bản tin ra sau và được đọc trong nhiều ngày; bạn đọc không biết là ngày nào.",
     "The bulletin comes out later and is read for days; readers cannot know which day is meant."),
    ("Xin ghi ngày: {offer}{if_vi}", "Type the date: {offer}{if_en}"),
)  # fmt: skip
FUTURE = warning(
    "future",
    ("Việc đã làm nhưng ngày {word} ở sau ngày ra báo {issue}.", "A done deed on {word}, after the issue of {issue}."),
    ("Ngày hoặc tháng có thể bị gõ nhầm, hoặc việc ấy chưa diễn ra.",
     "Day or month may be mistyped, or it has not happened yet."),
    ("Xin xem lại ngày; nếu việc chưa diễn ra, xin thay “đã” bằng “sẽ”.",
     "Check the date; if it is still to come, say so in the sentence."),
)  # fmt: skip
FAR = hint(
    "far-date",
    ("Mọi ngày trong bài cách ngày ra báo hơn 30 ngày (gần nhất: {word}).",
     "Every date of the story is more than 30 days before the issue (the nearest: {word})."),
    ("Có thể là bài cũ, hoặc tháng bị gõ nhầm.", "It may be an old story, or the month is mistyped."),
    ("Xin xem lại ngày trong bài.", "Check the dates of the story."),
)  # fmt: skip
ANNIVERSARY = warning(
    "anniversary",
    ("{said} năm, nhưng từ {first} đến {last} là {right} năm.", "{said} years, but {first} to {last} is {right}."),
    ("Số năm kỷ niệm phải bằng hiệu hai năm.", "The number must be the difference of the years."),
    ("Nếu hai ngày đúng, xin gõ {right} năm.", "If both dates are right, type {right} năm."),
)
LUNAR = hint(
    "lunar",
    ("{word}: ngày {solar} là {right} âm lịch.", "{word}: {solar} is {right} in the lunar calendar."),
    ("Bạn đọc xem lịch sẽ thấy hai ngày không khớp.", "Readers who look at a calendar see that they differ."),
    ("Xin đối chiếu với lịch rồi sửa một trong hai.", "Compare with a calendar and correct one of them."),
)

_RELATIVE = pattern(
    r"(?<!\w)(?:(sáng|trưa|chiều|tối|đêm|hôm|ngày) qua|(sáng|trưa|chiều|tối|đêm) nay|(hôm) nay|(sáng|ngày) mai)(?!\w)"
)
_DAYS = {"qua": -1, "nay": 0, "mai": 1}
"""Days from the day of writing."""
_GENERAL = ("ngày hôm nay", "của hôm nay", "và hôm nay", "hệ hôm nay", "sống hôm nay", "đến hôm nay", "cho đến")
_FOR_GOOD = ("hẹn", "dự kiến", "sẽ ", "kế hoạch", "đăng ký", "từ nay", "chuẩn bị", "dự định", "hạn ", "trước ngày")
_DONE = pattern(r"(?<!\w)(?:đã|vừa)(?!\w)(?! định)")
_DATE_LEADS = pattern(r"(?:^|[\s(])(?:ngày|sáng|trưa|chiều|tối|đêm) $", 2)
_OPEN = pattern(r"(?:từ|đến|tới|trước|hết|sau|qua|chậm nhất|muộn nhất)(?: \w+){0,2} $")
"""A date that begins or ends a time, not the day of a deed: `từ ngày 1/12`, `trước ngày 1/12`."""
_YEARS = pattern(r"(?<![\d.,])(\d{1,4}) năm[^.\n]{0,60}?\((\d{1,2}[/.-]\d{1,2}[/.-])?(\d{4})\s*[-–—]\s*"
                 r"(\d{1,2}[/.-]\d{1,2}[/.-])?(\d{4})\)", 2)  # fmt: skip
_LUNAR = pattern(
    r"(?:(?:ngày |mùng |mồng |rằm )?(\d{1,2})(?:/| tháng )(\d{1,2})|(rằm) tháng (\d{1,2})) âm lịch"
    r"[^.\n]{0,12}?\(?(?:tức |nhằm )?(?:ngày )?(\d{1,2})[/-](\d{1,2})[/-](\d{4})", 2
)  # fmt: skip


def find_relative(reading: DeskReading) -> Iterator[Slip]:
    """`sáng nay`, `hôm qua` in running text, where they are not words of others."""
    for story in reading.stories:
        for piece in story.of("lead", "body", "photos.caption"):
            if (" nay" in piece.small or " qua" in piece.small or " mai" in piece.small) and not _interview(piece):
                for match in _RELATIVE.finditer(piece.small):
                    at = match.start()
                    if not piece.quoted(at) and not _general(piece, at, match.group()) and not _in_verse(piece, at):
                        yield _relative(piece, match.span(), story)


def _in_verse(piece: TextPiece, at: int) -> bool:
    """Whether the words are verse that nobody declared: their stanza, or all that there is."""
    text = piece.typed.text
    stanza = text[text.rfind("\n\n", 0, at) + 1 : text.find("\n\n", at) if "\n\n" in text[at:] else len(text)]
    return any(is_verse([line for line in part.split("\n") if line.strip()]) for part in (stanza, text))


def _interview(piece: TextPiece) -> bool:
    return sum(line.startswith("**") and "?" in line for line in piece.typed.text.split("\n")) >= 2


def _general(piece: TextPiece, at: int, word: str) -> bool:
    """Whether the words mean these times in general, or begin something else (`ngày mai` as the future)."""
    before, after = piece.small[max(0, at - 12) : at], piece.small[at + len(word) : at + len(word) + 12]
    if word in ("ngày qua", "đêm qua", "ngày mai") or (word == "tối nay" and "từ" in before):
        numbered = before.rstrip().endswith(("những", "các", "mấy", "nhiều", "bao", "vì", "cho", "mỗi"))
        return numbered or any(char.isdigit() for char in before[-4:]) or word == "ngày mai"
    if word == "hôm nay":
        first = not before.strip() or before.rstrip().endswith((".", ",", "\n", ";")) or "vào" in before
        return not first or any(before.endswith(text[: -len("hôm nay")]) for text in _GENERAL if "hôm nay" in text)
    return word.endswith("qua") and after.startswith((" đi", " lại", " đường"))


def _relative(piece: TextPiece, span: tuple[int, int], story: DeskStory) -> Slip:
    word = piece.words[slice(*span)]
    part, _, when = word.rpartition(" ")
    lead = ("Ngày" if part[0].isupper() else "ngày") if part.lower() == "hôm" else part
    day, written = story.article.event_date, story.article.published_at
    if day is not None and when.lower() != "mai":
        better = f"{lead} {day.day}/{day.month}"
        return slip(RELATIVE, piece, span, better, offer=better, if_vi="", if_en="")
    if written is None:
        return slip(RELATIVE, piece, span, offer=f"{lead} …/…", if_vi=", thí dụ 17/11", if_en=", for example 17/11")
    meant = written.date() + dt.timedelta(days=_DAYS[when.lower()])
    wrote = f"{written.day}/{written.month}"
    return slip(
        RELATIVE, piece, span, offer=f"{lead} {meant.day}/{meant.month}",
        if_vi=f", nếu bài viết ngày {wrote}", if_en=f", if it was written on {wrote}",
    )  # fmt: skip


def find_future(reading: DeskReading) -> Iterator[Slip]:
    """A date after the issue with `đã` or `vừa` behind it in one sentence."""
    issue = reading.day.strftime("%d/%m/%Y")
    for piece in reading.of(*PROSE, "photos.caption"):
        if "đã" not in piece.small and "vừa" not in piece.small:
            continue
        for dated in dates(piece.words, reading.day):
            if dated.day <= reading.day or not _DATE_LEADS.search(piece.words, max(0, dated.start - 8), dated.start):
                continue
            if _OPEN.search(piece.small, max(0, dated.start - 24), dated.start):
                continue
            start, end = piece.sentence(dated.start)
            done = _DONE.search(piece.small, dated.end, min(end, dated.end + 90))
            sentence = piece.small[start:end]
            if done and not any(word in sentence for word in _FOR_GOOD) and not piece.quoted(dated.start):
                yield slip(FUTURE, piece, (dated.start, dated.end), issue=issue)


def find_far(reading: DeskReading) -> Iterator[Slip]:
    """The latest date of a story all of whose dates are far before the issue."""
    for story in reading.stories:
        found = [(d, piece) for piece in story.of("lead", "body") for d in dates(piece.words, reading.day)]
        past = ("kỷ niệm", "lịch sử", "năm xưa", "ngày giỗ", "kháng chiến")
        if not found or any(word in piece.small for piece in story.of("lead", "body", "title") for word in past):
            continue
        latest, piece = max(found, key=lambda pair: pair[0].day)
        if reading.day - latest.day > dt.timedelta(days=30):
            yield slip(FAR, piece, (latest.start, latest.end))


def find_anniversary(reading: DeskReading) -> Iterator[Slip]:
    """`95 năm … (15/10/1930 – 15/10/2025)` whose years differ by another number."""
    for piece in reading.of(*PRINTED):
        if " năm" in piece.small and "(" in piece.words:
            for match in _YEARS.finditer(piece.words):
                said, first, last = int(match[1]), int(match[3]), int(match[5])
                if said != last - first and said < 2000:
                    right = str(last - first)
                    yield slip(ANNIVERSARY, piece, match.span(1), right, said=match[1],
                               first=(match[2] or "") + match[3], last=(match[4] or "") + match[5],
                               right=right)  # fmt: skip


def find_lunar(reading: DeskReading) -> Iterator[Slip]:
    """A lunar date beside a day of the calendar that is another one."""
    for piece in reading.of(*PRINTED):
        if "âm lịch" not in piece.small:
            continue
        from bulletin.desk.lint.lunar import lunar

        for match in _LUNAR.finditer(piece.words):
            day, month = (15, int(match[4])) if match[3] else (int(match[1]), int(match[2]))
            try:
                solar = dt.date(int(match[7]), int(match[6]), int(match[5]))
            except ValueError:
                continue
            meant = lunar(solar)
            if (day, month) != meant[:2]:
                yield slip(LUNAR, piece, match.span(), solar=f"{solar:%d/%m/%Y}", right=f"{meant[0]}/{meant[1]}")


ROWS: tuple[Row, ...] = (
    Row(
        RELATIVE,
        "dates",
        find_relative,
        "@event 2026-11-18\nSáng nay, chợ cá họp sớm hơn mọi ngày.",
        "@event 2026-11-18\nThế hệ hôm nay nhớ người đi trước. “Hôm qua tôi bận”, ông nói.",
    ),
    Row(
        FUTURE,
        "dates",
        find_future,
        "Sáng 28/11, UBND phường đã khai trương điểm đọc sách.",
        "Sáng 28/11, UBND phường sẽ khai trương điểm đọc sách; việc này đã được báo trước.",
    ),
    Row(FAR, "dates", find_far, "Chiều 5/8, chợ cá họp sớm.", "Chiều 5/11, chợ cá họp sớm."),
    Row(
        ANNIVERSARY,
        "dates",
        find_anniversary,
        "Kỷ niệm 95 năm Ngày truyền thống (15/10/1930 – 15/10/2026).",
        "Kỷ niệm 95 năm Ngày truyền thống (15/10/1930 – 15/10/2025).",
    ),
    Row(
        LUNAR,
        "dates",
        find_lunar,
        "Giỗ Tổ mùng 10 tháng 3 âm lịch (25/4/2026) có hội vật.",
        "Giỗ Tổ mùng 10 tháng 3 âm lịch (26/4/2026) có hội vật.",
    ),
)
