"""Words become glyphs, in the very font files that the lines were measured with; and a face's subset is cut."""

from __future__ import annotations

import hashlib
import re
from collections.abc import Collection, Iterable, Set
from itertools import pairwise

import uharfbuzz as hb  # type: ignore[import-untyped]

from bulletin.assets.fonts.face import Face
from bulletin.layout.words.pieces import UndrawnError
from bulletin.lazy import dataclass

_WORDS = re.compile(r"[^ ]+| ")
_KEPT = frozenset(
    ("glyf", "loca", "head", "hhea", "hmtx", "maxp", "cvt ", "fpgm", "prep", "name", "post", "OS/2", "cmap")
)
_FIRST_LETTER, _LETTERS, _TAG_LENGTH = ord("A"), 26, 6


@dataclass(frozen=True, slots=True)
class Shaped:
    """Glyphs of some characters, in font units: the text, advance and offset of each."""

    glyphs: tuple[int, ...]
    advances: tuple[int, ...]
    texts: tuple[str, ...]
    offsets: tuple[tuple[int, int], ...]
    width: int


class FaceShaper:
    """One face; remembers what it has shaped."""

    def __init__(self, face: Face) -> None:
        self.face = face
        self._hb_face = hb.Face(hb.Blob.from_file_path(str(face.path)))
        self._font = hb.Font(self._hb_face)
        self.upem: int = self._hb_face.upem
        self._done: dict[tuple[str, str], Shaped] = {}
        tags = set(self._hb_face.table_tags)
        self.drawable = {"glyf", "loca"} <= tags and not {"fvar", "COLR", "SVG ", "CBDT", "sbix"} & tags
        """Whether it has outlines of the kind that our fonts embed."""

    def words(self, text: str, language: str) -> Shaped:
        """The glyphs of a text whose words are shaped one by one: letters are not kerned across a stretched space."""
        key = text, f"{language} "
        done = self._done.get(key)
        if done is None:
            parts = [self.shape(part, language) for part in _WORDS.findall(text)]
            offsets = any(part.offsets for part in parts)
            done = self._done[key] = Shaped(
                tuple(glyph for part in parts for glyph in part.glyphs),
                tuple(advance for part in parts for advance in part.advances),
                tuple(letters for part in parts for letters in part.texts),
                tuple(at for part in parts for at in part.offsets or ((0, 0),) * len(part.glyphs)) if offsets else (),
                sum(part.width for part in parts),
            )
        return done

    def shape(self, text: str, language: str) -> Shaped:
        """The glyphs of a text.

        Raises:
            UndrawnError: a letter is missing, or several glyphs share a letter, so that no map can give them a text.
        """
        key = text, language
        done = self._done.get(key)
        if done is None:
            done = self._done[key] = self._shape(text, language)
        return done

    def _shape(self, text: str, language: str) -> Shaped:
        buffer = hb.Buffer()
        buffer.add_str(text)
        buffer.guess_segment_properties()
        if language:
            buffer.language = language
        hb.shape(self._font, buffer)
        infos, positions = buffer.glyph_infos, buffer.glyph_positions
        glyphs = tuple(info.codepoint for info in infos)
        starts = [info.cluster for info in infos]
        if 0 in glyphs:
            raise UndrawnError(f"a letter that {self.face.name} lacks")
        if starts and (starts[0] != 0 or any(a >= b for a, b in pairwise(starts))):
            raise UndrawnError(f"letters of several glyphs in {self.face.name}")
        ends = [*starts[1:], len(text)]
        offsets = tuple((p.x_offset, p.y_offset) for p in positions)
        advances = tuple(p.x_advance for p in positions)
        texts = tuple(text[a:b] for a, b in zip(starts, ends, strict=True))
        return Shaped(glyphs, advances, texts, offsets if any(map(any, offsets)) else (), sum(advances))

    def advance(self, glyph: int) -> int:
        """How wide the font says that a glyph is, in font units."""
        return int(self._font.get_glyph_h_advance(glyph))

    def space(self) -> tuple[int, int]:
        """The glyph of the space and its width, in font units."""
        shaped = self.shape(" ", "")
        return shaped.glyphs[0], shaped.advances[0]

    def subset(self, glyphs: Set[int]) -> bytes:
        """A TrueType file with some glyphs under their own numbers, and the font's own table of their letters."""
        plan = hb.SubsetInput()
        plan.glyph_set.update(glyphs)
        plan.unicode_set.update(u for u in self._hb_face.unicodes if self._font.get_nominal_glyph(u) in glyphs)
        plan.flags = hb.SubsetFlags.RETAIN_GIDS | hb.SubsetFlags.NOTDEF_OUTLINE | hb.SubsetFlags.NO_LAYOUT_CLOSURE
        plan.drop_table_tag_set.update(
            int.from_bytes(tag.encode(), "big") for tag in self._hb_face.table_tags if tag not in _KEPT
        )
        plan.layout_feature_tag_set.clear()
        data = bytes(hb.subset(self._hb_face, plan).blob.data)
        if not data:
            raise ValueError(f"HarfBuzz gave no subset of {self.face.postscript_name}")
        return data

    def metrics(self) -> dict[str, float]:
        """What a font descriptor says, in thousandths of the size."""
        get, scale = self._font.get_metric_position_with_fallback, 1000 / self.upem
        return {
            "Ascent": self.face.ascent * scale, "Descent": self.face.descent * scale,
            "CapHeight": get(hb.OTMetricsTag.CAP_HEIGHT) * scale,
            "ItalicAngle": float(self._font.get_style_value(hb.StyleTag.SLANT_ANGLE)),
        }  # fmt: skip

    def box(self, glyphs: Iterable[int]) -> tuple[float, float, float, float]:
        """The box around some glyphs, in thousandths of the size."""
        found = [e for e in map(self._font.get_glyph_extents, glyphs) if e is not None]
        scale = 1000 / self.upem
        return (
            min((e.x_bearing for e in found), default=0) * scale,
            min((e.y_bearing + e.height for e in found), default=0) * scale,
            max((e.x_bearing + e.width for e in found), default=0) * scale,
            max((e.y_bearing for e in found), default=0) * scale,
        )

    def tag(self, glyphs: Collection[int]) -> str:
        """Six letters that name a subset (ISO 32000-1, 9.6.4); the same for the same glyphs of the same file."""
        words = f"{self.face.sha256} {sorted(glyphs)}".encode()
        number = int.from_bytes(hashlib.sha256(words).digest()[:8], "big")
        letters = []
        for _ in range(_TAG_LENGTH):
            number, letter = divmod(number, _LETTERS)
            letters.append(chr(_FIRST_LETTER + letter))
        return "".join(letters)


class Shapers:
    """The faces of a build by family, weight and style."""

    def __init__(self, faces: Iterable[Face]) -> None:
        self._faces: dict[tuple[str, int, str], Face] = {(f.family, f.weight, f.style): f for f in faces}
        self._made: dict[tuple[str, int, str], FaceShaper] = {}

    @property
    def names(self) -> frozenset[tuple[str, int, str]]:
        """What can be asked for."""
        return frozenset(self._faces)

    def of(self, face: tuple[str, int, str]) -> FaceShaper:
        """The shaper of a face.

        Raises:
            UndrawnError: its outlines are of a kind that we do not embed.
        """
        made = self._made.get(face)
        if made is None:
            made = self._made[face] = FaceShaper(self._faces[face])
        if not made.drawable:
            raise UndrawnError(f"the outlines of {made.face.name}")
        return made
