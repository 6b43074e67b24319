"""PUBLISH: write the finished files, `release.json` last, and return a summary for the command line."""

from __future__ import annotations

import json
from collections import Counter
from collections.abc import Mapping
from dataclasses import replace
from pathlib import Path
from typing import TYPE_CHECKING, Any

from bulletin.build.run import BuildRun
from bulletin.build.versions import tool_versions
from bulletin.errors import ExitCode, Finding, ProofError, Severity
from bulletin.model import Issue
from bulletin.release import FILE_NAME, Edition, Release, fingerprints, name_inside, release_bytes, verify, withdrawn
from bulletin.runtime.spool import Spooled
from bulletin.runtime.target import open_target
from bulletin.runtime.wire import findings_to_wire

if TYPE_CHECKING:
    from bulletin.build.makers.maker import LaidIssue
    from bulletin.layout.laid import Laid


def release_of(
    done: LaidIssue,
    findings: tuple[Finding, ...],
    editions: tuple[Edition, ...] = (),
    beside: Mapping[str, bytes] | None = None,
) -> Release:
    """Return what was built, from which files, with which tools; `beside` are the files beside the editions."""
    from bulletin.sources.layouts.read import BASE, base_files

    issue, seen, files = done.issue, done.seen, done.engine.spec.files
    layout = {f"{files.name}/{file}": data for file, data in files.data.items()}
    layout |= {f"{BASE}/{file}": data for file, data in base_files().items()}
    photos = {name_inside(file): digest for file, digest in seen.digests().items()}
    sheet = issue.sheet
    return Release(
        publication=issue.publication.id, number=sheet.number.in_year, number_total=sheet.number.total,
        date=sheet.date, editions=editions, files=fingerprints(beside or {}),
        findings=tuple(f.as_dict() for f in findings),
        inputs={**fingerprints(sources_of(issue)), **photos}, layout=fingerprints(layout),
        fonts={face.path.name: face.sha256 for face in done.faces}, tools=tool_versions(),
    )  # fmt: skip


def facts_of(release: Release) -> bytes:
    """Return the release for the record copy: all facts but the files, since the record is one of them."""
    facts = json.loads(release_bytes(replace(release, editions=())))
    del facts["editions"], facts["files"]
    return (json.dumps(facts, ensure_ascii=False, indent=2, sort_keys=True) + "\n").encode()


def sources_of(issue: Issue) -> dict[str, bytes]:
    """The files that were read, named without the way up to a publication folder above; the last plan among them."""
    last = (issue.last_plan,) if issue.last_plan else ()
    return {name_inside(name): data for name, data in (*issue.sources.items(), *last)}


def refuse_warnings(findings: tuple[Finding, ...], strict: bool) -> None:
    """Refuse warnings under `strict`, before anything is written.

    Raises:
        ProofError: with every finding, the warnings among them as errors.
    """
    if not strict or all(f.severity is Severity.INFO for f in findings):
        return
    raise ProofError([_as_error(f) if f.severity is Severity.WARNING else f for f in findings])


def _as_error(finding: Finding) -> Finding:
    return replace(finding, rule=replace(finding.rule, severity=Severity.ERROR, exit_code=ExitCode.REFUSED))


def publish(
    run: BuildRun, out: Path, files: Mapping[str, bytes | Spooled], release: Release | None, issue: Path | None = None
) -> None:
    """Write all files, `release.json` last, and compare what was written with it.

    Files of the previous release that this one lacks are removed.

    Args:
        run: for the timings.
        out: the folder that gets the files; other builds wait until this one is finished with it.
        files: names and contents.
        release: the content of `release.json`; None writes none.
        issue: the issue's folder; a link inside it on the way to `out` is refused.

    Raises:
        OutputError: the files cannot be written.
        ProofError: a file is not what was written (a broken disk, somebody who writes there at the same time).
    """
    with run.stage("write"), open_target(out, issue) as target:
        stale = [path.name for path in withdrawn(out, release)] if release else []
        target.put({**files, **({FILE_NAME: release_bytes(release)} if release else {})}, withdrawn=stale)
        if release and (found := verify(out)):
            raise ProofError(found)
    run.report.done()


def summary(
    run: BuildRun, out: Path, laid: Laid, files: Mapping[str, str], findings: tuple[Finding, ...]
) -> dict[str, Any]:
    """Return what the command line gets back from the child: `files` maps editions to names."""
    lines = laid.lines
    return {
        "out": str(out),
        "pages": laid.page_count,
        "files": dict(files),
        "findings": findings_to_wire(findings),
        "stages": {n: {k: round(v, 4) for k, v in s.items()} for n, s in run.seconds.items()},
        "lines": {
            "lines": lines.lines, "widest_gap_pt": round(lines.widest_gap_pt, 2),
            "mean_gap_variance": round(lines.mean_gap_variance, 3),
            "widest_gap_first_fit_pt": round(lines.widest_gap_first_fit_pt, 2),
            "mean_gap_variance_first_fit": round(lines.mean_gap_variance_first_fit, 3),
            "refereed": lines.refereed,
        },
        "words": {"drawn": laid.words.drawn, "kept": len(laid.words.kept), "reasons": _reasons(laid)},
    }  # fmt: skip


def _reasons(laid: Laid) -> dict[str, int]:
    """How many slots the page setter set for each reason."""
    return dict(sorted(Counter(reason for _, reason in laid.words.kept).items()))
