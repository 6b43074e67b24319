"""Archives with readable stories, and a browser that reads pages from the disk and tells what it asks for."""

from __future__ import annotations

import contextlib
import datetime as dt
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import replace
from pathlib import Path
from typing import Any

from archive_kit import NOW, text_pdf, words_of
from playwright.sync_api import Browser, Page, sync_playwright

from bulletin.archive.store.root import Archive
from bulletin.archive.store.writer import create_archive, writing
from bulletin.issue_text import ArticleText, BlockText, IssueText, issue_text_bytes
from bulletin.release import Release, edition, release_bytes

CHROMIUM = "/usr/bin/chromium"
PATIENCE_MS = 180_000  # a busy machine answers late, and that is no fault


def story(title: str, pages: Sequence[int] = (1,), **parts: Any) -> ArticleText:
    """A story with a title; `text` is its only paragraph, other names are fields of `ArticleText`."""
    plain = words_of(1, title).articles[0]
    text = parts.pop("text", "Nội dung.")
    blocks = (BlockText(kind="paragraph", text=text),)
    return replace(plain, id=title.lower()[:20], pages=tuple(pages), photos=(), **{"blocks": blocks} | parts)


def issue(number: int, date: dt.date, *stories: ArticleText) -> IssueText:
    """The words of an issue."""
    sections = tuple(dict.fromkeys(one.section for one in stories if one.section))
    return replace(words_of(number, "x"), number=number, date=date, articles=stories, sections=sections)


def archive_of(folder: Path, *issues: IssueText, pdfs: Mapping[int, bytes] | None = None) -> Archive:
    """An archive with these issues; each has a file of two small pages unless `pdfs` has another for its number."""
    made = create_archive(folder)
    with writing(made) as writer:
        for words in issues:
            name = "screen" if words.articles else "imported"
            data = (pdfs or {}).get(words.number) or text_pdf(f"So {words.number} mot", f"So {words.number} hai")
            pages = data.count(b"/Type /Page\n") or 2
            release = Release(
                publication=words.publication, number=words.number, number_total=None, date=words.date,
                editions=(edition(name, f"{name}.pdf", data, pages),), findings=(), files={}, inputs={}, layout={},
                fonts={}, tools={},
            )  # fmt: skip
            files: dict[str, bytes] = {
                "release.json": release_bytes(release), "articles.json": issue_text_bytes(words), f"{name}.pdf": data,
                "text/page-01.txt": f"Chữ của số {words.number}, biển lặng\n".encode(), "text/page-02.txt": b"\n",
            }  # fmt: skip
            ident = f"{words.publication}-{words.date.year}-{words.number:03d}"
            writer.add(ident, files, "thử", NOW)
    return made


@contextlib.contextmanager
def chromium() -> Iterator[Browser]:
    """Debian's Chromium."""
    with sync_playwright() as machine:
        browser = machine.chromium.launch(executable_path=CHROMIUM, timeout=PATIENCE_MS)
        yield browser
        browser.close()


@contextlib.contextmanager
def browser_page(browser: Browser, asked: list[str] | None = None, **options: Any) -> Iterator[Page]:
    """A page without a network, as of a person who never was here; its addresses are put into `asked`."""
    context = browser.new_context(offline=True, **options)
    context.set_default_timeout(PATIENCE_MS)
    page = context.new_page()
    problems: list[str] = []
    page.on("pageerror", lambda error: problems.append(str(error)))
    page.on("console", lambda message: problems.append(message.text) if message.type == "error" else None)
    if asked is not None:
        page.on("request", lambda request: asked.append(request.url))
    yield page
    context.close()
    assert problems == []
