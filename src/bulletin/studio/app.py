"""APP: the rooms of the studio as one application; each room brings its routes, and the guard is around all of them."""

from __future__ import annotations

import contextlib
import getpass
import traceback
from collections.abc import Mapping
from pathlib import Path
from typing import Any

from starlette.applications import Starlette
from starlette.requests import Request
from starlette.responses import JSONResponse, Response
from starlette.routing import Route

from bulletin import datafiles
from bulletin.errors import BulletinError
from bulletin.runtime.child import run_job
from bulletin.runtime.limits import Limits
from bulletin.runtime.wire import ChildBugError
from bulletin.studio.desk.desk import Desk
from bulletin.studio.desk.events import EventHub
from bulletin.studio.desk.outside import OutsideWatch
from bulletin.studio.desk.routes import ROUTES as DESK
from bulletin.studio.desk.session import PageSession
from bulletin.studio.edits.routes import ROUTES as EDITS
from bulletin.studio.folders.places import FolderPlaces
from bulletin.studio.folders.remembered import known_folders
from bulletin.studio.guard.middleware import App, Guard
from bulletin.studio.imports.held import Holder
from bulletin.studio.jobs.child import DIGEST_JOB, DigestRequest
from bulletin.studio.jobs.runner import JobRunner
from bulletin.studio.mailing.sender import MailSender
from bulletin.studio.photos.looker import PhotoLooker

_TYPES = {
    ".js": "text/javascript; charset=utf-8", ".css": "text/css; charset=utf-8", ".json": "application/json",
    ".html": "text/html; charset=utf-8", ".map": "application/json", ".svg": "image/svg+xml",
}  # fmt: skip


class Studio:
    """Everything behind the window: the desk, the events, the session, the outputs.

    Args:
        folder: that was opened.
        cache: the cache folder.
    """

    def __init__(self, folder: Path, cache: Path) -> None:
        self.hub = EventHub()
        self.session = PageSession(cache, self._tell)
        self.desk = Desk(folder, cache, self.hub, self.session.want, digest=self._digest)
        self.places = FolderPlaces(Path.home())
        self.desk.open_beside(filter(self.places.allowed, known_folders(cache, folder).beside))
        self.jobs = JobRunner(self._job)
        self.mail = MailSender(self._mail, self.note_bug)
        self.photos = PhotoLooker(cache)
        self.offers = Holder()
        self.job_of: tuple[str, str] = ("", "")
        self.watch = OutsideWatch(self.desk)
        self.who = _user()

    def _digest(self, folder: Path) -> str:
        """The digest that an approval of the issue would have, read in a child; empty for one that does not read."""
        request = DigestRequest(folder=folder, cache=self.desk.cache)
        try:
            return str(run_job(DIGEST_JOB, request.to_wire(), Limits())["digest"])
        except (BulletinError, ChildBugError):
            return ""

    def _tell(self, folder: Path, event: Mapping[str, Any]) -> None:
        names = self.desk.names_of(folder)
        if names is not None:
            self.hub.tell({**event, "bulletin": names[0], "issue": names[1]})

    def _job(self, event: Mapping[str, Any]) -> None:
        self.hub.tell({"type": "job", "bulletin": self.job_of[0], "issue": self.job_of[1], **event})

    def _mail(self, event: Mapping[str, Any]) -> None:
        self.hub.tell({"type": "mail", "bulletin": self.mail.of[0], "issue": self.mail.of[1], **event})

    def note_bug(self, error: Exception) -> None:
        """Write what went wrong into `studio-errors.txt` of the cache folder, for those who mend the program."""
        lines = traceback.format_exception(error)
        with contextlib.suppress(OSError), (self.desk.cache / "studio-errors.txt").open("a", encoding="utf-8") as file:
            file.write(f"{self.desk.clock():%Y-%m-%d %H:%M:%S}\n{''.join(lines)}\n")

    def close(self) -> None:
        """End what runs behind the window."""
        self.watch.stop()
        self.jobs.stop()
        self.mail.close()
        self.photos.close()
        self.offers.close()
        self.session.close()
        self.hub.close()


def _user() -> str:
    """The name of the account, for the history."""
    try:
        return getpass.getuser()
    except (KeyError, OSError):
        return ""


def make_app(studio: Studio, host: str, key: str) -> App:
    """The application behind its guard.

    Args:
        studio: what it works on.
        host: that it listens on, `127.0.0.1:41234`.
        key: of this run.
    """
    from bulletin.studio.rooms import ROUTES

    app = Starlette(
        routes=[Route("/", _start), Route("/app/{name}", _asset), *DESK, *EDITS, *ROUTES],
        exception_handlers={404: _missing, 405: _missing, Exception: _broken},
    )
    app.state.studio = studio
    return Guard(app, host, key)


async def _start(_: Request) -> Response:
    return _file("index.html")


async def _asset(request: Request) -> Response:
    return _file(request.path_params["name"])


def _file(name: str) -> Response:
    try:
        folder = datafiles.folder("studio")
    except FileNotFoundError:
        return JSONResponse({"what": "Cửa sổ chưa được dựng; hãy chạy lại ./run."}, 404)
    known = {path.name: path for path in folder.iterdir() if path.suffix in _TYPES}
    path = known.get(name)
    if path is None:
        return JSONResponse({"what": "Không có tệp này."}, 404)
    return Response(path.read_bytes(), headers={"Content-Type": _TYPES[path.suffix]})


async def _missing(_: Request, __: Exception) -> Response:
    return JSONResponse({"what": "Chương trình không biết yêu cầu này."}, 404)


async def _broken(request: Request, error: Exception) -> Response:
    request.app.state.studio.note_bug(error)
    return JSONResponse({"what": "Chương trình gặp lỗi; chữ của bạn vẫn còn trong cửa sổ này."}, 500)
