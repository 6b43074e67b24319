"""An issue of any size as letters read it, with settings and a picture, without building anything."""

from __future__ import annotations

import datetime as dt
from dataclasses import replace
from typing import Any

from bulletin.delivery.letter.compose import MailedIssue
from bulletin.delivery.letter.picture import FrontPicture
from bulletin.fields.mail import MailSettings, SmtpServer, Unsubscribe
from bulletin.issue_text import ArticleText, IssueText

SETTINGS = MailSettings(
    from_="bantin@binhhai.example", from_name="Bản tin phường Bình Hải", reply_to="vanhoa@binhhai.example",
    smtp=SmtpServer(host="smtp.binhhai.example"), link="https://binhhai.example/ban-tin/{nam}/{so}.pdf",
    unsubscribe=Unsubscribe(url="https://binhhai.example/huy/{token}"),
)  # fmt: skip
SECTIONS = ("Xây dựng Đảng", "Chính quyền", "Kinh tế – Xã hội", "Văn hóa", "Bạn đọc")
LEAD = (
    "Sáng 12/11, Đảng ủy phường họp phiên thường kỳ, bàn việc chuẩn bị đại hội các chi bộ trực thuộc. Đồng chí Bí thư"
    " chủ trì. Hội nghị nghe báo cáo kết quả mười tháng, thống nhất năm nhóm việc phải xong trước Tết. Các chi bộ góp"
    " 42 ý kiến, trong đó có 17 ý kiến về vệ sinh môi trường ở các ngõ nhỏ."
)
JPEG = bytes.fromhex("ffd8ffe000104a46494600010100000100010000ffd9")


def article(number: int, **changes: Any) -> ArticleText:
    whole = ArticleText(
        id=f"bai-{number}", slot="story", section=SECTIONS[number % len(SECTIONS)], genre="Tin",
        kicker="Chuẩn bị đại hội chi bộ", title=f"Hội nghị thứ {number} bàn việc xây dựng khu dân cư kiểu mẫu năm 2027",
        subtitle="", lead=LEAD, authors=("Minh Khuê",), place="", event_date=None, published_at=None, source="",
        source_url="", url=f"https://binhhai.example/tin/2026/11/hoi-nghi-xay-dung-khu-dan-cu-{number}", documents=(),
        blocks=(), boxes=(), quotes=(), photos=(), pages=(1 + number // 4,),
    )  # fmt: skip
    return replace(whole, **changes)


def issue_text(stories: int = 30, **changes: Any) -> IssueText:
    whole = IssueText(
        publication="binh-hai", label="BẢN TIN", name="Phường Bình Hải", full_name="BẢN TIN Phường Bình Hải",
        tagline="", owner="Đảng ủy phường Bình Hải", publisher="UBND phường Bình Hải", periodicity="Hằng tuần",
        portal="https://binhhai.example", email="bantin@binhhai.example", phone="0225 3000 111",
        address="12 đường Ven Biển", imprint=(("Chịu trách nhiệm xuất bản:", "Vũ Thị Hạnh, Phó Bí thư"),),
        number=46, number_total=72, number_words="Số 46 (72)", date=dt.date(2026, 11, 26),
        date_words="Thứ Năm, ngày 26 tháng 11 năm 2026", title="", sections=SECTIONS,
        articles=tuple(article(number) for number in range(stories)),
    )  # fmt: skip
    return replace(whole, **changes)


def mailed(stories: int = 30, *, pdf: bytes = b"%PDF-1.7\n" * 500, correction: int = 0, **changes: Any) -> MailedIssue:
    picture = FrontPicture(JPEG, 640, 909)
    return MailedIssue(text=issue_text(stories, **changes), pdf=pdf, picture=picture, correction=correction)


def settings(**changes: Any) -> MailSettings:
    return replace(SETTINGS, **changes)
