"""Which addresses may be fetched: public hosts on the ports of the web, by every number that their name gives."""

from __future__ import annotations

import ipaddress
import re
from collections.abc import Callable
from urllib.parse import quote, urljoin, urlsplit

from bulletin.importing.fetch import rules
from bulletin.lazy import dataclass

IP = ipaddress.IPv4Address | ipaddress.IPv6Address
Resolve = Callable[[str, int], list[str]]
"""Host and port → the numbers that the name stands for."""

_PORTS = {"http": 80, "https": 443}
_HOST = re.compile(r"(?=.{1,253}\Z)(?:[a-z0-9_](?:[a-z0-9_-]{0,61}[a-z0-9_])?\.)+[a-z][a-z0-9-]{0,61}[a-z0-9]\Z")
_LOCAL = (
    "localhost", "local", "internal", "intranet", "lan", "home", "corp", "private", "arpa", "onion", "test", "invalid",
    "localdomain", "example",
)  # fmt: skip
_LONGEST = 2000
_KEPT = "/%:@!$&'()*+,;=~-._"
_NAT64 = (ipaddress.ip_network("64:ff9b::/96"), ipaddress.ip_network("64:ff9b:1::/48"))
_MORE_PRIVATE = tuple(
    ipaddress.ip_network(net)
    for net in (
        "0.0.0.0/8", "100.64.0.0/10", "192.0.0.0/24", "192.0.2.0/24", "192.88.99.0/24", "198.18.0.0/15",
        "198.51.100.0/24", "203.0.113.0/24", "224.0.0.0/4", "240.0.0.0/4", "fc00::/7", "fe80::/10", "fec0::/10",
        "ff00::/8", "2001:db8::/32", "2001::/23", "3fff::/20", "5f00::/16", "100::/64",
    )
)  # fmt: skip


@dataclass(frozen=True, slots=True)
class Target:
    """A checked address: what is asked of whom, at which number."""

    address: str
    scheme: str
    host: str
    port: int
    path: str
    ip: str = ""


def parse(address: str) -> Target:
    """The parts of an address; raises InputError for one that is never fetched, whatever its host is."""
    bare = address.strip()
    if len(bare) > _LONGEST or any(ord(char) < 0x21 or ord(char) == 0x7F for char in bare) or "\\" in bare:
        raise _wrong(address, "địa chỉ có ký tự lạ hoặc quá dài", "it has odd characters or is too long")
    try:
        parts = urlsplit(bare)
        host, port = (parts.hostname or "").rstrip("."), parts.port
    except ValueError:
        raise _wrong(address, "không phải địa chỉ trang web", "it is no address of a web page") from None
    scheme = parts.scheme.lower()
    if scheme not in _PORTS:
        raise _wrong(
            address, f"chỉ lấy http và https, không lấy “{scheme}”", f"only http and https are, not “{scheme}”"
        )
    if parts.username is not None or parts.password is not None or "@" in parts.netloc:
        raise _wrong(address, "có tên người dùng hoặc mật khẩu", "it holds a user name or password")
    if (_PORTS[scheme] if port is None else port) != _PORTS[scheme]:
        raise _wrong(address, f"cổng {port} không được dùng", f"port {port} is not used")
    path = quote(parts.path or "/", safe=_KEPT)
    path += "?" + quote(parts.query, safe=_KEPT + "?[]|") if parts.query else ""
    named = _host(address, host)
    return Target(f"{scheme}://{_in_brackets(named)}{path}", scheme, named, _PORTS[scheme], path)


def _host(address: str, host: str) -> str:
    """The host in the letters of the network; raises InputError for local names and for odd ways to write numbers."""
    try:
        return str(ipaddress.ip_address(host))
    except ValueError:
        pass
    try:
        ascii_host = host.encode("idna").decode("ascii").lower() if not host.isascii() else host.lower()
    except UnicodeError:
        ascii_host = ""
    if not _HOST.fullmatch(ascii_host):
        raise _wrong(address, "tên máy không hợp lệ", "its host is no proper name")
    if ascii_host.rpartition(".")[2] in _LOCAL:
        raise rules.refused(rules.PRIVATE, address, host=ascii_host, ip="–")
    return ascii_host


def check(target: Target, resolve: Resolve) -> tuple[Target, ...]:
    """The target at each number of its host, all of them public.

    The name is resolved here once, and the connection goes to a number that was checked: a name that gives another
    number the next time gains nothing.

    Raises:
        InputError: the name is unknown, or one of its numbers is not public.
    """
    try:
        numbers = list(dict.fromkeys(resolve(target.host, target.port)))
    except OSError as error:
        raise rules.refused(rules.NOT_REACHED, target.address, reason=error.strerror or type(error).__name__) from error
    if not numbers:
        raise rules.refused(rules.NOT_REACHED, target.address, reason="không có máy này / no such host")
    for number in numbers:
        if not is_public(number):
            raise rules.refused(rules.PRIVATE, target.address, host=target.host, ip=number[:60])
    return tuple(
        Target(target.address, target.scheme, target.host, target.port, target.path, number) for number in numbers
    )


def is_public(number: str) -> bool:
    """Whether a number belongs to the public Internet, also inside of other numbers (IPv4 in IPv6, NAT64, 6to4)."""
    try:
        ip: IP = ipaddress.ip_address(number)
    except ValueError:
        return False
    if isinstance(ip, ipaddress.IPv6Address):
        if ip.scope_id is not None:
            return False
        inner = _inside(ip)
        if inner is not None:
            return is_public(str(inner))
    if any(ip in net for net in _MORE_PRIVATE if net.version == ip.version):
        return False
    return ip.is_global and not (
        ip.is_private or ip.is_loopback or ip.is_link_local or ip.is_multicast or ip.is_reserved or ip.is_unspecified
    )


def _inside(ip: ipaddress.IPv6Address) -> ipaddress.IPv4Address | None:
    """The IPv4 number that an IPv6 number carries."""
    if ip.ipv4_mapped is not None:
        return ip.ipv4_mapped
    if ip.sixtofour is not None:
        return ip.sixtofour
    if ip.teredo is not None:
        return ipaddress.IPv4Address("127.0.0.1")  # a tunnel: never
    compatible = int(ip) >> 32 == 0 and int(ip) > 1
    if any(ip in net for net in _NAT64) or compatible:
        return ipaddress.IPv4Address(int(ip) & 0xFFFFFFFF)
    return None


def redirected(target: Target, location: str) -> Target:
    """Where a redirect leads; raises InputError as `parse`, and for a step from https back to http."""
    try:
        joined = urljoin(target.address, location.strip())
    except ValueError:
        raise _wrong(location, "chuyển hướng không hợp lệ", "the redirect is no address") from None
    made = parse(joined)
    if target.scheme == "https" and made.scheme == "http":
        raise _wrong(joined, "chuyển hướng từ https về http", "it redirects from https to http")
    return made


def _in_brackets(host: str) -> str:
    return f"[{host}]" if ":" in host else host


def _wrong(address: str, reason_vi: str, reason_en: str) -> Exception:
    return rules.refused(rules.ADDRESS, address, reason_vi=reason_vi, reason_en=reason_en)
