"""COMPOSE: frames and a layout's templates become one HTML document whose every piece has its place.

The templates decide what surrounds the text; they cannot lose any: each piece of text is registered as a `TextSlot` in
the moment a template prints it, so the list of slots is the order of the document, and the proofs compare it with the
issue on one side and with the finished PDF on the other.
"""

from __future__ import annotations

import hashlib
from collections.abc import Mapping, Sequence
from dataclasses import field, replace
from html import escape
from pathlib import Path

from markupsafe import Markup

from bulletin.assets.fonts.load import Face, FontSet
from bulletin.assets.qr import QrSymbol, svg
from bulletin.errors import BulletinError, Finding, InputError
from bulletin.geometry import PT_PER_MM
from bulletin.layout.laid import DrawingSlot, Logo, PageBox, PhotoSlot, QrSlot, TextSlot
from bulletin.layout.lines.shape import Shaper
from bulletin.layout.pages.contents import Contents
from bulletin.layout.pages.frames import Frame, PageFrame, PhotoFrame, StoryFrame, TextFrame
from bulletin.layout.pages.furniture import Imprint, Masthead
from bulletin.layout.pages.html import (
    class_names,
    expect,
    fitted,
    frame_of,
    html_lines,
    lines_of,
    measure_of,
    mm,
    part_words,
    place,
    placeholder_name,
    planned_lines,
    role_classes,
    splits_word,
    text_of,
)
from bulletin.layout.pages.printed import AskedPieces, dropped
from bulletin.layout.pages.skybox import Skybox
from bulletin.layout.pages.template_cache import TemplateCache
from bulletin.layout.spec import LayoutSpec, Role
from bulletin.layout.words.plan import PlannedLine
from bulletin.lazy import dataclass
from bulletin.sources.layouts.read import BASE_STYLE, STYLE, base_files
from bulletin.sources.layouts.templates import MAX_NUMBERS, place_of, sandbox, template_finding

PAGE = "page.html.j2"
LOGO = "bieu-trung"
"""The name of the publication's logo among the pictures of page 1."""
WHOLE = (0.0, 0.0, 1.0, 1.0)
MAX_HTML = 4_000_000
"""Characters of one page; more is a template that never ends."""


@dataclass(frozen=True, slots=True)
class ComposedPage:
    """The HTML of one page and what is on it."""

    number: int
    html: str
    slots: tuple[TextSlot, ...]
    lines: tuple[tuple[str, ...], ...]
    photos: tuple[PhotoSlot, ...]
    qr_codes: tuple[QrSlot, ...]
    links: tuple[str, ...]
    outline: tuple[str, ...]
    findings: tuple[Finding, ...] = ()
    drawings: tuple[DrawingSlot, ...] = ()
    planned: tuple[tuple[PlannedLine, ...], ...] = ()


@dataclass(slots=True)
class _Ledger:
    """What a page's templates have printed so far."""

    page: int
    story: str | None = None
    slots: list[TextSlot] = field(default_factory=list)
    lines: list[tuple[str, ...]] = field(default_factory=list)
    planned: list[tuple[PlannedLine, ...]] = field(default_factory=list)
    photos: list[PhotoSlot] = field(default_factory=list)
    drawings: list[DrawingSlot] = field(default_factory=list)
    codes: list[QrSlot] = field(default_factory=list)
    links: list[str] = field(default_factory=list)
    outline: list[str] = field(default_factory=list)
    pieces: set[int] = field(default_factory=set)
    singles: list[str] = field(default_factory=list)


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
            spec=spec, place=place, mm=mm, lines=html_lines, classes=role_classes, fit=self._fit, drop=self._drop,
            frame=frame_of,
        )  # fmt: skip

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
        if role.capitals != 1:
            # Without a line height of its own a smaller size would move the line off the grid.
            css += f".{name} small{{font-size:{role.capitals}em;line-height:0}}"
        return css + (f".{name} i{{font-style:normal}}" if role.style == "italic" else "")

    def _fit(self, text: str, role_name: str, width_mm: float) -> float:
        """Size in pt at which a line fits the width, at most the role's own."""
        role = self.spec.role(str(role_name))
        natural = self.shaper.text(str(text), role)
        measure_of(width_mm)
        return round(min(role.size_pt, role.size_pt * width_mm * PT_PER_MM / natural), 2) if natural else role.size_pt

    def _drop(self, role_name: str) -> float:
        """How far the baseline of a line of a role is below its top, mm: lines of two roles are level by it."""
        return round(self.shaper.baseline(self.spec.role(str(role_name))) / PT_PER_MM, 4)

    def head(self, meta: Mapping[str, str]) -> str:
        """Everything before the pages."""
        tags = "".join(f'<meta name="{escape(k)}" content="{escape(v)}">' for k, v in meta.items() if k != "title")
        title = f"<title>{escape(meta.get('title', ''))}</title>"
        style = f"<style>{self.style_sheet()}</style>"
        return f'<!doctype html><html lang="vi"><head><meta charset="utf-8">{title}{tags}{style}</head><body>'

    def page(
        self, page: PageFrame, *, masthead: Masthead | None, contents: Contents | None, imprint: Imprint | None,
        running: tuple[str, str], symbols: Mapping[str, QrSymbol], skybox: Skybox | None = None,
        section: str = "",
    ) -> ComposedPage:  # fmt: skip
        """One page; its HTML depends on nothing but the arguments, so a preview can tell which pages changed."""
        ledger = _Ledger(page.number)
        html = self._rendered({
            "page": page, "masthead": masthead, "contents": contents, "imprint": imprint, "running": running,
            "skybox": skybox, "section": section,
            "ink": TemplateInk(ledger, self.shaper, self.spec, symbols, masthead.logo if masthead else None),
            "right": bool(page.number % 2),
        })  # fmt: skip
        photos = frozenset((slot.story, slot.photo) for slot in ledger.photos)
        codes = frozenset(slot.url for slot in ledger.codes)
        logo = bool(ledger.drawings) or ("", LOGO) in photos
        printed = AskedPieces(frozenset(ledger.pieces), tuple(ledger.singles), photos, codes, logo)
        return ComposedPage(
            page.number, html, tuple(ledger.slots), tuple(ledger.lines), tuple(ledger.photos), tuple(ledger.codes),
            tuple(ledger.links), tuple(ledger.outline),
            dropped(self.spec.files, page, masthead, contents, imprint, printed, skybox), tuple(ledger.drawings),
            tuple(ledger.planned),
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


class TemplateInk:
    """What a template may print: every call leaves its trace in the ledger."""

    TEMPLATE_METHODS = frozenset(("bookmark", "cell", "code", "line", "link", "logo", "photo", "story", "text"))
    __slots__ = ("_ledger", "_logo", "_shaper", "_spec", "_symbols")

    def __init__(
        self, ledger: _Ledger, shaper: Shaper, spec: LayoutSpec, symbols: Mapping[str, QrSymbol],
        logo: Logo | None = None,
    ) -> None:  # fmt: skip
        self._logo = logo
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
            planned_lines(piece),
            part_words(piece),
            piece.text.again,
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
        """Attributes of a table cell that is left, right or in the middle of its column."""
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
        planned: tuple[PlannedLine, ...] = (), parts: tuple[str, ...] = (), again: tuple[str, ...] = (),
    ) -> str:  # fmt: skip
        box = PageBox(self._ledger.page, frame.x, frame.y, frame.w, frame.h)
        left = max((line.hang_start for line in planned), default=0.0) / PT_PER_MM
        right = max((line.hang_end for line in planned), default=0.0) / PT_PER_MM
        slot = TextSlot(self._ledger.story, role, text, box, begins, ends, mark, split, (left, right), parts, again)
        self._ledger.slots.append(slot)
        self._ledger.lines.append(lines)
        self._ledger.planned.append(planned)
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
        box = PageBox(self._ledger.page, frame.frame.x, frame.frame.y, frame.frame.w, frame.frame.h)
        story, photo = self._ledger.story or "", frame.item.photo
        name = placeholder_name(story, photo.id)
        marker = f"bulletin-photo:{story}/{photo.id}".encode()
        self._ledger.photos.append(PhotoSlot(marker, story, photo.id, photo.file, frame.crop, box, photo.alt))
        return Markup(
            f'<img src="{name}" alt="{escape(photo.alt)}" style="width:{mm(box.width)};height:{mm(box.height)}">'
        )

    def logo(self, frame: Frame) -> Markup:
        """The element of the logo, as large as the frame holds it and in its middle; nothing where there is none."""
        expect(frame, Frame, "ink.logo")
        logo, page = self._logo, self._ledger.page
        if logo is None:
            return Markup("")
        if self._ledger.drawings or any(not slot.story for slot in self._ledger.photos):
            raise ValueError("ink.logo: the logo is printed once")
        inner = fitted(frame, logo.ratio)
        box = PageBox(page, inner.x, inner.y, inner.w, inner.h)
        if logo.svg:
            address = f"logo/{hashlib.sha256(logo.svg).hexdigest()[:16]}.svg"
            self._ledger.drawings.append(DrawingSlot(address, logo.svg, LOGO, logo.file, box, logo.alt))
        else:
            address, marker = placeholder_name("", LOGO), f"bulletin-photo:/{LOGO}".encode()
            self._ledger.photos.append(PhotoSlot(marker, "", LOGO, logo.file, WHOLE, box, logo.alt))
        # What a drawing has beyond its own edges is cut off: the page setter shows it otherwise.
        return Markup(
            f'<div class="at logo" style="{place(inner, True)};overflow:hidden"><img src="{address}" '
            f'alt="{escape(logo.alt)}" style="width:{mm(inner.w)};height:{mm(inner.h)}"></div>'
        )

    def code(self, url: str, frame: Frame, alt: str) -> Markup:
        """The QR code of an address as inline SVG."""
        expect(frame, Frame, "ink.code")
        symbol = self._symbols[url]
        box = PageBox(self._ledger.page, frame.x, frame.y, frame.w, frame.h)
        self._ledger.codes.append(QrSlot(url, box, symbol.module_mm))
        return Markup(svg(symbol, alt))
