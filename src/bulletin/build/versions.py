"""Versions of what a file was made with, for `release.json` and `bulletin doctor`."""

from __future__ import annotations

from importlib.metadata import PackageNotFoundError, version

PACKAGES = (
    "bulletin", "weasyprint", "pydyf", "pikepdf", "pillow", "uharfbuzz", "qrcode", "jinja2", "pyyaml",
    "markdown-it-py", "fontpkg-source-serif-4", "fontpkg-source-sans-3", "fontpkg-archivo-narrow",
)  # fmt: skip


def tool_versions() -> dict[str, str]:
    """Name → version of our packages, and of the Pango that set the lines."""
    found: dict[str, str] = {}
    for name in PACKAGES:
        try:
            found[name] = version(name)
        except PackageNotFoundError:
            found[name] = "unknown"
    from bulletin.layout.setting.library_versions import pango_version

    found["pango"] = pango_version()
    return found
