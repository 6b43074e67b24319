"""The look of runs and paragraphs: what is set directly, through styles and what they are based on, and the theme."""

from __future__ import annotations

from dataclasses import field, fields
from functools import lru_cache

from bulletin.importing.readers.markup import Element, attr, child, children, number, tag, value_of
from bulletin.importing.readers.word.parts import WordParts
from bulletin.lazy import dataclass

_DEEPEST = 20
"""How many styles may be based on each other; a circle of styles ends here."""
_OFF = {"0", "false", "off", "none"}
_FONT_KEYS = ("hAnsi", "ascii", "cs", "eastAsia")


@dataclass(frozen=True, slots=True)
class WordLook:
    """What one place says of a run; None where it says nothing."""

    font: str | None = None
    wide_font: str | None = None
    bold: bool | None = None
    italic: bool | None = None
    hidden: bool | None = None
    half_points: int | None = None
    raised: str | None = None

    def over(self, below: WordLook) -> WordLook:
        """This look where it says something, else the one below."""
        values = (
            getattr(below, item.name) if getattr(self, item.name) is None else getattr(self, item.name)
            for item in fields(WordLook)
        )
        return WordLook(*values)


NOTHING = WordLook()


@dataclass(frozen=True, slots=True)
class WordStyle:
    """A style with what it is based on; `based` is its id."""

    name: str
    based: str | None
    look: WordLook
    paragraph: Element | None


@dataclass
class Styles:
    """The styles of a file."""

    parts: WordParts
    by_id: dict[str, WordStyle] = field(default_factory=dict)
    default: WordLook = field(default_factory=WordLook)
    normal: str | None = None
    theme: dict[str, str] = field(default_factory=dict)
    _resolved: dict[str | None, WordLook] = field(default_factory=dict)

    def __post_init__(self) -> None:
        found = self.parts.related("theme")
        self.theme = {} if found is None else _theme(found[1])
        found = self.parts.related("styles")
        if found is not None:
            self._read(found[1])

    def _read(self, root: Element) -> None:
        self.default = self.look(child(root, "docDefaults", "rPrDefault", "rPr"))
        for element in children(root, "style"):
            key = attr(element, "styleId") or ""
            name = value_of(element, "name") or key
            self.by_id[key] = WordStyle(
                name, value_of(element, "basedOn"), self.look(child(element, "rPr")), child(element, "pPr")
            )
            if attr(element, "type") == "paragraph" and (attr(element, "default") or "0").lower() not in _OFF:
                self.normal = key

    def chain(self, key: str | None) -> list[WordStyle]:
        """A style and what it is based on, nearest first."""
        made: list[WordStyle] = []
        while key is not None and key in self.by_id and len(made) < _DEEPEST:
            made.append(self.by_id[key])
            key = made[-1].based
        return made

    def resolved(self, key: str | None) -> WordLook:
        """The look that a style gives."""
        if key not in self._resolved:
            look = WordLook()
            for style in self.chain(key):
                look = look.over(style.look)
            self._resolved[key] = look
        return self._resolved[key]

    def run_look(self, properties: Element | None, paragraph_style: str | None, tables: WordLook = NOTHING) -> WordLook:
        """How a run is shown. Bold of a paragraph's style is undone by bold of a character's style, as in Word."""
        below = self.resolved(paragraph_style or self.normal)
        letters = self.resolved(value_of(properties, "rStyle"))
        direct = self.look(properties)
        look = direct.over(letters).over(below).over(tables).over(self.default)
        toggled = {
            name: getattr(direct, name) if getattr(direct, name) is not None
            else _toggled(getattr(letters, name), getattr(below, name), getattr(tables, name))
            for name in ("bold", "italic", "hidden")
        }  # fmt: skip
        bold, italic, hidden = (
            getattr(self.default, name) if value is None else value for name, value in toggled.items()
        )
        return WordLook(look.font, look.wide_font, bold, italic, hidden, look.half_points, look.raised)

    def look(self, properties: Element | None) -> WordLook:
        """What run properties say."""
        if properties is None:
            return WordLook()
        fonts = child(properties, "rFonts")
        named = {key: self._font(fonts, key) for key in _FONT_KEYS}
        return WordLook(
            font=named["ascii"] or named["hAnsi"],
            wide_font=named["hAnsi"] or named["ascii"],
            bold=_switch(properties, "b"),
            italic=_switch(properties, "i"),
            hidden=_switch(properties, "vanish"),
            half_points=number(value_of(properties, "sz")),
            raised=value_of(properties, "vertAlign"),
        )

    def _font(self, fonts: Element | None, key: str) -> str | None:
        if fonts is None:
            return None
        theme = attr(fonts, f"{key}Theme")
        return self.theme.get(_theme_key(theme)) if theme else attr(fonts, key)


def _toggled(*values: bool | None) -> bool | None:
    said = [value for value in values if value is not None]
    return sum(said) % 2 == 1 if said else None


def _switch(properties: Element, name: str) -> bool | None:
    found = child(properties, name)
    return None if found is None else (attr(found, "val") or "1").lower() not in _OFF


@lru_cache(maxsize=16)
def _theme_key(name: str) -> str:
    return "major" if name.startswith("major") else "minor"


def _theme(root: Element) -> dict[str, str]:
    """The Latin faces of a theme: those of headings and of text."""
    scheme = child(root, "themeElements", "fontScheme")
    made = {}
    for part in scheme if scheme is not None else ():
        face = child(part, "latin")
        if face is not None and attr(face, "typeface"):
            made[tag(part).removesuffix("Font")] = attr(face, "typeface") or ""
    return made
