"""Versions of what a file was made with, for `release.json` and `bulletin doctor`."""

from __future__ import annotations

import sys
from pathlib import Path

from bulletin.lazy import pattern

PACKAGES = (
    "bulletin", "weasyprint", "pydyf", "pikepdf", "pillow", "uharfbuzz", "qrcode", "jinja2", "pyyaml",
    "markdown-it-py", "fontpkg-source-serif-4", "fontpkg-source-sans-3", "fontpkg-archivo-narrow",
)  # fmt: skip
_JOINTS = pattern(r"[-_.]+")


def tool_versions() -> dict[str, str]:
    """Name → version of our packages, and of the Pango that set the lines."""
    folders = _folders()
    found = {name: (_written(folders[name]) if name in folders else "") or _asked(name) for name in PACKAGES}
    from bulletin.layout.setting.library_versions import pango_version

    found["pango"] = pango_version()
    return found


def _folders() -> dict[str, Path]:
    """Where pip wrote what a distribution is, by its name; the first on the path counts."""
    found: dict[str, Path] = {}
    for place in map(Path, sys.path):
        for folder in sorted(place.glob("*-*.dist-info")):
            found.setdefault(_JOINTS.sub("-", folder.name.partition("-")[0]).lower(), folder)
    return found


def _written(folder: Path) -> str:
    """The version in the head of `METADATA`; empty where it cannot be read."""
    try:
        head = (folder / "METADATA").read_text("utf-8", "replace").partition("\n\n")[0]
    except OSError:
        return ""
    return next((line.partition(":")[2].strip() for line in head.splitlines() if line.startswith("Version:")), "")


def _asked(name: str) -> str:
    """What the standard library says of a distribution. Its first use loads all that reads mails (10 ms)."""
    from importlib.metadata import PackageNotFoundError, version

    try:
        return version(name)
    except PackageNotFoundError:
        return "unknown"
