"""Check 39: the size of the file."""

from __future__ import annotations

from bulletin.errors import Text
from bulletin.preflight.checks.asked import number
from bulletin.preflight.checks.registry import check
from bulletin.preflight.checks.rule import WARNING, flight_rule
from bulletin.preflight.subject import InspectedFile, Verdict, found
from bulletin.runtime.spool import size_of

FILE_SIZE = flight_rule(
    "file-size", WARNING,
    Text("Tệp nặng {measured} MB, nên dưới {limit} MB.", "The file has {measured} MB; {limit} MB is the limit."),
    Text("Tệp lớn khó gửi, máy của nhà in xử lý chậm.", "Large files are hard to send and slow to process."),
    Text("Anh/chị giảm độ nét ảnh về mức cần thiết rồi xuất lại.", "Bring pictures down to the resolution needed."),
)  # fmt: skip


@check(
    39,
    "file-size",
    title=Text("Dung lượng tệp", "Size of the file"),
    rules=(FILE_SIZE,),
    asks=lambda limits: f"≤ {number(limits.max_mb)} MB",
    fails=Text(
        "Tệp 140 MB, trong khi nhà in nhận tới 100 MB.",
        "A file of 140 MB, while the shop takes 100 MB.",
    ),
    passes=Text(
        "Tệp 12 MB với ảnh ở độ nét vừa đủ in.",
        "A file of 12 MB with pictures as fine as print needs.",
    ),
)
def check_file_size(subject: InspectedFile) -> Verdict:
    """Megabytes."""
    measured = size_of(subject.data) / 1e6
    limit = subject.limits.max_mb
    if measured <= limit:
        return ()
    return (found(FILE_SIZE, measured=f"{measured:.1f}", limit=f"{limit:g}"),)
