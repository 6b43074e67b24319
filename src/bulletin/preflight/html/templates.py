"""The templates of the report, shipped in `data/preflight/`: the one place where its HTML is made.

Every value is escaped by the environment; a template marks only the shipped style sheet and script as safe. A name that
a template uses and nobody gives is an error, not an empty place.
"""

from __future__ import annotations

from functools import lru_cache

import jinja2

from bulletin import datafiles
from bulletin.preflight.html.pages import BADGE_MM, PPI_COLOURS
from bulletin.preflight.html.parts import SEVERITY, STATUS


def rendered(name: str, **values: object) -> str:
    """The HTML of a template with values."""
    return _environment().get_template(name).render(**values)


@lru_cache(maxsize=1)
def _environment() -> jinja2.Environment:
    environment = jinja2.Environment(
        loader=jinja2.FileSystemLoader(datafiles.folder("preflight")), autoescape=True,
        undefined=jinja2.StrictUndefined, trim_blocks=True, lstrip_blocks=True, auto_reload=False,
    )  # fmt: skip
    environment.filters |= {"mm": mm, "fixed": fixed}
    environment.globals |= {"STATUS": STATUS, "SEVERITY": SEVERITY, "PPI_COLOURS": PPI_COLOURS, "BADGE_MM": BADGE_MM}
    return environment


def mm(value: float) -> str:
    """A length for SVG: mm with two digits, no trailing zeros."""
    return fixed(value, 2).rstrip("0").rstrip(".") or "0"


def fixed(value: float, digits: int) -> str:
    """A number with so many digits behind the point."""
    return f"{value:.{digits}f}"
