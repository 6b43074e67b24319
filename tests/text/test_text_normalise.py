from __future__ import annotations

import unicodedata
from collections import Counter

import pytest
from hypothesis import example, given, settings
from hypothesis import strategies as st
from text_samples import DOCUMENTS, vietnamese

from bulletin.text.normalise import RULES, STYLE_RULES, normalise
from bulletin.text.rules.letters import LOOK_ALIKES
from bulletin.text.vietnamese.tokens import protected

BY_ID = {rule.id: rule for rule in RULES}

CASES = [
    ("R1", "tha\u0301ng na\u0306m", "tháng năm"),
    ("R1", "tháng năm", "tháng năm"),
    ("R3", "HÐND và QÐ của Ðảng", "HĐND và QĐ của Đảng"),
    ("R3", "Ɖồ Sơn, ðường", "Đồ Sơn, đường"),
    ("R3", "Guðrún Sigurðardóttir", "Guðrún Sigurðardóttir"),
    ("R3", "hо\u0430 hồng", "hoa hồng"),
    ("R3", "Москва và Афины", "Москва và Афины"),
    ("R3", "ＴＰ．Ｈải", "TP.Hải"),
    ("R3", "góc α, tia β", "góc α, tia β"),
    ("R4", "\ufeffHội\u00adnghị", "Hội nghị"),
    ("R4", "Hội nghị", "Hội nghị"),
    ("R5", "10\u00a0tập\tthể", "10 tập thể"),
    ("R5", "  đầu cuối \n", "đầu cuối"),
    ("R5", "hai\ndòng", "hai dòng"),
    ("R6", "xong .", "xong."),
    ("R6", "( xong )", "( xong)"),
    ("R6", "Ai ? Tôi !", "Ai? Tôi!"),
    ("R6", "tỷ lệ 1 : 500", "tỷ lệ 1 : 500"),
    ("R6", "gồm : một", "gồm: một"),
    ("R6", "tệp .docx và .NET", "tệp .docx và .NET"),
    ("R6", "điền ( ) hoặc [ ]", "điền ( ) hoặc [ ]"),
    ("R6", "xem ![[anh-1]]", "xem ![[anh-1]]"),
    ("R6", "3 ,5 triệu", "3 ,5 triệu"),
    ("R7", "quận;phường?có!không", "quận; phường? có! không"),
    ("R7", "1.234.567,89 và 3,5km", "1.234.567,89 và 3,5km"),
    ("R7", "https://x.example/a,b;c", "https://x.example/a,b;c"),
    ("R7", "doson.example/tin?id=3", "doson.example/tin?id=3"),
    ("R7", "a &amp;b", "a &amp;b"),
    ("R7", "năm 2024,các tổ", "năm 2024, các tổ"),
    ("R9", "“ Sạch ngõ ”", "“Sạch ngõ”"),
    ("R9", "[ 1 ]", "[1]"),
    ("R9", "( )", "( )"),
    ("R10", "và...", "và…"),
    ("R10", "Họ tên: .......", "Họ tên: ......."),
    ("R10", "../.../x", "../.../x"),
    ("R15", "số 05 CT/TW", "số 05-CT/TW"),
    ("R15", "28– NQ/TU", "28-NQ/TU"),
    ("R15", "28 - NQ / TU", "28-NQ/TU"),
    ("R15", "28\u2011NQ/TU", "28-NQ/TU"),
    ("R15", "01-KL/TW", "01-KL/TW"),
    ("R15", "36-HD/VPTW", "36-HD/VPTW"),
    ("R15", "28 –\nNQ/TU", "28-NQ/TU"),
    ("R15", "05\nCT/TW", "05\nCT/TW"),
    ("R15", "28\n\n–NQ/TU", "28\n\n–NQ/TU"),
    ("R15", "tổ 28\n- NQ/TU là", "tổ 28\n- NQ/TU là"),
    ("R15", "Kiên – Chủ tịch UBND", "Kiên – Chủ tịch UBND"),
    ("R15", "có 10 TB/bài", "có 10 TB/bài"),
    ("R16", "12/KH- UBND", "12/KH-UBND"),
    ("R16", "12 / 2026 / NĐ-CP", "12/2026/NĐ-CP"),
    ("R16", "126/2025 /QH 15", "126/2025/QH15"),
    ("R16", "02/2019/TT–BNV", "02/2019/TT-BNV"),
    ("R16", "30/\n2020/NĐ-CP", "30/2020/NĐ-CP"),
    ("R16", "12/KH-UBND – Chủ tịch", "12/KH-UBND – Chủ tịch"),
    ("R16", "ngày 9/5/2024 – UBND", "ngày 9/5/2024 – UBND"),
    ("R20", "Kiên– Chủ tịch", "Kiên – Chủ tịch"),
    ("R20", "Hà Nội–Hải Phòng", "Hà Nội–Hải Phòng"),
    ("R20", "nhiệt độ –5 độ", "nhiệt độ –5 độ"),
    ("R20", "2021– 2025", "2021– 2025"),
    ("R20", "–Chủ tịch", "–Chủ tịch"),
    ("R37", "TP.HẢI PHÒNG và TP.HCM", "TP. HẢI PHÒNG và TP.HCM"),
    ("R37", "PGS.TS.Nguyễn, Q.Đồ Sơn, P.12", "PGS.TS. Nguyễn, Q. Đồ Sơn, P.12"),
    ("R37", "XTP.Hải", "XTP.Hải"),
]  # fmt: skip


@pytest.mark.parametrize("rule", RULES, ids=lambda rule: rule.id)
def test_each_rule_does_what_its_row_of_the_table_says(rule) -> None:
    assert rule(rule.before) == rule.after
    assert rule(rule.after) == rule.after
    assert rule.kind == "S"
    assert rule.vi.strip()
    assert rule.en.strip()


@pytest.mark.parametrize(("rule", "before", "after"), CASES)
def test_rule(rule: str, before: str, after: str) -> None:
    assert BY_ID[rule](before) == after


def test_table_holds_every_safe_rule_once_in_pipeline_order() -> None:
    assert [rule.id for rule in RULES] == [
        "R1", "R3", "R4", "R5", "R49", "R15", "R16", "R6", "R7", "R9", "R10", "R20", "R37",
    ]  # fmt: skip
    assert all(rule.kind == "T" for rule in STYLE_RULES)


MIXED = [
    ("Nghị quyết số 28 –NQ/TU , ông Kiên –Bí thư", "Nghị quyết số 28-NQ/TU, ông Kiên – Bí thư"),
    ("hội\u200b nghị\u00a0( mở rộng ) ...", "hội nghị (mở rộng)…"),
    ("QÐ 15 / QÐ – UBND", "QĐ 15/QĐ-UBND"),
    ("h\u0430\u0300", "hà"),
    ("số 9\r\nphố", "số 9 phố"),
]


@pytest.mark.parametrize(("before", "after"), MIXED)
def test_rules_work_together(before: str, after: str) -> None:
    assert normalise(before).text == after


BODIES = [
    ("- Một là , hai là\n-   Ba\n\n1. Bốn\n2) Năm", "- Một là, hai là\n-   Ba\n\n1. Bốn\n2) Năm"),
    ("- ...còn nữa\n* , lạ", "- …còn nữa\n* , lạ"),
    ("## Tít  giữa\n\nDòng một  \ndòng hai\t\n", "## Tít giữa\n\nDòng một  \ndòng hai\n"),
    (
        "| Giờ   | Việc |\n| ----- | :--- |\n| 7h30  | Họp , bàn |",
        "| Giờ   | Việc |\n| ----- | :--- |\n| 7h30  | Họp, bàn |",
    ),
    ("-\u00a0Một là", "- Một là"),
    ("\u00a0\u00a0Thụt đầu dòng", "Thụt đầu dòng"),
    ("  - con\n    - cháu", "  - con\n    - cháu"),
    ("**Đậm** , *nghiêng* .", "**Đậm**, *nghiêng*."),
    ("số 28 –\nNQ/TU của", "số 28-NQ/TU của"),
    ("a\r\nb\rc", "a\nb\nc"),
    ("![[anh-1]]\n\nChữ", "![[anh-1]]\n\nChữ"),
    ("- [ ] việc", "- [ ] việc"),
]


@pytest.mark.parametrize(("before", "after"), BODIES)
def test_markdown_bodies_keep_their_lines_and_signs(before: str, after: str) -> None:
    assert normalise(before, multiline=True).text == after


def test_changes_tell_rule_words_and_place() -> None:
    result = normalise("Kế hoạch số 28 –NQ/TU của quận,phường")
    assert [(c.rule, c.before, c.after) for c in result.changes] == [
        ("R15", "số 28 –NQ/TU của", "số 28-NQ/TU của"),
        ("R7", "quận,phường", "quận, phường"),
    ]
    assert "Kế hoạch số 28 –NQ/TU của quận,phường"[result.changes[0].start :].startswith("28 –NQ/TU")


def test_normal_text_has_no_changes() -> None:
    assert normalise("Sáng 9/5, hội nghị kết thúc.").changes == ()


def letters(text: str) -> Counter[str]:
    """Letters as they count: composed, look-alikes and full-width forms as what they stand for."""
    half = "".join(chr(ord(c) - 0xFEE0) if "\uff01" <= c <= "\uff5e" else c for c in text)
    bare = unicodedata.normalize("NFD", "".join(LOOK_ALIKES.get(c, c) for c in half))
    return Counter(LOOK_ALIKES.get(c, c) for c in bare if c.isalnum())


TEXTS = st.one_of(vietnamese(), st.text(max_size=60))


@settings(max_examples=400, deadline=None)
@given(TEXTS, st.booleans())
@example("a\u200b\u0301", False)
@example("Ð\u200bồ", True)
def test_normal_text_is_a_fixed_point(text: str, multiline: bool) -> None:
    once = normalise(text, multiline=multiline).text
    again = normalise(once, multiline=multiline)
    assert again.text == once
    assert again.changes == ()
    assert unicodedata.is_normalized("NFC", once)


@settings(max_examples=400, deadline=None)
@given(TEXTS, st.booleans())
def test_no_letter_and_no_figure_is_ever_lost(text: str, multiline: bool) -> None:
    assert letters(normalise(text, multiline=multiline).text) == letters(text)


TOKENS = (
    "https://doson.example/tin-tuc/a,b;c?x=1", "bantin@doson.example", "doson.example/tin,moi?a=b", "0225 3861 234",
    "1.234.567,89", "09/05/2024", "15:00", "anh/san-choi.jpg", "![[anh-1]]", "tep.docx", "www.doson.example/a;b",
    "01-KL/TW", "12/2026/NĐ-CP", "126/2025/QH15",
)  # fmt: skip


@settings(max_examples=300, deadline=None)
@given(st.sampled_from(TOKENS), st.lists(st.sampled_from(("hội", "nghị,", "( tổ )", "–", "a,b", ".")), max_size=4))
def test_tokens_are_never_damaged(token: str, around: list[str]) -> None:
    text = " ".join([*around, "là", token, "và", *around])
    assert token in normalise(text, multiline=True).text
    assert any(text[start:end].startswith(token[:3]) for start, end in protected(text))


@settings(max_examples=200, deadline=None)
@given(vietnamese())
def test_bodies_keep_paragraphs_and_line_signs(text: str) -> None:
    plain = text.replace("\t", " ").replace("\u00a0", " ").replace("\u200b", "")

    def signs(body: str) -> list[str]:
        return [line[:2].strip() for line in body.split("\n") if f"{line} ".startswith(("- ", "## "))]

    after = normalise(plain, multiline=True).text
    assert signs(after)[: len(signs(plain))] == signs(plain)


@pytest.mark.parametrize("number", DOCUMENTS)
def test_document_numbers_end_closed_up(number: str) -> None:
    after = normalise(f"theo số {number} của").text
    assert len(after.split()) == 4
    assert "–" not in after
