"""Sentences, heads and forms of text in the manner of a ward's bulletin; the same name gives the same words.

Only `random.Random.random()` is used, since Python promises its stream for a seed and not that of `choice`.
"""

from __future__ import annotations

from collections.abc import Sequence
from random import Random
from typing import TypeVar

from benchmarks.pages import vocabulary as words
from benchmarks.pages.vocabulary import Topic

T = TypeVar("T")
_SHORT_TITLE = 45
"""Characters that `short_title` may have."""


class Dice:
    """Chance with a name."""

    def __init__(self, name: str) -> None:
        self._random = Random(name)

    def share(self) -> float:
        """Return a number from 0 to below 1."""
        return self._random.random()

    def pick(self, items: Sequence[T]) -> T:
        """Return one of the items."""
        return items[int(self._random.random() * len(items))]

    def number(self, low: int, high: int) -> int:
        """Return a whole number between two limits, both of which are possible."""
        return low + int(self._random.random() * (high - low + 1))

    def chance(self, share: float) -> bool:
        """Return true in that share of all cases."""
        return self._random.random() < share

    def weighted(self, weights: Sequence[int]) -> int:
        """Return an index, each as often as its weight says."""
        at = self._random.random() * sum(weights)
        for index, weight in enumerate(weights):
            at -= weight
            if at < 0:
                return index
        return len(weights) - 1


class Prose:
    """The words of one story."""

    def __init__(self, name: str, topic: Topic) -> None:
        self.dice = Dice(name)
        self.topic = topic

    # --- names and numbers ------------------------------------------------------------------------------------

    def person(self) -> str:
        """Return a full name."""
        pick = self.dice.pick
        return f"{pick(words.FAMILY)} {pick(words.MIDDLE)} {pick(words.GIVEN)}"

    def document(self) -> str:
        """Return a document with its number, sometimes with its day and its issuer."""
        dice = self.dice
        if dice.chance(0.65):
            kind, sign = dice.pick(words.DOCUMENTS)
            named = f"{kind} số {dice.number(2, 340):02d}-{sign}"
        else:
            kind, sign = dice.pick(words.YEARLY)
            named = f"{kind} số {dice.number(2, 340)}/2026/{sign}"
        if dice.chance(0.45):
            named += f" ngày {dice.number(1, 28):02d}/{dice.number(1, 10):02d}/2026"
        if dice.chance(0.35):
            named += f" của {dice.pick(words.UPPER)}"
        return named

    def count(self) -> str:
        """Return a figure with what it counts."""
        dice = self.dice
        figure = dice.number(3, 980)
        text = f"{dice.number(1, 9)}.{dice.number(0, 999):03d}" if dice.chance(0.2) else str(figure)
        return f"{text} {dice.pick(self.topic.units)}"

    def money(self) -> str:
        """Return a sum of money."""
        dice = self.dice
        return (
            f"{dice.number(2, 950)} triệu đồng"
            if dice.chance(0.6)
            else f"{dice.number(1, 9)},{dice.number(1, 9)} tỷ đồng"
        )

    def address(self, long: bool) -> str:
        """Return an invented web address; a long one is wider than a column."""
        number = self.dice.number(100, 999)
        tail = "/van-ban/ke-hoach-trien-khai-thuc-hien-nghi-quyet" if long else "/tin"
        return f"{words.HOST}{tail}/{number}"

    # --- sentences --------------------------------------------------------------------------------------------

    def sentence(self) -> str:
        """Return one of many kinds of sentences, 10 to 60 words."""
        kinds = (
            self._event, self._done, self._quoted, self._figures, self._by_document, self._said_by, self._because,
            self._short, self._named, self._trouble, self._next, self._compared,
        )  # fmt: skip
        kind = self.dice.pick(kinds)
        # An order with its number is in every tenth paragraph, not in every third.
        return (self._done if kind == self._by_document and self.dice.chance(0.4) else kind)()

    def _event(self) -> str:
        d, t = self.dice, self.topic
        return (
            f"{d.pick(words.WHEN)}, tại {d.pick(words.PLACES)}, {d.pick(words.ORGS)} phối hợp với "
            f"{d.pick(words.ORGS)} tổ chức {d.pick(('hội nghị', 'buổi tọa đàm', 'lễ phát động', 'đợt ra quân'))} "
            f"{d.pick(t.aims)}, với sự tham gia của {self.count()}."
        )

    def _done(self) -> str:
        d, t = self.dice, self.topic
        return f"{d.pick(words.WHEN)}, bà con {d.pick(words.PLACES)} đã {d.pick(t.deeds)}, {d.pick(t.results)}."

    def _quoted(self) -> str:
        d, t = self.dice, self.topic
        said = d.pick((
            f"Có {d.pick(t.things)} rồi thì ai cũng muốn giữ",
            f"Ngày đầu chúng tôi chỉ mong {d.pick(t.deeds)}, nay thì {d.pick(t.results)}",
            f"Việc khó nhất không phải là tiền, mà là làm sao để mọi người cùng {d.pick(t.deeds)}",
            "Làm từ việc nhỏ, nhìn thấy được, bà con mới tin",
        ))  # fmt: skip
        return f"“{said}”, {d.pick(('ông', 'bà', 'anh', 'chị'))} {self.person()}, {d.pick(words.FOLK)}, {d.pick(('nói', 'kể', 'chia sẻ', 'cho biết'))}."  # noqa: E501

    def _figures(self) -> str:
        d, t = self.dice, self.topic
        return (
            f"Tính đến ngày {d.number(1, 18)}/11, toàn phường có {self.count()}, {self.count()}; tổng kinh phí "
            f"{self.money()}, trong đó Nhân dân đóng góp {d.number(15, 70)}%, {d.pick(t.results)}."
        )

    def _by_document(self) -> str:
        d, t = self.dice, self.topic
        org, deed, aim = d.pick(words.ORGS), d.pick(t.deeds), d.pick(t.aims)
        if d.chance(0.25):
            return f"Thực hiện {self.document()} về {aim}, {org} giao các tổ dân phố {deed}."
        if d.chance(0.5):
            return f"Để cụ thể hóa {self.document()}, {org} đã xây dựng chương trình {aim}, trong đó ưu tiên {deed}."
        return f"{org} cho biết việc {deed} được làm theo {self.document()}, mục tiêu là {aim}."

    def _said_by(self) -> str:
        d, t = self.dice, self.topic
        return (
            f"Phát biểu tại buổi làm việc, đồng chí {self.person()}, {d.pick(words.OFFICES)}, đề nghị các đơn vị "
            f"tiếp tục {d.pick(t.deeds)}, coi {d.pick(t.aims)} là nhiệm vụ thường xuyên của cả hệ thống chính trị."
        )

    def _because(self) -> str:
        d, t = self.dice, self.topic
        return f"Nhờ {d.pick(t.deeds)}, {d.pick(t.results)}, còn {d.pick(t.things)} thì ngày nào cũng có người ghé."

    def _short(self) -> str:
        d, t = self.dice, self.topic
        return d.pick((
            f"Kết quả là {d.pick(t.results)}.", f"Trước mắt, phường chọn {d.pick(words.PLACES)} làm điểm.",
            f"Chi phí cả thảy {self.money()}.", "Ai cũng có việc, không ai đứng ngoài.",
            f"Khó nhất vẫn là {d.pick(t.things)}.",
        ))  # fmt: skip

    def _named(self) -> str:
        d, t = self.dice, self.topic
        return (
            f"Gia đình {d.pick(('ông', 'bà'))} {self.person()} ở {d.pick(words.PLACES)} là một trong {self.count()} "
            f"đi đầu: từ năm 202{d.number(2, 5)} đã tự {d.pick(t.deeds)}, đến nay {d.pick(t.results)}."
        )

    def _trouble(self) -> str:
        d, t = self.dice, self.topic
        return (
            f"Tuy vậy, {d.pick(t.things)} ở {d.pick(words.PLACES)} vẫn chưa đáp ứng nhu cầu; theo khảo sát của "
            f"{d.pick(words.ORGS)}, còn {self.count()} cần được hỗ trợ trong năm tới."
        )

    def _next(self) -> str:
        d, t = self.dice, self.topic
        return (
            f"Thời gian tới, {d.pick(words.ORGS)} sẽ {d.pick(t.deeds)}, nhân rộng {d.pick(t.things)} ra "
            f"{d.number(3, 14)} tổ dân phố, phấn đấu hoàn thành trước ngày {d.number(10, 30)}/12/2026."
        )

    def _compared(self) -> str:
        d, t = self.dice, self.topic
        return (
            f"So với cùng kỳ năm 2025, số {d.pick(t.units)} tăng {d.number(2, 48)},{d.number(1, 9)}%, riêng "
            f"{d.pick(words.PLACES)} {d.pick(('tăng gấp rưỡi', 'giữ nguyên', 'giảm nhẹ'))}."
        )

    def paragraph(self, count: int) -> str:
        """Return sentences until there are at least so many words."""
        text = self.sentence()
        while len(text.split()) < count:
            text += " " + self.sentence()
        return text

    # --- heads ------------------------------------------------------------------------------------------------

    def headline(self) -> str:
        """Return a short head, 5 to 14 words."""
        d, t = self.dice, self.topic
        return _capital(d.pick((
            f"{d.pick(t.things)} ở {d.pick(words.PLACES)}",
            f"Người dân {d.pick(words.PLACES)} {d.pick(t.deeds)}",
            f"Khi {d.pick(t.things)} về với bà con",
            f"{self.count()} và một mùa gió bấc",
            f"Để {d.pick(t.results)}",
            f"Chuyện {d.pick(t.things)}: {d.pick(t.results)}",
            f"Từ {d.pick(t.things)}, nghĩ về việc {d.pick(t.deeds)}",
        )))  # fmt: skip

    def formal_headline(self) -> str:
        """Return a head as offices write them: who, what, which document, for what, 18 to 45 words."""
        d, t = self.dice, self.topic
        what = d.pick(("Hội nghị quán triệt, triển khai", "Hội nghị sơ kết 6 tháng thực hiện", "Lễ phát động hưởng ứng",
                       "Tăng cường các giải pháp thực hiện", "Hội nghị trực tuyến toàn quốc phổ biến"))  # fmt: skip
        head = f"{what} {self.document()} về {d.pick(t.aims)}"
        if d.chance(0.5):
            head = f"{d.pick(words.ORGS)}: {head}"
        if d.chance(0.55):
            head += f" trên địa bàn {d.pick((words.WARD, 'phường', 'thành phố'))}"
        if d.chance(0.35):
            head += " giai đoạn 2026–2030"
        return _capital(head)

    def subhead(self) -> str:
        """Return a head inside a body."""
        d, t = self.dice, self.topic
        return _capital(d.pick((d.pick(t.deeds), d.pick(t.results), f"{d.pick(t.things)} bắt đầu từ đâu")))

    def short_title(self, title: str) -> str:
        """Return the beginning of a title, cut between words to what may be typed as `short_title`."""
        short = ""
        for word in title.replace(",", "").split():
            if len(short) + 1 + len(word) > _SHORT_TITLE - 3:
                break
            short = f"{short} {word}".strip()
        return short

    # --- other forms ------------------------------------------------------------------------------------------

    def items(self, ordered: bool) -> list[str]:
        """Return 3 to 7 lines of a Markdown list."""
        d, t = self.dice, self.topic
        found = []
        for number in range(1, d.number(3, 7) + 1):
            text = f"{_capital(d.pick(t.deeds))} tại {d.pick(words.PLACES)}, hoàn thành trước {d.number(5, 30)}/12;"
            found.append(f"{number}. {text}" if ordered else f"- {text}")
        return found

    def table(self) -> list[str]:
        """Return the lines of a Markdown table with 3 to 5 columns and 4 to 9 rows of figures."""
        d = self.dice
        heads = ("Đơn vị", "Kế hoạch", "Đã làm", "Tỷ lệ (%)", "Ghi chú")[: d.number(3, 5)]
        rows = [f"| {' | '.join(heads)} |", "| --- " + "| ---: " * (len(heads) - 1) + "|"]
        for number in range(1, d.number(4, 9) + 1):
            plan = d.number(10, 400)
            done = d.number(plan // 2, plan)
            cells = (
                f"Tổ {number}",
                str(plan),
                str(done),
                f"{100 * done / plan:.1f}".replace(".", ","),
                d.pick(("Đạt", "Chậm", "–")),
            )
            rows.append(f"| {' | '.join(cells[: len(heads)])} |")
        return rows

    def verses(self) -> list[str]:
        """Return lines of a poem, an empty one between two stanzas."""
        first = 2 * self.dice.number(0, 2)
        lines: list[str] = []
        for number in range(first, len(words.VERSES)):
            lines.append(words.VERSES[number])
            if (number - first) % 4 == 3:
                lines.append("")
        return lines

    def quote(self) -> tuple[str, str]:
        """Return words worth a pull quote, and who said them."""
        d, t = self.dice, self.topic
        said = d.pick((
            "Việc nhỏ mà ai cũng nhìn thấy thì tự nó lan ra cả phường.",
            f"Nếu không {d.pick(t.deeds)} từ hôm nay, sang năm sẽ khó gấp đôi.",
            f"Tôi chỉ mong {d.pick(t.things)} còn mãi ở đây.",
            "Đừng hỏi ai làm trước, hãy cùng làm.",
        ))  # fmt: skip
        return said, f"{d.pick(('Ông', 'Bà'))} {self.person()}, {d.pick(words.FOLK)}"

    def caption(self) -> str:
        """Return the words under a photo, 8 to 30 of them."""
        d, t = self.dice, self.topic
        base = f"{_capital(d.pick(t.things))} tại {d.pick(words.PLACES)}"
        if d.chance(0.4):
            base = f"Bà con {d.pick(words.PLACES)} {d.pick(t.deeds)}"
        if d.chance(0.35):
            base += f"; ảnh chụp {d.pick(words.WHEN).lower()} trong đợt {d.pick(t.aims)}"
        elif d.chance(0.5):
            base += f", sáng {d.number(9, 18)}/11"
        return base


def _capital(text: str) -> str:
    return text[:1].upper() + text[1:]
