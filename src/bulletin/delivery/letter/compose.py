"""From a built issue to the frozen letter of a run: content, both parts, both forms, and whether they fit."""

from __future__ import annotations

import hashlib
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

from bulletin.delivery.domains import ascii_domain
from bulletin.delivery.letter import rules
from bulletin.delivery.letter.content import (
    STANDFIRSTS,
    LetterContent,
    LetterPdf,
    LetterPicture,
    Stopping,
    imprint_of,
    opening_of,
    picture_words,
    plain,
    sections_of,
    subject_of,
)  # fmt: skip
from bulletin.delivery.letter.judge import MOST_HTML_BYTES, judge, judge_plain
from bulletin.delivery.letter.mime import BodyParts, body_bytes
from bulletin.delivery.letter.one import STOP_WORD
from bulletin.delivery.letter.picture import SHOWN_PX, FrontPicture, page_picture
from bulletin.delivery.letter.templates import LetterTemplates, render_html, render_text
from bulletin.delivery.letter.values import Form, LetterHeading, Letters
from bulletin.delivery.settings.links import link_of
from bulletin.errors import Finding, InputError, has_errors
from bulletin.fields.mail import MailSettings
from bulletin.issue_text import IssueText, read_issue_text
from bulletin.lazy import dataclass
from bulletin.release import read_release, sha256, verify

HEAD_BYTES = 4_000
"""Room for the head of a letter, its signature included."""
MB = 1_000_000


@dataclass(frozen=True, slots=True, kw_only=True)
class MailedIssue:
    """A built issue as letters need it; `pdf` is the screen edition."""

    text: IssueText
    pdf: bytes
    picture: FrontPicture | None = None
    correction: int = 0


def read_mailed_issue(folder: Path, correction: int = 0) -> MailedIssue:
    """The issue that was built into a folder.

    Raises:
        InputError: nothing was built there, a file is not what was built, or there is no screen edition.
    """
    release = read_release(folder)
    changed = verify(folder)
    if has_errors(changed):
        raise InputError(changed)
    screen = next((entry for entry in release.editions if entry.name == "screen"), None)
    if screen is None:
        raise InputError([Finding(rules.NO_PDF)])
    pdf = (folder / screen.file).read_bytes()
    return MailedIssue(text=read_issue_text(folder), pdf=pdf, picture=page_picture(pdf), correction=correction)


def make_letters(
    issue: MailedIssue, settings: MailSettings, templates: LetterTemplates, server_limit: int | None = None
) -> Letters:
    """The frozen letter of a run, in each form in which the issue can be sent.

    Args:
        issue: what is sent.
        settings: of `mail.yaml`.
        templates: of the letter.
        server_limit: SIZE of the server in bytes; None or 0 when it said nothing.

    Raises:
        InputError: a template fails or makes what a letter must not be; or neither form can be sent.
    """
    limit = int(settings.max_letter_mb * MB)
    if server_limit:
        limit = min(limit, server_limit)
    link = link_of(settings, issue.text)
    attach = _body(issue, settings, templates, "attach") if settings.pdf != "link" else None
    linked = _body(issue, settings, templates, "link") if link and settings.pdf != "attach" else None
    sizes = {"attach": _size(attach), "link": _size(linked)}
    attach = attach if attach is not None and sizes["attach"] <= limit else None
    linked = linked if linked is not None and sizes["link"] <= limit else None
    if attach is None and linked is None:
        raise InputError([_neither(sizes, limit)])
    return Letters(
        heading=heading_of(issue, settings), attach=attach, link=linked, pdf_sha256=sha256(issue.pdf)
    )  # fmt: skip


def first_form(letters: Letters) -> Form:
    """The form that readers get unless their server refuses it."""
    return "link" if letters.attach is None else "attach"


def heading_of(issue: MailedIssue, settings: MailSettings) -> LetterHeading:
    """What the heads of all letters have in common."""
    domain = ascii_domain(settings.from_.rpartition("@")[2]) or "localhost"
    return LetterHeading(
        from_=settings.from_, from_name=settings.from_name, subject=subject_of(issue.text, issue.correction),
        list_id=f"{issue.text.publication}.{domain}", reply_to=settings.reply_to or "",
        unsubscribe_url=settings.unsubscribe.url or "", tagged=settings.tagged_address == "plus",
    )  # fmt: skip


def letter_parts(
    issue: MailedIssue, settings: MailSettings, templates: LetterTemplates, form: Form
) -> tuple[str, str, tuple[str, str], LetterContent]:
    """The HTML with its styles in its elements, the plain text, the marks in both, and what both say.

    Raises:
        InputError: a template fails or makes what a letter must not be.
    """
    seed = hashlib.sha256(repr(issue.text).encode()).hexdigest()
    marks = (f"token{seed[:20]}", f"back{seed[20:40]}")
    stops = (marks[0], marks[1])
    for longest in STANDFIRSTS:
        content = _content(issue, settings, form, marks, longest)
        made, text = render_html(templates, content), render_text(templates, content)
        if unfit := list(judge_plain(made, templates)):
            raise InputError(unfit)
        html = _inlined(made)
        if len(html.encode()) <= MOST_HTML_BYTES:
            break
    findings = list(judge(html, text, templates, stops))
    if has_errors(findings):
        raise InputError(findings)
    return html, text, marks, content


def _content(
    issue: MailedIssue, settings: MailSettings, form: Form, marks: tuple[str, str], longest: int
) -> LetterContent:
    text = issue.text
    link = link_of(settings, text)
    size = f"{max(len(issue.pdf) / MB, 0.1):.1f} MB".replace(".", ",")
    pdf = LetterPdf(attached=pdf_name(text) if form == "attach" else "", url=link if form == "link" else "", size=size)
    url = (settings.unsubscribe.url or "").replace("{token}", marks[0])
    mailto = f"mailto:{marks[1]}?subject={STOP_WORD}%20{marks[0]}" if settings.unsubscribe.mail or not url else ""
    return LetterContent(
        lang="vi", full_name=plain(text.full_name), number=plain(text.number_words), date=plain(text.date_words),
        title=_own_title(text), opening=plain(opening_of(text, settings.from_name)),
        correction=issue.correction > 0, sections=sections_of(text, longest), pdf=pdf, picture=_picture(issue),
        imprint=imprint_of(text), stop=Stopping(mailto=mailto, address=marks[1], subject=STOP_WORD, url=url),
    )  # fmt: skip


def _own_title(issue: IssueText) -> str:
    """The title of the issue unless it only says its name again."""
    title, name = plain(issue.title), plain(issue.full_name)
    return "" if title.startswith(name) else title


def _picture(issue: MailedIssue) -> LetterPicture | None:
    if issue.picture is None:
        return None
    height = round(SHOWN_PX * issue.picture.height_px / issue.picture.width_px)
    src = f"cid:{picture_id(issue.text)}"
    return LetterPicture(src=src, alt=picture_words(issue.text), width_px=SHOWN_PX, height_px=height)


def picture_id(issue: IssueText) -> str:
    """The Content-ID of the picture of page 1."""
    return f"trang-1.{issue.publication}.{issue.date.year}-{issue.number}@bulletin.invalid"


def pdf_name(issue: IssueText) -> str:
    """The name of the attached PDF: ASCII, since Outlook shows others as `untitled.dat`."""
    return f"{issue.publication}-{issue.date.year}-{issue.number}.pdf"


def _inlined(html: str) -> str:
    """The HTML with its styles in its elements, where mail programs look for them; what is for dark mode is kept."""
    import css_inline

    inliner = css_inline.CSSInliner(keep_style_tags=True, keep_at_rules=True, load_remote_stylesheets=False)
    return str(inliner.inline(html))


def _body(issue: MailedIssue, settings: MailSettings, templates: LetterTemplates, form: Form) -> bytes:
    html, text, marks, _ = letter_parts(issue, settings, templates, form)
    attached = form == "attach"
    return body_bytes(BodyParts(
        text=text, html=html, marks=marks, picture=issue.picture.data if issue.picture else b"",
        picture_id=picture_id(issue.text), pdf=issue.pdf if attached else b"", pdf_name=pdf_name(issue.text),
    ))  # fmt: skip


def _size(body: bytes | None) -> int:
    return 0 if body is None else len(body) + HEAD_BYTES


def _neither(sizes: dict[str, int], limit: int) -> Finding:
    shown = {name: f"{size / MB:.1f}".replace(".", ",") for name, size in sizes.items()}
    vi = f" (thư có đường dẫn nặng {shown['link']} MB)" if sizes["link"] else ""
    en = f" (the letter with a link has {shown['link']} MB)" if sizes["link"] else ""
    values = {"attach": shown["attach"], "limit": f"{limit / MB:.1f}".replace(".", ","), "link_vi": vi, "link_en": en}
    return Finding(rules.NO_FORM, values=values)


def findings_of(issue: MailedIssue, settings: MailSettings, templates: LetterTemplates) -> Iterator[Finding]:
    """What is wrong with the letter of an issue, without sending anything."""
    try:
        make_letters(issue, replace(settings, max_letter_mb=50), templates)
    except InputError as error:
        yield from error.findings
