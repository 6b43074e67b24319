"""The templates of the pages to browse, shipped in `data/shelf/`. Every value is escaped by the environment."""

from __future__ import annotations

from collections.abc import Sequence
from functools import lru_cache

import jinja2

from bulletin import datafiles

SHIPPED = {"xem.css": "shelf.css", "tim/tim.js": "tim.js"}
"""Files of the shelf that are shipped as they are."""


def rendered(template: str, /, **values: object) -> bytes:
    """The page of a template with values."""
    return _environment().get_template(template).render(**values).encode()


def shipped() -> dict[str, bytes]:
    """Style sheet and script by their paths in the shelf."""
    return {path: datafiles.find("shelf", name).read_bytes() for path, name in SHIPPED.items()}


def pages_said(pages: Sequence[int]) -> str:
    """`trang 3` or `trang 3, 4`; nothing when no page is known."""
    return f"trang {', '.join(map(str, pages))}" if pages else ""


def is_web(address: str) -> bool:
    """Whether an address may become a link: others could run a script."""
    return address.lower().startswith(("https://", "http://")) and not any(sign.isspace() for sign in address)


@lru_cache(maxsize=1)
def _environment() -> jinja2.Environment:
    environment = jinja2.Environment(
        loader=jinja2.FileSystemLoader(datafiles.folder("shelf")), autoescape=True,
        undefined=jinja2.StrictUndefined, trim_blocks=True, lstrip_blocks=True, auto_reload=False,
    )  # fmt: skip
    environment.globals["pages"] = pages_said
    environment.tests["web"] = is_web
    return environment
