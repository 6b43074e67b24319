"""Write `fonts/coverage.json`: the code points of every font file of the catalogue, beside the file's hash."""

from __future__ import annotations

import json
import sys
from importlib.util import find_spec
from pathlib import Path

from bulletin.assets.fonts.catalogue import SourceFile, catalogue_path, read_catalogue
from bulletin.assets.fonts.coverage import COVERAGE_FILE, packed
from bulletin.assets.fonts.measure import characters


def source_path(source: SourceFile) -> Path:
    """Where a font file of the catalogue is installed."""
    found = find_spec(source.module)
    if found is None or not found.submodule_search_locations:
        raise FileNotFoundError(source.module)
    return Path(found.submodule_search_locations[0]) / source.file


def table() -> dict[str, dict[str, object]]:
    """The table as it must be for the installed fonts."""
    files: dict[str, object] = {}
    families: dict[str, dict[str, str]] = {}
    for spec in read_catalogue(catalogue_path()):
        families.setdefault(spec.family, {})[spec.style] = spec.source.sha256
        if spec.source.sha256 not in files:
            files[spec.source.sha256] = packed(characters(source_path(spec.source)))
    return {"families": dict(families), "files": files}


if __name__ == "__main__":
    path = catalogue_path().parent / COVERAGE_FILE
    path.write_text(json.dumps(table(), ensure_ascii=False, indent=1) + "\n", encoding="utf-8")
    sys.stdout.write(f"{path}\n")
