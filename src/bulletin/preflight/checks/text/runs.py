"""What the checks on text share: which runs count, where a font is first used, how a run is named."""

from __future__ import annotations

from collections.abc import Iterator

from bulletin.errors import Finding, Rule
from bulletin.geometry import overlaps
from bulletin.pdf.walk.drawn import PageFacts, Run
from bulletin.preflight.checks.inks import inks_in_words
from bulletin.preflight.subject import InspectedFile, found, shortened


def first_use(subject: InspectedFile, font: str) -> tuple[int | None, Run | None]:
    """Where a font is first used."""
    for page in subject.pages:
        for run in page.runs:
            if run.font == font:
                return page.number, run
    return None, None


def in_slug(run: Run, page: PageFacts) -> bool:
    """Whether a run is a note outside the bleed, where the shop's marks are."""
    return not overlaps(run.box, page.bleed)


def seen(run: Run) -> bool:
    """Whether a run leaves ink or light on its page."""
    return run.shown and run.inked


def sized(rule: Rule, page: PageFacts, run: Run, limit: float, **values: str) -> Finding:
    """A finding on the size of a run."""
    return found(
        rule, page.number, run.box, quote=run.text.strip(), words=shortened(run.text),
        measured=f"{run.size_pt:.1f}", limit=f"{limit:g}", **values,
    )  # fmt: skip


def visible(page: PageFacts) -> Iterator[Run]:
    """The runs that are seen and have a colour of their own: neither marks nor patterns."""
    for run in page.runs:
        if run.shown and run.inked and run.paint.family not in ("all", "pattern"):
            yield run


def about(rule: Rule, page: PageFacts, run: Run, **values: str) -> Finding:
    """A finding on the colour of a run."""
    return found(
        rule, page.number, run.box, quote=run.text.strip(), words=shortened(run.text),
        measured=inks_in_words(run.paint), limit="K", **values,
    )  # fmt: skip
