"""Titles and paragraphs of office Vietnamese as wards write them: long names, document numbers, addresses, figures.

Everything is invented. The same seed gives the same words on every machine.
"""

from __future__ import annotations

from collections.abc import Iterator
from random import Random

BODIES = (
    "Ủy ban nhân dân phường Vạn Hương",
    "Đảng ủy phường Vạn Hương",
    "Hội đồng nhân dân phường Bình Hải",
    "Trung tâm Phục vụ hành chính công phường Bình Hải",
    "Ban Chỉ huy Quân sự phường Vạn Hương",
    "Hội Liên hiệp Phụ nữ phường Ngọc Xuyên",
    "Đoàn Thanh niên Cộng sản Hồ Chí Minh phường Bình Hải",
    "Ủy ban Mặt trận Tổ quốc Việt Nam phường Vạn Hương",
    "Công an phường Ngọc Xuyên",
    "Hội Cựu chiến binh phường",
    "Trạm Y tế phường Bình Hải",
    "Trường Trung học cơ sở Nguyễn Văn Trỗi",
    "Trường Tiểu học Hợp Đức",
    "Hội Nông dân phường Vạn Hương",
    "Phòng Kinh tế, Hạ tầng và Đô thị phường Bình Hải",
    "Tổ dân phố số 10",
    "Chi bộ Tổ dân phố số 4",
    "Liên đoàn Lao động phường",
    "Hội Chữ thập đỏ phường Ngọc Xuyên",
)
DEEDS = (
    "tổ chức Hội nghị sơ kết công tác",
    "triển khai Kế hoạch thực hiện",
    "phát động phong trào thi đua",
    "tổng kết mô hình",
    "ban hành hướng dẫn",
    "kiểm tra, giám sát việc chấp hành",
    "khai mạc lớp bồi dưỡng về",
    "lấy ý kiến Nhân dân về",
    "ra mắt câu lạc bộ",
    "tuyên truyền, phổ biến pháp luật về",
    "đẩy mạnh",
    "tăng cường quản lý nhà nước về",
    "tọa đàm, trao đổi kinh nghiệm về",
    "trao quà, tặng giấy khen trong",
    "nâng cao hiệu quả",
    "quán triệt, học tập",
    "sơ kết sáu tháng đầu năm và phương hướng",
    "ký kết quy chế phối hợp về",
)
MATTERS = (
    "phòng cháy, chữa cháy và cứu nạn, cứu hộ",
    "chuyển đổi số và cải cách hành chính",
    "xây dựng đời sống văn hóa ở khu dân cư",
    "giải phóng mặt bằng dự án đường ven biển",
    "vệ sinh môi trường, phân loại rác thải tại nguồn",
    "an ninh trật tự và an toàn giao thông dịp lễ hội",
    "chăm sóc người có công và gia đình chính sách",
    "dân số, kế hoạch hóa gia đình và bình đẳng giới",
    "sản xuất nông nghiệp công nghệ cao, tiêu thụ sản phẩm",
    "giảm nghèo bền vững và giải quyết việc làm",
    "tuyển quân, giao quân và hậu phương quân đội",
    "phát triển đảng viên trong doanh nghiệp tư nhân",
    "phòng chống thiên tai và tìm kiếm cứu nạn",
    "khám sức khỏe định kỳ cho người cao tuổi",
    "học tập và làm theo tư tưởng, đạo đức, phong cách Hồ Chí Minh",
    "thu ngân sách và chống thất thu thuế",
    "quản lý trật tự xây dựng, đất đai",
    "thực hiện quy chế dân chủ ở cơ sở",
    "bảo tồn di tích lịch sử, danh lam thắng cảnh",
)
DOCUMENTS = (
    "Nghị quyết số {n}-NQ/TW",
    "Chỉ thị số {n}-CT/TU",
    "Quyết định số {n}/QĐ-UBND",
    "Kế hoạch số {n}/KH-UBND",
    "Thông tư số {n}/2026/TT-BVHTTDL",
    "Nghị định số {n}/2025/NĐ-CP",
    "Kết luận số {n}-KL/ĐU",
    "Công văn số {n}/UBND-VHXH",
    "Hướng dẫn số {n}-HD/BTGDVTW",
    "Luật Đất đai số {n}/2024/QH15",
    "Nghị quyết số {n}/2026/NQ-HĐND",
)
PEOPLE = (
    "đồng chí Nguyễn Thị Thu Hằng",
    "ông Đỗ Văn Bình",
    "bà Phạm Thị Minh Nguyệt",
    "đồng chí Lê Quang Huy",
    "cụ Vũ Thị Đễ",
    "anh Hoàng Văn Khôi",
    "chị Trần Thị Yên",
    "Thượng tá Bùi Đức Thắng",
    "thầy giáo Ngô Gia Phúc",
    "bác sĩ Đinh Thị Lụa",
)
OFFICES = (
    "Bí thư Đảng ủy phường",
    "Chủ tịch Ủy ban nhân dân phường",
    "Phó Chủ tịch Hội đồng nhân dân phường",
    "Trưởng Công an phường",
    "Chủ tịch Hội Nông dân phường",
    "Bí thư Chi bộ Tổ dân phố số 7",
)
PLACES = (
    "tại Nhà văn hóa Tổ dân phố số 10",
    "tại Hội trường Ủy ban nhân dân phường",
    "ở khu du lịch Hòn Dáu",
    "trên địa bàn phường",
    "tại Trường Tiểu học Hợp Đức",
    "ở phường Ngọc Xuyên",
    "tại Trung tâm Văn hóa, Thể thao phường",
)
AIMS = (
    "nhằm nâng cao nhận thức của cán bộ, đảng viên và Nhân dân",
    "góp phần hoàn thành các chỉ tiêu kinh tế - xã hội",
    "với sự tham gia của hơn {n} hội viên",
    "trong đó có {n} hộ gia đình tiêu biểu",
    "để kịp phục vụ lễ hội năm 2026",
    "theo đúng tiến độ đã đề ra",
    "đạt {n}% kế hoạch năm",
    "với tổng kinh phí {n}.500.000 đồng",
    "qua {n} năm thực hiện",
    "vì mục tiêu phát triển nhanh, bền vững",
)
LABELS = (
    "Trung tâm Phục vụ hành chính công",
    "Tổ dân phố số 10",
    "Hội Phụ nữ phường",
    "Phường Bình Hải",
    "Công an phường",
    "Gương người tốt, việc tốt",
    "Chi bộ Trường Tiểu học Hợp Đức",
    "Chuyển đổi số",
)
ADDRESSES = (
    "bantin.vanhuong.example/van-ban/ke-hoach-trien-khai-thuc-hien-nghi-quyet",
    "dichvucong.binhhai.example",
    "phuong.ngocxuyen.example/tin-tuc/2026/11/hoi-nghi-so-ket-cong-tac-sau-thang-dau-nam",
    "vanhuong.example/huong-dan",
    "hoidongnhandan@vanhuong.example",
    "binhhai.example/thu-tuc/dang-ky-ket-hon.html",
)
WEEKDAYS = ("Sáng", "Chiều", "Tối", "Sáng Chủ nhật,", "Chiều thứ Bảy,")


class FormalWriter:
    """Writes for one seed."""

    def __init__(self, seed: int) -> None:
        self._random = Random(seed)

    def pick(self, items: tuple[str, ...]) -> str:
        return items[int(self._random.random() * len(items))].replace("{n}", str(self.number(2, 95)))

    def number(self, low: int, high: int) -> int:
        return low + int(self._random.random() * (high - low + 1))

    def title(self) -> str:
        """One title of about 8 to 45 syllables."""
        pick = self.pick
        kind = self.number(0, 7)
        if kind == 0:
            return f"{pick(LABELS)}: {capital(pick(DEEDS))} {pick(MATTERS)}"
        if kind == 1:
            return f"{pick(BODIES)} {pick(DEEDS)} {pick(MATTERS)}"
        if kind == 2:
            return f"{capital(pick(DEEDS))} {pick(DOCUMENTS)} về {pick(MATTERS)}"
        if kind == 3:
            return f"{pick(BODIES)} {pick(DEEDS)} {pick(MATTERS)} {pick(PLACES)}"
        if kind == 4:
            return f"{capital(pick(PEOPLE))}, người góp sức cho {pick(MATTERS)}"
        if kind == 5:
            return f"{pick(BODIES)}: {capital(pick(DEEDS))} {pick(MATTERS)} theo {pick(DOCUMENTS)}"
        if kind == 6:
            return f"{capital(pick(MATTERS))} {pick(PLACES)}"
        return f"{capital(pick(PEOPLE))} dự hội nghị về {pick(MATTERS)} {pick(PLACES)}"

    def sentence(self) -> str:
        """Twelve to about seventy words."""
        pick = self.pick
        kind = self.number(0, 8)
        if kind == 0:
            day = f"{pick(WEEKDAYS)} ngày {self.number(1, 28)}/{self.number(1, 12)}/2026"
            return f"{day}, {pick(BODIES)} {pick(DEEDS)} {pick(MATTERS)} {pick(PLACES)}."
        if kind == 1:
            return f"Thực hiện {pick(DOCUMENTS)} và {pick(DOCUMENTS)}, {pick(BODIES)} {pick(DEEDS)} {pick(MATTERS)}."
        if kind == 2:
            return f"Dự và chỉ đạo có {pick(PEOPLE)}, {pick(OFFICES)}; {pick(PEOPLE)}, {pick(OFFICES)}."
        if kind == 3:
            return f"Đến nay, toàn phường có {self.number(20, 900)} hộ tham gia {pick(MATTERS)}, {pick(AIMS)}."
        if kind == 4:
            begins = f"Phát biểu tại hội nghị, {pick(PEOPLE)} đề nghị các chi bộ"
            return f"{begins} {pick(DEEDS)} {pick(MATTERS)}, {pick(AIMS)}."
        if kind == 5:
            return f"Nội dung {pick(MATTERS)} được thực hiện {pick(AIMS)}, {pick(AIMS)}."
        if kind == 6:
            return f"Cùng với {pick(MATTERS)}, UBND phường yêu cầu {pick(DEEDS)} {pick(MATTERS)} {pick(PLACES)}."
        if kind == 7:
            begins = f"Bà con cho biết: từ khi có {pick(MATTERS)}"
            return f"{begins}, đường ngõ sạch hơn, trẻ em có chỗ vui chơi, ai cũng thấy vui."
        return f"{capital(pick(MATTERS))} là nhiệm vụ thường xuyên của cả hệ thống chính trị, {pick(AIMS)}."

    def paragraph(self) -> str:
        """Two to five sentences, now and then with an address at its end."""
        text = " ".join(self.sentence() for _ in range(self.number(2, 5)))
        return f"{text} Chi tiết xem tại {self.pick(ADDRESSES)}." if self.number(1, 9) == 1 else text


def capital(text: str) -> str:
    return text[0].upper() + text[1:]


def titles(count: int = 320, seed: int = 10) -> Iterator[str]:
    """Titles, no two the same."""
    writer, seen = FormalWriter(seed), set[str]()
    while len(seen) < count:
        title = writer.title()
        if title not in seen:
            seen.add(title)
            yield title
