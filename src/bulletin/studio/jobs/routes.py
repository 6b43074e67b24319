"""Routes of outputs."""

from __future__ import annotations

from pathlib import Path
from typing import Any

from bulletin.runtime.child import run_job
from bulletin.runtime.limits import Limits
from bulletin.studio.answers import Call, NotDoneError, route
from bulletin.studio.forms.naming import window_words
from bulletin.studio.jobs.archive import archive_state
from bulletin.studio.jobs.begin import begin_job
from bulletin.studio.jobs.child import DIGEST_JOB, DigestRequest
from bulletin.studio.jobs.kinds import BY_ID, OUTPUTS, OutputKind
from bulletin.studio.jobs.made import MadeOutput, is_current, read_made
from bulletin.studio.jobs.opening import open_path
from bulletin.studio.jobs.runner import JobOrder


def outputs(call: Call) -> dict[str, Any]:
    """What can be made of an issue, what was made last, and whether it is still that issue."""
    folder = _folder(call)
    request = DigestRequest(folder=folder, cache=call.studio.desk.cache)
    now = run_job(DIGEST_JOB, request.to_wire(), Limits())
    made = read_made(folder)
    return {
        "approved": now["approved"],
        "outputs": [_shown(kind, made.get(kind.id), _out(folder, kind), now["digest"]) for kind in OUTPUTS],
    }


def _shown(kind: OutputKind, made: MadeOutput | None, out: Path, digest: str) -> dict[str, Any]:
    shown: dict[str, Any] = {"id": kind.id, "label": kind.label, "purpose": kind.purpose, "keep": kind.keep}
    if made is None:
        return shown | {
            "state": "none", "at": "", "pages": 0, "draft": False, "kept": "", "files": [], "findings": [],
            "editions": [],
        }  # fmt: skip
    whole = is_current(made, out, made.digest)
    state = "lost" if not whole else "current" if made.digest == digest else "old"
    return shown | {
        "state": state, "at": made.at, "pages": made.pages, "draft": made.draft, "kept": made.kept,
        "files": [{"name": name, "bytes": size} for name, size in made.files.items()],
        "findings": [_finding(one) for one in made.findings], "editions": list(made.editions),
    }  # fmt: skip


def _finding(said: Any) -> dict[str, Any]:
    """A finding that was kept with an output, without names of our files; later outputs keep the words of forms."""
    words = said.get("form") or said["vi"]
    return {"rule": said["rule"], "severity": said["severity"], **{key: window_words(words[key]) for key in words}}


def make(call: Call) -> dict[str, Any]:
    """Begin an output; its events say how it goes on."""
    kind = BY_ID.get(call.text("kind"))
    if kind is None:
        raise NotDoneError("Không có bản xuất này.")
    folder = _folder(call)
    order = JobOrder(
        kind, folder, _out(folder, kind), call.studio.desk.cache, call.studio.desk.clock(),
        call.said.get("confirmed") is True, call.text("reason", 200) or None,
    )  # fmt: skip
    begin_job(call, lambda: call.studio.jobs.start(order))
    return {"started": kind.id}


def archive(call: Call) -> dict[str, Any]:
    """What is kept of an issue, and when the archive was read last."""
    desk = call.studio.desk
    bulletin = desk.bulletin(call.name("bulletin"))
    return archive_state(bulletin, desk.issue(bulletin.id, call.name("issue")))


def read_archive(call: Call) -> dict[str, Any]:
    """Begin to read every byte of the archive."""
    folder, now = _folder(call), call.studio.desk.clock()
    begin_job(call, lambda: call.studio.jobs.read_archive("luu", folder, now))
    return {"started": "luu"}


def stop(call: Call) -> dict[str, Any]:
    """Stop the output that is being made."""
    call.studio.jobs.stop()
    return {}


def open_made(call: Call) -> dict[str, Any]:
    """Open the folder of an output, or one of its files, in the programs of the desktop."""
    kind = BY_ID.get(call.text("kind"))
    folder = _folder(call)
    made = read_made(folder).get(kind.id) if kind is not None else None
    if kind is None or made is None:
        raise NotDoneError("Bản này chưa được làm.")
    name = call.text("name")
    if name and name not in made.files:
        raise NotDoneError("Không có tệp này trong bản đã làm.")
    if not open_path(_out(folder, kind) / name):
        raise NotDoneError(f"Máy không mở được; tệp ở {_out(folder, kind) / name}")
    return {}


def _folder(call: Call) -> Path:
    found: Path = call.studio.desk.issue(call.name("bulletin"), call.name("issue")).folder
    return found


def _out(folder: Path, kind: OutputKind) -> Path:
    return folder / "build" / kind.id


ROUTES = (
    route("GET", "/api/{bulletin}/{issue}/archive", archive),
    route("POST", "/api/{bulletin}/{issue}/archive/read", read_archive),
    route("GET", "/api/{bulletin}/{issue}/outputs", outputs),
    route("POST", "/api/{bulletin}/{issue}/outputs", make),
    route("POST", "/api/{bulletin}/{issue}/outputs/stop", stop),
    route("POST", "/api/{bulletin}/{issue}/outputs/open", open_made),
)
