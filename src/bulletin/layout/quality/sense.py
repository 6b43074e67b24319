"""Where the lines of a head end: at a pause, after a weak word, or inside of what is read as one word."""

from __future__ import annotations

import re
from collections.abc import Sequence
from itertools import pairwise

from bulletin.layout.lines.line_ends import WEAK_ENDS
from bulletin.layout.quality.description import Break

_COMPOUNDS = """\
an ninh, an toàn, anh hùng, áp dụng, âm nhạc, ban hành, bàn giao, bảo đảm, bảo hiểm, bảo tồn, bảo vệ, bầu cử, bền vững,
bí thư, biên phòng, biểu diễn, biểu dương, bình chọn, bình đẳng, bình quân, bóng chuyền, bóng đá, bổ nhiệm, bồi dưỡng,
cải cách, cải tạo, cán bộ, cảnh báo, cảnh giác, cấp ủy, chấp hành, chất lượng, chi bộ, chi hội, chia sẻ, chiến binh,
chiến lược, chiến sĩ, chính quyền, chính sách, chính trị, chỉ đạo, chỉ huy, chỉ thị, chủ đề, chủ động, chủ nghĩa,
chủ tịch, chủ trì, chúc mừng, chuyên đề, chuyên môn, chuyển đổi, chứng nhận, chương trình, công an, công bố, công chức,
công dân, công đoàn, công nghệ, công nghiệp, công nhân, công tác, công trình, cơ quan, cơ sở, cộng đồng, cộng sản,
cựu chiến, dân chủ, dân cư, dân phố, dân quân, dân tộc, dân vận, danh hiệu, danh sách, di sản, di tích, dịch bệnh,
dịch vụ, diễn đàn, diễn ra, diễn tập, doanh nghiệp, du lịch, dự án, dự thảo, đại biểu, đại diện, đại đoàn, đại hội,
đảng bộ, đảng ủy, đảng viên, đánh giá, đào tạo, đạo đức, đăng ký, đầu tư, đất đai, đấu tranh, đẩy mạnh, đề án, đề xuất,
địa bàn, địa chỉ, địa phương, điểm cầu, điển hình, điều hành, điều kiện, định kỳ, đoàn kết, đoàn thể, đoàn viên,
đô thị, đối thoại, đối tượng, đổi mới, đồng bào, đồng chí, động viên, đời sống, đơn vị, đúng hạn, đường phố, gia đình,
giai đoạn, giải pháp, giải quyết, giải thưởng, giám sát, giao lưu, giao thông, giáo dục, giáo viên, giới thiệu,
giữ gìn, góp phần, hành chính, hành động, hạ tầng, hệ thống, hiến máu, hiện đại, hiệu quả, hiệu trưởng, hoàn thành,
hoạt động, học bổng, học đường, học sinh, học tập, hỗ trợ, hồ sơ, hội đồng, hội nghị, hội thảo, hội thi, hội viên,
hộ nghèo, huấn luyện, huy động, hưởng ứng, hướng dẫn, kế hoạch, kết luận, kết nối, kết quả, khai giảng, khai mạc,
khai thác, khám bệnh, khảo sát, khắc phục, khen thưởng, khiếu nại, khoa học, không gian, khu dân, khuyến học,
kiểm soát, kiểm tra, kiến nghị, kinh nghiệm, kinh tế, kỷ luật, kỷ niệm, lãnh đạo, lao động, lắng nghe, lập thành,
lấn chiếm, lễ hội, lịch sử, liên hiệp, liệt sĩ, lĩnh vực, lực lượng, lưu động, mặt trận, miễn phí, mô hình, môi trường,
nâng cao, năng lực, ngân hàng, ngân sách, nghệ nhân, nghệ thuật, nghĩa trang, nghị định, nghị quyết, nghiêm túc,
nghiên cứu, nghiệp vụ, người dân, nhân dân, nhân rộng, nhân viên, nhiệm kỳ, nhiệm vụ, nông dân, nông nghiệp, nông thôn,
ô nhiễm, phát động, phát huy, phát triển, pháp luật, phân công, phân loại, phấn đấu, phong cách, phong trào,
phòng chống, phòng ngừa, phổ biến, phổ cập, phối hợp, phụ nữ, phúc lợi, phục vụ, phương án, phương thức, phương tiện,
quán triệt, quản lý, quân sự, quân đội, quốc gia, quốc phòng, quyết định, quyết tâm, quy chế, quy định, quy hoạch,
rà soát, sáng kiến, sáng tạo, sản phẩm, sản xuất, sẵn sàng, sắp xếp, sinh hoạt, sơ kết, số hóa, sức khỏe, sự kiện,
tác phẩm, tài chính, tài liệu, tài nguyên, tăng cường, tập huấn, tập thể, tập trung, thành công, thành lập, thành phố,
thành tích, thanh niên, thanh tra, tham gia, tham mưu, tham quan, thảo luận, thăm hỏi, thân thiện, thi đua, thiên tai,
thiếu nhi, thông báo, thông tin, thông tư, thu gom, thủ tục, thúc đẩy, thực hiện, thực tiễn, thương binh, thường niên,
thường trực, thường vụ, thường xuyên, tiếp cận, tiếp công, tiếp nhận, tiếp tục, tiêu biểu, tiêu chí, tiểu học,
tình hình, tình nguyện, tín dụng, tích cực, toàn dân, toàn diện, toàn quốc, tổ chức, tổng hợp, tổng kết, trách nhiệm,
trang bị, trao đổi, trao tặng, trẻ em, triển khai, triển lãm, trình diễn, trí tuệ, trọng điểm, trọng tâm, trực tuyến,
trung học, trung tâm, truyền thông, truyền thống, trường học, trưởng ban, tuần tra, tuyên dương, tuyên truyền,
tuyến đường, tư tưởng, tư vấn, tương lai, ứng dụng, ứng phó, ủy ban, ủy viên, văn bản, văn hóa, văn minh, văn nghệ,
vận động, vệ sinh, vi phạm, viên chức, vinh dự, vững mạnh, xã hội, xây dựng, xử lý, xuất sắc, ý kiến, ý thức, y tế,
yêu cầu
"""
COMPOUNDS = frozenset(tuple(word.split()) for word in _COMPOUNDS.replace("\n", " ").replace(",", ";").split(";"))
"""Pairs of syllables that are read as one word in the heads of an administration."""
_NUMBERED = re.compile(r"số\s*\Z|(?:quý|tổ|khóa|lần|tháng|năm|ngày|điều|khoản)\s*\Z", re.IGNORECASE)
_FIGURE = re.compile(r"\d|[IVXLC]+\b")
_PAUSES = ",;:–—.!?…”"


def breaks_of(lines: Sequence[str]) -> tuple[Break, ...]:
    """Return for each line end of a head but the last what the reader meets there."""
    return tuple(_break(above.strip(), below.strip()) for above, below in pairwise(lines))


def _break(above: str, below: str) -> Break:
    if not above or not below:
        return "free"
    if above[-1] in _PAUSES:
        return "pause"
    if torn(above, below):
        return "torn"
    last = above.rsplit(" ", 1)[-1].lower()
    return "weak" if last in WEAK_ENDS else "free"


def torn(above: str, below: str) -> bool:
    """Return whether the end of one line and the beginning of the next are one word, name or number."""
    last, first = above.rsplit(" ", 1)[-1], below.split(" ", 1)[0].rstrip(_PAUSES)
    if (last.lower(), first.lower()) in COMPOUNDS:
        return True
    if _NUMBERED.search(above) and _FIGURE.match(below):
        return True
    if first == "số" and _FIGURE.match(below[len(first) :].lstrip()):
        return True
    if last.lower() == "tổ" and first == "dân":
        return True
    # Two capitalised words in a row are a name, if neither is only the first of the whole head.
    return " " in above and _capitalised(last) and _capitalised(first)


def _capitalised(word: str) -> bool:
    return word[:1].isupper() and word[1:].islower()
