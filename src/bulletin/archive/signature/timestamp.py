"""Timestamps by RFC 3161, asked of the address that the office typed and of no other."""

from __future__ import annotations

import asyncio
import contextlib
import http.client
from typing import ClassVar
from urllib.parse import urlsplit

from asn1crypto import cms, core, tsp
from pyhanko.sign.timestamps import TimeStamper

from bulletin.archive.signature import rules
from bulletin.errors import Finding, Place, ToolError

WAIT_S = 30.0
_LARGEST = 1 << 20
_OK = 200


class _Answer(core.Sequence):  # type: ignore[misc]
    """An answer by RFC 3161. A refusal holds no token, which the library's own class does not know."""

    _fields: ClassVar = [("status", tsp.PKIStatusInfo), ("time_stamp_token", cms.ContentInfo, {"optional": True})]


class OfficeTimeStamper(TimeStamper):
    """Asks one address. It follows no redirection, knows no proxy, and reads no more than a megabyte."""

    def __init__(self, address: str, wait_s: float = WAIT_S) -> None:
        super().__init__(include_nonce=True)  # type: ignore[no-untyped-call]
        self.address, self.wait_s = address, wait_s

    async def async_timestamp(self, message_digest: bytes, md_algorithm: str) -> cms.ContentInfo:
        """The token for a hash.

        Raises:
            ToolError: the authority cannot be reached, refuses, or answers something else.
        """
        nonce, question = self.request_cms(message_digest, md_algorithm)  # type: ignore[no-untyped-call]
        data = await asyncio.to_thread(ask, self.address, question.dump(), self.wait_s)
        try:
            token, said = _token(data)
            if token is None:
                raise _failed(self.address, f"không cấp ({said})", f"it gives none ({said})")
            stated = token["content"]["encap_content_info"]["content"].parsed
            fits = stated["nonce"].native == int(nonce)
            fits = fits and stated["message_imprint"]["hashed_message"].native == message_digest
        except (ValueError, TypeError, KeyError, AttributeError) as error:
            raise _failed(self.address, "trả lời không phải dấu thời gian", "its answer is no timestamp") from error
        if not fits:
            raise _failed(self.address, "trả lời cho câu hỏi khác", "it answers another question")
        return token


def _token(data: bytes) -> tuple[cms.ContentInfo | None, str]:
    """The token of an answer; None and the authority's words for a refusal."""
    answer = _Answer.load(data, strict=True)
    status = answer["status"]
    if status["status"].native in ("granted", "granted_with_mods"):
        return answer["time_stamp_token"], ""
    words = [*(status["status_string"].native or ()), *sorted(status["fail_info"].native or ())]
    return None, "; ".join(map(str, words)) or status["status"].native


def ask(address: str, question: bytes, wait_s: float = WAIT_S) -> bytes:
    """The bytes that an authority answers to a question.

    Raises:
        ToolError: it cannot be reached, refuses, or answers something else.
    """
    parts = urlsplit(address)
    kind = http.client.HTTPSConnection if parts.scheme == "https" else http.client.HTTPConnection
    path = (parts.path or "/") + (f"?{parts.query}" if parts.query else "")
    headers = {"Content-Type": "application/timestamp-query", "Accept": "application/timestamp-reply"}
    try:
        with contextlib.closing(kind(parts.hostname or "", parts.port, timeout=wait_s)) as connection:
            connection.request("POST", path, question, headers)
            answer = connection.getresponse()
            data = answer.read(_LARGEST + 1)
    except (OSError, http.client.HTTPException, ValueError) as error:
        # A name that does not resolve, a closed port, a bad certificate and silence are told by the system's words.
        reason = str(error) or type(error).__name__
        raise _failed(address, f"không nối được ({reason})", f"no connection ({reason})") from error
    if answer.status != _OK:
        raise _failed(address, f"máy chủ trả lời mã {answer.status}", f"the server answers with code {answer.status}")
    if len(data) > _LARGEST:
        raise _failed(address, "trả lời quá dài", "its answer is too long")
    return data


def _failed(address: str, vi: str, en: str) -> ToolError:
    values = {"address": address, "reason": vi, "reason_en": en}
    return ToolError([Finding(rules.NO_TIMESTAMP, Place("publication.yaml"), quote=address, values=values)])
