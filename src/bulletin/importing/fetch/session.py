"""One page and the pictures of its article, one request at a time, within fixed limits of size, number and time."""

from __future__ import annotations

import time
from collections.abc import Callable
from dataclasses import field
from urllib.robotparser import RobotFileParser

from bulletin.errors import BulletinError
from bulletin.importing.fetch import rules
from bulletin.importing.fetch.address import Resolve, Target, check, parse
from bulletin.importing.fetch.wire import MIB, Connect, WebAnswer, ask, system_connect, system_resolve
from bulletin.importing.recognise import picture_kind
from bulletin.lazy import dataclass

_MOST_REDIRECTS = 5
_AGENT = "bulletin-import"
_PAGE_KINDS = ("text/html", "application/xhtml+xml", "text/plain", "application/xml", "text/xml")
_NO_KIND = ("application/octet-stream", "binary/octet-stream")


@dataclass(frozen=True, slots=True)
class FetchCaps:
    """The largest of everything that is fetched."""

    page_bytes: int = 10 * MIB
    picture_bytes: int = 60 * MIB
    robots_bytes: int = MIB // 2
    pictures: int = 40
    each_s: float = 20
    all_s: float = 120


@dataclass(frozen=True, slots=True)
class Fetched:
    """Bytes from the network: the address that gave them in the end, and what the server says they are."""

    address: str
    data: bytes
    kind: str
    charset: str | None = None


@dataclass
class FetchSession:
    """Fetches one page and then pictures. `resolve`, `connect` and `clock` are the system's; tests give others."""

    caps: FetchCaps = field(default_factory=FetchCaps)
    resolve: Resolve = system_resolve
    connect: Connect = system_connect
    clock: Callable[[], float] = time.monotonic
    _deadline: float | None = None
    _pictures: int = 0
    _robots: dict[str, RobotFileParser] = field(default_factory=dict)

    def page(self, address: str) -> Fetched:
        """The page of an address.

        Raises:
            InputError: the address may not be fetched, or the answer is not a page.
        """
        answer = self._follow(parse(address), self.caps.page_bytes, "text/html, application/xhtml+xml;q=0.9")
        if answer.kind not in _PAGE_KINDS:
            raise rules.refused(rules.ANSWER, address, reason_vi=f"không phải trang web mà là {answer.kind[:60]}",
                                reason_en=f"with no web page but {answer.kind[:60]}")  # fmt: skip
        return Fetched(answer.target.address, answer.body, answer.kind, answer.charset)

    def picture(self, address: str) -> Fetched:
        """A picture that the article shows.

        Raises:
            InputError: the address may not be fetched, there were too many, or the answer is not a picture.
        """
        if self._pictures >= self.caps.pictures:
            raise rules.refused(rules.ANSWER, address, reason_vi=f"nhưng đã lấy đủ {self.caps.pictures} ảnh",
                                reason_en=f"but {self.caps.pictures} pictures were fetched already")  # fmt: skip
        self._pictures += 1
        answer = self._follow(parse(address), self.caps.picture_bytes, "image/*")
        told = answer.kind.startswith("image/") or answer.kind in _NO_KIND
        if not told or picture_kind(answer.body) is None:
            raise rules.refused(rules.ANSWER, address, reason_vi=f"không phải ảnh mà là {answer.kind[:60]}",
                                reason_en=f"with no picture but {answer.kind[:60]}")  # fmt: skip
        return Fetched(answer.target.address, answer.body, answer.kind)

    def _follow(self, target: Target, most_bytes: int, accept: str) -> WebAnswer:
        """The answer behind at most five redirects; every address is checked like the first one."""
        first = target.address
        for _step in range(_MOST_REDIRECTS + 1):
            pinned = check(target, self.resolve)
            self._ask_robots(target, pinned)
            answer = self._ask(pinned, most_bytes, accept)
            if answer.redirect is None:
                if answer.status != 200:
                    raise rules.refused(rules.ANSWER, target.address, reason_vi=f"mã {answer.status}",
                                        reason_en=f"with status {answer.status}")  # fmt: skip
                return answer
            target = answer.redirect
        raise rules.refused(rules.ANSWER, first, reason_vi=f"bằng hơn {_MOST_REDIRECTS} lần chuyển hướng",
                            reason_en=f"with more than {_MOST_REDIRECTS} redirects")  # fmt: skip

    def _ask(self, pinned: tuple[Target, ...], most_bytes: int, accept: str) -> WebAnswer:
        """Ask the first number that answers; all of them were checked."""
        if self._deadline is None:
            self._deadline = self.clock() + self.caps.all_s
        for at, target in enumerate(pinned, 1):
            try:
                return ask(target, self.connect, most_bytes, self._deadline, self.caps.each_s, accept)
            except BulletinError as error:
                if at == len(pinned) or not error.findings[0].is_(rules.NOT_REACHED):
                    raise
        raise AssertionError("check gives at least one number")

    def _ask_robots(self, target: Target, pinned: tuple[Target, ...]) -> None:
        """Raise InputError where the site asks programs to stay away. A site without such a file allows all."""
        site = f"{target.scheme}://{target.host}"
        if site not in self._robots:
            self._robots[site] = self._read_robots(pinned)
        if not self._robots[site].can_fetch(_AGENT, target.address):
            raise rules.refused(rules.ROBOTS, target.address)

    def _read_robots(self, pinned: tuple[Target, ...]) -> RobotFileParser:
        robots = RobotFileParser()
        asked = tuple(
            Target(f"{one.scheme}://{one.host}/robots.txt", one.scheme, one.host, one.port, "/robots.txt", one.ip)
            for one in pinned
        )
        try:
            answer = self._ask(asked, self.caps.robots_bytes, "text/plain")
        except BulletinError:
            robots.parse([])
            return robots
        plain = answer.status == 200 and answer.redirect is None
        robots.parse(answer.body.decode("utf-8", "replace").splitlines() if plain else [])
        return robots
