"""Was everything printed that a page's templates were given? What is missing, with the template and its line.

The proofs compare the slots with the issue; this comes first and knows which file to open.
"""

from __future__ import annotations

import dataclasses
import unicodedata
from collections.abc import Iterator, Sequence

from bulletin.errors import Finding, Place, Rule, Severity, Text
from bulletin.fields import roles
from bulletin.layout.pages.contents import Contents, ContentsEntry
from bulletin.layout.pages.frames import CommonHead, EndFrame, PageFrame, PhotoFrame, StoryFrame, TextFrame
from bulletin.layout.pages.furniture import Imprint, Masthead
from bulletin.layout.pages.skybox import Skybox
from bulletin.lazy import dataclass
from bulletin.sources.layouts.read import BASE, LayoutFiles

DROPPED = Rule(
    "layout.dropped",
    Severity.ERROR,
    Text("Khung {file} không in {what_vi}: “{words}”.", "The template {file} does not print {what_en}: “{words}”."),
    Text("Mọi chữ, ảnh và mã của số báo phải có trên trang; không nội dung nào được mất mà không báo.",
         "All words, photos and codes of an issue are printed; nothing is left out without a word."),
    Text("Hãy in lại chỗ này trong khung, như trong layouts/_base hoặc masthead.html.j2 của một mẫu có sẵn: {mend}",
         "Print it in the template, as layouts/_base or the masthead.html.j2 of a shipped layout does: {mend}"),
)  # fmt: skip
FRONT = ("label", "name", "publisher", "number", "date")
"""Words of the masthead that page 1 always shows."""
_ENTRIES = {"contents": ("“Trong số này”", "contents"), "skybox": ("dải giới thiệu", "line of teasers")}
_QUOTE = 60


@dataclass(frozen=True, slots=True)
class AskedPieces:
    """What the templates of one page asked `ink` for.

    Pieces by identity, single lines, (story, photo), addresses, and whether the logo was among it.
    """

    pieces: frozenset[int]
    singles: tuple[str, ...]
    photos: frozenset[tuple[str, str]]
    codes: frozenset[str]
    logo: bool = False


def dropped(
    files: LayoutFiles, page: PageFrame, masthead: Masthead | None, contents: Contents | None, imprint: Imprint | None,
    printed: AskedPieces, skybox: Skybox | None = None,
) -> tuple[Finding, ...]:  # fmt: skip
    """A finding for everything that the templates of a page were given and did not print."""
    found = _Dropped(files, printed)
    return (
        *(finding for story in page.stories for finding in found.story(story)),
        *(finding for story in page.stories if story.over for finding in found.common_head(story.over)),
        *(found.masthead(masthead) if masthead else ()),
        *(found.entries(contents.entries, "contents") if contents else ()),
        *(found.entries(skybox.entries, "skybox") if skybox else ()),
        *(found.imprint(imprint) if imprint else ()),
    )


class _Dropped:
    def __init__(self, files: LayoutFiles, printed: AskedPieces) -> None:
        self.files, self.printed = files, printed
        self.lines = {bare(line) for line in printed.singles}
        self.all = "\n".join(bare(line) for line in printed.singles)

    def story(self, story: StoryFrame) -> Iterator[Finding]:
        name = story.story.entry.article.id
        for part in (*story.head, *story.items):
            yield from self._part(part, name)

    def common_head(self, head: CommonHead) -> Iterator[Finding]:
        if bare(head.words) not in self.lines:
            what = ("đầu chung của các tin ngắn", "the common head of several briefs")
            mend = '{% include "briefs-head.html.j2" %}'
            yield self._lost("page.html.j2", "story.over", what, head.words, mend)

    def _part(self, part: object, story: str) -> Iterator[Finding]:
        """Text, photos and codes of one piece of a story, however deep."""
        if isinstance(part, TextFrame):
            if id(part) not in self.printed.pieces:
                what = (f"chữ của bài {story}", f"text of the story {story}")
                yield self._lost(
                    "parts.html.j2", "ink.text", what, part.text.words(part.first, part.last), "ink.text(t)"
                )
            return
        if isinstance(part, PhotoFrame) and (story, part.item.photo.id) not in self.printed.photos:
            what = (f"ảnh của bài {story}", f"a photo of the story {story}")
            yield self._lost("parts.html.j2", "ink.photo", what, part.item.photo.id, "ink.photo(f)")
        if isinstance(part, EndFrame) and part.qr and part.url and part.url not in self.printed.codes:
            what = (f"mã QR của bài {story}", f"the QR code of the story {story}")
            yield self._lost("parts.html.j2", "ink.code", what, part.url, "ink.code(e.url, e.qr, …)")
        if type(part).__module__ == TextFrame.__module__ and dataclasses.is_dataclass(part):
            for item in dataclasses.fields(part):
                value = getattr(part, item.name)
                for inner in value if isinstance(value, tuple) else (value,):
                    yield from self._part(inner, story)

    def masthead(self, masthead: Masthead) -> Iterator[Finding]:
        for name in FRONT:
            words = getattr(masthead, name)
            if words and bare(words) not in self.all:
                what = ("chữ phải có ở đầu trang nhất", "words that page 1 must show")
                yield self._lost("masthead.html.j2", f"masthead.{name}", what, words, f"masthead.{name}")
        if masthead.logo is not None and not self.printed.logo:
            what = ("biểu trưng của ấn phẩm", "the logo of the publication")
            mend = "{% if masthead.logo %}{{ ink.logo(frame(x, y, w, h)) }}{% endif %}"
            yield self._lost("masthead.html.j2", "masthead.logo", what, masthead.logo.file, mend)

    def entries(self, entries: Sequence[ContentsEntry], name: str) -> Iterator[Finding]:
        """What is missing of the contents (`contents`) or of the teasers (`skybox`)."""
        vi, en = _ENTRIES[name]
        for entry in entries:
            title = entry.title.text.words()
            if id(entry.title) not in self.printed.pieces:
                what = (f"một mục của {vi}", f"an entry of the {en}")
                yield self._lost(f"{name}.html.j2", f"{name}.entries", what, title, "ink.text(e.title)")
            elif str(entry.page) not in self.lines:
                what = (f"số trang của một mục trong {vi}", f"the page of an entry of the {en}")
                role = roles.TEASER_NUMBER if name == "skybox" else roles.CONTENTS_NUMBER
                mend = f'ink.line("{role}", e.page ~ "", …)'
                yield self._lost(f"{name}.html.j2", "e.page", what, f"{title} {entry.page}", mend)

    def imprint(self, imprint: Imprint) -> Iterator[Finding]:
        what = ("một dòng thông tin xuất bản", "a line of the imprint")
        for line in imprint.lines:
            if id(line) not in self.printed.pieces:
                yield self._lost("imprint.html.j2", "imprint.lines", what, line.text.words(), "ink.text(t)")
        if imprint.caption is not None and id(imprint.caption) not in self.printed.pieces:
            words = imprint.caption.text.words()
            yield self._lost("imprint.html.j2", "imprint.caption", what, words, "ink.text(imprint.caption)")
        if imprint.url and imprint.qr and imprint.url not in self.printed.codes:
            what = ("mã QR của trang Facebook", "the QR code of the fan page")
            yield self._lost("imprint.html.j2", "imprint.qr", what, imprint.url, "ink.code(imprint.url, imprint.qr, …)")

    def _lost(self, template: str, name: str, what: tuple[str, str], words: str, mend: str) -> Finding:
        """The finding at the line of the template that names the value, or at its first line."""
        place = self._place(template, name)
        short = words if len(words) <= _QUOTE else words[: _QUOTE - 1] + "…"
        values = {"file": place.file or "", "what_vi": what[0], "what_en": what[1], "words": short, "mend": mend}
        return Finding(DROPPED, place, short, values)

    def _place(self, template: str, name: str) -> Place:
        """An office's own template before its own `page.html.j2`, before the shared one."""
        own = next((file for file in (template, "page.html.j2") if file in self.files.data), None)
        if own is None:
            return Place(f"layouts/{BASE}/{template}")
        lines = self.files.text(own).splitlines()
        for wanted in (name, name.partition(".")[0]):
            for number, line in enumerate(lines, 1):
                if wanted in line:
                    return Place(self.files.label(own), number)
        return Place(self.files.label(own), 1)


def bare(text: str) -> str:
    """The characters alone: NFC, without spaces, case folded."""
    return "".join(unicodedata.normalize("NFC", text).casefold().split())
