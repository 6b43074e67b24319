"""Invented Vietnamese sentences without end: the same number gives the same words on every machine.

Only `random.Random.random()` is used, since Python promises its stream for a seed and not that of `choice`.
"""

from __future__ import annotations

from collections.abc import Sequence
from random import Random
from typing import TypeVar

T = TypeVar("T")

WHO = (
    "bà con tổ dân phố số 4", "chi hội phụ nữ thôn Đông", "các cháu lớp Lá", "đội dân quân phường",
    "những người giữ đèn", "ba anh em nhà ông Thiệu", "nhóm thợ hàn ở chân dốc", "câu lạc bộ đọc sách",
    "các bác cựu chiến binh", "mười hai hộ trồng rau", "cô giáo Hiền và học trò", "tổ thủy nông",
    "người đi chợ sớm", "hợp tác xã bến Trong", "đoàn viên khu phố", "bà Lụa bán nước vối",
)  # fmt: skip
DOES = (
    "đã dọn sạch", "cùng nhau sửa lại", "vừa nhận bàn giao", "đề nghị mở rộng", "quyết giữ nguyên",
    "thay nhau trông nom",
    "góp công đắp cao", "xin được trồng thêm hoa quanh", "chụp ảnh làm kỷ niệm với", "ghi sổ từng ngày về",
    "đang sơn lại", "hẹn quay về thăm", "tính chuyện lợp mái cho", "chia nhau quét lá ở",
)  # fmt: skip
WHAT = (
    "con đường men theo bờ đầm", "cái giếng cổ đầu làng", "dãy ghế đá dưới hàng bàng", "sân kho cũ", "đoạn kè phía tây",
    "ngôi nhà văn hóa", "vườn thuốc nam", "cây cầu gỗ ba nhịp", "thư viện mini", "bãi đỗ xe trước chợ",
    "mương tiêu nước",
    "bức tường bích họa", "điểm chờ xe buýt", "lối lên miếu nhỏ", "phòng khám răng lưu động",
)  # fmt: skip
WHEN = (
    "Sáng nay", "Từ đầu tháng", "Ngay sau cơn mưa", "Chiều thứ Bảy", "Suốt hai tuần qua", "Lúc 6 giờ 30",
    "Đến ngày 18/11",
    "Mỗi tối", "Cuối phiên chợ", "Khi nước vừa rút", "Trước rằm", "Giữa buổi họp",
)  # fmt: skip
MORE = (
    "ai cũng thấy nhẹ người", "tiếng cười rộn cả một góc phố", "không ai nhắc đến chuyện tiền nong",
    "người già ngồi xem cũng vui lây", "mà chẳng cần giấy mời nào", "dù gió bấc đã về", "để kịp đón khách phương xa",
    "và còn dư chút đỉnh cho đám trẻ", "nhờ mấy chiếc máy bơm đi mượn", "theo đúng lời hứa hồi đầu năm",
    "tuy chỗ đất ấy vốn khó tính", "như thể việc nhà mình",
)  # fmt: skip
COUNTED = (
    "hộ",
    "cây phi lao",
    "bao xi măng",
    "mét ống",
    "ngày công",
    "quyển sách",
    "suất quà",
    "bóng đèn",
    "chuyến xe",
)
NAMES = ("ông Vượng", "chị Thắm", "anh Khôi", "bà Nguyệt", "cụ Đễ", "em Diệu", "ông Sửu", "chị Yên")
SAYS = ("nói", "kể", "nhớ lại", "cười", "dặn", "tiếp lời", "hẹn")
HEADS = (
    "Chuyện bên {what}", "{when}, ở {what}", "Thêm {n} {counted} cho {what}", "Người giữ {what}",
    "{what} có diện mạo mới",
    "Khi {who} bắt tay vào việc", "Góp {n} {counted}, đổi một nụ cười", "Hỏi thăm {what}",
)  # fmt: skip


class Writer:
    """Writes for one seed."""

    def __init__(self, seed: str) -> None:
        self._random = Random(seed)

    def pick(self, items: Sequence[T]) -> T:
        return items[int(self._random.random() * len(items))]

    def number(self, low: int, high: int) -> int:
        return low + int(self._random.random() * (high - low + 1))

    def sentence(self) -> str:
        """Ten to about thirty words."""
        pick = self.pick
        kind = self.number(0, 5)
        if kind == 0:
            return f"“{_capital(pick(MORE))}, {pick(WHO)} {pick(DOES)} {pick(WHAT)} rồi”, {pick(NAMES)} {pick(SAYS)}."
        if kind == 1:
            count, counted = self.number(3, 480), pick(COUNTED)
            return f"Cả thảy {count} {counted} được đưa về {pick(WHAT)}, {pick(MORE)}."
        if kind == 2:
            first = f"{_capital(pick(WHO))} {pick(DOES)} {pick(WHAT)}; {pick(MORE)}"
            return f"{first}, còn {pick(WHO)} thì {pick(DOES)} {pick(WHAT)}."
        if kind == 3:
            return f"{pick(WHEN)}, **{pick(WHO)}** {pick(DOES)} {pick(WHAT)}, {pick(MORE)}."
        if kind == 4:
            cost = f"{self.number(2, 95)}.{self.number(100, 999)}.000 đồng"
            return f"Theo {pick(NAMES)}, {pick(WHAT)} tốn {cost}, {pick(MORE)}."
        return f"{pick(WHEN)}, {pick(WHO)} {pick(DOES)} {pick(WHAT)}, {pick(MORE)}, {pick(MORE)}."

    def paragraph(self, words: int) -> str:
        """Sentences until there are at least so many words."""
        text = self.sentence()
        while len(text.split()) < words:
            text += " " + self.sentence()
        return text

    def plain(self, words: int) -> str:
        """A paragraph without bold words: for leads and captions."""
        return self.paragraph(words).replace("**", "")

    def head(self) -> str:
        """A headline."""
        head = self.pick(HEADS).format(
            what=self.pick(WHAT),
            when=self.pick(WHEN),
            who=self.pick(WHO),
            n=self.number(3, 90),
            counted=self.pick(COUNTED),
        )
        return _capital(head)


def _capital(text: str) -> str:
    return text[:1].upper() + text[1:]
