"""HELD: offers that wait in the window; nothing of them is in the issue before somebody keeps one."""

from __future__ import annotations

import secrets
import shutil
import threading
import time
from collections.abc import Callable
from pathlib import Path
from typing import TYPE_CHECKING

from bulletin.lazy import dataclass
from bulletin.studio.answers import NotDoneError
from bulletin.studio.desk.desk import HIDDEN

if TYPE_CHECKING:
    from bulletin.importing.offer import Offer, OfferRequest, Offers

_MOST = 12
"""Sources that wait at once; the oldest is forgotten."""
_FORGOTTEN_S = 86_400.0


@dataclass(slots=True)
class HeldOffers:
    """The offers of one source, with the request that they were made with."""

    request: OfferRequest
    offers: list[Offer]


class Holder:
    """Keeps offers by a name that nobody guesses."""

    def __init__(self) -> None:
        self._held: dict[str, HeldOffers] = {}
        self._lock = threading.Lock()

    def hold(
        self, folder: Path, request_of: Callable[[Path], OfferRequest], make: Callable[[OfferRequest], Offers]
    ) -> tuple[str, Offers]:
        """Make offers and keep them; returns their name and them.

        Args:
            folder: of the issue; pictures wait below its hidden folder.
            request_of: gives the request for a folder of pictures.
            make: reads the source.

        Raises:
            NotDoneError: pictures would wait somewhere else than in the issue.
        """
        token = secrets.token_urlsafe(16)
        spool = folder / HIDDEN / "offers" / token
        if any(path.is_symlink() for path in (spool.parent, spool.parent.parent)):
            raise NotDoneError("Thư mục của số báo có liên kết lạ nên không nhận bài ở đây.", 409)
        with self._lock:
            self._clear(spool.parent)
            spool.mkdir(parents=True)
        request = request_of(spool)
        try:
            made = make(request)
        except BaseException:
            shutil.rmtree(spool, ignore_errors=True)
            raise
        with self._lock:
            self._held[token] = HeldOffers(request, list(made.articles))
            while len(self._held) > _MOST:
                self._forget(next(iter(self._held)))
        return token, made

    def _clear(self, place: Path) -> None:
        """Remove the pictures that a studio which was killed left waiting; another computer may have younger ones."""
        for spool in place.iterdir() if place.is_dir() else ():
            old = time.time() - spool.lstat().st_mtime > _FORGOTTEN_S
            if old and spool.name not in self._held and not spool.is_symlink():
                shutil.rmtree(spool, ignore_errors=True)

    def offer(self, token: str, number: int) -> tuple[HeldOffers, Offer]:
        """One offer that waits.

        Raises:
            NotDoneError: it waits no longer.
        """
        held = self._held.get(token)
        if held is None or not 0 <= number < len(held.offers):
            raise NotDoneError("Bài này không còn chờ ở đây; xin dán hoặc chọn lại tệp.", 404)
        return held, held.offers[number]

    def forget(self, token: str) -> None:
        """Drop the offers of a source and their pictures."""
        with self._lock:
            self._forget(token)

    def _forget(self, token: str) -> None:
        held = self._held.pop(token, None)
        if held is not None:
            shutil.rmtree(held.request.spool, ignore_errors=True)

    def close(self) -> None:
        """Drop everything."""
        for token in list(self._held):
            self.forget(token)
