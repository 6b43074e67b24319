"""The words by which a letter is known: asking to stop, automatic answers, failures, and why something failed."""

from __future__ import annotations

import re
import unicodedata

from bulletin.lazy import pattern

_LONGEST_REQUEST = 120
_LONGEST_OWN = 2_000
_STOP_MARKED = (
    r"h[uủ]ỷ|hủy|dừng|ngừng|ngưng|thôi nhận|đừng gửi|không gửi|không nhận|"
    r"(?:không|ko) muốn nhận|bỏ đăng ký|rút tên|xóa tên|"
    r"xoá tên|hủy bỏ|huỷ bỏ"
)
# Without marks `dung` is also đúng (right), dùng (use) and đừng (do not): only together with what is to stop.
_STOP_BARE = (
    r"huy|ngung|dung (?:gui|nhan)|ngung (?:gui|nhan)|thoi nhan|khong gui|"
    r"khong nhan|khong muon nhan|bo dang ky|huy dang ky|"
    r"stop|unsubscribe|unsubscribe me|opt[ -]?out|remove me|sign off|cancel"
)
_FILL_MARKED = (
    r"tôi|em|anh|chị|xin|vui lòng|đề nghị|kính|ạ|gửi|nhận|đăng ký|đăng kí|bản tin|"
    r"bản tin này|tin|thư|thư này|thư điện tử|email|"
    r"e-mail|mail|nữa|giúp|cho|việc|các|cảm ơn|xin cảm ơn|từ nay|này|muốn|mong"
)
_FILL_BARE = (
    r"toi|em|anh|chi|xin|vui long|de nghi|gui|nhan|dang ky|ban tin|ban tin nay|"
    r"tin|thu|thu nay|email|e-mail|mail|nua|giup|"
    r"cho|viec|cam on|tu nay|nay|muon|please|pls|me|my|from|this|the|list|"
    r"newsletter|subscription|thanks|thank you|letters?|"
    r"i|want|to|sending|receiving"
)


def _request(stop: str, fill: str) -> re.Pattern[str]:
    """A whole text of such words, one of them at least asking to stop."""
    return re.compile(rf"(?:(?:{fill})\s+)*(?:{stop})(?:\s+(?:{fill}|{stop}))*", re.IGNORECASE)


_MARKED, _BARE = _request(_STOP_MARKED, f"{_FILL_MARKED}"), _request(_STOP_BARE, _FILL_BARE)
_ANSWER = pattern(r"^(?:(?:re|fw|fwd|tr|tl|trả lời|chuyển tiếp|aw)\s*(?:\[\d+\])?\s*:\s*)+", re.IGNORECASE)
_CLOSING = pattern(
    r"^[ \t]*(?:trân trọng|kính (?:thư|chào|mong)|thân(?: mến| ái)?|best|"
    r"regards|thanks|thank you|cảm ơn|xin cảm ơn|"
    r"sent from|được gửi từ|đã gửi từ|gửi từ|get outlook|tải outlook|"
    r"this message was automatically generated|"
    r"apple mail sent this|this is an automatic unsubscribe)\b.*", re.IGNORECASE | re.DOTALL | re.MULTILINE,
)  # fmt: skip

AUTO_SUBJECT = pattern(
    r"^(?:automatic reply|auto(?:matic)?[- ]?(?:reply|response)|out of (?:the )?office|"
    r"ooo\b|(?:trả lời|phản hồi) tự động|"
    r"tự động (?:trả lời|phản hồi)|thư trả lời tự động|vắng mặt|"
    r"đang nghỉ phép|đi vắng|vacation|away from)", re.IGNORECASE,
)  # fmt: skip
BOUNCE_SENDER = pattern(
    r"^(?:mailer-?daemon|postmaster|mail-?daemon|microsoftexchange[\w.-]*|"
    r"mail\.?delivery(?:[-.]?(?:system|subsystem))?|"
    r"mdaemon|bounces?|system-?administrator|noreply-mail-delivery)(?:\+[^@]*)?@", re.IGNORECASE,
)  # fmt: skip
BOUNCE_SUBJECT = pattern(
    r"undeliver|undelivered|delivery (?:status notification|failure|has failed|"
    r"report|notification)|returned (?:mail|to sender)|"
    r"failure notice|mail delivery (?:failed|failure|system)|could not be delivered|non[- ]?delivery|"
    r"(?:thư|tin nhắn|email)?\s*không (?:thể )?(?:gửi|chuyển|phát|giao|"
    r"phân phối)\s*(?:được|đến|tới|thư)?|gửi thư thất bại|"
    r"chuyển (?:phát|thư) (?:thất bại|không thành công)|"
    r"thư (?:bị )?trả lại|lỗi gửi thư|không gửi được", re.IGNORECASE,
)  # fmt: skip
DELAY = pattern(
    r"\bdelay(?:ed)?\b|still (?:being )?(?:un|not )?(?:deliver|retr)|"
    r"will (?:be retried|continue to try|keep trying|retry)|"
    r"delivery is delayed|warning: message|bị chậm|chậm trễ|trì hoãn|"
    r"tạm hoãn|sẽ (?:tiếp tục )?thử (?:gửi )?lại|"
    r"chưa (?:gửi|chuyển) được", re.IGNORECASE,
)  # fmt: skip
ENHANCED = pattern(r"(?<![\d.])([245]\.\d{1,3}\.\d{1,3})(?![\d.])")
_NO_SUCH = pattern(
    r"user unknown|unknown (?:user|recipient|mailbox|address)|no such (?:user|"
    r"mailbox|recipient|address|person)|"
    r"(?:user|mailbox|recipient|account|address|email)[^.\n]{0,60}(?:does(?: not|n't) exist|"
    r"not found|couldn't be found|"
    r"could not be found|was(?: not|n't) found|is (?:disabled|inactive)|has been disabled)|recipientnotfound|"
    r"invalid (?:recipient|mailbox|address)|no mailbox here|account (?:is )?(?:disabled|inactive|closed)|"
    r"bad destination mailbox|(?:địa chỉ|người nhận|hộp thư|"
    r"tài khoản)[^.\n]{0,60}không (?:tồn tại|có thật|tìm thấy)|"
    r"không tìm thấy (?:địa chỉ|người nhận|hộp thư|tài khoản)", re.IGNORECASE,
)  # fmt: skip
_POLICY = pattern(
    r"\bspam\b|blocked|black ?list|block ?list|denylist|\bpolicy\b|dmarc|\bspf\b|"
    r"dkim|reputation|unsolicited|not authorized|"
    r"access denied|too (?:large|big)|size limit|exceeds? (?:the )?(?:maximum|"
    r"size|fixed)|chính sách|thư rác|bị chặn|quá lớn",
    re.IGNORECASE,
)  # fmt: skip
_FULL = pattern(
    r"over ?quota|quota exceeded|mailbox (?:is )?full|full mailbox|"
    r"insufficient (?:system )?storage|out of storage|"
    r"hộp thư (?:đã |bị )?đầy|hết dung lượng|vượt (?:quá )?dung lượng|"
    r"try again later|temporar|tạm thời", re.IGNORECASE,
)  # fmt: skip
_HARD_CODES = frozenset({"5.1.1", "5.1.2", "5.1.3", "5.1.6", "5.1.10", "5.2.1"})


def fault(status: str, text: str, *, sure: bool = False) -> str:
    """Whose fault a failure is: `hard` (no such address), `policy` (ours) or `soft` (anything else, unknown text too).

    Args:
        status: enhanced status code, "" when there is none.
        text: the server's words.
        sure: something has already recognised a failure for good, so that only its words can make it less.
    """
    if status.startswith("4."):
        return "soft"
    if status in _HARD_CODES:
        return "hard"
    if status.startswith("5.7.") or status == "5.3.4":
        return "policy"
    vague = not status or status in {"5.0.0", "5.1.0", "5.5.0"}
    if not vague or _FULL.search(text):
        return "soft"
    if _NO_SUCH.search(text):
        return "hard"
    if _POLICY.search(text):
        return "policy"
    return "hard" if sure else "soft"


def asks_to_stop(text: str) -> bool:
    """Whether a short text asks for no more letters, and nothing else."""
    plain = " ".join(re.sub(r"[.,;:!?“”\"'()*…–—-]+(?=\s|$)|(?<!\S)[“\"'(*–—-]+", " ", text).split())
    plain = unicodedata.normalize("NFC", plain)
    if not 0 < len(plain) <= _LONGEST_REQUEST:
        return False
    if plain == "Huy":  # a given name: somebody signed
        return False
    return bool((_BARE if plain.isascii() else _MARKED).fullmatch(plain))


def asks_in_words(subject: str, own: str) -> bool:
    """Whether a letter of this subject, in which its writer typed `own`, asks to stop.

    Subject and text must agree: "Dừng" above a letter about a meeting is no request.
    """
    if len(own) > _LONGEST_OWN:
        return False
    body = _CLOSING.sub("", own).strip()
    if asks_to_stop(body):
        return not subject or bool(_ANSWER.match(subject)) or asks_to_stop(subject)
    return not body and not _ANSWER.match(subject) and (asks_to_stop(subject) or subject.strip() == "Huy")
