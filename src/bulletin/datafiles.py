"""Where the data files live (layouts, fonts, legal profiles …) and how they are read.

In a checkout they stand at the top level, in an installed wheel below `bulletin/data/`. Files that ship with the
program are trusted, so the plain safe loader reads them; what users type goes through `bulletin.sources`.
"""

from __future__ import annotations

from functools import lru_cache
from pathlib import Path
from typing import Literal

Kind = Literal[
    "layouts", "fonts", "legal", "printers", "text", "colour", "preflight", "preview", "sending", "archive", "shelf",
    "portals", "importing", "desk", "review", "forms", "studio", "desktop",
]  # fmt: skip

_PACKAGE = Path(__file__).resolve().parent
_CHECKOUT = _PACKAGE.parent.parent


def folder(kind: Kind) -> Path:
    """The folder that holds the shipped data of one kind; raises FileNotFoundError if the installation is broken."""
    for base in (_PACKAGE / "data" / kind, _CHECKOUT / kind):
        if base.is_dir():
            return base
    raise FileNotFoundError(kind)


def find(kind: Kind, name: str) -> Path:
    """The shipped file or folder `name` of one kind; raises FileNotFoundError when there is none."""
    path = folder(kind) / name
    if not path.exists():
        raise FileNotFoundError(f"{kind}/{name}")
    return path


@lru_cache(maxsize=32)
def read_yaml(path: Path) -> object:
    """A shipped YAML file as plain Python values (never for files that users type)."""
    import yaml

    return yaml.load(path.read_bytes(), Loader=getattr(yaml, "CSafeLoader", yaml.SafeLoader))
