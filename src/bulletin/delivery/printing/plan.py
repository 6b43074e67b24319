"""Compare what an issue needs with what a printer offers: the attributes of its jobs, or why it cannot print it."""

from __future__ import annotations

from collections.abc import Iterator, Mapping

from bulletin.delivery.printing import rules
from bulletin.delivery.printing.ipp import Attribute, Value, keyword
from bulletin.delivery.printing.ticket import ORIENTATIONS, PLAIN, Ticket
from bulletin.delivery.printing.transport import Host
from bulletin.errors import Finding, InputError, Rule
from bulletin.geometry import MM_PER_INCH
from bulletin.lazy import dataclass, pattern

PDF = "application/pdf"
STOPPED = 5
"""`printer-state` of RFC 8011, 5.4.11."""
COLLATED = "separate-documents-collated-copies"
_SIZED = pattern(r"_(\d+(?:\.\d+)?)x(\d+(?:\.\d+)?)(mm|in)$")
_MM = {"mm": 1.0, "in": MM_PER_INCH}
_SAME_MM = 1.0
_SHOWN = 12
_EDGES = {"short": ("cạnh ngắn", "short edge"), "long": ("cạnh dài", "long edge")}


@dataclass(frozen=True, slots=True)
class PrintQueue:
    """A printer or queue as it describes itself; `said` are its attributes."""

    name: str
    uri: str
    host: Host
    path: str
    said: Mapping[str, tuple[Value, ...]]

    def words(self, attribute: str) -> tuple[str, ...]:
        """The values of an attribute as text, nothing when it is not there."""
        return tuple(str(value) for value in self.said.get(attribute, ()))

    def word(self, attribute: str) -> str:
        """Its first value as text."""
        return next(iter(self.words(attribute)), "")

    @property
    def most_copies(self) -> int:
        """How many copies one job may ask for."""
        value = next(iter(self.said.get("copies-supported", ())), 1)
        return max(1, value[1] if isinstance(value, tuple) else value if isinstance(value, int) else 1)


@dataclass(frozen=True, slots=True)
class Plan:
    """How a printer prints an issue. `two_passes`: fronts first, then backs on the turned paper."""

    ticket: Ticket
    printer: PrintQueue
    media: str
    two_passes: bool
    findings: tuple[Finding, ...]

    @property
    def sides(self) -> str:
        """The sides that a job asks for."""
        return "one-sided" if self.two_passes else self.ticket.sides

    def attributes(self, copies: int) -> tuple[Attribute, ...]:
        """The attributes of a job: all that the build advises, as far as the printer has a say in it.

        What a printer does not list it cannot be asked for: one without `number-up` never puts two pages on a side.
        """
        return tuple(self._attributes(copies))

    def _attributes(self, copies: int) -> Iterator[Attribute]:
        said, ticket = self.printer.said, self.ticket
        if "copies-supported" in said:
            yield Attribute("integer", "copies", (copies,))
        yield keyword("media", self.media)
        if "sides-supported" in said:
            yield keyword("sides", self.sides)
        if ORIENTATIONS[ticket.orientation] in said.get("orientation-requested-supported", ()):
            yield Attribute("enum", "orientation-requested", (ORIENTATIONS[ticket.orientation],))
        if "none" in said.get("print-scaling-supported", ()):
            yield keyword("print-scaling", "none")
        if "number-up-supported" in said:
            yield Attribute("integer", "number-up", (1,))
        if copies > 1 and COLLATED in said.get("multiple-document-handling-supported", ()):
            yield keyword("multiple-document-handling", COLLATED)


def plan_of(ticket: Ticket, printer: PrintQueue) -> Plan:
    """How the printer prints the issue.

    Raises:
        InputError: it cannot; the findings say why and what to do.
    """
    _ready(printer)
    if printer.said.get("document-format-supported") and PDF not in printer.words("document-format-supported"):
        raise _error(rules.NO_PDF, printer)
    media, found = _media(ticket, printer)
    two_passes = False
    if ticket.sides != "one-sided":
        offered = printer.words("sides-supported")
        other = "long" if ticket.flip == "short" else "short"
        # Single pages cannot be written for the other edge; two passes print them all the same.
        if ticket.edition != PLAIN and ticket.sides not in offered and f"two-sided-{other}-edge" in offered:
            raise _error(
                rules.WRONG_FLIP, printer, has=_EDGES[other][0], has_en=_EDGES[other][1], word=other,
                needs=_EDGES[ticket.flip][0], needs_en=_EDGES[ticket.flip][1],
            )  # fmt: skip
        two_passes = ticket.sides not in offered
    if two_passes:
        edge, edge_en = _EDGES[ticket.flip]
        found += (Finding(rules.ONE_SIDED, values={"queue": printer.name, "edge": edge, "edge_en": edge_en}),)
    return Plan(ticket, printer, media, two_passes, found)


def _ready(printer: PrintQueue) -> None:
    if printer.said.get("printer-state", (0,))[0] == STOPPED or printer.said.get("printer-is-accepting-jobs") == (
        False,
    ):
        reasons = [word for word in printer.words("printer-state-reasons") if word != "none"]
        reason = printer.word("printer-state-message") or ", ".join(reasons) or "tạm dừng / paused"
        raise _error(rules.NOT_READY, printer, reason=reason)


def _media(ticket: Ticket, printer: PrintQueue) -> tuple[str, tuple[Finding, ...]]:
    """The printer's name for the paper, and what should be known about it."""
    supported, ready = printer.words("media-supported"), printer.words("media-ready")
    if not supported:
        values = {"queue": printer.name, "paper": ticket.paper}
        return ticket.media, (Finding(rules.PAPER_UNKNOWN, values=values),)
    name = _named(ticket, supported)
    if name is None:
        raise _error(rules.NO_PAPER, printer, paper=ticket.paper, offered=_offered(supported))
    if ready and _named(ticket, ready) is None:
        values = {"queue": printer.name, "paper": ticket.paper, "offered": _offered(ready)}
        return name, (Finding(rules.PAPER_NOT_LOADED, values=values),)
    return name, ()


def _named(ticket: Ticket, names: tuple[str, ...]) -> str | None:
    """The name of the paper among those of a printer: the standard's, another of the same size, or an own size."""
    if ticket.media in names:
        return ticket.media
    sizes = {name: size for name in names if (size := size_of(name))}
    short, long = ticket.size_mm
    for name, (width, height) in sizes.items():
        if not name.startswith("custom_m") and abs(width - short) < _SAME_MM and abs(height - long) < _SAME_MM:
            return name
    least = [size for name, size in sizes.items() if name.startswith("custom_min_")]
    most = [size for name, size in sizes.items() if name.startswith("custom_max_")]
    for small, large in zip(least, most, strict=False):
        if small[0] <= short <= large[0] and small[1] <= long <= large[1]:
            return f"custom_{short:g}x{long:g}mm_{short:g}x{long:g}mm"
    return None


def size_of(name: str) -> tuple[float, float] | None:
    """Width and height in mm that a name of the standard ends with; None for other names."""
    found = _SIZED.search(name)
    return (float(found[1]) * _MM[found[3]], float(found[2]) * _MM[found[3]]) if found else None


def _offered(names: tuple[str, ...]) -> str:
    """Names of paper for people: `A4` for `iso_a4_210x297mm`."""
    short = []
    for name in names:
        word = name.split("_")[1] if name.count("_") >= 2 else name
        short.append(word.upper() if len(word) <= 3 else word)
    kept = list(dict.fromkeys(word for word in short if word not in {"MIN", "MAX"}))
    return ", ".join(kept[:_SHOWN]) + (" …" if len(kept) > _SHOWN else "")


def _error(rule: Rule, printer: PrintQueue, **values: str) -> InputError:
    return InputError([Finding(rule, values={"queue": printer.name, **values})])
