"""Routes of the screen Review: findings, remarks, versions, the file for an approver, and the sign-off."""

from __future__ import annotations

import datetime as dt
import os
from dataclasses import asdict
from pathlib import Path
from typing import Any

from starlette.responses import Response

from bulletin.errors import Severity
from bulletin.fields.issue import ReviewRemark
from bulletin.model import IssueSheet, Publication
from bulletin.runtime.child import run_job
from bulletin.runtime.limits import Limits
from bulletin.runtime.wire import findings_from_wire
from bulletin.sources.edits.comments import add_comment
from bulletin.sources.edits.typed_file import open_file
from bulletin.sources.partial import read_plain
from bulletin.studio.answers import Call, NotDoneError, route
from bulletin.studio.desk.bulletins import KnownIssue
from bulletin.studio.desk.desk import NotKnownError, Save
from bulletin.studio.desk.values import resolved, values_of
from bulletin.studio.forms.describe import KINDS, FormKind
from bulletin.studio.history.then import files_now
from bulletin.studio.jobs.child import DIGEST_JOB, DigestRequest
from bulletin.studio.review.compare import compare
from bulletin.studio.review.file import DraftPage, ReviewDraft, file_name, read_remarks, review_file
from bulletin.studio.review.found import found_in
from bulletin.studio.review.marks import remark_fields, remarked
from bulletin.studio.review.remarks import FILE, from_answers, path_of, remarks_of, settled, with_remark
from bulletin.studio.review.sign import signed
from bulletin.studio.review.versions import (
    last_signed,
    name_version,
    planned_anew,
    version_files,
    version_pages,
    versions,
)


def review(call: Call) -> dict[str, Any]:
    """What the screen shows: findings of reading, remarks, named versions, who approved what."""
    issue = _issue(call)
    request = DigestRequest(folder=issue.folder, cache=call.studio.desk.cache)
    now = run_job(DIGEST_JOB, request.to_wire(), Limits())
    call.studio.session.begin(issue.folder)
    session = call.studio.session
    remarks, articles = remarks_of(_review_source(issue.folder)), call.studio.desk.articles(issue.folder)
    history = call.studio.desk.history(issue.folder)
    return {
        "number": issue.sheet.number.in_year if issue.sheet else None,
        "digest": now["digest"], "approved": now["approved"], "signed": _signed(issue.sheet, now["digest"]),
        "people": _people(call.studio.desk.bulletin(call.name("bulletin")).record),
        **remarked(remarks, articles, session.plans.get(issue.folder)),
        "pages": session.pages.get(issue.folder, []),
        "versions": [
            {"number": one.number, "at": one.at, "who": one.who, "name": one.what} for one in versions(history)
        ],
        "anew": planned_anew(history, last) if (last := last_signed(history)) is not None else [],
        "findings": _findings(call, issue, now),
    }  # fmt: skip


def _findings(call: Call, issue: KnownIssue, now: dict[str, Any]) -> list[dict[str, Any]]:
    """What reading and checking find now, and what the last plan found."""
    planned = call.studio.session.plans.get(issue.folder)
    stages = [findings_from_wire(now["findings"]), findings_from_wire(planned["findings"]) if planned else ()]
    publication = call.studio.desk.bulletin(call.name("bulletin")).folder
    return found_in(call.studio.desk, issue.folder, publication, stages)


def _issue(call: Call) -> KnownIssue:
    found: KnownIssue = call.studio.desk.issue(call.name("bulletin"), call.name("issue"))
    return found


def _review_source(folder: Path) -> bytes:
    """The bytes of `review.yaml`; none where there is no such file.

    Raises:
        NotDoneError: something else than a plain file is there.
    """
    path = folder / FILE
    source = read_plain(path) if os.path.lexists(path) else b""
    if source is None:
        raise NotDoneError("Tệp góp ý không phải là tệp thường nên không đọc được.", 409)
    return source


def _signed(sheet: IssueSheet | None, digest: str) -> list[dict[str, Any]]:
    return [
        {"name": one.name, "office": one.office or "", "at": f"{one.at:%d/%m/%Y %H:%M}" if one.at else "",
         "current": one.digest == digest and bool(digest), "sealed": one.digest is not None}
        for one in (sheet.approved if sheet is not None else ())
    ]  # fmt: skip


def _people(publication: Publication | None) -> list[dict[str, str]]:
    """The people of the publication who may approve, responsible ones first."""
    if publication is None:
        return []
    named = [{"name": one.name, "office": one.office or ""} for one in publication.responsible]
    return named + [{"name": name, "office": ""} for name in publication.editors]


# --- remarks --------------------------------------------------------------------------------------------------


def add_remark(call: Call) -> dict[str, Any]:
    """A remark that is typed in the window."""
    text, by = call.text("text", 4000), call.text("by", 80)
    if not text or not by:
        raise NotDoneError("Góp ý cần có lời và tên người góp ý.")
    page, story, field = call.said.get("page"), call.text("story", 80), call.text("field", 80)
    if story and story not in call.studio.desk.articles(_issue(call).folder):
        raise NotDoneError("Không tìm thấy bài được góp ý; có thể bài đã bị bỏ hoặc đổi mã.", 409)
    if field and not (story and path_of(field, remark_fields())):
        raise NotDoneError("Không có mục này trong bài được góp ý.")
    now = call.studio.desk.clock().replace(second=0, microsecond=0, tzinfo=None)
    one = ReviewRemark(
        id=f"gop-y-{call.studio.desk.clock():%y%m%d-%H%M%S-%f}", by=by, at=now, text=text,
        page=page if isinstance(page, int) and 1 <= page <= 512 else None, story=story or None,
        field=field or None, quote=call.text("quote", 500) or None,
    )  # fmt: skip
    return _write_remarks(call, (one,), f"{by}: góp ý")


def settle_remark(call: Call) -> dict[str, Any]:
    """A remark is settled, or open again, with or without an answer."""
    folder = _issue(call).folder
    done = call.said.get("done") is True
    made = settled(_review_source(folder), call.text("id", 80), done=done, answer=call.text("answer", 4000) or None)
    if made is None:
        raise NotDoneError("Không tìm thấy góp ý này, hoặc tệp góp ý đang hỏng.")
    _commit(call, folder / FILE, made, "xong một góp ý" if done else "mở lại một góp ý")
    return {}


def take_answers(call: Call) -> dict[str, Any]:
    """The file of an approver that was dropped into the window."""
    issue = _issue(call)
    publication = call.studio.desk.bulletin(call.name("bulletin")).record
    if issue.sheet is None or publication is None:
        raise NotDoneError("Thông tin của số báo đang hỏng nên chưa nhận được góp ý.")
    said = call.said.get("file")
    if not isinstance(said, str):
        raise NotDoneError("Không có tệp góp ý.")
    back = read_remarks(said.encode("utf-8", "replace"), publication.id, issue.sheet.number.in_year)
    if isinstance(back, str):
        raise NotDoneError(back)
    pages = call.studio.session.pages.get(issue.folder, [])
    numbers = [page["number"] for page in pages] or list(range(1, 513))
    return _write_remarks(call, from_answers(back, numbers), f"nhận góp ý của {back.by}")


def _write_remarks(call: Call, new: tuple[ReviewRemark, ...], what: str) -> dict[str, Any]:
    folder = _issue(call).folder
    with call.studio.desk.lock:
        source: bytes | None = _review_source(folder)
        before = len(remarks_of(source or b"") or ())
        for one in new:
            source = with_remark(source, one) if source is not None else None
        if source is None:
            raise NotDoneError("Tệp góp ý đang hỏng nên không ghi thêm được; chữ của bạn vẫn còn ở đây.", 409)
        _commit(call, folder / FILE, source, what)
    return {"new": len(remarks_of(source) or ()) - before}


def _commit(call: Call, path: Path, data: bytes, what: str) -> None:
    folder = _issue(call).folder
    call.studio.desk.commit(folder, {path: data}, Save(what, call.studio.who))
    call.studio.desk.tell("saved", call.name("bulletin"), call.name("issue"), kind="review", id="")


# --- findings -------------------------------------------------------------------------------------------------


def ignore(call: Call) -> dict[str, Any]:
    """A finding is left as it is, with a name and a reason, written beside what it is about."""
    kind, reason, rule = _kind(call), call.text("reason", 200), call.text("rule", 80)
    path = call.said.get("path")
    if kind is None or not isinstance(path, list) or not rule:
        raise NotDoneError("Chỗ này không bỏ qua được.")
    if not reason:
        raise NotDoneError("Xin ghi vì sao bỏ qua, để người sau biết.")
    desk = call.studio.desk
    with desk.lock:
        file = desk.file(call.name("bulletin"), call.name("issue"), kind, call.text("id", 200))
        typed = open_file(file.source, kind)
        found = resolved(values_of(typed), tuple(path)) if typed is not None else None
        comment = f"bulletin: bỏ qua {rule}"
        why = f"vì: {' '.join(reason.split())} ({call.studio.who}, {desk.clock():%d/%m/%Y})"
        made = add_comment(file.source, found, comment, kind=kind) if found is not None else None
        made = add_comment(made, found, why, kind=kind) if made is not None and found is not None else None
        if made is None:
            raise NotDoneError("Chỗ này không bỏ qua được: tệp đang hỏng, hoặc chỗ ấy không còn.")
        _commit(call, file.path, made, f"bỏ qua một lưu ý, vì {reason}")
    return {}


def _kind(call: Call) -> FormKind | None:
    return next((kind for kind in KINDS if kind == call.text("kind")), None)


# --- versions, file, sign-off ---------------------------------------------------------------------------------


def keep_version(call: Call) -> dict[str, Any]:
    """Give the state of now a name."""
    name = call.text("name", 80)
    if not name:
        raise NotDoneError("Xin đặt tên cho bản này.")
    return {"number": _keep_version(call, name)}


def _keep_version(call: Call, name: str) -> int:
    desk, folder = call.studio.desk, _issue(call).folder
    publication = desk.bulletin(call.name("bulletin")).folder
    return name_version(desk, folder, publication, name, call.studio.who, _pictures(call, folder)).number


def _pictures(call: Call, folder: Path) -> list[bytes]:
    pages = call.studio.session.pages.get(folder, [])
    found = [call.studio.session.picture(page["digest"]) for page in pages]
    return [data for data in found if data is not None]


def compared(call: Call) -> dict[str, Any]:
    """What changed since a named version: words by story and field, and the pictures of pages of then."""
    issue, number = _issue(call), _number(call)
    history = call.studio.desk.history(issue.folder)
    before = version_files(history, number)
    if before is None:
        raise NotKnownError("Không có bản này.")
    publication = call.studio.desk.bulletin(call.name("bulletin")).folder
    after = files_now(call.studio.desk, issue.folder, publication)
    return {
        "files": [asdict(one) for one in compare(before, after)],
        "pages": sorted(version_pages(history, number)),
        "anew": planned_anew(history, number),
        "now": call.studio.session.pages.get(issue.folder, []),
    }


def page_of_then(call: Call) -> Response:
    """The picture of a page in a named version."""
    history = call.studio.desk.history(_issue(call).folder)
    try:
        digest = version_pages(history, _number(call)).get(int(call.name("page")))
    except ValueError:
        digest = None
    data = history.content(digest) if digest is not None else None
    if data is None:
        raise NotKnownError("Không còn hình trang của bản này.")
    return Response(data, media_type="image/png")


def _number(call: Call) -> int:
    text = call.name("number")
    if not text.isascii() or not text.isdigit() or len(text) > 9:
        raise NotKnownError("Không có bản này.")
    return int(text)


def file_for_approver(call: Call) -> Response:
    """The one HTML file; the state that it shows becomes a named version, to compare with when it comes back."""
    issue = _issue(call)
    publication = call.studio.desk.bulletin(call.name("bulletin")).record
    fresh = call.studio.session.settle(issue.folder)  # an approver never gets the pages of a moment ago
    pictures = _pictures(call, issue.folder)
    if issue.sheet is None or publication is None or not pictures or not fresh:
        raise NotDoneError("Trang chưa dàn xong; xin xem các chỗ cần sửa, rồi làm lại.", 409)
    now = call.studio.desk.clock()
    request = DigestRequest(folder=issue.folder, cache=call.studio.desk.cache)
    state = run_job(DIGEST_JOB, request.to_wire(), Limits())
    if not state["digest"]:  # the pages that are shown leave out what has errors
        raise NotDoneError("Số báo còn lỗi nên chưa gửi duyệt được.", 409)
    _keep_version(call, f"bản gửi duyệt {now:%d/%m %H:%M}")
    found = findings_from_wire(state["findings"])
    findings = [one.what("vi") for one in found if one.severity is not Severity.INFO]
    draft = ReviewDraft(
        publication.id, publication.name, issue.sheet.number.in_year, issue.sheet.date, now, state["digest"],
        [DraftPage(n, png, _stories_on(call, issue.folder, n)) for n, png in enumerate(pictures, 1)], findings,
    )  # fmt: skip
    name = file_name(draft)
    return Response(
        review_file(draft), media_type="text/html",
        headers={"Content-Disposition": f'attachment; filename="{name}"', "X-File-Name": name},
    )  # fmt: skip


def _stories_on(call: Call, folder: Path, number: int) -> tuple[str, ...]:
    """The titles of the stories on a page, as the plan has them."""
    planned = call.studio.session.plans.get(folder)
    stories = (planned["plan"] or {}).get("stories", {}) if planned is not None else {}
    titles = call.studio.desk.articles(folder)
    found = []
    for ident, story in stories.items():
        path = titles.get(ident)
        if number in story["pages"] and path is not None:
            typed = open_file(read_plain(path) or b"", "article")
            found.append((typed.value(("title",)) if typed is not None else None) or ident)
    return tuple(found)


def sign(call: Call) -> dict[str, Any]:
    """A named person approves the issue as it is; the number is typed to confirm it."""
    issue, name = _issue(call), call.text("name", 80)
    if issue.sheet is None:
        raise NotDoneError("Thông tin của số báo đang hỏng nên chưa ký được.")
    if not name:
        raise NotDoneError("Xin chọn hoặc ghi tên người duyệt.")
    if call.text("number", 12) != str(issue.sheet.number.in_year):
        raise NotDoneError(f"Xin gõ đúng số báo đang duyệt ({issue.sheet.number.in_year}) để xác nhận.")
    desk = call.studio.desk
    request = DigestRequest(folder=issue.folder, cache=desk.cache)
    with desk.lock:
        state = run_job(DIGEST_JOB, request.to_wire(), Limits())
        if not state["digest"]:
            raise NotDoneError("Số báo còn lỗi nên chưa ký duyệt được.", 409)
        if call.text("digest", 64) != state["digest"]:
            raise NotDoneError("Số báo vừa đổi từ lúc màn hình này hiện ra; xin xem lại rồi ký.", 409)
        file = desk.file(call.name("bulletin"), call.name("issue"), "issue", "")
        at: dt.datetime = desk.clock()
        made = signed(file.source, name, call.text("office", 120), at, state["digest"])
        if made is None:
            raise NotDoneError("Không ghi được mục duyệt vào tệp của số báo.", 409)
        desk.commit(issue.folder, {file.path: made}, Save(f"{name} ký duyệt", call.studio.who, kind="sign"))
        desk.approved(issue.folder, state["digest"])
        _keep_version(call, f"bản đã duyệt {at:%d/%m %H:%M}")
    desk.tell("saved", call.name("bulletin"), call.name("issue"), kind="issue", id="")
    return {"approved": True}


_BASE = "/api/{bulletin}/{issue}/review"
ROUTES = (
    route("GET", _BASE, review),
    route("POST", f"{_BASE}/remarks", add_remark),
    route("POST", f"{_BASE}/settled", settle_remark),
    route("POST", f"{_BASE}/answers", take_answers),
    route("POST", f"{_BASE}/ignored", ignore),
    route("POST", f"{_BASE}/versions", keep_version),
    route("GET", _BASE + "/versions/{number}", compared),
    route("GET", _BASE + "/versions/{number}/pages/{page}", page_of_then),
    route("GET", f"{_BASE}/file", file_for_approver),
    route("POST", f"{_BASE}/sign", sign),
)
