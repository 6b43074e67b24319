"""Archives for tests: a built issue without a build, the judge that is not ours, disks that fail or kill on a step."""

from __future__ import annotations

import contextlib
import datetime as dt
import errno
import io
import logging
import os
import signal
import tempfile
import time
from collections.abc import Callable, Iterator
from dataclasses import replace
from pathlib import Path

from ocfl import StorageRoot

from bulletin.archive.package import Package, package_issue
from bulletin.archive.store.disk import Disk
from bulletin.archive.store.root import LOCK, STAGE
from bulletin.issue_text import ArticleText, BlockText, IssueText, PhotoText, issue_text_bytes
from bulletin.pdf.pdfium import png
from bulletin.release import Edition, Release, edition, fingerprints, release_bytes
from bulletin.sources.layouts.read import base_files, read_layout

ZONE = dt.timezone(dt.timedelta(hours=7))
NOW = dt.datetime(2026, 11, 21, 8, 0, tzinfo=ZONE)
PUBLICATION = """\
ma: ban-tin-thu
ten: Thử
co_quan_xuat_ban: Phường Thử
ky_han: Hằng tuần
ho_so_phap_ly: internal
luu_tru_o: luu-tru
"""
_FEW = {"release.json", "screen.pdf", "README.txt", "issue/articles/bai.yaml", "issue/photos/a.png"}
PICTURE = png([b"\x80\x60\x40" * 12] * 9, 12)


def text_pdf(*pages: str) -> bytes:
    """A PDF with a line of plain letters on each page; an empty one has no text."""
    from reportlab.pdfgen.canvas import Canvas

    out = io.BytesIO()
    canvas = Canvas(out, pagesize=(200, 200), invariant=1)
    for text in pages:
        if text:
            canvas.drawString(20, 100, text)
        canvas.rect(10, 10, 5, 5)
        canvas.showPage()
    canvas.save()
    return out.getvalue()


def words_of(number: int, title: str) -> IssueText:
    """The words of an issue with one story."""
    photo = PhotoText(id="a", file="photos/a.png", caption="Ảnh", credit="", alt="Ảnh")
    story = ArticleText(
        id="bai", slot="lead", section="", genre="", kicker="", title=title, subtitle="", lead="", authors=("PV",),
        place="", event_date=None, published_at=None, source="", source_url="", url="", documents=(),
        blocks=(BlockText(kind="paragraph", text="Nội dung."),), boxes=(), quotes=(), photos=(photo,), pages=(1,),
    )  # fmt: skip
    return IssueText(
        publication="ban-tin-thu", label="BẢN TIN", name="Thử", full_name="BẢN TIN Thử", tagline="", owner="",
        publisher="Phường Thử", periodicity="Hằng tuần", portal="", email="", phone="", address="", imprint=(),
        number=number, number_total=None, number_words=f"Số {number}", date=dt.date(2026, 11, 20),
        date_words="Thứ sáu", title="Thử", sections=(), articles=(story,),
    )  # fmt: skip


def built_issue(folder: Path, number: int = 46, title: str = "Bài một", picture: bytes = PICTURE) -> Path:
    """An issue with what a build would have left in `build`, small; its release is true in every hash."""
    inputs = {
        "publication.yaml": PUBLICATION.encode(),
        "issue.yaml": f"so: {number}\n".encode(),
        "articles/bai.yaml": f"tieu_de: {title}\n".encode(),
        "photos/a.png": picture,
    }
    screen = text_pdf("Trang mot", "Trang hai")
    beside = {"articles.json": issue_text_bytes(words_of(number, title))}
    layout = read_layout("tuan-tin").files
    assert layout is not None
    data = {f"tuan-tin/{name}": content for name, content in layout.data.items()}
    data |= {f"_base/{name}": content for name, content in base_files().items()}
    editions: tuple[Edition, ...] = (edition("screen", "screen.pdf", screen, 2),)
    release = Release(
        publication="ban-tin-thu", number=number, number_total=None, date=dt.date(2026, 11, 20), editions=editions,
        files=fingerprints(beside), inputs=fingerprints(inputs), layout=fingerprints(data), fonts={}, tools={},
    )  # fmt: skip
    out = {f"build/{name}": content for name, content in beside.items()}
    out |= {"build/screen.pdf": screen, "build/release.json": release_bytes(release)}
    for name, content in (inputs | out).items():
        path = folder / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_bytes(content)
    return folder


def small_package(folder: Path, number: int = 46, title: str = "Bài một") -> Package:
    """The package of a small issue, with so few files that every step can be tried."""
    issue = built_issue(folder, number, title)
    found = package_issue(issue, issue / "build")
    return replace(found, files={path: source for path, source in found.files.items() if path in _FEW})


def judged(root: Path) -> str:
    """What ocfl-py has against a storage root; nothing when it is valid."""
    log = io.StringIO()
    handler = logging.StreamHandler(log)
    logging.getLogger().addHandler(handler)
    try:
        with contextlib.redirect_stdout(log):
            judge = StorageRoot(root=str(root))
            valid = judge.validate(log_warnings=False)
    finally:
        logging.getLogger().removeHandler(handler)
    # `validate` is true also when objects are broken: it speaks of the root alone.
    good = valid and judge.good_objects == judge.num_objects and not judge.errors
    return "" if good else f"{log.getvalue()} {judge.errors} {judge.good_objects} of {judge.num_objects}"


def strays(folder: Path) -> list[str]:
    """What is in an archive folder that nobody expects there."""
    known = {"kho", LOCK, "DOC-TRUOC.txt"}
    found = [path.name for path in folder.iterdir() if path.name not in known]
    return found + [str(path) for path in folder.rglob("*") if ".part" in path.name or STAGE in path.parts]


class Counting(Disk):
    """Counts the steps, and at one of them does something else."""

    def __init__(self, at: int = 0, then: Callable[[str, Path], None] | None = None) -> None:
        self.at, self.then, self.steps = at, then, 0

    def step(self, what: str, path: Path) -> None:
        self.steps += 1
        if self.then is not None and self.steps >= self.at:
            self.then(what, path)


def killed(what: str, path: Path) -> None:
    """The end of this process, as by a power cut."""
    os.kill(os.getpid(), signal.SIGKILL)
    time.sleep(60)


def in_child(work: Callable[[Path, Disk], None], place: Path, disk: Disk) -> int:
    """Run something in a forked child; the signal that ended it, or the exit code."""
    pid = os.fork()
    if pid == 0:
        code = 1
        try:
            work(place, disk)
            code = 0
        finally:
            os._exit(code)
    _, status = os.waitpid(pid, 0)
    return -os.WTERMSIG(status) if os.WIFSIGNALED(status) else os.WEXITSTATUS(status)


def full(disk: Counting) -> Callable[[str, Path], None]:
    """From one step on nothing can be made or written; renaming and removing still work."""

    def refuse(what: str, path: Path) -> None:
        if what in {"mkdir", "create", "write", "sync"}:
            raise OSError(errno.ENOSPC, os.strerror(errno.ENOSPC), str(path))

    return refuse


def broken_once(disk: Counting) -> Callable[[str, Path], None]:
    """One step fails whatever it is, and all others work."""

    def refuse(what: str, path: Path) -> None:
        if disk.steps == disk.at:
            raise OSError(errno.ENOSPC, os.strerror(errno.ENOSPC), str(path))

    return refuse


@contextlib.contextmanager
def quick_folder() -> Iterator[Path]:
    """A temporary folder in memory where there is one: the tests wait for the disk thousands of times."""
    memory = Path("/dev/shm")
    with tempfile.TemporaryDirectory(dir=memory if os.access(memory, os.W_OK) else None) as folder:
        yield Path(folder)


def tree(folder: Path) -> dict[str, bytes]:
    """Every file below a folder by its path."""
    return {path.relative_to(folder).as_posix(): path.read_bytes() for path in folder.rglob("*") if path.is_file()}


class Seen:
    """Which contents of a folder were looked at already: most steps leave the same files, names and folders.

    What is to be found out about equal contents is equal, so it is found out once.
    """

    def __init__(self) -> None:
        self._known: set[frozenset[tuple[str, bytes | None]]] = set()

    def new(self, folder: Path) -> bool:
        """Whether a folder holds anything else than the folders before."""
        found = frozenset(
            (path.relative_to(folder).as_posix(), path.read_bytes() if path.is_file() else None)
            for path in folder.rglob("*")
        )
        fresh = found not in self._known
        self._known.add(found)
        return fresh
