"""How much one job may use, and the findings that name the limit it met and what to do."""

from __future__ import annotations

import signal
from collections.abc import Mapping
from pathlib import Path

from bulletin.errors import ExitCode, Finding, LimitError, Rule, Severity, Text
from bulletin.lazy import dataclass


@dataclass(frozen=True, slots=True)
class Limits:
    """CPU and wall seconds and MiB of one job; the largest file it may write; pages (kept by the layout itself).

    `memory_mib` bounds private memory (RLIMIT_DATA), not address space: threads, mapped fonts and libraries reserve
    address space many times what they use, so a bound on that would stop honest builds.
    """

    cpu_s: int = 120
    wall_s: int = 300
    memory_mib: int = 1536
    file_mib: int = 512
    pages: int = 300

    def as_dict(self) -> dict[str, int]:
        return {name: getattr(self, name) for name in self.__slots__}

    @classmethod
    def from_dict(cls, value: Mapping[str, object]) -> Limits:
        """Limits from a job; names that are missing keep their default."""
        return cls(
            **{name: number for name, number in value.items() if name in cls.__slots__ and isinstance(number, int)}
        )


def data_kib() -> int:
    """Private memory of this process as the system counts it for the limit, in KiB; 0 where it does not report it."""
    try:
        lines = Path("/proc/self/status").read_text("ascii", "replace").splitlines()
    except (OSError, MemoryError):
        return 0
    return next((int(line.split()[1]) for line in lines if line.startswith("VmData:")), 0)


def _rule(name: str, what_vi: str, what_en: str, remedy_vi: str, remedy_en: str) -> Rule:
    why = Text(
        "Mỗi số báo được dựng trong một tiến trình riêng có giới hạn, để một tệp hỏng không làm treo máy. "
        "Không có tệp nào bị ghi dở.",
        "Each issue is built in a process of its own with limits, so that one bad file cannot freeze the computer. "
        "Nothing was left half-written.",
    )
    return Rule(name, Severity.ERROR, Text(what_vi, what_en), why, Text(remedy_vi, remedy_en), ExitCode.LIMIT)


_SMALLER_VI = (
    "Hãy bớt bài hoặc ảnh rồi chạy lại; nếu số báo nhỏ mà vẫn vậy, hãy thử bỏ từng ảnh, từng phông chữ riêng để "
    "tìm tệp hỏng."
)
_SMALLER_EN = (
    "Use fewer articles or photos and run again; if the issue is small, take out photos and own fonts one by one to "
    "find the bad file."
)
CPU = _rule(
    "limit.cpu",
    "Việc dựng báo đã dùng hết {limit} giây xử lý cho phép và bị dừng.",
    "The build used up the {limit} CPU seconds it is allowed and was stopped.",
    _SMALLER_VI,
    _SMALLER_EN,
)
WALL = _rule(
    "limit.time",
    "Việc dựng báo kéo dài quá {limit} giây và bị dừng.",
    "The build took longer than {limit} seconds and was stopped.",
    "Hãy đóng bớt chương trình đang chạy rồi thử lại. " + _SMALLER_VI,
    "Close other programs and try again. " + _SMALLER_EN,
)
MEMORY = _rule(
    "limit.memory",
    "Việc dựng báo cần nhiều hơn {limit} MiB bộ nhớ cho phép và bị dừng.",
    "The build needed more than the {limit} MiB of memory it is allowed and was stopped.",
    _SMALLER_VI,
    _SMALLER_EN,
)
FILE_SIZE = _rule(
    "limit.file-size",
    "Việc dựng báo định ghi một tệp lớn hơn {limit} MiB và bị dừng.",
    "The build tried to write a file larger than {limit} MiB and was stopped.",
    _SMALLER_VI,
    _SMALLER_EN,
)
CRASHED = _rule(
    "limit.crashed",
    "Tiến trình dựng báo dừng đột ngột ({how}).",
    "The building process ended abruptly ({how}).",
    "Nguyên nhân thường gặp là một phông chữ hoặc một ảnh bị hỏng: hãy thử bỏ từng tệp mới thêm; "
    "gõ “bulletin doctor” để kiểm tra máy.",
    "The usual cause is a broken font or photo: take out newly added files one by one; "
    "“bulletin doctor” checks the computer.",
)
BAD_ANSWER = _rule(
    "limit.bad-answer",
    "Tiến trình dựng báo trả lời không đúng mẫu ({how}).",
    "The building process gave an answer that makes no sense ({how}).",
    "Hãy chạy lại; nếu vẫn vậy, hãy gõ “bulletin doctor” và gửi kết quả cho người hỗ trợ.",
    "Run again; if it stays, type “bulletin doctor” and send its result to your support.",
)


def limit_error(rule: Rule, *, limit: int = 0, how: str = "") -> LimitError:
    """The error for one limit met."""
    return LimitError([Finding(rule, values={"limit": str(limit), "how": how})])


def ended(number: int, limits: Limits, *, no_memory: bool, status: int = 0) -> LimitError:
    """The error for a process that ended without an answer; it is the same for every process that works on a job.

    Args:
        number: the signal that ended it, 0 for none.
        limits: of the job.
        no_memory: it had used nearly all memory that it may, or said that there is none.
        status: its exit status, where no signal ended it.
    """
    if number == signal.SIGXCPU:
        return limit_error(CPU, limit=limits.cpu_s)
    if number and no_memory:
        return limit_error(MEMORY, limit=limits.memory_mib)
    if number == signal.SIGKILL:
        return limit_error(CRASHED, how="SIGKILL: hết bộ nhớ / out of memory?")
    return limit_error(CRASHED, how=signal.Signals(number).name if number else f"exit {status}")
