"""Routes of edits: a file as the window shows it, and what is changed in it."""

from __future__ import annotations

from typing import Any, cast

from bulletin.sources.edits.typed_file import open_file
from bulletin.studio.answers import Call, RefusedError, route, said_finding
from bulletin.studio.desk.desk import Save, StudioFile
from bulletin.studio.desk.values import at, resolved, values_of
from bulletin.studio.edits.apply import Applied, apply
from bulletin.studio.edits.operations import BadEditError, Edit, SetBody, SetValue, read_edit
from bulletin.studio.edits.words import said_edit
from bulletin.studio.forms.describe import FormKind
from bulletin.studio.forms.places import at_fields, in_window
from bulletin.studio.story.nodes import body_nodes


def file_of(call: Call) -> dict[str, Any]:
    """A file for its form: `version`, `values`, `body` (nodes by block), `findings`; `locked` if it does not read."""
    kind = call.name("kind")
    if kind not in ("publication", "issue", "article"):
        raise RefusedError("Không có loại tệp này.", 404)
    file = call.studio.desk.file(call.name("bulletin"), call.name("issue"), kind, call.name("id"))
    return shown(file)


def shown(file: StudioFile) -> dict[str, Any]:
    """What `file_of` answers."""
    typed = open_file(file.source, file.kind)
    made: dict[str, Any] = {"kind": file.kind, "id": file.id, "version": file.version}
    if typed is None:
        from bulletin.sources.issue import parse

        found = parse(file.kind, file.source, file.name).findings
        locked = said_finding(found[0]) if found else {"severity": "error", "what": "Tệp này không đọc được."}
        return made | {"values": {}, "blocks": [], "findings": [], "locked": locked}
    values = values_of(typed)
    kind = cast(FormKind, file.kind)  # `file_of` lets no other one through
    findings = [
        {**one.as_dict(), "path": in_window(one.path, values)} for one in at_fields(file.source, kind, typed.findings)
    ]
    body = values.get("body", "") if file.kind == "article" else ""
    return made | {"values": values, "body": body_nodes(body), "findings": findings}


def edits_of(call: Call) -> dict[str, Any]:
    """Apply an edit; the answer carries no text but that of conflicts."""
    try:
        edit = read_edit(call.said)
    except BadEditError as error:
        raise RefusedError(str(error)) from None
    desk, bulletin, issue = call.studio.desk, call.name("bulletin"), call.name("issue")
    with desk.lock:
        file = desk.file(bulletin, issue, edit.kind, edit.id)
        folder = desk.issue(bulletin, issue).folder
        if open_file(file.source, edit.kind) is None:
            raise RefusedError("Tệp này đang hỏng nên không sửa được ở đây; chữ của bạn vẫn còn trong cửa sổ.", 409)
        if desk.history(folder).seen(edit.client, edit.number) is not None:
            return _answer(call, edit, file.version, Applied(file.source), merged=False)
        done = apply(file.source, edit.kind, edit.ops)
        if done.refused:
            _keep_refused(call, folder, edit)
            raise RefusedError("Chương trình không ghi được giá trị này mà vẫn giữ nguyên phần còn lại của tệp.", 409)
        save = Save(said_edit(edit, file), call.studio.who, edit.client, edit.number)
        for conflict in done.conflicts:
            for text in (conflict.mine, conflict.theirs):
                desk.history(folder).keep((text or "").encode())
        desk.commit(folder, {file.path: done.source}, save)
        after = desk.file(bulletin, issue, edit.kind, edit.id)
    desk.tell("saved", bulletin, issue, kind=edit.kind, id=edit.id, version=after.version, client=edit.client)
    return _answer(call, edit, after.version, done, merged=edit.base not in ("", file.version))


def _keep_refused(call: Call, folder: Any, edit: Edit) -> None:
    """What cannot be written is kept, so that no letter is lost."""
    for op in edit.ops:
        if isinstance(op, SetValue) and op.new:
            call.studio.desk.history(folder).keep(op.new.encode())
        if isinstance(op, SetBody):
            call.studio.desk.history(folder).keep("\n\n".join(t for k, t in op.new if k == "text").encode())


def _answer(call: Call, edit: Edit, version: str, done: Applied, *, merged: bool) -> dict[str, Any]:
    now = call.studio.desk.clock()
    conflicts = [
        {"path": list(one.path), "mine": one.mine, "theirs": one.theirs, "saved_at": f"{now:%H:%M}"}
        for one in done.conflicts
    ]
    return {
        "number": edit.number, "version": version, "saved_at": now.isoformat(timespec="seconds"),
        "conflicts": conflicts, "merged": merged,
    }  # fmt: skip


def value_at(file: StudioFile, path: tuple[Any, ...]) -> Any:
    """The value at a path of the window; None when there is none."""
    typed = open_file(file.source, file.kind)
    values = values_of(typed) if typed is not None else {}
    found = resolved(values, path)
    return at(values, found) if found is not None else None


ROUTES = (
    route("GET", "/api/{bulletin}/{issue}/files/{kind}/{id}", file_of),
    route("POST", "/api/{bulletin}/{issue}/edits", edits_of),
)
