"""APPROVAL: whether an issue is still what somebody approved.

The digest of an approval is over everything that was read: the files by their bytes, `issue.yaml` by its values without
the list of those who approved, since that list is written afterwards.
"""

from __future__ import annotations

import hashlib
import json
from collections.abc import Iterator, Mapping

from bulletin.errors import ExitCode, Finding, Rule, Severity, Text
from bulletin.model import Issue
from bulletin.release import fingerprints, name_inside

ISSUE_FILE = "issue.yaml"
CHANGED_AFTER_APPROVAL = Rule(
    "issue.changed-after-approval",
    Severity.WARNING,
    Text(
        "số báo đã đổi sau khi {name} duyệt (lúc {at})",
        "the issue has changed since {name} approved it ({at})",
    ),
    Text(
        "Người duyệt chưa xem những chỗ vừa đổi; tên người ấy không được đứng dưới chúng",
        "Nobody has approved what was changed, and the name of the approval must not vouch for it",
    ),
    Text(
        "Cho người duyệt xem lại, rồi duyệt lại trong bulletin studio; chưa duyệt lại thì xóa dòng dau_van_tay",
        "Have it looked at again and approve it anew in bulletin studio; until then delete the line digest",
    ),
    ExitCode.DONE,
    form=Text(
        "Cho người duyệt xem lại, rồi ký duyệt lại ở màn hình soát.",
        "Let the approver look again, then sign on the check screen.",
    ),
)


def approval_digest(issue: Issue, photos: Mapping[str, str]) -> str:
    """SHA-256, in hexadecimal digits, of all that an issue is made from but its approvals.

    Args:
        issue: as it was read.
        photos: SHA-256 of each photo, and of the logo, by its name.
    """
    inputs = {name_inside(name): found for name, found in {**fingerprints(issue.sources), **photos}.items()}
    inputs[ISSUE_FILE] = values_digest(issue.sources.get(ISSUE_FILE, b""))
    return hashlib.sha256(json.dumps(inputs, ensure_ascii=False, sort_keys=True).encode()).hexdigest()


def is_approved(issue: Issue, photos: Mapping[str, str]) -> bool:
    """Whether somebody approved the issue as it is now.

    Args:
        issue: as it was read.
        photos: SHA-256 of each photo, and of the logo, by its name.
    """
    signed = {approval.digest for approval in issue.sheet.approved} - {None}
    return bool(signed) and approval_digest(issue, photos) in signed


def values_digest(source: bytes) -> str:
    """SHA-256 of what `issue.yaml` says without its approvals; of its bytes where they do not read."""
    from bulletin.sources.edits.typed_file import open_file, tree

    file = open_file(source, "issue")
    if file is None:
        return hashlib.sha256(source).hexdigest()
    values = tree(file.document.root, file.node(("approved",)))
    values = [pair for pair in values if pair[1] != ("masked",)]
    return hashlib.sha256(json.dumps(values, ensure_ascii=False).encode()).hexdigest()


def check_approvals(issue: Issue, photos: Mapping[str, str]) -> Iterator[Finding]:
    """A warning when nobody approved the issue as it is now and somebody approved it as it was, at the last of them.

    An approval without a digest promises nothing.

    Args:
        issue: as it was read.
        photos: SHA-256 of each photo, and of the logo, by its name.
    """
    signed = [(n, approval) for n, approval in enumerate(issue.sheet.approved) if approval.digest is not None]
    if not signed or is_approved(issue, photos):
        return
    number, last = signed[-1]
    values = {"name": last.name, "at": f"{last.at:%d/%m/%Y %H:%M}" if last.at else "…"}
    yield Finding(CHANGED_AFTER_APPROVAL, issue.place(ISSUE_FILE, "approved", number, "digest"), last.name, values)
