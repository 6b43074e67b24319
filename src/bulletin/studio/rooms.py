"""The routes of all rooms, one line a room."""

from __future__ import annotations

from bulletin.studio.board.routes import ROUTES as BOARD
from bulletin.studio.home.routes import ROUTES as HOME
from bulletin.studio.jobs.routes import ROUTES as JOBS

ROUTES = (
    *HOME,
    *JOBS,
    *BOARD,
)
