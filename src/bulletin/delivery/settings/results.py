"""What the office's own server found out about a letter of the office: SPF, DKIM, DMARC in plain words. Pure."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from typing import Literal

from bulletin.errors import Text
from bulletin.fields.mail import MailSettings
from bulletin.lazy import dataclass, pattern

Method = Literal["spf", "dkim", "dmarc"]
METHODS: tuple[Method, ...] = ("spf", "dkim", "dmarc")
_COMMENT = pattern(r"\((?:[^()\\]|\\.|\([^()]*\))*\)")
_RESULT = pattern(r"(?:^|[;\s])(spf|dkim|dmarc)\s*=\s*([a-z]+)", re.I)
_GOOD = frozenset(("pass",))


@dataclass(frozen=True, slots=True)
class MailVerdict:
    """One of the three with what the server said (`pass`, `fail`, `none` …; "" when it said nothing).

    `words` explain it; `line` is the DNS record to give to the administrator, "" when nothing is to be done.
    """

    method: Method
    result: str
    words: Text
    line: str

    @property
    def good(self) -> bool:
        return self.result in _GOOD


def results_in(headers: Iterable[str], trusted: str = "") -> dict[str, str]:
    """The results by method in `Authentication-Results` headers, the topmost first.

    Args:
        headers: their values, as the server that received the letter put them on top.
        trusted: the name that must open a header; "" takes that of the topmost one. Others may be forged by the sender.
    """
    found: dict[str, str] = {}
    for header in headers:
        text = re.sub(r"\s+", " ", _COMMENT.sub(" ", header)).strip()
        name = re.split(r"[;\s]", text, maxsplit=1)[0].lower()
        trusted = trusted or name
        if name != trusted:
            continue
        rest = text[len(name) :]
        for method, result in _RESULT.findall(rest):
            key, value = method.lower(), result.lower()
            # Several signatures: one that passes is enough.
            if key not in found or value in _GOOD:
                found[key] = value
    return found


def verdicts(results: dict[str, str], settings: MailSettings, key_record: str = "") -> Iterator[MailVerdict]:
    """SPF, DKIM and DMARC explained, each with the DNS line that mends it.

    `key_record` is the TXT record of our own DKIM key; without it the line has a place for that of the server.
    """
    domain = settings.from_.rpartition("@")[2]
    for method in METHODS:
        result = results.get(method, "")
        if result in _GOOD:
            yield MailVerdict(method, result, _GOOD_WORDS[method], "")
        else:
            yield MailVerdict(method, result, _bad_words(method, result), _line(method, domain, settings, key_record))


_GOOD_WORDS: dict[Method, Text] = {
    "spf": Text("SPF đúng: tên miền của cơ quan cho phép máy chủ này gửi thư.",
                "SPF holds: the office's domain allows this server to send."),
    "dkim": Text("DKIM đúng: thư có chữ ký, và chữ ký còn nguyên khi đến nơi.",
                 "DKIM holds: the letter is signed, and the signature was whole on arrival."),
    "dmarc": Text("DMARC đúng: tên miền trong địa chỉ gửi được SPF hoặc DKIM xác nhận.",
                  "DMARC holds: SPF or DKIM confirms the domain of the sender."),
}  # fmt: skip
_MEANING: dict[Method, Text] = {
    "spf": Text("SPF nói những máy chủ nào được gửi thư cho tên miền.",
                "SPF says which servers may send for a domain."),
    "dkim": Text("DKIM là chữ ký của tên miền trên từng lá thư.", "DKIM is the domain's signature on every letter."),
    "dmarc": Text("DMARC nói phải làm gì với thư mạo danh tên miền.",
                  "DMARC says what to do with letters that only pretend to come from the domain."),
}  # fmt: skip
_RESULTS: dict[str, Text] = {
    "": Text("máy chủ nhận không cho biết kết quả", "the receiving server does not say"),
    "none": Text("tên miền chưa khai", "the domain has none"),
    "neutral": Text("tên miền không nói rõ", "the domain does not say"),
    "softfail": Text("máy chủ gửi không có trong danh sách, thư dễ bị coi là thư rác",
                     "the sending server is not on the list; letters may be taken for spam"),
    "fail": Text("không đúng, thư dễ bị từ chối", "it does not hold; letters may be refused"),
    "hardfail": Text("không đúng, thư dễ bị từ chối", "it does not hold; letters may be refused"),
    "policy": Text("chữ ký không được chấp nhận", "the signature is not accepted"),
    "temperror": Text("lúc ấy không hỏi được DNS, hãy thử lại", "the DNS did not answer; try again"),
    "permerror": Text("bản ghi DNS viết sai", "the DNS record is wrong"),
    "bestguesspass": Text("tên miền chưa khai DMARC", "the domain has no DMARC"),
}  # fmt: skip


def _bad_words(method: Method, result: str) -> Text:
    meaning = _MEANING[method]
    said = _RESULTS.get(result) or Text(f"kết quả là {result}", f"the result is {result}")
    name = method.upper()
    return Text(f"{name}: {said.vi}. {meaning.vi}", f"{name}: {said.en}. {meaning.en}")


def _line(method: Method, domain: str, settings: MailSettings, key_record: str) -> str:
    if method == "spf":
        return f'{domain}. IN TXT "v=spf1 a:{settings.smtp.host} mx -all"'
    if method == "dkim":
        own = settings.dkim
        name = f"{own.selector}._domainkey.{own.domain}" if own else f"TÊN-KHÓA._domainkey.{domain}"
        record = key_record or "v=DKIM1; k=rsa; p=KHÓA-CÔNG-KHAI"
        pieces = " ".join(f'"{record[at : at + 250]}"' for at in range(0, len(record), 250))
        return f"{name}. IN TXT {pieces}"
    return f'_dmarc.{domain}. IN TXT "v=DMARC1; p=none; rua=mailto:{settings.from_}"'
