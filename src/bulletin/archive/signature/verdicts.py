"""What there is to say about a signed file."""

from __future__ import annotations

from dataclasses import replace

from bulletin.archive.signature.judge import Doubt
from bulletin.errors import ExitCode, Rule, Severity, Text

_KEPT = Text(
    "Chữ ký số chứng minh ai đã xác nhận bản lưu trữ và bản ấy chưa bị sửa.",
    "The signature proves who confirmed the record, and that it has not been changed.",
)
_LOOK = Text("Không cần làm gì.", "Nothing needs to be done.")
_REPAIR = Text(
    "Lấy lại tệp còn nguyên từ kho thứ hai (bulletin verify --repair-from), hoặc ký lại bằng “bulletin keep --sign”.",
    "Take the good file from the second store (`bulletin verify --repair-from`), or `bulletin keep --sign` again.",
)
_AGAIN = Text(
    "Ký lại đúng tệp record.pdf lấy từ kho, không in lại và không lưu qua phần mềm khác, rồi gõ lại lệnh.",
    "Sign the very record.pdf of the archive again, neither printed nor saved by another program, and retry.",
)


def _told(name: str, severity: Severity, what: Text, remedy: Text, code: ExitCode = ExitCode.DAMAGED) -> Rule:
    return Rule(f"signature.{name}", severity, what, _KEPT, remedy, code)


def elsewhere(rule: Rule) -> Rule:
    """A rule of a damaged copy as it is told of a file that comes from outside: that is refused, and signed again."""
    return replace(rule, remedy=_AGAIN, exit_code=ExitCode.REFUSED)


VALID = _told(
    "valid", Severity.INFO,
    Text(
        "{file}: {by} đã ký, {when_vi}; {issuer} cấp chứng thư. Nguyên vẹn, tin cậy. {revoked_vi}",
        "{file}: signed by {by}, {when_en}; certificate of {issuer}. Intact, trusted. {revoked_en}",
    ),
    _LOOK,
)  # fmt: skip
STAMPED = _told(
    "stamped", Severity.INFO,
    Text(
        "{file}: dấu thời gian {when_vi} của {by}. Nguyên vẹn, tin cậy.",
        "{file}: timestamp {when_en} by {by}. Intact, trusted.",
    ),
    _LOOK,
)  # fmt: skip
BROKEN = _told(
    "broken", Severity.ERROR,
    Text(
        "{file}: nội dung đã bị sửa sau khi {by} ký hoặc đóng dấu thời gian.",
        "{file}: the content was changed after {by} signed or stamped it.",
    ),
    _REPAIR,
)  # fmt: skip
ALTERED = _told(
    "altered", Severity.ERROR,
    Text(
        "{file}: sau chữ ký của {by} có thêm phần làm thay đổi tệp ({reason}).",
        "{file}: behind the signature of {by} something was added that changes the file ({reason}).",
    ),
    _REPAIR,
)  # fmt: skip
LOOSE = _told(
    "loose", Severity.ERROR,
    Text(
        "{file}: {count} byte ở cuối tệp không chữ ký nào bảo đảm.",
        "{file}: no signature covers {count} bytes at the end of the file.",
    ),
    _REPAIR,
)  # fmt: skip
UNREADABLE = _told(
    "unreadable", Severity.ERROR,
    Text("{file}: không đọc được chữ ký ({reason}).", "{file}: the signatures cannot be read ({reason})."),
    _REPAIR,
)  # fmt: skip
UNSIGNED = _told(
    "unsigned", Severity.ERROR,
    Text("{file}: không có chữ ký số nào.", "{file}: there is no digital signature in it."),
    _AGAIN,
    ExitCode.REFUSED,
)  # fmt: skip
OTHER_RECORD = _told(
    "other-record", Severity.ERROR,
    Text(
        "{file} không phải record.pdf trong kho được ký thêm: khác từ byte {byte}.",
        "{file} is not the kept record.pdf with signatures added: it differs from byte {byte} on.",
    ),
    _AGAIN,
    ExitCode.REFUSED,
)  # fmt: skip
RECORD_ALTERED = _told(
    "record-altered", Severity.ERROR,
    Text(
        "{file}: ngoài chữ ký còn có phần thêm vào làm thay đổi bản lưu trữ ({reason}).",
        "{file}: besides signatures something was added that changes the record ({reason}).",
    ),
    _AGAIN,
    ExitCode.REFUSED,
)  # fmt: skip
COVERS = _told(
    "picture-covers", Severity.ERROR,
    Text(
        "{file}: hình của chữ ký che {share} % trang {page}.",
        "{file}: the picture of a signature hides {share} % of page {page}.",
    ),
    Text(
        "Ký lại với hình nhỏ hơn một phần tư trang, hoặc không có hình.",
        "Sign again with a picture smaller than a quarter of the page, or with none.",
    ),
    ExitCode.REFUSED,
)  # fmt: skip
NOT_TRUSTED = _told(
    "not-trusted", Severity.WARNING,
    Text(
        "{file}: nguyên vẹn, nhưng chưa tin được {what_vi} của {by} ({issuer} cấp): {doubt_vi}.",
        "{file}: intact, but the {what_en} of {by} (by {issuer}) is not trusted: {doubt_en}.",
    ),
    Text("{mend_vi}", "{mend_en}"),
)  # fmt: skip
REVOKED = _told(
    "revoked", Severity.ERROR,
    Text(
        "{file}: chứng thư của {by} đã bị {issuer} thu hồi khi ký, hoặc không có gì chứng minh ký trước khi thu hồi.",
        "{file}: {issuer} had revoked the certificate of {by} at the signing, or nothing proves that it was later.",
    ),
    Text(
        "Hỏi người ký; ký lại bằng chứng thư còn hiệu lực: bulletin keep --sign.",
        "Ask the signer; sign again with a certificate in force: `bulletin keep --sign`.",
    ),
    ExitCode.REFUSED,
)  # fmt: skip
DUE = _told(
    "timestamp-due", Severity.WARNING,
    Text(
        "{file}: bằng chứng về thời gian chỉ còn hiệu lực đến {date_vi}.",
        "{file}: the proof of its time lasts until {date_en} only.",
    ),
    Text(
        "Gõ “bulletin keep --renew-timestamps” trước ngày ấy; sau đó không chứng minh được nữa.",
        "Type `bulletin keep --renew-timestamps` before that day; it cannot be proved afterwards.",
    ),
)  # fmt: skip
NO_TIME = _told(
    "no-time", Severity.WARNING,
    Text(
        "{file}: chữ ký của {by} không kèm dấu thời gian, nên chỉ tin được đến khi chứng thư hết hạn ({date_vi}).",
        "{file}: the signature of {by} holds no timestamp; it is trusted until its certificate ends ({date_en}).",
    ),
    Text(
        "Ghi “dau_thoi_gian: http://…” dưới “chu_ky:” trong publication.yaml, gõ “bulletin keep --renew-timestamps”.",
        "Type “timestamp: http://…” below “signature:” in publication.yaml, then `bulletin keep --renew-timestamps`.",
    ),
)  # fmt: skip

KEPT_ROOTS = _told(
    "kept-roots", Severity.INFO,
    Text(
        "{file}: xét bằng chứng thư gốc lưu cùng số báo, vì cơ quan không ghi gốc nào.",
        "{file}: judged by the root certificates kept with the issue, for the office names none.",
    ),
    _LOOK,
)  # fmt: skip
KEPT_ROOTS_ONLY = _told(
    "kept-roots-only", Severity.WARNING,
    Text(
        "{file}: chỉ tin được theo chứng thư gốc lưu cùng số báo, không theo các gốc cơ quan ghi hiện nay.",
        "{file}: trusted by the root certificates kept with the issue only, not by those that the office names today.",
    ),
    Text(
        "Nếu cơ quan vẫn tin tổ chức cấp chứng thư ấy, thêm gốc của họ (records/trust/roots.pem) vào “goc_tin_cay:”.",
        "If the office still trusts that authority, add its root (records/trust/roots.pem) to “roots:”.",
    ),
)  # fmt: skip
FILES_GONE = _told(
    "trust-files-gone", Severity.WARNING,
    Text(
        "Không đọc được tệp chứng thư mà publication.yaml ghi: {reason_vi} "
        "Chữ ký được xét bằng chứng thư lưu trong kho.",
        "A certificate file that publication.yaml names cannot be read: {reason_en} Signatures are judged by the "
        "certificates in the archive.",
    ),
    Text(
        "Sửa tên tệp ở “goc_tin_cay:” hoặc “danh_sach_thu_hoi:”, hoặc bỏ dòng ấy.",
        "Mend the name at “roots:” or “revoked:”, or drop that line.",
    ),
)  # fmt: skip
OCSP_UNREAD = _told(
    "ocsp-unread", Severity.INFO,
    Text(
        "{file}: có {count} trả lời OCSP kèm trong tệp; chương trình không đọc, chỉ đọc danh sách thu hồi (CRL).",
        "{file}: holds {count} answers by OCSP; they are not read, only lists of revoked certificates (CRL) are.",
    ),
    _LOOK,
)  # fmt: skip
STALE = _told(
    "stale", Severity.WARNING,
    Text(
        "{file} là bản ký của một record.pdf cũ; record.pdf nay đã khác.",
        "{file} is a signed copy of an older record.pdf; the present one differs.",
    ),
    Text("Ký bản hiện tại: bulletin keep --sign.", "Sign the present one: `bulletin keep --sign`."),
)  # fmt: skip
LACKS = _told(
    "lacks", Severity.ERROR,
    Text(
        "{file} thiếu {count} chữ ký hoặc dấu thời gian đã có trong kho.",
        "{file} lacks {count} signatures or timestamps that are in the archive.",
    ),
    Text(
        "Lấy record-signed.pdf trong kho, ký thêm vào chính tệp ấy, rồi gõ lại lệnh.",
        "Take record-signed.pdf from the archive, add the signature to that very file, and retry.",
    ),
    ExitCode.REFUSED,
)  # fmt: skip
NOTHING = _told(
    "nothing-new", Severity.INFO,
    Text("{id}: {why_vi}; không ghi gì thêm.", "{id}: {why_en}; nothing was written."), _LOOK,
)  # fmt: skip

DOUBTS: dict[Doubt, tuple[Text, Text]] = {
    "no-roots": (
        Text("cơ quan chưa ghi gốc tin cậy nào", "the office names no root that it trusts"),
        Text(
            "Tải chứng thư gốc của tổ chức cấp chữ ký số, ghi tên tệp vào “goc_tin_cay:” dưới “chu_ky:”.",
            "Download the authority's root certificate and name the file at “roots:” below “signature:”.",
        ),
    ),
    "stranger": (
        Text("không gốc tin cậy nào đã ghi bảo đảm cho chứng thư này", "none of the named roots vouches for it"),
        Text(
            "Nếu cơ quan tin tổ chức này, thêm chứng thư gốc và chứng thư trung gian của họ vào “goc_tin_cay:”.",
            "If the office trusts that authority, add its root and intermediate certificates to “roots:”.",
        ),
    ),
    "expired": (
        Text(
            "chứng thư đã hết hạn mà không có gì chứng minh ký trước lúc ấy",
            "the certificate has expired, and nothing proves that it was used before",
        ),
        Text(
            "Ký lại bằng chứng thư còn hạn (bulletin keep --sign), và gia hạn dấu thời gian hằng năm.",
            "Sign again with a certificate in force (`bulletin keep --sign`), and renew the timestamps every year.",
        ),
    ),
    "not-yet": (
        Text("chứng thư chưa có hiệu lực khi ký", "the certificate was not in force yet"),
        Text("Xem lại đồng hồ của máy đã ký, rồi ký lại.", "Check the clock of the signing computer, and sign again."),
    ),
    "revoked": (
        Text("chứng thư đã bị thu hồi", "the certificate has been revoked"),
        Text("Ký lại bằng chứng thư còn hiệu lực.", "Sign again with a certificate in force."),
    ),
    "usage": (
        Text("chứng thư không dùng được vào việc này", "the certificate is not made for this use"),
        Text("Ký lại bằng chứng thư dùng để ký văn bản.", "Sign again with a certificate for signing documents."),
    ),
    "weak": (
        Text("thuật toán hoặc khóa quá yếu", "the algorithm or key is too weak"),
        Text(
            "Ký lại bằng khóa RSA từ 2048 bit hoặc ECDSA, với SHA-256.",
            "Sign again with RSA of 2048 bits or more or with ECDSA, by SHA-256.",
        ),
    ),
    "other": (
        Text("chuỗi chứng thư không hợp lệ", "the chain of certificates is not valid"),
        Text(
            "Hỏi tổ chức cấp chứng thư; nếu cần, ký lại bằng chứng thư khác.",
            "Ask those who issued the certificate; if need be, sign again with another.",
        ),
    ),
}
