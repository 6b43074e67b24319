"""Check 17: every word that was laid out is there, visible and in its place; in other files nothing covers a word."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace

from bulletin.errors import Finding, Text
from bulletin.geometry import overlaps
from bulletin.pdf.walk.drawn import PageFacts, Run
from bulletin.preflight.checks.asked import always
from bulletin.preflight.checks.registry import check
from bulletin.preflight.checks.rule import ERROR, WARNING, flight_rule
from bulletin.preflight.checks.text.runs import in_slug, seen
from bulletin.preflight.grounds import grounds
from bulletin.preflight.proofs.text import prove_text
from bulletin.preflight.subject import MOST_ON_PAGE, InspectedFile, Verdict, found, not_applicable, shortened

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

TEXT_LOST = flight_rule(
    "text-lost", ERROR,
    Text("Chữ trên trang {page} {reason}: “{words}”.", "Text on page {page} {reason_en}: “{words}”."),
    Text("Người đọc sẽ không thấy đủ và đúng nội dung bài.", "Readers would not get the text as it was typed."),
    Text("Anh/chị dựng lại số báo; nếu vẫn còn, xin gửi thư mục số báo cho người bảo trì chương trình.",
         "Build again; if it stays, send the issue folder to the maintainers."),
)  # fmt: skip
TEXT_COVERED = flight_rule(
    "text-covered", WARNING,
    Text("Chữ trên trang {page} bị che khuất: “{words}”.", "Text on page {page} is covered: “{words}”."),
    Text("Người đọc sẽ không thấy chữ này, hoặc thấy chữ lẽ ra phải giấu khi sao chép tệp.",
         "Readers will not see it, or will find in the file what was meant to be hidden."),
    Text("Anh/chị đưa hình hoặc mảng màu xuống dưới chữ trong phần mềm dàn trang; nếu cố ý che thì xóa hẳn chữ.",
         "Put the picture or fill beneath the text where the file was made; to hide words on purpose, delete them."),
)  # fmt: skip


@check(
    17,
    "text-lost",
    title=Text("Chữ bị mất hoặc bị xén", "Lost or cut text"),
    rules=(TEXT_LOST, TEXT_COVERED),
    asks=always("đủ từng chữ / every word *"),
    fails=Text(
        "Một mảng trắng vẽ sau che mất nửa câu của bài.",
        "A white rectangle drawn later covers half a sentence of a story.",
    ),
    passes=Text(
        "Mọi chữ đã dàn trang đều nhìn thấy được, đúng chỗ.",
        "Every word that was laid out can be seen in its place.",
    ),
    of_content=True,
    where_shown=True,
)
def check_text_lost(subject: InspectedFile) -> Verdict:
    """Every word that was laid out is there, visible and in its place."""
    laid = subject.laid
    if laid is None:
        return [finding for page in subject.pages for finding in _hidden(subject, page)] or not_applicable(
            "Tệp không do bulletin dựng nên không có bản chữ để so; không thấy chữ nào bị che.",
            "Not our file: there is no text to compare with; no text is covered.",
        )
    findings: list[Finding] = []
    for page in subject.pages:
        seen = replace(page, runs=tuple(run for run in page.runs if run.mode not in (3, 7) and not in_slug(run, page)))
        slots = [slot for slot in laid.slots if slot.box.page == page.number]
        for proof in prove_text(page.number, seen, slots, laid.trim_mm):
            vi, en = _REASONS[proof.rule.id]
            words = proof.values.get("words", "")
            values = {"page": str(page.number), "words": words, "reason": vi, "reason_en": en}
            findings.append(Finding(TEXT_LOST, proof.place, words, values))
        findings += list(_covered(subject, seen))[:MOST_ON_PAGE]
    there = {page.number for page in subject.pages}
    for number in sorted({slot.box.page for slot in laid.slots} - there):
        words = shortened(" ".join(slot.text for slot in laid.slots if slot.box.page == number))
        findings.append(
            found(TEXT_LOST, number, quote=words, words=words, reason="bị mất cả trang", reason_en="is lost")
        )
    return findings


def _hidden(subject: InspectedFile, page: PageFacts) -> Iterator[Finding]:
    """Text of a foreign file under something solid, unless the same words stand above it once more."""
    ground = grounds(subject, page)
    reported = covered = 0
    for run in page.runs:
        if reported >= MOST_ON_PAGE or covered >= _MOST_COVERED or not seen(run) or run.look.optional:
            continue
        cover = ground.hides(run)
        covered += cover is not None
        if cover is None or any(_repeated_above(other, run, cover.order) for other in page.runs):
            continue
        reported += 1
        words = shortened(run.text)
        yield found(TEXT_COVERED, page.number, run.box, quote=run.text, words=words)


def _repeated_above(other: Run, run: Run, above: int) -> bool:
    return other.order > above and other.text.strip() == run.text.strip() and overlaps(other.box, run.box)


def _covered(subject: InspectedFile, page: PageFacts) -> Iterator[Finding]:
    """Text under a solid fill that was painted later; pictures are reported by the proofs."""
    ground = grounds(subject, page)
    for run in page.runs:
        if run.shown and run.text.strip():
            cover = ground.cover(run)
            if cover is not None and type(cover).__name__ == "Fill":
                words = shortened(run.text)
                yield found(
                    TEXT_LOST, page.number, run.box, quote=run.text, words=words,
                    reason="bị che khuất", reason_en="is covered",
                )  # fmt: skip
