"""The checks of the templates and the style sheet of an office's own layout."""

from __future__ import annotations

from bulletin.errors import Finding
from bulletin.sources.layouts.read import ReadLayout


def check_files(found: ReadLayout) -> tuple[Finding, ...]:
    """What is wrong with the templates and the style sheet of an office's own layout; nothing is asked of shipped ones.

    The readers of both are imported here, since most issues have no layout of their own.
    """
    if found.files is None or not found.files.own:
        return ()
    from bulletin.sources.layouts.styles import check_style
    from bulletin.sources.layouts.templates import check_templates

    return (*check_templates(found.files, found.layout), *check_style(found.files))
