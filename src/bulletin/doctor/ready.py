"""What can be made before the first build: faces, and much that is compiled.

Compiled are templates, WeasyPrint's declarations and style sheets, regular expressions, and constructors of data
classes.

    python -m bulletin.doctor.ready FOLDER [--without-faces]

The wheel's build hook and `./run` call it, so that the first build does not (0.4 s of CPU). Everything is named by the
hash of what it was made from and found by that name alone (`runtime/start/installed.py`): a folder that was made for
another version is of no use and does no harm. The same versions give the same bytes.
"""

from __future__ import annotations

import os
import shutil
import sys
from collections.abc import Iterable
from pathlib import Path

import jinja2
from jinja2.bccache import Bucket

from bulletin import datafiles
from bulletin.assets.fonts import load
from bulletin.layout.pages import template_cache
from bulletin.layout.setting.weasy_import import make_declarations
from bulletin.preflight.html.templates import report_environment
from bulletin.runtime.child import run_job
from bulletin.sources.layouts.read import layout_names, read_layout
from bulletin.sources.layouts.templates import sandbox


def make_ready(folder: Path, faces: bool = True) -> None:
    """Make everything anew in a folder, which takes the place of the one there.

    Args:
        folder: to make.
        faces: cut the faces too. A wheel that is handed on must not hold them: the licence of a font lets changed
            versions go to others under another name only.

    Raises:
        ToolError: a font package is missing or not the checked one.
        OSError: the folder cannot be written.
        BulletinError: the process that compiles did not come to its end.
    """
    new = folder.with_name(f"{folder.name}.{os.getpid()}")
    try:
        if faces:
            load.cut_missing(new / load.KIND / load.shipped_folder())
        compile_templates(new / template_cache.KIND)
        make_declarations(new)
        # In a process of its own: of what is loaded here nothing is compiled again.
        run_job("bulletin.doctor.compiled:job", {"folder": str(new)})
        shutil.rmtree(folder, ignore_errors=True)
        new.rename(folder)
    finally:
        shutil.rmtree(new, ignore_errors=True)


def compile_templates(folder: Path) -> None:
    """Compile the templates of all shipped layouts and of the report."""
    for name in layout_names():
        files = read_layout(name).files
        assert files is not None
        environment = sandbox(files)
        environment.bytecode_cache = _Anew(folder, type(environment))
        _compile(environment, environment.labels)
    report = report_environment()
    report.bytecode_cache = _Anew(folder)
    _compile(report, [path.name for path in datafiles.folder("preflight").glob("*.j2")])


class _Anew(template_cache.TemplateCache):
    """Compiles what came with an earlier installation too: all of it must be in the new folder."""

    def load_bytecode(self, bucket: Bucket) -> None:
        """Find nothing."""


def _compile(environment: jinja2.Environment, names: Iterable[str]) -> None:
    for name in sorted(names):
        environment.get_template(name)


if __name__ == "__main__":
    make_ready(Path(sys.argv[1]), faces="--without-faces" not in sys.argv)
