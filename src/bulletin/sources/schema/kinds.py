"""RECORDS: the kinds of files that people type, and the record that each of them is."""

from __future__ import annotations

from typing import Any, Literal

from bulletin.fields.issue import ReviewSheet
from bulletin.fields.layout import Layout
from bulletin.fields.mail import MailSettings
from bulletin.model import Article, IssueSheet, Printer, Publication

FileKind = Literal["publication", "issue", "article", "printer", "layout", "mail", "review"]

RECORDS: dict[FileKind, type[Any]] = {
    "publication": Publication,
    "issue": IssueSheet,
    "article": Article,
    "printer": Printer,
    "layout": Layout,
    "mail": MailSettings,
    "review": ReviewSheet,
}
