"""The two values that everybody who sets type works with: one face, and all faces of a build."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import asdict
from pathlib import Path

from bulletin.assets.fonts import rules
from bulletin.assets.fonts.catalogue import PANGO_WEIGHTS, Style
from bulletin.errors import Finding, ToolError
from bulletin.lazy import dataclass


@dataclass(frozen=True, slots=True)
class Face:
    """One static face. `ascent` and `descent` (negative) in font units, `min_line_height` in em.

    `origin` says where it comes from (package and version, or the office's own file); `required_missing` holds the
    characters of REQUIRED that it lacks.
    """

    family: str
    weight: int
    style: Style
    path: Path
    postscript_name: str
    min_line_height: float
    upem: int
    ascent: int
    descent: int
    sha256: str
    role: str
    origin: str
    licence: str
    required_missing: str = ""

    @property
    def name(self) -> str:
        """For people: `Source Serif 4 700 italic`."""
        return f"{self.family} {self.weight}{' italic' if self.style == 'italic' else ''}"

    @property
    def pdf_name(self) -> str:
        """Its name in a PDF that Pango described, without the six-letter subset tag and without commas.

        Pango writes `Source-Serif-4,` and `Source-Serif-4-Semi-Bold-Italic`; compare after taking the commas out.
        """
        words = (
            self.family,
            PANGO_WEIGHTS.get(self.weight, f"weight={self.weight}"),
            "Italic" * (self.style == "italic"),
        )
        return "-".join(word for word in words if word).replace(" ", "-").replace(",", "")

    @property
    def url(self) -> str:
        """Its address in our style sheets, below the virtual base of a build."""
        return f"fonts/{self.postscript_name}{self.path.suffix.lower()}"


@dataclass(frozen=True, slots=True)
class FontSet:
    """All faces of a build, one per family, weight and style. `folder` holds the faces of the catalogue."""

    faces: tuple[Face, ...]
    folder: Path
    findings: tuple[Finding, ...] = ()

    def face(self, family: str, weight: int = 400, style: Style = "normal") -> Face:
        """The face of exactly this family, weight and style.

        Raises:
            ToolError: there is none (`font.family-unknown`, `font.face-missing`); nothing is ever put in its place.
        """
        members = [face for face in self.faces if face.family == family]
        for face in members:
            if (face.weight, face.style) == (weight, style):
                return face
        if not members:
            known = ", ".join(dict.fromkeys(face.family for face in self.faces))
            raise ToolError([Finding(rules.FAMILY_UNKNOWN, quote=family, values={"family": family, "known": known})])
        known = ", ".join(f"{face.weight} {face.style}" for face in members)
        values = {"family": family, "weight": str(weight), "style": style, "known": known}
        raise ToolError([Finding(rules.FACE_MISSING, quote=family, values=values)])

    def css(self, faces: Iterable[Face] | None = None) -> str:
        """`@font-face` rules for some faces (default all), with addresses like `fonts/SourceSerif4-Bold.ttf`."""
        return "".join(_font_face(face) for face in _unique(self.faces if faces is None else faces))

    def urls(self, faces: Iterable[Face] | None = None) -> Mapping[str, Path]:
        """The file behind each address of `css()`."""
        return {face.url: face.path for face in _unique(self.faces if faces is None else faces)}


def _unique(faces: Iterable[Face]) -> tuple[Face, ...]:
    return tuple(dict.fromkeys(faces))


def _font_face(face: Face) -> str:
    family = face.family.replace("\\", "\\\\").replace('"', '\\"')
    descriptors = f'font-family:"{family}";font-weight:{face.weight};font-style:{face.style};src:url("{face.url}")'
    return f"@font-face{{{descriptors}}}\n"


def face_from_row(row: dict[str, object], folder: Path) -> Face:
    """A face from its row of an index file; the path there is relative to `folder`."""
    return Face(**{**row, "path": folder / str(row["path"])})  # type: ignore[arg-type]


def row_from_face(face: Face) -> dict[str, object]:
    """The row of an index file for a face."""
    return {**asdict(face), "path": face.path.name}
