"""COMPOSE: frames and a layout's templates become one HTML document whose every piece has its place.

The templates decide what surrounds the text; they cannot lose any: each piece of text is registered as a `TextSlot` in
the moment a template prints it, so the list of slots is the order of the document, and the proofs compare it with the
issue on one side and with the finished PDF on the other.
"""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field, replace
from html import escape
from pathlib import Path

from markupsafe import Markup

from bulletin.assets.fonts import Face, FontSet
from bulletin.assets.qr import QrSymbol, svg
from bulletin.errors import BulletinError, Finding, InputError
from bulletin.layout.frames import Frame, PageFrame, PhotoFrame, StoryFrame, TextFrame
from bulletin.layout.furniture import Contents, Imprint, Masthead
from bulletin.layout.measure import SetText
from bulletin.layout.pages import Box, PhotoSlot, QrSlot, TextSlot
from bulletin.layout.printed import Printed, dropped
from bulletin.layout.shape import Shaper
from bulletin.layout.spec import LayoutSpec, Role
from bulletin.layout.template_cache import TemplateCache
from bulletin.model import Span
from bulletin.sources.layouts import BASE_STYLE, STYLE, base_files
from bulletin.sources.templates import MAX_NUMBERS, place_of, sandbox, template_finding
from bulletin.text.glue import ties

PAGE = "page.html.j2"
MAX_HTML = 4_000_000
"""Characters of one page; more is a template that never ends."""
MAX_MM = 10_000.0


@dataclass(frozen=True, slots=True)
class ComposedPage:
    """The HTML of one page and what stands on it."""

    number: int
    html: str
    slots: tuple[TextSlot, ...]
    lines: tuple[tuple[str, ...], ...]
    photos: tuple[PhotoSlot, ...]
    qr_codes: tuple[QrSlot, ...]
    links: tuple[str, ...]
    outline: tuple[str, ...]
    findings: tuple[Finding, ...] = ()


@dataclass(slots=True)
class _Ledger:
    """What a page's templates have printed so far."""

    page: int
    story: str | None = None
    slots: list[TextSlot] = field(default_factory=list)
    lines: list[tuple[str, ...]] = field(default_factory=list)
    photos: list[PhotoSlot] = field(default_factory=list)
    codes: list[QrSlot] = field(default_factory=list)
    links: list[str] = field(default_factory=list)
    outline: list[str] = field(default_factory=list)
    pieces: set[int] = field(default_factory=set)
    singles: list[str] = field(default_factory=list)


def placeholder_name(story: str, photo: str) -> str:
    """The address of the picture that stands for a photo in the raw PDF."""
    return f"photos/{story}/{photo}.jpg"


def lines_of(piece: TextFrame) -> tuple[str, ...]:
    """The characters of each planned line of a piece."""
    return tuple(piece.text.text[line.start : line.end] for line in piece.text.lines[piece.first : piece.last])


def text_of(piece: TextFrame) -> str:
    """The characters of a piece; where a long address was cut, no space is added."""
    out = ""
    end = -1
    for line in piece.text.lines[piece.first : piece.last]:
        out += ("" if not out or line.start == end else " ") + piece.text.text[line.start : line.end]
        end = line.end
    return out


def splits_word(piece: TextFrame) -> bool:
    """Return whether the piece ends inside a word that goes on in the next one."""
    lines = piece.text.lines
    return 0 < piece.last < len(lines) and lines[piece.last].start == lines[piece.last - 1].end


def _marked_up(text: SetText, start: int, end: int) -> str:
    """Characters [start, end) with their faces as `<b>` and `<i>`."""
    out: list[str] = []
    offset = 0
    for span in text.inline:
        a, b = max(start - offset, 0), min(end - offset, len(span.text))
        if a < b:
            out.append(_tagged(span, span.text[a:b]))
        offset += len(span.text)
    return "".join(out)


def _tagged(span: Span, characters: str) -> str:
    html = escape(characters, quote=False)
    if span.italic:
        html = f"<i>{html}</i>"
    return f"<b>{html}</b>" if span.bold else html


def html_lines(piece: TextFrame) -> Markup:
    """The lines of a piece, each ended by a preserved line break.

    The last line of a justified paragraph would be stretched like the others, and so would a line that the author
    ended; an empty span as wide as what is missing leaves it at its planned gap. Another is the white before verse.
    """
    expect(piece, TextFrame, "lines")
    html = "\n".join(_line_html(piece, number) for number in range(piece.first, piece.last))
    return Markup(html)


def _line_html(piece: TextFrame, number: int) -> str:
    text, line = piece.text, piece.text.lines[number]
    html = _marked_up(text, line.start, line.end)
    if line.inset:
        html = f'<span style="padding-left:{line.inset:.3f}pt"></span>{html}'
    if text.role.align == "justify" and text.ends_typed_line(line):
        measure = text.width_pt - (text.indent_pt if number == 0 else 0.0)
        rest = measure - line.width - line.spaces * line.gap
        if rest > 0.3:
            html += f'<span style="padding-right:{rest:.2f}pt"></span>'
    return html


def referee_html(text: SetText) -> str:
    """Attributes and content of a `<p>` that WeasyPrint may break by itself, keeping only what must not be parted."""
    out, at = "", 0
    for start, end in ties(text.text, last_line=True):
        out += _marked_up(text, at, start) + f'<span class="n">{_marked_up(text, start, end)}</span>'
        at = end
    out += _marked_up(text, at, len(text.text))
    out = out.replace("\n", "<br>")
    return f'class="{role_classes(text.role_name)}" style="text-indent:{text.indent_pt:.3f}pt">{out}'


def mm(value: float) -> str:
    """A length for CSS; a ten-thousandth of a millimetre is finer than any press."""
    return f"{measure_of(value):.4f}".rstrip("0").rstrip(".") + "mm"


def measure_of(value: float) -> float:
    """A length that a page can have; templates are users' and may compute anything."""
    if isinstance(value, bool) or not isinstance(value, int | float) or not abs(value) <= MAX_MM:
        raise ValueError(f"a length of {value!r}")
    return float(value)


def frame_of(x: float, y: float, w: float, h: float) -> Frame:
    """A frame that a template asks for."""
    return Frame(measure_of(x), measure_of(y), measure_of(w), measure_of(h))


def place(frame: Frame, height: bool = False) -> Markup:
    """Declarations that put an element into its frame."""
    expect(frame, Frame, "place")
    css = f"left:{mm(frame.x)};top:{mm(frame.y)};width:{mm(frame.w)}"
    return Markup(css + (f";height:{mm(frame.h)}" if height else ""))


def role_classes(name: str) -> str:
    """`headline-story-2` → `headline headline-story headline-story-2`, so that a layout may style any of them."""
    expect(name, str, "classes")
    parts = name.split("-")
    return " ".join("-".join(parts[: i + 1]) for i in range(len(parts)))


class Composer:
    """Renders the templates of one layout."""

    def __init__(
        self, spec: LayoutSpec, fonts: FontSet, shaper: Shaper, faces: Sequence[Face], cache: Path | None = None
    ) -> None:
        """Compiled templates are kept in `cache`."""
        self.spec = spec
        self.shaper = shaper
        self._css = fonts.css(faces)
        self.env = sandbox(spec.files)
        if cache:
            self.env.bytecode_cache = TemplateCache(cache, type(self.env))
        self.env.offer(
            spec=spec, place=place, mm=mm, lines=html_lines, classes=role_classes, fit=self._fit, frame=frame_of
        )

    def style_sheet(self) -> str:
        """Fonts, page, palette and roles from `layout.yaml`, then the layout's own `style.css`."""
        return f"{self._shared_style()}\n{self.spec.files.text(STYLE)}"

    @property
    def style_offset(self) -> int:
        """Lines of the style sheet before the first one of `style.css`."""
        return self._shared_style().count("\n") + 1

    def _shared_style(self) -> str:
        spec = self.spec
        width, height = spec.trim_mm
        palette = "".join(f"--{name}:{ink.srgb};" for name, ink in spec.palette.items())
        inks = "".join(f".ink-{name}{{color:{ink.srgb}}}" for name, ink in spec.palette.items())
        rules = [
            self._css,
            f"@page{{size:{mm(width)} {mm(height)};margin:0;bleed:{mm(spec.bleed_mm)}}}",
            f"html{{{palette}}}{inks}",
            base_files()[BASE_STYLE].decode("utf-8"),
            *(self._role_css(name, role) for name, role in sorted(spec.roles.items(), key=lambda r: r[0].count("-"))),
        ]
        return "\n".join(rules)

    def _role_css(self, name: str, role: Role) -> str:
        align = "justify;text-align-last:justify" if role.align == "justify" else role.align
        spacing = ""
        if role.align == "justify":
            space = self.shaper.space(self.shaper.face(role), role.size_pt)
            least = min(space, self.spec.spaces.word_min_em * role.size_pt)
            spacing = f";word-spacing:{least - space:.4f}pt"
        css = (
            f".{name}{{font:{role.style} {role.weight} {role.size_pt}pt/{role.leading_pt}pt '{role.family}';"
            f"text-align:{align}{spacing}}}.{name} b{{font-weight:{role.bold_weight}}}"
        )
        return css + (f".{name} i{{font-style:normal}}" if role.style == "italic" else "")

    def _fit(self, text: str, role_name: str, width_mm: float) -> float:
        """Size in pt at which a line fits the width, at most the role's own."""
        role = self.spec.role(str(role_name))
        natural = self.shaper.text(str(text), role)
        measure_of(width_mm)
        return round(min(role.size_pt, role.size_pt * width_mm * 72 / 25.4 / natural), 2) if natural else role.size_pt

    def head(self, meta: Mapping[str, str]) -> str:
        """Everything before the pages."""
        tags = "".join(f'<meta name="{escape(k)}" content="{escape(v)}">' for k, v in meta.items() if k != "title")
        title = f"<title>{escape(meta.get('title', ''))}</title>"
        style = f"<style>{self.style_sheet()}</style>"
        return f'<!doctype html><html lang="vi"><head><meta charset="utf-8">{title}{tags}{style}</head><body>'

    def page(
        self, page: PageFrame, *, masthead: Masthead | None, contents: Contents | None, imprint: Imprint | None,
        running: tuple[str, str], symbols: Mapping[str, QrSymbol],
    ) -> ComposedPage:  # fmt: skip
        """One page; its HTML depends on nothing but the arguments, so a preview can tell which pages changed."""
        ledger = _Ledger(page.number)
        html = self._rendered({
            "page": page, "masthead": masthead, "contents": contents, "imprint": imprint, "running": running,
            "ink": Ink(ledger, self.shaper, self.spec, symbols), "right": bool(page.number % 2),
        })  # fmt: skip
        photos = frozenset((slot.story, slot.photo) for slot in ledger.photos)
        codes = frozenset(slot.url for slot in ledger.codes)
        printed = Printed(frozenset(ledger.pieces), tuple(ledger.singles), photos, codes)
        return ComposedPage(
            page.number, html, tuple(ledger.slots), tuple(ledger.lines), tuple(ledger.photos), tuple(ledger.codes),
            tuple(ledger.links), tuple(ledger.outline),
            dropped(self.spec.files, page, masthead, contents, imprint, printed),
        )  # fmt: skip

    def _rendered(self, values: Mapping[str, object]) -> str:
        """The HTML of a page.

        Raises:
            InputError: a template of an office failed; a failure of a shipped one is a bug.
        """
        self.env.range.left = MAX_NUMBERS
        chunks: list[str] = []
        try:
            size = 0
            for chunk in self.env.get_template(PAGE).generate(values):
                chunks.append(chunk)
                size += len(chunk)
                if size > MAX_HTML:
                    raise ValueError(f"more than {MAX_HTML} characters on one page")
        except MemoryError:
            raise
        except Exception as error:
            if not self.spec.files.own:
                raise
            raise InputError(self._failure(error)) from error
        return "".join(chunks)

    def _failure(self, error: Exception) -> list[Finding]:
        """What a failing template means, at its file and line."""
        place = place_of(error, self.env.labels, PAGE)
        if isinstance(error, BulletinError):
            return [replace(finding, place=place) for finding in error.findings]
        return [template_finding(error, place.file or PAGE, place.line)]


def expect(value: object, kind: type, call: str) -> None:
    if not isinstance(value, kind):
        raise TypeError(f"{call} takes a {kind.__name__}, not {type(value).__name__}")


def class_names(extra: str) -> str:
    """Names of classes that a template adds."""
    if not re.fullmatch(r"[A-Za-z0-9_ -]*", str(extra)):
        raise ValueError(f"no names of classes: {extra}")
    return str(extra)


class Ink:
    """What a template may print: every call leaves its trace in the ledger."""

    TEMPLATE_METHODS = frozenset(("bookmark", "cell", "code", "line", "link", "photo", "story", "text"))
    __slots__ = ("_ledger", "_shaper", "_spec", "_symbols")

    def __init__(self, ledger: _Ledger, shaper: Shaper, spec: LayoutSpec, symbols: Mapping[str, QrSymbol]) -> None:
        self._ledger = ledger
        self._shaper = shaper
        self._spec = spec
        self._symbols = symbols

    def story(self, story: StoryFrame | None) -> str:
        """From here on pieces belong to this story (None: to the furniture)."""
        if story is not None:
            expect(story, StoryFrame, "ink.story")
        self._ledger.story = story.story.entry.article.id if story else None
        return ""

    def text(self, piece: TextFrame, at: bool = True, extra: str = "") -> Markup:
        """Attributes of the element that will hold `lines(piece)`; `at` places it absolutely."""
        expect(piece, TextFrame, "ink.text")
        self._ledger.pieces.add(id(piece))
        characters = text_of(piece)
        if piece.mark:
            characters = f"{piece.mark} {characters}"
        slot = self._slot(
            piece.text.role_name,
            characters,
            piece.frame,
            lines_of(piece),
            piece.begins,
            piece.ends,
            piece.mark,
            splits_word(piece),
        )
        style = str(place(piece.frame)) if at else ""
        if piece.begins and piece.text.indent_pt:
            style += f";text-indent:{piece.text.indent_pt:.3f}pt"
        if piece.lead_pt:
            style += f";padding-top:{piece.lead_pt:.3f}pt"
        if piece.left_pt:
            style += f";padding-left:{piece.left_pt:.3f}pt;box-sizing:border-box"
        classes = " ".join(c for c in (role_classes(piece.text.role_name), "at" if at else "", class_names(extra)) if c)
        styled = f' style="{style.lstrip(";")}"' if style else ""
        return Markup(f'class="{classes}" data-slot="{slot}"{styled}')

    def cell(self, piece: TextFrame, side: str) -> Markup:
        """Attributes of a table cell that stands left, right or in the middle of its column."""
        return self.text(piece, False, {"right": "to-right", "center": "to-centre"}.get(side, ""))

    def line(self, role: str, text: str, frame: Frame, size_pt: float | None = None, extra: str = "") -> Markup:
        """A single line of furniture: its attributes. Measuring it finds letters that its face lacks."""
        expect(frame, Frame, "ink.line")
        text = str(text)
        self._shaper.text(text, self._spec.role(str(role)))
        self._ledger.singles.append(text)
        slot = self._slot(role, text, frame, (text,))
        size = f";font-size:{measure_of(size_pt)}pt" if size_pt else ""
        return Markup(
            f'class="{role_classes(role)} at line {class_names(extra)}" data-slot="{slot}" style="{place(frame)}{size}"'
        )

    def _slot(
        self, role: str, text: str, frame: Frame, lines: tuple[str, ...],
        begins: bool = True, ends: bool = True, mark: str = "", split: bool = False,
    ) -> str:  # fmt: skip
        box = Box(self._ledger.page, frame.x, frame.y, frame.w, frame.h)
        self._ledger.slots.append(TextSlot(self._ledger.story, role, text, box, begins, ends, mark, split))
        self._ledger.lines.append(lines)
        return f"{self._ledger.page}.{len(self._ledger.slots) - 1}"

    def bookmark(self, title: str) -> str:
        expect(title, str, "ink.bookmark")
        self._ledger.outline.append(title)
        return title

    def link(self, url: str) -> str:
        expect(url, str, "ink.link")
        if not url.startswith("#"):
            self._ledger.links.append(url)
        return url

    def photo(self, frame: PhotoFrame) -> Markup:
        """The `<img>` of a photo: a placeholder that an edition swaps for the photo at its own resolution."""
        expect(frame, PhotoFrame, "ink.photo")
        box = Box(self._ledger.page, frame.frame.x, frame.frame.y, frame.frame.w, frame.frame.h)
        story, photo = self._ledger.story or "", frame.item.photo
        name = placeholder_name(story, photo.id)
        marker = f"bulletin-photo:{story}/{photo.id}".encode()
        self._ledger.photos.append(PhotoSlot(marker, story, photo.id, photo.file, frame.crop, box, photo.alt))
        return Markup(
            f'<img src="{name}" alt="{escape(photo.alt)}" style="width:{mm(box.width)};height:{mm(box.height)}">'
        )

    def code(self, url: str, frame: Frame, alt: str) -> Markup:
        """The QR code of an address as inline SVG."""
        expect(frame, Frame, "ink.code")
        symbol = self._symbols[url]
        box = Box(self._ledger.page, frame.x, frame.y, frame.w, frame.h)
        self._ledger.codes.append(QrSlot(url, box, symbol.module_mm))
        return Markup(svg(symbol, alt))
