"""`--fetch`: addresses that are refused before a single byte goes out, and those that may be asked."""

from __future__ import annotations

import pytest

from bulletin.errors import BulletinError
from bulletin.importing.fetch.address import check, is_public, parse, redirected

NEVER = [
    "file:///etc/passwd", "ftp://bao.vn/a", "gopher://bao.vn/", "data:text/html,a", "javascript:alert(1)",
    "dict://bao.vn:11211/", "ldap://bao.vn/", "jar:http://bao.vn!/", "blob:https://bao.vn/1", "//bao.vn/a", "bao.vn/a",
    "", "http://", "http:///a", "https://?", "http://bao.vn:8080/", "https://bao.vn:22/", "http://bao.vn:443/",
    "https://bao.vn:80/", "http://bao.vn:0/", "http://bao.vn:99999/", "http://bao.vn:port/", "http://ten@bao.vn/",
    "http://ten:mat@bao.vn/", "https://bao.vn@127.0.0.1/", "http://:@bao.vn/", "http://bao.vn\\@127.0.0.1/",
    "http://bao.vn\r\nHost: x/", "http://bao .vn/", "http://bao.vn/\x00", "http://localhost/", "http://LOCALHOST/",
    "http://localhost./", "http://may.local/", "http://mayin.lan/", "http://x.internal/", "http://metadata/",
    "http://1.0.0.127.in-addr.arpa/", "http://a.onion/", "http://127.1/", "http://2130706433/", "http://0x7f000001/",
    "http://0177.0.0.1/", "http://127.0.0.1.:80/", "http://[::1/", "http://-a.vn/", "http://a..vn/", "http://a_.b/",
    "http://%31%32%37.0.0.1/", "http://①②⑦.⓪.⓪.①/", "http://bao.vn/" + "a" * 3000, "http://ｌｏｃａｌｈｏｓｔ/",
]  # fmt: skip
PRIVATE = [
    "127.0.0.1", "127.255.255.254", "0.0.0.0", "0.1.2.3", "10.0.0.1", "10.255.255.255", "172.16.0.1", "172.31.255.255",
    "192.168.1.1", "169.254.169.254", "100.64.0.1", "100.127.255.255", "192.0.0.8", "192.0.2.1", "198.18.0.1",
    "198.51.100.7", "203.0.113.9", "192.88.99.1", "224.0.0.1", "239.255.255.250", "240.0.0.1", "255.255.255.255", "::",
    "::1", "fe80::1", "fe80::1%eth0", "fec0::1", "fc00::1", "fd12:3456::1", "ff02::1", "2001:db8::1", "2001::1",
    "::ffff:127.0.0.1", "::ffff:10.0.0.1", "::ffff:192.168.0.1", "::ffff:169.254.169.254", "::127.0.0.1", "::10.0.0.1",
    "64:ff9b::127.0.0.1", "64:ff9b::10.0.0.1", "64:ff9b:1::c0a8:1", "2002:7f00:1::", "2002:c0a8:101::", "2002:a00:1::1",
    "2001:0:7f00:1::", "100::1", "3fff::1", "5f00::1", "no number", "",
]  # fmt: skip
PUBLIC = ["1.1.1.1", "103.1.200.5", "8.8.8.8", "172.32.0.1", "100.128.0.1", "2606:4700::1111", "2404:6800:4005::2004",
          "64:ff9b::808:808", "::ffff:8.8.8.8"]  # fmt: skip


@pytest.mark.parametrize("address", NEVER)
def test_addresses_that_are_never_fetched(address: str) -> None:
    asked: list[str] = []

    def resolve(host: str, _port: int) -> list[str]:
        asked.append(host)
        return ["127.0.0.1"]

    with pytest.raises(BulletinError) as refused:
        check(parse(address), resolve)
    finding = refused.value.findings[0]
    assert finding.rule.id.startswith("import.fetch-")
    assert finding.what("vi")
    assert finding.remedy("en")
    assert "mat@" not in str(finding.as_dict())


@pytest.mark.parametrize("number", PRIVATE)
def test_numbers_of_private_nets_are_refused_also_as_one_of_several(number: str) -> None:
    assert not is_public(number)
    with pytest.raises(BulletinError) as refused:
        check(parse("https://bao.vn/tin"), lambda _host, _port: ["1.1.1.1", number])
    assert refused.value.findings[0].rule.id == "import.fetch-private"


@pytest.mark.parametrize("number", [one for one in PRIVATE if one and "%" not in one and " " not in one])
def test_numbers_typed_as_addresses_are_refused_too(number: str) -> None:
    host = f"[{number}]" if ":" in number else number
    with pytest.raises(BulletinError):
        check(parse(f"http://{host}/"), lambda host, _port: [host])


@pytest.mark.parametrize("number", PUBLIC)
def test_public_numbers_may_be_asked(number: str) -> None:
    assert is_public(number)
    (target,) = check(parse("https://bao.vn/tin"), lambda _host, _port: [number])
    assert (target.ip, target.host) == (number, "bao.vn")


@pytest.mark.parametrize(
    ("typed", "asked"),
    [
        ("https://bao.vn", "https://bao.vn/"),
        ("HTTPS://Bao.VN:443/Tin?id=1#cuoi", "https://bao.vn/Tin?id=1"),
        ("http://bao.vn:80/tin tức.html".replace(" ", "%20"), "http://bao.vn/tin%20t%E1%BB%A9c.html"),
        ("http://1.1.1.1/", "http://1.1.1.1/"),
        ("https://báo.vn/", "https://xn--bo-mia.vn/"),
    ],
)
def test_ordinary_addresses_keep_their_meaning(typed: str, asked: str) -> None:
    assert parse(typed).address == asked


@pytest.mark.parametrize(
    "location",
    ["http://bao.vn/", "file:///etc/passwd", "https://bao.vn:8443/", "https://a:b@bao.vn/", "ftp://bao.vn/",
     "//localhost/", "https://may.local/", "data:text/html,x"],
)  # fmt: skip
def test_redirects_to_where_nothing_may_be_fetched(location: str) -> None:
    with pytest.raises(BulletinError):
        redirected(parse("https://bao.vn/tin"), location)


def test_a_relative_redirect_stays_on_the_site() -> None:
    assert redirected(parse("https://bao.vn/a/b"), "../c?x=1").address == "https://bao.vn/c?x=1"


def test_a_name_is_looked_up_once_so_that_another_answer_gains_nothing() -> None:
    answers = iter([["1.1.1.1"], ["127.0.0.1"]])
    (target,) = check(parse("http://bao.vn/"), lambda _host, _port: next(answers))
    assert target.ip == "1.1.1.1"


def test_an_unknown_name_is_said() -> None:
    def resolve(_host: str, _port: int) -> list[str]:
        raise OSError(-2, "Name or service not known")

    with pytest.raises(BulletinError) as refused:
        check(parse("http://bao.vn/"), resolve)
    assert refused.value.findings[0].rule.id == "import.fetch-not-reached"
