"""Pictures and text boxes of Word: new drawings, old VML, and the pictures that stand for embedded objects."""

from __future__ import annotations

from collections.abc import Iterator

from bulletin.importing import rules
from bulletin.importing.document import Origin, SourcePicture
from bulletin.importing.readers.beside import picture_beside, picture_name, tell_remote
from bulletin.importing.readers.context import FoundPictures
from bulletin.importing.readers.markup import Element, attr, tag
from bulletin.importing.readers.word.inline import chosen
from bulletin.importing.readers.word.parts import WordParts
from bulletin.lazy import dataclass


@dataclass(frozen=True, slots=True)
class WordDrawing:
    """What a drawing shows, in its order: pictures and the contents of text boxes."""

    picture: SourcePicture | None = None
    box: Element | None = None
    rule: bool = False


@dataclass
class Drawings:
    """Reads the drawings of one part."""

    parts: WordParts
    part: str
    pictures: FoundPictures

    def read(self, element: Element, origin: Origin) -> list[WordDrawing]:
        """Everything that a `w:drawing`, `w:pict` or `w:object` shows."""
        alt, name = "", ""
        made = []
        for part in _visible(element):
            kind = tag(part)
            if kind in {"docPr", "cNvPr"}:
                alt = alt or (attr(part, "descr") or "").strip()
                name = name or (attr(part, "name") or "")
            elif kind in {"blip", "imagedata"}:
                key = attr(part, "embed") or attr(part, "link") or attr(part, "id") or ""
                if (picture := self._picture(key, origin, alt or (attr(part, "title") or ""))) is not None:
                    made.append(WordDrawing(picture))
            elif kind == "txbxContent":
                made.append(WordDrawing(box=part))
            elif kind == "rect" and attr(part, "hr") in {"t", "true", "1"}:
                made.append(WordDrawing(rule=True))
        return made

    def _picture(self, key: str, origin: Origin, alt: str) -> SourcePicture | None:
        relation = self.parts.relations(self.part).get(key)
        if relation is None:
            return None
        if relation.external:
            return self._linked(relation.target, origin, alt)
        data = self.parts.package.get(relation.target)
        name = relation.target.rpartition("/")[2]
        stored = self.pictures.add(name, data) if data else None
        if stored is None:
            self.parts.context.tell(
                rules.BAD_MEMBER, name, member=name, reason="không phải ảnh hoặc quá nhiều ảnh / no picture or too many"
            )
        return SourcePicture(stored, origin, name, alt)

    def _linked(self, target: str, origin: Origin, alt: str) -> SourcePicture:
        """A picture that Word only links to: the one of its name beside the file, where there is one."""
        context = self.parts.context
        name = picture_name(target) or "anh"
        data = picture_beside(target, context)
        stored = self.pictures.add(name, data) if data else None
        if stored is None:
            tell_remote([name], "docx", context, target[:200])
        return SourcePicture(stored, origin, name, alt, href=target)


def _visible(element: Element) -> Iterator[Element]:
    """The elements of a drawing; of alternatives one branch, and nothing inside of a text box."""
    waiting = [element]
    while waiting:
        part = waiting.pop()
        if tag(part) == "AlternateContent":
            waiting.append(chosen(part))
            continue
        yield part
        if tag(part) != "txbxContent":
            waiting.extend(reversed(list(part)))
