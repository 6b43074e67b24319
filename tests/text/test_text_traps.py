"""What the safe rules must never change: traps (one a line in `traps.txt`) and clean text made of right pieces."""

from __future__ import annotations

import random
from pathlib import Path

import pytest

from bulletin.model import Style
from bulletin.text.normalise import normalise
from bulletin.text.style.rule import Setting

TRAPS = [
    line
    for line in (Path(__file__).parent / "traps.txt").read_text("utf-8").splitlines()
    if line and not line.startswith("# ")
]
SUBJECTS = (
    "Đảng ủy phường", "UBND phường", "Hội Nông dân", "Tổ dân phố số 3", "Ông Đỗ Văn Bình – Bí thư Chi bộ",
    "Bà con thôn A",
    "Đoàn Thanh niên", "Nghệ nhân Y Moan", "Em Nguyễn Thị Hoà", "Cô giáo Phạm Thúy Hòa", "TS. Lan", "Lớp 12A1",
)  # fmt: skip
DEEDS = (
    "tổ chức hội nghị sơ kết", "ra quân dọn vệ sinh", "trao 45 suất quà", "khánh thành nhà văn hóa", "gìn giữ nghề cũ",
    "hướng dẫn thủ tục", "trồng 1.500 cây phi lao", "thu 15.000.000 đồng", "tập huấn phòng cháy, chữa cháy",
    "đạt 98,5% kế hoạch", "triển khai Nghị quyết số 28-NQ/TU", "thực hiện Kế hoạch số 12/KH-UBND", "vượt tiến độ",
)  # fmt: skip
TIMES = (
    "sáng 9/5", "chiều ngày 17/11/2026", "từ năm 2021 đến năm 2025", "lúc 7h30", "trong quý II", "thứ Năm, 7/5",
    "giai đoạn 2021–2025", "từ 7 giờ đến 11 giờ", "hằng năm", "nhân dịp 30/4",
)  # fmt: skip
ENDS = (
    ".", "!", "…", " (mở rộng).", " “Dân vận khéo”.", "; bà con rất vui.", ": sạch, đẹp, văn minh.",
    ", gồm 10 hộ và 5 tổ.",
    " tại địa chỉ www.doson.example.", " – việc làm thiết thực.", " với người dân trên 60 tuổi.", "?",
)  # fmt: skip


def clean_text(seed: int) -> str:
    """A body of right sentences in paragraphs, lists and sub-heads; the same for the same seed."""
    chance = random.Random(seed)
    paragraphs = []
    for _ in range(chance.randint(4, 9)):
        lines = [
            f"{chance.choice(SUBJECTS)} {chance.choice(DEEDS)} {chance.choice(TIMES)}{chance.choice(ENDS)}"
            for _ in range(chance.randint(1, 5))
        ]
        kind = chance.random()
        listed, head = "\n".join(f"- {line}" for line in lines), f"## {chance.choice(SUBJECTS)}"
        paragraphs.append(listed if kind < 0.15 else head if kind < 0.25 else " ".join(lines))
    return "\n\n".join(paragraphs)


def test_there_are_as_many_traps_as_asked() -> None:
    assert len(set(TRAPS)) == len(TRAPS) >= 300


@pytest.mark.parametrize("multiline", [False, True])
def test_no_trap_is_changed(multiline: bool) -> None:
    assert {trap: normalise(trap, multiline=multiline).text for trap in TRAPS} == {trap: trap for trap in TRAPS}


def test_no_trap_is_changed_inside_of_a_sentence() -> None:
    for trap in TRAPS:
        text = f"Hôm nay có {trap} ở đây"
        if not trap.startswith((".", ")", "…", "–")):
            assert normalise(text).text == text


def test_clean_text_is_not_changed() -> None:
    """600 bodies of about 100 words each."""
    for seed in range(600):
        text = clean_text(seed)
        assert normalise(text, multiline=True).changes == (), text


def test_clean_text_is_in_the_house_style_already() -> None:
    setting = Setting(Style(), "body", multiline=True)
    for seed in range(200):
        assert normalise(clean_text(seed), setting, multiline=True).changes == ()
