"""What a file must keep to: from a print shop's conditions, or from the edition for screen, copier and archive."""

from __future__ import annotations

from dataclasses import fields, replace
from typing import Any, Literal

from bulletin.errors import Text
from bulletin.fields.outputs import EditionName
from bulletin.fields.printer import READING_PPI, Condition, Marks, Printer, Standard
from bulletin.lazy import dataclass

Inks = Literal["cmyk", "black", "rgb"]


@dataclass(frozen=True, slots=True, kw_only=True)
class EditionLimits:
    """The promises of one profile; lengths in mm, type and lines in pt, inks in per cent. None: no limit.

    `spaces` are the colour families that may be used; with `inks` black, CMYK only as black alone. `validate` names the
    veraPDF flavours that the file must keep to. `folded` says that the pages are folded into a booklet. `icc_sha256`
    and `icc_name` are those of the job's profile.
    """

    profile: str
    title: Text
    edition: EditionName
    standard: Standard = "none"
    validate: tuple[str, ...] = ()
    spaces: frozenset[str] = frozenset({"gray", "rgb"})
    inks: Inks = "rgb"
    condition: Condition | None = None
    icc_sha256: str | None = None
    icc_name: str | None = None
    trim_mm: tuple[float, float] | None = None
    bleed_mm: float = 0.0
    marks: Marks = "none"
    marks_allowed: bool = True
    ink_limit: float | None = None
    lightest_tint: float | None = None
    ppi_least: float = READING_PPI.least
    ppi_good: float = READING_PPI.good
    ppi_most: float = 450.0
    bitmap_least: float | None = None
    bitmap_most: float = 3600.0
    min_text_pt: float = 5.0
    min_text_one_ink_pt: float = 5.0
    min_text_inks_pt: float = 0.0
    min_line_pt: float = 0.0
    min_line_inks_pt: float = 0.0
    safety_mm: float = 0.0
    fold_safety_mm: float = 0.0
    folded: bool = False
    page_multiple: int = 1
    spots: tuple[str, ...] = ()
    max_mb: float = 100.0
    language: str = "vi"

    @property
    def press(self) -> bool:
        """Whether the file is for a print shop."""
        return self.edition == "press"

    @property
    def printed(self) -> bool:
        """Whether the file becomes paper in the first place."""
        return self.edition in ("press", "office")

    @property
    def acts(self) -> bool:
        """Whether links are welcome."""
        return self.edition in ("screen", "record")


TITLES: dict[EditionName, Text] = {
    "screen": Text("Bản đọc trên máy", "Screen edition"),
    "press": Text("Bản gửi nhà in", "Press edition"),
    "office": Text("Bản in ở cơ quan", "Office edition"),
    "record": Text("Bản lưu trữ", "Record edition"),
}

_SHIPPED: dict[str, str] = {
    "Máy photo, máy in laser của cơ quan": "The office's copier or laser printer",
    "Offset bốn màu, giấy couché": "Four-colour offset on coated paper",
    "Offset một màu đen": "Offset in black only",
}
"""The printers that come along; an office's own are called what their files say, in both languages."""


def _title(printer: Printer) -> Text:
    return Text(printer.title, _SHIPPED.get(printer.title, printer.title))


def limits_for(
    edition: EditionName,
    printer: Printer | None = None,
    *,
    profile: str | None = None,
    trim_mm: tuple[float, float] | None = None,
    bleed_mm: float | None = None,
    marks: Marks | None = None,
    x1a: bool = False,
    record: Literal["a-3a", "a-1b"] = "a-3a",
    icc_sha256: str | None = None,
    icc_name: str | None = None,
) -> EditionLimits:
    """The limits of an edition.

    Args:
        edition: what the file is for.
        printer: the shop's or the copier's conditions; needed for press, welcome for office.
        profile: the name that reports show; the edition's by default.
        trim_mm: the size that was ordered, None when the file's first page decides.
        bleed_mm: a publication's own bleed instead of the shop's.
        marks: marks that this publication asks for.
        x1a: PDF/X-1a was asked for.
        record: the archive's standard.
        icc_sha256: hash of the ICC profile that the file must carry.
        icc_name: description of that profile.

    Raises:
        ValueError: press without a printer.
    """
    name = profile or edition
    if edition == "press":
        if printer is None:
            raise ValueError("press limits need a printer")
        return _press(name, printer, trim_mm, bleed_mm, marks, x1a, icc_sha256, icc_name)
    if edition == "office":
        return _office(name, printer, trim_mm)
    title = TITLES[edition]
    if edition == "record":
        # PDF/A-3a with PDF/UA-1, or PDF/A-1b which the national preservation standard asks for.
        flavours = ("3a", "ua1") if record == "a-3a" else ("1b",)
        return EditionLimits(
            profile=name, title=title, edition=edition, validate=flavours, trim_mm=trim_mm, ppi_most=320.0
        )
    return EditionLimits(profile=name, title=title, edition=edition, validate=("ua1",), trim_mm=trim_mm, ppi_most=400.0)


_OF_SHOP = tuple(
    field.name for field in fields(EditionLimits) if field.name in {own.name for own in fields(Printer)} - {"title"}
)
"""What a shop's file says in the same words as the limits; whatever is added to both is taken over."""
_OF_COPIER = ("min_text_pt", "min_text_one_ink_pt", "min_line_pt", "lightest_tint", "safety_mm", "max_mb")


def _taken(printer: Printer, names: tuple[str, ...]) -> dict[str, Any]:
    """Values of a printer by the names that the limits use as well."""
    return {name: getattr(printer, name) for name in names}


def _press(
    name: str,
    printer: Printer,
    trim_mm: tuple[float, float] | None,
    bleed_mm: float | None,
    marks: Marks | None,
    x1a: bool,
    icc_sha256: str | None,
    icc_name: str | None,
) -> EditionLimits:
    of_shop = EditionLimits(
        profile=name,
        title=_title(printer),
        edition="press",
        spaces=frozenset({"gray", "cmyk"}),
        icc_sha256=icc_sha256,
        icc_name=icc_name,
        trim_mm=trim_mm,
        ppi_least=printer.photo_ppi.least,
        ppi_good=printer.photo_ppi.good,
        ppi_most=max(450.0, printer.photo_ppi.best * 1.15),
        bitmap_least=printer.bitmap_ppi,
        folded=printer.page_multiple > 1,
        **_taken(printer, _OF_SHOP),
    )
    standard: Standard = "x-1a" if x1a else printer.standard
    return replace(
        of_shop,
        standard=standard,
        validate={"x-4": ("2b",), "x-1a": ("1b",), "none": ()}[standard],
        bleed_mm=of_shop.bleed_mm if bleed_mm is None else bleed_mm,
        marks=of_shop.marks if marks is None else marks,
    )


def _office(name: str, printer: Printer | None, trim_mm: tuple[float, float] | None) -> EditionLimits:
    common = EditionLimits(
        profile=name,
        title=TITLES["office"] if printer is None else _title(printer),
        edition="office",
        spaces=frozenset({"gray"}),
        inks="black",
        trim_mm=trim_mm,
        ppi_most=450.0,
        min_text_pt=6.0,
        min_line_pt=0.25,
        # Copiers cannot print the outer 4 to 5 mm of a sheet.
        safety_mm=5.0,
        max_mb=100.0,
    )
    if printer is None:
        return common
    ppi = printer.photo_ppi
    return replace(common, ppi_least=ppi.least, ppi_good=ppi.good, **_taken(printer, _OF_COPIER))
