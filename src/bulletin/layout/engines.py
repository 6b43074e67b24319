"""The engine of a layout, kept between two builds as long as no byte of the layout or of its fonts has changed."""

from __future__ import annotations

import os
from dataclasses import replace
from pathlib import Path

from bulletin.assets.fonts.room import fonts_with_room
from bulletin.errors import BulletinError, Finding, InputError, Severity, has_errors
from bulletin.layout.engine import LayoutEngine
from bulletin.layout.font_checks import check_layout_fonts
from bulletin.layout.spec import spec_of
from bulletin.model import Issue
from bulletin.sources.layouts.read import ReadLayout, base_digest, font_folders, layout_of


def check_type(issue: Issue, found: ReadLayout, cache: Path) -> tuple[Finding, ...]:
    """What is wrong with the fonts of an office, and with the type that its own layout asks for.

    Only errors: findings on good fonts are reported by the build that uses them.
    """
    try:
        fonts, _, _ = fonts_with_room(font_folders(issue), cache)
        errors = tuple(finding for finding in fonts.findings if finding.severity is Severity.ERROR)
        if not errors and found.layout is not None and found.files is not None and found.files.own:
            check_layout_fonts(spec_of(found.layout, found.files), fonts)
    except BulletinError as error:
        return error.findings
    return errors


class Engines:
    """The engine that was made last, found again by the content of everything that it was made of.

    `cache` becomes a spare folder when the usual one has no room.
    """

    def __init__(self, cache: Path) -> None:
        self.cache = cache
        self._key: tuple[object, ...] = ()
        self._engine: LayoutEngine | None = None

    def engine(self, issue: Issue, name: str, bleed_mm: float = 0.0) -> tuple[LayoutEngine, tuple[Finding, ...]]:
        """The engine of that layout for an issue, and what there is to say about the fonts of the office.

        Args:
            issue: whose own layouts and fonts come first.
            name: of the layout.
            bleed_mm: of the print shop; the larger one counts.

        Raises:
            InputError: the layout or a font of the office cannot be used.
            ToolError: a font that is shipped is missing or not the checked one.
        """
        fonts, config, self.cache = fonts_with_room(font_folders(issue), self.cache)
        if has_errors(fonts.findings):
            raise InputError(fonts.findings)
        found = layout_of(issue, name)
        if found.layout is None or found.files is None:
            raise InputError(found.findings)
        spec = spec_of(found.layout, found.files)
        if bleed_mm > spec.bleed_mm:
            spec = replace(spec, bleed_mm=bleed_mm)
        faces = tuple((face.name, face.sha256) for face in fonts.faces)
        key = (found.files.shown, found.files.digest, base_digest(), spec.bleed_mm, faces)
        if self._engine is None or self._key != key:
            os.environ["FONTCONFIG_FILE"] = str(config)
            self._engine, self._key = LayoutEngine(spec, fonts, self.cache), key
        return self._engine, fonts.findings
