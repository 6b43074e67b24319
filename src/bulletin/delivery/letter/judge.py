"""What a finished letter must be, whoever wrote its templates. Pure: HTML and text → findings."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterator
from html.parser import HTMLParser

from bulletin.delivery.letter import rules
from bulletin.delivery.letter.templates import COLUMNS, HTML, TEXT, LetterTemplates
from bulletin.errors import Finding, Place
from bulletin.lazy import pattern

MOST_HTML_BYTES = 90_000
_FORBIDDEN = frozenset((
    "script", "iframe", "object", "embed", "form", "input", "button", "link", "base", "audio", "video", "source", "svg",
    "math", "frame", "frameset", "applet", "template", "portal", "noscript", "picture", "track", "textarea", "select",
))  # fmt: skip
_ADDRESSES = frozenset(("href", "src", "background", "action", "srcset", "poster", "data", "cite", "longdesc", "ping",
                        "formaction", "xlink:href", "lowsrc", "dynsrc", "usemap", "manifest"))  # fmt: skip
_REMOTE_STYLE = pattern(r"url\s*\(|@import|expression\s*\(|-moz-binding|behavior\s*:|image-set\s*\(|\\", re.I)
_WORD = pattern(r"[^\W_]+(?:[^\s\w<>]*[^\W_]+)*", re.UNICODE)
_SILENT = frozenset(("style", "title", "head"))


class Seen(HTMLParser):
    """What is in an HTML text: its words, headings, pictures, links, and what must not be there."""

    def __init__(self) -> None:
        super().__init__(convert_charrefs=True)
        self.words: list[str] = []
        self.headings: list[int] = []
        self.links: list[str] = []
        self.wrong: list[str] = []
        self.lang = ""
        self._silent = 0
        self._style = False

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        values = {name: value or "" for name, value in attrs}
        if tag in _FORBIDDEN:
            self.wrong.append(f"<{tag}>")
        if tag == "html":
            self.lang = values.get("lang", "")
        if re.fullmatch(r"h[1-6]", tag):
            self.headings.append(int(tag[1]))
        if tag == "meta" and "http-equiv" in values:
            self.wrong.append("<meta http-equiv>")
        if tag == "img":
            self._picture(values)
        for name, value in values.items():
            self._attribute(tag, name, value)
        self._silent += tag in _SILENT
        self._style = tag == "style"

    def _picture(self, values: dict[str, str]) -> None:
        if not values.get("src", "").startswith("cid:"):
            self.wrong.append(f"<img src={values.get('src', '')[:60]}>")
        if not values.get("alt", "").strip():
            self.wrong.append("<img> không có alt / without alt")
        self.words.append(values.get("alt", ""))

    def _attribute(self, tag: str, name: str, value: str) -> None:
        bare = re.sub(r"[\x00-\x20]", "", value)
        if name.startswith("on"):
            self.wrong.append(name)
        elif name == "style" and _REMOTE_STYLE.search(value):
            self.wrong.append(f"style={value[:60]}")
        elif name == "href" and tag == "a":
            self.links.append(value)
            if not re.match(r"(https?://|mailto:|tel:)", bare, re.I):
                self.wrong.append(f"href={value[:60]}")
        elif name in _ADDRESSES and not (tag == "img" and name == "src"):
            self.wrong.append(f"{name}={value[:60]}")

    def handle_endtag(self, tag: str) -> None:
        self._silent -= tag in _SILENT and self._silent > 0
        self._style = False

    def handle_data(self, data: str) -> None:
        if self._style and _REMOTE_STYLE.search(data):
            self.wrong.append("url(…) / @import")
        if not self._silent:
            self.words.append(data)


def seen(html: str) -> Seen:
    """Everything that the judge asks of an HTML text."""
    found = Seen()
    found.feed(html)
    found.close()
    return found


def words_of(text: str) -> list[str]:
    """The words of a text in NFC without case, each without the signs around it."""
    return _WORD.findall(unicodedata.normalize("NFC", text).casefold())


def judge_plain(html: str, templates: LetterTemplates) -> Iterator[Finding]:
    """Findings on what must be in no letter; asked of the HTML also before anything reads its style sheets."""
    page = templates.label(HTML)
    for word in dict.fromkeys(seen(html).wrong):
        yield Finding(rules.REMOTE, Place(page), word, {"word": word, "file": page})


def judge(html: str, text: str, templates: LetterTemplates, stops: tuple[str, ...]) -> Iterator[Finding]:
    """Findings on a letter. `stops` are the addresses by which readers stop; both parts must hold one of them."""
    found = seen(html)
    page, sheet = templates.label(HTML), templates.label(TEXT)
    yield from judge_plain(html, templates)
    before = 0
    for level in found.headings:
        if level > before + 1:
            yield Finding(rules.HEADINGS, Place(page), "", {"word": f"h{before} → h{level}", "file": page})
        before = level
    if not found.lang:
        yield _missing("lang", "lang", page)
    if found.headings[:1] != [1] or found.headings.count(1) != 1:
        yield _missing("một tiêu đề h1", "one heading h1", page)
    for part, file, links in ((html, page, found.links), (text, sheet, [text])):
        if not any(stop in link for stop in stops for link in links) and part is not None:
            yield _missing("cách ngừng nhận", "how to stop", file)
    yield from _unsaid(found, text, sheet)
    widest = max((line for line in text.split("\n") if len(line.split()) > 1), key=len, default="")
    if len(widest) > COLUMNS:
        values = {"size": str(len(widest)), "limit": str(COLUMNS), "file": sheet}
        yield Finding(rules.WIDE, Place(sheet), widest[:80], values)
    if (size := len(html.encode())) > MOST_HTML_BYTES:
        values = {"size": str(size // 1000), "limit": str(MOST_HTML_BYTES // 1000), "file": page}
        yield Finding(rules.TOO_LONG, Place(page), "", values)


def _unsaid(found: Seen, text: str, file: str) -> Iterator[Finding]:
    """The plain text says every word of the HTML, as often or not, and every address it links to."""
    said = set(words_of(text))
    unsaid = [word for word in dict.fromkeys(words_of(" ".join(found.words))) if word not in said]
    unsaid += [link for link in dict.fromkeys(found.links) if not link.startswith("mailto:") and link not in text]
    if unsaid:
        shown = ", ".join(unsaid[:5])
        yield _missing(f"những chữ này trong bản chữ: {shown}", f"these words in the plain text: {shown}", file)


def _missing(vi: str, en: str, file: str) -> Finding:
    return Finding(rules.MISSING, Place(file), "", {"word_vi": vi, "word_en": en, "file": file})
