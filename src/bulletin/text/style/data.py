"""Words that rules of style know: data, no behaviour."""

from __future__ import annotations

COMPOUNDS: tuple[tuple[str, str], ...] = tuple(
    (pair.strip().lower().partition("|")[0], pair.strip().lower().partition("|")[2])
    for pair in """
    kinh tế|xã hội;chính trị|xã hội;văn hóa|xã hội;văn hoá|xã hội;văn hóa|văn nghệ;văn hoá|văn nghệ;
    văn hóa|thể thao;văn hoá|thể thao;thể dục|thể thao;văn hóa|thông tin;văn hoá|thông tin;quốc phòng|an ninh;
    an ninh|quốc phòng;an ninh|trật tự;khoa học|kỹ thuật;khoa học|công nghệ;giáo dục|đào tạo;lao động|thương binh;
    dân số|kế hoạch hóa;dân số|kế hoạch hoá;kế hoạch|tài chính;tài chính|kế hoạch;tài chính|kế toán;tài chính|ngân sách;
    thương mại|dịch vụ;du lịch|dịch vụ;công nghiệp|xây dựng;công nghiệp|dịch vụ;nông|lâm;lâm|ngư;nông|công;
    xây dựng|kiến trúc;quy hoạch|kiến trúc;công nghiệp hóa|hiện đại hóa;công nghiệp hoá|hiện đại hoá;xanh|sạch;sạch|đẹp;
    xanh|đẹp;độc lập|tự do;tự do|hạnh phúc;Mác|Lênin;Mác|Lê-nin;Việt|Lào;Việt|Trung;Việt|Nga;Việt|Xô;Việt|Nhật;Việt|Hàn;
    Việt|Mỹ;Việt|Đức;Việt|Pháp;Hồng Bàng|Lạc Hồng;vật chất|tinh thần;thi đua|khen thưởng;tuyên truyền|vận động;
    kỷ cương|trách nhiệm;đoàn kết|dân chủ;dân chủ|kỷ cương;kỷ cương|sáng tạo;sáng tạo|phát triển;đổi mới|phát triển;
    y tế|dân số;phòng cháy|chữa cháy;vui|khỏe;khỏe|vui;vui|khoẻ;vườn|ao;ao|chuồng;khuyến học|khuyến tài;
    ủng hộ|giúp đỡ;sản xuất|kinh doanh;kinh doanh|dịch vụ;cung|cầu;cha|con;mẹ|con;thầy|trò;ông|bà;nam|nữ;tiền|hàng;
    già|trẻ;lương|giáo;quân|dân;Đảng|dân;công|nông;công|nông binh;nhà trường|gia đình;gia đình|nhà trường
    """.replace("\n", "").split(";")
)  # fmt: skip
"""Pairs that are written with a spaced hyphen, as official texts do."""

MEASURES = (
    "km²", "km2", "m²", "m2", "m³", "m3", "cm²", "cm2", "km", "cm", "mm", "dm", "m", "ha", "kg", "tấn", "tạ", "ml",
    "lít", "kW", "kWh", "MW", "MWh", "kV", "MHz", "GHz", "GB", "MB", "TB",
)  # fmt: skip
"""Units that are set off from their figure. One letter but `m` is none: `3G`, `5W`, `12g` have other meanings."""

COUNTED = (
    "tuổi", "người", "hộ", "km", "ha", "m", "m²", "kg", "tấn", "triệu", "tỷ", "tỉ", "nghìn", "đồng", "ngày", "tháng",
    "năm", "giờ", "phút", "lần", "độ", "cm", "mm", "mét", "bài", "trang", "học sinh", "suất", "tiết", "phần", "cháu",
    "em",
    "chiếc", "cây", "con", "cuộc", "buổi", "lớp", "đại biểu", "hội viên", "đoàn viên", "đảng viên", "lượt",
)  # fmt: skip
"""What is counted in a range: `10 - 15 hộ`."""

IY_WORDS = {
    "sĩ": ("bác", "nghệ", "chiến", "ca", "nhạc", "tiến", "thạc", "liệt", "thi", "họa", "hoạ", "y", "nha", "dược"),
    "lý": ("quản", "xử", "vật", "tâm", "pháp", "hợp", "đại", "địa", "thanh", "công", "nguyên", "triết", "chân", "trợ"),
    "mỹ": ("thẩm",),
    "ký": ("đăng", "chữ", "nhật", "thư"),
}  # fmt: skip
"""A syllable in the usual spelling, and the syllables before which it has that meaning (`bác sĩ`)."""

IY_HEADS = {
    "sĩ": ("quan", "tử"),
    "kỹ": ("thuật", "năng", "sư", "càng", "lưỡng", "nghệ"),
    "lý": ("do", "luận", "tưởng", "thuyết", "lịch", "trí"),
    "mỹ": ("thuật", "phẩm", "quan"),
    "kỷ": ("niệm", "luật", "cương", "lục", "yếu"),
    "tỷ": ("lệ", "đồng", "số", "giá", "trọng"),
    "hy": ("vọng", "sinh"),
    "ký": ("kết", "túc", "hiệu", "giả", "ức"),
}  # fmt: skip
"""A syllable in the usual spelling, and the syllables after it (`kỹ thuật`)."""
