"""The child process of an output: it looks whether the issue is signed, builds, and keeps what shall be kept."""

from __future__ import annotations

import datetime as dt
from collections.abc import Mapping
from pathlib import Path
from typing import TYPE_CHECKING, Any

from bulletin.build.request import BuildRequest, Choices
from bulletin.lazy import dataclass
from bulletin.runtime.progress import Progress
from bulletin.runtime.wire import Request, findings_to_wire
from bulletin.studio.jobs.kinds import BY_ID, OutputKind

if TYPE_CHECKING:
    from bulletin.build.reading import Checked

DIGEST_JOB = "bulletin.studio.jobs.child:digest_job"


@dataclass(frozen=True, slots=True, kw_only=True)
class OutputRequest(Request):
    """Make the output `kind` of the issue in `folder` into `out`.

    `confirmed` says that an unsigned issue may go out; `now` is the time in ISO 8601, for the stamp and the archive;
    `reason` says why a new version is kept.
    """

    folder: Path
    out: Path
    cache: Path
    kind: str
    now: str
    confirmed: bool = False
    reason: str | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class DigestRequest(Request):
    """Say what the issue in `folder` is now, and whether somebody approved it."""

    folder: Path
    cache: Path


def digest_job(order: Mapping[str, object], report: Progress) -> dict[str, Any]:
    """Child entry: `digest` of the issue (empty when it cannot be read), `approved`, and the `findings` of reading."""
    request = DigestRequest.from_wire(order)
    checked = _read(request.folder, request.cache)
    digest, approved = _state(checked)
    return {"digest": digest, "approved": approved, "findings": findings_to_wire(checked.findings)}


def output_job(order: Mapping[str, object], report: Progress) -> dict[str, Any]:
    """Child entry: what `build_job` answers, with `digest`, `approved`, `draft` and, where it was kept, `kept`.

    An unsigned issue that asks first gives `asks` and nothing is made.
    """
    from bulletin.build.recipe import build_job

    request = OutputRequest.from_wire(order)
    kind = BY_ID[request.kind]
    digest, approved = _state(_read(request.folder, request.cache))
    if digest and kind.ask_unsigned and not approved and not request.confirmed:
        return {"asks": True, "digest": digest, "approved": False}
    now = dt.datetime.fromisoformat(request.now)
    made = build_job(_build(request, kind, now).to_wire() | {"limits": order["limits"]}, report)
    kept = _keep(request, now) if kind.keep else ""
    return {**made, "digest": digest, "approved": approved, "draft": kind.draft and not approved, "kept": kept}


def _build(request: OutputRequest, kind: OutputKind, now: dt.datetime) -> BuildRequest:
    stamp = f"{now:%d/%m/%Y %H:%M}" if kind.draft else None
    choices = Choices(editions=kind.editions, draft=stamp)
    return BuildRequest(folder=request.folder, out=request.out, cache=request.cache, choices=choices)


def _read(folder: Path, cache: Path) -> Checked:
    from bulletin.build.reading import read
    from bulletin.build.run import BuildRun

    return read(BuildRun(cache), folder, proof=False)


def _state(checked: Checked) -> tuple[str, bool]:
    """The digest of an issue, and whether somebody approved it as it is; no digest for one that cannot be read."""
    from bulletin.desk.approval import approval_digest

    if checked.issue is None:
        return "", False
    digest = approval_digest(checked.issue, checked.seen.digests())
    return digest, digest in {approval.digest for approval in checked.issue.sheet.approved}


def _keep(request: OutputRequest, now: dt.datetime) -> str:
    """The name of the kept issue with its version."""
    from bulletin.archive.keep import keep
    from bulletin.archive.package import package_issue
    from bulletin.archive.store.root import archive_folder
    from bulletin.archive.store.writer import create_archive, writing

    target = archive_folder(request.folder, None)
    package = package_issue(request.folder, request.out, request.cache)
    with writing(create_archive(target)) as writer:
        kept = keep(writer, package, request.reason, now)
    return f"{kept.id} {kept.version}"
