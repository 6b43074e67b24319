"""How an office signs the copies that it keeps. Stands in `publication.yaml`; a PIN or password never does."""

from __future__ import annotations

from typing import Literal

from bulletin.fields import spec
from bulletin.lazy import dataclass


@dataclass(frozen=True, slots=True, kw_only=True)
class SignatureOptions:
    """A token or a key file, where its PIN is, who proves the time, and whose word is trusted."""

    module: str | None = spec(
        "mo_dun", "thu_vien",
        vi="Tệp thư viện PKCS#11 của USB ký số, đường dẫn đầy đủ",
        en="PKCS#11 library of the signing token, full path", default=None,
        example="C:/Windows/System32/ten-thu-vien.dll", main=True,
    )  # fmt: skip
    token: str | None = spec(
        "nhan_thiet_bi", "thiet_bi", vi="Nhãn của USB ký số, nếu cắm nhiều thiết bị",
        en="Label of the token, where several are plugged in", default=None, example="Bản tin Bình Hải",
    )  # fmt: skip
    certificate: str | None = spec(
        "chung_thu_so", "nhan_chung_thu", vi="Nhãn của chứng thư số trong USB ký số",
        en="Label of the certificate on the token", default=None, example="Phạm Quang Huy",
    )  # fmt: skip
    key_file: str | None = spec(
        "tep_khoa",
        vi="Tệp khóa (.p12, .pfx hoặc .pem) thay cho USB ký số; để ngoài thư mục bản tin",
        en="Key file (.p12, .pfx or .pem) in place of a token; outside the folder of the bulletin", default=None,
        example="../khoa/ky-so.p12",
    )  # fmt: skip
    pin: Literal["prompt", "keyring", "env"] = spec(
        "ma_pin",
        vi="Lấy mã PIN ở đâu: prompt (hỏi), keyring (kho mật khẩu của máy), env (biến BULLETIN_SIGN_PIN)",
        en="Where the PIN is: prompt, keyring (the system's store) or env (BULLETIN_SIGN_PIN)", default="prompt",
        values={"hỏi": "prompt", "kho mật khẩu": "keyring", "biến môi trường": "env"}, example="prompt",
    )  # fmt: skip
    timestamp: str | None = spec(
        "dau_thoi_gian",
        vi="Địa chỉ cấp dấu thời gian (RFC 3161)", en="Address of the time-stamping authority (RFC 3161)",
        default=None, kind="url", example="http://dau-thoi-gian.binhhai.example",
    )  # fmt: skip
    reason: str | None = spec(
        "ly_do", vi="Lý do ghi trong chữ ký", en="Reason that the signature states", default=None,
        max_length=200, example="Bản lưu trữ chính thức",
    )  # fmt: skip
    location: str | None = spec(
        "noi_ky", vi="Nơi ký ghi trong chữ ký", en="Place that the signature states", default=None,
        max_length=200, example="Phường Bình Hải",
    )  # fmt: skip
    roots: tuple[str, ...] = spec(
        "goc_tin_cay", "chung_thu_goc",
        vi="Tệp chứng thư của tổ chức cấp chữ ký số và dấu thời gian mà cơ quan tin (PEM, CRT)",
        en="Certificates of the authorities that the office trusts for signatures and timestamps (PEM, CRT)",
        default=(), example="tin-cay/goc-quoc-gia.crt",
    )  # fmt: skip
    revoked: tuple[str, ...] = spec(
        "danh_sach_thu_hoi", "thu_hoi", vi="Tệp danh sách chứng thư bị thu hồi (CRL) đã tải về",
        en="Lists of revoked certificates (CRL) as downloaded", default=(), example="tin-cay/thu-hoi.crl",
    )  # fmt: skip
