"""Check 4: the printing condition that a file is made for."""

from __future__ import annotations

from collections.abc import Iterator
from hashlib import sha256

from bulletin.errors import Finding, Text
from bulletin.preflight.checks.file.intents import press_intents, profile_of
from bulletin.preflight.checks.registry import check
from bulletin.preflight.checks.rule import ERROR, flight_rule
from bulletin.preflight.limits import EditionLimits
from bulletin.preflight.subject import InspectedFile, Verdict, found, not_applicable

CONDITION = flight_rule(
    "output-condition", ERROR,
    Text("Điều kiện in ghi trong tệp là {measured}, nhà in cần {limit}.",
         "The file is made for {measured}, the shop asks for {limit}."),
    Text("Màu tính cho loại giấy khác sẽ in ra sai: xỉn hoặc quá đậm.",
         "Colours made for another paper come out dull or too heavy."),
    Text("Anh/chị chọn đúng hồ sơ nhà in (printers/) rồi dựng lại, hoặc hỏi nhà in hồ sơ màu họ dùng.",
         "Choose the right printer profile and build again, or ask the shop which ICC profile it uses."),
)  # fmt: skip


def _asked(limits: EditionLimits) -> str:
    return limits.condition.identifier if limits.condition else "–"


@check(
    4,
    "output-condition",
    title=Text("Điều kiện in ghi trong tệp", "Output condition of the file"),
    rules=(CONDITION,),
    asks=_asked,
    fails=Text(
        "Tệp ghi điều kiện in cho giấy báo, còn nhà in dùng giấy couché.",
        "A file made for newsprint, while the shop prints on coated paper.",
    ),
    passes=Text(
        "Tệp ghi đúng tên điều kiện in và kèm đúng hồ sơ màu của nhà in.",
        "A file with the name of the shop's condition and with the shop's own profile.",
    ),
)
def check_output_condition(subject: InspectedFile) -> Verdict:
    """The identifier and the profile are those of the job."""
    limits = subject.limits
    if not limits.press:
        return not_applicable("Bản này không gửi nhà in.", "This profile is not for a print shop.")
    if limits.condition is None:
        return not_applicable(
            "Hồ sơ nhà in không ghi điều kiện in.", "The printer profile names no printing condition."
        )
    return list(_condition(subject, limits.condition.identifier))


def _condition(subject: InspectedFile, wanted: str) -> Iterator[Finding]:
    intents = press_intents(subject.pdf)
    names = [str(intent.get("/OutputConditionIdentifier", "")).strip() for intent in intents]
    if wanted not in names:
        yield found(CONDITION, quote=", ".join(names), measured=", ".join(names) or "–", limit=wanted)
        return
    profile = profile_of(intents[names.index(wanted)])
    limits = subject.limits
    if profile is not None and limits.icc_sha256 and sha256(profile).hexdigest() != limits.icc_sha256:
        stated = _description(profile) or f"ICC {sha256(profile).hexdigest()[:8]}"
        yield found(CONDITION, quote=stated, measured=stated, limit=limits.icc_name or wanted)


def _description(profile: bytes) -> str:
    """The `desc` tag of an ICC profile, version 2 or 4 (ICC.1:2022, 10.6 and 10.15)."""
    count = int.from_bytes(profile[128:132], "big")
    for number in range(min(count, 100)):
        entry = profile[132 + 12 * number : 144 + 12 * number]
        if entry[:4] == b"desc":
            offset, size = int.from_bytes(entry[4:8], "big"), int.from_bytes(entry[8:12], "big")
            data = profile[offset : offset + size]
            if data[:4] == b"desc":
                return data[12 : 12 + int.from_bytes(data[8:12], "big")].rstrip(b"\0").decode("latin-1")
            if data[:4] == b"mluc" and len(data) >= 28:
                start, length = int.from_bytes(data[24:28], "big"), int.from_bytes(data[20:24], "big")
                return data[start : start + length].decode("utf-16-be", "replace")
    return ""
