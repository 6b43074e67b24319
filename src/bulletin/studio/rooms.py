"""The routes of all rooms, one line a room; the board is last, since an issue's own address fits many others."""

from __future__ import annotations

from bulletin.studio.board.routes import ROUTES as BOARD
from bulletin.studio.folders.routes import ROUTES as FOLDERS
from bulletin.studio.forms.routes import ROUTES as FORMS
from bulletin.studio.history.routes import ROUTES as HISTORY
from bulletin.studio.home.routes import ROUTES as HOME
from bulletin.studio.imports.routes import ROUTES as IMPORTS
from bulletin.studio.jobs.routes import ROUTES as JOBS
from bulletin.studio.mailing.routes import ROUTES as MAILING
from bulletin.studio.photos.routes import ROUTES as PHOTOS
from bulletin.studio.review.routes import ROUTES as REVIEW
from bulletin.studio.story.routes import ROUTES as STORY
from bulletin.studio.uploads.routes import ROUTES as UPLOADS

ROUTES = (
    *HOME,
    *FORMS,
    *FOLDERS,
    *HISTORY,
    *JOBS,
    *MAILING,
    *REVIEW,
    *PHOTOS,
    *IMPORTS,
    *STORY,
    *UPLOADS,
    *BOARD,
)
