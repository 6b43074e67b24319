"""`fonts/families.yaml` as typed values: which variable files, which static faces are cut from them."""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path
from typing import Any, Literal, cast

from bulletin import datafiles
from bulletin.lazy import dataclass

Style = Literal["normal", "italic"]

WEIGHT_NAMES: Mapping[int, str] = {
    100: "Thin",
    200: "ExtraLight",
    300: "Light",
    400: "Regular",
    500: "Medium",
    600: "SemiBold",
    700: "Bold",
    800: "ExtraBold",
    900: "Black",
}

PANGO_WEIGHTS: Mapping[int, str] = {
    100: "Thin",
    200: "Ultra-Light",
    300: "Light",
    400: "",
    500: "Medium",
    600: "Semi-Bold",
    700: "Bold",
    800: "Ultra-Bold",
    900: "Heavy",
}
"""What Pango calls them in a font description, from which WeasyPrint makes the font names of a PDF."""


def style_name(weight: int, style: str) -> str:
    """`Regular`, `Italic`, `Bold`, `Bold Italic` …: the style part of a font's full name."""
    name = WEIGHT_NAMES.get(weight, f"W{weight}")
    if style != "italic":
        return name
    return "Italic" if weight == 400 else f"{name} Italic"


def postscript_name(family: str, weight: int, style: str) -> str:
    """`SourceSerif4Display-BoldItalic`: ASCII without spaces, as the PostScript name of a font must be."""
    stem = "".join(ch for ch in family if ch.isascii() and ch.isalnum()) or "Font"
    return f"{stem}-{style_name(weight, style).replace(' ', '')}"


@dataclass(frozen=True, slots=True)
class SourceFile:
    """One variable font file, as the package must hold it."""

    distribution: str
    module: str
    version: str
    licence: str
    file: str
    sha256: str


@dataclass(frozen=True, slots=True)
class FaceSpec:
    """A static face to be cut: `axes` pins every axis of the variable file; `min_line_height` in em.

    `old_figures` says that its figures are old-style ones: some reach below the baseline, as small letters do.
    """

    family: str
    role: str
    weight: int
    style: Style
    axes: Mapping[str, float]
    min_line_height: float
    source: SourceFile
    old_figures: bool = False

    @property
    def postscript_name(self) -> str:
        return postscript_name(self.family, self.weight, self.style)


def catalogue_path() -> Path:
    """`fonts/families.yaml` of this installation."""
    return datafiles.find("fonts", "families.yaml")


def read_catalogue(path: Path) -> tuple[FaceSpec, ...]:
    """Every face of the catalogue in its order.

    The file ships with the program, so a mistake in it is a bug and raises KeyError or ValueError.
    """
    data = cast("dict[str, Any]", datafiles.read_yaml(path))
    specs: list[FaceSpec] = []
    for family in data["families"]:
        package = data["packages"][family["package"]]
        for face in family["faces"]:
            axes = {"wght": float(face["weight"])} | {tag: float(value) for tag, value in family["pinned"].items()}
            if axes.keys() != package["axes"].keys():
                raise ValueError(f"{family['family']}: every axis must be pinned")
            file = package["files"][face["style"]]
            source = SourceFile(
                package["distribution"], package["module"], package["version"], package["licence"],
                file["file"], file["sha256"],
            )  # fmt: skip
            specs.append(
                FaceSpec(
                    family["family"],
                    family["role"],
                    face["weight"],
                    face["style"],
                    axes,
                    float(face["min_line_height"]),
                    source,
                    family.get("figures") == "old",
                )
            )
    return tuple(specs)
