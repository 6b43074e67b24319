"""The house style of a publication: the switches of the text rules of class T (`text.style`)."""

from __future__ import annotations

from typing import Literal

from bulletin.fields import spec
from bulletin.lazy import dataclass


@dataclass(frozen=True, slots=True, kw_only=True)
class Style:
    """Switches of house style; the rules that they steer are in `docs/text-rules.md`."""

    tone: Literal["keep", "traditional", "modern"] = spec(
        "dau_thanh",
        vi="Cách đặt dấu thanh: keep (giữ như đã gõ), traditional (hòa) hoặc modern (hoà)",
        en="Placement of tone marks: keep, traditional (hòa) or modern (hoà)",
        default="keep",
        values={"giữ nguyên": "keep", "kiểu cũ": "traditional", "kiểu mới": "modern"},
        example="keep",
    )
    iy: Literal["keep", "usual", "i"] = spec(
        "chu_i_y",
        vi="Chữ i, y: keep (giữ), usual (sĩ, kỹ, lý, mỹ, kỷ, tỷ, hy, ký) hoặc i (sĩ, kĩ, lí, mĩ, kỉ, tỉ, hi, kí)",
        en="i and y: keep, usual (sĩ, kỹ, lý …) or i (sĩ, kĩ, lí …)",
        default="keep",
        values={"giữ nguyên": "keep", "thông dụng": "usual", "viết i": "i"},
        example="keep",
    )
    hang: Literal["keep", "standard", "old"] = spec(
        "hang_nam",
        vi="Chữ chỉ sự lặp lại: keep (giữ), standard (hằng năm) hoặc old (hàng năm)",
        en="For every year: keep, standard (hằng năm) or old (hàng năm)",
        default="keep",
        values={"giữ nguyên": "keep", "chuẩn": "standard", "cũ": "old"},
        example="keep",
    )
    quotes: Literal["curly", "keep"] = spec(
        "ngoac_kep",
        vi="Ngoặc kép: curly (đổi thành “cong”) hoặc keep (giữ nguyên)",
        en="Quotation marks: curly or keep",
        default="curly",
        values={"cong": "curly", "giữ nguyên": "keep"},
        example="curly",
    )
    quote_pairs: Literal["mend", "keep"] = spec(
        "cap_ngoac",
        vi="Ngoặc kép gõ ngược: mend (sửa khi chắc chắn) hoặc keep (giữ nguyên)",
        en="Reversed quotation marks: mend (where certain) or keep",
        default="mend",
        values={"sửa": "mend", "giữ nguyên": "keep"},
        example="mend",
    )
    inner_quotes: Literal["single", "keep"] = spec(
        "ngoac_trong",
        vi="Ngoặc kép bên trong ngoặc kép: single (đổi thành ‘đơn’) hoặc keep (giữ nguyên)",
        en="Quotation marks inside of others: single or keep",
        default="single",
        values={"đơn": "single", "giữ nguyên": "keep"},
        example="single",
    )
    stop_in_quote: Literal["keep", "inside", "outside"] = spec(
        "cham_trong_ngoac",
        vi="Dấu chấm cạnh ngoặc kép đóng: keep (giữ), inside (trước ngoặc) hoặc outside (sau ngoặc)",
        en="Full stop beside a closing quotation mark: keep, inside or outside",
        default="keep",
        values={"giữ nguyên": "keep", "trong": "inside", "ngoài": "outside"},
        example="keep",
    )
    glued_stop: Literal["space", "keep"] = spec(
        "cham_dinh",
        vi="Chữ hoa dính sau dấu chấm: space (thêm dấu cách) hoặc keep (giữ nguyên)",
        en="A sentence glued to the full stop before it: space or keep",
        default="space",
        values={"thêm dấu cách": "space", "giữ nguyên": "keep"},
        example="space",
    )
    dash: Literal["en", "keep"] = spec(
        "gach_ngang",
        vi="Gạch ngang giữa hai vế: en (–) hoặc keep (giữ nguyên)",
        en="Dash between clauses: en or keep",
        default="en",
        values={"gạch dài": "en", "giữ nguyên": "keep"},
        example="en",
    )
    long_dash: Literal["en", "keep"] = spec(
        "gach_rat_dai",
        vi="Gạch rất dài (—): en (đổi thành –) hoặc keep (giữ nguyên)",
        en="The em dash: en or keep",
        default="en",
        values={"gạch dài": "en", "giữ nguyên": "keep"},
        example="en",
    )
    compound: Literal["hyphen", "keep"] = spec(
        "tu_ghep",
        vi="Cặp từ như kinh tế - xã hội: hyphen (gạch nối, có dấu cách) hoặc keep (giữ nguyên)",
        en="Official pairs such as kinh tế - xã hội: hyphen (spaced) or keep",
        default="hyphen",
        values={"gạch nối": "hyphen", "giữ nguyên": "keep"},
        example="hyphen",
    )
    range: Literal["closed", "keep"] = spec(
        "khoang",
        vi="Khoảng số, khoảng năm: closed (2020–2025) hoặc keep (giữ nguyên)",
        en="Ranges of numbers: closed or keep",
        default="closed",
        values={"viết liền": "closed", "giữ nguyên": "keep"},
        example="closed",
    )
    thousands: Literal["dot", "keep"] = spec(
        "hang_nghin",
        vi="Số lớn: dot (15.000 đồng) hoặc keep (giữ nguyên)",
        en="Large numbers: dot (15.000 đồng) or keep",
        default="dot",
        values={"dấu chấm": "dot", "giữ nguyên": "keep"},
        example="dot",
    )
    percent: Literal["closed", "keep"] = spec(
        "phan_tram",
        vi="Dấu phần trăm: closed (50%) hoặc keep (giữ nguyên)",
        en="Per cent: closed (50%) or keep",
        default="closed",
        values={"viết liền": "closed", "giữ nguyên": "keep"},
        example="closed",
    )
    units: Literal["spaced", "keep"] = spec(
        "don_vi_do",
        vi="Đơn vị đo: spaced (12 m², 5 km) hoặc keep (giữ nguyên)",
        en="Units of measure: spaced (12 m², 5 km) or keep",
        default="spaced",
        values={"cách ra": "spaced", "giữ nguyên": "keep"},
        example="spaced",
    )
    currency: Literal["dong", "keep"] = spec(
        "tien_te",
        vi="Tiền: dong (15.000 đồng) hoặc keep (giữ nguyên)",
        en="Money: dong (15.000 đồng) or keep",
        default="dong",
        values={"đồng": "dong", "giữ nguyên": "keep"},
        example="dong",
    )
    date_sep: Literal["slash", "keep"] = spec(
        "dau_ngay",
        vi="Ngày viết bằng số: slash (9/5/2026) hoặc keep (giữ nguyên)",
        en="Dates in figures: slash (9/5/2026) or keep",
        default="slash",
        values={"gạch chéo": "slash", "giữ nguyên": "keep"},
        example="slash",
    )
    date_zero: Literal["keep", "none", "two"] = spec(
        "so_khong_ngay",
        vi="Số 0 trong ngày đủ năm: keep (giữ), none (9/5/2026) hoặc two (09/05/2026)",
        en="Zeros of full dates: keep, none (9/5/2026) or two (09/05/2026)",
        default="keep",
        values={"giữ nguyên": "keep", "bỏ": "none", "hai số": "two"},
        example="keep",
    )
    time: Literal["keep", "h", "gio"] = spec(
        "gio_phut",
        vi="Giờ trong câu: keep (giữ), h (15h30) hoặc gio (15 giờ 30)",
        en="Times in sentences: keep, h (15h30) or gio (15 giờ 30)",
        default="keep",
        values={"giữ nguyên": "keep", "giờ": "gio"},
        example="keep",
    )
    phone: Literal["keep", "spaced"] = spec(
        "so_dien_thoai",
        vi="Số điện thoại: keep (giữ) hoặc spaced (0225 3861 234, 0912 345 678)",
        en="Phone numbers: keep or spaced (0225 3861 234, 0912 345 678)",
        default="keep",
        values={"giữ nguyên": "keep", "cách ra": "spaced"},
        example="keep",
    )
    weekday: Literal["word", "keep"] = spec(
        "thu_trong_tuan",
        vi="Thứ trong tuần: word (thứ Năm) hoặc keep (giữ nguyên)",
        en="Weekdays: word (thứ Năm) or keep",
        default="word",
        values={"bằng chữ": "word", "giữ nguyên": "keep"},
        example="word",
    )
    hcm: Literal["full", "short", "keep"] = spec(
        "tp_hcm",
        vi="TPHCM, Tp.HCM: full (TP. Hồ Chí Minh), short (TP.HCM) hoặc keep (giữ nguyên)",
        en="TPHCM, Tp.HCM: full (TP. Hồ Chí Minh), short (TP.HCM) or keep",
        default="full",
        values={"đầy đủ": "full", "viết tắt": "short", "giữ nguyên": "keep"},
        example="full",
    )
    caption_stop: Literal["none", "keep"] = spec(
        "cham_chu_thich",
        vi="Dấu chấm cuối chú thích ảnh: none (bỏ) hoặc keep (giữ nguyên)",
        en="Full stop after a caption: none or keep",
        default="none",
        values={"bỏ": "none", "giữ nguyên": "keep"},
        example="none",
    )
    end_mark: Literal["stop", "keep"] = spec(
        "dau_het",
        vi="Dấu ./. cuối thông báo: stop (đổi thành dấu chấm) hoặc keep (giữ nguyên)",
        en="The sign ./. at the end of a notice: stop or keep",
        default="stop",
        values={"dấu chấm": "stop", "giữ nguyên": "keep"},
        example="stop",
    )
    emoji: Literal["keep", "remove"] = spec(
        "bieu_tuong_cam_xuc",
        vi="Biểu tượng cảm xúc: remove (bỏ khi in, có nhắc) hoặc keep (báo lỗi, vì không in được)",
        en="Emoji: remove (left out of print, with a warning) or keep (an error, for no face has them)",
        default="remove",
        values={"bỏ": "remove", "giữ nguyên": "keep"},
        example="remove",
    )
    date: Literal["long", "short"] = spec(
        "kieu_ngay",
        vi="Kiểu ngày ở măng-sét: long (ngày 9 tháng 5 năm 2024) hoặc short (09/05/2024)",
        en="Date in the masthead: long or short",
        default="long",
        values={"đầy đủ": "long", "ngắn": "short"},
        example="long",
    )
    byline: Literal["caps", "plain"] = spec(
        "ten_tac_gia",
        vi="Tên tác giả: caps (chữ in hoa) hoặc plain (chữ thường)",
        en="Author's name: caps or plain",
        default="plain",
        values={"in hoa": "caps", "chữ thường": "plain"},
        example="plain",
    )
    lunar: bool = spec(
        "am_lich", vi="In ngày âm lịch: có hoặc không", en="Print the lunar date", default=False, example="không"
    )  # fmt: skip
