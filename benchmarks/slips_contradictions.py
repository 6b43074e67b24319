"""Texts in which two places contradict each other, made from a random number; without the slip they are clean."""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable, Sequence
from random import Random
from typing import TypeVar

T = TypeVar("T")
SURNAMES = ("Nguyễn", "Trần", "Lê", "Phạm", "Hoàng", "Vũ", "Đặng", "Bùi", "Đỗ", "Ngô", "Đinh", "Lưu")
MIDDLES = ("Văn", "Thị", "Đức", "Minh", "Quang", "Thu", "Hữu", "Ngọc", "Xuân", "Thanh")
NAMES = (("Đông", "Động"), ("Kiên", "Kiện"), ("Thắng", "Thăng"), ("Hạnh", "Hành"), ("Tuấn", "Tuân"), ("Lợi", "Lời"),
("Cảnh", "Cánh"),
         ("Mận", "Mân"), ("Sáng", "Sang"), ("Hòa", "Hóa"), ("Huệ", "Huê"), ("Quế", "Quê"))  # fmt: skip
NOUNS = ("cá nhân tiêu biểu", "tập thể xuất sắc", "hộ gia đình", "đoàn viên thanh niên", "học sinh giỏi",
"chi bộ cơ sở", "mô hình mới",
         "thanh niên ưu tú")  # fmt: skip
KINDS_OF = (("Chỉ thị", "CT/TW"), ("Kết luận", "KL/TW"), ("Nghị quyết", "NQ/TW"), ("Quy định", "QĐ/TW"))
DISTRICTS = (
    "quận Đồ Sơn",
    "huyện Kiến Thụy",
    "quận Lê Chân",
    "huyện An Lão",
    "huyện Vĩnh Bảo",
    "quận Hồng Bàng",
    "quận Kiến An",
)
PROVINCES = ("Hải Dương", "Thái Bình", "Nam Định", "Hà Nam", "Bắc Giang", "Vĩnh Phúc", "Quảng Nam", "Bình Dương")
OFFICES = ("Chủ tịch UBND phường", "Bí thư Đảng ủy phường", "Giám đốc Trung tâm", "Hiệu trưởng nhà trường")
FILL = (
    "Bà con đến từ sớm, ai cũng vui.", "Buổi lễ diễn ra gọn trong một giờ.", "Nắng lên, sân đình đông dần.",
    "Ban tổ chức cảm ơn các hộ đã góp công.", "Các cháu hát hai bài về biển.",
)  # fmt: skip


def one(items: Sequence[T], random: Random) -> T:
    """One of the items."""
    return items[int(random.random() * len(items))]


def between(low: int, high: int, random: Random) -> int:
    """A whole number from low to high."""
    return low + int(random.random() * (high - low + 1))


def other_number(number: int, random: Random) -> int:
    """A number that a slip of the fingers makes of it: figures swapped, or one figure another."""
    figures = str(number)
    if len(figures) > 1 and figures[0] != figures[1] and figures[1] != "0" and random.random() < 0.5:
        return int(figures[1] + figures[0] + figures[2:])
    at = int(random.random() * len(figures))
    wrong = (int(figures[at]) + between(1, 8, random)) % 10
    made = int(figures[:at] + str(wrong or 1) + figures[at + 1 :])
    return made if made != number else number + 1


def person(random: Random) -> tuple[str, str]:
    """A name, and the same with one mark changed."""
    right, wrong = one(NAMES, random)
    head = f"{one(SURNAMES, random)} {one(MIDDLES, random)}"
    return f"{head} {right}", f"{head} {wrong}"


def caption_number(random: Random, slip: bool) -> str:
    number, noun = between(11, 98, random), one(NOUNS, random)
    said = other_number(number, random) if slip else number
    if slip and len(str(said)) < len(str(number)):
        said = number + 1
    field = one(("caption", "title", "lead"), random)
    return f"@{field} Trao giấy khen cho {said} {noun}\n{one(FILL, random)} Phường khen {number} {noun}."


def total(random: Random, slip: bool) -> str:
    first, second = between(11, 60, random), between(11, 60, random)
    whole = first + second
    said = other_number(whole, random) if slip else whole
    form = one(("{0} gương điển hình, gồm {1} tập thể và {2} cá nhân", "{0} hội viên ({1} nam và {2} nữ)",
                "{1} tập thể và {2} cá nhân, tổng cộng {0} gương", "{0} đại biểu, trong đó gồm {1} nam, {2} nữ"),
                random)  # fmt: skip
    if "trong đó" in form and slip:
        said = min(said, whole - 1)
    return f"{one(FILL, random)} Phường khen " + form.format(said, first, second) + "."


def share(random: Random, slip: bool) -> str:
    whole = between(20, 90, random)
    part = between(5, whole - 1, random)
    right = round(100 * part / whole)
    said = (right + between(5, 40, random)) % 100 if slip else right
    return f"Đến nay {part}/{whole} chi bộ đã đăng ký, đạt {said}%. {one(FILL, random)}"


def document_date(random: Random, slip: bool) -> str:
    kind, body = one(KINDS_OF, random)
    number, day = (
        between(10, 60, random),
        dt.date(between(2012, 2025, random), between(1, 12, random), between(1, 28, random)),
    )
    other = day
    if slip:
        other = one(
            (day.replace(year=day.year - 1), day.replace(day=day.day % 28 + 1), day.replace(month=day.month % 12 + 1)),
            random,
        )
    name = f"{kind} số {number}-{body}"
    return (f"Hội nghị sơ kết {name} ngày {day:%d/%m/%Y}. {one(FILL, random)}\n\n{one(FILL, random)} "
            f"Thực hiện {name}, ngày {other:%d/%m/%Y}, chi bộ đã đăng ký.")  # fmt: skip


def document_form(random: Random, slip: bool) -> str:
    kind, body = one(KINDS_OF, random)
    name = f"{between(10, 60, random)}-{body}"
    wrong = name.replace("TW", "TU") if slip else name
    first = f"{kind} số {name} đã rõ. Theo {kind} số {name}, chi bộ đăng ký. {one(FILL, random)}"
    return f"{first}\n\n{kind} số {wrong} nêu ba việc."


def name_variant(random: Random, slip: bool) -> str:
    right, wrong = person(random)
    office = one(OFFICES, random)
    return (f"Ông {right}, {office}, đến dự. {one(FILL, random)} Ông {right} trao quà.\n\n{one(FILL, random)} "
            f"Ông {wrong if slip else right} cảm ơn bà con.")  # fmt: skip


def office(random: Random, slip: bool) -> str:
    name, held = person(random)[0], one(OFFICES, random)
    other = f"Phó {held}" if slip else held
    return (
        f"Ông {name}, {held}, đến dự. {one(FILL, random)}\n@story\n{one(FILL, random)} Ông {name}, {other}, tặng quà."
    )


def place(random: Random, slip: bool) -> str:
    name = one((*DISTRICTS, *(f"tỉnh {province}" for province in PROVINCES)), random)
    if slip:
        return f"Chiều 18/11, đoàn của {name} đến thăm. {one(FILL, random)}"
    return f"Năm 2023, đoàn của {name} đến thăm. {one(FILL, random)}"


def repeat(random: Random, slip: bool) -> str:
    text = (f"Phường mời bà con {one(NOUNS, random)} đến nhà văn hóa tổ dân phố số {between(1, 20, random)} trước "
            f"7 giờ để kịp "
            "nhận phiếu và xếp chỗ.")  # fmt: skip
    second = text if slip else one(FILL, random)
    return f"{one(FILL, random)} {text}\n@story\n{one(FILL, random)} {second}"


def anniversary(random: Random, slip: bool) -> str:
    first, last = between(1930, 1976, random), 2026
    years = last - first
    said = other_number(years, random) if slip else years
    return f"Phường kỷ niệm {said} năm Ngày truyền thống (15/10/{first} – 15/10/{last}). {one(FILL, random)}"


def future(random: Random, slip: bool) -> str:
    day = dt.date(2026, 11, 20) + dt.timedelta(days=between(2, 60, random) * (1 if slip else -1))
    return f"Sáng {day.day}/{day.month}, UBND phường đã khai trương điểm đọc sách. {one(FILL, random)}"


def relative(random: Random, slip: bool) -> str:
    when = one(("Sáng nay", "Chiều qua", "Tối qua", "Hôm qua", "Chiều nay"), random) if slip else "Sáng 17/11"
    return f"{when}, chợ cá họp sớm hơn mọi ngày. {one(FILL, random)}"


KINDS: dict[str, tuple[tuple[str, ...], Callable[[Random, bool], str]]] = {
    "number in caption, head or lead": (("desk.caption-number",), caption_number),
    "sum of parts": (("desk.sum",), total),
    "share": (("desk.percent",), share),
    "document with two dates": (("desk.document-dates",), document_date),
    "document in two forms": (("desk.document-forms",), document_form),
    "name in two spellings": (("desk.name-variant",), name_variant),
    "person with two offices": (("desk.office-differs",), office),
    "district or province of before": (("desk.abolished-unit", "desk.merged-province"), place),
    "sentence in two stories": (("desk.same-sentence",), repeat),
    "anniversary": (("desk.anniversary",), anniversary),
    "done deed in the future": (("desk.future",), future),
    "day told from the day of writing": (("desk.relative-day",), relative),
}
