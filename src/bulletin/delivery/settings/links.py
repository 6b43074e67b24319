"""The address of an issue on the web, from the template `link` of `mail.yaml`."""

from __future__ import annotations

from bulletin.fields.mail import MailSettings
from bulletin.issue_text import IssueText


def link_of(settings: MailSettings, issue: IssueText) -> str:
    """The address of the PDF of this issue on the web; "" when `mail.yaml` has none."""
    filled = settings.link or ""
    for name, value in (("nam", issue.date.year), ("so", issue.number), ("ma", issue.publication)):
        filled = filled.replace(f"{{{name}}}", str(value))
    return filled
