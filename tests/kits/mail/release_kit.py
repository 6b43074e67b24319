"""A built issue made by hand in a moment: real PDF files, a true `release.json`, words in `articles.json`."""

from __future__ import annotations

import datetime as dt
import io
from collections.abc import Mapping
from pathlib import Path

import pikepdf

from bulletin.issue_text import ArticleText, IssueText, PhotoText, issue_text_bytes
from bulletin.release import FILE_NAME, Edition, Release, edition, fingerprints, release_bytes

A5, A4, A3 = (148.0, 210.0), (210.0, 297.0), (297.0, 420.0)
_PT = 72 / 25.4
ADVICE = {
    "advice_vi": "Một bản in trên 2 tờ.\nLồng các tờ vào nhau.",
    "advice_en": "One copy takes 2 sheets.\nNest them.",
}


def pdf(pages: int, size_mm: tuple[float, float]) -> bytes:
    """A PDF whose pages can be told apart: each draws a square at a height of its own."""
    with pikepdf.new() as file:
        width, height = (side * _PT for side in size_mm)
        for number in range(pages):
            page = file.add_blank_page(page_size=(width, height))
            page.obj.Contents = file.make_stream(b"0 g 30 %d 20 20 re f" % (30 + 25 * number))
        out = io.BytesIO()
        file.save(out, deterministic_id=True)
        return out.getvalue()


def squares(data: bytes) -> list[int]:
    """Which pages of `pdf` these are, counted from 0; -1 for a white one."""
    found = []
    with pikepdf.open(io.BytesIO(data)) as file:
        for page in file.pages:
            words = page.obj.Contents.read_bytes().split() if "/Contents" in page.obj else []
            found.append((int(words[3]) - 30) // 25 if len(words) > 3 else -1)
    return found


def booklet(paper: str = "A3", flip: str = "short", **more: str) -> Mapping[str, str]:
    """What the build says of a booklet of two sheets."""
    return {"scheme": "booklet", "paper": paper, "orientation": "landscape", "sides": "two", "flip": flip,
            "sheets": "2", "scale": "1", **ADVICE, **more}  # fmt: skip


def plain(pages: int, paper: str = "A4") -> Mapping[str, str]:
    """What the build says of single pages."""
    return {"paper": paper, "orientation": "portrait", "sides": "two" if pages > 1 else "one", "flip": "long",
            "sheets": str(-(-pages // 2)), **ADVICE}  # fmt: skip


def words(articles: tuple[ArticleText, ...] = (), **more: object) -> IssueText:
    """The words of an issue."""
    facts: dict[str, object] = {
        "publication": "ben-nuoc", "label": "BẢN TIN", "name": "Bến Nước", "full_name": "BẢN TIN Bến Nước",
        "tagline": "",
        "owner": "", "publisher": "Văn phòng phường Bến Nước", "periodicity": "Hằng tuần", "portal": "ben-nuoc.example",
        "email": "tin@ben-nuoc.example", "phone": "", "address": "", "imprint": (), "number": 7, "number_total": None,
        "number_words": "Số 7", "date": dt.date(2026, 11, 20), "date_words": "Thứ Sáu, ngày 20 tháng 11 năm 2026",
        "title": "Bến Nước số 7", "sections": ("Đời sống", "Kinh tế"), "articles": articles,
    }  # fmt: skip
    return IssueText(**{**facts, **more})  # type: ignore[arg-type]


def article(
    id_: str, title: str, *pages: int, section: str = "Đời sống", slot: str = "story", lead: str = "", alt: str = ""
) -> ArticleText:
    """A story of an issue, with a photo where `alt` describes one."""
    photos = (PhotoText(id="a", file="photos/a.jpg", caption="", credit="", alt=alt),) if alt else ()
    return ArticleText(
        id=id_, slot=slot, section=section, genre="", kicker="", title=title, subtitle="", lead=lead, authors=(),  # type: ignore[arg-type]
        place="", event_date=None, published_at=None, source="", source_url="", url="", documents=(), blocks=(),
        boxes=(), quotes=(), photos=photos, pages=pages,
    )  # fmt: skip


def release(folder: Path, files: Mapping[str, tuple[bytes, Mapping[str, str]]], text: IssueText | None = None) -> Path:
    """An issue folder with these editions in `build`; returns the issue folder."""
    text = text or words()
    build = folder / "build"
    build.mkdir(parents=True)
    (folder / "issue.yaml").write_text(f"so: {text.number}\n", encoding="utf-8")
    entries: list[Edition] = []
    for name, (data, how) in files.items():
        with pikepdf.open(io.BytesIO(data)) as file:
            entries.append(edition(name, f"{name}.pdf", data, len(file.pages), made_for=dict(how)))
        (build / f"{name}.pdf").write_bytes(data)
    beside = {"articles.json": issue_text_bytes(text)}
    (build / "articles.json").write_bytes(beside["articles.json"])
    made = Release(
        publication=text.publication, number=text.number, number_total=None, date=dt.date(2026, 11, 20),
        editions=tuple(entries), files=fingerprints(beside),
    )  # fmt: skip
    (build / FILE_NAME).write_bytes(release_bytes(made))
    return folder
