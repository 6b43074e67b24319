"""Checks 14 to 19: fonts and glyphs, lost words, sizes of type."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace

from bulletin.errors import Finding, Rule
from bulletin.geometry import overlaps
from bulletin.pdf.text.fonts import FontUse, descendant_of, missing_codes, program_of
from bulletin.pdf.walk.drawn import PageFacts, Run
from bulletin.preflight.bodies import body_runs
from bulletin.preflight.checks.edges import shortened
from bulletin.preflight.checks.rules import text as rules
from bulletin.preflight.grounds import grounds
from bulletin.preflight.proofs.fonts import SUBSET, allowed_name
from bulletin.preflight.proofs.text import prove_text
from bulletin.preflight.subject import InspectedFile, Verdict, as_warning, found, not_applicable

_MOST = 20
_MOST_COVERED = 500  # runs that are looked for once more above their cover
_REASONS = {
    "proof.text-lost": ("bị mất", "is lost"),
    "proof.text-extra": ("thừa hoặc in lặp", "is too much or printed twice"),
    "proof.text-order": ("sai thứ tự đọc", "is out of reading order"),
    "proof.text-spaces": ("có khoảng trắng sai", "has wrong spaces"),
    "proof.text-outside-page": ("nằm ngoài khổ giấy", "lies outside the page"),
    "proof.text-outside-slot": ("tràn khỏi khung", "runs out of its frame"),
    "proof.text-hidden": ("bị che hoặc bị cắt", "is hidden or cut"),
    "proof.text-overlap": ("đè lên chữ khác", "lies on other text"),
}


def embedding(subject: InspectedFile) -> Verdict:
    """14: every font is embedded and subset, none is drawn, none is Courier by accident."""
    return [finding for font in subject.fonts.fonts.values() if font.used for finding in _embedding(subject, font)]


def _embedding(subject: InspectedFile, font: FontUse) -> Iterator[Finding]:
    if font.drawn or str(font.dictionary.get("/Subtype")) == "/Type3":
        yield _font(subject, rules.FONT_EMBEDDING, font, "là phông vẽ (Type 3)", "a drawn font (Type 3)")
        return
    program = program_of(descendant_of(font.dictionary))
    if program is None:
        yield _font(subject, rules.FONT_EMBEDDING, font, "không được nhúng vào tệp", "not embedded")
    elif not program:
        yield _font(subject, rules.FONT_EMBEDDING, font, "được nhúng nhưng không đọc được", "embedded but unreadable")
    elif SUBSET.fullmatch(font.name) is None:
        yield _font(subject, as_warning(rules.FONT_EMBEDDING), font, "được nhúng nguyên bộ", "embedded whole")
    if "courier" in font.name.lower():
        yield _font(subject, as_warning(rules.FONT_EMBEDDING), font, "thường là phông thay thế", "mostly a substitute")


def _font(subject: InspectedFile, rule: Rule, font: FontUse, vi: str, en: str) -> Finding:
    page, run = _first(subject, font.name)
    return found(rule, page, run.box if run else None, quote=font.name, font=font.name, reason=vi, reason_en=en)


def _first(subject: InspectedFile, font: str) -> tuple[int | None, Run | None]:
    """Where a font is first used."""
    for page in subject.pages:
        for run in page.runs:
            if run.font == font:
                return page.number, run
    return None, None


def foreign(subject: InspectedFile) -> Verdict:
    """15: only fonts of the layout."""
    if subject.laid is None:
        return not_applicable(
            "Tệp không do bulletin dựng nên không có danh sách phông.", "Not our file: there is no list of its fonts."
        )
    allowed = set(subject.laid.fonts)
    findings: list[Finding] = []
    for font in subject.fonts.fonts.values():
        if not font.used or _in_slug(subject, font.name):
            continue
        tagged = SUBSET.fullmatch(font.name)
        name = tagged.group(1) if tagged else font.name
        program = program_of(descendant_of(font.dictionary)) or b""
        if not allowed_name(name, program, allowed):
            page, run = _first(subject, font.name)
            findings.append(found(rules.FOREIGN_FONT, page, run.box if run else None, quote=name, font=name))
    return findings


def _in_slug(subject: InspectedFile, font: str) -> bool:
    """Whether a font is used outside the bleed alone, where marks and slug line are."""
    runs = [(run, page) for page in subject.pages for run in page.runs if run.font == font]
    return bool(runs) and all(_slug(run, page) for run, page in runs)


def notdef(subject: InspectedFile) -> Verdict:
    """16: glyph 0, glyphs behind the last one, letters without an outline."""
    findings: list[Finding] = []
    for page in subject.pages:
        for run in page.runs:
            if run.notdef and run.mode != 3:
                text = shortened(run.text)
                findings.append(found(rules.NOTDEF, page.number, run.box, quote=run.text, font=run.font, letters=text))
    for font in subject.fonts.fonts.values():
        findings += _without_outline(subject, font)
    return findings


def _without_outline(subject: InspectedFile, font: FontUse) -> list[Finding]:
    program = program_of(descendant_of(font.dictionary)) if font.used else None
    codes = [code for code in missing_codes(font, program) if code] if program else []
    if not codes:
        return []
    letters = "".join(font.text[code] for code in sorted(codes))
    page, run = _first(subject, font.name)
    return [found(rules.NOTDEF, page, run.box if run else None, quote=letters, font=font.name, letters=letters)]


def text_lost(subject: InspectedFile) -> Verdict:
    """17: every word that was laid out is there, visible and in its place."""
    laid = subject.laid
    if laid is None:
        return [finding for page in subject.pages for finding in _hidden(subject, page)] or not_applicable(
            "Tệp không do bulletin dựng nên không có bản chữ để so; không thấy chữ nào bị che.",
            "Not our file: there is no text to compare with; no text is covered.",
        )
    findings: list[Finding] = []
    for page in subject.pages:
        seen = replace(page, runs=tuple(run for run in page.runs if run.mode not in (3, 7) and not _slug(run, page)))
        slots = [slot for slot in laid.slots if slot.box.page == page.number]
        for proof in prove_text(page.number, seen, slots, laid.trim_mm):
            vi, en = _REASONS[proof.rule.id]
            words = proof.values.get("words", "")
            values = {"page": str(page.number), "words": words, "reason": vi, "reason_en": en}
            findings.append(Finding(rules.TEXT_LOST, proof.place, words, values))
        findings += list(_covered(subject, seen))[:_MOST]
    there = {page.number for page in subject.pages}
    for number in sorted({slot.box.page for slot in laid.slots} - there):
        words = shortened(" ".join(slot.text for slot in laid.slots if slot.box.page == number))
        findings.append(
            found(rules.TEXT_LOST, number, quote=words, words=words, reason="bị mất cả trang", reason_en="is lost")
        )
    return findings


def _hidden(subject: InspectedFile, page: PageFacts) -> Iterator[Finding]:
    """Text of a foreign file under something solid, unless the same words stand above it once more."""
    ground = grounds(subject, page)
    reported = covered = 0
    for run in page.runs:
        if reported >= _MOST or covered >= _MOST_COVERED or not _seen(run) or run.look.optional:
            continue
        cover = ground.hides(run)
        covered += cover is not None
        if cover is None or any(_repeated_above(other, run, cover.order) for other in page.runs):
            continue
        reported += 1
        words = shortened(run.text)
        yield found(rules.TEXT_COVERED, page.number, run.box, quote=run.text, words=words)


def _repeated_above(other: Run, run: Run, above: int) -> bool:
    return other.order > above and other.text.strip() == run.text.strip() and overlaps(other.box, run.box)


def _slug(run: Run, page: PageFacts) -> bool:
    """Whether a run is a note outside the bleed, where the shop's marks are."""
    return not overlaps(run.box, page.bleed)


def _covered(subject: InspectedFile, page: PageFacts) -> Iterator[Finding]:
    """Text under a solid fill that was painted later; pictures are reported by the proofs."""
    ground = grounds(subject, page)
    for run in page.runs:
        if run.shown and run.text.strip():
            cover = ground.cover(run)
            if cover is not None and type(cover).__name__ == "Fill":
                words = shortened(run.text)
                yield found(
                    rules.TEXT_LOST, page.number, run.box, quote=run.text, words=words,
                    reason="bị che khuất", reason_en="is covered",
                )  # fmt: skip


def small_text(subject: InspectedFile) -> Verdict:
    """18: body text and all other text have their smallest sizes."""
    limits = subject.limits
    bodies = body_runs(subject)
    findings: list[Finding] = []
    for page in subject.pages:
        reported = 0
        ground = grounds(subject, page)
        for run in page.runs:
            limit = limits.min_text_pt if id(run) in bodies else limits.min_text_one_ink_pt
            if not _seen(run) or run.size_pt >= limit - 0.01 or reported >= _MOST or _slug(run, page):
                continue
            if run.paint.white and (under := ground.under(run)) is not None and under.white:
                continue  # white on paper: there is nothing to read
            reported += 1
            findings.append(_sized(rules.SMALL_TEXT, page, run, limit))
    return findings


def _seen(run: Run) -> bool:
    return run.shown and run.inked


def _sized(rule: Rule, page: PageFacts, run: Run, limit: float, **values: str) -> Finding:
    return found(
        rule, page.number, run.box, quote=run.text.strip(), words=shortened(run.text),
        measured=f"{run.size_pt:.1f}", limit=f"{limit:g}", **values,
    )  # fmt: skip


def small_text_inks(subject: InspectedFile) -> Verdict:
    """19: small type in several inks, or in white on several."""
    limit = subject.limits.min_text_inks_pt
    if not subject.limits.press or limit <= 0:
        return not_applicable("Chỉ bản gửi nhà in mới in nhiều bản kẽm.", "Only press files are printed in plates.")
    if subject.limits.inks == "black":
        return not_applicable("Nhà in này chỉ in một mực.", "This shop prints in one ink.")
    findings: list[Finding] = []
    for page in subject.pages:
        ground = grounds(subject, page)
        reported = 0
        for run in page.runs:
            if not _seen(run) or run.size_pt >= limit - 0.01 or reported >= _MOST or run.paint.family == "all":
                continue
            how: tuple[str, str] | None = None
            if run.paint.ink_count > 1:
                how = "mà in nhiều mực", "in several inks"
            elif run.paint.white:
                under = ground.under(run)
                if under is not None and under.ink_count > 1:
                    how = "trắng trên nền nhiều mực", "in white on several inks"
            if how is not None:
                reported += 1
                findings.append(_sized(rules.SMALL_TEXT_INKS, page, run, limit, how=how[0], how_en=how[1]))
    return findings
