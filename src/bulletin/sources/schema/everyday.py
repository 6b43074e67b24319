"""Words that offices use for a field: spelling cannot tell that `nguoi_viet` is `tac_gia`, but a table can."""

from __future__ import annotations

from collections.abc import Collection

from bulletin.sources.folding import fold, nearest

ALIKE = 0.75
"""A wrong field is printed under a wrong name, so a guess from spelling must be no more than a slip of typing."""
_ALIKE_WORD = 0.55

_WORDS: dict[tuple[str, ...], str] = {
    ("tac_gia",): "nguoi_viet nguoi_viet_bai tac_gia_bai tac_gia_bai_viet ten_tac_gia viet_bai phong_vien nha_bao "
    "cong_tac_vien nguoi_thuc_hien thuc_hien nhom_tac_gia",
    ("ky_ten", "tac_gia"): "but_danh",
    ("authors",): "author writer writers written_by reporter reporters journalist by byline",
    ("tit_phu",): "tieu_de_phu tua_phu tua_de_phu phu_de tieu_de_duoi tit_duoi dong_duoi_tieu_de",
    ("subtitle",): "subhead subheading subheadline sub_title deck",
    ("tit_tren",): "tieu_de_tren dong_tren_tieu_de tua_tren",
    ("tit_ngan",): "tieu_de_ngan ten_ngan tua_ngan ten_rut_gon",
    ("tieu_de",): "tua tua_de tua_bai ten_bai ten_bai_viet tieu_de_bai tieu_de_chinh dau_de nhan_de tit_chinh",
    ("title",): "headline heading head",
    ("sapo",): "mo_dau doan_mo_dau mo_bai tom_tat loi_mo_dau loi_tua chapo chapeau",
    ("lead",): "standfirst intro introduction summary abstract",
    ("noi_dung",): "bai_viet than_bai noi_dung_bai noi_dung_bai_viet van_ban_bai doan_van",
    ("body",): "content contents main_text article_text",
    ("ma", "bai"): "ma_bai ma_bai_viet ma_so_bai",
    ("chuyen_muc",): "muc chuyen_trang chuyen_de ten_chuyen_muc ma_chuyen_muc",
    ("the_loai",): "loai_bai loai_tin loai_bai_viet",
    ("trang_thai",): "tinh_trang",
    ("dia_diem",): "noi_dien_ra noi_xay_ra",
    ("ngay_dien_ra",): "ngay_su_kien ngay_to_chuc ngay_xay_ra",
    ("ngay_dang", "ngay"): "ngay_xuat_ban ngay_phat_hanh ngay_dang_bai ngay_dang_tin ngay_ra",
    ("ngay",): "ngay_ban_hanh ngay_ky",
    ("anh",): "hinh hinh_anh buc_anh cac_anh danh_sach_anh tam_anh anh_minh_hoa hinh_minh_hoa anh_bai",
    ("photos",): "image images picture pictures photo",
    ("tep",): "tep_anh tep_hinh tap_tin_anh ten_tep ten_file file_anh duong_dan",
    ("file",): "filename file_name path image src",
    ("chu_thich",): "chu_thich_anh loi_chu_thich ghi_chu_anh loi_anh",
    ("nguoi_chup",): "nguoi_chup_anh tac_gia_anh tac_gia anh_do chup_boi nha_nhiep_anh phong_vien_anh",
    ("credit",): "photographer photo_by",
    ("mo_ta_anh",): "mo_ta mo_ta_hinh van_ban_thay_the",
    ("alt",): "alt_text description",
    ("hop_tin",): "hop khung khung_tin tin_hop",
    ("trich_dan",): "cau_trich trich loi_trich",
    ("nguon",): "nguon_bai nguon_bai_viet theo xuat_xu",
    ("dia_chi",): "link duong_link duong_dan website trang_web dia_chi_web",
    ("chuc_vu", "vai_tro"): "chuc_danh",
    ("sap_xep",): "cac_bai danh_sach_bai muc_luc thu_tu_bai trinh_tu trinh_tu_in dan_trang bo_tri",
    ("vi_tri",): "cho_dat vi_tri_bai",
    ("so",): "so_ky so_thu_tu so_bao_ky",
}  # fmt: skip
"""Which fields are meant, the first that the record has, and the folded words for them."""


def meant(word: str, free: Collection[str], *, guess: bool = True) -> str | None:
    """The name in `free` that somebody means who types `word` for a field, or None where that is not sure.

    Args:
        word: the field as typed.
        free: the names of the fields that may still be given.
        guess: whether the spelling may be compared with theirs, which takes time.
    """
    typed = fold(word)
    wanted = [names for names, words in _WORDS.items() if typed in words.split()]
    found = next((name for names in wanted for name in names if name in free), None)
    if found is not None or not guess:
        return found
    # An everyday word whose own field is taken is no slip of typing for another one.
    near = None if wanted else nearest(word, free, cutoff=ALIKE)
    return near if near and _slipped(typed, fold(near)) else None


def _slipped(typed: str, near: str) -> bool:
    """Whether two names differ by slips only: `ngay_nghi` has half of `ngay_dang`, but its second word is another."""
    words, others = typed.split("_"), near.split("_")
    return len(words) != len(others) or all(
        nearest(word, [other], cutoff=_ALIKE_WORD) for word, other in zip(words, others, strict=True)
    )
