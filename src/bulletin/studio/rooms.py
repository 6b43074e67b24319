"""The routes of all rooms, one line a room."""

from __future__ import annotations

from bulletin.studio.jobs.routes import ROUTES as JOBS
from bulletin.studio.review.routes import ROUTES as REVIEW
from bulletin.studio.story.routes import ROUTES as STORY

ROUTES = (*JOBS, *REVIEW, *STORY)
