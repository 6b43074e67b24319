"""The table of `runtime/start/compiled.py` and WeasyPrint's parsed style sheets, made in a process of their own.

The table holds what the modules of a build compile when they are loaded, ours and those of the libraries, and every
pattern and constructor of ours that waits for its first use.
"""

from __future__ import annotations

import dataclasses
import gc
import importlib
import pkgutil
from collections.abc import Mapping
from pathlib import Path
from typing import Any

import bulletin
from bulletin import lazy
from bulletin.layout.setting.weasy_import import make_sheets
from bulletin.runtime.cache import keep_sealed
from bulletin.runtime.progress import SILENT, Progress
from bulletin.runtime.start.compiled import KIND, table_name, table_of

_ROOMS = (
    "assets", "build", "desk", "editions", "fields", "layout", "pdf", "preflight", "runtime", "sources", "text",
)  # fmt: skip
"""Folders of the program that a build uses."""
_LIBRARIES = ("markdown_it", "qrcode.main", "jinja2", "weasyprint", "pikepdf", "pypdfium2", "zxingcpp", "numpy")


def job(order: Mapping[str, object], report: Progress = SILENT) -> dict[str, Any]:
    """Child entry: write the table and WeasyPrint's style sheets into the `folder` of the order."""
    folder = Path(str(order["folder"]))
    make_compiled(folder / KIND / table_name())
    make_sheets(folder)  # here sets come in the same order each time
    return {}


def make_compiled(file: Path) -> None:
    """Write the table; for a process that has loaded next to nothing.

    Raises:
        OSError: the file cannot be written.
    """
    patterns: set[tuple[str | bytes, int]] = set()
    compiler: Any = importlib.import_module("re._compiler")
    compiling = compiler.compile

    def noted(p: Any, flags: int = 0) -> Any:
        if isinstance(p, str | bytes):
            patterns.add((p, int(flags)))
        return compiling(p, flags)

    compiler.compile = noted
    for room in _ROOMS:
        package = importlib.import_module(f"{bulletin.__name__}.{room}")
        for module in pkgutil.walk_packages(package.__path__, f"{package.__name__}."):
            importlib.import_module(module.name)
    for name in _LIBRARIES:
        importlib.import_module(name)
    gc.unfreeze()  # what this process froze would not be listed
    gc.collect()  # the classes that were given up for those with slots
    sources: set[str] = set()
    for made in gc.get_objects():
        if isinstance(made, lazy.Pattern):
            made.compile()
        elif isinstance(made, type) and dataclasses.is_dataclass(made) and made.__module__.startswith("bulletin."):
            sources.add(lazy.constructor(made)[0])
    compiler.compile = compiling
    if not keep_sealed(file, table_of(patterns, sources)):
        raise OSError(file)
