"""Progress on a terminal: one line with the current stage; nothing elsewhere."""

from __future__ import annotations

import contextlib
from collections.abc import Iterator

from bulletin.cli.settings import Both, Settings
from bulletin.runtime.progress import Progress, Silent

# Names of the build's stages; one that is not listed is shown as it is.
STAGES = {
    "read": Both("Đọc và soát bài", "Reading and checking"),
    "photos seen": Both("Xem ảnh", "Looking at the photos"),
    "fonts": Both("Chuẩn bị phông chữ", "Preparing fonts"),
    "plan": Both("Ngắt dòng và xếp trang", "Breaking lines, placing stories"),
    "pages": Both("Dàn trang", "Laying out pages"),
    "photos": Both("Chuẩn bị ảnh", "Preparing photos"),
    "imports": Both("Nạp thư viện", "Loading libraries"),
    "waiting": Both("Chờ xếp trang xong", "Waiting for the plan"),
    "screen edition": Both("Ghi bản đọc trên máy", "Writing the screen edition"),
    "press edition": Both("Ghi bản gửi nhà in", "Writing the press edition"),
    "office edition": Both("Ghi bản in ở cơ quan", "Writing the office edition"),
    "imposition": Both("Dàn trang in", "Imposing"),
    "record edition": Both("Ghi bản lưu trữ", "Writing the record edition"),
    "validators": Both("Nhờ bộ kiểm chuẩn PDF/A", "Asking the PDF/A validator"),
    "report": Both("Viết báo cáo kiểm tra", "Writing the preflight report"),
    "proof": Both("Kiểm chứng và kiểm tra trước in", "Proof and preflight"),
    "pictures": Both("Chụp trang", "Page pictures"),
    "preflight": Both("Kiểm tra tệp PDF", "Checking the PDF"),
    "ink": Both("Đo lượng mực", "Measuring the ink"),
    "codes": Both("Quét thử mã QR", "Reading QR codes"),
    "write": Both("Lưu tệp", "Saving files"),
}


@contextlib.contextmanager
def progress(settings: Settings) -> Iterator[Progress]:
    """Return a bar for a terminal's stderr; a no-op for a pipe and under `--json`."""
    if not settings.live or settings.json:
        yield Silent()
        return
    with _Bar(settings) as bar:
        yield bar


class _Bar:
    def __init__(self, settings: Settings) -> None:
        from rich.console import Console
        from rich.progress import BarColumn, MofNCompleteColumn, SpinnerColumn, TextColumn, TimeElapsedColumn
        from rich.progress import Progress as RichProgress

        self._lang = settings.lang
        self._rich = RichProgress(
            SpinnerColumn(finished_text="·"),
            TextColumn("{task.description}"),
            BarColumn(bar_width=28),
            MofNCompleteColumn(),
            TimeElapsedColumn(),
            console=Console(stderr=True, no_color=not settings.colour_err),
            transient=True,
        )
        self._task: int | None = None

    def __enter__(self) -> _Bar:
        self._rich.start()
        return self

    def __exit__(self, *_: object) -> None:
        self._rich.stop()

    def stage(self, name: str, total: int = 0) -> None:
        self.done()
        label = STAGES.get(name, Both(name, name)).in_(self._lang)
        self._task = self._rich.add_task(label, total=total or None)

    def advance(self, steps: int = 1) -> None:
        if self._task is not None:
            self._rich.advance(self._rich.task_ids[-1], steps)

    def done(self) -> None:
        if self._task is not None:
            self._rich.remove_task(self._rich.task_ids[-1])
            self._task = None
