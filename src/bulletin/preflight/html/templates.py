"""The templates of the report, shipped in `data/preflight/`: the one place where its HTML is made.

Every value is escaped by the environment; a template marks only the shipped style sheet and script as safe. A name that
a template uses and nobody gives is an error, not an empty place.
"""

from __future__ import annotations

from collections.abc import Callable
from functools import lru_cache

import jinja2

from bulletin import datafiles
from bulletin.layout.pages.template_cache import TemplateCache
from bulletin.preflight.html.pages import BADGE_MM, PPI_COLOURS
from bulletin.preflight.html.parts import SEVERITY, STATUS


def rendered(name: str, **values: object) -> str:
    """The HTML of a template with values."""
    return report_environment().get_template(name).render(**values)


def _source(name: str) -> tuple[str, str, Callable[[], bool]]:
    """Text and label of a template; the label is the same wherever the program is installed."""
    return datafiles.find("preflight", name).read_text(encoding="utf-8"), f"preflight/{name}", lambda: True


@lru_cache(maxsize=1)
def report_environment() -> jinja2.Environment:
    """The environment of the report's templates; compiled ones come with the installation."""
    environment = jinja2.Environment(
        loader=jinja2.FunctionLoader(_source), autoescape=True, undefined=jinja2.StrictUndefined, trim_blocks=True,
        lstrip_blocks=True, auto_reload=False, bytecode_cache=TemplateCache(None),
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
