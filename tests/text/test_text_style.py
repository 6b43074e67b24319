"""Rules of house style: each row's example and near miss, what no rule may touch, and that once is enough."""

from __future__ import annotations

import dataclasses
import re
from collections.abc import Iterator

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from text_samples import vietnamese

from bulletin.model import Style
from bulletin.text.body.markup import parse_body
from bulletin.text.normalise import STYLE_RULES, normalise
from bulletin.text.style.rule import Leave, Setting, StyleRule
from bulletin.text.vietnamese import tokens

BY_ID = {rule.id: rule for rule in STYLE_RULES}
BODY = Setting(Style(), "body", multiline=True)
LINE = Setting(Style())


def settings_of(rule: StyleRule) -> Iterator[Setting]:
    """The settings at which a rule does something."""
    for value in rule.values:
        yield Setting(dataclasses.replace(Style(), **{rule.switch: value}), rule.role, rule.role == "body")


@pytest.mark.parametrize("rule", STYLE_RULES, ids=lambda rule: rule.id)
def test_each_rule_does_what_its_row_says(rule: StyleRule) -> None:
    assert rule(rule.before) == rule.after
    for setting in settings_of(rule):
        assert rule(rule.good, setting) == rule.good
        assert rule(rule(rule.before, setting), setting) == rule(rule.before, setting)
    assert rule.vi != rule.en


@pytest.mark.parametrize("rule", STYLE_RULES, ids=lambda rule: rule.id)
def test_each_switch_is_a_field_of_style_and_turns_its_rule_off(rule: StyleRule) -> None:
    field = next(field for field in dataclasses.fields(Style) if field.name == rule.switch)
    assert all(f"'{value}'" in str(field.type) or f'"{value}"' in str(field.type) for value in rule.values)
    off = Setting(dataclasses.replace(Style(), **{rule.switch: "keep"}), rule.role, rule.role == "body")
    assert rule(rule.before, off) == rule.before
    left = Setting(next(settings_of(rule)).style, rule.role, rule.role == "body", (Leave(None, frozenset({rule.id})),))
    assert rule(rule.before, left) == rule.before


CHANGED = [
    ("ông nói: ”Tốt“ rồi", "ông nói: “Tốt” rồi"),
    ("năm 2013. ”Đây là một việc” hay", "năm 2013. “Đây là một việc” hay"),
    ('"Dân vận khéo" và "Năm xung kích"', "“Dân vận khéo” và “Năm xung kích”"),
    ('hát "Tiến quân ca", dài 5\'30"', 'hát “Tiến quân ca”, dài 5\'30"'),
    ('"Văn minh từ "không vứt rác", chứ đâu"', "“Văn minh từ ‘không vứt rác’, chứ đâu”"),
    ('"Bà nói: "Tôi ở Tổ 8""', "“Bà nói: ‘Tôi ở Tổ 8’”"),
    ('Bà nói: “Tôi mừng". Ông nói: "Tôi cũng vậy”', "Bà nói: “Tôi mừng”. Ông nói: “Tôi cũng vậy”"),
    ("ông Hà- Phó Bí thư, ông Nam -Bí thư", "ông Hà – Phó Bí thư, ông Nam – Bí thư"),
    ("sự nghiệp CNH- HĐH", "sự nghiệp CNH-HĐH"),
    ("kinh tế-xã hội, quốc phòng –an ninh", "kinh tế - xã hội, quốc phòng - an ninh"),
    ("xanh – sạch – đẹp", "xanh - sạch - đẹp"),
    ("30/4/1975 - 30/4/2025", "30/4/1975 – 30/4/2025"),
    ("2021– 2025, 2021-2025", "2021–2025, 2021–2025"),
    ("tổ chức giai đoạn 2021 - 2025", "tổ chức giai đoạn 2021–2025"),
    ("trẻ 10 - 15 tuổi, giảm 10 - 15%", "trẻ 10–15 tuổi, giảm 10–15%"),
    ("từ 7h30 - 9h", "từ 7h30–9h"),
    ("15,000 đồng, 15000 người", "15.000 đồng, 15.000 người"),
    ("1 342 lượt người góp 12 500 000 đồng", "1.342 lượt người góp 12.500.000 đồng"),
    ("tổng số 1 342 hộ, 2 500 000đ, 1 500 ha", "tổng số 1.342 hộ, 2.500.000 đồng, 1.500 ha"),
    ("vé 5000đ, 5000 đ, 2500 đồng, 1850 VNĐ", "vé 5.000 đồng, 5.000 đồng, 2.500 đồng, 1.850 đồng"),
    ("chạy 5km/h trên 3km2", "chạy 5 km/h trên 3 km²"),
    ("giá 2 triệu VNĐ/m2", "giá 2 triệu đồng/m²"),
    ("sáng 9-5, họp; ngày 9.5.2026", "sáng 9/5, họp; ngày 9/5/2026"),
    ("Thứ 5, ngày 7/5", "Thứ Năm, ngày 7/5"),
    ("Tp.Hải Phòng, TP HCM, Tp.HCM", "TP. Hải Phòng, TP. Hồ Chí Minh, TP. Hồ Chí Minh"),
    ("đi lại.Các em", "đi lại. Các em"),
    ("**\"Đậm\"** và *\"nghiêng\"*", "**“Đậm”** và *“nghiêng”*"),
]  # fmt: skip
NEAR_MISSES = [
    "thắng 2 - 0", "tỷ số 2-1", "hòa 1 - 1", "đội nhà dẫn 3 - 5 bài", "gọi 0225 3861 234", "gọi 0912-345-678",
    "số 12 - 14 phố Huế", "xe 15A-123.45", "xe 15A - 12345", "Covid-19", "Covid - 19", "nhiệt độ -5 độ", "Wi-Fi",
    "số 30-NQ/TU", "12/2026/NĐ-CP", "126/2025/QH15", "khối thứ 5", "lần thứ 3 (7/5)", "kỳ họp thứ 4, ngày 7/5",
    "5 km/h", "mạng 3G, 4G", "khổ A4", "QL5", "dài 1m65", "câu 5m2x", "lớp 12A1", "được 9,5đ", "Điều 5đ",
    "năm 2025 đồng bào", "tới 15000", "mã 123456", "1,902", "12.5%", "lúc 07 giờ 00’", "mỗi ngày 5-10 người",
    "ngày 9-10/5", "45-5-2026", "30-4-1975-x", "đường 30-4", "phố 9-5-2026", "Công ty 9-5-2026",
    "Tiếng hát át tiếng bom", "“Một” và “hai”", "“Một “hai” ba", "v.v… và v.v.", "PGS.TS. Lan", "a.Vn", "Node.Js",
    "tư tưởng Hồ Chí Minh", "Đoàn TNCS Hồ Chí Minh", "cửa hàng năm xưa", "hàng tháng trời", "bà Hoà", "Lí Sơn",
    "Việt Nam - 2026", "1:500", "2.0", "phiên bản 2.0 - 2.1", "tàu SE1 - SE2", "24/7", "50/50", "5/7",
    'Bà nói: "Tôi mừng lắm.', 'các em nhỏ."', 'xong năm 2026"', '"Một "hai "ba" bốn" năm"',
    "Tổ 1 342 hộ", "Vọng Hải 1 342 hộ", "gọi 113 114 115", "số 0225 386 123 người", "năm 2000 đồng ruộng",
    "năm 2500 đồng", "12 50 người", "5 giờ 100 người", "ngày 5 120 người",
    "màn hình 55\"", "một dấu \" lẻ loi", "a-b@c.vn", "#DoSon2026",
    "buổi sáng thứ 2 của đợt", "tối thứ 3 của lễ hội", "đêm thứ 2", "người mẹ – con gái bà",
    "kinh-tế", "A - 1", "– đầu dòng", "— Nguyễn Du", "2025 - 2021", "1999 - 12", "19.5.1890.x", "đơn hàng ngày 5",
]  # fmt: skip


@pytest.mark.parametrize(("typed", "printed"), CHANGED)
def test_house_style(typed: str, printed: str) -> None:
    done = normalise(typed, LINE)
    assert done.text == printed
    assert normalise(printed, LINE).changes == ()


@pytest.mark.parametrize("text", NEAR_MISSES)
def test_near_misses_stay(text: str) -> None:
    assert normalise(text, LINE).text == text


EVEN_CHAINS = [
    "Sáng – Xanh – Sạch – Đẹp", "Sáng - Xanh - Sạch - Đẹp", "Sáng-Xanh-Sạch-Đẹp", "Sáng–Xanh–Sạch–Đẹp",
    "“Kỷ cương – Trách nhiệm – Hiệu quả”", "Kỷ cương - Trách nhiệm - Hiệu quả", "kỷ cương – trách nhiệm – hiệu quả",
    "An toàn – Văn minh – Hiện đại – Nghĩa tình", "Việt – Lào – Campuchia", "tuyến Hà Nội – Hải Phòng – Đồ Sơn",
    "Tổ Đông - Tổ 9 - Tổ 10", "Đảng ủy, ĐU - HĐND - Hội Nông dân", "Lễ hội Văn hóa - Du lịch - 2026",
    "các năm 2020 - 2021 - 2022", "các năm 2020–2021–2022", "nghỉ 30/4 - 1/5 - 2/9", "5 - 10 - 15 người",
    "5% - 10% - 15%", "7h - 9h - 11h", "các séc 25 - 20 - 25 người", "văn hóa – thể thao – du lịch",
]  # fmt: skip
CHAINS = [
    ("Sáng – Xanh - Sạch – Đẹp", "Sáng – Xanh – Sạch – Đẹp"),
    ("“sáng – xanh - sạch – đẹp”", "“sáng – xanh – sạch – đẹp”"),
    ("Sáng- Xanh- Sạch- Đẹp", "Sáng – Xanh – Sạch – Đẹp"),
    ("Sáng — Xanh — Sạch — Đẹp", "Sáng – Xanh – Sạch – Đẹp"),
    ("Sáng—Xanh - Sạch - Đẹp", "Sáng – Xanh – Sạch – Đẹp"),
    ("Hà Nội -Hải Phòng – Đồ Sơn", "Hà Nội – Hải Phòng – Đồ Sơn"),
    ("Tổ Đông – Tổ 9 - Tổ 10", "Tổ Đông – Tổ 9 – Tổ 10"),
    ("Độc lập – Tự do – Hạnh phúc", "Độc lập - Tự do - Hạnh phúc"),
    ("ông Hà - Bí thư Đảng ủy - cho biết", "ông Hà – Bí thư Đảng ủy – cho biết"),
    ("kinh tế – xã hội của phường - nơi có chợ", "kinh tế - xã hội của phường – nơi có chợ"),
    ("văn hóa – xã hội và quốc phòng – an ninh", "văn hóa - xã hội và quốc phòng - an ninh"),
    ("Wi-Fi ở kinh tế – xã hội", "Wi-Fi ở kinh tế - xã hội"),
    ("giai đoạn 2020 - 2025 - tầm nhìn mới", "giai đoạn 2020–2025 - tầm nhìn mới"),
]  # fmt: skip


@pytest.mark.parametrize("text", EVEN_CHAINS)
def test_a_chain_typed_with_one_sign_stays_where_rules_know_only_a_part_of_it(text: str) -> None:
    assert normalise(text, LINE).text == text


@pytest.mark.parametrize(("typed", "printed"), CHAINS)
def test_a_chain_has_one_sign(typed: str, printed: str) -> None:
    assert normalise(typed, LINE).text == printed
    assert normalise(printed, LINE).text == printed


def test_a_chain_goes_on_behind_the_end_of_a_line_but_not_into_an_item() -> None:
    for kept in ("Sáng – Xanh –\nSạch – Đẹp", "Hà Nội - Hải Phòng -\nĐồ Sơn"):
        assert normalise(kept, BODY, multiline=True).text == kept
    assert normalise("Hà Nội – Huế -\nTổ 9", BODY, multiline=True).text == "Hà Nội – Huế –\nTổ 9"
    assert normalise("ông Hà - Bí thư\n- bà Lan - Tổ 9", BODY, multiline=True).text == (
        "ông Hà – Bí thư\n- bà Lan – Tổ 9"
    )


def test_a_straight_quotation_over_paragraphs_opens_in_each_or_closes_in_the_last() -> None:
    for typed in ('"Một.\n\n"Hai."', '"Một.\n\nHai."', '"Một "a".\n\n"Hai.\n\n"Ba."'):
        assert '"' not in normalise(typed, BODY, multiline=True).text
    for kept in ('"Một.\n\nHai.', '"Một.\n\nHai "ba".', 'Một."\n\n"Hai'):
        assert normalise(kept, BODY, multiline=True).text.startswith(kept[:4])


def test_captions_and_bodies_have_rules_of_their_own() -> None:
    caption = Setting(Style(), "caption")
    assert normalise("Bà con ra quân.", caption).text == "Bà con ra quân"
    for kept in ("Bà con ra quân. Ngõ sạch.", "Ở TP.", "Chợ, bến v.v.", "Ra quân...", "Ông A."):
        assert normalise(kept, caption).text == kept.replace("...", "…")
    assert normalise("Bà con ra quân.", LINE).text == "Bà con ra quân."
    assert normalise("để bà con biết./.\n", BODY, multiline=True).text == "để bà con biết.\n"
    assert normalise("để bà con biết./.", LINE).text == "để bà con biết./."


def test_titles_of_documents_addresses_and_named_words_stay() -> None:
    title = "Chỉ thị số 05-CT/TW về “Đẩy mạnh học tập - làm theo 2016 - 2021” của Bộ"
    assert normalise(title, LINE).text == title
    text = "xem www.a.vn/hop-2020-2025 và Đề án Làng - phố 2020 - 2025"
    named = Setting(Style(), leaves=(Leave("Đề án Làng - phố 2020 - 2025"),))
    assert normalise(text, named).text == text
    only = Setting(Style(), leaves=(Leave("Làng - phố", frozenset({"R21"})),))
    assert normalise(text, only).text == "xem www.a.vn/hop-2020-2025 và Đề án Làng - phố 2020–2025"


def test_tables_lists_and_signs_of_markdown_stay() -> None:
    body = "- Vé 15.000đ\n- Nước 5.000đ\n\n| Giờ | Giá |\n| --- | :-: |\n| 7 - 9 | 5.000đ |\n\n---\n\n::: thơ\n"
    assert normalise(body, BODY, multiline=True).text == body


def test_emoji_go_with_their_joiners_and_one_blank() -> None:
    keep = Setting(dataclasses.replace(Style(), emoji="keep"))
    for typed, printed in (
        ("Vui Tết 🎉", "Vui Tết"), ("Vui 👨\u200d👩\u200d👧 Tết", "Vui Tết"), ("🎉 Vui", "Vui"), ("Vui 👍🏽.", "Vui."),
        ("✓ xong ★", "✓ xong ★"),
    ):  # fmt: skip
        assert normalise(typed, LINE).text == printed
    assert normalise("Vui Tết 🎉", keep).text == "Vui Tết 🎉"


SAMPLES = st.lists(
    st.sampled_from([*NEAR_MISSES, *(typed for typed, _ in CHANGED), *(r.before for r in STYLE_RULES), "\n\n- ", "\n"]),
    max_size=6,
).map(" ".join)
STYLES = st.builds(
    Style,
    **{
        field.name: st.sampled_from(re.findall(r"[\"'](\w+)[\"']", str(field.type)))
        for field in dataclasses.fields(Style)
        if "Literal" in str(field.type)
    },
)


@settings(max_examples=250, deadline=None)
@given(st.one_of(SAMPLES, vietnamese()), STYLES, st.booleans())
def test_styled_text_is_a_fixed_point_and_every_place_is_told(text: str, style: Style, body: bool) -> None:
    setting = Setting(style, "body" if body else "line", body)
    once = normalise(text, setting, multiline=body)
    assert normalise(once.text, setting, multiline=body).changes == ()
    rebuilt, done = "", 0
    for edit in once.changes:
        assert done <= edit.start <= edit.end <= len(text)
        assert text[edit.start : edit.end] != edit.new
        rebuilt += text[done : edit.start] + edit.new
        done = edit.end
    assert rebuilt + text[done:] == once.text


@settings(max_examples=150, deadline=None)
@given(st.one_of(SAMPLES, vietnamese()))
def test_signs_of_markdown_and_addresses_are_the_same_after_styling(text: str) -> None:
    plain = normalise(text, multiline=True).text
    styled = normalise(text, BODY, multiline=True).text
    shield = re.compile(f"{tokens.LINE_SIGNS}|{tokens.TABLE_RULE}|{tokens.URL}|{tokens.EMAIL}|{tokens.PHOTO}", re.M)
    assert [m for m in shield.findall(plain) if m] == [m for m in shield.findall(styled) if m]
    assert [type(block) for block in parse_body(plain).blocks] == [type(block) for block in parse_body(styled).blocks]
