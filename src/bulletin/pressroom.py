"""EDIT OUT: the ordered editions are written from one page plan, proved on their bytes, and held to their preflight."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any

from bulletin.errors import Finding
from bulletin.model import Issue
from bulletin.orders import Orders
from bulletin.release import Edition, edition
from bulletin.workshop import Workshop

if TYPE_CHECKING:
    from bulletin.layout.pages import Laid


@dataclass(slots=True)
class Made:
    """Everything that came of the orders: files by name, and what each edition is."""

    files: dict[str, bytes] = field(default_factory=dict)
    names: dict[str, str] = field(default_factory=dict)
    entries: tuple[Edition, ...] = ()
    facts: list[dict[str, Any]] = field(default_factory=list)
    findings: tuple[Finding, ...] = ()


class Pressroom:
    """Makes the editions of one issue."""

    def __init__(self, shop: Workshop, issue: Issue, orders: Orders) -> None:
        self.shop, self.issue, self.orders = shop, issue, orders

    @property
    def resolutions(self) -> Mapping[str, float]:
        """The ppi that the photos of each edition are wanted at."""
        return self.shop.for_screen(self.shop.engine(self.issue, self.shop.layout_name))

    def make(self, laid: Laid, photos: Mapping[str, Mapping[bytes, bytes]]) -> Made:
        """Write and prove."""
        made = Made()
        pdf = self.shop.screen(self.issue, laid, photos.get("screen", {}))
        self.shop.prove(self.issue, laid, pdf)
        self._keep(made, "screen", pdf, laid.page_count)
        return made

    def _keep(self, made: Made, name: str, pdf: bytes, pages: int) -> None:
        entry = edition(name, f"{name}.pdf", pdf, pages)
        made.files[entry.file] = pdf
        made.names[name] = entry.file
        made.entries = (*made.entries, entry)
        made.facts.append({"name": name, "file": entry.file, "bytes": entry.bytes, "standards": list(entry.standards)})
